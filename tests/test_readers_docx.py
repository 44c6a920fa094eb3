"""Word files as sources: all words that a reader sees, and nothing that hangs or fills the memory."""

import random
import zipfile
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType

import docx
import pytest

from briefgen.problems import BriefgenError
from briefgen.readers import docx as reader
from briefgen.readers import extract

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def relation(kind: str, target: str) -> str:
    return f'<Relationship Id="{kind}" Type="{TYPES}/{kind}" Target="{target}"/>'


def part(body: str, root: str = "document") -> str:
    names = (
        f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:v"'
    )
    return f"<w:{root} {names}>{body}</w:{root}>"


def archive(document: str, others: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Return a Word file of its parts."""
    parts = {"_rels/.rels": RELATIONS.format(relation("officeDocument", "word/document.xml"))}
    parts |= {"word/document.xml": document} | dict(others)
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, text in parts.items():
            written.writestr(name, text)
    return file.getvalue()


def written() -> bytes:
    """Return a file as python-docx writes it."""
    document = docx.Document()
    document.add_heading("Mill to become a library", 1)
    document.add_paragraph("The council voted. ").add_run("Nine were in favor.").bold = True
    document.add_paragraph("First item", style="List Bullet")
    table = document.add_table(2, 2)
    for row, words in zip(table.rows, (("Party", "Seats"), ("LDP", "261")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.cell(1, 1).add_paragraph("(at most)")
    document.sections[0].header.paragraphs[0].text = "The Example Times"
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def paragraphs(data: bytes) -> list[str]:
    return extract(data, "a.docx").split("\n\n")


def test_a_file_as_programs_write_it() -> None:
    assert paragraphs(written()) == [
        "Mill to become a library",
        "The council voted. Nine were in favor.",
        "First item",
        "Party\tSeats",
        "LDP",
        "261",
        "(at most)",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<w:p><w:ins><w:r><w:t>Put in.</w:t></w:r></w:ins></w:p>", ["Put in."]),
        ("<w:p><w:del><w:r><w:delText>Taken</w:delText></w:r></w:del><w:r><w:t>One.</w:t></w:r></w:p>", ["One."]),
        ("<w:p><w:moveFrom><w:r><w:t>Gone</w:t></w:r></w:moveFrom><w:r><w:t>One.</w:t></w:r></w:p>", ["One."]),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r><w:r><w:t>One.</w:t></w:r></w:p>", ["One."]),
        ('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Seen.</w:t></w:r></w:p>', ["Seen."]),
        ("<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>Seen.</w:t></w:r></w:p>", ["Seen."]),
        (
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            ["In a control."],
        ),
        ("<w:p><w:hyperlink><w:r><w:t>A link</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r></w:p>", ["A link."]),
        (
            "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>",
            ["7"],
        ),
        (
            "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>",
            ["a\tb\nc‑d"],
        ),
        ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>One.</w:t></w:r></w:p>", ["One."]),
        (
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>にほん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>日本</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
            ["日本"],
        ),
        ("<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>", ["x=1"]),
        (
            "<w:p><w:r><w:t>Around </w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
            "<w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><v:x><w:txbxContent>"
            "<w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></v:x></mc:Fallback></mc:AlternateContent></w:r>"
            "<w:r><w:t>the box.</w:t></w:r></w:p>",
            ["In a box.", "Around the box."],
        ),
    ],
)
def test_what_a_reader_sees(body: str, expected: list[str]) -> None:
    assert paragraphs(archive(part(body))) == expected


def test_notes_follow_the_body() -> None:
    notes = "<w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>"
    relations = RELATIONS.format(relation("footnotes", "footnotes.xml") + relation("endnotes", "missing.xml"))
    data = archive(
        part("<w:p><w:r><w:t>The body.</w:t></w:r></w:p>"),
        {"word/footnotes.xml": part(notes, "footnotes"), "word/_rels/document.xml.rels": relations},
    )
    assert paragraphs(data) == ["The body.", "A note."]


def test_the_document_may_have_another_name_and_the_strict_names() -> None:
    document = part("<w:p><w:r><w:t>One.</w:t></w:r></w:p>").replace(
        W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    relations = RELATIONS.format(relation("officeDocument", "/word/other.xml"))
    assert paragraphs(archive("<x/>", {"_rels/.rels": relations, "word/other.xml": document})) == ["One."]


# --- Hostile files ----------------------------------------------------------------------------------------------------
def refused(data: bytes) -> str | None:
    """Return the code of the problem that a file is refused with, or None for one that is read."""
    try:
        extract(data, "a.docx")
    except BriefgenError as error:
        return error.problems[0].code
    return None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archive(part("")), "empty-source"),
        (archive("<x"), "broken-source"),
        (archive('<!DOCTYPE a [<!ENTITY e "e">]>' + part("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>")), "broken-source"),
        (archive('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + part("&e;")), "broken-source"),
        (archive(part("<w:p>" * 3_000)), "broken-source"),
        (archive(part("<w:p><w:r><w:t>" + "x" * 70_000_000)), "too-large"),
        (
            archive("<x/>", {"_rels/.rels": RELATIONS.format(relation("officeDocument", "../../etc/passwd"))}),
            "broken-source",
        ),
        (b"PK\x03\x04word/document.xml" + b"PK\x01\x02" * 20_001, "too-large"),
    ],
    ids=["empty", "cut", "entity", "file", "deep", "bomb", "outside", "many"],
)
def test_a_hostile_file(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_part_of_elements_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LIMIT_ELEMENTS", 1_000)
    assert refused(archive(part("<w:p/>" * 1_001))) == "too-large"


def test_a_broken_file_says_what_to_do() -> None:
    with pytest.raises(BriefgenError) as error:
        extract(written()[:-200], "a.docx")
    (problem,) = error.value.problems
    assert problem.message == "the Word file is broken: File is not a zip file"
    assert problem.remedy == "open it in Word or LibreOffice and save it again, or save its text as a .txt file"


def test_broken_files_are_read_or_refused() -> None:
    chance, whole = random.Random(3), written()
    for _ in range(300):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.choice((1, 3, 30)) if data else 0):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert refused(bytes(data)) in {None, "broken-source", "not-a-docx", "empty-source", "too-large"}
