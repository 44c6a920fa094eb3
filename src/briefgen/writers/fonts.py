"""The type faces of the PDF: those that come as packages, the CSS that names them, and what no face has."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from briefgen.design import Design
from briefgen.nodes import Code, CodeBlock, Document, Str, walk
from briefgen.problems import Place, Problem, Severity
from briefgen.scripts import EAST_ASIAN
from briefgen.values import character_name

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


# --- What is missing --------------------------------------------------------------------------------------------------
def face_problems(document: Document, design: Design, installed: Callable[[str], bool]) -> Iterator[Problem]:
    """Report the faces that the document is set in and that are not there. A missing fallback is none."""
    has_code = any(isinstance(node, Code | CodeBlock) for node in walk(document.children))
    for part in ("sans", "serif", "mono") if has_code else ("sans", "serif"):
        family = str(getattr(design.faces, part).pdf)
        if family not in PACKAGES and not installed(family):
            yield Problem(
                getattr(getattr(design.faces, part).pdf, "place", None) or Place(document.meta.template),
                "face-not-installed",
                f"the type face '{family}' is not installed, so the PDF is set in another one",
                f"install it, or name another one as design.faces.{part}.pdf, such as {' or '.join(PACKAGES)}",
                Severity.WARNING,
            )


_NOTDEF = re.compile(r"^\.notdef glyph rendered .*\(U\+([0-9A-F]{4,6})\)$", re.DOTALL)


def missing_character(message: str) -> str:
    """Return the character that WeasyPrint reports to have drawn as an empty box, or an empty string.

    Pango marks exactly the glyphs that it draws as a box: spaces and characters that are not to be seen have none, and
    it looks for every character in all the installed faces first.
    """
    found = _NOTDEF.match(message)
    return chr(int(found[1], 16)) if found else ""


def glyph_problems(document: Document, messages: Iterable[str]) -> Iterator[Problem]:
    """Report the characters that no face has, at every place where the content holds them."""
    by_place: dict[Place, list[str]] = {}
    for character in dict.fromkeys(filter(None, map(missing_character, messages))):
        for place in dict.fromkeys(_places(document, character)) or [Place(document.meta.template)]:
            by_place.setdefault(place, []).append(character)
    for place, found in by_place.items():
        named = _enumerated([character_name(character) for character in found])
        yield Problem(place, "missing-glyph", f"no installed type face has {named}", _remedy(found[0]))


def _enumerated(names: list[str], limit: int = 5) -> str:
    """Join the names of characters, the first few of many."""
    rest = f" and {len(names) - limit} more" if len(names) > limit else ""
    return f"the character{'s' if len(names) > 1 else ''} {', '.join(names[:limit])}{rest}"


def _places(document: Document, character: str) -> Iterator[Place]:
    """Find the texts that hold a character, or the letter that it is the capital of (a style may set capitals)."""
    notes = (child for note in document.notes for child in note.children)
    for node in walk((*document.children, *notes)):
        if isinstance(node, Str) and (character in node.text or character in node.text.upper()):
            yield node.place or Place(document.meta.template)


_PACKAGES_BY_SCRIPT = (
    (re.compile(f"[{EAST_ASIAN}]"), "fonts-noto-cjk"),
    (re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]"), "fonts-noto-core or fonts-symbola"),
)


def _remedy(character: str) -> str:
    package = next((name for pattern, name in _PACKAGES_BY_SCRIPT if pattern.match(character)), "fonts-noto-core")
    return f"install a face that has it (on Debian: apt-get install {package}), or write it in other characters"
