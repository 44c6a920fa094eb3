"""What a document carries of its sources: the paragraphs that may be shown, and which words of them a note quotes."""

from dataclasses import dataclass
from typing import Literal

from briefgen import travel


@dataclass(frozen=True, slots=True)
class Subject:
    """An entry of the brief, by what a reader can pick it out."""

    entry: str
    """A key of its own in the document: ``decisions-1``."""
    section: str
    """The section of the content file: ``decisions``."""
    commitment: str = ""
    """How firm it is, by the key of the content file; empty where that is not said."""
    commitment_label: str = ""
    """The same in the document's language."""
    actors: tuple[str, ...] = ()
    """Those who decide, act or speak, by their labels."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a source that a note quotes: offsets into the text of a :class:`ParagraphExtract`."""

    source: int
    """The number of a :class:`SourceExtract`."""
    paragraph: int
    """The number of a paragraph of it."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SentenceExtract:
    """A sentence of a paragraph: offsets into the paragraph's text, and what the brief makes of it."""

    number: int
    """Counts from 1 through the source."""
    start: int
    end: int
    use: Literal["used", "set-aside", "unused"]


@dataclass(frozen=True, slots=True)
class ParagraphExtract:
    """A paragraph of a source, as far as it may be shown: words that may not are a ``…`` in its text."""

    number: int
    """Counts from 1 through the source."""
    text: str
    sentences: tuple[SentenceExtract, ...]


PASSAGE = "passage:"
"""What the anchors of paragraphs begin with; no heading's anchor holds a colon."""


def anchor(source: int, paragraph: int) -> str:
    """Return the name of the place in a document where a paragraph of a source is printed."""
    return f"{PASSAGE}{source}:{paragraph}"


@dataclass(frozen=True, slots=True)
class SourceExtract:
    """A source, as far as it may be shown."""

    number: int
    """Counts from 1, in the order of the content file."""
    name: str
    """What notes call it."""
    reference: str
    """Title, author, publisher and date, as far as they are stated; one line."""
    language: str
    """BCP 47 tag."""
    redistribute: Literal["full", "quotes", "none"]
    paragraphs: tuple[ParagraphExtract, ...]
    """All of them, those with quoted words, or none, as ``redistribute`` says."""


travel.by_values((Subject, Citation, SentenceExtract, ParagraphExtract, SourceExtract))
