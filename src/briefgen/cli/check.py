"""``briefgen check``: what is wrong with briefs."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.asked import FILES, JSON, QUIET, STRICT, by_project
from briefgen.cli.shown import DONE, FAILED, problems_shown, show, show_coverage, summary
from briefgen.problems import Problem, failing, is_file, is_open, shown_path

if TYPE_CHECKING:
    from briefgen.build import Outcome

FORMATS = ("text", "json", "github", "sarif")


@click.command()
@FILES
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=None,
    help="How to report: text for people, json, annotations for GitHub, or a SARIF log. Default: text.",
)
@JSON
@STRICT
@QUIET
@click.option("-v", "--verbose", is_flag=True, help="Show acknowledged warnings too.")
def check(files: tuple[Path, ...], form: str | None, as_json_: bool, strict: bool, quiet: bool, verbose: bool) -> None:
    """Report the problems of FILES, or of every brief of the project, without writing anything."""
    from briefgen.build import inspections, run

    if as_json_ and form not in (None, "json"):
        raise click.UsageError(f"--json is short for --format json, and --format {form} was asked for too.")
    form = "json" if as_json_ else form or "text"
    outcomes: list[Outcome] = []
    with problems_shown(None if form == "text" else lambda problems: _report(form, problems)):
        for project, briefs in by_project(files):
            outcomes += run(project, inspections(briefs))
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    if form != "text":
        _report(form, problems, outcomes)
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


def _report(form: str, problems: Sequence[Problem], outcomes: "Sequence[Outcome]" = ()) -> None:
    """Print a report for programs."""
    from briefgen.reports import REPORTS, Checked

    here = Path.cwd()
    root = Path(os.environ.get("GITHUB_WORKSPACE") or here) if form in ("github", "sarif") else here
    if here != root and here.is_relative_to(root):
        problems = [_seen_from(root, problem) for problem in problems]
    briefs = [Checked(shown_path(one.brief), tuple(one.problems), one.coverage) for one in outcomes]
    said = REPORTS[form](problems, briefs)
    if said:
        click.echo(said)


def _seen_from(root: Path, problem: Problem) -> Problem:
    """Name the file of a problem as its reader does: GitHub knows paths from the root of the checkout only."""
    if not is_file(problem.place):
        return problem
    file = os.path.relpath(problem.place.file, root)
    return replace(problem, place=replace(problem.place, file=Path(file).as_posix()))
