"""The type faces that come with briefgen as packages, and the CSS that names them."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from briefgen.design import Design

PACKAGES = {"Source Sans Pro": "font_source_sans_pro", "Source Serif Pro": "font_source_serif_pro"}
"""Families, and the Python packages whose folder ``files`` holds them."""

CUTS = (
    ("Regular", 400, "normal"),
    ("It", 400, "italic"),
    ("Semibold", 600, "normal"),
    ("SemiboldIt", 600, "italic"),
)
"""File name, weight and style of the cuts in use. Bold is the semibold: the bold is too dark among text of 10 pt."""

BOLD = 600

FOLDER = "fonts/"
"""Where the font files stand for a style sheet."""


def face_rules(design: Design) -> str:
    """Return the ``@font-face`` rules of the design's faces that come as packages."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style};'
        f" src: url({FOLDER}{file_name(family, cut)}) }}"
        for family in dict.fromkeys(_named(design))
        if family in PACKAGES
        for cut, weight, style in CUTS
    )


def file_name(family: str, cut: str) -> str:
    """Return the name of a font file: ``SourceSansPro-It.ttf``."""
    return f"{family.replace(' ', '')}-{cut}.ttf"


@cache
def font_file(name: str) -> Traversable | None:
    """Return a font file of one of the packages, or None when no package has it."""
    for family, package in PACKAGES.items():
        if any(file_name(family, cut) == name for cut, _, _ in CUTS):
            return files(package) / "files" / name
    return None


def stack(design: Design, part: str) -> str:
    """Return the CSS list of families for one of the design's faces: its own, then the fallbacks."""
    generic = {"sans": "sans-serif", "serif": "serif", "mono": "monospace"}[part]
    families = dict.fromkeys([str(getattr(design.faces, part).pdf), *map(str, design.faces.fallback)])
    return ", ".join([*map(quoted, families), generic])


def quoted(text: str) -> str:
    """Write text as a CSS string."""
    safe = "".join(c if c.isalnum() or c in " -.,:;/()_" else f"\\{ord(c):x} " for c in text)
    return f'"{safe}"'


def _named(design: Design) -> list[str]:
    faces = design.faces
    return [str(faces.sans.pdf), str(faces.serif.pdf), str(faces.mono.pdf), *map(str, faces.fallback)]
