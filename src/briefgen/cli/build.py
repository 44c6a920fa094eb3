"""``briefgen build``: the documents of briefs."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.asked import FILES, JSON, QUIET, SET, STRICT, VERBOSE, by_project
from briefgen.cli.report import print_json, reported
from briefgen.cli.shown import DONE, echo_path, failed, problems_shown, show, summary
from briefgen.problems import BriefgenError, Place, Problem, failing, one_line, shown_path

if TYPE_CHECKING:
    from briefgen.build import Job, Options, Outcome
    from briefgen.project import Project


@click.command()
@FILES
@click.option("-t", "--template", metavar="NAME", help="Template to use instead of the one each brief names.")
@click.option("-f", "--formats", metavar="LIST", default="", help="Formats, such as docx,pdf,md. Default: all.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Folder for the files.")
@click.option("--draft", is_flag=True, help="Always make a document, marked as a draft, whatever is missing.")
@click.option("--force", is_flag=True, help="Overwrite Word files that were edited since they were built.")
@click.option("--attach", is_flag=True, help="Put the brief and its sources into the PDF, as far as each may travel.")
@click.option("--pdf-variant", metavar="NAME", help="Kind of PDF: a-3a+ua-1 (the default), a-3a, ua-1, a-4f, plain.")
@SET
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
    attach: bool,
    pdf_variant: str | None,
    overrides: tuple[str, ...],
    strict: bool,
    as_json_: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build documents from FILES, or from every brief of the project."""
    from briefgen.build import Options, run

    with problems_shown((lambda problems: _built_json((), problems)) if as_json_ else None):
        wanted = tuple(word.strip() for word in formats.split(",") if word.strip())
        options = Options(template, wanted, output, strict, draft, force, attach, pdf_variant, overrides)
        planned = _planned(files, options)
        jobs = [job for _, part in planned for job in part]
        outcomes = []
        each = (outcome for project, part in planned for outcome in run(project, part))
        for outcome in _with_progress(each, len(jobs), quiet=quiet or as_json_):
            outcomes.append(outcome)
            if not as_json_:
                for path in outcome.written:
                    echo_path(path)
                show(outcome.problems, quiet=quiet, strict=strict, verbose=verbose)
                if verbose:
                    _show_times(outcome)
                    _show_crash(outcome)
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    if as_json_:
        _built_json(outcomes)
    made = sum(len(outcome.written) for outcome in outcomes)
    asked = sum(len(job.targets) for job in jobs)
    if not quiet and not as_json_:
        summary(problems, f"{made} of {asked} files written")
    wrong = failing(problems, strict=strict) and (strict or not draft)
    sys.exit(DONE if made == asked and not wrong else failed(problems))


def _planned(files: Sequence[Path], options: "Options") -> "list[tuple[Project, list[Job]]]":
    """Plan each project's part. Raises BriefgenError for what cannot be built, or not into one folder."""
    from briefgen.build import plan
    from briefgen.project import no_folder

    if options.output and (wrong := no_folder(options.output)):
        raise BriefgenError([wrong])
    planned = [(project, plan(project, briefs, options)) for project, briefs in by_project(files)]
    taken: dict[str, Path] = {}
    for job in (job for _, jobs in planned for job in jobs):
        for _, target in job.targets:
            first = taken.setdefault(str(target.absolute()).casefold(), job.brief)
            if first is not job.brief:
                message = f"its documents would have the names of those of {shown_path(first)}"
                place = Place(shown_path(job.brief))
                raise BriefgenError([Problem(place, "same-name", message, "rename one of the two files")])
    return planned


def _built_json(outcomes: "Sequence[Outcome]", others: Sequence[Problem] = ()) -> None:
    from briefgen.reports import as_data

    report = reported(outcomes, others)
    print_json({"written": report.files, **as_data(report)})


def _show_times(outcome: "Outcome") -> None:
    total = sum(outcome.seconds.values())
    parts = [f"{stage} {seconds * 1000:.0f} ms" for stage, seconds in outcome.seconds.items()]
    click.echo(f"{one_line(shown_path(outcome.brief))}: {total * 1000:.0f} ms ({', '.join(parts)})", err=True)


def _show_crash(outcome: "Outcome") -> None:
    if outcome.crash:
        click.echo("\n".join(map(one_line, outcome.crash.splitlines())), err=True)


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
