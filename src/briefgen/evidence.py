"""Where the words of an evidence clause stand in a source: exact matching after typographic normalisation.

What may differ between a clause and its source is typography only: the shape of quotation marks, dashes and blanks,
the blanks inside guillemets, three full stops for ``…``, `` -- `` for a dash, line breaks, canonical composition
(NFC), and whether a comma or full stop stands inside a closing quotation mark. An explicit ``…`` in a clause stands for
left-out words of the same paragraph. No other difference is ever accepted.
"""

import bisect
import difflib
import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefgen.scripts import BLANKLESS_SIGN, CLINGING_SIGN
from briefgen.source import Paragraph, SourceText

_SAME = (
    dict.fromkeys(map(ord, "“”„‟«»〝〞"), '"')
    | dict.fromkeys(map(ord, "‘’‚‛‹›′"), "'")
    | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
    | dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u2060\ufeff"), "")
)
_WHITE = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""All that is white space in Unicode, which to look for would take long."""
_AS_BLANKS = dict.fromkeys(map(ord, _WHITE), " ")
_SHAPES = _AS_BLANKS | {code: sign for code, sign in _SAME.items() if sign}
"""One character for another."""
_NOTHING = re.compile(f"[{''.join(chr(code) for code, sign in _SAME.items() if not sign)}]+")
_BLANKS = re.compile(" +")
# Blanks inside guillemets are part of the marks, as French sets them. A « that closes (»so« ends) keeps the blank
# behind it, and a » that opens the one before it.
_INNER_BLANKS = re.compile(r"(?<=«)(?<![\w.,!?…]«)\s+|(?<!\s)\s+(?=»(?!\w|[(\[]|(?:…|\.\.\.)\w))")
_UNSEEN_END = re.compile("[\\s\u00ad\u200b\u200c\u2060\ufeff]+\\Z")
# What a typewriter writes for one sign.
_SIGNS = re.compile(r"\.\.\.|(?<= )--(?= )")
# Han and kana are written without blanks: a line break between two such characters is no blank.
# What stands inside a word or a number: non-nuclear, can't, 1,000, 3.5, 12:30, 3-5. A blank does so in "1 000" when it
# is a no-break or narrow one; a dash that is no hyphen does so between digits only.
_INSIDE = re.compile(r"\w-\w|\w't(?!\w)|\d[.,:/ ]\d")
_JOINS_DIGITS = "\u00a0\u2007\u2009\u202f"
_LONG_DASHES = "–—―"
# A comma or full stop beside closing quotation marks, inside or outside.
_STOP_AT_QUOTE = re.compile(r"""([.,])(["']{1,2})|(["']{1,2})([.,])""")
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
    seen, offsets = _composed(text)
    if "«" in seen or "»" in seen:
        seen, offsets = _edited(seen, offsets, ((*found.span(), "") for found in _INNER_BLANKS.finditer(seen)))
    seen = seen.translate(_SHAPES)
    seen, offsets = _edited(seen, offsets, ((*found.span(), "") for found in _NOTHING.finditer(seen)))
    seen, offsets = _edited(seen, offsets, _folded_blanks(seen))
    seen, offsets = _edited(seen, offsets, ((*found.span(), _sign(found)) for found in _SIGNS.finditer(seen)))
    return Normal(seen, (*offsets, len(text)))


def normal_text(text: str) -> str:
    """Return the normalised text without the way back, which is quicker."""
    folded = unicodedata.normalize("NFC", text)
    folded = _INNER_BLANKS.sub("", folded).translate(_SAME)
    return _SIGNS.sub(_sign, " ".join(folded.split()) if folded.isascii() else _blanks_folded(folded))


def _sign(typed: re.Match[str]) -> str:
    return "…" if typed[0] == "..." else "-"


def _blanks_folded(text: str) -> str:
    made: list[str] = []
    for word in filter(None, text.translate(_AS_BLANKS).split(" ")):
        if made and not (BLANKLESS_SIGN.match(made[-1][-1]) and BLANKLESS_SIGN.match(word[0])):
            made.append(" ")
        made.append(word)
    return "".join(made)


def _clusters(text: str) -> Iterator[str]:
    """Split into base characters, each with the marks and Hangul vowels and finals that may compose with it."""
    start = 0
    for index, character in enumerate(text):
        composes = character > "\u02ff" and (
            unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"
        )
        if not composes and index > start:
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _composed(text: str) -> tuple[str, Sequence[int]]:
    """Compose characters with their marks (NFC); return where each begins in the text, too."""
    if unicodedata.is_normalized("NFC", text):
        return text, range(len(text))
    parts: list[str] = []
    offsets: list[int] = []
    position = 0
    for cluster in _clusters(text):
        parts.append(unicodedata.normalize("NFC", cluster))
        offsets += [position] * len(parts[-1])
        position += len(cluster)
    return "".join(parts), offsets


def _folded_blanks(seen: str) -> Iterator[tuple[int, int, str]]:
    """Yield the blanks that do not stay as they are: those at the ends, several in a row, and those that are none."""
    for found in _BLANKS.finditer(seen):
        start, end = found.span()
        between = start > 0 and end < len(seen)
        if not between or (BLANKLESS_SIGN.match(seen[start - 1]) and BLANKLESS_SIGN.match(seen[end])):
            yield start, end, ""
        elif end - start > 1:
            yield start, end, " "


def _edited(seen: str, offsets: Sequence[int], edits: Iterable[tuple[int, int, str]]) -> tuple[str, Sequence[int]]:
    """Put one sign, or none, in the place of stretches; it stands where the stretch begins."""
    parts: list[str] = []
    moved: list[int] = []
    end = 0
    for start, stop, put in edits:
        parts += (seen[end:start], put)
        moved += offsets[end:start]
        if put:
            moved.append(offsets[start])
        end = stop
    if not end:
        return seen, offsets
    return "".join((*parts, seen[end:])), [*moved, *offsets[end:]]


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """A source to search: all its paragraphs, normalised, with a line feed between them, which no clause holds."""

    original: str
    text: str
    offsets: "array[int]"
    """Where each character of ``text`` begins in ``original``, with one entry more."""
    starts: tuple[int, ...]
    """Where each paragraph begins in ``text``."""
    paragraphs: tuple[Paragraph, ...]

    def paragraph_at(self, position: int) -> int:
        """Return the index of the paragraph that a position of ``text`` stands in."""
        return bisect.bisect_right(self.starts, position) - 1

    def end_of_paragraph(self, index: int) -> int:
        """Return the position behind the last character of a paragraph."""
        return self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)

    def find(self, words: "_Words", start: int, stop: int) -> tuple[int, int] | None:
        """Return where whole words next stand between two positions."""
        while found := words.search(self.text, start, stop):
            if not (self.cuts_word(found[0]) or self.cuts_word(found[1])):
                return found
            start = found[0] + 1
        return None

    def end_of(self, parts: list["_Words"], end: int, stop: int) -> int:
        """Return where the last of the parts ends when each is matched behind the one before; 0 when one is not."""
        for part in parts:
            found = self.find(part, end, stop)
            if not found:
                return 0
            end = found[1]
        return end

    def cuts_word(self, at: int) -> bool:
        """Tell whether a clause that begins or ends here would be part of a word, a number or a character."""
        text = self.text
        if not 0 < at < len(text):
            return False
        left, right = text[at - 1], text[at]
        if right in _JOINED_TO_LEFT or unicodedata.category(right)[0] == "M" or left == _ZERO_WIDTH_JOINER:
            return True
        if left.isalnum() and right.isalnum():
            return (left.isnumeric() and right.isnumeric()) or not (
                # A clause may begin and end between any two letters of such scripts.
                CLINGING_SIGN.match(left) or CLINGING_SIGN.match(right)
            )
        if left == "-" and right.isdigit() and not text[max(at - 2, 0) : at - 1].isalnum():
            return self._original(at - 1) != "—"  # The sign of a number.
        return any(self._joined(start) for start in (at - 2, at - 1))

    def _joined(self, start: int) -> bool:
        """Tell whether the three characters that begin here are part of one word or number."""
        found = _INSIDE.match(self.text, start) if start >= 0 else None
        if not found:
            return False
        joint, between = self._original(start + 1), found[0][0].isdigit() and found[0][2].isdigit()
        if found[0][1] == " ":
            return joint in _JOINS_DIGITS
        return between or joint not in _LONG_DASHES

    def _original(self, at: int) -> str:
        return self.original[self.offsets[at]]


_ZERO_WIDTH_JOINER = "\u200d"
_JOINED_TO_LEFT = _ZERO_WIDTH_JOINER + "".join(map(chr, range(0x1F3FB, 0x1F400)))


@lru_cache(maxsize=64)
def _ground(source: SourceText) -> _Ground:
    parts: list[str] = []
    starts: list[int] = []
    offsets = array("L")
    length = 0
    for paragraph in source.paragraphs:
        normal = normalise(source.text[paragraph.start : paragraph.end])
        starts.append(length)
        offsets.extend(paragraph.start + offset for offset in normal.offsets)
        parts.append(normal.text)
        length += len(normal.text) + 1
    return _Ground(source.text, "\n".join(parts), offsets, tuple(starts), source.paragraphs)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words to look for: as they stand, but for commas and full stops on either side of a closing quotation mark."""

    literal: str
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, words: str) -> "_Words":
        """Make a search of normalised words."""
        return cls(words, _pattern(words) if _STOP_AT_QUOTE.search(words) else None)

    def search(self, text: str, start: int, stop: int) -> tuple[int, int] | None:
        """Return where the words stand next."""
        if self.pattern is not None:
            found = self.pattern.search(text, start, stop)
            return found.span() if found else None
        position = text.find(self.literal, start, stop)
        return (position, position + len(self.literal)) if position >= 0 else None


def locate(
    source: SourceText, exact: str, prefix: str = "", suffix: str = "", *, suggest: bool = True
) -> Passage | NotFound | Ambiguous:
    """Find a clause in a source.

    ``prefix`` and ``suffix`` stand right before and after the clause, blanks aside; they choose between repetitions.
    ``suggest`` looks for the nearest passage when there is none.
    """
    parts = [exact]
    found = _occurrences(source, parts, prefix, suffix)
    if not found and _GAP.search(exact):
        parts = between_gaps(exact)
        found = _occurrences(source, parts, prefix, suffix) if parts else []
    if len(found) == 1:
        return found[0]
    if found:
        return Ambiguous(tuple(found))
    return NotFound(_nearest(source, exact) if suggest else None)


def between_gaps(clause: str) -> list[str]:
    """Return the parts of a clause that its explicit gaps leave."""
    return [part for part in _GAP.split(clause) if part]


def holds(words: str, clause: str) -> bool:
    """Tell whether a clause stands within other words, typography and explicit gaps aside."""
    text = normal_text(words)
    return _between_parts(text, [normal_text(part) for part in between_gaps(clause)]) is not None


def left_out(passage: Passage, clause: str) -> list[str]:
    """Return the words of a passage that a clause leaves out at its gaps."""
    parts = [normal_text(part) for part in _GAP.split(clause)]
    if len(parts) < 2:
        return []
    text = normal_text(passage.words)
    if normal_text(clause) in text:
        return []
    return _between_parts(text, parts) or []


def _between_parts(text: str, parts: list[str]) -> list[str] | None:
    """Return what stands between parts that follow each other in a text, or None when they do not."""
    between: list[str] = []
    end = 0
    for number, part in enumerate(filter(None, parts)):
        position = text.find(part, end)
        if position < 0:
            return None
        if number:
            between.append(text[end:position].strip())
        end = position + len(part)
    return between


def _occurrences(source: SourceText, parts: list[str], prefix: str, suffix: str) -> list[Passage]:
    wanted = [normal_text(part) for part in parts]
    before, after = normal_text(prefix), normal_text(suffix)
    found: list[Passage] = []
    if not all(wanted):
        return found
    ground = _ground(source)
    first, *rest = map(_Words.of, wanted)
    place = ground.find(first, 0, len(ground.text))
    while place:
        index = ground.paragraph_at(place[0])
        stop = ground.end_of_paragraph(index)
        end = ground.end_of(rest, place[1], stop) if place[1] <= stop else 0
        if end and _between(ground.text, place[0], end, before, after):
            start, behind = (ground.offsets[at] for at in (place[0], end))
            words = _UNSEEN_END.sub("", source.text[start:behind])
            found.append(Passage(start, start + len(words), source.paragraphs[index].number, words))
        place = ground.find(first, place[0] + 1, len(ground.text))
    return found


def _pattern(words: str) -> re.Pattern[str]:
    """Match words as they stand, but for commas and full stops on either side of a closing quotation mark."""
    pattern, position = "", 0
    for stop in _STOP_AT_QUOTE.finditer(words):
        mark, quotes = (stop[1], stop[2]) if stop[1] else (stop[4], stop[3])
        places = range(len(quotes) + 1)
        either = "|".join(re.escape(quotes[:place] + mark + quotes[place:]) for place in places)
        pattern += f"{re.escape(words[position : stop.start()])}(?:{either})"
        position = stop.end()
    return re.compile(pattern + re.escape(words[position:]))


def _between(text: str, start: int, end: int, before: str, after: str) -> bool:
    start -= text.endswith(" ", 0, start)
    end += text.startswith(" ", end)
    return text.endswith(before, 0, start) and text.startswith(after, end)


_WORD = re.compile(r"\w+")
_JOINED_WORDS = re.compile(r"\w+(?:[-‐‑'’.,]\w+)*")


@lru_cache(maxsize=64)
def _paragraphs_of_words(source: SourceText) -> dict[str, tuple[int, ...]]:
    """Return for each word the indices of the paragraphs that hold it."""
    found: dict[str, list[int]] = {}
    for index, paragraph in enumerate(source.paragraphs):
        for word in {word.casefold() for word in _WORD.findall(source.text, paragraph.start, paragraph.end)}:
            found.setdefault(word, []).append(index)
    return {word: tuple(indices) for word, indices in found.items()}


def _nearest(source: SourceText, exact: str) -> Passage | None:
    """Return the passage that shares most words with a clause, for "did you mean"."""
    wanted = [word.casefold() for word in _WORD.findall(exact)][:MOST_WORDS]
    where = _paragraphs_of_words(source)
    shared = Counter(index for word in wanted for index in where.get(word, ()))
    best, score = max(shared.items(), key=lambda pair: (pair[1], -pair[0]), default=(0, 0))
    if score == 0 or score * 2 < len(wanted):
        return None
    paragraph = source.paragraphs[best]
    text = source.text[paragraph.start : paragraph.end]
    spans = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    matcher = difflib.SequenceMatcher(None, [text[a:b].casefold() for a, b in spans], wanted, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    start, end = spans[blocks[0].a][0], spans[blocks[-1].a + blocks[-1].size - 1][1]
    for joined in _JOINED_WORDS.finditer(text):
        start = joined.start() if start in range(*joined.span()) else start
        end = joined.end() if end in range(*joined.span()) else end
    return Passage(paragraph.start + start, paragraph.start + end, paragraph.number, text[start:end])


MOST_WORDS = 200
"""Words of a clause that are compared for "did you mean"."""
