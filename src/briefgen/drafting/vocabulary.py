"""The words that a first draft looks for beside the cues of a lexicon: a YAML file for each language that has one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from briefgen.fields import Entry, Listed
from briefgen.lexicon import lexicon
from briefgen.problems import BriefgenError
from briefgen.validate import validate
from briefgen.values import Text
from briefgen.vocabulary import ActorKind
from briefgen.yamlfile import read

FOLDER = Path(__file__).parent / "words"


class WordsFile(Entry):
    """Words as they are written."""

    language: Text
    """Its BCP 47 tag."""
    honorifics: Listed[Text] = ()
    """Words beside a person's name that say no office."""
    persons: Listed[Text] = ()
    """Words beside a person's name that say the office."""
    person_endings: Listed[Text] = ()
    """Endings of such words: ist, of "an economist"."""
    not_persons: Listed[Text] = ()
    """Words that the lexicon lists as titles, and that make no person of the name behind them."""
    before_title: Listed[Text] = ()
    """What stands between a name and an office: the Japanese word for "former"."""
    heads: dict[ActorKind, Listed[Text]] = Field(default={})
    """Last words, or endings, of the names of bodies, by their kind."""
    for_heads: Listed[Text] = ()
    """Words of names that go on with "for": Centre for …."""
    topics: Listed[Text] = ()
    """What stands behind "and" at the end of such names: Trade and Industry."""
    but_not: Listed[Text] = ()
    """Words that end so and are no names."""
    beside: dict[ActorKind, Listed[Text]] = Field(default={})
    """Words before a name, or in a remark behind it, that say what it is the name of."""
    places: Listed[Text] = ()
    """Last words of names that are places."""
    where: Listed[Text] = ()
    """Words before a name that is a place there."""
    plain_speech: Listed[Text] = ()
    """Words for speaking that say nothing else."""
    time_before: Listed[Text] = ()
    """Words that belong to a time, before its cue."""
    time_after: Listed[Text] = ()
    """The same, behind its cue."""
    open: Listed[Text] = ()
    """What says that something is not known or not decided; in a language read by letters, the end of a sentence."""
    settling: Listed[Text] = ()
    """Words that say so behind a "not": clear, known, decided."""
    asking: Listed[Text] = ()
    """Words that begin a question within a sentence."""
    before_question: Listed[Text] = ()
    """What may stand between the two."""
    times: Listed[Text] = ()
    """Times as regular expressions, for a language that is read by letters."""


@dataclass(frozen=True, eq=False)
class Words:
    """The words of one language, ready to be looked up."""

    file: WordsFile
    titles: frozenset[str]
    """Words that say the office of a person, or nothing but respect."""
    honorifics: frozenset[str]
    person_endings: tuple[str, ...]
    heads: dict[str, ActorKind]
    """Last words of names, each with the kind of actor."""
    for_heads: frozenset[str]
    topics: frozenset[str]
    beside: dict[str, ActorKind]
    """Words beside names, each with the kind of actor."""
    places: frozenset[str]
    where: frozenset[str]
    plain_speech: frozenset[str]
    time_before: frozenset[str]
    time_after: frozenset[str]
    open: Mapping[str, tuple[tuple[str, ...], ...]]
    """What says that something is open, by the first word."""
    open_endings: tuple[str, ...]
    """The same as it is written."""
    settling: frozenset[str]
    asking: frozenset[str]
    before_question: frozenset[str]


@lru_cache(maxsize=8)
def words(language: str) -> Words | None:
    """Return the words of a language tag; None where there are none."""
    path = FOLDER / f"{language.split('-')[0].lower()}.yaml"
    return _words(path) if path.is_file() else None


def _words(path: Path) -> Words:
    made, problems = validate(read(path.read_bytes(), path.name), WordsFile)
    if made is None:
        raise BriefgenError(problems)
    own = lexicon(str(made.language))
    offices = (own.titles if own else frozenset()) - _set(made.not_persons)
    return Words(
        file=made,
        titles=offices | _set(made.persons) | _set(made.honorifics),
        honorifics=_set(made.honorifics),
        person_endings=tuple(map(str, made.person_endings)),
        heads={str(word).casefold(): kind for kind, listed in made.heads.items() for word in listed},
        for_heads=_set(made.for_heads),
        topics=_set(made.topics),
        beside={str(word).casefold(): kind for kind, listed in made.beside.items() for word in listed},
        places=_set(made.places),
        where=_set(made.where),
        plain_speech=_set(made.plain_speech),
        time_before=_set(made.time_before),
        time_after=_set(made.time_after),
        open=_by_first(made.open),
        open_endings=tuple(map(str, made.open)),
        settling=_set(made.settling),
        asking=_set(made.asking),
        before_question=_set(made.before_question),
    )


def _set(listed: tuple[Text, ...]) -> frozenset[str]:
    return frozenset(str(word).casefold() for word in listed)


def _by_first(listed: tuple[Text, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    made: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in listed:
        first, *others = str(phrase).casefold().split()
        made[first] = (*made.get(first, ()), (first, *others))
    return made
