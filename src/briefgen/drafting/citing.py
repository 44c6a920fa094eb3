"""Words that a drafter remembers → the clause of the source that holds them, ready to be put under ``evidence:``.

Only the source's own words are ever given. Words that do not stand there as they were typed find nothing; what comes
nearest is offered apart, with the words that were not typed marked, and proves nothing.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from math import log

from briefgen.drafting.clauses import Clause, one_line, pinned
from briefgen.drafting.yamltext import comment, quoted
from briefgen.evidence import Ambiguous, Passage, locate
from briefgen.reading import folded
from briefgen.scripts import BLANKLESS
from briefgen.sentences import Sentence
from briefgen.source import SourceText

MOST_SHOWN = 20
"""Places that are shown of words that stand in many."""
MOST_WORDS = 60
"""Words that are compared where they do not stand in the source as they were typed."""
_ENOUGH = 0.4
"""Share of the words typed that have to be there for a suggestion."""
_COST = 0.15
"""What a word that was not typed takes off the worth of a suggestion; a rare word that was is worth some 3."""
_TRIED = 8
"""Sentences that are looked at closely."""
_TOKEN = re.compile(rf"[{BLANKLESS}]|[^\W{BLANKLESS}]+(?:[-‐‑'’.,][^\W{BLANKLESS}]+)*")


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause, where it was found."""

    source: SourceText
    clause: Clause | None
    """None for words that cannot be told from others like them, whatever stands beside them."""
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    """Those that it stands in."""

    @property
    def paragraph(self) -> int:
        """The number of its paragraph."""
        return self.source.paragraph_at(self.start).number

    @property
    def where(self) -> str:
        """The numbers of paragraph and sentence: ``¶4 S6``."""
        numbers = [sentence.number for sentence in self.sentences]
        return f"¶{self.paragraph} S{numbers[0]}" + (f"–{numbers[-1]}" if len(numbers) > 1 else "")

    @property
    def context(self) -> str:
        """The sentences, on one line."""
        return one_line(self.source.text[self.sentences[0].start : self.sentences[-1].end])


@dataclass(frozen=True, slots=True)
class Near:
    """What comes nearest to words that do not stand in a source."""

    cited: Cited
    marked: str
    """The clause, with the words that were not typed between « and »."""
    shared: float
    """The share of the words typed that stand in it."""


def cite(source: SourceText, words: str, *, whole: bool = False) -> tuple[int, list[Cited]]:
    """Find words in a source: how often they stand there, and the first places. ``whole`` gives their sentences."""
    found = locate(source, words, suggest=False) if words.strip() else None
    passages = found.passages if isinstance(found, Ambiguous) else (found,) if isinstance(found, Passage) else ()
    spans = [_sentences(source, one) if whole else (one.start, one.end) for one in passages]
    spans = list(dict.fromkeys(spans))
    return len(spans), [_cited(source, start, end) for start, end in spans[:MOST_SHOWN]]


def _sentences(source: SourceText, passage: Passage) -> tuple[int, int]:
    inside = source.sentences_between(passage.start, passage.end)
    return inside[0].start, inside[-1].end


def _cited(source: SourceText, start: int, end: int) -> Cited:
    return Cited(source, pinned(source, start, end), start, end, source.sentences_between(start, end))


def nearest(source: SourceText, words: str) -> Near | None:
    """Return the words of a sentence that are most like those typed; None where hardly any of them is there."""
    index = _index(source)
    typed = _folds(words)[:MOST_WORDS]
    wanted = [_corrected(fold, index) for fold in typed]
    weights = {fold: log(1 + len(source.sentences) / len(index[fold])) for fold in set(wanted) if fold in index}
    shared: Counter[int] = Counter()
    for fold, weight in weights.items():
        shared.update(dict.fromkeys(index[fold], round(1000 * weight)))
    likely = sorted(shared, key=lambda number: (-shared[number], number))[:_TRIED]
    windows = [window for number in likely if (window := _window(source, source.sentences[number], weights))]
    best = max(windows, key=lambda window: (window.worth, -window.start), default=None)
    if best is None or best.hits < _ENOUGH * len(set(wanted)):
        return None
    marked = _marked(source.text[best.start : best.end], set(typed))
    return Near(_cited(source, best.start, best.end), marked, best.hits / len(set(wanted)))


def _folds(text: str) -> list[str]:
    return [folded(found[0]) for found in _TOKEN.finditer(text)]


@lru_cache(maxsize=8)
def _index(source: SourceText) -> dict[str, tuple[int, ...]]:
    """Return for each word the positions of the sentences that hold it."""
    found: dict[str, list[int]] = {}
    for position, sentence in enumerate(source.sentences):
        for fold in set(_folds(source.text[sentence.start : sentence.end])):
            found.setdefault(fold, []).append(position)
    return {fold: tuple(positions) for fold, positions in found.items()}


def _corrected(fold: str, index: dict[str, tuple[int, ...]]) -> str:
    """Return the word of the source that a word may be a slip for."""
    if fold in index or len(fold) < 4:
        return fold
    return next(iter(get_close_matches(fold, index, n=1, cutoff=0.8)), fold)


@dataclass(frozen=True, slots=True)
class _Window:
    start: int
    end: int
    hits: int
    worth: float


def _window(source: SourceText, sentence: Sentence, weights: Mapping[str, float]) -> _Window | None:
    """Return the shortest stretch of a sentence that holds all of the words wanted that are in it."""
    tokens = [(folded(found[0]), *found.span()) for found in _TOKEN.finditer(source.text, sentence.start, sentence.end)]
    here = {fold for fold, _, _ in tokens} & weights.keys()
    shortest: tuple[int, int] | None = None
    counts: Counter[str] = Counter()
    first = 0
    for last, (fold, _, _) in enumerate(tokens):
        counts[fold] += fold in here
        while here and all(counts[word] > 0 for word in here):
            if shortest is None or last - first < shortest[1] - shortest[0]:
                shortest = first, last
            counts[tokens[first][0]] -= tokens[first][0] in here
            first += 1
    if shortest is None:
        return None
    extra = shortest[1] - shortest[0] + 1 - len(here)
    worth = sum(weights[fold] for fold in here) - _COST * extra
    return _Window(tokens[shortest[0]][1], tokens[shortest[1]][2], len(here), worth)


def _marked(text: str, wanted: set[str]) -> str:
    """Put the words that were not typed between « and », one mark around words that stand together."""
    pieces: list[tuple[bool, str]] = []
    position = 0
    for found in _TOKEN.finditer(text):
        pieces += [(True, text[position : found.start()]), (folded(found[0]) in wanted, found[0])]
        position = found.end()
    marked = "".join(words if known else f"«{words}»" for known, words in [*pieces, (True, text[position:])])
    return one_line(re.sub(r"»(\s*)«", r"\1", marked))


# --- As it is pasted --------------------------------------------------------------------------------------------------
def as_evidence(cited: Cited, source: str = "") -> str:
    """Return the line to paste: ``evidence: "…"``, on one line so that it fits whatever stands around it.

    ``source`` is the id of the source, where a brief has several.
    """
    clause = cited.clause
    assert clause, "what cannot be told from its like has no evidence"
    parts = [("source", source), ("exact", clause.exact), ("prefix", clause.prefix), ("suffix", clause.suffix)]
    given = [(key, words) for key, words in parts if words]
    if len(given) == 1:
        return f"evidence: {quoted(clause.exact)}"
    listed = ", ".join(f"{key}: {words if key == 'source' else quoted(words)}" for key, words in given)
    return f"evidence: {{{listed}}}"


def as_comment(cited: Cited, head: str = "") -> list[str]:
    """Return where a clause stands and its sentences, as comment lines of YAML."""
    return list(comment(cited.context, head=f"{head}{cited.where}: "))


def best(found: Sequence[Near | None]) -> Near | None:
    """Return what comes nearest in any of the sources."""
    return max((near for near in found if near), key=lambda near: near.shared, default=None)
