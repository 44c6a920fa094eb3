"""What may get lost between a template and its tree: notes, cells, containers, and marks that nobody meant to print."""

from dataclasses import replace
from typing import Any

import pytest

from briefgen.document import Meta, Note
from briefgen.nodes import NoteCall, Str, plain, walk
from briefgen.origins import Origins
from briefgen.problems import Place, Problem
from briefgen.project import shipped_templates
from briefgen.template import find
from briefgen.tree import Parsed, parse
from briefgen.tree.styled import unstyled
from briefgen.values import Called, NoteValue, Text, binding


def parsed(markdown: str, **values: Any) -> Parsed:
    """Parse Markdown in which ``{name}`` stands for a value; ``{n1}``, ``{n2}`` and ``{n3}`` are notes."""
    notes = {f"n{number}": NoteValue(Called(number, (Str(f"Note {number}"),))) for number in (1, 2, 3)}
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


def only(markdown: str, **values: Any) -> Problem:
    (problem,) = parsed(markdown, **values).problems
    return problem


@pytest.mark.parametrize(
    "markdown",
    [
        "| a | b |\n| - | - |\n| 1 | {x} | LOST |",
        "a | b\n--- | ---\n1 | {x} | LOST",
        "> | a | b |\n> | - | - |\n> | 1 | {x} | LOST |",
        "- | a | b |\n  | - | - |\n  | 1 | {x} | LOST |",
    ],
)
def test_a_cell_beyond_the_columns_is_reported(markdown: str) -> None:
    problem = only(markdown, x="2 | 3")
    assert problem.code == "table-row-too-long"
    assert problem.message == "the row '1 | 2 | 3 | LOST' has 3 cells, its table 2 columns"


@pytest.mark.parametrize(
    "row", ["| 1 | 2 |", "| 1 |", "| 1 | 2 | |", "| 1 | 2 \\| 3 |", "| 1 | {x} |", "1 | 2", "| 1{n1} | 2 |", "|"]
)
def test_rows_that_lose_nothing(row: str) -> None:
    assert codes(f"| a | b |\n| - | - |\n{row}\n| 3 | 4 |\n", x="5 | 6 | 7") == []


@pytest.mark.parametrize(
    ("markdown", "names"),
    [
        ("::: kicker\na\n\n# b\n", ["::: kicker"]),
        ("::: kicker", ["::: kicker"]),
        (":::: header\na\n", [":::: header"]),
        (":::: header\n::: kicker\na\n::::\n", ["::: kicker"]),
        ("::: a\n::: b\nx\n:::\n", ["::: b"]),
        ("> ::: speaker\n> x\n\ny", ["::: speaker"]),
        ("- a\n\n  ::: detail\n  b\n- c\n", ["::: detail"]),
    ],
)
def test_a_container_that_is_not_closed_is_reported(markdown: str, names: list[str]) -> None:
    problems = parsed(markdown).problems
    assert [problem.code for problem in problems] == ["container-not-closed"] * len(names)
    said = [problem.message for problem in problems]
    for message, name in zip(said, names, strict=True):
        assert message.startswith((f"the container '{name}' is not closed", f"'{name}' stands in '"))


@pytest.mark.parametrize(
    "markdown",
    [
        "::: kicker\na\n:::\n",
        "::: kicker\na\n:::",
        "::: kicker\na\n:::::  \n",
        ":::: header\n::: kicker\na\n:::\n::::\n",
        "> ::: speaker\n> x\n> :::\n\ny",
        "- a\n\n  ::: detail\n  b\n  :::\n- c\n",
        "1. > ::: detail\n   > b\n   > :::\n",
        "::: page-break\n:::\n",
        "```\na\n```\n",
        "> ~~~ x\n> a\n> ~~~\n",
    ],
)
def test_blocks_that_are_closed(markdown: str) -> None:
    assert codes(markdown) == []


@pytest.mark.parametrize("markdown", ["```\na\n\nb\n", "```", "- ```x\n  a\n\nb", "````\na\n```"])
def test_code_that_is_not_closed_is_reported(markdown: str) -> None:
    assert codes(markdown) == ["code-not-closed"]


@pytest.mark.parametrize(
    ("markdown", "mark", "remedy"),
    [
        ("| a | b |", "|", "a table needs the line"),
        ("| a | b |\n| - |\n", "|", "a table needs the line"),
        ("a <b>c", "<b", "there is no HTML here"),
        ("a</DIV>", "</D", "there is no HTML here"),
        (": a definition", ":", "right under its term"),
        ("::: Kicker Big", ":::", "small letters"),
        ("a\n:::", ":::", "small letters"),
        ("{x}**b:**c", "**", "a sign inside"),
    ],
)
def test_marks_that_are_left_over(markdown: str, mark: str, remedy: str) -> None:
    problem = parsed(markdown, x="v").problems[0]
    assert problem.code == "leftover-mark"
    assert problem.message.startswith(f"the mark '{mark}' is printed as it stands")
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    "markdown",
    ["**{x}**: words", "{x}: words", "{x} | y", "a < b", "a <br> b", "{x}", "a: b", "a | b", "2<3", "{x}:::"],
)
def test_what_only_looks_like_a_mark(markdown: str) -> None:
    assert codes(markdown, x=": | <b> ::: **") == []


LOOK = find("memo", (), shipped_templates(), Place("x.yaml")).look


def said_of_look(markdown: str, css: str = "") -> list[tuple[str, str, str]]:
    found = unstyled(parsed(markdown).document, replace(LOOK, css=css), Origins("memo.md.j2"))
    return [(problem.code, problem.message, problem.remedy) for problem in found]


def test_a_container_without_a_look_is_reported_once() -> None:
    assert said_of_look("::: kickr\na\n:::\n\n> :::: kickr\n> a\n> ::::\n") == [
        (
            "unknown-container",
            "the container 'kickr' has no look: the template states no style of that name",
            "did you mean 'kicker'?",
        )
    ]
    ((_, _, remedy),) = said_of_look("::: zzz\na\n:::\n")
    assert remedy == "state it in template.yaml as design.styles.zzz"


@pytest.mark.parametrize("name", ["kicker", "page-break", "decisions", "actors", "framed"])
def test_containers_that_the_look_knows(name: str) -> None:
    assert said_of_look(f"::: {name}\na\n:::\n", ".framed { border: 1pt solid }") == []


def test_weights_that_do_not_fit_the_table_are_reported() -> None:
    table = "| a | b |\n| - | - |\n| 1 | 2 |\n"
    assert said_of_look(f"::: decisions\n> {table.replace(chr(10), chr(10) + '> ')}\n:::\n") == [
        (
            "wrong-weights",
            "the table in 'decisions' has 2 columns, and design.column_weights.decisions 4 numbers",
            "state one number for each column, or delete the line",
        )
    ]
    four = "| a | b | c | d |\n| - | - | - | - |\n| 1 | 2 | 3 | 4 |\n"
    assert said_of_look(f"::: decisions\n{four}:::\n") == []
    assert said_of_look(f":::: decisions\n::: kicker\n{four}:::\n::::\n{table}") == []


@pytest.mark.parametrize(
    ("markdown", "printed"),
    [
        ("日本\n語です", "日本語です"),
        ("カナ、\n「漢字」", "カナ、「漢字」"),
        ("𠀀\n𠀁", "𠀀𠀁"),
        ("한국\n사람", "한국 사람"),
        ("日本\nJapan", "日本 Japan"),
    ],
)
def test_a_line_end_is_a_blank_where_words_stand_apart(markdown: str, printed: str) -> None:
    assert plain(parsed(markdown).document.children) == printed
