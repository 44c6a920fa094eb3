"""The lines of pages, with their places → paragraphs, for formats that know nothing but where letters stand."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mode

from briefgen.scripts import BLANKLESS_SIGN


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. Lengths are in points; ``baseline`` counts from the bottom of the page up."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    """Height of the letters."""
    cells: bool = False
    """Whether wide gaps part it, as those of a table's row."""


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, in the order of reading as far as the file has it."""

    lines: tuple[Line, ...]
    height: float


def paragraphs(pages: Sequence[Page]) -> list[str]:
    """Join the lines of pages to paragraphs."""
    kept = [line for page in _without_furniture(pages) for line in _with_bullets(page)]
    if not kept:
        return []
    words = _Words(kept)
    parts = [part for block in _blocks(kept) for part in _parts(block)]
    joined: list[list[Line]] = []
    for part in parts:
        if joined and _goes_on(joined[-1], part):
            joined[-1] += part
        else:
            joined.append(part)
    return [words.joined(part) for part in joined]


# --- Page furniture ---------------------------------------------------------------------------------------------------
_EDGE = 0.12
"""Part of a page's height, at the top and at the bottom, in which its furniture stands."""
_WORD = re.compile(r"\w")
_DIGITS = re.compile(r"\d+")


def _without_furniture(pages: Sequence[Page]) -> Iterator[list[Line]]:
    """Leave out what stands at the same place near the edge of at least half of the pages, numbers aside."""
    seen = Counter(key for page in pages for key in {_key(page, line) for line in page.lines})
    for page in pages:
        often = max(2, len(pages) / 2)
        yield [line for line in page.lines if not (_key(page, line) and seen[_key(page, line)] >= often)]


def _key(page: Page, line: Line) -> tuple[int, str] | None:
    if _EDGE * page.height < line.baseline < (1 - _EDGE) * page.height:
        return None
    return round(line.baseline / 4), _DIGITS.sub("0", line.text)


def _with_bullets(lines: list[Line]) -> list[Line]:
    """Put the marks of list items, which many files have apart, before their items; leave out lines without a word."""
    marked = {round(line.baseline): line.left for line in lines if _ITEM.fullmatch(f"{line.text} ")}
    return [
        replace(line, text=f"• {line.text}") if marked.get(round(line.baseline), line.left) < line.left else line
        for line in lines
        if _WORD.search(line.text)
    ]


# --- Paragraphs -------------------------------------------------------------------------------------------------------
_ITEM = re.compile(r"[•‣▪◦●■·–—*-]\s|\d{1,2}[.)]\s")
_ENDED = re.compile(r"[.!?:。！？…؟।][\"'”’»)\]」』）]*$")
_HYPHENS = "-\u00ad\u2010"


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Part lines where their size changes, where they stand further apart than lines do, and at a page or column."""
    steps = [
        round((line.baseline - following.baseline) / line.size, 1)
        for line, following in pairwise(lines)
        if 0.8 < (line.baseline - following.baseline) / line.size < 2.5
    ]
    usual = mode(steps) if steps else 1.2
    block = [lines[0]]
    for line, following in pairwise(lines):
        step = (line.baseline - following.baseline) / line.size
        same = _same_size(line, following) and line.cells is following.cells is False
        if same and 0 < step < usual + 0.25 and not _ITEM.match(following.text):
            block.append(following)
        else:
            yield block
            block = [following]
    yield block


def _same_size(line: Line, other: Line) -> bool:
    return abs(line.size - other.size) < 0.12 * line.size


def _parts(block: list[Line]) -> Iterator[list[Line]]:
    """Part lines that stand close together where one is indented, or where one ends though there was room left."""
    edge = max(line.right for line in block)
    part = [block[0]]
    for line, following in pairwise(block):
        ended = bool(_ENDED.search(line.text)) or not _begins_low(following)
        indented = following.left - line.left > 0.7 * line.size
        if ended and (indented or _has_room(line, following, edge)) and not _is_centred(block):
            yield part
            part = []
        part.append(following)
    yield part


def _is_centred(block: list[Line]) -> bool:
    """Tell whether the lines of a block have one middle, so that none is indented or short."""
    middles = [line.left + line.right for line in block]
    lefts = [line.left for line in block]
    return max(middles) - min(middles) < block[0].size and max(lefts) - min(lefts) > block[0].size


def _has_room(line: Line, following: Line, edge: float) -> bool:
    """Tell whether the first word of the following line could have stood in a line."""
    letter = (line.right - line.left) / max(len(line.text), 1)
    word = 1 if BLANKLESS_SIGN.match(following.text) else len(following.text.split(maxsplit=1)[0])
    return line.right + (word + 2.5) * letter < edge


def _begins_low(line: Line) -> bool:
    return line.text[0].islower()


def _goes_on(part: list[Line], following: list[Line]) -> bool:
    """Tell whether a paragraph goes on behind the end of a column or a page."""
    line, first = part[-1], following[0]
    turned = first.baseline > line.baseline or line.baseline - first.baseline > 6 * line.size
    if not turned or not _same_size(line, first) or line.cells or first.cells or _ITEM.match(first.text):
        return False
    if _begins_low(first) or line.text[-1] in _HYPHENS:
        return not _ENDED.search(line.text)
    edge = max(each.right for each in part)
    return len(part) > 1 and not _ENDED.search(line.text) and not _has_room(line, first, edge)


# --- Hyphens ----------------------------------------------------------------------------------------------------------
_LAST_WORD = re.compile(r"[^\W\d_][\w'’-]*$")
_FIRST_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_EACH_WORD = re.compile(r"\w(?:[\w'’]|-(?=\w))*")
_HYPHENATED = 0.03
"""Part of the lines that a word is cut by, from which on a text may be one whose words are broken."""


class _Words:
    """Knows the words of a text, and so whether a hyphen at the end of a line belongs to its word."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.known = {word.casefold() for line in lines for word in _inner_words(line)}
        cut = [parts for line, following in pairwise(lines) if (parts := _cut_word(line.text, following.text))]
        whole = sum(f"{first}{second}" in self.known for first, second in cut)
        hyphened = sum(f"{first}-{second}" in self.known for first, second in cut)
        self.breaks_words = whole > hyphened and len(cut) > _HYPHENATED * len(lines)

    def joined(self, lines: Iterable[Line]) -> str:
        """Return lines as one."""
        pieces: list[str] = []
        for line in lines:
            if pieces:
                pieces[-1] = self._joinable(pieces[-1], line.text)
            pieces.append(line.text)
        return "".join(pieces)

    def _joinable(self, text: str, more: str) -> str:
        """Return a line as it stands before the next one: without its hyphen, or with a blank."""
        if text[-1] == "\u00ad" or (text[-1] in _HYPHENS and self._is_broken(text, more)):
            return text[:-1]
        if text[-1] in _HYPHENS and text[-2:-1].isalnum():
            return text
        return text if BLANKLESS_SIGN.match(text[-1]) and BLANKLESS_SIGN.match(more) else f"{text} "

    def _is_broken(self, text: str, more: str) -> bool:
        """Tell whether a word was broken here: it stands whole elsewhere, or the text is one whose words are broken."""
        parts = _cut_word(text, more)
        if not parts or "-".join(parts) in self.known:
            return False
        if "".join(parts) in self.known or text[-1] == "\u2010":
            return True
        return self.breaks_words and "-" not in parts[0] and not set(parts) <= self.known


def _cut_word(text: str, more: str) -> tuple[str, str] | None:
    """Return the parts of a word that has a hyphen at the end of a line, when the second is no name and no number."""
    if text[-1] not in _HYPHENS or not more[0].islower():
        return None
    before, after = _LAST_WORD.search(text[-60:-1]), _FIRST_WORD.match(more)
    return (before[0].casefold(), after[0].casefold()) if before and after else None


def _inner_words(line: Line) -> list[str]:
    """Return the words of a line that are not cut by its end."""
    words = _EACH_WORD.findall(line.text.replace("\u2010", "-"))
    return words[:-1] if line.text[-1] in _HYPHENS else words
