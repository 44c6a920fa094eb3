"""Whether a template's look fits together: words that can be read, fields that exist, a logo that is there."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from typing import Any

from briefgen import slips
from briefgen.design import PARTS, Design, Look, Style
from briefgen.design.contrast import contrast, needed, readable
from briefgen.design.tokens import LINE_FIELD, LINE_FIELDS, Line, Logo, RunningLine
from briefgen.problems import Place, Problem, Severity, clip, did_you_mean, one_of
from briefgen.yamlfile import Mapping

PAPER_WHITE = "#ffffff"
"""What is behind text that has no fill."""
_SIDES = ("left", "centre", "right")
_WHITE = "the paper"


@dataclass(frozen=True)
class Faint:
    """Text that is hard to read on what is behind it."""

    style: str
    text: str
    """Name of the colour of the text; empty for black."""
    ground: str
    """Name of the colour behind it; empty for the paper."""
    ratio: float
    least: float
    near: str
    """The nearest colour of the text that can be read there."""


def faint(design: Design) -> Iterator[Faint]:
    """Yield the text of each style that has less contrast than WCAG 2.2 asks for (success criterion 1.4.3)."""
    for name, style in design.styles.items():
        for text, ground in _grounds(design, name, style):
            least = needed(style.size or design.body.size or 10, bold=bool(style.bold))
            colours = design.colour(text), design.colour(ground) if ground else PAPER_WHITE
            ratio = contrast(*colours)
            if ratio < least:
                yield Faint(name, text or "", ground or "", ratio, least, readable(*colours, least))


def _grounds(design: Design, name: str, style: Style) -> Iterator[tuple[str | None, str | None]]:
    """Yield the colour of a style's text with each that may be behind it."""
    text = style.colour or design.body.colour
    yield text, style.fill
    if name == "table-cell" and design.table.zebra:
        yield text, design.table.zebra


def contrasts(design: Design, places: AnyMapping[str, Place], files: Sequence[str]) -> Iterator[Problem]:
    """Report text that is hard to read, each pair of colours once.

    ``places`` says where tokens are stated, ``files`` are the template's and then those of all that it extends.
    """
    found: dict[tuple[str, str, float], list[Faint]] = {}
    for one in faint(design):
        found.setdefault((one.text, one.ground, one.least), []).append(one)
    for (text, ground, least), several in found.items():
        first = several[0]
        shown, behind = _named(design, text, "black"), _named(design, ground, _WHITE)
        styles = ", ".join(f"'{one.style}'" for one in several[:3]) + (" …" if several[3:] else "")
        # Rounded down: what is shown as 4.5 must not be refused for lack of 4.5.
        ratio = int(first.ratio * 100) / 100
        message = (
            f"text in {shown} on {behind} has a contrast of {ratio:g} to 1, expected {least:g} to 1 (style {styles})"
        )
        yield Problem(_place(several, places, files), "low-contrast", message, _remedy(several, ground))


def _named(design: Design, name: str, otherwise: str) -> str:
    return (
        f"{design.colour(name)} ('{name}')"
        if name
        else f"{PAPER_WHITE if otherwise == _WHITE else '#000000'} ({otherwise})"
    )


def _remedy(several: Sequence[Faint], ground: str) -> str:
    """Offer the nearest colour that can be read: for the one style that lacks it, or in place of the one they share."""
    one = several[0]
    behind = f", or choose another colour than '{ground}' behind it" if ground else ""
    if len(several) == 1 and one.text:
        return f"give the style '{one.style}' a colour like {one.near}, which can be read there{behind}"
    what = f"'{one.text}'" if one.text else "the text"
    return f'take "{one.near}" for {what}, the nearest that can be read there{behind}'


def _place(several: Iterable[Faint], places: AnyMapping[str, Place], files: Sequence[str]) -> Place:
    """Return where the cause most likely stands: a setting, then a colour of the template's own file."""
    tokens = [
        token
        for one in several
        for token in (
            f"colours.{one.text}",
            f"colours.{one.ground}",
            f"styles.{one.style}.colour",
            f"styles.{one.style}.fill",
            "table.zebra",
        )
    ]
    stated = [places[token] for token in tokens if token in places]
    order = {file: number for number, file in enumerate(files)}
    return min(stated, key=lambda place: order.get(place.file, -1), default=Place(files[0]))


# --- Lines at head and foot, and the logo -----------------------------------------------------------------------------
def fields(design: Design, labels: Collection[str], places: AnyMapping[str, Place]) -> Iterator[Problem]:
    """Report fields of lines that are filled with nothing."""
    for key, text in _lines(design):
        place = getattr(text, "place", None) or places.get(key, Place("template"))
        for name in LINE_FIELD.findall(text):
            if name.startswith("label:"):
                if name.removeprefix("label:") not in labels:
                    message = f"{key} asks for the label '{clip(name.removeprefix('label:'))}', which there is none of"
                    remedy = did_you_mean(name.removeprefix("label:"), labels, "state it under labels: {en: …}")
                    yield Problem(place, "unknown-label", message, remedy)
            elif name not in LINE_FIELDS:
                known = one_of([*(f"{{{one}}}" for one in LINE_FIELDS), "{label:NAME}"])
                message = f"found {{{clip(name)}}} in {key}, expected {known}"
                near = did_you_mean(name, LINE_FIELDS, "")
                label = f"a label is written {{label:{name}}}" if name in labels else "write one of these"
                yield Problem(place, "unknown-placeholder", message, near or label)
        if re.search(r"[{}]", LINE_FIELD.sub("", text)):
            message = f"found a brace without its other half in {key}: '{clip(text)}'"
            yield Problem(place, "unknown-placeholder", message, "write a field as {title}")


def _lines(design: Design) -> Iterator[tuple[str, str]]:
    for name, whole in (("header", design.header), ("footer", design.footer)):
        stated: list[tuple[str, Line | RunningLine]] = [(name, whole)]
        stated += [(f"{name}.first", whole.first)] if whole.first else []
        yield from (
            (f"{key}.{side}", text)
            for key, line in stated
            for side in _SIDES
            if (text := getattr(line, side)) is not None
        )
    if design.logo:
        yield "logo.alt", design.logo.alt


def logo(stated: Logo, look: Look) -> Iterator[Problem]:
    """Report a logo that cannot be shown."""
    file, place = str(stated.file), stated.file.place or Place("template")
    if file not in look.pictures:
        yield Problem(place, "missing-picture", *look.lacks(file))


def unmarked(design: Design, marking: str, place: Place) -> Iterator[Problem]:
    """Warn of pages that show no marking, at neither head nor foot, though the brief has one."""
    if not marking:
        return
    lines: dict[str, list[Line]] = {
        "the first page": [one.first or one for one in (design.header, design.footer)],
        "the pages after the first": [design.header, design.footer],
    }
    for pages, both in lines.items():
        if not any("{marking}" in (getattr(line, side) or "") for line in both for side in _SIDES):
            message = f"the marking '{clip(marking)}' stands at neither head nor foot of {pages}"
            yield Problem(place, "marking-not-shown", message, "put {marking} into header or footer", Severity.WARNING)


# --- What is stated and nothing asks for ------------------------------------------------------------------------------
def languages(raws: Sequence[Mapping]) -> Iterator[Problem]:
    """Report the groups of labels that are of no language: nothing would print them."""
    for raw in raws:
        said = raw.get("labels")
        if not isinstance(said, Mapping):
            continue
        for tag, inside in said.items():
            meant = slips.language(tag)
            if meant is not None and isinstance(inside, Mapping):
                message = f"found labels in '{clip(tag)}', expected a language tag such as en, en-GB or ja"
                remedy = f"did you mean '{meant}'?" if meant else "write the tag of the language"
                yield Problem(said.key_places[tag], "unknown-language", message, remedy)


def unused(raws: Sequence[Mapping], files: Callable[[], str]) -> Iterator[Problem]:
    """Report colours and styles that nothing uses and that are nearly called as one that there is: slips of the pen.

    ``raws`` are the settings of a template and of those it extends, ``files`` returns what may name them besides.
    """
    designs = [raw["design"] for raw in raws if isinstance(raw.get("design"), Mapping)]
    groups = {
        kind: [one[kind] for one in designs if isinstance(one.get(kind), Mapping)] for kind in ("colours", "styles")
    }
    for kind, stated in groups.items():
        known = {*PARTS} if kind == "styles" else set()
        for number, names in enumerate(reversed(stated)):
            fresh = [name for name in names if number and name not in known]
            near = {name: found for name in fresh if (found := did_you_mean(name, known))}
            asked = "\n".join([files(), *words(designs)]) if near else ""
            for name, remedy in near.items():
                if not re.search(rf"(?<!\w)(?<!\w-){re.escape(name)}(?![\w-])", asked):
                    message = f"nothing uses the {kind[:-1]} '{clip(name)}'"
                    yield Problem(names.key_places[name], "unused-token", message, remedy)
            known |= {*names}


def words(said: Any) -> Iterator[str]:
    """Yield every text in a value of a settings file."""
    if isinstance(said, str):
        yield said
    for inner in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from words(inner)
