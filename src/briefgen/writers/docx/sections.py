"""The body of the document: parts on pages of one kind, upright or broadside."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.design import LOGO_AFTER
from briefgen.nodes import Alignment, Block, Image, Landscape
from briefgen.writers.docx.draft import Draft, Pen
from briefgen.writers.docx.furniture import Furniture
from briefgen.writers.docx.inlines import text
from briefgen.writers.docx.markup import Xml, w
from briefgen.writers.docx.pictures import drawing
from briefgen.writers.docx.pieces import Para, flow
from briefgen.writers.docx.runs import Voice
from briefgen.writers.running import words

if TYPE_CHECKING:
    from briefgen.writers.docx.their_pages import TheirFurniture


def sections(draft: Draft, blocks: Sequence[Block], furniture: "Furniture | TheirFurniture") -> Xml:
    """Write the body. The last paragraph of a part says what its pages are; of the last part, the end of the body."""
    parts = list(_parts(blocks)) or [(False, [])]
    body = draft.styles.body
    made: list[Xml] = []
    for index, (wide, inside) in enumerate(parts):
        room = draft.design.text_size(wide=wide)[0]
        pen = Pen(draft.package.document, body, room, short=draft.design.unfilled(wide=wide), wide=wide)
        pieces = [*(_logo(draft, pen) if index == 0 else ()), *draft.flow(draft, inside, pen)]
        pages = furniture.section(wide=wide, first=index == 0)
        if index < len(parts) - 1:
            made.append(flow(pieces, room, body, closed=True, section=pages))
        else:
            made += [flow(pieces, room, body, closed=True), pages]
    return w("body", *made)


def _logo(draft: Draft, pen: Pen) -> Iterator[Para]:
    """Yield the logo above everything else. A letterhead has one of its own."""
    logo, size = draft.design.logo, draft.look.logo_size()
    if logo is None or (draft.reference and draft.reference.has_heads):
        return
    alt = words(str(logo.alt), draft.document.meta)
    style = draft.styles.normal
    picture = drawing(draft, Image(str(logo.file), alt), pen, size)
    content = w("r", picture) if picture else text(draft, f"[{alt}]", Voice(style.look))
    box = replace(style.box.copy(), before=0, after=LOGO_AFTER, keep_next=True)
    alignment: Alignment = "center" if logo.align == "centre" else "left"
    yield Para(style, content, box, bidi=draft.languages.rtl, alignment=alignment, at_end=logo.align == "right")


def _parts(blocks: Sequence[Block]) -> Iterator[tuple[bool, list[Block]]]:
    """Yield the parts of a document, each with whether it is set broadside."""
    for wide, together in groupby(blocks, key=lambda block: isinstance(block, Landscape)):
        found = list(together)
        if wide:
            found = [inner for block in found if isinstance(block, Landscape) for inner in block.children]
        yield wide, found
