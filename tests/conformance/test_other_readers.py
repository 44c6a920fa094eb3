"""What reads files back must see what is wrong with them: each fault is put into a file, and must be found out."""

from pathlib import Path
from zipfile import ZipFile

import pytest
import same_words
from other_readers import READERS, differences

import docx_samples
import model_briefs
from briefgen.document import Document
from briefgen.nodes import Code, Heading, Link, NoteCall
from briefgen.writers.docx import write as write_docx
from briefgen.writers.markdown import write as write_markdown
from docx_samples import bullets, document, item, numbers, para, row, table, words

pytestmark = pytest.mark.conformance

FAULTS = {
    "a heading of another level": ('w:val="Heading2"', 'w:val="Heading3"', "headings"),
    "another word in a heading": ("Lists", "List", "headings"),
    "a list that is not nested": ('<w:ilvl w:val="1"/>', '<w:ilvl w:val="0"/>', "items"),
    "a lost item": ('<w:numId w:val="3"/>', '<w:numId w:val="0"/>', "items"),
    "another word in an item": ("deeper", "deep", "items"),
    "a lost word in a cell": ("considers", "", "tables"),
    "a lost call": ('<w:footnoteReference w:id="2"/>', "<w:t>2</w:t>", "notes"),
    "a link that is none": ('w:anchor="lists"', 'w:anchor="gone"', "links"),
    "other words in a link": ("there", "here", "links"),
}
"""What is wrong: what gives way to what in the text, and where that shows."""


def sample() -> Document:
    """Return a document with all that is compared."""
    return document(
        Heading(1, words("Title"), "title"),
        para("Words, ", Code("a b"), NoteCall(1), " and again", NoteCall(1), NoteCall(2)),
        para(Link("#lists", words("there")), " and ", Link("https://example.org/a", words("outside"))),
        Heading(2, words("Lists"), "lists"),
        numbers("one", item("two", bullets("deeper"))),
        numbers("three", start=3),
        table(row("Who", "What"), row("Kishi", "considers")),
        notes=2,
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The Word file and the Markdown file of the document."""
    path = tmp_path_factory.mktemp("files") / "sample.docx"
    path.write_bytes(write_docx(sample(), docx_samples.look()).data)
    return path, write_markdown(sample(), docx_samples.look()).data


@pytest.mark.parametrize("reader", READERS)
def test_a_sound_file_reads_as_the_markdown(files: tuple[Path, bytes], reader: str) -> None:
    assert differences(reader, *files) == []


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("reader", READERS)
def test_a_fault_is_found_out(files: tuple[Path, bytes], tmp_path: Path, reader: str, fault: str) -> None:
    old, new, where = FAULTS[fault]
    broken = changed(files[0], tmp_path / "broken.docx", old, new)
    assert {one.partition(":")[0] for one in differences(reader, broken, files[1])} >= {where}


# What only one of them sees: pandoc how items are numbered, mammoth the mark of a head row by itself.
@pytest.mark.parametrize(
    ("reader", "part", "old", "new", "where"),
    [
        ("pandoc", "numbering", 'startOverride w:val="3"', 'startOverride w:val="1"', "items"),
        ("mammoth", "document", "<w:tblHeader/>", "", "tables"),
    ],
)
def test_a_fault_is_found_out_by_one_reader(
    files: tuple[Path, bytes], tmp_path: Path, reader: str, part: str, old: str, new: str, where: str
) -> None:
    broken = changed(files[0], tmp_path / "broken.docx", old, new, part)
    assert {one.partition(":")[0] for one in differences(reader, broken, files[1])} == {where}


def changed(path: Path, target: Path, old: str, new: str, part: str = "document") -> Path:
    """Write a Word file in which something gives way where it first stands."""
    with ZipFile(path) as before, ZipFile(target, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == f"word/{part}.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            after.writestr(name, data)
    return target


# --- The same words ---------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A brief in Word and PDF."""
    folder = tmp_path_factory.mktemp("built")
    words = "The council bought the mill in 2026."
    raw = {
        "title": "The mill becomes a library",
        "sources": [{}],
        "decisions": [{"text": words, "evidence": [{"exact": words}]}],
        "actors": ["Town council"],
        "open_questions": ["What does it cost?"],
    }
    brief = model_briefs.write(folder, raw).brief
    docx, pdf = model_briefs.build(model_briefs.project(folder), brief, "docx", "pdf", output=folder / "out").written
    return docx, pdf


def test_word_and_pdf_have_the_same_words(built: tuple[Path, Path]) -> None:
    assert same_words.differences(built[0].read_bytes(), built[1]) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("council bought", "council has bought", "raw: 'has' is not in the PDF"),
        ("bought the mill in", "bought the in", "raw: 'mill' is in the PDF only, 1 times"),
        ("What does it cost?", "It does what cost?", "order: 'd' does not follow"),
        ("2026", "2025", "numbers: 1 times '5' is not in the PDF"),
    ],
)  # fmt: skip
def test_other_words_are_found_out(built: tuple[Path, Path], tmp_path: Path, old: str, new: str, said: str) -> None:
    broken = changed(built[0], tmp_path / "broken.docx", old, new)
    found = same_words.differences(broken.read_bytes(), built[1])
    assert [one for one in found if one.startswith(said)], found


def test_lam_and_alef_in_any_order_are_the_same() -> None:
    """As poppler reads the word for Tuesday, and as it is written; the other letters keep their places."""
    assert same_words.words("الثالثاء") == same_words.words("الثلاثاء")
    assert same_words.words("الثلاثاء") != same_words.words("الثلاءثا")
