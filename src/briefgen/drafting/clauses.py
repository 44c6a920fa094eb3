"""Words of a source as evidence: on one line, and with what it takes to find them there again, once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from briefgen.evidence import Ambiguous, Passage, locate, normalise
from briefgen.scripts import BLANKLESS
from briefgen.source import SourceText
from briefgen.values import fold

MOST_CONTEXT = 160
"""Characters before or after a clause that are tried as its prefix or suffix."""
_LINE_IN_BLANKLESS = re.compile(f"(?<=[{BLANKLESS}])[ \t]*[\n\x85\u2028\u2029]\\s*(?=[{BLANKLESS}])")
_WORD = re.compile(r"\w")
_BEHIND_STOP = re.compile(r"[.!?。！？]")
_PIECE = re.compile(rf"[{BLANKLESS}]|[^\s{BLANKLESS}]+")


@dataclass(frozen=True, slots=True)
class Clause:
    """Words of a source, as they are written under ``evidence``."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def one_line(text: str) -> str:
    """Return words of a source on one line, as a content file can hold them."""
    return fold(_LINE_IN_BLANKLESS.sub("", text.replace("\ufeff", "")))


def pinned(source: SourceText, start: int, end: int, most: int = 100_000) -> Clause | None:
    """Return the words between two offsets with the context that tells them from their like.

    None where there is no such context, where the words stand in more places than ``most``, or where they cannot be
    cited at all: parts of words, marks alone.
    """
    exact = one_line(source.text[start:end])
    passages = _passages(source, exact) if exact.strip() else ()
    mine = next((passage for passage in passages if passage.start == _first(source, start)), None)
    if mine is None or len(passages) > most:
        return None
    if len(passages) == 1:
        return Clause(exact)
    clause = _with_context(source, exact, mine)
    found = clause and locate(source, clause.exact, clause.prefix, clause.suffix, suggest=False)
    return clause if isinstance(found, Passage) and found.start == mine.start else None


def alone(source: SourceText, start: int, end: int) -> Clause | None:
    """Return the words between two offsets where they stand nowhere else."""
    exact = one_line(source.text[start:end])
    found = locate(source, exact, suggest=False) if exact.strip() else None
    return Clause(exact) if isinstance(found, Passage) and found.start == _first(source, start) else None


@lru_cache(maxsize=32)
def _passages(source: SourceText, exact: str) -> tuple[Passage, ...]:
    found = locate(source, exact, suggest=False)
    return found.passages if isinstance(found, Ambiguous) else (found,) if isinstance(found, Passage) else ()


@lru_cache(maxsize=32)
def _contexts(source: SourceText, exact: str) -> tuple[tuple[int, str, str], ...]:
    """Return for each place of some words its offset, and what stands before and after, without its typography."""
    return tuple(
        (passage.start, _plain(_before(source, passage)), _plain(_after(source, passage)))
        for passage in _passages(source, exact)
    )


_UNSEEN = "\u00ad\u200b\u200c\u2060\ufeff"


def _first(source: SourceText, start: int) -> int:
    """Return the offset of the first character that is to be seen."""
    while (at := source.text[start : start + 1]) and (at.isspace() or at in _UNSEEN):
        start += 1
    return start


def _with_context(source: SourceText, exact: str, mine: Passage) -> Clause | None:
    """Add the shortest suffix or prefix of whole words that none of the other places has, or both of them."""
    others = [(before, after) for start, before, after in _contexts(source, exact) if start != mine.start]
    for prefix, suffix in _shortest_first(_before(source, mine), _after(source, mine)):
        left, right = _plain(prefix), _plain(suffix)
        if not any(before.endswith(left) and after.startswith(right) for before, after in others):
            return Clause(exact, prefix, suffix)
    return None


def _after(source: SourceText, passage: Passage) -> str:
    end = source.paragraphs[passage.paragraph - 1].end
    return one_line(source.text[passage.end : min(end, passage.end + MOST_CONTEXT)])


def _before(source: SourceText, passage: Passage) -> str:
    start = source.paragraphs[passage.paragraph - 1].start
    return one_line(source.text[max(start, passage.start - MOST_CONTEXT) : passage.start])


def _plain(text: str) -> str:
    return normalise(text).text


def _shortest_first(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield what to try as prefix and suffix: one of them alone, growing word by word; then both."""
    suffixes = [after[: found.end()] for found in _PIECE.finditer(after)]
    prefixes = [before[found.start() :] for found in _PIECE.finditer(before)][::-1]
    for prefix, suffix in zip_longest(prefixes, suffixes, fillvalue=""):
        alone = [("", suffix), (prefix, "")]
        if _BEHIND_STOP.match(suffix):
            alone.reverse()
        yield from (pair for pair in alone if _WORD.search("".join(pair)))
    if prefixes and suffixes:
        yield prefixes[-1], suffixes[-1]
