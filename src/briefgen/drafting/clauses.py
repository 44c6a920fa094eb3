"""Words of a source as evidence: on one line, and with what it takes to find them there again, once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from briefgen.evidence import Ambiguous, Passage, locate, normalise
from briefgen.scripts import BLANKLESS
from briefgen.source import SourceText
from briefgen.values import fold

MOST_CONTEXT = 240
"""Characters before or after a clause that are tried as its prefix or suffix."""
_LINE_IN_BLANKLESS = re.compile(f"(?<=[{BLANKLESS}])[ \t]*[\n\x85\u2028\u2029]\\s*(?=[{BLANKLESS}])")
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


def pinned(source: SourceText, start: int, end: int) -> Clause | None:
    """Return the words between two offsets with the context that tells them from their like.

    None where there is no such context, or where the words cannot be cited at all: parts of words, marks alone.
    """
    exact = one_line(source.text[start:end])
    if not exact.strip():
        return None
    found = locate(source, exact, suggest=False)
    if isinstance(found, Ambiguous):
        clause = _with_context(source, exact, start, found.passages)
        found = locate(source, clause.exact, clause.prefix, clause.suffix, suggest=False) if clause else found
    else:
        clause = Clause(exact)
    return clause if isinstance(found, Passage) and found.start == _first(source, start) else None


_UNSEEN = "\u00ad\u200b\u200c\u2060\ufeff"


def _first(source: SourceText, start: int) -> int:
    """Return the offset of the first character that is to be seen."""
    while (at := source.text[start : start + 1]) and (at.isspace() or at in _UNSEEN):
        start += 1
    return start


def _with_context(source: SourceText, exact: str, start: int, passages: tuple[Passage, ...]) -> Clause | None:
    """Add the shortest suffix or prefix of whole words that none of the other passages has, or both of them."""
    mine = next((passage for passage in passages if passage.start == _first(source, start)), None)
    if mine is None:
        return None
    others = [
        (_plain(_before(source, other)), _plain(_after(source, other))) for other in passages if other is not mine
    ]
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
        yield from ((one, other) for one, other in (("", suffix), (prefix, "")) if one or other)
    if prefixes and suffixes:
        yield prefixes[-1], suffixes[-1]
