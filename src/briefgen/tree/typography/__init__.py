"""Typewriter's signs → those of a compositor, in the manner of each language.

Letters, digits and the words that they make stay as they are, and so do code, addresses and what looks like either.
What is changed is typography in the sense of evidence: :func:`briefgen.evidence.normalise` makes the same of a text
before and after. Applied to what is set already it changes nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from briefgen.document import Note
from briefgen.nodes import (
    INLINE_TYPES,
    NODE_TYPES,
    Anchor,
    Foreign,
    HardBreak,
    Link,
    NoteCall,
    Str,
    plain,
    roomy,
)
from briefgen.tree.typography.blanks import set_blanks
from briefgen.tree.typography.dashes import set_dashes, set_ellipses
from briefgen.tree.typography.line import LETTER, Leaf, Line
from briefgen.tree.typography.quotes import set_quotes

Part = TypeVar("Part")
_PARTS = NODE_TYPES | {Note}
_RULES = (set_quotes, set_dashes, set_ellipses, set_blanks)


def typeset(part: Part, language: str) -> Part:
    """Set the text of nodes, or of notes. ``language`` is the BCP 47 tag of the document.

    The text of a block is read as one, so that a mark at the edge of stress or of a link is seen with its neighbours.
    """
    made: Any = part
    kind: Any = type(made)
    if isinstance(made, tuple) and any(type(item) in INLINE_TYPES for item in made):
        return _set(made, language)  # type: ignore[return-value]
    if isinstance(made, tuple):
        made = tuple(typeset(item, language) for item in made)
    elif kind in _PARTS:
        made = replace(made, **{name: typeset(getattr(made, name), language) for name in roomy(kind)})
    return made  # type: ignore[no-any-return]


def _set(inlines: tuple[Any, ...], language: str) -> tuple[Any, ...]:
    return tuple(_with(inlines, iter(_texts(tuple(_leaves(inlines, language))))))


@lru_cache(maxsize=4096)
def _texts(leaves: tuple[Leaf, ...]) -> tuple[str, ...]:
    """Return the texts of a line as they are set. A draft and the next build of a brief have most of them again."""
    line = Line(leaves)
    for rule in _RULES:
        rule(line)
    return tuple(line.texts())


def _leaves(inlines: Iterable[Any], language: str) -> Iterator[Leaf]:
    """Yield the text of inline nodes, and something in the place of what is none."""
    for node in inlines:
        match node:
            case Str():
                yield Leaf(node.text, language, own=not node.fixed)
            case HardBreak():
                yield Leaf("\n", language, own=False)
            case NoteCall() | Anchor():
                continue
            case Foreign():
                yield from _leaves(node.children, node.language)
            case _ if inside := _inside(node):
                yield from _leaves(inside, language)
            case _:
                yield Leaf(LETTER, language, own=False)


def _with(inlines: Iterable[Any], texts: Iterator[str]) -> Iterator[Any]:
    """Yield the nodes with other texts."""
    for node in inlines:
        if isinstance(node, Str):
            yield node if node.fixed else replace(node, text=next(texts))
        elif inside := _inside(node):
            yield replace(node, children=tuple(_with(inside, texts)))
        else:
            yield node


def _inside(node: Any) -> tuple[Any, ...]:
    """Return the nodes inside one; a link whose words are its address has none that are text."""
    inside: tuple[Any, ...] = getattr(node, "children", ())
    if isinstance(node, Link) and plain(inside) and node.href.removeprefix("mailto:").endswith(plain(inside)):
        return ()
    return inside
