"""A block's text as one line, seen through the normalisation of evidence, and what is to stand in place of its signs.

All rules decide by what :func:`briefgen.evidence.normalise` makes of the text, and write only what it makes the same
of. So no rule sees what another one wrote, what is set twice is set as once, and quoted words stay those of the source.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.evidence import normalise
from briefgen.tree.typography.languages import Manner, manner

LETTER = "x"
"""What code, pictures and all other things that are no text are seen as."""
_EDGES = " .,;:!?…()[]'\""
# Words whose signs mean something to a machine: addresses, what looks like code, and calls of functions.
_ADDRESS = re.compile(
    r"""(?<![A-Za-z0-9+.-])(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.|mailto:)[^\s"<>]+"""
    r"""|(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"""
)
_CODE = re.compile(r"[\\_=<>{}|`~^@$#]|\w\((?:…?\)|[\"'])|^\.{0,2}/|/.*/|://|^--?\w")
_RUN = re.compile("[\"']")
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A run of characters in one language. What is not ``own`` is seen and never changed."""

    text: str
    language: str
    own: bool

    @property
    def manner(self) -> Manner | None:
        """How it is set; None leaves it as it is."""
        return manner(self.language)


class Line:
    """The text of a block."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self._leaves = leaves
        self._original = "".join(leaf.text for leaf in leaves)
        self._owners = [number for number, leaf in enumerate(leaves) for _ in leaf.text]
        normal = normalise(self._original)
        self.seen = normal.text
        """The normalised text, by whose positions all is said."""
        self._offsets = normal.offsets
        self._left_alone = {place for start, end in _literal(self.seen) for place in range(start, end)}
        self._signs: dict[int, str] = {}

    @property
    def languages(self) -> dict[str, Manner]:
        """The languages in it of which something is set."""
        return {leaf.language: leaf.manner for leaf in self._leaves if leaf.manner is not None}

    def language(self, at: int) -> str:
        """Return the language of a position."""
        return self._leaves[self._owners[self._offsets[at]]].language

    def manner(self, at: int) -> Manner | None:
        """Return how the text is set at a position; None leaves it as it is."""
        return manner(self.language(at))

    def literal(self, at: int) -> bool:
        """Tell whether a position is in a word that is left as it is."""
        return at in self._left_alone

    def written(self, at: int, step: int = 0) -> str:
        """Return the character as it was written; ``step`` counts on from it, or back. Empty beyond the ends."""
        place = self._offsets[at] + step
        return self._original[place] if 0 <= place < len(self._original) else ""

    def put(self, at: int, typed: str, sign: str, step: int = 0) -> None:
        """Put a sign in the place of what was typed, where it was just that, in one leaf, and in no literal word."""
        place = self._offsets[at] + step
        owners = set(self._owners[place : place + len(typed)])
        if self._original[place : place + len(typed)] != typed or at in self._left_alone or len(owners) != 1:
            return
        if self._leaves[owners.pop()].own:
            self._signs[place] = sign
            self._signs.update(dict.fromkeys(range(place + 1, place + len(typed)), ""))

    def texts(self) -> Iterator[str]:
        """Yield the texts of its own leaves as they are now set."""
        start = 0
        for leaf in self._leaves:
            end = start + len(leaf.text)
            if leaf.own and not self._signs:
                yield leaf.text
            elif leaf.own:
                yield "".join(self._signs.get(place, self._original[place]) for place in range(start, end))
            start = end


def _literal(seen: str) -> Iterator[tuple[int, int]]:
    """Yield where words stand that mean something to a machine; quotation marks and stops around them do not count."""
    for found in _ADDRESS.finditer(seen):
        yield found.start(), found.start() + len(found[0].rstrip(_EDGES))
    for found in _TOKEN.finditer(seen):
        bare = found[0].strip(_EDGES)
        if not _CODE.search(found[0].strip("\"'.,;:!?…")):
            continue
        if _RUN.search(bare):
            yield found.span()
        else:
            start = found.start() + found[0].index(bare)
            yield start, start + len(bare)
