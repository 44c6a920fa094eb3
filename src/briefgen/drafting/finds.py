"""What is found in a text before it becomes a draft: who is named, where, and as what."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefgen.model import Actor
from briefgen.reading import Cue, Reading
from briefgen.values import Ident, Text
from briefgen.vocabulary import COMMITMENT_GROUPS, ActorKind


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence of the source, read. Offsets of the reading count from ``start``."""

    number: int
    paragraph: int
    start: int
    end: int
    reading: Reading


@dataclass
class Found:
    """Somebody whom a text names."""

    name: str
    """Empty for one whom the text does not name."""
    kind: ActorKind | None = None
    role: str = ""
    aliases: list[str] = field(default_factory=list)
    descriptor: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)
    """Where the text names it, with the office beside the name, as offsets into the source; the best first."""
    acts: bool = False
    """Whether the text says of it that it does something."""
    speaks: bool = False
    ident: str = ""

    @property
    def head(self) -> str:
        """The word by which a body may be called for short: council, of "Council of Elders" too."""
        return head_of(self.name.casefold().split())

    def as_actor(self) -> Actor:
        """Return the entry by which mentions are looked up."""
        given: dict[str, Any] = {"name": Text(self.name)} if self.name else {"descriptor": Text(self.descriptor)}
        if self.kind:
            given["kind"] = self.kind
        return Actor(id=Ident(self.ident), aliases=tuple(map(Text, self.aliases)), **given)


def head_of(words: Sequence[str]) -> str:
    """Return the word that says what a name is the name of: department, of "Department for Work" too."""
    behind = next((at for at, word in enumerate(words) if at and word in {"of", "for"}), len(words))
    return words[behind - 1] if words else ""


_NOUNS = frozenset({"state", "report", "note", "comment", "remark", "voice", "object", "rule", "read", "claim"})
"""Words for speaking that are nouns as they stand, more often than not."""

NAMES_BEHIND = frozenset({"according to", "in the words of"})
"""Words for speaking that name who speaks behind them, never before."""


def is_report(cue: Cue) -> bool:
    """Tell whether a cue says that somebody speaks, and says no more: said, but not announced."""
    speaks = bool(cue.classes & {"speech", "anonymous", "unnamed-role"}) and not cue.classes & COMMITMENT_GROUPS.keys()
    return speaks and cue.words.casefold() not in _NOUNS


def is_cited(reading: Reading, start: int) -> bool:
    """Tell whether "according to", "according to a leaked" or the like stands before what begins at an offset."""
    cited = [cue for cue in reading.of("speech") if cue.words.casefold() in NAMES_BEHIND and cue.end <= start]
    between = [token for token in reading.tokens if cited and cited[-1].end <= token.start < start]
    return bool(cited) and len(between) <= 2 and "," not in reading.text[cited[-1].end : start]


_SMALL = frozenset({"of", "the", "and", "for", "in", "de", "von", "van"})


def identified(found: Iterable[Found], taken: Iterable[str] = ()) -> None:
    """Give everybody an id of their own: the last name, or the word that tells a body from others."""
    used = {ident.casefold() for ident in taken}
    for one in found:
        for candidate in (*_candidates(one), *(f"{_kind(one)}{number}" for number in range(1, 10_000))):
            if re.fullmatch(Ident.PATTERN, candidate) and candidate.casefold() not in used:
                one.ident = candidate
                used.add(candidate.casefold())
                break


def _candidates(one: Found) -> list[str]:
    words = [_ascii(word) for word in re.findall(r"[^\W_]+", one.name) if word.casefold() not in _SMALL]
    if not all(words) or not words:
        return []
    if one.kind == "person":
        return [words[-1], "".join(words)]
    initials = "".join(word[0] for word in words)
    if one.kind == "state":
        return ["".join(words), initials]
    first = words[0] if one.kind in {"company", None} else _ascii(one.head) or words[-1]
    return [first, *([initials] if len(initials) > 2 else []), "".join(words)]


def _ascii(word: str) -> str:
    """Return the plain capital letters of a word; empty for one in another script."""
    plain = unicodedata.normalize("NFKD", word.removesuffix("’s").removesuffix("'s"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return letters.upper() if letters.isascii() else ""


def _kind(one: Found) -> str:
    return {"anonymous": "SOURCE", "person": "PERSON"}.get(one.kind or "", "ACTOR")
