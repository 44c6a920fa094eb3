"""The style sheet: every token of the design arrives at what it is about."""

from typing import Any

import cssselect2
import pytest
import tinycss2
import tinyhtml5

from briefgen.design import Design, Margins, Style
from briefgen.document import Meta
from briefgen.writers import css, fonts, paged
from test_writers_html import DESIGN


def styled(design: Design, body: str, path: str) -> dict[str, str]:
    """Return what a sheet says of the element at a path, the later and the more specific winning."""
    root = tinyhtml5.parse(f"<!DOCTYPE html><body>{body}", namespace_html_elements=False)
    found: list[tuple[tuple[int, int, int], int, dict[str, str]]] = []
    wanted = root.find(f"body/{path}")
    for order, rule in enumerate(tinycss2.parse_stylesheet(css.sheet(design), True, True)):
        if rule.type != "qualified-rule":
            continue
        for selector in cssselect2.compile_selector_list(rule.prelude):
            if selector.pseudo_element is None and wanted is not None and matches(root, wanted, selector):
                found.append((selector.specificity, order, declared(rule.content)))
    merged: dict[str, str] = {}
    for _, _, values in sorted(found, key=lambda item: item[:2]):
        merged |= values
    return merged


def matches(root: Any, wanted: Any, selector: Any) -> bool:
    wrapped = cssselect2.ElementWrapper.from_html_root(root)
    return any(element.etree_element is wanted and selector.test(element) for element in wrapped.iter_subtree())


def declared(tokens: Any) -> dict[str, str]:
    declarations = tinycss2.parse_blocks_contents(tokens, True, True)
    assert [item for item in declarations if item.type != "declaration"] == []
    return {item.name: tinycss2.serialize(item.value).strip() for item in declarations}


def design_with(name: str, **values: Any) -> Design:
    design = DESIGN.model_copy(update={"styles": {**DESIGN.styles, name: Style(**values)}})
    design.__dict__.pop("body", None)  # the copy of a cached property
    return design


def test_the_sheet_parses_without_an_error() -> None:
    for text in (css.sheet(DESIGN), paged.page_sheet(DESIGN, Meta("T", marking='A "b" \\ <c>\n', watermark="DRAFT"))):
        rules = tinycss2.parse_stylesheet(text, True, True)
        assert [rule for rule in rules if rule.type == "error"] == []
        assert len(rules) > 1


TOKENS: list[tuple[dict[str, Any], dict[str, str]]] = [
    (
        {"face": "sans"},
        {"--face": '"Source Sans Pro"', "font-family": fonts.declarations(DESIGN, "sans")["font-family"]},
    ),
    ({"size": 12.5}, {"font-size": "12.5pt"}),
    ({"leading": 16}, {"line-height": "16pt"}),
    ({"colour": "accent"}, {"color": DESIGN.colour("accent")}),
    ({"bold": True}, {"font-weight": "600"}),
    ({"bold": False}, {"font-weight": "400"}),
    ({"italic": True}, {"font-style": "italic"}),
    ({"caps": True}, {"text-transform": "uppercase"}),
    ({"tracking": 0.7}, {"letter-spacing": "0.7pt"}),
    ({"before": 3, "after": 4}, {"margin-top": "3pt", "margin-bottom": "4pt"}),
    ({"indent": 9}, {"margin-left": "9pt"}),
    ({"fill": "wash", "padding": 6}, {"background-color": DESIGN.colour("wash"), "padding": "6pt 6pt 6pt 6pt"}),
    (
        {"bar": "accent", "padding": 6},
        {"border-left": f"3pt solid {DESIGN.colour('accent')}", "padding": "0pt 0pt 0pt 6pt"},
    ),
    (
        {"rule_above": "ink", "padding": 5},
        {"border-top": f"0.75pt solid {DESIGN.colour('ink')}", "padding": "5pt 0pt 5pt 0pt"},
    ),
    ({"rule_below": "ink"}, {"border-bottom": f"0.75pt solid {DESIGN.colour('ink')}"}),
    ({"keep_next": True}, {"break-after": "avoid"}),
]


def test_every_property_of_a_style_has_an_example() -> None:
    assert {name for values, _ in TOKENS for name in values} | {"columns", "measure"} == set(Style.model_fields)


@pytest.mark.parametrize(("values", "expected"), TOKENS)
def test_a_token_reaches_its_container(values: dict[str, Any], expected: dict[str, str]) -> None:
    found = styled(design_with("box", **values), "<div class=box><p>a</p></div>", "div")
    assert expected.items() <= found.items()


@pytest.mark.parametrize(
    ("part", "body", "path"),
    [
        ("body", "<p>a</p>", "."),
        *[(f"heading-{n}", f"<h{n}>a</h{n}>", f"h{n}") for n in range(1, 7)],
        ("table-head", "<table><thead><tr><th>a</table>", "table/thead/tr/th"),
        ("table-cell", "<table><tr><td>a</table>", "table/tbody/tr/td"),
        ("term", "<dl><div><dt>a</dt></div></dl>", "dl/div/dt"),
        ("definition", "<dl><div><dd>a</dd></div></dl>", "dl/div/dd"),
        ("quote", "<blockquote>a</blockquote>", "blockquote"),
        ("code", "<pre>a</pre>", "pre"),
        ("link", "<a href=x>a</a>", "a"),
        ("note", "<span class=_footnote>a</span>", "span"),
        ("note-call", "<a class=_call>1</a>", "a"),
        ("marking", "<div class=marking>a</div>", "div"),
        ("missing", "<p><span class=missing>a</span></p>", "p/span"),
    ],
)
def test_every_part_has_the_letters_of_its_style(part: str, body: str, path: str) -> None:
    found = styled(design_with(part, colour="firm", tracking=0.25, italic=True), body, path)
    assert found["color"] == DESIGN.colour("firm")
    assert found["letter-spacing"] == "0.25pt"
    assert found["font-style"] == ("normal" if part == "note-call" else "italic")


def test_a_list_of_terms_stands_in_columns_unless_it_is_long() -> None:
    design = design_with("header", columns=2)
    assert styled(design, "<div class=header><dl></dl></div>", "div/dl")["columns"] == "2"
    assert "columns" not in styled(design, "<div class=header><dl class=_long></dl></div>", "div/dl")


def boxes(meta: Meta, design: Design = DESIGN) -> dict[str, dict[str, str]]:
    """Return the declarations of the page (under an empty name) and of the boxes in its margins."""
    page = next(rule for rule in tinycss2.parse_stylesheet(paged.page_sheet(design, meta), True, True))
    inside = tinycss2.parse_blocks_contents(page.content, True, True)
    found = {rule.at_keyword: declared(rule.content) for rule in inside if rule.type == "at-rule"}
    found[""] = {item.name: tinycss2.serialize(item.value).strip() for item in inside if item.type == "declaration"}
    return found


def content(values: dict[str, str]) -> str:
    """Return the words of a box; a counter as its name."""
    tokens = [token for token in tinycss2.parse_component_value_list(values["content"]) if token.type != "whitespace"]
    return "".join(
        token.value if token.type == "string" else f"<{tinycss2.serialize(token.arguments)}>" for token in tokens
    )


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("{page} / {pages}", "<page> / <pages>"),
        ("Page {page} of {pages}", "Page <page> of <pages>"),
        ("全{pages}ページ中{page}", "全<pages>ページ中<page>"),
        ('"{page}" \\a', '"<page>" \\a'),
    ],
)
def test_a_page_is_numbered_as_the_label_says(label: str, expected: str) -> None:
    assert content(boxes(Meta("T", page_label=label))["bottom-right"]) == expected


@pytest.mark.parametrize("marking", ["TLP:GREEN", 'a "b" \\ c; } @page { x', "機密性２", "</style>"])
def test_the_marking_stands_at_head_and_foot(marking: str) -> None:
    found = boxes(Meta("T", marking=marking))
    assert content(found["top-left"]) == content(found["bottom-left"]) == marking


def test_without_a_marking_there_is_no_banner() -> None:
    assert set(boxes(Meta("T"))) == {"top-right", "bottom-right", "footnote", ""}


def test_a_long_title_is_cut_for_the_head_of_the_page() -> None:
    title = content(boxes(Meta("word " * 60))["top-right"])
    assert len(title) <= 90
    assert title.endswith("word…")


@pytest.mark.parametrize(("paper", "size"), [("A4", "210.0mm 297.0mm"), ("Letter", "215.9mm 279.4mm")])
def test_paper_and_margins_are_those_of_the_design(paper: str, size: str) -> None:
    margins = Margins(top=24, right=22.5, bottom=26, left=20)
    page = boxes(Meta("T"), DESIGN.model_copy(update={"paper": paper, "margins": margins}))[""]
    assert page["size"] == size
    assert page["margin"] == "24.0mm 22.5mm 26.0mm 20.0mm"


def test_packaged_faces_are_named_and_found() -> None:
    rules = [rule for rule in tinycss2.parse_stylesheet(css.sheet(DESIGN), True, True) if rule.type == "at-rule"]
    sources = [declared(rule.content)["src"] for rule in rules]
    assert len(sources) == 4 + 4 + 4 + 2  # the Arabic face has no italics
    for source in sources:
        file = fonts.font_file(source.removeprefix("url(fonts/").removesuffix(")"))
        assert file is not None
        assert file.read_bytes()[:4] == b"\0\1\0\0"


@pytest.mark.parametrize("name", ["../LICENSE.txt", "SourceSansPro-Black.ttf", "", "/etc/passwd"])
def test_no_other_file_is_a_font(name: str) -> None:
    assert fonts.font_file(name) is None


def test_a_document_from_right_to_left_has_its_sides_the_other_way_round() -> None:
    design = design_with("box", bar="accent", padding=6, indent=4)
    text = css.sheet(design)
    (rule,) = [line for line in text.splitlines() if line.startswith(":root[dir=rtl] div.box ")]
    assert "border-left: 0" in rule
    assert "border-right: 3pt solid" in rule
    assert "margin-right: 4pt" in rule
    assert "padding: 0pt 6pt 0pt 0pt" in rule
    for language, side, other in (("en", "left", "right"), ("ar", "right", "left")):
        pages = paged.page_sheet(design, Meta("T", language=language, marking="OFFICIAL"))
        assert f'@top-{side} {{ content: "OFFICIAL"' in pages
        assert f"@page :first {{\n  @top-{other} {{ content: none }}\n}}" in pages
