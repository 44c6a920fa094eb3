"""Who speaks in a sentence: the actors that it names, and which of them stand beside a word for speaking."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefgen.evidence import normal_text
from briefgen.lexicon import Lexicon
from briefgen.model import Actor
from briefgen.reading import Cue, Reading
from briefgen.values import Text

NEAR = 24
"""Tokens between a speaker and the word for speaking."""
OTHER = "?"
"""The key of a speaker who is named, and is no actor of the brief."""
STANDS_FOR = "pronoun"
"""The key of a speaker for whom a pronoun stands."""
UNNAMED = "anonymous"
"""The key of a speaker whom the source does not name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor named in a text; offsets into the text."""

    actor: str
    start: int
    end: int


def names(actor: Actor) -> tuple[str, ...]:
    """Return the forms under which a text may name an actor; of a person, the last name too."""
    given = [str(name) for name in (actor.name, *actor.aliases, actor.descriptor) if isinstance(name, Text)]
    if actor.kind == "person" and isinstance(actor.name, Text) and " " in actor.name:
        given.append(str(actor.name).split()[-1])
    if actor.kind != "person":
        given += [bare for form in given if (bare := _ARTICLE.sub("", form)) != form]
    return tuple(dict.fromkeys(given))


def is_name(actor: Actor, words: str) -> bool:
    """Tell whether words are a name of an actor, and no more than that."""
    return _bare(words) in map(_bare, names(actor))


def _bare(name: str) -> str:
    return _ARTICLE.sub("", normal_text(name).casefold().strip(" ,.;:"))


_ARTICLE = re.compile(r"^(?:the|a|an|le|la|les|der|die|das|el|los|las|il|lo)\s+", re.IGNORECASE)


class Cast(Mapping[str, Actor]):
    """The actors of a brief by id. What they are asked for a text is worked out once: many checks ask the same."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._actors = dict(actors)
        self._mentions: dict[str, tuple[Mention, ...]] = {}
        self._voices: dict[tuple[str, Lexicon], frozenset[str]] = {}

    def __getitem__(self, ident: str) -> Actor:
        return self._actors[ident]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actors)

    def __len__(self) -> int:
        return len(self._actors)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return where a text names the actors, in order; of two names that overlap, the longer."""
        if text not in self._mentions:
            self._mentions[text] = tuple(self._named(text))
        return self._mentions[text]

    def voices(self, reading: Reading) -> frozenset[str]:
        """Return who speaks in a sentence, by id or one of the keys above; nobody where none is seen to."""
        key = reading.text, reading.lexicon
        if key not in self._voices:
            self._voices[key] = frozenset(_voices(reading, self.mentions(reading.text)))
        return self._voices[key]

    def _named(self, text: str) -> Iterator[Mention]:
        if self._pattern is None:
            return
        plain = _plain(text)
        if len(plain) != len(text):  # A letter that folds to two: the offsets would be wrong.
            plain = text
        for found in self._pattern.finditer(plain):
            yield Mention(self._forms[found[0]], *found.span())

    @cached_property
    def _forms(self) -> Mapping[str, str]:
        return {_plain(form): key for key, actor in self._actors.items() for form in reversed(names(actor))}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        return _pattern(tuple(sorted(self._forms, key=lambda form: (-len(form), form)))) if self._forms else None


def _plain(text: str) -> str:
    return text.lower().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')


@lru_cache(maxsize=64)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"(?<!\w){re.escape(form)}(?!\w)" if form.isascii() else re.escape(form) for form in forms)
    )


def _voices(reading: Reading, named: Sequence[Mention]) -> set[str]:
    found: set[str] = set()
    for cue in reading.of("speech"):
        found |= set(_after_particle(reading, named) if reading.lexicon.letters else _beside(reading, cue, named))
    unnamed = [*reading.of("anonymous"), *_roles(reading)]
    if unnamed and (found or reading.of("speech")):
        # What "a person close to the board said" is not said by the board, though that stands nearest.
        found = {UNNAMED} if _speaks(reading, unnamed) else found - {OTHER}
    return found


def _roles(reading: Reading) -> Iterator[Cue]:
    """Yield what only says the office of a speaker: "an official", with no name before or behind it."""
    for cue in reading.of("unnamed-role"):
        before, behind = reading.text[: cue.start].rstrip(), reading.text[cue.end : cue.end + 60]
        in_apposition = before.endswith((",", "—", "–")) and bool(re.search(r"[A-Z][\w’'-]+[,—–]$", before))
        named_behind = bool(re.match(r"[^.;“\"]{0,40}?,\s+[A-Z][a-z]+ [A-Z]", behind)) or bool(
            re.match(r"\s+[A-Z]", behind)
        )
        if not in_apposition and not named_behind:
            yield cue


def _speaks(reading: Reading, unnamed: Iterable[Cue]) -> bool:
    """Tell whether the unnamed stand beside a word for speaking."""
    speech = reading.of("speech")
    wide = 40 if reading.lexicon.letters else NEAR
    return any(
        abs(cue.first - other.last) <= wide or abs(other.first - cue.last) <= wide
        for cue in speech
        for other in unnamed
    )


def _after_particle(reading: Reading, named: Sequence[Mention]) -> Iterator[str]:
    """Yield the actors with a particle behind them that marks who speaks."""
    for mention in named:
        behind = reading.text[mention.end : mention.end + 12]
        if any(mark in behind for mark in reading.lexicon.subject_marks):
            yield mention.actor


def _beside(reading: Reading, cue: Cue, named: Sequence[Mention]) -> Iterator[str]:
    """Yield whoever stands nearest to a word for speaking: right behind it, or before it in its clause."""
    tokens = reading.tokens
    behind = [own for own in named if own.start >= cue.end and _tokens_between(reading, cue.end, own.start) <= 3]
    inverted = behind and not re.search(r"[“\"]", reading.text[cue.end : behind[0].start])
    if inverted and (cue.words.casefold() == "according to" or _closes_quotation(reading, cue)):
        yield behind[0].actor
        return
    insertion = re.search(r",[^,;]*,\s*$", reading.text[: cue.start])
    if insertion:  # "Ann Lee, who wrote the report, said": it is not the report that says it.
        outer = [
            own
            for own in named
            if own.end <= insertion.start() and _tokens_between(reading, own.end, insertion.start()) <= 5
        ]
        if outer:
            yield outer[-1].actor
            return
    before = [own for own in named if own.end <= cue.start and _tokens_between(reading, own.end, cue.start) <= NEAR]
    pronoun = any("pronoun" in own.classes and 0 <= cue.first - own.last <= 1 for own in reading.cues)
    if pronoun:
        yield STANDS_FOR
    elif before and not _other_name(reading, max(before[-1].end, tokens[max(0, cue.first - 3)].start), cue.start):
        yield before[-1].actor
    elif inverted:
        yield behind[0].actor
    elif _other_name(reading, tokens[max(0, cue.first - 4)].start, cue.start):
        yield OTHER


def _closes_quotation(reading: Reading, cue: Cue) -> bool:
    return bool(re.search(r"[”\"’,]\s*$", reading.text[: cue.start]))


def _tokens_between(reading: Reading, start: int, end: int) -> int:
    return sum(start <= token.start < end for token in reading.tokens)


def _other_name(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a name that is no actor's stands in a stretch of text."""
    words = re.findall(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]+", reading.text[start:end])
    return any(word.casefold() not in reading.lexicon.function_words for word in words)


def normal(text: str) -> str:
    """Return a text without differences of typography and case."""
    return normal_text(text).casefold()
