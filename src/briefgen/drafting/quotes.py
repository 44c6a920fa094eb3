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
        beside = [read for read in inside if read.reading.of("speech")] or inside[:1]
        read = beside[0]
        speaker = speakers.of(read) or speakers.nearest(read, found.start(), found.end())
        quotation = Quotation(inside[0].number, inside[0].paragraph, (start, end), speaker)
        if speaker:
            quotation.verb = _verb(read, found.start(), found.end())
        yield quotation


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
