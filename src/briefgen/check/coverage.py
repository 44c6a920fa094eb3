"""Which sentences of the sources the brief uses, sets aside, or passes over."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.check.case import Case, place_of
from briefgen.check.claims import evidence_of, source_of
from briefgen.check.voices import is_name
from briefgen.evidence import Ambiguous, Passage, locate
from briefgen.model import Actor, Cited, SetAside, Source
from briefgen.problems import Problem, Severity, clip
from briefgen.source import SourceText

SHOWN = 12
"""Ranges of unused sentences that a message names."""


@dataclass(frozen=True)
class Coverage:
    """What a brief makes of the sentences of one source; each is counted once, by its number."""

    source: Source
    total: int
    used: frozenset[int]
    set_aside: frozenset[int]
    named: frozenset[int] = frozenset()
    """Those of which an actor's name is cited: naming somebody does not use what the sentence says of them."""

    @property
    def unused(self) -> frozenset[int]:
        """The sentences that nothing uses and nothing sets aside."""
        return frozenset(range(1, self.total + 1)) - self.used - self.set_aside


def coverage(case: Case) -> tuple[Coverage, ...]:
    """Return what the brief makes of each source that could be read."""
    used: dict[int, set[int]] = {id(source): set() for source in case.texts}
    named: dict[int, set[int]] = {id(source): set() for source in case.texts}
    for _, entry in case.cited:
        for evidence in evidence_of(entry):
            source, passage = source_of(case.brief, evidence), case.found.get(evidence)
            if source is not None and source in case.texts and isinstance(passage, Passage):
                to = named if _only_names(entry, case.texts[source], passage) else used
                to[id(source)] |= _sentences(case.texts[source], passage)
    return tuple(
        Coverage(
            source,
            len(text.sentences),
            frozenset(used[id(source)]),
            frozenset(_aside(source, text)) - used[id(source)],
            frozenset(named[id(source)]),
        )
        for source, text in case.texts.items()
    )


def _only_names(entry: Cited, text: SourceText, passage: Passage) -> bool:
    """Tell whether evidence is an actor's name, in a sentence that says more than that."""
    if not isinstance(entry, Actor) or not is_name(entry, passage.words):
        return False
    sentence = text.sentence_at(passage.start)
    return not is_name(entry, text.text[sentence.start : sentence.end])


def _sentences(text: SourceText, passage: Passage) -> set[int]:
    return {sentence.number for sentence in text.sentences_between(passage.start, passage.end)}


def _aside(source: Source, text: SourceText) -> Iterator[int]:
    for entry in source.set_aside:
        passage = _found(entry, text)
        if isinstance(passage, Passage):
            yield from _sentences(text, passage)


def _found(entry: SetAside, text: SourceText) -> object:
    return locate(text, entry.exact, entry.prefix or "", entry.suffix or "")


def sentences_are_used(case: Case) -> Iterator[Problem]:
    """Report the sentences of a source that no entry uses and none sets aside; once a brief cites anything at all."""
    for own in coverage(case):
        if not (own.used or own.named) or not own.unused:
            continue
        text = case.texts[own.source]
        first = text.sentences[min(own.unused) - 1]
        words = clip(text.text[first.start : first.end], 60)
        others = f", and {_numbers(sorted(own.unused)[1:])}" if len(own.unused) > 1 else ""
        count = f"{len(own.unused)} of {own.total} sentences of {text.name}"
        message = f"{count} are not used: {first.number} ('{words}'){others}"
        remedy = "use them, or set them aside under the source: 'set_aside: [{exact: …, reason: …}]'"
        yield Problem(place_of(case, own.source.file), "sentence-not-used", message, remedy, Severity.WARNING)


def _numbers(numbers: list[int]) -> str:
    """Write sentence numbers, runs of them as ranges."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [f"{first}" if first == last else f"{first}–{last}" for first, last in runs]
    return ", ".join(shown[:SHOWN] + ["…"] * (len(shown) > SHOWN))


def set_aside_is_right(case: Case) -> Iterator[Problem]:
    """Hold what is set aside to the source, and object where something uses it after all."""
    used = {id(own.source): own.used for own in coverage(case)}
    for source, text in case.texts.items():
        for entry in source.set_aside:
            found = _found(entry, text)
            place = place_of(case, entry.exact)
            shown = clip(entry.exact, 60)
            if isinstance(found, Ambiguous):
                message = f"the source says '{shown}' more than once"
                yield Problem(place, "ambiguous-evidence", message, "add 'prefix: …' or 'suffix: …', or quote more")
            elif not isinstance(found, Passage):
                message = f"the source does not say '{shown}', which is set aside"
                yield Problem(place, "quotation-not-in-source", message, "copy the words from the source")
            elif _sentences(text, found) <= used[id(source)]:
                message = f"'{shown}' is set aside, and is used all the same"
                yield Problem(place, "set-aside-but-used", message, "take it off 'set_aside'", Severity.WARNING)
