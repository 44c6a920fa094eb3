"""The styles of a Word file: found by any of their names, and understood down to theme and defaults."""

import pytest

from briefgen.letterhead.names import NAMES, PARTS, aliases
from briefgen.letterhead.package import opened
from briefgen.letterhead.pages import sections
from briefgen.letterhead.styles import Sheet, measure
from letterheads import word

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def sheet(*styles: str, defaults: str = "") -> Sheet:
    """Return the styles of a letterhead whose part of styles holds these only."""
    return Sheet(opened(word(styles=f"<w:styles {_W}>{defaults}{''.join(styles)}</w:styles>"), "r.docx"))


def style(id_: str, name: str, inside: str = "", kind: str = "paragraph", base: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name}"/>{based}{inside}</w:style>'


# --- Names ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("heading-1", "heading 1"),
        ("heading-1", "HEADING  1"),
        ("heading-2", "Überschrift 2"),
        ("heading-3", "Titre 3"),
        ("heading-1", "見出し 1"),
        ("body", "Textkörper"),
        ("body", "Corps de texte"),
        ("body", "本文"),
        ("quote", "Quotations"),
        ("quote", "Zitat"),
        ("quote", "Citation"),
        ("quote", "引用文"),
        ("caption", "Beschriftung"),
        ("caption", "Légende"),
        ("caption", "図表番号"),
        ("note", "Fußnotentext"),
        ("note", "Note de bas de page"),
        ("note", "脚注文字列"),
        ("list-bullet", "Aufzählungszeichen"),
        ("list-bullet", "Liste à puces"),
        ("list-bullet", "箇条書き"),
        ("page-head", "Kopfzeile"),
        ("page-foot", "Pied de page"),
    ],
)
def test_a_part_is_found_by_the_name_of_any_program_and_language(part: str, name: str) -> None:
    id_ = PARTS[part]
    found = sheet(style("a1", name), style("a2", "Other")).find("paragraph", aliases(id_, ""), id_)
    assert found is not None
    assert found.id == "a1"


def test_words_own_name_goes_before_an_alias_and_a_name_before_an_id() -> None:
    there = sheet(style("Heading1", "Kapitel"), style("x", "Titre 1"), style("y", "heading 1"))
    found = there.find("paragraph", aliases("Heading1", ""), "Heading1")
    assert found is not None
    assert found.id == "y"


def test_further_names_of_a_style_count() -> None:
    there = sheet(style("k", "Kapitel", '<w:aliases w:val="Chapter, heading 1"/>'))
    assert there.find("paragraph", ("Heading 1",)) is not None


def test_a_style_of_another_kind_is_none() -> None:
    assert sheet(style("Quote", "Quote", kind="character")).find("paragraph", ("Quote",), "Quote") is None


def test_no_name_stands_for_two_parts_of_a_kind() -> None:
    marks = {"Hyperlink", "FootnoteReference", "VerbatimChar"}
    for those in (set(NAMES) - marks, marks):
        names = [name.casefold() for id_ in those for name in NAMES[id_]]
        assert sorted({name for name in names if names.count(name) > 1}) == []


# --- Looks ------------------------------------------------------------------------------------------------------------
def test_what_a_style_does_not_say_is_said_by_those_it_is_based_on_and_by_the_defaults() -> None:
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/><w:sz w:val="21"/></w:rPr>'
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    base = style("b", "Base", "<w:rPr><w:b/><w:i/></w:rPr>")
    own = style("o", "Own", '<w:rPr><w:b w:val="0"/><w:color w:val="auto"/></w:rPr>', base="b")
    there = sheet(base, own, defaults=defaults)
    shown = there.shown(there.find("paragraph", ("Own",)))
    assert (shown.face, shown.size, shown.bold, shown.italic) == ("Calibri", 10.5, False, True)
    assert (shown.colour, shown.after) == ("", 6)


def test_styles_based_on_one_another_in_a_circle() -> None:
    there = sheet(style("a", "A", base="b"), style("b", "B", "<w:rPr><w:b/></w:rPr>", base="a"))
    assert there.shown(there.find("paragraph", ("A",))).bold


@pytest.mark.parametrize(
    ("colour", "shown"),
    [
        ('w:val="00B050"', "#00b050"),
        ('w:val="365F91" w:themeColor="accent1" w:themeShade="BF"', "#365f91"),
        ('w:themeColor="accent1" w:themeShade="BF"', "#376092"),
        ('w:themeColor="accent1" w:themeTint="99"', "#95b3d7"),
        ('w:val="123456" w:themeColor="accent2"', "#c0504d"),
        ('w:val="123456" w:themeColor="nonsense"', "#123456"),
        ('w:themeColor="text1"', "#000000"),
        ('w:val="auto"', ""),
        ('w:val="grün"', ""),
    ],
)
def test_colours_of_the_theme(colour: str, shown: str) -> None:
    there = sheet(style("a", "A", f"<w:rPr><w:color {colour}/></w:rPr>"))
    assert there.shown(there.find("paragraph", ("A",))).colour == shown


@pytest.mark.parametrize(
    ("spacing", "leading"),
    [
        ('w:line="360" w:lineRule="auto"', 18),
        ('w:line="300" w:lineRule="exact"', 15),
        ('w:line="300" w:lineRule="atLeast"', 15),
        ("", 12),
    ],
)
def test_the_distance_of_lines(spacing: str, leading: float) -> None:
    there = sheet(style("a", "A", f"<w:pPr><w:spacing {spacing}/></w:pPr>"))
    assert there.shown(there.find("paragraph", ("A",))).leading == pytest.approx(leading)


@pytest.mark.parametrize(
    ("text", "length"), [("240", 240), ("12pt", 240), ("1cm", 566.9), ("-20", -20), ("x", None), ("1e99", None)]
)
def test_a_length_in_any_unit(text: str, length: float | None) -> None:
    assert measure(text) == (None if length is None else pytest.approx(length, abs=0.1))


# --- Pages ------------------------------------------------------------------------------------------------------------
def test_a_section_without_a_head_has_that_of_the_one_before() -> None:
    first, second = sections(opened(word(), "r.docx"))
    assert first.opens
    assert not first.wide
    assert second.wide
    assert second.heads["footer", "default"] == first.heads["footer", "default"]
    assert second.heads["header", "default"] != first.heads["header", "default"]
