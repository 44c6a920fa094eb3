"""Frames around pieces: what makes several paragraphs and tables look like one block."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from briefgen.writers.docx.boxes import BAR, FURTHEST, Edge, Frame, Side, cell_margins, shading
from briefgen.writers.docx.markup import Xml, join, twips, w
from briefgen.writers.docx.pieces import Grid, Para, Piece, flow, shown
from briefgen.writers.docx.styles import ParagraphStyle

_LOOK_OF_NONE = w("tblLook", val="0600", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)


def enclose(pieces: Sequence[Piece], frame: Frame, spacer: ParagraphStyle) -> list[Piece]:
    """Draw a frame around pieces.

    Lines and fill of paragraphs do it where they can, since paragraphs stay paragraphs. Where a table stands among
    them, or one is set in further than Word lets a line be from its text, a table of one cell holds them.
    """
    inside = shown(pieces)
    if not inside:
        return list(pieces)
    if frame.drawn and not all(_reachable(piece, frame) for piece in inside):
        return [_boxed(pieces, frame, spacer)]
    for piece in inside:
        _inset(piece, frame)
    _space(inside, frame)
    if frame.drawn or frame.above or frame.below:
        if all(_joinable(inside[0], piece) for piece in inside):
            _draw_even(inside, frame)
        else:
            _draw_uneven(inside, frame)
    _keep(inside, frame)
    return list(pieces)


def separate(above: Sequence[Piece], below: Sequence[Piece]) -> None:
    """Keep two blocks apart that stand one below the other: Word makes one box of paragraphs with equal lines."""
    last, inside = next(reversed(shown(above)), None), shown(below)
    first = next(iter(inside), None)
    if not isinstance(last, Para) or not isinstance(first, Para) or not _joinable(last, first):
        return
    lines = first.box.edges
    if not lines:
        return
    for piece in inside:
        if isinstance(piece, Para) and piece.box.edges == lines:
            piece.box.edges = {side: replace(edge, colour=_shade(edge.colour)) for side, edge in lines.items()}


def _shade(colour: str) -> str:
    """Return a colour that no eye can tell from another, but Word can."""
    return f"#{int(colour.lstrip('#'), 16) ^ 1:06x}"


def _reachable(piece: Para | Grid, frame: Frame) -> bool:
    return isinstance(piece, Para) and piece.edge + frame.padding <= FURTHEST


def _inset(piece: Para | Grid, frame: Frame) -> None:
    if isinstance(piece, Para):
        piece.box.left += frame.inset
        piece.box.right += frame.inset_right
        piece.box.fill = piece.box.fill or frame.fill
    else:
        piece.left += frame.inset


def _space(inside: Sequence[Para | Grid], frame: Frame) -> None:
    first, last = inside[0], inside[-1]
    if isinstance(first, Para):
        stated = frame.before if frame.before is not None else 0
        first.box.before = stated if frame.drawn else max(stated, first.box.before)
    if frame.after is not None:
        if isinstance(last, Para):
            last.box.after = frame.after
        else:
            last.after = frame.after


def _keep(inside: Sequence[Para | Grid], frame: Frame) -> None:
    """Keep a filled block on one page, and any block that asks for it with what follows."""
    for index, piece in enumerate(inside):
        if isinstance(piece, Para):
            last = index == len(inside) - 1
            piece.box.keep_lines = piece.box.keep_lines or bool(frame.fill)
            piece.box.keep_next = piece.box.keep_next or frame.keep_next or (bool(frame.fill) and not last)


# --- Lines of paragraphs ----------------------------------------------------------------------------------------------
def _joinable(first: Para | Grid, other: Para | Grid) -> bool:
    """Tell whether Word draws one box around two paragraphs: it does so for equal lines and equal indents."""
    if not isinstance(first, Para) or not isinstance(other, Para):
        return False
    one, two = first.box, other.box
    return (one.left, one.right, one.hanging, one.edges) == (two.left, two.right, two.hanging, two.edges)


def _draw_even(inside: Sequence[Para | Grid], frame: Frame) -> None:
    """Give all paragraphs the same lines: those above and below then show around the whole only."""
    for piece in inside:
        if isinstance(piece, Para):
            piece.box.edges = _merged(piece, frame, frame.edges())


def _draw_uneven(inside: Sequence[Para | Grid], frame: Frame) -> None:
    """Give each piece its own lines. A line in the colour of the fill bridges the space to the piece above."""
    gaps = [0.0, *(_taken_gap(above, below) if frame.drawn else 0.0 for above, below in pairwise(inside))]
    for index, (piece, gap) in enumerate(zip(inside, gaps, strict=True)):
        first, last = index == 0, index == len(inside) - 1
        edges = frame.edges(first, last)
        if frame.drawn and not first:
            edges["top"] = _bridge(frame, gap, index)
        if isinstance(piece, Para):
            piece.box.edges = _merged(piece, frame, edges)
        else:
            piece.edges |= {side: edge for side, edge in edges.items() if side in ("top", "bottom")}
            piece.pad = max(piece.pad, frame.padding)


def _taken_gap(above: Para | Grid, below: Para | Grid) -> float:
    """Take the space between two paragraphs out of them."""
    if not isinstance(above, Para) or not isinstance(below, Para):
        return 0
    gap = max(above.box.after, below.box.before)
    above.box.after = below.box.before = 0
    return gap


def _bridge(frame: Frame, gap: float, index: int) -> Edge:
    """Return a line that cannot be seen. Neighbours differ by a shade, or Word would join them and drop the line."""
    colour = frame.fill or "#ffffff"
    return Edge(_shade(colour) if index % 2 else colour, 0.25, gap)


def _merged(piece: Para, frame: Frame, edges: dict[Side, Edge]) -> dict[Side, Edge]:
    """Put the lines of a frame around those that a piece has from a frame inside this one."""
    if not frame.drawn:
        return {**piece.box.edges, **edges}
    side = frame.side(piece.edge - frame.inset + frame.padding)
    return {**piece.box.edges, **edges, **({frame.near: side} if side else {})}


# --- A table of one cell ----------------------------------------------------------------------------------------------
def _boxed(pieces: Sequence[Piece], frame: Frame, spacer: ParagraphStyle) -> Grid:
    first, last = shown(pieces)[0], shown(pieces)[-1]
    if isinstance(first, Para):
        first.box.before = 0
    own = last.box.after if isinstance(last, Para) else last.after
    if isinstance(last, Para):
        last.box.after = 0
    padding_right = frame.padding if frame.fill else 0

    def body(grid: Grid, width: float) -> Xml:
        content = flow(pieces, width - frame.padding - padding_right, spacer, closed=True)
        cell = w("tc", w("tcPr", w("tcW", w=twips(width), type="dxa"), shading(frame.fill)), content)
        return join((w("tblGrid", w("gridCol", w=twips(width))), w("tr", cell)))

    def properties(_: Grid) -> Xml:
        ends = frame.padding if frame.fill or frame.above or frame.below else 0
        return join((cell_margins(ends, frame.padding, ends, padding_right), _LOOK_OF_NONE))

    lines = frame.edges()
    edges: dict[Side, Edge] = {side: edge for side, edge in lines.items() if side in ("top", "bottom")}
    # In a table that runs from right to left, "left" is where it begins.
    edges |= {"left": Edge(frame.bar, BAR)} if frame.bar else {}
    # A line in the colour of the fill only leads the fill of a paragraph on; a cell is filled by itself.
    edges = {side: edge for side, edge in edges.items() if edge.colour != frame.fill}
    after = own if frame.after is None else frame.after
    return Grid(body, properties, after=after, left=frame.indent, edges=edges, bidi=frame.rtl)
