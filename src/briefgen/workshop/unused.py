"""What a template states and never uses: labels, styles, colours, pictures."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from briefgen.copied import files_of
from briefgen.design import PARTS
from briefgen.design.tokens import COLOUR_FIELDS
from briefgen.document import Document
from briefgen.nodes import Container, Image, Span, walk
from briefgen.problems import Place, Problem, Severity, shown_path
from briefgen.project import read_file
from briefgen.template import PLACEHOLDERS, SETTINGS, SIGNS, Template
from briefgen.workshop.tracing import Traced
from briefgen.yamlfile import Mapping, decode, read


def never_used(template: Template, traced: Traced) -> list[Problem]:
    """Return a note for each thing that the template's own files state, and that no document has.

    ``traced`` are documents with everything in them, in English.
    """
    settings = template.folders[0] / SETTINGS
    raw = read(read_file(settings), shown_path(settings))
    design = raw.get("design")
    design = design if isinstance(design, Mapping) else Mapping(raw.place)
    found = [
        *_labels(raw, template, traced),
        *_styles(_inner(design, "styles"), template, traced.documents),
        *_colours(_inner(design, "colours"), template),
        *_pictures(template, traced.documents),
    ]
    return [Problem(place, "never-used", message, remedy, Severity.NOTE) for place, message, remedy in found]


def _inner(mapping: Mapping, name: str) -> Mapping:
    value = mapping.get(name)
    return value if isinstance(value, Mapping) else Mapping(mapping.place)


Found = tuple[Place, str, str]


def _labels(raw: Mapping, template: Template, traced: Traced) -> Iterator[Found]:
    """Find the labels that nothing asked for, and that no wording asks for under other conditions."""
    always = {*PLACEHOLDERS, *SIGNS, *traced.labels}
    wording = "\n".join(
        decode(read_file(path), shown_path(path))
        for folder in template.folders
        for path in files_of(folder)
        if path.suffix == ".j2"
    )
    stated: dict[str, list[tuple[str, Place]]] = {}
    for language, words in _inner(raw, "labels").items():
        for name in words if isinstance(words, Mapping) else ():
            stated.setdefault(name, []).append((language, words.key_places[name]))
    for name, where in stated.items():
        spelled = "[-_]".join(map(re.escape, name.split("-")))
        if name in always or any(name.startswith(f"{field}-") for field in traced.choices):
            continue
        if not re.search(rf"\b{spelled}\b", wording):
            message = f"the label '{name}' ({', '.join(language for language, _ in where)}) is printed by nothing"
            yield where[0][1], message, "print it with {{ labels.… }}, or delete it"


def _styles(stated: Mapping, template: Template, documents: Sequence[Document]) -> Iterator[Found]:
    nodes = [node for document in documents for node in walk(document.children)]
    used = {node.name for node in nodes if isinstance(node, Container)}
    used |= {node.style for node in nodes if isinstance(node, Span)}
    for name in stated:
        if name not in PARTS and name not in used and f".{name}" not in template.look.css:
            message = f"the style '{name}' is used by no part of any document"
            yield stated.key_places[name], message, f"use it in the wording (::: {name}), or delete it"


def _colours(stated: Mapping, template: Template) -> Iterator[Found]:
    design = template.settings.design
    used = {getattr(style, field) for style in design.styles.values() for field in COLOUR_FIELDS}
    used |= set(_leaves(design.model_dump(exclude={"colours", "styles"})))
    for name in stated:
        if name not in used and f"--{name}" not in template.look.css:
            message = f"the colour '{name}' is used by no style"
            yield stated.key_places[name], message, f"name it in a style (colour: {name}), or delete it"


def _pictures(template: Template, documents: Sequence[Document]) -> Iterator[Found]:
    shown = {node.src for document in documents for node in walk(document.children) if isinstance(node, Image)}
    shown |= set(_leaves(template.settings.design.model_dump()))
    own = template.folders[0]
    for path in template.look.pictures:
        if path not in shown and path not in template.look.css and (own / path).is_file():
            message = "this picture is shown by nothing"
            remedy = f"show it in the wording: ![what it shows]({path}), or delete it"
            yield Place(shown_path(own / path)), message, remedy


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner)
    elif isinstance(value, str):
        yield str(value)
