"""The styles of the Word file → the part of the package that holds them."""

from collections.abc import Iterable

from briefgen.design import CELL_SIDE
from briefgen.writers.docx.boxes import SIDES, Edge, borders, cell_margins, indents, shading, spacing
from briefgen.writers.docx.markup import NOTHING, Xml, element, join, part, w
from briefgen.writers.docx.numbering import STYLES
from briefgen.writers.docx.runs import CharacterStyle
from briefgen.writers.docx.styles import CHARACTERS, PARAGRAPHS, ParagraphStyle, Stylesheet

_PRIORITIES = {
    "Normal": 0,
    "BodyText": 1,
    **{f"Heading{level}": 9 for level in range(1, 7)},
    "ListBullet": 11,
    "ListNumber": 11,
    "ListContinue": 12,
    "Quote": 29,
    "Caption": 35,
    "TOCHeading": 39,
    **{f"TOC{level}": 39 for level in range(1, 4)},
}
"""Where Word lists a style; those that are not here stand behind the template's own."""
_OWN_PRIORITY, _LAST_PRIORITY = 20, 99
_OFFERED = frozenset(
    {"Normal", "BodyText", *(f"Heading{level}" for level in range(1, 7)), "ListBullet", "ListNumber", "ListContinue",
     "Quote", "SourceCode", "VerbatimChar", "Term"}
)  # fmt: skip
"""Styles that one puts on words by hand, besides the template's own."""


def markup(sheet: Stylesheet) -> bytes:
    """Return the part with all styles."""
    return part(
        "w:styles",
        "w",
        _defaults(sheet),
        w(
            "latentStyles",
            defLockedState=0,
            defUIPriority=99,
            # Of Word's own styles only those that this document has are listed, and others once they are used.
            defSemiHidden=1,
            defUnhideWhenUsed=1,
            defQFormat=0,
            count=376,
        ),
        *definitions(sheet).values(),
    )


def definitions(sheet: Stylesheet) -> dict[str, Xml]:
    """Return the markup of each style of ours, by its id, in the order of the file."""
    paragraphs = (sheet.body, *sheet.paragraphs.values(), *sheet.containers.values())
    characters = (*sheet.characters.values(), *sheet.spans.values())
    return {
        "Normal": _normal(sheet),
        **{style.id: _paragraph(sheet, style) for style in paragraphs if not style.theirs},
        "DefaultParagraphFont": _DEFAULT_CHARACTER,
        **{mark.id: _character(sheet, mark) for mark in characters if not mark.theirs},
        "TableNormal": _DEFAULT_TABLE,
        "BriefTable": _table(sheet),
        "NoList": _DEFAULT_NUMBERING,
    }


def _defaults(sheet: Stylesheet) -> Xml:
    faces, known = sheet.design.faces, sheet.languages
    east_asian, complex_ = str(faces.east_asian_word), str(faces.complex_word)
    font = sheet.body.look.font or str(faces.serif.word)
    fonts = w("rFonts", ascii=font, eastAsia=east_asian, hAnsi=font, cs=complex_)
    language = w("lang", val=known.latin, eastAsia=known.east_asian, bidi=known.complex)
    return w("docDefaults", w("rPrDefault", w("rPr", fonts, language)), w("pPrDefault"))


def _normal(sheet: Stylesheet) -> Xml:
    properties = w("pPr", w("widowControl"), spacing(sheet.normal.box, None, sheet.normal.leading))
    return w(
        "style",
        w("name", val="Normal"),
        *_listed(sheet, "Normal"),
        properties,
        w("rPr", sheet.normal.look.markup()),
        type="paragraph",
        default=1,
        styleId="Normal",
    )


def _paragraph(sheet: Stylesheet, style: ParagraphStyle) -> Xml:
    box, heading = style.box, style.outline is not None
    properties = (
        w("keepNext") if box.keep_next else NOTHING,
        w("keepLines") if box.keep_lines else NOTHING,
        w("numPr", w("numId", val=sheet.lists + STYLES[style.id])) if style.id in STYLES else NOTHING,
        borders(box.edges, {}),
        shading(box.fill),
        style.extra,
        w("suppressAutoHyphens") if sheet.design.hyphenation and _whole_words(style.id) else NOTHING,
        spacing(box, sheet.normal.box, None if style is sheet.body else style.leading),
        indents(box, sheet.normal.box),
        w("outlineLvl", val=style.outline) if heading else NOTHING,
    )
    stated, runs = join(properties), NOTHING if style is sheet.body else style.look.markup()
    return w(
        "style",
        w("name", val=style.name),
        w("basedOn", val=sheet.normal.id),
        w("next", val=sheet.body.id) if heading else NOTHING,
        *_listed(sheet, style.id),
        w("pPr", stated) if stated else NOTHING,
        w("rPr", runs) if runs else NOTHING,
        type="paragraph",
        customStyle=None if style.name in _WORDS_OWN else 1,
        styleId=style.id,
    )


def _listed(sheet: Stylesheet, id_: str) -> tuple[Xml, ...]:
    """Return where Word lists a style, and whether it offers it."""
    own = id_ in {*(one.id for one in sheet.containers.values()), *(one.id for one in sheet.spans.values())}
    priority = _PRIORITIES.get(id_, _OWN_PRIORITY if own else _LAST_PRIORITY)
    return w("uiPriority", val=priority), w("qFormat") if own or id_ in _OFFERED else NOTHING


def _character(sheet: Stylesheet, style: CharacterStyle) -> Xml:
    runs = style.look.markup()
    return w(
        "style",
        w("name", val=style.name),
        w("basedOn", val="DefaultParagraphFont"),
        *_listed(sheet, style.id),
        w("rPr", runs) if runs else NOTHING,
        type="character",
        customStyle=None if style.name in _WORDS_OWN else 1,
        styleId=style.id,
    )


def _table(sheet: Stylesheet) -> Xml:
    """The look of tables: what the template says of their lines and fills."""
    table, space = sheet.design.table, sheet.design.style("table-cell").padding or 0
    margins = (space, CELL_SIDE, space, CELL_SIDE) if sheet.design.has_cell_sides else (space, 0, space, 10)
    strong, thin = Edge(sheet.ink, 0.75), Edge(sheet.hairline)
    lines = w("tblBorders", *(edge.markup(side) for side, edge in _table_edges(table.lines, strong, thin)))
    under_head = w("tcBorders", strong.markup("top"), strong.markup("bottom"))
    head = (
        under_head if table.lines == "horizontal" else NOTHING,
        _fill(sheet, sheet.design.style("table-head").fill),
    )
    stripe = _fill(sheet, table.zebra)
    cell = _fill(sheet, sheet.design.style("table-cell").fill)
    return w(
        "style",
        w("name", val="Brief Table"),
        w("basedOn", val="TableNormal"),
        *_listed(sheet, "BriefTable"),
        w(
            "tblPr",
            w("tblStyleRowBandSize", val=1) if stripe else NOTHING,
            w("tblInd", w=0, type="dxa"),
            lines if table.lines != "none" else NOTHING,
            cell_margins(*margins),
        ),
        w("tcPr", cell) if cell else NOTHING,
        w("tblStylePr", w("tcPr", *head), type="firstRow") if any(head) else NOTHING,
        w("tblStylePr", w("tcPr", stripe), type="band2Horz") if stripe else NOTHING,
        type="table",
        customStyle=1,
        styleId="BriefTable",
    )


def _fill(sheet: Stylesheet, name: str | None) -> Xml:
    return shading(sheet.design.colour(name)) if name else NOTHING


def _whole_words(id_: str) -> bool:
    """Tell whether a style is one whose words are not broken, although the template asks for hyphens."""
    return id_ in ("Quote", "FootnoteText", "TableHead", "SourceCode") or id_.startswith(("Heading", "TOC"))


def _table_edges(lines: str, strong: Edge, thin: Edge) -> list[tuple[str, Edge]]:
    """Return the lines of a table in the order of the schema."""
    if lines == "grid":
        return [(side, thin) for side in (*SIDES, "insideH", "insideV")]
    return [("top", strong), ("bottom", strong), ("insideH", thin)]


def _default(kind: str, id_: str, name: str, *properties: Xml) -> Xml:
    return element(
        "w:style",
        {"w:type": kind, "w:default": "1", "w:styleId": id_},
        w("name", val=name),
        w("uiPriority", val=99),
        w("semiHidden"),
        w("unhideWhenUsed"),
        *properties,
    )


def _names(styles: Iterable[tuple[str, str, str]]) -> set[str]:
    return {name for _, id_, name in styles if id_ not in _OURS}


_OURS = frozenset(
    {
        "SourceCode",
        "CaptionLabel",
        "Definition",
        "TableHead",
        "TableCell",
        "HorizontalRule",
        "VerbatimChar",
        "Term",
        "Banner",
    }
)
_WORDS_OWN = _names(PARAGRAPHS) | _names(CHARACTERS) | {"Body Text", "Title", "Subtitle"}
"""Names of styles that Word itself defines."""
WORDS_OWN = frozenset(name.casefold() for name in _WORDS_OWN)
_DEFAULT_CHARACTER = _default("character", "DefaultParagraphFont", "Default Paragraph Font")
_DEFAULT_TABLE = _default(
    "table", "TableNormal", "Normal Table", w("tblPr", w("tblInd", w=0, type="dxa"), cell_margins(0, 5.4, 0, 5.4))
)
_DEFAULT_NUMBERING = _default("numbering", "NoList", "No List")
