"""A source text → numbered paragraphs, with offsets into the text."""

import bisect
import hashlib
import re
from dataclasses import dataclass

from briefgen.problems import BriefgenError, Place, Problem
from briefgen.yamlfile import decode


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a source; ``number`` counts from 1, ``start`` and ``end`` are offsets into the text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source as it was read. Offsets count characters of ``text``, whose line breaks are all ``\\n``."""

    name: str
    text: str
    sha256: str
    paragraphs: tuple[Paragraph, ...]

    def paragraph_at(self, offset: int) -> Paragraph:
        """Return the paragraph that an offset stands in (between two, the earlier)."""
        index = bisect.bisect_right([paragraph.start for paragraph in self.paragraphs], offset) - 1
        return self.paragraphs[max(index, 0)]


def read(data: bytes, name: str, named_at: Place | None = None) -> SourceText:
    """Read a plain text source. ``named_at`` is where a content file names it; such a source must not be empty.

    Raises BriefgenError when it is, or when it is not UTF-8 text.
    """
    place = named_at or Place(name)
    if what := next((what for start, what in _NO_TEXT.items() if data[:64].lstrip().startswith(start)), ""):
        remedy = "save its text as a .txt file (UTF-8), and name that file"
        raise BriefgenError([Problem(place, "not-a-text", f"the source is {what}, expected a text file", remedy)])
    text = decode(data, name)
    if named_at and not text.strip():
        remedy = "paste the text of the article into the file, and save it"
        raise BriefgenError([Problem(named_at, "empty-source", "the source file is empty, expected its text", remedy)])
    return SourceText(name, text, hashlib.sha256(data).hexdigest(), tuple(_paragraphs(text)))


_NO_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word file or another zip archive",
    b"\xd0\xcf\x11\xe0": "a Word file",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"II*\0": "a picture",
    b"MM\0*": "a picture",
    b"\x1f\x8b": "a compressed file",
}
"""How files begin that people take for their text."""


def _paragraphs(text: str) -> list[Paragraph]:
    """Find the paragraphs: blocks between blank lines, or lines where there is no blank line."""
    separator = r"\n(?:[^\S\n]*\n)+" if re.search(r"\S[^\S\n]*\n(?:[^\S\n]*\n)+[^\S\n]*\S", text) else r"\n"
    paragraphs: list[Paragraph] = []
    start = 0
    for found in [*re.finditer(separator, text), None]:
        end = found.start() if found else len(text)
        block = text[start:end]
        if block.strip():
            left = start + len(block) - len(block.lstrip())
            paragraphs.append(Paragraph(len(paragraphs) + 1, left, start + len(block.rstrip())))
        start = found.end() if found else end
    return paragraphs
