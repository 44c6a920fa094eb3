"""The template's colours after dark: as light as they were dark, of the same hue, and no harder to read."""

from collections.abc import Iterator

from briefgen.design import Design
from briefgen.design.contrast import READABLE, contrast, hexadecimal, oklab, readable

PAPER = "#ffffff"
"""What a template's colours are made for."""

_NIGHT, _DAY = 0.205, 0.955
"""Lightness (of OKLCh) that white and black turn into."""


def dark(design: Design) -> dict[str, str] | None:
    """Return the design's colours for a dark page, with :data:`PAPER` under the name ``""``.

    Returns None when some text would be harder to read than READABLE asks although it is not so on paper.
    """
    night = {name: _turned(colour) for name, colour in design.colours.items()} | {"": _turned(PAPER)}
    day = design.colours | {"": PAPER}
    for text, ground in _pairs(design):
        if contrast(day[text], day[ground]) >= READABLE:
            night[text] = readable(night[text], night[ground])
    fine = all(
        contrast(night[text], night[ground]) >= READABLE
        for text, ground in _pairs(design)
        if contrast(day[text], day[ground]) >= READABLE
    )
    return night if fine else None


def _pairs(design: Design) -> Iterator[tuple[str, str]]:
    """Yield the text colours with every ground that they may stand on."""
    texts = {style.colour for style in design.styles.values() if style.colour}
    grounds = {style.fill for style in design.styles.values() if style.fill}
    yield from ((text, ground) for text in sorted(texts) for ground in ("", *sorted(grounds)))


def _turned(colour: str) -> str:
    lightness, a, b = oklab(colour)
    return hexadecimal(_NIGHT + (_DAY - _NIGHT) * max(1 - lightness, 0.0) ** 0.6, a, b)
