"""Sentences that say something is decided, planned, denied …: what a draft proposes as statements.

The text is the sentence itself, without the words that only say who speaks where these can be taken off. How firm it is
says the cue that governs it; where several might, the one that says least. A person has to confirm all of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.drafting.finds import Read
from briefgen.drafting.quotes import quoted_spans
from briefgen.drafting.speakers import Speakers
from briefgen.drafting.times import time_beside
from briefgen.drafting.trim import trimmed
from briefgen.drafting.vocabulary import Words
from briefgen.reading import Cue, Reading
from briefgen.vocabulary import COMMITMENT_GROUPS

SECTIONS = {
    "denied": "assessments",
    "inferred": "assessments",
    "considering": "decisions",
    "proposed": "decisions",
    "aims": "decisions",
    "expected": "next_steps",
    "planned": "next_steps",
    "scheduled": "next_steps",
    "announced": "decisions",
    "confirmed": "decisions",
    "agreed": "decisions",
    "decided": "decisions",
}
"""Commitments from the least to the most, each with the section that its statements go to."""
_JUDGED = frozenset({"possible", "likely", "alleged", "condition", "inferred", "expected"})
_TURNED = frozenset({"negation", "refusal", "reversal"})
_NOUN_MARKS = frozenset(
    {"a", "an", "the", "its", "their", "his", "her", "this", "that", "no", "any", "of", "to", "by", "for", "in"}
)
_TURN_REACH = 4
_FEWEST_LETTERS = 12
"""Letters of a statement: a heading or a remark of two words is none."""


@dataclass
class Statement:
    """A statement of the draft."""

    section: str
    number: int
    """The number of its sentence."""
    paragraph: int
    span: tuple[int, int]
    """The evidence, as offsets into the source."""
    text: str
    whole: str
    """The text with nothing taken off."""
    commitment: str = ""
    attribution: str = ""
    actors: list[str] = field(default_factory=list)
    when: str = ""
    ident: str = ""


def statement_of(read: Read, speakers: Speakers, words: Words | None) -> Statement | None:
    """Return what a sentence states; None for one that reports nothing of the kind."""
    reading = read.reading
    if sum(map(str.isalpha, reading.text)) < _FEWEST_LETTERS or reading.text.rstrip().endswith(("?", "？")):
        return None
    start = _behind_dateline(reading.text)
    quoted = quoted_spans(reading.text)
    free = [cue for cue in reading.cues if not _in(cue, quoted)]
    governing = governing_cue(reading, free)
    commitment = _least(governing) if governing else ""
    speaker = speakers.of(read) if _reports(free, governing, commitment) else ""
    section = SECTIONS.get(commitment) or _section(free, speaker, quoted, reading)
    if not section:
        return None
    text = reading.text[start:].strip()
    return Statement(
        section=section,
        number=read.number,
        paragraph=read.paragraph,
        span=(read.start + start, read.start + _before_stop(reading.text)),
        text=trimmed(reading, start, words) if speaker and words else text,
        whole=text,
        commitment=commitment,
        attribution=speaker,
        actors=speakers.acting(read, governing) if governing else [],
        when=time_beside(reading, governing, words) if words else "",
    )


def governing_cue(reading: Reading, cues: list[Cue]) -> Cue | None:
    """Return the cue that says how firm a sentence is: the first main verb, or the last where verbs stand last."""
    found = [cue for cue in cues if cue.classes & SECTIONS.keys() and not cue.classes & {"anonymous"}]
    if reading.lexicon.verb_last:
        return next((cue for cue in reversed(found) if not cue.classes & _TURNED or "denied" in cue.classes), None)
    return next((cue for cue in found if _is_verb(reading, cue) and not _is_turned(reading, cue)), None)


def _is_verb(reading: Reading, cue: Cue) -> bool:
    """Tell whether a cue is not the noun that looks like it: a plan, the offer, to decide."""
    if not cue.first:
        return False
    before = reading.tokens[cue.first - 1]
    return before.fold not in _NOUN_MARKS and not before.fold.endswith("'s")


def _is_turned(reading: Reading, cue: Cue) -> bool:
    """Tell whether a "not", a refusal or a reversal stands right before a cue."""
    return any(0 <= cue.first - own.last < _TURN_REACH and own is not cue for own in reading.of(*_TURNED))


def _least(cue: Cue) -> str:
    return next(name for name in SECTIONS if name in cue.classes)


def _reports(cues: list[Cue], governing: Cue | None, commitment: str) -> bool:
    """Tell whether somebody is reported to say the sentence, beside doing what it says: "announced" is the deed."""
    speech = [cue for cue in cues if cue.classes & {"speech", "anonymous"}]
    return bool(speech) and (commitment == "denied" or speech != [governing])


def _section(cues: list[Cue], speaker: str, quoted: list[tuple[int, int]], reading: Reading) -> str:
    """Return the section of a sentence that nothing says how firm it is."""
    classes = frozenset(name for cue in cues for name in cue.classes)
    outside = len(reading.text) - sum(end - start for start, end in quoted)
    if speaker:
        judged = classes & _JUDGED
        mostly_quoted = outside * 2 < len(reading.text)
        return "assessments" if judged else "" if mostly_quoted else "background"
    return "next_steps" if "future" in classes and not classes & {"possible", "condition"} else ""


def _in(cue: Cue, spans: list[tuple[int, int]]) -> bool:
    return any(start <= cue.start < end for start, end in spans)


_DATELINE = re.compile(
    r"[A-Z][A-Z’'.&-]+(?:,? [A-Z][A-Z’'.&-]*)*(?:, [^\n—–.]{1,24}\.?(?: \d{1,2})?)?(?: \([^)\n]{1,20}\))? [—–-]{1,2} "
)


def _behind_dateline(text: str) -> int:
    """Return where a sentence begins behind the place and day of a report."""
    found = _DATELINE.match(text)
    return found.end() if found else 0


def _before_stop(text: str) -> int:
    """Return where a sentence ends without its full stop."""
    bare = text.rstrip()
    return (
        len(bare) - 1
        if bare.endswith((".", "。", "．")) and not bare.endswith(("..", "。。")) and _plain_end(bare)
        else len(bare)
    )


def _plain_end(bare: str) -> bool:
    """Tell whether the full stop is not that of an abbreviation: the U.S."""
    return not re.search(r"\b[A-Za-z]\.[A-Za-z]\.$|…\.$", bare)


def statements(reads: list[Read], speakers: Speakers, words: Words | None, most: int) -> Iterator[Statement]:
    """Yield the statements of a text, at most so many."""
    made = 0
    for read in reads:
        if made >= most:
            return
        if statement := statement_of(read, speakers, words):
            made += 1
            yield statement
