"""Straight quotation marks and apostrophes → those of the language. What stands around one says which way it looks."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from briefgen.tree.typography.languages import NARROW, NO_BREAK, Manner
from briefgen.tree.typography.line import Line

APOSTROPHE = "’"
Side = Literal["opens", "closes", "unclear"]
_RUN = re.compile(r"""["']+""")
_OPENING = " ([{<¿¡"
_CLOSING = " )]}>"
_STOPS = ".,;:!?"
_JOINTS = "-/"
_YEAR = r"\d\ds?"
_ROCK_N_ROLL = re.compile(r"(?:(?<=\w)|(?<=\w ))'n'(?= ?\w)")


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    side: Side
    number: bool
    """Whether it stands right behind a number, and may be a prime: 5' 10"."""


def set_quotes(line: Line) -> None:
    """Set the quotation marks and apostrophes of a line; those that are unclear stay as they are."""
    runs = [run for run in _RUN.finditer(line.seen) if not line.literal(run.start())]
    doubles = [mark for run in runs for mark in _marks(line.seen, run, '"')]
    for mark in _certain(doubles):
        _set_double(line, mark)
    apostrophes = {at for run in runs for at in _apostrophes(line, run)}
    singles = [mark for run in runs for mark in _marks(line.seen, run, "'") if mark.at not in apostrophes]
    for at in apostrophes:
        if _known(line.manner(at)):
            line.put(at, "'", APOSTROPHE)
    _set_singles(line, singles, doubles)


def _known(manner: Manner | None) -> bool:
    return manner is not None and manner.double is not None


def _marks(seen: str, run: re.Match[str], kind: str) -> Iterator[_Mark]:
    """Yield the marks of a kind in a run of marks, which all look the same way."""
    left, right = seen[max(run.start() - 1, 0) : run.start()], seen[run.end() : run.end() + 2]
    side = _side(left, right)
    if run[0] == "'\"" and left.isalpha() and right[:1].isalpha():  # l'"homme"
        side = "opens"
    for at in range(run.start(), run.end()):
        if seen[at] == kind:
            yield _Mark(at, side, left.isdigit())


def _side(left: str, right: str) -> Side:
    """Tell which way a mark between two characters looks; ``right`` has one more where there is one."""
    word_behind = right[:1].isalnum() or (right[:1] == "…" and right[1:].isalnum())
    open_before = not left or left in _OPENING
    closed_behind = not right or right[0] in _CLOSING
    if open_before:
        return "unclear" if closed_behind or right[0] in _STOPS else "opens"
    if closed_behind:
        return "closes"
    if left in _JOINTS or left == ":":
        return "opens" if word_behind else "unclear"
    return "closes" if not word_behind and right[0] in f"{_STOPS}{_JOINTS}…" else "unclear"


def _certain(doubles: Sequence[_Mark]) -> Iterator[_Mark]:
    """Yield the marks that are beyond doubt: no primes, and none whose other half is unclear."""
    depth = 0
    for before, mark, behind in zip((None, *doubles), doubles, (*doubles[1:], None), strict=False):
        if mark.side == "opens":
            depth += 1
            if behind is None or behind.side != "unclear":
                yield mark
        elif mark.side == "closes":
            if mark.number and (depth == 0 or (depth == 1 and behind is not None and behind.side == "closes")):
                continue
            depth = max(depth - 1, 0)
            if before is None or before.side != "unclear":
                yield mark


def _set_double(line: Line, mark: _Mark) -> None:
    manner = line.manner(mark.at)
    if manner is None or manner.double is None:
        return
    opening, closing = manner.double
    line.put(mark.at, '"', opening if mark.side == "opens" else closing)
    if NARROW in opening:
        _set_inner_blank(line, mark)


def _set_inner_blank(line: Line, mark: _Mark) -> None:
    """Set the blank inside a guillemet that was written as one, so that all of a document have the same."""
    guillemet, step = ("«", 1) if mark.side == "opens" else ("»", -1)
    if line.written(mark.at) != guillemet:
        return
    inside = line.written(mark.at, step)
    if inside in (" ", NO_BREAK) and not line.written(mark.at, 2 * step).isspace():
        line.put(mark.at, inside, NARROW, step)
    elif inside and not inside.isspace():
        line.put(mark.at, guillemet, f"«{NARROW}" if step == 1 else f"{NARROW}»")


# --- Apostrophes and single marks -------------------------------------------------------------------------------------
def _apostrophes(line: Line, run: re.Match[str]) -> Iterator[int]:
    """Yield the positions of a run that are apostrophes beyond doubt."""
    seen, at = line.seen, run.start()
    left, right = seen[max(at - 1, 0) : at], seen[run.end() : run.end() + 1]
    if run[0] == "'" and left.isalnum() and right.isalnum():
        if not (left.isdigit() and right.isdigit()):
            yield at
    elif run[0] == "'\"" and left.isalpha() and right.isalpha():
        yield at
    elif not left.isalnum() and run[0][-1] == "'" and _begins_elision(line, run.end()):
        yield run.end() - 1
    if run[0] == "'" and any(start <= at < end for start, end in _rock_n_roll(seen, at)):
        yield at


def _begins_elision(line: Line, at: int) -> bool:
    manner = line.manner(at - 1)
    return manner is not None and bool(_elision(manner.elided).match(line.seen, at))


def _rock_n_roll(seen: str, at: int) -> Iterator[tuple[int, int]]:
    return (found.span() for start in (at, at - 2) if start >= 0 and (found := _ROCK_N_ROLL.match(seen, start)))


@lru_cache(maxsize=64)
def _elision(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join((_YEAR, *map(re.escape, words)))})(?![\w'])", re.IGNORECASE)


def _set_singles(line: Line, singles: Sequence[_Mark], doubles: Sequence[_Mark]) -> None:
    paired = dict(_pairs(singles, doubles))
    closing = set(paired.values())
    for mark in singles:
        manner = line.manner(mark.at)
        if manner is None or manner.double is None or mark.side == "unclear":
            continue
        if mark in paired or mark in closing or (mark.side == "opens" and mark.at == 0):
            line.put(mark.at, "'", manner.single[mark.side == "closes"])
        elif not mark.number if mark.side == "closes" else line.seen[mark.at + 1 : mark.at + 2].isalnum():
            line.put(mark.at, "'", APOSTROPHE)


def _pairs(singles: Sequence[_Mark], doubles: Sequence[_Mark]) -> Iterator[tuple[_Mark, _Mark]]:
    """Yield the marks that open with those that close them; what stands between has no half of a double quotation."""
    places = [double.at for double in doubles]
    open_: list[_Mark] = []
    for mark in singles:
        if mark.side == "opens":
            open_.append(mark)
        elif mark.side == "closes" and open_:
            between = bisect(places, mark.at) - bisect(places, open_[-1].at)
            if between % 2 == 0:
                yield open_.pop(), mark
