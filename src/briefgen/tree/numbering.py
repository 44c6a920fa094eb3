"""Number the notes of a tree, once it is known what of it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from briefgen.nodes import NODE_TYPES, Block, Inline, Note, NoteCall, walk

Kept = TypeVar("Kept")


def numbered(
    blocks: tuple[Block, ...], bodies: Sequence[tuple[Inline, ...]]
) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Number the notes in the order of their first calls; a note whose calls were all left out is left out too.

    The calls in ``blocks`` count from 1 through ``bodies``.
    """
    called = dict.fromkeys(node.number for node in walk(blocks) if isinstance(node, NoteCall))
    numbers = {old: new for new, old in enumerate(called, 1)}
    notes = tuple(Note(new, bodies[old - 1]) for old, new in numbers.items())
    if all(old == new for old, new in numbers.items()):
        return blocks, notes
    return _renumbered(blocks, numbers), notes


def _renumbered(part: Kept, numbers: Mapping[int, int]) -> Kept:
    made: Any = part
    if isinstance(made, tuple):
        made = tuple(_renumbered(item, numbers) for item in made)
    elif isinstance(made, NoteCall):
        made = NoteCall(numbers[made.number])
    elif type(made) in NODE_TYPES:
        made = replace(made, **{own.name: _renumbered(getattr(made, own.name), numbers) for own in fields(made)})
    return made  # type: ignore[no-any-return]
