"""Number the notes of a tree, once it is known what of it is kept."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from briefgen.nodes import NODE_TYPES, Block, Note, NoteCall, walk

Kept = TypeVar("Kept")


def numbered(blocks: tuple[Block, ...], notes: Mapping[int, Note]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Number the notes in the order of their first calls; a note whose calls were all left out is left out too."""
    numbers = {old: new for new, old in enumerate(called(blocks), 1)}
    kept = tuple(replace(notes[old], number=new) for old, new in numbers.items())
    if all(old == new for old, new in numbers.items()):
        return blocks, kept
    return _renumbered(blocks, numbers), kept


def called(blocks: tuple[Block, ...]) -> list[int]:
    """Return the numbers of the notes that are called, in the order of their first calls."""
    return list(dict.fromkeys(node.number for node in walk(blocks) if isinstance(node, NoteCall)))


def _renumbered(part: Kept, numbers: Mapping[int, int]) -> Kept:
    made: Any = part
    if isinstance(made, tuple):
        made = tuple(_renumbered(item, numbers) for item in made)
    elif isinstance(made, NoteCall):
        made = replace(made, number=numbers[made.number])
    elif type(made) in NODE_TYPES:
        made = replace(made, **{own.name: _renumbered(getattr(made, own.name), numbers) for own in fields(made)})
    return made  # type: ignore[no-any-return]
