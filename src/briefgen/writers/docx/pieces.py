"""What stands one below the other in the text: paragraphs and tables, movable until they are written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from briefgen.nodes import Alignment
from briefgen.writers.docx.boxes import Box, Edge, Frame, Side, borders, indents, keeping, shading, spacing
from briefgen.writers.docx.markup import NOTHING, Xml, join, twips, w
from briefgen.writers.docx.styles import ParagraphStyle

Number: TypeAlias = tuple[int, int]
"""A list and a level of it."""


@dataclass(slots=True)
class Para:
    """A paragraph."""

    style: ParagraphStyle
    content: Xml
    box: Box
    number: Number | None = None
    bidi: bool = False
    alignment: Alignment = "left"
    page_break: bool = False

    @property
    def edge(self) -> float:
        """Distance of its first line from the left."""
        return self.box.left - self.box.hanging

    def markup(self) -> Xml:
        """Return the paragraph; only what its style does not say is stated."""
        box, base = self.box, self.style.box
        properties = (
            NOTHING if self.style.id == "Normal" else w("pStyle", val=self.style.id),
            keeping(box, base),
            w("pageBreakBefore") if self.page_break else NOTHING,
            self._number(),
            borders(box.edges, base.edges),
            shading(box.fill, base.fill),
            w("bidi") if self.bidi else NOTHING,
            spacing(box, base),
            # A list states distances of its own, which count more than those of the style.
            indents(box, None if self.number else base),
            w("jc", val=self.alignment) if self.alignment != "left" else NOTHING,
        )
        stated = join(properties)
        return w("p", w("pPr", stated) if stated else NOTHING, self.content)

    def _number(self) -> Xml:
        if self.number is None:
            return NOTHING
        number, level = self.number
        return w("numPr", w("ilvl", val=level), w("numId", val=number))


@dataclass(slots=True)
class Grid:
    """A table. How wide it is shows only when it stands in its place."""

    rows: Callable[["Grid", float], Xml]
    """Makes the markup of columns and rows from the width of the whole, in points."""
    properties: Callable[["Grid"], Xml]
    """Makes the properties that follow the lines of the table."""
    style: str = ""
    after: float = 6
    left: float = 0
    right: float = 0
    pad_left: float = 0
    """Space inside the table, left of its text: there a fill shows."""
    pad_right: float = 0
    pad: float = 0
    """Space inside the table, above and below its text."""
    fill: str = ""
    edges: dict[Side, Edge] = field(default_factory=dict)
    bidi: bool = False

    def markup(self, room: float) -> Xml:
        """Return the table as it stands in a column of text of that width."""
        width = max(room - self.left - self.right, 36)
        stated = (edge.markup(side) for side, edge in self.edges.items())
        head = (
            w("tblStyle", val=self.style) if self.style else NOTHING,
            w("bidiVisual") if self.bidi else NOTHING,
            w("tblW", w=twips(width), type="dxa"),
            w("tblInd", w=twips(self.left), type="dxa"),
            w("tblBorders", *stated) if self.edges else NOTHING,
            w("tblLayout", type="fixed"),
            self.properties(self),
        )
        return w("tbl", w("tblPr", *head), self.rows(self, width))


@dataclass(slots=True)
class Break:
    """What follows starts on a new page."""


Piece: TypeAlias = Para | Grid | Break


def shift(pieces: Iterable[Piece], left: float) -> None:
    """Move pieces to the right."""
    for piece in pieces:
        if isinstance(piece, Para):
            piece.box.left += left
        elif isinstance(piece, Grid):
            piece.left += left


def shown(pieces: Iterable[Piece]) -> list[Para | Grid]:
    """Return the pieces without page breaks."""
    return [piece for piece in pieces if not isinstance(piece, Break)]


# --- Frames -----------------------------------------------------------------------------------------------------------
def enclose(pieces: Sequence[Piece], frame: Frame) -> None:
    """Draw a frame around pieces, so that they look like one block."""
    inside = shown(pieces)
    if not inside:
        return
    for piece in inside:
        _inset(piece, frame)
    _space(inside, frame)
    if frame.drawn or frame.above or frame.below:
        if all(_joinable(inside[0], piece) for piece in inside):
            _draw_even(inside, frame)
        else:
            _draw_uneven(inside, frame)
    for piece in inside:
        if isinstance(piece, Para) and frame.keep_next:
            piece.box.keep_next = True


def _inset(piece: Para | Grid, frame: Frame) -> None:
    if isinstance(piece, Para):
        piece.box.left += frame.inset
        piece.box.right += frame.inset_right
        piece.box.fill = piece.box.fill or frame.fill
    elif frame.drawn:
        piece.left += frame.indent
        piece.pad_left += frame.inset - frame.indent
        piece.pad_right += frame.inset_right
        piece.fill = piece.fill or frame.fill
    else:
        piece.left += frame.indent


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
    gaps = [0.0, *(_gap(above, below) if frame.drawn else 0.0 for above, below in pairwise(inside))]
    for index, (piece, gap) in enumerate(zip(inside, gaps, strict=True)):
        first, last = index == 0, index == len(inside) - 1
        edges = frame.edges(first, last)
        if frame.drawn and not first:
            edges["top"] = _bridge(frame, gap, index)
        if frame.drawn and not last and not frame.below:
            edges.pop("bottom", None)
        if isinstance(piece, Para):
            piece.box.edges = _merged(piece, frame, edges)
        else:
            _draw_grid(piece, frame, edges, first, last)


def _gap(above: Para | Grid, below: Para | Grid) -> float:
    """Take the space between two pieces out of them."""
    after = above.box.after if isinstance(above, Para) else above.after
    before = below.box.before if isinstance(below, Para) else 0
    if isinstance(below, Grid):
        return 0
    if isinstance(above, Para):
        above.box.after = 0
    else:
        above.after = 0
    below.box.before = 0
    return max(after, before)


def _bridge(frame: Frame, gap: float, index: int) -> Edge:
    """Return a line that cannot be seen. Neighbours differ by a shade, or Word would join them and drop the line."""
    colour = int((frame.fill or "#ffffff").lstrip("#"), 16)
    return Edge(f"{colour ^ (index % 2):06x}", 0.25, gap)


def _merged(piece: Para, frame: Frame, edges: dict[Side, Edge]) -> dict[Side, Edge]:
    """Put the lines of a frame around those that a piece has from a frame inside this one."""
    bar = frame.bar or frame.fill
    if not bar:
        return {**piece.box.edges, **edges}
    width = frame.inset - frame.padding - frame.indent
    side = frame.side(piece.edge - frame.indent - width)
    return {**piece.box.edges, **edges, **({"left": side} if side else {})}


def _draw_grid(piece: Grid, frame: Frame, edges: dict[Side, Edge], first: bool, last: bool) -> None:
    bar = frame.side(0)
    if bar and frame.bar:
        piece.edges["left"] = bar
    if first and frame.above:
        piece.edges["top"] = edges["top"]
    if last and frame.below:
        piece.edges["bottom"] = edges["bottom"]
    if not frame.drawn:
        piece.pad = max(piece.pad, frame.padding)


# --- Text -------------------------------------------------------------------------------------------------------------
def flow(pieces: Sequence[Piece], room: float, spacer: ParagraphStyle, *, closed: bool) -> Xml:
    """Write pieces one below the other; ``closed`` when they must end with a paragraph, as cells and documents do.

    Word joins two tables without a paragraph between them, and a table has no space of its own below it.
    """
    made: list[Xml] = []
    turned, owed = False, 0.0
    previous: Piece | None = None
    for piece in pieces:
        if isinstance(piece, Break):
            turned = turned or bool(made)
            continue
        if isinstance(piece, Grid):
            if turned or isinstance(previous, Grid):
                made.append(_thin(spacer, owed, turned))
            owed = piece.after
            made.append(piece.markup(room))
        else:
            piece.page_break = turned
            piece.box.before = max(piece.box.before, owed)
            owed = 0.0
            made.append(piece.markup())
        turned, previous = False, piece
    if closed and not isinstance(previous, Para):
        made.append(_thin(spacer, 0, False))
    return join(made)


def _thin(style: ParagraphStyle, height: float, turned: bool) -> Xml:
    """Return a paragraph that takes next to no height."""
    line = w("spacing", before=0, after=0, line=max(twips(height), 20), lineRule="exact")
    page = w("pageBreakBefore") if turned else NOTHING
    mark = w("rPr", w("sz", val=2), w("szCs", val=2))
    return w("p", w("pPr", w("pStyle", val=style.id) if style.id != "Normal" else NOTHING, page, line, mark))
