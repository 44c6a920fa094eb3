"""How a command shows problems, and how it ends."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from briefgen.problems import (
    MACHINE,
    BriefgenError,
    Problem,
    Severity,
    as_json,
    as_text,
    is_command,
    one_line,
    shown_path,
    summed_up,
)

DONE, FAILED, MISUSED = 0, 1, 2


@contextmanager
def problems_shown(report: Callable[[Sequence[Problem]], None] | None = None) -> Iterator[None]:
    """Show the problems that end a command, and end it. ``report`` shows them in another way."""
    try:
        yield
    except BriefgenError as error:
        if report:
            report(error.problems)
        else:
            show(error.problems)
        sys.exit(failed(error.problems))


def failed(problems: Iterable[Problem]) -> int:
    """Return the exit code for problems: was the command wrong, or what it was asked to work on?"""
    return MISUSED if any(is_command(problem.place) for problem in problems) else FAILED


def show(problems: Sequence[Problem], *, quiet: bool = False, strict: bool = False, verbose: bool = False) -> None:
    """Show problems to a person, notes last.

    ``quiet`` leaves out what does not fail: with ``strict``, warnings do. Only ``verbose`` shows what is acknowledged.
    """
    for problem in sorted(problems, key=lambda one: one.severity is Severity.NOTE):
        if problem.accepted:
            wanted = verbose
        elif problem.severity is Severity.WARNING:
            wanted = strict or not quiet
        else:
            wanted = problem.severity is Severity.ERROR or not quiet
        if wanted:
            _echo_problem(problem)


def print_json(value: object) -> None:
    """Print data for a program: in UTF-8, whatever the terminal has."""
    click.echo(as_json(value).encode())


def untold(problems: Iterable[Problem], told: set[Problem]) -> Iterator[Problem]:
    """Yield problems, of those of the machine only what was not ``told`` of an earlier brief."""
    for problem in problems:
        if problem.place != MACHINE or problem not in told:
            yield problem
        told.add(problem)


def echo_path(path: Path) -> None:
    """Print the path of a file that was made: as it is for programs, safe to show for people."""
    shown = shown_path(path)
    click.echo(one_line(shown) if sys.stdout.isatty() else os.fsencode(shown))


_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def _echo_problem(problem: Problem) -> None:
    text, colour = as_text(problem), _COLOURS.get(problem.severity)
    mark = f" {problem.severity}: "
    if colour and not problem.accepted:
        text = text.replace(mark, click.style(mark, fg=colour, bold=True), 1)
    else:
        text = click.style(text, dim=True)
    click.echo(text, err=True, color=_colour())


def _colour() -> bool | None:
    return False if os.environ.get("NO_COLOR") else None


def show_coverage(file: str, coverage: Mapping[str, int]) -> None:
    """Say how much of its sources a brief uses; nothing where that is not known."""
    total = coverage.get("sentences", 0)
    if total:
        aside = f", {coverage['set_aside']} set aside" if coverage["set_aside"] else ""
        said = f"{coverage['used']} of {total} {'sentence' if total == 1 else 'sentences'} used{aside}"
        click.echo(f"{one_line(file)}: {said}", err=True)


def summary(problems: Iterable[Problem], said: str, *, strict: bool = False) -> None:
    """Close a report: what was done, how many problems there are, and whether ``strict`` makes warnings fail."""
    click.echo(summed_up(problems, said, strict=strict), err=True)
