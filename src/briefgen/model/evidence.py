"""What carries a statement: the words of a source, and who said them."""

from typing import Annotated, ClassVar

from pydantic import Field

from briefgen.fields import Entry, Listed, Ref
from briefgen.values import Ident, Text

ActorRef = Annotated[Ident, Ref(("actor",))]
SourceRef = Annotated[Ident, Ref(("source",))]
StatementRef = Annotated[Ident, Ref(("statement",))]


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
