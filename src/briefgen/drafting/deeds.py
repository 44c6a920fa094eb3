"""Whether a text says of somebody that they do something: a verb behind the name, or a word for speaking before it.

Some words for speaking say what is done, too: the roof was old, the council added; but the line added two ships.
"""

import re

from briefgen.drafting.doubts import clause_behind
from briefgen.drafting.finds import is_report
from briefgen.reading import Cue, Reading, stem
from briefgen.vocabulary import COMMITMENT_GROUPS

DEEDS = frozenset({*COMMITMENT_GROUPS, "speech", "refusal", "reversal", "alleged", "future"})
"""Classes of cues that say what somebody does."""
BEHIND_SPEECH = re.compile(r"[”\"’',]\s*$|^\s*$")
"""What stands before a word for speaking that stands before who speaks."""
_SKIPPED = frozenset(
    {"also", "then", "now", "still", "later", "has", "have", "had", "again", "never", "only", "already", "itself"}
)


def acts(reading: Reading, index: int, *deeds: str) -> bool:
    """Tell whether what begins at a token is what those before it do: a finite verb, or a cue for one.

    ``deeds`` are the only classes of cues that count, where any are given.
    """
    tokens, text = reading.tokens, reading.text
    if index >= len(tokens):
        return False
    if tokens[index].fold == "of":
        index += 1
        while index < len(tokens) and (tokens[index].fold == "the" or text[tokens[index].start].isupper()):
            index += 1
        if index >= len(tokens):
            return False
    if text[tokens[index - 1].end : tokens[index].start].startswith(","):
        rest = text[tokens[index].start : tokens[index].start + 120]
        comma = rest.find(",")
        index = next((at for at in range(index, len(tokens)) if tokens[at].start > tokens[index].start + comma), -1)
        if comma < 0 or index < 0:
            return False
    for _ in range(4):
        if index >= len(tokens):
            return False
        fold = tokens[index].fold
        if any(cue.first == index and cue.classes & (set(deeds) or DEEDS) for cue in reading.cues):
            return True
        if not deeds and reading.is_finite(index):
            return True
        if fold not in _SKIPPED and not fold.endswith("ly") and not _in_time(reading, index):
            return False
        index += 1
    return False


def _in_time(reading: Reading, index: int) -> bool:
    """Tell whether a token belongs to a time: on Tuesday."""
    following = {cue.first for cue in reading.of("time")}
    return index in following or (reading.tokens[index].fold in {"on", "in", "at", "last"} and index + 1 in following)


def is_speaker_behind(reading: Reading, index: int) -> bool:
    """Tell whether a word for speaking stands right before a token, and what was said before that: "…,” said Lund."""
    cue = next((own for own in reading.of("speech") if own.last == index and is_report(own)), None)
    if cue is None or cue.last - cue.first > 1:
        return False
    return bool(reading.text[: cue.start].strip() and BEHIND_SPEECH.search(reading.text[: cue.start]))


_DEEDS_TOO = frozenset({"add", "answer", "exclude", "observe", "recall", "reject"})
"""Words for speaking that may have what is done to a thing behind them: added two ships."""
_NOUNS_TOO = frozenset(
    {"answer", "blame", "call", "claim", "doubt", "hope", "note", "quote", "remark", "rule", "report"}
)
"""Words for speaking that are nouns, in these forms and with -s, behind another verb: answered calls."""
_ALWAYS_NOUNS = frozenset({"rate", "rates"})
_RELATIVE = frozenset({"that", "which", "who"})
_BETWEEN = 3
"""Tokens between a verb and the noun behind it: raised the fees for."""
_SAID_BEFORE = re.compile(r"\s*(?:[,.:;—–“\"”]|$)")
"""What stands behind a word for speaking where the words spoken stand before it, or are quoted."""


def says(reading: Reading, cue: Cue) -> bool:
    """Tell whether a cue says that somebody speaks, in its place: neither raised rates nor recalled 3,000 cars."""
    if not is_report(cue) or cue.last - cue.first > 1 or reading.lexicon.letters:
        return is_report(cue)
    fold = reading.tokens[cue.first].fold
    if fold in _ALWAYS_NOUNS or (fold.removesuffix("s") in _NOUNS_TOO and _is_object(reading, cue)):
        return False
    language = reading.lexicon.language
    of_thing = _DEEDS_TOO | ({"call"} if _has_article_behind(reading, cue) else frozenset())
    if stem(fold, language) not in {stem(word, language) for word in of_thing}:
        return True
    quoted = re.search('[“”"]', reading.text)
    return bool(quoted or _SAID_BEFORE.match(reading.text, cue.end)) or clause_behind(reading, cue) is not None


def _has_article_behind(reading: Reading, cue: Cue) -> bool:
    return cue.last < len(reading.tokens) and reading.tokens[cue.last].fold in {"a", "an"}


def _is_object(reading: Reading, cue: Cue) -> bool:
    """Tell whether a finite verb stands before a noun, with nothing between that begins something else."""
    times = {index for own in reading.of("time") for index in range(own.first, own.last)}
    for index in range(cue.first - 1, max(-1, cue.first - 2 - _BETWEEN), -1):
        if reading.is_finite(index):
            before = {token.fold for token in reading.tokens[max(0, index - 2) : index]}
            return before.isdisjoint(_RELATIVE)
        if index in times or reading.tokens[index].fold in reading.lexicon.function_words:
            return False
    return False
