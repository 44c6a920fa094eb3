"""How a command shows problems, and how it ends."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import click

from briefgen.problems import COMMAND_LINE, BriefgenError, Problem, Severity, as_text

DONE, FAILED, MISUSED = 0, 1, 2


@contextmanager
def problems_shown(show_json: Callable[[Sequence[Problem]], None] | None = None) -> Iterator[None]:
    """Show the problems that end a command, and end it."""
    try:
        yield
    except BriefgenError as error:
        if show_json:
            show_json(error.problems)
        else:
            show(error.problems, quiet=False)
        sys.exit(failed(error.problems))


def failed(problems: Iterable[Problem]) -> int:
    """Return the exit code for problems: was the command wrong, or what it was asked to work on?"""
    return MISUSED if any(problem.place == COMMAND_LINE for problem in problems) else FAILED


def show(problems: Iterable[Problem], *, quiet: bool) -> None:
    """Show problems to a person; ``quiet`` leaves the warnings out."""
    for problem in problems:
        if not quiet or problem.severity is Severity.ERROR:
            _echo_problem(problem)


def _echo_problem(problem: Problem) -> None:
    head, _, rest = as_text(problem).partition("\n")
    mark = f" {problem.severity}: "
    colour = "red" if problem.severity is Severity.ERROR else "yellow"
    click.echo(head.replace(mark, click.style(mark, fg=colour, bold=True), 1), err=True, color=_colour())
    if rest:
        click.echo(rest, err=True)


def _colour() -> bool | None:
    import os

    return False if os.environ.get("NO_COLOR") else None


def summary(problems: list[Problem], said: str) -> None:
    """Close a report: what was done, and how many problems there are."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    counts = [f"{n} {what}{'' if n == 1 else 's'}" for n, what in ((errors, "error"), (warnings, "warning")) if n]
    click.echo(", ".join([said, *counts]), err=True)
