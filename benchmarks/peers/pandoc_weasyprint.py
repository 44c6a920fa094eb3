"""pandoc: Markdown → HTML, and WeasyPrint makes a PDF of that, with the look that both come with."""

import sys
from pathlib import Path

import pypandoc
import weasyprint

for name in sys.argv[1:]:
    folder = Path(name)
    page = pypandoc.convert_file(str(folder / "text.md"), "html", format="gfm+footnotes", extra_args=["--standalone"])
    weasyprint.HTML(string=page).write_pdf(folder / "pandoc.pdf")
