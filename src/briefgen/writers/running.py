"""What stands at the head and foot of pages: the design's lines, with their fields filled in for every format alike."""

import re
from dataclasses import dataclass
from typing import Literal

from briefgen.design import Design
from briefgen.design.tokens import LINE_FIELD, Line
from briefgen.document import Meta
from briefgen.problems import clip

Part = Literal["header", "footer"]
Side = Literal["left", "centre", "right"]
SIDES: tuple[Side, ...] = ("left", "centre", "right")

_LONGEST_TITLE = 90
"""Letters of a title that has half a line for itself; beside a logo, or with words in the middle, it has less."""
_COUNTERS = ("page", "pages")
_SEPARATOR = re.compile(r"(\s+[·|–—]\s+)")
"""Parts between these are left out when their fields are empty."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, or a number that only who sets the pages can know."""

    text: str = ""
    counter: str = ""
    """``page`` or ``pages``, in place of words."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands at one side of a line."""

    pieces: tuple[Piece, ...]
    style: Literal["banner", "running"]

    @property
    def counts(self) -> bool:
        """Tell whether it holds the number of a page."""
        return any(piece.counter for piece in self.pieces)


def line(design: Design, meta: Meta, part: Part, *, first: bool = False) -> dict[Side, Slot]:
    """Return the head or foot of the first page, or of those after it, by side. Sides with nothing are left out."""
    whole = design.header if part == "header" else design.footer
    stated: Line = whole.first if first and whole.first is not None else whole
    room = _LONGEST_TITLE // (1 + (stated.centre is not None) + (design.logo is not None and part == "header"))
    slots: dict[Side, Slot] = {}
    for side in SIDES:
        text = getattr(stated, side)
        if text is not None and (pieces := _filled(str(text), meta, room)):
            slots[side] = Slot(pieces, "banner" if "{marking}" in text else "running")
    return slots


def words(text: str, meta: Meta) -> str:
    """Return a text with its fields filled in, where no page is counted."""
    return "".join(piece.text for piece in _filled(text, meta))


def _filled(text: str, meta: Meta, room: int = _LONGEST_TITLE) -> tuple[Piece, ...]:
    """Fill in the fields of a text; of its parts between separators, those whose fields are all empty are left out."""
    kept: list[Piece] = []
    separator = ""
    for index, part in enumerate(_SEPARATOR.split(text)):
        if index % 2:
            separator = part
            continue
        pieces = _pieces(part, meta, room)
        asked = LINE_FIELD.search(part) is not None
        if not pieces or (asked and not any(_field(name, meta, room) for name in LINE_FIELD.findall(part))):
            continue
        kept += [Piece(separator)] if kept else []
        kept += pieces
    return tuple(kept)


def _pieces(text: str, meta: Meta, room: int) -> list[Piece]:
    found: list[Piece] = []
    for index, part in enumerate(LINE_FIELD.split(text)):
        found += _field(part, meta, room) if index % 2 else [Piece(part)] if part else []
    return found


def _field(name: str, meta: Meta, room: int) -> list[Piece]:
    """Return what a field is filled with. A label may count pages; a value of the brief is words and nothing else."""
    if name in _COUNTERS:
        return [Piece(counter=name)]
    if name.startswith("label:"):
        stated = meta.fields.get(name, meta.page_label if name == "label:page" else "")
        return [
            Piece(counter=part) if index % 2 and part in _COUNTERS else Piece(part)
            for index, part in enumerate(LINE_FIELD.split(stated))
            if part
        ]
    values = {
        "title": clip(meta.running_title or meta.title, room),
        "marking": meta.marking,
        "version": meta.version,
        "reference": meta.reference,
        "status": meta.status,
        "date": meta.date.isoformat() if meta.date else "",
    }
    value = meta.fields.get(name, values.get(name, ""))
    return [Piece(value)] if value else []
