"""Quotations in a text: where they stand, and who is quoted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.drafting.finds import Read, is_report
from briefgen.drafting.speakers import Speakers
from briefgen.scripts import BLANKLESS_SIGN

_QUOTED = re.compile(r"“([^“”\n]+)”|„([^„“”\n]+)[“”]|«\s*([^«»\n]+?)\s*»|「([^「」\n]+)」|(?<!\w)\"([^\"\n]+)\"(?!\w)")
_FEWEST_WORDS, _FEWEST_LETTERS = 3, 8
"""What a quotation has at least; below that it is a term, or a word that the writer keeps away from."""
_SAID = re.compile("[。、]?(?:と|など|って|[)）]|$)|\\s|。")
"""What stands behind a quotation in Japanese, and not behind a name in the same marks."""


@dataclass
class Quotation:
    """A quotation of the draft."""

    number: int
    paragraph: int
    span: tuple[int, int]
    """The words without their marks, as offsets into the source."""
    speaker: str = ""
    verb: str = ""
    ident: str = ""


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return where quotations stand, with their marks. One whose end is not there goes on to the end."""
    spans = [found.span() for found in _QUOTED.finditer(text)]
    behind = spans[-1][1] if spans else 0
    opened = max(text.rfind("“"), text.rfind("「"))
    closed = re.search("[”」]", text)
    if opened >= behind:
        spans.append((opened, len(text)))
    if closed and not any(start < closed.start() < end for start, end in spans):
        spans.insert(0, (0, closed.end()))
    return spans


def quotations(paragraph: tuple[int, int], reads: list[Read], text: str, speakers: Speakers) -> Iterator[Quotation]:
    """Yield the quotations of a paragraph. ``reads`` are its sentences."""
    earlier: Quotation | None = None
    for found in _QUOTED.finditer(text, *paragraph):
        group = next(number for number, words in enumerate(found.groups(), 1) if words)
        start, end = found.span(group)
        while end > start and text[end - 1] in ",，、 ":
            end -= 1
        if not _is_long_enough(text[start:end]) or (found[0][0] == "「" and not _SAID.match(text, found.end())):
            continue
        inside = [read for read in reads if read.start < found.end() and found.start() < read.end]
        if not inside:
            continue
        quotation = Quotation(inside[0].number, inside[0].paragraph, (start, end))
        if not _is_alone(text, found.span(), inside):
            beside = [read for read in inside if read.reading.of("speech")] or inside[:1]
            quotation.speaker = speakers.of(beside[0]) or speakers.nearest(beside[0], found.start(), found.end())
            quotation.verb = _verb(beside[0], found.start(), found.end()) if quotation.speaker else ""
        elif earlier and _goes_on(earlier, quotation, reads, text, speakers):
            quotation.speaker = earlier.speaker
        earlier = quotation
        yield quotation


def _is_alone(text: str, marks: tuple[int, int], inside: list[Read]) -> bool:
    """Tell whether nothing stands beside a quotation in its sentences."""
    around = text[inside[0].start : marks[0]] + text[marks[1] : inside[-1].end]
    return not any(map(str.isalnum, around))


def _goes_on(earlier: Quotation, own: Quotation, reads: list[Read], text: str, speakers: Speakers) -> bool:
    """Tell whether a quotation that stands alone goes on with the one before it: "A," Lund said. "B."

    Not where somebody else is named or speaks between the two, nor behind a question, which somebody else may answer.
    """
    if not earlier.speaker or text[earlier.span[1] - 1] in "?？":
        return False
    between = [read for read in reads if earlier.span[1] <= read.start and read.end <= own.span[0]]
    return not any(any(map(is_report, read.reading.cues)) or speakers.others(read, earlier.speaker) for read in between)


def _is_long_enough(words: str) -> bool:
    if BLANKLESS_SIGN.search(words):
        return len(words) >= _FEWEST_LETTERS
    return len(words.split()) >= _FEWEST_WORDS


def _verb(read: Read, start: int, end: int) -> str:
    """Return the word for speaking that stands nearest to a quotation, in a language where it stands alone."""
    if read.reading.lexicon.letters:
        return ""
    reports = [cue for cue in read.reading.of("speech") if is_report(cue)]
    free = [cue for cue in reports if not start <= read.start + cue.start < end]
    near = min(
        free, key=lambda cue: min(abs(read.start + cue.start - end), abs(read.start + cue.end - start)), default=None
    )
    return near.words if near and near.words.casefold() != "according to" else ""
