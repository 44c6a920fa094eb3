"""Block nodes → paragraphs and tables."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from briefgen.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Caption,
    Cell,
    CodeBlock,
    Container,
    Contents,
    ContentsEntry,
    DefinitionItem,
    DefinitionList,
    Figure,
    Heading,
    Landscape,
    ListItem,
    NoteCall,
    OrderedList,
    PageBreak,
    Paragraph,
    Row,
    Rule,
    Table,
    plain,
    walk,
)
from briefgen.writers.docx.boxes import Box
from briefgen.writers.docx.draft import Draft, Pen
from briefgen.writers.docx.frames import enclose, separate
from briefgen.writers.docx.inlines import inlines, text
from briefgen.writers.docx.lists import bullet_list, definition_item, definition_list, list_item, ordered_list
from briefgen.writers.docx.markup import NOTHING, field_end, field_start, join, w
from briefgen.writers.docx.pieces import Break, Para, Piece
from briefgen.writers.docx.runs import Voice
from briefgen.writers.docx.tables import caption, cell, directed, row, table

_DEEPEST_HEADING = 6
_FIGURE_GAP = 4.0
"""Space between a picture and its caption, in points."""
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
    """Bring the line that belongs to a block close to it, on the same page."""
    if pieces and isinstance(pieces[-1], Para):
        pieces[-1].box.after = gap
        pieces[-1].box.keep_next = True


def _heading(draft: Draft, node: Heading, pen: Pen) -> list[Piece]:
    level = min(max(node.level, 1), _DEEPEST_HEADING)
    style = draft.styles.paragraphs[f"Heading{level}"]
    words = plain(node.children)
    draft.section = words.strip() or draft.section
    # A reference repeats what its place holds: a note in it would be there twice.
    noted = (index for index, one in enumerate(node.children) if any(isinstance(n, NoteCall) for n in walk((one,))))
    at = next(noted, len(node.children))
    named = draft.marked(node.anchor, inlines(draft, node.children[:at], pen, style))
    content = join((named, inlines(draft, node.children[at:], pen, style)))
    outline = None if style.outline == level - 1 else level - 1
    return [Para(style, content, style.box.copy(), outline=outline, **directed(draft, words))]


def _paragraph(draft: Draft, node: Paragraph, pen: Pen) -> list[Piece]:
    content = inlines(draft, node.children, pen, pen.style)
    return [Para(pen.style, content, _plain_box(draft, pen), **directed(draft, plain(node.children)))]


def _plain_box(draft: Draft, pen: Pen) -> Box:
    """Return the space around a paragraph within its block; the frame around the block comes later."""
    if pen.style.theirs:  # The editor's style says it all, but how far a list is set in.
        box = pen.style.box.copy()
        if pen.style is draft.styles.paragraphs["ListContinue"]:
            box.left = box.hanging = 0
        return box
    own = pen.style.box if pen.style is draft.styles.paragraphs["Definition"] else draft.styles.body.box
    return Box(before=own.before, after=own.after, right=pen.short)


def _block_quote(draft: Draft, node: BlockQuote, pen: Pen) -> list[Piece]:
    style = draft.styles.paragraphs["Quote"]
    inside = replace(pen.narrower(style.frame.inset + style.frame.inset_right), style=style, gap=_QUOTE_GAP)
    pieces = flow(draft, node.children, inside)
    return enclose(pieces, style.frame, draft.styles.body)


def _container(draft: Draft, node: Container, pen: Pen) -> list[Piece]:
    """Write what stands in a container. One that the template does not describe looks like what is around it."""
    own = draft.styles.containers[node.name]
    unseen = not draft.styles.knows(node.name) and pen.style is not draft.styles.body
    style = pen.style if unseen else own
    inside = replace(
        pen.narrower(own.frame.inset + own.frame.inset_right),
        style=style,
        containers=(*pen.containers, node.name),
        columns=draft.design.style(node.name).columns or pen.columns,
        gap=pen.gap if unseen else None,
        short=_short(draft, node.name, pen),
    )
    pieces = flow(draft, node.children, inside)
    return enclose(pieces, own.frame, draft.styles.body)


def _figure(draft: Draft, node: Figure, pen: Pen) -> list[Piece]:
    style = draft.styles.body
    box = Box(before=style.box.before, after=_FIGURE_GAP, keep_next=True)
    picture = Para(style, inlines(draft, (node.image,), pen, style), box, bidi=draft.languages.rtl)
    below = caption(draft, node.caption, pen)
    below.box.keep_next = False
    return [picture, below]


def _contents(draft: Draft, node: Contents, pen: Pen) -> list[Piece]:
    """Write the contents as a field that is filled in already, so that nothing is asked when the file is opened.

    It leaves the numbers of the pages out (``\\n``), which only the program that lays out the pages can know.
    """
    entries = [_contents_entry(draft, entry, pen) for entry in node.entries]
    if not entries:
        return []
    levels = sorted({entry.level for entry in node.entries})
    order = f'TOC \\o "{levels[0]}-{levels[-1]}" \\h \\z \\n'
    entries[0].content = join((field_start(order), entries[0].content))
    entries[-1].content = join((entries[-1].content, field_end()))
    entries[-1].box.after = max(entries[-1].box.after, draft.styles.body.box.after)
    style = draft.styles.paragraphs["TOCHeading"]
    title = Para(style, inlines(draft, node.title, pen, style), style.box.copy(), **directed(draft, plain(node.title)))
    return [*([title] if node.title else []), *entries]


def _contents_entry(draft: Draft, node: ContentsEntry, pen: Pen) -> Para:
    style = draft.styles.paragraphs[f"TOC{min(max(node.level, 1), 3)}"]
    words = inlines(draft, node.children, pen.linked(), style)
    name = draft.bookmarks.get(node.anchor)
    content = w("hyperlink", words, anchor=name, history="1") if name else words
    return Para(style, content, draft.box(style, pen), **directed(draft, plain(node.children)))


def _landscape(draft: Draft, node: Landscape, pen: Pen) -> list[Piece]:
    """Write what stands in it. Its pages are made where all pages are: inside another block it can have none."""
    return flow(draft, node.children, pen)


def _short(draft: Draft, name: str, pen: Pen) -> float:
    """Return how far before the end of the line text ends in a container: within another one, as there."""
    style = draft.design.style(name)
    stated = style.measure is not None or style.has_sides
    return draft.design.unfilled(name, wide=pen.wide) if stated else pen.short


def _code_block(draft: Draft, node: CodeBlock, pen: Pen) -> list[Piece]:
    """Write literal lines. They are one paragraph, so that the block stays one when it is copied."""
    style = draft.styles.paragraphs["SourceCode"]
    content = text(draft, node.text.removesuffix("\n"), Voice(style.look))
    return [Para(style, content, draft.box(style, pen))]


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
    Figure: _figure,
    Contents: _contents,
    Landscape: _landscape,
}
"""How each type of block is written."""

PARTS: dict[type, Callable[..., object]] = {
    ListItem: list_item,
    DefinitionItem: definition_item,
    Row: row,
    Cell: cell,
    Caption: caption,
    ContentsEntry: _contents_entry,
}
"""How the parts of lists and tables are written: their lists and tables call these, and say what else they need."""
