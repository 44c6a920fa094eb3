"""What outside programs say of the files: the validators of Word and PDF files, LibreOffice, pandoc, mammoth, poppler.

Part of ``.ci/run``. ``script/conformance`` does the same for every combination, and writes docs/conformance.md.
"""

import zipfile
from functools import cached_property
from pathlib import Path

import docx_lint
import full
import pikepdf
import pytest
import same_words
import validators
import verapdf
from building import Documents, make_all
from documents import NAMES
from other_readers import READERS, differences

import markdown_examples
from briefgen.writers.docx import write
from docx_samples import look

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:jpype"),
]
EACH = pytest.mark.parametrize("name", NAMES)


class Judged:
    """All documents, and what each tool says of them. A tool is asked once for all, when it is first wanted."""

    def __init__(self, made: dict[str, Documents], folder: Path) -> None:
        self.made = made
        self.folder = folder

    @cached_property
    def sdk(self) -> validators.Findings:
        return validators.sdk_errors([made.docx for made in self.made.values()])

    @cached_property
    def audit(self) -> validators.Findings:
        return validators.audit_errors([made.docx for made in self.made.values()])

    @cached_property
    def libreoffice(self) -> dict[str, Path]:
        return validators.laid_out({name: made.docx for name, made in self.made.items()}, self.folder)

    @cached_property
    def qpdf(self) -> validators.Findings:
        return validators.qpdf_errors([made.pdf for made in self.made.values()])


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Every document, built."""
    try:
        made = make_all(NAMES, tmp_path_factory.getbasetemp() / "documents")
    except AssertionError as error:
        pytest.exit(str(error), returncode=1)
    return Judged(made, tmp_path_factory.mktemp("libreoffice"))


# --- Word -------------------------------------------------------------------------------------------------------------
@EACH
def test_open_xml_sdk(judged: Judged, name: str) -> None:
    assert judged.sdk[judged.made[name].docx] == [], f"{name}.docx"


@EACH
def test_openxml_audit(judged: Judged, name: str) -> None:
    assert judged.audit[judged.made[name].docx] == [], f"{name}.docx"


@EACH
def test_our_own_rules(judged: Judged, name: str) -> None:
    """What neither validator looks at."""
    assert docx_lint.findings(judged.made[name].docx.read_bytes()) == []


def test_a_broken_word_file_is_found_out(judged: Judged, tmp_path: Path) -> None:
    """So the validators do look: a paragraph whose style comes after its spacing, a note that is not there."""
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(judged.made["minimal"].docx) as old, zipfile.ZipFile(broken, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "word/document.xml":
                data = data.replace(b"<w:pPr>", b'<w:pPr><w:spacing w:after="1"/>', 1)
                data = data.replace(b"</w:p>", b'<w:r><w:footnoteReference w:id="99"/></w:r></w:p>', 1)
            new.writestr(entry, data)
    assert validators.sdk_errors([broken])[broken] != []
    assert validators.audit_errors([broken])[broken] != []


def test_the_examples_of_markdown_make_sound_word_files(tmp_path: Path) -> None:
    """All of them, in three documents."""
    examples, files = markdown_examples.examples(), []
    for start in range(3):
        file = tmp_path / f"examples-{start}.docx"
        file.write_bytes(write(markdown_examples.joined(examples[start::3]), look()).data)
        files.append(file)
    none: validators.Findings = {file: [] for file in files}
    assert validators.sdk_errors(files) == none
    assert validators.audit_errors(files) == none


@EACH
def test_libreoffice_opens_it(judged: Judged, name: str) -> None:
    """It lays it out on about as many pages as the PDF has."""
    assert validators.layout_errors(judged.made[name], judged.libreoffice[name]) == []


@EACH
@pytest.mark.parametrize("reader", READERS)
def test_other_readers_find_what_the_document_has(judged: Judged, reader: str, name: str) -> None:
    """Headings, lists, tables, notes and links."""
    made = judged.made[name]
    assert differences(reader, made.docx, made.md.read_bytes()) == []


# --- PDF --------------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session", params=sorted(verapdf.PROFILES))
def vera(request: pytest.FixtureRequest, judged: Judged) -> dict[Path, list[str]]:
    """What veraPDF finds in every PDF, by one of its profiles."""
    return verapdf.failures([made.pdf for made in judged.made.values()], request.param)


@EACH
def test_verapdf(judged: Judged, vera: dict[Path, list[str]], name: str) -> None:
    assert vera[judged.made[name].pdf] == [], f"{name}.pdf"


def test_a_broken_pdf_is_found_out(judged: Judged, tmp_path: Path) -> None:
    """So veraPDF does look: without its structure, and without the name of its language, a PDF is neither."""
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(judged.made["every-field"].pdf) as file:
        del file.Root.StructTreeRoot, file.Root.Lang
        file.save(broken)
    for flavour in verapdf.PROFILES:
        assert verapdf.failures([broken], flavour)[broken] != [], flavour


@EACH
def test_qpdf(judged: Judged, name: str) -> None:
    assert judged.qpdf[judged.made[name].pdf] == [], f"{name}.pdf"


# --- Both -------------------------------------------------------------------------------------------------------------
@EACH
def test_word_and_pdf_say_the_same(judged: Judged, name: str) -> None:
    """Word for word, as poppler reads the one and an XML parser the other."""
    made = judged.made[name]
    assert same_words.differences(made.docx.read_bytes(), made.pdf) == []


def test_the_report_is_of_these_documents() -> None:
    """Of the same templates, briefs and papers: a new one makes the report old."""
    assert full.REPORT.read_text("utf-8").startswith("\n".join(full.head())), "run script/conformance"
