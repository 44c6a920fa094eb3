"""The document tree: a closed vocabulary of frozen nodes that every writer covers in full.

A tree is made by :mod:`briefgen.tree` from a template's Markdown and the values of a brief. By then every value is
bound and every number assigned: a writer needs nothing but the tree and the design.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, TypeAlias, TypeVar, get_args

from briefgen.extracts import Subject
from briefgen.problems import Place

Alignment: TypeAlias = Literal["left", "center", "right"]


# --- Inline nodes -----------------------------------------------------------------------------------------------------
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


# --- Block nodes ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` counts from 1, ``anchor`` is unique in the document."""

    level: int
    children: tuple["Inline", ...]
    anchor: str
    place: Place | None = field(default=None, compare=False, repr=False)
    """Where the template writes it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: tuple["Inline", ...]


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

    term: tuple["Inline", ...]
    children: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms, each with what is said of it."""

    items: tuple[DefinitionItem, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: one line of inline content, possibly empty."""

    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; it has as many cells as the table has columns."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """What a table or a picture shows. It begins with a :class:`Label`; ``anchor`` is unique in the document."""

    children: tuple["Inline", ...]
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
    children: tuple["Inline", ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of the document's sections (``::: contents``), under a title that is none of them."""

    title: tuple["Inline", ...]
    entries: tuple[ContentsEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Landscape:
    """A part on pages of its own, set broadside (``::: landscape``). It stands in no other block."""

    children: tuple["Block", ...]


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
Node: TypeAlias = Block | Part | Inline

INLINE_TYPES: frozenset[type] = frozenset(get_args(Inline))
BLOCK_TYPES: frozenset[type] = frozenset(get_args(Block))
NODE_TYPES: frozenset[type] = frozenset(get_args(Node))
"""Every type of node there is. A test holds each writer against it."""


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly inside a node, in reading order."""
    match node:
        case Table():
            return (*((node.caption,) if node.caption else ()), node.head, *node.rows)
        case Figure():
            return (node.image, node.caption)
        case Contents():
            return (*node.title, *node.entries)
        case Row():
            return node.cells
        case BulletList() | OrderedList() | DefinitionList():
            return node.items
        case DefinitionItem():
            return (*node.term, *node.children)
        case _:
            # A leaf has none: Str, Code, HardBreak, Image, Anchor, Label, CheckBox, NoteCall, CodeBlock, Rule …
            return getattr(node, "children", ())


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Yield the nodes and all that is inside them, in reading order."""
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(children(node)))


def plain(nodes: tuple[Node, ...]) -> str:
    """Return the visible words of inline nodes; a line break counts as a space, a note call as nothing."""
    words = []
    for node in walk(nodes):
        match node:
            case Str() | Code() | Label() | CheckBox():
                words.append(node.text)
            case Image():
                words.append(node.alt)
            case HardBreak():
                words.append(" ")
            case _:
                pass
    return "".join(words)


Kept = TypeVar("Kept")


def changed(part: Kept, changes: Mapping[type, Callable[[Any], Any]]) -> Kept:
    """Return a node, or nodes, with those of some types replaced, at any depth, in reading order.

    What is inside a node is replaced before the node itself.
    """
    made: Any = part
    if isinstance(made, tuple):
        found = tuple(changed(item, changes) for item in made)
        return made if all(map(operator.is_, found, made)) else found  # type: ignore[return-value]
    if type(made) in NODE_TYPES:
        inside = {own.name: value for own in fields(made) if _holds(value := getattr(made, own.name))}
        new = {name: changed(value, changes) for name, value in inside.items()}
        if any(new[name] is not value for name, value in inside.items()):
            made = replace(made, **new)
        change = changes.get(type(made))
        made = change(made) if change else made
    return made  # type: ignore[no-any-return]


def _holds(value: object) -> bool:
    return isinstance(value, tuple) or type(value) in NODE_TYPES
