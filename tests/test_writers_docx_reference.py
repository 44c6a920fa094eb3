"""A Word file that starts from the editor's own."""

from pathlib import Path

import docx_samples as samples
from briefgen.document import Document, Meta
from briefgen.nodes import BlockQuote, Heading
from briefgen.problems import Severity
from briefgen.writers import Written
from briefgen.writers.docx import write
from docx_reading import WordFile, text, value
from docx_samples import bullets, document, para, words

LETTERHEADS = Path(__file__).parent / "cases" / "letterheads"


def letterhead(name: str) -> bytes:
    return (LETTERHEADS / name).read_bytes()


def written(source: Document, reference: bytes | str, **styles: str) -> Written:
    """Write a document on a letterhead."""
    from dataclasses import replace

    data = letterhead(reference) if isinstance(reference, str) else reference
    named = {name.replace("_", "-"): said for name, said in styles.items()}
    look = replace(samples.look(), reference=data, reference_file="templates/own/reference.docx", word_styles=named)
    return write(source, look)


def made(source: Document, reference: bytes | str, **styles: str) -> WordFile:
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
    file = made(MEMO, "wasseramt.docx")
    assert value(file.paragraph("A pool"), "./w:pPr/w:pStyle") == "Heading1"
    assert value(file.paragraph("It is closed."), "./w:pPr/w:pStyle") == "TextBody"
    assert value(file.paragraph("We close it."), "./w:pPr/w:pStyle") == "Quotations"
    (heading,) = file.find("//w:style[@w:styleId='Heading1']", "word/styles.xml")
    assert value(heading, "./w:rPr/w:color") == "8A1C3F"


def test_nothing_at_a_paragraph_stands_against_its_style() -> None:
    file = made(MEMO, "wasseramt.docx")
    for said in ("A pool", "It is closed.", "We close it."):
        (properties,) = file.paragraph(said).xpath("./*[local-name()='pPr']")
        assert [one.tag.rpartition("}")[2] for one in properties] == ["pStyle"]


def test_a_style_named_in_the_template_wins() -> None:
    file = made(MEMO, "wasseramt.docx", quote="zitat ROT")
    assert value(file.paragraph("We close it."), "./w:pPr/w:pStyle") == "Zitatrot"


def test_missing_styles_are_added_and_named() -> None:
    result = written(MEMO, "wasseramt.docx")
    said = [one for one in result.problems if one.code == "style-missing"]
    assert [one.severity for one in said] == [Severity.WARNING]
    assert "List Bullet" in said[0].message
    file = WordFile(result.data)
    id_ = value(file.paragraph("one"), "./w:pPr/w:pStyle")
    assert file.find(f"//w:style[@w:styleId='{id_}']/w:name/@w:val", "word/styles.xml") == ["List Bullet"]


def test_heads_keep_their_logo_and_show_this_document() -> None:
    file = made(MEMO, "wasseramt.docx")
    (name,) = [name for name in file.parts if name.startswith("word/header")]
    assert file.texts(name)[:3] == ["TLP:AMBER", " Wasserwirtschaftsamt Nord · A pool", "Aktenzeichen: AZ 7/26"]
    (target,) = set(file.addresses(name.removeprefix("word/")).values())
    assert file.parts[f"word/{target}"].startswith(b"\x89PNG")


def test_paper_and_margins_are_those_of_the_file() -> None:
    file = made(MEMO, "wasseramt.docx")
    (size,) = file.find("//w:sectPr/w:pgSz")
    (sides,) = file.find("//w:sectPr/w:pgMar")
    assert value(size, ".", "w") == "11906"
    assert [value(sides, ".", name) for name in ("left", "right", "top")] == ["1417", "1134", "1814"]


def test_the_editors_text_is_dropped() -> None:
    file = made(MEMO, "wasseramt.docx")
    assert not any("Sehr geehrte" in text(one) for one in file.paragraphs())


def test_the_same_bytes_for_the_same_input() -> None:
    assert written(MEMO, "wasseramt.docx").data == written(MEMO, "wasseramt.docx").data
