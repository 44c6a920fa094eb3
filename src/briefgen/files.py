"""Files are written whole or not at all."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from briefgen.problems import BriefgenError, Place, Problem, shown_path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under a temporary name beside its place, then rename it (POSIX rename is atomic).

    Missing folders are made. Raises BriefgenError when the file cannot be written; what stood there stays.
    """
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
    except OSError as error:
        raise BriefgenError([_unwritten(path, error, "file")]) from None
    finally:
        with contextlib.suppress(OSError):
            if temporary:
                Path(temporary).unlink()


def write_folder(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write a new folder with files under a temporary name beside its place, then rename it: it is whole or not there.

    Returns the paths of the files, which are given by their paths in the folder. Raises BriefgenError when it cannot be
    written, or when something stands in its place.
    """
    made: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}.", suffix=".part", dir=folder.parent))
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


def _unwritten(path: Path, error: OSError, what: str) -> Problem:
    message = f"the {what} cannot be written: {(error.strerror or str(error)).lower()}"
    remedy = "check the folder's permissions and the space on the disk, or choose another folder"
    return Problem(Place(shown_path(path)), "cannot-write", message, remedy)


def _mode(path: Path) -> int:
    """Return the permissions of the file that stood there, else those of a new file."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    return 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
