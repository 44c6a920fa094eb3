"""``briefgen build``: the documents of briefs."""

import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from briefgen.cli.asked import EXECUTOR, FILES, JOBS, JSON, QUIET, SET, STRICT, VERBOSE, by_project
from briefgen.cli.ending import stoppable
from briefgen.cli.progress import followed
from briefgen.cli.shown import problems_shown
from briefgen.cli.telling import Telling, TellingPrograms
from briefgen.problems import BriefgenError, Place, Problem, shown_path

if TYPE_CHECKING:
    from briefgen.build import Job, Options, Outcome
    from briefgen.project import Project

    Planned = list[tuple[Project, list[Job]]]


@click.command()
@FILES
@click.option("-t", "--template", metavar="NAME", help="Template to use instead of the one each brief names.")
@click.option("-f", "--formats", metavar="LIST", default="", help="Formats, such as docx,pdf,md. Default: all.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Folder for the files.")
@click.option("--draft", is_flag=True, help="Always make a document, marked as a draft, whatever is missing.")
@click.option("--force", is_flag=True, help="Build and write all anew, over Word files that were edited too.")
@click.option("--no-cache", is_flag=True, help="Build anew, and keep nothing for later builds.")
@click.option("--watch", "watched", is_flag=True, help="Go on, and build what is touched whenever a file is saved.")
@click.option("--attach", is_flag=True, help="Put the brief and its sources into the PDF, as far as each may travel.")
@click.option("--pdf-variant", metavar="NAME", help="Kind of PDF: a-3a+ua-1 (the default), a-3a, ua-1, a-4f, plain.")
@SET
@STRICT
@JSON
@QUIET
@VERBOSE
@JOBS
@EXECUTOR
def build(
    files: tuple[Path, ...],
    template: str | None,
    formats: str,
    output: Path | None,
    draft: bool,
    force: bool,
    no_cache: bool,
    watched: bool,
    attach: bool,
    pdf_variant: str | None,
    overrides: tuple[str, ...],
    strict: bool,
    as_json_: bool,
    quiet: bool,
    verbose: bool,
    jobs: int | None,
    executor: str | None,
) -> None:
    """Build documents from FILES, or from every brief of the project."""
    if watched and (as_json_ or executor):
        raise click.UsageError("--watch tells people what is built, on this machine: leave out --json and --executor.")
    telling = (TellingPrograms if as_json_ else Telling)(strict=strict, draft=draft, quiet=quiet, verbose=verbose)
    with problems_shown(telling.refuse), stoppable(telling.break_off):
        from briefgen.build import Options

        wanted = tuple(word.strip() for word in formats.split(",") if word.strip())
        options = Options(template, wanted, output, strict, draft, force, attach, pdf_variant, overrides)
        planned = _planned(files, options)
        if watched:
            _follow(partial(_planned, files, options), jobs, cached=not no_cache, like=telling)
        telling.asked = {job.brief: [file for _, file in job.targets] for _, part in planned for job in part}
        with closing(_outcomes(planned, jobs, executor, cached=not no_cache)) as outcomes:
            for outcome in followed(outcomes, len(telling.asked), "briefs built", quiet=quiet):
                telling.tell(outcome)
    sys.exit(telling.close())


def _follow(plan: "Callable[[], Planned]", workers: int | None, *, cached: bool, like: Telling) -> NoReturn:
    """Build again what is touched by what is saved. What is said is said as ``like`` says it."""
    from briefgen.build import cache_of
    from briefgen.build.pool import cores
    from briefgen.cli.watch import TellingRounds, watch

    telling = partial(TellingRounds, strict=like.strict, draft=like.draft, quiet=like.quiet, verbose=like.verbose)
    watch(plan, cache_of if cached else lambda _: None, workers or cores(), telling)


def _outcomes(
    planned: "Sequence[tuple[Project, list[Job]]]", workers: int | None, executor: str | None, *, cached: bool
) -> "Generator[Outcome, None, None]":
    from briefgen.build import cache_of, run
    from briefgen.build.executors import at
    from briefgen.build.pool import cores

    hire = at(executor) if executor else None
    caches = [cache_of(project) if cached else None for project, _ in planned]
    for (project, part), cache in zip(planned, caches, strict=True):
        with closing(run(project, part, workers=workers or cores(), hire=hire, cache=cache)) as outcomes:
            yield from outcomes


def _planned(files: Sequence[Path], options: "Options") -> "list[tuple[Project, list[Job]]]":
    """Plan each project's part. Raises BriefgenError for what cannot be built, or not into one folder."""
    from briefgen.build import plan
    from briefgen.filenames import alike
    from briefgen.project import no_folder

    if options.output and (wrong := no_folder(options.output)):
        raise BriefgenError([wrong])
    planned = [(project, plan(project, briefs, options)) for project, briefs in by_project(files)]
    taken: dict[str, Path] = {}
    for job in (job for _, jobs in planned for job in jobs):
        for _, target in job.targets:
            first = taken.setdefault(alike(str(target.absolute())), job.brief)
            if first is not job.brief:
                message = f"its documents would have the names of those of {shown_path(first)}"
                place = Place(shown_path(job.brief))
                raise BriefgenError([Problem(place, "same-name", message, "rename one of the two files")])
    return planned
