"""What the sources say: statements of every kind, and words verbatim."""

from typing import Annotated, ClassVar

from briefgen.fields import Listed, Maybe, NotStated, OrNull
from briefgen.model.evidence import ActorRef, Attribution, Cited
from briefgen.values import Text
from briefgen.vocabulary import Commitment, Confidence, Likelihood


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


class TimelineEntry(Statement):
    """Something with a time."""

    when: Annotated[Text | NotStated, OrNull()]
    """The time, in the source's own words."""


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
