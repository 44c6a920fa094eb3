"""From a content file and what is wanted of it to documents, as bytes: the stages in order. Nothing is written here."""

import datetime
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import fitting, source, template
from briefgen import load as loading
from briefgen.accept import acknowledged, mistaken
from briefgen.account import Account, Wish
from briefgen.attach import with_files
from briefgen.check import Case, check, examine
from briefgen.check.coverage import coverage
from briefgen.copied import moved_on
from briefgen.design import Look
from briefgen.document import Document, Meta
from briefgen.filenames import fault
from briefgen.lexicon import lexicon
from briefgen.limits import Length, measured
from briefgen.model import Brief, Source
from briefgen.origins import Origins
from briefgen.problems import (
    COMMAND_LINE,
    BriefgenError,
    Place,
    Problem,
    Severity,
    clip,
    is_open,
    said_once,
    shown_path,
    sort,
)
from briefgen.project import Project, read_file, shipped_templates
from briefgen.source import SourceText
from briefgen.template import Template
from briefgen.values import Day, Text
from briefgen.variables import EPOCH
from briefgen.writers import Written, writer

if TYPE_CHECKING:
    from briefgen.render import Rendered

SHOWN = 12
"""So many labels that a language lacks are named in a message."""


@dataclass(frozen=True)
class Ready:
    """A document that only has to be written, and what it was made from."""

    case: Case
    digest: str
    """SHA-256 of the content file."""
    found: tuple[Problem, ...]
    template: Template
    document: Document
    origins: Origins
    """Where its lines come from in the template."""
    length: Length = field(default_factory=Length)
    """How it keeps to the pages that the template allows."""


def prepare(project: Project, wish: Wish, account: Account) -> Ready | None:
    """Check a brief, render, parse and measure it: the document, or None when what was found forbids one.

    Raises BriefgenError when a stage cannot go on.
    """
    ready = worded(project, wish, account)
    if ready is None:
        return None
    length = sized(ready, account)
    if wish.refuses(list(length.problems)):
        return None
    document = ready.document
    if wish.attach:
        document, kept_back = with_files(project, wish.brief, ready.case.brief, document)
        account.problems += kept_back
    return replace(ready, document=document, length=length, found=tuple(said_once(sort(account.problems))))


def worded(project: Project, wish: Wish, account: Account) -> Ready | None:
    """Check a brief, render and parse it: the document, or None when what was found forbids one.

    Raises BriefgenError when a stage cannot go on.
    """
    # Imported here, since checking a brief needs neither Jinja nor a Markdown parser.
    from briefgen.render import rendered
    from briefgen.tree import make_ready

    case, problems, digest = _examined(project, wish, account)
    account.problems += problems
    account.coverage = counted(case)
    account.ended("check")
    chosen = _template(project, wish, case.brief, account)
    account.problems += acknowledged(case.brief, _unlabelled(case, chosen))
    account.problems += moved_on(project, chosen, account.inputs.note)
    if wish.refuses(account.problems):
        return None
    findings = sort(filter(is_open, problems)) if wish.draft else None
    account.doing = "running its template, and reading what that printed"
    make_ready(case.brief.language)
    compose = partial(composed, brief=case.brief, chosen=chosen, digest=digest, draft=wish.draft)
    made = rendered(case, chosen, compose, findings=findings, limits=project.settings.limits)
    noticed = acknowledged(case.brief, made.problems)
    account.problems += noticed
    account.ended("compose")
    if wish.refuses(noticed):
        return None
    return Ready(case, digest, tuple(account.problems), chosen, made.document, made.origins)


@dataclass(frozen=True)
class Composed:
    """What a template comes to."""

    document: Document
    origins: Origins
    """Which line of the template each line of the Markdown comes from."""
    problems: tuple[Problem, ...]
    """What was noticed on the way."""


def composed(rendered: "Rendered", brief: Brief, chosen: Template, digest: str = "", *, draft: bool) -> Composed:
    """Make the document of what a template printed. Markdown, too, can be written so that it is read for ever."""
    from briefgen import tree

    parsed = tree.parse(
        rendered.markdown,
        rendered.bindings,
        _meta(brief, chosen, digest, draft=draft),
        rendered.file,
        rendered.sources,
        smart=chosen.settings.options.smart_typography,
        origins=rendered.origins,
    )
    document, look, origins = parsed.document, chosen.look_in(brief.language), rendered.origins
    noticed = (*tree.unstyled(document, look, origins), *_unmarked(chosen, document))
    return Composed(document, origins, (*rendered.problems, *parsed.problems, *noticed))


def _unmarked(chosen: Template, document: Document) -> Iterator[Problem]:
    """Warn of pages that show no marking."""
    place = chosen.places.get("header", Place(shown_path(chosen.folders[0] / template.SETTINGS)))
    yield from fitting.unmarked(chosen.settings.design, document.meta.marking, place)


def sized(ready: Ready, account: Account) -> Length:
    """Hold a document to the pages that its template allows."""
    account.doing = "laying out its pages"
    limits = ready.template.settings.limits
    look = ready.template.look_in(ready.document.meta.language)
    length = measured(ready.document, look, limits, ready.case.place)
    account.problems += length.problems
    if limits.pages:
        account.ended("measure")
    return length


Write = Callable[[str, Mapping[str, str], Document, Look], Written]
"""Makes the document of a format, with settings for its writer."""


def written(name: str, settings: Mapping[str, str], document: Document, look: Look) -> Written:
    """Have the document of a format written."""
    return writer(name, **settings)(document, look)


def made(ready: Ready, name: str, wish: Wish, account: Account, write: Write = written) -> Written | None:
    """Return the file of a format, or None when what its writer found forbids one. Raises BriefgenError like it.

    Its problems are also among those of the account. ``write`` is given no more than the format could print.
    """
    from briefgen.writers.narrowed import narrowed

    account.doing = f"making its {name} file"
    document, look = narrowed(name, ready.document, ready.template.look_in(ready.case.brief.language))
    file = write(name, wish.settings.get(name, {}), document, look)
    placed = [_placed(problem, ready.template, ready.origins) for problem in file.problems]
    problems = acknowledged(ready.case.brief, [*placed, *(ready.length.of_word if name == "docx" else ())])
    account.problems += problems
    return None if wish.refuses(problems) else replace(file, problems=tuple(problems))


def _examined(project: Project, wish: Wish, account: Account) -> tuple[Case, list[Problem], str]:
    """Load and check a brief: the case, what was found, and the SHA-256 of the content file.

    Raises BriefgenError when the content file cannot be used (for a draft: when it is not even YAML).
    """
    path = wish.brief
    account.inputs.note(path)
    data, name = project.read_brief(path), shown_path(path)
    account.reading.data = data
    brief, problems = loading.load_draft(data, name) if wish.draft else (loading.load(data, name), [])
    account.title = str(brief.title)
    texts, unread = sources(project, brief, path, account)
    if not problems:
        account.reading.brief, account.reading.texts = brief, texts
    account.inputs.note(project.lexicons)
    case = examine(brief, name, texts, partial(lexicon, folder=project.lexicons))
    found = acknowledged(brief, [*problems, *unread, *check(case), *_misnamed(project, path)])
    found += mistaken(brief, found, whole=not problems and not unread)
    return case, found, hashlib.sha256(data).hexdigest()


def _misnamed(project: Project, path: Path, *, there: bool = os.name == "nt") -> Iterator[Problem]:
    """Object to names that not every system takes: documents are named after their content file.

    ``there`` tells whether this is the system that does not take them.
    """
    severity = Severity.ERROR if there else Severity.WARNING
    for part in Path(project.within(path)).parts:
        if part != ".." and (reason := fault(part)):
            message = f"not every system takes the name '{clip(part)}': {reason}"
            yield Problem(Place(shown_path(path)), "unportable-name", message, "rename it", severity)


def sources(
    project: Project, brief: Brief, path: Path, account: Account
) -> tuple[dict[Source, SourceText], list[Problem]]:
    """Read the sources of a brief, as far as they can be, and return what is wrong with the others."""
    texts: dict[Source, SourceText] = {}
    problems: list[Problem] = []
    for entry in brief.sources:
        for candidate in project.source_candidates(entry.file, path):
            account.inputs.note(candidate)
        try:
            file = project.source_path(entry.file, path)
            data = read_file(file, entry.file.place, source.LIMIT_BYTES)
            texts[entry] = source.read(data, shown_path(file), entry.file.place)
        except BriefgenError as error:
            problems += error.problems
    return texts, problems


def counted(case: Case) -> Mapping[str, int]:
    """Count the sentences of all sources that could be read."""
    sources = coverage(case)
    return {
        "sentences": sum(source.total for source in sources),
        "used": sum(len(source.used) for source in sources),
        "set_aside": sum(len(source.set_aside) for source in sources),
    }


def _template(project: Project, wish: Wish, brief: Brief, account: Account) -> Template:
    name = wish.template or brief.template or project.settings.template
    place = COMMAND_LINE if wish.template else getattr(name, "place", None)
    named_at = place or Place(shown_path(wish.brief))
    shipped = shipped_templates()
    account.inputs.note(shipped)  # Any template may include a file of these.
    found = template.find(str(name), (project.templates,), shipped, named_at, wish.overrides, account.inputs.note)
    account.reading.template = str(found.settings.name)
    return found


def _unlabelled(case: Case, chosen: Template) -> list[Problem]:
    """Warn of a document whose fixed words are in another language than its text."""
    missing = [name for name in chosen.missing_labels(case.brief.language) if name not in template.SIGNS]
    if not missing:
        return []
    name, language = chosen.settings.name, case.brief.language
    shown = ", ".join(f"'{label}'" for label in missing[:SHOWN]) + (", …" if len(missing) > SHOWN else "")
    counted = "1 of its words" if len(missing) == 1 else f"{len(missing)} of its words"
    message = f"the template '{name}' has no labels in '{language}' for {counted} and prints them in English: {shown}"
    remedy = f"add them in template.yaml under 'labels: {{{language.split('-')[0]}: …}}'"
    return [Problem(case.place, "labels-missing", message, remedy, Severity.WARNING)]


def _placed(problem: Problem, chosen: Template, origins: Origins) -> Problem:
    """Writers know a template by its name only: put the file in its place. Show the line where one is known."""
    named = problem.place == Place(str(chosen.settings.name))
    return origins.shown(replace(problem, place=Place(origins.file)) if named else problem)


def _meta(brief: Brief, chosen: Template, digest: str, *, draft: bool) -> Meta:
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
        marking=marking(brief),
        watermark=str(labels.get("draft", "")) if draft else "",
        page_label=str(labels.get("page", Text("{page} / {pages}"))),
        notes_label=str(labels.get("notes", Text("Notes"))),
        table_label=str(labels.get("table", Text("Table {number}"))),
        figure_label=str(labels.get("figure", Text("Figure {number}"))),
        caption_label=str(labels.get("caption", Text("{label}. {words}"))),
        fields=_fields(brief, labels),
        content_hash=digest,
    )


def marking(brief: Brief) -> str:
    """Return the protective marking of a brief as it is printed; nothing where it has none."""
    return " · ".join(map(str, (brief.marking.label, *brief.marking.handling))) if brief.marking else ""


def _fields(brief: Brief, labels: Mapping[str, Text]) -> dict[str, str]:
    """Return what the lines at head and foot may name, in the words of the document's language."""
    from briefgen.render.language import Language

    said = {f"label:{name}": str(words) for name, words in labels.items()}
    if brief.status:
        said["status"] = str(labels.get(f"status-{brief.status}", brief.status))
    if isinstance(brief.as_of, Day):
        said["date"] = str(Language(brief.language).dated(brief.as_of))
    return said


def _date(brief: Brief) -> datetime.date | None:
    """Return the date that goes into the files: the content's, else SOURCE_DATE_EPOCH's (reproducible-builds.org)."""
    if isinstance(brief.as_of, Day):
        return brief.as_of.date
    epoch = os.environ.get(EPOCH, "")
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date() if epoch else None
    except (ValueError, OverflowError, OSError):
        message = f"found SOURCE_DATE_EPOCH={clip(epoch)}, expected seconds since 1970, such as 1700000000"
        raise BriefgenError([Problem(COMMAND_LINE, "bad-epoch", message, "mend the variable, or unset it")]) from None
