"""How a language writes numbers: what a lexicon gives, and the same compiled for look-up by token."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Generic, TypeVar

from briefgen.quantities.tokens import Token, plain, tokenise

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How a language writes numbers and what modifies them. All words are casefolded."""

    words: Mapping[str, Decimal]
    multipliers: Mapping[str, Decimal]
    percent: frozenset[str]
    points: frozenset[str]
    """Percentage points; what begins with "basis" or "bp" counts hundredths of one."""
    tenths: frozenset[str]
    before: Mapping[str, str]
    """Phrases before a number, each with its class: at-least, more-than, at-most, less-than, about, nearly, …"""
    after: Mapping[str, str]
    letters: bool = False
    """Whether the language sets no blanks between words."""
    decimal: str = "."
    """The mark before decimals; "" where that is not known, and three digits behind a lone mark are thousands."""

    def __hash__(self) -> int:
        return hash((frozenset(self.words), frozenset(self.before), self.percent, self.letters, self.decimal))


PLAIN = NumberWords({}, {}, frozenset({"%"}), frozenset(), frozenset(), {}, {}, decimal="")
"""Digits, %, and nothing else: for languages without a lexicon."""


class Phrases(Generic[T]):
    """Phrases to be looked up where they begin or end among tokens; the longest wins."""

    def __init__(self, phrases: Mapping[str, T]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self._last: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        split = {tuple(token.text for token in tokenise(plain(phrase))): value for phrase, value in phrases.items()}
        for words in sorted(filter(None, split), key=len, reverse=True):
            self._first.setdefault(words[0], []).append((words, split[words]))
            self._last.setdefault(words[-1], []).append((words, split[words]))

    def beginnings(self) -> frozenset[str]:
        """Return the tokens with which the phrases begin."""
        return frozenset(self._first)

    def at(self, tokens: Sequence[Token], first: int) -> tuple[int, T] | None:
        """Return how many tokens a phrase takes that begins here, and what it stands for."""
        if first < len(tokens):
            for words, value in self._first.get(tokens[first].text, ()):
                if _same(tokens, first, words):
                    return len(words), value
        return None

    def until(self, tokens: Sequence[Token], last: int) -> tuple[int, T] | None:
        """Return how many tokens a phrase takes that ends before this one, and what it stands for."""
        if last > 0:
            for words, value in self._last.get(tokens[last - 1].text, ()):
                if last >= len(words) and _same(tokens, last - len(words), words):
                    return len(words), value
        return None


def _same(tokens: Sequence[Token], first: int, words: tuple[str, ...]) -> bool:
    return first + len(words) <= len(tokens) and all(
        tokens[first + place].text == word for place, word in enumerate(words)
    )


def listed(words: str, by: str | None = None) -> frozenset[str]:
    """Return the words of a list that is written on one line."""
    return frozenset(words.split(by))


def flags(phrases: Iterable[str]) -> Phrases[bool]:
    """Return phrases that stand for nothing but themselves."""
    return Phrases(dict.fromkeys(phrases, True))


_HAN = {sign: Decimal(value) for value, sign in enumerate("〇一二三四五六七八九")} | {"零": Decimal(0)}
_HAN_TIMES = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000)} | {
    sign: Decimal(10) ** power for sign, power in (("万", 4), ("億", 8), ("兆", 12))
}
_TWELVE = frozenset({"dozen", "ダース"})
_ORDINALS = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth"
)
_TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth"
ORDINALS = (
    {"second": Decimal(2)}
    | {word: Decimal(value) for value, word in enumerate(_ORDINALS.split(), 3)}
    | {word: Decimal(10 * value) for value, word in enumerate(_TENS.split(), 2)}
)
"""English only; "first" is a matter of scope, and the checks know it as such."""
PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    word + ending: value for value, word in enumerate(_ORDINALS.split()[:8], 3) for ending in ("", "s")
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for numbers, compiled."""

    of: NumberWords
    words: Phrases[Decimal]
    multipliers: Phrases[Decimal]
    percent: Phrases[bool]
    points: Phrases[Decimal]
    """Each with what one of them is in percentage points."""
    tenths: Phrases[bool]
    before: Phrases[str]
    after: Phrases[str]
    english: bool
    beginnings: frozenset[str]
    """The words with which a number can begin."""


@lru_cache(maxsize=16)
def compiled(own: NumberWords) -> Wording:
    """Compile the words for numbers."""
    times = {word: value for word, value in own.words.items() if word in _TWELVE}
    words = {word: value for word, value in own.words.items() if word not in times}
    if own.letters:
        words = {word: value for word, value in words.items() if word not in _HAN_TIMES} | _HAN
        times |= _HAN_TIMES
    english = "half" in own.words and "hundred" in own.multipliers
    singles, multipliers = Phrases(words), Phrases(dict(own.multipliers) | times)
    return Wording(
        own,
        singles,
        multipliers,
        flags(own.percent),
        Phrases(
            {words: Decimal("0.01" if words.startswith(("basis", "bp", "ベーシス")) else 1) for words in own.points}
        ),
        flags(own.tenths),
        Phrases(own.before),
        Phrases(own.after),
        english,
        singles.beginnings()
        | multipliers.beginnings()
        | (frozenset({"a", "an", "halves", *ORDINALS}) if english else set()),
    )
