"""``briefgen check``: what is wrong with briefs."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from briefgen.cli.asked import FILES, JSON, QUIET, STRICT, by_project
from briefgen.cli.shown import DONE, FAILED, problems_shown, show, summary
from briefgen.problems import Problem, as_json, failing


@click.command()
@FILES
@STRICT
@JSON
@QUIET
def check(files: tuple[Path, ...], strict: bool, as_json_: bool, quiet: bool) -> None:
    """Report the problems of FILES, or of every brief of the project, without writing anything."""
    from briefgen.build import inspections, run

    problems: list[Problem] = []
    with problems_shown(_checked_json if as_json_ else None):
        groups = by_project(files)
        for project, briefs in groups:
            for outcome in run(project, inspections(briefs)):
                problems += outcome.problems
    if as_json_:
        _checked_json(problems)
    else:
        show(problems, quiet=quiet and not strict)
        if not quiet:
            count = sum(len(briefs) for _, briefs in groups)
            checked = f"{count} {'brief' if count == 1 else 'briefs'} checked"
            summary(problems, checked if problems else f"{checked}: no contradiction found by these checks")
    sys.exit(FAILED if failing(problems, strict=strict) else DONE)


def _checked_json(problems: Sequence[Problem]) -> None:
    click.echo(as_json(problems))
