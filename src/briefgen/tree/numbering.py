"""Number the notes of a tree, once it is known what of it is kept."""

from collections.abc import Mapping
from dataclasses import replace

from briefgen.document import Note
from briefgen.nodes import Block, NoteCall, changed, walk


def numbered(blocks: tuple[Block, ...], notes: Mapping[int, Note]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Number the notes in the order of their first calls; a note whose calls were all left out is left out too."""
    numbers = {old: new for new, old in enumerate(called(blocks), 1)}
    kept = tuple(replace(notes[old], number=new) for old, new in numbers.items())
    if all(old == new for old, new in numbers.items()):
        return blocks, kept
    return changed(blocks, {NoteCall: lambda node: replace(node, number=numbers[node.number])}), kept


def called(blocks: tuple[Block, ...]) -> list[int]:
    """Return the numbers of the notes that are called, in the order of their first calls."""
    return list(dict.fromkeys(node.number for node in walk(blocks) if isinstance(node, NoteCall)))
