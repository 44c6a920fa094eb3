"""The commands: the only reader of the command line, the only printer, the only exit."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen import __version__
from briefgen.problems import (
    COMMAND_LINE,
    BriefgenError,
    Place,
    Problem,
    Severity,
    as_json,
    as_text,
    failing,
    shown_path,
)

if TYPE_CHECKING:
    from briefgen.build import Job, Options, Outcome
    from briefgen.project import Project

DONE, FAILED, MISUSED = 0, 1, 2


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="briefgen", message="%(prog)s %(version)s")
def cli() -> None:
    """Make briefing memos in Word, PDF and Markdown from YAML summaries, every sentence traced to its source."""


FILES = click.argument("files", nargs=-1, type=click.Path(path_type=Path))
STRICT = click.option("--strict", is_flag=True, help="Warnings fail too.")
JSON = click.option("--json", "as_json_", is_flag=True, help="Print the result as JSON.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="No progress and no warnings; errors are always shown.")
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Show the time of each stage.")


@cli.command()
@FILES
@click.option("-t", "--template", metavar="NAME", help="Template to use instead of the one each brief names.")
@click.option("-f", "--formats", metavar="LIST", default="", help="Formats, such as docx,pdf,md. Default: all.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Folder for the files.")
@click.option("--draft", is_flag=True, help="Always make a document, marked as a draft, whatever is missing.")
@click.option("--force", is_flag=True, help="Overwrite Word files that were edited since they were built.")
@STRICT
@JSON
@QUIET
@VERBOSE
def build(
    files: tuple[Path, ...],
    template: str | None,
    formats: str,
    output: Path | None,
    draft: bool,
    force: bool,
    strict: bool,
    as_json_: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build documents from FILES, or from every brief of the project."""
    from briefgen.build import Options, run

    with _problems_shown(_built_json if as_json_ else None):
        wanted = tuple(word.strip() for word in formats.split(",") if word.strip())
        options = Options(template, wanted, output, strict, draft, force)
        planned = _planned(files, options)
        jobs = [job for _, part in planned for job in part]
        outcomes = []
        each = (outcome for project, part in planned for outcome in run(project, part))
        for outcome in _with_progress(each, len(jobs), quiet=quiet or as_json_):
            outcomes.append(outcome)
            if not as_json_:
                for path in outcome.written:
                    click.echo(shown_path(path))
                _show(outcome.problems, quiet=quiet and not strict)
                if verbose:
                    _show_times(outcome)
                    _show_crash(outcome)
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    if as_json_:
        _built_json(problems, [path for outcome in outcomes for path in outcome.written])
    made = sum(len(outcome.written) for outcome in outcomes)
    asked = sum(len(job.targets) for job in jobs)
    if not quiet and not as_json_:
        _summary(problems, f"{made} of {asked} files written")
    sys.exit(DONE if made == asked and not (strict and problems) else _failed(problems))


@cli.command()
@FILES
@STRICT
@JSON
@QUIET
def check(files: tuple[Path, ...], strict: bool, as_json_: bool, quiet: bool) -> None:
    """Report the problems of FILES, or of every brief of the project, without writing anything."""
    from briefgen.build import inspections, run

    problems: list[Problem] = []
    with _problems_shown(_checked_json if as_json_ else None):
        groups = _by_project(files)
        for project, briefs in groups:
            for outcome in run(project, inspections(briefs)):
                problems += outcome.problems
    if as_json_:
        _checked_json(problems)
    else:
        _show(problems, quiet=quiet and not strict)
        if not quiet:
            count = sum(len(briefs) for _, briefs in groups)
            checked = f"{count} {'brief' if count == 1 else 'briefs'} checked"
            _summary(problems, checked if problems else f"{checked}: no contradiction found by these checks")
    sys.exit(FAILED if failing(problems, strict=strict) else DONE)


@cli.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make FOLDER a project, with a first brief to start from. Files that are there stay as they are."""
    from briefgen.starter import start

    with _problems_shown():
        for path in start(folder):
            click.echo(shown_path(path))


@cli.command()
def schema() -> None:
    """Print the JSON Schema of content files, for completion and checks in an editor."""
    from briefgen.model import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


def _by_project(files: Sequence[Path]) -> "list[tuple[Project, list[Path]]]":
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


def _planned(files: Sequence[Path], options: "Options") -> "list[tuple[Project, list[Job]]]":
    """Plan each project's part. Raises BriefgenError for what cannot be built, or not into one folder."""
    from briefgen.build import plan
    from briefgen.project import no_folder

    if options.output and (wrong := no_folder(options.output)):
        raise BriefgenError([wrong])
    planned = [(project, plan(project, briefs, options)) for project, briefs in _by_project(files)]
    taken: dict[str, Path] = {}
    for job in (job for _, jobs in planned for job in jobs):
        for _, target in job.targets:
            first = taken.setdefault(str(target.absolute()).casefold(), job.brief)
            if first is not job.brief:
                message = f"its documents would have the names of those of {shown_path(first)}"
                place = Place(shown_path(job.brief))
                raise BriefgenError([Problem(place, "same-name", message, "rename one of the two files")])
    return planned


@contextmanager
def _problems_shown(show_json: Callable[[Sequence[Problem]], None] | None = None) -> Iterator[None]:
    """Show the problems that end a command, and end it."""
    try:
        yield
    except BriefgenError as error:
        if show_json:
            show_json(error.problems)
        else:
            _show(error.problems, quiet=False)
        sys.exit(_failed(error.problems))


def _built_json(problems: Sequence[Problem], written: Sequence[Path] = ()) -> None:
    result = {"written": [shown_path(path) for path in written], "problems": json.loads(as_json(problems))}
    click.echo(json.dumps(result, ensure_ascii=False, indent=2))


def _checked_json(problems: Sequence[Problem]) -> None:
    click.echo(as_json(problems))


def _failed(problems: Iterable[Problem]) -> int:
    """Return the exit code for problems: was the command wrong, or what it was asked to work on?"""
    return MISUSED if any(problem.place == COMMAND_LINE for problem in problems) else FAILED


def _show(problems: Iterable[Problem], *, quiet: bool) -> None:
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


def _summary(problems: list[Problem], said: str) -> None:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    counts = [f"{n} {what}{'' if n == 1 else 's'}" for n, what in ((errors, "error"), (warnings, "warning")) if n]
    click.echo(", ".join([said, *counts]), err=True)


def _show_times(outcome: "Outcome") -> None:
    total = sum(outcome.seconds.values())
    parts = [f"{stage} {seconds * 1000:.0f} ms" for stage, seconds in outcome.seconds.items()]
    click.echo(f"{shown_path(outcome.brief)}: {total * 1000:.0f} ms ({', '.join(parts)})", err=True)


def _show_crash(outcome: "Outcome") -> None:
    if outcome.crash is not None:
        import traceback

        click.echo("".join(traceback.format_exception(outcome.crash)), err=True)


def _with_progress(outcomes: "Iterator[Outcome]", count: int, *, quiet: bool) -> "Iterator[Outcome]":
    """Show on a terminal how many briefs are done."""
    if quiet or not sys.stderr.isatty():
        yield from outcomes
        return
    done = 0
    _progress(done, count)
    for outcome in outcomes:
        done += 1
        click.echo("\r\x1b[K", nl=False, err=True)
        yield outcome
        if done < count:
            _progress(done, count)


def _progress(done: int, count: int) -> None:
    click.echo(f"\rbuilding brief {done + 1} of {count} …", nl=False, err=True)


def main() -> None:
    """Run the command line; whatever escapes is a bug and says so."""
    guarded: Callable[..., Any] = cli.main
    try:
        guarded(prog_name="briefgen")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(FAILED)
    except Exception as error:
        if "--verbose" in sys.argv or "-v" in sys.argv:
            import traceback

            traceback.print_exc()
        click.echo(f"briefgen: internal error: {type(error).__name__}: {error}", err=True)
        click.echo("This is a bug in briefgen. Please report it; with --verbose it shows where it happened.", err=True)
        sys.exit(FAILED)
