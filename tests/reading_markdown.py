"""Markdown → document tree, as GitHub reads it: what the tests of the Markdown writer hold it to.

CommonMark and GitHub's tables, strikethrough and notes are read by markdown-it. What GitHub does beyond that is
modelled here: links made of bare addresses, pictures made of ``:names:``, formulas. So a text that GitHub would turn
into any of these does not read back as text.
"""

import dataclasses
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from briefgen.document import Document
from briefgen.nodes import (
    Anchor,
    Block,
    BlockQuote,
    BulletList,
    Caption,
    Cell,
    CheckBox,
    Code,
    CodeBlock,
    Container,
    Contents,
    ContentsEntry,
    CrossReference,
    DefinitionItem,
    DefinitionList,
    Emphasis,
    Figure,
    Foreign,
    HardBreak,
    Heading,
    Image,
    Inline,
    Label,
    Landscape,
    Link,
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
    plain,
)

# markdown-it-py strips U+0085 off lines as Python does; to CommonMark it is no white space.
_NEXT_LINE, _STAND_IN = "\x85", "\uf885"


@dataclass(frozen=True)
class Read:
    """What a Markdown file says."""

    front_matter: dict[str, Any]
    children: tuple[Block, ...]
    notes: dict[int, tuple[Inline, ...]]


def read(text: str) -> Read:
    """Read a whole file."""
    found = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    assert found, "there is no front matter"
    body = text[found.end() :].replace(_NEXT_LINE, _STAND_IN)
    root = SyntaxTreeNode(_parser().parse(body))
    notes = {}
    nodes = list(root.children)
    if nodes and nodes[-1].type == "footnote_block":
        for note in nodes.pop().children:
            (paragraph,) = note.children
            notes[int(note.meta["label"])] = tuple(_inlines(paragraph.children[0].token.children or []))
    return Read(yaml.safe_load(found.group(1)), _blocks(nodes), notes)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 200}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False)
    parser.disable("text_join")  # keeps escaped characters apart from the others, as GitHub's search for links does
    parser.normalizeLink = parser.normalizeLinkText = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


# --- Blocks -----------------------------------------------------------------------------------------------------------
_COMMENT = re.compile(r"<!-- (.*?) ?-->")


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
    """Read siblings. Comments hold their own kind of structure, over several siblings."""
    open_: list[tuple[str, list[Block]]] = [("", [])]
    definitions = False
    for node in nodes:
        name = _comment(node)
        if name is None:
            block = _BLOCKS[node.type](node)
            open_[-1][1].append(_definitions(block) if definitions else block)
        elif name.startswith("/"):
            opened, inside = open_.pop()
            assert opened == name[1:]
            open_[-1][1].append(Container(opened, tuple(inside)))
        elif name == "page-break":
            open_[-1][1].append(PageBreak())
        elif name not in ("", "definition list"):
            open_.append((name, []))
        definitions = name == "definition list"
    ((_, blocks),) = open_
    return tuple(blocks)


def _comment(node: SyntaxTreeNode) -> str | None:
    if node.type != "html_block":
        return None
    found = _COMMENT.fullmatch(node.content.strip())
    assert found, node.content
    return found.group(1).strip()


def _definitions(block: Block) -> DefinitionList:
    assert isinstance(block, BulletList)
    return DefinitionList(tuple(_definition(item) for item in block.items))


def _definition(item: ListItem) -> DefinitionItem:
    first, *rest = item.children
    assert isinstance(first, Paragraph)
    term, *words = first.children
    assert isinstance(term, Strong)
    if words:
        assert isinstance(words[0], Str)
        text = words[0].text
        text = text.removeprefix(":").removeprefix(" ") if text.startswith(":") else text.removeprefix(" ")
        words[:1] = [Str(text)] if text else []
    children = (Paragraph(tuple(words)), *rest) if words else tuple(rest)
    return DefinitionItem(term.children, children)


def _line(node: SyntaxTreeNode) -> tuple[Inline, ...]:
    tokens = [token for child in node.children for token in (child.token.children or [])]
    return tuple(_inlines(tokens))


def _items(node: SyntaxTreeNode) -> tuple[ListItem, ...]:
    return tuple(ListItem(_blocks(item.children)) for item in node.children)


def _tight(node: SyntaxTreeNode) -> bool:
    return all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")


def _table(node: SyntaxTreeNode) -> Table:
    rows = [row for part in node.children for row in part.children]
    head, *body = (Row(tuple(Cell(_line(cell)) for cell in row.children)) for row in rows)
    styles = [str(cell.attrs.get("style", "text-align:left")) for cell in rows[0].children]
    return Table(head, tuple(body), tuple(style.partition(":")[2] for style in styles))  # type: ignore[misc]


def _code_block(node: SyntaxTreeNode) -> CodeBlock:
    from markdown_it.common.utils import unescapeAll

    return CodeBlock(_restored(node.content.removesuffix("\n")), _restored(unescapeAll(node.info.strip())))


_BLOCKS: dict[str, Callable[[SyntaxTreeNode], Block]] = {
    "heading": lambda node: Heading(int(node.tag[1:]), _line(node), ""),
    "paragraph": lambda node: Paragraph(_line(node)),
    "bullet_list": lambda node: BulletList(_items(node), _tight(node)),
    "ordered_list": lambda node: OrderedList(_items(node), int(node.attrs.get("start", 1)), _tight(node)),
    "table": _table,
    "blockquote": lambda node: BlockQuote(_blocks(node.children)),
    "fence": _code_block,
    "hr": lambda node: Rule(),
}


# --- Inline -----------------------------------------------------------------------------------------------------------
_WRAPPERS: dict[str, type[Emphasis] | type[Strong] | type[Strikethrough]] = {
    "em": Emphasis,
    "strong": Strong,
    "s": Strikethrough,
    "del": Strikethrough,
}
_TAG = re.compile(r"<(/?)(em|strong|del|code)>")


def _inlines(tokens: Sequence[Token]) -> list[Inline]:
    """Read the tokens of one line; elements of HTML count as what they mean."""
    stack: list[tuple[str, Token | None, list[Inline]]] = [("", None, [])]
    for token in _lively(tokens):
        kind, way = token.type.rpartition("_")[::2]
        tag = _TAG.fullmatch(token.content) if token.type == "html_inline" else None
        if (way == "open" and kind) or (tag and not tag.group(1)):
            stack.append((tag.group(2) if tag else kind, token, []))
        elif way == "close" or tag:
            name, opened, inside = stack.pop()
            assert name == (tag.group(2) if tag else kind)
            assert opened is not None
            stack[-1][2].append(_element(name, opened, inside))
        else:
            stack[-1][2].extend(_LEAVES[token.type](token))
    ((_, _, inlines),) = stack
    return merged(inlines)


def _element(name: str, opened: Token, inside: list[Inline]) -> Inline:
    if name == "link":
        href, title = str(opened.attrs["href"]), str(opened.attrs.get("title", ""))
        return Link(_restored(href), tuple(merged(inside)), _restored(title))
    if name == "code":
        return Code(plain(tuple(inside)))
    return _WRAPPERS[name](tuple(merged(inside)))


def _html(token: Token) -> Iterator[Inline]:
    place = re.fullmatch(r"<a id=\"(passage:[0-9]+:[0-9]+)\">", token.content)
    if token.content == "<br>":
        yield HardBreak()
    elif place:
        yield Anchor(place.group(1))
    else:
        assert re.fullmatch(r"<!-- -->|<a id=\"[a-z][a-z0-9-]*\">|</a>", token.content), token.content


def _image(token: Token) -> Iterator[Inline]:
    alt = "".join(child.content for child in token.children or [])
    title = str(token.attrs.get("title", ""))
    yield Image(_restored(str(token.attrs["src"])), _restored(alt), _restored(title))


_LEAVES: dict[str, Callable[[Token], Iterable[Inline]]] = {
    "text": lambda token: [Str(_restored(token.content))],
    "text_special": lambda token: [Str(_restored(token.content))],
    "code_inline": lambda token: [Code(_restored(token.content))],
    "hardbreak": lambda token: [HardBreak()],
    "html_inline": _html,
    "image": _image,
    "footnote_ref": lambda token: [NoteCall(int(token.meta["label"]))],
    "live": lambda token: [Image("made by GitHub", token.content)],
}


def _restored(text: str) -> str:
    return text.replace(_STAND_IN, _NEXT_LINE)


# --- What GitHub makes of bare words ----------------------------------------------------------------------------------
_ADDRESS = re.compile(r"(?:^|[\s*_~(])www\.|(?:https?|ftp)://", re.IGNORECASE)
_MAIL_OR_PICTURE = re.compile(r"[\w.+-]@[\w-]*\.\w|:[a-z0-9_+-]*[a-z][a-z0-9_+-]*:|:[+-]1:|:100:|:1234:")
_FORMULA = re.compile(r"\$(?=\S).*?(?<=\S)\$(?!\d)")


def _lively(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens, and a token for each thing that GitHub would make out of words."""
    raw = "".join(token.content if token.type == "text" else "\0" for token in tokens)
    joined = "".join(token.content if token.type in ("text", "text_special") else "\0" for token in tokens)
    for link in (token.attrs["href"] for token in tokens if token.markup == "autolink" and token.nesting > 0):
        raw, joined = raw.replace(str(link), "\0"), joined.replace(str(link), "\0")  # is a link already
    for found in (_ADDRESS.search(raw), _MAIL_OR_PICTURE.search(joined), _FORMULA.search(raw)):
        if found:
            yield Token("live", "", 0, content=found.group())
    yield from tokens


# --- The form in which trees are compared -----------------------------------------------------------------------------
def spelled_out(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks with captions, contents and broadside parts as the containers that comments make of them."""
    for block in blocks:
        match block:
            case Table(caption=Caption() as caption):
                yield Container("caption", (Paragraph(caption.children),))
                yield dataclasses.replace(block, caption=None)
            case Figure():
                yield Paragraph((block.image,))
                yield Container("caption", (Paragraph(block.caption.children),))
            case Landscape():
                yield Container("landscape", block.children)
            case Contents():
                if block.entries:
                    title = (Paragraph(block.title),) if block.title else ()
                    yield Container("contents", (*title, _contents(list(block.entries))))
            case _:
                yield block


def _contents(entries: list[ContentsEntry]) -> BulletList:
    items: list[ListItem] = []
    top = min(entry.level for entry in entries)
    while entries:
        entry = entries.pop(0)
        lower = list(itertools.takewhile(lambda one: one.level > top, entries))
        del entries[: len(lower)]
        words = Paragraph((Link(f"#{entry.anchor}", entry.children),))
        items.append(ListItem((words, _contents(lower)) if lower else (words,)))
    return BulletList(tuple(items))


def canonical(document: Document) -> tuple[tuple[Block, ...], dict[int, tuple[Inline, ...]]]:
    """Return a document without what Markdown does not say: spans, languages, places, names of places."""
    notes = {note.number: tuple(merged(note.children)) for note in document.notes}
    return _plain_blocks(document.children), notes


def merged(nodes: Iterable[Inline]) -> list[Inline]:
    """Return inline nodes with adjacent text made one, and spans and languages taken off, at any depth."""
    result: list[Inline] = []
    for node in nodes:
        if isinstance(node, Span | Foreign):
            pieces = merged(node.children)
        elif isinstance(node, Label | CheckBox):
            pieces = [Str(node.text)]
        elif isinstance(node, CrossReference):
            pieces = [Link(f"#{node.anchor}", tuple(merged(node.children)))]
        elif isinstance(node, Emphasis | Strong | Strikethrough | Link):
            pieces = [dataclasses.replace(node, children=tuple(merged(node.children)))]
        else:
            pieces = [node] if node != Str("") else []
        for piece in pieces:
            last = result[-1] if result else None
            if isinstance(piece, Str) and isinstance(last, Str):
                result[-1] = Str(last.text + piece.text)
            else:
                result.append(piece)
    return result


def _plain_block(block: Block) -> Block:
    match block:
        case Heading():
            return Heading(block.level, tuple(merged(block.children)), "")
        case Paragraph():
            return Paragraph(tuple(merged(block.children)))
        case BulletList() | OrderedList():
            items = tuple(ListItem(_plain_blocks(item.children)) for item in block.items)
            tight = block.tight or not any(_has_paragraph(item.children) for item in items)
            return dataclasses.replace(block, items=items, tight=tight)
        case DefinitionList():
            return DefinitionList(
                tuple(DefinitionItem(tuple(merged(item.term)), _plain_blocks(item.children)) for item in block.items)
            )
        case Table():
            rows = tuple(_plain_row(row) for row in block.rows)
            return Table(_plain_row(block.head), rows, block.alignments)
        case BlockQuote() | Container():
            return dataclasses.replace(block, children=_plain_blocks(block.children))
        case _:
            return block


def _plain_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(_plain_block(block) for block in spelled_out(blocks))


def _plain_row(row: Row) -> Row:
    return Row(tuple(Cell(tuple(merged(cell.children))) for cell in row.cells))


def _has_paragraph(blocks: tuple[Block, ...]) -> bool:
    # A list is tight or loose by its paragraphs; those in containers count, since a comment encloses nothing.
    return any(
        isinstance(block, Paragraph) or (isinstance(block, Container) and _has_paragraph(block.children))
        for block in blocks
    )
