"""What the other programs are given: the words of a memo, as briefgen prints them, in the form that each takes."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FONTAWESOME = {
    "typst.toml": '[package]\nname = "fontawesome"\nversion = "0.6.0"\nentrypoint = "lib.typ"\n',
    "lib.typ": "#let fa-icon(name, ..rest) = []\n",
}
"""Stands for the package that RenderCV downloads at its first run; a memo shows none of its icons."""


def lay_out(project: Path, briefs: Sequence[Path], folders: Path) -> None:
    """Build each brief once, and keep in a folder of its own what WeasyPrint was given and what the documents say."""
    import weasyprint

    from briefgen.build import Options, plan, run
    from briefgen.project import find
    from briefgen.writers import fonts
    from briefgen.writers.pdf.renderer import shared

    faces = folders / "fonts"
    faces.mkdir(parents=True)
    for package in fonts.PACKAGES.values():
        for name, *_ in package.files():
            file = fonts.font_file(name)
            assert file is not None
            (faces / name).write_bytes(file.read_bytes())
    for brief in briefs:
        folder = folders / brief.stem
        folder.mkdir()
        pages: dict[str, str] = {}
        sheets: dict[str, str] = {}
        shared().sheet.cache_clear()  # What was parsed for an earlier memo would not be seen.
        with _recorded(weasyprint, "HTML", pages), _recorded(weasyprint, "CSS", sheets):
            found = find(project)
            (outcome,) = run(found, plan(found, [brief], Options(output=folder, formats=("docx", "pdf", "md"))))
        word, pdf, text = outcome.written
        (page,) = pages.values()
        (folder / "page.html").write_text(page, "utf-8")
        for number, sheet in enumerate(sheets.values()):
            (folder / f"sheet-{number}.css").write_text(sheet.replace("url(fonts/", "url(../fonts/"), "utf-8")
        blocks = _blocks(word)
        (folder / "text.json").write_text(json.dumps(blocks), "utf-8")
        (folder / "memo.yaml").write_text(json.dumps({"cv": _sections(blocks)}), "utf-8")
        text.rename(folder / "text.md")
        word.unlink()
        pdf.unlink()
    packages = folders / "cache/typst/packages/preview/fontawesome/0.6.0"
    packages.mkdir(parents=True)
    for name, words in FONTAWESOME.items():
        (packages / name).write_text(words)


@contextmanager
def _recorded(module: Any, name: str, given: dict[str, str]) -> Iterator[None]:
    """Keep the texts that a class of WeasyPrint is given, each once."""
    original = getattr(module, name)

    class Recorded(original):  # type: ignore[misc]
        def __init__(self, *arguments: Any, **named: Any) -> None:
            given[named["string"]] = named["string"]
            super().__init__(*arguments, **named)

    setattr(module, name, Recorded)
    yield
    setattr(module, name, original)


def _blocks(word: Path) -> list[Any]:
    """Return the paragraphs of a Word file, its tables as rows of texts, and its notes as paragraphs."""
    import docx
    from docx.table import Table
    from lxml import etree

    document = docx.Document(str(word))
    blocks: list[Any] = []
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            blocks.append([[cell.text for cell in row.cells] for row in item.rows])
        else:
            blocks.append(item.text)
    part = next(part for part in document.part.package.iter_parts() if str(part.partname) == "/word/footnotes.xml")
    blocks += ("".join(note.itertext()) for note in etree.fromstring(part.blob))
    return blocks


def _sections(blocks: Sequence[Any]) -> dict[str, Any]:
    """Return the same words as RenderCV takes them: one section of texts."""
    texts = [" – ".join(row) for block in blocks for row in ([[block]] if isinstance(block, str) else block)]
    return {"name": "Memo", "sections": {"Memo": [text for text in texts if text.strip()]}}


if __name__ == "__main__":
    root = Path(sys.argv[1])
    lay_out(root, sorted((root / "content").glob("*.yaml")), Path(sys.argv[2]))
