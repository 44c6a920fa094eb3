"""A text that is being read for numbers: its tokens, and how they stand together."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.quantities.tokens import Token
from briefgen.quantities.words import Wording

AND = frozenset({"and", "und", "et", "y", "e", "en"})
BETWEEN = frozenset({"between", "zwischen", "entre"})


@dataclass(frozen=True, slots=True)
class Ground:
    """A text (in plain typography) with its tokens, and the words that its language has for numbers."""

    text: str
    tokens: Sequence[Token]
    wording: Wording

    def word(self, at: int) -> str:
        """Return the text of a token, "" beyond either end."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def kind(self, at: int) -> str:
        """Return the kind of a token, "" beyond either end."""
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def glued(self, at: int) -> bool:
        """Tell whether no blank stands between a token and the one before it."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def raw(self, at: int) -> str:
        """Return a token as it stands, upper case and all."""
        return self.text[self.tokens[at].start : self.tokens[at].end] if 0 <= at < len(self.tokens) else ""

    def hyphen(self, at: int) -> bool:
        """Tell whether a hyphen stands here between two words, without blanks."""
        return self.word(at) == "-" and self.glued(at) and self.glued(at + 1)
