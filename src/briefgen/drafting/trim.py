"""A sentence without the words that only say who speaks, where it can do without them.

"The road is closed, the mayor said." → "The road is closed." It is left whole where what remains would say something
else: where the speaker does more than speak, where a pronoun would point at nobody, where a quotation begins.
"""

import re
from collections.abc import Sequence

from briefgen.drafting.finds import NAMES_BEHIND
from briefgen.drafting.vocabulary import Words
from briefgen.reading import Cue, Reading

_TAIL_WORDS = 9
_HEAD_WORDS = 14
_FEWEST_LEFT = 4
"""Words that have to remain."""
_ACCORDING = re.compile(r"According to (?P<who>[^,“”\"]{2,80}(?:, [^,“”\"]{2,60})?), (?=[\w“])")
_TAILS = (
    re.compile(r", (?P<tail>(?P<says>[^,“”\"]{2,70}))\.$"),
    re.compile(r", (?P<tail>(?P<says>[^,“”\"]{2,70}), [^,“”\"]{2,60})\.$"),
)
"""The mayor said; said the mayor, a friend of the plan."""
_PRONOUNS = frozenset(re.findall(r"\w+", "it he she they his her its their this that these those there we our i my"))


def trimmed(reading: Reading, start: int, named: Sequence[tuple[int, int]], words: Words) -> str:
    """Return the sentence from ``start`` on, as short as it can be without saying something else.

    ``named`` is where it names the speaker, whose name may go only because the entry holds it.
    """
    text = reading.text
    whole = text[start:].strip()
    if reading.lexicon.letters:
        return whole
    if found := _ACCORDING.match(text, start):
        return (_holds(named, *found.span()) and _kept(reading, found.end(), len(text.rstrip()))) or whole
    return _without_tail(reading, start, named, words) or _without_head(reading, start, named, words) or whole


def _holds(named: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(start <= low and high <= end for low, high in named)


def _without_tail(reading: Reading, start: int, named: Sequence[tuple[int, int]], words: Words) -> str:
    """Take off "…, the mayor said on Tuesday" at the end."""
    for pattern in _TAILS:
        found = pattern.search(reading.text.rstrip())
        if not found or found.start() <= start:
            continue
        tail = found.start("tail")
        inside = [cue for cue in reading.of("speech") if tail <= cue.start < tail + len(found["says"])]
        count = sum(token.start >= tail for token in reading.tokens)
        if inside and count <= _TAIL_WORDS and _is_plain(reading, inside[0], words):
            return _kept(reading, start, found.start()) if _holds(named, *found.span("tail")) else ""
    return ""


def _without_head(reading: Reading, start: int, named: Sequence[tuple[int, int]], words: Words) -> str:
    """Take off "The mayor said that" at the beginning."""
    speech = next((cue for cue in reading.of("speech") if cue.start >= start), None)
    if speech is None or not _is_plain(reading, speech, words) or speech.first > _HEAD_WORDS:
        return ""
    if speech.words.casefold() in NAMES_BEHIND:
        return ""  # What stands before it is the statement.
    if not _holds(named, start, speech.start):
        return ""
    index = speech.last
    if index < len(reading.tokens) and reading.tokens[index].fold == "that":
        index += 1
    if index >= len(reading.tokens) or _goes_on(reading, index):
        return ""
    between = reading.text[reading.tokens[index - 1].end : reading.tokens[index].start]
    time = any(cue.first == index for cue in reading.of("time")) or reading.tokens[index].fold in {"on", "in", "at"}
    only = reading.tokens[index].fold in {"only", "so", "nothing"}
    return (
        ""
        if between != " " or time or only
        else _kept(reading, reading.tokens[index].start, len(reading.text.rstrip()))
    )


def _is_plain(reading: Reading, cue: Cue, words: Words) -> bool:
    """Tell whether a word for speaking says nothing else, and is not turned: "said", but not "did not say"."""
    own = cue.words.casefold()
    before = reading.tokens[cue.first - 1].fold if cue.first else ""
    turned = before in {"has", "had", "would", "could", "may", "did", "not", "never", "to", "been"}
    return (own in words.plain_speech or own == "according to") and not turned


def _goes_on(reading: Reading, index: int) -> bool:
    """Tell whether the speaker of a sentence does more in it than speak: said that …, but did not rule out …."""
    for at in range(index, len(reading.tokens)):
        fold = reading.tokens[at].fold
        comma = "," in reading.text[reading.tokens[at - 1].end : reading.tokens[at].start]
        if comma and (fold.endswith("ing") or fold in {"with", "who", "which"}):
            return True
        following = reading.tokens[at + 1].fold if at + 1 < len(reading.tokens) else ""
        if fold in {"and", "but", "or"} and following and (following == "that" or _may_be_verb(reading, at + 1)):
            return True
    return False


def _may_be_verb(reading: Reading, index: int) -> bool:
    cues = any(cue.first == index and not cue.classes & {"time", "pronoun", "some"} for cue in reading.cues)
    return cues or reading.is_finite(index) or reading.tokens[index].fold.endswith("ly")


def _kept(reading: Reading, start: int, end: int) -> str:
    """Return what remains of a sentence as one of its own; empty where it cannot stand alone."""
    left = [token for token in reading.tokens if start <= token.start < end]
    text = reading.text[start:end].strip()
    if len(left) < _FEWEST_LEFT or left[0].fold in _PRONOUNS or text[:1] in "“\"‘'":
        return ""
    if text.count("“") != text.count("”") or text.count('"') % 2:
        return ""
    closed = text if text.endswith((".", "!", "?", "”")) else f"{text}."
    return closed[0].upper() + closed[1:]
