"""Those who speak in a text and are not named: what it says of them."""

import re

from briefgen.check.voices import UNNAMED, Cast
from briefgen.drafting.finds import Found, Read
from briefgen.reading import Cue, Reading
from briefgen.scripts import HAN

_DETERMINERS = frozenset({"a", "an", "one", "two", "three", "four", "several", "some", "another", "many"})
_AFTER_PARTICIPLE = frozenset({"in", "by", "on", "with", "to", "about", "of", "close"})
MOST_WORDS = 12
"""Words of a description."""
_STOPS = re.compile(r"[,;:.“”\"()—–!?]")


def unnamed(read: Read) -> Found | None:
    """Return the one whom a sentence describes in place of a name, and who speaks in it."""
    reading = read.reading
    cues = reading.of("anonymous")
    if not cues and UNNAMED in Cast({}).voices(reading):
        cues = reading.of("unnamed-role")
    for cue in cues:
        span = _by_letters(reading, cue) if reading.lexicon.letters else _by_words(reading, cue)
        if span:
            start, end = span
            words = " ".join(reading.text[start:end].split())
            if words.split(" ")[0].casefold() in _DETERMINERS:
                words = words[0].lower() + words[1:]
            return Found("", "anonymous", descriptor=words, spans=[(read.start + start, read.start + end)])
    return None


def _by_words(reading: Reading, cue: Cue) -> tuple[int, int] | None:
    """Return the span from the article before a cue to the verb or comma behind it."""
    tokens = reading.tokens
    first = cue.first
    while first >= 0 and cue.first - first <= MOST_WORDS and tokens[first].fold not in _DETERMINERS:
        first -= 1
    if first < 0 or tokens[first].fold not in _DETERMINERS:
        if tokens[cue.first].fold not in {"sources", "insiders", "people", "officials"}:
            return None
        first = cue.first
    last = first + 1
    while last < len(tokens) and last - first < MOST_WORDS and not _ends(reading, first, last):
        last += 1
    while last - first > 1 and tokens[last - 1].fold in {"who", "that", "which", "has", "had", "is", "was"}:
        last -= 1
    return (tokens[first].start, tokens[last - 1].end) if last - first > 1 or first == cue.first else None


def _ends(reading: Reading, first: int, index: int) -> bool:
    """Tell whether a description that begins at ``first`` ends before a token."""
    tokens = reading.tokens
    if _STOPS.search(reading.text, tokens[index - 1].end, tokens[index].start):
        return True
    if any(cue.first == index and cue.classes & {"speech"} for cue in reading.cues):
        return True
    participle = index + 1 < len(tokens) and tokens[index + 1].fold in _AFTER_PARTICIPLE
    return (
        index > first + 1
        and reading.is_finite(index)
        and not participle
        and tokens[index - 1].fold not in {"who", "has"}
    )


_RUN = f"{HAN}\u30a1-\u30ff"
_BEFORE = re.compile(f"(?:ある|複数の)?[{_RUN}]*$")
_BEHIND = re.compile(f"(?:[{_RUN}]|の[一1]人)*")
_PARTICLE = re.compile("(?:は|が|も|に|によ)$")
_HOW = re.compile("匿名|明かさ|伏せ")


def _by_letters(reading: Reading, cue: Cue) -> tuple[int, int] | None:
    """Return the span of the characters that cling to a cue."""
    if _HOW.search(cue.words):
        return None
    end = cue.end - len(found[0]) if (found := _PARTICLE.search(cue.words)) else cue.end
    before = _BEFORE.search(reading.text[: cue.start])
    behind = _BEHIND.match(reading.text, end)
    assert before
    assert behind
    return before.start(), behind.end()
