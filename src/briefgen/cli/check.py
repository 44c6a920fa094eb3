"""``briefgen check``: what is wrong with briefs."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.asked import FILES, FORM, JOBS, JSON, QUIET, STRICT, by_project, form_asked
from briefgen.cli.ending import stoppable
from briefgen.cli.progress import followed
from briefgen.cli.report import print_report, reported
from briefgen.cli.shown import DONE, FAILED, problems_shown, show, show_coverage, summary
from briefgen.problems import Problem, failing, is_open, shown_path

if TYPE_CHECKING:
    from briefgen.build import Outcome


@click.command()
@FILES
@FORM
@JSON
@STRICT
@QUIET
@JOBS
@click.option("-v", "--verbose", is_flag=True, help="Show acknowledged warnings too.")
def check(
    files: tuple[Path, ...],
    form: str | None,
    as_json_: bool,
    strict: bool,
    quiet: bool,
    jobs: int | None,
    verbose: bool,
) -> None:
    """Report the problems of FILES, or of every brief of the project, without writing anything."""
    form = form_asked(form, as_json_)
    outcomes: list[Outcome] = []
    refused = None if form == "text" else lambda problems: print_report(form, reported((), problems, strict=strict))
    with problems_shown(refused), stoppable(lambda: "not all briefs were checked"):
        outcomes += _outcomes(files, jobs, quiet=quiet or form != "text")
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    if form != "text":
        print_report(form, reported(outcomes, strict=strict))
    else:
        show(problems, quiet=quiet, strict=strict, verbose=verbose)
    if form in ("text", "github") and not quiet:
        _close(problems, outcomes, strict=strict)
    sys.exit(FAILED if failing(problems, strict=strict) else DONE)


def _outcomes(files: Sequence[Path], workers: int | None, *, quiet: bool) -> "Iterator[Outcome]":
    """Check every brief, and show on a terminal how many are done."""
    from briefgen.build import inspections, run
    from briefgen.build.pool import cores

    for project, briefs in by_project(files):
        with closing(run(project, inspections(briefs), workers=workers or cores())) as outcomes:
            yield from followed(outcomes, len(briefs), "briefs checked", quiet=quiet)


def _close(problems: Sequence[Problem], outcomes: "Sequence[Outcome]", *, strict: bool) -> None:
    """Say how far the sources are used, and what was found; nothing found is not "verified"."""
    for outcome in outcomes:
        show_coverage(shown_path(outcome.brief), outcome.coverage)
    count = len(outcomes)
    checked = f"{count} {'brief' if count == 1 else 'briefs'} checked"
    if not any(map(is_open, problems)):
        other = "other " if any(problem.accepted for problem in problems) else ""
        checked += f": no {other}contradiction found by these checks"
    summary(problems, checked, strict=strict)
