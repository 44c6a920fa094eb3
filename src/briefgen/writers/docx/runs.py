"""How a run of text looks: properties of characters, in styles and in runs."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from briefgen.design import Design, Style
from briefgen.writers.docx.boxes import shading
from briefgen.writers.docx.language import PLAIN, Script, Segment
from briefgen.writers.docx.markup import NOTHING, Xml, join, switch, twips, w, words


@dataclass(frozen=True, slots=True)
class RunLook:
    """Properties of characters; None says nothing."""

    font: str | None = None
    size: float | None = None
    colour: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    strike: bool | None = None
    tracking: float | None = None
    fill: str | None = None
    """Colour behind the words."""
    position: str | None = None
    """``superscript`` or ``baseline``."""
    literal: bool | None = None
    """Not to be checked for spelling."""

    @classmethod
    def of(cls, design: Design, style: Style) -> "RunLook":
        """Take what a style of the template says about characters."""
        return cls(
            font=str(getattr(design.faces, style.face).word) if style.face else None,
            size=style.size,
            colour=design.colour(style.colour) if style.colour else None,
            bold=style.bold,
            italic=style.italic,
            caps=style.caps,
            tracking=style.tracking,
        )

    def over(self, below: "RunLook") -> "RunLook":
        """Return this look with its gaps filled from the one below."""
        return replace(below, **{name: value for name in _NAMES if (value := getattr(self, name)) is not None})

    def without(self, other: "RunLook") -> "RunLook":
        """Return what this look says and the other does not."""
        return replace(self, **{name: None for name in _NAMES if getattr(other, name) is not None})

    def markup(self, segment: Segment = PLAIN) -> Xml:
        """Return the properties in the order of the schema, with those that a segment's script asks for."""
        size = None if self.size is None else round(self.size * 2)
        hint = "eastAsia" if segment.script == "east-asian" else None
        return join(
            (
                w("rFonts", hint=hint, ascii=self.font, hAnsi=self.font) if hint or self.font else NOTHING,
                self._switches(),
                w("color", val=self.colour.lstrip("#")) if self.colour else NOTHING,
                w("spacing", val=twips(self.tracking)) if self.tracking else NOTHING,
                w("sz", val=size) if size else NOTHING,
                w("szCs", val=size) if size else NOTHING,
                shading(self.fill) if self.fill else NOTHING,
                w("vertAlign", val=self.position) if self.position else NOTHING,
                _SCRIPTS[segment.script](segment.language),
            )
        )

    def _switches(self) -> Xml:
        """Each property of Latin text has a twin for complex scripts."""
        return join(
            (
                switch("b", self.bold),
                switch("bCs", self.bold),
                switch("i", self.italic),
                switch("iCs", self.italic),
                switch("caps", self.caps),
                switch("strike", self.strike),
                switch("noProof", self.literal),
            )
        )


_SCRIPTS: dict[Script, Callable[[str], Xml]] = {
    "": lambda language: w("lang", val=language) if language else NOTHING,
    "east-asian": lambda language: w("lang", eastAsia=language),
    "rtl": lambda language: join((w("rtl"), w("lang", bidi=language))),
}
_NAMES = tuple(field.name for field in fields(RunLook))
EMPTY = RunLook()


@dataclass(frozen=True, slots=True)
class CharacterStyle:
    """A style of runs."""

    id: str
    name: str
    look: RunLook = EMPTY
    theirs: bool = False
    """It stands in the editor's file, and is not written anew."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How the words at one point of a paragraph look: a style, and what the places around it add."""

    paragraph: RunLook = EMPTY
    """The look of the paragraph's style."""
    style: CharacterStyle | None = None
    direct: RunLook = EMPTY
    language: str = ""
    """That of the words, where it is not the document's."""

    def speaking(self, language: str) -> "Voice":
        """Say words in another language."""
        return replace(self, language=language)

    def plus(self, look: RunLook) -> "Voice":
        """Add properties (emphasis in a sentence)."""
        return replace(self, direct=look.over(self.direct))

    def within(self, style: CharacterStyle) -> "Voice":
        """Enter a style. A run has room for one: what the outer ones say beyond it is stated at the run."""
        outer = self.direct.over(self.style.look) if self.style else self.direct
        look, base = style.look, self.paragraph
        # Bold in a paragraph's style and bold in a run's style cancel out (ECMA-376, 17.7.3), unless the run says so.
        cancelled = RunLook(
            bold=look.bold if base.bold else None,
            italic=look.italic if base.italic else None,
            caps=look.caps if base.caps else None,
        )
        return replace(self, style=style, direct=cancelled.over(outer.without(look)))

    def properties(self, segment: Segment = PLAIN) -> Xml:
        """Return the properties of a run, or nothing."""
        style = w("rStyle", val=self.style.id) if self.style else NOTHING
        stated = join((style, self.direct.markup(segment)))
        return w("rPr", stated) if stated else NOTHING

    def run(self, content: Xml) -> Xml:
        """Return a run with that content."""
        return w("r", self.properties(), content)

    def text(self, segment: Segment) -> Xml:
        """Return a run of text."""
        return w("r", self.properties(segment), words(segment.text))
