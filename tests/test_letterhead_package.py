"""An editor's Word file is taken, and what is none is refused by what it is."""

import pytest

from briefgen.letterhead.faces import Kinds
from briefgen.letterhead.package import Parts, opened
from briefgen.problems import BriefgenError, Problem
from letterheads import libreoffice, unzipped, zipped

LETTERHEAD = libreoffice()
FILE = "templates/own/reference.docx"


def refused(data: bytes) -> Problem:
    with pytest.raises(BriefgenError) as caught:
        opened(data, FILE)
    (problem,) = caught.value.problems
    assert problem.place.file == FILE
    assert problem.code == "bad-style-file"
    assert problem.remedy
    return problem


def test_a_file_of_libreoffice() -> None:
    parts = opened(LETTERHEAD, FILE)
    assert isinstance(parts, Parts)
    assert parts.main == "word/document.xml"
    assert parts.part("styles") is not None
    assert parts.content_type("word/media/image1.png") == "image/png"


STRICT = unzipped(LETTERHEAD) | {
    "_rels/.rels": unzipped(LETTERHEAD)["_rels/.rels"].replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
    )
}
OTHER = unzipped(LETTERHEAD) | {
    "[Content_Types].xml": unzipped(LETTERHEAD)["[Content_Types].xml"].replace(
        b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"
    )
}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7\n", "found a PDF"),
        (b"{\\rtf1", "found an RTF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Word 97 to 2003"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "by a password"),
        (b"<!DOCTYPE html><html>", "found a web page"),
        (b"\x89PNG\r\n", "no Word file"),
        (zipped({"letter.txt": b"Dear all"}), "found a zip archive"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), "OpenDocument"),
        (LETTERHEAD[: len(LETTERHEAD) // 2], "damaged"),
        (zipped(STRICT), "Strict Open XML"),
        (zipped(OTHER), "an Excel workbook"),
        (zipped({"[Content_Types].xml": b"<Types/>"}), "no part that holds the text"),
        (zipped({"[Content_Types].xml": b"<Types"}), "damaged: [Content_Types].xml"),
    ],
)
def test_what_is_no_word_file_is_refused_by_what_it_is(data: bytes, said: str) -> None:
    assert said in refused(data).message


def test_a_file_that_unpacks_without_end() -> None:
    bomb = zipped(unzipped(LETTERHEAD) | {f"word/media/{number}.bin": bytes(24 * 1024 * 1024) for number in range(5)})
    assert len(bomb) < 200_000
    assert "unpacks to more" in refused(bomb).message


def test_entities_are_refused_and_never_expanded() -> None:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE t [<!ENTITY a0 "ha">{lines}]>'.encode()
    data = zipped(unzipped(LETTERHEAD) | {"[Content_Types].xml": bomb + b"<Types>&a9;</Types>"})
    assert "declares a document type" in refused(data).message


def test_a_face_that_libreoffice_took_for_a_serif_is_known_by_its_name() -> None:
    names = ("Verdana", "Calibri", "Nobody Knows")
    stated = "".join(f'<w:font w:name="{name}"><w:family w:val="roman"/></w:font>' for name in names)
    parts = unzipped(LETTERHEAD)
    parts["word/fontTable.xml"] = parts["word/fontTable.xml"].replace(b"</w:fonts>", f"{stated}</w:fonts>".encode())
    kinds = Kinds(opened(zipped(parts), FILE))
    assert [kinds.of(name) for name in names] == ["sans", "sans", "serif"]
