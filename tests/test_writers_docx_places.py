"""Places of a Word file and the ways to them: captions, references, contents, pages set broadside."""

import json
from dataclasses import replace
from pathlib import Path

import pypandoc
import pytest

import docx_samples as samples
from briefgen.document import Document, Meta, Note
from briefgen.nodes import (
    Block,
    Caption,
    CheckBox,
    Contents,
    ContentsEntry,
    CrossReference,
    Figure,
    Foreign,
    Heading,
    Image,
    Label,
    Landscape,
    Link,
    NoteCall,
    Str,
    Table,
)
from briefgen.writers.docx import write
from docx_reading import NAMES, WordFile, text, value
from docx_samples import caption, document, para, row, table, words

GRID = table(row("a", "b"), row("c", "d"))
_R_ID = f"{{{NAMES['r']}}}id"


def made(source: Document) -> WordFile:
    written = write(source, samples.look())
    assert written.problems == ()
    return WordFile(written.data)


def captioned(number: int, words_: str, anchor: str = "") -> Block:
    return replace(GRID, caption=caption("table", number, words_, anchor=anchor))


def instructions(file: WordFile) -> list[str]:
    return [one.text.strip() for one in file.find("//w:instrText")]


def bookmark(file: WordFile, name: str) -> str:
    """Return the words between the marks of a place, which stand in one paragraph."""
    (start,) = file.find(f"//w:bookmarkStart[@w:name='{name}']")
    said = ""
    for one in start.itersiblings():
        if one.tag.endswith("bookmarkEnd") and value(one, ".", "id") == value(start, ".", "id"):
            return said
        said += text(one)
    raise AssertionError(f"{name} has no end")


# --- Captions ---------------------------------------------------------------------------------------------------------
def test_a_caption_is_counted_by_word_and_stays_with_its_table() -> None:
    file = made(document(captioned(1, "Who decided", "who"), captioned(2, "When")))
    first, second = (file.paragraph(f"Table {n}. {words_}") for n, words_ in ((1, "Who decided"), (2, "When")))
    assert instructions(file) == ["SEQ Table \\* ARABIC"] * 2
    for one in (first, second):
        assert value(one, "./w:pPr/w:pStyle") == "Caption"
        assert one.getnext().tag.endswith("}tbl")
    assert file.find("//w:style[@w:styleId='Caption']/w:pPr/w:keepNext", "word/styles.xml") != []
    assert [value(one, ".") for one in file.find("//w:tblCaption")] == ["Table 1. Who decided", "Table 2. When"]
    assert bookmark(file, "who") == "Table 1"


def test_a_picture_stays_with_its_caption() -> None:
    file = made(document(Figure(Image("box.png", "A box"), caption("figure", 1, "A box")), para("next")))
    picture, below = file.paragraphs()[:2]
    assert value(picture, ".//wp:docPr", "x") is None
    assert picture.xpath(".//wp:docPr/@descr", namespaces=NAMES) == ["A box"]
    assert picture.xpath("./w:pPr/w:keepNext", namespaces=NAMES) != []
    assert (text(below), value(below, "./w:pPr/w:pStyle"), value(below, "./w:pPr/w:keepNext")) == (
        "Figure 1. A box", "Caption", "0",
    )  # fmt: skip
    assert instructions(file) == ["SEQ Figure \\* ARABIC"]


def test_a_name_may_have_words_on_both_sides_of_its_number() -> None:
    label = Label("table", 3, "", ". táblázat")
    named = Caption((label, Str(": "), *words("words")), "place")
    file = made(document(replace(GRID, caption=named)))
    assert bookmark(file, "place") == "3. táblázat"
    assert file.paragraph("3. táblázat: words") is not None


# --- References -------------------------------------------------------------------------------------------------------
def test_a_reference_follows_its_place_and_leads_there() -> None:
    source = document(
        Heading(2, words("Key decisions", NoteCall(1)), "decisions"),
        captioned(1, "Who", "who"),
        para(
            "See ", CrossReference("who", words("Table 1")), ", ", CrossReference("decisions", words("Key decisions"))
        ),
        notes=1,
    )
    file = made(source)
    assert [one.get(f"{{{NAMES['w']}}}anchor") for one in file.find("//w:hyperlink")] == ["who", "decisions"]
    assert instructions(file)[-2:] == ["REF who \\* MERGEFORMAT", "REF decisions \\* MERGEFORMAT"]
    assert file.paragraph("See Table 1, Key decisions") is not None
    # A reference repeats what its place holds: neither the words of the caption, nor a note.
    assert (bookmark(file, "who"), bookmark(file, "decisions")) == ("Table 1", "Key decisions")
    assert file.find("//w:bookmarkStart[@w:name='decisions']/following-sibling::w:bookmarkEnd[1]"
                     "/following-sibling::w:r/w:footnoteReference") != []  # fmt: skip


def test_a_reference_within_a_link_is_words() -> None:
    link = Link("https://example.org", (Str("see "), CrossReference("t", words("Title"))))
    file = made(document(Heading(1, words("Title"), "t"), para(link)))
    assert instructions(file) == []
    assert len(file.find("//w:hyperlink")) == 1


def test_pandoc_finds_captions_and_references(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    source = document(captioned(1, "Who", "who"), para("See ", CrossReference("who", words("Table 1"))))
    path.write_bytes(write(source, samples.look()).data)
    said = pypandoc.convert_file(str(path), "plain", format="docx", extra_args=["--wrap=none"])
    assert "Table 1. Who" in said
    assert "See Table 1" in said
    found = json.dumps(json.loads(pypandoc.convert_file(str(path), "json", format="docx")))
    assert '"#who"' in found


# --- Contents ---------------------------------------------------------------------------------------------------------
CONTENTS = Contents(
    words("What is here"),
    (
        ContentsEntry(2, words("One"), "one"),
        ContentsEntry(3, (Foreign("de", words("Zwei")),), "two"),
        ContentsEntry(2, words("ثلاثة"), "three"),
    ),
)
SECTIONS = (Heading(2, words("One"), "one"), Heading(3, words("Zwei"), "two"), Heading(2, words("ثلاثة"), "three"))


def test_the_contents_are_filled_in_and_ask_nothing() -> None:
    file = made(document(CONTENTS, *SECTIONS))
    shown = file.paragraphs()[:4]
    styles = [value(one, "./w:pPr/w:pStyle") for one in shown]
    assert styles == ["TOCHeading", "TOC2", "TOC3", "TOC2"]
    assert [text(one) for one in shown] == ["What is here", "One", "Zwei", "ثلاثة"]
    assert [one.get(f"{{{NAMES['w']}}}anchor") for one in file.find("//w:hyperlink")] == ["one", "two", "three"]
    assert instructions(file) == ['TOC \\o "2-3" \\h \\z \\n']
    steps = [value(one, ".", "fldCharType") for one in file.find("//w:fldChar")]
    assert steps == ["begin", "separate", "end"]
    # Fields that are dirty, or to be updated on opening, make Word ask a question that frightens readers.
    assert file.find("//*[@w:dirty]") == []
    assert file.find("//w:updateFields", "word/settings.xml") == []


def test_the_styles_of_the_contents_have_the_names_that_word_looks_for() -> None:
    file = made(document(CONTENTS, *SECTIONS))
    names = {value(one, "./w:name") for one in file.find("//w:style", "word/styles.xml")}
    assert {"TOC Heading", "toc 1", "toc 2", "toc 3", "caption", "footnote text"} <= names


def test_contents_of_nothing_are_not_written() -> None:
    assert made(document(Contents(words("Contents")), para("a"))).texts() == ["a"]


# --- Broadside --------------------------------------------------------------------------------------------------------
def pages(file: WordFile) -> list[tuple[str | None, int, bool]]:
    """Return each section's orientation, the width of its text, and whether it has a first page apart."""
    found = []
    for one in file.find("//w:sectPr"):
        sides = [int(value(one, path, name) or 0) for path, name in
                 (("./w:pgSz", "w"), ("./w:pgMar", "left"), ("./w:pgMar", "right"))]  # fmt: skip
        first = one.find(f"{{{NAMES['w']}}}titlePg") is not None
        found.append((value(one, "./w:pgSz", "orient"), sides[0] - sides[1] - sides[2], first))
    return found


@pytest.mark.parametrize(
    ("blocks", "turns"),
    [
        ((para("a"), Landscape((para("b"),)), para("c")), [None, "landscape", None]),
        ((Landscape((para("b"),)),), ["landscape"]),
        ((Landscape((para("b"),)), Landscape((para("c"),)), GRID), ["landscape", None]),
        ((GRID, Landscape((GRID,))), [None, "landscape"]),
        ((), [None]),
    ],
)
def test_a_part_set_broadside_has_pages_of_its_own(blocks: tuple[Block, ...], turns: list[str | None]) -> None:
    file = made(document(*blocks))
    found = pages(file)
    assert [turn for turn, _, _ in found] == turns
    assert [first for _, _, first in found] == [True] + [False] * (len(turns) - 1)
    assert all((width > 12000) == (turn == "landscape") for turn, width, _ in found)
    # The properties of pages stand in the last paragraph of each section, those of the last at the end of the body.
    assert len(file.find("/w:document/w:body/w:p/w:pPr/w:sectPr")) == len(turns) - 1
    assert file.find("/w:document/w:body/*[last()][self::w:sectPr]") != []


def test_head_and_foot_end_where_the_text_does() -> None:
    source = document(
        para("a"), Landscape((GRID,)), para("b"), meta=Meta(title="T", marking="OFFICIAL", watermark="DRAFT")
    )
    file = made(source)
    targets = file.addresses()
    for section, (_, width, _) in zip(file.find("//w:sectPr"), pages(file), strict=True):
        for one in section.xpath("./*[@r:id]", namespaces=NAMES):
            name = f"word/{targets[one.get(_R_ID)]}"
            assert file.texts(name)[0].startswith("OFFICIAL")
            stops = file.find("//w:tabs/w:tab[@w:val='right']", name) or file.find(
                "//w:style[@w:styleId='Header']//w:tab", "word/styles.xml"
            )
            assert abs(int(value(stops[0], ".", "pos") or 0) - width) <= 2
    over = [name for name in file.parts if name.startswith("word/header")]
    assert [len(file.find("//v:textpath[@string='DRAFT']", name)) for name in over] == [1] * len(over)


def test_a_table_fills_the_page_that_it_stands_on() -> None:
    file = made(document(GRID, Landscape((GRID,))))
    widths = [int(value(one, ".", "w") or 0) for one in file.find("//w:tblW")]
    assert [abs(width - page) <= 3 for width, (_, page, _) in zip(widths, pages(file), strict=True)] == [True, True]


def test_the_numbers_of_pages_and_notes_run_on() -> None:
    source = document(para("a", NoteCall(1)), Landscape((para("b", NoteCall(2)),)), para("c", NoteCall(1)), notes=2)
    file = made(source)
    assert file.find("//w:pgNumType") == file.find("//w:sectPr/w:footnotePr") == []
    assert [value(one, ".", "id") for one in file.find("//w:footnoteReference")] == ["1", "2"]


# --- Directions -------------------------------------------------------------------------------------------------------
ARABIC, ENGLISH = "من قرر ماذا", "Who decided what"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_whatever_runs_against_the_document_stands_in_its_column(language: str) -> None:
    """It ends where the others begin: Word takes the left and the right of such a paragraph for its start and end."""
    with_it, against = (ENGLISH, ARABIC) if language == "en" else (ARABIC, ENGLISH)
    entries = tuple(ContentsEntry(2, words(text_), "one") for text_ in (with_it, against))
    source = document(
        Contents(words("Contents"), entries), Heading(2, words("One"), "one"), para(with_it), para(against),
        para("x", NoteCall(1), NoteCall(2)), meta=Meta("T", language=language),
    )  # fmt: skip
    source = replace(source, notes=tuple(Note(n, words(text_)) for n, text_ in enumerate((with_it, against), 1)))
    file = WordFile(write(source, samples.look()).data)

    def stands(name: str, text_: str, style: str) -> tuple[str | None, str | None, bool]:
        (one,) = [
            p for p in file.paragraphs(name) if text(p).strip() == text_ and value(p, "./w:pPr/w:pStyle") == style
        ]
        stated = one.xpath("./w:pPr/w:ind", namespaces=NAMES) or file.find(
            f"//w:style[@w:styleId='{style}']/w:pPr/w:ind", "word/styles.xml"
        )
        bidi = one.xpath("./w:pPr/w:bidi", namespaces=NAMES) != []
        return value(stated[0], ".", "left"), value(stated[0], ".", "right"), bidi

    for name, style in (("word/document.xml", "BodyText"), ("word/document.xml", "TOC2")):
        left, right, bidi = stands(name, with_it, style)
        assert stands(name, against, style) == (right, left, not bidi)
        assert bidi == (language == "ar")
    notes = [stands("word/footnotes.xml", text_, "FootnoteText")[2] for text_ in (with_it, against)]
    assert notes == [language == "ar", language == "en"]


def test_numbers_stand_on_the_same_side_of_the_page_whatever_their_direction() -> None:
    grid = Table(row("أ", "b"), (row("أ", "b"),), ("right", "right"))
    file = made(document(grid))
    sides = {text(one): value(one, "./w:pPr/w:jc") for one in file.find("//w:tc/w:p")}
    assert sides == {"أ": "left", "b": "right"}


def test_what_is_added_in_word_is_not_set_to_the_measure() -> None:
    """Normal is what new tables and all other styles are based on; running text has a style of its own."""
    file = made(document(para("a")))
    styles = {value(one, ".", "styleId"): one for one in file.find("//w:style", "word/styles.xml")}
    assert value(file.paragraph("a"), "./w:pPr/w:pStyle") == "BodyText"
    assert styles["Normal"].xpath("./w:pPr/w:ind", namespaces=NAMES) == []
    assert int(value(styles["BodyText"], "./w:pPr/w:ind", "right") or 0) > 2000


def test_a_place_at_the_end_of_upright_pages_is_not_in_the_paragraph_that_ends_them() -> None:
    file = made(document(para("a"), Heading(2, words("Wide"), "wide"), Landscape((GRID,))))
    (ending,) = file.find("/w:document/w:body/w:p[w:pPr/w:sectPr]")
    assert text(ending) == ""
    assert bookmark(file, "wide") == "Wide"


def test_a_box_can_be_ticked() -> None:
    file = made(document(para(CheckBox(), *words(" Approve")), para(CheckBox(True), *words(" Discuss"))))
    assert [text(one) for one in file.find("//w:sdt/w:sdtContent")] == ["☐", "☑"]
    assert file.find("//w:sdtPr//*[local-name()='checked']/@*") == ["0", "1"]
