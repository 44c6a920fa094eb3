"""The meeting that a brief prepares for."""

from typing import ClassVar

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from briefgen.fields import Entry, Listed, Maybe
from briefgen.model.evidence import ActorRef, Cited, StatementRef
from briefgen.model.own_words import Point, Sentence
from briefgen.values import Text


class Participant(Entry):
    """Somebody who takes part in a meeting."""

    short: ClassVar[str] = "name"
    any_of: ClassVar[tuple[str, ...]] = ("actor", "name")

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
        if all(getattr(self, key) is None for key in self.any_of):
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
