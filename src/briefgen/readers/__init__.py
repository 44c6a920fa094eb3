"""The file of a source → its text, in which paragraphs stand apart by a blank line. READERS is the table.

What a file is says its suffix; its first bytes have to agree.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import cast

from briefgen.problems import BriefgenError, Place
from briefgen.readers.kinds import DOCX, HTML, PDF, Kind, kind_of
from briefgen.readers.origin import Origin
from briefgen.values import replace_refused

LIMIT_BYTES = 50 * 1024 * 1024
"""Size of a source file. Its text has limits of its own."""
LIMIT_CHARACTERS = 4 * 1024 * 1024
LIMIT_LINES = 200_000


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of one suffix are read."""

    expected: str
    """What such a file is, as a message calls it."""
    code: str
    """The code of the problem that it is something else."""
    kinds: tuple[Kind | None, ...]
    """What its first bytes may say."""
    module: str
    """Where the function ``read`` is; imported on use."""
    without_text: str = ""
    """What a file without text most likely is; empty for one in which that is the file's own affair."""


_TEXT = Reader("a text file", "not-a-text", (None,), "briefgen.readers.text")
_MARKDOWN = Reader("a Markdown file", "not-a-text", (None, HTML), "briefgen.readers.markdown")
_HTML = Reader(
    "a web page",
    "not-a-text",
    (None, HTML),
    "briefgen.readers.html",
    "the page holds no text; a script may put it there: copy the text from the browser into a .txt file (UTF-8)",
)
_PDF = Reader(
    "a PDF",
    "not-a-pdf",
    (PDF,),
    "briefgen.readers.pdf",
    "the PDF holds no text, only pictures: run it through text recognition (such as ocrmypdf), or type the text",
)
_DOCX = Reader(
    "a Word file", "not-a-docx", (DOCX,), "briefgen.readers.docx", "the Word file holds no text: type or paste it there"
)

READERS = {
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".pdf": _PDF,
    ".docx": _DOCX,
    ".docm": _DOCX,
}
"""Suffixes, and how such files are read; any other is a plain text."""


def extract(data: bytes, name: str, named_at: Place | None = None) -> str:
    """Return the text of a file. ``named_at`` is where a content file names it; such a source must not be empty.

    Raises BriefgenError when there is none to be had.
    """
    origin = Origin(name, named_at or Place(name))
    reader = READERS.get(PurePath(name).suffix.lower(), _TEXT)
    if len(data) > LIMIT_BYTES:
        size = f"{len(data) / 2**20:.0f} MB, expected at most {LIMIT_BYTES // 2**20} MB"
        raise origin.refusal("file-too-large", f"the source has {size}", "is this the right file?")
    text = _read(data, reader, origin) if data.strip() else ""
    for count, limit, what in ((len(text), LIMIT_CHARACTERS, "characters"), (text.count("\n"), LIMIT_LINES, "lines")):
        if count > limit:
            message = f"the source has {count} {what}, expected at most {limit}"
            raise origin.refusal("too-large", message, "is this the right file?")
    if not text.strip() and (named_at or reader.without_text):
        raise _empty(data, reader, origin)
    return text


def _read(data: bytes, reader: Reader, origin: Origin) -> str:
    _check_kind(data, reader, origin)
    read = cast(Callable[[bytes, Origin], str], import_module(reader.module).read)
    return _clean(read(data, origin))


def _empty(data: bytes, reader: Reader, origin: Origin) -> BriefgenError:
    if not reader.without_text:
        remedy = "paste the text of the article into the file, and save it"
        return origin.refusal("empty-source", "the source file is empty, expected its text", remedy)
    if not data.strip():
        message = f"the source file is empty, expected {reader.expected}"
        return origin.refusal("empty-source", message, "get the file again")
    message, _, remedy = reader.without_text.partition(": ")
    return origin.refusal("empty-source", message, remedy)


def _check_kind(data: bytes, reader: Reader, origin: Origin) -> None:
    """Raise BriefgenError for a file that is something else than its suffix says."""
    kind = kind_of(data)
    if kind in reader.kinds:
        return
    if kind is None:
        message = f"the source does not begin as {reader.expected} does"
        remedy = "is the file whole? get it again, or save its text as a .txt file (UTF-8), and name that file"
        raise origin.refusal(reader.code, message, remedy)
    remedy = f"rename it to {origin.renamed(kind.suffix)}, and name that" if kind.suffix else kind.remedy
    raise origin.refusal(reader.code, f"the source is {kind.what}, expected {reader.expected}", remedy)


_CONTROLS = re.compile("[\x0b\x0c\x1c-\x1f\x85\u202a-\u202e\u2066-\u2069]")


def _clean(text: str) -> str:
    """Keep what a document can hold of a text: a page feed is a blank there, marks of direction are not seen."""
    text = _CONTROLS.sub(lambda found: " " if found[0].isspace() else "", text)
    return replace_refused(text)
