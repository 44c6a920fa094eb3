"""Files are written whole or not at all."""

import contextlib
import errno
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen.problems import BriefgenError, Place, Problem, clip, shown_path

try:
    import fcntl
except ImportError:  # On Windows.
    fcntl = None  # type: ignore[assignment]

_UNFINISHED = ".briefgen-part"
"""How the names of temporary files end. None but ours may, since :func:`clear_unfinished` removes them."""
_NAME = re.compile(rf"\..*\.[a-z0-9_]{{8}}{re.escape(_UNFINISHED)}")
_TRIES = 3
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between attempts to replace a file that another program holds open, where a system forbids that."""
_HELD = (5, 32, 33)
"""What Windows calls it: access denied, sharing violation, lock violation."""

_LONGEST_ON_WINDOWS = 260 - 40
"""So long may a path be, where nobody has allowed for longer ones; a temporary name is longer by some letters."""


def beginning(path: Path, length: int = -1) -> bytes:
    """Return so many bytes of a file, or all; nothing where it cannot be read."""
    with contextlib.suppress(OSError), path.open("rb") as file:
        return file.read(length)
    return b""


def write_whole(path: Path, data: bytes) -> os.stat_result:
    """Write a file under a temporary name beside its place, then rename it (POSIX rename is atomic).

    Missing folders are made. Returns what the system says of the new file, whatever others may have put in its place
    since. Raises BriefgenError when the file cannot be written; what stood there stays.
    """
    for attempt in range(1, _TRIES + 1):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return _write(path, data)
        except FileNotFoundError as error:  # Somebody has removed the folder, or the temporary file.
            if attempt == _TRIES:
                raise BriefgenError([_unwritten(path, error, "file")]) from None
        except OSError as error:
            raise BriefgenError([_unwritten(path, error, "file")]) from None
    raise AssertionError("the last attempt returns or raises")


def _write(path: Path, data: bytes) -> os.stat_result:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=_UNFINISHED, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            _claimed(handle)
            file.write(data)
            file.flush()
            os.fsync(handle)
            temporary.chmod(_mode(path))
            if os.name != "nt":  # There, no file is renamed that is open.
                temporary.replace(path)
                return os.fstat(handle)
        _replace(temporary, path)
        return path.stat()
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _replace(temporary: Path, path: Path) -> None:
    """Rename a file, waiting for a moment for a program that holds the other open: most only look at what is new."""
    for wait in _WAITS:
        try:
            temporary.replace(path)
            return
        except PermissionError:
            time.sleep(wait)
    temporary.replace(path)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write a new folder with files under a temporary name beside its place, then rename it: it is whole or not there.

    Returns the paths of the files, which are given by their paths in the folder. Raises BriefgenError when it cannot be
    written, or when something stands in its place.
    """
    made: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        clear_unfinished(folder.parent)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}.", suffix=_UNFINISHED, dir=folder.parent))
        with _claim(made):
            for name, data in files.items():
                write_whole(made / name, data)
            made.chmod(0o777 & ~_umask())
            if folder.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            made.rename(folder)
    except OSError as error:
        raise BriefgenError([_unwritten(folder, error, "folder")]) from None
    finally:
        if made:
            shutil.rmtree(made, ignore_errors=True)
    return [folder / name for name in files]


def clear_unfinished(folder: Path) -> None:
    """Remove what killed processes left half-written in a folder, and nothing that is still being written."""
    with contextlib.suppress(OSError):
        entries = [Path(entry) for entry in os.scandir(folder) if _NAME.fullmatch(entry.name)]
        for path in entries:
            with contextlib.suppress(OSError), _claim(path) as ours:
                if ours and path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                elif ours:
                    path.unlink()


@contextlib.contextmanager
def _claim(path: Path) -> Iterator[bool]:
    """Claim a file or folder, and tell whether no other process has it. The claim ends with the process.

    Windows has no such claims; but there no file is removed that is open.
    """
    if fcntl is None:
        yield True
        return
    handle = os.open(path, os.O_NOFOLLOW | (os.O_RDONLY if path.is_dir() else os.O_RDWR))
    try:
        yield _claimed(handle)
    finally:
        os.close(handle)


def _claimed(handle: int) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _unwritten(path: Path, error: OSError, what: str) -> Problem:
    message = f"the {what} cannot be written: {(error.strerror or str(error)).lower()}"
    remedy = "check the folder's permissions and the space on the disk, or choose another folder"
    if _too_long(path, error):
        message = f"the {what} cannot be written: its name or path is too long"
        remedy = "give it a shorter name, or choose a folder nearer to the root of the disk"
    elif getattr(error, "winerror", 0) in _HELD and path.is_file():
        message, remedy = f"the {what} is open in another program", "close it there, and build again"
    elif _is_folder(path, error):
        message = f"the {what} cannot be written: a folder has its name"
        remedy = "move or remove that folder, or choose another folder for what is written"
    elif isinstance(error, (FileExistsError, NotADirectoryError)) and (taken := _no_folder(path)):
        message = f"the {what} cannot be written: {clip(shown_path(taken), 100)} is a file, expected a folder"
        remedy = "move or rename that file, or choose another folder for what is written"
    return Problem(Place(shown_path(path)), "cannot-write", message, remedy)


def _is_folder(path: Path, error: OSError) -> bool:
    """Tell whether a file was refused because a folder stands in its place; Windows says then that it is forbidden."""
    return isinstance(error, IsADirectoryError) or (
        os.name == "nt" and isinstance(error, PermissionError) and path.is_dir()
    )


def _no_folder(path: Path) -> Path | None:
    """Return what stands in the place of a folder that leads to a path, if anything does."""
    return next((folder for folder in path.parents if folder.exists() and not folder.is_dir()), None)


def _too_long(path: Path, error: OSError) -> bool:
    """Tell whether a path has more than the system takes; Windows says of such a one that it is not there."""
    unknown = os.name == "nt" and isinstance(error, FileNotFoundError)
    return error.errno == errno.ENAMETOOLONG or (unknown and len(str(path.absolute())) >= _LONGEST_ON_WINDOWS)


def _mode(path: Path) -> int:
    """Return the permissions of the file that stood there, else those of a new file."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    return 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
