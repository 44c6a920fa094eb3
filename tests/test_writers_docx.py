import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

import docx_samples as samples
from briefgen.document import Document, Meta, Note
from briefgen.nodes import (
    NODE_TYPES,
    Anchor,
    BlockQuote,
    Code,
    CodeBlock,
    Container,
    Emphasis,
    Foreign,
    Heading,
    Image,
    Link,
    ListItem,
    NoteCall,
    Rule,
    Span,
    Str,
    walk,
)
from briefgen.writers.docx import write
from briefgen.writers.docx.blocks import BLOCKS, PARTS
from briefgen.writers.docx.inlines import INLINES
from conftest import tries
from docx_reading import NAMES, WordFile, text, value
from docx_samples import bullets, document, everything, item, numbers, para, row, table, terms, words

PARTS_WITH_STYLES = [
    f"word/{name}.xml" for name in ("document", "footnotes", "header1", "header2", "footer1", "footer2")
]
_W = {"w": NAMES["w"]}
_R_ID = f"{{{NAMES['r']}}}id"


def made(source: Document) -> WordFile:
    return WordFile(write(source, samples.look()).data)


@pytest.fixture(scope="module")
def hard() -> WordFile:
    return made(everything())


# --- Every node -------------------------------------------------------------------------------------------------------
def test_the_tables_cover_every_type_of_node() -> None:
    assert {*INLINES, *BLOCKS, *PARTS} == NODE_TYPES
    assert len(INLINES) + len(BLOCKS) + len(PARTS) == len(NODE_TYPES)


def test_a_document_with_every_type_of_node_keeps_all_its_words(hard: WordFile) -> None:
    source = everything()
    assert {type(node) for node in walk((*source.children, *source.notes[0].children))} == NODE_TYPES
    written = "\n".join([*hard.texts(), *hard.texts("word/footnotes.xml")])
    sought = [node.text for node in walk(source.children) if isinstance(node, Str | Code)]
    assert len(sought) > 50
    assert [one for one in sought if one not in written] == []


def test_items_are_in_word_s_own_list_styles_which_number_what_is_added_to_them() -> None:
    file = made(document(bullets("a", ListItem((para("b"), para("more"), numbers("c")))), para("d")))
    styles = {text(one): value(one, "./w:pPr/w:pStyle") for one in file.paragraphs()}
    assert styles == {"a": "ListBullet", "b": "ListBullet", "more": "ListContinue", "c": "ListNumber", "d": "BodyText"}
    used = {value(one, ".") for one in file.find("//w:p/w:pPr/w:numPr/w:numId")}
    for style, kind in (("ListBullet", "bullet"), ("ListNumber", "decimal")):
        number = file.find(f"//w:style[@w:styleId='{style}']/w:pPr/w:numPr/w:numId", "word/styles.xml")[0]
        own = value(number, ".")
        assert own not in used
        list_ = file.find(f"//w:num[@w:numId='{own}']/w:abstractNumId", "word/numbering.xml")[0]
        path = f"//w:abstractNum[@w:abstractNumId='{value(list_, '.')}']/w:lvl[1]/w:numFmt"
        assert value(file.tree("word/numbering.xml"), path) == kind


# --- What another program reads ---------------------------------------------------------------------------------------
def pandoc(source: Document, folder: Path) -> Any:
    path = folder / "read.docx"
    path.write_bytes(write(source, samples.look()).data)
    return json.loads(pypandoc.convert_file(str(path), "json", format="docx"))


def of_kind(tree: Any, kind: str) -> list[Any]:
    """Return the content of all nodes of a kind in pandoc's tree."""
    if isinstance(tree, list):
        return [found for one in tree for found in of_kind(one, kind)]
    if not isinstance(tree, dict):
        return []
    own = [tree.get("c")] if tree.get("t") == kind else []
    return own + [found for one in tree.values() for found in of_kind(one, kind)]


def read(tree: Any) -> str:
    """Return the words of a part of pandoc's tree."""
    if isinstance(tree, list):
        return "".join(map(read, tree))
    if not isinstance(tree, dict):
        return ""
    if tree.get("t") in ("Space", "SoftBreak"):
        return " "
    if tree.get("t") == "Code":
        return str(tree["c"][1])
    if tree.get("t") == "Note":
        return ""
    return tree["c"] if tree.get("t") == "Str" else read(list(tree.values()))


def test_pandoc_reads_headings_links_and_notes(tmp_path: Path) -> None:
    source = document(
        *(Heading(level, words(f"Level {level}"), f"level-{level}") for level in range(1, 7)),
        para("See ", Link("#level-2", words("above")), " and ", Link("https://example.org/a?b=1&c=2", words("there"))),
        para("Noted", NoteCall(1), " twice", NoteCall(2)),
        notes=2,
    )
    tree = pandoc(source, tmp_path)
    headings = of_kind(tree, "Header")
    assert [(level, read(inside)) for level, _, inside in headings] == [(n, f"Level {n}") for n in range(1, 7)]
    inside_link, outside_link = of_kind(tree, "Link")
    assert inside_link[2][0] == f"#{headings[1][1][0]}"
    assert (read(outside_link[1]), outside_link[2][0]) == ("there", "https://example.org/a?b=1&c=2")
    assert [read(note) for note in of_kind(tree, "Note")] == ["note 1", "note 2"]


def test_pandoc_reads_lists_with_their_levels_and_starts(tmp_path: Path) -> None:
    source = document(
        numbers("five", item("six", bullets("dot", item("dot", numbers("deep one", "deep two")))), start=5),
        numbers("one again", "two"),
        bullets("last"),
    )
    tree = pandoc(source, tmp_path)
    ordered = of_kind(tree, "OrderedList")
    assert [(attributes[0], len(items)) for attributes, items in ordered] == [(5, 2), (1, 2), (1, 2)]
    (nested,) = of_kind(ordered[0], "BulletList")
    assert ["".join(of_kind(one, "Str")) for one in nested] == ["dot", "dotdeeponedeeptwo"]
    assert read(ordered[1][1]) == "deep onedeep two"
    assert [len(items) for items in of_kind(tree, "BulletList")] == [2, 1]


def test_pandoc_reads_tables_quotations_and_code(tmp_path: Path) -> None:
    source = document(
        table(row("Who", "What"), row("Kishi", Code("a  b")), row("", "considers")),
        BlockQuote((para("Their words"),)),
        CodeBlock("first\n  second <&>\n"),
    )
    tree = pandoc(source, tmp_path)
    (grid,) = of_kind(tree, "Table")
    assert [read(cell) for _, cells in grid[3][1] for cell in cells] == ["Who", "What"]
    assert [read(cell) for _, cells in grid[4][0][3] for cell in cells] == ["Kishi", "a  b", "", "considers"]
    assert [read(quote) for quote in of_kind(tree, "BlockQuote")] == ["Their words"]
    assert [code for _, code in of_kind(tree, "CodeBlock")] == ["first\n  second <&>"]


# --- Lists ------------------------------------------------------------------------------------------------------------
def test_each_list_is_an_instance_of_its_own_that_starts_anew() -> None:
    file = made(document(numbers("a", start=3), numbers("b", start=0), bullets("c")))
    used = [value(file.paragraph(one), "./w:pPr/w:numPr/w:numId") for one in "abc"]
    assert len(set(used)) == 3
    starts = {
        number: value(file.tree("word/numbering.xml"), f"./w:num[@w:numId={number}]/w:lvlOverride/w:startOverride")
        for number in used
    }
    assert list(starts.values()) == ["3", "0", None]


def test_a_start_that_word_cannot_count_to_is_reported() -> None:
    written = write(document(numbers("a", start=999_999_999)), samples.look())
    assert [problem.code for problem in written.problems] == ["list-start-not-kept"]
    file = WordFile(written.data)
    assert value(file.tree("word/numbering.xml"), "//w:num[last()]//w:startOverride") == "32767"


def test_lists_deeper_than_word_knows_still_go_further_in(hard: WordFile) -> None:
    levels = [hard.paragraph(f"level {level}") for level in range(1, 13)]
    marks = [int(value(one, "./w:pPr/w:numPr/w:ilvl") or -1) for one in levels]
    assert marks == [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8]
    lefts = [int(value(one, "./w:pPr/w:ind", "left") or 0) for one in levels]
    assert lefts == sorted(set(lefts))


def test_an_item_has_one_mark_whatever_it_begins_with() -> None:
    grid = table(row("h"), row("c"))
    file = made(document(numbers(item(grid), item(), item(bullets("x")), item("two", "paragraphs"), item(Rule()))))
    (number,) = {value(one, ".", "val") for one in file.find("//w:numId")} - {
        value(file.paragraph("x"), "./w:pPr/w:numPr/w:numId")
    }
    assert len(file.find(f"//w:p[w:pPr/w:numPr/w:numId/@w:val={number}]")) == 5
    assert value(file.paragraph("paragraphs"), "./w:pPr/w:numPr/w:numId") is None
    assert value(file.paragraph("paragraphs"), "./w:pPr/w:ind", "left") == "360"


# --- Tables -----------------------------------------------------------------------------------------------------------
def test_a_table_repeats_its_head_and_keeps_its_rows_whole(hard: WordFile) -> None:
    grids = hard.find("//w:tbl[w:tblPr/w:tblStyle/@w:val='BriefTable']")
    assert len(grids) == 9
    for grid in grids:
        assert len(grid.xpath("./w:tr[1]/w:trPr/w:tblHeader", namespaces=_W)) == 1
        assert len(grid.xpath("./w:tr[position()>1]/w:trPr/w:tblHeader", namespaces=_W)) == 0
        assert len(grid.xpath("./w:tr/w:trPr/w:cantSplit", namespaces=_W)) == 3
        assert value(grid, "./w:tblPr/w:tblLook", "firstRow") == "1"
        assert value(grid, "./w:tblPr/w:tblDescription") == "A; Bcd; C"
        columns = [int(one) for one in grid.xpath("./w:tblGrid/w:gridCol/@w:w", namespaces=_W)]
        assert abs(sum(columns) - int(value(grid, "./w:tblPr/w:tblW", "w") or 0)) <= 3


def test_every_cell_and_the_document_end_with_a_paragraph(hard: WordFile) -> None:
    cells = hard.find("//w:tc")
    assert len(cells) > 50
    assert {one[-1].tag for one in cells} == {f"{{{_W['w']}}}p"}
    assert [hard.find("/w:document/w:body/*")[n].tag.partition("}")[2] for n in (-2, -1)] == ["p", "sectPr"]


def test_two_tables_do_not_run_into_one(hard: WordFile) -> None:
    assert hard.find("//w:tbl[following-sibling::*[1][self::w:tbl]]") == []


def test_columns_follow_the_weights_of_the_container_and_else_the_content() -> None:
    rows = (row("a", "b"), row("word", "a much longer line of words than the other one has"))
    weighted = samples.look(column_weights={"weighted": (3.0, 1.0)})
    source = document(Container("weighted", (Container("inner", (table(*rows),)),)), table(*rows))
    file = WordFile(write(source, weighted).data)
    first, second = (
        [int(one) for one in grid.xpath("./w:tblGrid/w:gridCol/@w:w", namespaces=_W)] for grid in file.find("//w:tbl")
    )
    assert first[0] > 2 * first[1]
    assert second[1] > 2 * second[0]


# --- Notes ------------------------------------------------------------------------------------------------------------
def test_a_note_is_real_at_its_first_call_and_a_field_at_later_ones() -> None:
    source = document(
        Heading(1, words("H", NoteCall(1)), "h"),
        table(row("a", "b"), row(NoteCall(2), NoteCall(1))),
        bullets(item(para("x", NoteCall(3), NoteCall(2)))),
        notes=3,
    )
    file = made(source)
    assert [value(one, ".", "id") for one in file.find("//w:footnoteReference")] == ["1", "2", "3"]
    orders = [one.text.split() for one in file.find("//w:instrText")]
    assert orders == [["NOTEREF", "_Note1", "\\f", "\\h"], ["NOTEREF", "_Note2", "\\f", "\\h"]]
    for number in (1, 2):
        (start,) = file.find(f"//w:bookmarkStart[@w:name='_Note{number}']")
        held = file.find(f"//w:bookmarkStart[@w:name='_Note{number}']/following-sibling::*[1]//w:footnoteReference")
        assert [value(one, ".", "id") for one in held] == [str(number)]
        assert start.getnext().getnext().tag.endswith("bookmarkEnd")
    assert text(file.paragraph("x,2")) == "x,2", "calls side by side are set apart, and the field shows its number"
    notes = file.find("//w:footnote[not(@w:type)]", "word/footnotes.xml")
    assert [(value(one, ".", "id"), text(one)) for one in notes] == [(str(n), f"\tnote {n}") for n in (1, 2, 3)]


def test_a_note_keeps_its_links_and_pictures(hard: WordFile) -> None:
    targets = hard.addresses("footnotes.xml")
    (link,) = hard.find("//w:hyperlink/@r:id", "word/footnotes.xml")
    assert targets[link] == "https://example.org/n"
    assert "media/image1.png" in targets.values()


@pytest.mark.parametrize(
    ("calls", "notes"),
    [
        pytest.param((), (1,), id="never called"),
        pytest.param((1,), (), id="call without a note"),
        pytest.param((2, 1), (1, 2), id="numbered in another order than called"),
        pytest.param((1, 3), (1, 3), id="numbered with a gap"),
        pytest.param((1,), (1, 1), id="two notes of one number"),
    ],
)
def test_wrong_numbers_of_notes_are_a_mistake_of_the_program(calls: tuple[int, ...], notes: tuple[int, ...]) -> None:
    bodies = tuple(Note(number, words("n")) for number in notes)
    source = Document((para(*map(NoteCall, calls)),), bodies, Meta(title="T"))
    with pytest.raises(ValueError, match="notes are"):
        write(source, samples.look())


# --- Links and bookmarks ----------------------------------------------------------------------------------------------
def test_bookmarks_are_unique_and_every_link_leads_to_one() -> None:
    anchors = ["a b", "a-b", "A_B", "x" * 60, "x" * 60 + "y", "1", "_Note1", "日本"]
    headings = [Heading(2, words(f"h{n}"), anchor) for n, anchor in enumerate(anchors)]
    links = [para(Link(f"#{anchor}", words(f"to {n}"))) for n, anchor in enumerate(anchors)]
    file = made(document(*headings, *links, para(NoteCall(1), "x", NoteCall(1)), notes=1))
    names = [str(one) for one in file.find("//w:bookmarkStart/@w:name")]
    assert len(names) == len(anchors) + 1
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"\w{1,40}", name) for name in names)
    assert [str(one) for one in file.find("//w:hyperlink/@w:anchor")] == names[: len(anchors)]
    starts, ends = (file.find(f"//w:bookmark{end}/@w:id") for end in ("Start", "End"))
    assert sorted(starts) == sorted(ends)
    assert len(set(starts)) == len(starts)


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://example.org/a b?q=ü&r=<x>#é", "https://example.org/a%20b?q=%C3%BC&r=%3Cx%3E#%C3%A9"),
        ("https://example.org/100%", "https://example.org/100%"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("mailto:a@b.org?subject=Hi there", "mailto:a@b.org?subject=Hi%20there"),
        ("http://example.org:8080", "http://example.org:8080"),
    ],
)
def test_addresses_are_written_in_characters_that_word_takes(href: str, expected: str) -> None:
    file = made(document(para(Link(href, words("w"), 'A "tip"'))))
    (link,) = file.find("//w:hyperlink")
    assert file.addresses()[link.get(_R_ID)] == expected
    assert value(link, ".", "tooltip") == 'A "tip"'


@pytest.mark.parametrize(
    "href", ["http://[bad", "http://exa mple.org/", "https://h:99999/", "#nowhere", f"http://a/{'b' * 3000}"]
)
def test_a_link_that_word_would_choke_on_becomes_its_words(href: str) -> None:
    written = write(document(para("so ", Link(href, words("it reads")))), samples.look())
    file = WordFile(written.data)
    assert file.texts() == ["so it reads"]
    assert file.find("//w:hyperlink") == []
    assert [problem.code for problem in written.problems] == ["link-not-made"]


def test_a_note_leads_to_a_place_in_the_text() -> None:
    link = Link("#passage:1:4", words("¶4"))
    source = Document(
        (para("x", NoteCall(1)), para(Anchor("passage:1:4"), "¶4 words", NoteCall(1))),
        (Note(1, words("Article, ", link, ": “words”")),),
        Meta(title="T"),
    )
    file = made(source)
    (there,) = file.find("//w:bookmarkStart[not(starts-with(@w:name, '_Note'))]/@w:name")
    assert file.find("//w:hyperlink/@w:anchor", "word/footnotes.xml") == [there]
    place = file.find(f"//w:bookmarkStart[@w:name='{there}']/following-sibling::*")
    assert [one.tag.partition("}")[2] for one in place[:2]] == ["bookmarkEnd", "r"]
    assert [one.text.split()[:2] for one in file.find("//w:instrText")] == [["NOTEREF", "_Note1"]]


# --- Languages --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("language", "content", "expected"),
    [
        ("de", "Wörter", [("Wörter", {"val": "de-DE"})]),
        ("fr-CA", "ASCII", [("ASCII", {"val": "fr-CA"})]),
        ("ja", "敵基地 and", [("敵基地", {"eastAsia": "ja-JP"}), (" and", {})]),
        ("zh-Hant", "敵", [("敵", {"eastAsia": "zh-TW"})]),
        ("de", "in 日本の", [("in ", {"val": "de-DE"}), ("日本の", {"eastAsia": "ja-JP"})]),
        ("fa", "نص", [("نص", {"bidi": "fa-IR"})]),
        ("he", "שלום", [("שלום", {"bidi": "he-IL"})]),
    ],
)
def test_words_in_another_language_name_it(language: str, content: str, expected: list[Any]) -> None:
    file = made(document(para("a ", Foreign(language, words(Emphasis(words(content)))), " b")))
    runs = [
        (text(one), {etree.QName(key).localname: found for key, found in dict(lang[0].attrib).items()} if lang else {})
        for one in file.find("//w:p[.//w:t='a ']/w:r")
        for lang in [one.xpath("./w:rPr/w:lang", namespaces=_W)]
    ]
    assert runs == [("a ", {}), *expected, (" b", {})]


# --- Pictures ---------------------------------------------------------------------------------------------------------
def test_a_picture_is_shown_with_its_words_and_within_the_line() -> None:
    look = samples.look()
    wide = type(look)(look.design, pictures={"wide.png": samples.png(4000, 1000)})
    written = write(document(para(Image("wide.png", "Wide & blue", "T")), para(Image("wide.png", "again"))), wide)
    file = WordFile(written.data)
    assert written.problems == ()
    assert file.find("//wp:docPr/@descr") == ["Wide & blue", "again"]
    assert len(set(file.find("//wp:docPr/@id"))) == 2
    ((width, height), _) = zip(file.find("//wp:extent/@cx"), file.find("//wp:extent/@cy"), strict=True)
    margins = look.design.margins
    assert int(width) == pytest.approx((look.design.paper_size()[0] - margins.left - margins.right) * 36000, abs=2)
    assert int(width) == pytest.approx(4 * int(height), abs=4)
    assert [name for name in file.parts if "media" in name] == ["word/media/image1.png"]


def test_a_picture_for_printers_is_shown() -> None:
    """A JPEG in four inks, with Adobe's marker in the place of JFIF's, as graphics programs save logos."""
    adobe = b"\xff\xee\x00\x0eAdobe\x00d\x00\x00\x00\x00\x02"
    frame = b"\xff\xc0\x00\x14\x08\x00\x20\x00\x40\x04" + bytes(12)
    look = samples.look()
    written = write(
        document(para(Image("logo.jpg", "Us"))),
        type(look)(look.design, pictures={"logo.jpg": b"\xff\xd8" + adobe + frame}),
    )
    assert written.problems == ()
    assert WordFile(written.data).find("//wp:extent/@cx") == [str(64 * 9525)]


@pytest.mark.parametrize("data", [None, b"<svg/>", b"", b"\x89PNG\r\n\x1a\nbroken", samples.png(1, 1)[:20], b"GIF89a"])
def test_a_picture_that_word_cannot_show_is_reported_and_said_in_words(data: bytes | None) -> None:
    look = samples.look()
    found = type(look)(look.design, pictures={} if data is None else {"x": data})
    written = write(document(para("see ", Image("x", "a red line"))), found)
    assert WordFile(written.data).texts() == ["see a red line"]
    assert [(problem.code, str(problem.place)) for problem in written.problems] == [("picture-not-shown", "x")]


# --- Any text ---------------------------------------------------------------------------------------------------------
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=30
)


def everywhere(content: str) -> tuple[Document, list[str]]:
    """Return a document with a text in every place, and how its paragraphs read."""
    one = words(content)
    source = Document(
        (
            Heading(1, one, "h"),
            para(content, NoteCall(1)),
            para(Link("#h", one), Link("https://example.org", one, content)),
            para(Code(content), Span("commitment-firm", one)),
            CodeBlock(content),
            numbers(item(content, bullets(content))),
            Container("bottom-line", (para(content), BlockQuote((para(content),)))),
            terms(t=content),
            table(row(content, "x"), row("y", content)),
            para(Image("missing.png", content)),
        ),
        (Note(1, one),),
        Meta(title=content, marking=content, page_label=content),
    )
    expected = [content, content, content * 2, content * 2, *[content] * 5, f"t\t{content}", content, "x", "y", content]
    return source, [*expected, content]


@settings(max_examples=tries(80), deadline=None)
@given(TEXTS)
@example("a\u00adb\u2011c\u00a0d\u200be")
@example("  <w:t> & ]]> \"'  ")
@example("e\u0301 葛\U000e0100 👩\u200d👩 か\u3099 ك\u064e\u0651")
@example("{page} of {pages}")
def test_any_text_reads_back_as_it_is_and_changes_no_structure(content: str) -> None:
    source, expected = everywhere(content)
    file = made(source)
    assert file.texts() == expected
    assert file.texts("word/footnotes.xml") == [f"\t{content}"]
    assert file.texts("word/header1.xml") == [content]
    assert set(file.find("//w:t/@xml:space")) == {"preserve"}
    assert file.skeleton() == made(everywhere("harmless")[0]).skeleton()


def test_the_structure_that_is_compared_is_that_of_the_text() -> None:
    counted = Counter(made(everywhere("harmless")[0]).skeleton())
    assert (counted["p"], counted["tbl"], counted["hyperlink"], counted["footnoteReference:1"]) == (15, 1, 2, 1)
    assert counted["style Heading1:1"] == 1


def test_what_no_xml_can_hold_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match=r"U\+0007"):
        write(document(para("bell\a")), samples.look())


# --- The same bytes ---------------------------------------------------------------------------------------------------
def test_equal_input_makes_equal_bytes_in_every_process() -> None:
    program = (
        "import hashlib, docx_samples as s; from briefgen.writers.docx import write;"
        "print(hashlib.sha256(write(s.everything(), s.look()).data).hexdigest())"
    )
    digests = {hashlib.sha256(write(everything(), samples.look()).data).hexdigest()}
    for seed in ("1", "2"):
        found = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent), "TZ": f"UTC+{seed}"},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        digests.add(found.stdout.strip())
    assert len(digests) == 1
