"""Ways through a tree: what is inside a node, what it says, the same with some nodes replaced."""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeAlias, TypeVar, get_args

from briefgen import travel
from briefgen.nodes.blocks import (
    Block,
    BulletList,
    Contents,
    DefinitionItem,
    DefinitionList,
    Figure,
    OrderedList,
    Part,
    Row,
    Table,
)
from briefgen.nodes.inlines import CheckBox, Code, HardBreak, Image, Inline, Label, Str

Node: TypeAlias = Block | Part | Inline

NODE_TYPES: frozenset[type] = frozenset(get_args(Node))
"""Every type of node there is. A test holds each writer against it."""
travel.by_values(NODE_TYPES)


_INSIDE: dict[type, Callable[[Any], tuple[Node, ...]]] = {
    **{kind: operator.attrgetter("children") for kind in NODE_TYPES if any(f.name == "children" for f in fields(kind))},
    **dict.fromkeys((BulletList, OrderedList, DefinitionList), operator.attrgetter("items")),
    Table: lambda node: (*((node.caption,) if node.caption else ()), node.head, *node.rows),
    Figure: lambda node: (node.image, node.caption),
    Contents: lambda node: (*node.title, *node.entries),
    Row: operator.attrgetter("cells"),
    DefinitionItem: lambda node: (*node.term, *node.children),
}
"""How to reach what is inside a node, by its type; the others are leaves."""


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly inside a node, in reading order."""
    inside = _INSIDE.get(type(node))
    return inside(node) if inside else ()


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Yield the nodes and all that is inside them, in reading order."""
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        yield node
        inside = _INSIDE.get(type(node))
        if inside:
            stack.extend(reversed(inside(node)))


def plain(nodes: tuple[Node, ...]) -> str:
    """Return the visible words of inline nodes; a line break counts as a space, a note call as nothing."""
    words = []
    for node in walk(nodes):
        match node:
            case Str() | Code() | Label() | CheckBox():
                words.append(node.text)
            case Image():
                words.append(node.alt)
            case HardBreak():
                words.append(" ")
            case _:
                pass
    return "".join(words)


Kept = TypeVar("Kept")


def changed(part: Kept, changes: Mapping[type, Callable[[Any], Any]]) -> Kept:
    """Return a node, or nodes, with those of some types replaced, at any depth, in reading order.

    What is inside a node is replaced before the node itself.
    """
    made: Any = part
    if isinstance(made, tuple):
        found = [changed(item, changes) for item in made]
        return made if all(map(operator.is_, found, made)) else tuple(found)  # type: ignore[return-value]
    kind: Any = type(made)
    if kind in NODE_TYPES:
        new = {}
        for name in roomy(kind):
            value = getattr(made, name)
            if value and (held := changed(value, changes)) is not value:
                new[name] = held
        if new:
            made = replace(made, **new)
        change = changes.get(kind)
        made = change(made) if change else made
    return made  # type: ignore[no-any-return]


@cache
def roomy(kind: type) -> tuple[str, ...]:
    """Return the names of a node's fields in which there may be others."""
    return tuple(own.name for own in fields(kind) if own.type not in (str, int, bool))
