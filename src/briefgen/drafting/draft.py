"""A source → what a first draft of a brief proposes: actors, statements, quotations, and what is left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from briefgen.check.claims import Lexicons
from briefgen.drafting.actors import actors_in
from briefgen.drafting.clauses import Clause, alone, one_line, pinned
from briefgen.drafting.finds import Found, Read
from briefgen.drafting.head import Head, behind_dateline, head_of_text
from briefgen.drafting.language import language_of
from briefgen.drafting.questions import Question, question_of
from briefgen.drafting.quotes import Quotation, quotations
from briefgen.drafting.speakers import Speakers
from briefgen.drafting.statements import Statement, statement_of
from briefgen.drafting.vocabulary import words
from briefgen.lexicon import Lexicon, lexicon
from briefgen.reading import Reading
from briefgen.sentences import Sentence
from briefgen.source import SourceText

SECTIONS = {"decisions": "D", "assessments": "A", "background": "B", "next_steps": "N"}
"""The sections of statements, each with the letter of its ids."""
MOST_STATEMENTS = 40
MOST_QUOTATIONS = 30
MOST_QUESTIONS = 20
MOST_SENTENCES = 400
"""Sentences that are read; a text has more when it is a book, and then a draft of the beginning will do."""
LONGEST_TITLE = 120
LONGEST_SENTENCE = 2_000
"""Characters of a sentence; what is longer is a table or was not meant to be read."""
UNTITLED = "TODO"
MOST_PLACES = 30
"""Places of the same words; what stands in more is a line of every page."""
MOST_SPANS = 5
"""Places that name an actor and are tried as its evidence."""
MOST_WORDS_BEHIND = 4
_WORDS_BEHIND = re.compile(r"[\s,]+(?P<word>[\w’'-]+)")
_LOOSE = frozenset(
    re.findall(r"\w+", "and or of the a an in at to for with on by as that is was are were its his her their")
)
"""Words that no clause ends with."""
SOURCE_ID = "article"
_OPEN = frozenset({"possible", "condition", "considering"})
_STOP = re.compile(r"[.!?。！？…:;,]$")


@dataclass
class Draft:
    """What is proposed, and what of the source it rests on."""

    source: SourceText
    language: str
    known: bool
    """Whether the language was recognised, or given."""
    readable: bool
    """Whether there are cue words for it."""
    title: str
    headline: bool
    """Whether the source begins with its title."""
    actors: list[Found]
    statements: list[Statement]
    quotations: list[Quotation]
    questions: list[Question]
    cut: bool
    """Whether there would have been more statements."""
    open: list[int]
    """The numbers of sentences that leave something open."""
    head: Head = field(default_factory=Head)
    _clauses: dict[tuple[int, int], Clause | None] = field(default_factory=dict)
    _named: dict[str, Clause | None] = field(default_factory=dict)

    def clause(self, span: tuple[int, int]) -> Clause | None:
        """Return the words at two offsets as evidence; None where they cannot be cited."""
        if span not in self._clauses:
            self._clauses[span] = pinned(self.source, *span, most=MOST_PLACES)
        return self._clauses[span]

    def evidence(self, found: Found) -> Clause | None:
        """Return the words that name an actor: a few that stand there once, where that can be had."""
        if found.ident not in self._named:
            spans = found.spans[:MOST_SPANS]
            tries = (self._alone, self._longer, self.clause)
            clauses = (clause for attempt in tries for span in spans if (clause := attempt(span)))
            self._named[found.ident] = next(clauses, None)
        return self._named[found.ident]

    def _alone(self, span: tuple[int, int]) -> Clause | None:
        return alone(self.source, *span)

    def _longer(self, span: tuple[int, int]) -> Clause | None:
        """Add the words behind until there is only one such place."""
        sentence = self.source.sentence_at(span[0])
        for found in islice(_WORDS_BEHIND.finditer(self.source.text, span[1], sentence.end), MOST_WORDS_BEHIND):
            clause = None if found["word"] in _LOOSE else self._alone((span[0], found.end()))
            if clause:
                return clause
        return None

    def used(self) -> set[int]:
        """Return the numbers of the sentences that statements, quotations and questions rest on."""
        entries: list[Statement | Quotation | Question] = [*self.statements, *self.quotations, *self.questions]
        spans = [entry.span for entry in entries]
        return {sentence.number for span in spans for sentence in self.source.sentences_between(*span)}

    def number(self) -> None:
        """Give each statement, quotation and question its id."""
        counts = dict.fromkeys(SECTIONS, 0)
        for statement in self.statements:
            counts[statement.section] += 1
            statement.ident = f"{SECTIONS[statement.section]}{counts[statement.section]}"
        for count, quotation in enumerate(self.quotations, 1):
            quotation.ident = f"Q{count}"
        for count, question in enumerate(self.questions, 1):
            question.ident = f"O{count}"


def drafted(source: SourceText, language: str = "", lexicons: Lexicons = lexicon) -> Draft:
    """Return a draft of a brief on a source; ``language`` is its language, where that is known."""
    recognised = language or language_of(source.text)
    tag = recognised or "en"
    own, known = lexicons(tag), words(tag)
    sentences = source.sentences[:MOST_SENTENCES]
    headline = _is_headline(source)
    draft = Draft(source, tag, bool(recognised), own is not None, _title(source), headline, [], [], [], [], False, [])
    draft.head = head_of_text(source, tag)
    if own is None or not recognised:
        return draft
    body = [one for one in sentences[headline:] if _is_read(one, draft.head)]
    reads = [Read(one.number, one.paragraph, one.start, one.end, _reading(source, one, own)) for one in body]
    if known:
        taken = [SOURCE_ID, *(f"{letter}{number}" for letter in "DABNQO" for number in range(1, MOST_STATEMENTS + 1))]
        draft.actors = actors_in(reads, known, taken)
    speakers = Speakers(source, draft.actors)
    speakers.mark(reads)
    asked = (query for read in reads if (query := question_of(read, known)) and draft.clause(query.span))
    draft.questions = list(islice(asked, MOST_QUESTIONS))
    settled = _without(reads, draft.questions)
    found = (one for read in settled if (one := statement_of(read, speakers, known)) and draft.clause(one.span))
    made = list(islice(found, MOST_STATEMENTS + 1))
    draft.cut = len(made) > MOST_STATEMENTS or len(sentences) < len(source.sentences)
    draft.statements = made[:MOST_STATEMENTS]
    draft.quotations = _quotations(draft, reads, speakers)
    draft.open = [read.number for read in settled if read.reading.classes & _OPEN]
    draft.number()
    return draft


def _is_read(sentence: Sentence, head: Head) -> bool:
    return sentence.end - sentence.start <= LONGEST_SENTENCE and not head.holds(sentence.start, sentence.end)


def _without(reads: Sequence[Read], questions: Sequence[Question]) -> list[Read]:
    """Return the sentences that do more than to ask one of the questions."""
    numbers = {question.number for question in questions if question.alone}
    return [read for read in reads if read.number not in numbers]


def _reading(source: SourceText, sentence: Sentence, own: Lexicon) -> Reading:
    return Reading(source.text[sentence.start : sentence.end], own)


def _quotations(draft: Draft, reads: Sequence[Read], speakers: Speakers) -> list[Quotation]:
    groups: dict[int, list[Read]] = {}
    for read in reads:
        groups.setdefault(read.paragraph, []).append(read)
    found = (
        quotation
        for number, group in groups.items()
        for quotation in quotations(_span(draft.source, number), group, draft.source.text, speakers)
    )
    return [one for one in found if draft.clause(one.span)][:MOST_QUOTATIONS]


def _span(source: SourceText, number: int) -> tuple[int, int]:
    paragraph = source.paragraphs[number - 1]
    return paragraph.start, paragraph.end


def _is_headline(source: SourceText) -> bool:
    """Tell whether the first line is a title: short, on a line of its own, without a full stop."""
    if len(source.sentences) < 2:
        return False
    first, second = source.sentences[:2]
    alone = "\n" in source.text[first.end : second.start]
    return alone and first.end - first.start <= LONGEST_TITLE and not _STOP.search(source.text[: first.end])


def _title(source: SourceText) -> str:
    """Return the first sentence, without the place it was written in, cut between words where it is long."""
    first = source.sentences[0]
    line = one_line(source.text[first.start : first.end]).strip()
    line = line[behind_dateline(line) :] or UNTITLED
    if len(line) <= LONGEST_TITLE:
        return re.sub(r"(?<=\w)[.。]$", "", line)
    ends = [found.start() for found in _TITLE_ENDS.finditer(line, 40, LONGEST_TITLE)]
    ends = ends or [max(line.rfind(" ", 0, LONGEST_TITLE), 40 if " " in line[:40] else LONGEST_TITLE)]
    return f"{line[: ends[-1]]} …"


_TITLE_ENDS = re.compile(r"[,;:—、，]|\s(?:and|but|or|which|who|that|after|while|as)\s")
