"""A template tried out: with a minimal, a full and a hostile brief, in its languages, as a draft, in every format."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.check import Case
from briefgen.document import Document
from briefgen.making import composed
from briefgen.problems import (
    BriefgenError,
    Place,
    Problem,
    Severity,
    shown_path,
    sort,
)
from briefgen.project import Project
from briefgen.render import inspect, render
from briefgen.specimens import FULL, Specimen, trials
from briefgen.template import DEFAULT_LANGUAGE, Template
from briefgen.workshop.catalogue import chosen
from briefgen.writers import WRITERS, writer

SLOW = ("pdf", "html")
"""The formats that carry fonts, which takes longer than all else: they are made of one brief only."""
OF_THE_BRIEF = {
    "page-limit": "a brief with everything in it is longer than any that people write",
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
        yield prove(one.template, one.problems) if one.template else Proof(one.full_name, 0, (), one.problems)


def prove(template: Template, known: Iterable[Problem] = ()) -> Proof:
    """Make all documents that a template has to be good for, and gather what is wrong with it, each thing once.

    ``known`` is what was found without.
    """
    found = [*known, *inspect(template)]
    documents = 0
    for specimen in _specimens(template):
        case = specimen.case()
        for draft in (False, True):
            document, problems = _document(case, template, draft=draft)
            found += _of_template(problems, specimen, template)
            if document is None:
                continue
            for name in _formats(specimen, draft=draft):
                documents += 1
                found += _of_template(_written(document, template, name), specimen, template)
    return Proof(str(template.settings.name), documents, tuple(WRITERS), tuple(_once(found)))


def _specimens(template: Template) -> Iterator[Specimen]:
    """Yield the briefs to try: all in English; in the other languages, where only words differ, the full one."""
    for language in languages(template):
        for specimen in trials(language):
            if language == DEFAULT_LANGUAGE or specimen.name.startswith(FULL):
                yield specimen


def languages(template: Template) -> list[str]:
    """Return the languages that a template has labels for, and English, which stands in for the others."""
    return [DEFAULT_LANGUAGE, *(name for name in template.settings.labels if name != DEFAULT_LANGUAGE)]


def _document(case: Case, template: Template, *, draft: bool) -> tuple[Document | None, Sequence[Problem]]:
    findings = [Problem(case.place, "no-evidence", "a finding", "", Severity.WARNING)]
    try:
        rendered = render(case, template, findings=findings if draft else None)
        return composed(rendered, case.brief, template, draft=draft)
    except BriefgenError as error:
        return None, error.problems


def _formats(specimen: Specimen, *, draft: bool) -> Iterator[str]:
    """Yield the formats that a document is made in: the slow ones only once."""
    slow = specimen.name == f"{FULL}-{DEFAULT_LANGUAGE}" and not draft
    yield from (name for name in WRITERS if slow or name not in SLOW)


def _written(document: Document, template: Template, name: str) -> Sequence[Problem]:
    try:
        return writer(name)(document, template.look_in(document.meta.language)).problems
    except BriefgenError as error:
        return error.problems


def _of_template(problems: Iterable[Problem], specimen: Specimen, template: Template) -> Iterator[Problem]:
    """Yield what is the template's doing. Places in the brief, which nobody has written, become the template's file."""
    file = shown_path(template.folders[0] / str(template.settings.document))
    made_up = {f"{specimen.name}.yaml", str(template.settings.name), *specimen.sources}
    for problem in problems:
        of_words = problem.place.file in made_up and problem.place.line and problem.code not in OF_THE_LAYOUT
        if problem.code not in OF_THE_BRIEF and not of_words:
            yield replace(problem, place=Place(file)) if problem.place.file in made_up else problem


def _once(problems: Iterable[Problem]) -> list[Problem]:
    return sort({(one.place, one.code, one.message): one for one in problems}.values())
