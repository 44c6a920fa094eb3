"""The look of the shipped memo, measured on its pages by another program (poppler)."""

import html
import re
import subprocess
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import pytest

from briefgen.design import Look
from briefgen.document import Document, Meta, Note
from briefgen.nodes import (
    BulletList,
    Cell,
    Heading,
    ListItem,
    NoteCall,
    Paragraph,
    Row,
    Str,
    Table,
)
from briefgen.writers import pdf
from conftest import ROOT
from docx_samples import design

TEXT = [
    line
    for name in ("japan-us-defense-roles", "mill-library")
    for line in (ROOT / "seeds" / f"{name}.txt").read_text("utf-8").splitlines()
    if len(line) > 200
]


class Line(NamedTuple):
    """A line of type; lengths in points."""

    left: float
    right: float
    height: float
    text: str


def lines(path: Path) -> list[Line]:
    """Return the lines of all pages."""
    shown = subprocess.run(["pdftotext", "-bbox-layout", path, "-"], capture_output=True, check=True, text=True).stdout
    place = r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</line>'
    found = []
    for left, top, right, bottom, inside in re.findall(place, shown, re.DOTALL):
        text = " ".join(html.unescape(word) for word in re.findall(r"<word[^>]*>(.*?)</word>", inside))
        found.append(Line(float(left), float(right), float(bottom) - float(top), text))
    return found


def set_in(paper: str, tmp_path: Path, *blocks: object, notes: tuple[Note, ...] = ()) -> list[Line]:
    """Return the lines of a document in the memo's look."""
    head = Heading(1, (Str("T"),), "t")
    written = pdf.write(Document((head, *blocks), notes, Meta("T")), Look(design(paper=paper)))  # type: ignore[arg-type]
    assert written.problems == ()
    path = tmp_path / "x.pdf"
    path.write_bytes(written.data)
    return lines(path)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_lines_of_running_text_have_60_to_75_letters(paper: str, tmp_path: Path) -> None:
    said = tuple(Paragraph((Str(one),)) for one in TEXT)
    listed = BulletList(tuple(ListItem((one,)) for one in said))
    found = set_in(paper, tmp_path, *said, listed)
    full = [line for line in found if line.right - line.left > 0.85 * design().measure / 25.4 * 72]  # type: ignore[operator]
    assert len(full) > 30
    assert 60 <= mean(len(line.text) for line in full) <= 75
    assert max(len(line.text) for line in full) <= 84


def test_tables_and_headings_take_the_whole_width_and_notes_less(tmp_path: Path) -> None:
    def many(word: str) -> tuple[Str]:
        return (Str(" ".join([word] * 90)),)

    row = Row((Cell((Str("left"),)), Cell((Str("right"),))))
    blocks = (
        Heading(2, many("head"), "h"),
        Table(row, (row,), ("left", "right")),
        Paragraph((*many("text"), NoteCall(1))),
    )
    found = set_in("A4", tmp_path, *blocks, notes=(Note(1, many("note")),))
    ends = {word: max(line.right for line in found if word in line.text) for word in ("head", "right", "text", "note")}
    start = design().margins.left / 25.4 * 72
    whole = start + design().text_size()[0]
    assert ends["right"] == pytest.approx(whole, abs=1)
    assert whole - 30 < ends["head"] <= whole
    assert ends["text"] <= whole - design().unfilled() + 1 < ends["note"] <= whole - design().unfilled("note") + 1
