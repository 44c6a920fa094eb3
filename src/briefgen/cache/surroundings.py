"""What a result depends on besides a project's files: this program, Python and its packages, the system's libraries,
its type faces, and a few variables. All of it in one digest, so that nothing is taken for what another version made.
"""

import contextlib
import ctypes
import os
import platform
import re
import sys
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen import __version__
from briefgen.cache.known import Known
from briefgen.cache.store import key_of
from briefgen.inputs import Marks, Unsettled, look
from briefgen.libraries import loaded

VARIABLES = re.compile(r"SOURCE_DATE_EPOCH|LANG|LC_.*|LANGUAGE|FC_.*|FONTCONFIG_.*|PANGO_.*|WEASYPRINT_.*|PYTHONUTF8")
"""Names of the variables that this program and its libraries read."""

_PACKAGE = Path(__file__).parent.parent
_NOT_CODE = ("templates/", "__pycache__/")
"""Folders of the package that are no code: templates are inputs of each brief."""

_LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    ("libharfbuzz-vector.so.0", "libharfbuzz-vector.0.dylib", "libharfbuzz-vector-0.dll"),
    ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
)
"""Libraries that set the type of a PDF, as systems call them. The others come with them."""
_STEMS = re.compile(
    r"lib(pango|harfbuzz|fontconfig|freetype|fribidi|gobject|glib|graphite2|thai|datrie|expat|png16|brotli\w*|z|bz2|pcre2?)"
    r"[-\w.]*\.(so|dylib|dll)\b.*"
)
"""What the libraries that have a part in it are called."""


def surroundings(known: Known) -> str:
    """Return the digest of all that is around a project."""
    told = {
        "program": [__version__, _program(known)],
        "python": [sys.version, sys.platform, platform.machine(), zlib.ZLIB_RUNTIME_VERSION],
        "packages": sorted(_packages(known)),
        "libraries": sorted(_libraries(known)),
        "faces": sorted(_faces(known)),
        "variables": sorted(pair for pair in os.environ.items() if VARIABLES.fullmatch(pair[0])),
    }
    return key_of(told)


# --- This program, and Python's packages ------------------------------------------------------------------------------
def _program(known: Known) -> str:
    there = look(_PACKAGE)
    assert isinstance(there, Mapping)
    code = {name: marks for name, marks in there.items() if not any(part in f"{name}/" for part in _NOT_CODE)}
    return known.of_files(str(_PACKAGE), code)


def _packages(known: Known) -> Iterator[tuple[str, str]]:
    """Yield what is installed, with the digest of its list of files, which holds the hash of each."""
    for folder in dict.fromkeys(sys.path):
        with contextlib.suppress(OSError):
            for entry in sorted(os.scandir(folder or "."), key=lambda entry: entry.name):
                if entry.name.endswith((".dist-info", ".egg-info")):
                    listed = "RECORD" if entry.name.endswith(".dist-info") else "SOURCES.txt"
                    yield entry.name, _digest(known, f"{entry.path}/{listed}")


def _digest(known: Known, path: str) -> str:
    try:
        return known.digest(path)
    except (Unsettled, OSError) as error:
        return type(error).__name__


# --- The system's libraries -------------------------------------------------------------------------------------------
def _libraries(known: Known) -> Iterator[tuple[str, str]]:
    """Yield the libraries of the system that set type, with their digests; those too that are not there."""
    there = [_loaded(names) for names in _LIBRARIES]
    yield from ((names[0], "") for names, library in zip(_LIBRARIES, there, strict=True) if library is None)
    if any(there):  # Without them, what else is loaded depends on what this process has done before.
        for path in sorted(set(loaded())):
            name = os.path.basename(path)  # noqa: PTH119
            # Packages may bring libraries of their own, which their lists of files tell.
            if _STEMS.fullmatch(name) and not path.startswith((sys.prefix, sys.base_prefix + "/lib/python")):
                yield name, _digest(known, path)


def _loaded(names: tuple[str, ...]) -> ctypes.CDLL | None:
    for name in names:
        with contextlib.suppress(OSError):
            return ctypes.CDLL(name)
    return None


# --- Type faces -------------------------------------------------------------------------------------------------------
def _faces(known: Known) -> Iterator[tuple[str, str | Marks | tuple[int, int]]]:
    """Yield what decides which faces there are: fontconfig's settings, and the files in the folders that these name."""
    fontconfig = _loaded(_LIBRARIES[-1])
    if fontconfig is None:
        return
    for name in ("FcInitLoadConfig", "FcConfigGetConfigFiles", "FcConfigGetFontDirs", "FcStrListNext"):
        getattr(fontconfig, name).restype = ctypes.c_void_p
    settings = ctypes.c_void_p(fontconfig.FcInitLoadConfig())
    try:
        for file in _strings(fontconfig, fontconfig.FcConfigGetConfigFiles(settings)):
            yield file, _digest(known, file)
        seen: set[tuple[int, int]] = set()
        for folder in _strings(fontconfig, fontconfig.FcConfigGetFontDirs(settings)):
            yield from _font_files(folder, seen)
    finally:
        fontconfig.FcConfigDestroy(settings)


def _strings(fontconfig: ctypes.CDLL, listed: int | None) -> Iterator[str]:
    """Yield the strings of one of fontconfig's lists."""
    handle = ctypes.c_void_p(listed)
    while text := fontconfig.FcStrListNext(handle):
        yield os.fsdecode(ctypes.cast(text, ctypes.c_char_p).value or b"")
    fontconfig.FcStrListDone(handle)


def _font_files(folder: str, seen: set[tuple[int, int]]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the files of a folder by size and time: to read some hundred megabytes of them would take too long."""
    folders = [folder]
    while folders:
        here = folders.pop()
        with contextlib.suppress(OSError):
            found = os.stat(here)  # noqa: PTH116
            if (found.st_dev, found.st_ino) in seen:
                continue
            seen.add((found.st_dev, found.st_ino))
            with os.scandir(here) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    if entry.is_dir():
                        folders.append(entry.path)
                    else:
                        there = entry.stat()
                        yield entry.path, (there.st_size, there.st_mtime_ns)
