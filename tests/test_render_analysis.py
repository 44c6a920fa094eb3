"""What is wrong with a template is told without running it: all at once, in branches that never run too."""

from pathlib import Path

import pytest

from briefgen import template
from briefgen.problems import Place, Problem
from briefgen.project import shipped_templates
from briefgen.render import inspect
from briefgen.render.analysis.kinds import _DERIVED_KINDS
from briefgen.render.records import DERIVED


def inspected(tmp_path: Path, text: str, **files: str) -> list[Problem]:
    """Inspect a template of one file, which extends the shipped memo; ``part`` is the text of ``part.md.j2``."""
    folder = tmp_path / "own"
    folder.mkdir(exist_ok=True)
    (folder / "template.yaml").write_text(
        "name: own\ndescription: test\nextends: briefgen/memo\ndocument: own.md.j2\n", "utf-8"
    )
    (folder / "own.md.j2").write_text(text, "utf-8")
    for name, words in files.items():
        (folder / f"{name}.md.j2").write_text(words, "utf-8")
    return inspect(template.find("own", (tmp_path,), shipped_templates(), Place("x.yaml")))


def said(tmp_path: Path, text: str, **files: str) -> list[tuple[int, str, str]]:
    return [(found.place.line, found.message, found.remedy) for found in inspected(tmp_path, text, **files)]


@pytest.mark.parametrize("name", sorted(path.parent.name for path in shipped_templates().glob("*/template.yaml")))
def test_nothing_is_wrong_with_the_shipped_templates(name: str) -> None:
    chosen = template.find(name, (), shipped_templates(), Place("x.yaml"))
    assert inspect(chosen) == []


@pytest.mark.parametrize(
    ("text", "line", "message", "remedy"),
    [
        ("\n{{ brief.titel }}", 2, "a Brief has no 'titel'", "did you mean 'title'?"),
        ("{% if false %}\n{{ brief.titel }}{% endif %}", 2, "a Brief has no 'titel'", "did you mean 'title'?"),
        ("{% if brief.subtitel is defined %}x{% endif %}", 1, "a Brief has no 'subtitel'", "did you mean 'subtitle'?"),
        ("{% for d in brief.decisions %}\n{{ d.titel }}{% endfor %}", 2, "a Decision has no 'titel'", "it has id"),
        ("{% for d in brief.decisions %}{{ d.txt }}{% endfor %}", 1, "a Decision has no 'txt'", "did you mean 'text'?"),
        ("{% set all = brief.decisions | sort(attribute='when') %}{% for d in all %}{{ d.txt }}{% endfor %}",
         1, "a Decision has no 'txt'", "did you mean 'text'?"),
        ("{{ brief.decisions[0].actors[0].nam }}", 1, "an Actor has no 'nam'", "did you mean 'name'?"),
        ("{{ (brief.decisions | first).txt }}", 1, "a Decision has no 'txt'", "did you mean 'text'?"),
        ("{{ brief.actors | map(attribute='nam') | join(', ') }}", 1, "an Actor has no 'nam'", "did you mean"),
        ("{{ brief.decisions | selectattr('commitmint') | list | length }}", 1, "a Decision has no 'commitmint'", ""),
        ("{% for side, all in brief.actors | groupby('sid') %}{% endfor %}", 1, "an Actor has no 'sid'", "'side'"),
        ("{% for side, all in brief.actors | groupby('side') %}{% for a in all %}{{ a.nam }}{% endfor %}{% endfor %}",
         1, "an Actor has no 'nam'", "did you mean 'name'?"),
        ("{% macro m(d) %}\n{{ d.txt }}{% endmacro %}{% for d in brief.decisions %}{{ m(d) }}{% endfor %}",
         2, "a Decision has no 'txt'", "did you mean 'text'?"),
        ("{% macro n(x) %}\n{{ x.txt }}{% endmacro %}{% macro m(d) %}{{ n(d) }}{% endmacro %}{{ m(brief.quotes[0]) }}",
         2, "a Quote has no 'txt'", "did you mean 'text'?"),
        ("{{ brief.header.form }}", 1, "a Header has no 'form'", "did you mean 'from'?"),
        ("{{ brief['titel'] }}", 1, "a Brief has no 'titel'", "did you mean 'title'?"),
        ("{{ brief.title.text }}", 1, "a text has no 'text'", "print the text itself"),
        ("{{ brief.decisions.text }}", 1, "a list has no 'text'", "go through it with {% for … in … %}"),
        ("{{ labels.botom_line }}", 1, "there is no label 'botom-line'", "did you mean 'bottom-line'?"),
        ("{% if options.evidence_anex %}x{% endif %}", 1, "there is no option 'evidence_anex'", "'evidence_annex'"),
        ("{% for d in brief.decisions %}{{ loop.indx }}{% endfor %}", 1, "a loop has no 'indx'", "'index'?"),
        ("{{ breif.title }}", 1, "'breif' is undefined", "did you mean 'brief'?"),
        ("{{ brief.title | uper }}", 1, "there is no filter 'uper'", "did you mean 'upper'?"),
        ("{{ brief.title | safe }}", 1, "there is no filter 'safe' here", "what {{ }} prints is text"),
        ("{{ brief.actors | map('uper') | join }}", 1, "there is no filter 'uper'", "did you mean 'upper'?"),
        ("{% if brief.as_of is statd %}x{% endif %}", 1, "there is no test 'is statd'", "did you mean 'stated'?"),
        ("{{ brief.decisions }}", 1, "a list cannot be printed as a whole", "use {% for %}"),
        ("{{ brief.header }}", 1, "a Header cannot be printed as a whole", "print one of its fields"),
        ("{{ brief.decisions | join(', ') }}", 1, "a Decision cannot be printed as a whole", "map(attribute='label')"),
        ("{{ note }}", 1, "this is a function", "call it"),
        ("{{ note(brief.title) }}", 1, "note() takes a statement", "write it as in note(decision)"),
        ("{{ brief.title() }}", 1, "this is no function", "leave out the parentheses"),
        ("{% for x in brief %}x{% endfor %}", 1, "a Brief is no list", "name one of its lists"),
        ("{% if brief.decisions[0].commitment == 'decidd' %}x{% endif %}",
         1, "'commitment' is never 'decidd'", "'decided'"),
        ("{% if brief.status in ['final', 'finished'] %}x{% endif %}", 1, "'status' is never 'finished'", ""),
        ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}", 1, "the macro 'm' is not given its 'a'", "write m(a)"),
        ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}", 1, "the macro 'm' takes 1 value, and is given 2", ""),
        ("{% macro m(word) %}{{ word }}{% endmacro %}{{ m(wort=1, word=2) }}",
         1, "the macro 'm' takes no 'wort'", "'word'"),
        ("{% include 'zzz' %}", 1, "there is no file 'zzz' in the template", "files there: memo.md.j2"),
        ("{% include '../../etc/passwd' %}", 1, "the path '../../etc/passwd' leads out", "put the file"),
        ("{% include '/etc/passwd' %}", 1, "the path '/etc/passwd' leads out", "put the file into the folder"),
        ("{% block a %}x{% endblock %}{{ self.b() }}", 1, "there is no block 'b' to print", "blocks: a"),
        ("{{ self.b() }}", 1, "there is no block 'b' to print", "this template has none"),
        ("{% block a %}x{% endblock %}{{ a() }}", 1, "'a' is undefined", "write {{ self.a() }}"),
        ("{% block a %}x{% endblock %}{{ self.a }}", 1, "'self.a' lacks its parentheses", "write {{ self.a() }}"),
        ("{{ extra.desk }}", 1, "'extra' is undefined", "'brief.' before them: brief.extra"),
        ("{{ brief.desk }}", 1, "a Brief has no 'desk'", "is written brief.extra.desk; it has briefgen"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int, message: str, remedy: str) -> None:
    ((found_line, found_message, found_remedy),) = said(tmp_path, text)
    assert found_line == line
    assert found_message.startswith(message)
    assert remedy in found_remedy
    assert found_remedy


@pytest.mark.parametrize(
    "text",
    [
        "{% if x is defined %}{% endif %}{{ y | default('a') }}{{ z | d('a') }}",
        "{{ brief.extra.desk }}{{ brief.extra['whatever'] }}",
        "{% macro m(a, b='') %}{{ a }}{{ b }}{{ later() }}{% endmacro %}{% macro later() %}x{% endmacro %}{{ m(1) }}",
        "{% macro m(a) %}{{ a.text }}{{ a.name }}{% endmacro %}{{ m(brief.quotes[0]) }}{{ m(brief.actors[0]) }}",
        "{% macro never(a) %}{{ a.anything }}{% endmacro %}",
        "{% set ns = namespace(n=0) %}{% set ns.n = ns.n + 1 %}{{ ns.n }}",
        "{% for d in brief.decisions recursive %}{{ d.text }}{{ loop(brief.decisions) }}{% endfor %}",
        "{% for a, b in [[1, 2]] %}{{ a }}{{ b }}{% endfor %}",
        "{% if brief.title %}{% set x = 'a' %}{% else %}{% set x = brief.title %}{% endif %}{{ x.upper() }}",
        "{% macro m() %}{{ caller(1) }}{% endmacro %}{% call(d) m() %}{{ d }}{% endcall %}",
        "{% with a = brief.title %}{{ a }}{% endwith %}",
        "{% set words %}{{ brief.title }}{% endset %}{{ words }}",
        "{% include 'none.j2' ignore missing %}",
        "{{ cycler('a', 'b').next() }}{{ range(3) | list | length }}",
        "{{ {'decided': 'x'}[brief.decisions[0].commitment] }}",
        "{{ labels['bottom-line'] }}{{ labels.bottom_line }}",
    ],
)
def test_what_is_right_passes(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, text) == []


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = "{{ brief.a1 }}\n{{ brief.title | b1 }}\n{% if c1 %}x{% endif %}\n{% include 'd1' %}\n{{ labels.e1 }}\n"
    assert [line for line, _, _ in said(tmp_path, text)] == [1, 2, 3, 4, 5]


def test_files_that_belong_to_a_template_are_read_as_well(tmp_path: Path) -> None:
    main = "{% from 'macros.md.j2' import one, tow %}{% import 'macros.md.j2' as m %}\n"
    main += "{{ m.thre() }}{% include 'part.md.j2' %}"
    macros = "{% macro one(d) %}\n{{ d.txt }}{{ brief.title }}{% endmacro %}{% macro two() %}{% endmacro %}"
    part = "\n\n{{ one(brief.decisions[0]) }}{{ brief.titel }}"
    found = inspected(tmp_path, main, macros=macros, part=part)
    assert [(Path(one.place.file).name, one.place.line, one.message) for one in found] == [
        ("macros.md.j2", 2, "a Decision has no 'txt'"),
        ("macros.md.j2", 2, "an imported file knows no 'brief'"),
        ("own.md.j2", 1, "the imported file has no 'tow'"),
        ("own.md.j2", 2, "the imported file has no 'thre'"),
        ("part.md.j2", 3, "a Brief has no 'titel'"),
    ]
    assert all(one.excerpt for one in found)


def test_a_template_that_extends_another(tmp_path: Path) -> None:
    text = (
        '{% extends "briefgen/memo/memo.md.j2" %}\n\nLost\n{% block decision %}x{% endblock %}\n'
        "{% block actors %}\n{{ self.decision() }}{{ self.decisons() }}{{ super() }}\n"
        "{% endblock %}\n"
    )
    found = inspected(tmp_path, text)
    assert [(one.place.line, one.code) for one in found] == [
        (3, "template-outside-blocks"),
        (4, "unknown-block"),
        (6, "template-error"),
    ]


def test_the_kinds_of_derived_fields_are_of_fields_that_there_are() -> None:
    assert set(_DERIVED_KINDS) <= set(DERIVED)
