"""The evidence annex in finished files: its words, the links to it and back, and words in other languages."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypandoc
import pytest
from lxml import etree

import model_briefs
import reading_back
from briefgen.problems import Severity

ARTICLE = """\
The council voted

On Tuesday the council voted to buy the mill, by nine votes to four. Mayor Ines Calloway said, “We may need a loan.”

The weather was fine.
"""
ZEITUNG = """\
Die Stadt kauft

Der Kämmerer Jan Roth sagte: „Wir prüfen den Kauf der Mühle.“ Die Kosten nannte er nicht.
"""
GEHEIM = "Das Gutachten nennt einen Preis von zwei Millionen.\n"
BRIEF = """\
title: The council buys the mill
sources:
  - {id: EN, file: seeds/en.txt, title: The council voted, label: Article}
  - {id: DE, file: seeds/de.txt, title: Die Stadt kauft, label: Zeitung, language: de, redistribute: full}
  - {id: NO, file: seeds/no.txt, title: Das Gutachten, label: Opinion, language: de, redistribute: none}
decisions:
  - text: The council voted to buy the mill.
    commitment: decided
    evidence: {source: EN, exact: the council voted to buy the mill … by nine votes}
  - text: An opinion puts a price on it.
    evidence: {source: "NO", exact: nennt einen Preis von zwei Millionen}
actors:
  - {id: MAYOR, name: Ines Calloway, evidence: {source: EN, exact: Mayor Ines Calloway}}
  - {id: ROTH, name: Jan Roth, evidence: {source: DE, exact: Der Kämmerer Jan Roth}}
quotes:
  - text: We are looking into buying the mill.
    original: Wir prüfen den Kauf der Mühle.
    speaker: ROTH
    evidence: {source: DE, exact: "Der Kämmerer Jan Roth sagte: „Wir prüfen den Kauf der Mühle.“"}
open_questions: [What would the loan cost?]
"""
W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}

Files = dict[str, Path]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """One brief in all formats, with the annex."""
    folder = tmp_path_factory.mktemp("annex")
    home = model_briefs.project(folder)
    (folder / "seeds").mkdir()
    for name, text in {"en": ARTICLE, "de": ZEITUNG, "no": GEHEIM}.items():
        (folder / "seeds" / f"{name}.txt").write_text(text, "utf-8")
    (folder / "brief.yaml").write_text(BRIEF, "utf-8")
    template = model_briefs.annexed(folder)
    outcome = model_briefs.build(home, folder / "brief.yaml", "docx", "pdf", "md", output=folder, template=template)
    assert [problem for problem in outcome.problems if problem.severity is Severity.ERROR] == []
    return {path.suffix[1:]: path for path in outcome.written}


@pytest.fixture(scope="module")
def markdown(files: Files) -> str:
    return files["md"].read_text("utf-8")


def annex(markdown: str) -> list[str]:
    """Return the passages of the annex, without the places that links lead to."""
    after = markdown.partition("\n## Evidence\n")[2]
    return [re.sub("<a id=[^>]*></a>", "", words) for words in re.findall("<!-- passage -->\n(.*)\n", after)]


# --- Words ------------------------------------------------------------------------------------------------------------
def test_each_source_is_shown_as_far_as_it_may_be(markdown: str) -> None:
    assert annex(markdown) == [
        "**¶2** … the council voted to buy the mill, by nine votes[^1] … Mayor Ines Calloway[^4] …",
        "**¶2** **Der Kämmerer Jan Roth**[^5] **sagte: „Wir prüfen den Kauf der Mühle.“**[^3]"
        " Die Kosten nannte er nicht.",
    ]
    assert re.findall("### (.*)", markdown.partition("\n## Evidence\n")[2]) == ["Article", "Zeitung", "Opinion"]
    assert "2 of 4 sentences used." in markdown
    assert "weather" not in markdown


def test_a_translated_quotation_gives_the_words_of_the_source_in_its_note(files: Files) -> None:
    said = "Zeitung, ¶2: “Der Kämmerer Jan Roth sagte: „Wir prüfen den Kauf der Mühle.“”."
    readers: dict[str, Any] = {"docx": lambda path: reading_back.word(path.read_bytes()), "pdf": reading_back.pdf}
    readers["md"] = lambda path: reading_back.markdown(path.read_bytes())
    for name, read in readers.items():
        found = read(files[name])
        assert "We are looking into buying the mill." in " ".join(found.text.split())
        assert "".join(said.split()) in {"".join(note.split()) for note in found.notes.values()}, name


# --- Links ------------------------------------------------------------------------------------------------------------
def test_word_leads_from_the_notes_to_the_annex_and_back(files: Files) -> None:
    with zipfile.ZipFile(files["docx"]) as package:
        body, notes = (etree.fromstring(package.read(f"word/{name}.xml")) for name in ("document", "footnotes"))
    there = [str(name) for name in notes.xpath("//w:hyperlink/@w:anchor", namespaces=W)]
    marks = [str(name) for name in body.xpath("//w:bookmarkStart/@w:name", namespaces=W)]
    assert len(there) == 4  # the opinion may not be shown, so no link leads to it
    assert set(there) <= set(marks)
    passages = body.xpath("//w:p[w:pPr/w:pStyle/@w:val='Passage']", namespaces=W)
    back = [order.split()[1] for one in passages for order in one.xpath(".//w:instrText/text()", namespaces=W)]
    assert sorted(back) == [f"_Note{number}" for number in (1, 3, 4, 5)]
    assert set(back) <= set(marks)


def test_the_pdf_leads_from_the_notes_to_the_annex_and_back(files: Files, markdown: str) -> None:
    with pikepdf.open(files["pdf"]) as file:
        names = file.Root.Names.Dests.Names
        places = {str(names[index]) for index in range(0, len(names), 2)}
        links = [link for page in file.pages for link in page.get("/Annots", []) if "/Dest" in link]
        led = [(str(link.Dest), str(link.Contents)) for link in links]
    assert {name for name, _ in led} <= places
    assert sorted(name for name, _ in led if name.startswith("passage:")) == ["passage:1:2"] * 2 + ["passage:2:2"] * 2
    assert all(words.startswith("¶2 ") for name, words in led if name.startswith("passage:"))
    calls = sorted(int(name[5:]) for name, _ in led if name.startswith("note:"))
    assert calls == sorted(int(number) for number in re.findall(r"\[\^([0-9])\](?!: )", markdown))


def test_another_reader_of_the_markdown_finds_the_links(markdown: str) -> None:
    page = pypandoc.convert_text(markdown, "html", format="gfm+yaml_metadata_block")
    ids = set(re.findall(r'id="([^"]+)"', page))
    assert {"passage:1:2", "passage:2:2"} <= ids
    assert set(re.findall(r'href="#(passage:[^"]+)"', page)) == {"passage:1:2", "passage:2:2"}


# --- Languages --------------------------------------------------------------------------------------------------------
def test_word_knows_the_language_of_the_sources(files: Files) -> None:
    with zipfile.ZipFile(files["docx"]) as package:
        for part in ("document", "footnotes"):
            tree = etree.parse(BytesIO(package.read(f"word/{part}.xml")))
            german = tree.xpath("//w:r[w:rPr/w:lang/@w:val='de-DE']/w:t/text()", namespaces=W)
            assert "Wir prüfen den Kauf der Mühle" in "".join(german)
            assert "council" not in "".join(german)


def test_the_pdf_knows_the_language_of_the_sources(files: Files) -> None:
    with pikepdf.open(files["pdf"]) as file:
        languages = {str(thing.Lang) for thing in file.objects if "/Lang" in _entries(thing) and "/S" in thing}
    assert languages == {"de"}


def _entries(thing: Any) -> Any:
    return thing.keys() if isinstance(thing, pikepdf.Dictionary) else ()
