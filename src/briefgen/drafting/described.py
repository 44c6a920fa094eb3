"""What a text calls those whom it names: the shipping company, of "Shipping company Norvane Lines said".

Such words stand right before a name, or behind a comma after it. Where they come again without the name, they are
another form of it, and no actor of their own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from briefgen.drafting.finds import Found
from briefgen.reading import Reading
from briefgen.vocabulary import ActorKind

Words = tuple[str, ...]
_ALONE = re.compile(r"[^\W_][\w’'&-]*(?: [\w’'&-]+){0,4}, (?!and\b|or\b|the\b)")
"""A name between two commas, and no further one behind it."""
_ARTICLES = frozenset({"a", "an", "the", "its"})


@dataclass
class Descriptions:
    """Gathers which words stand beside which name, by where the name begins or ends."""

    before: dict[int, tuple[Words, ActorKind]] = field(default_factory=dict)
    """What stands before a name, by its first offset in the source."""
    apart: dict[int, tuple[Words, ActorKind]] = field(default_factory=dict)
    """The same with a comma between, as in "the regulator, Aquawatch, said"."""
    behind: dict[int, tuple[Words, ActorKind]] = field(default_factory=dict)
    """What stands behind a comma after a name, by its last offset."""

    def take(self, reading: Reading, offset: int, first: int, last: int, kind: ActorKind) -> None:
        """Note the words of a range of tokens where a name stands beside them."""
        tokens, text = reading.tokens, reading.text
        words = tuple(token.fold for token in tokens[first:last])
        if last < len(tokens) and text[tokens[last].start].isupper():
            between = text[tokens[last - 1].end : tokens[last].start]
            marked = first > 0 and tokens[first - 1].fold in _ARTICLES
            if between in {" ", "\n"}:
                self.before[offset + tokens[last].start] = (words, kind)
            elif between == ", " and marked and _ALONE.match(text, tokens[last].start):
                self.apart[offset + tokens[last].start] = (words, kind)
        if first > 1 and tokens[first - 1].fold in _ARTICLES:
            named = tokens[first - 2]
            if text[named.end : tokens[first - 1].start] == ", " and text[named.start].isupper():
                self.behind[offset + named.end] = (words, kind)

    def of(self, found: Iterable[Found]) -> list[tuple[Found, Words]]:
        """Return the bodies among those found that the text calls something, with the words; note their kind."""
        made: list[tuple[Found, Words]] = []
        for one in found:
            for start, end in one.spans:
                close = self.before.get(start) or self.behind.get(end)
                words, kind = close or self.apart.get(start) or ((), None)
                if words and one.kind != "person" and (close or one.kind in {None, kind}):
                    one.kind = one.kind or kind
                    made.append((one, words))
        return made
