"""A brief and a template → Markdown in which every value is a placeholder."""

import re
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)

from briefgen.check import Case
from briefgen.extracts import SourceExtract
from briefgen.nodes import Inline, Span, Str
from briefgen.problems import BriefgenError, Place, Problem, did_you_mean, shown_path
from briefgen.project import shipped_templates
from briefgen.render.language import Language, speaking, with_signs
from briefgen.render.notes import Notes
from briefgen.render.places import anchor, ref
from briefgen.render.records import Choice, Labels, Options, Scene, UnknownName
from briefgen.render.sandbox import Sandbox, filter_names, reworded
from briefgen.template import SIGNS, Template
from briefgen.values import Bindings, Nodes, Text, binding, fold, refused_character
from briefgen.vocabulary import COMMITMENT_GROUPS


@dataclass(frozen=True)
class Rendered:
    """Markdown with placeholders, and the values they stand for."""

    markdown: str
    bindings: Bindings
    file: str
    """The template file, as places name it."""
    sources: tuple[SourceExtract, ...] = ()
    """The brief's sources with all their paragraphs; what of them may be shown, the tree decides."""


def render(case: Case, template: Template, *, findings: Sequence[Problem] | None = None) -> Rendered:
    """Run a template over a brief. Raises BriefgenError with the place in the template when it fails.

    ``findings`` makes it a draft, which shows them and marks what is missing.
    """
    draft = findings is not None
    environment = _environment(template.folders)
    words = _words(template, case.brief.language)
    labels = Labels(words)
    scene = Scene(case, labels, case.brief.language)
    document = str(template.settings.document)
    with binding() as bindings, speaking(scene.speech, words):
        try:
            names: dict[str, Any] = {
                "brief": scene.brief,
                "labels": labels,
                "options": Options(template.settings.options.model_dump()),
                "note": Notes(scene, draft=draft).note,
                "commitment": commitment,
                "anchor": anchor,
                "ref": ref,
                "draft": draft,
                "findings": tuple(map(_finding, findings or ())),
            }
            _check_blocks(environment, document, template)
            markdown = environment.get_template(document).render(names)
        except (
            TemplateError,
            UnknownName,
            ArithmeticError,
            LookupError,
            TypeError,
            ValueError,
            RecursionError,
        ) as error:
            raise BriefgenError([_problem(error, template)]) from error
    file = shown_path(Path(_file_of(document, template) or document))
    return Rendered(markdown, bindings, file, scene.extracts())


def _words(template: Template, language: str) -> dict[str, Text]:
    """Return the labels in a language, with its signs; quotation marks that a label states in English only are its."""
    lacking = set(template.missing_labels(language)) & set(SIGNS)
    stated = {name: word for name, word in template.labels(language).items() if name not in lacking}
    return with_signs(stated, Language(language))


def _finding(problem: Problem) -> Text:
    # The folder is left out: the same input makes the same bytes wherever it lies.
    place = replace(problem.place, file=Path(problem.place.file).name)
    return Text(fold(f"{problem.message} ({place})"))


def commitment(choice: Choice | None) -> Nodes | Text:
    """Print how firm something is, in the style of its kind; an en dash where the content does not say."""
    if choice is None:
        return Text("–")
    style = f"commitment-{COMMITMENT_GROUPS.get(choice.key, 'open')}"
    words: tuple[Inline, ...] = (Span(style, (Str(str(choice), choice.place),)),)
    return Nodes(words, key=("commitment", choice.key))


def _check_blocks(environment: Sandbox, document: str, template: Template) -> None:
    """Object to a block that the extended template does not have: Jinja would leave it out without a word."""
    own = set(environment.get_template(document).blocks)
    known = _inherited_blocks(environment, document)
    if known is None or own <= known:
        return
    file = _file_of(document, template) or document
    problems = []
    for name in sorted(own - known):
        listed = did_you_mean(name, known, f"it has {', '.join(sorted(known))}")
        message = f"the template that this one extends has no block '{name}', so it would not be printed"
        problems.append(Problem(Place(shown_path(Path(file))), "unknown-block", message, listed))
    raise BriefgenError(problems)


def _inherited_blocks(environment: Sandbox, document: str) -> set[str] | None:
    """Return the blocks of all templates that one extends; None when it extends none."""
    assert environment.loader is not None
    tree = environment.parse(environment.loader.get_source(environment, document)[0])
    parents = [node.template.value for node in tree.find_all(nodes.Extends) if isinstance(node.template, nodes.Const)]
    if not parents:
        return None
    inherited = set(environment.get_template(parents[0]).blocks)
    return inherited | (_inherited_blocks(environment, parents[0]) or set())


class _Loader(FileSystemLoader):
    """Reads template files; their text may not hold what marks values."""

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Any]:
        try:
            text, file, fresh = super().get_source(environment, template)
        except UnicodeDecodeError:
            raise TemplateSyntaxError("the file is not UTF-8 text: save it as UTF-8", 1, template, template) from None
        bad = refused_character(text)
        if bad:
            line = text.count("\n", 0, bad[0]) + 1
            raise TemplateSyntaxError(f"found the character {bad[1]}, which no document can hold", line, template, file)
        return text, file, fresh


@lru_cache(maxsize=32)
def _environment(folders: tuple[Path, ...]) -> Sandbox:
    named = {folder.name: _Loader(folder) for folder in reversed(folders)}
    by_name = PrefixLoader({**named, "briefgen": _Loader(shipped_templates())})
    return Sandbox(loader=ChoiceLoader([_Loader(list(folders)), by_name]))


def _problem(error: Exception, template: Template) -> Problem:
    """Word an error of Jinja for an editor, with the line of the template."""
    place, excerpt = _place(error, template)
    if isinstance(error, TemplateNotFound):
        known = sorted({path.name for folder in template.folders for path in folder.glob("*.j2")})
        remedy = did_you_mean(str(error.name), known, f"files there: {', '.join(known)}")
        return Problem(place, "template-file-missing", f"there is no file '{error.name}' in the template", remedy)
    if isinstance(error, TemplateSyntaxError):
        return Problem(
            place, "template-syntax", str(error.message), _syntax_remedy(str(error.message)), excerpt=excerpt
        )
    if isinstance(error, RecursionError):
        return Problem(place, "template-endless", "the template includes or calls itself without end", excerpt=excerpt)
    message, _, remedy = reworded(error).partition(": ")
    return Problem(place, "template-error", message, remedy, excerpt=excerpt)


def _syntax_remedy(message: str) -> str:
    unknown = re.match("No filter named '(.*)'", message)
    if unknown:
        return did_you_mean(unknown.group(1), filter_names(), f"filters: {', '.join(filter_names())}")
    for words, remedy in (
        ("Missing end of comment", "'{#' begins a comment in a template: write '{ #', or end the comment with '#}'"),
        ("unexpected '}'", "close what '{{' or '{%' opened, with '}}' or '%}'"),
        ("Encountered unknown tag", "close the innermost block first, or mend the name of the tag"),
        ("Unexpected end of template", "a block is still open: add its end, such as {% endfor %} or {% endif %}"),
    ):
        if words in message:
            return remedy
    return ""


def _file_of(name: str | None, template: Template) -> str | None:
    wanted = name or str(template.settings.document)
    return next((str(folder / wanted) for folder in template.folders if (folder / wanted).is_file()), None)


def _place(error: Exception, template: Template) -> tuple[Place, str]:
    """Find the line of a template that an error comes from, and its text."""
    file, line = None, 0
    if isinstance(error, TemplateSyntaxError):
        # The lexer does not always say the file, but then knows the name under which it was loaded.
        file, line = error.filename or _file_of(error.name, template), error.lineno
    else:
        for frame in traceback.extract_tb(error.__traceback__):
            if any(Path(frame.filename).is_relative_to(folder) for folder in template.folders):
                file, line = frame.filename, frame.lineno or 0
    if file is None:
        return Place(shown_path(template.folders[0] / str(template.settings.document))), ""
    path = Path(file)
    lines = path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else []
    return Place(shown_path(path), line), lines[line - 1] if 0 < line <= len(lines) else ""
