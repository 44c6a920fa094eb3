"""The writers: each makes one format from a document tree and a look. They are imported when they are asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import cast

from briefgen.design import Look
from briefgen.document import Document
from briefgen.problems import Problem


@dataclass(frozen=True, slots=True, order=True)
class FontFile:
    """A font that a file carries characters of."""

    family: str
    file: str
    """The name of the font file; empty where it is not known."""
    version: str
    """What the font says of itself; empty where it says nothing."""
    sha256: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer made: the bytes of a file, and what it could not express."""

    data: bytes
    problems: tuple[Problem, ...] = ()
    pages: int | None = None
    """How many pages the file has, where its format says so."""
    fonts: tuple[FontFile, ...] = ()
    """Those that the file carries characters of."""


Writer = Callable[[Document, Look], Written]

WRITERS: dict[str, str] = {
    "docx": "briefgen.writers.docx:write",
    "pdf": "briefgen.writers.pdf:write",
    "md": "briefgen.writers.markdown:write",
    "html": "briefgen.writers.page:write",
}
"""Formats, which are also the file name extensions, and where their writers are. The order is that of output."""


def writer(name: str, **settings: str) -> Writer:
    """Return the writer of a format of :data:`WRITERS`, or one that an installed package offers.

    ``settings`` are what it is told besides, as keywords that it knows. Raises KeyError for an unknown name.
    """
    target = WRITERS.get(name) or _offered(name)
    module, _, function = target.partition(":")
    return partial(cast(Writer, getattr(import_module(module), function)), **settings)


def formats() -> list[str]:
    """Return the names of all formats."""
    from importlib.metadata import entry_points

    return list(dict.fromkeys([*WRITERS, *(point.name for point in entry_points(group="briefgen.writers"))]))


def _offered(name: str) -> str:
    from importlib.metadata import entry_points

    for point in entry_points(group="briefgen.writers", name=name):
        return point.value
    raise KeyError(name)
