"""Who speaks and who acts in a sentence, by the ids of the draft's actors."""

import re
from collections.abc import Mapping, Sequence

from briefgen.check.voices import STANDS_FOR, UNNAMED, Mention, mentions, voices
from briefgen.drafting.actors import as_actors
from briefgen.drafting.finds import Found, Read
from briefgen.model import Actor
from briefgen.reading import Cue, Reading
from briefgen.source import SourceText

_AND = re.compile(r"\s*(?:,|and|&|, and)\s+(?:the\s+)?|\s*[とや、]\s*")


class Speakers:
    """Looks up the actors of a draft in the sentences of its source."""

    def __init__(self, source: SourceText, found: Sequence[Found]) -> None:
        self.source = source
        self.found = found
        self.actors: Mapping[str, Actor] = as_actors(found)

    def of(self, read: Read) -> str:
        """Return who speaks in a sentence; empty where that cannot be told, or where several do."""
        spoke = voices(read.reading, self.actors)
        named = sorted(spoke & self.actors.keys())
        if UNNAMED in spoke:
            return next((one.ident for one in self.found if one.kind == "anonymous" and _within(one, read)), "")
        if len(named) == 1:
            return named[0]
        return self._before(read) if not named and STANDS_FOR in spoke else ""

    def _before(self, read: Read) -> str:
        """Return the person for whom "she" stands: the last one who spoke in the paragraph, or is named in it."""
        start = self.source.paragraph_at(read.start).start
        earlier = self.source.text[start : read.start]
        persons = [one.actor for one in mentions(earlier, self.actors) if self.actors[one.actor].kind == "person"]
        spoke = voices(Reading(earlier, read.reading.lexicon), self.actors) & set(persons)
        return next((actor for actor in reversed(persons) if not spoke or actor in spoke), "")

    def acting(self, read: Read, cue: Cue) -> list[str]:
        """Return who does what a cue says: the last of those named before it, and those joined to them by "and"."""
        reading = read.reading
        named = [own for own in mentions(reading.text, self.actors) if own.end <= cue.start]
        if reading.lexicon.letters:
            marked = [own for own in named if re.match("[^、。]{0,6}?[はが]", reading.text[own.end : own.end + 8])]
            return [marked[0].actor] if marked else []
        if not named or self._apart(reading, named[-1], cue):
            return []
        acting = [named[-1]]
        for own in reversed(named[:-1]):
            if not _AND.fullmatch(reading.text[own.end : acting[0].start]):
                break
            acting.insert(0, own)
        return list(dict.fromkeys(own.actor for own in acting))

    def _apart(self, reading: Reading, named: Mention, cue: Cue) -> bool:
        """Tell whether another clause, or another one who may act, stands between a name and a cue."""
        between = [index for index, token in enumerate(reading.tokens) if named.end <= token.start < cue.start]
        if any("pronoun" in own.classes and own.first in between for own in reading.cues):
            return True
        return len(between) > 8 or any(reading.breaks_before(index) for index in between)


def _within(one: Found, read: Read) -> bool:
    return any(read.start <= start < read.end for start, _ in one.spans)
