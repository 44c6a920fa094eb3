"""The time that a sentence gives, in its own words."""

import re
from functools import lru_cache

from briefgen.drafting.vocabulary import Words
from briefgen.reading import Cue, Reading

MOST_BEFORE = 6
"""Words before a word for a time that may belong to it: by the end of next."""


def time_beside(reading: Reading, cue: Cue | None, words: Words) -> str:
    """Return the time that stands nearest to a cue; without a cue, or where several stand far off, only a single one."""
    found = _by_letters(reading, words) if reading.lexicon.letters else _by_words(reading, words)
    if not found or (cue is None and len(found) > 1):
        return ""
    anchor = cue.start if cue else 0
    start, end = min(found, key=lambda span: min(abs(span[0] - anchor), abs(span[1] - anchor)))
    far = min(abs(start - anchor), abs(end - anchor)) > (40 if reading.lexicon.letters else 90)
    return "" if far and len(found) > 1 else " ".join(reading.text[start:end].split())


def _by_words(reading: Reading, words: Words) -> list[tuple[int, int]]:
    """Return the times of a sentence: each cue for one with the words that belong to it."""
    tokens = reading.tokens
    spans: list[tuple[int, int]] = []
    for cue in reading.of("time"):
        first, last = cue.first, cue.last
        while first and cue.first - first < MOST_BEFORE and _belongs(reading, first - 1, first, words.time_before):
            first -= 1
        while (
            first < cue.first
            and tokens[first].fold in {"of", "than", "as", "the", "no"}
            and tokens[first].fold != "the"
        ):
            first += 1
        while last < len(tokens) and last - cue.last < 3 and _belongs(reading, last, last, words.time_after):
            last += 1
        start, end = tokens[first].start, tokens[last - 1].end
        if spans and start <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _belongs(reading: Reading, index: int, boundary: int, known: frozenset[str]) -> bool:
    """Tell whether a token belongs to a time: a word for that, a number, another time."""
    token = reading.tokens[index]
    between = reading.text[reading.tokens[boundary - 1].end : reading.tokens[boundary].start]
    number = token.fold.isdecimal() and len(token.fold) <= 4
    if between not in {" ", "\u00a0", "\n", ", " if number else " "}:
        return False
    return number or token.fold in known or any(cue.first <= index < cue.last for cue in reading.of("time"))


def _by_letters(reading: Reading, words: Words) -> list[tuple[int, int]]:
    pattern = _pattern(tuple(map(str, words.file.times)))
    return [found.span() for found in pattern.finditer(reading.text)] if pattern else []


@lru_cache(maxsize=4)
def _pattern(times: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{time})" for time in times)) if times else None
