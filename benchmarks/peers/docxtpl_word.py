"""docxtpl: a Word file with Jinja in it, filled with the same words, as its documentation shows."""

import json
import sys
from pathlib import Path

import docx
from docxtpl import DocxTemplate

TEMPLATE = ("{%p for block in blocks %}", "{%p if block is string %}", "{{ block }}", "{%p else %}")

ROWS = ("{%tr for row in block %}", "{{ row | join(' | ') }}", "{%tr endfor %}")


def template(path: Path) -> None:
    """Make the Word file that is filled: paragraphs, and a table with a row for each of the memo's."""
    document = docx.Document()
    for line in TEMPLATE:
        document.add_paragraph(line)
    table = document.add_table(3, 1)
    for row, words in zip(table.rows, ROWS, strict=True):
        row.cells[0].text = words
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    document.save(str(path))


def main(folders: list[Path]) -> None:
    """Fill the template with the words of each folder."""
    path = folders[0] / "template.docx"
    if not path.exists():
        template(path)
    for folder in folders:
        filled = DocxTemplate(path)
        filled.render({"blocks": json.loads((folder / "text.json").read_text("utf-8"))}, autoescape=True)
        filled.save(folder / "docxtpl.docx")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
