"""Reading a source: what a file is, how its text is encoded, and what is said where there is no text to be had."""

import contextlib
import random
from importlib import import_module

import pytest

from briefgen import readers
from briefgen.problems import BriefgenError, Place, as_text
from briefgen.readers import READERS, extract
from briefgen.readers.kinds import kind_of

NAMED = Place("content/x.yaml", 2, 10)
PDF, OLD_WORD, RTF = b"%PDF-1.7\n%\xe2\xe3", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1\\ansi words}"
ZIP = b"PK\x03\x04\x14\0"
DOCX = ZIP + b"word/document.xml"


def refusal(data: bytes, name: str, place: Place | None = None) -> str:
    with pytest.raises(BriefgenError) as error:
        extract(data, name, place)
    return "\n".join(map(as_text, error.value.problems))


def test_every_reader_is_there() -> None:
    for reader in READERS.values():
        assert callable(import_module(reader.module).read)


# --- What a file is ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (PDF, "a.txt", "is a PDF, expected a text file [not-a-text]\n  remedy: rename it to a.pdf, and name that"),
        (DOCX, "a", "is a Word file, expected a text file [not-a-text]\n  remedy: rename it to a.docx, and name that"),
        (
            b"\n<!DOCTYPE html>",
            "a.txt",
            "is a web page, expected a text file [not-a-text]\n  remedy: rename it to a.html",
        ),
        (
            PDF,
            "x/a.b.docx",
            "is a PDF, expected a Word file [not-a-docx]\n  remedy: rename it to a.b.pdf, and name that",
        ),
        (DOCX, "a.pdf", "is a Word file, expected a PDF [not-a-pdf]\n  remedy: rename it to a.docx, and name that"),
        (PDF, "a.html", "is a PDF, expected a web page [not-a-text]\n  remedy: rename it to a.pdf, and name that"),
        (
            OLD_WORD,
            "a.doc",
            "is an old (.doc) or protected Word file, expected a text file [not-a-text]\n  remedy: open",
        ),
        (
            OLD_WORD,
            "a.docx",
            "is an old (.doc) or protected Word file, expected a Word file [not-a-docx]\n  remedy: open",
        ),
        (RTF, "a.rtf", "is an RTF file, expected a text file [not-a-text]\n  remedy: open it in Word or LibreOffice"),
        (ZIP, "a.zip", "is a zip archive, expected a text file [not-a-text]\n  remedy: unpack it"),
        (
            ZIP + b"xl/workbook.xml",
            "a.xlsx",
            "is a spreadsheet, expected a text file [not-a-text]\n  remedy: save its text",
        ),
        (
            ZIP + b"mimetypeapplication/vnd.oasis.opendocument.text",
            "a.odt",
            "is an OpenDocument file, expected a text file [not-a-text]\n  remedy: open it in Word or LibreOffice",
        ),
        (
            b"\x89PNG\r\n\x1a\n",
            "a.txt",
            "is a picture, expected a text file [not-a-text]\n  remedy: save its text as a .txt",
        ),
        (b"\x1f\x8b\x08", "a.txt", "is a compressed file, expected a text file [not-a-text]\n  remedy: unpack it"),
        (
            b"From: <Saved by Blink>",
            "a.mhtml",
            "is a web archive, expected a text file [not-a-text]\n  remedy: save the page",
        ),
        (b"Words.", "a.pdf", "does not begin as a PDF does [not-a-pdf]\n  remedy: is the file whole?"),
        (b"Words.", "a.docx", "does not begin as a Word file does [not-a-docx]\n  remedy: is the file whole?"),
    ],
)
def test_a_file_that_is_not_what_its_name_says(data: bytes, name: str, said: str) -> None:
    assert refusal(data, name).startswith(f"{name}: error: the source {said}")
    assert refusal(data, name, NAMED).startswith(f"content/x.yaml:2:10: error: the source {said}")


def test_a_document_within_another_does_not_say_what_that_is() -> None:
    kind = kind_of(ZIP + b"ppt/presentation.xml" + b"word/document.xml")
    assert kind is not None
    assert kind.what == "a presentation"


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a", "a.text", "a.log", "a.md.txt"])
def test_any_other_suffix_is_a_plain_text(name: str) -> None:
    assert extract(b"*One*\r\n<p>two</p>\r", name) == "*One*\n<p>two</p>\n"


# --- Nothing there ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.txt", "the source file is empty, expected its text [empty-source]\n  remedy: paste the text"),
        (b"\xff\xfe", "a.txt", "the source file is empty, expected its text [empty-source]\n  remedy: paste the text"),
        (b" \n", "a.md", "the source file is empty, expected its text [empty-source]\n  remedy: paste the text"),
        (b"<!-- -->\n", "a.md", "the source file is empty, expected its text [empty-source]\n  remedy: paste the text"),
        (b"", "a.html", "the source file is empty, expected a web page [empty-source]\n  remedy: get the file again"),
        (b"", "a.pdf", "the source file is empty, expected a PDF [empty-source]\n  remedy: get the file again"),
        (
            b" \n",
            "a.docx",
            "the source file is empty, expected a Word file [empty-source]\n  remedy: get the file again",
        ),
        (
            b"<script>x()</script>",
            "a.html",
            "the page holds no text; a script may put it there [empty-source]\n  remedy: copy",
        ),
    ],
)
def test_a_source_without_a_word(data: bytes, name: str, said: str) -> None:
    assert refusal(data, name, NAMED).startswith(f"content/x.yaml:2:10: error: {said}")


def test_what_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(b"\n" * 200_001 + b"x", "a.txt").startswith(
        "a.txt: error: the source has 200001 lines, expected at most 200000 [too-large]"
    )
    assert refusal(b"x" * (4 * 2**20 + 1), "a.txt").startswith(
        "a.txt: error: the source has 4194305 characters, expected at most 4194304 [too-large]"
    )
    monkeypatch.setattr(readers, "LIMIT_BYTES", 2**20)
    assert refusal(b"x" * (3 * 2**20), "a.pdf").startswith(
        "a.pdf: error: the source has 3 MB, expected at most 1 MB [file-too-large]"
    )


# --- Encodings --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_with_a_mark_of_its_encoding(encoding: str) -> None:
    assert extract("Zoë sagte:\r\n„日本“".encode(encoding), "a.txt") == "Zoë sagte:\n„日本“"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            "Zwei Wörter".encode("utf-16-le"),
            "a.txt:1:1: error: the file is UTF-16 text without a mark at its beginning, expected UTF-8 [not-utf-8]",
        ),
        (
            b"\xff\xfeabc",
            "a.txt: error: the file begins as UTF-16 text and goes on as something else, expected UTF-8 text",
        ),
        (
            "Im\nCafé für Zoë".encode("latin-1"),
            "a.txt:2:4: error: found the byte 0xE9, expected UTF-8 text; the file seems to be Windows-1252 or Latin-1",
        ),
        (
            "日本政府は発表した。ありがとう。".encode("cp932"),
            "a.txt:1:1: error: found the byte 0x93, expected UTF-8 text; the file seems to be Shift-JIS (cp932)",
        ),
        (
            "日本政府は発表した。ありがとう。".encode("euc-jp"),
            "a.txt:1:1: error: found the byte 0xC6, expected UTF-8 text; the file seems to be EUC-JP",
        ),
        ("Zoë für\n".encode() + b"\xff", "a.txt:2:1: error: found the byte 0xFF, expected UTF-8 text [not-utf-8]"),
        (b"One\nTwo \0", "a.txt:2:5: error: found the character U+0000, which no text holds [bad-character]"),
    ],
)
def test_text_in_another_encoding(data: bytes, said: str) -> None:
    assert refusal(data, "a.txt").startswith(said)
    assert "remedy: " in refusal(data, "a.txt")


def test_what_no_document_can_hold_is_not_in_a_text() -> None:
    text = "page\fbreak, \u202bright\u202c, \u2067isolated\u2069, \x1b[1mbold\x07, \x0btab"
    assert extract(text.encode(), "a.txt") == "page break, right, isolated, \ufffd[1mbold\ufffd,  tab"


def test_any_bytes_are_read_or_refused() -> None:
    chance = random.Random(5)
    for _ in range(400):
        data = bytes(chance.choice(b"\0\x81\xe9\xff<>&#[]*`ab \n") for _ in range(chance.randrange(60)))
        for name in ("a.txt", "a.md", "a.html"):
            with contextlib.suppress(BriefgenError):
                assert extract(data, name, NAMED).strip()
