"""What repeats on the pages: marking, short title, page number, the word over a draft; and the page itself."""

import re
from collections.abc import Callable

from briefgen.design import points
from briefgen.problems import clip
from briefgen.writers.docx.draft import Draft
from briefgen.writers.docx.inlines import text
from briefgen.writers.docx.markup import NOTHING, Xml, element, field, join, part, twips, w, words
from briefgen.writers.docx.pieces import Para
from briefgen.writers.docx.runs import Voice
from briefgen.writers.docx.styles import ParagraphStyle

_FROM_EDGE = 11.0
"""Distance of header and footer from the edge of the paper, in millimetres."""
_TITLE_LIMIT = 80
_LETTER_WIDTH = 0.6
"""Width of a capital of the word over a draft, as a share of its height."""
_PAGE_PARTS = re.compile(r"(\{page\}|\{pages\})")
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


class Furniture:
    """The heads and feet of a document's pages, each part made once."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._made: dict[tuple[str, bool, bool], str] = {}

    def section(self, *, wide: bool, first: bool) -> Xml:
        """Return the properties of pages; ``wide``: set broadside, ``first``: those that the document opens with.

        The first page has no short title at its head, since the title stands on it.
        """
        design, margins = self.draft.design, self.draft.design.margins
        width, height = design.paper_size(wide=wide)
        sides = {name: _mm(getattr(margins, name)) for name in ("top", "right", "bottom", "left")}
        top, bottom = min(_FROM_EDGE, margins.top), min(_FROM_EDGE, margins.bottom)
        pages = (("first", True), ("default", False)) if first else (("default", False),)
        references = (
            element(f"w:{kind}Reference", {"w:type": name, "r:id": self._part(kind, wide, opening)})
            for kind in _MAKERS
            for name, opening in pages
        )
        return w(
            "sectPr",
            *references,
            w("pgSz", w=_mm(width), h=_mm(height), orient="landscape" if wide else None),
            w("pgMar", **sides, header=_mm(top), footer=_mm(bottom), gutter=0),
            w("cols", space=708),
            w("titlePg") if first else NOTHING,
            w("bidi") if self.draft.languages.rtl else NOTHING,
        )

    def _part(self, kind: str, wide: bool, opening: bool) -> str:
        """Return the id of the relationship to a head or a foot."""
        key = (kind, wide, opening)
        if key not in self._made:
            number = 1 + sum(made == kind for made, *_ in self._made)
            self._made[key] = _add(self.draft, kind, number, _MAKERS[kind](self.draft, wide, opening, number))
        return self._made[key]


def _mm(length: float) -> int:
    return twips(points(length))


def _add(draft: Draft, kind: str, number: int, content: Xml) -> str:
    root = {"header": "w:hdr", "footer": "w:ftr"}[kind]
    return draft.package.add(kind, part(root, "w r v o", content), number)[1]


def _head(draft: Draft, wide: bool, opening: bool, number: int) -> Xml:
    meta, style = draft.document.meta, draft.styles.paragraphs["Header"]
    parts = [_marking(draft)]
    if not opening:
        parts += [
            w("r", w("tab")),
            text(draft, clip(meta.running_title or meta.title, _TITLE_LIMIT), Voice(style.look)),
        ]
    if meta.watermark:
        parts.append(_watermark(draft, meta.watermark, number))
    return _line(draft, style, join(parts), wide=wide)


def _foot(draft: Draft, wide: bool, _opening: bool, _number: int) -> Xml:
    style = draft.styles.paragraphs["Footer"]
    content = join((_marking(draft), w("r", w("tab")), _page_label(draft, Voice(style.look))))
    return _line(draft, style, content, wide=wide)


def _line(draft: Draft, style: ParagraphStyle, content: Xml, *, wide: bool) -> Xml:
    """Return a line with something at each end. The style has its tab stop where lines of upright pages end."""
    ends = [twips(draft.design.text_size(wide=one)[0]) for one in (False, True)]
    moved = w("tabs", w("tab", val="clear", pos=ends[0]), w("tab", val="right", pos=ends[1])) if wide else NOTHING
    return Para(style, content, style.box.copy(), bidi=draft.languages.rtl, tabs=moved).markup()


_MAKERS: dict[str, Callable[[Draft, bool, bool, int], Xml]] = {"header": _head, "footer": _foot}


def _marking(draft: Draft) -> Xml:
    style = draft.styles.paragraphs["Header"]
    return text(draft, draft.document.meta.marking, Voice(style.look).within(draft.styles.characters["Banner"]))


def _page_label(draft: Draft, voice: Voice) -> Xml:
    """Return "page x of y" in the words of the document's language; Word counts."""
    parts = _PAGE_PARTS.split(draft.document.meta.page_label)
    return join(
        field(_FIELDS[one], voice.properties(), words("1")) if one in _FIELDS else text(draft, one, voice)
        for one in parts
    )


def _watermark(draft: Draft, word: str, number: int) -> Xml:
    """Return a word laid over the page. The name of the shape lets Word's own command remove it."""
    width = draft.text_width() * 0.9
    height = min(width / max(len(word) * _LETTER_WIDTH, 1), width / 3)
    place = (
        "position:absolute;margin-left:0;margin-top:0;"
        f"width:{width:.0f}pt;height:{height:.0f}pt;rotation:315;z-index:-251658240;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    kind = element(
        "v:shapetype",
        {
            "id": "_x0000_t136",
            "coordsize": "21600,21600",
            "o:spt": "136",
            "adj": "10800",
            "path": "m@7,l@8,m@5,21600l@6,21600e",
        },
        _WORD_ART,
    )
    shape = element(
        "v:shape",
        {
            "id": f"PowerPlusWaterMarkObject{number}",
            "o:spid": f"_x0000_s{2048 + number}",
            "type": "#_x0000_t136",
            "alt": word,
            "style": place,
            "o:allowincell": "f",
            "fillcolor": "#c9ced6",
            "stroked": "f",
        },
        element("v:fill", {"opacity": ".5"}),
        element("v:textpath", {"style": 'font-family:"Calibri";font-size:1pt', "string": word}),
    )
    return w("r", w("rPr", w("noProof")), w("pict", kind, shape))


def _formulas(*equations: str) -> Xml:
    return element("v:formulas", None, *(element("v:f", {"eqn": equation}) for equation in equations))


# Word's own definition of text along a straight path.
_WORD_ART = join(
    (
        _formulas(
            "sum #0 0 10800",
            "prod #0 2 1",
            "sum 21600 0 @1",
            "sum 0 0 @2",
            "sum 21600 0 @3",
            "if @0 @3 0",
            "if @0 21600 @1",
            "if @0 0 @2",
            "if @0 @4 21600",
            "mid @5 @6",
            "mid @8 @5",
            "mid @7 @8",
            "mid @6 @7",
            "sum @6 0 @5",
        ),
        element(
            "v:path",
            {
                "textpathok": "t",
                "o:connecttype": "custom",
                "o:connectlocs": "@9,0;@10,10800;@11,21600;@12,10800",
                "o:connectangles": "270,180,90,0",
            },
        ),
        element("v:textpath", {"on": "t", "fitshape": "t"}),
    )
)
