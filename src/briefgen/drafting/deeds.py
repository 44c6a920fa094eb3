"""Whether a text says of somebody that they do something: a verb behind the name, or a word for speaking before it."""

import re

from briefgen.drafting.finds import is_report
from briefgen.reading import Reading
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
