"""What goes into a making: files and folders, each looked at before it is read, so that nothing can slip in between.

An input is known by what it holds, or by its not being there. What cannot be told for sure is said to be unsettled, and
nobody may rely on it.
"""

import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

TICK = 20_000_000
"""Nanoseconds within which a system may give two changes of a file the same time."""
COARSE_TICK = 2_000_000_000
"""The same where times are kept in whole seconds, or in every second of them (FAT)."""
LIMIT_FILES = 20_000
"""Of a folder with more files, nothing is said."""

Marks = tuple[int, int, int, int]
"""Of a file, what changes when it does: time of change, size, number, time of change of that."""
Seen = Marks | Mapping[str, Marks] | None
"""A file, or a folder's files by their paths in it; None for what is not there."""

ABSENT = ""
"""The digest of what is not there."""


class Unsettled(Exception):
    """What a path holds cannot be told for sure: it is being changed, or cannot be read."""


def marks(found: os.stat_result) -> Marks:
    """Return what of a file changes when it does."""
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns


def is_fresh(seen: Marks, now: int) -> bool:
    """Tell whether a file may yet be changed at ``now``, in nanoseconds, without its marks showing it.

    This is git's rule of racily clean entries, with the time of the look in place of the index's.
    """
    changed = max(seen[0], seen[3])
    return changed > now - (TICK if changed % 1_000_000_000 else COARSE_TICK)


def look(path: Path | str) -> Seen:
    """Return the marks of a file, or of all files of a folder. Raises Unsettled."""
    try:
        found = os.stat(path)  # noqa: PTH116 - see file_digest
        if stat.S_ISDIR(found.st_mode):
            return dict(_within(str(path)))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have.
        raise Unsettled(str(path)) from error
    if not stat.S_ISREG(found.st_mode):
        raise Unsettled(str(path))
    return marks(found)


def _within(folder: str) -> Iterator[tuple[str, Marks]]:
    """Yield the files of a folder by their paths in it. Folders behind symbolic links are left out, as rglob does."""
    folders, count = [""], 0
    while folders:
        inner = folders.pop()
        with os.scandir(f"{folder}/{inner}") as entries:
            for entry in entries:
                name = f"{inner}/{entry.name}".lstrip("/")
                if entry.is_dir(follow_symlinks=False):
                    folders.append(name)
                    continue
                count += 1
                if count > LIMIT_FILES:
                    raise Unsettled(folder)
                yield name, _marks_of(entry)


def _marks_of(entry: os.DirEntry[str]) -> Marks:
    try:
        return marks(entry.stat())
    except FileNotFoundError:  # A symbolic link that leads nowhere.
        return marks(entry.stat(follow_symlinks=False))


def file_digest(path: str) -> str:
    """Return the SHA-256 of a file. Raises OSError."""
    with open(path, "rb") as file:  # noqa: PTH123 - thousands of these are opened, and a Path costs as much again
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(path: str, _: Marks) -> str:
    """Return the digest of what a file with these marks holds. Raises OSError."""
    # A link that leads nowhere, a pipe: nothing can be read there, and nobody has.
    return file_digest(path) if os.path.isfile(path) else "-"  # noqa: PTH113


_read_once = lru_cache(maxsize=4096)(read)


def digest(path: Path | str, seen: Seen, reading: Callable[[str, Marks], str] = read) -> str:
    """Return the digest of what was seen at a path, if it is still there. Raises OSError."""
    if seen is None:
        return ABSENT
    if isinstance(seen, tuple):
        return reading(str(path), seen)
    return of_folder({name: reading(f"{path}/{name}", found) for name, found in seen.items()})


def of_folder(files: Mapping[str, str]) -> str:
    """Return one digest for files, given by their paths in a folder with the digest of each."""
    listed = "".join(f"{name}\0{files[name]}\n" for name in sorted(files))
    return f"folder:{hashlib.sha256(listed.encode('utf-8', 'surrogatepass')).hexdigest()}"


def unnoted(_: Path) -> None:
    """Take down nothing: for who does not ask what went in."""


class Inputs:
    """The inputs of a making, in the order in which they were first needed."""

    def __init__(self) -> None:
        self._noted: dict[Path, Seen | Unsettled] = {}

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files and folders that went in, those too that were looked for and are not there."""
        return tuple(self._noted)

    def note(self, path: Path) -> None:
        """Take down that a file or folder is about to be read, or looked for."""
        if path in self._noted:
            return
        now = time.time_ns()
        try:
            seen = look(path)
        except (Unsettled, OSError):
            self._noted[path] = Unsettled(str(path))
            return
        each = [seen] if isinstance(seen, tuple) else [*seen.values()] if seen else []
        self._noted[path] = Unsettled(str(path)) if any(is_fresh(one, now) for one in each) else seen

    def digests(self) -> dict[Path, str] | None:
        """Return what each input holds; None when that has changed since it was noted, or cannot be told for sure."""
        found: dict[Path, str] = {}
        for path, seen in self._noted.items():
            if isinstance(seen, Unsettled):
                return None
            try:
                if look(path) != seen:
                    return None
                found[path] = digest(path, seen, _read_once)
            except (Unsettled, OSError):
                return None
        return found
