"""A letterhead read into the tokens of a template."""

from pathlib import Path

import pytest

from briefgen.design.contrast import contrast
from briefgen.letterhead.started import FromLetterhead, template_from
from briefgen.problems import BriefgenError, Place
from briefgen.template import Template, find
from briefgen.writers.docx import write
from conftest import ROOT
from letterheads import libreoffice, word
from test_writers_docx_reference import MEMO

FILES = {"libreoffice": libreoffice(), "word": word(), "template of word": word(template=True)}


def loaded(made: FromLetterhead, folder: Path) -> Template:
    """Load a template that was made as the program does."""
    (folder / "own").mkdir()
    for name, data in made.files.items():
        (folder / "own" / name).write_bytes(data)
    return find("own", (folder,), ROOT / "templates", Place("brief.yaml"))


def test_a_letterhead_of_libreoffice(tmp_path: Path) -> None:
    made = template_from(libreoffice(), "own", file="amt.docx")
    assert set(made.files) == {"template.yaml", "reference.docx", "logo.png"}
    design = loaded(made, tmp_path).look.design
    assert design.paper == "A4"
    assert (design.margins.left, design.margins.right) == (25, 20)
    assert (design.faces.serif.word, design.faces.sans.word) == ("Carlito", "Caladea")
    assert (design.faces.serif.pdf, design.faces.sans.pdf) == ("Source Sans Pro", "Source Serif Pro")
    assert design.logo is not None
    assert (design.logo.alt, design.logo.width) == ("Wappen des Wasserwirtschaftsamts", 30)
    heading = design.style("heading-1")
    assert (heading.size, heading.bold, design.colour(heading.colour)) == (20, True, "#8a1c3f")
    assert design.style("heading-2").italic
    assert design.colour(design.style("heading-2").rule_below) == "#8a1c3f"
    assert design.style("quote").bar is None
    assert "the PDF does not carry the face Carlito: it is set in Source Sans Pro" in made.unread


def test_what_cannot_be_read_is_refused_as_a_style_file_is() -> None:
    with pytest.raises(BriefgenError, match=r"old\.doc: found a file of Word 97"):
        template_from(b"\xd0\xcf\x11\xe0" + bytes(600), "own", file="old.doc")


@pytest.mark.parametrize("file", FILES)
def test_what_was_read_differs_in_nothing_from_the_letterhead(file: str, tmp_path: Path) -> None:
    look = loaded(template_from(FILES[file], "own"), tmp_path).look
    said = [one for one in write(MEMO, look).problems if one.code == "style-file-differs"]
    assert [one.message for one in said] == []


def test_a_name_cannot_end_the_comment_it_stands_in(tmp_path: Path) -> None:
    made = template_from(libreoffice(), "own", file='a\nname: "x\\".docx')
    assert loaded(made, tmp_path).settings.name == "own"


def test_faces_and_colours_of_a_theme(tmp_path: Path) -> None:
    made = template_from(word(), "own")
    design = loaded(made, tmp_path).look.design
    assert (design.faces.serif.word, design.faces.sans.word) == ("Calibri", "Cambria")
    assert design.colour(design.style("heading-1").colour) == "#365f91", "accent1, three quarters as light"
    assert (design.body.size, design.body.after) == (11, 10)


def test_a_colour_that_is_hard_to_read_is_made_darker_and_told(tmp_path: Path) -> None:
    made = template_from(word(), "own")
    assert "the colour #4f81bd of 'heading-2' has a contrast of 4.0:1: it is made darker" in made.unread
    design = loaded(made, tmp_path).look.design
    assert contrast(design.colour(design.style("heading-2").colour), "#ffffff") >= 4.5
    assert b"# darker than #4f81bd in the file" in made.files["template.yaml"]


def test_a_template_of_word_stays_one() -> None:
    assert set(template_from(word(template=True), "own").files) == {"template.yaml", "reference.dotx", "logo.png"}
