"""What a template's look asks for: text that can be read, fields that there are, a logo that can be shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.design.contrast import contrast, needed, readable
from briefgen.fitting import unmarked
from briefgen.problems import BriefgenError, Place, as_text
from briefgen.project import shipped_templates
from briefgen.template import Template, find

Folder = Callable[[dict[str, str | bytes]], Path]
HERE = Place("content/x.yaml", 4, 11)
MINE = "name: mine\nextends: briefgen/memo\n"
DOT = bytes.fromhex("47494638396101000100800100000000ffffff2c00000000010001000002024401003b")
"""A GIF of one pixel."""
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def mine(folder: Folder, text: str, **pictures: bytes) -> Template:
    files = {f"templates/mine/{name.replace('_', '.')}": data for name, data in pictures.items()}
    root = folder({"templates/mine/template.yaml": MINE + text, **files})
    return find("mine", (root / "templates",), shipped_templates(), HERE)


def said(folder: Folder, text: str, **pictures: bytes) -> list[str]:
    with pytest.raises(BriefgenError) as error:
        mine(folder, text, **pictures)
    return [as_text(problem).removeprefix("templates/mine/template.yaml:") for problem in error.value.problems]


# --- Contrast ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54), ("#ff0000", "#ffffff", 4)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@given(COLOURS, COLOURS, st.sampled_from([3.0, 4.5]))
def test_the_colour_that_is_offered_can_be_read(colour: str, ground: str, least: float) -> None:
    assert contrast(readable(colour, ground, least), ground) >= least


def test_large_text_needs_less() -> None:
    assert (needed(17.9, bold=False), needed(18, bold=False)) == (4.5, 3)
    assert (needed(13.9, bold=True), needed(14, bold=True)) == (4.5, 3)


def test_a_faint_colour_is_told_once_where_it_is_stated(folder: Folder) -> None:
    (message,) = said(folder, 'design:\n  colours:\n    soft: "#9aa5b1"\n')
    assert message.startswith(
        "5:11: error: text in #9aa5b1 ('soft') on #ffffff (the paper) has a contrast of 2.5 to 1, "
        "expected 4.5 to 1 (style 'heading-4', 'heading-5', 'heading-6' …) [low-contrast]\n  remedy: take \"#"
    )


@pytest.mark.parametrize(
    ("design", "place", "words"),
    [
        ("{styles: {quote: {colour: hairline}}}", "3:35", "text in #c9d1d9 ('hairline') on #ffffff (the paper)"),
        (
            "{styles: {quote: {fill: ink}}}",
            "3:33",
            "text in #1b1f24 ('ink') on #1b1f24 ('ink') has a contrast of 1 to 1",
        ),
        ("{styles: {table-head: {fill: accent}}}", "3:38", "('soft') on #0b3d66 ('accent')"),
        ("{styles: {banner: {fill: against}}}", "3:34", "('ink') on #9b1c1c ('against')"),
        ("{table: {zebra: ink}}", "3:25", "text in #1b1f24 ('ink') on #1b1f24 ('ink')"),
        ('{colours: {wash: "#44546a"}}', "3:26", "on #44546a ('wash')"),
    ],
)
def test_text_is_held_against_what_is_behind_it(folder: Folder, design: str, place: str, words: str) -> None:
    messages = said(folder, f"design: {design}\n")
    assert all("[low-contrast]" in message for message in messages)
    assert messages[0].startswith(f"{place}: error: ")
    assert words in messages[0]


def test_large_headings_may_be_lighter(folder: Folder) -> None:
    large = "{colours: {light: '#8a8a8a'}, styles: {heading-1: {colour: light, size: 18, bold: false}}}"
    assert mine(folder, f"design: {large}\n").settings.design.styles["heading-1"].colour == "light"
    small = large.replace("18", "17")
    (message,) = said(folder, f"design: {small}\n")
    assert "expected 4.5 to 1" in message


# --- Lines at head and foot -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("design", "message"),
    [
        (
            'header: {right: "{titel}"}',
            "found {titel} in header.right, expected {title}, {marking}, {page}, {pages}, {date}, {version}, {status}, "
            "{reference} or {label:NAME} [unknown-placeholder]\n  remedy: did you mean 'title'?",
        ),
        ('footer: {first: {left: "{kind}"}}', "found {kind} in footer.first.left, "),
        (
            'footer: {left: "{label:kindd}"}',
            "footer.left asks for the label 'kindd', which there is none of [unknown-label]\n"
            "  remedy: did you mean 'kind'?",
        ),
        (
            'footer: {left: "{page"}',
            "found a brace without its other half in footer.left: '{page' [unknown-placeholder]",
        ),
        ('logo: {file: a.gif, alt: "{zz}"}', "found {zz} in logo.alt"),
        ('footer: {middle: "{page}"}', "found the key 'middle', which is not known here [unknown-key]"),
    ],
)
def test_a_line_with_a_mistake(folder: Folder, design: str, message: str) -> None:
    (found,) = said(folder, f"design: {{{design}}}\n", a_gif=DOT)
    assert found.partition(": error: ")[2].startswith(message)


def test_a_label_may_be_for_a_line_alone(folder: Folder) -> None:
    found = mine(folder, 'labels: {en: {our-office: Desk 4}}\ndesign: {footer: {centre: "{label:our-office}"}}\n')
    assert found.labels("en")["our-office"] == "Desk 4"


# --- The logo ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("logo", "message"),
    [
        ("{file: logo.gif}", "the key 'alt' is missing [missing-key]\n  remedy: add 'alt: …' (What it shows, in words"),
        (
            "{file: lgo.gif, alt: Us}",
            "found no picture 'lgo.gif' in the template's folder [missing-picture]\n  remedy: did",
        ),
        ("{file: logo.svg, alt: Us}", "found the picture 'logo.svg', expected PNG, JPEG or GIF [missing-picture]"),
        ("{file: bad.png, alt: Us}", "the picture 'bad.png' is no PNG, JPEG or GIF, whatever its name says"),
        ("{file: big.png, alt: Us}", "the picture 'big.png' has 9 MB, expected at most 8 MB [missing-picture]"),
        ("{file: logo.gif, alt: Us, width: 900}", "found '900', expected less than or equal to 200"),
        ("{file: logo.gif, alt: Us, where: last}", "found 'last', expected first or every"),
        ('{file: logo.gif, alt: ""}', "the text is empty [bad-text]"),
        ("logo.gif", "found 'logo.gif', expected a mapping"),
    ],
)
def test_a_logo_with_a_mistake(folder: Folder, logo: str, message: str) -> None:
    found = said(folder, f"design: {{logo: {logo}}}\n", logo_gif=DOT, bad_png=b"no picture", big_png=bytes(9 * 2**20))
    assert found[0].partition(": error: ")[2].startswith(message)


def test_the_logo_of_a_template_may_be_that_of_the_one_it_extends(folder: Folder) -> None:
    text = "design: {logo: {file: logo.gif, alt: Us, width: 30}}\n"
    ours = "name: ours\nextends: mine\ndesign: {logo: {width: 50}}\n"
    root = folder(
        {
            "templates/mine/template.yaml": MINE + text,
            "templates/mine/logo.gif": DOT,
            "templates/ours/template.yaml": ours,
        }
    )
    look = find("ours", (root / "templates",), shipped_templates(), HERE).look
    assert look.design.logo
    assert (look.design.logo.width, str(look.design.logo.alt)) == (50, "Us")
    assert look.logo_size() == (pytest.approx(50 / 25.4 * 72), pytest.approx(50 / 25.4 * 72))


# --- The marking ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("design", "pages"),
    [
        ("{}", []),
        ("{header: {left: null}, footer: {left: null}}", ["the pages after the first"]),
        (
            "{header: {left: null, first: {left: null, right: Us}}, footer: {left: null}}",
            ["the first page", "the pages after"],
        ),
        ('{header: {left: null, first: null}, footer: {left: null, centre: "{marking} – {title}"}}', []),
        ("{footer: {first: {right: Us}}, header: {first: {left: null}}}", ["the first page"]),
    ],
)
def test_pages_without_the_marking_are_told(folder: Folder, design: str, pages: list[str]) -> None:
    found = [*unmarked(mine(folder, f"design: {design}\n").settings.design, "TLP:RED", HERE)]
    assert [problem.code for problem in found] == ["marking-not-shown"] * len(pages)
    assert all(words in problem.message for words, problem in zip(pages, found, strict=True))
    assert [*unmarked(mine(folder, f"design: {design}\n").settings.design, "", HERE)] == []
