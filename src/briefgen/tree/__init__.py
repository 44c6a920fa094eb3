"""Markdown with placeholders, and the values → the document tree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from briefgen.document import Document, Meta, Note
from briefgen.extracts import Citation, SourceExtract
from briefgen.nodes import Block, Str, plain
from briefgen.origins import Origins
from briefgen.problems import BriefgenError, Place, Problem
from briefgen.tree.annex import Annex, led
from briefgen.tree.blocks import Blocks
from briefgen.tree.dialect import TooDeep, block_parser, prose_parser
from briefgen.tree.extracts import Extracts
from briefgen.tree.inlines import Inlines
from briefgen.tree.levels import skipped
from briefgen.tree.losses import losses
from briefgen.tree.numbering import called, numbered
from briefgen.tree.prune import prune
from briefgen.tree.references import resolved
from briefgen.tree.styled import unstyled as unstyled
from briefgen.tree.typography import typeset
from briefgen.values import Bindings, Called, Clause


@dataclass(frozen=True)
class Parsed:
    """A document tree, and what was noticed on the way."""

    document: Document
    problems: tuple[Problem, ...]


def parse(
    markdown: str,
    bindings: Bindings,
    meta: Meta,
    file: str = "",
    sources: tuple[SourceExtract, ...] = (),
    *,
    smart: bool = False,
    origins: Origins | None = None,
) -> Parsed:
    """Parse Markdown, bind the placeholders in it and number the notes.

    ``file`` is how places name the template; ``sources`` are those of the notes, with all their paragraphs; ``smart``
    sets the text in the manner of its language; ``origins`` says where the lines of the Markdown come from, where it is
    not itself the template. Problems, each with its line:
    marks that Markdown left as text, links that are not allowed, pieces of document where only text can stand, what
    Markdown would drop, headings with nothing under them or that skip a level, ways that lead nowhere.
    """
    lines = tuple(markdown.split("\n"))
    origins = origins or Origins.of(file, [(markdown, Place(file, 1))], {file: lines})
    inlines = Inlines(bindings, origins, lines)
    tokens = _tokens(markdown, origins)
    lost = losses(tokens, lines, origins, inlines.shown)
    blocks, empty = _kept(tokens, inlines, file)
    quoting = [inlines.notes[number] for number in called(blocks)]
    extracts = Extracts(sources, _citations(quoting, inlines))
    if inlines.excerpts:
        # Which paragraphs the document quotes, and in which notes, shows only once it is read to its end.
        inlines = Inlines(bindings, origins, lines, Annex(extracts, quoting, inlines.excerpts))
        blocks, empty = _kept(tokens, inlines, file)
    notes = (Note(number, note.body, extracts.shown(note.citations)) for number, note in inlines.notes.items())
    blocks, kept = numbered(blocks, {note.number: note for note in led(blocks, notes)})
    if smart:
        blocks, kept = typeset(blocks, meta.language), typeset(kept, meta.language)
        meta = replace(meta, running_title=plain(typeset((Str(meta.title),), meta.language)))
    blocks, astray = resolved(blocks, meta, file)
    problems = [*lost, *inlines.problems, *empty, *skipped(blocks, file), *astray]
    if not blocks and not problems:
        problems.append(_blank(file))
    return Parsed(Document(blocks, kept, meta, extracts.sources), tuple(map(origins.shown, problems)))


@lru_cache(maxsize=64)
def make_ready(language: str) -> None:
    """Make what is needed for every text of a language. A process that is forked for one would else make it anew."""
    for parser in (block_parser(), prose_parser()):
        parser.parse("x")
    typeset((Str("x"),), language)


def _tokens(markdown: str, origins: Origins) -> list[Token]:
    try:
        return block_parser().parse(markdown)
    except TooDeep as error:
        raise BriefgenError([origins.shown(error.problem(origins.place(error.line)))]) from None


def _citations(quoting: Sequence[Called], inlines: Inlines) -> Iterator[Citation]:
    """Yield all words that a document quotes: in its notes, and beside them."""
    clauses = (excerpt for excerpt in inlines.excerpts if isinstance(excerpt, Clause))
    yield from chain.from_iterable(note.citations for note in quoting)
    yield from chain.from_iterable(clause.citations for clause in clauses)


def _blank(file: str) -> Problem:
    remedy = "print something, such as '# {{ brief.title }}', outside all {% macro %} and {% if %}"
    return Problem(Place(file, 1), "empty-document", "the template prints nothing", remedy)


def _kept(tokens: Sequence[Token], inlines: Inlines, file: str) -> tuple[tuple[Block, ...], list[Problem]]:
    blocks = Blocks(inlines)
    kept, empty = prune(blocks.document(SyntaxTreeNode(tokens).children), file)
    return kept, [*blocks.problems, *empty]
