"""Where the words of an evidence clause stand in a source: exact matching after typographic normalisation.

What may differ between a clause and its source is typography only: the shape of quotation marks, dashes and blanks,
line breaks, canonical composition (NFC), and whether a comma or full stop stands inside a closing quotation mark. An
explicit ``…`` in a clause stands for left-out words of the same paragraph. No other difference is ever accepted.
"""

import difflib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from briefgen.source import SourceText

_SAME = (
    dict.fromkeys(map(ord, "“”„‟«»〝〞"), '"')
    | dict.fromkeys(map(ord, "‘’‚‛′"), "'")
    | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
    | dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u2060\ufeff"), "")
)
_BLANK = re.compile(r"\s")
# Scripts that are written without blanks: a line break between two such characters is no blank.
_UNSPACED = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff9f\U00020000-\U0003ffff]")
_GAP = re.compile(r"\s*(?:\[…\]|\[\.\.\.\]|…|\.\.\.)\s*")


@dataclass(frozen=True, slots=True)
class Normal:
    """Normalised text; ``offsets[i]`` is where its character ``i`` begins in the original, with one entry more."""

    text: str
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source: offsets into its text, the paragraph's number, and the words as they stand there."""

    start: int
    end: int
    paragraph: int
    words: str


@dataclass(frozen=True, slots=True)
class NotFound:
    """The clause is not in the source. ``nearest`` is the passage most like it, which proves nothing."""

    nearest: Passage | None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The clause stands in the source more than once."""

    passages: tuple[Passage, ...]


def normalise(text: str) -> Normal:
    """Normalise typography, and keep the way back."""
    units: list[tuple[str, int]] = []
    position = 0
    for cluster in _clusters(text):
        for character in unicodedata.normalize("NFC", cluster).translate(_SAME):
            units.append((" " if _BLANK.match(character) else character, position))
        position += len(cluster)
    units = _fold_blanks(units)
    for index in range(len(units) - 1):
        if units[index][0] == '"' and units[index + 1][0] in ",.":
            here, behind = units[index], units[index + 1]
            units[index], units[index + 1] = (behind[0], here[1]), (here[0], behind[1])
    return Normal("".join(unit for unit, _ in units), (*(offset for _, offset in units), len(text)))


def _clusters(text: str) -> list[str]:
    """Split into base characters, each with the marks and Hangul vowels and finals that compose with it."""
    return re.findall("(?s:[^\u0300-\u036f\u1160-\u11ff\u3099\u309a][\u0300-\u036f\u1160-\u11ff\u3099\u309a]*|.)", text)


def _fold_blanks(units: list[tuple[str, int]]) -> list[tuple[str, int]]:
    folded: list[tuple[str, int]] = []
    index = 0
    while index < len(units):
        unit, offset = units[index]
        index += 1
        if unit != " ":
            folded.append((unit, offset))
            continue
        while index < len(units) and units[index][0] == " ":
            index += 1
        between = folded and index < len(units)
        if between and not (_UNSPACED.match(folded[-1][0]) and _UNSPACED.match(units[index][0])):
            folded.append((" ", offset))
    return folded


@lru_cache(maxsize=64)
def _paragraph_normals(source: SourceText) -> tuple[Normal, ...]:
    return tuple(normalise(source.text[paragraph.start : paragraph.end]) for paragraph in source.paragraphs)


def locate(source: SourceText, exact: str, prefix: str = "", suffix: str = "") -> Passage | NotFound | Ambiguous:
    """Find a clause in a source.

    ``prefix`` and ``suffix`` stand right before and after the clause, blanks aside; they choose between repetitions.
    """
    parts = [exact]
    found = _occurrences(source, parts, prefix, suffix)
    if not found and _GAP.search(exact):
        parts = [part for part in _GAP.split(exact) if part]
        found = _occurrences(source, parts, prefix, suffix) if parts else []
    if len(found) == 1:
        return found[0]
    return Ambiguous(tuple(found)) if found else NotFound(_nearest(source, exact))


def _occurrences(source: SourceText, parts: list[str], prefix: str, suffix: str) -> list[Passage]:
    wanted = [normalise(part).text for part in parts]
    before, after = normalise(prefix).text, normalise(suffix).text
    found = []
    if not all(wanted):
        return []
    for paragraph, normal in zip(source.paragraphs, _paragraph_normals(source), strict=True):
        position = normal.text.find(wanted[0])
        while position >= 0:
            end = _end_of(normal.text, wanted, position)
            if end and _whole_words(normal.text, position, end) and _between(normal.text, position, end, before, after):
                start, stop = (paragraph.start + normal.offsets[i] for i in (position, end))
                words = source.text[start:stop].rstrip()
                found.append(Passage(start, start + len(words), paragraph.number, words))
            position = normal.text.find(wanted[0], position + 1)
    return found


def _end_of(text: str, parts: list[str], start: int) -> int:
    """Return where the last of the parts ends when each follows the one before; 0 when one does not."""
    end = start + len(parts[0])
    for part in parts[1:]:
        position = text.find(part, end)
        if position < 0:
            return 0
        end = position + len(part)
    return end


def _whole_words(text: str, start: int, end: int) -> bool:
    return not (_cuts_word(text, start) or _cuts_word(text, end))


def _cuts_word(text: str, at: int) -> bool:
    if at <= 0 or at >= len(text):
        return False
    left, right = text[at - 1], text[at]
    return left.isalnum() and right.isalnum() and not (_UNSPACED.match(left) or _UNSPACED.match(right))


def _between(text: str, start: int, end: int, before: str, after: str) -> bool:
    return text[:start].rstrip().endswith(before) and text[end:].lstrip().startswith(after)


def _nearest(source: SourceText, exact: str) -> Passage | None:
    """Return the passage that shares most words with a clause, for "did you mean"."""
    wanted = re.findall(r"\w+", exact.casefold())
    best, score = None, 0
    for paragraph in source.paragraphs:
        words = set(re.findall(r"\w+", source.text[paragraph.start : paragraph.end].casefold()))
        shared = sum(word in words for word in wanted)
        if shared > score:
            best, score = paragraph, shared
    if best is None or score * 2 < len(wanted):
        return None
    text = source.text[best.start : best.end]
    spans = [(found.start(), found.end()) for found in re.finditer(r"\w+", text)]
    matcher = difflib.SequenceMatcher(None, [text[a:b].casefold() for a, b in spans], wanted, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    start, end = spans[blocks[0].a][0], spans[blocks[-1].a + blocks[-1].size - 1][1]
    return Passage(best.start + start, best.start + end, best.number, text[start:end])
