"""Which documents to make, and the writing of what was made. The only module that writes to the output folder."""

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefgen import manifest
from briefgen.check import CHECKS
from briefgen.files import write_whole
from briefgen.making import Account, Ready, Wish, counted, made, prepare
from briefgen.problems import COMMAND_LINE, BriefgenError, Place, Problem, did_you_mean, shown_path
from briefgen.project import Project
from briefgen.writers import WRITERS, formats


@dataclass(frozen=True)
class Options:
    """What the user asked for."""

    template: str | None = None
    """Template for all briefs; each brief's own when None."""
    formats: tuple[str, ...] = ()
    """Formats; the project's, or all, when empty."""
    output: Path | None = None
    """Folder for the files; the project's when None."""
    strict: bool = False
    draft: bool = False
    force: bool = False
    attach: bool = False
    """Whether the brief and its sources travel inside the PDF."""
    pdf_variant: str | None = None
    """The kind of PDF, by a name of :data:`briefgen.writers.pdf.variants.VARIANTS`; the default when None."""
    overrides: tuple[str, ...] = ()
    """Values that win over what the template states, each as ``KEY=VALUE``."""


@dataclass(frozen=True)
class Job:
    """One brief to build."""

    wish: Wish
    targets: tuple[tuple[str, Path], ...] = ()
    """Each format with the file to write."""
    force: bool = False

    @property
    def brief(self) -> Path:
        """The content file."""
        return self.wish.brief


@dataclass
class Outcome(Account):
    """What came of a job."""

    written: list[Path] = field(default_factory=list)


def plan(project: Project, briefs: Sequence[Path], options: Options) -> list[Job]:
    """Say what is to be built, without touching anything.

    Raises BriefgenError for unknown formats, for what no PDF can be, and for two briefs whose files would have the
    same name.
    """
    wanted = options.formats or project.settings.formats or tuple(WRITERS)
    known = formats()
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise BriefgenError(_unknown_format(name, known) for name in unknown)
    if wrong := [*_wrong_about_pdf(options, wanted)]:
        raise BriefgenError(wrong)
    settings = {"pdf": {"variant": options.pdf_variant}} if options.pdf_variant else {}
    folder = options.output or project.output
    jobs = []
    taken: dict[str, Path] = {}
    for brief in briefs:
        first = taken.setdefault(brief.stem.casefold(), brief)
        if first is not brief:
            message = f"its documents would have the names of those of {shown_path(first)}"
            place = Place(shown_path(brief))
            raise BriefgenError([Problem(place, "same-name", message, "rename one of the two files")])
        targets = tuple((str(name), folder / f"{brief.stem}.{name}") for name in dict.fromkeys(wanted))
        wish = Wish(brief, options.template, options.strict, options.draft, options.attach, settings, options.overrides)
        jobs.append(Job(wish, targets, options.force))
    return jobs


def _unknown_format(name: str, known: list[str]) -> Problem:
    remedy = did_you_mean(name, known, f"known formats: {', '.join(known)}")
    place = getattr(name, "place", None) or COMMAND_LINE
    return Problem(place, "unknown-format", f"there is no format '{name}'", remedy)


def _wrong_about_pdf(options: Options, wanted: Sequence[str]) -> Iterator[Problem]:
    asked = [name for name, given in (("--attach", options.attach), ("--pdf-variant", options.pdf_variant)) if given]
    if "pdf" not in wanted:
        message = f"is about the PDF, which is not among the formats asked for ({', '.join(wanted)})"
        remedy = f"add pdf to the formats: -f {','.join(['pdf', *wanted])}"
        yield from (Problem(COMMAND_LINE, "no-pdf-asked", f"{name} {message}", remedy) for name in asked)
    if options.attach and options.draft:
        message = "a draft carries no files: its brief may not be whole, and its sources not be read"
        yield Problem(COMMAND_LINE, "attach-to-draft", message, "leave out --attach, or --draft")
    if options.pdf_variant:
        from briefgen.writers.pdf.variants import misuse

        if wrong := misuse(options.pdf_variant, attached=options.attach):
            yield wrong


def inspections(briefs: Sequence[Path]) -> list[Job]:
    """Return jobs that go through every stage and write nothing."""
    return [Job(Wish(brief)) for brief in briefs]


def run(project: Project, jobs: Sequence[Job], *, clock: Callable[[], float] = time.perf_counter) -> Iterator[Outcome]:
    """Build each job; one that fails does not stop the others."""
    for job in jobs:
        outcome = Outcome(job.brief, clock=clock)
        with outcome.closing():
            _build(project, job, outcome)
        yield outcome


def _build(project: Project, job: Job, outcome: Outcome) -> None:
    ready = prepare(project, job.wish, outcome)
    if ready is None:
        return
    if not job.targets:
        from briefgen.tree.styled import pictureless

        look = ready.template.look_in(ready.case.brief.language)
        outcome.problems += pictureless(ready.document, look, ready.document.meta.template)
    files: list[manifest.Output] = []
    try:
        for file in _written(ready, job, outcome):
            files.append(file)
    finally:  # What was written before a bug broke off the rest is there all the same.
        if files and project.declared:
            _record(project, job, ready, files)


def _written(ready: Ready, job: Job, outcome: Outcome) -> Iterator[manifest.Output]:
    """Write the document in each format."""
    for name, path in job.targets:
        try:
            data = made(ready, name, job.wish, outcome)
            if data is not None:
                _write(data, job, name, path)
                outcome.written.append(path)
                yield manifest.Output(path.name, name, hashlib.sha256(data).hexdigest())
        except BriefgenError as error:
            outcome.problems += error.problems
        outcome.ended(f"write {name}")


def _write(data: bytes, job: Job, name: str, path: Path) -> None:
    if name == "docx" and not job.force:
        _spare_edited(path)
    write_whole(path, data)


def _spare_edited(path: Path) -> None:
    """Raise BriefgenError when there is a Word file that somebody has changed since it was built."""
    from briefgen.writers.docx.fingerprint import untouched

    if path.is_file() and not untouched(path.read_bytes()):
        message = "this Word file was edited since it was built (or was not built by briefgen), and was left as it is"
        remedy = "rename or move it, or overwrite it with --force"
        raise BriefgenError([Problem(Place(shown_path(path)), "edited-file", message, remedy)])


def _record(project: Project, job: Job, ready: Ready, files: Sequence[manifest.Output]) -> None:
    """Enter a build into the manifest of its folder."""

    case = ready.case
    entry = manifest.Build(
        content=manifest.Input(project.within(job.brief), ready.digest),
        sources=tuple(manifest.Input(project.within(Path(text.name)), text.sha256) for text in case.texts.values()),
        template=manifest.Input(str(ready.template.settings.name), manifest.digest(ready.template.folders)),
        draft=job.wish.draft,
        checks=tuple(function.__name__.replace("_", "-") for function in CHECKS),
        problems=ready.found,
        coverage=counted(case),
        accept=case.brief.accept,
        files=tuple(files),
        overrides=ready.template.overrides,
    )
    folder = job.targets[0][1].parent
    path = folder / manifest.NAME
    with manifest.alone(folder):
        old = b""
        with contextlib.suppress(OSError):
            old = path.read_bytes()
        write_whole(path, manifest.joined(old, entry, lambda name: (folder / name).is_file()))
