"""Block nodes → paragraphs and tables."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from briefgen.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Cell,
    CodeBlock,
    Container,
    DefinitionItem,
    DefinitionList,
    Heading,
    ListItem,
    OrderedList,
    PageBreak,
    Paragraph,
    Row,
    Rule,
    Table,
    plain,
)
from briefgen.writers.docx.boxes import Box
from briefgen.writers.docx.draft import Draft, Pen
from briefgen.writers.docx.frames import enclose, separate
from briefgen.writers.docx.inlines import inlines, text
from briefgen.writers.docx.lists import bullet_list, definition_item, definition_list, list_item, ordered_list
from briefgen.writers.docx.markup import NOTHING, join, w
from briefgen.writers.docx.pieces import Break, Para, Piece
from briefgen.writers.docx.runs import Voice
from briefgen.writers.docx.styles import ParagraphStyle
from briefgen.writers.docx.tables import bidirectional, cell, row, table

_DEEPEST_HEADING = 6
_QUOTE_GAP = 3.0
"""Space between quoted words and the line that says whose they are, in points."""


def flow(draft: Draft, nodes: Sequence[Block], pen: Pen) -> list[Piece]:
    """Write blocks one below the other."""
    pieces: list[Piece] = []
    for node, following in zip_longest(nodes, nodes[1:]):
        made = BLOCKS[type(node)](draft, node, pen)
        if pen.gap is not None and isinstance(following, Container) and _continues(draft, following):
            _close(made, pen.gap)
        separate(pieces, made)
        pieces += made
    return pieces


def _continues(draft: Draft, node: Container) -> bool:
    """Tell whether a container is a line in a style of its own that belongs to the line above."""
    style = draft.styles.containers[node.name]
    return style.speaks and style.frame.before is None and not style.frame.drawn


def _close(pieces: Sequence[Piece], gap: float) -> None:
    if pieces and isinstance(pieces[-1], Para):
        pieces[-1].box.after = gap


def _heading(draft: Draft, node: Heading, pen: Pen) -> list[Piece]:
    style = draft.styles.paragraphs[f"Heading{min(max(node.level, 1), _DEEPEST_HEADING)}"]
    words = plain(node.children)
    draft.section = words.strip() or draft.section
    content = inlines(draft, node.children, pen, style)
    name = draft.bookmarks.get(node.anchor)
    if name:
        id_ = draft.next_id()
        content = join((w("bookmarkStart", id=id_, name=name), content, w("bookmarkEnd", id=id_)))
    bidi = bidirectional(draft, words)
    return [Para(style, content, style.box.copy(), bidi=bidi, swapped=bidi != draft.languages.rtl)]


def _paragraph(draft: Draft, node: Paragraph, pen: Pen) -> list[Piece]:
    content = inlines(draft, node.children, pen, pen.style)
    bidi = bidirectional(draft, plain(node.children))
    box = _plain_box(draft, pen.style)
    return [Para(pen.style, content, box, bidi=bidi, swapped=bidi != draft.languages.rtl)]


def _plain_box(draft: Draft, style: ParagraphStyle) -> Box:
    """Return the space around a paragraph within its block; the frame around the block comes later."""
    own = style.box if style.id == "Definition" else draft.styles.body.box
    return Box(before=own.before, after=own.after)


def _block_quote(draft: Draft, node: BlockQuote, pen: Pen) -> list[Piece]:
    style = draft.styles.paragraphs["Quote"]
    inside = replace(pen.narrower(style.frame.inset + style.frame.inset_right), style=style, gap=_QUOTE_GAP)
    pieces = flow(draft, node.children, inside)
    return enclose(pieces, style.frame, draft.styles.body)


def _container(draft: Draft, node: Container, pen: Pen) -> list[Piece]:
    """Write what stands in a container. One that the template does not describe looks like what is around it."""
    own = draft.styles.containers[node.name]
    unseen = not draft.styles.knows(node.name) and pen.style.id != "Normal"
    style = pen.style if unseen else own
    inside = replace(
        pen.narrower(own.frame.inset + own.frame.inset_right),
        style=style,
        containers=(*pen.containers, node.name),
        columns=draft.design.style(node.name).columns or pen.columns,
        gap=pen.gap if unseen else None,
    )
    pieces = flow(draft, node.children, inside)
    return enclose(pieces, own.frame, draft.styles.body)


def _code_block(draft: Draft, node: CodeBlock, _: Pen) -> list[Piece]:
    """Write literal lines. They are one paragraph, so that the block stays one when it is copied."""
    style = draft.styles.paragraphs["SourceCode"]
    content = text(draft, node.text.removesuffix("\n"), Voice(style.look))
    return [Para(style, content, style.box.copy())]


def _rule(draft: Draft, _node: Rule, _pen: Pen) -> list[Piece]:
    style = draft.styles.paragraphs["HorizontalRule"]
    return [Para(style, NOTHING, style.box.copy())]


def _page_break(_draft: Draft, _node: PageBreak, _pen: Pen) -> list[Piece]:
    return [Break()]


BLOCKS: dict[type, Callable[[Draft, Any, Pen], list[Piece]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    BulletList: bullet_list,
    OrderedList: ordered_list,
    DefinitionList: definition_list,
    Table: table,
    BlockQuote: _block_quote,
    Container: _container,
    CodeBlock: _code_block,
    Rule: _rule,
    PageBreak: _page_break,
}
"""How each type of block is written."""

PARTS: dict[type, Callable[..., object]] = {
    ListItem: list_item,
    DefinitionItem: definition_item,
    Row: row,
    Cell: cell,
}
"""How the parts of lists and tables are written: their lists and tables call these, and say what else they need."""
