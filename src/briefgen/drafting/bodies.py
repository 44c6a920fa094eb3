"""Bodies that a text names in small letters: the city council, the state planning board, police.

Each is known by its last word. The word alone, "the board", is another form of the one body of that kind that the text
names; where it names two, nobody can tell which.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from briefgen.drafting.capitals import acts
from briefgen.drafting.finds import Found, Read, is_report
from briefgen.drafting.vocabulary import Words
from briefgen.reading import Reading
from briefgen.vocabulary import ActorKind

_INDEFINITE = frozenset({"a", "an"})
_ALONE = frozenset({"police", "parliament", "cabinet", "congress", "ministers", "treasury"})
"""Heads that need no article."""
_GENERIC = frozenset({"company", "party"})
"""Heads that may stand for the one actor of their kind, whatever its name."""
_FAR = 8
"""Words between a document and what it says."""
MOST_WORDS = 3
"""Words before the head that belong to the name."""


@dataclass
class _Body:
    words: tuple[str, ...]
    kind: ActorKind
    spans: list[tuple[int, int]] = field(default_factory=list)
    acts: bool = False


class Bodies:
    """Gathers bodies, sentence by sentence."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.bodies: dict[tuple[str, ...], _Body] = {}

    def take(self, read: Read) -> None:
        """Note the bodies of a sentence that stand as "the …"."""
        for first, last in self._phrases(read.reading):
            tokens = read.reading.tokens[first:last]
            folds = tuple(token.fold for token in tokens)
            kind = self.words.heads[folds[-1]]
            body = self.bodies.setdefault(folds, _Body(folds, kind))
            body.spans.append((read.start + tokens[0].start, read.start + tokens[-1].end))
            body.acts |= (first <= 1 and kind != "document") or self._acts(read.reading, kind, last)

    def _acts(self, reading: Reading, kind: ActorKind, last: int) -> bool:
        """Tell whether a body does something; a document speaks, or nothing: a statement released on Friday says …."""
        if kind == "group":
            return acts(reading, last, "speech")
        if kind == "document":
            speech = next((cue for cue in reading.cues if cue.first >= last and is_report(cue)), None)
            return speech is not None and speech.first - last <= _FAR and not self._names(reading, last, speech.first)
        return acts(reading, last)

    def _names(self, reading: Reading, first: int, last: int) -> bool:
        return any(reading.text[token.start].isupper() for token in reading.tokens[first:last])

    def _phrases(self, reading: Reading) -> Iterator[tuple[int, int]]:
        tokens, text = reading.tokens, reading.text
        for index, token in enumerate(tokens):
            if self.words.heads.get(token.fold) in {None, "outlet"} or (text[token.start].isupper() and index):
                continue
            first = self._begin(reading, index)
            before = tokens[first - 1].fold if first else ""
            document = self.words.heads[token.fold] == "document"
            if (
                before == "the"
                or (before.endswith("'s") and first < index)
                or (document and before in _INDEFINITE and first < index)
                or (token.fold in _ALONE and first == index)
            ):
                yield first, index + 1

    def _begin(self, reading: Reading, head: int) -> int:
        """Return where the words begin that say which body it is."""
        tokens, text = reading.tokens, reading.text
        cues = {index for cue in reading.cues if "some" not in cue.classes for index in range(cue.first, cue.last)}
        first = head
        while first and head - first < MOST_WORDS:
            before = tokens[first - 1]
            between = text[before.end : tokens[first].start]
            if (
                between not in {" ", "\n", "’ ", "' "}
                or before.fold in reading.lexicon.function_words
                or first - 1 in cues
            ):
                break
            if before.fold.endswith("'s") or before.fold in {"two", "other"}:
                break
            first -= 1
        return first

    def found(self, others: Iterable[Found]) -> list[Found]:
        """Return the bodies that act; add "the board" to the one board that is named, here or among the ``others``."""
        others = list(others)
        bare = {body.words[0]: body for body in self.bodies.values() if len(body.words) == 1}
        named = [body for body in self.bodies.values() if len(body.words) > 1 and body.acts]
        made = [_as_found(body) for body in named]
        for head, body in bare.items():
            if head in _GENERIC:
                owners = [one for one in others if one.kind == body.kind]
            else:
                owners = [one for one in (*others, *made) if one.head == head and one.kind != "person"]
            if len(owners) == 1:
                owners[0].aliases.append(f"the {head}")
                owners[0].acts |= body.acts
                owners[0].spans += body.spans
            elif not owners and body.acts and body.kind != "company":
                made.append(_as_found(body))
        return made


def _as_found(body: _Body) -> Found:
    name = " ".join(body.words).replace("' ", "’ ")
    return Found(name=name[:1].upper() + name[1:], kind=body.kind, spans=body.spans, acts=body.acts)
