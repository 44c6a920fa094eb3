"""The time that a sentence gives, in its own words."""

import re
from functools import lru_cache

from briefgen.drafting.doubts import clause_behind
from briefgen.drafting.finds import is_report
from briefgen.drafting.head import behind_dateline
from briefgen.drafting.vocabulary import Words
from briefgen.reading import Cue, Reading
from briefgen.vocabulary import COMMITMENT_GROUPS

_FAR = 18
"""Words between a time and the deed that it may be the time of."""
_LOOSE = frozenset({"of", "than", "as"})
_PARTS = frozenset({"beginning", "start", "middle", "end"})
_SHORT = 4
"""Letters of a month that is shortened, with a full stop behind it: Sept."""
_COUNTS = frozenset({"first", "second", "third", "fourth", "half"})
"""Words that count, and belong to a time only before what they count: the second half of May, but its third in May."""
_BEFORE_HOUR = frozenset({"at", "from", "since"})
"""Words before a number that is a time without more: at 10 on Monday, from 2024 until May."""
_PARTS_OF_TIME = frozenset({"of", "half", "week", "weeks", "month", "quarter"})
_YEAR, _LAST_DAY = 4, 31
"""Digits of a year; the last day of a month."""
_SOON = frozenset({"early", "late"})
_OPENS = re.compile("[^、。]{1,20}は、?")
"""What stands before a time that is that of the whole sentence, in Japanese."""
MOST_BEFORE = 8
"""Words before a word for a time that may belong to it: by the end of next."""


def time_beside(reading: Reading, cue: Cue, words: Words) -> str:
    """Return the time that stands nearest to a cue, in its clause; empty where there is none, or it cannot be told."""
    found = times_in(reading, words)
    if not found:
        return ""
    if reading.lexicon.letters and len(found) > 1:
        opens = _OPENS.fullmatch(reading.text[: found[0][0]])
        return reading.text[slice(*found[0])] if opens else ""
    near = [span for span in found if _beside(reading, span, cue)]
    start, end = min(near, key=lambda span: min(abs(span[0] - cue.end), abs(cue.start - span[1])), default=(0, 0))
    return " ".join(reading.text[start:end].split())


def times_in(reading: Reading, words: Words) -> list[tuple[int, int]]:
    """Return where a sentence gives times, behind the day of a report."""
    found = _by_letters(reading, words) if reading.lexicon.letters else _by_words(reading, words)
    start = behind_dateline(reading.text)
    return [span for span in found if span[0] >= start]


def _beside(reading: Reading, span: tuple[int, int], cue: Cue) -> bool:
    """Tell whether a time stands in the clause of a cue, or opens the sentence; where words are letters, anywhere."""
    if reading.lexicon.letters:
        return True
    if not reading.text[: span[0]].strip():
        reports = [own for own in reading.cues if is_report(own) and own.last < cue.first]
        return all(reading.text[own.end : own.end + 1] == "," for own in reports)
    low, high = sorted((span, (cue.start, cue.end)))
    between = [index for index, token in enumerate(reading.tokens) if low[1] <= token.start < high[0]]
    if span < (cue.start, cue.end) and _is_of_report(reading, span, cue):
        return False
    apart = any(index in between for own in reading.of("condition", "speech") for index in (own.first,))
    return not apart and "," not in reading.text[low[1] : high[0]] and len(between) <= _FAR


def _is_of_report(reading: Reading, span: tuple[int, int], cue: Cue) -> bool:
    """Tell whether a time is when something was said, and not when it was done: said on Monday that it had decided."""
    earlier = [own for own in reading.cues if own.end <= span[0] and own.last < cue.first]
    told = [own for own in earlier if is_report(own) or own.classes & COMMITMENT_GROUPS.keys()]
    behind = clause_behind(reading, told[-1]) if told else None
    return behind is not None and reading.tokens[behind].start >= span[1]


def _by_words(reading: Reading, words: Words) -> list[tuple[int, int]]:
    """Return the times of a sentence: each cue for one with the words that belong to it."""
    tokens = reading.tokens
    spans: list[tuple[int, int]] = []
    for cue in reading.of("time"):
        first, last = cue.first, cue.last
        while first and cue.first - first < MOST_BEFORE and _belongs(reading, first - 1, first, words.time_before):
            first -= 1
        while first < cue.first and _is_loose(tokens[first].fold, tokens[first + 1].fold):
            first += 1
        while last < len(tokens) and last - cue.last < 3 and _belongs(reading, last, last, words.time_after):
            last += 1
        start, end = tokens[first].start, tokens[last - 1].end
        if spans and start <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _is_loose(fold: str, following: str) -> bool:
    """Tell whether a word that a time may hold cannot be its first: start in May, but start of May."""
    return (fold in _LOOSE and following not in _SOON) or (fold in _PARTS and following != "of")


def _belongs(reading: Reading, index: int, boundary: int, known: frozenset[str]) -> bool:
    """Tell whether a token belongs to a time: a word for that, a number, another time."""
    token = reading.tokens[index]
    between = reading.text[reading.tokens[boundary - 1].end : reading.tokens[boundary].start]
    number = token.fold.isdecimal() and len(token.fold) <= 4
    short = number and boundary == index and len(reading.tokens[index - 1].fold) <= _SHORT
    if between not in {" ", "\u00a0", "\n", ", " if number else " ", ". " if short else " "}:
        return False
    if number or token.fold in _COUNTS:
        return _is_of_date(reading, index, before=boundary > index)
    return token.fold in known or _is_cue(reading, index)


def _is_of_date(reading: Reading, index: int, *, before: bool) -> bool:
    """Tell whether a number is a day, an hour or a year, and no count: 4 May, but 9 to 4 on Monday."""
    tokens = reading.tokens
    fold = tokens[index].fold
    following = tokens[index + 1].fold if index + 1 < len(tokens) else ""
    if not fold.isdecimal():
        return following in _PARTS_OF_TIME or _is_cue(reading, index + 1)
    if before and not (_is_cue(reading, index + 1) and _may_have_day(reading, index + 1)):
        earlier = tokens[index - 1].fold if index else ""
        return earlier in _BEFORE_HOUR or following in _PARTS_OF_TIME or following.isdecimal()
    comma = not before and "," in reading.text[tokens[index - 1].end : tokens[index].start]
    if len(fold) == _YEAR:
        return not before
    if not before and (comma or not _may_have_day(reading, index - 1)):
        return _is_cue(reading, index + 1)
    return int(fold) <= _LAST_DAY


def _is_cue(reading: Reading, index: int) -> bool:
    return any(cue.first <= index < cue.last for cue in reading.of("time"))


def _may_have_day(reading: Reading, index: int) -> bool:
    """Tell whether a number beside a word for a time may be its day: May, and neither Monday nor next week."""
    cue = next((cue for cue in reading.of("time") if cue.first <= index < cue.last), None)
    return cue is None or (cue.last - cue.first == 1 and not cue.words.casefold().endswith(("day", "days")))


def _by_letters(reading: Reading, words: Words) -> list[tuple[int, int]]:
    pattern = _pattern(tuple(map(str, words.file.times)))
    return [found.span() for found in pattern.finditer(reading.text)] if pattern else []


@lru_cache(maxsize=4)
def _pattern(times: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{time})" for time in times)) if times else None
