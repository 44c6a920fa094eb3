"""What the drafter advises, and what is to be weighed before it is followed."""

from typing import ClassVar

from briefgen.fields import Entry, Listed, Maybe
from briefgen.model.evidence import Cited, StatementRef
from briefgen.model.statements import Statement
from briefgen.values import Text


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
