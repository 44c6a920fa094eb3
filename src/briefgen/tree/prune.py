"""Take out of a tree what would print nothing: empty paragraphs, lists, tables, and headings over nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from briefgen.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Container,
    CrossReference,
    DefinitionItem,
    DefinitionList,
    Heading,
    Inline,
    Landscape,
    ListItem,
    NoteCall,
    OrderedList,
    PageBreak,
    Paragraph,
    Table,
    plain,
    walk,
)
from briefgen.problems import Place, Problem, Severity, clip


def prune(blocks: tuple[Block, ...], file: str) -> tuple[tuple[Block, ...], list[Problem]]:
    """Return the blocks that print something, and a warning for each heading that has nothing under it."""
    kept = _blocks(blocks)
    problems: list[Problem] = []
    while True:
        empty = [heading for heading, following in _headings(kept) if not following]
        if not empty:
            return kept, problems
        for heading in empty:
            message = f"the section '{clip(plain(heading.children))}' is empty and was left out"
            remedy = "put the heading inside {% if … %}"
            place = heading.place or Place(file)
            problems.append(Problem(place, "empty-section", message, remedy, Severity.WARNING))
        kept = tuple(block for block in kept if not any(block is heading for heading in empty))


def _headings(blocks: tuple[Block, ...]) -> Iterator[tuple[Heading, bool]]:
    """Yield the headings of sections, and whether anything stands under each."""
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level > 1 and not _says(block):
            behind = blocks[index + 1] if index + 1 < len(blocks) else None
            yield block, behind is not None and not (isinstance(behind, Heading) and behind.level <= block.level)


def _says(heading: Heading) -> bool:
    # A heading that carries a note says something by itself, and its number is given out.
    return any(isinstance(node, NoteCall) for node in walk(heading.children))


def _blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    kept = (kept for block in blocks if (kept := _PRUNERS.get(type(block), _same)(block)) is not None)
    return tuple(_turned_once(kept))


def _turned_once(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks without page breaks that would make an empty page, and parts set broadside made one."""
    waiting: Block | None = None
    for block in blocks:
        if isinstance(waiting, PageBreak | Landscape) and isinstance(block, PageBreak):
            continue
        if isinstance(waiting, Landscape) and isinstance(block, Landscape):
            waiting = Landscape((*waiting.children, *block.children))
            continue
        if waiting is not None and not (isinstance(waiting, PageBreak) and isinstance(block, Landscape)):
            yield waiting
        waiting = block
    if waiting is not None:
        yield waiting


def _same(block: Block) -> Block | None:
    return block


def _prints(inlines: tuple[Inline, ...]) -> bool:
    """Tell whether anything is left to see. What a reference says is not known yet."""
    speaking = any(isinstance(node, NoteCall | CrossReference) for node in walk(inlines))
    return speaking or bool(plain(inlines).strip(" "))


def _line(block: Block) -> Block | None:
    assert isinstance(block, Paragraph | Heading)
    return block if _prints(block.children) else None


def _items(items: tuple[ListItem, ...]) -> tuple[ListItem, ...]:
    return tuple(ListItem(children) for item in items if (children := _blocks(item.children)))


def _bullets(block: Block) -> Block | None:
    assert isinstance(block, BulletList)
    items = _items(block.items)
    return BulletList(items, block.tight) if items else None


def _numbers(block: Block) -> Block | None:
    assert isinstance(block, OrderedList)
    items = _items(block.items)
    return OrderedList(items, block.start, block.tight) if items else None


def _definitions(block: Block) -> Block | None:
    assert isinstance(block, DefinitionList)
    items = tuple(
        DefinitionItem(item.term, children)
        for item in block.items
        if (children := _blocks(item.children)) and _prints(item.term)
    )
    return DefinitionList(items) if items else None


def _table(block: Block) -> Block | None:
    assert isinstance(block, Table)
    rows = tuple(row for row in block.rows if any(_prints(cell.children) for cell in row.cells))
    return replace(block, rows=rows) if rows else None


def _quote(block: Block) -> Block | None:
    assert isinstance(block, BlockQuote)
    children = _blocks(block.children)
    return BlockQuote(children) if children else None


def _container(block: Block) -> Block | None:
    assert isinstance(block, Container)
    children = _blocks(block.children)
    return replace(block, children=children) if children else None


def _landscape(block: Block) -> Block | None:
    """Its pages begin and end with it: a page break at either end would make an empty one."""
    assert isinstance(block, Landscape)
    children = _blocks(block.children)
    start = 1 if children and isinstance(children[0], PageBreak) else 0
    end = len(children) - 1 if len(children) > start and isinstance(children[-1], PageBreak) else len(children)
    return Landscape(children[start:end]) if children[start:end] else None


_PRUNERS: dict[type, Callable[[Block], Block | None]] = {
    Paragraph: _line,
    Heading: _line,
    BulletList: _bullets,
    OrderedList: _numbers,
    DefinitionList: _definitions,
    Table: _table,
    BlockQuote: _quote,
    Container: _container,
    Landscape: _landscape,
}
