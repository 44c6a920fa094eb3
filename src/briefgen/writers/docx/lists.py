"""Lists of all kinds."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from briefgen.nodes import BulletList, DefinitionItem, DefinitionList, ListItem, OrderedList, plain
from briefgen.writers import columns
from briefgen.writers.docx.boxes import Box
from briefgen.writers.docx.draft import Draft, Pen
from briefgen.writers.docx.inlines import inlines
from briefgen.writers.docx.markup import NOTHING, join, w
from briefgen.writers.docx.numbering import GREATEST_START, HANGING, LEVELS
from briefgen.writers.docx.pieces import Number, Para, Piece, shift, shown
from briefgen.writers.docx.styles import ParagraphStyle
from briefgen.writers.docx.tables import directed, side_by_side

_TIGHT = 1.5
"""Space between the items of a list that is not set apart, in points."""
_DETAIL_GAP = 1.0
"""Space between an item and a line in a lesser style that belongs to it, in points."""
_DEEP = 5.0
"""How far each level below the last of Word's is set in, in points: the line must not run out."""
_TERM_GAP = 8.0
_TERM_LEAST, _TERM_MOST = 0.26, 0.4
"""Shares of the line that terms take."""


def bullet_list(draft: Draft, node: BulletList, pen: Pen) -> list[Piece]:
    """Write a list without numbers."""
    number = (draft.numbering.bullets(_level(pen)), _level(pen))
    return _items(draft, node.items, number, pen, "ListBullet", tight=node.tight)


def ordered_list(draft: Draft, node: OrderedList, pen: Pen) -> list[Piece]:
    """Write a numbered list."""
    start = max(0, min(node.start, GREATEST_START))
    if start != node.start:
        message = f"a list that starts with {node.start} starts with {start} in Word, which counts no further"
        draft.warn(draft.document.meta.template, "list-start-not-kept", message, "write the numbers out")
    number = (draft.numbering.numbers(_level(pen), start), _level(pen))
    return _items(draft, node.items, number, pen, "ListNumber", tight=node.tight)


def _level(pen: Pen) -> int:
    return min(pen.depth, LEVELS - 1)


def _items(
    draft: Draft, items: Sequence[ListItem], number: Number, pen: Pen, style: str, *, tight: bool
) -> list[Piece]:
    own = draft.styles.paragraphs
    left, hanging = draft.numbering.place(style, _level(pen))
    above = draft.numbering.place(style, pen.depth - 1)[0] if pen.depth else 0
    step = max(left - above, 0) if pen.depth < LEVELS else _DEEP
    plain_ = pen.style is draft.styles.body or not pen.style.speaks
    first, rest = (own[style], own["ListContinue"]) if plain_ else (pen.style, pen.style)
    inside = replace(pen.narrower(step), style=rest, depth=pen.depth + 1, gap=_DETAIL_GAP)
    pieces: list[Piece] = []
    for index, item in enumerate(items):
        made = list_item(draft, item, inside, number, first, hanging)
        if tight and not first.theirs:
            end = index == len(items) - 1
            _close(made[0], made[-1], keep_last=end)
        shift(made, step)
        pieces += made
    return pieces


def _close(first: Piece, last: Piece, *, keep_last: bool) -> None:
    """Bring the paragraphs of an item close together."""
    for piece in (first, last):
        if isinstance(piece, Para) and not (keep_last and piece is last):
            piece.box.after = min(piece.box.after, _TIGHT)


def list_item(
    draft: Draft, node: ListItem, pen: Pen, number: Number, style: ParagraphStyle, hanging: float = HANGING
) -> list[Piece]:
    """Write an item. Its mark stands at its first paragraph, or at an empty one before anything else."""
    pieces = draft.flow(draft, node.children, pen)
    first = next(iter(pieces), None)
    if not isinstance(first, Para) or not _can_carry_mark(first):
        first = Para(style, NOTHING, Box(right=pen.short), bidi=draft.languages.rtl)
        pieces.insert(0, first)
    if first.style is pen.style:
        first.style = style
        if style.theirs:
            first.box.before, first.box.after = style.box.before, style.box.after
    first.number = number
    first.box.hanging = hanging
    return pieces


def _can_carry_mark(para: Para) -> bool:
    return para.number is None and not (para.box.edges or para.box.fill or para.box.hanging or para.box.left)


# --- Definition lists -------------------------------------------------------------------------------------------------
def definition_list(draft: Draft, node: DefinitionList, pen: Pen) -> list[Piece]:
    """Write terms, each before what is said of it, in as many columns as the container asks for."""
    style = draft.styles.paragraphs["Definition"]
    count = _count(node, pen)
    inside = replace(pen, style=style, columns=1, in_cell=pen.in_cell or count > 1, short=0 if count > 1 else pen.short)
    room = (pen.room - pen.short) / max(count, 1)
    hang = _hang(draft, node, room)
    inside = replace(inside, room=max(room - hang, 36.0))
    items = [definition_item(draft, item, inside, hang) for item in node.items]
    if count < 2:
        pieces = [piece for item in items for piece in item]
        last = next(reversed(shown(pieces)), None)
        if isinstance(last, Para):
            last.box.after = max(last.box.after, draft.styles.body.box.after)
        return pieces
    length = ceil(len(items) / count)
    groups = [
        [piece for item in items[start : start + length] for piece in item] for start in range(0, len(items), length)
    ]
    return [side_by_side(draft, groups, pen)]


def _count(node: DefinitionList, pen: Pen) -> int:
    """Return in how many columns a list stands."""
    return 1 if columns.needs_full_width(node) or pen.in_cell else min(pen.columns, len(node.items))


def _hang(draft: Draft, node: DefinitionList, room: float) -> float:
    """Return the width of the column of terms: that of the longest, within limits."""
    size = draft.styles.characters["Term"].look.size or draft.styles.body.look.size or 10
    longest = max((columns.width(plain(item.term)) for item in node.items), default=0) * size
    return min(max(longest + _TERM_GAP, room * _TERM_LEAST), room * _TERM_MOST)


def definition_item(draft: Draft, node: DefinitionItem, pen: Pen, hang: float) -> list[Piece]:
    """Write a term as the hanging label of the first paragraph that says something of it."""
    label = inlines(draft, node.term, pen, pen.style, "Term")
    pieces = draft.flow(draft, node.children, pen)
    shift(pieces, hang)
    first = next(iter(pieces), None)
    if not isinstance(first, Para) or first.style is not pen.style or first.box.left != hang:
        first = Para(pen.style, NOTHING, Box(left=hang, right=pen.short), **directed(draft, plain(node.term)))
        pieces.insert(0, first)
    first.content = join((label, w("r", w("tab")), first.content))
    first.box.hanging = hang
    return pieces
