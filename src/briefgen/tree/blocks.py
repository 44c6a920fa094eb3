"""Block Markdown → block nodes."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from markdown_it.tree import SyntaxTreeNode

from briefgen.nodes import (
    Alignment,
    Anchor,
    Block,
    BlockQuote,
    BulletList,
    Caption,
    Cell,
    CodeBlock,
    Container,
    Contents,
    DefinitionItem,
    DefinitionList,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    Landscape,
    ListItem,
    NoteCall,
    OrderedList,
    PageBreak,
    Paragraph,
    Row,
    Rule,
    Span,
    Str,
    Strikethrough,
    Strong,
    Table,
    changed,
    plain,
    walk,
)
from briefgen.problems import Place, Problem, Severity, clip
from briefgen.tree.inlines import Inlines
from briefgen.values import Nodes

CAPTION = "caption"


class Blocks:
    """Converts the blocks of one document."""

    def __init__(self, inlines: Inlines) -> None:
        self.inlines = inlines
        self.problems: list[Problem] = []
        # Those that the template gives out come first: a heading's own name gives way.
        self._anchors = set(_given(inlines))
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
        self._own_words: dict[str, Callable[[tuple[Block, ...]], Block]] = {
            "page-break": self._page_break,
            "landscape": Landscape,
            "contents": self._contents,
        }
        """Containers that are no matter of style, but of the document."""

    def document(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
        """Convert all nodes of a document."""
        blocks = self.convert(nodes)
        for inner in (child for node in nodes for child in node.children):
            for node in inner.walk():
                if node.type == "container_named" and node.info.strip() == "landscape":
                    message = "a landscape part stands inside another block, and cannot have pages of its own there"
                    remedy = "write '::: landscape' outside lists, quotations and containers"
                    self._report(self._begin(node), "landscape-inside", message, remedy)
        return blocks

    def convert(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
        """Convert sibling nodes."""
        return tuple(self._captioned([self._block(node) for node in nodes]))

    def _block(self, node: SyntaxTreeNode) -> Block:
        self._begin(node)
        return self._table[node.type](node)

    def _begin(self, node: SyntaxTreeNode) -> Place:
        """Go to the first line of a node, and return where it comes from."""
        if node.map:
            self.inlines.line = node.map[0]
        return self.inlines.place

    def _report(
        self, place: Place | None, code: str, message: str, remedy: str, severity: Severity = Severity.ERROR
    ) -> None:
        self.problems.append(Problem(place or self.inlines.place, code, message, remedy, severity))

    def _line(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        if not node.children:
            return ()
        self._begin(node.children[0])
        return self.inlines.convert(node.children[0].children)

    def _heading(self, node: SyntaxTreeNode) -> Heading:
        place = self._begin(node)
        name, children = _named(self._line(node))
        return Heading(int(node.tag[1:]), children, name or self._anchor(plain(children)), place)

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
        return Table(rows[0][1], tuple(row for _, row in rows[1:]), alignments, place=self._begin(node))

    def _row(self, node: SyntaxTreeNode) -> Row:
        self._begin(node)
        return Row(tuple(Cell(self._line(cell)) for cell in node.children))

    def _container(self, node: SyntaxTreeNode) -> Block:
        name, place = node.info.strip(), self._begin(node)
        inside = self.convert(node.children)
        self._begin(node)
        made = self._own_words.get(name)
        return made(inside) if made else Container(name, inside, place)

    def _page_break(self, inside: tuple[Block, ...]) -> PageBreak:
        if inside:
            message = "words stand inside a page break, and would not be printed"
            self._report(
                None, "page-break-filled", message, "close it with ':::' on the next line, and write them below"
            )
        return PageBreak()

    def _contents(self, inside: tuple[Block, ...]) -> Contents:
        """Take the words in it for the title of the contents, which stands in no heading: it would be listed."""
        title = next((block.children for block in inside if isinstance(block, Paragraph)), ())
        noted = any(isinstance(node, NoteCall | Image) for node in walk(title))
        if noted or any(not isinstance(block, Paragraph) for block in inside) or len(inside) > 1:
            message = "the contents hold more than a line of words, their title"
            self._report(None, "contents-filled", message, "leave it out: the list is made from the headings")
        return Contents(title)

    # --- Captions -----------------------------------------------------------------------------------------------------
    def _captioned(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """Join each caption with the table or the picture that stands below it."""
        waiting: Container | None = None
        for block in blocks:
            joined = _joined(waiting, block) if waiting else None
            if waiting and joined is None:
                yield self._unused(waiting)
            waiting = block if isinstance(block, Container) and block.name == CAPTION else None
            if waiting is None:
                yield joined or block
        if waiting:
            yield self._unused(waiting)

    def _unused(self, caption: Container) -> Container:
        words = clip(plain(caption.children))
        message = f"the caption '{words}' stands above no table and no picture"
        remedy = (
            "write '::: caption', one line of words and ':::' right above a table or a picture on a line of its own"
        )
        self._report(caption.place, "caption-without-table", message, remedy, Severity.WARNING)
        return caption


def _given(inlines: Inlines) -> Iterator[str]:
    """Yield the names that the template gives to places."""
    for value in inlines.bindings:
        if isinstance(value, Nodes):
            yield from (node.name for node in value.nodes if isinstance(node, Anchor))


def _named(children: tuple[Inline, ...]) -> tuple[str, tuple[Inline, ...]]:
    """Take the name of a place out of the words of a heading or a caption: the whole of it has the name."""
    anchor = next((node for node in walk(children) if isinstance(node, Anchor)), None)
    return (anchor.name, _without(children, anchor)) if anchor else ("", children)


def _without(children: tuple[Inline, ...], anchor: Anchor) -> tuple[Inline, ...]:
    """Take an anchor out of inline nodes, with one of the blanks that it stands between, or that it ends with."""

    def inner(node: Emphasis | Strong | Strikethrough | Span) -> Inline:
        return replace(node, children=_without(node.children, anchor)) if anchor in node.children else node

    made: list[Inline] = []
    for index, node in enumerate(children):
        if node is not anchor:
            made.append(changed(node, {Emphasis: inner, Strong: inner, Strikethrough: inner, Span: inner}))
        elif plain(children[index + 1 :])[:1] in ("", " ") and made and isinstance(made[-1], Str):
            made[-1] = replace(made[-1], text=made[-1].text.rstrip(" "))
    if children[0] is anchor and made and isinstance(made[0], Str):
        made[0] = replace(made[0], text=made[0].text.lstrip(" "))
    return tuple(node for node in made if node != Str(""))


def _joined(caption: Container, block: Block) -> Block | None:
    """Return a table or a picture with its caption, or None where they are none."""
    match caption.children, block:
        case (Paragraph(words),), Table():
            name, children = _named(words)
            return replace(block, caption=Caption(children, name, caption.place))
        case (Paragraph(words),), Paragraph((Image() as image,)):
            name, children = _named(words)
            return Figure(image, Caption(children, name, caption.place))
        case _, Container(children=(Table() as table, *rest)) if block.name != CAPTION:
            joined = _joined(caption, table)
            return replace(block, children=(joined, *rest)) if joined else None
        case _:
            return None


def _tight(node: SyntaxTreeNode) -> bool:
    return all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")


def _alignment(cell: SyntaxTreeNode) -> Alignment:
    style = str(cell.attrs.get("style", "text-align:left"))
    return cast(Alignment, style.partition(":")[2])
