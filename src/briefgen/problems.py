"""What can be wrong, as data: a place, a code, a message, a remedy and a severity; and how each is shown."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from itertools import islice
from pathlib import Path

from briefgen import travel


class Severity(StrEnum):
    """How much a problem weighs: an error fails the build, a warning does so only with ``--strict``, a note never."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file. Lines and columns count from 1; 0 means that only the file is known."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``file:line:column`` as far as it is known, in the form that editors can click."""
        known = [self.file, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(known)


COMMAND_LINE = Place("command line")
"""The place of what was wrong in the command itself."""

MACHINE = Place("this machine")
"""The place of what the machine lacks, whatever is built on it."""


def setting_place(key: str = "") -> Place:
    """Return the place of a value given with the command: ``--set design.paper``."""
    return Place(f"--set {clip(key, 100)}".rstrip())


def is_file(place: Place) -> bool:
    """Tell whether a place is in a file, rather than in the command or the machine."""
    return place != MACHINE and not is_command(place)


def is_command(place: Place) -> bool:
    """Tell whether a place is in the command."""
    return place == COMMAND_LINE or place.file.startswith("--set")


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: what was found and expected, where, and what to do about it."""

    place: Place
    code: str
    """Stable kebab-case name of the kind of problem."""
    message: str
    """What was found and what was expected, in the user's terms; one line, no full stop."""
    remedy: str = ""
    """What to do; one line."""
    severity: Severity = Severity.ERROR
    excerpt: str = field(default="", compare=False)
    """The line of the file at ``place``, where showing it helps."""
    entry: str = ""
    """The id of the entry it is about, where that has one: an acknowledgement may name it."""
    accepted: str = ""
    """Why a warning may stand, where the brief acknowledges it; such a warning fails nothing."""


travel.by_values((Place, Problem))


class BriefgenError(Exception):
    """A stage cannot go on. Carries every problem that the stage found, never only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("; ".join(f"{p.place}: {p.message}" for p in self.problems))

    def __reduce__(self) -> "tuple[type[BriefgenError], tuple[tuple[Problem, ...]]]":
        return type(self), (self.problems,)  # So that it comes whole out of another process.


def failing(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Tell whether any of the problems fails a build (with ``strict``, warnings do too, unless acknowledged)."""
    return any(problem.severity is Severity.ERROR or (strict and is_open(problem)) for problem in problems)


def is_open(problem: Problem) -> bool:
    """Tell whether somebody has to do something about a problem."""
    return problem.severity is not Severity.NOTE and not problem.accepted


def tally(problems: Iterable[Problem]) -> dict[str, int]:
    """Count problems by what becomes of them."""
    counts = {"errors": 0, "warnings": 0, "acknowledged": 0, "notes": 0}
    for problem in problems:
        counts["acknowledged" if problem.accepted else f"{problem.severity}s"] += 1
    return counts


def number_of(count: int, what: str) -> str:
    """Return a number with what it counts: ``1 error``, ``2 errors``, ``2 acknowledged``."""
    return f"{count} {what.removesuffix('s') if count == 1 else what}"


def summed_up(problems: Iterable[Problem], *done: str, strict: bool = False) -> str:
    """Say in a line what was done, how many problems there are, and with ``strict``, that warnings fail."""
    counts = tally(problems)
    said = ", ".join([*done, *(number_of(count, what) for what, count in counts.items() if count)])
    return f"{said}; with --strict, warnings fail" if strict and counts["warnings"] else said


MOST_CANDIDATES = 200
"""With so many words at most, one is compared: of more, with the first that begin like it and are about as long."""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return "did you mean 'x'?" for the known word :func:`nearest` to ``word``, else ``otherwise``."""
    near = nearest(word, known)
    return f"did you mean '{near}'?" if near else otherwise


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """Return the known word that is nearest to ``word``; empty where none is near.

    ``likeness`` is how like it that has to be, from 0 to 1 (:class:`difflib.SequenceMatcher`).
    """
    candidates = {name.casefold(): name for name in known}
    folded = word.casefold()
    compared = list(candidates)
    if len(compared) > MOST_CANDIDATES:
        alike = (one for one in compared if one[:1] == folded[:1] and abs(len(one) - len(folded)) <= 2)
        compared = [*islice(alike, MOST_CANDIDATES)]
    near = get_close_matches(folded, compared, n=1, cutoff=likeness)
    return candidates[near[0]] if near else ""


def some_of(words: Sequence[str], most: int = 20) -> str:
    """List words for a message, the first of many."""
    return ", ".join(words[:most]) + (f" … ({len(words)} in all)" if len(words) > most else "")


def one_of(words: Sequence[str]) -> str:
    """Join words as a choice: ``a, b or c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def clip(text: str, limit: int = 60) -> str:
    """Shorten a quotation of somebody's text for a message, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def sort(problems: Iterable[Problem]) -> list[Problem]:
    """Order problems by place, notes behind all others, and drop exact repetitions."""
    unique = dict.fromkeys(problems)
    order = list(Severity)
    return sorted(
        unique, key=lambda p: (p.severity is Severity.NOTE, p.place, order.index(p.severity), p.code, p.message)
    )


def said_once(problems: Iterable[Problem]) -> list[Problem]:
    """Drop what differs from an earlier problem in nothing but the entry: two entries may share a clause."""
    first: dict[Problem, Problem] = {}
    for problem in problems:
        first.setdefault(replace(problem, entry=""), problem)
    return list(first.values())


_DRIVING = "\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
"""Characters, besides those below the blank, that may drive a terminal, turn a line round, or have no encoding."""


def one_line(text: str) -> str:
    """Make somebody's text safe to show: on one line, with names for what would drive a terminal (``<U+001B>``)."""
    text = re.sub(r"[\t\r\n]+", " ", text)
    return re.sub(f"[\x00-\x1f{_DRIVING}]", lambda found: f"<U+{ord(found[0]):04X}>", text)


def as_json(value: object) -> str:
    """Show data to a program, with escapes for what JSON would let through to a terminal."""
    return escaped(json.dumps(value, ensure_ascii=False, indent=2))


def escaped(text: str) -> str:
    """Write what JSON would let through to a terminal, inside a string, in the way of JSON."""
    return re.sub(f"[{_DRIVING}]", lambda found: f"\\u{ord(found[0]):04x}", text)


def as_text(problem: Problem) -> str:
    """Show a problem to a person: a line that an editor can click, the line of the file, the remedy."""
    said = "acknowledged" if problem.accepted else problem.severity
    lines = [f"{problem.place}: {said}: {problem.message} [{problem.code}]"]
    if problem.excerpt:
        lines.append(f"    {_window(problem.excerpt, problem.place.column)}")
    if problem.accepted:
        lines.append(f"  reason: {problem.accepted}")
    elif problem.remedy:
        lines.append(f"  remedy: {problem.remedy}")
    return "\n".join(map(one_line, lines))


def _window(line: str, column: int, width: int = 160) -> str:
    """Return a line, of a very long one what stands around a column."""
    if len(line.strip()) <= width:
        return line.strip()
    start = max(0, min(column - width // 2, len(line) - width))
    return f"{'…' * (start > 0)}{line[start : start + width].strip()}{'…' * (start + width < len(line))}"


def shown_path(path: Path) -> str:
    """Return a path as a message should show it: relative to the working folder where that is shorter."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()
