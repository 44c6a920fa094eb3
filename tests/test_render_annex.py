"""What an annex of evidence is given: entries with their clauses, paragraphs with what rests on them."""

from pathlib import Path

from briefgen.model import Brief
from briefgen.render.annex import ORDER
from test_render import BRIEF, words

MORE = BRIEF + "open_questions: [{text: When?, evidence: we may build a bridge}]\n"
EACH = "{% for item in brief.annex %}\n{{ item.number }} {{ item.section }} {{ item.kind }}\n\n{% endfor %}"
CLAUSES = """{% for item in brief.annex %}{% for clause in item.clauses %}
{{ item.number }} {{ clause.source }} {{ clause.number }} {{ clause.words }}

{% endfor %}{% endfor %}"""
BACK = """{% for paragraph in brief.sources[0].quoted %}
{{ paragraph.number }}{% for item in paragraph.entries %} {{ item.number }}{% endfor %}

{% endfor %}
{% for item in brief.annex %}{{ item.clauses[0].words }}{% endfor %}"""


def test_entries_are_numbered_in_the_order_of_the_sections(tmp_path: Path) -> None:
    assert words(tmp_path, EACH, MORE).splitlines() == [
        "1 Key decisions statement",
        "2 Key decisions statement",
        "3 In their words quote",
        "4 Open questions question",
    ]


def test_a_clause_says_where_it_stands(tmp_path: Path) -> None:
    assert words(tmp_path, CLAUSES, MORE).splitlines() == [
        "1 Article ¶2 … decided on Tuesday …",
        "2 Article ¶2 … decided on Tuesday …",
        "3 Article ¶2 … we may build a bridge.”",
        "4 Article ¶2 … we may build a bridge.”",
    ]


def test_a_clause_that_is_not_found_says_so(tmp_path: Path) -> None:
    brief = MORE.replace("evidence: we may build a bridge", "evidence: we shall build")
    assert words(tmp_path, CLAUSES, brief).splitlines()[-1] == "4 Article not found in the source we shall build"


def test_a_paragraph_names_what_rests_on_it(tmp_path: Path) -> None:
    assert words(tmp_path, BACK, MORE).splitlines()[0] == "¶2 1 2 3 4"


def test_entries_are_found_by_their_record(tmp_path: Path) -> None:
    found = "brief.annex | selectattr('entry', 'in', brief.bottom_line[0].grounds) | map(attribute='number') | listed"
    assert words(tmp_path, f"{{{{ {found} }}}}", MORE) == "1, 2"


def test_the_order_names_sections_of_a_brief() -> None:
    assert set(ORDER) <= set(Brief.model_fields)
