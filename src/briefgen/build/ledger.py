"""The manifest of a folder while its files are being written: it never claims what is not so, even of a killed build.

The entry of a file is struck before the file is written, and entered once all is done. Other builds may work in the
same folder.
"""

import contextlib
import os
import stat
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from briefgen import manifest
from briefgen.build.contents import Contents
from briefgen.build.settled import Settled
from briefgen.files import beginning, write_whole
from briefgen.problems import BriefgenError


class _Stamp(NamedTuple):
    """What tells that a file is the one that was left there, without reading it."""

    inode: int
    size: int
    written: int


class Ledger:
    """The manifest of one folder during one build."""

    def __init__(
        self,
        folder: Path,
        names: set[str],
        begin: Callable[[Path], None] | None = None,
        settled: Settled | None = None,
        *,
        contents: Contents,
    ) -> None:
        """``names`` are the files that the build is to write there; ``settled`` knows what earlier ones entered.

        ``begin`` is done before an entry is struck, and where there is no manifest. ``contents`` knows the content
        files that the manifest tells of.
        """
        self._contents = contents
        self._settled = settled
        self._folder = folder
        self._place = str(folder)
        self._due = names
        self._begin = begin
        self._looked = False
        self._left: _Stamp | None = None
        self._struck: list[manifest.Data] = []
        self._records: list[manifest.Data] = []
        self._failures: list[manifest.Data] = []
        self._stamps: dict[str, _Stamp | None] = {}

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Keep other builds waiting while a file is written. Raises BriefgenError when its entry cannot be struck."""
        with contextlib.suppress(OSError):  # Whoever writes the file says what is wrong with its folder.
            self._folder.mkdir(parents=True, exist_ok=True)
        with manifest.alone(self._folder):
            self._strike()
            yield

    def wrote(self, name: str, written: os.stat_result) -> None:
        """Take down that a file was written."""
        self._stamps[name] = _stamp_of(written)
        self._due.discard(name)

    def stands(self, name: str, holds: Callable[[], bool]) -> bool:
        """Tell whether a file stands as it should, and need not be written. ``holds`` looks at what it holds."""
        stamp = _stamp(f"{self._place}/{name}")  # Before that look: what comes after it shows.
        if not holds():
            return False
        self._stamps[name] = stamp
        self._due.discard(name)
        return True

    def note(self, record: manifest.Data, key: str = "") -> None:
        """Take up a record with files that have been written, or stand as they should, to be entered at the end.

        ``key`` is that by which the outcome is kept for later builds.
        """
        self._records.append(record)
        if self._settled:
            self._settled.note(key, _names([record]))

    def failed(self, failure: manifest.Data) -> None:
        """Take up files that could not be made. What stands there is of earlier, or of another build."""
        for file in failure["files"]:
            self._stamps.setdefault(file["file"], _stamp(self._folder / file["file"]))
            self._due.discard(file["file"])
        self._failures.append(failure)
        if self._settled:
            self._settled.note("", [])

    def close(self) -> None:
        """Enter what was written, what failed, and again what was struck and not written. Raises BriefgenError."""
        if not self._records and not self._struck and not self._failures:
            return
        if self._settled and not self._struck and self._settled.holds(self._contents):
            self._records = []
            return
        with manifest.alone(self._folder):
            try:
                self._enter()
            except BriefgenError:
                # Where nothing can be written there, the build says so of each file already.
                if self._records or self._struck or not all(map(_could_not_be_written, self._failures)):
                    raise
        self._records, self._struck, self._failures = [], [], []

    def _enter(self) -> None:
        struck, records = (manifest.only(each, self._undisturbed) for each in (self._struck, self._records))
        old = beginning(self._folder / manifest.NAME)
        known = manifest.states(old) if self._failures else set()
        failures = [one for failure in self._failures if (one := self._as_it_stands(failure, known))]
        made = manifest.joined(
            old,
            [*records, {"builds": [], "failures": failures}],
            lambda name: (self._folder / name).is_file(),
            self._contents.wanted,
            self._contents.gone,
            struck,
        )
        if made != old:
            write_whole(self._folder / manifest.NAME, made)
        if self._settled and len(_names([*struck, *records])) == len(_names([*self._struck, *self._records])):
            self._settled.keep(made)

    def _strike(self) -> None:
        path = self._folder / manifest.NAME
        if self._looked and _stamp(path) == self._left:
            return
        self._looked = True
        data = beginning(path)
        kept, struck, failed = manifest.without(data, self._due)
        # What tells of an earlier manifest does not know that it is gone.
        if self._begin and (struck or failed or not data):
            self._begin(self._folder)
        if struck:
            write_whole(path, kept)
            self._struck += struck
            self._stamps |= {name: _stamp(self._folder / name) for name in _names(struck)}
        self._left = _stamp(path)

    def _undisturbed(self, file: Mapping[str, Any]) -> bool:
        """Tell whether a file is still as this build found or left it: another may have written it since."""
        stamp = self._stamps.get(file["file"])
        return stamp is not None and stamp == _stamp(self._folder / file["file"])

    def _as_it_stands(self, failure: manifest.Data, known: Collection[tuple[str, str | None]]) -> manifest.Data | None:
        """Return a failure with the files that no other build has made since; None where there are none.

        ``known`` are the states of content files of which the manifest tells already: of another one than has failed
        here, another build has told since.
        """
        stamps = self._stamps
        files = [file for file in failure["files"] if stamps[file["file"]] == _stamp(self._folder / file["file"])]
        now = self._contents.digest(failure["content"])
        is_past = now not in (None, failure.get("sha256")) and (failure["content"], now) in known
        return {**failure, "files": files} if files and not is_past else None


def _could_not_be_written(failure: manifest.Data) -> bool:
    return any(finding["code"] == "cannot-write" for finding in failure.get("findings", ()))


def _names(records: Sequence[manifest.Data]) -> list[str]:
    return [str(file["file"]) for file in manifest.files(records)]


def _stamp(path: Path | str) -> _Stamp | None:
    with contextlib.suppress(OSError):
        found = os.stat(path)  # noqa: PTH116 - of thousands of files, and a Path costs as much again
        return _stamp_of(found) if stat.S_ISREG(found.st_mode) else None
    return None


def _stamp_of(found: os.stat_result) -> _Stamp:
    return _Stamp(found.st_ino, found.st_size, found.st_mtime_ns)
