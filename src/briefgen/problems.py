"""What can be wrong, as data: a place, a code, a message, a remedy and a severity; and how each is shown."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path


class Severity(StrEnum):
    """How much a problem weighs: an error fails the build, a warning does so only with ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


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


class BriefgenError(Exception):
    """A stage cannot go on. Carries every problem that the stage found, never only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("; ".join(f"{p.place}: {p.message}" for p in self.problems))


def failing(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Tell whether any of the problems fails a build (with ``strict``, warnings do too)."""
    return any(strict or problem.severity is Severity.ERROR for problem in problems)


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return "did you mean 'x'?" for the known word nearest to ``word``, else ``otherwise``."""
    candidates = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), candidates, n=1, cutoff=0.6)
    return f"did you mean '{candidates[near[0]]}'?" if near else otherwise


def one_of(words: Sequence[str]) -> str:
    """Join words as a choice: ``a, b or c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def clip(text: str, limit: int = 60) -> str:
    """Shorten a quotation of somebody's text for a message, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def sort(problems: Iterable[Problem]) -> list[Problem]:
    """Order problems by place and drop exact repetitions."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.place, p.severity, p.code, p.message))


def as_text(problem: Problem) -> str:
    """Show a problem to a person: a line that an editor can click, the line of the file, the remedy."""
    lines = [f"{problem.place}: {problem.severity}: {problem.message} [{problem.code}]"]
    if problem.excerpt:
        lines.append(f"    {problem.excerpt.strip()}")
    if problem.remedy:
        lines.append(f"  remedy: {problem.remedy}")
    return "\n".join(lines)


def as_json(problems: Iterable[Problem]) -> str:
    """Show problems to a program: a JSON array of flat objects."""
    rows = [
        {
            "file": problem.place.file,
            "line": problem.place.line or None,
            "column": problem.place.column or None,
            "severity": str(problem.severity),
            "code": problem.code,
            "message": problem.message,
            "remedy": problem.remedy or None,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def shown_path(path: Path) -> str:
    """Return a path as a message should show it: relative to the working folder where that is shorter."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()
