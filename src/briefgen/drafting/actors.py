"""Who acts, speaks or is named in a source, as far as words tell; a guess, for a person to confirm."""

from collections.abc import Sequence

from briefgen.check.voices import Cast
from briefgen.drafting.anonymous import unnamed
from briefgen.drafting.bodies import Bodies
from briefgen.drafting.capitals import Capitals
from briefgen.drafting.cldr import states
from briefgen.drafting.endings import Endings
from briefgen.drafting.finds import Found, Read, identified
from briefgen.drafting.vocabulary import Words

MOST = 40
"""Actors of a draft."""


def actors_in(reads: Sequence[Read], words: Words, taken: Sequence[str] = ()) -> list[Found]:
    """Return those whom a text names, in the order of the text. ``taken`` are ids that they must not have."""
    if not reads:
        return []
    named = _by_ending(reads, words) if reads[0].reading.lexicon.letters else _by_capital(reads, words)
    found = _chosen(named + _anonymous(reads))
    identified(found, taken)
    return found


def _by_capital(reads: Sequence[Read], words: Words) -> list[Found]:
    countries = states(str(words.file.language))
    first, bodies = Capitals(words, countries), Bodies(words)
    for read in reads:
        first.take(read)
        bodies.take(read)
    capitals = Capitals(words, countries, frozenset(first.names))
    for read in reads:
        capitals.take(read)
    named = _joined(capitals.found())
    return named + bodies.found(named)


def _joined(found: list[Found]) -> list[Found]:
    """Make "the Bureau" another form of the one bureau that has a name."""
    kept: list[Found] = []
    for one in found:
        owners = [
            other
            for other in found
            if other is not one and other.kind != "person" and other.head == one.name.casefold()
        ]
        if len(owners) == 1:
            owners[0].aliases.append(one.name)
            owners[0].spans += one.spans
            owners[0].acts |= one.acts
        else:
            kept.append(one)
    return kept


def _by_ending(reads: Sequence[Read], words: Words) -> list[Found]:
    endings = Endings(words, states(str(words.file.language)))
    for read in reads:
        endings.take(read)
    return endings.found()


def _anonymous(reads: Sequence[Read]) -> list[Found]:
    found: dict[str, Found] = {}
    for read in reads:
        one = unnamed(read)
        if one and (first := found.setdefault(one.descriptor.casefold(), one)) is not one:
            first.spans += one.spans
    return list(found.values())


def _chosen(found: list[Found]) -> list[Found]:
    """Keep the most mentioned where there are too many, in the order of the text."""
    often = sorted(found, key=lambda one: (-len(one.spans), one.spans[0]))[:MOST]
    return sorted(often, key=lambda one: min(one.spans))


def as_actors(found: Sequence[Found]) -> Cast:
    """Return the entries by which mentions are looked up, by id."""
    return Cast({one.ident: one.as_actor() for one in found})
