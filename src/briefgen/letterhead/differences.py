"""Where a Word style file says otherwise than the design tokens, from which PDF and web page are made."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.design import Design, Style
from briefgen.design.contrast import contrast, needed
from briefgen.letterhead.names import GENERAL
from briefgen.letterhead.pages import SIDES, Pages
from briefgen.letterhead.styles import Shown
from briefgen.problems import Place, Problem, Severity

_SAME_LENGTH = 0.5
"""Millimetres that nobody sees."""
_SAME_SIZE = 0.26
"""Points that nobody sees: Word knows half points only."""
_MOST = 8
"""Differences of a kind that are named one by one."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What is held against the tokens."""

    file: str
    pages: Pages
    blocks: Mapping[str, Shown]
    """How parts of the document that are in use look in the file, by their names in ``styles:``."""
    marks: Mapping[str, Shown]
    """What styles of words in use say."""


Found = tuple[str, str]
"""A token, by its name with points between, and what differs in it."""


def differences(design: Design, looks: Looks, places: Mapping[str, Place]) -> Iterator[Problem]:
    """Yield a warning for each kind of difference, with both values of each, at the line of the first one."""
    for what, find in _KINDS.items():
        found = list(dict.fromkeys(find(design, looks)))
        if found:
            named = [said for _, said in found]
            listed = "; ".join(named[:_MOST]) + (f"; and {len(named) - _MOST} more" if len(named) > _MOST else "")
            message = f"{what} are not those of the style file, which count in Word: {listed}"
            remedy = f"write the values of {looks.file} under 'design:' in your template.yaml, or change the file"
            yield Problem(_place(found, places), "style-file-differs", message, remedy, Severity.WARNING)


def _place(found: Sequence[Found], places: Mapping[str, Place]) -> Place:
    """Return where the first of the tokens is stated, or what it stands in."""
    for token, _ in found:
        while token:
            if token in places:
                return places[token]
            token = token.rpartition(".")[0]
    return Place("template.yaml")


def _pages(design: Design, looks: Looks) -> Iterator[Found]:
    own, theirs = design.paper_size(), looks.pages.size
    if max(abs(one - other) for one, other in zip(own, theirs, strict=True)) > 1:
        sizes = (f"{width:.0f} × {height:.0f} mm" for width, height in (own, theirs))
        yield "paper", "paper {}, in the file {}".format(*sizes)
    for side in SIDES:
        one, other = getattr(design.margins, side), looks.pages.margins[side]
        if abs(one - other) > _SAME_LENGTH:
            yield f"margins.{side}", f"{side} margin {one:g} mm, in the file {other:.1f}"
    width = theirs[0] - looks.pages.margins["left"] - looks.pages.margins["right"]
    if design.measure is not None and design.measure < width - 1:
        yield "measure", f"lines of {design.measure:g} mm, in the file {width:.0f}"


def _faces(design: Design, looks: Looks) -> Iterator[Found]:
    pairs: dict[tuple[str, str, str], list[str]] = {}
    for part, style, shown in _blocks(design, looks):
        slot: str = style.face or design.body.face or "serif"
        own = str(getattr(design.faces, slot).word)
        if shown.face and own.casefold() != shown.face.casefold():
            pairs.setdefault((slot, own, shown.face), []).append(part)
    for (slot, own, theirs), parts in pairs.items():
        yield f"faces.{slot}.word", f"{own}, in the file {theirs} ({', '.join(dict.fromkeys(parts))})"


def _sizes(design: Design, looks: Looks) -> Iterator[Found]:
    for part, style, shown in _blocks(design, looks):
        own = style.size or design.body.size or 10
        if shown.size and abs(own - shown.size) > _SAME_SIZE:
            yield f"styles.{part}.size", f"{part} {own:g} pt, in the file {shown.size:g}"


def _colours(design: Design, looks: Looks) -> Iterator[Found]:
    for part, style, shown in _blocks(design, looks):
        own, theirs = design.colour(style.colour or design.body.colour), shown.colour or "#000000"
        # A colour that is hard to read cannot be a token: the template has a darker one in its place.
        readable = contrast(theirs, "#ffffff") >= needed(shown.size or 10, bold=bool(shown.bold))
        if own != theirs and readable:
            yield f"styles.{part}.colour", f"{part} {own}, in the file {theirs}"
    for part, shown in looks.marks.items():
        token = GENERAL.get(part, part)
        stated = design.style(token).colour
        if stated and shown.colour and design.colour(stated) != shown.colour:
            yield f"styles.{token}.colour", f"{token} {design.colour(stated)}, in the file {shown.colour}"


def _blocks(design: Design, looks: Looks) -> Iterator[tuple[str, Style, Shown]]:
    for part, shown in looks.blocks.items():
        token = GENERAL.get(part, part)
        yield token, design.style(token), shown


_KINDS: Mapping[str, Callable[[Design, Looks], Iterator[Found]]] = {
    "the pages": _pages,
    "the faces": _faces,
    "the sizes": _sizes,
    "the colours": _colours,
}
