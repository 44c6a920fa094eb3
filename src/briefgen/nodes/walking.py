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


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly inside a node, in reading order."""
    match node:
        case Table():
            return (*((node.caption,) if node.caption else ()), node.head, *node.rows)
        case Figure():
            return (node.image, node.caption)
        case Contents():
            return (*node.title, *node.entries)
        case Row():
            return node.cells
        case BulletList() | OrderedList() | DefinitionList():
            return node.items
        case DefinitionItem():
            return (*node.term, *node.children)
        case _:
            # A leaf has none: Str, Code, HardBreak, Image, Anchor, Label, CheckBox, NoteCall, CodeBlock, Rule …
            return getattr(node, "children", ())


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Yield the nodes and all that is inside them, in reading order."""
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(children(node)))


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
        found = tuple(changed(item, changes) for item in made)
        return made if all(map(operator.is_, found, made)) else found  # type: ignore[return-value]
    if type(made) in NODE_TYPES:
        kind: type = type(made)
        inside = {name: value for name in _fields(kind) if _holds(value := getattr(made, name))}
        new = {name: changed(value, changes) for name, value in inside.items()}
        if any(new[name] is not value for name, value in inside.items()):
            made = replace(made, **new)
        change = changes.get(type(made))
        made = change(made) if change else made
    return made  # type: ignore[no-any-return]


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """Return the names of a node's fields; to ask its class each time takes longer than all else here."""
    return tuple(own.name for own in fields(kind))


def _holds(value: object) -> bool:
    return isinstance(value, tuple) or type(value) in NODE_TYPES
