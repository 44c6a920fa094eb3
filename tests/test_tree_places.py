"""Every problem of the tree names the line of the template that it comes from, and shows it."""

from pathlib import Path

import pytest

from briefgen import template, tree
from briefgen.document import Meta
from briefgen.problems import Place, Problem
from briefgen.project import shipped_templates
from briefgen.tree.styled import unstyled
from test_render import rendered

MACROS = "{% macro pair(item) -%}\n  **{{ item.text }}: **x\n{%- endmacro %}\n"


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("# A\n\nwords **{{ brief.title }}\n", "leftover-mark", 3, 7),
        ("# A\n\nfirst line\nsecond *line* and\nthird **{{ brief.title }}\n", "leftover-mark", 5, 7),
        ("# A\n\none<br>two\nthree **{{ brief.title }}\n", "leftover-mark", 4, 7),
        ("# A\n\none\\\ntwo **{{ brief.title }}\n", "leftover-mark", 4, 5),
        ("# A\n\n{% for d in brief.decisions %}\n- {{ d.text }} ](\n{% endfor %}\n", "leftover-mark", 4, 16),
        (MACROS + "# A\n\n- {{ pair(brief.decisions[0]) }}\n", "leftover-mark", 2, 0),
        ("{% set x %}\n# A\n\n<b>\n{% endset %}\n{{ x }}\n", "leftover-mark", 4, 1),
        ("# A\n\n| a | b |\n|---|---|\n| <b> | b |\n", "leftover-mark", 5, 3),
        ("# A\n\n| a | b |\n|---|---|\n{% for d in brief.decisions %}\n| a | b | {{ d.text }} |\n{% endfor %}\n",
         "table-row-too-long", 6, 0),
        ("# A\n\n{% if brief.title %}\n::: detail\nwords\n{% endif %}\n", "container-not-closed", 4, 0),
        ("# A\n\n```\ncode\n", "code-not-closed", 3, 0),
        ("# A\n\n{% if brief.title %}\n## B\n{% endif %}\n", "empty-section", 4, 0),
        ("# A\n\n#### B\n\nwords\n", "heading-levels", 3, 0),
        ("# A\n\nsee {{ ref('nowhere') }}\n", "unknown-anchor", 3, 0),
        ("# A\n\nsee\n[there](#nowhere)\n", "unknown-anchor", 4, 0),
        ("# A {{ anchor('a') }}\n\n## B {{ anchor('a') }}\n\nwords\n", "same-anchor", 3, 0),
        ("# A\n\nx\n[t](javascript:x)\n", "link-not-allowed", 4, 0),
        ("# A\n\nx\n![](a.png)\n", "picture-without-words", 4, 0),
        ("# A\n\n::: caption\nwords\n:::\n\nwords\n", "caption-without-table", 3, 0),
        ("# A\n\n> ::: landscape\n> words\n> :::\n", "landscape-inside", 3, 0),
        ("# A\n\n::: page-break\nwords\n:::\n", "page-break-filled", 3, 0),
        ("# A\n\n::: contents\n# words\n:::\n", "contents-filled", 3, 0),
        ("# A\n\nwords\n\n::: kickr\nwords\n:::\n", "unknown-container", 5, 0),
        ("# A\n\n::: decisions\n| a |\n|---|\n| b |\n:::\n", "wrong-weights", 4, 0),
    ],
)  # fmt: skip
def test_a_problem_names_its_line(tmp_path: Path, text: str, code: str, line: int, column: int) -> None:
    problem = next(found for found in problems(tmp_path, text) if found.code == code)
    assert (Path(problem.place.file).name, problem.place.line, problem.place.column) == ("own.md.j2", line, column)
    assert problem.excerpt == text.split("\n")[line - 1]


def test_a_problem_of_an_extended_template_names_that_one(tmp_path: Path) -> None:
    text = '{% extends "briefgen/memo/memo.md.j2" %}\n{% block actors %}\nwords **{{ brief.title }}\n\n{% endblock %}\n'
    (problem,) = problems(tmp_path, text)
    assert (Path(problem.place.file).name, problem.place.line) == ("own.md.j2", 3)


def test_a_problem_of_an_included_file_names_that_one(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "part.md.j2").write_text("\n\nwords <b>\n", "utf-8")
    (problem,) = problems(tmp_path, '# A\n\n{% include "part.md.j2" %}\n')
    assert (Path(problem.place.file).name, problem.place.line, problem.excerpt) == ("part.md.j2", 3, "words <b>")


def problems(tmp_path: Path, text: str) -> list[Problem]:
    made = rendered(tmp_path, text)
    parsed = tree.parse(made.markdown, made.bindings, Meta("t"), made.file, made.sources, origins=made.origins)
    look = template.find("own", (tmp_path,), shipped_templates(), Place("x.yaml")).look
    return [*parsed.problems, *unstyled(parsed.document, look, made.origins)]
