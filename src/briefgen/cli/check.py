"""``briefgen check``: what is wrong with briefs."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.asked import FILES, FORM, JSON, QUIET, STRICT, by_project, form_asked
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
@click.option("-v", "--verbose", is_flag=True, help="Show acknowledged warnings too.")
def check(files: tuple[Path, ...], form: str | None, as_json_: bool, strict: bool, quiet: bool, verbose: bool) -> None:
    """Report the problems of FILES, or of every brief of the project, without writing anything."""
    from briefgen.build import inspections, run

    form = form_asked(form, as_json_)
    outcomes: list[Outcome] = []
    with problems_shown(None if form == "text" else lambda problems: print_report(form, reported((), problems))):
        for project, briefs in by_project(files):
            outcomes += run(project, inspections(briefs))
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    if form != "text":
        print_report(form, reported(outcomes))
    else:
        show(problems, quiet=quiet, strict=strict, verbose=verbose)
    if form in ("text", "github") and not quiet:
        _close(problems, outcomes)
    sys.exit(FAILED if failing(problems, strict=strict) else DONE)


def _close(problems: Sequence[Problem], outcomes: "Sequence[Outcome]") -> None:
    """Say how far the sources are used, and what was found; nothing found is not "verified"."""
    for outcome in outcomes:
        show_coverage(shown_path(outcome.brief), outcome.coverage)
    count = len(outcomes)
    checked = f"{count} {'brief' if count == 1 else 'briefs'} checked"
    if not any(map(is_open, problems)):
        other = "other " if any(problem.accepted for problem in problems) else ""
        checked += f": no {other}contradiction found by these checks"
    summary(problems, checked)
