"""Inline nodes: what a line of text is made of."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from briefgen.extracts import Subject
from briefgen.problems import Place


@dataclass(frozen=True, slots=True)
class Str:
    """A run of plain text on one line."""

    text: str
    place: Place | None = field(default=None, compare=False)
    """Where the words stand in the content file; None for the template's own words."""
    fixed: bool = field(default=False, compare=False)
    """Whether no typography touches it, as a protective marking."""


@dataclass(frozen=True, slots=True)
class Code:
    """Literal text in a fixed-width face."""

    text: str


@dataclass(frozen=True, slots=True)
class HardBreak:
    """A line break within a paragraph."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words (italics)."""

    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Important words (bold)."""

    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Strikethrough:
    """Words that no longer hold."""

    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address (http, https, mailto) or, as ``#anchor``, to a place in this document."""

    href: str
    children: tuple["Inline", ...]
    title: str = ""
    place: Place | None = field(default=None, compare=False, repr=False)
    """Where the template writes it."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture from the template's folder. ``alt`` says in words what it shows, and is never empty."""

    src: str
    alt: str
    title: str = ""
    place: Place | None = field(default=None, compare=False, repr=False)
    """Where the template writes it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words in a named style of the template. It carries no meaning of its own: a format without styles drops it."""

    style: str
    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than the document's; ``language`` is a BCP 47 tag."""

    language: str
    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the text that links lead to; it prints nothing. Headings have anchors of their own."""

    name: str
    place: Place | None = field(default=None, compare=False, repr=False)
    """Where the template writes it."""


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a table or a picture: ``before``, ``number`` and ``after`` make "Table 3"."""

    kind: Literal["table", "figure"]
    number: int
    before: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        """The name as it is printed."""
        return f"{self.before}{self.number}{self.after}"


BOXES = {"☐": False, "☑": True}
"""The signs in a template's own words that stand for a box, and whether it is ticked."""


@dataclass(frozen=True, slots=True)
class CheckBox:
    """A box to tick. In Word it can be ticked with the mouse; elsewhere it is a sign."""

    ticked: bool = False

    @property
    def text(self) -> str:
        """The sign that stands for it."""
        return "☑" if self.ticked else "☐"


@dataclass(frozen=True, slots=True)
class CrossReference:
    """What a heading, a table or a picture of this document is called, as a link to it."""

    anchor: str
    children: tuple["Inline", ...]
    place: Place | None = field(default=None, compare=False, repr=False)
    """Where the template writes it."""


@dataclass(frozen=True, slots=True)
class NoteCall:
    """The mark of a note in the text. A note that is called more than once keeps its number."""

    number: int
    subject: Subject | None = field(default=None, compare=False)
    """The entry that the mark stands beside; a format that cannot pick entries out leaves it aside."""


Inline: TypeAlias = (
    Str
    | Code
    | HardBreak
    | Emphasis
    | Strong
    | Strikethrough
    | Link
    | Image
    | Span
    | Foreign
    | Anchor
    | Label
    | CheckBox
    | CrossReference
    | NoteCall
)

INLINE_TYPES: frozenset[type] = frozenset(get_args(Inline))
