"""How well a colour is read on another, as WCAG 2.2 counts it, and the nearest one that is read well enough."""

PAPER = "#ffffff"
"""What a template's colours are made for."""
_NIGHT, _DAY = 0.205, 0.955
"""Lightness (of OKLCh) that white and black turn into."""
READABLE = 4.5
"""Contrast that WCAG 2.2 asks of text (success criterion 1.4.3)."""
READABLE_LARGE = 3.0
"""That of large text."""
LARGE, LARGE_BOLD = 18.0, 14.0
"""Sizes in points from which text counts as large, and as large when it is bold."""

Rgb = tuple[float, float, float]


def needed(size: float, *, bold: bool) -> float:
    """Return the contrast that text of a size must have."""
    return READABLE_LARGE if size >= (LARGE_BOLD if bold else LARGE) else READABLE


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""
    low, high = sorted(_luminance(linear(colour)) for colour in (first, second))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, ground: str, wanted: float = READABLE) -> str:
    """Return the colour of the same hue, nearest in lightness, that can be read on a ground.

    Where none can, the last one that was tried is returned.
    """
    lighter = _luminance(linear(colour)) >= _luminance(linear(ground))
    moved = _moved(colour, ground, wanted, 0.01 if lighter else -0.01)
    return moved if contrast(moved, ground) >= wanted else _moved(colour, ground, wanted, -0.01 if lighter else 0.01)


def _moved(colour: str, ground: str, wanted: float, step: float) -> str:
    """Move a colour lighter or darker until it can be read on a ground, as far as that goes."""
    lightness, a, b = oklab(colour)
    while contrast(colour, ground) < wanted and 0 <= lightness + step / 2 <= 1:
        lightness += step
        colour = hexadecimal(min(max(lightness, 0.0), 1.0), a, b)
    return colour


def _luminance(rgb: Rgb) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def linear(colour: str) -> Rgb:
    """Return the parts of a colour as amounts of light."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return _straight(red), _straight(green), _straight(blue)


def _straight(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _bent(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


# --- OKLab (Björn Ottosson, 2020): steps that look alike are alike ----------------------------------------------------
def oklab(colour: str) -> tuple[float, float, float]:
    """Return the lightness of a colour, and how red (or green) and yellow (or blue) it is."""
    red, green, blue = linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def hexadecimal(lightness: float, a: float, b: float) -> str:
    """Return a colour; one that no screen shows is made greyer until one does."""
    for grey in range(21):
        share = 1 - grey / 20
        rgb = _rgb(lightness, a * share, b * share)
        if all(-0.0005 <= value <= 1.0005 for value in rgb):
            break
    return "#" + "".join(f"{round(min(max(_bent(max(value, 0.0)), 0.0), 1.0) * 255):02x}" for value in rgb)


def turned(colour: str) -> str:
    """Return a colour as it is after dark: as light as it was dark, of the same hue."""
    lightness, a, b = oklab(colour)
    return hexadecimal(_NIGHT + (_DAY - _NIGHT) * max(1 - lightness, 0.0) ** 0.6, a, b)


def _rgb(lightness: float, a: float, b: float) -> Rgb:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
