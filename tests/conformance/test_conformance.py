"""What outside programs say of the files: the validators of Word and PDF files, LibreOffice, pandoc, qpdf.

Part of ``.ci/run``. A tool that is missing is a failure, with the command that installs it.
"""

import json
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import verapdf
from documents import MAKERS, Documents, make_all

import reading_back

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:jpype"),
]
HERE = Path(__file__).parent
SDK = HERE / "node_modules/.bin/ooxml-validator"
EACH = pytest.mark.parametrize("name", MAKERS)


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Documents]:
    """Every document, built."""
    try:
        return make_all(tmp_path_factory.getbasetemp() / "documents")
    except AssertionError as error:
        pytest.exit(str(error), returncode=1)


def tool(name: str, package: str) -> str:
    """Return the path of a program, or fail with the command that installs it."""
    found = shutil.which(name)
    assert found, f"{name} is missing: run apt-get install --no-install-recommends {package}"
    return found


# --- Word -------------------------------------------------------------------------------------------------------------
def sdk_errors(files: Sequence[Path]) -> dict[Path, list[str]]:
    """Ask the Open XML SDK, which takes one file at a time."""
    assert SDK.exists(), "the Open XML SDK validator is missing: run (cd tests/conformance && npm install --no-save)"
    with ThreadPoolExecutor(2) as pool:
        done = pool.map(lambda path: subprocess.run([SDK, path], capture_output=True, text=True), files)
        return {path: _sdk_findings(path, run) for path, run in zip(files, done, strict=True)}


def _sdk_findings(path: Path, run: "subprocess.CompletedProcess[str]") -> list[str]:
    assert run.returncode in (0, 1), f"{path}: {run.stderr}"
    said = json.loads(run.stdout)
    found = [f"{one['path']} {one['xPath']}: {one['description']} [{one['id']}]" for one in said["errors"]]
    assert said["ok"] == (not found), run.stdout
    return found


def audit_errors(path: Path) -> list[str]:
    """Ask openxml-audit, which knows besides what Word itself balks at."""
    try:
        from openxml_audit import AppPrediction, FileFormat, OpenXmlValidator, predict
    except ImportError:
        pytest.fail(f"openxml-audit is missing: run {verapdf.INSTALL}")
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)
    verdict = predict(result)
    found = [str(error) for error in result.errors]
    return found if verdict.prediction is AppPrediction.OPENS_CLEAN else [*found, verdict.headline]


@pytest.fixture(scope="session")
def sdk(documents: dict[str, Documents]) -> dict[Path, list[str]]:
    return sdk_errors([made.docx for made in documents.values()])


@EACH
def test_open_xml_sdk(documents: dict[str, Documents], sdk: dict[Path, list[str]], name: str) -> None:
    assert sdk[documents[name].docx] == [], f"{name}.docx"


@EACH
def test_openxml_audit(documents: dict[str, Documents], name: str) -> None:
    assert audit_errors(documents[name].docx) == [], f"{name}.docx"


def test_a_broken_word_file_is_found_out(documents: dict[str, Documents], tmp_path: Path) -> None:
    """So the validators do look: a paragraph whose style comes after its spacing, a note that is not there."""
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(documents["minimal"].docx) as old, zipfile.ZipFile(broken, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "word/document.xml":
                data = data.replace(b"<w:pPr>", b'<w:pPr><w:spacing w:after="1"/>', 1)
                data = data.replace(b"</w:p>", b'<w:r><w:footnoteReference w:id="99"/></w:r></w:p>', 1)
            new.writestr(entry, data)
    assert sdk_errors([broken])[broken] != []
    assert audit_errors(broken) != []


@pytest.fixture(scope="session")
def libreoffice(documents: dict[str, Documents], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every Word file as LibreOffice lays it out: one run for all."""
    folder = tmp_path_factory.mktemp("libreoffice")
    soffice = tool("soffice", "libreoffice-writer-nogui")
    files = {name: folder / f"{name}.docx" for name in documents}
    for name, path in files.items():
        shutil.copy(documents[name].docx, path)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files.values()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=170)
    assert done.returncode == 0, done.stderr
    return {name: path.with_suffix(".pdf") for name, path in files.items()}


def pages(path: Path) -> int:
    """Count the pages of a PDF."""
    with pikepdf.open(path) as file:
        return len(file.pages)


@EACH
def test_libreoffice_opens_it(documents: dict[str, Documents], libreoffice: dict[str, Path], name: str) -> None:
    """It lays it out on about as many pages as the PDF has: nothing is lost, nothing runs away."""
    assert libreoffice[name].exists(), f"LibreOffice made nothing of {name}.docx"
    ours, theirs = pages(documents[name].pdf), pages(libreoffice[name])
    assert abs(ours - theirs) <= max(1, ours // 3), f"{name}: {theirs} pages from Word, {ours} in the PDF"


@EACH
def test_pandoc_reads_the_word_file(documents: dict[str, Documents], name: str) -> None:
    """It finds the headings and the notes that the Markdown file has."""
    import pypandoc

    tree = json.loads(pypandoc.convert_file(documents[name].docx, "json", format="docx"))
    found = Counter(kind for kind, _ in _pandoc_nodes(tree["blocks"]))
    read = reading_back.markdown(documents[name].md.read_bytes())
    assert found["Header"] == sum(kind[-2:-1] == "h" and kind[-1].isdecimal() for kind in read.kinds)
    assert found["Note"] == len(read.notes)


def _pandoc_nodes(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        if "t" in value:
            yield value["t"], value.get("c")
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _pandoc_nodes(one)


# --- PDF --------------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session", params=sorted(verapdf.PROFILES))
def vera(request: pytest.FixtureRequest, documents: dict[str, Documents]) -> dict[Path, list[str]]:
    """What veraPDF finds in every PDF, by one of its profiles."""
    return verapdf.failures([made.pdf for made in documents.values()], request.param)


@EACH
def test_verapdf(documents: dict[str, Documents], vera: dict[Path, list[str]], name: str) -> None:
    assert vera[documents[name].pdf] == [], f"{name}.pdf"


def test_a_broken_pdf_is_found_out(documents: dict[str, Documents], tmp_path: Path) -> None:
    """So veraPDF does look: without its structure, and without the name of its language, a PDF is neither."""
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(documents["every-field"].pdf) as file:
        del file.Root.StructTreeRoot, file.Root.Lang
        file.save(broken)
    for flavour in verapdf.PROFILES:
        assert verapdf.failures([broken], flavour)[broken] != [], flavour


@EACH
def test_qpdf(documents: dict[str, Documents], name: str) -> None:
    done = subprocess.run([tool("qpdf", "qpdf"), "--check", documents[name].pdf], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No syntax or stream encoding errors found" in done.stdout
