"""What a brief claims and what it rests on: each statement with its evidence, read with their lexicons."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from briefgen.check.voices import Cast
from briefgen.evidence import Ambiguous, NotFound, Passage, holds, locate
from briefgen.lexicon import Lexicon
from briefgen.model import Actor, Argument, Attribution, Brief, Cited, Evidence, Quote, Source, Statement
from briefgen.reading import Cue, Reading
from briefgen.source import SourceText
from briefgen.values import Text

SECTIONS = ("decisions", "assessments", "background", "timeline", "next_steps", "quotes")
"""Sections whose entries say what the source says."""


def _saying(brief: Brief) -> Iterator[tuple[str, Statement | Quote | Argument]]:
    """Yield the entries that say what the source says, each with its section; what is weighed, where it cites it."""
    yield from ((section, entry) for section in SECTIONS for entry in getattr(brief, section))
    yield from (("considerations", entry) for entry in brief.considerations if entry.evidence)
    for option in brief.options:
        yield from (("options", one) for one in (*option.pros, *option.cons) if one.evidence)
    yield from (("actors", one.biography) for one in brief.actors if isinstance(one.biography, Statement))


Lexicons = Callable[[str], Lexicon | None]
"""A language tag → its lexicon."""


def evidence_of(entry: Cited) -> tuple[Evidence, ...]:
    """Return the evidence of an entry. A quotation is its own evidence unless it gives another."""
    if isinstance(entry, Quote) and not entry.evidence:
        return (Evidence(exact=entry.original or entry.text),)
    return entry.evidence


def rests(entry: Cited) -> bool:
    """Tell whether an entry says what it rests on: words of a source, or statements of the brief."""
    return bool(evidence_of(entry) or getattr(entry, "grounds", ()))


def source_of(brief: Brief, evidence: Evidence) -> Source | None:
    """Return the source that a clause is from; None where that is not said and there are several."""
    if evidence.source is None:
        return brief.sources[0] if len(brief.sources) == 1 else None
    return next((source for source in brief.sources if source.id == evidence.source), None)


@dataclass(frozen=True, eq=False)
class Support:
    """A clause of evidence where it was found."""

    evidence: Evidence
    passage: Passage
    source: Source
    text: SourceText
    lexicon: Lexicon | None

    @cached_property
    def span(self) -> tuple[int, int]:
        """The sentences that the clause stands in, as offsets into the source."""
        sentences = self.text.sentences_between(self.passage.start, self.passage.end)
        return sentences[0].start, sentences[-1].end

    @cached_property
    def sentence(self) -> str:
        """Those sentences as they stand."""
        return self.text.text[slice(*self.span)]

    @cached_property
    def paragraph(self) -> str:
        """The paragraph up to the end of those sentences: what a reader has read by then."""
        start = self.text.paragraph_at(self.passage.start).start
        return self.text.text[start : self.span[1]]

    @cached_property
    def context(self) -> Reading | None:
        """Those sentences, read."""
        return Reading(self.sentence, self.lexicon) if self.lexicon else None

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """The tokens of the clause in :attr:`context`, as a range."""
        assert self.context is not None
        start, end = self.passage.start - self.span[0], self.passage.end - self.span[0]
        inside = [number for number, token in enumerate(self.context.tokens) if start <= token.start < end]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """The cues within the clause."""
        assert self.context is not None
        first, last = self.bounds
        return tuple(cue for cue in self.context.cues if first <= cue.first and cue.last <= last)

    def leads(self, cue: Cue) -> bool:
        """Tell whether a cue governs the clause as a whole: it stands where the main verb does.

        Words of two languages cannot be compared, so that there is no other way to tell what a cue is about.
        """
        assert self.context is not None
        first, last = self.bounds
        if self.context.lexicon.verb_last:
            return last - cue.last <= LEADING_LETTERS
        return not any(self.context.breaks_before(index) for index in range(first + 1, cue.first + 1))


LEADING_LETTERS = 14
"""Letters from the end of a clause in which the main verb stands, in a language whose verbs stand last."""


@dataclass(frozen=True, eq=False)
class Claim:
    """A statement of the brief, with what it rests on."""

    section: str
    entry: Statement | Quote | Argument
    text: Text
    lexicon: Lexicon | None
    supports: tuple[Support, ...]
    actors: Cast
    """The actors of the brief."""

    @cached_property
    def reading(self) -> Reading | None:
        """The statement, read."""
        return Reading(str(self.text), self.lexicon) if self.lexicon else None

    @cached_property
    def same_language(self) -> bool:
        """Tell whether statement and evidence are in one language that has a lexicon."""
        return bool(self.lexicon and self.supports) and all(own.lexicon is self.lexicon for own in self.supports)

    @cached_property
    def attribution(self) -> Attribution | None:
        """Who is said to say so."""
        given = self.entry.speaker if isinstance(self.entry, Quote) else getattr(self.entry, "attribution", None)
        return given if isinstance(given, Attribution) else None

    @cached_property
    def speakers(self) -> tuple[Actor, ...]:
        """The actors who are said to say so."""
        named = self.attribution.actor if self.attribution else ()
        return tuple(self.actors[ident] for ident in named if ident in self.actors)

    @property
    def commitment(self) -> str:
        """How firm the statement says it is; empty where it does not say."""
        return (isinstance(self.entry, Statement) and self.entry.commitment) or ""

    @cached_property
    def classes(self) -> frozenset[str]:
        """The classes of cues that the statement carries, in its words and in its fields."""
        own = set(self.reading.classes) if self.reading else set()
        own |= {self.commitment} if self.commitment else set()
        if isinstance(self.entry, Statement) and self.entry.likelihood:
            own |= {"possible", "likely"}
        if isinstance(self.entry, Statement) and getattr(self.entry, "conditions", None):
            own.add("condition")
        return frozenset(own | ({"speech"} if self.attribution else set()))

    def is_about(self, support: Support, cue: Cue) -> bool:
        """Tell whether a cue of the evidence governs what the statement is about."""
        assert support.context is not None
        if support.lexicon is not self.lexicon or self.reading is None:
            return support.leads(cue)
        return support.context.governed_by(cue, self.reading.stems)


@dataclass(frozen=True)
class Claims:
    """All claims of a brief, and where no check can be made for want of a lexicon."""

    claims: tuple[Claim, ...]
    actors: Cast
    """The actors of the brief."""
    unread: frozenset[str]
    """Languages without a lexicon."""


def claims(
    brief: Brief,
    texts: Mapping[Source, SourceText],
    found: Mapping[Evidence, Passage | NotFound | Ambiguous],
    lexicons: Lexicons,
) -> Claims:
    """Gather what a brief claims."""
    actors = Cast({str(actor.id): actor for actor in brief.actors if actor.id})
    unread: set[str] = set()

    def lexicon(language: str) -> Lexicon | None:
        own = lexicons(language)
        if own is None:
            unread.add(language)
        return own

    def clauses(entry: Cited) -> tuple[Evidence, ...]:
        """Return the evidence; of a quotation whose words stand elsewhere than in it, the words."""
        given = evidence_of(entry)
        if not isinstance(entry, Quote) or not entry.evidence:
            return given
        said = entry.original or entry.text
        words = given[0].model_copy(update={"exact": said, "prefix": None, "suffix": None})
        held = any(holds(p.words, words.exact) for own in given if isinstance(p := found.get(own), Passage))
        return given if held else (words,)

    def supports(entry: Cited) -> Iterator[Support]:
        for evidence in clauses(entry):
            source, passage = source_of(brief, evidence), found.get(evidence)
            if passage is None and source is not None and source in texts and isinstance(entry, Quote):
                passage = locate(texts[source], evidence.exact, suggest=False)
            if source is not None and isinstance(passage, Passage):
                own = lexicon(source.language or brief.language)
                yield Support(evidence, passage, source, texts[source], own)

    own = lexicon(brief.language)
    made = [Claim(section, entry, entry.text, own, tuple(supports(entry)), actors) for section, entry in _saying(brief)]
    return Claims(tuple(made), actors, frozenset(unread))
