"""Mistakes in the tags of a template are told in an editor's words, all at once, each with line and column."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.render.analysis.syntax import mistakes, repaired
from briefgen.render.analysis.tags import tags
from briefgen.render.sandbox import Sandbox
from conftest import ROOT
from test_render_analysis import inspected


@pytest.mark.parametrize(
    ("text", "places", "message", "remedy"),
    [
        ("x\n{{ brief.title }\n", [(2, 1)], "'{{ brief.title }' is not closed", "close it with '}}'"),
        ("{{ brief.title\n\nx {{ brief.title }}", [(1, 1)], "'{{ brief.title' is not closed", "close it with '}}'"),
        ("{% if brief.title\nx", [(1, 1)], "'{% if brief.title' is not closed", "close it with '%}'"),
        ("# T {#id}", [(1, 5)], "'{#' begins a comment, and nothing ends it", "{{ anchor('name') }}"),
        ("{% if brief.title %}\nx", [(1, 1)], "'{% if brief.title %}' is not closed", "add {% endif %}"),
        ("{% for d in brief.decisions %}\n\n{% if d.when %}\nx\n{% endfor %}", [(3, 1)],
         "'{% if d.when %}' is not closed before '{% endfor %}' of line 5", "add {% endif %} above that line"),
        ("{% if brief.title %}\n{% for d in brief.decisions %}\n{% endif %}\n{% endfor %}", [(2, 1), (4, 1)],
         "'{% for d in brief.decisions %}' is not closed before '{% endif %}' of line 3", "add {% endfor %}"),
        ("x{% endif %}", [(1, 2)], "'{% endif %}' ends nothing: no {% if %} is open", "take it out"),
        ("{% if brief.title %}x{% end if %}", [(1, 22)], "found '{% end if %}'", "write {% endif %}"),
        ("{% if brief.title == “x” %}x{% endif %}", [(1, 1)], "found the quotation mark “", "write the straight ones"),
        ("{% if brief.title == 「x」 %}x{% endif %}", [(1, 1)], "found the quotation mark 「", "write the straight"),
        ("{% if brief.title = 'x' %}x{% endif %}", [(1, 1)], "found '=' in a condition", "to compare, write '=='"),
        ("{% if brief.title && draft %}x{% endif %}", [(1, 1)], "found '&&'", "write 'and'"),
        ("{% if !draft %}x{% endif %}", [(1, 1)], "found '!'", "write 'not'"),
        ("{% if draft %}a{% else %}b\n{% elif brief.title %}c{% endif %}", [(2, 1)],
         "'{% elif brief.title %}' stands behind the {% else %} of line 1", "put {% else %} last"),
        ("{% if draft %}a{% else if brief.title %}c{% endif %}", [(1, 16)], "found '{% else if", "write {% elif brief"),
        ("{{ brief.title || 'x' }}", [(1, 1)], "found '||'", "write 'or'"),
        ("{{ brief.title | }}", [(1, 1)], "found the end of the tag where a name is expected", "a name is made of"),
        ("{{ }}", [(1, 1)], "'{{ }}' is empty", "write what it is to print"),
        ("{{ brief.title ｜ upper }}", [(1, 1)], "found the full-width sign ｜", "write the half-width one: |"),
        ("{{ note（brief.decisions[0]） }}", [(1, 1)], "found the full-width sign （", "write the half-width one: ("),
        ("{% for d brief.decisions %}x{% endfor %}", [(1, 1)], "'{% for %}' lacks its 'in'", "{% for item in list %}"),
        ("{{ brief titel }}", [(1, 1)], "found 'titel' where the tag should end", "a field is written with a dot"),
        ("{{ 'it's' }}", [(1, 1)], "a quotation mark is missing", "words in a tag stand between two of them"),
        ("{% foreach d in brief.decisions %}x{% endfor %}", [(1, 1), (1, 36)], "there is no tag '{% foreach %}'",
         "did you mean 'for'?"),
        ("{{ note(brief.decisions[0] }}", [(1, 1)], "a ')' is missing", "close what is opened"),
        ("{{ brief.decisions[0 }}", [(1, 1)], "a ']' is missing", "close what is opened"),
        ("{% include memo.md.j2 %}", [(1, 0)], "the file name memo.md.j2 lacks its quotation marks", "write"),
        ("{% block a %}x{% endblock %}\n{% block a %}y{% endblock %}", [(2, 0)], "there are two blocks 'a'", "another"),
        ("{{ brief.title ? 'a' : 'b' }}", [(1, 1)], "found '?'", "write {{ this if condition else that }}"),
        ("{{% brief.title %}}", [(1, 1)], "found '{{%'", "write {{ … }} to print"),
        ("{% autoescape false %}x{% endautoescape %}", [(1, 1), (1, 24)], "there is no {% autoescape %} here", "leave"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_tag(
    tmp_path: Path, text: str, places: list[tuple[int, int]], message: str, remedy: str
) -> None:
    found = inspected(tmp_path, text)
    assert [(problem.place.line, problem.place.column) for problem in found] == places
    assert found[0].message.startswith(message)
    assert remedy in found[0].remedy
    assert found[0].excerpt == text.split("\n")[places[0][0] - 1]


def test_what_is_right_besides_is_read_all_the_same(tmp_path: Path) -> None:
    text = "{% if brief.as_of = 2 %}x{% endif %}\n{{ brief.titel }}\n{{ brief.title | | upper }}\n{{ 'a' b }}\n"
    assert [problem.place.line for problem in inspected(tmp_path, text)] == [1, 2, 3, 4]


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.j2")), ids=lambda path: path.name)
def test_nothing_is_wrong_with_the_tags_of_the_shipped_templates(path: Path) -> None:
    text, sandbox = path.read_text("utf-8"), Sandbox()
    assert list(mistakes(text, sandbox)) == []
    assert repaired(text, sandbox) == text


PIECES = st.lists(
    st.sampled_from(
        ["{{ ", " }}", "{% ", " %}", "{# ", " #}", "if x", "endif", "for x in y", "endfor", "else", "elif z", "'", '"',
         "a", "\n", "{", "}", "set x", "=", "endset", "raw", "endraw", "|", "(", ")", "｛", "“", "macro m(x)"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(PIECES)
def test_tags_cover_the_text_in_order(text: str) -> None:
    end = 0
    for tag in tags(text):
        assert end <= tag.start < tag.end <= len(text)
        assert text.count("\n", 0, tag.start) + 1 == tag.line
        assert text.split("\n")[tag.line - 1][tag.column - 1 :].startswith(tag.opening)
        end = tag.end


@given(PIECES)
def test_what_jinja_refuses_is_told_and_what_it_takes_is_not(text: str) -> None:
    """The mistakes that are told lie in the text; of a text that Jinja takes, nothing would be asked."""
    sandbox = Sandbox()
    for line, column, message, remedy in mistakes(text, sandbox):
        assert 1 <= line <= text.count("\n") + 1
        assert column <= len(text.split("\n")[line - 1]) + 1
        assert message
        assert remedy
    assert repaired(text, sandbox).count("\n") == text.count("\n")
