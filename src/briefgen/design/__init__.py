"""The look of a template, stated once: paper, faces, colours and styles, from which PDF and Word are both made.

Lengths are in millimetres for the page and in points (1/72 inch) for everything else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from briefgen.design.paper import PAPERS, paper_for
from briefgen.design.pictures import PICTURES, is_picture, pixels
from briefgen.design.tokens import (
    COLOUR_FIELDS,
    LEAST_ROOM,
    Colour,
    Face,
    Faces,
    Line,
    Logo,
    Margins,
    Name,
    RunningLine,
    Style,
    TableLook,
    Weight,
)
from briefgen.fields import Entry
from briefgen.problems import Place, clip, did_you_mean, one_of
from briefgen.values import Text

__all__ = ["PAPERS", "PICTURES", "Face", "Margins", "Name", "Style", "is_picture"]

TALLEST = 0.8
"""The greatest height of a picture, as a share of that of the text: a heading and a caption stand on its page too."""

CELL_SIDE = 5.0
"""Space between the side of a table's cell and its words, where the side is seen, in points."""
LOGO_AFTER = 10.0
"""Space below the logo, in points."""
LEAST_AROUND = 5.0
"""Millimetres kept free above and below a logo at the head of a page."""

HEADER = RunningLine(left=Text("{marking}"), right=Text("{title}"), first=Line(left=Text("{marking}")))
FOOTER = RunningLine(left=Text("{marking}"), right=Text("{label:page}"))
"""What stands at the head and foot of pages where a template says nothing of it."""


class Design(Entry):
    """All tokens of a template."""

    paper: Literal["A4", "Letter", "auto"] = "A4"
    """``auto``: Letter where the language's territory prints on it (``en-US``, ``es-MX``, ``fr-CA``), else A4."""
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
    table: TableLook = TableLook()
    """Lines and stripes of tables."""
    logo: Logo | None = None
    """A picture at the head of the document."""
    header: RunningLine = HEADER
    """The line at the head of every page."""
    footer: RunningLine = FOOTER
    """The line at the foot of every page."""
    hyphenation: bool = False
    """Whether words are broken at the ends of lines. Never in quotations and notes, whose words somebody may copy."""

    @model_validator(mode="after")
    def _holds_together(self) -> "Design":
        """Raise ValidationError with everything that is wrong between one token and another, each at its place."""
        if wrong := [*self._unknown_colours(), *self._margins_without_room()]:
            raise ValidationError.from_exception_data("Design", wrong)
        return self

    def _unknown_colours(self) -> Iterator[InitErrorDetails]:
        if "body" not in self.styles:
            error = PydanticCustomError(
                "missing-key", "the style 'body' is missing", {"hint": "add 'body: …' to styles"}
            )
            yield InitErrorDetails(type=error, loc=("styles",), input=None)
        named: list[tuple[tuple[str, ...], str, str | None]] = [
            (("styles", name, what), f"the style '{name}'", getattr(style, what))
            for name, style in self.styles.items()
            for what in COLOUR_FIELDS
        ]
        for path, who, colour in [*named, (("table", "zebra"), "the table", self.table.zebra)]:
            if colour is not None and colour not in self.colours:
                message = "{who} names the colour '{colour}', which is not stated under colours"
                hint = did_you_mean(colour, self.colours, f"state it, or name one of: {', '.join(self.colours)}")
                error = PydanticCustomError("unknown-colour", message, {"hint": hint, "who": who, "colour": colour})
                yield InitErrorDetails(type=error, loc=path, input=colour)

    def _margins_without_room(self) -> Iterator[InitErrorDetails]:
        margins = self.margins
        width = min(PAPERS[paper][0] for paper in self._papers())
        height = min(PAPERS[paper][1] for paper in self._papers())
        for sides, left in (
            ("left and right", width - margins.left - margins.right),
            ("top and bottom", height - margins.top - margins.bottom),
        ):
            if left < LEAST_ROOM:
                message = "the margins {sides} leave {left} mm for the text, expected at least {least} mm"
                context = {"sides": sides, "left": f"{left:g}", "least": f"{LEAST_ROOM:g}"}
                error = PydanticCustomError("no-room", message, {"hint": "make the margins smaller", **context})
                yield InitErrorDetails(type=error, loc=("margins",), input=None)

    def _papers(self) -> list[str]:
        return [*PAPERS] if self.paper == "auto" else [self.paper]

    @cached_property
    def body(self) -> Style:
        """The look of running text: every property that a writer may need has a value."""
        return self.styles["body"]

    @property
    def has_cell_sides(self) -> bool:
        """Tell whether the sides of a table's cells are seen."""
        filled = any(self.style(part).fill for part in ("table-head", "table-cell"))
        return self.table.lines == "grid" or self.table.zebra is not None or filled

    def style(self, name: str) -> Style:
        """Return a style, or an empty one when the template states none of that name."""
        return self.styles.get(name, Style())

    def colour(self, name: str | None) -> str:
        """Return a colour as ``#rrggbb``; black when nothing is said."""
        return self.colours.get(name or "", "#000000")

    def in_language(self, language: str) -> "Design":
        """Return the design of a document in a language, with its paper chosen."""
        return self.model_copy(update={"paper": paper_for(language)}) if self.paper == "auto" else self

    def paper_size(self, *, wide: bool = False) -> tuple[float, float]:
        """Return width and height of the paper, in millimetres; ``wide`` when it is set broadside."""
        width, height = PAPERS[paper_for("") if self.paper == "auto" else self.paper]
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
    refused: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Picture files that are not taken in: why, and what to do."""

    def in_language(self, language: str) -> "Look":
        """Return the look of a document in a language."""
        return replace(self, design=self.design.in_language(language))

    def logo_size(self, *, running: bool = False) -> tuple[float, float] | None:
        """Return width and height of the logo in points; None where there is none, or its file cannot be read.

        ``running``: at the heads of further pages, where it must not be higher than the margin has room for.
        """
        logo = self.design.logo
        size = pixels(self.pictures.get(str(logo.file), b"")) if logo else None
        if logo is None or size is None:
            return None
        width = min(points(logo.width), self.design.text_size()[0])
        height = width * size[1] / size[0]
        room = self.design.text_size()[1] * TALLEST
        if running:
            room = max(points(self.design.margins.top - 2 * LEAST_AROUND), 1.0)
        scale = min(1.0, room / height)
        return width * scale, height * scale

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
        if path in self.refused:
            return self.refused[path]
        known = ", ".join(sorted(self.pictures)) or "none"
        message = f"found no picture '{clip(path)}' in the template's folder"
        return message, did_you_mean(path, self.pictures, f"pictures there: {known}")
