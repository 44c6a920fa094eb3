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
from briefgen.writers.docx.watermark import watermark

_FROM_EDGE = 11.0
"""Distance of header and footer from the edge of the paper, in millimetres."""
_TITLE_LIMIT = 80
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
            element(f"w:{kind}Reference", {"w:type": name, "r:id": self.part(kind, wide, opening)})
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

    def part(self, kind: str, wide: bool, opening: bool) -> str:
        """Return the id of the relationship to a head or a foot."""
        key = (kind, wide, opening)
        if key not in self._made:
            number = self.draft.package.number(kind)
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
        parts.append(watermark(draft, meta.watermark, number))
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
