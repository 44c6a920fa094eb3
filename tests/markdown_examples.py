"""The examples of the specifications of CommonMark and of GitHub's Markdown, and documents made of them."""

import dataclasses
import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt

from briefgen.document import Document, Meta
from briefgen.nodes import (
    Anchor,
    Block,
    Code,
    CodeBlock,
    HardBreak,
    Heading,
    Image,
    Node,
    Str,
    walk,
)
from briefgen.tree import Parsed, parse
from briefgen.values import Bindings

FOLDER = Path(__file__).parent / "cases" / "commonmark"
COUNT = 652 + 8 + 3
"""Examples of CommonMark 0.31.2; of tables and of strikethrough in GFM 0.29."""


@dataclass(frozen=True)
class Example:
    """An example: what is written, and what it means."""

    name: str
    section: str
    markdown: str
    html: str

    def __str__(self) -> str:
        return self.name


@cache
def examples() -> tuple[Example, ...]:
    """Return all examples, in the order of their specifications."""
    found = []
    for file in sorted(FOLDER.glob("*.json")):
        kind = file.name.partition("-")[0]
        for one in json.loads(file.read_text("utf-8")):
            found.append(Example(f"{kind}-{one['example']}", one["section"], one["markdown"], one["html"]))
    assert len(found) == COUNT
    return tuple(found)


@cache
def read(example: Example) -> Parsed:
    """Read an example as a template's Markdown is read."""
    return parse(example.markdown, Bindings(), Meta(title="Examples"))


def joined(chosen: Iterable[Example]) -> Document:
    """Return one document of many examples. Each is read by itself, for some leave something open."""
    children: list[Block] = []
    for example in chosen:
        for block in read(example).document.children:
            if isinstance(block, Heading):
                block = dataclasses.replace(block, anchor=f"{example.name}-{block.anchor}")
            children.append(block)
    return Document(tuple(children), (), Meta(title="Examples of Markdown", language="en"))


# --- What is to be seen -----------------------------------------------------------------------------------------------
class _Visible(HTMLParser):
    """Gathers what a browser shows: the words, and those that stand for pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")


def visible(page: str) -> str:
    """Return what a page shows."""
    reader = _Visible()
    reader.feed(page)
    reader.close()
    return "".join(reader.parts)


def shown(blocks: tuple[Block, ...]) -> list[str]:
    """Return what each piece of a document tree shows."""
    return [words for node in walk(blocks) if (words := _words(node))]


def _words(node: Node) -> str:
    match node:
        case Str() | Code() | CodeBlock():
            return node.text
        case Image():
            return node.alt
        case HardBreak():
            return " "
        case Anchor():
            raise AssertionError("an example makes no anchors")
        case _:
            return ""


def letters(text: str) -> str:
    """Return a text without its blanks, which count for nothing at the ends of lines and blocks."""
    return "".join(text.split())


def words(text: str) -> list[str]:
    """Return the words of a text as it is written, without marks and numbers."""
    return re.findall(r"[^\W\d_]+", html.unescape(text))


# --- What the dialect of templates leaves out -------------------------------------------------------------------------
@cache
def _whole() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def outside_the_dialect(example: Example) -> bool:
    """Tell whether an example uses raw HTML, a setext heading or indented code, which templates do not have."""
    for block in _whole().parse(example.markdown):
        for token in (block, *(block.children or ())):
            if token.type in ("html_block", "html_inline", "code_block"):
                return True
            if token.type == "heading_open" and token.markup in ("=", "-"):
                return True
    return False
