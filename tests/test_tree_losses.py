"""What may get lost between a template and its tree: notes, cells, containers, and marks that nobody meant to print."""

from typing import Any

import pytest

from briefgen.nodes import Meta, Note, NoteCall, Str, walk
from briefgen.tree import Parsed, parse
from briefgen.values import NoteValue, Text, binding


def parsed(markdown: str, **values: Any) -> Parsed:
    """Parse Markdown in which ``{name}`` stands for a value; ``{n1}``, ``{n2}`` and ``{n3}`` are notes."""
    notes = {f"n{number}": NoteValue(number, (Str(f"Note {number}"),)) for number in (1, 2, 3)}
    with binding() as bindings:
        for name, value in {**notes, **values}.items():
            mark = (Text(value) if isinstance(value, str) else value).__html__()
            markdown = markdown.replace(f"{{{name}}}", mark)
    return parse(markdown, bindings, Meta("t"), "memo.md.j2")


def codes(markdown: str, **values: Any) -> list[str]:
    return [problem.code for problem in parsed(markdown, **values).problems]


@pytest.mark.parametrize(
    ("markdown", "bodies", "calls"),
    [
        ("One.{n1} Two.{n2} One again.{n1}", [1, 2], [1, 2, 1]),
        ("| a{n1} | b |\n| - | - |\n| | |\n\nWords.{n2}", [2], [1]),
        ("term{n1}\n:   {none}\n\nWords.{n2} More.{n3}", [2, 3], [1, 2]),
        ("![alt{n1}](a.png)\n\nWords.{n2}", [2], [1]),
        ("| a{n1} | b |\n| - | - |\n| | |\n\nWords.{n2} And the first.{n1}", [2, 1], [1, 2]),
        ("| a{n3} | b |\n| - | - |\n| | |\n\n- **x{n2}**\n\n> # y{n1}\n", [2, 1], [1, 2]),
    ],
)
def test_notes_are_numbered_over_what_is_kept(markdown: str, bodies: list[int], calls: list[int]) -> None:
    document = parsed(markdown, none=" ").document
    assert document.notes == tuple(Note(at, (Str(f"Note {body}"),)) for at, body in enumerate(bodies, 1))
    assert [node.number for node in walk(document.children) if isinstance(node, NoteCall)] == calls


@pytest.mark.parametrize("markdown", ["`a{n1}`", "![alt{n1}](a.png)", "![*alt{n1}*](a.png)", "[a](https://b.org/{n1})"])
def test_a_note_where_none_can_be_called_is_reported(markdown: str) -> None:
    assert codes(markdown) == ["note-in-literal"]
