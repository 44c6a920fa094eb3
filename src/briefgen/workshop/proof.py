"""A template tried out: with briefs made from the model, in its languages, as a draft and not, in every format."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from briefgen.document import Document
from briefgen.guarded import guarded
from briefgen.making import composed
from briefgen.problems import BriefgenError, Place, Problem, Severity, is_file, shown_path, sort
from briefgen.project import Limits, Project
from briefgen.render import inspect, rendered
from briefgen.render.chain import document as main_file
from briefgen.specimens import FULL, MINIMAL, SILENT, WILD, Specimen, trials
from briefgen.template import DEFAULT_LANGUAGE, Options, Template
from briefgen.workshop.catalogue import Shelved, chosen
from briefgen.workshop.sheets import css_problems
from briefgen.workshop.tracing import Traced, trace
from briefgen.workshop.unused import never_used
from briefgen.writers import WRITERS, writer

SLOW = ("pdf", "html")
"""The formats that carry fonts, which takes longer than all else: they are made of one brief only."""
UNREAD: Mapping[str, Mapping[str, str]] = {"html": {"fonts": "none"}}
"""What writers are told besides, as nobody will read what they make."""
OF_THE_BRIEF = {
    "missing-glyph": "which scripts can be set is a matter of the fonts that are installed",
}
"""Findings that say nothing about the template, and why."""
OF_THE_LAYOUT = ("text-cut-off",)
"""Findings that are placed at words of the brief, and are the template's doing all the same."""


@dataclass(frozen=True)
class Proof:
    """What came of trying out a template."""

    name: str
    documents: int
    """How many documents were made."""
    formats: tuple[str, ...]
    problems: tuple[Problem, ...]


def proved(project: Project, names: Sequence[str] = ()) -> Iterator[Proof]:
    """Try out templates by their names, each once, or all of the project's own; a broken one has only its problems.

    Raises BriefgenError for names of none.
    """
    for one in chosen(project, names):
        yield prove(one, project.settings.limits)


def prove(shelved: Shelved, limits: Limits) -> Proof:
    """Make all documents that a template has to be good for, and gather what is wrong with it, each thing once."""
    if shelved.template is None:
        return Proof(shelved.full_name, 0, (), shelved.problems)
    trial = Trial(shelved.template, limits)
    trial.take([*shelved.problems, *inspect(shelved.template, limits=limits)])
    for specimen, draft in trial.specimens():
        if not trial.endless:
            trial.run(specimen, draft=draft)
    trial.look_over()
    problems = tuple(_with_line(problem) for problem in sort(trial.found))
    return Proof(shelved.full_name, trial.documents, tuple(trial.formats), problems)


def languages(template: Template) -> list[str]:
    """Return the languages that a template has labels for, and English, which stands in for the others."""
    return [DEFAULT_LANGUAGE, *(name for name in template.settings.labels if name != DEFAULT_LANGUAGE)]


@dataclass
class Trial:
    """One template, and what was found so far."""

    template: Template
    limits: Limits
    found: list[Problem] = field(default_factory=list)
    documents: int = 0
    formats: dict[str, None] = field(default_factory=dict)
    broken: bool = False
    """Whether a document could not be made."""
    endless: bool = False
    """Whether one took more than it may, as all others would."""
    page: str = ""
    """The web page of the full brief."""

    def take(self, problems: Iterable[Problem]) -> None:
        """Keep what was not found before: one mistake shows in many documents, in words that differ with the brief."""
        known = {(problem.place, problem.code) for problem in self.found}
        self.found += [problem for problem in problems if (problem.place, problem.code) not in known]

    def specimens(self) -> Iterator[tuple[Specimen, bool]]:
        """Yield the briefs to try, each with whether as a draft: all in English, as both; in the other languages, where
        only words differ, the full one."""
        for specimen in sorted(trials(DEFAULT_LANGUAGE), key=lambda one: not one.name.startswith(FULL)):
            yield from ((specimen, False), (specimen, True))
        for language in languages(self.template)[1:]:
            yield from ((one, False) for one in trials(language) if one.name.startswith(FULL))

    def run(self, specimen: Specimen, *, draft: bool) -> None:
        """Make the documents of one brief."""
        case = specimen.case
        findings = [Problem(case.place, "no-evidence", "a finding", "", Severity.WARNING)] if draft else None
        try:
            compose = partial(composed, brief=case.brief, chosen=self.template, draft=draft)
            made = rendered(case, self.template, compose, findings=findings, limits=self.limits)
        except BriefgenError as error:
            self.broken = True
            self.endless = any(problem.code.startswith("template-too-") for problem in error.problems)
            self.take(self._of_template(error.problems, specimen))
            return
        problems = [*made.problems]
        slow = specimen.name == f"{FULL}-{DEFAULT_LANGUAGE}" and not draft
        for name in WRITERS:
            if slow or name not in SLOW:
                problems += self._written(made.document, name)
        self.take(self._of_template(problems, specimen))

    def _written(self, document: Document, name: str) -> Sequence[Problem]:
        self.documents += 1
        self.formats[name] = None
        try:
            write = writer(name, **UNREAD.get(name, {}))
            with guarded(self.limits.of_brief, self._file, lambda: f"making the {name} file of a trial brief"):
                written = write(document, self.template.look_in(document.meta.language))
        except BriefgenError as error:
            self.endless = any(problem.code.startswith("brief-too-") for problem in error.problems)
            return error.problems
        if name == "html":
            self.page = written.data.decode()
        return written.problems

    def _of_template(self, problems: Iterable[Problem], specimen: Specimen) -> Iterator[Problem]:
        """Yield what is the template's doing. Places in the brief, which nobody has written, become its file."""
        made_up = {f"{specimen.name}.yaml", str(self.template.settings.name), *specimen.sources}
        for problem in problems:
            of_words = problem.place.file in made_up and problem.place.line and problem.code not in OF_THE_LAYOUT
            if problem.code not in OF_THE_BRIEF and not of_words:
                yield replace(problem, place=self._file) if problem.place.file in made_up else problem

    @cached_property
    def _file(self) -> Place:
        """The file with the wording, which may be that of a template that this one extends."""
        return Place(shown_path(main_file(self.template)))

    # --- What shows in all documents together ---------------------------------------------------------------------
    def look_over(self) -> None:
        """Report what is blank, without effect, or never used. A template that cannot be run has other worries."""
        if self.broken or self.endless:
            return
        try:
            with guarded(self.limits.of_brief, self._file, lambda: "looking over all trial briefs"):
                self._look_over()
        except BriefgenError as error:
            self.take(error.problems)

    def _look_over(self) -> None:
        by_name = {one.name.partition("-")[0]: one for one in trials(DEFAULT_LANGUAGE)}
        every, *others = [by_name[name] for name in (FULL, MINIMAL, SILENT, WILD)]
        plain = trace(self.template, [every, *others[:2]])
        if not plain.printed:
            message = "no word of a brief is printed, whatever stands in it"
            self.take([Problem(self._file, "prints-nothing", message, "print fields, such as # {{ brief.title }}")])
            return
        draft, all_on = trace(self.template, [every, *others[1:]], draft=True), trace(_with_all(self.template), [every])
        whole = Traced.joined([plain, draft, all_on])
        own, look = f"{shown_path(self.template.folders[0])}/", self.template.look
        sheets = frozenset(name for name, _ in look.css_files if name.startswith(own))
        shown = [plain.documents[0], draft.documents[1], all_on.documents[0]]
        self.take(css_problems(shown, self.page, look, sheets))
        self.take(never_used(self.template, whole))


def _with_all(template: Template) -> Template:
    """Return the template with all that it prints where it is asked to."""
    settings = template.settings
    options = settings.options.model_copy(update=dict.fromkeys(Options.model_fields, True))
    return replace(template, settings=settings.model_copy(update={"options": options}))


def _with_line(problem: Problem) -> Problem:
    """Show the line of the file that a problem is placed at."""
    if problem.excerpt or not problem.place.line or not is_file(problem.place):
        return problem
    try:
        lines = Path(problem.place.file).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return problem
    return replace(problem, excerpt=lines[problem.place.line - 1] if problem.place.line <= len(lines) else "")
