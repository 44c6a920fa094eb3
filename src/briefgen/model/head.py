"""The head of a brief: its marking, who sends it to whom, who cleared it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from briefgen.fields import Entry, Listed, Maybe
from briefgen.problems import did_you_mean
from briefgen.values import Day, Text
from briefgen.vocabulary import TLP, TLP_BEFORE


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
