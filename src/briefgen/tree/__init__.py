"""Markdown with placeholders, and the values → the document tree."""

from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from briefgen.nodes import Document, Meta
from briefgen.problems import Problem
from briefgen.tree.blocks import Blocks
from briefgen.tree.dialect import block_parser
from briefgen.tree.inlines import Inlines
from briefgen.tree.losses import losses
from briefgen.tree.numbering import numbered
from briefgen.tree.prune import prune
from briefgen.values import Bindings


@dataclass(frozen=True)
class Parsed:
    """A document tree, and what was noticed on the way."""

    document: Document
    problems: tuple[Problem, ...]


def parse(markdown: str, bindings: Bindings, meta: Meta, file: str = "") -> Parsed:
    """Parse Markdown, bind the placeholders in it and number the notes.

    ``file`` is how places name the template. Problems: marks that Markdown left as text, links that are not allowed,
    pieces of document where only text can stand, what Markdown would drop, headings with nothing under them.
    """
    inlines = Inlines(bindings, file)
    tokens = block_parser().parse(markdown)
    lost = losses(tokens, markdown, file, inlines.shown)
    blocks = Blocks(inlines).convert(SyntaxTreeNode(tokens).children)
    kept, empty = prune(blocks, file)
    kept, notes = numbered(kept, tuple(inlines.notes.values()))
    return Parsed(Document(kept, notes, meta), (*lost, *inlines.problems, *empty))
