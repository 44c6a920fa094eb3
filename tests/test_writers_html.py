"""The HTML writer: what goes in comes out of an HTML parser, and no text can change the elements."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tinyhtml5
from hypothesis import given, settings

from briefgen import yamlfile
from briefgen.design import Design
from briefgen.document import Document, Meta
from briefgen.nodes import (
    NODE_TYPES,
    Anchor,
    Block,
    BlockQuote,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Container,
    DefinitionItem,
    DefinitionList,
    Emphasis,
    Foreign,
    HardBreak,
    Heading,
    Image,
    Inline,
    Link,
    ListItem,
    NoteCall,
    OrderedList,
    Paragraph,
    Row,
    Span,
    Str,
    Strong,
    Table,
)
from briefgen.validate import validate
from briefgen.writers import html, scripts
from conftest import tries
from random_trees import TEXTS, document, documents

# Hypothesis describes a strategy when a test starts, and finds that of whole trees too long to describe.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

TEMPLATE = Path(__file__).parent.parent / "templates/memo/template.yaml"


def load_design() -> Design:
    raw = yamlfile.read(TEMPLATE.read_bytes(), str(TEMPLATE))
    design, problems = validate(raw["design"], Design)
    assert design is not None, problems
    return design


DESIGN = load_design()


def written(*blocks: Block, language: str = "en", at_foot: bool = True, **notes: Any) -> str:
    whole = dataclasses.replace(document(blocks, **notes), meta=Meta("T", language=language))
    return html.fragment(whole, DESIGN, notes_at_foot=at_foot)


def para(*parts: Inline | str) -> Paragraph:
    return Paragraph(tuple(Str(part) if isinstance(part, str) else part for part in parts))


def parsed(text: str) -> Any:
    """Parse as a browser does."""
    root = tinyhtml5.parse(f"<!DOCTYPE html><body>{text}", namespace_html_elements=False)
    return root.find("body")


def text_of(element: Any) -> str:
    return "".join(element.itertext())


def test_every_type_of_node_has_its_function() -> None:
    assert set(html._WRITERS) == NODE_TYPES


# --- Any text, anywhere -----------------------------------------------------------------------------------------------
def first(tag: str) -> Callable[[Any], str]:
    return lambda body: text_of(body.find(f".//{tag}"))


def attribute(tag: str, name: str) -> Callable[[Any], str]:
    return lambda body: str(body.find(f".//{tag}").get(name))


def table(head: str, cell: str) -> Table:
    return Table(Row((Cell((Str(head),)),)), (Row((Cell((Str(cell),)),)),), ("left",))


POSITIONS: dict[str, tuple[Callable[[str], Block], Callable[[Any], str]]] = {
    "paragraph": (lambda text: para(text), first("p")),
    "strong": (lambda text: para(Strong((Str(text),))), first("strong")),
    "span": (lambda text: para(Span("missing", (Str(text),))), first("p")),
    "code": (lambda text: para(Code(text)), first("code")),
    "link": (lambda text: para(Link("#x", (Str(text),))), first("a")),
    "address": (lambda text: para(Link(text, (Str("x"),))), attribute("a", "href")),
    "link title": (lambda text: para(Link("#x", (Str("x"),), text)), attribute("a", "title")),
    "description": (lambda text: para(Image("p.png", text)), attribute("img", "alt")),
    "item": (lambda text: BulletList((ListItem((para(text),)),)), first("li")),
    "term": (lambda text: DefinitionList((DefinitionItem((Str(text),), (para("x"),)),)), first("dt")),
    "head cell": (lambda text: table(text, "x"), first("th")),
    "cell": (lambda text: table("x", text), first("td")),
    "quote": (lambda text: BlockQuote((para(text),)), first("blockquote/p")),
    "container": (lambda text: Container("header", (para(text),)), first("div/p")),
    "code block": (lambda text: CodeBlock(text), first("pre")),
    "before a call": (lambda text: para(text, NoteCall(1)), lambda body: text_of(body)[: -len("11 Note 1")]),
}


@pytest.mark.parametrize("position", POSITIONS)
@given(text=TEXTS)
@settings(max_examples=tries(50))
def test_any_text_reads_back_from_any_position(position: str, text: str) -> None:
    build, read = POSITIONS[position]
    body = parsed(written(build(text)))
    assert read(body) == text
    assert shape(body) == shape(parsed(written(build("x"))))


@given(text=TEXTS.filter(lambda text: bool(text.strip())))
def test_any_heading_reads_back(text: str) -> None:
    heading = parsed(written(Heading(2, (Str(text),), "anchor"))).find("h2")
    assert text_of(heading) == text
    assert heading.attrib["data-label"] == text.strip()


def shape(element: Any) -> list[Any]:
    """Return the elements inside an element, with those classes that do not follow from the letters of the text.

    Elements that only name a language are looked through.
    """
    found: list[Any] = []
    for child in element:
        if child.tag == "span" and not child.get("class"):
            found += shape(child)
        else:
            own = child.get("class", "")
            found.append((child.tag, "" if own in ("_long", "_upright") else own, shape(child)))
    return found


def harmless(node: Any) -> Any:
    """Return a tree with ``x`` for each text (a blank for one that is blank)."""
    if isinstance(node, tuple):
        return tuple(map(harmless, node))
    if not dataclasses.is_dataclass(node):
        return node
    texts = {"text", "alt", "href", "src"}
    return dataclasses.replace(
        node,  # type: ignore[type-var]
        **{
            field.name: ("x" if value.strip() else " ") if field.name in texts else harmless(value)
            for field in dataclasses.fields(node)
            if (value := getattr(node, field.name)) is not None and not isinstance(value, Meta)
        },
    )


@given(whole=documents(1))
@settings(max_examples=tries(40))
def test_the_elements_are_those_of_a_harmless_text(whole: Document) -> None:
    body = parsed(html.fragment(whole, DESIGN))
    assert shape(body) == shape(parsed(html.fragment(harmless(whole), DESIGN)))


@given(whole=documents(1))
@settings(max_examples=tries(40))
def test_what_breaks_the_accessible_pdf_is_never_written(whole: Document) -> None:
    body = parsed(html.fragment(whole, DESIGN))
    assert [list(link) for link in body.iter("a") if len(link)] == []
    assert all(head.get("scope") == "col" for head in body.iter("th"))
    filled = [element for tag in ("h1", "h2", "h3", "h4", "th", "li", "dt") for element in body.iter(tag)]
    assert all(text_of(element) or len(element) for element in filled)
    assert all(picture.get("alt") for picture in body.iter("img"))


@given(whole=documents(1))
@settings(max_examples=tries(30))
def test_every_call_leads_to_its_note_and_back(whole: Document) -> None:
    for at_foot in (True, False):
        body = parsed(html.fragment(whole, DESIGN, notes_at_foot=at_foot))
        named = (element.get("id", "") for element in body.iter())
        anchors = [name for name in named if name and not name.startswith("passage:")]
        assert len(anchors) == len(set(anchors))
        marks = [link for link in body.iter("a") if link.get("class") in ("_call", "_back")]
        assert {link.get("href")[1:] for link in marks} <= set(anchors)
        assert len(marks) >= 2 * len(whole.notes)


# --- Notes ------------------------------------------------------------------------------------------------------------
def test_the_first_call_carries_the_note_and_the_next_ones_lead_to_it() -> None:
    assert written(para("a", NoteCall(1), " b", NoteCall(1)), notes=((Str("body"),),)) == (
        '<p><span class="_kept">a<a class="_call" id="call:1" href="#note:1">1</a>'
        '<span class="_footnote" id="note:1"><a class="_back" href="#call:1">1</a> body</span></span>'
        ' <span class="_kept">b<a class="_call" href="#note:1">1</a></span></p>'
    )


def test_notes_can_stand_at_the_end() -> None:
    body = parsed(written(para("a", NoteCall(1)), at_foot=False, notes=((Str("body"),),)))
    assert text_of(body.find("p")) == "a1"
    assert text_of(body.find("section/ol/li")) == "1 body"


def test_two_marks_side_by_side_are_set_apart() -> None:
    assert "a1,2" in text_of(parsed(written(para("a", NoteCall(1), NoteCall(2)), at_foot=False)))


def test_a_mark_takes_no_part_of_a_joined_word_with_it() -> None:
    assert written(para("نص", NoteCall(1)), at_foot=False).startswith('<p dir="rtl">نص<span class="_kept"><a')


# --- Links ------------------------------------------------------------------------------------------------------------
def test_marked_words_of_a_link_stand_outside_its_element() -> None:
    link = Link("https://example.org", (Str("a "), Strong((Emphasis((Str("b"),)),)), Code("c"), HardBreak(), Str("d")))
    assert written(para(link)) == (
        '<p><a href="https://example.org">a </a><strong><em><a href="https://example.org">b</a></em></strong>'
        '<code><a href="https://example.org">c</a></code><br><a href="https://example.org">d</a></p>'
    )


def test_on_a_page_without_pages_a_link_is_one_element() -> None:
    link = Link("#x", (Str("a "), Strong((Emphasis((Str("b"),)),)), Code("c"), HardBreak(), Foreign("ar", (Str("م"),))))
    assert written(para(link), at_foot=False) == (
        '<p><a href="#x">a <strong><em>b</em></strong><code>c</code><br><span lang="ar" dir="rtl">م</span></a></p>'
    )
    called = Link("#x", (Strong((Str("a"), NoteCall(1))),))
    assert "</a><a" in written(para(called), at_foot=False), "no link stands in another"


def test_neighbouring_words_of_a_link_are_one_element() -> None:
    assert written(para(Link("#x", (Str("a"), Str("b"))))) == '<p><a href="#x">ab</a></p>'


# --- Languages --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("see 日本語の話 here", "en", 'see <span lang="ja">日本語の話</span> here'),
        ("敵基地", "en", '<span lang="zh">敵基地</span>'),
        ("敵基地", "ja", "敵基地"),
        ("한국", "ja", '<span lang="ko">한국</span>'),
        ("漢字", "zh-Hant-TW", "漢字"),
        ("「quoted」", "en", "「quoted」"),
        ("¥100 – “x”", "en", "¥100 – “x”"),
    ],
)
def test_east_asian_runs_name_their_language(text: str, language: str, expected: str) -> None:
    assert written(para(text), language=language) == f"<p>{expected}</p>"


def test_kana_anywhere_makes_chinese_characters_japanese() -> None:
    assert '<span lang="ja">敵基地</span>' in written(para("敵基地"), para("かな"))


@pytest.mark.parametrize(
    ("text", "language", "own", "expected"),
    [
        ("Wörter", "de", "en", '<span lang="de">Wörter</span>'),
        ("敵基地 and", "ja", "en", '<span lang="ja">敵基地 and</span>'),
        ("敵基地", "zh-Hant", "ja", '<span lang="zh-Hant">敵基地</span>'),
        ("see 한국", "ja", "en", '<span lang="ja">see <span lang="ko">한국</span></span>'),
        ("see 敵の", "de", "ja", '<span lang="de">see <span lang="ja">敵の</span></span>'),
    ],
)
def test_words_in_another_language_name_it(text: str, language: str, own: str, expected: str) -> None:
    assert written(para(Foreign(language, (Str(text),))), language=own) == f"<p>{expected}</p>"


def test_a_link_in_another_language_is_within_its_element() -> None:
    link = Link("#x", (Str("see "), Foreign("zh", (Str("敵基地"),))))
    assert written(para(link)) == '<p><a href="#x">see </a><span lang="zh"><a href="#x" lang="zh">敵基地</a></span></p>'


def test_a_place_in_the_text_can_be_linked_to() -> None:
    body = parsed(written(para(Anchor("passage:1:4"), "¶4"), para(Link("#passage:1:4", (Str("¶4"),)))))
    assert body.find("p/span").attrib == {"id": "passage:1:4"}
    assert text_of(body.find("p/span")) == ""
    assert body.find("p/a").get("href") == "#passage:1:4"


@pytest.mark.parametrize(
    ("text", "language", "attribute"),
    [
        ("هذا نص", "en", ' dir="rtl"'),
        ("1. שלום וברכה and", "en", ' dir="rtl"'),
        ("شراء الطاحونة. Author: not stated. Published: 2026.", "en", ""),
        ("Al-Nakheel: تدرس الهيئة رفع تعرفة المياه", "en", ""),
        ("BBC: قرر المجلس شراء الطاحونة", "ar", ""),
        ("English هذا", "en", ""),
        ("123", "ar", ""),
        ("هذا", "ar", ""),
        ("English", "ar", ' dir="ltr"'),
    ],
)
def test_a_paragraph_runs_against_the_document_by_its_first_letter_and_most_of_them(
    text: str, language: str, attribute: str
) -> None:
    assert written(para(text), language=language).startswith(f"<p{attribute}>")


@pytest.mark.parametrize(("language", "expected"), [("ar-EG", ' lang="ar-EG" dir="rtl"'), ("ja", ' lang="ja"')])
def test_the_page_names_its_language(language: str, expected: str) -> None:
    assert html.page_attributes(language) == expected


@given(text=TEXTS)
def test_runs_lose_nothing(text: str) -> None:
    assert "".join(run for run, _ in scripts.runs(text, "ja")) == text


# --- Blocks -----------------------------------------------------------------------------------------------------------
def test_an_empty_head_cell_is_no_head() -> None:
    head = Row((Cell(()), Cell((Str("B"),))))
    written_table = written(Table(head, (Row((Cell((Str("a"),)), Cell(()))),), ("left", "right")))
    assert '<thead>\n<tr><td></td><th scope="col" class="_right">B</th></tr>\n</thead>' in written_table


def test_a_table_without_rows_has_only_a_body() -> None:
    written_table = written(Table(Row((Cell((Str("A"),)),)), (), ("left",)))
    assert "<thead>" not in written_table
    assert '<th scope="col">A</th>' in written_table


def test_a_heading_that_only_calls_notes_is_announced_by_their_numbers() -> None:
    calls = Heading(2, (NoteCall(1), NoteCall(2)), "x")
    heading = parsed(written(calls, at_foot=False, notes=((Str("n"),), (Str("m"),)))).find("h2")
    assert heading.attrib == {"id": "x", "data-label": "1, 2"}
    assert text_of(heading) == "1,2"


def test_a_heading_without_words_and_an_empty_paragraph_leave_nothing() -> None:
    assert written(Heading(2, (Str(" "),), "x"), Paragraph(()), para("a")) == "<p>a</p>"


def test_a_missing_picture_leaves_its_description() -> None:
    whole = document((para(Image("p.png", "a <chart>")),))
    assert html.fragment(whole, DESIGN, picture={}.get) == "<p>[a &lt;chart&gt;]</p>"


def test_a_list_keeps_its_first_number_and_its_empty_items() -> None:
    numbered = OrderedList((ListItem((para("a"),)), ListItem(())), start=4, tight=False)
    assert written(numbered) == '<ol start="4">\n<li><p>a</p></li>\n<li><p>&#160;</p></li>\n</ol>'


@pytest.mark.parametrize("text", ["\na", "a\n", "\n\n", "  a\n\tb"])
def test_code_keeps_its_lines(text: str) -> None:
    assert text_of(parsed(written(CodeBlock(text))).find("pre")) == text


# --- Columns ----------------------------------------------------------------------------------------------------------
def widths(*blocks: Block) -> list[float]:
    return [float(col.get("style")[len("width:") : -1]) for col in parsed(written(*blocks)).iter("col")]


def rows(*lines: tuple[str, ...]) -> Table:
    cells = [Row(tuple(Cell((Str(text),)) for text in line)) for line in lines]
    return Table(cells[0], tuple(cells[1:]), ("left",) * len(lines[0]))


def test_columns_have_the_weights_of_their_container() -> None:
    weights = DESIGN.column_weights["decisions"]
    found = widths(Container("decisions", (rows(("How", "What", "Who", "When"), ("a", "b", "c", "d")),)))
    assert found == pytest.approx([weight / sum(weights) * 100 for weight in weights], abs=0.02)


def test_a_column_takes_what_its_longest_word_needs() -> None:
    lines = (("How", "What", "Who", "When"), ("Incomprehensibilities", "b", "c", "d"))
    plain_widths = widths(Container("decisions", (rows(lines[0], ("a", "b", "c", "d")),)))
    found = widths(Container("decisions", (rows(*lines),)))
    assert found[0] > plain_widths[0]
    assert found[1] < plain_widths[1]
    assert sum(found) == pytest.approx(100, abs=0.05)


def test_columns_follow_their_content() -> None:
    found = widths(
        rows(("No.", "What was decided and by whom"), ("1", "A long sentence that goes on for a while " * 3))
    )
    assert found[0] < 20 < 80 < found[1]


def test_a_word_that_fits_nowhere_leaves_room_for_the_others() -> None:
    found = widths(rows(("A", "Ministry"), ("x" * 5000, "y")))
    assert found[1] > 100 * len("Ministry") * 0.5 / 52
    assert sum(found) == pytest.approx(100, abs=0.05)


# --- Words that run against the line ----------------------------------------------------------------------------------
def test_words_that_run_against_the_line_are_set_apart() -> None:
    said = written(Paragraph((Str("The paper هيئة المياه, 2026 (page 3)."),)))
    assert '<span dir="rtl">هيئة المياه</span>, 2026 (page 3).' in said
    said = written(Paragraph((Str("قالت "), Str("Delta Water (Ltd.)"), Str(" 2026"))), language="ar")
    assert '<span dir="ltr">Delta Water (Ltd.)</span> 2026' in said


def test_words_in_another_language_are_set_apart_where_they_run_against_the_line() -> None:
    said = written(Paragraph((Str("Article: “"), Foreign("ar", (Str("هيئة المياه."),)), Str("” 5"))))
    assert '“<span lang="ar" dir="rtl">هيئة المياه.</span>” 5' in said
    assert 'lang="fr">eau' in written(Paragraph((Str("Article: “"), Foreign("fr", (Str("eau"),)), Str("”"))))


def test_a_link_that_runs_against_the_line_says_so_itself() -> None:
    said = written(Paragraph((Str("See "), Link("https://example.org", (Str("هيئة المياه!"),)), Str(", 2026"))))
    assert '<a href="https://example.org" dir="rtl">هيئة المياه!</a>, 2026' in said
