"""A source text → numbered paragraphs and sentences, with offsets into the text."""

import bisect
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter

from briefgen.problems import Place
from briefgen.readers import LIMIT_BYTES, extract
from briefgen.sentences import Sentence, split

__all__ = ["LIMIT_BYTES", "Paragraph", "Sentence", "SourceText", "read"]


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
    paragraphs: tuple[Paragraph, ...] = field(init=False, repr=False, compare=False)
    sentences: tuple[Sentence, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Number the paragraphs and sentences, which follow from the text."""
        paragraphs = tuple(_paragraphs(self.text))
        object.__setattr__(self, "paragraphs", paragraphs)
        object.__setattr__(self, "sentences", split(self.text, [(part.start, part.end) for part in paragraphs]))

    def paragraph_at(self, offset: int) -> Paragraph:
        """Return the paragraph that an offset stands in (between two, the earlier)."""
        return self.paragraphs[max(bisect.bisect_right(self.paragraphs, offset, key=_start) - 1, 0)]

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that an offset stands in (between two, the earlier)."""
        return self.sentences[max(bisect.bisect_right(self.sentences, offset, key=_start) - 1, 0)]

    def sentences_between(self, start: int, end: int) -> tuple[Sentence, ...]:
        """Return the sentences that have a part in a passage."""
        first = bisect.bisect_right(self.sentences, start, key=_end)
        return self.sentences[first : bisect.bisect_left(self.sentences, end, lo=first, key=_start)]


_start: Callable[[Paragraph | Sentence], int] = attrgetter("start")
_end: Callable[[Paragraph | Sentence], int] = attrgetter("end")


def read(data: bytes, name: str, named_at: Place | None = None) -> SourceText:
    """Read a source, of the kind that its suffix says. ``named_at`` is where a content file names it.

    Raises BriefgenError when there is no text to be had, or when a source that was named is empty. The SHA-256 is that
    of the file; offsets count characters of the text that was read from it.
    """
    return SourceText(name, extract(data, name, named_at), hashlib.sha256(data).hexdigest())


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
