"""Which documents to make, and the making: the stages in order. The only module that writes to the output folder."""

import contextlib
import datetime
import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from briefgen import load as loading
from briefgen import manifest, source, template
from briefgen.accept import acknowledged, mistaken
from briefgen.attach import with_files
from briefgen.check import CHECKS, Case, check, examine
from briefgen.check.coverage import coverage
from briefgen.document import Document, Meta
from briefgen.files import write_whole
from briefgen.lexicon import lexicon
from briefgen.model import Brief, Source
from briefgen.problems import (
    COMMAND_LINE,
    BriefgenError,
    Place,
    Problem,
    Severity,
    clip,
    did_you_mean,
    failing,
    is_open,
    said_once,
    shown_path,
    sort,
)
from briefgen.project import Project, read_file, shipped_templates
from briefgen.source import SourceText
from briefgen.template import Template
from briefgen.values import Day, Text
from briefgen.writers import WRITERS, formats, writer


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


@dataclass(frozen=True)
class Job:
    """One brief to build."""

    brief: Path
    targets: tuple[tuple[str, Path], ...]
    """Each format with the file to write."""
    template: str | None
    strict: bool
    draft: bool
    force: bool
    attach: bool = False
    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What the writers of formats are told besides, as keywords."""


@dataclass
class Outcome:
    """What came of a job."""

    brief: Path
    written: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    coverage: Mapping[str, int] = field(default_factory=dict)
    """How many sentences the sources have (``sentences``), and how many are ``used`` and ``set_aside``."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Wall time of each stage."""
    crash: Exception | None = None
    """What a bug in briefgen raised."""


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
        asked = options.template, options.strict, options.draft, options.force, options.attach
        jobs.append(Job(brief, targets, *asked, settings))
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
    return [Job(brief, (), None, strict=False, draft=False, force=False) for brief in briefs]


def run(project: Project, jobs: Sequence[Job], *, clock: Callable[[], float] = time.perf_counter) -> Iterator[Outcome]:
    """Build each job; one that fails does not stop the others."""
    for job in jobs:
        outcome = Outcome(job.brief)
        try:
            _build(project, job, outcome, clock)
        except BriefgenError as error:
            outcome.problems += error.problems
        except Exception as error:
            # One brief that meets a bug must not cost the others their documents.
            outcome.crash = error
            message = f"internal error: {type(error).__name__}: {clip(str(error), 200)}"
            remedy = "this is a bug in briefgen: please report it; with --verbose it shows where it happened"
            outcome.problems.append(Problem(Place(shown_path(job.brief)), "internal-error", message, remedy))
        outcome.problems = said_once(sort(outcome.problems))
        yield outcome


def _examined(project: Project, path: Path, *, draft: bool = False) -> tuple[Case, list[Problem], str]:
    """Load and check a brief: the case, what was found, and the SHA-256 of the content file.

    Raises BriefgenError when the content file cannot be used (for a draft: when it is not even YAML).
    """
    data = read_file(path)
    name = shown_path(path)
    brief, problems = loading.load_draft(data, name) if draft else (loading.load(data, name), [])
    texts, unread = _sources(project, brief, path)
    case = examine(brief, name, texts, partial(lexicon, folder=project.lexicons))
    found = acknowledged(brief, [*problems, *unread, *check(case)])
    found += mistaken(brief, found, whole=not problems and not unread)
    return case, found, hashlib.sha256(data).hexdigest()


def _sources(project: Project, brief: Brief, path: Path) -> tuple[dict[Source, SourceText], list[Problem]]:
    texts: dict[Source, SourceText] = {}
    problems: list[Problem] = []
    for entry in brief.sources:
        try:
            file = project.source_path(entry.file, path)
            data = read_file(file, entry.file.place, source.LIMIT_BYTES)
            texts[entry] = source.read(data, shown_path(file), entry.file.place)
        except BriefgenError as error:
            problems += error.problems
    return texts, problems


def _build(project: Project, job: Job, outcome: Outcome, clock: Callable[[], float]) -> None:
    # Imported here, since checking a brief needs neither Jinja nor a Markdown parser.
    from briefgen import tree
    from briefgen.render import render
    from briefgen.tree.styled import unstyled

    laps = _Laps(outcome.seconds, clock)
    case, problems, digest = _examined(project, job.brief, draft=job.draft)
    outcome.problems += problems
    outcome.coverage = _coverage(case)
    laps.end("check")
    chosen = _template(project, job, case.brief)
    outcome.problems += acknowledged(case.brief, _unlabelled(case, chosen))
    if failing(outcome.problems, strict=job.strict) and not job.draft:
        return
    rendered = render(case, chosen, findings=sort(filter(is_open, problems)) if job.draft else None)
    laps.end("render")
    parsed = tree.parse(
        rendered.markdown,
        rendered.bindings,
        _meta(case.brief, chosen, digest, job),
        rendered.file,
        rendered.sources,
        smart=chosen.settings.options.smart_typography,
    )
    noticed = acknowledged(case.brief, [*parsed.problems, *unstyled(parsed.document, chosen.look, rendered.file)])
    outcome.problems += noticed
    laps.end("parse")
    if failing(noticed, strict=job.strict) and not job.draft:
        return
    document = parsed.document
    if job.attach:
        document, kept_back = with_files(project, job.brief, case.brief, document)
        outcome.problems += kept_back
    found = tuple(said_once(sort(outcome.problems)))
    ready = _Ready(case, digest, found, chosen, document, rendered.file)
    files: list[manifest.Output] = []
    try:
        for file in _written(ready, job, outcome, laps):
            files.append(file)
    finally:  # What was written before a bug broke off the rest is there all the same.
        if files and project.declared:
            _record(project, job, ready, files)


@dataclass(frozen=True)
class _Ready:
    """A document that only has to be written, and what it was made from."""

    case: Case
    digest: str
    """SHA-256 of the content file."""
    found: tuple[Problem, ...]
    template: Template
    document: Document
    file: str
    """How places name the template."""


def _written(ready: _Ready, job: Job, outcome: Outcome, laps: "_Laps") -> Iterator[manifest.Output]:
    """Write the document in each format."""
    for name, path in job.targets:
        try:
            made = writer(name, **job.settings.get(name, {}))(ready.document, ready.template.look)
            placed = [_placed(problem, ready.template, ready.file) for problem in made.problems]
            problems = acknowledged(ready.case.brief, placed)
            outcome.problems += problems
            if job.draft or not failing(problems, strict=job.strict):
                _write(made.data, job, name, path)
                outcome.written.append(path)
                yield manifest.Output(path.name, name, hashlib.sha256(made.data).hexdigest())
        except BriefgenError as error:
            outcome.problems += error.problems
        laps.end(f"write {name}")


def _record(project: Project, job: Job, ready: _Ready, files: Sequence[manifest.Output]) -> None:
    """Enter a build into the manifest of its folder."""

    case = ready.case
    made = manifest.Build(
        content=manifest.Input(project.within(job.brief), ready.digest),
        sources=tuple(manifest.Input(project.within(Path(text.name)), text.sha256) for text in case.texts.values()),
        template=manifest.Input(str(ready.template.settings.name), manifest.digest(ready.template.folders)),
        draft=job.draft,
        checks=tuple(function.__name__.replace("_", "-") for function in CHECKS),
        problems=ready.found,
        coverage=_coverage(case),
        accept=case.brief.accept,
        files=tuple(files),
    )
    folder = job.targets[0][1].parent
    path = folder / manifest.NAME
    with manifest.alone(folder):
        old = b""
        with contextlib.suppress(OSError):
            old = path.read_bytes()
        write_whole(path, manifest.joined(old, made, lambda name: (folder / name).is_file()))


def _coverage(case: Case) -> Mapping[str, int]:
    """Count the sentences of all sources that could be read."""
    sources = coverage(case)
    return {
        "sentences": sum(source.total for source in sources),
        "used": sum(len(source.used) for source in sources),
        "set_aside": sum(len(source.set_aside) for source in sources),
    }


def _template(project: Project, job: Job, brief: Brief) -> Template:
    name = job.template or brief.template or project.settings.template
    place = COMMAND_LINE if job.template else getattr(name, "place", None)
    return template.find(str(name), (project.templates,), shipped_templates(), place or Place(shown_path(job.brief)))


def _unlabelled(case: Case, chosen: Template) -> list[Problem]:
    """Warn of a document whose fixed words are in another language than its text."""
    missing = chosen.missing_labels(case.brief.language)
    if not missing:
        return []
    name, language = chosen.settings.name, case.brief.language
    shown = f"{len(missing)} of its words, such as '{missing[0]}'," if len(missing) > 1 else f"the word '{missing[0]}'"
    message = f"the template '{name}' has no labels in the language '{language}' for {shown} and prints them in English"
    remedy = f"add them in template.yaml under 'labels: {{{language.split('-')[0]}: …}}'"
    return [Problem(case.place, "labels-missing", message, remedy, Severity.WARNING)]


def _placed(problem: Problem, chosen: Template, file: str) -> Problem:
    """Writers know a template by its name only: put the file in its place."""
    return replace(problem, place=Place(file)) if problem.place == Place(str(chosen.settings.name)) else problem


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


def _meta(brief: Brief, chosen: Template, digest: str, job: Job) -> Meta:
    labels = chosen.labels(brief.language)
    header = brief.header
    return Meta(
        title=str(brief.title),
        language=brief.language,
        author=str(header.drafter or header.sender or ""),
        subject=str(header.subject or brief.subtitle or ""),
        keywords=tuple(str(word) for word in brief.keywords),
        date=_date(brief),
        version=str(brief.version or ""),
        status=str(brief.status or ""),
        reference=str(header.reference or ""),
        template=str(chosen.settings.name),
        marking=" · ".join(map(str, (brief.marking.label, *brief.marking.handling))) if brief.marking else "",
        watermark=str(labels.get("draft", "")) if job.draft else "",
        page_label=str(labels.get("page", Text("{page} / {pages}"))),
        notes_label=str(labels.get("notes", Text("Notes"))),
        table_label=str(labels.get("table", Text("Table {number}"))),
        figure_label=str(labels.get("figure", Text("Figure {number}"))),
        caption_label=str(labels.get("caption", Text("{label}. {words}"))),
        content_hash=digest,
    )


def _date(brief: Brief) -> datetime.date | None:
    """Return the date that goes into the files: the content's, else SOURCE_DATE_EPOCH's (reproducible-builds.org)."""
    if isinstance(brief.as_of, Day):
        return brief.as_of.date
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date() if epoch else None
    except (ValueError, OverflowError, OSError):
        message = f"found SOURCE_DATE_EPOCH={clip(epoch)}, expected seconds since 1970, such as 1700000000"
        raise BriefgenError([Problem(COMMAND_LINE, "bad-epoch", message, "mend the variable, or unset it")]) from None


class _Laps:
    """Adds up the time of each stage."""

    def __init__(self, seconds: dict[str, float], clock: Callable[[], float]) -> None:
        self.seconds = seconds
        self.clock = clock
        self.last = clock()

    def end(self, stage: str) -> None:
        """Note that a stage has ended."""
        now = self.clock()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self.last
        self.last = now
