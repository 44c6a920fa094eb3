"""Sentences that say something is decided, planned, denied …: what a draft proposes as statements.

The text is the sentence itself, without the words that only say who speaks where these can be taken off. How firm it is
says the cue that governs it; where several might, the one that says least. A person has to confirm all of it.
"""

import re
from dataclasses import dataclass, field, replace

from briefgen.drafting.deeds import says
from briefgen.drafting.doubts import is_coming
from briefgen.drafting.finds import Read, is_report
from briefgen.drafting.governing import governing_cue, is_part_of_name, is_turned, least
from briefgen.drafting.head import behind_dateline
from briefgen.drafting.quotes import quoted_spans
from briefgen.drafting.speakers import Speakers
from briefgen.drafting.times import time_beside, times_in
from briefgen.drafting.trim import trimmed
from briefgen.drafting.vocabulary import Words
from briefgen.reading import Cue, Reading

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
"""Commitments, each with the section that its statements go to."""
_JUDGED = frozenset({"possible", "likely", "alleged", "condition", "inferred", "expected"})
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
    if any(reading.text.count(first) != reading.text.count(last) for first, last in ("“”", "「」")):
        return None  # Part of a quotation of several sentences.
    start = behind_dateline(reading.text)
    quoted = quoted_spans(reading.text)
    free = [cue for cue in reading.cues if not _in(cue, quoted)]
    governing = governing_cue(reading, free)
    commitment = least(governing) if governing else ""
    speaker = speakers.of(read) if _reports(reading, free, commitment) else ""
    acting = speakers.acting(read, governing) if governing else []
    when = time_beside(reading, governing, words) if words and governing else ""
    if governing is None and words:
        commitment, acting, when = _across_time(read, speakers, words)
    section = SECTIONS.get(commitment) or _section(free, speaker, quoted, reading)
    if not section and (deed := next((cue for cue in free if is_report(cue) and not says(reading, cue)), None)):
        acting = speakers.acting(read, deed)
        section = "background" if acting and not is_turned(reading, deed) else ""
    if not section:
        return None
    text = reading.text[start:].strip()
    return Statement(
        section=section,
        number=read.number,
        paragraph=read.paragraph,
        span=(read.start + start, read.start + before_stop(reading.text)),
        text=trimmed(reading, start, speakers.named(read, speaker), words) if speaker and words else text,
        whole=text,
        commitment=commitment,
        attribution=speaker,
        actors=[] if acting == [speaker] else acting,
        when=when,
    )


def _across_time(read: Read, speakers: Speakers, words: Words) -> tuple[str, list[str], str]:
    """Return commitment, actors and time of a sentence with a time within its verb: voted on Tuesday to buy."""
    times = times_in(read.reading, words)
    if len(times) != 1 or read.reading.lexicon.letters:
        return "", [], ""
    start, end = times[0]
    text = read.reading.text
    plain = Reading(f"{text[:start].rstrip()} {text[end:].lstrip()}", read.reading.lexicon)
    quoted = quoted_spans(plain.text)
    governing = governing_cue(plain, [cue for cue in plain.cues if not _in(cue, quoted)])
    if governing is None or not governing.start < start <= governing.end:
        return "", [], ""
    return least(governing), speakers.acting(replace(read, reading=plain), governing), " ".join(text[start:end].split())


def _reports(reading: Reading, cues: list[Cue], commitment: str) -> bool:
    """Tell whether somebody is reported to say the sentence; to announce or to agree is a deed, and no report."""
    free = [cue for cue in cues if says(reading, cue) and not is_part_of_name(reading, cue, "がのはもにで")]
    return commitment == "denied" or any(not is_turned(reading, cue) for cue in free)


def _section(cues: list[Cue], speaker: str, quoted: list[tuple[int, int]], reading: Reading) -> str:
    """Return the section of a sentence that nothing says how firm it is."""
    classes = frozenset(name for cue in cues for name in cue.classes)
    outside = len(reading.text) - sum(end - start for start, end in quoted)
    opens = reading.tokens[0].fold if reading.tokens else ""
    coming = not classes & {"possible", "condition"} and opens not in {"that", "whether"}
    coming = coming and any(is_coming(reading, cue, said=bool(speaker)) for cue in cues if "future" in cue.classes)
    if speaker:
        judged = classes & _JUDGED
        speech = [cue for cue in cues if says(reading, cue)]
        only_told = bool(quoted) and any(not reading.text[quoted[0][1] : cue.start].strip() for cue in speech)
        mostly_quoted = bool(quoted) and (outside * 2 < len(reading.text) or (only_told and not quoted[0][0]))
        return "assessments" if judged else "" if mostly_quoted else "next_steps" if coming else "background"
    return "next_steps" if coming else ""


def _in(cue: Cue, spans: list[tuple[int, int]]) -> bool:
    return any(start <= cue.start < end for start, end in spans)


def before_stop(text: str) -> int:
    """Return where a sentence ends without its full stop."""
    bare = text.rstrip()
    stop = bare.endswith((".", "。", "．")) and not bare.endswith(("..", "。。")) and _plain_end(bare)
    return len(bare) - stop


def _plain_end(bare: str) -> bool:
    """Tell whether the full stop is not that of an abbreviation: the U.S."""
    return not re.search(r"\b[A-Za-z]\.[A-Za-z]\.$|…\.$", bare)
