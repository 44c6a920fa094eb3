"""Findings for GitHub Actions: annotations of a pull request's lines, and what a step hands to those after it."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from briefgen.problems import Problem, Severity, is_file, one_line, said_once, tally
from briefgen.reports.record import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github_report(report: Report) -> str:
    """Return GitHub's workflow commands, which annotate the lines of a pull request; what is acknowledged is left out.

    Errors come first: GitHub shows ten of each kind. Escapes are those of actions/toolkit, ``command.ts``.
    """
    order = list(Severity)
    problems = sorted(said_once(report.problems), key=lambda one: order.index(one.severity))
    return "\n".join(_command(report, problem) for problem in problems if not problem.accepted)


def _command(report: Report, problem: Problem) -> str:
    place = problem.place
    at = {"file": place.file, "line": place.line, "col": place.column} if is_file(place) else {}
    properties = {**at, "title": problem.code}
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value)
    said = "%0A".join(_data(part) for part in (report.message(problem), problem.remedy) if part)
    return f"::{_COMMANDS[report.level(problem)]} {listed}::{said}"


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def outputs_report(report: Report) -> str:
    """Return lines for the file that ``GITHUB_OUTPUT`` names: counts, the documents, and the folders of these."""
    counts = {"briefs": len(report.briefs), **tally(report.problems)}
    folders = dict.fromkeys(PurePosixPath(file).parent.as_posix() for file in report.files)
    lists = {"files": report.files, "folders": folders}
    lines = [f"{name}={count}" for name, count in counts.items()]
    return "\n".join([*lines, *(line for name, values in lists.items() for line in _listed(name, values))])


def _listed(name: str, values: Iterable[str]) -> list[str]:
    """Return the lines of a value of several lines, which ends at one that is none of them."""
    lines = [*map(one_line, values)]
    end = "END"
    while end in lines:
        end += "_"
    return [f"{name}<<{end}", *lines, end]
