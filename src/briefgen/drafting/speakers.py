"""Who speaks and who acts in a sentence, by the ids of the draft's actors."""

import re
from collections.abc import Sequence

from briefgen.check.voices import STANDS_FOR, UNNAMED, Mention
from briefgen.drafting.actors import as_actors
from briefgen.drafting.deeds import BEHIND_SPEECH, says
from briefgen.drafting.doubts import BE
from briefgen.drafting.finds import NAMES_BEHIND, Found, Read, is_cited, is_report
from briefgen.reading import Cue, Reading, folded
from briefgen.source import SourceText

_AND = re.compile(r"\s*(?:,|and|&|, and)\s+(?:the\s+)?|\s*[とや、]\s*")

_WHERE = re.compile(r"\b(?:at|in|on|of|by|with|for|from|to) (?:the )?$", re.IGNORECASE)

_TOPIC = re.compile("[^、。「」の]{0,8}?(?:は|が(?!ら)|によると|によれば|も(?=「))")
_FOLLOWING = re.compile(r" (?P<word>[\w-]+)")
_TAIL = 4
"""Tokens behind the word for speaking at the end of a sentence: said on Tuesday night."""
_NOBODY = Mention("", 0, 0)


class Speakers:
    """Looks up the actors of a draft in the sentences of its source."""

    def __init__(self, source: SourceText, found: Sequence[Found]) -> None:
        self.source = source
        self.found = found
        self.actors = as_actors(found)

    def mark(self, reads: Sequence[Read]) -> None:
        """Note of each of those found whether the text lets them speak."""
        by_id = {one.ident: one for one in self.found}
        for read in reads:
            reading = read.reading
            spoke = self.actors.voices(reading) if any(says(reading, cue) for cue in reading.cues) else frozenset()
            for key in spoke & self._subjects(reading):
                by_id[key].speaks = True
            if UNNAMED in spoke:
                for one in self.found:
                    one.speaks |= one.kind == "anonymous" and _within(one, read)

    def of(self, read: Read) -> str:
        """Return who speaks in a sentence; empty where that cannot be told, or where several do."""
        spoke = self.actors.voices(read.reading)
        named = sorted(spoke & self._subjects(read.reading))
        if UNNAMED in spoke:
            return next((one.ident for one in self.found if one.kind == "anonymous" and _within(one, read)), "")
        if len(named) == 1:
            return named[0]
        if named:
            return ""
        if read.reading.lexicon.letters:
            return next(iter(self._topics(read.reading)), "")
        return self._before(read) if STANDS_FOR in spoke and _has_subject(read.reading) else ""

    def others(self, read: Read, actor: str) -> bool:
        """Tell whether a sentence names anybody but one actor."""
        return any(own.actor != actor for own in self.actors.mentions(read.reading.text))

    def nearest(self, read: Read, start: int, end: int) -> str:
        """Return the one of several who speak in a sentence that stands nearest to a quotation, a person if any."""
        spoke = self.actors.voices(read.reading)
        named = [own for own in self.actors.mentions(read.reading.text) if own.actor in spoke]
        outside = [own for own in named if not start <= read.start + own.start < end]
        persons = [own for own in outside if self.actors[own.actor].kind == "person"]

        def distance(own: Mention) -> int:
            return min(abs(read.start + own.start - end), abs(read.start + own.end - start))

        return min(persons or outside, key=distance, default=_NOBODY).actor

    def _topics(self, reading: Reading) -> list[str]:
        """Return those whom a particle marks as the ones who act or speak, in a language that has such."""
        named = self.actors.mentions(reading.text)
        return [own.actor for own in named if _TOPIC.match(reading.text, own.end)]

    def _subjects(self, reading: Reading) -> set[str]:
        """Return the actors that a sentence names where speakers stand, for themselves: not Lund in "Lund’s office"."""
        named = [own for own in self.actors.mentions(reading.text) if not _qualifies(reading, own)]
        if reading.lexicon.letters:
            return {own.actor for own in named}
        speech = [cue for cue in reading.of("speech", "denied") if says(reading, cue) or "denied" in cue.classes]
        return {own.actor for own in named if any(_may_speak(reading, own, cue) for cue in speech)}

    def named(self, read: Read, actor: str) -> list[tuple[int, int]]:
        """Return where a sentence names an actor, or has a word that may stand for it before a word for speaking."""
        reading = read.reading
        spans = [(own.start, own.end) for own in self.actors.mentions(reading.text) if own.actor == actor]
        if self.actors[actor].kind == "anonymous":
            one = next(one for one in self.found if one.ident == actor)
            spans += [(start - read.start, end - read.start) for start, end in one.spans]
        beside = {cue.first for cue in reading.of("speech")}
        return spans + [(cue.start, cue.end) for cue in reading.of("pronoun") if cue.last in beside]

    def _before(self, read: Read) -> str:
        """Return the person for whom "she" stands: the last one who spoke in the paragraph, or is named in it."""
        start = self.source.paragraph_at(read.start).start
        earlier = self.source.text[start : read.start]
        persons = [one.actor for one in self.actors.mentions(earlier) if self.actors[one.actor].kind == "person"]
        spoke = self.actors.voices(Reading(earlier, read.reading.lexicon)) & set(persons)
        return next((actor for actor in reversed(persons) if not spoke or actor in spoke), "")

    def acting(self, read: Read, cue: Cue) -> list[str]:
        """Return who does what a cue says: the last of those named before it, and those joined to them by "and"."""
        reading = read.reading
        if reading.lexicon.letters:
            return self._topics(reading)[:1]
        named = [own for own in self.actors.mentions(reading.text) if own.end <= cue.start]
        if not named or self._apart(reading, named[-1], cue) or _owns(reading, named[-1]):
            return []
        if _WHERE.search(reading.text[: named[-1].start]):
            return []
        acting = [named[-1]]
        for own in reversed(named[:-1]):
            behind_where = _WHERE.search(reading.text[: own.start]) or is_cited(reading, own.start)
            if behind_where or not _AND.fullmatch(reading.text[own.end : acting[0].start]):
                break
            acting.insert(0, own)
        return list(dict.fromkeys(own.actor for own in acting))

    def _apart(self, reading: Reading, named: Mention, cue: Cue) -> bool:
        """Tell whether another clause, or another one who may act, stands between a name and a cue."""
        between = [index for index, token in enumerate(reading.tokens) if named.end <= token.start < cue.start]
        inside = [own for own in reading.cues if own.first in between]
        if any("pronoun" in own.classes or (is_report(own) and own.last < cue.first) for own in inside):
            return True
        return len(between) > 8 or any(reading.breaks_before(index) for index in between)


def _may_speak(reading: Reading, named: Mention, cue: Cue) -> bool:
    """Tell whether a name stands before a word for speaking; behind it, only as in "…,” said Lund"."""
    between = reading.text[cue.end : named.start]
    if cue.words.casefold() in NAMES_BEHIND:
        return named.start >= cue.end and "," not in between
    if named.end <= cue.start:
        return not (_is_spoken_to(reading, cue) or _is_told_by_another(reading, named, cue))
    following = next((index for index, token in enumerate(reading.tokens) if token.start >= named.end), -1)
    acts = following >= 0 and reading.is_finite(following)
    return named.start >= cue.end and not acts and bool(BEHIND_SPEECH.search(reading.text[: cue.start]))


def _is_spoken_to(reading: Reading, cue: Cue) -> bool:
    """Tell whether a word for speaking says of somebody that others speak: the council was told."""
    return cue.last - cue.first == 1 and bool(cue.first) and reading.tokens[cue.first - 1].fold in BE


def _is_told_by_another(reading: Reading, named: Mention, cue: Cue) -> bool:
    """Tell whether somebody else speaks behind a comma at the end of a sentence: Norvane agreed, officials said."""
    comma = reading.text.rfind(",", named.end, cue.start)
    if comma < 0 or reading.text.count(",", named.end, cue.start) > 1 or len(reading.tokens) - cue.last > _TAIL:
        return False
    between = [token.fold for token in reading.tokens if comma < token.start < cue.start]
    return any(fold not in reading.lexicon.function_words for fold in between)


def _owns(reading: Reading, named: Mention) -> bool:
    return reading.text[named.end : named.end + 2] in {"’s", "'s", "’ ", "' "}


def _qualifies(reading: Reading, named: Mention) -> bool:
    """Tell whether a name only says whose somebody or something is: Lund’s office, the council leader."""
    if _owns(reading, named):
        return True
    following = _FOLLOWING.match(reading.text, named.end)
    if following is None:
        return False
    roles = {cue.start for cue in reading.of("unnamed-role")}
    return folded(following["word"]) in reading.lexicon.titles or following.start("word") in roles


def _has_subject(reading: Reading) -> bool:
    """Tell whether a pronoun for a person stands right before a word for speaking."""
    speaking = {cue.first for cue in reading.of("speech")}
    subjects = [cue for cue in reading.of("pronoun") if cue.words.casefold() in {"he", "she"}]
    return any(cue.last + gap in speaking for cue in subjects for gap in (0, 1))


def _within(one: Found, read: Read) -> bool:
    return any(read.start <= start < read.end for start, _ in one.spans)
