"""The floor: the finished HTML and CSS to WeasyPrint, the finished text to python-docx.

Takes folders that ``laying_out.py`` made, one a memo: page.html, sheet-*.css, fonts/, text.json, text.md.
"""

import json
import shutil
import sys
from pathlib import Path

import docx
import weasyprint


def main(folder: Path) -> None:
    """Write bare.pdf, bare.docx and bare.md into a folder."""
    sheets = sorted(folder.glob("sheet-*.css"))
    page = weasyprint.HTML(filename=folder / "page.html")
    page.write_pdf(folder / "bare.pdf", stylesheets=[str(path) for path in sheets], pdf_variant="pdf/a-3a")

    document = docx.Document()
    for block in json.loads((folder / "text.json").read_text("utf-8")):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for row, texts in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(folder / "bare.docx"))

    shutil.copyfile(folder / "text.md", folder / "bare.md")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        main(Path(name))
