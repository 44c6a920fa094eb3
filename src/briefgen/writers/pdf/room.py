"""How many pages a document takes, what does not fit on those it may take, and what room is left on the last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefgen.design import Look
from briefgen.document import Document
from briefgen.nodes import Str, walk
from briefgen.problems import Place
from briefgen.writers.pdf.internals import Line, Sheet
from briefgen.writers.pdf.renderer import LOCK, shared


@dataclass(frozen=True, slots=True)
class Excess:
    """What does not fit on the pages that a document may take."""

    lines: int
    words: int
    """Blanks part words; of text that has none, each character counts."""
    millimetres: float
    section: str
    """The heading over the first words that do not fit; the label of the notes where only notes do not."""
    place: Place | None
    """Where these words stand in the content file."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a document takes of the pages that it may take."""

    pages: int
    left: float
    """Millimetres between the last line and the notes of the last page that it may take, or the foot of it."""
    line: float
    """Height of a line of running text, in millimetres."""
    excess: Excess | None


_TELLS = 5
"""Words of more characters than this say what they are a part of."""


def room(document: Document, look: Look, limit: int, file: str) -> Room:
    """Lay out a document; ``file`` is its content file.

    Raises BriefgenError when the library that sets the type is not installed.
    """
    machine = shared()
    with LOCK:
        sheets = machine.lay_out(document, look)
    last = sheets[min(limit, len(sheets)) - 1]
    ends = [line.bottom for line in last.lines if not line.note]
    foot = min((line.top for line in last.lines if line.note), default=last.bottom)
    left = max(foot - max(ends, default=last.top), 0.0)
    leading = (look.design.body.leading or 13) / 72 * 25.4
    return Room(len(sheets), left, leading, _excess(document, sheets, limit, file) if len(sheets) > limit else None)


def _excess(document: Document, sheets: Sequence[Sheet], limit: int, file: str) -> Excess:
    over = [line for sheet in sheets[limit:] for line in sheet.lines]
    texts = [line for line in over if not line.note]
    return Excess(
        lines=sum(_rows(sheet.lines) for sheet in sheets[limit:]),
        words=sum(_words(line.text) for line in over),
        millimetres=sum(_height(sheet) for sheet in sheets[limit:]),
        section=_section(sheets, limit) if texts else document.meta.notes_label,
        place=_place(document, texts or over, file),
    )


def _rows(lines: Iterable[Line]) -> int:
    """Count lines; those that stand side by side count once."""
    rows, foot = 0, float("-inf")
    for line in sorted(lines, key=lambda line: line.top):
        if line.top >= foot - (line.bottom - line.top) / 2:
            rows, foot = rows + 1, line.bottom
    return rows


def _words(text: str) -> int:
    return len(text.split()) if text.isascii() or " " in text.strip() else sum(map(str.isalnum, text))


def _height(sheet: Sheet) -> float:
    """Return the height of what lies on a page, from the top of it, and of its notes."""
    texts = [line.bottom for line in sheet.lines if not line.note]
    notes = [(line.top, line.bottom) for line in sheet.lines if line.note]
    above = max(texts, default=sheet.top) - sheet.top
    return above + (max(bottom for _, bottom in notes) - min(top for top, _ in notes) if notes else 0.0)


def _section(sheets: Sequence[Sheet], limit: int) -> str:
    """Return the heading of the section that runs over."""
    before = [line for sheet in sheets[:limit] for line in sheet.lines if not line.note]
    first = [line for sheet in sheets[limit:] for line in sheet.lines if not line.note]
    heads = [*first[:1], *reversed(before)]
    return next((line.text for line in heads if line.heading), "")


def _place(document: Document, over: Sequence[Line], file: str) -> Place | None:
    """Find the first words that do not fit among those of the content file; a line may hold several of them."""
    notes = (child for note in document.notes for child in note.children)
    nodes = [node for node in walk((*document.children, *notes)) if isinstance(node, Str) and len(node.text) > _TELLS]
    said = [(node.text, node.place) for node in nodes if node.place and node.place.file == file]
    for line in (line for line in over if len(line.text) > _TELLS):
        found = [one for one in said if line.text in one[0] or one[0][: len(line.text)] in line.text]
        if found:
            return max(found, key=lambda one: len(one[0]))[1]
    return None
