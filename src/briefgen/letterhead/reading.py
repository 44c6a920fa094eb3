"""A letterhead → the design tokens that say the same of the PDF and the web page."""

from dataclasses import dataclass, field
from typing import Any

from briefgen.design import PAPERS
from briefgen.design.contrast import READABLE, contrast, needed, readable
from briefgen.letterhead.faces import Kinds
from briefgen.letterhead.names import GENERAL, NAMES, PARTS, aliases
from briefgen.letterhead.package import WP, A, Parts, R
from briefgen.letterhead.pages import Pages, sections, upright
from briefgen.letterhead.styles import Kind, Sheet, Shown, WordStyle

_NEAR = 2.0
"""Millimetres within which a paper is taken for one that the PDF has."""
_MARKS = frozenset({"link", "note-call", "code-words", "caption-label", "term", "banner"})
_READ = (
    "body",
    *(f"heading-{level}" for level in range(1, 7)),
    "quote",
    "caption",
    "note",
    "contents-title",
    "contents-1",
    "code",
    "table-head",
    "table-cell",
    "page-foot",
)
"""The parts that are read, in the order in which they are written down."""
_OF_TEXT = ("term", "definition", "table-head", "table-cell")
"""Parts that Word sets in the face of running text, where a file has no style for them."""
_EMU = 36000
"""Units of DrawingML in a millimetre."""
_PICTURES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif"}
_WASH = "#eef3f8"
"""The pale ground of the shipped templates."""


@dataclass(frozen=True, slots=True)
class Logo:
    """The picture at the head of a letterhead."""

    name: str
    """What its file is called in the template's folder."""
    data: bytes
    alt: str
    width: float
    """In millimetres."""


@dataclass
class Reading:
    """What a letterhead says, as settings of a template."""

    paper: str = "A4"
    margins: dict[str, float] = field(default_factory=dict)
    measure: float = 0
    faces: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By the name that the tokens have for it: the family in the PDF, that in Word."""
    colours: dict[str, str] = field(default_factory=dict)
    styles: dict[str, dict[str, str | float | bool]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """What parts are called in the file where that is not as usual."""
    logo: "Logo | None" = None
    notes: dict[str, str] = field(default_factory=dict)
    """A remark on a token, by its name: ``faces.serif``."""
    unread: list[str] = field(default_factory=list)
    """What could not be read, in plain words."""


class Reader:
    """Reads one letterhead."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.sheet = Sheet(parts)
        self.kinds = Kinds(parts)
        self.made = Reading()
        self._looks: dict[str, Shown] = {}

    def read(self) -> Reading:
        """Return all that can be read."""
        self._pages()
        self._find()
        self._faces()
        for part, look in self._looks.items():
            token = GENERAL.get(part, part)
            self.made.styles[token] = self._style(token, look)
        for part in _OF_TEXT:
            self.made.styles.setdefault(part, {"face": "serif"})
        self._link()
        return self.made

    # --- Pages ------------------------------------------------------------------------------------------------------
    def _pages(self) -> None:
        found = sections(self.parts)
        pages = upright(found)
        self.made.paper = self._paper(pages)
        self.made.margins = {name: _short(pages.margins[name]) for name in ("top", "right", "bottom", "left")}
        width = PAPERS[self.made.paper][0] - self.made.margins["left"] - self.made.margins["right"]
        self.made.measure = _short(max(width, 40))
        if pages.heads:
            self.made.unread.append(
                "its heads and feet stand in Word documents only: what the PDF and the web page show there is said "
                "under header and footer"
            )
        self._logo(pages)

    def _logo(self, pages: Pages) -> None:
        """Take the first picture of the heads, that of the first page before the others."""
        heads = [pages.heads.get(("header", which)) for which in ("first", "default", "even")]
        for head in filter(None, heads):
            targets = {one.id: one.target for one in self.parts.relations(head) if not one.external}
            for drawing in self.parts.xml(head).iter(f"{WP}inline", f"{WP}anchor"):
                blip, extent = next(drawing.iter(f"{A}blip"), None), drawing.find(f"{WP}extent")
                target = targets.get("" if blip is None else blip.get(f"{R}embed", ""), "")
                kind = _PICTURES.get(self.parts.content_type(target))
                if kind and target in self.parts.data and extent is not None:
                    self.made.logo = self._as_logo(target, kind, drawing, extent)
                    return
        if pages.heads:
            self.made.unread.append("no logo was found at its head that a PDF can show (PNG, JPEG or GIF)")

    def _as_logo(self, target: str, kind: str, drawing: Any, extent: Any) -> Logo:
        said = drawing.find(f"{WP}docPr")
        alt = " ".join((said.get("descr") or "").split()) if said is not None else ""
        if not alt:
            alt = "Logo"
            self.made.unread.append("its logo has no words for those who do not see it: write them at design.logo.alt")
        width = extent.get("cx", "")[:9]
        wide = int(width) / _EMU if width.isdecimal() else 40
        return Logo(f"logo{kind}", self.parts.data[target], alt, _short(min(max(wide, 2), 200)))

    def _paper(self, pages: Pages) -> str:
        size = sorted(pages.size)
        near = {
            name: max(abs(one - other) for one, other in zip(size, sorted(PAPERS[name]), strict=True))
            for name in PAPERS
        }
        best = min(near, key=lambda name: near[name])
        if near[best] > _NEAR:
            width, height = (f"{length:.0f}" for length in pages.size)
            self.made.unread.append(f"its paper has {width} × {height} mm: the PDF is set on {best}")
        return best

    # --- Styles -----------------------------------------------------------------------------------------------------
    def _find(self) -> None:
        missing = []
        for part in _READ:
            style = self._named(part)
            if style is None and part != "body":
                missing.append(part)
                continue
            self._looks[part] = self.sheet.shown(style or self.sheet.normal())
            usual = aliases(PARTS[part], "")[0]
            if style is not None and style.name.casefold() != usual.casefold():
                self.made.names[part] = style.name
        if missing:
            listed = ", ".join(GENERAL.get(part, part) for part in missing)
            self.made.unread.append(f"it has no styles for {listed}: these stay as they are in the template it extends")

    def _named(self, part: str) -> WordStyle | None:
        id_ = PARTS[part]
        kind: Kind = "character" if part in _MARKS else "paragraph"
        return self.sheet.find(kind, NAMES.get(id_, ()), id_)

    def _faces(self) -> None:
        """Find the faces of running text, headings and code: the tokens have room for three."""
        body = self._looks["body"].face or "Times New Roman"
        headings = [self._looks[part].face for part in self._looks if part.startswith("heading-")]
        heading = next((face for face in headings[1:2] + headings if face), body)
        chosen = {"serif": body, "sans": heading}
        code = self._looks.get("code")
        if code and code.face and self.kinds.of(code.face) == "mono":
            chosen["mono"] = code.face
        for slot, face in chosen.items():
            carried = self.kinds.carried(face)
            self.made.faces[slot] = (carried, face)
            if carried != face:
                what = {"serif": "running text", "sans": "headings", "mono": "code"}[slot]
                self.made.notes[f"faces.{slot}"] = f"{what}; the PDF does not carry {face}: this is its nearest"
                said = f"the PDF does not carry the face {face}: it is set in {carried}"
                self.made.unread += [said] if said not in self.made.unread else []

    def _slot(self, face: str | None) -> str | None:
        for slot, (_, word) in self.made.faces.items():
            if face is not None and word.casefold() == face.casefold():
                return slot
        return None

    def _style(self, part: str, look: Shown) -> dict[str, str | float | bool]:
        said: dict[str, str | float | bool] = {}
        slot = self._slot(look.face)
        if slot is None and look.face:
            self.made.unread.append(
                f"the face {look.face} of '{part}': the template has room for three, and shows another"
            )
        said["face"] = slot or "serif"
        said["size"] = _short(min(max(look.size or 10, 1), 400))
        said["leading"] = _short(min(max(look.leading, 1), 400))
        said["colour"] = self._colour(part, look)
        for name, always in (("bold", part != "body"), ("italic", False), ("caps", part == "contents-title")):
            if always or getattr(look, name):
                said[name] = bool(getattr(look, name))
        said["before"] = _short(min(max(look.before or 0, 0), 400))
        said["after"] = _short(min(max(look.after or 0, 0), 400))
        if look.tracking:
            said["tracking"] = _short(look.tracking)
        for name in ("above", "below"):
            if line := getattr(look, name):
                said[f"rule_{name}"] = self._name(part, line)
        if part == "quote":
            # Null takes out the bar beside quotations that the shipped templates have.
            said["bar"] = self._name(part, look.bar) if look.bar else "null"
            said["indent"] = _short(look.left or 0)
        return said

    def _colour(self, part: str, look: Shown) -> str:
        """Return the name of a colour, which is stated once."""
        stated = look.colour or "#000000"
        shown = stated
        wanted = needed(look.size or 10, bold=bool(look.bold))
        if contrast(stated, "#ffffff") < wanted:
            shown = readable(stated, "#ffffff", wanted)
            ratio = f"{contrast(stated, '#ffffff'):.1f}:1"
            name = self._name(part, shown)
            self.made.notes[f"colours.{name}"] = (
                f"darker than {stated} in the file, whose contrast of {ratio} is too low (at least {wanted:g}:1)"
            )
            self.made.unread.append(f"the colour {stated} of '{part}' has a contrast of {ratio}: it is made darker")
            return name
        return self._name(part, shown)

    def _name(self, part: str, colour: str) -> str:
        for name, known in self.made.colours.items():
            if known == colour:
                return name
        shared = "ink" if part == "body" else "accent" if part.startswith("heading-") else part
        # The template that is extended also sets small words in the first two, on its pale ground.
        fit = shared == part or contrast(colour, _WASH) >= READABLE
        name = shared if fit and shared not in self.made.colours else f"{part}-ink"
        self.made.colours[name] = colour
        return name

    def _link(self) -> None:
        link = self._named("link")
        look = self.sheet.shown(link) if link else Shown()
        if look.colour:
            self.made.styles["link"] = {"colour": self._colour("link", look)}


def _short(length: float) -> float:
    return round(length, 1)
