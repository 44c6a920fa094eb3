"""A source text → numbered paragraphs, with offsets into the text."""

import bisect
import hashlib
import re
from dataclasses import dataclass

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


def read(data: bytes, name: str) -> SourceText:
    """Read a plain text source. Raises BriefgenError when it is not UTF-8 text."""
    text = decode(data, name)
    return SourceText(name, text, hashlib.sha256(data).hexdigest(), tuple(_paragraphs(text)))


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
