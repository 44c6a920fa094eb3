"""What the filters of templates make of the kinds that they are given, and of which fields they are told the names."""

from collections.abc import Callable

from jinja2 import nodes

from briefgen.render.analysis.kinds import ANY, NUMBER, WORDS, Kind, ListOf, Pair, joined

SAME = {"list", "sort", "reverse", "select", "reject", "unique", "selectattr", "rejectattr"}
FIRST = {"first", "last", "min", "max"}
TEXT = {
    "upper",
    "lower",
    "capitalize",
    "capfirst",
    "title",
    "trim",
    "replace",
    "truncate",
    "string",
    "format",
    "urlencode",
    "date",
}
COUNT = {"length", "count", "wordcount", "sum"}
ATTRIBUTE_FIRST = {"selectattr", "rejectattr", "groupby", "sum"}
"""Filters whose first argument is the name of a field."""
ATTRIBUTE_NAMED = {"map", "sort", "unique", "min", "max", "join", "listed", "groupby", "sum"}
"""Filters that are told the name of a field as ``attribute=``."""
NESTED = {"map": 0, "select": 0, "reject": 0, "selectattr": 1, "rejectattr": 1}
"""Filters that are told the name of another filter or of a test, and in which place."""


def attribute(node: nodes.Filter) -> nodes.Expr | None:
    """Return the argument that names a field."""
    for keyword in node.kwargs:
        if keyword.key == "attribute" and node.name in ATTRIBUTE_NAMED:
            return keyword.value
    return node.args[0] if node.name in ATTRIBUTE_FIRST and node.args else None


def made(node: nodes.Filter, given: Kind, picked: Kind | None, argument: Callable[[int], Kind]) -> Kind:
    """Return the kind of what a filter makes of something.

    ``picked`` is the kind of the field that it is told, where it is told one.
    """
    name, item = node.name, given.item if isinstance(given, ListOf) else ANY
    if name in SAME:
        return given if isinstance(given, ListOf) else ANY
    if name in FIRST:
        return item
    if name in TEXT:
        return WORDS
    if name in COUNT:
        return NUMBER
    if name == "map":
        return ListOf(picked if picked is not None else ANY)
    if name == "groupby":
        return ListOf(Pair(picked if picked is not None else ANY, ListOf(item)))
    if name in {"batch", "slice"}:
        return ListOf(ListOf(item))
    if name in {"default", "d"} and node.args:
        return joined((given, argument(0)))
    return ANY
