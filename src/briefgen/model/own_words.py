"""What the drafter writes: it sums up statements, explains them, or asks what they leave open."""

from typing import ClassVar

from briefgen.fields import Entry, Listed
from briefgen.model.evidence import Cited, StatementRef
from briefgen.values import Ident, Prose, Text


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
