"""Files are written whole or not at all."""

import contextlib
import os
import tempfile
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
        reason = (error.strerror or str(error)).lower()
        message = f"the file cannot be written: {reason}"
        remedy = "check the folder's permissions and the space on the disk, or choose another folder"
        raise BriefgenError([Problem(Place(shown_path(path)), "cannot-write", message, remedy)]) from None
    finally:
        with contextlib.suppress(OSError):
            if temporary:
                Path(temporary).unlink()


def _mode(path: Path) -> int:
    """Return the permissions of the file that stood there, else those of a new file."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
