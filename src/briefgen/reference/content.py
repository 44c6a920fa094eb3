"""The part of the reference on the fields of a brief."""

from collections.abc import Iterator
from typing import Any

from briefgen.explain import filled
from briefgen.fields import Entry, OrNull
from briefgen.model import Brief
from briefgen.reference.kinds import hints, holds, plain, reached
from briefgen.reference.told import code, table, worked_out
from briefgen.render.records import field_names

INTRODUCTION = """\
`{{ brief.title }}` prints the field `title` of the content file; an entry's fields are printed in the same way, as in
`{% for item in brief.decisions %}{{ item.text }}{% endfor %}`.

* *May be absent*: ask with `{% if %}`, or say with `or` what stands instead.
* *May be null*: the brief may say that the source does not say. Then the label `not-stated` is printed, and `is stated`
  tells.
* One of some fixed words: prints its [label](#labels), and equals its word.
* Names of other entries: give the entry itself, as in `{{ item.actors[0].name }}`."""


def content() -> Iterator[str]:
    """Yield the sections."""
    yield "## Fields of a brief"
    yield INTRODUCTION
    kinds = reached(Brief)
    for kind in kinds:
        yield f"### {kind.__name__}"
        yield filled(plain(kind.__doc__ or ""))
        base = next((one for one in kind.__mro__[1:] if one in kinds), None)
        if base is not None:
            yield f"It has the fields of a [{base.__name__}](#{base.__name__.lower()}), and:"
        rows = list(_rows(kind, base))
        if rows:
            yield table(("field", "holds", "", "what it is"), rows)


def _rows(kind: type[Entry], base: type[Entry] | None) -> Iterator[tuple[str, ...]]:
    types = hints(kind)
    for name, (attribute, _) in field_names(kind).items():
        field = kind.model_fields[attribute]
        if base is not None and attribute in base.model_fields and types[attribute] == hints(base)[attribute]:
            continue
        said = plain(kind.described().get(attribute, ""))
        yield code(name), holds(types[attribute]), presence(field, types[attribute]), said
    for name, (said, says) in worked_out().items():
        owner, _, field_name = name.partition(".")
        if owner == kind.__name__:
            yield code(field_name), said, "worked out", says


def presence(field: Any, annotation: Any) -> str:
    """Say whether a field may be absent or ``null``."""
    null = any(isinstance(note, OrNull) for note in field.metadata) or "OrNull" in str(annotation)
    absent = not field.is_required() and field.default is None
    words = [word for word, so in (("absent", absent), ("null", null)) if so]
    return f"may be {' or '.join(words)}" if words else ""
