"""A source → what a first draft of a brief proposes: actors, statements, quotations, and what is left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefgen.drafting.actors import actors_in
from briefgen.drafting.clauses import Clause, one_line, pinned
from briefgen.drafting.finds import Found, Read
from briefgen.drafting.language import language_of
from briefgen.drafting.quotes import Quotation, quotations
from briefgen.drafting.speakers import Speakers
from briefgen.drafting.statements import Statement, statements
from briefgen.drafting.vocabulary import words
from briefgen.lexicon import lexicon
from briefgen.reading import Reading
from briefgen.sentences import Sentence
from briefgen.source import SourceText

SECTIONS = {"decisions": "D", "assessments": "A", "background": "B", "next_steps": "N"}
"""The sections of statements, each with the letter of its ids."""
MOST_STATEMENTS = 40
MOST_QUOTATIONS = 30
MOST_SENTENCES = 1_000
"""Sentences that are read; a text has more when it is a book, and then a draft of the beginning will do."""
LONGEST_TITLE = 120
LONGEST_SENTENCE = 2_000
"""Characters of a sentence; what is longer is a table or was not meant to be read."""
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
    title: str
    headline: bool
    """Whether the source begins with its title."""
    actors: list[Found]
    statements: list[Statement]
    quotations: list[Quotation]
    cut: bool
    """Whether there would have been more statements."""
    open: list[int]
    """The numbers of sentences that leave something open."""
    clauses: dict[tuple[int, int], Clause | None] = field(default_factory=dict)

    def clause(self, span: tuple[int, int]) -> Clause | None:
        """Return the words at two offsets as evidence; None where they cannot be cited."""
        if span not in self.clauses:
            self.clauses[span] = pinned(self.source, *span)
        return self.clauses[span]

    def evidence(self, found: Found) -> Clause | None:
        """Return the words that name an actor: a few that stand there once, where that can be had."""
        for span in found.spans[:4]:
            clause = self.clause(span)
            if clause and not (clause.prefix or clause.suffix):
                return clause
        for span in found.spans[:2]:
            if clause := self._longer(span) or self.clause(span):
                return clause
        return None

    def _longer(self, span: tuple[int, int]) -> Clause | None:
        """Add the words behind until there is only one such place."""
        sentence = self.source.sentence_at(span[0])
        behind = self.source.text[span[1] : sentence.end]
        for count, word in enumerate(re.finditer(r"\s+[\w’'-]+", behind)):
            if count > 5 or word.start() != (0 if not count else last):
                return None
            last = word.end()
            clause = self.clause((span[0], span[1] + last))
            if clause and not (clause.prefix or clause.suffix):
                return clause
        return None

    def used(self) -> set[int]:
        """Return the numbers of the sentences that statements and quotations rest on."""
        spans = [entry.span for entry in (*self.statements, *self.quotations)]
        return {sentence.number for span in spans for sentence in self.source.sentences_between(*span)}

    def number(self) -> None:
        """Give each statement and quotation its id."""
        counts = dict.fromkeys(SECTIONS, 0)
        for statement in self.statements:
            counts[statement.section] += 1
            statement.ident = f"{SECTIONS[statement.section]}{counts[statement.section]}"
        for count, quotation in enumerate(self.quotations, 1):
            quotation.ident = f"Q{count}"


def drafted(source: SourceText, language: str = "") -> Draft:
    """Return a draft of a brief on a source; ``language`` is its language, where that is known."""
    found = language or language_of(source.text)
    tag = found or "en"
    own, known = lexicon(tag), words(tag)
    sentences = source.sentences[:MOST_SENTENCES]
    headline = _is_headline(source)
    draft = Draft(source, tag, bool(found), _title(source), headline, [], [], [], False, [])
    if own is None or not found:
        return draft
    body = [one for one in sentences if one.end - one.start <= LONGEST_SENTENCE][headline:]
    reads = [Read(one.number, one.paragraph, one.start, one.end, _reading(source, one, own)) for one in body]
    if known:
        taken = [SOURCE_ID, *(f"{letter}{number}" for letter in "DABNQ" for number in range(1, MOST_STATEMENTS + 1))]
        draft.actors = actors_in(reads, known, taken)
    speakers = Speakers(source, draft.actors)
    made = list(statements(reads, speakers, known, MOST_STATEMENTS + 1))
    draft.cut = len(made) > MOST_STATEMENTS or len(sentences) < len(source.sentences)
    draft.statements = [one for one in made[:MOST_STATEMENTS] if draft.clause(one.span)]
    draft.quotations = _quotations(draft, reads, speakers)
    draft.open = [read.number for read in reads if read.reading.classes & _OPEN]
    draft.number()
    return draft


def _reading(source: SourceText, sentence: Sentence, own: "Lexicon") -> Reading:
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
    line = re.sub(r"^[A-Z][A-Z’'.,& -]{2,40}(?:, [^—–]{1,24})? [—–-]{1,2} ", "", line)
    if len(line) <= LONGEST_TITLE:
        return re.sub(r"(?<=\w)[.。]$", "", line)
    cut = line[: LONGEST_TITLE + 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[40:] else cut[:LONGEST_TITLE]} …"
