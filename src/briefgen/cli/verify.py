"""``briefgen verify``: whether an output folder holds what its project makes."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.asked import FORM, JOBS, JSON, QUIET, form_asked
from briefgen.cli.ending import stoppable
from briefgen.cli.progress import followed
from briefgen.cli.report import print_report
from briefgen.cli.shown import DONE, FAILED, print_json, problems_shown, show, summary
from briefgen.problems import Problem, failing

if TYPE_CHECKING:
    from briefgen.build import Outcome
    from briefgen.build.verifying import Verdict


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@FORM
@JSON
@QUIET
@JOBS
def verify(folder: Path | None, form: str | None, as_json_: bool, quiet: bool, jobs: int | None) -> None:
    """Say whether DIR holds what its project makes.

    What the manifest of DIR says was built is built anew in a temporary folder, and compared. DIR is the project's
    output folder when left out. Each difference is named with its cause: a file that was changed, or is gone; an input,
    a template, a program, a library or a font that is another one now. Nothing in DIR is touched.
    """
    form = form_asked(form, as_json_)
    refused = None if form == "text" else lambda problems: _report(form, problems)
    with problems_shown(refused), stoppable(lambda: "the folder was not verified"):
        verdict = _verdict(folder, jobs, quiet=quiet or form != "text")
    if form == "text":
        show(verdict.problems, quiet=quiet)
    else:
        _report(form, verdict.problems, verdict)
    if form in ("text", "github") and not quiet:
        summary(verdict.problems, f"{len(verdict.verified)} of {verdict.asked} files verified")
    sys.exit(FAILED if failing(verdict.problems) else DONE)


def _verdict(folder: Path | None, workers: int | None, *, quiet: bool) -> "Verdict":
    """Verify a folder, and show on a terminal how far that is."""
    from briefgen.build.pool import cores
    from briefgen.build.verifying import verify as verified
    from briefgen.project import find

    def follow(outcomes: "Iterator[Outcome]", count: int) -> "Iterator[Outcome]":
        return followed(outcomes, count, "briefs built anew", quiet=quiet)

    project = find(Path())
    if folder is not None and not project.declared:
        project = find(folder)
    return verified(project, folder or project.output, workers=workers or cores(), follow=follow)


def _report(form: str, problems: Sequence[Problem], verdict: "Verdict | None" = None) -> None:
    """Print a report for programs."""
    from briefgen.reports import Report, rows

    if form == "json":
        verified = list(verdict.verified) if verdict else []
        print_json({"verified": verified, "problems": rows(problems)})
    else:
        print_report(form, Report((), tuple(problems)))
