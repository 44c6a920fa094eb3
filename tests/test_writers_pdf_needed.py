"""What is left out of style sheets, and that no page looks different without it."""

import re
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings

from briefgen.design import Look
from briefgen.document import Document
from briefgen.writers import pdf
from briefgen.writers.pdf import internals, renderer
from briefgen.writers.pdf.needed import Wanted, needed, wanted
from conftest import tries
from random_trees import documents
from test_writers_html import DESIGN

PAGE = '<html lang="en"><body><h1>A</h1><p dir="rtl">B</p><ul><li>C</li></ul></body></html>'


@pytest.fixture(scope="module")
def defaults() -> str:
    renderer.shared()
    return internals.default_sheet()


def kept(defaults: str, page: str = PAGE, sheets: str = "") -> set[str]:
    lines = needed(defaults, wanted(page, sheets, defaults)).split("\n")
    return {re.sub(r"\s*,\s*", ", ", line).strip() for line in lines}


# --- Which rules ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "rule",
    [
        "li { display: list-item }",
        "h1 { margin-top: .67em; margin-bottom: .67em }",
        "[dir=rtl i] { direction: rtl }",
        "::marker { font-variant-numeric: tabular-nums; white-space: pre; text-transform: none }",
        ":link { color: blue }",
        "@page {",
        "margin: 75px;",
        "tbody { display: table-row-group }",
        "body, h1, html, p, ul { display: block }",
    ],
)
def test_a_rule_that_a_page_can_need_is_kept(defaults: str, rule: str) -> None:
    assert rule in kept(defaults)


@pytest.mark.parametrize(
    "rule",
    [
        "h2 { margin-top: .83em; margin-bottom: .83em }",
        "textarea:empty { height: 3em }",
        "select:not([multiple]) option { display: none }",
        "q::before { content: open-quote }",
    ],
)
def test_a_rule_for_what_is_not_there_is_left_out(defaults: str, rule: str) -> None:
    assert rule in defaults.split("\n")
    assert rule not in kept(defaults)


def test_a_rule_for_an_attribute_is_kept_where_it_is_set(defaults: str) -> None:
    rule = "[dir=ltr i] { direction: ltr }"
    assert rule in kept(defaults, '<p dir="ltr">')
    assert rule not in kept(defaults, "<p>")


def test_the_sheet_is_one_rule_a_line_still(defaults: str) -> None:
    """Where it is not, all of it would be kept, and a build be slower."""
    assert len(needed(defaults, wanted(PAGE, "", defaults))) < len(defaults) / 2


@pytest.mark.parametrize(
    ("rule", "page", "left"),
    [
        (".a { color: red }", '<p class="b a">', ".a { color: red }"),
        (".a { color: red }", '<p class="b">.a', ""),
        (".a, p { color: red }", '<p class="b">', "p { color: red }"),
        ("div.a > p { color: red }", '<div class="a"><h1>', ""),
        ("p:has(a.b) { color: red }", "<p>", "p:has(a.b) { color: red }"),
        ("p :is(.a, .b) { color: red }", "<p>", "p :is(.a, .b) { color: red }"),
        (":is(.a, .b) p:not([c]) { color: red }", "<p>", ":is(.a, .b) p:not([c]) { color: red }"),
        ("[dir=rtl] p, p[dir=rtl] { color: red }", "<p>", ""),
        ("[dir=rtl] p { color: red }", '<p title="&quot; dir=">', ""),
        ("[dir=rtl] p { color: red }", '<p title=">" DIR="rtl">', "[dir=rtl] p { color: red }"),
        ("[hidden] { color: red }", "<td hidden>", "[hidden] { color: red }"),
        ("P.A { color: red }", '<p class="a">', "P.A { color: red }"),
        (r".\31 { color: red }", "<p>", r".\31 { color: red }"),
        ("q { color: red } p { color: red } q { left: 0 }", "<p>", "p { color: red } "),
        ("q { color: red } @media print { p { left: 0 } }", "<p>", "q { color: red } @media print { p { left: 0 } }"),
        ("@font-face { src: url(a) }", "<p>", "@font-face { src: url(a) }"),
        ("  top: 0", "<p>", "  top: 0"),
        ("p { content: '{' }", "<h1>", "p { content: '{' }"),
    ],
)
def test_what_is_left_of_a_line(rule: str, page: str, left: str) -> None:
    assert needed(rule, wanted(page, "", "")) == left


# --- Ways to count ----------------------------------------------------------------------------------------------------
def test_every_way_to_count_is_kept_where_it_is_named(defaults: str) -> None:
    names = re.findall(r"@counter-style ([\w-]+)", defaults)
    assert len(names) > 40
    for name in names:
        lines = kept(defaults, sheets=f"ol {{ list-style-type: {name} }}")
        assert any(f"@counter-style {name} " in line for line in lines)


def test_a_way_to_count_brings_those_that_it_builds_on(defaults: str) -> None:
    lines = "\n".join(kept(defaults, sheets="ol { list-style: upper-armenian }"))
    assert "@counter-style armenian " in lines
    assert "@counter-style hebrew" not in lines
    assert "@counter-style cjk-decimal " in "\n".join(kept(defaults, sheets="p::before{counter(a, japanese-informal)}"))


@pytest.mark.parametrize("name", [r"HEBREW", r"\68 ebrew", r"\000068ebrew", r"he\brew".replace(r"\b", r"\62 ")])
def test_a_name_is_known_however_it_is_written(defaults: str, name: str) -> None:
    assert any("@counter-style hebrew " in line for line in kept(defaults, sheets=f"ol {{ list-style: {name} }}"))


@pytest.mark.parametrize("style", ["hebrew", "upper-roman", "khmer", "japanese-formal", "decimal-leading-zero", "disc"])
def test_an_editors_list_is_counted_as_weasyprint_counts(style: str) -> None:
    from weasyprint.html import UA_COUNTER_STYLE

    made = internals.Defaults.of(wanted(PAGE, f"ol {{ list-style: {style} }}", internals.default_sheet()), None)
    whole = UA_COUNTER_STYLE.copy()
    assert [made.counters.render_value(number, style) for number in (1, 4, 19, 4000)] == [
        whole.render_value(number, style) for number in (1, 4, 19, 4000)
    ]


# --- Pages ------------------------------------------------------------------------------------------------------------
@settings(max_examples=tries(20))
@given(documents())
def test_no_page_looks_different(document: Document) -> None:
    look = replace(Look(DESIGN), css="ol { list-style-type: lower-greek }")
    renderer.shared.cache_clear()
    trimmed = pdf.write(document, look).data
    renderer.shared.cache_clear()
    with pytest.MonkeyPatch.context() as patched:
        for module in (internals, renderer):
            patched.setattr(module, "needed", lambda sheet, _: sheet)
        whole = pdf.write(document, look).data
    renderer.shared.cache_clear()
    assert trimmed == whole


def test_what_pages_want_is_read_once_for_all(defaults: str) -> None:
    machine = renderer.Renderer()
    first = machine._defaults(wanted("<p>", "", defaults))
    assert machine._defaults(wanted("<p>", "", defaults)) is first
    more = machine._defaults(wanted("<h2>", "", defaults))
    assert more.wanted == wanted("<p><h2>", "", defaults)
    assert machine._defaults(wanted("<p>", "", defaults)) is more


def test_what_two_pages_want_is_put_together() -> None:
    empty: frozenset[str] = frozenset()
    one = Wanted(frozenset("a"), empty, frozenset("c"), empty)
    other = Wanted(frozenset("b"), frozenset("d"), empty, frozenset("e"))
    assert one.over(other) == Wanted(frozenset("ab"), frozenset("d"), frozenset("c"), frozenset("e"))


OTHERS = """
from briefgen.writers.pdf import starting
starting.load()
import weasyprint
from weasyprint import html
assert not hasattr(html.UA_STYLESHEET, "__nothing__"), "who asks in vain loses nothing"
assert weasyprint.UA_STYLESHEET is html.UA_STYLESHEET and html.UA_STYLESHEET._given, "it has not been read yet"
words = "<style>ol { list-style: hebrew inside }</style><ol><li>a</ol><p align=right>b"
(page,) = weasyprint.HTML(string=words).render(presentational_hints=True).pages
print(*[box.text for box in page._page_box.descendants() if hasattr(box, "text")], len(html.UA_COUNTER_STYLE) > 40)
print({box.style["text_align_all"] for box in page._page_box.descendants() if box.element_tag == "p"})
"""
"""Another use of WeasyPrint in this process: all of its style sheets hold there."""


THREADS = """
import threading, tinycss2
from briefgen.writers.pdf import starting
with starting._no_sheet_read():
    found = []
    thread = threading.Thread(target=lambda: found.append(tinycss2.parse_stylesheet("p{}")))
    thread.start()
    thread.join()
    print(len(found[0]), len(tinycss2.parse_stylesheet("p{}")))
print(len(tinycss2.parse_stylesheet("p{}")))
"""


def test_other_threads_read_their_sheets_meanwhile() -> None:
    done = subprocess.run([sys.executable, "-c", THREADS], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "0", "1"]


def test_who_else_uses_weasyprint_finds_it_whole() -> None:
    done = subprocess.run([sys.executable, "-c", OTHERS], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["א.  a b True", "{'right'}"], done.stderr
