"""Templates: found by name, extending one another, and what is wrong with them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.design import Design
from briefgen.problems import BriefgenError, Place, as_text
from briefgen.project import shipped_templates
from briefgen.template import Template, find, names

Folder = Callable[[dict[str, str | bytes]], Path]
HERE = Place("content/x.yaml", 4, 11)
MINE = "name: mine\nextends: briefgen/memo\n"


def template(root: Path, name: str) -> Template:
    return find(name, (root / "templates",), shipped_templates(), HERE)


def said(root: Path, name: str) -> list[str]:
    with pytest.raises(BriefgenError) as error:
        template(root, name)
    return [as_text(problem) for problem in error.value.problems]


def test_the_shipped_template() -> None:
    memo = find("memo", (), shipped_templates(), HERE)
    assert memo.folders == (shipped_templates() / "memo",)
    assert memo.settings.name == "memo"
    assert (memo.folders[0] / memo.settings.document).is_file()


def test_a_template_holds_only_what_differs_from_the_one_it_extends(folder: Folder) -> None:
    root = folder(
        {
            "templates/mine/template.yaml": MINE
            + 'design: {colours: {accent: "#cc0000"}}\nlabels: {en: {kind: Note}}\n',
            "templates/mine/print.css": "p { color: red }",
        }
    )
    mine, memo = template(root, "mine"), template(root, "memo")
    assert mine.folders == (root / "templates" / "mine", shipped_templates() / "memo")
    assert mine.settings.design.colours["accent"] == "#cc0000"
    assert mine.settings.design.colours["ink"] == memo.settings.design.colours["ink"]
    assert (mine.labels("en")["kind"], mine.labels("en")["decisions"]) == ("Note", memo.labels("en")["decisions"])
    assert mine.settings.document == memo.settings.document
    assert mine.look.css.endswith("p { color: red }")


def test_what_is_printed_only_where_it_is_asked_for(folder: Folder) -> None:
    root = folder(
        {
            "templates/mine/template.yaml": MINE + "options: {evidence_annex: true}\n",
            "templates/ours/template.yaml": "name: ours\nextends: mine\noptions: {state_of_knowledge: yes}\n",
        }
    )
    options = {name: template(root, name).settings.options for name in ("memo", "mine", "ours")}
    assert {name: (one.evidence_annex, one.state_of_knowledge) for name, one in options.items()} == {
        "memo": (False, False),
        "mine": (True, False),
        "ours": (True, True),
    }


def test_a_template_of_the_project_goes_before_the_shipped_one_of_the_same_name(folder: Folder) -> None:
    root = folder({"templates/memo/template.yaml": "name: memo\nextends: briefgen/memo\ndescription: Ours\n"})
    assert template(root, "memo").settings.description == "Ours"
    assert template(root, "briefgen/memo").settings.description != "Ours"
    assert names((root / "templates",), shipped_templates()) == names((), shipped_templates())


def test_words_that_a_language_lacks_are_english(folder: Folder) -> None:
    root = folder({"templates/mine/template.yaml": MINE + "labels: {fi: {kind: Muistio}, fi-AX: {kind: Akti}}\n"})
    mine = template(root, "mine")
    assert [mine.labels(language)["kind"] for language in ("fi", "fi-FI", "fi-AX", "FI")] == [
        "Muistio",
        "Muistio",
        "Akti",
        "Muistio",
    ]
    assert mine.labels("fi")["decisions"] == mine.labels("en")["decisions"]
    assert "decisions" in mine.missing_labels("fi")
    assert "kind" not in mine.missing_labels("fi")


KNOWN = f"known templates: {', '.join(sorted([*names((), shipped_templates()), 'mine']))}"


@pytest.mark.parametrize(
    ("name", "shown", "remedy"),
    [
        ("mmo", "mmo", "did you mean 'memo'?"),
        ("Memo", "Memo", "did you mean 'memo'?"),
        ("zzz", "zzz", KNOWN),
        ("../memo", "../memo", "did you mean 'memo'?"),
        ("..", "..", KNOWN),
        ("briefgen/mine", "briefgen/mine", KNOWN),
        ("a" * 5000, "a" * 59 + "…", KNOWN),
    ],
)
def test_an_unknown_template(folder: Folder, name: str, shown: str, remedy: str) -> None:
    root = folder({"templates/mine/template.yaml": MINE})
    (message,) = said(root, name)
    assert message.startswith(
        f"content/x.yaml:4:11: error: there is no template '{shown}' [unknown-template]\n  remedy: "
    )
    assert message.endswith(remedy)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"mine": "name: mine\nextends: mine\n"},
            "templates/mine/template.yaml:2:10: error: the template 'mine' extends itself [endless-template]\n"
            "  remedy: name another one at 'extends:'",
        ),
        (
            {"mine": "name: mine\nextends: other\n", "other": "name: other\nextends: mine\n"},
            "templates/other/template.yaml:2:10: error: the template 'mine' extends itself [endless-template]\n"
            "  remedy: name another one at 'extends:'",
        ),
        (
            {"mine": "name: mine\nextends: briefgen/mmo\n"},
            "templates/mine/template.yaml:2:10: error: there is no template 'briefgen/mmo' [unknown-template]\n"
            f"  remedy: {KNOWN}",
        ),
        (
            {"mine": MINE + "labels: {en: {kind: [a]}}\n"},
            "templates/mine/template.yaml:3:21: error: found a list, expected text [wrong-type]\n"
            "  remedy: write one text here; put it in quotes if it holds ': ', '[' or '{'",
        ),
        (
            {"mine": MINE + "desing: {}\n"},
            "templates/mine/template.yaml:3:1: error: found the key 'desing', which is not known here [unknown-key]\n"
            "  remedy: did you mean 'design'?",
        ),
        (
            {"mine": MINE + "paper: Letter\n"},
            "templates/mine/template.yaml:3:1: error: found the key 'paper', which is not known here [unknown-key]\n"
            "  remedy: move it under 'design:'",
        ),
        (
            {"mine": MINE + "design: {labels: {en: {kind: Note}}}\n"},
            "templates/mine/template.yaml:3:10: error: found the key 'labels', which is not known here [unknown-key]\n"
            "  remedy: begin the line with no blank: it stands under no other key",
        ),
        (
            {"mine": MINE + "design:\n  top: 20\n"},
            "templates/mine/template.yaml:4:3: error: found the key 'top', which is not known here [unknown-key]\n"
            "  remedy: move it under 'design: margins:'",
        ),
        (
            {"mine": "name: other\nextends: briefgen/memo\n"},
            "templates/mine/template.yaml:1:7: error: found the name 'other', expected that of the folder, 'mine' "
            "[wrong-name]\n  remedy: write 'name: mine', or rename the folder",
        ),
        (
            {"mine": MINE + "labels: {de: {kindd: Vermerk}}\n"},
            "templates/mine/template.yaml:3:15: error: found the label 'kindd' (de), which the template does not use "
            "[unknown-label]\n  remedy: did you mean 'kind'?",
        ),
        (
            {"mine": MINE + "labels: {en: {zebra: Z}}\n"},
            "templates/mine/template.yaml:3:15: error: found the label 'zebra' (en), which the template does not use "
            "[unknown-label]\n  remedy: print it with {{ labels.… }}, or delete it",
        ),
        (
            {"mine": MINE + 'labels: {en: {page: "Page {pages}"}}\n'},
            "templates/mine/template.yaml:3:21: error: the label 'page' lacks {page}: found 'Page {pages}' "
            "[missing-placeholder]\n  remedy: write {page} where it is to stand",
        ),
        (
            {"mine": MINE + 'labels: {de: {note: "{source}"}}\n'},
            "templates/mine/template.yaml:3:21: error: the label 'note' lacks {words}: found '{source}' "
            "[missing-placeholder]\n  remedy: write {words} where it is to stand",
        ),
        (
            {"mine": MINE + 'labels: {en: {caption: "{words}"}}\n'},
            "templates/mine/template.yaml:3:24: error: the label 'caption' lacks {label}: found '{words}' "
            "[missing-placeholder]\n  remedy: write {label} where it is to stand",
        ),
        (
            {"mine": MINE + 'labels: {en: {page: "{page} of {foo}"}}\n'},
            "templates/mine/template.yaml:3:21: error: found {foo} in the label 'page', expected {page} or {pages} "
            "[unknown-placeholder]\n  remedy: use {page} or {pages}",
        ),
        (
            {"mine": MINE + 'labels: {en: {note-again: "{paragraf}"}}\n'},
            "templates/mine/template.yaml:3:27: error: found {paragraf} in the label 'note-again', expected {source}, "
            "{paragraph} or {words} [unknown-placeholder]\n  remedy: did you mean 'paragraph'?",
        ),
        (
            {"mine": MINE + 'labels: {en: {paragraph: "Par."}}\n'},
            "templates/mine/template.yaml:3:26: error: the label 'paragraph' lacks {paragraph}: found 'Par.' "
            "[missing-placeholder]\n  remedy: write {paragraph} where it is to stand",
        ),
        (
            {"mine": MINE + "options: {evidence_anex: true}\n"},
            "templates/mine/template.yaml:3:11: error: found the key 'evidence_anex', which is not known here "
            "[unknown-key]\n  remedy: did you mean 'evidence_annex'?",
        ),
        (
            {"mine": MINE + "options: {evidence_annex: perhaps}\n"},
            "templates/mine/template.yaml:3:27: error: found 'perhaps', expected true or false [wrong-type]"
            "\n  remedy: write true or false",
        ),
        (
            {"mine": ""},
            "templates/mine/template.yaml:1:1: error: the file is empty, expected a mapping (key: value) [empty-file]\n"
            "  remedy: start with a line such as  title: What was decided",
        ),
        (
            {"mine": b"name: caf\xe9"},
            "templates/mine/template.yaml:1:10: error: found the byte 0xE9, expected UTF-8 text [not-utf-8]\n"
            "  remedy: save the file as UTF-8 (in Windows Notepad: Save as, Encoding: UTF-8)",
        ),
    ],
)
def test_a_template_with_a_mistake(folder: Folder, files: dict[str, str | bytes], message: str) -> None:
    root = folder({f"templates/{name}/template.yaml": text for name, text in files.items()})
    assert said(root, "mine") == [message]


def test_what_a_template_lacks_is_asked_for(folder: Folder) -> None:
    root = folder({"templates/mine/template.yaml": "name: mine\ndescription: D\n"})
    assert [message.splitlines()[0] for message in said(root, "mine")] == [
        f"templates/mine/template.yaml:1:1: error: the key '{key}' is missing [missing-key]"
        for key in ("document", "design", "labels")
    ]


def test_a_style_sheet_in_another_encoding_has_a_message(folder: Folder) -> None:
    root = folder({"templates/mine/template.yaml": MINE, "templates/mine/print.css": b"/* caf\xe9 */"})
    with pytest.raises(BriefgenError) as error:
        template(root, "mine").look  # noqa: B018 - reads the files
    assert str(error.value.problems[0].place) == "templates/mine/print.css:1:7"


def test_an_extending_template_may_add_labels_that_its_wording_prints(folder: Folder) -> None:
    labels = "labels: {en: {our-desk: Desk, the-zone: Zone}}\n"
    wording = "{{ labels.our_desk }} {{ labels['the-zone'] }}"
    root = folder({"templates/mine/template.yaml": MINE + labels, "templates/mine/memo.md.j2": wording})
    assert template(root, "mine").labels("en")["our-desk"] == "Desk"
    own = "name: own\nextends: mine\nlabels: {de: {our-desk: Referat}}\n"
    root = folder({"templates/own/template.yaml": own})
    assert template(root, "own").labels("de")["our-desk"] == "Referat"


def test_an_extending_template_may_name_the_fixed_words_of_a_content_file(folder: Folder) -> None:
    root = folder(
        {"templates/mine/template.yaml": MINE + "labels: {en: {kind-person: A person, credibility-1: One}}\n"}
    )
    assert template(root, "mine").labels("en")["kind-person"] == "A person"


PIXEL = b"GIF89a\x01\0\x01\0\0\0\0;"


def test_the_pictures_of_a_template_are_those_that_every_format_can_show(folder: Folder) -> None:
    files = {f"templates/mine/{name}": PIXEL for name in ("a.png", "b.JPG", "c.jpeg", "art/d.gif", "e.svg", "f.txt")}
    root = folder({"templates/mine/template.yaml": MINE, **files})
    assert sorted(template(root, "mine").look.pictures) == ["a.png", "art/d.gif", "b.JPG", "c.jpeg"]


OPEN_CSS = [
    ("p { color: red }\nh1 { color: red\np { top: 0 }", "2:4: error: '{' is not closed"),
    ("h1 { color: red } }", "1:19: error: '}' closes what is not open"),
    ("h1 { color: rgb(1, 2 }", "1:16: error: '(' is not closed"),
    ("@media print { p { top: 0 }", "1:14: error: '{' is not closed"),
    ("p { } /* no end } */ /* once more", "1:22: error: '/*' is not closed"),
    ("p::after { content: 'a\n' }", "1:21: error: ''' is not closed"),
]


@pytest.mark.parametrize(("css", "said_of_it"), OPEN_CSS)
def test_css_that_is_left_open_is_said(folder: Folder, css: str, said_of_it: str) -> None:
    """With its place in its own file: in the page it is put together with that of other templates."""
    root = folder({"templates/mine/template.yaml": MINE, "templates/mine/print.css": css})
    (shown,) = said(root, "mine")
    assert shown.startswith(f"templates/mine/print.css:{said_of_it}")
    assert "[css-syntax]" in shown


@pytest.mark.parametrize(
    "css",
    [
        "p::before { content: '}' \"{\" } /* { ( */ a[href='x('] { color: rgb(1, 2, 3) }",
        "@media print { .a\\{b { background: url(data:image/png;base64,a'{) } }",
        "p { --x: { a: b } } q::before { content: 'a\\'b' }",
        "",
    ],
)
def test_css_that_is_not_left_open(folder: Folder, css: str) -> None:
    root = folder({"templates/mine/template.yaml": MINE, "templates/mine/print.css": css})
    assert template(root, "mine").look.css == css


# --- What is inherited, one by one ------------------------------------------------------------------------------------
def design_of(folder: Folder, *designs: str) -> Design:
    """Return the tokens of the last of templates of which each extends the one before, the first of them the memo."""
    names_ = ["briefgen/memo", *(f"step-{number}" for number in range(len(designs)))]
    files: dict[str, str | bytes] = {
        f"templates/{name}/template.yaml": f"name: {name}\nextends: {base}\ndesign: {tokens}\n"
        for base, name, tokens in zip(names_, names_[1:], designs, strict=False)
    }
    return template(folder(files), names_[-1]).settings.design


def test_one_side_one_property_and_one_colour_are_changed_by_themselves(folder: Folder) -> None:
    memo = find("memo", (), shipped_templates(), HERE).settings.design
    found = design_of(
        folder,
        '{margins: {top: 40}, styles: {quote: {size: 12}}, colours: {accent: "#00405c"}}',
        "{margins: {left: 33}, styles: {quote: {italic: true}}}",
    )
    assert found.margins == memo.margins.model_copy(update={"top": 40, "left": 33})
    assert found.styles["quote"] == memo.styles["quote"].model_copy(update={"size": 12, "italic": True})
    assert found.colours == {**memo.colours, "accent": "#00405c"}
    assert {name: style for name, style in found.styles.items() if name != "quote"} == {
        name: style for name, style in memo.styles.items() if name != "quote"
    }


def test_a_list_is_replaced_whole(folder: Folder) -> None:
    found = design_of(
        folder, "{faces: {fallback: [One, Two]}}", "{faces: {fallback: Three}, column_weights: {actors: [1]}}"
    )
    assert list(found.faces.fallback) == ["Three"]
    assert found.column_weights["actors"] == (1,)
    assert found.column_weights["decisions"] == (12, 51, 21, 16)
    assert str(found.faces.sans.pdf) == "Source Sans Pro"


def test_null_switches_off_what_is_inherited(folder: Folder) -> None:
    off = "{measure: null, header: {right: null, first: ~}, styles: {quote: {bar: null}, kicker: {caps: null}}}"
    found = design_of(folder, off)
    assert (found.measure, found.header.right, found.header.first) == (None, None, None)
    assert str(found.header.left) == "{marking}"
    assert (found.styles["quote"].bar, found.styles["quote"].padding) == (None, 9)
    assert design_of(folder, off, "{measure: 120, styles: {quote: {bar: accent}}}").measure == 120


def test_what_is_switched_off_may_be_needed(folder: Folder) -> None:
    root = folder({"templates/mine/template.yaml": MINE + "design: {colours: {soft: null}, faces: {sans: null}}\n"})
    assert [message.partition(" error: ")[2].splitlines()[0] for message in said(root, "mine")] == [
        "the key 'sans' is missing [missing-key]"
    ]
    root = folder({"templates/mine/template.yaml": MINE + "design: {colours: {hairline: null}}\n"})
    assert all("names the colour 'hairline', which is not stated" in message for message in said(root, "mine"))


def test_nothing_behind_a_colon_is_no_null(folder: Folder) -> None:
    root = folder({"templates/mine/template.yaml": MINE + "design:\n  measure:\n"})
    (message,) = said(root, "mine")
    assert message.startswith("templates/mine/template.yaml:4:11: error: the key 'measure' has no value")


def test_a_label_that_is_switched_off_is_english_again(folder: Folder) -> None:
    root = folder({"templates/mine/template.yaml": MINE + "labels: {de: {kind: null}}\n"})
    mine = template(root, "mine")
    assert mine.labels("de")["kind"] == mine.labels("en")["kind"]
    assert mine.missing_labels("de") == ["kind"]


def test_files_fall_back_one_by_one(folder: Folder) -> None:
    root = folder(
        {
            "templates/mine/template.yaml": MINE,
            "templates/mine/print.css": "p { color: red }",
            "templates/mine/seal.gif": PIXEL + b"mine",
            "templates/mine/art/a.png": PIXEL,
            "templates/mine/sections.md.j2": "Mine",
            "templates/ours/template.yaml": "name: ours\nextends: mine\n",
            "templates/ours/print.css": "p { color: blue }",
            "templates/ours/seal.gif": PIXEL + b"ours",
        }
    )
    look = template(root, "ours").look
    assert look.css == "p { color: red }\np { color: blue }", "the nearest comes last, and wins"
    assert look.pictures == {"seal.gif": PIXEL + b"ours", "art/a.png": PIXEL}
    assert look.css_place(2, 1) == Place("templates/ours/print.css", 1, 1)


def test_the_place_of_a_token_is_where_it_was_last_stated(folder: Folder) -> None:
    root = folder({"templates/mine/template.yaml": MINE + "design:\n  margins: {top: 40}\n"})
    places = template(root, "mine").places
    assert places["margins.top"] == Place("templates/mine/template.yaml", 4, 18)
    assert places["margins.left"].file.endswith("memo/template.yaml")
