"""Files by their keys: written whole, checked when they are read, and the least recently used gone when there are many.

The time of a file is that of its last use, by the day. No file is synchronised to the disk: what a loss of power leaves
half-written does not pass the check, and is made again.
"""

import contextlib
import hashlib
import json
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

DAY = 86_400
"""Seconds after which a file that is used counts as used anew: to say so each time would cost a write for a read."""
ROOM = 0.9
"""What share of the limit is left when the cache has grown beyond it, so that it is not looked through every time."""
_CHECK = 64
"""Digits of the check before the data, in hexadecimal."""
_PART = ".part"
_GROWN = "grown"
"""The file that holds how the cache has grown, a line for each time; anew when it is looked through."""
KINDS = ("blobs", "documents", "faces", "known", "needs", "outcomes", "pictures", "settled")
"""The folders of what is kept. Nothing else is ever removed, whatever somebody has put beside them."""
BLOCK = 4096
"""What the smallest file takes up."""


def key_of(value: Any) -> str:
    """Return the key of what JSON can hold: the same for the same, in whatever order its names are."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


class Found(NamedTuple):
    """What was kept."""

    data: bytes
    rested: bool
    """Whether it has not been used for a day, so that what it names should count as used with it."""


class Store:
    """A folder of files by their keys, for one build; others may use it at the same time."""

    def __init__(self, folder: Path | None, refused: str = "") -> None:
        """``folder`` is there, and ours alone; where there is none, ``refused`` says why, and nothing is kept."""
        self._folder = str(folder) if folder else ""
        self._grown = 0
        self.refused = refused
        """Why nothing more is kept, once the system has refused to write; what is there is used all the same."""

    @property
    def folder(self) -> Path | None:
        """Where it is."""
        return Path(self._folder) if self._folder else None

    # --- What is kept -------------------------------------------------------------------------------------------------
    def get(self, kind: str, key: str) -> Found | None:
        """Return what was kept under a key; None where there is nothing, or nothing sound."""
        path = self._path(kind, key)
        if not self._folder:
            return None
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - thousands of these are opened, and a Path costs as much again
                whole = file.read()
                used = os.fstat(file.fileno()).st_mtime
        except OSError:
            return None
        data = whole[_CHECK:]
        if whole[:_CHECK] != _check(data):
            with contextlib.suppress(OSError):
                os.unlink(path)  # noqa: PTH108
            return None
        rested = time.time() - used > DAY
        if rested:
            _use(path)
        return Found(data, rested)

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep data under a key. What cannot be kept is not."""
        if self.refused:
            return
        path = self._path(kind, key)
        temporary = f"{os.path.dirname(path)}/.{secrets.token_hex(8)}{_PART}"  # noqa: PTH120
        try:
            self._write(temporary, path, data)
        except OSError as error:
            self.refused = f"it cannot be written to: {(error.strerror or str(error)).lower()}"
        finally:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108

    def _write(self, temporary: str, path: str, data: bytes) -> None:
        try:
            file = open(temporary, "xb")  # noqa: PTH123, SIM115
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
            file = open(temporary, "xb")  # noqa: PTH123, SIM115
        with file:
            file.write(_check(data) + data)
        # On Windows a file that another build reads is not replaced: it holds the same.
        with contextlib.suppress(PermissionError):
            os.replace(temporary, path)  # noqa: PTH105
        self._grown += _taken(len(data) + _CHECK)

    def put_blob(self, data: bytes) -> str:
        """Keep data under its own hash, which is returned."""
        key = hashlib.sha256(data).hexdigest()
        if _size(self._path("blobs", key)) != len(data) + _CHECK:  # It is not there, or was not written whole.
            self.put("blobs", key, data)
        return key

    def get_blob(self, key: str) -> bytes | None:
        """Return the data with a hash; None where it is not there, or not sound."""
        found = self.get("blobs", key)
        return found.data if found and hashlib.sha256(found.data).hexdigest() == key else None

    def has_blob(self, key: str) -> bool:
        """Tell whether there is data with a hash, sound or not."""
        return os.path.exists(self._path("blobs", key))  # noqa: PTH110

    def use_blob(self, key: str) -> None:
        """Let data count as used, though it need not be read."""
        _use(self._path("blobs", key))

    def _path(self, kind: str, key: str) -> str:
        return f"{self._folder}/{kind}/{key[:2]}/{key[2:]}"

    # --- How much -----------------------------------------------------------------------------------------------------
    def settle(self) -> None:
        """Say how much has been put here."""
        if self._grown:
            # A line is appended whole, whoever else appends.
            with contextlib.suppress(OSError), Path(self._folder, _GROWN).open("a", encoding="ascii") as file:
                file.write(f"{self._grown}\n")
            self._grown = 0

    def close(self, limit: int) -> None:
        """Keep to a limit in bytes: look through the cache when it may have grown beyond."""
        if not self._grown:
            return
        self.settle()
        with contextlib.suppress(OSError):
            path = Path(self._folder, _GROWN)
            if _sum(path) > limit:
                left = trim(Path(self._folder), int(limit * ROOM))
                path.write_text(f"{left}\n", "ascii")


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - it is asked for every part of every outcome
    except OSError:
        return -1


def _check(data: bytes) -> bytes:
    # Not the plain hash: where a file's name is that, the check has to say something else about another one's data.
    return hashlib.sha256(b"kept:" + data).hexdigest().encode()


def _use(path: str) -> None:
    with contextlib.suppress(OSError):
        os.utime(path)


def _sum(path: Path) -> int:
    return sum(int(line) for line in path.read_text("ascii").split() if line.isdigit())


def _taken(size: int) -> int:
    return -(-size // BLOCK) * BLOCK


class Kept(NamedTuple):
    """A file of the cache."""

    used: float
    size: int
    path: str
    kind: str


def files(folder: Path) -> Iterator[Kept]:
    """Yield all files of a cache, those that are being written too."""
    for kind in KINDS:
        for root, _, names in os.walk(folder / kind):
            for name in names:
                path = os.path.join(root, name)  # noqa: PTH118
                with contextlib.suppress(OSError):
                    found = os.stat(path)  # noqa: PTH116
                    yield Kept(found.st_mtime, _taken(found.st_size), path, kind)


def trim(folder: Path, limit: int) -> int:
    """Remove the least recently used files until no more than ``limit`` bytes are taken up; return how many are."""
    there = sorted(files(folder))
    total = sum(file.size for file in there)
    unfinished = time.time() - DAY
    for file in there:
        left = file.path.endswith(_PART) and file.used < unfinished
        if total <= limit and not left:
            continue
        with contextlib.suppress(OSError):
            os.unlink(file.path)  # noqa: PTH108
            total -= file.size
    return total


def emptied(folder: Path) -> int:
    """Remove all that is kept; return how many bytes that took up."""
    before = sum(file.size for file in files(folder))
    left = trim(folder, 0)
    for kind in KINDS:
        for root, _, _ in os.walk(folder / kind, topdown=False):
            with contextlib.suppress(OSError):  # A build at work may have put something there just now.
                Path(root).rmdir()
    with contextlib.suppress(OSError):
        (folder / _GROWN).unlink()
    return before - left
