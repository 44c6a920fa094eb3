"""Design tokens → CSS: the style sheet of the text."""

from collections.abc import Callable, Mapping
from typing import Any

from briefgen.design import CELL_SIDE, LOGO_AFTER, PARTS, TALLEST, Design, Style, points
from briefgen.writers.fonts import BOLD, declarations, face_rules, language_rules, quoted, stack

BAR = "3pt"
RULE = "0.75pt"
HAIRLINE = "0.5pt"


def sheet(design: Design) -> str:
    """Return the style sheet of the text: all that follows from the tokens alone."""
    return "\n".join(part(design) for part in _PARTS)


# --- Styles -----------------------------------------------------------------------------------------------------------
def text_style(design: Design, style: Style) -> dict[str, str]:
    """Return the declarations of a style that are about its letters; they are inherited."""
    face = declarations(design, style.face) if style.face else {}
    return face | {
        name: write(design, value) for key, (name, write) in _TEXT.items() if (value := getattr(style, key)) is not None
    }


_TEXT: dict[str, tuple[str, Callable[[Design, Any], str]]] = {
    "size": ("font-size", lambda _, size: f"{size:g}pt"),
    "leading": ("line-height", lambda _, leading: f"{leading:g}pt"),
    "colour": ("color", Design.colour),
    "bold": ("font-weight", lambda _, bold: str(BOLD if bold else 400)),
    "italic": ("font-style", lambda _, italic: "italic" if italic else "normal"),
    "caps": ("text-transform", lambda _, caps: "uppercase" if caps else "none"),
    "tracking": ("letter-spacing", lambda _, tracking: f"{tracking:g}pt"),
}


def block_style(design: Design, style: Style) -> dict[str, str]:
    """Return the declarations of a style that are about its block; they are not inherited."""
    found = {name: write(design, value) for key, name, write in _BLOCK if (value := getattr(style, key)) is not None}
    if style.padding is not None:
        found["padding"] = _padding(style, style.padding)
    if style.fill:
        found |= {"box-decoration-break": "clone", "break-inside": "avoid"}
    if style.keep_next:
        found["break-after"] = "avoid"
    return found


_BLOCK: tuple[tuple[str, str, Callable[[Design, Any], str]], ...] = (
    ("before", "margin-top", lambda _, space: f"{space:g}pt"),
    ("after", "margin-bottom", lambda _, space: f"{space:g}pt"),
    ("indent", "margin-left", lambda _, space: f"{space:g}pt"),
    ("fill", "background-color", Design.colour),
    ("bar", "border-left", lambda design, name: f"{BAR} solid {design.colour(name)}"),
    ("rule_above", "border-top", lambda design, name: f"{RULE} solid {design.colour(name)}"),
    ("rule_below", "border-bottom", lambda design, name: f"{RULE} solid {design.colour(name)}"),
)


def _mirrored(selector: str, design: Design, style: Style) -> str:
    """Return the rule by which a block of a document that runs from right to left has its sides the other way round."""
    sides = {name: value for name, value in block_style(design, style).items() if name in _SIDES}
    turned = {_SIDES[name]: value for name, value in sides.items()} | dict.fromkeys(sides, "0")
    if style.padding is not None:
        ends, right, _, left = _padding(style, style.padding).split()
        turned["padding"] = f"{ends} {left} {ends} {right}"
    return _rule(f":root[dir=rtl] {selector}", turned)


_SIDES = {"border-left": "border-right", "margin-left": "margin-right"}


def _padding(style: Style, padding: float) -> str:
    """Keep the text from the fill on all sides, from the bar at its side, from rules above and below."""
    sides = padding if style.fill or style.bar else 0
    ends = padding if style.fill or style.rule_above or style.rule_below else 0
    return f"{ends:g}pt {sides if style.fill else 0:g}pt {ends:g}pt {sides:g}pt"


def declared(values: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in values.items())


def _rule(selector: str, *values: Mapping[str, str]) -> str:
    merged = {name: value for part in values for name, value in part.items()}
    return f"{selector} {{ {declared(merged)} }}" if merged else ""


# --- The parts of the sheet -------------------------------------------------------------------------------------------
def _properties(design: Design) -> str:
    """Custom properties, for a template's own CSS."""
    values = {f"--{name}": value for name, value in design.colours.items()}
    for part in ("sans", "serif", "mono"):
        values |= {f"--{part}": stack(design, part), f"--face-{part}": quoted(str(getattr(design.faces, part).pdf))}
    return _rule(":root", values)


def _base(design: Design) -> str:
    body = text_style(design, design.body) | ({"font-weight": "400"} if design.body.bold is None else {})
    hyphens = "auto" if design.hyphenation else "none"
    return "\n".join(
        [
            # Smoothed pictures break PDF/A. A hyphen at the end of a line would stand in the words that are copied.
            f"html {{ image-rendering: crisp-edges; hyphens: {hyphens}; overflow-wrap: anywhere }}",
            "html { widows: 2; orphans: 2 }",
            *([_UNBROKEN] if design.hyphenation else []),
            _rule("body", {"margin": "0"}, body),
            _rule("p", {"margin": f"0 0 {design.body.after or 0:g}pt"}),
            f"strong, b, th {{ font-weight: {BOLD} }}",
            "._upright { font-style: normal }",
            # WeasyPrint may lose a note called in a paragraph broken over two pages when notes before it were put off.
            "p:has(a._call) { break-inside: avoid }",
            "div > :first-child, li > :first-child, blockquote > :first-child, dd > :first-child { margin-top: 0 }",
            "div > :last-child, li > :last-child, blockquote > :last-child, dd > :last-child { margin-bottom: 0 }",
            "._page-break { break-after: page }",
            f"hr {{ border: 0; border-top: {HAIRLINE} solid {design.colour('hairline')}; margin: 9pt 0 }}",
            f"img {{ max-width: 100%; max-height: {design.text_size()[1] * TALLEST:.4g}pt }}",
            f"._landscape img {{ max-height: {design.text_size(wide=True)[1] * TALLEST:.4g}pt }}",
        ]
    )


_UNBROKEN = "blockquote, ._footnote, h1, h2, h3, h4, h5, h6, th, a, code { hyphens: none }"
"""Where no hyphen is added, although the template asks for them: what is quoted, named, or leads somewhere."""

_RUNNING = "p, ul, ol, dl, blockquote, pre, ._contents"
"""What is set to the measure."""


def _measure(design: Design) -> str:
    """Set running text to its measure, but for what stands in a block with one, or with sides, of its own."""
    note = design.style("note").measure or design.measure
    rules = [f"{_RUNNING} {{ {_widest(design.measure)} }}", f"._footnote {{ {_widest(note)} }}"]
    for name, style in design.styles.items():
        if name not in PARTS and (style.has_sides or style.measure is not None):
            rules.append(f"div.{name} :is({_RUNNING}) {{ {_widest(style.measure)} }}")
    return "\n".join(rules)


def _widest(measure: float | None) -> str:
    return "max-width: none" if measure is None else f"max-width: {points(measure):.5g}pt; box-sizing: border-box"


def _headings(design: Design) -> str:
    rules = ["h1, h2, h3, h4, h5, h6 { bookmark-label: attr(data-label); font-weight: 400 }"]
    for level in range(1, 7):
        style = design.style(f"heading-{level}")
        space = {"margin": "0"}
        rules.append(_rule(f"h{level}", space, text_style(design, style), block_style(design, style)))
    return "\n".join(rules)


def _lists(design: Design) -> str:
    after = design.body.after or 0
    term, definition = design.style("term"), design.style("definition")
    return "\n".join(
        [
            f"ul, ol {{ margin: 0 0 {after:g}pt; padding-left: 18pt; break-before: auto }}",
            "[dir=rtl] ul, [dir=rtl] ol, ul[dir=rtl], ol[dir=rtl] { padding-left: 0; padding-right: 18pt }",
            f"li {{ margin-bottom: {after:g}pt }} li > ul, li > ol {{ margin-top: 2pt }}",
            f"._tight > li {{ margin-bottom: {after * 0.3:.2g}pt }}",
            "li > p:has(+ div) { margin-bottom: 1pt; break-after: avoid }",
            f"::marker {{ color: {design.colour('soft')} }}",
            "ul { list-style-type: '•\\2002' } ul ul { list-style-type: '–\\2002' } ol > li { padding-left: 2pt }",
            f"dl {{ margin: 0 0 {after:g}pt }}",
            "dl > div { display: table; table-layout: fixed; width: 100%; break-inside: avoid }",
            _rule("dt", {"display": "table-cell", "width": "26%", "padding-right": "6pt"}, text_style(design, term)),
            _rule("dd", {"display": "table-cell"}, text_style(design, definition)),
            "dd > p { margin-bottom: 0 }",
        ]
    )


def _tables(design: Design) -> str:
    head, cell = design.style("table-head"), design.style("table-cell")
    return "\n".join(
        [
            "table { table-layout: fixed; width: 100%; border-collapse: collapse; margin: 3pt 0 10pt;"
            " font-variant-numeric: tabular-nums lining-nums }",
            "._short { break-inside: avoid } tr { break-inside: avoid }",
            # A row that is first and last would hold on to what stands before and behind the table.
            "tbody tr:first-child:not(:last-child) { break-after: avoid }",
            "tbody tr:last-child:not(:first-child) { break-before: avoid }",
            *_TABLE_LINES[design.table.lines](design.colour("hairline"), design.colour("ink")),
            *_cell_padding(design, cell.padding or 0),
            "._right { text-align: right } ._center { text-align: center }",
            _rule("td", text_style(design, cell), _filled(design, cell.fill)),
            _rule("tbody tr:nth-child(even) > *", _filled(design, design.table.zebra)),
            _rule("th, thead td", {"vertical-align": "bottom"}, text_style(design, head), _filled(design, head.fill)),
        ]
    )


def _filled(design: Design, fill: str | None) -> dict[str, str]:
    return {"background-color": design.colour(fill)} if fill else {}


def _cell_padding(design: Design, space: float) -> list[str]:
    """Keep words from what is seen of the cell's sides; where nothing is, they stand flush with the text."""
    if design.has_cell_sides:
        return [f"th, td {{ padding: {space:g}pt {CELL_SIDE:g}pt; text-align: start; vertical-align: top }}"]
    return [
        f"th, td {{ padding: {space:g}pt 10pt {space:g}pt 0; text-align: start; vertical-align: top }}",
        "th:last-child, td:last-child { padding-right: 0 }",
    ]


def _horizontal(thin: str, strong: str) -> list[str]:
    return [
        f"table {{ border-top: {RULE} solid {strong}; border-bottom: {RULE} solid {strong} }}",
        f"tbody tr + tr > td {{ border-top: {HAIRLINE} solid {thin} }}",
        f"thead {{ border-bottom: {RULE} solid {strong} }}",
    ]


_TABLE_LINES: dict[str, Callable[[str, str], list[str]]] = {
    "horizontal": _horizontal,
    "grid": lambda thin, _: [f"th, td {{ border: {HAIRLINE} solid {thin} }}"],
    "none": lambda *_: [],
}


def _logo(design: Design) -> str:
    """Set the logo above everything else, in its width."""
    logo = design.logo
    if logo is None:
        return ""
    sides = {"left": "start", "centre": "center", "right": "end"}
    return (
        f"._logo {{ text-align: {sides[logo.align]}; margin-bottom: {LOGO_AFTER:g}pt; break-after: avoid }}"
        f" ._logo img {{ width: {points(logo.width):.5g}pt }}"
    )


def _captions(design: Design) -> str:
    caption, label = design.style("caption"), design.style("caption-label")
    shown = declared(text_style(design, caption) | block_style(design, caption) | {"text-align": "start"})
    return "\n".join(
        [
            f"caption {{ caption-side: top; break-after: avoid; {shown} }}",
            f"figcaption {{ {shown} }}",
            "figure { margin: 3pt 0 10pt; break-inside: avoid } figure > div { margin-bottom: 4pt }",
            _rule("._label", text_style(design, label)),
        ]
    )


def _contents(design: Design) -> str:
    entry, title = design.style("contents"), design.style("contents-title")
    return "\n".join(
        [
            f"._contents {{ margin: 0 0 {design.body.after or 0:g}pt }}",
            _rule("._contents-title", text_style(design, title), block_style(design, title)),
            _rule("._contents ul", {"margin": "0", "padding": "0", "list-style": "none"}, text_style(design, entry)),
            f"._contents li {{ margin: 0 0 {entry.after or 0:g}pt }} ._contents ._level-3 {{ margin-left: 14pt }}",
            "._contents [dir=rtl]._level-3, [dir=rtl] ._contents ._level-3 { margin-left: 0; margin-right: 14pt }",
            f"._contents a {{ color: inherit }} ._contents li::after {{ color: {design.colour('soft')} }}",
        ]
    )


def _quotes_and_code(design: Design) -> str:
    quote, code = design.style("quote"), design.style("code")
    size = (code.size or 10) / (design.body.size or 10)
    return "\n".join(
        [
            _rule("blockquote", {"margin": "0"}, text_style(design, quote), block_style(design, quote)),
            _mirrored("blockquote", design, quote),
            "blockquote > p { margin-bottom: 3pt }",
            _rule("pre", {"margin": f"0 0 {design.body.after or 0:g}pt", "white-space": "pre-wrap"}),
            _rule("pre", {"break-inside": "avoid"}, text_style(design, code), block_style(design, code)),
            # Within a line its size follows that of the text around it.
            _rule("code", declarations(design, code.face or "mono"), {"font-size": f"{size:.2f}em"}),
        ]
    )


def _notes(design: Design) -> str:
    note = {"font-weight": "400", "font-style": "normal", "text-transform": "none", "letter-spacing": "normal"}
    note |= {"color": design.colour(design.body.colour), "text-align": "start", "white-space": "normal"}
    call = text_style(design, design.style("note-call"))
    raised = {"vertical-align": "super", "font-size": "0.64em", "line-height": "0", "text-decoration": "none"}
    return "\n".join(
        [
            _rule(
                "a", {"text-decoration": "none", "overflow-wrap": "anywhere"}, text_style(design, design.style("link"))
            ),
            "._kept { white-space: nowrap }",
            _rule("._call, ._sep", raised, call, {"font-style": "normal", "text-transform": "none"}),
            _rule(
                "._footnote",
                {"float": "footnote", "footnote-policy": "line"},
                note,
                text_style(design, design.style("note")),
                {"padding-left": "13pt", "text-indent": "-13pt", "margin-bottom": "1.5pt"},
            ),
            "._footnote[dir=rtl] { padding-left: 0; padding-right: 13pt }",
            # The number in the text is a link of our own, since the one that CSS makes cannot be one. A call without
            # content must still be a box, or the note goes to another page than its number.
            "._footnote::footnote-call { content: ''; display: inline-block }",
            "._footnote::footnote-marker { content: '' }",
            f"._back {{ display: inline-block; width: 11.4pt; text-indent: 0; color: {design.colour('soft')};"
            " font-variant-numeric: tabular-nums lining-nums }",
        ]
    )


def _named(design: Design) -> str:
    rules = []
    for name, style in design.styles.items():
        if name in PARTS and name != "marking":
            continue
        rules.append(_rule(f".{name}", text_style(design, style)))
        rules.append(
            _rule(f"div.{name}", {"margin-bottom": f"{design.body.after or 0:g}pt"}, block_style(design, style))
        )
        rules.append(_mirrored(f"div.{name}", design, style))
        if style.columns:
            rules.append(f".{name} > dl:not(._long) {{ columns: {style.columns}; column-gap: 20pt }}")
    return "\n".join(filter(None, rules))


_PARTS: tuple[Callable[[Design], str], ...] = (
    face_rules,
    language_rules,
    _properties,
    _base,
    _measure,
    _headings,
    _lists,
    _tables,
    _logo,
    _captions,
    _contents,
    _quotes_and_code,
    _notes,
    _named,
)
"""The sheet's parts in order: a later rule wins over an earlier one, so a template's own styles come last."""
