"""The pages of a Word file: their size and margins, their heads and feet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from briefgen.letterhead.package import Parts, R, W
from briefgen.letterhead.styles import measure, on

SIDES = ("top", "right", "bottom", "left")
_LETTER = {"width": 12240.0, "height": 15840.0}
"""What Word takes for a section that states no size, in twentieths of a point."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a section; lengths in millimetres."""

    size: tuple[float, float]
    margins: Mapping[str, float]
    """``top``, ``right``, ``bottom``, ``left``, the gutter included; ``header`` and ``footer`` from the edge."""
    heads: Mapping[tuple[str, str], str]
    """The part of a head or foot by kind (``header``, ``footer``) and pages (``default``, ``first``, ``even``)."""
    opens: bool
    """The first page has a head and a foot of its own."""
    element: Any = field(compare=False)

    @property
    def wide(self) -> bool:
        """Tell whether the paper lies broadside."""
        return self.size[0] > self.size[1]


def sections(parts: Parts) -> list[Pages]:
    """Return the pages of each section. One that names no head has that of the section before it."""
    found: list[Pages] = []
    targets = {one.id: one.target for one in parts.relations(parts.main) if one.target in parts.data}
    heads: dict[tuple[str, str], str] = {}
    for element in parts.xml(parts.main).iter(f"{W}sectPr"):
        if element.getparent().tag == f"{W}sectPrChange":
            continue
        for kind in ("header", "footer"):
            for one in element.findall(f"{W}{kind}Reference"):
                target = targets.get(one.get(f"{R}id", ""))
                if target:
                    heads[kind, one.get(f"{W}type", "default")] = target
        found.append(_pages(element, dict(heads)))
    return found or [_pages(None, {})]


def upright(found: list[Pages]) -> Pages:
    """Return the pages that stand upright: those of the first such section."""
    return next((one for one in found if not one.wide), found[0])


def _pages(element: Any, heads: Mapping[tuple[str, str], str]) -> Pages:
    size = None if element is None else element.find(f"{W}pgSz")
    sides = None if element is None else element.find(f"{W}pgMar")
    width, height = (_mm(size, short, _LETTER[name]) for name, short in (("width", "w"), ("height", "h")))
    margins = {name: abs(_mm(sides, name, 1440)) for name in SIDES}
    margins |= {name: _mm(sides, name, 720) for name in ("header", "footer")}
    margins["left"] += _mm(sides, "gutter", 0)
    opens = element is not None and bool(on(element, "titlePg"))
    return Pages((width, height), margins, heads, opens, element)


def _mm(element: Any, name: str, otherwise: float) -> float:
    text = None if element is None else element.get(f"{W}{name}")
    length = None if text is None else measure(text)
    return (otherwise if length is None else length) / 1440 * 25.4
