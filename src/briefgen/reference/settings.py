"""The part of the reference on ``template.yaml``."""

from collections.abc import Iterator
from typing import Any

from pydantic.fields import FieldInfo

from briefgen.design import PARTS
from briefgen.explain import filled
from briefgen.fields import Entry
from briefgen.reference.kinds import hints, holds, plain, reached
from briefgen.reference.shipped import own_styles
from briefgen.reference.told import code, table, told
from briefgen.template import Settings

HEAD = ("key", "holds", "left out", "what it is")


def settings() -> Iterator[str]:
    """Yield the sections."""
    yield "## template.yaml"
    yield "A template that extends another states only what differs; all else is as in the other, value by value."
    for kind in reached(Settings):
        if kind is not Settings:
            yield f"### {kind.__name__}"
            yield filled(plain(kind.__doc__ or ""))
        yield table(HEAD, rows(kind))
    yield "## Styles"
    yield filled(
        "The names under `styles:`. Those that say *always* are asked for by every document; the others are boxes and "
        "spans of the shipped templates. A template may add its own: a box `::: name` has the look of the style `name`."
    )
    told_of = [(code(one.name), "always" if one.name in PARTS else "", one.says) for one in told("parts").values()]
    told_of += [(code(name), "", says) for name, says in own_styles()]
    yield table(("style", "", "what it is for"), told_of)


def rows(kind: type[Entry]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each key of a file of settings."""
    types = hints(kind)
    for name, field in kind.model_fields.items():
        yield code(field.alias or name), holds(types[name]), _default(field), plain(kind.described().get(name, ""))


def _default(field: FieldInfo) -> str:
    value: Any = field.default
    if field.is_required():
        return "must be given"
    if value is None or value in ((), {}) or isinstance(value, Entry):
        return ""
    return code(
        str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)
    )
