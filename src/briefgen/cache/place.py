"""Where the cache is, and whether it can be trusted."""

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "BRIEFGEN_CACHE"
"""The environment variable that names another folder."""
LAYOUT = "v1"
"""The folder within it, named after the version of its own form."""
_TAG = """Signature: 8a477f597d28d172789f06886806bc55
# This file marks a cache of briefgen. Its files can be made again, and need no backup.
# See https://bford.info/cachedir/
"""


class Unusable(Exception):
    """There is no cache, for a reason that can be shown."""


def place(environment: Mapping[str, str] | None = None) -> Path:
    """Return the folder that the user's environment names, whether it is there or not. Raises Unusable."""
    given = os.environ if environment is None else environment
    if named := given.get(VARIABLE):
        return Path(named).absolute()
    folder = _system(given)
    if not folder.is_absolute():
        raise Unusable("the system names no folder for caches")
    return folder / "briefgen"


def _system(given: Mapping[str, str]) -> Path:
    """Return the folder for caches, as each system has it (https://specifications.freedesktop.org/basedir-spec)."""
    if (stated := given.get("XDG_CACHE_HOME", "")) and Path(stated).is_absolute():
        return Path(stated)
    if sys.platform == "win32":
        return Path(given.get("LOCALAPPDATA", ""))
    home = Path(given["HOME"]) if given.get("HOME") else _home()
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        return Path()


def opened(folder: Path) -> Path:
    """Return the folder for files within the cache, made where it was not there. Raises Unusable.

    A cache that others can write to could put their words into our documents, so it has to be ours alone.
    """
    inner = folder / LAYOUT
    try:
        if not inner.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "CACHEDIR.TAG").write_text(_TAG, "ascii")
            inner.mkdir(mode=0o700, exist_ok=True)
        found = inner.lstat()
    except OSError as error:
        raise Unusable(f"it cannot be made: {(error.strerror or str(error)).lower()}") from None
    if os.name == "posix":
        if not stat.S_ISDIR(found.st_mode):
            raise Unusable("it is a link to another folder")
        if found.st_uid not in (os.getuid(), 0):
            raise Unusable("it belongs to another user, who could put anything into it")
        if stat.S_IMODE(found.st_mode) & 0o022:
            raise Unusable("others can write to it, and could put anything into it")
    return inner
