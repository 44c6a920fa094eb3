"""The vocabulary of a brief: data only. The docstrings under the fields are what editors and the schema show.

Plain text is accepted wherever a full entry is: ``decisions: ["The council bought the mill."]``. Absent and ``null``
are different things: absent says nothing, ``null`` says that the source does not say, and is printed so.
"""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from briefgen.fields import Entry, Listed, Maybe, NotStated, OrNull, Ref, SchemaForEditors
from briefgen.problems import did_you_mean
from briefgen.values import Day, Ident, Prose, Text, Url
from briefgen.vocabulary import TLP, TLP_BEFORE, ActorKind, Commitment, Confidence, Likelihood, Presence, Status

ActorRef = Annotated[Ident, Ref(("actor",))]
SourceRef = Annotated[Ident, Ref(("source",))]
StatementRef = Annotated[Ident, Ref(("statement",))]
Path = tuple[str | int, ...]
"""The way to a part of a brief: ``("decisions", 0)``."""
EntryRef = Annotated[Ident, Ref(("statement", "actor", "question", "term", "source"))]


class Evidence(Entry):
    """The words of a source that carry a statement (W3C TextQuoteSelector)."""

    short: ClassVar[str] = "exact"

    source: SourceRef | None = None
    """The source's id; may be left out while there is only one source."""
    exact: Text
    """The smallest clause that carries the statement, copied from the source word for word. ``…`` marks a gap."""
    prefix: Text | None = None
    """Words that stand right before the clause, where the clause occurs more than once."""
    suffix: Text | None = None
    """Words that stand right after the clause, where the clause occurs more than once."""


class Cited(Entry):
    """An entry that rests on words of a source."""

    id: Ident | None = None
    """A short name by which other entries refer to this one; it is never printed."""
    evidence: Listed[Evidence] = ()
    """The words of the source that carry the entry."""
    remark: Text | None = None
    """A note of the drafter to colleagues; it is never printed."""


class Attribution(Entry):
    """Who says so."""

    short: ClassVar[str] = "actor"

    actor: Annotated[Listed[ActorRef], Field(min_length=1)]
    """The id of the actor who says so, or several; for an unnamed source, an actor of kind ``anonymous``."""
    verb: Text | None = None
    """How it was said, in the source's word: said, explained, states."""
    occasion: Text | None = None
    """Where or when it was said, in the source's words: at the meeting."""


class Statement(Cited):
    """One claim, as firm as the source makes it and not firmer."""

    short: ClassVar[str] = "text"

    text: Text
    """The statement, in one sentence that can be understood alone."""
    attribution: Maybe[Attribution] = None
    """Who says so."""
    commitment: Commitment | None = None
    """How firm it is, by the source's own word."""
    likelihood: Likelihood | None = None
    """How likely it is, in the words of ICD 203."""
    confidence: Confidence | None = None
    """How far the judgement can be relied on."""
    confidence_basis: Text | None = None
    """Why the confidence is what it is."""
    actors: Listed[ActorRef] = ()
    """The ids of those who decide or act."""
    when: Maybe[Text] = None
    """The time of what ``commitment`` names, in the source's own words: "late this year". null: none is given."""


class Decision(Statement):
    """Something decided, or on the way to it."""

    conditions: Text | None = None
    """What it depends on."""


class Biography(Statement):
    """Who a person is and has been, in a sentence or two."""


class Quote(Cited):
    """Somebody's words, verbatim."""

    short: ClassVar[str] = "text"

    text: Text
    """The words as the source prints them, without the quotation marks around them."""
    speaker: Maybe[Attribution] = None
    """Who said it."""
    about: Text | None = None
    """What the words are about, in the drafter's words, printed before them."""
    original: Text | None = None
    """The words in the language of the source, where ``text`` is a translation."""
    sic: bool = False
    """True when an odd wording is the source's own."""


class Actor(Cited):
    """A person, government, body or document that acts, speaks or is named."""

    short: ClassVar[str] = "name"

    name: Maybe[Text] = None
    """The name. null for one whom the source does not name; then give ``descriptor``."""
    descriptor: Text | None = None
    """How the source describes one whom it does not name: "a source in the Japanese government"."""
    aliases: Listed[Text] = ()
    """Other names for the same actor in the source."""
    kind: ActorKind | None = None
    """What the actor is."""
    role: Maybe[Text] = None
    """Office or part played."""
    side: Maybe[Text] = None
    """Whose side the actor is on."""
    presence: Presence | None = None
    """What the source reports of the actor: words (speaks), deeds (acts), being there (attends), the name (named)."""
    biography: Maybe[Biography] = None
    """Who a person is, for those who are to meet them: a statement with evidence of its own."""

    @model_validator(mode="after")
    def _has_a_label(self) -> "Actor":
        if not isinstance(self.name, Text) and self.descriptor is None:
            raise PydanticCustomError(
                "missing-key",
                "an actor needs a 'name', or 'name: null' and a 'descriptor'",
                {"hint": "add 'name: …'"},
            )
        return self


class Sentence(Entry):
    """A sentence that says nothing new: it sums up statements of the brief."""

    short: ClassVar[str] = "text"

    text: Prose
    """The sentence; inline Markdown (*stress*, **weight**) is allowed."""
    grounds: Listed[StatementRef] = ()
    """The ids of the statements that it sums up."""


class Point(Entry):
    """A sentence of the drafter's own: a purpose, an aim. It may rest on statements, and need not."""

    short: ClassVar[str] = "text"

    text: Prose
    """The sentence; inline Markdown (*stress*, **weight**) is allowed."""
    grounds: Listed[StatementRef] = ()
    """The ids of the statements that it rests on, if it does."""


class OpenQuestion(Cited):
    """What is not known, and should be."""

    short: ClassVar[str] = "text"

    text: Text
    """The question."""
    why: Text | None = None
    """Why it matters."""
    grounds: Listed[StatementRef] = ()
    """The ids of the statements that raise it."""
    watch_for: Text | None = None
    """What would answer it."""


class NotStatedItem(Entry):
    """Something that a reader would look for and the source does not say."""

    short: ClassVar[str] = "text"

    text: Text
    """What is missing: "the date of the article"."""
    why: Text | None = None
    """Why it matters, or what can be said instead."""


class TimelineEntry(Statement):
    """Something with a time."""

    when: Annotated[Text | NotStated, OrNull()]
    """The time, in the source's own words."""


class Recommendation(Statement):
    """What the drafter advises: one thing that can be approved or not, with who acts and by when."""

    when: Maybe[Text] = None
    """By when it is to be done."""
    grounds: Listed[StatementRef] = ()
    """The ids of the statements that it rests on."""


class Argument(Cited):
    """What speaks for or against an option: words of the source, or what statements of the brief say."""

    short: ClassVar[str] = "text"

    text: Text
    """The argument, in one sentence."""
    grounds: Listed[StatementRef] = ()
    """The ids of the statements that it rests on, where it has no evidence of its own."""


class Option(Cited):
    """One of the ways open to the one who decides."""

    short: ClassVar[str] = "text"

    text: Text
    """What would be done."""
    recommended: bool = False
    """True for the one that the drafter recommends."""
    pros: Listed[Argument] = ()
    """What speaks for it."""
    cons: Listed[Argument] = ()
    """What speaks against it."""
    grounds: Listed[StatementRef] = ()
    """The ids of the statements that the option, and those of its arguments that name none, rest on."""


class Consideration(Statement):
    """Something to be weighed: the law, the money, how it will be received, a risk."""

    topic: Text | None = None
    """What it is about, in a word or two: "Finance"."""
    grounds: Listed[StatementRef] = ()
    """The ids of the statements that it rests on, where it has no evidence of its own."""


class Dissent(Entry):
    """A view of a colleague or an office that differs from the recommendation."""

    short: ClassVar[str] = "text"

    text: Text
    """The view, as its owner would put it."""
    by: Text | None = None
    """Whose it is."""
    grounds: Listed[StatementRef] = ()
    """The ids of the statements that it rests on, if it does."""


class Participant(Entry):
    """Somebody who takes part in a meeting."""

    short: ClassVar[str] = "name"

    actor: ActorRef | None = None
    """The id of an actor of the brief who takes part."""
    name: Text | None = None
    """The name; that of the actor when left out."""
    role: Text | None = None
    """Office, or part played in the meeting; that of the actor when left out."""
    side: Text | None = None
    """For whom: "ours", "University"."""

    @model_validator(mode="after")
    def _is_somebody(self) -> "Participant":
        if self.actor is None and self.name is None:
            raise PydanticCustomError(
                "missing-key",
                "a participant needs a 'name', or 'actor', the id of an actor of the brief",
                {"hint": "add 'name: …'"},
            )
        return self


class AgendaItem(Entry):
    """A point of the agenda."""

    short: ClassVar[str] = "text"

    text: Text
    """What is dealt with."""
    time: Text | None = None
    """When, or how long: "10:15", "20 min"."""
    lead: Text | None = None
    """Who leads it."""


class Ask(Cited):
    """Something that the other side is likely to ask for."""

    short: ClassVar[str] = "text"

    text: Text
    """What they may ask for."""
    by: Listed[ActorRef] = ()
    """The ids of the actors who may ask for it."""
    line: Text | None = None
    """What to say to it, within what the statements under ``grounds`` say."""
    grounds: Listed[StatementRef] = ()
    """The ids of the statements that the line rests on."""


class Meeting(Entry):
    """The meeting that a brief prepares for."""

    short: ClassVar[str] = "purpose"

    purpose: Point
    """Why it is held, in one sentence."""
    when: Maybe[Text] = None
    """Day and time."""
    where: Maybe[Text] = None
    """Place."""
    participants: Listed[Participant] = ()
    """Who takes part."""
    objectives: Listed[Point] = ()
    """What is to be got out of it, the most important first."""
    agenda: Listed[AgendaItem] = ()
    """The points of the agenda, in order."""
    asks: Listed[Ask] = ()
    """What the other side is likely to ask for, each with the line to take."""
    sensitivities: Listed[Sentence] = ()
    """What is better avoided, or handled with care, each with the statements that it rests on."""


class QuestionAndAnswer(Entry):
    """A question that may be asked, and the line to take."""

    id: Ident | None = None
    """A short name by which other entries refer to this one."""
    question: Text
    """The question."""
    answer: Text
    """The answer, within what the statements say."""
    grounds: Listed[StatementRef] = ()
    """The ids of the statements that the answer rests on."""


class Term(Cited):
    """A term and its meaning."""

    term: Text
    """The word or abbreviation."""
    meaning: Text
    """What it means in the source."""


class Grade(Entry):
    """The Admiralty (NATO) grade of a source: two independent judgements."""

    reliability: Literal["A", "B", "C", "D", "E", "F"]
    """Reliability of the source, A (completely reliable) to F (cannot be judged)."""
    credibility: Literal["1", "2", "3", "4", "5", "6"]
    """Credibility of the information, 1 (confirmed) to 6 (cannot be judged)."""
    rationale: Text | None = None
    """Why."""


class SetAside(Entry):
    """Words of a source that the brief leaves out on purpose; their sentences count as dealt with."""

    short: ClassVar[str] = "exact"

    exact: Text
    """The words, copied from the source; the sentences that they stand in are set aside."""
    prefix: Text | None = None
    """Words that stand right before them, where they occur more than once."""
    suffix: Text | None = None
    """Words that stand right after them, where they occur more than once."""
    reason: Text
    """Why they are left out; never printed."""


class Source(Entry):
    """A text that the brief rests on."""

    short: ClassVar[str] = "file"

    id: Ident | None = None
    """A short name by which evidence refers to the source."""
    file: Text
    """The text, as a path from the project's folder (or from the content file's)."""
    title: Maybe[Text] = None
    """Its title."""
    label: Text | None = None
    """A short name for the notes: "Article"."""
    author: Maybe[Text] = None
    """Who wrote it."""
    publisher: Maybe[Text] = None
    """Who published it."""
    published: Maybe[Day] = None
    """The day it was published, YYYY-MM-DD."""
    url: Maybe[Url] = None
    """Where it can be read."""
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] | None = None
    """Its language, as a BCP 47 tag; the brief's own when left out."""
    descriptor: Text | None = None
    """What bears on its worth: kind of text, closeness to the events, bias (ICD 206)."""
    grade: Grade | None = None
    """Its grade."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """The SHA-256 of the file, in hexadecimal: the brief is held to this very text."""
    redistribute: Literal["full", "quotes", "none"] = "quotes"
    """How much of the text the documents may carry besides the notes: all of it, the quoted words, or none."""
    set_aside: Listed[SetAside] = ()
    """Sentences that the brief leaves out on purpose, each with the reason."""


class Marking(Entry):
    """The protective marking, printed at the head and foot of each page and in the text."""

    short: ClassVar[str] = "label"

    scheme: Literal["tlp", "gscp", "us", "other"] = "other"
    """The scheme the label belongs to; ``tlp`` is the Traffic Light Protocol 2.0."""
    label: Text
    """The marking, as printed."""
    handling: Listed[Text] = ()
    """Handling instructions."""

    @model_validator(mode="after")
    def _is_a_label_of_its_scheme(self) -> "Marking":
        wants = self.scheme == "tlp" or self.label.upper().startswith("TLP")
        if wants and self.label not in TLP:
            raise PydanticCustomError(
                "bad-marking",
                "found the marking '{found}', expected one of " + ", ".join(TLP),
                {"hint": TLP_BEFORE.get(self.label) or did_you_mean(self.label, TLP), "found": str(self.label)},
            )
        return self


class Clearance(Entry):
    """Who cleared the brief."""

    short: ClassVar[str] = "name"

    name: Text
    """Name of the person or office."""
    office: Text | None = None
    """Office."""
    result: Text | None = None
    """What came of it: cleared, pending."""
    date: Maybe[Day] = None
    """When, YYYY-MM-DD."""


class Header(Entry):
    """The head of the memo."""

    to: Listed[Text] = ()
    """Addressees."""
    sender: Annotated[Text | None, Field(alias="from")] = None
    """Who sends it."""
    subject: Text | None = None
    """The subject line, where it is not the title."""
    reference: Text | None = None
    """File reference."""
    action: Literal["decide", "note", "none"] | None = None
    """What the addressee is asked to do."""
    deadline: Maybe[Day] = None
    """By when, YYYY-MM-DD."""
    deadline_reason: Text | None = None
    """Why by then, where it is urgent."""
    drafter: Text | None = None
    """Who wrote it."""
    contact: Text | None = None
    """How to reach the drafter."""
    clearances: Listed[Clearance] = ()
    """Who cleared it."""
    distribution: Listed[Text] = ()
    """Who else receives it."""


class Acknowledgement(Entry):
    """A warning that somebody has looked at, and that may stand."""

    code: Text
    """The code of the warning, which stands in brackets behind its message."""
    reason: Text
    """Why it may stand; never printed."""
    entry: EntryRef | None = None
    """The id of the entry that it is about; without it, all warnings of that code are acknowledged."""


class Brief(Entry):
    """A brief: the summary of one or more texts, from which the documents are made."""

    briefgen: Literal["1"] = "1"
    """The version of this format; 1."""
    title: Text
    """What happened, in one line."""
    subtitle: Text | None = None
    """A second line."""
    template: Ident | None = None
    """The template to use; ``memo`` when left out."""
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    """The language of the brief, as a BCP 47 tag: en, en-GB, ja."""
    as_of: Maybe[Day] = None
    """The state of knowledge, YYYY-MM-DD; null where the sources are not dated."""
    version: Text | None = None
    """The version of the brief."""
    status: Status | None = None
    """Where it stands."""
    keywords: Listed[Text] = ()
    """Words to find it by."""
    header: Header = Header()
    """To, from, subject and the like."""
    marking: Marking | None = None
    """The protective marking."""
    sources: Annotated[Listed[Source], Field(min_length=1)]
    """The texts that the brief rests on."""
    source_summary: Text | None = None
    """Strengths, weaknesses and gaps of the sources (ICD 206)."""
    issue: Point | None = None
    """The matter to be decided, or the reason for the brief, in one sentence."""
    bottom_line: Listed[Sentence] = ()
    """What the reader must know, in at most four lines; each sentence refers to the statements it sums up."""
    decisions: Listed[Decision] = ()
    """What was decided, agreed, announced, or is being considered."""
    actors: Listed[Actor] = ()
    """Who acts, speaks or is named."""
    open_questions: Listed[OpenQuestion] = ()
    """What is open."""
    quotes: Listed[Quote] = ()
    """What was said, verbatim."""
    assessments: Listed[Statement] = ()
    """Judgements, each with whose it is."""
    background: Listed[Statement] = ()
    """What was so before, and what things are."""
    timeline: Listed[TimelineEntry] = ()
    """What happens when."""
    next_steps: Listed[Statement] = ()
    """What comes next."""
    recommendations: Listed[Recommendation] = ()
    """What the drafter advises."""
    options: Listed[Option] = ()
    """The ways open to the one who decides, with what speaks for and against each."""
    considerations: Listed[Consideration] = ()
    """What is to be weighed: law, money, risks, how it will be received."""
    dissent: Listed[Dissent] = ()
    """Views of colleagues that differ from the recommendation."""
    if_not_decided: Listed[Sentence] = ()
    """What happens if nothing is decided, each with the statements that it rests on."""
    meeting: Meeting | None = None
    """The meeting that the brief prepares for."""
    talking_points: Listed[Sentence] = ()
    """Lines to take."""
    qa: Listed[QuestionAndAnswer] = ()
    """Questions and answers."""
    glossary: Listed[Term] = ()
    """Terms."""
    not_stated: Listed[NotStatedItem] = ()
    """What a reader would look for and the sources do not say."""
    extra: dict[Ident, Text | Listed[Text]] = Field(default={})
    """An office's own fields, usable in templates under the same names."""
    accept: Listed[Acknowledgement] = ()
    """Warnings that may stand, each with the reason."""


KINDS: dict[str, str] = {
    "sources": "source",
    "actors": "actor",
    "actors.biography": "statement",
    "decisions": "statement",
    "quotes": "statement",
    "assessments": "statement",
    "background": "statement",
    "timeline": "statement",
    "next_steps": "statement",
    "recommendations": "statement",
    "options": "statement",
    "options.pros": "statement",
    "options.cons": "statement",
    "considerations": "statement",
    "open_questions": "question",
    "meeting.asks": "question",
    "qa": "question",
    "glossary": "term",
}
"""Where the entries with ids stand, and what a reference to one calls it: ``meeting.asks`` is within ``meeting``."""


def named(brief: Brief) -> Iterator[Entry]:
    """Yield the entries that can have an id by which others refer to them."""
    for place in KINDS:
        yield from _at(brief, place.split("."))


def _at(entry: Entry, names: list[str]) -> Iterator[Entry]:
    value = getattr(entry, names[0])
    for one in value if isinstance(value, tuple) else [value]:
        if isinstance(one, Entry):
            yield from _at(one, names[1:]) if names[1:] else [one]


def within(entry: Entry, path: Path = ()) -> Iterator[tuple[Path, Entry]]:
    """Yield the entries in an entry, at any depth, each with its path from there; outer ones first."""
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        for part, one in enumerate(value) if isinstance(value, tuple) else [(None, value)]:
            if isinstance(one, Entry):
                here = (*path, name) if part is None else (*path, name, part)
                yield here, one
                yield from within(one, here)


def cited(brief: Brief) -> Iterator[tuple[Path, Cited]]:
    """Yield every entry of a brief that can carry evidence, with its path: section by section, then within them."""
    yield from ((path, entry) for path, entry in within(brief) if isinstance(entry, Cited))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a content file, for completion and checks in editors."""
    schema = Brief.model_json_schema(schema_generator=SchemaForEditors)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "briefgen content file",
        **schema,
    }
