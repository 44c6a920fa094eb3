"""The type faces of the PDF: those that come as packages, the CSS that names them, and what no face has."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from briefgen.design import Design
from briefgen.nodes import Code, CodeBlock, Document, Str, walk
from briefgen.problems import Place, Problem, Severity, one_of
from briefgen.scripts import EAST_ASIAN
from briefgen.values import character_name

BOLD = 600
"""Bold is the semibold: the bold is too dark among text of 10 pt."""

FOLDER = "fonts/"
"""Where the font files stand for a style sheet."""

CUTS = ((400, "normal"), (400, "italic"), (BOLD, "normal"), (BOLD, "italic"))
"""Weight and style of the cuts in use."""

_SOURCE = ("Regular", "It", "Semibold", "SemiboldIt")
_PLEX = ("Regular", "Italic", "SemiBold", "SemiBoldItalic")
_UPRIGHT = ("Regular", "", "SemiBold", "")
"""What files call the cuts of :data:`CUTS`; empty for one that there is not."""


@dataclass(frozen=True, slots=True)
class Package:
    """A Python package whose folder ``files`` holds a family as static TrueType files."""

    module: str
    stem: str
    """What the names of its files begin with."""
    cuts: tuple[str, str, str, str]

    def files(self) -> Iterator[tuple[str, int, str]]:
        """Yield the name, the weight and the style of each file in use: ``SourceSansPro-It.ttf``, 400, ``italic``."""
        for cut, (weight, style) in zip(self.cuts, CUTS, strict=True):
            if cut:
                yield f"{self.stem}-{cut}.ttf", weight, style


PACKAGES = {
    "Source Sans Pro": Package("font_source_sans_pro", "SourceSansPro", _SOURCE),
    "Source Serif Pro": Package("font_source_serif_pro", "SourceSerifPro", _SOURCE),
    "IBM Plex Mono": Package("fontpkg_ibm_plex_mono", "IBMPlexMono", _PLEX),
    "IBM Plex Sans Arabic": Package("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic", _UPRIGHT),
}
"""Families that come with this program, pinned: the same on every machine."""


def face_rules(design: Design) -> str:
    """Return the ``@font-face`` rules of the design's faces that come as packages."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style};'
        f" src: url({FOLDER}{name}) }}"
        for family in dict.fromkeys(_named(design))
        if family in PACKAGES
        for name, weight, style in PACKAGES[family].files()
    )


@cache
def font_file(name: str) -> Traversable | None:
    """Return a font file of one of the packages, or None when no package has it."""
    for package in PACKAGES.values():
        if any(name == file for file, _, _ in package.files()):
            return files(package.module) / "files" / name
    return None


# --- The faces of an element ------------------------------------------------------------------------------------------
def declarations(design: Design, part: str) -> dict[str, str]:
    """Return the declarations that set an element in one of the design's faces.

    The face stands in a property of its own, so that words in another language inside the element can keep it and
    change the East Asian faces behind it (:func:`language_rules`).
    """
    return {"--face": quoted(_family(design, part)), "font-family": _stack(design, part, "var(--face)")}


def stack(design: Design, part: str) -> str:
    """Return the CSS list of families for one of the design's faces: its own, East Asian ones, the fallbacks."""
    return _stack(design, part, quoted(_family(design, part)))


def stack_in(design: Design, part: str, language: str) -> str:
    """Return the families for words in a language where no style sheet reaches, such as in a drawing."""
    tags = sorted(design.faces.east_asian, key=lambda tag: -tag.count("-"))
    tag = next((tag for tag in tags if f"{language}-".lower().startswith(f"{tag}-".lower())), "")
    east_asian = [quoted(str(face)) for face in design.faces.east_asian.get(tag, ())]
    return stack(design, part).replace("var(--east-asian)", ", ".join(east_asian) or quoted(_family(design, part)))


def language_rules(design: Design) -> str:
    """Return the rules that give each East Asian language its faces: the forms of Chinese characters differ.

    Of two tags that fit, the longer one comes later and wins: ``zh-Hant`` after ``zh``.
    """
    named = {tag: [quoted(str(face)) for face in faces] for tag, faces in design.faces.east_asian.items() if faces}
    if not named:
        return ""
    every = dict.fromkeys(face for faces in named.values() for face in faces)
    rules = [f":root {{ --east-asian: {', '.join(every)} }}"]
    for tag in sorted(named, key=lambda tag: tag.count("-")):
        rules.append(f":lang({tag}) {{ --east-asian: {', '.join(named[tag])} }}")
    rules.append(f"body [lang] {{ font-family: {_stack(design, 'sans', 'var(--face)')} }}")
    return "\n".join(rules)


def _stack(design: Design, part: str, first: str) -> str:
    faces = design.faces
    east_asian = ["var(--east-asian)"] if any(faces.east_asian.values()) else []
    fallback = [quoted(family) for family in dict.fromkeys(map(str, faces.fallback)) if family != _family(design, part)]
    return ", ".join([first, *east_asian, *fallback, _GENERIC[part]])


def _family(design: Design, part: str) -> str:
    return str(getattr(design.faces, part).pdf)


_GENERIC = {"sans": "sans-serif", "serif": "serif", "mono": "monospace"}


def quoted(text: str) -> str:
    """Write text as a CSS string."""
    safe = "".join(c if c.isalnum() or c in " -.,:;/()_" else f"\\{ord(c):x} " for c in text)
    return f'"{safe}"'


def _named(design: Design) -> list[str]:
    faces = design.faces
    east_asian = (str(face) for listed in faces.east_asian.values() for face in listed)
    return [*(_family(design, part) for part in _GENERIC), *east_asian, *map(str, faces.fallback)]


# --- What is missing --------------------------------------------------------------------------------------------------
def face_problems(document: Document, design: Design, installed: Callable[[str], bool]) -> Iterator[Problem]:
    """Report the faces that the document is set in and that are not there. A missing fallback is none."""
    has_code = any(isinstance(node, Code | CodeBlock) for node in walk(document.children))
    for part in _GENERIC if has_code else ("sans", "serif"):
        family = _family(design, part)
        if family not in PACKAGES and not installed(family):
            yield Problem(
                getattr(getattr(design.faces, part).pdf, "place", None) or Place(document.meta.template),
                "face-not-installed",
                f"the type face '{family}' is not installed, so the PDF is set in another one",
                f"install it, or name another one as design.faces.{part}.pdf, such as {one_of([*PACKAGES])}",
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
