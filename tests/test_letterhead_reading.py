"""A letterhead read into the tokens of a template."""

from pathlib import Path

import pytest

from briefgen.letterhead import FromLetterhead, template_from
from briefgen.problems import BriefgenError, Place
from briefgen.template import Template, find
from briefgen.writers.docx import write
from conftest import ROOT
from test_writers_docx_reference import MEMO

LETTERHEADS = Path(__file__).parent / "cases" / "letterheads"


def read(file: str, name: str = "own") -> FromLetterhead:
    return template_from((LETTERHEADS / file).read_bytes(), name, file=file)


def loaded(made: FromLetterhead, folder: Path) -> Template:
    """Load a template that was made as the program does."""
    (folder / "own").mkdir()
    for name, data in made.files.items():
        (folder / "own" / name).write_bytes(data)
    return find("own", (folder,), ROOT / "templates", Place("brief.yaml"))


def test_a_letterhead_of_libreoffice(tmp_path: Path) -> None:
    made = read("wasseramt.docx")
    assert set(made.files) == {"template.yaml", "reference.docx"}
    design = loaded(made, tmp_path).look.design
    assert design.paper == "A4"
    assert (design.margins.left, design.margins.right) == (25, 20)
    assert (design.faces.serif.word, design.faces.sans.word) == ("Carlito", "Caladea")
    assert (design.faces.serif.pdf, design.faces.sans.pdf) == ("Source Sans Pro", "Source Serif Pro")
    heading = design.style("heading-1")
    assert (heading.size, heading.bold, design.colour(heading.colour)) == (20, True, "#8a1c3f")
    assert design.style("heading-2").italic
    assert design.colour(design.style("heading-2").rule_below) == "#8a1c3f"
    assert design.colour(design.style("quote").bar) == "#ffffff"
    assert "the PDF does not carry the face Carlito: it is set in Source Sans Pro" in made.unread


def test_what_cannot_be_read_is_refused_as_a_style_file_is() -> None:
    with pytest.raises(BriefgenError, match=r"old\.doc: found a file of Word 97"):
        template_from(b"\xd0\xcf\x11\xe0" + bytes(600), "own", file="old.doc")


@pytest.mark.parametrize("file", sorted(path.name for path in LETTERHEADS.glob("*.do[ct]x")))
def test_what_was_read_differs_in_nothing_from_the_letterhead(file: str, tmp_path: Path) -> None:
    look = loaded(read(file), tmp_path).look
    said = [one for one in write(MEMO, look).problems if one.code == "style-file-differs"]
    assert [one.message for one in said] == []


def test_a_name_cannot_end_the_comment_it_stands_in(tmp_path: Path) -> None:
    data = (LETTERHEADS / "wasseramt.docx").read_bytes()
    made = template_from(data, "own", file='a\nname: "x\\".docx')
    assert loaded(made, tmp_path).settings.name == "own"
