"""A Word file that starts from the editor's own."""

import contextlib
import re
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings, strategies
from lxml import etree

import docx_samples as samples
from briefgen.document import Document, Meta
from briefgen.nodes import BlockQuote, Heading, Landscape, ListItem
from briefgen.problems import BriefgenError, Place, Severity
from briefgen.writers import Written
from briefgen.writers.docx import write
from briefgen.writers.docx.filling import Filled, fill
from briefgen.writers.docx.language import Languages
from conftest import tries
from docx_reading import NAMES, WordFile, text, value
from docx_samples import bullets, document, para, words
from letterheads import HEADS, MARKING, field, head, libreoffice, unzipped, word, zipped
from letterheads import words as words_of

W = f"{{{NAMES['w']}}}"


def written(source: Document, reference: bytes, **styles: str) -> Written:
    """Write a document on a letterhead."""
    named = {name.replace("_", "-"): said for name, said in styles.items()}
    look = replace(samples.look(), reference=reference, reference_file="own/reference.docx", word_styles=named)
    return write(source, look)


def made(source: Document, reference: bytes, **styles: str) -> WordFile:
    return WordFile(written(source, reference, **styles).data)


MEMO = document(
    Heading(1, words("A pool"), "pool"),
    para("It is closed."),
    BlockQuote((para("We close it."),)),
    bullets("one", "two"),
    meta=Meta(title="A pool", marking="TLP:AMBER", reference="AZ 7/26", author="I. Berg"),
)


# --- Saved by LibreOffice ---------------------------------------------------------------------------------------------
def test_parts_are_set_in_the_styles_of_the_file_whatever_their_names() -> None:
    file = made(MEMO, libreoffice())
    assert value(file.paragraph("A pool"), "./w:pPr/w:pStyle") == "Heading1"
    assert value(file.paragraph("It is closed."), "./w:pPr/w:pStyle") == "TextBody"
    assert value(file.paragraph("We close it."), "./w:pPr/w:pStyle") == "Quotations"
    (heading,) = file.find("//w:style[@w:styleId='Heading1']", "word/styles.xml")
    assert value(heading, "./w:rPr/w:color") == "8A1C3F"


def test_nothing_at_a_paragraph_stands_against_its_style() -> None:
    file = made(MEMO, libreoffice())
    for said in ("A pool", "It is closed.", "We close it."):
        (properties,) = file.paragraph(said).xpath("./*[local-name()='pPr']")
        assert [one.tag.rpartition("}")[2] for one in properties] == ["pStyle"]


def test_a_style_named_in_the_template_wins() -> None:
    file = made(MEMO, libreoffice(), quote="zitat ROT")
    assert value(file.paragraph("We close it."), "./w:pPr/w:pStyle") == "Zitatrot"


def test_missing_styles_are_added_and_named() -> None:
    result = written(MEMO, libreoffice())
    said = [one for one in result.problems if one.code == "style-missing"]
    assert [one.severity for one in said] == [Severity.WARNING]
    assert "List Bullet" in said[0].message
    file = WordFile(result.data)
    id_ = value(file.paragraph("one"), "./w:pPr/w:pStyle")
    assert file.find(f"//w:style[@w:styleId='{id_}']/w:name/@w:val", "word/styles.xml") == ["List Bullet"]


def test_heads_keep_their_logo_and_show_this_document() -> None:
    file = made(MEMO, libreoffice())
    (name,) = [name for name in file.parts if name.startswith("word/header")]
    assert file.texts(name)[:3] == ["TLP:AMBER", " Wasserwirtschaftsamt Nord · A pool", "Aktenzeichen: AZ 7/26"]
    (target,) = set(file.addresses(name.removeprefix("word/")).values())
    assert file.parts[f"word/{target}"].startswith(b"\x89PNG")


def test_paper_and_margins_are_those_of_the_file() -> None:
    file = made(MEMO, libreoffice())
    (size,) = file.find("//w:sectPr/w:pgSz")
    (sides,) = file.find("//w:sectPr/w:pgMar")
    assert value(size, ".", "w") == "11906"
    assert [value(sides, ".", name) for name in ("left", "right", "top")] == ["1417", "1134", "1814"]


def test_the_editors_text_is_dropped() -> None:
    file = made(MEMO, libreoffice())
    assert not any("Sehr geehrte" in text(one) for one in file.paragraphs())


def test_the_same_bytes_for_the_same_input() -> None:
    assert written(MEMO, libreoffice()).data == written(MEMO, libreoffice()).data


# --- As Word writes it ------------------------------------------------------------------------------------------------
def headed(file: WordFile) -> dict[str, list[str]]:
    """Return what heads and feet read, by their kind."""
    addresses = file.addresses()
    ids = f"{{{NAMES['r']}}}id"
    return {
        f"{kind}-{one.get(f'{W}type')}": file.texts(f"word/{addresses[one.get(ids)]}")
        for kind in ("header", "footer")
        for one in file.find(f"//w:sectPr[1]/w:{kind}Reference")
    }


def test_ids_in_another_language() -> None:
    file = made(MEMO, word())
    assert value(file.paragraph("A pool"), "./w:pPr/w:pStyle") == "berschrift1"
    assert value(file.paragraph("It is closed."), "./w:pPr/w:pStyle") == "Standard"
    assert value(file.paragraph("We close it."), "./w:pPr/w:pStyle") == "Zitat"
    assert value(file.paragraph("one"), "./w:pPr/w:pStyle") == "Aufzhlungszeichen"


def test_each_kind_of_page_has_its_own_head_filled() -> None:
    file = made(MEMO, word())
    assert headed(file) == {
        "header-first": ["Stadt Nordhafen · TLP:AMBER"],
        "header-default": ["A pool · AZ 7/26", "TLP:AMBER neu"],
        "header-even": ["A POOL · TLP:AMBER"],
        "footer-default": ["Referat: Referat 3 · Seite 1post@nordhafen.example"],
    }
    assert file.find("//w:evenAndOddHeaders", "word/settings.xml")
    assert file.find("//w:sectPr/w:titlePg")


def test_broadside_pages_have_their_own_head() -> None:
    wide = document(para("x"), Landscape((para("wide"),)), para("y"), meta=MEMO.meta)
    file = made(wide, word())
    sections = file.find("//w:sectPr")
    assert [value(one, "./w:pgSz", "w") for one in sections] == ["11906", "16838", "11906"]
    addresses = file.addresses()
    ids = f"{{{NAMES['r']}}}id"
    heads = [
        addresses[found[0].get(ids)]
        for one in sections
        if (found := one.xpath("./w:headerReference[@w:type='default']", namespaces=NAMES))
    ]
    assert file.texts(f"word/{heads[1]}") == ["Quer ·  · TLP:AMBER"]
    assert heads[0] == heads[2] != heads[1]


def test_what_must_not_be_passed_on_is_left_out_and_told() -> None:
    result = written(MEMO, word())
    (said,) = [one for one in result.problems if one.code == "style-file-reduced"]
    for what in ("tracked changes", "linked pictures", "the address of its template"):
        assert what in said.message
    file = WordFile(result.data)
    everything = b"".join(file.parts.values())
    for trace in (b"C:/logo.png", b"amt.dotm", b"w:ins ", b"delText", b"Sehr geehrte", b"AZ alt"):
        assert trace not in everything
    assert b"mailto:post@nordhafen.example" in everything


def test_a_marking_has_its_place_and_is_not_printed_twice() -> None:
    result = written(MEMO, word())
    assert [one for one in result.problems if one.code == "no-place-for-marking"] == []


def test_a_marking_never_vanishes() -> None:
    unmarked = {name: head(words_of("Stadt")) for name in ("header1", "header3")}
    result = written(MEMO, word(unmarked))
    (said,) = [one for one in result.problems if one.code == "no-place-for-marking"]
    assert "TLP:AMBER" in said.message
    shown = headed(WordFile(result.data))
    assert shown["header-first"] == ["TLP:AMBER", "Stadt"]
    assert shown["footer-first"] == ["TLP:AMBER"]
    assert shown["header-even"] == ["TLP:AMBER", "Stadt"]
    assert shown["header-default"][0] == "A pool · AZ 7/26"


def test_a_field_for_what_is_not_stated_shows_nothing_and_no_error_later() -> None:
    file = made(document(para("x"), meta=Meta(title="A pool")), word())
    assert headed(file)["header-default"] == ["A pool · ", " neu"]
    stated = file.find("//*[local-name()='property'][@name='Reference']", "docProps/custom.xml")
    assert len(stated) == 1


def test_an_unknown_property_is_told_with_the_nearest_name() -> None:
    asking = {"header2": head(field(" DOCPROPERTY Refrence ", shown="?"))}
    problems = written(MEMO, word(asking)).problems
    (said,) = [one for one in problems if one.code == "unknown-property"]
    assert (said.place.file, said.remedy) == ("own/reference.docx", "did you mean 'Reference'?")


def test_a_draft_has_its_word_on_every_page() -> None:
    draft = document(para("x"), meta=Meta(title="A pool", marking="TLP:RED", watermark="Draft"))
    file = made(draft, word())
    for name in {f"word/{target}" for target in file.addresses().values() if target.startswith("header")}:
        assert file.find("//v:textpath[@string='Draft']", name), name


@pytest.mark.parametrize("template", [False, True])
def test_a_template_of_word_is_as_good(template: bool) -> None:
    file = made(MEMO, word(template=template))
    assert b"wordprocessingml.document.main+xml" in file.parts["[Content_Types].xml"]


def test_a_style_that_the_file_has_not() -> None:
    with pytest.raises(BriefgenError) as caught:
        written(MEMO, word(), quote="Zitat kursiv", link="Kernaussage")
    first, second = caught.value.problems
    assert first.code == second.code == "unknown-word-style"
    assert "no paragraph style 'Zitat kursiv'" in first.message
    assert "is one of kind 'paragraph', expected 'character'" in second.message


# --- Differences ------------------------------------------------------------------------------------------------------
def test_each_kind_of_difference_is_one_warning_with_both_values() -> None:
    said = [one.message for one in written(MEMO, word()).problems if one.code == "style-file-differs"]
    assert len(said) == 4
    pages, faces, sizes, colours = said
    assert "top margin 21 mm, in the file 40.0" in pages
    assert "lines of 117 mm, in the file 165" in pages
    assert "Cambria, in the file Calibri (body, " in faces
    assert "heading-1 19 pt, in the file 14" in sizes
    assert "heading-1 #1b1f24, in the file #365f91" in colours
    assert not any("heading-2" in one for one in said), "it is not in use"


def test_a_difference_stands_at_the_line_of_the_template() -> None:
    place = Place("own/template.yaml", 12, 7)
    look = replace(samples.look(), reference=word(), reference_file="r.docx", places={"styles.heading-1": place})
    found = {one.place for one in write(MEMO, look).problems if one.code == "style-file-differs"}
    assert place in found


# --- Lists ------------------------------------------------------------------------------------------------------------
def test_a_list_has_the_marks_of_the_editors_style_and_starts_anew() -> None:
    nested = document(
        bullets("one", ListItem((para("two"), bullets("deep")))), para("x"), bullets("three"), meta=MEMO.meta
    )
    file = made(nested, word())
    numbers = [value(file.paragraph(said), "./w:pPr/w:numPr/w:numId") for said in ("one", "two", "deep", "three")]
    assert numbers[0] == numbers[1] != numbers[2]
    kinds = {
        value(one, "./w:abstractNumId")
        for one in file.find("//w:num", "word/numbering.xml")
        if value(one, ".", "numId") in numbers
    }
    (kind,) = kinds
    first, second, *_ = file.find(f"//w:abstractNum[@w:abstractNumId={kind}]/w:lvl", "word/numbering.xml")
    assert (value(first, "./w:lvlText"), value(second, "./w:lvlText")) == ("■", "–")
    assert value(first, "./w:pStyle") is None, "the style stays linked with the editor's list"
    one, deep = file.paragraph("one"), file.paragraph("deep")
    assert (value(one, "./w:pPr/w:ind", "left"), value(one, "./w:pPr/w:ind", "hanging")) == ("360", "360")
    assert value(deep, "./w:pPr/w:ind", "left") == "720"


def test_the_editors_lists_are_kept() -> None:
    file = made(MEMO, word())
    assert file.find("//w:num[@w:numId=3]/w:abstractNumId/@w:val", "word/numbering.xml") == ["7"]
    ids = file.find("//w:num/@w:numId", "word/numbering.xml")
    assert len(ids) == len(set(ids))


# --- Hostile files ----------------------------------------------------------------------------------------------------
PARTS = sorted(name for name in unzipped(word()) if name.endswith((".xml", ".rels")))
VALUES = (b"", b"-1", b"99999999999", b"1e309", b"nan", b"\xc3\xa4", b"true", b"12pt")


@given(data=strategies.data())
@settings(deadline=None, max_examples=tries(25))
def test_a_damaged_file_is_refused_or_taken_and_never_a_crash(data: strategies.DataObject) -> None:
    parts = unzipped(word())
    for _ in range(data.draw(strategies.integers(1, 3))):
        name = data.draw(strategies.sampled_from(PARTS))
        body = parts.get(name, b"")
        values = list(re.finditer(rb'="([^"]*)"', body))
        how = data.draw(strategies.sampled_from(("cut", "lost", "value", "swapped")))
        if how == "cut":
            parts[name] = body[: data.draw(strategies.integers(0, len(body)))]
        elif how == "lost":
            parts.pop(name, None)
        elif how == "swapped":
            parts[name] = parts.get(data.draw(strategies.sampled_from(PARTS)), b"")
        elif values:
            found = data.draw(strategies.sampled_from(values))
            parts[name] = body[: found.start(1)] + data.draw(strategies.sampled_from(VALUES)) + body[found.end(1) :]
    with contextlib.suppress(BriefgenError):
        WordFile(written(MEMO, zipped(parts)).data).texts()


@given(title=strategies.text(max_size=40), reference=strategies.text(max_size=40))
def test_any_text_stands_in_the_heads_as_it_is(title: str, reference: str) -> None:
    assume(not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", title + reference))
    root, filled = etree.fromstring(HEADS["header2"].encode()), Filled()
    fill(root, {"Title": title, "Reference": reference}, filled, Languages.of("en", title))
    assert filled.asked == {"Title", "Reference"}
    first, _ = root.findall(f"{W}p")
    assert text(etree.fromstring(etree.tostring(first))) == f"{title} · {reference}"


def test_macros_and_objects_are_left_out_and_told() -> None:
    parts = unzipped(word({"header2": head(f'<w:r><w:object><v:shape r:id="rId7"/></w:object></w:r>{MARKING}')}))
    kinds = parts["[Content_Types].xml"]
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts["[Content_Types].xml"] = kinds.replace(main, b"application/vnd.ms-word.document.macroEnabled.main+xml")
    macro = b'<Relationship Id="rId90" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
    relations = parts["word/_rels/document.xml.rels"]
    parts["word/_rels/document.xml.rels"] = relations.replace(
        b"</Relationships>", macro + b'Target="vbaProject.bin"/></Relationships>'
    )
    parts["word/_rels/header2.xml.rels"] = parts["word/_rels/header1.xml.rels"].replace(
        b'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"',
        b'Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject"',
    )
    parts["word/vbaProject.bin"] = b"Sub AutoOpen()"
    result = written(MEMO, zipped(parts))
    (said,) = [one for one in result.problems if one.code == "style-file-reduced"]
    assert "macros" in said.message
    assert "embedded objects" in said.message
    file = WordFile(result.data)
    assert b"AutoOpen" not in b"".join(file.parts.values())
    assert b"macroEnabled" not in file.parts["[Content_Types].xml"]
    assert not any(file.find("//w:object", name) for name in file.parts if name.startswith("word/header"))


def test_a_file_without_heads_has_those_of_the_template() -> None:
    parts = unzipped(word())
    bare = re.sub(rb"<w:(header|footer)Reference [^>]*/>", b"", parts["word/document.xml"])
    file = made(MEMO, zipped(parts | {"word/document.xml": bare}))
    shown = headed(file)
    assert shown["header-default"] == ["TLP:AMBER\tA pool"]
    assert shown["footer-default"][0].startswith("TLP:AMBER\t1 / 1")
    name = next(name for name in file.parts if name.startswith("word/header"))
    stops = file.find("//w:p/w:pPr/w:tabs/w:tab", name)
    assert [(value(one, ".", "val"), value(one, ".", "pos")) for one in stops] == [
        ("clear", "4536"),
        ("clear", "9072"),
        ("right", "9354"),
    ], "the stops of the editor's style are for a head of his own"


@pytest.mark.parametrize(("descr", "told"), [(' descr="Stadtwappen"', 0), ("", 1), (' descr=" "', 1)])
def test_a_picture_without_words_is_told(descr: str, told: int) -> None:
    shown = HEADS["header1"].replace('\n descr="Stadtwappen"', descr)
    problems = written(MEMO, word({"header1": shown, "footer1": head(words_of("x"), root="ftr")})).problems
    assert len([one for one in problems if one.code == "letterhead-picture-without-words"]) == told
