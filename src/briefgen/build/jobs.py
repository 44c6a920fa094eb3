"""Which documents to make: what the user asked for, as jobs. Nothing here touches a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.account import Wish
from briefgen.filenames import alike
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
    """One brief to build. It can be pickled: another process, or another machine, may do it."""

    wish: Wish
    targets: tuple[tuple[str, Path], ...] = ()
    """Each format with the file to write."""
    force: bool = False

    @property
    def brief(self) -> Path:
        """The content file."""
        return self.wish.brief


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
        first = taken.setdefault(alike(brief.stem), brief)
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
