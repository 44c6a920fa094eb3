"""How a paragraph stands on the page: distances, fill, bar and rules, and their markup."""

from dataclasses import dataclass, field, replace
from typing import Literal

from briefgen.design import Design, Style
from briefgen.writers.docx.markup import NOTHING, Xml, join, switch, twips, w

BAR = 3.0
"""Width of a bar, in points."""
FURTHEST = 31
"""The greatest distance between a border and the text that Word allows, in points."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line along one side of a paragraph."""

    colour: str
    width: float = 0.5
    space: float = 0
    """Distance from the text, in points."""

    def markup(self, side: str) -> Xml:
        """Return the border."""
        space = min(max(round(self.space), 0), FURTHEST)
        colour = self.colour.lstrip("#")
        return w(side, val="single", sz=round(self.width * 8), space=space, color=colour)


Side = Literal["top", "left", "bottom", "right"]
SIDES: tuple[Side, ...] = ("top", "left", "bottom", "right")


@dataclass(slots=True)
class Box:
    """Where a paragraph stands; lengths in points."""

    before: float = 0
    after: float = 0
    left: float = 0
    right: float = 0
    hanging: float = 0
    """How far the first line begins left of the others; negative for right, as an editor's style may have it."""
    fill: str = ""
    edges: dict[Side, Edge] = field(default_factory=dict)
    keep_next: bool = False
    keep_lines: bool = False

    def copy(self) -> "Box":
        """Return a box that can be changed by itself."""
        return replace(self, edges=dict(self.edges))


@dataclass(frozen=True, slots=True)
class Frame:
    """What a style of the template draws around a block and everything in it."""

    before: float | None = None
    after: float | None = None
    indent: float = 0
    padding: float = 0
    fill: str = ""
    bar: str = ""
    above: str = ""
    below: str = ""
    keep_next: bool = False
    rtl: bool = False
    """The document runs from right to left, and has its bars on the right. Borders, unlike indents, do not turn."""

    @classmethod
    def of(cls, design: Design, style: Style, *, rtl: bool = False) -> "Frame":
        """Take what a style of the template says about its block."""

        def colour(name: str | None) -> str:
            return design.colour(name) if name else ""

        return cls(
            before=style.before,
            after=style.after,
            indent=style.indent or 0,
            padding=style.padding or 0,
            fill=colour(style.fill),
            bar=colour(style.bar),
            above=colour(style.rule_above),
            below=colour(style.rule_below),
            keep_next=bool(style.keep_next),
            rtl=rtl,
        )

    @property
    def near(self) -> Side:
        """The side on which lines begin."""
        return "right" if self.rtl else "left"

    @property
    def drawn(self) -> bool:
        """Tell whether the block has a side of its own to keep away from."""
        return bool(self.fill or self.bar)

    @property
    def inset(self) -> float:
        """Distance from the outside to the text, on the side where lines begin."""
        bar = BAR if self.bar else 0
        return self.indent + (bar + self.padding if self.drawn else 0)

    @property
    def inset_right(self) -> float:
        """Distance from the outside to the text, on the side where lines end."""
        return self.padding if self.fill else 0

    def edges(self, first: bool = True, last: bool = True) -> dict[Side, Edge]:
        """Return the lines around a block, or around its first or last part."""
        sides: dict[Side, Edge | None] = {
            "top": self._level(self.above, 1.5) if first else None,
            self.near: self.side(self.padding),
            "bottom": self._level(self.below, 0.5) if last else None,
            "left" if self.rtl else "right": Edge(self.fill, space=self.padding) if self.fill else None,
        }
        return {side: edge for side, edge in sides.items() if edge}

    def side(self, space: float) -> Edge | None:
        """Return the bar, at that distance from the text. A fill ends at the text unless a border leads it on."""
        if self.bar:
            return Edge(self.bar, BAR, space)
        return Edge(self.fill, space=space) if self.fill else None

    def _level(self, rule: str, width: float) -> Edge | None:
        if rule:
            return Edge(rule, width, self.padding)
        return Edge(self.fill, space=self.padding) if self.fill else None

    def box(self, before: float, after: float) -> Box:
        """Return the box of a paragraph that is alone in this frame."""
        return Box(
            before=before if self.before is None else self.before,
            after=after if self.after is None else self.after,
            left=self.inset,
            right=self.inset_right,
            fill=self.fill,
            edges=self.edges(),
            keep_next=self.keep_next,
            keep_lines=bool(self.fill),
        )


BARE = Frame()
"""A frame that draws nothing."""


def borders(edges: dict[Side, Edge], base: dict[Side, Edge]) -> Xml:
    """Return the lines of a paragraph where they are not those of its style."""
    if edges == base:
        return NOTHING
    stated = []
    for side in SIDES:
        if side in edges:
            stated.append(edges[side].markup(side))
        elif side in base:
            stated.append(w(side, val="nil"))
    return w("pBdr", *stated)


def shading(fill: str, base: str = "") -> Xml:
    """Return the colour behind a paragraph or a cell where it is not that of its style."""
    if fill == base:
        return NOTHING
    return w("shd", val="clear", color="auto", fill=fill.lstrip("#") or "auto")


def spacing(box: Box, base: Box | None = None, leading: float | None = None) -> Xml:
    """Return the space above and below, and the distance of the lines.

    Lines are at least so far apart: an exact distance cuts off pictures and tall scripts.
    """
    same = base is not None and (box.before, box.after) == (base.before, base.after)
    if same and leading is None:
        return NOTHING
    return w(
        "spacing",
        before=None if same else twips(box.before),
        after=None if same else twips(box.after),
        line=None if leading is None else twips(leading),
        lineRule=None if leading is None else "atLeast",
    )


def indents(box: Box, base: Box | None = None) -> Xml:
    """Return the distances from the sides where they are not those of the style."""
    stated = (box.left, box.right, box.hanging)
    if stated == ((base.left, base.right, base.hanging) if base else (0, 0, 0)):
        return NOTHING
    first = {"hanging": twips(box.hanging)} if box.hanging >= 0 else {"firstLine": twips(-box.hanging)}
    return w("ind", left=twips(box.left), right=twips(box.right), **first)


def keeping(box: Box, base: Box) -> Xml:
    """Return whether a paragraph stays on the page of the next one, and whole."""
    following = NOTHING if box.keep_next == base.keep_next else switch("keepNext", box.keep_next)
    whole = NOTHING if box.keep_lines == base.keep_lines else switch("keepLines", box.keep_lines)
    return join((following, whole))


def cell_margins(top: float, left: float, bottom: float, right: float) -> Xml:
    """Return the space inside the cells of a table."""
    sides = {"top": top, "left": left, "bottom": bottom, "right": right}
    return w("tblCellMar", *(w(side, w=round(size * 20), type="dxa") for side, size in sides.items()))
