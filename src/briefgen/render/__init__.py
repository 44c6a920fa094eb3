"""A brief and a template → Markdown in which every value is a placeholder."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import TemplateError, TemplateRuntimeError

from briefgen import guarded
from briefgen.check import Case
from briefgen.extracts import SourceExtract
from briefgen.nodes import Inline, Span, Str
from briefgen.origins import Origins
from briefgen.problems import BriefgenError, Place, Problem, shown_path
from briefgen.project import Limits, shipped_templates
from briefgen.render import errors
from briefgen.render.chain import document, lost_blocks, lost_words
from briefgen.render.compiling import Outline
from briefgen.render.confined import Killed, OutOfTime, confined, relieve
from briefgen.render.files import Compiled, Files
from briefgen.render.language import Language, speaking, with_signs
from briefgen.render.notes import Notes
from briefgen.render.parts import UnknownName
from briefgen.render.places import anchor, ref
from briefgen.render.records import Choice, Labels, Options, Scene
from briefgen.render.sandbox import Sandbox
from briefgen.render.trail import Trail, following
from briefgen.template import SIGNS, Template
from briefgen.values import Bindings, Nodes, Text, binding, fold
from briefgen.vocabulary import COMMITMENT_GROUPS

_T = TypeVar("_T")


@dataclass(frozen=True)
class Rendered:
    """Markdown with placeholders, and the values they stand for."""

    markdown: str
    bindings: Bindings
    file: str
    """The template file, as places name it."""
    sources: tuple[SourceExtract, ...] = ()
    """The brief's sources with all their paragraphs; what of them may be shown, the tree decides."""
    origins: Origins = field(default_factory=Origins)
    """Which line of the template each line of the Markdown comes from."""
    problems: tuple[Problem, ...] = ()
    """What the template holds that is not printed."""


_FORESEEN = (
    TemplateError,
    UnknownName,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    SyntaxError,
    RecursionError,
    MemoryError,
    OutOfTime,
)
"""What a template may fail with."""


def render(
    case: Case, template: Template, *, findings: Sequence[Problem] | None = None, limits: Limits | None = None
) -> Rendered:
    """Run a template over a brief, in a process of its own.

    Raises BriefgenError with every mistake of the template that can be told, each with its place. ``findings`` makes it
    a draft, which shows them and marks what is missing.
    """
    return rendered(case, template, lambda printed: printed, findings=findings, limits=limits)


def rendered(
    case: Case,
    template: Template,
    then: Callable[[Rendered], _T],
    *,
    findings: Sequence[Problem] | None = None,
    limits: Limits | None = None,
) -> _T:
    """Run a template over a brief, and make of what it printed what ``then`` makes of it, in one process of its own.

    So the values of the brief, which are many, need not travel. Raises BriefgenError as :func:`render` does, and as
    ``then`` does.
    """
    limits = limits or Limits()
    scene, kept = _scene(case, template), _kept(template.folders)

    def work() -> tuple[_T, dict[str, bytes], Outline]:
        printed = _run(scene, template, findings, limits)
        return then(replace(printed, sources=scene.extracts())), kept.kept, kept.outline

    made, compiled, kept.outline = limited(work, template, limits)
    kept.kept |= compiled
    return made


def render_here(case: Case, template: Template, *, findings: Sequence[Problem] | None = None) -> Rendered:
    """Run a template over a brief in this process: for tracing, and without limits. Raises BriefgenError."""
    scene = _scene(case, template)
    return replace(_run(scene, template, findings, Limits()), sources=scene.extracts())


def inspect(template: Template, *, limits: Limits | None = None) -> list[Problem]:
    """Return every mistake of a template that shows without a brief, in all the files that it is made of.

    In branches that never run, too. Includes those of the whole chain: included, imported and extended files.
    """
    limits = limits or Limits()
    try:
        return limited(lambda: _inspected(template), template, limits)
    except BriefgenError as error:
        return list(error.problems)


def _inspected(template: Template) -> list[Problem]:
    from briefgen.render.analysis import inspected  # Much to load, for templates that are wrong.

    return inspected(template)


def limited(work: Callable[[], _T], template: Template, limits: Limits) -> _T:
    """Do what a template makes long or short in a process of its own. Raises BriefgenError where it meets a limit.

    A template that comes with this program is as good as its code: where the brief as a whole is watched, that will do.
    (It is where it lies that tells; in a checkout of this program, a project of its own has the same.)
    """
    if guarded.holds() and all(folder.parent == shipped_templates() for folder in template.folders):
        return work()
    try:
        return confined(work, limits)
    except Killed as error:
        problem = errors.killed(document(template), limits, slow=error.slow)
        raise BriefgenError([problem]) from error


def _scene(case: Case, template: Template) -> Scene:
    return Scene(case, Labels(_words(template, case.brief.language)), case.brief.language)


def _words(template: Template, language: str) -> dict[str, Text]:
    """Return the labels in a language, with its signs; quotation marks that a label states in English only are its."""
    lacking = set(template.missing_labels(language)) & set(SIGNS)
    stated = {name: word for name, word in template.labels(language).items() if name not in lacking}
    return with_signs(stated, Language(language))


@lru_cache(maxsize=32)
def _kept(folders: tuple[Path, ...]) -> Compiled:
    return Compiled()


def _run(scene: Scene, template: Template, findings: Sequence[Problem] | None, limits: Limits) -> Rendered:
    files, kept = Files(template.folders), _kept(template.folders)
    environment = Sandbox(kept.outline, loader=files, bytecode_cache=kept)
    trail = Trail(limits.output * 1_000_000)
    words = _words(template, scene.language)
    with binding() as bindings, following(trail), speaking(scene.speech, words):
        try:
            compiled = environment.get_template(str(template.settings.document))
            if lost_blocks(environment, compiled):
                raise BriefgenError(_inspected(template))
            unprinted = lost_words(environment, compiled, template)
            context = compiled.new_context(_names(scene, template, findings))
            parts = list(compiled.root_render_func(context))
            markdown = "".join(parts)
            pieces = [(words, Place(words.file, words.line)) for words in trail.spread(parts)]
        except _FORESEEN as error:
            if guarded.holds() and isinstance(error, MemoryError | RecursionError):
                raise  # It is the brief's limit.
            relieve()
            found = errors.problem(error, files, document(template), limits)
            raise BriefgenError(_all_told(found, template)) from None
    file = shown_path(document(template))
    shown = lru_cache(maxsize=None)(lambda file: shown_path(Path(file)))
    pieces = [(words, replace(place, file=shown(place.file))) for words, place in pieces]
    return Rendered(markdown, bindings, file, origins=Origins.of(file, pieces, files.texts), problems=unprinted)


def _all_told(found: Problem, template: Template) -> Iterator[Problem]:
    """Yield an error that broke off a rendering, and what else is wrong; said once, in the better words."""
    others: list[Problem] = []
    with suppress(*_FORESEEN):
        others = _inspected(template)
    if not _told(found, others):
        yield found
    yield from others


def _told(found: Problem, others: Sequence[Problem]) -> bool:
    """Tell whether a problem is among others.

    Where tags do not match, Jinja stumbles further down; and of a test or filter that is not there it names no line.
    """
    here = found.place
    return any(
        replace(other.place, column=0) == here
        or (other.code == found.code == "template-syntax" and other.place.file == here.file)
        or (other.code, other.message) == (found.code, found.message)
        for other in others
    )


def _names(scene: Scene, template: Template, findings: Sequence[Problem] | None) -> dict[str, Any]:
    """Return what a template is given."""
    draft = findings is not None
    return {
        "brief": scene.brief,
        "labels": scene.labels,
        "options": Options(template.settings.options.model_dump()),
        "note": Notes(scene, draft=draft).note,
        "commitment": commitment,
        "anchor": anchor,
        "ref": ref,
        "draft": draft,
        "findings": tuple(map(_finding, findings or ())),
    }


def _finding(problem: Problem) -> Text:
    # The folder is left out: the same input makes the same bytes wherever it lies.
    place = replace(problem.place, file=Path(problem.place.file).name)
    return Text(fold(f"{problem.message} ({place})"))


def commitment(choice: object) -> Nodes | Text:
    """Print how firm something is, in the style of its kind; an en dash where the content does not say."""
    if choice is not None and not isinstance(choice, Choice):
        raise TemplateRuntimeError("commitment() takes a fixed word: write it as in commitment(decision.commitment)")
    if choice is None:
        return Text("–")
    style = f"commitment-{COMMITMENT_GROUPS.get(choice.key, 'open')}"
    words: tuple[Inline, ...] = (Span(style, (Str(str(choice), choice.place),)),)
    return Nodes(words, key=("commitment", choice.key))
