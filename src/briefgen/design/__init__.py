"""The look of a template, stated once: paper, faces, colours and styles, from which PDF and Word are both made.

Lengths are in millimetres for the page and in points (1/72 inch) for everything else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from briefgen.fields import Entry, Listed
from briefgen.problems import Place, clip, did_you_mean, one_of
from briefgen.values import Text


def _colour(text: str) -> str:
    """Return a colour in small letters. Raises PydanticCustomError when it is none."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", text):
        expected = "a colour such as #0b3d66"
        message = "found '{found}', expected {expected}"
        hint = "write # and six hexadecimal digits, in quotes"
        context = {"hint": hint, "found": clip(text), "expected": expected}
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

PAPERS: dict[str, tuple[float, float]] = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""Width and height of the paper, in millimetres."""

TALLEST = 0.8
"""The greatest height of a picture, as a share of that of the text: a heading and a caption stand on its page too."""

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


class Design(Entry):
    """All tokens of a template."""

    paper: Literal["A4", "Letter"] = "A4"
    """The size of the paper."""
    margins: Margins = Margins()
    """The white around the text."""
    measure: Annotated[float, Field(ge=LEAST_ROOM, le=400, allow_inf_nan=False)] | None = None
    """Width of running text and notes, where that is not the whole width of the page's text: lines of more than about
    75 letters are hard to read. Headings, tables and blocks with a fill or rules take the whole width, unless their
    style states a measure."""
    faces: Faces
    """The type faces."""
    colours: dict[Name, Colour]
    """The colours by name; styles name them."""
    styles: dict[Name, Style]
    """Looks by name: the parts of every document (:data:`PARTS`), and the template's own containers and spans."""
    column_weights: dict[Name, tuple[Weight, ...]] = Field(default={})
    """Relative column widths of the tables inside a container of that name."""

    @model_validator(mode="after")
    def _names_what_there_is(self) -> "Design":
        if "body" not in self.styles:
            raise PydanticCustomError("missing-key", "the style 'body' is missing", {"hint": "add 'body: …' to styles"})
        for name, style in self.styles.items():
            for what in COLOUR_FIELDS:
                colour = getattr(style, what)
                if colour is not None and colour not in self.colours:
                    raise PydanticCustomError(
                        "unknown-colour",
                        "the style '{style}' names the colour '{colour}', which is not stated under colours",
                        {"hint": did_you_mean(colour, self.colours, "state it"), "style": name, "colour": colour},
                    )
        return self

    @model_validator(mode="after")
    def _leaves_room(self) -> "Design":
        (width, height), margins = self.paper_size(), self.margins
        for sides, left in (
            ("left and right", width - margins.left - margins.right),
            ("top and bottom", height - margins.top - margins.bottom),
        ):
            if left < LEAST_ROOM:
                message = "the margins {sides} leave {left} mm for the text, expected at least {least} mm"
                context = {"sides": sides, "left": f"{left:g}", "least": f"{LEAST_ROOM:g}"}
                raise PydanticCustomError("no-room", message, {"hint": "make the margins smaller", **context})
        return self

    @cached_property
    def body(self) -> Style:
        """The look of running text: every property that a writer may need has a value."""
        return self.styles["body"]

    def style(self, name: str) -> Style:
        """Return a style, or an empty one when the template states none of that name."""
        return self.styles.get(name, Style())

    def colour(self, name: str | None) -> str:
        """Return a colour as ``#rrggbb``; black when nothing is said."""
        return self.colours.get(name or "", "#000000")

    def paper_size(self, *, wide: bool = False) -> tuple[float, float]:
        """Return width and height of the paper, in millimetres; ``wide`` when it is set broadside."""
        width, height = PAPERS[self.paper]
        return (height, width) if wide else (width, height)

    def text_size(self, *, wide: bool = False) -> tuple[float, float]:
        """Return width and height of the text on a page, in points; the margins are the same on every page."""
        (width, height), margins = self.paper_size(wide=wide), self.margins
        inside = width - margins.left - margins.right, height - margins.top - margins.bottom
        return points(inside[0]), points(inside[1])

    def unfilled(self, part: str = "body", *, wide: bool = False) -> float:
        """Return how far before the end of a line running text ends, in points; or that of a part, such as a note."""
        style = self.style(part)
        measure = style.measure if style.measure is not None or style.has_sides else self.measure
        return 0.0 if measure is None else max(self.text_size(wide=wide)[0] - points(measure), 0.0)


def points(millimetres: float) -> float:
    """Return a length in points, of which 72 make an inch."""
    return millimetres / 25.4 * 72


PARTS = (
    "body",
    "heading-1",
    "heading-2",
    "heading-3",
    "heading-4",
    "heading-5",
    "heading-6",
    "table-head",
    "table-cell",
    "caption",
    "caption-label",
    "contents",
    "contents-title",
    "term",
    "definition",
    "quote",
    "code",
    "link",
    "note",
    "note-call",
    "banner",
    "running",
    "marking",
)
"""Styles that the writers themselves ask for: ``banner`` is the marking at the head and foot of the page, ``running``
the short title and the page number, ``marking`` the marking repeated in the text; ``caption-label`` is "Table 1"."""


PICTURES: dict[str, tuple[str, ...]] = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "GIF": (".gif",)}
"""The kinds of pictures that every format can show, and what the names of their files end in."""


def is_picture(path: str) -> bool:
    """Tell by its name whether a file is a picture that every format can show."""
    return path.lower().endswith(tuple(end for ends in PICTURES.values() for end in ends))


@dataclass(frozen=True)
class Look:
    """Everything besides the document that decides what a file looks like."""

    design: Design
    css: str = ""
    """The template's own CSS, which refines the PDF and the web page."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The template's picture files by the path that an :class:`~briefgen.nodes.Image` names."""
    css_files: tuple[tuple[str, int], ...] = ()
    """The files that ``css`` was put together from, each with how many of its lines are that file's."""
    reference: bytes | None = None
    """The editor's own Word file, whose styles, pages, heads and feet Word files start from."""
    reference_file: str = ""
    """How messages name that file."""
    word_styles: Mapping[str, str] = field(default_factory=dict)
    """What parts of the document and containers are called in that file, where it is not as usual."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where the tokens are stated, by their names with points between: ``styles.quote.size``."""

    def css_place(self, line: int, column: int) -> Place | None:
        """Return where a place in ``css`` stands in the template's files; None where these are not known."""
        for file, lines in self.css_files:
            if line <= lines:
                return Place(file, line, column)
            line -= lines
        return None

    def lacks(self, path: str) -> tuple[str, str]:
        """Say why there is no picture of a path, and what to do."""
        if path and not is_picture(path):
            return f"found the picture '{clip(path)}', expected {one_of([*PICTURES])}", "save it as PNG"
        known = ", ".join(sorted(self.pictures)) or "none"
        message = f"found no picture '{clip(path)}' in the template's folder"
        return message, did_you_mean(path, self.pictures, f"pictures there: {known}")
