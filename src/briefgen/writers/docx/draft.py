"""What the writing of one document shares, and where in the document the pen is."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from briefgen.design import Design, Look
from briefgen.document import Document
from briefgen.nodes import (
    Anchor,
    Block,
    Caption,
    Heading,
    Inline,
    Node,
    NoteCall,
    plain,
    walk,
)
from briefgen.problems import Place, Problem, Severity
from briefgen.writers.docx.boxes import Box
from briefgen.writers.docx.language import Languages
from briefgen.writers.docx.markup import Xml, join, w
from briefgen.writers.docx.numbering import Numbering
from briefgen.writers.docx.package import Package, Story
from briefgen.writers.docx.pieces import Piece
from briefgen.writers.docx.styles import ParagraphStyle, Stylesheet

if TYPE_CHECKING:
    from briefgen.writers.docx.adopted import Adoption
    from briefgen.writers.docx.reference import Reference

_BOOKMARK_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Pen:
    """Where in the document the writing is."""

    story: Story
    """The part that holds what is written."""
    style: ParagraphStyle
    """Style of plain paragraphs here."""
    room: float
    """Width of a line, in points."""
    containers: tuple[str, ...] = ()
    """Names of the containers around, the outermost first."""
    columns: int = 1
    """In how many columns the items of a definition list stand."""
    depth: int = 0
    """In how many lists this is."""
    gap: float | None = None
    """Inside a list item or a quotation: how far a line in a style of its own stands below the one it belongs to."""
    short: float = 0
    """How far before the end of the line running text ends, in points: it is set to its measure."""
    in_cell: bool = False
    in_note: bool = False
    in_link: bool = False
    wide: bool = False
    """On a page set broadside."""

    def linked(self) -> "Pen":
        """Return a pen inside a link."""
        return replace(self, in_link=True)

    def narrower(self, by: float) -> "Pen":
        """Return a pen with less room."""
        return replace(self, room=max(self.room - by, 36.0))


FlowWriter: TypeAlias = "Callable[[Draft, Sequence[Block], Pen], list[Piece]]"


def _reference(look: Look) -> "Reference | None":
    if look.reference is None:  # Reading Word files is much to load for a look that has none.
        return None
    from briefgen.writers.docx.reference import Reference

    return Reference.of(look)


def _adoption(reference: "Reference | None", styles: Stylesheet) -> "Adoption | None":
    if reference is None:
        return None
    from briefgen.writers.docx.adopted import Adoption

    return Adoption(reference.sheet, reference.named, styles)


@dataclass
class Draft:
    """One document on its way into a Word file."""

    document: Document
    look: Look
    flow: FlowWriter
    """Writes blocks; given from outside, since blocks of all kinds hold blocks of all kinds."""
    problems: list[Problem] = field(default_factory=list)
    called: list[int] = field(default_factory=list)
    """Numbers of the notes called so far, in order."""
    section: str = ""
    """Words of the last heading."""

    def __post_init__(self) -> None:
        meta, everything = self.document.meta, _everything(self.document)
        nodes = list(walk(everything))
        text = f"{meta.title}{meta.marking}{plain(everything)}"
        self.languages = Languages.of(meta.language, text)
        self.stated = self.look.design
        """The tokens as the template states them; on the pages of the editor's file, :attr:`design` differs."""
        self.reference = _reference(self.look)
        if self.reference:
            self.look = replace(self.look, design=self.reference.design(self.look.design))
        self.styles = Stylesheet(self.design, self.document, self.languages)
        self.adoption = _adoption(self.reference, self.styles)
        self.numbering = self._numbering()
        self.package = Package()
        self.bookmarks = _bookmarks(_anchors(nodes))
        self.calls = Counter(node.number for node in nodes if isinstance(node, NoteCall))
        self._ids = count(1)
        self._marked: set[str] = set()

    def _numbering(self) -> Numbering:
        if not self.reference:
            return Numbering()
        kinds, self.styles.lists = self.reference.lists()
        taken = self.adoption.taken if self.adoption else {}
        parts = {"ListBullet": "list-bullet", "ListNumber": "list-number"}
        own = {id_: self.reference.levels(taken[part]) for id_, part in parts.items() if part in taken}
        return Numbering(kinds, self.styles.lists, own)

    @property
    def design(self) -> Design:
        """The tokens of the template."""
        return self.look.design

    def next_id(self) -> int:
        """Return a number that nothing else in the document has."""
        return next(self._ids)

    def text_width(self) -> float:
        """Return the width of the text on an upright page, in points."""
        return self.design.text_size()[0]

    def box(self, style: ParagraphStyle, pen: Pen) -> Box:
        """Return the box of a paragraph in a style that is set to the measure; here that may be another one."""
        box = style.box.copy()
        box.right += pen.short - self.design.unfilled()
        return box

    def marked(self, anchor: str, content: Xml) -> Xml:
        """Return content as a place that links lead to, if it has a name."""
        name = self.bookmarks.get(anchor)
        if not name or name in self._marked:
            return content
        self._marked.add(name)
        id_ = self.next_id()
        return join((w("bookmarkStart", id=id_, name=name), content, w("bookmarkEnd", id=id_)))

    def warn(self, at: str | Place, code: str, message: str, remedy: str) -> None:
        """Report what this format cannot express, at a place or in a file."""
        place = at if isinstance(at, Place) else Place(at)
        self.problems.append(Problem(place, code, message, remedy, Severity.WARNING))


def _everything(document: Document) -> tuple[Block | Inline, ...]:
    """Return the blocks and the notes of a document."""
    return (*document.children, *(child for note in document.notes for child in note.children))


def _anchors(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Heading | Caption) and node.anchor:
            yield node.anchor
        elif isinstance(node, Anchor):
            yield node.name


def _bookmarks(anchors: Iterable[str]) -> dict[str, str]:
    """Give each anchor a name that Word takes: letters, digits and ``_``, at most 40, unique in any case of letters."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for anchor in anchors:
        plain_name = re.sub(r"\W", "_", anchor)
        base = plain_name if plain_name[:1].isalpha() else f"h{plain_name}"
        name, number = base[:_BOOKMARK_LIMIT], 1
        while name.lower() in taken:
            number += 1
            name = f"{base[: _BOOKMARK_LIMIT - len(str(number)) - 1]}_{number}"
        taken.add(name.lower())
        names.setdefault(anchor, name)
    return names
