"""A Word file → its text: body, then footnotes and endnotes; what is deleted or hidden in it is left out.

The parts are read as streams of events, no further than their limit, so an archive that unpacks without end costs
little. python-docx would load every part, and knows neither text boxes, content controls nor inserted words.
"""

import posixpath
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import IO

from lxml import etree  # type: ignore[import-untyped]

from briefgen.readers import xml
from briefgen.readers.blocks import Blocks
from briefgen.readers.origin import Origin

LIMIT_PART = 64 * 1024 * 1024
"""Bytes of an unpacked part; a document of a thousand pages has about 20 MB."""
LIMIT_ELEMENTS = 3_000_000
LIMIT_RELATIONS = 1024 * 1024
LIMIT_PARTS = 20_000

_WORD = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_LEFT_OUT = {"moveFrom", "rt", "Fallback"}
"""Words that were moved away, the readings of Japanese words, and what stands there for old programs a second time.

Deleted words have an element of their own.
"""
_SEEN_AS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "ptab": "\t"}
_OFF = {"0", "false", "off"}


class _TooMuch(Exception):
    """No document that somebody wrote is like this."""


class _Part:
    """Takes what the parser finds in a part, and keeps what can be read."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self.names: dict[str, str] = {}
        """The local names of Word's elements; empty for others."""
        self.depth = self.elements = 0
        self.left_out = 0
        """The depth of the element that is being left out."""
        self.in_run = self.in_words = self.hidden = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.elements > LIMIT_ELEMENTS:
            raise _TooMuch
        name = self.names.get(tag)
        if name is None:
            name = self.names[tag] = _name(tag)
        if self.left_out or not name:
            return
        if name in _LEFT_OUT:
            self.left_out = self.depth
        elif name == "t":
            self.in_words = not self.hidden
        elif name == "r":
            self.in_run, self.hidden = True, False
        elif name == "vanish" and self.in_run:
            self.hidden = not any(value in _OFF for value in attributes.values())
        elif name in _SEEN_AS and self.in_run and not self.hidden:
            self.blocks.add(_SEEN_AS[name])
        elif name == "txbxContent":
            self.blocks.open_aside()
        elif name == "tr":
            self.blocks.open_row()
        elif name == "tc":
            self.blocks.open_cell()

    def end(self, tag: str) -> None:
        self.depth -= 1
        if self.left_out:
            self.left_out = self.left_out if self.depth >= self.left_out else 0
            return
        name = self.names[tag]
        if name == "t":
            self.in_words = False
        elif name == "r":
            self.in_run = self.hidden = False
        elif name == "p":
            self.blocks.end()
        elif name == "txbxContent":
            self.blocks.close_aside()
        elif name == "tc":
            self.blocks.close_cell()
        elif name == "tr":
            self.blocks.close_row()

    def data(self, words: str) -> None:
        if self.in_words and not self.left_out:
            self.blocks.add(words)

    def doctype(self, *_: object) -> None:
        raise ValueError("it declares a document type")  # Which could only be to declare entities.

    def close(self) -> list[str]:
        return [block.text for block in self.blocks.all()]


def _name(tag: str) -> str:
    space, _, name = tag.removeprefix("{").rpartition("}")
    known = space in _WORD or (space, name) in {(_MATHS, "t"), (_COMPATIBILITY, "Fallback")}
    return name if known else ""


def read(data: bytes, origin: Origin) -> str:
    """Return the text of a Word file. Raises BriefgenError when it is broken, or unpacks to more than makes sense."""
    try:
        if data.count(b"PK\x01\x02") > LIMIT_PARTS:
            raise _TooMuch
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return "\n\n".join(text for part in _parts(archive) for text in _paragraphs(archive, part))
    except _TooMuch:
        message = "the Word file unpacks to more than a document holds"
        remedy = "is this the right file? open it in Word, and save its text as a .txt file"
        raise origin.refusal("too-large", message, remedy) from None
    except Exception as error:
        # What is broken about an archive, its compression or its XML is told by a dozen kinds of exceptions.
        message = f"the Word file is broken: {' '.join(str(error).split())[:80] or type(error).__name__}"
        remedy = "open it in Word or LibreOffice and save it again, or save its text as a .txt file"
        raise origin.refusal("broken-source", message, remedy) from None


def _parts(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of the document's part and of those with its notes."""
    document = next(iter(_related(archive, "", "/officeDocument")), "word/document.xml")
    notes = [part for kind in ("/footnotes", "/endnotes") for part in _related(archive, document, kind)]
    there = set(archive.namelist())
    return list(dict.fromkeys([document, *(part for part in notes if part in there)]))


def _related(archive: zipfile.ZipFile, part: str, kind: str) -> list[str]:
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.namelist():
        return []
    with archive.open(relations) as file:
        found = file.read(LIMIT_RELATIONS)
    targets = [
        relation.get("Target", "")
        for relation in etree.fromstring(found, xml.parser())
        if isinstance(relation.tag, str) and relation.get("Type", "").endswith(kind)
    ]
    return [posixpath.normpath(posixpath.join(folder, target)).lstrip("/") for target in targets]


def _paragraphs(archive: zipfile.ZipFile, part: str) -> list[str]:
    if archive.getinfo(part).file_size > LIMIT_PART:
        raise _TooMuch
    parser = xml.parser(target=_Part())
    with archive.open(part) as file:
        _feed(file, parser)
    paragraphs: list[str] = parser.close()
    return paragraphs


def _feed(file: IO[bytes], parser: etree.XMLParser) -> None:
    size = 0
    while chunk := file.read(65536):
        size += len(chunk)
        if size > LIMIT_PART:
            raise _TooMuch
        parser.feed(chunk)
