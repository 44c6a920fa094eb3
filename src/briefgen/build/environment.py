"""The programs that make a file: Python, its packages, and the libraries of the system that were loaded."""

import contextlib
import ctypes
import hashlib
import os
import platform
import re
import sys
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from briefgen import __version__
from briefgen.libraries import loaded
from briefgen.manifest.form import Environment, Native
from briefgen.writers import WRITERS

_EVERY = (
    "babel",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "pydantic",
    "pydantic-core",
    "pyyaml",
    "snowballstemmer",
)
"""Packages that have a part in every format."""
_PACKAGES: Mapping[str, tuple[str, ...]] = {
    "docx": ("lxml", "python-docx"),
    "html": ("brotli", "fonttools"),
    "pdf": ("cffi", "cssselect2", "fonttools", "pillow", "pydyf", "pyphen", "tinycss2", "tinyhtml5", "weasyprint"),
}
"""Those that a format needs besides."""
_LOADED: Mapping[str, tuple[str, ...]] = {
    "docx": ("zlib",),
    "pdf": (
        "expat",
        "fontconfig",
        "freetype",
        "fribidi",
        "glib",
        "graphite2",
        "harfbuzz",
        "harfbuzz-subset",
        "harfbuzz-vector",
        "pango",
        "pangoft2",
        "thai",
        "zlib",
    ),
}
"""The libraries of the system that a format needs. Cairo is none of them: WeasyPrint draws without it."""
_STEMS = {
    "zlib": "z",
    "glib": "glib-2.0",
    "pango": "pango-1.0",
    "pangoft2": "pangoft2-1.0",
}
"""What files call a library, where that is not its name."""
_SAYS = {"pango": "pango_version_string", "harfbuzz": "hb_version_string", "zlib": "zlibVersion"}
"""The functions by which libraries tell their version."""
_SUFFIX = re.compile(r"-?(?:\.so|\.\d+(?:\.\d+)*\.dylib|\.dylib|\.dll)", re.IGNORECASE)


@cache
def environment(form: str) -> Environment:
    """Return what made a file of a format, in this process and just now: its libraries are loaded by then.

    It is found out once in a process, since to hash the libraries takes some milliseconds.
    """
    objects = _shared_objects()
    return Environment(
        briefgen=__version__,
        python=f"{platform.python_implementation()} {platform.python_version()}",
        platform=f"{sys.platform} {platform.machine()}".strip(),
        libraries=dict(_versions(form)),
        native={name: _native(name, objects) for name in _LOADED.get(form, ()) if name in objects or name in _INSIDE},
    )


# --- Packages ---------------------------------------------------------------------------------------------------------
def _versions(form: str) -> Iterator[tuple[str, str]]:
    from importlib.metadata import PackageNotFoundError, version

    installed = _installed()
    for name in sorted({*_EVERY, *_PACKAGES.get(form, ())}):
        if name in installed:
            yield name, installed[name]
        else:
            with contextlib.suppress(PackageNotFoundError):
                yield name, version(name)
    yield from _offering(form)


@cache
def _installed() -> Mapping[str, str]:
    """Return installed packages with their versions, by the names of folders alone: to read each takes a millisecond.

    The names are those of PyPA's "Recording installed projects".
    """
    found: dict[str, str] = {}
    for folder in reversed(sys.path):
        with contextlib.suppress(OSError):
            for entry in os.scandir(folder or "."):
                name, dash, version = entry.name.removesuffix(".dist-info").partition("-")
                if dash and entry.name.endswith(".dist-info"):
                    found[re.sub(r"[-_.]+", "-", name).lower()] = version
    return found


def _offering(form: str) -> Iterator[tuple[str, str]]:
    """Yield the package that offers a format which is not one of this program's."""
    if form in WRITERS:
        return
    from importlib.metadata import entry_points

    for point in entry_points(group="briefgen.writers", name=form):
        if point.dist is not None:
            yield point.dist.name, point.dist.version


# --- Libraries of the system ------------------------------------------------------------------------------------------
def _shared_objects() -> Mapping[str, Path]:
    """Return the shared objects of this process that are known here, by their names."""
    names = {_STEMS.get(name, name): name for several in _LOADED.values() for name in several}
    found: dict[str, Path] = {}
    for path in map(Path, loaded()):
        stem = _SUFFIX.split(path.name, maxsplit=1)[0].removeprefix("lib")
        if stem in names and _SUFFIX.search(path.name):
            found.setdefault(names[stem], path)
    return found


def _native(name: str, objects: Mapping[str, Path]) -> Native:
    path = objects.get(name)
    if path is None:
        return Native(_INSIDE[name], None, None)
    with contextlib.suppress(OSError):
        real = path.resolve()
        return Native(_version(name, path), real.name, hashlib.sha256(real.read_bytes()).hexdigest())
    return Native(None, path.name, None)


_INSIDE = {"zlib": zlib.ZLIB_RUNTIME_VERSION}
"""Libraries that may be a part of Python, with their versions."""


def _version(name: str, path: Path) -> str | None:
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(str(path))
        if name in _SAYS:
            says = getattr(library, _SAYS[name])
            says.restype = ctypes.c_char_p
            return str(says().decode("ascii", "replace"))
        if name == "fontconfig":
            whole = int(library.FcGetVersion())
            return f"{whole // 10000}.{whole // 100 % 100}.{whole % 100}"
    return None
