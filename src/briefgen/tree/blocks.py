"""Block Markdown → block nodes."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import cast

from markdown_it.tree import SyntaxTreeNode

from briefgen.nodes import (
    Alignment,
    Block,
    BlockQuote,
    BulletList,
    Cell,
    CodeBlock,
    Container,
    DefinitionItem,
    DefinitionList,
    Heading,
    Inline,
    ListItem,
    OrderedList,
    PageBreak,
    Paragraph,
    Row,
    Rule,
    Table,
    plain,
)
from briefgen.tree.inlines import Inlines

PAGE_BREAK = "page-break"


class Blocks:
    """Converts the blocks of one document."""

    def __init__(self, inlines: Inlines) -> None:
        self.inlines = inlines
        self._anchors: set[str] = set()
        self._table: dict[str, Callable[[SyntaxTreeNode], Block]] = {
            "heading": self._heading,
            "paragraph": lambda node: Paragraph(self._line(node)),
            "bullet_list": lambda node: BulletList(self._items(node), _tight(node)),
            "ordered_list": lambda node: OrderedList(self._items(node), int(node.attrs.get("start", 1)), _tight(node)),
            "dl": self._definitions,
            "table": self._rows,
            "blockquote": lambda node: BlockQuote(self.convert(node.children)),
            "container_named": self._container,
            "fence": lambda node: CodeBlock(inlines.fill(node.content).rstrip("\n"), inlines.fill(node.info).strip()),
            "hr": lambda node: Rule(),
        }

    def convert(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
        """Convert sibling nodes."""
        return tuple(self._table[node.type](node) for node in nodes)

    def _line(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        return self.inlines.convert(node.children[0].children) if node.children else ()

    def _heading(self, node: SyntaxTreeNode) -> Heading:
        children = self._line(node)
        return Heading(int(node.tag[1:]), children, self._anchor(plain(children)))

    def _anchor(self, words: str) -> str:
        """Make a name for a heading, unique in the document and fit for every format (Word allows 40 characters)."""
        ascii_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
        base = re.sub(r"[^a-z0-9]+", "-", ascii_words).strip("-")[:30].strip("-")
        base = base if base[:1].isalpha() else f"section-{base}".strip("-")
        anchor, number = base, 1
        while anchor in self._anchors:
            number += 1
            anchor = f"{base}-{number}"
        self._anchors.add(anchor)
        return anchor

    def _items(self, node: SyntaxTreeNode) -> tuple[ListItem, ...]:
        return tuple(ListItem(self.convert(item.children)) for item in node.children)

    def _definitions(self, node: SyntaxTreeNode) -> DefinitionList:
        items: list[DefinitionItem] = []
        for child in node.children:
            if child.type == "dt":
                items.append(DefinitionItem(self._line(child), ()))
            elif items:
                items[-1] = DefinitionItem(items[-1].term, (*items[-1].children, *self.convert(child.children)))
        return DefinitionList(tuple(items))

    def _rows(self, node: SyntaxTreeNode) -> Table:
        rows = [(row, self._row(row)) for part in node.children for row in part.children]
        alignments = tuple(_alignment(cell) for cell in rows[0][0].children)
        return Table(rows[0][1], tuple(row for _, row in rows[1:]), alignments)

    def _row(self, node: SyntaxTreeNode) -> Row:
        return Row(tuple(Cell(self._line(cell)) for cell in node.children))

    def _container(self, node: SyntaxTreeNode) -> Block:
        name = node.info.strip()
        return PageBreak() if name == PAGE_BREAK else Container(name, self.convert(node.children))


def _tight(node: SyntaxTreeNode) -> bool:
    return all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")


def _alignment(cell: SyntaxTreeNode) -> Alignment:
    style = str(cell.attrs.get("style", "text-align:left"))
    return cast(Alignment, style.partition(":")[2])
