"""The part of the reference on the labels and blocks of the shipped templates."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.explain import fenced, filled
from briefgen.problems import COMMAND_LINE
from briefgen.project import shipped_templates
from briefgen.reference.told import code, table, told
from briefgen.render.language import Language, with_signs
from briefgen.template import DEFAULT_LANGUAGE, PLACEHOLDERS, Template, find, names

TAG = re.compile(r"\{%-?\s*(block|endblock|macro|endmacro)\s*(\w*)|labels\.(\w+)|brief\.(\w+)|:::+ *([a-z][a-z0-9-]*)")


@dataclass
class Wording:
    """What the wording of a template prints, by block or macro."""

    labels: dict[str, list[str]] = field(default_factory=dict)
    """Where each label is printed."""
    fields: dict[str, list[str]] = field(default_factory=dict)
    """Which fields of the brief each block prints."""
    boxes: dict[str, list[str]] = field(default_factory=dict)
    """In which blocks each box stands."""


def wording(template: Template) -> Wording:
    """Look through a template's own files."""
    found = Wording()
    for path in sorted(template.folders[0].rglob("*.j2")):
        _look_through(path.read_text("utf-8"), found)
    return found


def _look_through(text: str, found: Wording) -> None:
    inside: list[str] = []
    for tag, name, label, said, box in TAG.findall(text):
        if tag in {"block", "macro"}:
            inside.append(name)
            if tag == "block":
                found.fields.setdefault(name, [])
        elif tag:
            inside.pop()
        where = inside[-1] if inside else ""
        if label:
            _note(found.labels, label.replace("_", "-"), where)
        if box:
            _note(found.boxes, box, where)
        if said and where in found.fields:
            _note(found.fields, where, said)


def _note(found: dict[str, list[str]], key: str, value: str) -> None:
    if value not in found.setdefault(key, []):
        found[key].append(value)


def own_styles() -> Iterator[tuple[str, str]]:
    """Yield the styles that single templates have, and where they use them."""
    for template in all_shipped():
        boxes = wording(template).boxes
        for name in template.settings.design.styles:
            if name not in told("parts") and name in boxes:
                where = ", ".join(code(block) for block in boxes[name] if block)
                yield name, f"A box of {template.settings.name}, in its block {where}."


def all_shipped() -> list[Template]:
    """Return the templates that come with briefgen."""
    return [_found(name) for name in names((), shipped_templates())]


def shipped() -> Iterator[str]:
    """Yield the sections."""
    templates = all_shipped()
    yield "## Labels"
    yield filled(
        "The fixed words under `labels:`, by language; a template prints one with `{{ labels.bottom_line }}`. Words "
        "in braces are filled in. What a language lacks is taken from English, with a warning."
    )
    for template in templates:
        rows = list(_labels(template))
        if rows:
            yield f"### Labels of {template.settings.name}"
            yield f"Languages: {', '.join(map(code, template.settings.labels))}."
            yield table(("label", "in English", "where"), rows)
    yield "## Blocks of the shipped templates"
    yield "What a template that extends one of these may replace (`{% block name %}`), and the fields that each prints."
    for template in templates:
        rows = [
            (code(name), ", ".join(code(f"brief.{one}") for one in said))
            for name, said in wording(template).fields.items()
        ]
        yield f"### Blocks of {template.settings.name}"
        yield str(template.settings.description)
        yield table(("block", "prints"), rows)
    yield from _phrases()


PHRASES = "phrases.md.j2"
"""The file of the memo that says how the parts of an entry are put together."""


def importing(names_: str) -> str:
    """Return the tag by which a template asks for macros of that file."""
    return f"{{% from '{PHRASES}' import {names_} with context %}}"


def phrases() -> Mapping[str, str]:
    """Return the macros of that file, each with what stands in its parentheses."""
    text = (shipped_templates() / "memo" / PHRASES).read_text("utf-8")
    return dict(re.findall(r"\{%-? macro (\w+)\(([^)]*)\)", text))


def _phrases() -> Iterator[str]:
    yield "## Phrases"
    yield filled(
        f"How the memo puts the parts of an entry together: macros in its file `{PHRASES}`. A template that extends it "
        f"may call them, once it has said so below its first line: {code(importing('claim, timed'))}."
    )
    known = told("macros")
    written = [(code(f"{name}({inside})"), known[name]) for name, inside in phrases().items() if name in known]
    yield table(("phrase", "what it prints"), ((words, one.says) for words, one in written))
    for one in known.values():
        if one.example:
            yield f"{fenced(one.example, 'jinja')}\n\nprints\n\n{fenced(one.prints, 'markdown')}"


def _found(name: str) -> Template:
    return find(name, (), shipped_templates(), COMMAND_LINE)


def _labels(template: Template) -> Iterator[tuple[str, ...]]:
    """Yield the labels that a template has beyond those of the one that it extends."""
    stated = _english(template)
    inherited = _english(_found(template.settings.extends)) if template.settings.extends else {}
    printed = wording(template).labels
    signs = with_signs({}, Language(DEFAULT_LANGUAGE))
    for name, words in {**signs, **stated}.items() if not inherited else stated.items():
        if name in inherited and inherited[name] == words:
            continue
        choice = re.match("(commitment|likelihood|confidence|presence|status|action|kind)-", name)
        said = told("labels").get(name)
        where = [", ".join(code(block) for block in printed[name] if block)] if name in printed else []
        where = [said.says] if said else where
        where += [f"a word of `{choice[1]}`"] if choice and not where else []
        yield code(name), code(words) if name in {*PLACEHOLDERS, *signs} else words, "; ".join(filter(None, where))


def _english(template: Template) -> Mapping[str, str]:
    return template.settings.labels[DEFAULT_LANGUAGE]
