"""Pictures of every page, the PDF beside the Word file as LibreOffice lays it out. Run by ``script/gallery``."""

import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice, zip_longest
from pathlib import Path

import validators
from building import ROOT, Documents, make_all
from PIL import Image

FOLDER = ROOT / "docs" / "gallery"
DPI = 60
COLOURS = 192
"""The pictures are kept small: a page of type has few colours."""
GAP = 10
GREY = (190, 194, 200)
PAGES = 3
"""How many pages of a document are shown at most: a repository is no place for many pictures."""

SHOWN = {
    **{path.stem: "" for path in sorted((ROOT / "content").glob("*.yaml"))},
    "letter": "every field of the model, on Letter paper",
    "every-node": "every construct that a template can write",
    "annex": "the annex of cited passages, and what is known and not known",
    "draft": "a draft of an unfinished brief",
}
"""The documents, and what each shows; those without words are the briefs of ``content/``."""


def pages(pdf: Path, folder: Path) -> list[Image.Image]:
    """Return the pages of a PDF as pictures."""
    folder.mkdir()
    pdftoppm = validators.tool("pdftoppm", "poppler-utils")
    subprocess.run([pdftoppm, "-r", str(DPI), "-png", pdf, folder / "page"], check=True)
    return [Image.open(path).convert("RGB") for path in sorted(folder.iterdir())]


def side_by_side(left: Image.Image | None, right: Image.Image | None) -> Image.Image:
    """Return two pages on one sheet; one of them may be missing."""
    sizes = [page.size for page in (left, right) if page]
    width, height = max(size[0] for size in sizes), max(size[1] for size in sizes)
    sheet = Image.new("RGB", (2 * width + 3 * GAP, height + 2 * GAP), GREY)
    for column, page in enumerate((left, right)):
        if page:
            sheet.paste(page, (GAP + column * (width + GAP), GAP))
    return sheet.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE)


def sheets(made: Documents, laid_out: Path, folder: Path) -> Iterator[Image.Image]:
    """Yield a sheet for each of the first pages of a document."""
    folder.mkdir()
    pairs = islice(zip_longest(pages(made.pdf, folder / "pdf"), pages(laid_out, folder / "word")), PAGES)
    yield from (side_by_side(ours, theirs) for ours, theirs in pairs)


def report(counts: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Yield the lines of the page that shows the pictures."""
    yield "# Gallery\n"
    yield f"The first pages ({PAGES} at most) of the sample documents: the PDF on the left, the Word file as"
    yield "LibreOffice lays it out (with Carlito and Caladea in the place of Calibri and Cambria) on the right. Made by"
    yield "`script/gallery`; [design.md](../design.md) says why they look so.\n"
    for name, count in counts:
        yield f"## {name}\n"
        shown = SHOWN[name]
        yield f"{shown[:1].upper()}{shown[1:]}.\n" if shown else f"{_in_content(name)}\n"
        yield from (f"![{name}, page {number}: PDF and Word]({name}-{number}.png)\n" for number in range(1, count + 1))


def _in_content(brief: str) -> str:
    """Name a brief of ``content/``, and the template that it names."""
    named = re.search("^template: (.+)$", (ROOT / "content" / f"{brief}.yaml").read_text("utf-8"), re.MULTILINE)
    return f"[content/{brief}.yaml](../../content/{brief}.yaml){f', in the template `{named[1]}`' if named else ''}"


def main() -> None:
    """Make the pictures anew."""
    with tempfile.TemporaryDirectory() as place:
        made = make_all(tuple(SHOWN), Path(place) / "documents")
        (Path(place) / "word").mkdir()
        laid_out = validators.laid_out({name: one.docx for name, one in made.items()}, Path(place) / "word")
        FOLDER.mkdir(exist_ok=True)
        for old in FOLDER.glob("*.png"):
            old.unlink()
        counts = []
        for name, one in made.items():
            shown = list(sheets(one, laid_out[name], Path(place) / name))
            for number, sheet in enumerate(shown, 1):
                sheet.save(FOLDER / f"{name}-{number}.png", optimize=True)
            counts.append((name, len(shown)))
    (FOLDER / "README.md").write_text("\n".join(report(counts)), "utf-8")


if __name__ == "__main__":
    main()
