"""What the files of a template say and cannot mean: names and labels that nobody uses, placeholders, styles."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from briefgen import fitting
from briefgen.design import Design
from briefgen.letterhead.names import GENERAL, PARTS
from briefgen.model import Brief
from briefgen.overrides import unknown_names
from briefgen.problems import Place, Problem, clip, did_you_mean, one_of, shown_path
from briefgen.project import read_file
from briefgen.template.settings import STYLE_FILES, STYLESHEET, Settings
from briefgen.yamlfile import Mapping, decode

PLACEHOLDERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "page": (("page", "pages"), ("page",)),
    "table": (("number",), ("number",)),
    "figure": (("number",), ("number",)),
    "caption": (("label", "words"), ("label", "words")),
    "note": (("source", "paragraph", "words"), ("words",)),
    "note-again": (("source", "paragraph", "words"), ()),
    "paragraph": (("paragraph",), ("paragraph",)),
    "coverage": (("used", "sentences"), ("used",)),
    "coverage-set-aside": (("used", "aside", "sentences"), ("used",)),
}
"""The labels that are filled in: with what, and which of these they must hold."""
SIGNS = (
    "comma",
    "semicolon",
    "colon",
    "dash",
    "stop",
    "blank",
    "bracket-open",
    "bracket-close",
    "quote-open",
    "quote-close",
)
"""Labels that are signs: where a language has no label for one, the sign is that of the language."""


def in_files(given: Mapping, stated: Mapping, raws: list[Mapping], chain: list[Path]) -> Iterator[Problem]:
    """Report what stands in the files of a template and in the settings given besides, and has no use or no meaning."""
    yield from _unknown_names(given, stated)
    yield from _misnamed(raws, chain)
    yield from _unknown_labels([given, *raws], chain)
    yield from fitting.languages([given, *raws])
    yield from fitting.unused(raws, lambda: _asked(chain))


def in_settings(settings: Settings, styles: Any, chain: list[Path]) -> Iterator[Problem]:
    """Report what a template's settings say and cannot mean; ``styles`` as they are written."""
    yield from _mistaken_placeholders(settings)
    yield from _mistaken_styles(styles, settings.design, chain)


def _asked(chain: list[Path]) -> str:
    """Return everything in a template's files that may name a colour or a style."""
    files = [*_wordings(chain), *(path for folder in chain if (path := folder / STYLESHEET).is_file())]
    return "\n".join(decode(read_file(path), shown_path(path)) for path in files)


def _unknown_names(given: Mapping, stated: Mapping) -> list[Problem]:
    """Report the colours and styles that a setting names and the template does not state."""
    problems = []
    for path, name, place, known in unknown_names(given, stated):
        message = (
            f"found '{clip(name)}' under {'.'.join(path)}, which the template '{stated.get('name')}' does not state"
        )
        remedy = did_you_mean(name, known, f"known: {', '.join(known)}")
        problems.append(Problem(place, "unknown-setting", message, remedy))
    return problems


def _misnamed(raws: list[Mapping], chain: list[Path]) -> Iterator[Problem]:
    """Report the templates whose name is not that of their folder, by which they are found."""
    for raw, folder in zip(raws, chain, strict=True):
        if raw.get("name", folder.name) != folder.name:
            message = f"found the name '{clip(str(raw['name']))}', expected that of the folder, '{folder.name}'"
            remedy = f"write 'name: {folder.name}', or rename the folder"
            yield Problem(raw.value_places["name"], "wrong-name", message, remedy)


def _unknown_labels(raws: list[Mapping], chain: list[Path]) -> Iterator[Problem]:
    """Report the labels of extending templates that neither the template they extend has, nor any wording asks for."""
    known = {name for _, name, _ in _labels(raws[-1])} | choice_labels(Brief) | {*SIGNS}
    wording: str | None = None
    for raw in reversed(raws[:-1]):
        for language, name, place in _labels(raw):
            if name in known:
                continue
            if wording is None:
                wording = "\n".join(decode(read_file(path), shown_path(path)) for path in _wordings(chain))
                wording += "\n".join(text for text in fitting.words(raws) if "{label:" in text)
            if not re.search(rf"\b{'[-_]'.join(map(re.escape, re.split('[-_]', name)))}\b", wording):
                message = f"found the label '{clip(name)}' ({language}), which the template does not use"
                remedy = did_you_mean(name, known, "print it with {{ labels.… }}, or delete it")
                yield Problem(place, "unknown-label", message, remedy)
        known |= {name for _, name, _ in _labels(raw)}


@cache
def choice_labels(model: type[BaseModel]) -> frozenset[str]:
    """Return the labels that the fixed words of a content file may have: ``commitment-decided``, ``kind-person``."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        for part in _parts(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel) and part is not model:
                found |= choice_labels(part)
            elif get_origin(part) is Literal:
                found |= {f"{name.replace('_', '-')}-{word}" for word in get_args(part)}
    return frozenset(found)


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    if get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            yield from _parts(part)


def _labels(raw: Mapping) -> Iterator[tuple[str, str, Place]]:
    """Yield the labels that a file states: the language, the name and its place."""
    said = raw.get("labels")
    for language, words in said.items() if isinstance(said, Mapping) else ():
        for name in words if isinstance(words, Mapping) else ():
            yield language, name, words.key_places[name]


def _mistaken_styles(raw: Any, design: Design, chain: list[Path]) -> Iterator[Problem]:
    """Report what ``styles:`` calls parts and no document has, and names of Word styles where there is no Word file."""
    if not isinstance(raw, Mapping) or not raw:
        return
    if not any((folder / name).is_file() for folder in chain for name in STYLE_FILES):
        message = "found names of Word styles, and no Word file that has them"
        yield Problem(raw.place, "no-style-file", message, f"save the file as {STYLE_FILES[0]} beside template.yaml")
    known = {*PARTS, *GENERAL.values(), *design.styles}
    wording = "\n".join(decode(read_file(path), shown_path(path)) for path in _wordings(chain))
    for part in raw:
        if part not in known and not re.search(rf"(:::+ *|\.){re.escape(part)}\b", wording):
            message = f"found '{clip(part)}' under styles, which is no part of a document"
            parts = f"parts are: {', '.join(PARTS)}, and the names of containers"
            yield Problem(raw.key_places[part], "unknown-part", message, did_you_mean(part, known, parts))


def _wordings(chain: list[Path]) -> list[Path]:
    return [path for folder in chain for path in sorted(folder.rglob("*.j2")) if path.is_file()]


def _mistaken_placeholders(settings: Settings) -> Iterator[Problem]:
    """Report the labels that are filled in and hold what nothing is filled into, or lack what they are for."""
    for words in settings.labels.values():
        for name, (known, needed) in PLACEHOLDERS.items():
            label = words.get(name)
            if label is None:
                continue
            place, listed = label.place or Place(str(settings.name)), one_of([f"{{{word}}}" for word in known])
            for word in needed:
                if f"{{{word}}}" not in label:
                    message = f"the label '{name}' lacks {{{word}}}: found '{clip(label)}'"
                    yield Problem(place, "missing-placeholder", message, f"write {{{word}}} where it is to stand")
            for word in re.findall(r"\{([^{}]*)\}", label):
                if word not in known:
                    message = f"found {{{clip(word)}}} in the label '{name}', expected {listed}"
                    remedy = did_you_mean(word, known, f"use {listed}")
                    yield Problem(place, "unknown-placeholder", message, remedy)
