"""What a document carries of its sources, worked out from a brief: whole paragraphs, and the words that notes quote.

The tree takes out what may not be shown, once it is known which notes it keeps.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from briefgen.check import Case, source_of
from briefgen.check.coverage import Coverage, coverage
from briefgen.evidence import Ambiguous, NotFound, Passage, between_gaps, locate, normal_text
from briefgen.extracts import Citation, ParagraphExtract, SentenceExtract, SourceExtract
from briefgen.model import Evidence, Source
from briefgen.scripts import BLANKLESS_SIGN
from briefgen.source import Paragraph, SourceText
from briefgen.values import replace_refused

_BLANKS = re.compile("[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
_LINE_END = re.compile("[\n\r\x85\u2028\u2029]")


def in_one_line(text: str) -> str:
    """Make text of a source one line that every document can hold.

    Between characters that are written without blanks, the end of a line is none.
    """
    return _joined(text, _blanks(text))


def folded(text: str) -> tuple[str, list[int]]:
    """Do the same, and return for each offset where it is then."""
    offsets: list[int] = []
    length = position = 0
    for start, end, sign in (blanks := [*_blanks(text)]):
        offsets += range(length, length + start - position)
        length += start - position
        offsets += [length] * (end - start)
        length += len(sign)
        position = end
    offsets += range(length, length + len(text) - position + 1)
    return _joined(text, blanks), offsets


def _joined(text: str, blanks: Iterable[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    position = 0
    for start, end, sign in blanks:
        parts += (text[position:start], sign)
        position = end
    return replace_refused("".join((*parts, text[position:])))


def _blanks(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where blanks stand, and what becomes of them."""
    for blank in _BLANKS.finditer(text):
        start, end = blank.span()
        if end - start == 1 and text[start] == " " and 0 < start < len(text) - 1:  # Nearly all of them.
            yield start, end, " "
            continue
        around = text[start - 1 : start], text[end : end + 1]
        inside = all(around) and not (_LINE_END.search(blank[0]) and all(map(BLANKLESS_SIGN.match, around)))
        yield start, end, " " * inside


class Sources:
    """The sources of one brief, with their paragraphs as documents show them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._folded = {
            source: [folded(text.text[part.start : part.end]) for part in text.paragraphs]
            for source, text in case.texts.items()
        }
        self._coverage = coverage(case)

    def coverage(self, source: Source) -> Coverage | None:
        """Return what the brief makes of the sentences of a source; None where it could not be read."""
        return next((own for own in self._coverage if own.source is source), None)

    def extracts(self, references: Mapping[Source, tuple[str, str]]) -> tuple[SourceExtract, ...]:
        """Return the sources with all their paragraphs. ``references`` gives name and reference of each."""
        brief = self.case.brief
        return tuple(
            SourceExtract(
                number,
                *references[source],
                language=source.language or brief.language,
                redistribute=source.redistribute,
                paragraphs=tuple(self._paragraphs(source)),
            )
            for number, source in enumerate(brief.sources, 1)
        )

    def _paragraphs(self, source: Source) -> Iterator[ParagraphExtract]:
        coverage = self.coverage(source)
        if coverage is None:
            return
        text = self.case.texts[source]
        for paragraph, (words, _) in zip(text.paragraphs, self._folded[source], strict=True):
            sentences = tuple(
                SentenceExtract(
                    sentence.number,
                    *self._moved(source, paragraph, sentence.start, sentence.end),
                    use=_use(coverage, sentence.number),
                )
                for sentence in text.sentences_between(paragraph.start, paragraph.end)
            )
            yield ParagraphExtract(paragraph.number, words, sentences)

    def citations(self, clause: Evidence) -> Iterator[Citation]:
        """Yield the words that a clause quotes: one stretch, or several where it leaves words out."""
        source, passage = source_of(self.case.brief, clause), self.case.found.get(clause)
        if source is None or not isinstance(passage, Passage):
            return
        number = self.case.brief.sources.index(source) + 1
        paragraph = self.case.texts[source].paragraphs[passage.paragraph - 1]
        for start, end in _stretches(passage, clause.exact):
            yield Citation(number, paragraph.number, *self._moved(source, paragraph, start, end))

    def _moved(self, source: Source, paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
        """Turn offsets into the source, of which the last character is no blank, into offsets into a paragraph."""
        offsets = self._folded[source][paragraph.number - 1][1]
        return offsets[start - paragraph.start], offsets[end - 1 - paragraph.start] + 1


def _use(own: Coverage, sentence: int) -> Literal["used", "set-aside", "unused"]:
    if sentence in own.used:
        return "used"
    return "set-aside" if sentence in own.set_aside else "unused"


def _stretches(passage: Passage, exact: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of a clause stand, without those that its gaps leave out."""
    parts = between_gaps(exact)
    if len(parts) < 2 or normal_text(exact) in normal_text(passage.words):
        yield passage.start, passage.end
        return
    # A line end would begin a paragraph of a text that has no blank lines.
    whole = SourceText("", passage.words.replace("\n", " "), "")
    end = 0
    for part in parts:
        found = next(place for place in _places(whole, part) if place.start >= end)
        end = found.end
        yield passage.start + found.start, passage.start + end


def _places(text: SourceText, words: str) -> tuple[Passage, ...]:
    match locate(text, words):
        case Passage() as only:
            return (only,)
        case Ambiguous(passages):
            return passages
        case NotFound():
            return ()
