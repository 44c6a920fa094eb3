"""Records: the fields that only some briefs have; and the words that mistakes in a template are told in."""

from pathlib import Path

import pytest

from briefgen.problems import BriefgenError
from briefgen.render.filters import filter_names
from test_render import BRIEF, rendered, words


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ brief.extra.desk }}", "North & South"),
        ("{{ brief.extra['desk'] }}", "North & South"),
        ("{% if brief.extra.region %}yes{% else %}no{% endif %}", "no"),
        ("{{ brief.extra.region or '–' }}", "–"),
        ("{{ brief.extra.items or 'none' }}", "none"),
        ("{{ brief.extra.keys or 'none' }}", "none"),
        ("{{ 'yes' if 'desk' in brief.extra else 'no' }} {{ 'yes' if 'items' in brief.extra else 'no' }}", "yes no"),
        ("{% if brief.extra %}some{% endif %}", "some"),
        ("{{ [brief] | map(attribute='extra.desk') | join }}", "North & South"),
    ],
)
def test_fields_of_a_brief_s_own(tmp_path: Path, template: str, printed: str) -> None:
    assert words(tmp_path, f"{template}\n") == printed


def test_a_brief_without_fields_of_its_own(tmp_path: Path) -> None:
    brief = BRIEF.replace("extra: {desk: North & South}\n", "")
    assert words(tmp_path, "{% if brief.extra %}some{% else %}none{% endif %}\n", brief) == "none"
    assert words(tmp_path, "{{ brief.extra.desk or 'none' }}\n", brief) == "none"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ brief.extra.region }}", "this field is absent from the content"),
        ("{{ brief.extra }}", "'extra' cannot be printed as a whole"),
        ("{{ brief.extra.get('desk') }}", "this is no function"),
    ],
)
def test_what_cannot_be_printed_of_them(tmp_path: Path, template: str, message: str) -> None:
    with pytest.raises(BriefgenError) as error:
        rendered(tmp_path, template)
    assert error.value.problems[0].message.startswith(message)


@pytest.mark.parametrize(
    ("template", "line", "message", "remedy"),
    [
        ("{{ nota(brief) }}", 1, "'nota' is undefined", "did you mean 'note'?"),
        (
            "{{ xyz }}",
            1,
            "'xyz' is undefined",
            "known names: brief, labels, options, note, commitment, anchor, ref, draft, findings",
        ),
        ("{% for decision in brief.decisions %}{{ decison.text }}{% endfor %}", 1, "'decison'", "mean 'decision'?"),
        ("{% set heading = 'x' %}\n{{ headng }}", 2, "'headng' is undefined", "did you mean 'heading'?"),
        ("{% macro cell(x) %}{% endmacro %}{{ cel(1) }}", 1, "'cel' is undefined", "did you mean 'cell'?"),
        (
            "{% for d in brief.decisions | sort(attribute='commitment') %}{% endfor %}",
            1,
            "the filter 'sort' cannot compare these values, some of which are absent",
            "leave those out first",
        ),
        ("{{ brief.title | replace(1) }}", 1, "the filter 'replace' cannot work with this", "see what stands before"),
        ("{{ note() }}", 1, "'note' cannot be called so", "see what stands in its parentheses"),
        ("{{ '{} {}'.format(brief.title) }}", 1, "'format' cannot be called so", "see what stands in its parentheses"),
        ("{{ brief.title() }}", 1, "this is no function", "leave out the parentheses"),
        (
            "{% macro m() %}\n{{ 'x' // 2 }}\n{% endmacro %}\n\n{{ m() }}",
            2,
            "one cannot calculate with these",
            "numbers of the content are text",
        ),
    ],
)
def test_mistakes_are_told_in_an_editor_s_words(
    tmp_path: Path, template: str, line: int, message: str, remedy: str
) -> None:
    with pytest.raises(BriefgenError) as error:
        rendered(tmp_path, template)
    (problem,) = error.value.problems
    assert problem.place.line == line
    assert problem.message.startswith(message)
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("brief.decisions[0].commitment.format()", "Decided"),
        ("brief.decisions[0].commitment.upper()", "DECIDED"),
        ("brief.decisions[0].commitment.replace('D', 'd')", "decided"),
        ("brief.decisions | selectattr('commitment') | map(attribute='id') | join", "D1D2"),
    ],
)
def test_what_is_done_to_a_choice_is_done_to_its_label(tmp_path: Path, expression: str, printed: str) -> None:
    assert words(tmp_path, f"{{{{ {expression} }}}}\n") == printed


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{% if brief.title > 3 %}{% endif %}", "these two cannot be compared"),
        ("{% for d in brief.decisions if d.commitment < 'z' %}{% endfor %}", "these two cannot be compared"),
        ("{% for x in brief.subtitle %}{% endfor %}", "{% for %} was given what is no list: if it may be absent"),
        ("{{ brief.title - 1 }}", "one cannot calculate with these: numbers of the content are text"),
        ("{{ 1 / 0 }}", "the template divides by zero: ask first"),
        ("{{ 1 % 0 }}", "the template divides by zero: ask first"),
        ("{{ brief.decisions[9].text }}", "there is no item 9 in the list: ask first ({% if …[9] is defined %})"),
        ("{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", "the macro 'm' takes 1 value, and is given 2: see its first"),
        ("{{ brief.titel }}", "a Brief has no 'titel': did you mean 'title'?"),
    ],
)
def test_the_words_of_python_are_put_into_an_editor_s(tmp_path: Path, template: str, words: str) -> None:
    with pytest.raises(BriefgenError) as error:
        rendered(tmp_path, template)
    first = error.value.problems[0]
    assert f"{first.message}: {first.remedy}".startswith(words)


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("brief.sources[0].name", "Article"),
        ("brief.sources[0].coverage", "2 of 3 sentences used."),
        ("'on' if options.evidence_annex else 'off'", "off"),
        ("brief.sources[0].quoted | length", "1"),
        ("brief.known | map(attribute='text') | join(', ')", "Something"),
    ],
)
def test_what_is_worked_out_of_the_sources_and_the_template(tmp_path: Path, expression: str, printed: str) -> None:
    assert words(tmp_path, f"{{{{ {expression} }}}}\n") == printed


def test_sentences_that_are_set_aside_are_counted(tmp_path: Path) -> None:
    brief = BRIEF.replace("label: Article,", "label: Article, set_aside: [{exact: Headline, reason: it is one}],")
    coverage = "{{ brief.sources[0].coverage }}\n"
    assert words(tmp_path, coverage, brief) == "2 of 3 sentences used, 1 set aside."
    german = words(tmp_path, coverage, brief.replace("language: en", "language: de"))
    assert german == "2 von 3 Sätzen verwendet, 1 bewusst ausgelassen."


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("**{{ p.number }}** {{ p.words }}", "¶2 … decided on Tuesday …"),
        ("({{ p.number }}: {{ p.words }})", "(¶2: … decided on Tuesday …)"),
        ("{{ p.number ~ ': ' ~ p.words }}", "¶2: … decided on Tuesday …"),
        ("{{ [p.number, p.words] | join(' – ') }}", "¶2 – … decided on Tuesday …"),
    ],
)
def test_paragraphs_that_the_document_quotes(tmp_path: Path, template: str, printed: str) -> None:
    text = f"{{% for p in brief.sources[0].quoted %}}{template}{{% endfor %}}\n\n{{{{ note(brief.decisions[0]) }}}}\n"
    assert words(tmp_path, text).splitlines()[0] == printed


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ p }}", "a paragraph cannot be printed as a whole: print one of its parts (number, words, entries)"),
        ("{{ p.text }}", "a paragraph has no 'text': it has entries, number, words"),
        ("{{ p.wrods }}", "a paragraph has no 'wrods': did you mean 'words'?"),
        ("{{ p.words | upper }}", "the filter 'upper' works on a value, not on a piece of document"),
        ("{{ options.evidence }}", "there is no option 'evidence': did you mean 'evidence_annex'?"),
        ("{{ options.evidence_annex }}", "yes or no cannot be printed"),
    ],
)
def test_mistakes_with_paragraphs_and_options(tmp_path: Path, template: str, message: str) -> None:
    with pytest.raises(BriefgenError) as error:
        rendered(tmp_path, f"{{% for p in brief.sources[0].quoted %}}{template}{{% endfor %}}")
    (problem,) = error.value.problems
    assert f"{problem.message}: {problem.remedy}".startswith(message)


def test_the_names_of_filters_are_those_that_work() -> None:
    assert {"sort", "capfirst", "join", "upper"} <= set(filter_names())
    assert not {"safe", "escape", "tojson"} & set(filter_names())
