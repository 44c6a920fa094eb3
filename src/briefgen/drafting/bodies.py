"""Bodies that a text names in small letters: the city council, the state planning board, police.

Each is known by its last word. The word alone, "the board", is another form of the one body of that kind that the text
names; where it names two, nobody can tell which.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from briefgen.drafting.deeds import acts
from briefgen.drafting.described import Descriptions
from briefgen.drafting.finds import Found, Read, is_cited, is_report
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
    name: str
    """The words as they are written, in small letters: the engineers’ report."""
    spans: list[tuple[int, int]] = field(default_factory=list)
    acts: bool = False


class Bodies:
    """Gathers bodies, sentence by sentence."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.kinds: dict[str, ActorKind] = {**words.beside, **words.heads}
        """The last words of bodies and of what names are called, each with its kind."""
        self.bodies: dict[tuple[str, ...], _Body] = {}
        self.descriptions = Descriptions()

    def take(self, read: Read) -> None:
        """Note the bodies of a sentence that stand as "the …", and what it calls those whom it names."""
        for first, last in self._described(read.reading):
            kind = self.kinds[read.reading.tokens[last - 1].fold]
            self.descriptions.take(read.reading, read.start, first, last, kind)
        for first, last in self._phrases(read.reading):
            tokens = read.reading.tokens[first:last]
            folds = tuple(token.fold for token in tokens)
            kind = self.kinds[folds[-1]]
            body = self.bodies.setdefault(folds, _Body(folds, kind, _written(read.reading, first, last)))
            body.spans.append((read.start + tokens[0].start, read.start + tokens[-1].end))
            cited = kind == "document" and is_cited(read.reading, read.reading.tokens[first].start)
            body.acts |= (first <= 1 and kind != "document") or cited or self._acts(read.reading, kind, last)

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

    def _described(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """Yield the words that may say what the name beside them is the name of: small, but for the first."""
        for index, token in enumerate(reading.tokens):
            small = not index or reading.text[token.start].islower()
            if small and self.kinds.get(token.fold, "document") != "document":
                yield self._begin(reading, index), index + 1

    def _phrases(self, reading: Reading) -> Iterator[tuple[int, int]]:
        tokens, text = reading.tokens, reading.text
        for index, token in enumerate(tokens):
            if self.kinds.get(token.fold) in {None, "outlet"} or (text[token.start].isupper() and index):
                continue
            first = self._begin(reading, index)
            before = tokens[first - 1].fold if first else ""
            document = self.kinds[token.fold] == "document"
            if (
                before == "the"
                or (before.endswith("'s") and first < index)
                or (document and before in _INDEFINITE and (first < index or is_cited(reading, tokens[first].start)))
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
        """Return the bodies that act; add "the board" to the one board that is named, here or among the ``others``.

        What the text calls one of the others is another form of it.
        """
        others = list(others)
        called = self.descriptions.of(others)
        left = [body for body in self.bodies.values() if not _is_called(body, called)]
        named = [body for body in left if len(body.words) > 1 and body.acts and body.words[-1] in self.words.heads]
        made = [_as_found(body) for body in named]
        for body in left:
            if len(body.words) == 1:
                owners = self._owners(body, others, made, called)
                if len(owners) == 1:
                    _join(owners[0], body)
                elif not owners and body.acts and body.kind != "company" and body.words[0] in self.words.heads:
                    made.append(_as_found(body))
        return made

    def _owners(
        self, body: _Body, others: list[Found], made: list[Found], called: list[tuple[Found, tuple[str, ...]]]
    ) -> list[Found]:
        """Return those for whom a single word may stand: the board."""
        (head,) = body.words
        owners = {id(one): one for one, words in called if words[-1] == head}
        if head in _GENERIC:
            of_kind = [one for one in others if one.kind == body.kind]
            return of_kind if len(of_kind) == 1 else list(owners.values())
        if head in self.words.heads:
            owners |= {id(one): one for one in (*others, *made) if one.head == head and one.kind != "person"}
        return list(owners.values())


def _written(reading: Reading, first: int, last: int) -> str:
    words = []
    for token in reading.tokens[first:last]:
        owners = reading.text[token.end : token.end + 2] in {"’ ", "' "}
        words.append(token.fold + "’" * owners)
    return " ".join(words).replace("'", "’").removesuffix("’")


def _is_called(body: _Body, called: list[tuple[Found, tuple[str, ...]]]) -> bool:
    """Tell whether the text calls one of those named by these words, or by more; if so, join them."""
    if len(body.words) == 1:
        return False
    owners = {id(one): one for one, words in called if words[-len(body.words) :] == body.words}
    if len(owners) != 1:
        return False
    (owner,) = owners.values()
    starts = {start for start, _ in owner.spans}
    body.spans = [span for span in body.spans if span[1] + 1 not in starts]
    if body.spans:
        _join(owner, body)
    return True


def _join(owner: Found, body: _Body) -> None:
    owner.aliases.append(f"the {body.name}")
    owner.acts |= body.acts
    owner.spans += body.spans


def _as_found(body: _Body) -> Found:
    return Found(name=body.name[:1].upper() + body.name[1:], kind=body.kind, spans=body.spans, acts=body.acts)
