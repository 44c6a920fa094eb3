"""Seeing that files have changed, by looking at them.

Some hundred files are looked at in a millisecond, and looking works on every kind of disk, network drives too, however
an editor saves: into the file, or beside it and then by another name.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

LIMIT_FILES = 5000
"""How many files of a folder are looked at, should it be a large one by mistake."""
_PASSING = re.compile(r"[.#].*|.*~|4913|.*\.(tmp|temp|swp|swx|bak|part|crdownload)", re.IGNORECASE | re.DOTALL)
"""Names of files that editors make for a moment, and of those that are hidden."""

Seen = dict[str, tuple[int, int, int]]
"""Files, each with what changes when it does."""


def look(paths: Iterable[Path]) -> Seen:
    """Return what there is of files and of whole folders now."""
    seen: Seen = {}
    for path in paths:
        try:
            found = path.stat()
            if path.is_dir():
                seen.update(_files(str(path)))
            else:
                seen[str(path)] = _marks(found)
        except (OSError, ValueError):
            continue  # Not there now: that is what is seen.
    return seen


def _marks(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_mtime_ns, found.st_size, found.st_ino


def _files(folder: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    folders, count = [folder], 0
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if _PASSING.fullmatch(entry.name):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        count += 1
                        yield entry.path, _marks(entry.stat())
                    if count > LIMIT_FILES:
                        return
        except OSError:
            continue


class Watch:
    """Files and folders that are looked at again and again."""

    def __init__(self, paths: Iterable[Path], patience: int = 5) -> None:
        """``patience`` is how many looks a file that has gone is given to come back."""
        self._paths = dict.fromkeys(paths)
        self._patience = patience
        self._known = self._last = look(self._paths)
        self._missed = 0
        self.unsettled = False
        """Whether the last look has seen something else than the one before: then the next may well settle it."""

    def include(self, paths: Iterable[Path], since: int) -> None:
        """Look at more paths. ``since`` is when they were read, in nanoseconds: what is newer has changed."""
        new = [path for path in dict.fromkeys(paths) if path not in self._paths]
        if new:
            self._paths.update(dict.fromkeys(new))
            self._known = {**{file: marks for file, marks in look(new).items() if marks[0] < since}, **self._known}

    def changed(self) -> frozenset[str]:
        """Look. Return the files that have changed, once all stay as they are from one look to the next."""
        now = look(self._paths)
        self.unsettled, self._last = now != self._last, now
        if now == self._known or self.unsettled:
            return frozenset()
        self._missed += 1
        if self._known.keys() - now.keys() and self._missed < self._patience:
            return frozenset()
        before, self._known, self._missed = self._known, now, 0
        return frozenset(file for file in before.keys() | now.keys() if before.get(file) != now.get(file))
