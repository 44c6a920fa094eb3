"""An editor's likeliest slips in a template's settings, and what is said of each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen import slips
from briefgen.problems import BriefgenError, Place, as_text
from briefgen.project import shipped_templates
from briefgen.template import find

Folder = Callable[[dict[str, str | bytes]], Path]
MINE = "name: mine\nextends: briefgen/memo\n"


def said(folder: Folder, text: str) -> list[str]:
    root = folder({"templates/mine/template.yaml": MINE + text})
    with pytest.raises(BriefgenError) as error:
        find("mine", (root / "templates",), shipped_templates(), Place("x"))
    return [as_text(problem).removeprefix("templates/mine/template.yaml:") for problem in error.value.problems]


def in_design(*lines: str) -> str:
    return "\n".join(["design:", *(f"  {line}" for line in lines), ""])


@pytest.mark.parametrize(
    ("text", "place", "words", "remedy"),
    [
        (in_design("colours:", "  accent: #7a1f1f"), "5:12", "YAML takes '#7a1f1f' for a comment", '"#7a1f1f"'),
        (in_design("colours: {accent: #7a1f1f}"), "4:21", "YAML takes '#7a1f1f' for a comment", '"#7a1f1f"'),
        (in_design("colours: {accent: #abc, ink: red}"), "4:21", "YAML takes '#abc' for a comment", '"#aabbcc"'),
        (in_design("colours: {accent: red}"), "4:21", "found 'red', expected a colour", '"#b00020"'),
        (in_design("colours: {accent: '#abc'}"), "4:21", "found '#abc', expected a colour", '"#aabbcc"'),
        (in_design("colours: {accent: 7A1F1F}"), "4:21", "found '7A1F1F', expected a colour", '"#7a1f1f"'),
        (in_design("colours: {accent: “#7a1f1f”}"), "4:21", "expected a colour", '"#7a1f1f"'),
        (in_design("colours: {accent: 'rgb(1,2,3)'}"), "4:21", "expected a colour", "six hexadecimal digits"),
        (in_design("styles: {quote: {bar: '#aa0000'}}"), "4:25", "expected a name", "state the colour under colours"),
        (in_design("styles: {body: {size: 11pt}}"), "4:25", "found '11pt', expected a number", "alone: 11, which is"),
        (in_design("styles: {body: {size: 15px}}"), "4:25", "found '15px'", "alone: 11.25, which is points"),
        (in_design("margins: {top: 2.5 cm}"), "4:18", "found '2.5 cm'", "alone: 25, which is millimetres"),
        (in_design("styles:", "  body:", "    size: 10,5"), "6:13", "found '10,5'", "not a comma: 10.5"),
        (in_design("styles: {body: {size: 10,5}}"), "4:28", "YAML takes '5' for a key", "10.5, not 10,5"),
        (in_design("margins: 20mm"), "4:12", "found '20mm'", "{top: 20, right: 20, bottom: 20, left: 20}"),
        (in_design("faces: {sans: Arial}"), "4:17", "found 'Arial'", "{pdf: Arial, word: …}"),
        (in_design("fonts: {sans: Arial}"), "4:3", "found the key 'fonts'", "did you mean 'faces'?"),
        (in_design("styles: {body: {font-size: 11}}"), "4:19", "found the key 'font-size'", "did you mean 'size'?"),
        (in_design("styles: {heading1: {size: 20}}"), "4:12", "nothing uses the style 'heading1'", "'heading-1'"),
        (in_design("colours: {acent: '#7a1f1f'}"), "4:13", "nothing uses the colour 'acent'", "'accent'"),
        (in_design("colours:", "  accent:'#7a1f1f'"), "5:5", "expected a mapping", "accent: '#7a1f1f'"),
        ("design:\n\tpaper: A4\n", "4:1", "not YAML", "indent with blanks, not tabs"),
        (" design:\n  paper: A4\n", "3:8", "not YAML", "'design' starts in column 2, its neighbours in column 1"),
        (in_design("margins:", "  top: 20", " left: 20"), "6:4", "not YAML", "'left' starts in column 4, its"),
        ("labels:\n  english: {kind: Note}\n", "4:3", "found labels in 'english'", "did you mean 'en'?"),
        ("labels:\n  jp: {kind: メモ}\n", "4:3", "found labels in 'jp'", "did you mean 'ja'?"),
        ("labels:\n  en_GB: {kind: Note}\n", "4:3", "found labels in 'en_GB'", "did you mean 'en-GB'?"),
        ("labels:\n  qq: {kind: Note}\n", "4:3", "found labels in 'qq'", "write the tag of the language"),
        ("labels:\n  kind: Note\n", "4:9", "found 'Note', expected a mapping", "begin with the language"),
        ("label:\n  en: {kind: Note}\n", "3:1", "found the key 'label'", "did you mean 'labels'?"),
    ],
)
def test_a_slip_has_a_message_of_its_own(folder: Folder, text: str, place: str, words: str, remedy: str) -> None:
    (found,) = said(folder, text)
    head, _, told = found.partition("\n  remedy: ")
    assert head.startswith(f"{place}: error: ")
    assert words in head
    assert remedy in told


@pytest.mark.parametrize("text", [in_design("margins:", "top: 20"), "design:\nmargins: {top: 20}\n"])
def test_a_line_that_is_not_set_in_is_sent_where_it_belongs(folder: Folder, text: str) -> None:
    empty, stray = said(folder, text)
    assert "has no value" in empty
    assert "begin the line with more blanks than" in stray


def test_all_slips_of_a_file_are_told_at_once(folder: Folder) -> None:
    lines = [
        "paper: A5",
        "margins: 20mm",
        "colours:",
        "  accent: red",
        "  soft: #777",
        "styles:",
        "  body: {size: 9pt}",
    ]
    found = said(folder, f"descripton: Ours\nlabels: {{english: {{kind: Note}}, en: {{knid: x}}}}\n{in_design(*lines)}")
    assert sorted(int(message.partition(":")[0]) for message in found) == [3, 4, 4, 6, 7, 9, 10, 12]


@pytest.mark.parametrize("tag", ["en", "en-GB", "zh-Hant-TW", "DE", "haw", "sr-Latn", "uk", "es-419"])
def test_a_language_tag_is_none(tag: str) -> None:
    assert slips.language(tag) is None


@pytest.mark.parametrize("text", ["", "eleven", "10.5", "-3", "1e5", "11 pt pt", "٣"])
def test_what_is_neither_unit_nor_comma_gets_no_advice(text: str) -> None:
    assert slips.number(text) == ""


@pytest.mark.parametrize("comment", ["# the accent", "#todo", "#1", "#abcd"])
def test_a_comment_is_no_colour(comment: str) -> None:
    assert not slips.is_colour(comment)


def test_a_written_null_is_no_slip(folder: Folder) -> None:
    root = folder(
        {"templates/mine/template.yaml": MINE + in_design("measure: null # none", "styles: {quote: {bar: ~}}")}
    )
    design = find("mine", (root / "templates",), shipped_templates(), Place("x")).settings.design
    assert (design.measure, design.styles["quote"].bar, design.styles["quote"].padding) == (None, None, 9)


@pytest.mark.parametrize(
    ("design", "file", "text"),
    [
        ("{colours: {acent: '#7a1f1f'}}", "print.css", "p { color: var(--acent) }"),
        ("{colours: {acent: '#7a1f1f'}, styles: {quote: {bar: acent}}}", "note.txt", ""),
        ("{styles: {heading1: {size: 20}}}", "extra.md.j2", "::: heading1"),
        ("{colours: {our-lilac: '#7a1f1f'}}", "note.txt", ""),
    ],
)
def test_a_name_that_something_uses_or_that_is_like_no_other_is_no_slip(
    folder: Folder, design: str, file: str, text: str
) -> None:
    root = folder({"templates/mine/template.yaml": f"{MINE}design: {design}\n", f"templates/mine/{file}": text})
    assert find("mine", (root / "templates",), shipped_templates(), Place("x")).settings.name == "mine"
