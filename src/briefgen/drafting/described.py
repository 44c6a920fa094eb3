"""What a text calls those whom it names: the shipping company, of "Shipping company Norvane Lines said".

Such words stand right before a name, or behind a comma after it. Where they come again without the name, they are
another form of it, and no actor of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefgen.drafting.finds import Found
from briefgen.reading import Reading
from briefgen.vocabulary import ActorKind

Words = tuple[str, ...]
_ARTICLES = frozenset({"a", "an", "the", "its"})


@dataclass
class Descriptions:
    """Gathers which words stand beside which name, by where the name begins or ends."""

    before: dict[int, tuple[Words, ActorKind]] = field(default_factory=dict)
    """What stands before a name, by its first offset in the source."""
    behind: dict[int, tuple[Words, ActorKind]] = field(default_factory=dict)
    """What stands behind a comma after a name, by its last offset."""

    def take(self, reading: Reading, offset: int, first: int, last: int, kind: ActorKind) -> None:
        """Note the words of a range of tokens where a name stands beside them."""
        tokens, text = reading.tokens, reading.text
        words = tuple(token.fold for token in tokens[first:last])
        if (
            last < len(tokens)
            and text[tokens[last - 1].end : tokens[last].start] in {" ", "\n"}
            and text[tokens[last].start].isupper()
        ):
            self.before[offset + tokens[last].start] = (words, kind)
        if first > 1 and tokens[first - 1].fold in _ARTICLES:
            named = tokens[first - 2]
            if text[named.end : tokens[first - 1].start] == ", " and text[named.start].isupper():
                self.behind[offset + named.end] = (words, kind)

    def of(self, found: Iterable[Found]) -> list[tuple[Found, Words]]:
        """Return the bodies among those found that the text calls something, with the words; note their kind."""
        made = []
        for one in found:
            called = [own for start, end in one.spans for own in (self.before.get(start), self.behind.get(end)) if own]
            for words, kind in called:
                if one.kind != "person":
                    one.kind = one.kind or kind
                    made.append((one, words))
        return made
