"""Tables, and the columns of definition lists."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from briefgen.nodes import Alignment, Caption, Cell, Label, Row, Table, plain
from briefgen.writers import columns, scripts
from briefgen.writers.docx.boxes import cell_margins
from briefgen.writers.docx.draft import Draft, Pen
from briefgen.writers.docx.inlines import inlines
from briefgen.writers.docx.markup import NOTHING, Xml, element, join, twips, w
from briefgen.writers.docx.pieces import Grid, Para, Piece, flow
from briefgen.writers.docx.styles import ParagraphStyle

_GAP = 20.0
"""Space between two columns of a definition list, in points."""


def table(draft: Draft, node: Table, pen: Pen) -> list[Piece]:
    """Write a table. Cells are written at once, since notes are numbered in the order of the text."""
    above = [caption(draft, node.caption, pen)] if node.caption else []
    inside = replace(pen, in_cell=True, room=pen.room / max(len(node.alignments), 1))
    head_style, cell_style = draft.styles.paragraphs["TableHead"], draft.styles.paragraphs["TableCell"]
    rows = [row(draft, node.head, node.alignments, inside, head_style)]
    rows += [row(draft, one, node.alignments, inside, cell_style) for one in node.rows]
    named = plain(node.caption.children) if node.caption else draft.section or draft.document.meta.title
    weights = next(filter(None, map(draft.design.column_weights.get, reversed(pen.containers))), None)
    size = cell_style.look.size or draft.styles.body.look.size or 10

    def body(_: Grid, width: float) -> Xml:
        shares = columns.shares(node, weights, width / size)
        return _body([width * share for share in shares], rows, flush=not draft.design.has_cell_sides)

    def properties(_: Grid) -> Xml:
        stripes = draft.design.table.zebra is not None
        return join((_look(head=True, stripes=stripes), *_described(named, node.head)))

    if not node.alignments:
        return []
    return [*above, Grid(body, properties, style=draft.styles.table, bidi=draft.languages.rtl)]


def caption(draft: Draft, node: Caption, pen: Pen) -> Para:
    """Write a caption. What leads to it leads to its name: that is what a reference repeats."""
    style = draft.styles.paragraphs["Caption"]
    at = next((index for index, one in enumerate(node.children) if isinstance(one, Label)), 0)
    lead, name, rest = node.children[:at], node.children[at : at + 1], node.children[at + 1 :]
    parts = [inlines(draft, part, pen, style) for part in (lead, name, rest)]
    content = join((parts[0], draft.marked(node.anchor, parts[1]), parts[2]))
    return Para(style, content, style.box.copy(), **directed(draft, plain(node.children)))


def row(draft: Draft, node: Row, alignments: Sequence[Alignment], pen: Pen, style: ParagraphStyle) -> list[Xml]:
    """Write the cells of a row."""
    pairs = zip(node.cells, alignments, strict=True)
    return [cell(draft, one, alignment, pen, style) for one, alignment in pairs]


def cell(draft: Draft, node: Cell, alignment: Alignment, pen: Pen, style: ParagraphStyle) -> Xml:
    """Write what stands in a cell: always a paragraph, for Word takes a cell without one for damage."""
    content = inlines(draft, node.children, pen, style)
    bidi = bidirectional(draft, plain(node.children))
    return Para(style, content, style.box.copy(), bidi=bidi, alignment=alignment).markup()


def side_by_side(draft: Draft, groups: Sequence[Sequence[Piece]], pen: Pen) -> Grid:
    """Set groups of pieces beside each other, in a table of one row that no style draws.

    Sections with columns would do it too, but they break the numbering of pages and notes apart, and cannot stand in
    a list or a cell.
    """
    width = (pen.room - _GAP * (len(groups) - 1)) / len(groups)
    cells = [flow(group, width, draft.styles.body, closed=True) for group in groups]

    def body(_: Grid, whole: float) -> Xml:
        each = (whole - _GAP * (len(cells) - 1)) / len(cells)
        return _body([each + _GAP] * (len(cells) - 1) + [each], [cells], header=False)

    def properties(grid: Grid) -> Xml:
        return join((cell_margins(grid.pad, 0, grid.pad, _GAP), _look(head=False)))

    return Grid(body, properties, after=draft.styles.body.box.after, bidi=draft.languages.rtl)


class Direction(TypedDict):
    """How a paragraph runs, as :class:`Para` wants to be told."""

    bidi: bool
    swapped: bool


def directed(draft: Draft, text: str) -> Direction:
    """Return how a paragraph with that text runs."""
    bidi = bidirectional(draft, text)
    return Direction(bidi=bidi, swapped=bidi != draft.languages.rtl)


def bidirectional(draft: Draft, text: str) -> bool:
    """Tell whether a paragraph runs from right to left, as the document does or against it."""
    return draft.languages.rtl != scripts.runs_against(text, rtl=draft.languages.rtl)


def _body(widths: list[float], rows: Sequence[Sequence[Xml]], *, header: bool = True, flush: bool = True) -> Xml:
    """Return the columns and rows; ``flush``: the last column ends where the text around the table does."""
    sizes = [twips(width) for width in widths]
    lines = (_line(cells, sizes, head=header and index == 0, flush=flush) for index, cells in enumerate(rows))
    return join((w("tblGrid", *(w("gridCol", w=size) for size in sizes)), *lines))


def _line(cells: Sequence[Xml], sizes: Sequence[int], *, head: bool, flush: bool) -> Xml:
    properties = w("trPr", w("cantSplit"), w("tblHeader") if head else NOTHING)
    made = []
    for index, (content, size) in enumerate(zip(cells, sizes, strict=True), 1):
        # The space between columns is none right of the last one.
        margins = w("tcMar", w("right", w=0, type="dxa")) if flush and index == len(cells) else NOTHING
        bottom = w("vAlign", val="bottom") if head else NOTHING
        made.append(w("tc", w("tcPr", w("tcW", w=size, type="dxa"), margins, bottom), content))
    return w("tr", properties, *made)


def _look(*, head: bool, stripes: bool = False) -> Xml:
    return w(
        "tblLook",
        val=f"{0x0600 + 0x0020 * head - 0x0200 * stripes:04X}",
        firstRow=int(head),
        lastRow=0,
        firstColumn=0,
        lastColumn=0,
        noHBand=int(not stripes),
        noVBand=1,
    )


def _described(caption: str, head: Row) -> list[Xml]:
    """Say in words what the table is, for those who do not see it: the heading above it, and its columns."""
    said = {"tblCaption": caption, "tblDescription": "; ".join(filter(None, (plain(c.children) for c in head.cells)))}
    return [element(f"w:{name}", {"w:val": words}) for name, words in said.items() if words]
