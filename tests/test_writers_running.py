"""The lines at the head and foot of pages: fields filled in alike for every format, on upright and broadside pages."""

import datetime
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document as WordFile

from briefgen.design import Design, Look
from briefgen.design.paper import paper_for
from briefgen.design.tokens import Line, Logo, RunningLine, TableLook
from briefgen.document import Document, Meta
from briefgen.nodes import Landscape, Paragraph, Str
from briefgen.values import Text
from briefgen.writers import css, docx, page, paged, running
from docx_samples import design
from test_side_by_side import BARS

META = Meta(
    "The title",
    marking="TLP:GREEN",
    reference="SP/1",
    version="2.0",
    date=datetime.date(2026, 3, 9),
    page_label="Page {page} of {pages}",
    fields={"date": "9 March 2026", "status": "final", "label:kind": "Memo", "label:desk": "Desk {page} {x}"},
)


def with_lines(**lines: RunningLine) -> Design:
    return design().model_copy(update=lines)


def line(**sides: str) -> RunningLine:
    return RunningLine(**{side: Text(text) for side, text in sides.items()})


def shown(text: str, meta: Meta = META) -> str:
    slots = running.line(with_lines(footer=line(left=text)), meta, "footer")
    return "".join(piece.text or f"<{piece.counter}>" for slot in slots.values() for piece in slot.pieces)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{title}", "The title"),
        ("{marking}", "TLP:GREEN"),
        ("Ref. {reference}, v{version}", "Ref. SP/1, v2.0"),
        ("{date} · {status}", "9 March 2026 · final"),
        ("{label:kind}: {page}/{pages}", "Memo: <page>/<pages>"),
        ("{label:page}", "Page <page> of <pages>"),
        ("{label:desk}", "Desk <page> x"),
        ("{label:nothing}", ""),
        ("Our office", "Our office"),
    ],
)
def test_fields_are_filled_in(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ref. {reference} · {date} · v{version}", "9 March 2026"),
        ("{reference} | Our office | {version}", "Our office"),
        ("Ref. {reference}", ""),
        ("{reference} – {page}", "<page>"),
        ("a · b", "a · b"),
    ],
)
def test_what_has_no_value_leaves_no_words_behind(text: str, expected: str) -> None:
    assert shown(text, replace(META, reference="", version="")) == expected


@pytest.mark.parametrize("title", ["{page}", "a {marking} b", "· | –", "\\22 } @page", "</style>", '"'])
def test_a_value_is_words_and_nothing_else(title: str) -> None:
    assert shown("{title}", replace(META, title=title)) == title
    assert shown("{date}", replace(META, fields={"date": title})) == title


def test_the_first_page_may_have_a_line_of_its_own() -> None:
    stated = RunningLine(left=Text("later"), right=Text("{page}"), first=Line(centre=Text("{marking}")))
    found = [[*running.line(with_lines(header=stated), META, "header", first=first)] for first in (True, False)]
    assert found == [["centre"], ["left", "right"]]


def test_a_crowded_line_has_a_shorter_title() -> None:
    long = replace(META, title="word " * 40)
    lengths = [
        len(running.line(with_lines(header=stated), long, "header")["right"].pieces[0].text)
        for stated in (line(right="{title}"), line(centre="{marking}", right="{title}"))
    ]
    assert 80 < lengths[0] <= 90
    assert 35 < lengths[1] <= 45


@pytest.mark.parametrize(("language", "first", "last"), [("en", "left", "right"), ("ar", "right", "left")])
def test_left_is_where_lines_begin(language: str, first: str, last: str) -> None:
    stated = with_lines(header=line(left="L", centre="C", right="R"), footer=line(right="{page}"))
    sheet = paged.page_sheet(stated, replace(META, language=language))
    for box in (f'@top-{first} {{ content: "L"', '@top-center { content: "C"', f'@top-{last} {{ content: "R"'):
        assert box in sheet
    assert f"@bottom-{last} {{ content: counter(page)" in sheet


# --- Word -------------------------------------------------------------------------------------------------------------
def word(look: Design, *blocks: Any, meta: Meta = META) -> Any:
    written = docx.write(
        Document(blocks or (Paragraph((Str("Text"),)),), (), meta), Look(look, pictures={"l.png": BARS})
    )
    assert written.problems == ()
    return WordFile(BytesIO(written.data))


def instructions(part: Any) -> list[str]:
    return [one.text.strip() for one in part._element.iter() if one.tag.endswith("}instrText")]


def test_word_counts_pages_in_fields() -> None:
    file = word(with_lines(footer=line(left="{reference}", centre="{marking}", right="{label:page}")))
    foot = file.sections[0].footer
    assert instructions(foot) == ["PAGE", "NUMPAGES"]
    assert foot.paragraphs[0].text == "SP/1\tTLP:GREEN\tPage 1 of 1"


def test_lines_of_broadside_pages_reach_as_far_as_the_text() -> None:
    look = with_lines(header=line(left="L", centre="C", right="R"))
    wide = Landscape((Paragraph((Str("Wide"),)),))
    file = word(look, Paragraph((Str("Text"),)), wide, Paragraph((Str("Text"),)))
    for section, broad in zip(file.sections, (False, True, False), strict=True):
        stops = {
            stop.alignment.name: stop.position.pt for stop in section.header.paragraphs[0].paragraph_format.tab_stops
        }
        assert stops["CENTER"] == pytest.approx(look.text_size(wide=broad)[0] / 2, abs=0.1)


def test_the_fill_of_the_marking_is_seen_in_all_formats() -> None:
    styles = {**design().styles, "banner": design().styles["banner"].model_copy(update={"fill": "accent"})}
    look = design().model_copy(update={"styles": styles})
    fill = look.colour("accent")
    style = word(look).styles["Banner"].element
    assert style.xpath("w:rPr/w:shd/@w:fill") == [fill.lstrip("#")]
    assert f"background-color: {fill}" in paged.page_sheet(look, META)
    web = page.write(Document((), (), META), Look(look)).data.decode()
    assert "._marking { background: var(--c-accent)" in web


# --- The logo ---------------------------------------------------------------------------------------------------------
def logo(where: str = "every", align: str = "right") -> Design:
    made = Logo(file=Text("l.png"), alt=Text("Seal of the {label:kind}"), width=30, where=where, align=align)
    return design().model_copy(update={"logo": made})


def test_the_logo_has_words_in_word() -> None:
    file = word(logo())
    (here,) = file.element.body.xpath("//wp:docPr/@descr")
    (there,) = file.sections[0].header._element.xpath(".//wp:docPr/@descr")
    assert here == there == "Seal of the Memo"
    assert file.sections[0].first_page_header._element.xpath(".//wp:docPr") == []


def test_the_logo_at_the_heads_of_pages_fits_the_margin() -> None:
    look = Look(logo(), pictures={"l.png": BARS})
    size = look.logo_size(running=True)
    assert size
    assert size[1] <= look.design.margins.top / 25.4 * 72
    assert paged.head_logo(look, {"l.png": "pictures/x"}) == ("pictures/x", *size)
    assert paged.head_logo(Look(logo("first"), pictures={"l.png": BARS}), {"l.png": "x"}) is None


@pytest.mark.parametrize(("align", "side"), [("left", "start"), ("centre", "center"), ("right", "end")])
def test_the_logo_stands_at_its_side(align: str, side: str) -> None:
    look = logo("first", align)
    assert f"._logo {{ text-align: {side}" in css.sheet(look)
    web = page.write(Document((), (), META), Look(look, pictures={"l.png": BARS})).data.decode()
    assert 'alt="Seal of the Memo"' in web
    assert web.index('class="_logo"') < web.index("</main>")


# --- Paper and hyphens ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("language", "paper"),
    [
        ("en-US", "Letter"),
        ("es-MX", "Letter"),
        ("fr-CA", "Letter"),
        ("zh-Hant-US", "Letter"),
        ("EN-us", "Letter"),
        ("en", "A4"),
        ("es", "A4"),
        ("en-GB", "A4"),
        ("es-419", "A4"),
        ("ja", "A4"),
        ("us", "A4"),
        ("de-x-us", "A4"),
        ("", "A4"),
    ],
)
def test_paper_is_that_of_the_territory(language: str, paper: str) -> None:
    assert paper_for(language) == paper
    assert design().model_copy(update={"paper": "auto"}).in_language(language).paper == paper
    assert design().model_copy(update={"paper": "A4"}).in_language(language).paper == "A4"


@pytest.mark.parametrize(("asked", "css_says"), [(False, "none"), (True, "auto")])
def test_words_are_broken_only_where_it_is_asked_for(asked: bool, css_says: str) -> None:
    look = design().model_copy(update={"hyphenation": asked})
    sheet = css.sheet(look)
    assert f"hyphens: {css_says}; overflow-wrap" in sheet
    assert ("blockquote, ._footnote, h1" in sheet) == asked
    settings = word(look).settings.element
    assert bool(settings.xpath("w:autoHyphenation")) == asked
    assert bool(word(look).styles["Quote"].element.xpath("w:pPr/w:suppressAutoHyphens")) == asked


# --- Tables -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("lines", "sides", "rule"),
    [
        ("horizontal", ["top", "bottom", "insideH"], "thead { border-bottom: 0.75pt solid"),
        ("grid", ["top", "left", "bottom", "right", "insideH", "insideV"], "th, td { border: 0.5pt solid"),
        ("none", [], ""),
    ],
)
def test_tables_have_the_lines_that_are_asked_for(lines: str, sides: list[str], rule: str) -> None:
    look = design().model_copy(update={"table": TableLook(lines=lines)})
    found = word(look).styles["Brief Table"].element.xpath("w:tblPr/w:tblBorders/*")
    assert [one.tag.rpartition("}")[2] for one in found] == sides
    sheet = css.sheet(look)
    assert rule in sheet
    assert ("thead { border-bottom" in sheet) == (lines == "horizontal")
