"""Design tokens → CSS of the pages: paper, margins, and what repeats at their head and foot."""

import math
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from briefgen.design import Design, Look, points
from briefgen.document import Meta
from briefgen.writers import running
from briefgen.writers.css import HAIRLINE, declared, text_style
from briefgen.writers.fonts import BOLD, quoted, stack_in
from briefgen.writers.scripts import is_rtl

WATERMARKS = {"watermark.svg": False, "watermark-wide.svg": True}
"""Addresses of the word over a draft, and whether it is that of pages set broadside."""

_NOTES_PADDING = "5pt 0 2px"
"""WeasyPrint takes a rounding error for notes that are too high for their area, and puts them on the next page: the
space below the last one keeps the error from mattering."""


class HeadLogo(NamedTuple):
    """The logo at the heads of pages, in points."""

    address: str
    width: float
    height: float


def head_logo(look: Look, addresses: Mapping[str, str]) -> HeadLogo | None:
    """Return the logo that stands at the head of every page, given the addresses of pictures; or None."""
    logo, size = look.design.logo, look.logo_size(running=True)
    address = addresses.get(str(logo.file)) if logo and logo.where == "every" else None
    return HeadLogo(address, *size) if address and size else None


def page_sheet(design: Design, meta: Meta, *, logo: HeadLogo | None = None, marked_first: bool = True) -> str:
    """Return the style sheet of the pages: paper, margins, and the words at their head and foot.

    ``marked_first`` is false where the first page shows the marking in another way.
    """
    margins = design.margins
    width, height = design.paper_size()
    wide_width, wide_height = design.paper_size(wide=True)
    boxes, first = _margin_boxes(design, meta), _margin_boxes(design, meta, first=True, marked=marked_first)
    boxes |= _with_logo(design, meta, boxes, logo) if logo else {}
    changed = {name: first.get(name, _NO_BOX) for name in boxes | first if boxes.get(name) != first.get(name)}
    area = {
        "border-top": f"{HAIRLINE} solid {design.colour('hairline')}",
        "padding": _NOTES_PADDING,
        "margin-top": "12pt",
    }
    opening = f"@page :first {{\n{_boxes(changed)}\n}}" if changed else ""
    background, wide_background = (_background(address) if meta.watermark else "" for address in WATERMARKS)
    return f"""@page {{
  size: {width}mm {height}mm;
  margin: {margins.top}mm {margins.right}mm {margins.bottom}mm {margins.left}mm;
{background}{_boxes(boxes)}
  @footnote {{ {declared(area)} }}
}}
@page landscape {{
  size: {wide_width}mm {wide_height}mm;
{wide_background}}}
{opening}
._landscape {{ page: landscape; break-before: page; break-after: page }}
._contents li::after {{ content: leader(' .') ' ' target-counter(attr(data-to), page) }}"""


def _background(address: str) -> str:
    return f"  background: url({address}) no-repeat center / 100%;\n"


def watermark(design: Design, meta: Meta, *, wide: bool = False) -> str:
    """Return the watermark as an SVG picture that is as large as the page, or as one set broadside.

    It is light instead of transparent, since transparency breaks PDF/UA, and lies behind the text.
    """
    width, height = map(points, design.paper_size(wide=wide))
    diagonal = (width**2 + height**2) ** 0.5
    turn = math.degrees(math.atan2(height, width))
    size = min(diagonal * 0.62 / max(len(meta.watermark) * 0.62, 1), 170)
    family = escape(stack_in(design, "sans", meta.language))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {height:.1f}">'
        f'<text x="0" y="{size * 0.35:.1f}" text-anchor="middle" font-family="{family}" font-weight="{BOLD}"'
        f' font-size="{size:.1f}" fill="#edeff2"'
        f' transform="translate({width / 2:.1f} {height / 2:.1f}) rotate({-turn:.1f})">'
        f"{escape(meta.watermark)}</text></svg>"
    )


_NO_BOX = {"content": "none"}


def _margin_boxes(design: Design, meta: Meta, *, first: bool = False, marked: bool = True) -> dict[str, dict[str, str]]:
    """Return the boxes at the head and foot of a page by their names in CSS."""
    turned = is_rtl(meta.language)
    found = {}
    for part, edge in _EDGES.items():
        slots = running.line(design, meta, part, first=first)
        for side, slot in slots.items():
            if part == "header" and slot.style == "banner" and not marked:
                continue
            found[f"{edge}-{_BOXES[side][turned]}"] = _margin_box(design, slot)
    return found


_EDGES: dict[running.Part, str] = {"header": "top", "footer": "bottom"}
_BOXES: dict[running.Side, tuple[str, str]] = {
    "left": ("left", "right"),
    "centre": ("center", "center"),
    "right": ("right", "left"),
}
"""Where a side stands on the page, and where in a document that runs from right to left."""
_BAND = {"height": "1.7em", "margin-top": "auto", "margin-bottom": "auto", "padding": "0 6pt"}
"""A margin box is as high as the margin: one with a fill is made as high as its words."""


def _margin_box(design: Design, slot: running.Slot) -> dict[str, str]:
    style = design.style(slot.style)
    box = {"content": " ".join(_content(piece) for piece in slot.pieces)}
    if slot.style == "banner" or slot.counts:
        box["white-space"] = "nowrap"
    box |= {**text_style(design, style), **({"hyphens": "none"} if design.hyphenation else {})}
    if slot.counts:
        box["font-variant-numeric"] = "tabular-nums"
    return box | ({"background-color": design.colour(style.fill), **_BAND} if style.fill else {})


def _with_logo(
    design: Design, meta: Meta, boxes: Mapping[str, Mapping[str, str]], logo: HeadLogo
) -> dict[str, dict[str, str]]:
    """Return the box that the logo stands in. It is a background there: what repeats is not read aloud."""
    assert design.logo
    side = _BOXES[design.logo.align][is_rtl(meta.language)]
    near = "right" if side == "right" else "left"
    box = boxes.get(f"top-{side}", {"content": "''"})
    room = logo.width + (_LOGO_GAP if f"top-{side}" in boxes else 0)
    picture = f"url({logo.address}) no-repeat {near} center / {logo.width:.5g}pt {logo.height:.5g}pt"
    return {f"top-{side}": {**box, f"padding-{near}": f"{room:.5g}pt", "background": picture}}


_LOGO_GAP = 8.0
"""Between a logo and the words beside it at the head of a page, in points."""


def _content(piece: running.Piece) -> str:
    return f"counter({piece.counter})" if piece.counter else quoted(piece.text)


def _boxes(boxes: Mapping[str, Mapping[str, str]]) -> str:
    return "\n".join(f"  @{name} {{ {declared(values)} }}" for name, values in boxes.items())
