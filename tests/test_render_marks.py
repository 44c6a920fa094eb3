"""What a template gets wrong without anybody noticing, and without its document showing it."""

from pathlib import Path

import pytest

from briefgen.project import shipped_templates
from briefgen.render.analysis.marks import marks
from test_render_analysis import inspected


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "remedy"),
    [
        ("x\n{{ '**' if draft }}", 2, 1, "'**' is printed as it stands", "write it outside the braces"),
        ("{{ brief.actors | map(attribute='label') | join('<br>') }}", 1, 1, "'<br>' is printed", "outside the braces"),
        ("{{ '[x](https://example.org)' }}", 1, 1, "'[x](https://example.org)' is printed", "outside the braces"),
        ("# Title {#id}\n\nx\n\n{# note #}", 1, 9, "'{#id}' begins a comment, which swallows all up to line 5",
         "anchor('name')"),
        ("{# a\n{# b #}\nc\n", 1, 1, "the comment holds another one, of line 2", "end the first one"),
        ("{ { brief.title } }", 1, 1, "found '{ {', with a blank in it", "with no blank between their signs"),
        ("「｛｛ brief.title ｝｝」", 1, 2, "found the full-width sign '｛｛'", "write the half-width ones"),
        ("{ brief.title }", 1, 1, "'{ brief.title }' is printed as it stands", "write it with two braces"),
        ("a brief.title }} b", 1, 15, "found '}}', which nothing opened", "write '{{' where it begins"),
        ("if draft %}x", 1, 10, "found '%}', which nothing opened", "write '{%' where it begins"),
        ("{% block a %}\nOne\n{% endblock %}\n{% block b %}\nTwo\n{% endblock %}", 5, 0,
         "no empty line parts what stands at '{% block b %}'", "leave an empty line there"),
        ("One\n{% block a %}\nTwo\n\n{% endblock %}", 3, 0, "no empty line parts", "leave an empty line there"),
        ("One\n\n{% include 'part.md.j2' %}\nTwo", 3, 0, "no empty line parts", "leave an empty line there"),
    ],
)  # fmt: skip
def test_a_slip_is_told(tmp_path: Path, text: str, line: int, column: int, message: str, remedy: str) -> None:
    found = [one for one in inspected(tmp_path, text, part="Part\n") if one.code == "template-slip"]
    assert (found[0].place.line, found[0].place.column) == (line, column)
    assert found[0].message.startswith(message)
    assert remedy in found[0].remedy
    assert found[0].excerpt == text.split("\n")[line - 1]


@pytest.mark.parametrize(
    "text",
    [
        "{{ brief.subtitle or '–' }}{{ brief.actors | map(attribute='label') | join(', ') }}{{ '(' }}",
        "{# a comment with {{ a tag }} #}\n\nx",
        "## {{ brief.title }} {# why #}\n\nx",
        "{% if draft %}\na\n{% endif %}\nb",
        "{% for d in brief.decisions %}\n- {{ d.text }}\n{% endfor %}",
        "{% block a %}\n- One\n{% endblock %}\n{% block b %}\n- Two\n{% endblock %}",
        "{% block a %}\nOne\n\n{% endblock %}\n{% block b %}\nTwo\n\n{% endblock %}",
        "One\n\n{% include 'part.md.j2' %}\n\nTwo",
        "{{ {'a': {'b': 1}}['a']['b'] }}",
        "{% raw %}{{ x }}{% endraw %}",
    ],
)
def test_what_is_meant_so_passes(tmp_path: Path, text: str) -> None:
    assert [one for one in inspected(tmp_path, text, part="Part\n") if one.code == "template-slip"] == []


@pytest.mark.parametrize("path", sorted(shipped_templates().rglob("*.j2")), ids=lambda path: path.name)
def test_nothing_is_wrong_with_the_shipped_templates(path: Path) -> None:
    assert list(marks(path.read_text("utf-8"), lambda name: None)) == []
