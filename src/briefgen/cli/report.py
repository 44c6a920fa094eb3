"""``briefgen report``, and the reports that other commands print: what was found and made, as a CI service reads it."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.asked import FORMATS
from briefgen.cli.shown import problems_shown
from briefgen.problems import COMMAND_LINE, BriefgenError, Place, Problem, as_text, clip, shown_path

if TYPE_CHECKING:
    from briefgen.build import Outcome
    from briefgen.reports import Report, Reported

_GITHUB, _GITLAB = "GITHUB_WORKSPACE", "CI_PROJECT_DIR"
CHECKOUTS = {
    "github": _GITHUB,
    "github-outputs": _GITHUB,
    "markdown": _GITHUB,
    "sarif": _GITHUB,
    "gitlab": _GITLAB,
}
"""Reports that name files as they are in the checkout, and the variable in which the service says where that is."""
LIMIT_BYTES = 2**30


@click.command()
@click.argument("form", type=click.Choice(FORMATS), metavar="FORM")
@click.argument("file", required=False, type=click.Path(path_type=Path))
def report(form: str, file: Path | None) -> None:
    """Show a result of --json in the FORM of a CI service.

    FILE holds what 'briefgen build --json' or 'check --json' printed; without it, that is read from standard input.
    FORM is text, json, github (annotations of lines), github-outputs (for the file GITHUB_OUTPUT), gitlab (Code
    Quality), junit, sarif, or markdown (a summary).
    """
    with problems_shown():
        made = _read(file)
        print_report(form, made)
        if form == "github":  # For the log, which holds nothing but commands else; and this line holds nobody's text.
            click.echo(made.in_short)


def _read(file: Path | None) -> "Report":
    from briefgen.project import read_file
    from briefgen.reports import from_data

    place = Place(shown_path(file)) if file else Place("standard input")
    data = read_file(file, COMMAND_LINE, LIMIT_BYTES) if file else sys.stdin.buffer.read()
    try:
        return from_data(json.loads(data))
    except (ValueError, RecursionError) as error:
        said = f"found {clip(str(error), 120)}" if data.strip() else "it is empty: the command ended before it reported"
        remedy = "see what that command said on standard error; make it anew with: briefgen build --json > report.json"
        raise BriefgenError(
            [Problem(place, "not-a-report", f"this is no report of briefgen: {said}", remedy)]
        ) from None


def reported(
    outcomes: "Sequence[Outcome]",
    others: Sequence[Problem] = (),
    *,
    strict: bool,
    asked: Mapping[Path, Sequence[Path]] | None = None,
) -> "Report":
    """Return the report of what came of jobs, and of problems that belong to none.

    ``strict`` tells whether warnings fail, ``asked`` which files were to be written of each brief.
    """
    from briefgen.reports import Report

    briefs = (_reported(one, (asked or {}).get(one.brief, ())) for one in outcomes)
    return Report(tuple(briefs), tuple(others), strict)


def _reported(outcome: "Outcome", asked: Sequence[Path]) -> "Reported":
    from briefgen.reports import Reported

    there = sorted([*outcome.written, *outcome.unchanged], key=_by_format)
    lacking = sorted({*asked}.difference(there), key=_by_format)
    return Reported(
        shown_path(outcome.brief),
        tuple(outcome.problems),
        outcome.coverage,
        outcome.title,
        tuple(map(shown_path, there)),
        outcome.pages,
        outcome.words,
        tuple(path.suffix.removeprefix(".") for path in lacking),
    )


def _by_format(path: Path) -> tuple[int, str]:
    """Sort in one order, whichever of the files were up to date."""
    from briefgen.writers import WRITERS

    order = [*WRITERS]
    name = path.suffix.removeprefix(".")
    return order.index(name) if name in order else len(order), path.name


def print_report(form: str, made: "Report") -> None:
    """Print a report, in UTF-8 whatever the terminal has: a program reads it."""
    from briefgen.reports import REPORTS, markdown_report

    here = Path.cwd()
    made = made.seen_from(Path(os.environ.get(CHECKOUTS.get(form, "")) or here), here)
    if form == "text":
        said = "\n".join([*map(as_text, made.problems), made.in_short])
    elif form == "markdown":
        said = markdown_report(made, _address())
    else:
        said = REPORTS[form](made)
    if said:
        click.echo(said.encode())


def _address() -> str:
    """Return the address of the checkout's files on the service, so that names can be links; empty elsewhere."""
    if server := os.environ.get("GITHUB_SERVER_URL"):
        return f"{server}/{os.environ.get('GITHUB_REPOSITORY', '')}/blob/{os.environ.get('GITHUB_SHA', '')}"
    if project := os.environ.get("CI_PROJECT_URL"):
        return f"{project}/-/blob/{os.environ.get('CI_COMMIT_SHA', '')}"
    return ""
