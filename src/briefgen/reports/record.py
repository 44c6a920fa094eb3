"""What a command found and made, as a value: what every report says in its own form, and its form as JSON."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from briefgen.problems import Place, Problem, Severity, as_json, failing, is_file, number_of, summed_up, tally


@dataclass(frozen=True)
class Reported:
    """What came of one brief."""

    file: str
    problems: tuple[Problem, ...] = ()
    coverage: Mapping[str, int] = field(default_factory=dict)
    title: str = ""
    files: tuple[str, ...] = ()
    """The documents that there are of it."""
    pages: int | None = None
    """The pages of its PDF."""
    words: int | None = None
    not_built: tuple[str, ...] = ()
    """The formats that were asked for, and that there is no document in."""


@dataclass(frozen=True)
class Report:
    """What a command found and made."""

    briefs: tuple[Reported, ...] = ()
    others: tuple[Problem, ...] = ()
    """Problems of no brief: of the command, of a template."""
    strict: bool = False
    """Whether warnings fail."""

    @property
    def problems(self) -> list[Problem]:
        """All problems; several briefs may have the same one of a template."""
        return [*self.others, *(problem for brief in self.briefs for problem in brief.problems)]

    @property
    def files(self) -> list[str]:
        """All documents."""
        return [file for brief in self.briefs for file in brief.files]

    @property
    def in_short(self) -> str:
        """What was made and found, in a line."""
        made, lacking = len(self.files), sum(len(brief.not_built) for brief in self.briefs)
        done = [number_of(len(self.briefs), "briefs")] if self.briefs else []
        if lacking:
            done.append(f"{made} of {made + lacking} files")
        elif made:
            done.append(number_of(made, "files"))
        return summed_up(self.problems, *done, strict=self.strict) or "nothing to do"

    def level(self, problem: Problem) -> Severity:
        """Return how much a problem weighs for a service: what fails is an error there, whatever it is called here."""
        return Severity.ERROR if failing([problem], strict=self.strict) else problem.severity

    def message(self, problem: Problem) -> str:
        """Return what a service is told of a problem: of a warning that is an error there, why it is one."""
        raised = self.level(problem) is not problem.severity
        return f"{problem.message} (a warning; with --strict, warnings fail)" if raised else problem.message

    def seen_from(self, root: Path, here: Path) -> "Report":
        """Return the report with the names of files as they are in a folder that holds the working folder ``here``."""
        if here == root or not here.is_relative_to(root):
            return self

        def named(file: str) -> str:
            return Path(os.path.relpath(here / file, root)).as_posix()

        def placed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
            return tuple(
                replace(one, place=replace(one.place, file=named(one.place.file))) if is_file(one.place) else one
                for one in problems
            )

        briefs = (
            replace(one, file=named(one.file), problems=placed(one.problems), files=tuple(map(named, one.files)))
            for one in self.briefs
        )
        return replace(self, briefs=tuple(briefs), others=placed(self.others))


# --- JSON -------------------------------------------------------------------------------------------------------------
def rows(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as flat mappings."""
    return [
        {
            "file": problem.place.file,
            "line": problem.place.line or None,
            "column": problem.place.column or None,
            "severity": str(problem.severity),
            "code": problem.code,
            "message": problem.message,
            "remedy": problem.remedy or None,
            "entry": problem.entry or None,
            "accepted": problem.accepted or None,
        }
        for problem in problems
    ]


def as_data(report: Report) -> dict[str, Any]:
    """Return a report as data for JSON."""
    found = [(None, report.others), *((brief.file, brief.problems) for brief in report.briefs)]
    return {
        "strict": report.strict,
        "problems": [{"brief": brief, **row} for brief, problems in found for row in rows(problems)],
        "briefs": [
            {
                "file": brief.file,
                "title": brief.title or None,
                **tally(brief.problems),
                "coverage": dict(brief.coverage) or None,
                "files": list(brief.files),
                "not_built": list(brief.not_built),
                "pages": brief.pages,
                "words": brief.words,
            }
            for brief in report.briefs
        ],
    }


def json_report(report: Report) -> str:
    """Return a report as one JSON object, of which :func:`from_data` makes it again."""
    return as_json(as_data(report))


def from_data(data: Any) -> Report:
    """Make a report of what :func:`as_data` returned, now or in an earlier version.

    Raises ValueError for what has another form.
    """
    try:
        found = [(row["brief"], _problem(row)) for row in data["problems"]]
        briefs = tuple(_reported(row, [one for brief, one in found if brief == row["file"]]) for row in data["briefs"])
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None
    return Report(briefs, tuple(problem for brief, problem in found if brief is None), bool(data.get("strict")))


def _problem(row: Mapping[str, Any]) -> Problem:
    return Problem(
        Place(str(row["file"]), int(row["line"] or 0), int(row["column"] or 0)),
        str(row["code"]),
        str(row["message"]),
        str(row["remedy"] or ""),
        Severity(row["severity"]),
        entry=str(row["entry"] or ""),
        accepted=str(row["accepted"] or ""),
    )


def _reported(row: Mapping[str, Any], problems: Iterable[Problem]) -> Reported:
    return Reported(
        str(row["file"]),
        tuple(problems),
        {str(name): int(count) for name, count in (row["coverage"] or {}).items()},
        str(row["title"] or ""),
        tuple(map(str, row["files"])),
        _count(row["pages"]),
        _count(row["words"]),
        tuple(map(str, row.get("not_built", ()))),
    )


def _count(value: Any) -> int | None:
    return None if value is None else int(value)


def fingerprints(problems: Iterable[Problem]) -> list[str]:
    """Return what tells a result from all others whatever line it stands on: a digest, and a number for its twins."""
    seen: Counter[str] = Counter()
    found = []
    for problem in problems:
        said = "\0".join((problem.code, problem.place.file, problem.entry, problem.message))
        digest = hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()[:32]
        seen[digest] += 1
        found.append(f"{digest}:{seen[digest]}")
    return found
