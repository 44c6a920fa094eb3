"""``briefgen verify``: whether an output folder holds what its project makes."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.asked import FORM, JSON, QUIET, form_asked
from briefgen.cli.report import print_json, print_report
from briefgen.cli.shown import DONE, FAILED, problems_shown, show, summary
from briefgen.problems import Problem, failing

if TYPE_CHECKING:
    from briefgen.build.verifying import Verdict


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@FORM
@JSON
@QUIET
def verify(folder: Path | None, form: str | None, as_json_: bool, quiet: bool) -> None:
    """Build anew, in a temporary folder, what the manifest of DIR says was built, and compare.

    DIR is the project's output folder when left out. Each difference is named with its cause: a file that was changed,
    or is gone; an input, a template, a program, a library or a font that is another one now. Nothing in DIR is touched.
    """
    from briefgen.build.verifying import verify as verified
    from briefgen.project import find

    form = form_asked(form, as_json_)
    with problems_shown(None if form == "text" else lambda problems: _report(form, problems)):
        project = find(Path())
        if folder is not None and not project.declared:
            project = find(folder)
        verdict = verified(project, folder or project.output)
    if form == "text":
        show(verdict.problems, quiet=quiet)
    else:
        _report(form, verdict.problems, verdict)
    if form in ("text", "github") and not quiet:
        summary(verdict.problems, f"{len(verdict.verified)} of {verdict.asked} files verified")
    sys.exit(FAILED if failing(verdict.problems) else DONE)


def _report(form: str, problems: Sequence[Problem], verdict: "Verdict | None" = None) -> None:
    """Print a report for programs."""
    from briefgen.reports import Report, rows

    if form == "json":
        verified = list(verdict.verified) if verdict else []
        print_json({"verified": verified, "problems": rows(problems)})
    else:
        print_report(form, Report((), tuple(problems)))
