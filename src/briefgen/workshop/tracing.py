"""What a template does with a brief: which fields it asks for and prints, by running it over briefs that have them all.

A field is named by its path without numbers: ``decisions.text``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Literal, get_args, get_origin

from briefgen.document import Document
from briefgen.fields import Entry, Ref
from briefgen.making import composed
from briefgen.nodes import Node, Str, walk
from briefgen.problems import Place, Problem, Severity
from briefgen.render import render_here
from briefgen.render.asked import listening
from briefgen.render.records import field_names
from briefgen.specimens import Specimen
from briefgen.template import Template
from briefgen.values import Ident, Text
from briefgen.yamlfile import Mapping as Stated
from briefgen.yamlfile import Sequence as Listed
from briefgen.yamlfile import read


@dataclass(frozen=True)
class Traced:
    """What came of running a template over one brief or several."""

    documents: tuple[Document, ...]
    known: tuple[str, ...]
    """The fields that can be printed, in the order of the model."""
    asked: frozenset[str]
    """Those that the template asked for."""
    printed: frozenset[str]
    """Those whose words stand in a document."""
    fields_at: Mapping[Place, str]
    """The field of each place in the briefs."""
    labels: frozenset[str]
    """The labels that were asked for, by the template and for the pages."""
    choices: frozenset[str]
    """The fields whose fixed words it asked for, as labels name them."""

    @classmethod
    def joined(cls, several: "Sequence[Traced]") -> "Traced":
        """Return what came of several runs together."""
        return cls(
            tuple(document for one in several for document in one.documents),
            tuple(dict.fromkeys(name for one in several for name in one.known)),
            frozenset().union(*(one.asked for one in several)),
            frozenset().union(*(one.printed for one in several)),
            {place: name for one in several for place, name in one.fields_at.items()},
            frozenset().union(*(one.labels for one in several)),
            frozenset().union(*(one.choices for one in several)),
        )

    def left_out(self) -> list[str]:
        """Return the fields that the template does nothing with; of an entry that it never looks into, the entry."""
        used = self.asked | self.printed
        around = {name for field in used for name in _around(field)}
        missed = [field for field in self.known if field not in used and field not in around]
        looked_into = {field.rpartition(".")[0] for field in self.asked} | {""}
        return [field for field in missed if field.rpartition(".")[0] in looked_into]

    def fields_in(self, nodes: Sequence[Node]) -> list[str]:
        """Return the fields whose words stand in a part of a document, in order."""
        places = (node.place for node in walk(tuple(nodes)) if isinstance(node, Str) and node.place)
        return list(dict.fromkeys(self.fields_at[place] for place in places if place in self.fields_at))


def trace(template: Template, specimens: Sequence[Specimen], *, draft: bool = False) -> Traced:
    """Run a template over briefs, in this process. Raises BriefgenError."""
    findings = [Problem(Place("brief"), "no-evidence", "a finding", "", Severity.WARNING)] if draft else None
    documents: list[Document] = []
    known: dict[str, None] = {}
    asked: set[str] = set()
    fields_at: dict[Place, str] = {}
    labels: set[str] = set()
    choices: set[str] = set()
    listened = _Listened(**{one.name: getattr(template, one.name) for one in fields(template)}, heard=labels)
    for specimen in specimens:
        case = specimen.case
        with listening() as heard:
            rendered = render_here(case, template, findings=findings)
        documents.append(composed(rendered, case.brief, listened, draft=draft).document)
        for entry, name, whole in fields_of(case.brief):
            known[whole] = None
            if (id(entry), name) in heard.fields:
                asked.add(whole)
        labels |= heard.labels
        choices |= heard.choices
        fields_at |= _places(specimen)
    printed = {field for document in documents for field in _printed(document, fields_at)}
    return Traced(
        tuple(documents),
        tuple(known),
        frozenset(asked),
        frozenset(printed),
        fields_at,
        frozenset(labels),
        frozenset(choices),
    )


@dataclass(frozen=True)
class _Listened(Template):
    """A template that takes down which labels are asked for one by one, for the pages."""

    heard: set[str] = field(default_factory=set)

    def labels(self, language: str) -> Mapping[str, Text]:
        return _Words(super().labels(language), self.heard)


class _Words(dict[str, Text]):
    def __init__(self, words: Mapping[str, Text], heard: set[str]) -> None:
        super().__init__(words)
        self.heard = heard

    def get(self, name: str, default: Any = None) -> Any:
        self.heard.add(name)
        return super().get(name, default)


def _around(field: str) -> Iterator[str]:
    """Yield the entries that a field stands in."""
    while "." in field:
        field = field.rpartition(".")[0]
        yield field


# --- The fields of a brief --------------------------------------------------------------------------------------------
def fields_of(entry: Entry, path: str = "") -> Iterator[tuple[Entry, str, str]]:
    """Yield the fields that a template can print, those of inner entries too: the entry, the name, the whole name."""
    for name, (attribute, _) in field_names(type(entry)).items():
        field = f"{path}{name}"
        if _has_words(type(entry), attribute):
            yield entry, name, field
        value = getattr(entry, attribute)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Entry):
                yield from fields_of(inner, f"{field}.")


@cache
def _has_words(kind: type[Entry], attribute: str) -> bool:
    """Tell whether a field holds something to print; ids, tags of languages and digests are for the program."""
    known = kind.model_fields[attribute]
    parts = [*_parts(known.annotation), *known.metadata]
    if dict in parts:
        return True
    if Ident in parts:
        return any(isinstance(part, Ref) for part in parts)
    choices = [get_args(part) for part in parts if get_origin(part) is Literal]
    if choices:
        return len(choices[0]) > 1
    types = [part for part in parts if isinstance(part, type)]
    return any(issubclass(part, Text | Entry | bool) for part in types)


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    if get_origin(annotation) is not Literal:
        yield get_origin(annotation)
        for part in get_args(annotation):
            yield from _parts(part)


def _places(specimen: Specimen) -> dict[Place, str]:
    """Return the field of each value of a content file by its place."""
    found: dict[Place, str] = {}

    def note(value: Any, place: Place, field: str) -> None:
        if isinstance(value, Stated):
            for name, inner in value.items():
                note(inner, value.value_places[name], f"{field}.{name}".lstrip("."))
        elif isinstance(value, Listed):
            for inner, where in zip(value, value.value_places, strict=True):
                note(inner, where, field)
        else:
            found[place] = field

    raw = read(specimen.content, f"{specimen.name}.yaml")
    note(raw, raw.place, "")
    return found


def _printed(document: Document, fields_at: Mapping[Place, str]) -> Iterator[str]:
    notes = tuple(child for note in document.notes for child in note.children)
    for node in walk((*document.children, *notes)):
        if isinstance(node, Str) and node.place and node.place in fields_at:
            yield fields_at[node.place]
