"""The styles of a Word file, and how what is set in them looks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from briefgen.letterhead.package import Parts, W
from briefgen.letterhead.theme import Theme

Kind = Literal["paragraph", "character", "table", "numbering"]
_OFF = {"0", "false", "off", "none"}
_DEEPEST = 40
"""Styles based on one another; Word itself allows eleven."""
_LINE = 1.2
"""Height of a line set single, as a share of the type size: about that of most faces."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How something looks; None where nothing is said."""

    face: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    colour: str | None = None
    """``#rrggbb``; empty for "automatic", which is black on white."""
    tracking: float | None = None
    before: float | None = None
    after: float | None = None
    line: float | None = None
    """Distance of lines in points, or, where ``times`` is set, in lines."""
    times: bool | None = None
    left: float | None = None
    right: float | None = None
    hanging: float | None = None
    """How far the first line begins left of the others; negative for right."""
    keep_next: bool | None = None
    keep_lines: bool | None = None
    outline: int | None = None
    fill: str | None = None
    bar: str | None = None
    above: str | None = None
    below: str | None = None
    number: int | None = None
    """The list that numbers its paragraphs; 0 for none."""

    def over(self, below: "Shown") -> "Shown":
        """Return this look with its gaps filled from the one below."""
        return replace(below, **{name: said for name in _NAMES if (said := getattr(self, name)) is not None})

    @property
    def leading(self) -> float:
        """Distance from one line to the next, in points."""
        if self.line is None or self.times:
            return (self.line or 1) * (self.size or 10) * _LINE
        return self.line


_NAMES = tuple(field.name for field in fields(Shown))
PLAIN = Shown(face="Times New Roman", size=10, bold=False, italic=False, caps=False, colour="")
"""What Word shows where a file says nothing."""


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A style of a Word file."""

    id: str
    name: str
    kind: str
    base: str
    """The id of the style it is based on."""
    element: Any
    default: bool = False


class Sheet:
    """All styles of a Word file."""

    def __init__(self, parts: Parts) -> None:
        self.theme = Theme.of(parts)
        self.root = parts.part("styles")
        if self.root is None:
            raise parts.refuse("the Word file has no styles")
        found = [_style(one) for one in self.root.findall(f"{W}style") if one.get(f"{W}styleId")]
        self.styles = {one.id: one for one in reversed(found)}
        self._named: dict[tuple[str, str], WordStyle] = {}
        for one in found:
            for name in (one.name, *_other_names(one.element)):
                self._named.setdefault((one.kind, name.casefold()), one)
        defaults = self.root.find(f"{W}docDefaults")
        self.defaults = PLAIN if defaults is None else self._said(defaults, inside=True).over(PLAIN)

    def find(self, kind: Kind, names: Iterable[str], id_: str = "") -> WordStyle | None:
        """Return the first style of a kind that has one of the names, in any case of letters, or else the id."""
        for name in names:
            found = self._named.get((kind, " ".join(name.split()).casefold()))
            if found:
                return found
        found = self.styles.get(id_)
        return found if found and found.kind == kind else None

    def normal(self) -> WordStyle | None:
        """Return the style of paragraphs that name none."""
        stated = (one for one in self.styles.values() if one.kind == "paragraph" and one.default)
        return next(stated, None) or self.find("paragraph", ("Normal",), "Normal")

    def names(self, kind: str | None = None) -> list[str]:
        """Return the names of all styles, or of those of a kind, as Word shows them."""
        return [one.name for one in self.styles.values() if kind in (None, one.kind)]

    def shown(self, style: WordStyle | None) -> Shown:
        """Return how a paragraph in that style looks (a character style: what it says about words)."""
        known = Shown()
        for one in self._chain(style):
            known = known.over(self._said(one.element))
        return known if style is not None and style.kind == "character" else known.over(self.defaults)

    def stops(self, style: WordStyle) -> tuple[int, ...]:
        """Return where a style has tab stops, in twentieths of a point."""
        found: set[int] = set()
        for one in reversed(list(self._chain(style))):
            for stop in one.element.findall(f"{W}pPr/{W}tabs/{W}tab"):
                at = measure(stop.get(f"{W}pos", ""))
                if at is not None:
                    (found.discard if stop.get(f"{W}val") == "clear" else found.add)(round(at))
        return tuple(sorted(found))

    def _chain(self, style: WordStyle | None) -> Iterator[WordStyle]:
        seen: set[str] = set()
        while style is not None and style.id not in seen and len(seen) < _DEEPEST:
            seen.add(style.id)
            yield style
            style = self.styles.get(style.base)

    def _said(self, element: Any, *, inside: bool = False) -> Shown:
        """Read the properties of runs and paragraphs that an element states."""
        path = ".//" if inside else ""
        runs, block = element.find(f"{path}{W}rPr"), element.find(f"{path}{W}pPr")
        known = Shown()
        if runs is not None:
            known = self._words(runs)
        return known if block is None else self._block(block).over(known)

    def _words(self, runs: Any) -> Shown:
        size = number(runs, "sz")
        return Shown(
            face=self._face(runs.find(f"{W}rFonts")),
            size=None if not size else size / 2,
            bold=on(runs, "b"),
            italic=on(runs, "i"),
            caps=on(runs, "caps"),
            colour=self._colour(runs.find(f"{W}color")),
            tracking=_twentieths(number(runs, "spacing")),
        )

    def _face(self, fonts: Any) -> str | None:
        if fonts is None:
            return None
        for theme, plain in (("asciiTheme", "ascii"), ("hAnsiTheme", "hAnsi")):
            named = fonts.get(f"{W}{theme}")
            if named in self.theme.faces:
                return self.theme.faces[named]
            if fonts.get(f"{W}{plain}"):
                # LibreOffice writes what it would take in its place behind a semicolon.
                return str(fonts.get(f"{W}{plain}")).split(";")[0].strip() or None
        return None

    def _colour(self, colour: Any, value: str = "val", prefix: str = "theme") -> str | None:
        if colour is None:
            return None
        plain = colour.get(f"{W}{value}") or ""
        stated = f"#{plain.lower()}" if _is_hex(plain) else ""
        named = colour.get(f"{W}{'themeColor' if prefix == 'theme' else 'themeFill'}")
        if named:
            found = self.theme.colour(named, colour.get(f"{W}{prefix}Tint"), colour.get(f"{W}{prefix}Shade"))
            # Word writes beside it what it came to, which its rounding puts a little off.
            return stated if not found or (stated and _near(found, stated)) else found
        return stated

    def _block(self, block: Any) -> Shown:
        spacing, ind = block.find(f"{W}spacing"), block.find(f"{W}ind")
        sides = block.find(f"{W}pBdr")
        lines = {} if sides is None else {one.tag.removeprefix(W): self._line(one) for one in sides}
        line, rule = _attribute(spacing, "line"), None if spacing is None else spacing.get(f"{W}lineRule")
        times = rule not in ("exact", "atLeast")
        first, hanging = _attribute(ind, "firstLine"), _attribute(ind, "hanging")
        outline = number(block, "outlineLvl")
        listed = block.find(f"{W}numPr")
        listed_in = None if listed is None else number(listed, "numId")
        return Shown(
            before=_twentieths(_attribute(spacing, "before")),
            after=_twentieths(_attribute(spacing, "after")),
            line=None if line is None else line / (240 if times else 20),
            times=None if line is None else times,
            left=_twentieths(_attribute(ind, "left", "start")),
            right=_twentieths(_attribute(ind, "right", "end")),
            hanging=_twentieths(hanging if hanging is not None else None if first is None else -first),
            keep_next=on(block, "keepNext"),
            keep_lines=on(block, "keepLines"),
            outline=None if outline is None else int(outline),
            fill=self._colour(block.find(f"{W}shd"), "fill", "themeFill"),
            bar=lines.get("left"),
            above=lines.get("top"),
            below=lines.get("bottom"),
            number=None if listed_in is None else int(listed_in),
        )

    def _line(self, side: Any) -> str | None:
        if side.get(f"{W}val") in ("nil", "none"):
            return ""
        return self._colour(side, "color") or "#000000"


def _style(one: Any) -> WordStyle:
    def said(name: str) -> str:
        found = one.find(f"{W}{name}")
        return "" if found is None else found.get(f"{W}val", "")

    default = one.get(f"{W}default", "0") not in _OFF
    name = " ".join(said("name").split())
    return WordStyle(one.get(f"{W}styleId"), name, one.get(f"{W}type", "paragraph"), said("basedOn"), one, default)


def _other_names(element: Any) -> list[str]:
    """Return the further names that Word lets a style have, divided by commas."""
    found = element.find(f"{W}aliases")
    return [] if found is None else [part.strip() for part in found.get(f"{W}val", "").split(",") if part.strip()]


def on(properties: Any, name: str) -> bool | None:
    """Return whether a switch is on; None where nothing is said."""
    found = properties.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "1").lower() not in _OFF


def number(properties: Any, name: str) -> float | None:
    """Return the number that an element states."""
    return _attribute(properties.find(f"{W}{name}"), "val")


def _attribute(element: Any, *names: str) -> float | None:
    for name in names if element is not None else ():
        text = element.get(f"{W}{name}")
        if text is not None:
            return measure(text)
    return None


_UNITS = {"mm": 1440 / 25.4, "cm": 14400 / 25.4, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}


def measure(text: str) -> float | None:
    """Return a length in twentieths of a point, as which Word reads a number; None for what is none."""
    unit = _UNITS.get(text[-2:])
    try:
        found = float(text[:-2]) * unit if unit else float(text)
    except ValueError:
        return None
    return found if abs(found) < 1e6 else None


def _twentieths(length: float | None) -> float | None:
    return None if length is None else length / 20


def _near(first: str, second: str) -> bool:
    return all(abs(int(first[i : i + 2], 16) - int(second[i : i + 2], 16)) <= 3 for i in (1, 3, 5))


def _is_hex(text: str) -> bool:
    return len(text) == 6 and all(sign in "0123456789abcdefABCDEF" for sign in text)
