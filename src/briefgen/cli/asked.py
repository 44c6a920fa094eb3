"""What commands are asked for: the options that several share, and the briefs that files name."""

from collections.abc import Sequence
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.problems import COMMAND_LINE, BriefgenError

if TYPE_CHECKING:
    from briefgen.project import Project


class _Files(click.Path):
    """Paths; in a variable of the environment one a line, where patterns such as ``content/2026/*.yaml`` may stand."""

    def split_envvar_value(self, rv: str) -> Sequence[str]:
        lines = filter(None, map(str.strip, rv.splitlines()))
        # Not Path.glob, which wants patterns that are relative.
        found = {line: sorted(glob(line, recursive=True)) for line in lines}  # noqa: PTH207
        return [path for line, paths in found.items() for path in paths or [line]]


FILES = click.argument("files", nargs=-1, type=_Files(path_type=Path), envvar="BRIEFGEN_FILES")
SET = click.option(
    "--set",
    "overrides",
    metavar="KEY=VALUE",
    multiple=True,
    help="Value in place of the template's, for this once: design.colours.accent=#005a9c. May be repeated.",
)
STRICT = click.option("--strict", is_flag=True, help="Warnings fail too.")
JSON = click.option("--json", "as_json_", is_flag=True, help="Print the result as JSON.")
FORMATS = ("text", "json", "github", "sarif", "gitlab", "junit", "markdown", "github-outputs")
"""How findings are reported: for people, or by one of :data:`briefgen.reports.REPORTS`."""
FORM = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=None,
    help="How to report: text, for people, or one of the forms that 'briefgen report --help' explains. Default: text.",
)
JOBS = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Briefs to work on at the same time. Default: as many as there are cores.",
)
EXECUTOR = click.option(
    "--executor",
    metavar="ADDRESS",
    help="Have the work done by other machines: dask://HOST:PORT is the scheduler of a Dask cluster.",
)
QUIET = click.option("-q", "--quiet", is_flag=True, help="No progress and no warnings; errors are always shown.")
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Show the time of each stage, and acknowledged warnings.")


def by_project(files: Sequence[Path]) -> "list[tuple[Project, list[Path]]]":
    """Return the files named, each once, with the project that each is in; or all briefs of the project.

    Raises BriefgenError for files that are not there.
    """
    from briefgen.project import find, usable

    if not files:
        project = find(Path())
        return [(project, project.briefs())]
    problems = [problem for file in files if (problem := usable(file, COMMAND_LINE))]
    if problems:
        raise BriefgenError(problems)
    projects = {folder: find(folder) for folder in dict.fromkeys(file.parent for file in files)}
    groups: dict[Path, tuple[Project, list[Path]]] = {}
    for file in dict.fromkeys(files):
        project = projects[file.parent]
        groups.setdefault(project.root, (project, []))[1].append(file)
    return list(groups.values())


def form_asked(form: str | None, as_json: bool) -> str:
    """Return how to report, where ``--json`` may stand for ``--format json``. Raises UsageError for both at odds."""
    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json is short for --format json, and --format {form} was asked for too.")
    return "json" if as_json else form or "text"
