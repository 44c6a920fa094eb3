"""The template's colours after dark: as light as they were dark, of the same hue, and no harder to read."""

from collections.abc import Iterator

from briefgen.design import Design

PAPER = "#ffffff"
"""What a template's colours are made for."""

READABLE = 4.5
"""Contrast that WCAG 2.2 asks of text (success criterion 1.4.3)."""

_NIGHT, _DAY = 0.205, 0.955
"""Lightness (of OKLCh) that white and black turn into."""

Rgb = tuple[float, float, float]


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""
    low, high = sorted(_luminance(_linear(colour)) for colour in (first, second))
    return (high + 0.05) / (low + 0.05)


def dark(design: Design) -> dict[str, str] | None:
    """Return the design's colours for a dark page, with :data:`PAPER` under the name ``""``.

    Returns None when some text would be harder to read than READABLE asks although it is not so on paper.
    """
    night = {name: _turned(colour) for name, colour in design.colours.items()} | {"": _turned(PAPER)}
    day = design.colours | {"": PAPER}
    for text, ground in _pairs(design):
        if contrast(day[text], day[ground]) >= READABLE:
            night[text] = _readable(night[text], night[ground])
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


def _readable(colour: str, ground: str) -> str:
    """Move a colour away from its ground until it can be read there, as far as that goes."""
    lightness, a, b = _oklab(colour)
    step = 0.01 if _luminance(_linear(colour)) >= _luminance(_linear(ground)) else -0.01
    while contrast(colour, ground) < READABLE and 0 < lightness < 1:
        lightness += step
        colour = _hex(lightness, a, b)
    return colour


def _turned(colour: str) -> str:
    lightness, a, b = _oklab(colour)
    return _hex(_NIGHT + (_DAY - _NIGHT) * max(1 - lightness, 0.0) ** 0.6, a, b)


# --- OKLab (Björn Ottosson, 2020): steps that look alike are alike ----------------------------------------------------
def _linear(colour: str) -> Rgb:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return _straight(red), _straight(green), _straight(blue)


def _straight(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _bent(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _luminance(rgb: Rgb) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def _oklab(colour: str) -> tuple[float, float, float]:
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _hex(lightness: float, a: float, b: float) -> str:
    """Return a colour; one that no screen shows is made greyer until one does."""
    for grey in range(21):
        share = 1 - grey / 20
        rgb = _rgb(lightness, a * share, b * share)
        if all(-0.0005 <= value <= 1.0005 for value in rgb):
            break
    return "#" + "".join(f"{round(min(max(_bent(max(value, 0.0)), 0.0), 1.0) * 255):02x}" for value in rgb)


def _rgb(lightness: float, a: float, b: float) -> Rgb:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
