"""The type faces of the PDF: those that come as packages, the CSS that names them, and what no face has."""

import hashlib
import re
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from briefgen.design import Design
from briefgen.document import Document
from briefgen.nodes import Code, CodeBlock, Str, walk
from briefgen.problems import Place, Problem, Severity, one_of
from briefgen.scripts import EAST_ASIAN_SIGN, Characters
from briefgen.values import character_name
from briefgen.writers import FontFile

BOLD = 600
"""Bold is the semibold: the bold is too dark among text of 10 pt."""

FOLDER = "fonts/"
"""Where the font files stand for a style sheet."""

CUTS = ((400, "normal"), (400, "italic"), (BOLD, "normal"), (BOLD, "italic"))
"""Weight and style of the cuts in use."""

_SOURCE = ("Regular", "It", "Semibold", "SemiboldIt")
_PLEX = ("Regular", "Italic", "SemiBold", "SemiBoldItalic")
_UPRIGHT = ("Regular", "", "Bold", "")
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
    # Of those tried, the one that joins the fewest letters into one glyph: what is copied from a PDF comes out right.
    "Almarai": Package("fontpkg_almarai", "Almarai", _UPRIGHT),
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


# --- What a font says of itself ---------------------------------------------------------------------------------------
@cache
def packaged(name: str) -> FontFile:
    """Describe a font file of one of the packages."""
    file = font_file(name)
    assert file is not None, name
    (family,) = {family for family, package in PACKAGES.items() if any(name == own for own, _, _ in package.files())}
    return described(file.read_bytes(), family, name)


def described(data: bytes, family: str, name: str = "", index: int = 0) -> FontFile:
    """Describe a font; ``index`` is its place in a file that holds several, ``name`` that of the file."""
    try:
        version = _version(data, index)
    except (struct.error, IndexError):
        version = ""
    return FontFile(family, name, version.removeprefix("Version ").strip(), hashlib.sha256(data).hexdigest())


def _version(data: bytes, index: int) -> str:
    """Read what a font says of its version (OpenType 1.9, ``name``, ID 5): fontTools takes 40 ms to import.

    Raises what ``struct`` raises for what is no font.
    """
    start = struct.unpack_from(">L", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
    for number in range(*struct.unpack_from(">H", data, start + 4)):
        tag, _, table, _ = struct.unpack_from(">4sLLL", data, start + 12 + 16 * number)
        if tag == b"name":
            _, count, strings = struct.unpack_from(">HHH", data, table)
            entries = (struct.unpack_from(">6H", data, table + 6 + 12 * entry) for entry in range(count))
            for platform, _, _, ident, length, offset in sorted(entries, key=lambda one: -one[0]):
                if ident == _VERSION:
                    text = data[table + strings + offset :][:length]
                    return text.decode("mac-roman" if platform == 1 else "utf-16-be", "replace")
    return ""


_VERSION = 5


# --- The faces of an element ------------------------------------------------------------------------------------------
def declarations(design: Design, part: str) -> dict[str, str]:
    """Return the declarations that set an element in one of the design's faces.

    The face stands in a property of its own, so that words in another language inside the element keep it and change
    only those behind it (:func:`language_rules`).
    """
    return {"--face": quoted(_family(design, part)), "font-family": _stack(design, part, "var(--face)")}


def stack(design: Design, part: str) -> str:
    """Return the CSS list of families for one of the design's faces: its own, then those behind it."""
    return _stack(design, part, quoted(_family(design, part)))


def stack_in(design: Design, part: str, language: str) -> str:
    """Return the families for words in a language where no style sheet reaches, such as in a drawing."""
    fitting = (tag for tag in _by_length(design) if f"{language}-".lower().startswith(f"{tag}-".lower()))
    behind = _behind(design, next(fitting, ""))
    return ", ".join(map(quoted, (_family(design, part), *behind)))


def language_rules(design: Design) -> str:
    """Return the rules that say which faces stand behind an element's own, by language.

    The forms of Chinese characters differ, so each East Asian language has faces of its own, and signs that others have
    too look best in these. Of two tags that fit, the longer one comes later and wins: ``zh-Hant`` after ``zh``.
    """
    if not _behind(design, ""):
        return ""
    rules = [f":root {{ --behind: {', '.join(map(quoted, _behind(design, '')))} }}"]
    for tag in reversed(_by_length(design)):
        rules.append(f":lang({tag}) {{ --behind: {', '.join(map(quoted, _behind(design, tag)))} }}")
    rules.append(f"body [lang] {{ font-family: {_stack(design, 'sans', 'var(--face)')} }}")
    return "\n".join(rules)


def _behind(design: Design, tag: str) -> tuple[str, ...]:
    """Return the families behind the faces in an East Asian language, or without a tag in all the others."""
    by_language, fallback = design.faces.east_asian, tuple(map(str, design.faces.fallback))
    if tag:
        return tuple(dict.fromkeys([*map(str, by_language[tag]), *fallback]))
    return tuple(dict.fromkeys([*fallback, *(str(face) for faces in by_language.values() for face in faces)]))


def _by_length(design: Design) -> list[str]:
    return sorted((tag for tag, faces in design.faces.east_asian.items() if faces), key=lambda tag: -tag.count("-"))


def _stack(design: Design, part: str, first: str) -> str:
    behind = ["var(--behind)"] if _behind(design, "") else []
    return ", ".join([first, *behind, _GENERIC[part]])


def _family(design: Design, part: str) -> str:
    return str(getattr(design.faces, part).pdf)


_GENERIC = {"sans": "sans-serif", "serif": "serif", "mono": "monospace"}


def quoted(text: str) -> str:
    """Write text as a CSS string."""
    safe = "".join(c if c.isalnum() or c in " -.,:;/()_" else f"\\{ord(c):x} " for c in text)
    return f'"{safe}"'


def _named(design: Design) -> list[str]:
    return [*(_family(design, part) for part in _GENERIC), *_behind(design, "")]


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
    (EAST_ASIAN_SIGN, "fonts-noto-cjk"),
    (Characters("\u2600-\u27bf\U0001f000-\U0001faff"), "fonts-noto-core or fonts-symbola"),
)


def _remedy(character: str) -> str:
    package = next((name for signs, name in _PACKAGES_BY_SCRIPT if signs.match(character)), "fonts-noto-core")
    return f"install a face that has it (on Debian: apt-get install {package}), or write it in other characters"
