"""Block nodes, and their parts: what a page is made of."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from briefgen.nodes.inlines import Image, Inline
from briefgen.problems import Place

Alignment: TypeAlias = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` counts from 1, ``anchor`` is unique in the document."""

    level: int
    children: tuple[Inline, ...]
    anchor: str
    place: Place | None = field(default=None, compare=False, repr=False)
    """Where the template writes it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list."""

    children: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list without numbers; ``tight`` when its items are not set apart by space."""

    items: tuple[ListItem, ...]
    tight: bool = True


@dataclass(frozen=True, slots=True)
class OrderedList:
    """A numbered list; ``start`` is its first number."""

    items: tuple[ListItem, ...]
    start: int = 1
    tight: bool = True


@dataclass(frozen=True, slots=True)
class DefinitionItem:
    """A term and what is said of it."""

    term: tuple[Inline, ...]
    children: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms, each with what is said of it."""

    items: tuple[DefinitionItem, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: one line of inline content, possibly empty."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; it has as many cells as the table has columns."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """What a table or a picture shows. It begins with a :class:`Label`; ``anchor`` is unique in the document."""

    children: tuple[Inline, ...]
    anchor: str = ""
    place: Place | None = field(default=None, compare=False, repr=False)
    """Where the template writes it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one head row. ``alignments`` has one entry a column."""

    head: Row
    rows: tuple[Row, ...]
    alignments: tuple[Alignment, ...]
    caption: Caption | None = None
    place: Place | None = field(default=None, compare=False, repr=False)
    """Where the template writes it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands by itself, with its caption below."""

    image: Image
    caption: Caption


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """Somebody else's words, set apart."""

    children: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Container:
    """A part with a meaning (``::: bottom-line``): a CSS class in the PDF, the Word style of the same name."""

    name: str
    children: tuple["Block", ...]
    place: Place | None = field(default=None, compare=False, repr=False)
    """Where the template writes it."""


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Literal lines in a fixed-width face."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A break between parts of the text, drawn as a line."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page (``::: page-break``)."""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A heading as the contents list it."""

    level: int
    children: tuple[Inline, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of the document's sections (``::: contents``), under a title that is none of them."""

    title: tuple[Inline, ...]
    entries: tuple[ContentsEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Landscape:
    """A part on pages of its own, set broadside (``::: landscape``). It stands in no other block."""

    children: tuple["Block", ...]


Block: TypeAlias = (
    Heading
    | Paragraph
    | BulletList
    | OrderedList
    | DefinitionList
    | Table
    | Figure
    | BlockQuote
    | Container
    | CodeBlock
    | Rule
    | PageBreak
    | Contents
    | Landscape
)

# Parts of blocks: they stand only inside their list, table, picture or contents.
Part: TypeAlias = ListItem | DefinitionItem | Row | Cell | Caption | ContentsEntry

BLOCK_TYPES: frozenset[type] = frozenset(get_args(Block))
