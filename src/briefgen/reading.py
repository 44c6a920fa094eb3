"""A text read with a lexicon: its tokens, the cues in it and how far each reaches.

No grammar is built. A cue reaches the words after it (before it, in a language whose verbs stand last) up to the next
word that begins another clause. That is wrong sometimes; what the checks make of it is measured in ``tests/corpus``.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from briefgen.importing import part
from briefgen.lexicon import Lexicon
from briefgen.scripts import BLANKLESS

_WORDS = re.compile(r"\w+(?:['’.\-‐‑]\w+)*\.?(?<=[A-Z]\.)|\w+(?:['’\-‐‑.]\w+)*")
_PAUSE = re.compile(r"[,;:—–()\[\]“”\"!?…]|\.(?:\s|$)|\s[-]\s")
_HARD = re.compile(r"[;!?]|\.(?:\s|$)")
_KANA = re.compile(r"[\u3040-\u309f]+")
LONGEST_REACH = 24
"""Words that a cue reaches at most (letters, in a language read by letters)."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word (a letter, in a language that is read by letters); offsets are those of the text."""

    fold: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a text; ``first`` and ``last`` are the numbers of its tokens, ``last`` being one behind."""

    classes: frozenset[str]
    words: str
    start: int
    end: int
    first: int
    last: int
    attributive: bool = False
    """Whether it is a participle before its noun (the proposed hotel), which names a thing and says nothing of it."""


class Reading:
    """A text with what the lexicon of its language finds in it."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.tokens = _letters(text) if lexicon.letters else _words(text)
        self._folds = tuple(token.fold for token in self.tokens)

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """The cues, in order; of two that overlap, the one that begins first, and the longest."""
        found: list[Cue] = []
        index = 0
        known = self.lexicon.phrases
        while index < len(self.tokens):
            cue = self._cue_at(index) if self._folds[index] in known else None
            if cue is None:
                index += 1
                continue
            index = cue.last
            if "neutral" not in cue.classes:
                found.append(cue)
        return tuple(found)

    def _cue_at(self, index: int) -> Cue | None:
        token = self.tokens[index]
        for length, phrases in self.lexicon.phrases.get(token.fold, ()):
            last = index + length
            words = self._folds[index:last]
            classes = phrases.get(words, frozenset())
            if length == 1 and classes and words[0] in self.lexicon.names_when_capitalised:
                classes = classes & {"time"} if self._is_name(index) else classes - {"time"}
            if not classes:
                continue
            if length == 1 and words[0] in self.lexicon.like_nouns and self._follows_noun_mark(index):
                continue
            end = self.tokens[last - 1].end
            if length > 1 and _PAUSE.search(self.text, token.start, end) and not self.lexicon.letters:
                continue
            names = length == 1 and self._is_attributive(index)
            return Cue(classes, self.text[token.start : end], token.start, end, index, last, names)
        return None

    def _follows_noun_mark(self, index: int) -> bool:
        before = self.tokens[index - 1].fold if index else ""
        return before in self.lexicon.noun_marks or before.endswith(("'s", "s'"))

    def _is_attributive(self, index: int) -> bool:
        """Tell whether a word is a participle between what begins a noun phrase and the noun: its planned hotel."""
        tokens, lexicon = self.tokens, self.lexicon
        if tokens[index].fold not in lexicon.participles or index + 1 == len(tokens):
            return False
        token, following = tokens[index : index + 2]
        if following.fold in lexicon.function_words or _PAUSE.search(self.text[token.end : following.start]):
            return False
        if not index or _HARD.search(self.text[tokens[index - 1].end : token.start]):
            return True
        before = tokens[index - 1].fold
        return before in lexicon.noun_openers or before.endswith(("'s", "s'"))

    def _is_name(self, index: int) -> bool:
        token = self.tokens[index]
        if not self.text[token.start].isupper():
            return False
        starts = index == 0 or bool(re.search(r"[.!?“\"]\s*$", self.text[: token.start]))
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        month = following is not None and following.fold[:1].isdigit()
        return not starts or month

    def of(self, *classes: str) -> list[Cue]:
        """Return the cues of one of these classes."""
        wanted = frozenset(classes)
        return [cue for cue in self.cues if cue.classes & wanted]

    @cached_property
    def classes(self) -> frozenset[str]:
        """The classes of all cues."""
        return frozenset(name for cue in self.cues for name in cue.classes)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The content words of the whole text, reduced to their stems."""
        return self.stems_in(0, len(self.tokens))

    def stems_in(self, first: int, last: int) -> frozenset[str]:
        """Return the content words of a stretch of tokens, reduced to their stems."""
        if self.lexicon.letters:
            if first >= last:
                return frozenset()
            return content_pairs(self.text[self.tokens[first].start : self.tokens[last - 1].end])
        own = self.lexicon.function_words
        return frozenset(
            stem(token.fold, self.lexicon.language) for token in self.tokens[first:last] if token.fold not in own
        )

    def reach(self, cue: Cue) -> tuple[int, int]:
        """Return the tokens that a cue governs, as a range: up to where another clause begins."""
        if self.lexicon.verb_last:
            return self._back(cue.first), cue.first
        return cue.last, self._forward(cue.last)

    def _forward(self, index: int) -> int:
        limit = min(len(self.tokens), index + LONGEST_REACH)
        for at in range(index, limit):
            if at > index and self.breaks_before(at):
                return at
        return limit

    def _back(self, index: int) -> int:
        limit = max(0, index - 2 * LONGEST_REACH)
        for at in range(index, limit, -1):
            if at < index and self.breaks_before(at):
                return at
        return limit

    def clause_start(self, index: int) -> int:
        """Return the token that begins the clause of another."""
        return self._back(index)

    def breaks_before(self, index: int) -> bool:
        """Tell whether another clause begins at a token."""
        if not 0 < index < len(self.tokens):
            return False
        before, token = self.tokens[index - 1], self.tokens[index]
        between = self.text[before.end : token.start]
        if _HARD.search(between):
            return True
        if self.lexicon.letters:
            upto = self.text[max(0, token.start - 8) : token.start]
            return any(upto.endswith(words) for words in self.lexicon.strong_breaks)
        if token.fold in self.lexicon.strong_breaks:
            return True
        pause = bool(_PAUSE.search(between))
        if before.fold in self.lexicon.weak_breaks:
            earlier = self.tokens[index - 2] if index > 1 else None
            comma = earlier is not None and "," in self.text[earlier.end : before.start]
            return self.is_finite(index) or (comma and not token.fold.endswith("ing"))
        return pause and token.fold in {"which", "who", "where", "according", "as", "since"}

    def is_finite(self, index: int) -> bool:
        """Tell whether a token looks like a finite verb."""
        fold = self.tokens[index].fold
        return fold in _AUXILIARIES or fold in self.lexicon.finite or (fold.endswith("ed") and len(fold) > 4)

    def governed_by(self, cue: Cue, stems: frozenset[str]) -> bool:
        """Tell whether a cue governs words of another text, given by their stems."""
        first, last = self.reach(cue)
        if self.lexicon.verb_last:
            first = max(first, last - 4 * NEAREST)
        else:
            last = min(last, first + NEAREST)
        own = self.stems_in(first, last) - self.stems_in(cue.first, cue.last)
        if len(own) < 2:  # A passive: the cue stands behind its subject.
            own |= self.stems_in(self._back(cue.first), cue.first)
        shared = own & stems
        return len(shared) >= 2 or (bool(shared) and len(shared) * 2 >= min(len(own), len(stems)))

    def stems_next(self, cue: Cue) -> frozenset[str]:
        """Return the stem of the content word next to a cue: behind it; before it, where it is a passive."""
        first, last = self.reach(cue)
        passive = cue.first and self.tokens[cue.first - 1].fold in _PASSIVE
        around = range(cue.first - 1, self._back(cue.first) - 1, -1) if passive else range(first, last)
        return next((stems for at in around if (stems := self.stems_in(at, at + 1))), frozenset())


NEAREST = 6
"""Words next to a cue that tell what it is about."""

_AUXILIARIES = frozenset(
    "is are was were has have had will would can could may might shall should must does did do be been".split()  # noqa: SIM905
)


_PASSIVE = frozenset({"is", "are", "was", "were", "be", "been", "being"})


def _words(text: str) -> tuple[Token, ...]:
    return tuple(Token(folded(found[0]), found.start(), found.end()) for found in _WORDS.finditer(text))


def folded(word: str) -> str:
    """Return a word as it is compared: small letters, one kind of apostrophe and of hyphen."""
    return word.casefold().replace("’", "'").replace("‐", "-").replace("‑", "-")


def _letters(text: str) -> tuple[Token, ...]:
    return tuple(
        Token(unicodedata.normalize("NFKC", letter).casefold(), index, index + 1)
        for index, letter in enumerate(text)
        if not letter.isspace()
    )


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """Return the stem of a word (Snowball), without a possessive ending; the word itself where there is no stemmer."""
    stemmer = _stemmer(language)
    bare = word.removesuffix("'s").removesuffix("'").rstrip(".").replace(".", "")
    return str(stemmer.stemWord(bare)) if stemmer else bare


_ALGORITHMS = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
}
"""What Snowball calls its stemmers, by language."""


@lru_cache(maxsize=16)
def _stemmer(language: str) -> Any:
    name = _ALGORITHMS.get(language)
    return getattr(part("snowballstemmer", f"{name}_stemmer"), f"{name.title()}Stemmer")() if name else None


def content_pairs(text: str) -> frozenset[str]:
    """Return the content of a text without blanks: pairs of neighbouring letters, hiragana (which inflects) aside."""
    pairs = set()
    for run in _content_runs().findall(unicodedata.normalize("NFKC", text)):
        for piece in _KANA.split(run):
            pairs |= (
                {piece[at : at + 2] for at in range(len(piece) - 1)}
                if len(piece) > 1
                else ({piece} if piece else set())
            )
    return frozenset(pairs)


@lru_cache
def _content_runs() -> re.Pattern[str]:
    return re.compile(f"[{BLANKLESS}]+|[0-9A-Za-z]+")
