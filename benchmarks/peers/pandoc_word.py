"""pandoc: Markdown → Word. One call a memo: pandoc makes one document at a time."""

import sys
from pathlib import Path

import pypandoc

for name in sys.argv[1:]:
    folder = Path(name)
    pypandoc.convert_file(
        str(folder / "text.md"), "docx", format="gfm+footnotes", outputfile=str(folder / "pandoc.docx")
    )
