"""How languages write dates, numbers, lists and quotations, and what templates get of it."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import tree
from briefgen.document import Meta
from briefgen.nodes import plain
from briefgen.problems import BriefgenError, Place
from briefgen.project import shipped_templates
from briefgen.render.language import Language
from briefgen.template import SIGNS, find
from test_render import BRIEF, rendered, words


def printed(tmp_path: Path, expressions: list[str], language: str) -> list[str]:
    """Return what a template prints in a language, one paragraph for each expression."""
    text = "\n\n".join(f"{{{{ {expression} }}}}" for expression in expressions)
    return words(tmp_path, text, BRIEF.replace("language: en", f"language: {language}")).split("\n")


def spoken(tmp_path: Path, expression: str, language: str) -> str:
    """Return what a template prints in a language."""
    return printed(tmp_path, [expression], language)[0]


@pytest.mark.parametrize(
    ("language", "listed", "semicolons", "with_and", "with_or"),
    [
        ("en", "A, B, C", "A; B; C", "A, B, and C", "A, B, or C"),
        ("en-GB", "A, B, C", "A; B; C", "A, B and C", "A, B or C"),
        ("de", "A, B, C", "A; B; C", "A, B und C", "A, B oder C"),
        ("de-XX", "A, B, C", "A; B; C", "A, B und C", "A, B oder C"),
        ("fr-CA", "A, B, C", "A\u202f; B\u202f; C", "A, B et C", "A, B ou C"),
        ("ja", "A、B、C", "A、B、C", "A、B、C", "A、B、またはC"),
        ("zh-Hant", "A、B、C", "A、B、C", "A、B和C", "A、B或C"),
        ("ar", "A، B، C", "A، B، C", "A وB وC", "A أو B أو C"),
        ("xx", "A, B, C", "A; B; C", "A, B, and C", "A, B, or C"),
    ],
)
def test_lists(tmp_path: Path, language: str, listed: str, semicolons: str, with_and: str, with_or: str) -> None:
    joints = ("listed", "listed(';')", "listed('and')", "listed('or')")
    shown = printed(tmp_path, [*(f"['A', 'B', 'C'] | {joint}" for joint in joints), "['A'] | listed('and')"], language)
    assert shown == [listed, semicolons, with_and, with_or, "A"]


@pytest.mark.parametrize(
    ("language", "listed"),
    [("en", "Lee, Ann; Smith, Bo"), ("ja", "Lee, Ann、Smith, Bo"), ("fr", "Lee, Ann\u202f; Smith, Bo")],
)
def test_semicolons_stand_between_items_that_hold_commas(tmp_path: Path, language: str, listed: str) -> None:
    assert spoken(tmp_path, "['Lee, Ann', 'Smith, Bo'] | listed(';')", language) == listed


def test_what_the_items_say_does_not_matter(tmp_path: Path) -> None:
    assert spoken(tmp_path, "['a, b', 'c'] | listed", "en") == "a, b, c"


def test_a_list_may_hold_pieces_of_document(tmp_path: Path) -> None:
    macro = "{% macro strong(x) %}**{{ x }}**{% endmacro %}"
    brief = BRIEF.replace("language: en", "language: ja")
    assert words(tmp_path, f"{macro}{{{{ [strong('A'), '**B**'] | listed }}}}", brief) == "A、**B**"


@pytest.mark.parametrize(
    ("language", "long", "short", "full", "month", "era"),
    [
        ("en", "March 9, 2026", "3/9/26", "Monday, March 9, 2026", "March 2026", "March 9, 2026"),
        ("en-GB", "9 March 2026", "09/03/2026", "Monday, 9 March 2026", "March 2026", "9 March 2026"),
        ("de", "9. März 2026", "09.03.26", "Montag, 9. März 2026", "März 2026", "9. März 2026"),
        ("fr", "9 mars 2026", "09/03/2026", "lundi 9 mars 2026", "mars 2026", "9 mars 2026"),
        ("ja", "2026年3月9日", "2026/03/09", "2026年3月9日月曜日", "2026年3月", "令和8年3月9日"),
    ],
)
def test_dates(tmp_path: Path, language: str, long: str, short: str, full: str, month: str, era: str) -> None:
    lengths = ("long", "short", "full", "month", "era", "iso")
    shown = printed(tmp_path, ["brief.as_of", *(f"brief.as_of | date('{length}')" for length in lengths)], language)
    assert shown == [long, long, short, full, month, era, "2026-03-09"]


def test_the_first_year_of_a_japanese_era() -> None:
    japanese = Language("ja")
    written = [japanese.written(day, "era") for day in (date(2019, 5, 1), date(2019, 4, 30), date(1926, 12, 24))]
    assert written == ["令和元年5月1日", "平成31年4月30日", "1926年12月24日"]


@pytest.mark.parametrize(
    ("expression", "message", "remedy"),
    [
        ("brief.as_of | date('shrt')", "there is no date 'shrt'", "did you mean 'short'?"),
        ("brief.title | date", "the filter 'date' works on dates, such as brief.as_of", "ask first"),
        ("['a', 'b'] | listed('&')", "a list is joined by ',', ';', '.' or ' ', or by 'and' or 'or'", ""),
    ],
)
def test_what_a_language_cannot_write(tmp_path: Path, expression: str, message: str, remedy: str) -> None:
    with pytest.raises(BriefgenError) as error:
        spoken(tmp_path, expression, "en")
    (problem,) = error.value.problems
    assert message in problem.message
    assert remedy in problem.remedy
    assert problem.place.file.endswith("own.md.j2")
    assert problem.place.line == 1


@pytest.mark.parametrize(
    ("language", "quoted"),
    [
        ("en", "“x”"),
        ("de", "„x“"),
        ("de-CH", "„x“"),  # the label of German
        ("fr", "«\u00a0x\u00a0»"),
        ("ja", "「x」"),
        ("es", "«x»"),  # without labels, the marks of the language
        ("zh", "“x”"),
        ("zh-Hant-TW", "「x」"),
        ("ar", "«x»"),
        ("xx", "“x”"),
    ],
)
def test_quotation_marks(tmp_path: Path, language: str, quoted: str) -> None:
    both = ["'x' | quoted", "labels.quote_open ~ 'x' ~ labels.quote_close"]
    assert printed(tmp_path, both, language) == [quoted, quoted]


def test_signs_between_words(tmp_path: Path) -> None:
    shown = {
        language: spoken(tmp_path, "'a' ~ labels.colon ~ 'b' ~ ('c' | bracketed)", language)
        for language in ("en", "fr", "ja", "zh-Hant")
    }
    assert shown == {"en": "a: b (c)", "fr": "a\u00a0: b (c)", "ja": "a：b（c）", "zh-Hant": "a：b（c）"}


@given(st.integers(0, 5), st.sampled_from(["en", "ja", "ar", "fa", "th", "zh-Hant"]))
def test_there_is_one_joint_between_any_two(count: int, language: str) -> None:
    for joint in (",", ";", ".", "and", "or"):
        joints = Language(language).joints(count, joint)
        assert len(joints) == max(count - 1, 0)
        assert all(joints)


# --- Labels -----------------------------------------------------------------------------------------------------------
LABEL = re.compile(r"labels\.(\w+)|labels\['([\w-]+)'\]")


@pytest.mark.parametrize("name", sorted(path.parent.name for path in shipped_templates().glob("*/template.yaml")))
def test_every_label_is_there_in_four_languages(name: str) -> None:
    chosen = find(name, (), shipped_templates(), Place("x.yaml"))
    for language in ("en", "ja", "de", "fr"):
        assert chosen.missing_labels(language) == [], language
        assert set(chosen.settings.labels[language]) <= set(chosen.settings.labels["en"]), language
    used = {
        (dotted or quoted).replace("_", "-")
        for folder in chosen.folders
        for path in folder.glob("*.j2")
        for dotted, quoted in LABEL.findall(path.read_text("utf-8"))
    }
    assert len(used) > 20
    assert used <= {*chosen.labels("en"), *SIGNS}


def test_labels_of_a_region_are_those_of_the_language(tmp_path: Path) -> None:
    assert spoken(tmp_path, "labels.decisions", "FR-ca") == "Principales décisions"
    assert spoken(tmp_path, "labels.decisions", "zh-Hant") == "Key decisions"


# --- Protective markings ----------------------------------------------------------------------------------------------
MARKED = BRIEF + 'marking: {scheme: tlp, label: "TLP:AMBER+STRICT", handling: ["NO - COPIES", "Don\'t \\"share\\""]}\n'
MARK = "brief.marking.label"


@pytest.mark.parametrize(
    "expression",
    [
        f"{MARK} | lower",
        f"{MARK} | replace('AMBER', 'ORANGE')",
        f"{MARK} | capfirst",
        f"{MARK}.lower()",
        f"{MARK}.replace('TLP', 'Protocole')",
        f"{MARK}[4:]",
        f"{MARK}[0]",
        f"{MARK} + ''",
        f"'%s' % {MARK}",
        f"'%s' | format({MARK})",
        f"[{MARK}] | map('lower') | listed",
        "brief.marking.handling[0] | title",
    ],
)
def test_no_template_alters_a_marking(tmp_path: Path, expression: str) -> None:
    with pytest.raises(BriefgenError) as error:
        words(tmp_path, f"{{{{ {expression} }}}}", MARKED)
    (problem,) = error.value.problems
    assert problem.message == "a protective marking is printed as it stands, in every language"
    assert problem.remedy.startswith("leave out ")
    assert problem.place.line == 1


@pytest.mark.parametrize("language", ["en", "fr", "ja", "de", "ar"])
def test_a_marking_is_the_same_in_every_language(tmp_path: Path, language: str) -> None:
    text = 'a {{ brief.marking.label }} b{% for word in brief.marking.handling %} {{ word }}{% endfor %} - "c"'
    brief = MARKED.replace("language: en", f"language: {language}")
    made = rendered(tmp_path, text, brief)
    parsed = tree.parse(made.markdown, made.bindings, Meta("T", language=language), made.file, smart=True)
    shown = plain(parsed.document.children[0].children)
    assert 'a TLP:AMBER+STRICT b NO - COPIES Don\'t "share"' in shown
    assert language == "ja" or language == "ar" or '"c"' not in shown, "the words around it are set"
    same = f"{{{{ 'it' if {MARK} == 'TLP:AMBER+STRICT' }}}}"
    assert words(tmp_path, same, brief) == "it"


def test_a_label_cannot_translate_a_marking(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    text = "name: own\ndescription: D\nextends: briefgen/memo\nlabels: {fr: {tlp-red: 'TLP:ROUGE'}}\n"
    (folder / "template.yaml").write_text(text, "utf-8")
    with pytest.raises(BriefgenError) as error:
        find("own", (tmp_path,), shipped_templates(), Place("x.yaml"))
    assert [problem.code for problem in error.value.problems] == ["unknown-label"]
