"""The PDF writer: real files, read back by other programs (Poppler, QPDF by way of pikepdf)."""

import dataclasses
import datetime
import gc
import os
import re
import struct
import subprocess
import sys
import unicodedata
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as pillow

import declarations
from briefgen.design import Face, Look
from briefgen.document import Document, Meta, Note
from briefgen.nodes import (
    Anchor,
    Block,
    BlockQuote,
    BulletList,
    Caption,
    Cell,
    CheckBox,
    Code,
    CodeBlock,
    Container,
    Contents,
    ContentsEntry,
    CrossReference,
    DefinitionItem,
    DefinitionList,
    Emphasis,
    Figure,
    Foreign,
    HardBreak,
    Heading,
    Image,
    Inline,
    Label,
    Landscape,
    Link,
    ListItem,
    NoteCall,
    OrderedList,
    PageBreak,
    Paragraph,
    Row,
    Rule,
    Span,
    Str,
    Strikethrough,
    Strong,
    Table,
    walk,
)
from briefgen.problems import Place, Problem, Severity
from briefgen.values import Text
from briefgen.writers import pdf
from briefgen.writers.pdf import complaints, internals, native, renderer, starting
from conftest import tries
from test_writers_html import DESIGN

LOOK = Look(DESIGN)


def line(*parts: Inline | str) -> tuple[Inline, ...]:
    return tuple(Str(part) if isinstance(part, str) else part for part in parts)


def para(*parts: Inline | str) -> Paragraph:
    return Paragraph(line(*parts))


def item(*blocks: Block) -> ListItem:
    return ListItem(blocks)


def row(*cells: Inline | str) -> Row:
    return Row(tuple(Cell(line(cell)) for cell in cells))


def caption(kind: Literal["table", "figure"], *parts: Inline | str) -> Caption:
    label = Label(kind, 1, f"{kind.capitalize()} ")
    return Caption((label, Str(". "), *line(*parts)), f"{kind}:1")


def document(*blocks: Block, notes: tuple[str, ...] = (), **meta: Any) -> Document:
    bodies = tuple(Note(number, line(text)) for number, text in enumerate(notes, 1))
    return Document((Heading(1, line("Title"), "title"), *blocks), bodies, Meta(**{"title": "Title", **meta}))


def picture(colour: tuple[int, int, int]) -> bytes:
    """Return a PNG of one pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    pixel = zlib.compress(b"\0" + bytes(colour))
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def everything() -> tuple[Document, Look]:
    """Return a document with every type of node, in combinations that are hard to set and to tag."""
    table = Table(
        Row((Cell(line("Head", NoteCall(1))), Cell(()), Cell(line("Number")))),
        tuple(row(f"row {n}", "text " * (n % 9), str(n * 37)) for n in range(60)),
        ("left", "center", "right"),
    )
    terms = DefinitionList((DefinitionItem(line("To", NoteCall(2)), (para("a"), para("b"))), DefinitionItem((), ())))
    deep = OrderedList((item(para("in"), BulletList((item(para("deep", NoteCall(3))),))), item(para("x"))), start=4)
    link = Link("https://example.org/?a=1&b=2", line("a ", Strong(line("b")), Code("c"), NoteCall(4)))
    blocks: tuple[Block, ...] = (
        Container("kicker", (para("Kicker"),)),
        Heading(1, line("Title with ", Emphasis(line("stress")), NoteCall(5)), "t"),
        Container("header", (terms,)),
        terms,
        para("日本語の文章です。「能力」について、", NoteCall(6), " 한국어 中文 mixed"),
        para("هذا نص عربي ", Strong(line("مهم")), NoteCall(7), " مع English داخل النص."),
        para(
            link,
            HardBreak(),
            CheckBox(),
            Image("p.png", "dot"),
            Strikethrough(line("gone")),
            Code("x < y"),
            Link("#t", line("up")),
        ),
        BlockQuote((para("quote"), Container("speaker", (para("she", NoteCall(1)),)), BlockQuote((para("inner"),)))),
        BulletList((item(para("one"), deep), item(), item(CodeBlock("\ncode\n  <x>")), item(table)), tight=False),
        Rule(),
        para(Image("d.svg", "A drawing", "title"), Span("missing", line("missing"))),
        Table(row("only head"), (), ("left",)),
        PageBreak(),
        Heading(2, line("After"), "after"),
        Heading(3, (), "empty"),
        para(Anchor("passage:1:4"), Strong(line("¶4")), " ", Foreign("de", line("die Wörter, 日本", NoteCall(6)))),
        para("x" * 3000),
        Contents(line("Contents"), (ContentsEntry(2, line("After"), "after"), ContentsEntry(3, line("Wide"), "wide"))),
        Landscape(
            (
                Heading(3, line("Wide"), "wide"),
                dataclasses.replace(table, caption=caption("table", "Numbers", NoteCall(1))),
            )
        ),
        Figure(Image("p.png", "dot"), caption("figure", "A dot ", Emphasis(line("once more")))),
        para("See ", CrossReference("table:1", line("Table 1")), " and ", CrossReference("after", line("After"))),
    )
    notes = tuple(Note(n, line(f"note {n} ", Link("https://example.org", line("there ", Emphasis(line("e"))))))
                  for n in range(1, 7))  # fmt: skip
    notes += (Note(7, line("note 7 ", Link("#passage:1:4", line("¶4")), ": ", Foreign("de", line("„Wörter“")))),)
    meta = Meta('Title "&<x>', language="en", author="A & B", subject="About", keywords=("a", "b, c"),
                date=datetime.date(2026, 3, 9), marking='OFFICIAL "X" \\', watermark="DRAFT",
                page_label="Page {page} of {pages}", template="memo")  # fmt: skip
    look = Look(
        DESIGN.model_copy(update={"paper": "Letter"}), pictures={"p.png": picture((9, 9, 99)), "d.svg": DRAWING}
    )
    return Document(blocks, notes, meta), look


@pytest.fixture(scope="module")
def whole() -> bytes:
    written = pdf.write(*everything())
    assert written.problems == ()
    return written.data


def text_of(data: bytes, tmp_path: Path, *options: str) -> str:
    file = tmp_path / "x.pdf"
    file.write_bytes(data)
    return subprocess.run(["pdftotext", *options, file, "-"], capture_output=True, check=True, text=True).stdout


def opened(data: bytes) -> pikepdf.Pdf:
    """Return the file, and keep it: what is read from it is gone with it."""
    _OPENED.append(pikepdf.open(BytesIO(data)))
    return _OPENED[-1]


_OPENED: list[pikepdf.Pdf] = []


def images(file: pikepdf.Pdf) -> list[bytes]:
    """Return the picture data of a file."""
    found = [thing for thing in file.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"]
    return [bytes(thing.read_bytes()) for thing in found]


def elements(data: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the elements of the structure tree in reading order."""

    def inside(element: Any) -> Iterator[Any]:
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return
        yield element
        for kid in element.get("/K", []):
            yield from inside(kid)

    yield from inside(data.Root.StructTreeRoot.K[0])


def codes(written: Any) -> list[str]:
    return [problem.code for problem in written.problems]


# --- The file ---------------------------------------------------------------------------------------------------------
def test_the_example_has_every_type_of_node() -> None:
    from briefgen.nodes import NODE_TYPES

    tree, _ = everything()
    assert {type(node) for node in walk(tree.children)} == NODE_TYPES


def test_the_file_declares_both_standards(whole: bytes) -> None:
    file = opened(whole)
    assert file.check_pdf_syntax() == []
    metadata = file.open_metadata()
    assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
    assert metadata["pdfuaid:part"] == "1"
    assert file.Root.MarkInfo.Marked
    assert file.Root.ViewerPreferences.DisplayDocTitle
    assert str(file.Root.Lang) == "en"
    assert file.Root.OutputIntents[0].S == "/GTS_PDFA1"


def test_the_properties_are_those_of_the_document(whole: bytes) -> None:
    info = {name: str(value) for name, value in opened(whole).docinfo.items()}
    assert info["/Title"] == 'Title "&<x>'
    assert info["/Author"] == "A & B"
    assert info["/Subject"] == "About"
    assert info["/Keywords"] == "a, b  c"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20260309"


def test_without_a_date_the_file_has_none() -> None:
    info = opened(pdf.write(document(), LOOK).data).docinfo
    assert {"/CreationDate", "/ModDate"}.isdisjoint(info.keys())


def test_headings_are_bookmarks_without_their_notes(whole: bytes) -> None:
    with opened(whole).open_outline() as outline:
        top = [entry.title for entry in outline.root]
        below = [entry.title for entry in outline.root[0].children]
    assert (top, below) == (["Title with stress"], ["After"])


def test_all_fonts_are_embedded(whole: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(whole)
    listed = subprocess.run(["pdffonts", tmp_path / "x.pdf"], capture_output=True, check=True, text=True).stdout
    fonts = listed.splitlines()[2:]
    assert any("Source-Sans-Pro-Semi-Bold" in font for font in fonts), listed
    assert all(font.split()[-5:-2] == ["yes", "yes", "yes"] for font in fonts), listed


def test_paper_is_that_of_the_design(whole: bytes) -> None:
    assert [float(x) for x in opened(whole).pages[0].MediaBox] == pytest.approx([0, 0, 612, 792], abs=0.1)


# --- Structure --------------------------------------------------------------------------------------------------------
def test_the_roles_of_the_structure(whole: bytes) -> None:
    file = opened(whole)
    found = list(elements(file))
    roles = {str(element.S) for element in found}
    assert {
        "/H1",
        "/H2",
        "/P",
        "/L",
        "/LI",
        "/Lbl",
        "/LBody",
        "/Table",
        "/THead",
        "/TBody",
        "/TR",
        "/TH",
        "/TD",
    } <= roles
    assert {"/BlockQuote", "/Figure", "/Link", "/Note", "/Reference"} <= roles
    below = {"/L": {"/L", "/LI"}, "/LI": {"/Lbl", "/LBody"}, "/TR": {"/TH", "/TD"}}
    for element in found:
        allowed = below.get(str(element.S))
        if allowed:
            kids = {str(kid.S) for kid in element.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid}
            assert kids
            assert kids <= allowed
    assert all(str(element.Alt) for element in found if element.S == "/Figure")
    assert all(element.A.Scope == "/Column" for element in found if element.S == "/TH")
    notes = [str(element.ID) for element in found if element.S == "/Note"]
    assert sorted(notes) == [f"note-{n}" for n in range(1, 8)]


def test_terms_are_labels_of_what_is_said_of_them() -> None:
    terms = DefinitionList(tuple(DefinitionItem(line(f"term {n}"), (para(f"body {n}"),)) for n in range(4)))
    tree = document(Container("header", (terms,)), BulletList((item(para("a"), terms),)))
    found = list(elements(opened(pdf.write(tree, LOOK).data)))
    pairs = [[str(kid.S) for kid in element.K] for element in found if element.S == "/LI"]
    assert pairs == [["/Lbl", "/LBody"]] * 9


def test_what_repeats_on_pages_is_no_part_of_the_reading(whole: bytes) -> None:
    file = opened(whole)
    for number, page in enumerate(file.pages):
        operators = pikepdf.parse_content_stream(page)
        marks = [[str(part) for part in operands] for operands, name in operators if str(name) == "BDC"]
        margins = [mark for mark in marks if "Pagination" in mark[1]]
        repeated = 4 * (number in (1, 2, 6, 7))  # the words and the note of the heads of the two long tables
        own = (3 if number == 0 else 4) + repeated
        assert len(margins) == own or (number == 4 and len(margins) > own + 50)  # there stand the dots of the contents
        assert all(mark[0] == "/Artifact" for mark in margins)


def test_words_in_another_language_name_it(whole: bytes) -> None:
    file = opened(whole)
    named = [str(element.Lang) for element in elements(file) if "/Lang" in element]
    assert {"de", "ja", "ko"} == set(named)
    assert named.count("de") == 2


def links(file: pikepdf.Pdf) -> list[Any]:
    return [annotation for page in file.pages for annotation in page.get("/Annots", [])]


def test_notes_and_their_calls_lead_to_each_other(whole: bytes) -> None:
    file = opened(whole)
    names = file.Root.Names.Dests.Names
    places = {str(names[index]) for index in range(0, len(names), 2)}
    targets = [str(link.Dest) for link in links(file) if "/Dest" in link]
    marks = {f"{kind}:{n}" for n in range(1, 8) for kind in ("note", "call")}
    assert {*marks, "t", "passage:1:4", "after", "wide", "table:1"} == set(targets)
    assert set(targets) <= places
    words = {str(link.Dest): str(link.Contents) for link in links(file) if "/Dest" in link}
    assert words["note:3"] == "note 3 there e"
    assert words["t"] == "up"
    assert words["passage:1:4"] == "¶4 die Wörter, 日本"


def test_addresses_are_links(whole: bytes) -> None:
    found = {str(link.A.URI) for link in links(opened(whole)) if "/A" in link}
    assert found == {"https://example.org/?a=1&b=2", "https://example.org"}


# --- Pages ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("length", [3, 40, 130])
def test_a_note_stands_on_the_page_of_its_call(length: int, tmp_path: Path) -> None:
    rows = tuple(Row((Cell(line(f"row {n}", NoteCall(n))), Cell(line("text")))) for n in range(1, 41))
    table = Table(row("A", "B"), rows, ("left", "left"))
    notes = tuple(f"note{n}." + " word" * length for n in range(1, 41))
    pages = text_of(pdf.write(document(table, notes=notes), LOOK).data, tmp_path, "-raw").split("\f")[:-1]
    assert len(pages) > 1
    for number in range(1, 41):
        where = [index for index, page in enumerate(pages) if f"note{number}." in page]
        assert where == [index for index, page in enumerate(pages) if re.search(rf"row {number}{number}\s", page)]
        assert len(where) == 1


def test_marking_title_and_number_of_each_page(whole: bytes, tmp_path: Path) -> None:
    pages = text_of(whole, tmp_path, "-layout").split("\f")[:-1]
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        lines = [part for part in page.splitlines() if part.strip()]
        assert lines[0].split('"X" \\')[0].strip() == "OFFICIAL"
        assert ('Title "&<x>' in lines[0]) == (number > 1)
        assert lines[-1].startswith('OFFICIAL "X" \\')
        assert lines[-1].endswith(f"Page {number} of {len(pages)}")


def test_the_watermark_is_on_every_page_and_in_no_reading(tmp_path: Path) -> None:
    data = pdf.write(document(para("one"), PageBreak(), para("two"), marking="OFFICIAL", watermark="DRAFT"), LOOK).data
    pages = text_of(data, tmp_path, "-raw").split("\f")[:-1]
    assert len(pages) == 2
    assert all({*"DRAFT"} <= {*page.splitlines()} for page in pages)  # set aslant, each letter is a line
    read = subprocess.run(["pdfinfo", "-struct-text", save(data, tmp_path)], capture_output=True, check=True, text=True)
    assert [text for text in ("Title", "one", "two", "DRAFT", "OFFICIAL") if text in read.stdout] == [
        "Title",
        "one",
        "two",
    ]


def test_text_comes_in_the_order_of_the_tree(tmp_path: Path) -> None:
    words = iter(f"w{n:03}" for n in range(100))
    table = Table(row(next(words), next(words)), (row(next(words), next(words)),) * 1, ("left", "right"))
    tree = document(
        para(next(words), " ", Emphasis(line(next(words))), " ", Link("#title", line(next(words)))),
        Container("header", (DefinitionList(tuple(
            DefinitionItem(line(next(words)), (para(next(words)),)) for _ in range(5))),)),
        BulletList((item(para(next(words)), OrderedList((item(para(next(words))),))), item(para(next(words))))),
        BlockQuote((para(next(words)), Container("speaker", (para(next(words)),)))),
        CodeBlock(next(words)),
        table,
    )  # fmt: skip
    expected = [node.text for node in walk(tree.children[1:]) if isinstance(node, Str | CodeBlock) and node.text != " "]
    found = subprocess.run(["pdfinfo", "-struct-text", save(pdf.write(tree, LOOK).data, tmp_path)],
                           capture_output=True, check=True, text=True).stdout  # fmt: skip
    read = [part.strip().strip('"').strip() for part in found.splitlines() if part.strip().startswith('"')]
    assert [word for word in read if word in set(expected)] == expected


def save(data: bytes, tmp_path: Path) -> Path:
    (tmp_path / "x.pdf").write_bytes(data)
    return tmp_path / "x.pdf"


def test_a_page_break_at_the_end_makes_no_empty_page() -> None:
    tree = document(para("a"), PageBreak(), para("b"), PageBreak())
    assert len(opened(pdf.write(tree, LOOK).data).pages) == 2


def test_the_mark_of_a_note_stays_with_its_word(tmp_path: Path) -> None:
    words = (
        "Closely collaborating with the U.S. side on revising three related policy documents, including the strategy."
    )
    tree = document(*(para("i" * n + " " + words, NoteCall(1)) for n in range(60)), notes=("n",))
    lines = text_of(pdf.write(tree, LOOK).data, tmp_path, "-layout").splitlines()
    assert sum("strategy.1" in part for part in lines) == 60
    assert [part for part in lines if part.strip() in ("1", "strategy", ".1")] == []


# --- Text -------------------------------------------------------------------------------------------------------------
LATIN = "".join(chr(code) for code in range(0x21, 0x17F) if unicodedata.category(chr(code))[0] in "LNPS")
JAPANESE = "あいうえおかがきぎアイウヴエ日本語敵基地攻撃能力検討政府、。「」・ー"


@given(texts=st.lists(st.text(LATIN, min_size=1, max_size=9), min_size=1, max_size=5)
       | st.lists(st.text(JAPANESE, min_size=1, max_size=20), min_size=1, max_size=1))  # fmt: skip
@settings(max_examples=tries(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_text_can_be_copied_from_the_page(texts: list[str], tmp_path: Path) -> None:
    written = pdf.write(document(para(" ".join(texts))), LOOK)
    assert written.problems == ()
    read = text_of(written.data, tmp_path, "-raw").split("1 / 1")[0].removeprefix("Title\n")
    assert unicodedata.normalize("NFC", " ".join(read.split())) == " ".join(texts)


@pytest.mark.parametrize("text", ["y" * 6000, "漢字" * 3000, "word " * 1500])
@pytest.mark.parametrize("place", ["p", "cell", "heading", "term"])
def test_a_long_text_is_broken_anywhere_and_none_of_it_is_lost(text: str, place: str, tmp_path: Path) -> None:
    block: Block = {
        "p": para(text),
        "cell": Table(row("A", "B"), (row(text, "b"),), ("left", "left")),
        "heading": Heading(2, line(text), "h"),
        "term": Container("header", (DefinitionList((DefinitionItem(line("T"), (para(text),)),)),)),
    }[place]
    written = pdf.write(document(block), LOOK)
    assert written.problems == ()
    read = text_of(written.data, tmp_path, "-raw", "-nopgbrk")
    letter = text[0]
    assert sum(part.count(letter) for part in read.splitlines() if "Title" not in part) >= text.count(letter)


def test_text_that_no_page_can_hold_is_reported() -> None:
    long = Str("word " * 4000, Place("c.yaml", 7))
    tree = document(para("a", NoteCall(1)))
    written = pdf.write(dataclasses.replace(tree, notes=(Note(1, (long,)),)), LOOK)
    assert [(problem.code, problem.place) for problem in written.problems] == [("text-cut-off", Place("c.yaml", 7))]


HAN = "直骨返"
"""Characters whose forms differ between Japanese and Chinese, and which both of their faces have."""


def faces_of(data: bytes, tmp_path: Path) -> set[str]:
    listed = subprocess.run(["pdffonts", save(data, tmp_path)], capture_output=True, check=True, text=True).stdout
    return {font.split()[0].partition("+")[2] for font in listed.splitlines()[2:]}


EAST_ASIAN_FACES = {
    "ja": "IPAexGothic",
    "zh": "WenQuanYi Micro Hei",
    "zh-Hant": "DejaVu Serif",
    "ko": "DejaVu Sans Mono",
}


def east_asian_look() -> Look:
    """Return a look in which each language has a face of its own, whatever is installed besides."""
    listed = {tag: (Text(face), Text("WenQuanYi Micro Hei")) for tag, face in EAST_ASIAN_FACES.items()}
    faces = DESIGN.faces.model_copy(update={"east_asian": listed, "fallback": ()})
    return Look(DESIGN.model_copy(update={"faces": faces}))


@pytest.mark.parametrize(
    ("language", "text", "face"),
    [
        ("ja", HAN, "IPAexGothic"),
        ("zh", HAN, "WenQuanYi-Micro-Hei"),
        ("zh-Hans-CN", HAN, "WenQuanYi-Micro-Hei"),
        ("en", f"{HAN}の", "IPAexGothic"),
        ("en", HAN, "WenQuanYi-Micro-Hei"),
    ],
)
def test_east_asian_text_has_the_face_of_its_language(language: str, text: str, face: str, tmp_path: Path) -> None:
    tree = document(para("a ", text), Heading(2, line(text), "x"), Table(row(text), (row("a"),), ("left",)))
    data = pdf.write(replace_meta(tree, language), east_asian_look()).data
    assert {name for name in faces_of(data, tmp_path) if "Source" not in name} == {face}


def replace_meta(tree: Document, language: str, marking: str = "") -> Document:
    return dataclasses.replace(tree, meta=dataclasses.replace(tree.meta, language=language, marking=marking))


@pytest.mark.parametrize(("language", "face"), [("ja", "IPAexGothic"), ("zh", "WenQuanYi-Micro-Hei")])
@pytest.mark.parametrize("kind", ["code", "marking"])
def test_what_names_no_language_has_the_face_of_the_document(
    kind: str, language: str, face: str, tmp_path: Path
) -> None:
    tree = replace_meta(
        document(para(Code(HAN) if kind == "code" else "a")), language, HAN if kind == "marking" else ""
    )
    found = faces_of(pdf.write(tree, east_asian_look()).data, tmp_path)
    assert {name for name in found if "Source" not in name and "Plex" not in name} == {face}


def test_a_passage_in_another_language_has_its_face_and_keeps_the_latin_one(tmp_path: Path) -> None:
    tree = document(Heading(2, line("a ", Foreign("ja", line(f"{HAN} U.S."))), "h"), language="zh")
    found = faces_of(pdf.write(tree, east_asian_look()).data, tmp_path)
    assert found == {"Source-Sans-Pro", "Source-Sans-Pro-Semi-Bold", "IPAexGothic"}


def test_signs_in_an_east_asian_text_have_its_face(tmp_path: Path) -> None:
    found = faces_of(pdf.write(document(para("☎ ∑"), language="ja"), LOOK).data, tmp_path)
    assert {name for name in found if "Source" not in name} & {"IPAexGothic", "Noto-Sans-CJK-JP"}


def test_the_longer_of_two_tags_wins(tmp_path: Path) -> None:
    """Words that the face of zh-Hant has and the one of zh has too."""
    tree = document(para(Foreign("zh-Hant-TW", line("\u03b1\u03b2\u263a"))))
    assert "DejaVu-Serif" in faces_of(pdf.write(tree, east_asian_look()).data, tmp_path)


@pytest.mark.parametrize(
    ("text", "faces"),
    [
        ("نص عربي", {"Almarai"}),
        ("שלום", {"DejaVu-Sans"}),
        ("☎ ✓ ∑", {"DejaVu-Sans"}),
    ],
)
def test_what_the_faces_lack_comes_from_those_that_are_declared(text: str, faces: set[str], tmp_path: Path) -> None:
    written = pdf.write(document(para(text), para(Strong(line(text)))), LOOK)
    assert written.problems == ()
    found = {name.removesuffix("-Semi-Bold").removesuffix("-Bold") for name in faces_of(written.data, tmp_path)}
    assert {name for name in found if "Source" not in name} == faces


# --- What is missing --------------------------------------------------------------------------------------------------
def problems_of(text: str) -> list[Problem]:
    return list(pdf.write(document(Paragraph((Str(text, Place("c.yaml", 3, 5)),)), template="memo"), LOOK).problems)


@pytest.mark.parametrize("character", ["\ue000", "\U00013000", "\u0378"])
def test_a_character_that_no_face_has_is_an_error_at_its_place(character: str) -> None:
    (problem,) = problems_of(f"a{character}b")
    assert (problem.code, problem.place, problem.severity) == ("missing-glyph", Place("c.yaml", 3, 5), Severity.ERROR)
    assert f"U+{ord(character):04X}" in problem.message
    assert "apt-get install fonts-" in problem.remedy


def test_a_missing_character_of_the_template_and_of_a_note() -> None:
    tree = document(para("a\ue000", NoteCall(1)), template="memo")
    tree = dataclasses.replace(tree, notes=(Note(1, (Str("\U00013000", Place("c.yaml", 9)),)),))
    found = {(problem.code, problem.place.file, problem.place.line) for problem in pdf.write(tree, LOOK).problems}
    assert found == {("missing-glyph", "memo", 0), ("missing-glyph", "c.yaml", 9)}


@pytest.mark.parametrize(
    "text",
    ["a\u200db", "a\u200cb", "❤\ufe0f", "so\u00adft", "x\u0301\u0327", "\ufeffz", "a\u2060b", "a\u00a0b", "a\u202fb",
     "a\u3000b", "a\u2009b", "a\u200eb", "字\ufe00", "字\U000e0100", "a\u2011b", "\u2063"],
)  # fmt: skip
def test_what_is_not_to_be_seen_is_not_missing(text: str) -> None:
    assert problems_of(text) == []


def test_a_face_that_is_not_installed_is_reported() -> None:
    faces = DESIGN.faces.model_copy(update={"serif": Face(pdf=Text("No Such Face"), word=Text("Cambria"))})
    look = Look(DESIGN.model_copy(update={"faces": faces}))
    (problem,) = pdf.write(document(para("a")), look).problems
    assert (problem.code, problem.severity) == ("face-not-installed", Severity.WARNING)
    assert "'No Such Face'" in problem.message


def test_a_picture_that_is_not_there_is_an_error_and_its_words_stand_in(tmp_path: Path) -> None:
    written = pdf.write(document(para(Image("chart.png", "Rising costs"))), LOOK)
    assert codes(written) == ["missing-picture"]
    assert "[Rising costs]" in text_of(written.data, tmp_path)


def test_a_note_that_no_text_calls_is_an_error() -> None:
    assert codes(pdf.write(document(para("a"), notes=("n",)), LOOK)) == ["uncalled-note"]


CSS = """\
p { colr: blue;
  color: "x" }
@supports (display: grid) { p { color: red } }
p:foo { color: red }
p { background: url(no-such.png) }
@font-face { font-family: Own; src: url(own.ttf) }
"""


def test_a_complaint_about_css_has_the_line_of_its_file() -> None:
    look = dataclasses.replace(LOOK, css=f"/* one */\n\n{CSS}", css_files=(("base/print.css", 2), ("own/print.css", 6)))
    for _ in range(2):  # parsed once, said each time
        found = {problem.place.line: problem for problem in pdf.write(document(para("a")), look).problems}
        assert {(problem.code, problem.place.file) for problem in found.values()} == {("pdf-warning", "own/print.css")}
        assert sorted(found) == [1, 2, 3, 4, 5, 6]
        assert found[1].place.column == 5
        assert "`colr: blue`, unknown property" in found[1].message
        assert "briefgen.invalid" not in found[5].message


def test_the_files_of_a_template_s_css_are_known(tmp_path: Path) -> None:
    from briefgen.template import find as find_template

    for name, css in (("base", "p { color: red }\nq { x: y }\n"), ("own", "\n\nq { z: y }")):
        (tmp_path / name).mkdir()
        parent = "briefgen/memo" if name == "base" else "base"
        settings_ = f"name: {name}\ndescription: Ours\nextends: {parent}\n"
        (tmp_path / name / "template.yaml").write_text(settings_, "utf-8")
        (tmp_path / name / "print.css").write_text(css, "utf-8")
    look = find_template("own", (tmp_path,), Path("templates").resolve(), Place("x")).look
    places = [problem.place for problem in pdf.write(document(para("a")), look).problems]
    assert [(Path(place.file).parent.name, place.line) for place in places] == [("base", 2), ("own", 3)]


@pytest.mark.parametrize(
    "css",
    [
        "@media (prefers-color-scheme: dark) { p { color: red } }",
        "p { cursor: pointer; user-select: none; scroll-margin: 3px }",
        "p::selection { color: red } p::-webkit-scrollbar { width: 1px } p { -moz-hyphens: auto }",
        "@media screen { p { colr: blue } }",
    ],
)
def test_what_is_for_the_screen_is_no_complaint(css: str) -> None:
    assert pdf.write(document(para("a")), dataclasses.replace(LOOK, css=css)).problems == ()


def test_every_complaint_that_is_silent_has_its_reason_and_its_example() -> None:
    """Each pattern is about something that WeasyPrint says of the style sheets above."""
    said = pdf_messages(
        "@media (prefers-color-scheme: dark) {} p { user-select: none } p::selection { top: 0 } p::-moz-x { top: 0 }"
    )
    for pattern, reason in complaints.SILENT.items():
        assert any(re.search(pattern, message) for message in said), pattern
        assert len(reason) > 20


def pdf_messages(css: str) -> tuple[str, ...]:
    return renderer.shared().sheet(css)[1]


def test_a_picture_that_cannot_be_read_is_named() -> None:
    look = dataclasses.replace(LOOK, pictures={"p.png": b"no picture"})
    for _ in range(2):
        (problem,) = pdf.write(document(para(Image("p.png", "dot")), template="memo"), look).problems
        assert (problem.code, problem.place) == ("pdf-warning", Place("memo"))
        assert problem.message.startswith("the picture 'p.png' cannot be read")


# --- Nothing from outside ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1:9/", "https://briefgen.invalid/x",
                                     "data:text/plain,x", "https://briefgen.invalid/fonts/../x"])  # fmt: skip
def test_the_fetcher_serves_nothing_else(address: str) -> None:
    pdf.write(document(), LOOK)
    with pytest.raises(ValueError, match="not "):
        renderer.fetcher({"https://briefgen.invalid/a": b"a"}).fetch(address)


def test_no_file_of_the_machine_gets_into_the_pdf(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(picture((1, 2, 3)))
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{secret.as_uri()}" width="9" height="9"/></svg>'
    look = Look(DESIGN, f"@import url({secret.as_uri()}); p {{ background: url({secret.as_uri()}) }}",
                {"d.svg": drawing.encode(), "p.png": picture((4, 5, 6))})  # fmt: skip
    written = pdf.write(document(para("a", Image("d.svg", "drawing"), Image("p.png", "dot"))), look)
    assert set(codes(written)) == {"pdf-warning"}
    assert len(written.problems) >= 2
    assert images(opened(written.data)) == [bytes((4, 5, 6))]


def test_pictures_of_the_same_name_are_not_taken_for_each_other() -> None:
    found = []
    for colour in ((10, 20, 30), (40, 50, 60)):
        look = dataclasses.replace(LOOK, pictures={"p.png": picture(colour)})
        found += images(opened(pdf.write(document(para(Image("p.png", "dot"))), look).data))
    assert found == [bytes((10, 20, 30)), bytes((40, 50, 60))]


@pytest.mark.parametrize("profile", [None, b"no profile"])
def test_a_picture_in_inks_is_shown_in_the_colours_of_a_screen(profile: bytes | None) -> None:
    """The file declares no others, as PDF/A has it. Full yellow and full black, as a graphics program saves them."""
    made = BytesIO()
    inks = pillow.new("CMYK", (16, 8), (0, 0, 255, 0))
    inks.paste((0, 0, 0, 255), (8, 0, 16, 8))
    inks.save(made, "JPEG", quality=100, icc_profile=profile)
    look = dataclasses.replace(LOOK, pictures={"logo.jpg": made.getvalue()})
    written = pdf.write(document(para(Image("logo.jpg", "Us"))), look)
    assert codes(written) == []
    (shown,) = [
        pikepdf.PdfImage(thing)
        for thing in opened(written.data).objects
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
    ]
    assert shown.colorspace == "/DeviceRGB"
    yellow, black = (shown.as_pil_image().convert("RGB").getpixel(at) for at in ((2, 4), (13, 4)))
    assert (yellow[0] > 240, yellow[1] > 240, yellow[2] < 15, max(black) < 15) == (True,) * 4


def test_a_broken_picture_in_inks_is_said() -> None:
    look = dataclasses.replace(LOOK, pictures={"logo.jpg": b"\xff\xd8 no picture"})
    assert codes(pdf.write(document(para(Image("logo.jpg", "Us"))), look)) == ["pdf-warning"]


# --- The same bytes ---------------------------------------------------------------------------------------------------
def test_the_same_input_gives_the_same_bytes(whole: bytes, tmp_path: Path) -> None:
    """In another process, another folder, with another hash seed, time zone and locale, after another document."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_writers_pdf as t\n"
        "t.pdf.write(t.document(t.para('other')), t.LOOK)\n"
        "sys.stdout.buffer.write(t.pdf.write(*t.everything()).data)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "99"}
    command = [sys.executable, "-c", program, str(Path(__file__).parent)]
    other = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert other.returncode == 0, other.stderr.decode()
    assert other.stdout == whole
    assert pdf.write(*everything()).data == whole


def test_no_path_of_the_machine_is_in_the_file(whole: bytes) -> None:
    file = opened(whole)
    streams = [bytes(thing.read_bytes()) for thing in file.objects if isinstance(thing, pikepdf.Stream)
               and "/Filter" in thing and thing.Filter == "/FlateDecode"]  # fmt: skip
    everything_in_it = b"".join([whole, *streams])
    assert b"file:" not in everything_in_it
    assert str(Path.cwd()).encode() not in everything_in_it
    assert b"briefgen.invalid" not in everything_in_it


# --- Without Pango ----------------------------------------------------------------------------------------------------
def test_without_the_library_the_rest_is_built(tmp_path: Path) -> None:
    """The system finds a file that is no library first, in a process of its own: as good as none."""
    brief = "title: A\nsources: [seeds/a.txt]\ndecisions: [{text: The board met., evidence: The board met}]\n"
    (tmp_path / "libraries").mkdir()
    (tmp_path / "libraries/libpango-1.0.so.0").touch()
    for name, text in {
        "briefgen.yaml": "",
        "seeds/a.txt": "The board met.\n",
        "content/a.yaml": brief,
        "content/b.yaml": brief,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    environment = {**os.environ, "LD_LIBRARY_PATH": str(tmp_path / "libraries")}
    command = [sys.executable, "-m", "briefgen", "build"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False, text=True)
    assert done.returncode == 1
    assert sorted(done.stdout.split()) == [
        f"output/{name}.{suffix}" for name in "ab" for suffix in ("docx", "html", "md")
    ]
    problem, remedy, end = done.stderr.splitlines()
    assert problem.startswith("this machine: error: PDF needs the library Pango, which is not installed (cannot load")
    assert remedy == f"  remedy: run: {native.command()}; or leave the PDF out: briefgen build -f docx,md,html"
    assert end == "6 of 8 files written, 1 error"
    assert "Traceback" not in done.stderr


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    program = (
        "import sys, briefgen.writers.pdf; print(sorted({'weasyprint', 'fontTools', 'PIL', 'pydyf'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n"


# --- Places -----------------------------------------------------------------------------------------------------------
def test_a_part_set_broadside_has_pages_of_its_own() -> None:
    data = pdf.write(document(para("a"), Landscape((para("b"),)), para("c"), Landscape((para("d"),))), LOOK).data
    turned = [page.mediabox[2] > page.mediabox[3] for page in opened(data).pages]
    assert turned == [False, True, False, True]


def test_the_contents_say_on_which_page_a_section_is(tmp_path: Path) -> None:
    entries = (
        ContentsEntry(2, line("First part"), "one"),
        ContentsEntry(3, line("Second ", Emphasis(line("part"))), "two"),
    )
    tree = document(
        Contents(line("In this paper"), entries), PageBreak(), Heading(2, line("First part"), "one"), para("a"),
        PageBreak(), Heading(3, line("Second part"), "two"), para("b"),
    )  # fmt: skip
    written = pdf.write(tree, LOOK)
    assert written.problems == ()
    shown = text_of(written.data, tmp_path, "-layout").splitlines()
    assert [re.sub(r"[ .]+", " ", one).strip() for one in shown if "part" in one and "." in one] == [
        "First part 2", "Second part 3",
    ]  # fmt: skip


def test_captions_are_tagged_as_captions_of_what_they_describe(whole: bytes) -> None:
    file = opened(whole)
    roles = [str(one.S) for one in elements(file)]
    (caption_,) = [one for one in elements(file) if one.S == "/Caption" and one.P.S == "/Table"]
    assert caption_.P.K[0].objgen == caption_.objgen, "a caption is the first or the last part of its table (PDF 1.7)"
    assert roles.count("/Figure") >= 2


# --- Loading WeasyPrint -----------------------------------------------------------------------------------------------
LOADED = """
import sys
from contextlib import suppress
from briefgen.writers.pdf import starting
starting.load()
assert not {*starting.PUT_OFF, "cffi", "pycparser"} & {*sys.modules}
from weasyprint.pdf import fonts
from weasyprint.text import ffi
assert ffi.harfbuzz_subset and ffi.pango
before = fonts.subset.Options, fonts.instantiateVariableFont
import fontTools.subset
from fontTools.varLib import instancer
assert before[0] is fontTools.subset.Options
with suppress(TypeError):
    fonts.instantiateVariableFont(None, {})
assert instancer.instantiateVariableFont is not before[1]
"""


def test_what_weasyprint_seldom_needs_is_loaded_when_it_is_needed() -> None:
    subprocess.run([sys.executable, "-c", LOADED], check=True)


def test_the_declarations_of_pango_are_those_of_the_weasyprint_that_is_installed() -> None:
    assert declarations.TARGET.read_text("utf-8") == declarations.made(), "run: python tests/declarations.py"


def test_an_unknown_weasyprint_reads_its_declarations_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert starting._declared()
    monkeypatch.setattr("briefgen.writers.pdf.pango.DIGEST", "another")
    assert starting._declared() is None


class _Counted:
    """Pango, and how many lists of attributes somebody holds."""

    def __init__(self, pango: Any) -> None:
        self.pango = pango
        self.made = self.held = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.pango, name)

    def pango_attr_list_new(self) -> Any:
        self.made, self.held = self.made + 1, self.held + 1
        return self.pango.pango_attr_list_new()

    def pango_attr_list_unref(self, attributes: Any) -> None:
        self.held -= 1
        self.pango.pango_attr_list_unref(attributes)


def test_what_pages_need_of_pango_is_let_go_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables have figures of one width: a feature of the face, stated for each text of theirs."""
    renderer.shared()  # Loads WeasyPrint.
    from weasyprint.text import ffi, line_break

    assert line_break.pango is not ffi.pango
    monkeypatch.setattr(line_break, "pango", line_break.pango)
    monkeypatch.setattr(ffi, "pango", counted := _Counted(ffi.pango))
    internals.let_lists_go()
    rows = tuple(row(str(number), str(number + 1)) for number in range(60))
    pdf.write(document(Table(row("A", "B"), rows, ("left", "right"))), LOOK)
    gc.collect()
    assert counted.made > 120
    assert counted.held == 0


def test_others_who_use_weasyprint_are_not_disturbed() -> None:
    """Theirs may keep an attribute from before, and put it into many lists."""
    renderer.shared()
    import weasyprint
    from weasyprint.text import ffi, line_break
    from weasyprint.text.fonts import FontConfiguration

    own = FontConfiguration()
    page = weasyprint.HTML(string="<p style='font-variant-numeric: tabular-nums'>1234<p>5678<p>90")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_break, "pango", ffi.pango)
        before = page.write_pdf(font_config=own)
    for _ in range(20):
        page.write_pdf(font_config=own)
        gc.collect()
    assert len(page.write_pdf(font_config=own)) == len(before)
