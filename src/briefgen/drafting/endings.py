"""Who is named in a Japanese text, told by the ends of names: 大村健一福祉相, 福祉省, 国民党.

A run of Han and katakana that ends with an office is a person's name with it; one that ends as the names of bodies do
is a body's, where it acts. What 同省 and 同党 stand for is not looked for.
"""

import re
from dataclasses import dataclass, field

from briefgen.drafting.finds import Found, Read
from briefgen.drafting.vocabulary import Words
from briefgen.scripts import HAN
from briefgen.vocabulary import ActorKind

_RUN = re.compile(f"[{HAN}々〆ヶ\u30a1-\u30ffA-Za-z\uff21-\uff3a\uff41-\uff5a]+")
_ACTS = re.compile("」?(?:側|内)?(?:は|が|も|によると|によれば|では)")
_STANDS_FOR = ("同", "各", "両", "当", "他")
_SHORT, _LONG = 3, 6
"""Letters of a full name."""


@dataclass
class _Ending:
    name: str
    kind: ActorKind
    role: str = ""
    aliases: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    acts: bool = False


class Endings:
    """Gathers the names of a text, sentence by sentence."""

    def __init__(self, words: Words, states: frozenset[str]) -> None:
        """``states`` are names of countries."""
        self.words = words
        self.states = states
        self.persons: dict[str, _Ending] = {}
        self.bodies: dict[str, _Ending] = {}
        self.but_not = frozenset(map(str, words.file.but_not))
        self.titles = _longest_first(words.titles)
        self.heads = _longest_first(frozenset(words.heads))
        self.before_title = tuple(map(str, words.file.before_title))

    def take(self, read: Read) -> None:
        """Note the names of a sentence."""
        text = read.reading.text
        for run in _RUN.finditer(text):
            span = (read.start + run.start(), read.start + run.end())
            acts = bool(_ACTS.match(text, run.end()))
            person = self._person(run[0])
            if person:
                name, role = person
                own = self.persons.setdefault(name, _Ending(name, "person", role))
            elif (kind := self._body(run[0])) and not run[0].startswith(_STANDS_FOR):
                own = self.bodies.setdefault(run[0], _Ending(run[0], kind))
            else:
                continue
            own.spans.append(span)
            own.acts |= acts

    def _person(self, run: str) -> tuple[str, str] | None:
        """Return the name and the office that a run consists of."""
        title = next((title for title in self.titles if run.endswith(title)), None)
        if title is None:
            return None
        name = run.removesuffix(title)
        for word in self.before_title:
            if len(name) > 2 and name.endswith(word):
                name, title = name.removesuffix(word), word + title
        if not 2 <= len(name) <= _LONG or name.startswith((*_STANDS_FOR, *self.before_title)) or self._body(name):
            return None
        return name, title

    def _body(self, run: str) -> ActorKind | None:
        if run in self.states:
            return "state"
        if run in self.but_not or run in self.titles:
            return None
        head = next((head for head in self.heads if run.endswith(head)), None)
        return self.words.heads[head] if head and (len(run) > len(head) or len(head) > 1) else None

    def found(self) -> list[Found]:
        """Return whom the text names: persons with their full names, bodies that act."""
        full = [own for own in self.persons.values() if len(own.name) >= _SHORT]
        for short in [own for own in self.persons.values() if len(own.name) < _SHORT]:
            owners = [own for own in full if own.name.startswith(short.name)]
            if len(owners) == 1:
                owners[0].aliases.append(short.name)
                owners[0].spans += short.spans
                owners[0].acts |= short.acts
            elif not owners:
                full.append(short)
        bodies = [own for own in self.bodies.values() if own.acts]
        return [self._as_found(own) for own in sorted([*full, *bodies], key=lambda own: own.spans[0])]

    def _as_found(self, own: _Ending) -> Found:
        role = "" if own.role in self.words.honorifics and own.role in {"氏", "さん"} else own.role
        return Found(own.name, own.kind, role, own.aliases, spans=own.spans, acts=own.acts)


def _longest_first(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
