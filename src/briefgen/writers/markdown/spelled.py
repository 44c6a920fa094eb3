"""What Markdown has no form for, spelled out in what it has: captions, contents, parts set broadside.

A comment names each, as for containers, so that nothing is lost to a program that reads the file.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from briefgen.nodes import (
    Anchor,
    Block,
    BulletList,
    Caption,
    Container,
    Contents,
    ContentsEntry,
    Figure,
    Landscape,
    Link,
    ListItem,
    Paragraph,
    Table,
)


def spelled_out(nodes: Sequence[Block], wanted: Collection[str]) -> Iterator[Block]:
    """Yield blocks that Markdown has. ``wanted`` are the names of places that some link leads to."""
    for node in nodes:
        match node:
            case Table() if node.caption:
                yield _caption(node.caption, wanted)
                yield replace(node, caption=None)
            case Figure():
                yield Paragraph((node.image,))
                yield _caption(node.caption, wanted)
            case Landscape():
                yield Container("landscape", node.children)
            case Contents():
                title = [Paragraph(node.title)] if node.title else []
                if node.entries:
                    yield Container("contents", (*title, _list(node.entries)))
            case _:
                yield node


def _caption(node: Caption, wanted: Collection[str]) -> Container:
    place = (Anchor(node.anchor),) if node.anchor and node.anchor in wanted else ()
    return Container("caption", (Paragraph((*place, *node.children)),))


def _list(entries: Sequence[ContentsEntry]) -> BulletList:
    """Return a list in which the lower entries stand below the one that they belong to."""
    top = min(entry.level for entry in entries)
    starts = [index for index, entry in enumerate(entries) if entry.level == top or index == 0]
    items = []
    for start, end in zip(starts, [*starts[1:], len(entries)], strict=True):
        lower = entries[start + 1 : end]
        words = Paragraph((Link(f"#{entries[start].anchor}", entries[start].children),))
        items.append(ListItem((words, _list(lower)) if lower else (words,)))
    return BulletList(tuple(items))
