"""The brief as a whole, and the schema of the files that hold one."""

from typing import Annotated, Any, Literal

from pydantic import Field

from briefgen.fields import Entry, Listed, Maybe, Ref, SchemaForEditors
from briefgen.model.actors import Actor
from briefgen.model.advice import Consideration, Dissent, Option, Recommendation
from briefgen.model.head import Header, Marking
from briefgen.model.meeting import Meeting
from briefgen.model.own_words import NotStatedItem, OpenQuestion, Point, QuestionAndAnswer, Sentence, Term
from briefgen.model.sources import Source
from briefgen.model.statements import Decision, Quote, Statement, TimelineEntry
from briefgen.values import Day, Ident, Text
from briefgen.vocabulary import Status

EntryRef = Annotated[Ident, Ref(("statement", "actor", "question", "term", "source"))]


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


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a content file, for completion and checks in editors."""
    schema = Brief.model_json_schema(schema_generator=SchemaForEditors)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "briefgen content file",
        **schema,
    }
