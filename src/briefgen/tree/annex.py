"""The paragraphs of the sources that a document prints, each with the notes that quote it; and the ways to them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from briefgen.document import Note
from briefgen.extracts import PASSAGE, Citation, ParagraphExtract, anchor
from briefgen.nodes import (
    Anchor,
    Block,
    Foreign,
    Inline,
    Link,
    Str,
    Strong,
    walk,
)
from briefgen.tree.extracts import Extracts
from briefgen.values import Called, Excerpt


class Annex:
    """Fills in what a template prints of the paragraphs that the notes of the document quote."""

    def __init__(self, extracts: Extracts, notes: Iterable[Called]) -> None:
        self.sources = extracts.sources
        self._quoting: dict[tuple[int, int], list[tuple[Called, Citation]]] = {}
        for note in notes:
            for citation in extracts.shown(note.citations):
                self._quoting.setdefault((citation.source, citation.paragraph), []).append((note, citation))
        self._anchored: set[str] = set()

    def pieces(self, excerpt: Excerpt) -> Iterator[Inline | Called]:
        """Yield what an excerpt prints. The call of a note stands behind the words that it quotes."""
        quoting = self._quoting.get((excerpt.source, excerpt.paragraph))
        if quoting is None:
            return
        if excerpt.label:
            yield from self._number(excerpt)
            return
        source = self.sources[excerpt.source - 1]
        paragraph = next(part for part in source.paragraphs if part.number == excerpt.paragraph)
        for piece in _words(paragraph, quoting, marked=source.redistribute == "full"):
            if excerpt.language and not isinstance(piece, Called):
                yield Foreign(excerpt.language, (piece,))
            else:
                yield piece

    def _number(self, excerpt: Excerpt) -> Iterator[Inline]:
        name = anchor(excerpt.source, excerpt.paragraph)
        if name not in self._anchored:
            self._anchored.add(name)
            yield Anchor(name)
        yield Str(excerpt.label)


def _words(
    paragraph: ParagraphExtract, quoting: Sequence[tuple[Called, Citation]], *, marked: bool
) -> Iterator[Inline | Called]:
    """Yield the words of a paragraph and the calls of notes.

    Quoted words are ``marked`` where others stand beside them.
    """
    ends = {note.key: (citation.end, note) for note, citation in quoting}
    cuts = {0, len(paragraph.text), *(end for end, _ in ends.values())}
    if marked:
        cuts.update(offset for _, citation in quoting for offset in (citation.start, citation.end))
    for start, end in pairwise(sorted(cuts)):
        words = paragraph.text[start:end]
        if marked and any(citation.start <= start < citation.end for _, citation in quoting):
            yield from _marked(words)
        else:
            yield Str(words)
        yield from (note for last, note in ends.values() if last == end)


def _marked(words: str) -> Iterator[Inline]:
    """Yield words in bold, the blanks at their ends outside it."""
    bare = words.strip(" ")
    before, _, after = words.partition(bare) if bare else (words, "", "")
    for part in (before, bare, after):
        if part:
            yield Strong((Str(part),)) if part is bare else Str(part)


# --- The ways there ---------------------------------------------------------------------------------------------------
def led(blocks: tuple[Block, ...], notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return the notes, of whose links to paragraphs of the sources those are left that lead to one that is printed."""
    printed = {node.name for node in walk(blocks) if isinstance(node, Anchor)}
    return tuple(Note(note.number, tuple(_led(note.children, printed)), note.citations) for note in notes)


def _led(inlines: Iterable[Inline], printed: Collection[str]) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, Link) and inline.href.startswith(f"#{PASSAGE}") and inline.href[1:] not in printed:
            yield from inline.children
        else:
            yield inline
