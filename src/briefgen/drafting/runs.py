"""Runs of capitalised words, each of which may be a name.

Small words join what is one name: Bank of England, Centre for Coastal Studies, Food and Drug Administration. Two names
look the same, so such a run is one only where the text says "the" before it and names neither part alone.
"""

import re
from collections.abc import Iterator

from briefgen.drafting.vocabulary import Words
from briefgen.reading import Reading

POSSESSIVE = re.compile(r"['’]s$")
_PLURAL = ("men's", "children's", "people's")
"""Endings of words in the plural, whose ``’s`` stands within a name: the Fishermen’s Association."""
_JOINS = frozenset({" ", "\u00a0", "’ ", "' ", " & ", "\n"})
_SAINTS = frozenset({"st", "st.", "saint"})
MOST_WORDS = 7
"""Words of a name; a longer run is a heading."""


class Runs:
    """Finds the runs of capitalised words in sentences."""

    def __init__(self, words: Words, states: frozenset[str], apart: frozenset[str]) -> None:
        """``states`` are names of countries, ``apart`` what the text is known to name alone."""
        self.words = words
        self.states = states
        self.apart = apart

    def of(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """Yield the runs of a sentence, as ranges of tokens."""
        index = 0
        while index < len(reading.tokens):
            if not self._is_capital(reading, index):
                index += 1
                continue
            last = index + 1
            while (step := self._joined(reading, index, last)) and last - index < MOST_WORDS:
                last += step
            yield index, last
            index = last

    def _is_capital(self, reading: Reading, index: int) -> bool:
        if index >= len(reading.tokens):
            return False
        token = reading.tokens[index]
        return reading.text[token.start].isupper() and not self._is_time(reading, index)

    def _is_time(self, reading: Reading, index: int) -> bool:
        fold = reading.tokens[index].fold
        return "time" in reading.lexicon.alone(fold) and (
            fold not in reading.lexicon.names_when_capitalised or _number_beside(reading, index)
        )

    def _joined(self, reading: Reading, first: int, index: int) -> int:
        """Return how many further tokens belong to the run that ends before ``index``."""
        tokens, text = reading.tokens, reading.text
        if index >= len(tokens):
            return 0
        before = tokens[index - 1]
        between = text[before.end : tokens[index].start]
        title = before.fold.rstrip(".") in self.words.titles
        if POSSESSIVE.search(text[before.start : before.end]) and not _is_within_name(reading, first, index - 1):
            return 0
        if between in _JOINS or (title and between.strip() == "."):
            if self._is_capital(reading, index) or (tokens[index].fold.isdecimal() and len(tokens[index].fold) < 4):
                return 1
            goes_on = title or before.fold in self.words.heads or any(own.fold == "for" for own in tokens[first:index])
            if tokens[index].fold == "of" and goes_on:
                return self._behind(reading, index)
            if tokens[index].fold == "for" and before.fold in self.words.for_heads:
                step = self._behind(reading, index)
                return step if step and not self._is_apart(reading, index + step - 1) else 0
            if tokens[index].fold == "and":
                return self._behind_and(reading, first, index)
        return 0

    def _behind(self, reading: Reading, index: int) -> int:
        """Return how many tokens an "of" or "for" adds to a name, with the word behind it; 0 where it adds none."""
        article = index + 1 < len(reading.tokens) and reading.tokens[index + 1].fold == "the"
        return 2 + article if self._is_capital(reading, index + 1 + article) else 0

    def _behind_and(self, reading: Reading, first: int, index: int) -> int:
        """Return 2 where an "and" stands within a name, and 0 where it stands between two."""
        tokens, text = reading.tokens, reading.text
        begin = first + (tokens[first].fold == "the")
        marked = begin and tokens[begin - 1].fold == "the"
        if not marked or begin >= index or text[tokens[index].end : tokens[index].end + 1] != " ":
            return 0
        if not self._is_capital(reading, index + 1) or self._is_apart(reading, index + 1):
            return 0
        folds = [token.fold for token in tokens[begin:index]]
        if any(fold in self.words.for_heads or fold in self.words.heads for fold in folds):
            about = {"of", "for"}.intersection(folds)
            return 2 if about and tokens[index + 1].fold in self.words.topics else 0
        last = index + 2
        while self._is_capital(reading, last) and text[tokens[last - 1].end : tokens[last].start] == " ":
            last += 1
        head = tokens[last - 1].fold.removesuffix("'s")
        alone = text[tokens[begin].start : tokens[index - 1].end]
        known = alone in self.apart or alone.casefold() in self.states or alone.isupper()
        return 2 if head in self.words.heads and last > index + 2 and not known else 0

    def _is_apart(self, reading: Reading, index: int) -> bool:
        """Tell whether the text names elsewhere what begins at a token."""
        last = index + 1
        while self._is_capital(reading, last):
            last += 1
        start = reading.tokens[index].start
        ends = (reading.tokens[at - 1].end for at in range(index + 1, last + 1))
        return any(reading.text[start:end] in self.apart for end in ends)


def _is_within_name(reading: Reading, first: int, index: int) -> bool:
    """Tell whether a ``’s`` says no owner: Fishermen’s Association, St Mary’s Hospital."""
    saint = index > first and reading.tokens[index - 1].fold in _SAINTS
    return saint or reading.tokens[index].fold.endswith(_PLURAL)


def _number_beside(reading: Reading, index: int) -> bool:
    around = reading.tokens[max(0, index - 1) : index + 2]
    return any(token.fold[:1].isdigit() for token in around)
