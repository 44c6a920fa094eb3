"""What stands one below the other in the text: paragraphs and tables, movable until they are written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from briefgen.nodes import Alignment
from briefgen.writers.docx.boxes import Box, Edge, Side, borders, indents, keeping, shading, spacing
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
    swapped: bool = False
    """It runs against the document: what Word takes for its left is the right. It stays in the column of the others."""
    alignment: Alignment = "left"
    at_end: bool = False
    """It stands where lines end, whatever their direction."""
    page_break: bool = False
    tabs: Xml = NOTHING
    """Tab stops besides those of its style."""
    outline: int | None = None
    """Level of a heading, from 0, where its style does not say it."""
    section: Xml = NOTHING
    """Properties of the pages that end with this paragraph."""

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
            self.tabs,
            w("bidi") if self.bidi else NOTHING,
            spacing(box, base),
            # A list states distances of its own, which count more than those of the style.
            self._indents(),
            self._alignment(),
            NOTHING if self.outline is None else w("outlineLvl", val=self.outline),
            self.section,
        )
        stated = join(properties)
        return w("p", w("pPr", stated) if stated else NOTHING, self.content)

    def _indents(self) -> Xml:
        box = self.box
        if self.swapped and box.hanging:  # its mark stands where its lines begin
            box = replace(box, left=box.left + box.right, right=0)
        elif self.swapped:
            box = replace(box, left=box.right, right=box.left)
        return indents(box, None if self.number else self.style.box)

    def _alignment(self) -> Xml:
        """State the side of the page; where lines run from right to left, Word takes "right" for where they end."""
        if self.at_end:
            return w("jc", val="right")
        if self.alignment == "left":
            return NOTHING
        return w("jc", val="left" if self.bidi and self.alignment == "right" else self.alignment)

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
    after: float = 10
    left: float = 0
    right: float = 0
    pad: float = 0
    """Space inside the table, above and below its text, where nothing else says how much."""
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


# --- Text -------------------------------------------------------------------------------------------------------------
def flow(pieces: Sequence[Piece], room: float, spacer: ParagraphStyle, *, closed: bool, section: Xml = NOTHING) -> Xml:
    """Write pieces one below the other; ``closed`` when they must end with a paragraph, as cells and documents do.

    Word joins two tables without a paragraph between them, and a table has no space of its own below it. ``section``
    are the properties of the pages that end with the pieces, which the last paragraph carries.
    """
    last = pieces[-1] if pieces else None
    # LibreOffice loses a place that a reference leads to where its paragraph ends the pages.
    carries = isinstance(last, Para) and "bookmarkStart" not in last.content
    if isinstance(last, Para) and carries:
        last.section = section
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
    if (closed and not isinstance(previous, Para)) or (section and not carries):
        made.append(_thin(spacer, 0, False, section))
    return join(made)


def _thin(style: ParagraphStyle, height: float, turned: bool, section: Xml = NOTHING) -> Xml:
    """Return a paragraph that takes next to no height."""
    line = w("spacing", before=0, after=0, line=max(twips(height), 20), lineRule="exact")
    page = w("pageBreakBefore") if turned else NOTHING
    mark = w("rPr", w("sz", val=2), w("szCs", val=2))
    name = w("pStyle", val=style.id) if style.id != "Normal" else NOTHING
    return w("p", w("pPr", name, page, line, mark, section))
