"""The paragraphs of the sources that a document prints, each with the notes that quote it; and the ways to them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from briefgen.document import Note
from briefgen.extracts import PASSAGE, Citation, ParagraphExtract, anchor
from briefgen.nodes import (
    Anchor,
    Block,
    Foreign,
    Inline,
    Link,
    Span,
    Str,
    Strong,
    walk,
)
from briefgen.tree.extracts import LEFT_OUT, Extracts
from briefgen.values import Called, Clause, Excerpt


class Annex:
    """Fills in what a template prints of the paragraphs that notes, or clauses in the text, quote."""

    def __init__(self, extracts: Extracts, notes: Iterable[Called], excerpts: Iterable[Excerpt] = ()) -> None:
        """``excerpts`` are those that the document prints."""
        self.extracts = extracts
        self.sources = extracts.sources
        self._quoting: dict[tuple[int, int], list[tuple[Called | None, Citation]]] = {}
        printed = [*excerpts]
        clauses = (excerpt.citations for excerpt in printed if isinstance(excerpt, Clause))
        for note, citations in (*((note, note.citations) for note in notes), *((None, one) for one in clauses)):
            for citation in extracts.shown(citations):
                self._quoting.setdefault((citation.source, citation.paragraph), []).append((note, citation))
        self._numbered = {_key(one) for one in printed if one.label and not isinstance(one, Clause)}
        self._anchored: set[str] = set()

    def pieces(self, excerpt: Excerpt) -> Iterator[Inline | Called]:
        """Yield what an excerpt prints. The call of a note stands behind the words that it quotes."""
        made: Iterable[Inline | Called] = self._clause(excerpt) if isinstance(excerpt, Clause) else self._whole(excerpt)
        for piece in made:
            if excerpt.language and not isinstance(piece, Called):
                yield Foreign(excerpt.language, (piece,))
            else:
                yield piece

    def _whole(self, excerpt: Excerpt) -> Iterator[Inline | Called]:
        quoting = self._quoting.get(_key(excerpt))
        if quoting is None:
            return
        if excerpt.label:
            yield from self._number(excerpt)
            return
        paragraph = self._paragraph(excerpt)
        if paragraph is not None:
            whole = 0, len(paragraph.text)
            if self.sources[excerpt.source - 1].redistribute != "full":
                yield from _words(paragraph.text, whole, quoting)
            elif any(note is not None for note, _ in quoting):
                yield from _words(paragraph.text, whole, quoting, _marked)
            else:
                yield from _words(paragraph.text, whole, quoting, _faded)

    def _number(self, excerpt: Excerpt) -> Iterator[Inline]:
        name = anchor(excerpt.source, excerpt.paragraph)
        if name not in self._anchored:
            self._anchored.add(name)
            yield Anchor(name)
        yield Str(excerpt.label)

    def _clause(self, clause: Clause) -> Iterator[Inline | Called]:
        """Yield the way to the paragraph of a clause, where it is printed; or its words in their sentence."""
        paragraph, quoting = self._paragraph(clause), [(None, one) for one in self.extracts.shown(clause.citations)]
        if clause.label:
            there = paragraph is not None and _key(clause) in self._numbered
            words = Str(clause.label)
            yield Link(f"#{anchor(*_key(clause))}", (words,)) if there else words
        elif paragraph is None or not quoting:
            yield Strong((Str(clause.words),))
        else:
            yield from _words(paragraph.text, _around(paragraph, quoting), quoting, _marked)

    def _paragraph(self, excerpt: Excerpt) -> ParagraphExtract | None:
        paragraphs = self.sources[excerpt.source - 1].paragraphs
        return next((part for part in paragraphs if part.number == excerpt.paragraph), None)


Quoting: TypeAlias = Sequence[tuple[Called | None, Citation]]
"""Words that are quoted, each with the note that quotes them, where it is one."""


Shown: TypeAlias = Callable[[str, bool], Iterable[Inline]]
"""Words, and whether they are quoted → what is printed of them."""


def _key(excerpt: Excerpt) -> tuple[int, int]:
    return excerpt.source, excerpt.paragraph


def _around(paragraph: ParagraphExtract, quoting: Quoting) -> tuple[int, int]:
    """Return where the sentences of quoted words begin and end, with the signs for what is left out of them."""
    first, last = min(one.start for _, one in quoting), max(one.end for _, one in quoting)
    held = [part for part in paragraph.sentences if part.start < last and first < part.end]
    start = min([first, *(part.start for part in held)])
    end = max([last, *(part.end for part in held)])
    before, after = paragraph.text[:start].rstrip(), paragraph.text[end:].lstrip()
    if before.endswith(LEFT_OUT):
        start = len(before) - len(LEFT_OUT)
    if after.startswith(LEFT_OUT):
        end = len(paragraph.text) - len(after) + len(LEFT_OUT)
    return start, end


def _words(text: str, span: tuple[int, int], quoting: Quoting, shown: Shown | None = None) -> Iterator[Inline | Called]:
    """Yield words and the calls of notes. ``shown`` sets quoted words apart from others."""
    ends = {note.key: (citation.end, note) for note, citation in quoting if note is not None}
    cuts = {*span, *(end for end, _ in ends.values())}
    if shown is not None:
        cuts.update(offset for _, citation in quoting for offset in (citation.start, citation.end))
    for start, end in pairwise(sorted(cuts)):
        quoted = any(citation.start <= start < citation.end for _, citation in quoting)
        yield from shown(text[start:end], quoted) if shown is not None else (Str(text[start:end]),)
        yield from (note for last, note in ends.values() if last == end)


def _marked(words: str, quoted: bool) -> Iterator[Inline]:
    """Yield words, quoted ones in bold, the blanks at their ends outside it."""
    bare = words.strip(" ") if quoted else ""
    before, _, after = words.partition(bare) if bare else (words, "", "")
    for part in (before, bare, after):
        if part:
            yield Strong((Str(part),)) if part is bare else Str(part)


def _faded(words: str, quoted: bool) -> Iterator[Inline]:
    """Yield words, those that are not quoted set back: where most are quoted, bold would mark nothing."""
    yield Str(words) if quoted else Span("unquoted", (Str(words),))


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
