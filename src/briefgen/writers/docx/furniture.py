"""What repeats on the pages: marking, short title, page number, the word over a draft; and the page itself."""

from collections.abc import Mapping

from briefgen.design import points
from briefgen.nodes import Image
from briefgen.writers import running
from briefgen.writers.docx.draft import Draft, Pen
from briefgen.writers.docx.inlines import text
from briefgen.writers.docx.markup import NOTHING, Xml, element, field, join, part, twips, w, words
from briefgen.writers.docx.package import Story
from briefgen.writers.docx.pictures import drawing
from briefgen.writers.docx.pieces import Para
from briefgen.writers.docx.runs import Voice
from briefgen.writers.docx.styles import ParagraphStyle
from briefgen.writers.docx.watermark import watermark
from briefgen.writers.running import Part, Piece, Side, Slot

_FROM_EDGE = 11.0
"""Distance of header and footer from the edge of the paper, in millimetres."""
_LEAST_FROM_EDGE = 4.0
"""The least distance, where a logo needs the room; printers leave that much white."""
_BELOW_LOGO = 2.0
"""Space between a logo at the head of a page and the text, in millimetres."""
KINDS: tuple[Part, ...] = ("header", "footer")
"""What repeats on pages."""
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


class Furniture:
    """The heads and feet of a document's pages, each part made once."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._made: dict[tuple[str, bool, bool], str] = {}

    def section(self, *, wide: bool, first: bool) -> Xml:
        """Return the properties of pages; ``wide``: set broadside, ``first``: those that the document opens with.

        The first page may have another head and foot than those after it.
        """
        design, margins = self.draft.design, self.draft.design.margins
        width, height = design.paper_size(wide=wide)
        sides = {name: _mm(getattr(margins, name)) for name in ("top", "right", "bottom", "left")}
        top, bottom = min(_FROM_EDGE, margins.top, self._above_logo()), min(_FROM_EDGE, margins.bottom)
        pages = (("first", True), ("default", False)) if first else (("default", False),)
        references = (
            element(f"w:{kind}Reference", {"w:type": name, "r:id": self.part(kind, wide, opening)})
            for kind in KINDS
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

    def _above_logo(self) -> float:
        """Return how far from the edge of the paper a head begins that must have room for the logo, in millimetres."""
        logo, size = self.draft.design.logo, self.draft.look.logo_size(running=True)
        if logo is None or logo.where != "every" or size is None:
            return _FROM_EDGE
        return max(self.draft.design.margins.top - size[1] / points(1) - _BELOW_LOGO, _LEAST_FROM_EDGE)

    def part(self, kind: Part, wide: bool, opening: bool) -> str:
        """Return the id of the relationship to a head or a foot."""
        key = (kind, wide, opening)
        if key not in self._made:
            number = self.draft.package.number(kind)
            self._made[key] = _add(self.draft, kind, number, wide, opening)
        return self._made[key]


def _mm(length: float) -> int:
    return twips(points(length))


def _add(draft: Draft, kind: Part, number: int, wide: bool, opening: bool) -> str:
    """Write a head or a foot; return the id of its relationship."""
    story, relation = draft.package.add(kind, number=number)
    style = draft.styles.paragraphs["Header" if kind == "header" else "Footer"]
    slots = {
        side: _slot(draft, slot, _voice(draft, style, slot))
        for side, slot in running.line(draft.design, draft.document.meta, kind, first=opening).items()
    }
    if kind == "header" and not opening and (logo := _logo(draft, story)):
        side = draft.design.logo.align if draft.design.logo else "left"
        beside = [logo, w("r", words("\u2002")), slots[side]] if side in slots else [logo]
        slots[side] = join(reversed(beside) if side == "right" else beside)  # It stands outside, as in the PDF.
    draft_word = draft.document.meta.watermark if kind == "header" else ""
    behind = watermark(draft, draft_word, number) if draft_word else NOTHING
    content = _line(draft, style, slots, behind, wide=wide)
    story.content = part({"header": "w:hdr", "footer": "w:ftr"}[kind], "w r wp a pic v o", content)
    return relation


def _line(
    draft: Draft,
    style: ParagraphStyle,
    slots: Mapping[Side, Xml],
    behind: Xml = NOTHING,
    *,
    wide: bool,
) -> Xml:
    """Return a line with something at its ends and in its middle.

    The style has its tab stop where lines of upright pages end.
    """
    ends = [twips(draft.design.text_size(wide=one)[0]) for one in (False, True)]
    centred = "centre" in slots
    own = style.stops if style.theirs else ends[:1] if wide else ()
    stops = [w("tab", val="clear", pos=at) for at in own if at != ends[wide]]
    stops += [w("tab", val="center", pos=ends[wide] // 2)] if centred else []
    stops += [w("tab", val="right", pos=ends[wide])] if wide or style.theirs else []
    steps = [slots.get("left", NOTHING)]
    if centred:
        steps += [w("r", w("tab")), slots["centre"]]
    if "right" in slots:
        steps += [w("r", w("tab")), slots["right"]]
    content = join((*steps, behind))
    return Para(
        style, content, style.box.copy(), bidi=draft.languages.rtl, tabs=w("tabs", *stops) if stops else NOTHING
    ).markup()


def _slot(draft: Draft, slot: Slot, voice: Voice) -> Xml:
    """Write what stands at one side of a line. A fill reaches a little beyond the words."""
    edge = voice.run(words("\u00a0")) if slot.style == "banner" and draft.design.style("banner").fill else NOTHING
    return join((edge, *(_piece(draft, piece, voice) for piece in slot.pieces), edge))


def _voice(draft: Draft, style: ParagraphStyle, slot: Slot) -> Voice:
    voice = Voice(style.look)
    return voice.within(draft.styles.characters["Banner"]) if slot.style == "banner" else voice


def _piece(draft: Draft, piece: Piece, voice: Voice) -> Xml:
    """Return words, or a field that Word counts."""
    if piece.counter:
        return field(_FIELDS[piece.counter], voice.properties(), words("1"))
    return text(draft, piece.text, voice)


def _logo(draft: Draft, story: Story) -> Xml:
    """Return the logo at the heads of further pages; nothing where it stands on the first page only."""
    logo, size = draft.design.logo, draft.look.logo_size(running=True)
    if logo is None or logo.where != "every" or size is None:
        return NOTHING
    node = Image(str(logo.file), running.words(str(logo.alt), draft.document.meta))
    pen = Pen(story, draft.styles.paragraphs["Header"], draft.text_width())
    picture = drawing(draft, node, pen, size)
    return w("r", picture) if picture else NOTHING
