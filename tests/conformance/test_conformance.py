"""What outside programs say of the files: the validators of Word and PDF files, LibreOffice, pandoc, mammoth, poppler.

Part of ``.ci/run``. ``script/conformance`` does the same for every combination, and writes docs/conformance.md.
"""

import zipfile
from pathlib import Path

import docx_lint
import full
import pikepdf
import pytest
import same_words
import validators
import verapdf
from building import Documents, made_for
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


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Documents]:
    """Every document, built."""
    return made_for(NAMES, tmp_path_factory)


# --- Word -------------------------------------------------------------------------------------------------------------
@EACH
def test_open_xml_sdk(made: dict[str, Documents], name: str) -> None:
    file = made[name].docx
    assert validators.sdk_errors([file])[file] == [], f"{name}.docx"


@EACH
def test_openxml_audit(made: dict[str, Documents], name: str) -> None:
    file = made[name].docx
    assert validators.audit_errors([file])[file] == [], f"{name}.docx"


@EACH
def test_our_own_rules(made: dict[str, Documents], name: str) -> None:
    """What neither validator looks at."""
    assert docx_lint.findings(made[name].docx.read_bytes()) == []


def test_a_broken_word_file_is_found_out(made: dict[str, Documents], tmp_path: Path) -> None:
    """So the validators do look: a paragraph whose style comes after its spacing, a note that is not there."""
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(made["minimal"].docx) as old, zipfile.ZipFile(broken, "w") as new:
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


@pytest.fixture(scope="session")
def laid_out(made: dict[str, Documents], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What LibreOffice makes of each Word file: it is started once for all."""
    return validators.laid_out({name: one.docx for name, one in made.items()}, tmp_path_factory.mktemp("libreoffice"))


@EACH
@pytest.mark.xdist_group("libreoffice")
def test_libreoffice_opens_it(made: dict[str, Documents], laid_out: dict[str, Path], name: str) -> None:
    """It lays it out on about as many pages as the PDF has."""
    assert validators.layout_errors(made[name], laid_out[name]) == []


@EACH
@pytest.mark.parametrize("reader", READERS)
def test_other_readers_find_what_the_document_has(made: dict[str, Documents], reader: str, name: str) -> None:
    """Headings, lists, tables, notes and links."""
    assert differences(reader, made[name].docx, made[name].md.read_bytes()) == []


# --- PDF --------------------------------------------------------------------------------------------------------------
@EACH
def test_verapdf(made: dict[str, Documents], name: str) -> None:
    assert verapdf.by_flavour(made[name].pdf, *verapdf.PROFILES) == {profile: [] for profile in verapdf.PROFILES}


def test_a_broken_pdf_is_found_out(made: dict[str, Documents], tmp_path: Path) -> None:
    """So veraPDF does look: without its structure, and without the name of its language, a PDF is neither."""
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(made["every-field"].pdf) as file:
        del file.Root.StructTreeRoot, file.Root.Lang
        file.save(broken)
    found = verapdf.by_flavour(broken, *verapdf.PROFILES)
    assert list(found) == list(verapdf.PROFILES)
    assert all(found.values()), found


@EACH
def test_qpdf(made: dict[str, Documents], name: str) -> None:
    file = made[name].pdf
    assert validators.qpdf_errors([file])[file] == [], f"{name}.pdf"


# --- Both -------------------------------------------------------------------------------------------------------------
@EACH
def test_word_and_pdf_say_the_same(made: dict[str, Documents], name: str) -> None:
    """Word for word, as poppler reads the one and an XML parser the other."""
    assert same_words.differences(made[name].docx.read_bytes(), made[name].pdf) == []


def test_the_report_is_of_these_documents() -> None:
    """Of the same templates, briefs and papers: a new one makes the report old."""
    assert full.REPORT.read_text("utf-8").startswith("\n".join(full.head())), "run script/conformance"
