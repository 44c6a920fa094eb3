"""The editor's own Word file, as far as a document takes it over: pages, styles, heads and feet."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import Any

from briefgen.design import Design, Look, Margins, points
from briefgen.design.tokens import LEAST_ROOM
from briefgen.letterhead.package import SPACES, Parts, W, opened
from briefgen.letterhead.pages import Pages, sections, upright
from briefgen.letterhead.styles import Sheet, WordStyle, measure
from briefgen.writers.docx.joined import highest
from briefgen.writers.docx.markup import Xml, w
from briefgen.writers.docx.numbering import LEVELS, Level
from briefgen.writers.docx.tidied import tidy

_PROPERTIES: Mapping[str, Mapping[str, str]] = {
    "core-properties": {"category": "Category", "description": "Comments"},
    "extended-properties": {"Company": "Company", "Manager": "Manager"},
    "custom-properties": {},
}
"""Where the file's own properties stand, and what fields call them."""


class TheirDesign(Design):
    """The tokens of a template on the pages of the editor's file."""

    sheets: tuple[Pages, Pages]
    """The pages that stand upright, and those that lie broadside."""

    def paper_size(self, *, wide: bool = False) -> tuple[float, float]:
        """Return width and height of the paper, in millimetres."""
        return self.sheets[wide].size

    def text_size(self, *, wide: bool = False) -> tuple[float, float]:
        """Return width and height of the text on a page, in points."""
        (width, height), margins = self.sheets[wide].size, self.sheets[wide].margins
        return points(width - margins["left"] - margins["right"]), points(height - margins["top"] - margins["bottom"])


@dataclass(frozen=True)
class Reference:
    """A Word file from which a document starts."""

    parts: Parts
    sheet: Sheet
    named: Mapping[str, str] = field(default_factory=dict)
    """What the template says that the parts of the document are called in the file."""

    @classmethod
    def of(cls, look: Look) -> "Reference | None":
        """Open the file of a look, if it has one. Raises BriefgenError when it cannot be used."""
        if look.reference is None:
            return None
        parts = opened(look.reference, look.reference_file)
        made = cls(parts, Sheet(parts), look.word_styles)
        for pages in made.sheets:
            across = pages.size[0] - pages.margins["left"] - pages.margins["right"]
            down = pages.size[1] - pages.margins["top"] - pages.margins["bottom"]
            if min(across, down) < LEAST_ROOM:
                message = f"its margins leave {max(min(across, down), 0):.0f} mm for the text, expected {LEAST_ROOM:g}"
                raise parts.refuse(message, "in Word, make the margins of its pages smaller")
        return made

    @cached_property
    def sheets(self) -> tuple[Pages, Pages]:
        """The pages that stand upright, and those that lie broadside: the file's own, or the others turned."""
        found = sections(self.parts)
        first = upright(found)
        wide = next((one for one in found if one.wide), first)
        return _turned(first, wide=False), _turned(wide, wide=True)

    @property
    def has_heads(self) -> bool:
        """Tell whether its pages have heads."""
        return any(kind == "header" for kind, _ in self.sheets[0].heads)

    def properties(self) -> dict[str, str]:
        """Return the properties of the file that are its own: those that an editor gave it, and a few that Word has."""
        found: dict[str, str] = {}
        for kind, names in _PROPERTIES.items():
            root = self.parts.part(kind, "")
            for one in () if root is None else root.iter():
                local = str(one.tag).rpartition("}")[2]
                if local in names and one.text:
                    found[names[local]] = one.text.strip()
                elif local == "property" and one.get("name"):
                    found[one.get("name")] = "".join(one.itertext()).strip()
        return found

    def lists(self) -> tuple[int, int]:
        """Return the numbers above which those of kinds of lists, and of lists, are free."""
        root = self.parts.part("numbering")
        if root is None:
            return 0, 0
        return 1 + highest(root, "abstractNum", "abstractNumId"), highest(root, "num", "numId")

    def levels(self, style: WordStyle) -> list[Level]:
        """Return the levels of the list that numbers the paragraphs of a style, from the first on."""
        root, shown = self.parts.part("numbering"), self.sheet.shown(style)
        if root is None or not shown.number:
            return []
        tidy(root)
        kind, *_ = root.xpath(f"./w:num[@w:numId={shown.number}]/w:abstractNumId/@w:val", namespaces=SPACES) or [""]
        found = {
            one.get(f"{W}ilvl"): one
            for one in root.xpath("./w:abstractNum[@w:abstractNumId=$kind]/w:lvl", namespaces=SPACES, kind=kind)
        }
        there = takewhile(lambda one: one is not None, (found.get(str(number)) for number in range(LEVELS)))
        levels = [_list_level(one) for one in there]
        if levels and shown.left is not None:  # What the style says counts more than the list.
            levels[0] = Level(levels[0].markup, shown.left, max(shown.hanging or 0, 0))
        return levels

    def design(self, design: Design) -> Design:
        """Return the tokens with the file's pages. Text takes their whole width, as it does in the file."""
        stated = {name: getattr(design, name) for name in Design.model_fields}
        sides = {name: self.sheets[0].margins[name] for name in Margins.model_fields}
        stated |= {"measure": None, "margins": Margins.model_construct(None, **sides)}
        return TheirDesign.model_construct(**stated, sheets=self.sheets)


def _list_level(one: Any) -> Level:
    """Read a level of a list. Its link to a style stays with the editor's list, of which this is a copy."""
    ind, unlinked = one.find(f"{W}pPr/{W}ind"), deepcopy(one)
    # Its tab stop belongs to the indent that it has there: a list in a list or a box has another one.
    for name in ("pStyle", "lvlPicBulletId", "pPr/w:tabs"):
        for link in unlinked.xpath(f"./w:{name}", namespaces=SPACES):
            link.getparent().remove(link)
    said = {} if ind is None else {name: measure(ind.get(f"{W}{name}", "0")) for name in ("left", "hanging")}
    return Level(as_markup(unlinked), (said.get("left") or 0) / 20, max((said.get("hanging") or 0) / 20, 0))


def as_markup(one: Any) -> Xml:
    """Return an element of WordprocessingML, and what stands in it, as markup."""
    stated = {name.removeprefix(W): value for name, value in one.attrib.items() if name.startswith(W)}
    inside = (as_markup(child) for child in one if isinstance(child.tag, str) and child.tag.startswith(W))
    return w(one.tag.removeprefix(W), *inside, **stated)


def _turned(pages: Pages, *, wide: bool) -> Pages:
    """Return pages that stand upright or lie broadside, with the same margins."""
    if pages.wide is wide:
        return pages
    return Pages(pages.size[::-1], pages.margins, pages.heads, pages.opens, pages.element)
