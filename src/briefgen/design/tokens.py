"""What a template may state of its look, token by token.

Lengths are in millimetres for the page and in points (1/72 inch) for everything else.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from briefgen import slips
from briefgen.fields import Entry, Listed
from briefgen.problems import clip
from briefgen.values import Text


def _colour(text: str) -> str:
    """Return a colour in small letters. Raises PydanticCustomError when it is none."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", text):
        expected = "a colour such as #0b3d66"
        message = "found '{found}', expected {expected}"
        context = {"hint": slips.colour(text), "found": clip(text), "expected": expected}
        raise PydanticCustomError("bad-value", message, context)
    return text.lower()


Colour = Annotated[str, AfterValidator(_colour)]
Tag = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A BCP 47 tag."""
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Points = Annotated[float, Field(ge=-400, le=400, allow_inf_nan=False)]
Size = Annotated[float, Field(ge=1, le=400, allow_inf_nan=False)]
Space = Annotated[float, Field(ge=0, le=400, allow_inf_nan=False)]
Millimetres = Annotated[float, Field(ge=0, le=200, allow_inf_nan=False)]
Weight = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]

LEAST_ROOM = 40.0
"""Millimetres of text that the margins leave at least, in width and in height."""


class Margins(Entry):
    """Distances from the paper's edge to the text, in millimetres."""

    top: Millimetres = 24
    """Above the text; the marking and the short title stand in it."""
    right: Millimetres = 22
    """To the right of the text."""
    bottom: Millimetres = 26
    """Below the text; the marking and the number of the page stand in it."""
    left: Millimetres = 22
    """To the left of the text."""


class Face(Entry):
    """A type face. The PDF carries its own; in Word it must be one that the reader's machine has."""

    pdf: Text
    """Family that is set in the PDF."""
    word: Text
    """Family that is named in the Word file."""


class Faces(Entry):
    """The type faces by part played."""

    sans: Face
    """Titles, headings, tables, labels, notes."""
    serif: Face
    """Running text."""
    mono: Face
    """Code."""
    east_asian: dict[Tag, Listed[Text]] = Field(default={})
    """Families for East Asian text in the PDF by language, in order: the forms of Chinese characters differ."""
    fallback: Listed[Text] = ()
    """Families for characters that the others lack in the PDF, in order: further scripts, symbols."""
    east_asian_word: Text
    """Family for East Asian text in the Word file."""
    complex_word: Text
    """Family for Arabic, Hebrew and the like in the Word file."""


class Style(Entry):
    """How one kind of block or run looks. What is left out is as in ``body``."""

    face: Literal["sans", "serif", "mono"] | None = None
    """Which of the ``faces``."""
    size: Size | None = None
    """Type size."""
    leading: Size | None = None
    """Distance from one line to the next."""
    colour: Name | None = None
    """Name of a colour in ``colours``."""
    bold: bool | None = None
    """Set in bold type."""
    italic: bool | None = None
    """Set in italics."""
    caps: bool | None = None
    """Set in capitals (the text itself stays as it is)."""
    tracking: Points | None = None
    """Space added between letters."""
    before: Space | None = None
    """Space above the block."""
    after: Space | None = None
    """Space below the block."""
    indent: Points | None = None
    """Distance from the left edge of the text."""
    fill: Name | None = None
    """Colour behind the block."""
    bar: Name | None = None
    """Colour of a 3 pt bar along the left side of the block."""
    padding: Space | None = None
    """Space between the fill or bar and the text; of ``table-cell``: above and below the text of each cell."""
    rule_above: Name | None = None
    """Colour of a line above the block."""
    rule_below: Name | None = None
    """Colour of a line below the block."""
    keep_next: bool | None = None
    """Stay on the page of the next block."""
    columns: Annotated[int, Field(ge=1, le=2)] | None = None
    """For a definition list: in how many columns its items stand."""
    measure: Millimetres | None = None
    """Of ``note`` or a container: width of its lines, where that is not the measure of running text."""

    model_config = ConfigDict(coerce_numbers_to_str=False)

    @property
    def has_sides(self) -> bool:
        """Tell whether the block is seen to reach from side to side, whatever stands in it."""
        return bool(self.fill or self.rule_above or self.rule_below)


COLOUR_FIELDS = ("colour", "fill", "bar", "rule_above", "rule_below")
"""The fields of a style that name a colour."""


class TableLook(Entry):
    """How tables look; ``styles.table-head`` and ``styles.table-cell`` say how the words in them do.

    A fill behind the head is ``styles.table-head.fill``.
    """

    lines: Literal["horizontal", "grid", "none"] = "horizontal"
    """``horizontal``: above, below and under the head, hairlines between rows; ``grid``: around each cell; ``none``."""
    zebra: Name | None = None
    """Colour behind every second row."""


class Logo(Entry):
    """A picture at the head of the document."""

    file: Text
    """The picture in the template's folder, or in that of one it extends: PNG, JPEG or GIF."""
    alt: Text
    """What it shows, in words, for those who do not see it; ``{label:NAME}`` puts a label's words there."""
    width: Annotated[float, Field(ge=2, le=200, allow_inf_nan=False)] = 40
    """Width in millimetres; the height follows."""
    where: Literal["first", "every"] = "first"
    """``first``: above the title; ``every``: at the head of each further page too, no higher than the margin allows."""
    align: Literal["left", "centre", "right"] = "left"
    """Side on which it stands; ``left`` is where lines begin."""


class Line(Entry):
    """Words at the head or foot of a page, with fields: ``{title}``, ``{page}``, ``{label:NAME}`` and the like.

    A part between two separators (`` · ``, `` | ``, `` – ``) is left out when its fields are empty. Words beside the
    marking look as ``styles.banner`` says, all others as ``styles.running``.
    """

    left: Text | None = None
    """At the side where lines begin: in a document that runs from right to left, that is the right one."""
    centre: Text | None = None
    """In the middle."""
    right: Text | None = None
    """At the other side."""


class RunningLine(Line):
    """The head or the foot of every page."""

    first: Line | None = None
    """The first page's, where it is another one."""


LINE_FIELDS = ("title", "marking", "page", "pages", "date", "version", "status", "reference")
"""The fields of a line, besides ``label:NAME``. The logo's ``alt`` may have them too, but for the numbers of pages."""
LINE_FIELD = re.compile(r"\{([^{}]*)\}")
"""A field in a line."""
