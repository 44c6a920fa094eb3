"""What kinds of things a template's expressions are, and which fields each kind has. Derived from the model."""

import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from jinja2 import nodes

from briefgen.fields import Entry, NotStated, Ref, with_article
from briefgen.model import KINDS, Actor, Brief, Evidence, Participant, Source
from briefgen.problems import did_you_mean
from briefgen.render.records import DERIVED, field_names, no_field


@dataclass(frozen=True)
class Anything:
    """Something of which nothing is known."""


@dataclass(frozen=True)
class Nothing:
    """``none``, or a field that is absent."""


@dataclass(frozen=True)
class Words:
    """Text."""

    choices: tuple[str, ...] = ()
    """The words that it can be, where these are fixed."""
    field: str = ""
    """The field whose words these are."""


@dataclass(frozen=True)
class Flag:
    """True or false."""


@dataclass(frozen=True)
class Number:
    """A number that the template made."""


@dataclass(frozen=True)
class Piece:
    """A piece of document: what a macro makes, or a captured block, or a note."""


@dataclass(frozen=True)
class Entries:
    """An entry of the brief, of one of several classes."""

    classes: tuple[type[Entry], ...]
    unsaid: bool = False
    """Whether it may be "not stated" instead, which can be printed."""


@dataclass(frozen=True)
class ListOf:
    """A list."""

    item: "Kind"


@dataclass(frozen=True)
class Pair:
    """What a list is grouped by, and the group."""

    first: "Kind"
    second: "Kind"


@dataclass(frozen=True)
class Named:
    """Something with names of its own, such as the labels."""

    what: str
    """What a message calls it; a name that it lacks is "no ``what`` 'name'"."""
    names: frozenset[str]
    item: "Kind"
    otherwise: str = ""
    """The remedy where no name is near."""
    dashed: bool = False
    """Whether ``_`` stands for ``-`` in them."""
    parts: tuple[tuple[str, "Kind"], ...] = ()
    """The kinds of those names that are not of kind ``item``."""


@dataclass(frozen=True)
class Function:
    """A function; ``result`` is what it returns."""

    name: str
    result: "Kind"


@dataclass(frozen=True, eq=False)
class Macro:
    """A macro of a template."""

    node: nodes.Macro
    file: str


@dataclass(frozen=True, eq=False)
class Module:
    """An imported file: its names."""

    names: dict[str, "Kind"]
    file: str


Kind: TypeAlias = (
    Anything | Nothing | Words | Flag | Number | Piece | Entries | ListOf | Pair | Named | Function | Macro | Module
)

ANY, NOTHING, WORDS, FLAG, NUMBER, PIECE = Anything(), Nothing(), Words(), Flag(), Number(), Piece()
_LOOP = "index index0 revindex revindex0 first last length cycle depth depth0 previtem nextitem changed"
LOOP = Named("loop", frozenset(_LOOP.split()), ANY)
CLAUSE = Named("clause", frozenset({"source", "number", "words"}), PIECE, parts=(("source", WORDS),))
ANNEXED = Named(
    "entry of the annex",
    frozenset({"number", "section", "kind", "entry", "clauses"}),
    WORDS,
    parts=(("entry", ANY), ("clauses", ListOf(CLAUSE))),
)
QUOTED = Named("paragraph", frozenset({"number", "words", "entries"}), PIECE, parts=(("entries", ListOf(ANNEXED)),))


def joined(kinds: Iterable[Kind]) -> Kind:
    """Return the kind of what may be of any of several kinds."""
    made: Kind | None = None
    for kind in kinds:
        made = kind if made is None else _either(made, kind)
    return ANY if made is None else made


def _either(one: Kind, other: Kind) -> Kind:
    if one == other or isinstance(other, Nothing):
        return one
    match one, other:
        case Nothing(), _:
            return other
        case Entries(), Entries():
            return Entries(tuple(dict.fromkeys((*one.classes, *other.classes))), one.unsaid or other.unsaid)
        case ListOf(), ListOf():
            return ListOf(_either(one.item, other.item))
        case Words(), Words():
            return WORDS
        case _:
            return ANY


# --- Fields -----------------------------------------------------------------------------------------------------------
def field(kind: Entries, name: str) -> Kind | str:
    """Return the kind of a field of an entry, or what is wrong with asking for it."""
    found = [known for one in kind.classes if (known := _field(one, name)) is not None]
    return joined(found) if found else no_field(kind.classes, name)


@cache
def _field(entry: type[Entry], name: str) -> Kind | None:
    fields = field_names(entry)
    if name in fields:
        known = entry.model_fields[fields[name][0]]
        return _of(known.annotation, tuple(known.metadata), fields[name][0])
    if (entry, name) in DERIVED:
        return _DERIVED_KINDS.get((entry, name), ANY)
    return None


def _of(annotation: Any, metadata: tuple[Any, ...], name: str) -> Kind:
    refs = [one for one in metadata if isinstance(one, Ref)]
    origin, args = get_origin(annotation), get_args(annotation)
    if refs:
        return _referred(refs[0])
    if origin is Annotated:
        return _of(args[0], args[1:], name)
    if origin in (Union, types.UnionType):
        parts = [part for part in args if part not in (type(None), NotStated)]
        kind = joined(_of(part, (), name) for part in parts)
        return Entries(kind.classes, NotStated in args) if isinstance(kind, Entries) else kind
    if origin is tuple:
        return ListOf(_of(args[0], (), name))
    if origin is Literal:
        return Words(tuple(map(str, args)), name)
    if not isinstance(annotation, type):
        return ANY
    if issubclass(annotation, Entry):
        return Entries((annotation,))
    if annotation is bool:
        return FLAG
    return WORDS if issubclass(annotation, str) else ANY


def _referred(reference: Ref) -> Kind:
    classes = [
        entry for section, what in KINDS.items() if what in reference.kinds for entry in section_classes(section)
    ]
    return Entries(tuple(dict.fromkeys(classes)))


@cache
def section_classes(section: str) -> tuple[type[Entry], ...]:
    """Return the classes of the entries of a section, such as ``decisions`` or ``meeting.asks``."""
    found: tuple[type[Entry], ...] = (Brief,)
    for name in section.split("."):
        found = tuple(one for entry in found for one in _classes(entry.model_fields[name].annotation))
    return found


def _classes(annotation: Any) -> Iterator[type[Entry]]:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    for part in get_args(annotation):
        yield from _classes(part)


def _sections(*names: str) -> Kind:
    return ListOf(Entries(tuple(dict.fromkeys(one for name in names for one in section_classes(name)))))


_DERIVED_KINDS: dict[tuple[type[Entry], str], Kind] = {
    (Actor, "label"): WORDS,
    (Participant, "label"): WORDS,
    (Participant, "office"): WORDS,
    (Brief, "known"): _sections("decisions", "next_steps", "timeline", "background"),
    (Brief, "not_known"): _sections("open_questions", "not_stated"),
    (Brief, "expected_next"): _sections("decisions", "next_steps", "timeline", "background"),
    (Brief, "annex"): ListOf(ANNEXED),
    (Source, "name"): WORDS,
    (Source, "file_name"): WORDS,
    (Source, "quoted"): ListOf(QUOTED),
    (Source, "coverage"): WORDS,
    (Evidence, "paragraph"): WORDS,
    (Evidence, "words"): WORDS,
}
"""Of fields that are worked out. One that is not here may be anything."""


def named(kind: Named, name: str) -> Kind | str:
    """Return the kind of what has a name, or what is wrong with asking for it."""
    key = name.replace("_", "-") if kind.dashed else name
    if key in kind.names:
        return dict(kind.parts).get(key, kind.item)
    listed = kind.otherwise or f"it has {', '.join(sorted(kind.names))}"
    what = f"there is no {kind.what} '{key}'" if kind.otherwise else f"{with_article(kind.what)} has no '{key}'"
    return f"{what}: {did_you_mean(key, kind.names, listed)}"
