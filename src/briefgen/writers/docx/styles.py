"""Design tokens → the styles of the Word file: which there are, and what each looks like."""

from dataclasses import dataclass, field, replace

from briefgen.design import Design
from briefgen.document import Document
from briefgen.nodes import Container, Inline, Span, walk
from briefgen.writers.docx.boxes import BARE, Box, Edge, Frame
from briefgen.writers.docx.language import Languages
from briefgen.writers.docx.markup import NOTHING, Xml, twips, w
from briefgen.writers.docx.runs import EMPTY, CharacterStyle, RunLook

HAIRLINE = "#c9d1d9"
"""Colour of a thin line when the template states none of that name."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A style of paragraphs."""

    id: str
    name: str
    look: RunLook = EMPTY
    frame: Frame = BARE
    box: Box = field(default_factory=Box)
    leading: float | None = None
    extra: Xml = NOTHING
    """Further properties of the paragraph, between borders and spacing."""
    outline: int | None = None
    """Level of a heading, from 0."""
    theirs: bool = False
    """It stands in the editor's file, and is not written anew."""
    stops: tuple[int, ...] = ()
    """Tab stops that it has there, in twentieths of a point."""

    @property
    def speaks(self) -> bool:
        """Tell whether it says anything about the text, rather than about the block only."""
        return self.look != EMPTY


# Part of every document → the Word style that shows it: id, name, what is added to the tokens.
PARAGRAPHS: tuple[tuple[str, str, str], ...] = (
    *((f"heading-{level}", f"Heading{level}", f"heading {level}") for level in range(1, 7)),
    ("list", "ListBullet", "List Bullet"),
    ("list", "ListNumber", "List Number"),
    ("list", "ListContinue", "List Continue"),
    ("quote", "Quote", "Quote"),
    ("code", "SourceCode", "Source Code"),
    ("caption", "Caption", "caption"),
    ("contents-title", "TOCHeading", "TOC Heading"),
    *(("contents", f"TOC{level}", f"toc {level}") for level in range(1, 4)),
    ("definition", "Definition", "Definition"),
    ("table-head", "TableHead", "Table Head"),
    ("table-cell", "TableCell", "Table Cell"),
    ("note", "FootnoteText", "footnote text"),
    ("running", "Header", "header"),
    ("running", "Footer", "footer"),
    ("rule", "HorizontalRule", "Horizontal Rule"),
)
CHARACTERS: tuple[tuple[str, str, str], ...] = (
    ("link", "Hyperlink", "Hyperlink"),
    ("note-call", "FootnoteReference", "footnote reference"),
    ("code", "VerbatimChar", "Verbatim Char"),
    ("caption-label", "CaptionLabel", "Caption Label"),
    ("term", "Term", "Term"),
    ("banner", "Banner", "Banner"),
)
_CLOSE = frozenset({"contents", "definition", "table-head", "table-cell", "note", "running"})
"""Parts that stand close together: without a word about it there is no space around them."""
_NOTE_NUMBER = 13.0
"""Room for the number of a note, in points."""
_MEASURED = frozenset({"list", "quote", "code", "contents"})
"""Parts that are running text, and set to its measure."""
_KEEP_NEXT = frozenset({"TableHead", "Caption", "TOCHeading"})
_CONTENTS_STEP = 14.0
"""How far a lower level of the contents is set in, in points."""


class Stylesheet:
    """All styles of one document, by what they are for."""

    def __init__(self, design: Design, document: Document, languages: Languages) -> None:
        self.design = design
        self.languages = languages
        self._short = design.unfilled()
        look, leading = RunLook.of(design, design.body), design.body.leading
        self.normal = ParagraphStyle("Normal", "Normal", look, box=self._spaced("body"), leading=leading)
        # What is set to the measure is not what all other styles and the tables that somebody adds are based on.
        measured = replace(self.normal.box, right=self._short)
        self.body = ParagraphStyle("BodyText", "Body Text", look, box=measured, leading=leading)
        self.paragraphs = {id_: self._part(part_, id_, name) for part_, id_, name in PARAGRAPHS}
        self.characters = {id_: self._mark(part_, id_, name) for part_, id_, name in CHARACTERS}
        self._taken = {id_.lower() for id_ in ("Normal", "BodyText", "BriefTable", *self.paragraphs, *self.characters)}
        self.table = "BriefTable"
        """The id of the style of tables."""
        self.lists = 0
        """How many lists stand before those of the styles."""
        self.containers: dict[str, ParagraphStyle] = {}
        self.spans: dict[str, CharacterStyle] = {}
        self._name_all(document)

    @property
    def hairline(self) -> str:
        """The colour of thin lines."""
        return str(self.design.colours.get("hairline", HAIRLINE))

    @property
    def soft(self) -> str:
        """The colour of marks that are not to be read first."""
        return str(self.design.colours.get("soft", self.ink))

    @property
    def ink(self) -> str:
        """The colour of text and of strong lines."""
        return self.design.colour(self.design.body.colour)

    def knows(self, name: str) -> bool:
        """Tell whether the template says how a container or span of that name looks."""
        return name in self.design.styles

    def _name_all(self, document: Document) -> None:
        """Give each container and each span its style, in the order of the text."""
        notes: tuple[Inline, ...] = tuple(child for note in document.notes for child in note.children)
        nodes = list(walk((*document.children, *notes)))
        for node in nodes:
            if isinstance(node, Container) and node.name not in self.containers:
                self.containers[node.name] = self._container(node.name)
        for node in nodes:
            if isinstance(node, Span) and node.style not in self.spans:
                look = RunLook.of(self.design, self.design.style(node.style))
                self.spans[node.style] = CharacterStyle(*self._identity(node.style, "Char", " Char"), look)

    def _container(self, name: str) -> ParagraphStyle:
        style = self.design.style(name)
        id_, shown = self._identity(name, "Block", " Block")
        frame = Frame.of(self.design, style, rtl=self.languages.rtl)
        box = frame.box(self.body.box.before, self.body.box.after)
        box.right += self.design.unfilled(name)
        return ParagraphStyle(id_, shown, RunLook.of(self.design, style), frame, box, style.leading)

    def _identity(self, name: str, other: str, other_name: str) -> tuple[str, str]:
        """Return a free id and the name to it: ``bottom-line`` is ``BottomLine``, "Bottom Line"."""
        parts = [part_.capitalize() for part_ in name.split("-") if part_]
        id_, shown, count = "".join(parts), " ".join(parts), 1
        if id_.lower() in self._taken:
            id_, shown = f"{id_}{other}", f"{shown}{other_name}"
        free = id_
        while free.lower() in self._taken:
            count += 1
            free = f"{id_}{count}"
        self._taken.add(free.lower())
        shown = shown if count == 1 else f"{shown} {count}"
        return free, shown

    def _spaced(self, part_: str) -> Box:
        style, body = self.design.style(part_), self.design.body
        close = part_ in _CLOSE
        before = style.before if style.before is not None else 0 if close else body.before or 0
        after = style.after if style.after is not None else 0 if close else body.after or 0
        short = self._short if part_ in _MEASURED else self.design.unfilled("note") if part_ == "note" else 0.0
        return Box(before=before, after=after, right=short)

    def _part(self, part_: str, id_: str, name: str) -> ParagraphStyle:
        style = self.design.style(part_)
        frame = Frame.of(self.design, style, rtl=self.languages.rtl)
        spaced = self._spaced(part_)
        box = frame.box(spaced.before, spaced.after)
        box.right += spaced.right
        box.keep_next = box.keep_next or id_ in _KEEP_NEXT
        box.keep_lines = box.keep_lines or id_.startswith("Heading")
        if part_ == "note":
            box.left = box.hanging = _NOTE_NUMBER
        if part_ == "contents":
            box.left = _CONTENTS_STEP * max(int(id_[-1]) - 2, 0)
        if part_ == "rule":
            box.edges = {"bottom": Edge(self.hairline)}
        level = int(id_[-1]) - 1 if id_.startswith("Heading") and id_[-1].isdigit() else None
        return ParagraphStyle(
            id_, name, RunLook.of(self.design, style), frame, box, style.leading, self._extra(id_), level
        )

    def _extra(self, id_: str) -> Xml:
        if id_ not in ("Header", "Footer"):
            return NOTHING
        return w("tabs", w("tab", val="right", pos=twips(self.design.text_size()[0])))

    def _mark(self, part_: str, id_: str, name: str) -> CharacterStyle:
        look = RunLook.of(self.design, self.design.style(part_))
        if id_ == "FootnoteReference":
            look = RunLook(position="superscript").over(look)
        if id_ == "Banner" and (fill := self.design.style(part_).fill):
            look = RunLook(fill=self.design.colour(fill)).over(look)
        if id_ == "VerbatimChar":
            look = RunLook(literal=True).over(look)
        return CharacterStyle(id_, name, look)
