"""The body of the document: parts on pages of one kind, upright or broadside."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from briefgen.nodes import Block, Landscape
from briefgen.writers.docx.draft import Draft, Pen
from briefgen.writers.docx.furniture import Furniture
from briefgen.writers.docx.markup import Xml, w
from briefgen.writers.docx.pieces import flow
from briefgen.writers.docx.their_pages import TheirFurniture


def sections(draft: Draft, blocks: Sequence[Block], furniture: Furniture | TheirFurniture) -> Xml:
    """Write the body. The last paragraph of a part says what its pages are; of the last part, the end of the body."""
    parts = list(_parts(blocks)) or [(False, [])]
    body = draft.styles.body
    made: list[Xml] = []
    for index, (wide, inside) in enumerate(parts):
        room = draft.design.text_size(wide=wide)[0]
        pen = Pen(draft.package.document, body, room, short=draft.design.unfilled(wide=wide), wide=wide)
        pieces = draft.flow(draft, inside, pen)
        pages = furniture.section(wide=wide, first=index == 0)
        if index < len(parts) - 1:
            made.append(flow(pieces, room, body, closed=True, section=pages))
        else:
            made += [flow(pieces, room, body, closed=True), pages]
    return w("body", *made)


def _parts(blocks: Sequence[Block]) -> Iterator[tuple[bool, list[Block]]]:
    """Yield the parts of a document, each with whether it is set broadside."""
    for wide, together in groupby(blocks, key=lambda block: isinstance(block, Landscape)):
        found = list(together)
        if wide:
            found = [inner for block in found if isinstance(block, Landscape) for inner in block.children]
        yield wide, found
