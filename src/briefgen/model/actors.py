"""Who acts, speaks or is named."""

from typing import ClassVar

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from briefgen.fields import Listed, Maybe
from briefgen.model.evidence import Cited
from briefgen.model.statements import Statement
from briefgen.values import Text
from briefgen.vocabulary import ActorKind, Presence


class Biography(Statement):
    """Who a person is and has been, in a sentence or two."""


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
