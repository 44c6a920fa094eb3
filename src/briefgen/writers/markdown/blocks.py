"""Blocks → Markdown."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from briefgen.document import Document, Note
from briefgen.nodes import (
    Block,
    BlockQuote,
    BulletList,
    CodeBlock,
    Container,
    ContentsEntry,
    CrossReference,
    DefinitionItem,
    DefinitionList,
    Heading,
    Inline,
    Link,
    ListItem,
    OrderedList,
    PageBreak,
    Paragraph,
    Row,
    Rule,
    Str,
    Strong,
    Table,
    plain,
    walk,
)
from briefgen.problems import Place, Problem, Severity
from briefgen.writers.markdown import escape
from briefgen.writers.markdown.inlines import Line, inlines
from briefgen.writers.markdown.spelled import spelled_out

SEPARATOR = "<!-- -->"
"""Keeps apart what would merge. It shows nothing."""
DEFINITIONS = "<!-- definition list -->"
"""Says that the bullet list behind it is a definition list. No container can have this name: it holds a blank."""
LAST_NUMBER = 999_999_999
"""CommonMark's limit for the number of an item."""
_ENDS = tuple(".:;,!?…。：；，！？؟")


@dataclass
class State:
    """What a block needs to know about the document, and what could not be expressed."""

    anchors: frozenset[str]
    """Headings and captions that need one of their own: some link leads there, and GitHub would name them otherwise."""
    place: Place
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document) -> "State":
        """Look a document over."""
        nodes = [*walk(document.children), *(node for note in document.notes for node in walk(note.children))]
        wanted = {node.href.removeprefix("#") for node in nodes if isinstance(node, Link) and node.href[:1] == "#"}
        wanted |= {node.anchor for node in nodes if isinstance(node, CrossReference | ContentsEntry)}
        headings = [node for node in nodes if isinstance(node, Heading)]
        slugs = Counter(github_slug(plain(heading.children)) for heading in headings)
        given = {
            heading.anchor
            for heading in headings
            if github_slug(plain(heading.children)) == heading.anchor and slugs[heading.anchor] == 1
        }
        return cls(frozenset(wanted - given), Place(document.meta.template))

    def lost(self, message: str, remedy: str) -> None:
        """Report what Markdown has no form for."""
        self.problems.append(Problem(self.place, "not-expressible", message, remedy, Severity.WARNING))


def github_slug(words: str) -> str:
    """Return the name that GitHub gives to a heading."""
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


def body(state: State, nodes: Sequence[Block]) -> str:
    """Write the blocks of a document."""
    return _blocks(state, nodes, tight=False)


def notes(state: State, notes: Iterable[Note]) -> str:
    """Write the texts of the notes."""
    return "\n\n".join(f"[^{note.number}]: {inlines(note.children, Line.SINGLE)}" for note in notes)


def _blocks(state: State, nodes: Sequence[Block], *, tight: bool) -> str:
    """Write blocks one under the other: with a blank line between, or, in a tight list, without."""
    text, other = "", False
    for before, node in pairwise([None, *spelled_out(nodes, state.anchors)]):
        assert node is not None
        kind = _KINDS.get(type(node), "")
        other = bool(kind) and before is not None and _KINDS.get(type(before)) == kind and not other
        written = _WRITERS[type(node)](state, node, _Around(tight, other))
        text += (_gap(before, node, tight=tight) if before is not None else "") + written
    return text


@dataclass(frozen=True, slots=True)
class _Around:
    tight: bool
    """Whether no blank line may stand between the parts of the block."""
    other_marker: bool
    """Whether a list follows one of its kind: with the same marker the two would be one."""


_KINDS: dict[type, str] = {BulletList: "bullets", DefinitionList: "bullets", OrderedList: "numbers"}


def _gap(before: Block, node: Block, *, tight: bool) -> str:
    if not tight:
        return "\n\n"
    interrupts = isinstance(node, BulletList | BlockQuote | CodeBlock | Heading) or (
        isinstance(node, OrderedList) and node.start == 1
    )
    commented = isinstance(before, PageBreak | Container) or isinstance(node, PageBreak | Container | DefinitionList)
    if commented or (isinstance(before, Paragraph) and interrupts):
        return "\n"
    return f"\n{SEPARATOR}\n"


# --- Blocks -----------------------------------------------------------------------------------------------------------
def _heading(state: State, node: Heading, _: _Around) -> str:
    level = min(node.level, 6)
    if level != node.level:
        state.lost(f"a heading of level {node.level} became one of level 6", "use at most six levels of headings")
    anchor = f'<a id="{node.anchor}"></a>' if node.anchor and node.anchor in state.anchors else ""
    return f"{'#' * level} {anchor}{inlines(node.children, Line.HEADING)}"


def _paragraph(_state: State, node: Paragraph, _: _Around) -> str:
    return inlines(node.children)


def _bullet_list(state: State, node: BulletList, around: _Around) -> str:
    marker = "*" if around.other_marker else "-"
    return _items([_item(state, marker, item, tight=node.tight) for item in node.items], node)


def _ordered_list(state: State, node: OrderedList, around: _Around) -> str:
    mark = ")" if around.other_marker else "."
    numbers = [min(node.start + index, LAST_NUMBER) for index in range(len(node.items))]
    items = [
        _item(state, f"{number}{mark}", item, tight=node.tight)
        for number, item in zip(numbers, node.items, strict=True)
    ]
    return _items(items, node)


def _items(items: list[str], node: BulletList | OrderedList) -> str:
    if node.tight:
        return "\n".join(items)
    alone = len(node.items) == 1 and len(node.items[0].children) == 1
    # A list is loose by its blank lines; one item with one paragraph has none.
    return "\n\n".join(items) + (f"\n\n{_indented(SEPARATOR, items[0])}" if alone else "")


def _indented(text: str, item: str) -> str:
    return " " * (item.index(" ") + 1) + text


def _item(state: State, marker: str, item: ListItem, *, tight: bool) -> str:
    return _hang(marker, _blocks(state, item.children, tight=tight))


def _hang(marker: str, text: str) -> str:
    """Put a marker before text, and the other lines under its first."""
    return f"{marker} {_prefix(text, ' ' * (len(marker) + 1))[len(marker) + 1 :]}" if text else marker


def _prefix(text: str, prefix: str) -> str:
    return "\n".join(f"{prefix}{line}" if line else prefix.rstrip() for line in text.split("\n"))


# GitHub knows no definition lists. A bullet list with the terms in bold reads well there and in plain text, which
# "Term\n: meaning" does not (GitHub runs it together); the comment before it makes it a definition list again.
def _definition_list(state: State, node: DefinitionList, around: _Around) -> str:
    marker = "*" if around.other_marker else "-"
    tight = all(len(item.children) <= 1 for item in node.items)
    items = [_definition(state, marker, item, tight=tight) for item in node.items]
    return DEFINITIONS + ("\n" if around.tight else "\n\n") + ("\n" if tight else "\n\n").join(items)


def _definition(state: State, marker: str, node: DefinitionItem, *, tight: bool) -> str:
    first = node.children[0] if node.children else None
    words: tuple[Inline, ...] = first.children if isinstance(first, Paragraph) else ()
    ended = plain(node.term).endswith(_ENDS)  # "What changes?" needs no colon
    between = Str((" " if ended else ": ") if words else ("" if ended else ":"))
    opening = Paragraph((Strong(node.term), between, *words))
    rest = node.children[1:] if words else node.children
    return _hang(marker, _blocks(state, (opening, *rest), tight=tight))


def _table(_state: State, node: Table, _: _Around) -> str:
    rules = {"left": "---", "center": ":---:", "right": "---:"}
    rows = [_row(row) for row in (node.head, *node.rows)]
    return "\n".join([rows[0], _cells(rules[alignment] for alignment in node.alignments), *rows[1:]])


def _row(row: Row) -> str:
    return _cells(inlines(cell.children, Line.CELL) for cell in row.cells)


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _block_quote(state: State, node: BlockQuote, _: _Around) -> str:
    return _prefix(_blocks(state, node.children, tight=False), "> ")


def _container(state: State, node: Container, around: _Around) -> str:
    short = len(node.children) == 1 and isinstance(node.children[0], Paragraph)
    between = "\n" if short or around.tight else "\n\n"
    inside = _blocks(state, node.children, tight=around.tight)
    return between.join((f"<!-- {node.name} -->", inside, f"<!-- /{node.name} -->"))


def _code_block(state: State, node: CodeBlock, _: _Around) -> str:
    if "\r" in node.text:
        state.lost("a carriage return in a code block became a line end", "save the text with plain line ends")
    mark = "~" if "`" in node.language else "`"
    longest = max((len(run) for run in re.findall(f"{mark}+", node.text)), default=0)
    fence = mark * max(3, longest + 1)
    blank = " " if node.language.startswith(mark) else ""
    lines = [node.text] if node.text else []
    return "\n".join((f"{fence}{blank}{escape.info(node.language)}", *lines, fence))


def _rule(_state: State, _node: Rule, _: _Around) -> str:
    # Not ---, which makes a heading of the line above it, nor ***, which within a list is a list.
    return "___"


def _page_break(_state: State, _node: PageBreak, _: _Around) -> str:
    return "<!-- page-break -->"


_WRITERS: dict[type, Callable[[State, Any, _Around], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    BulletList: _bullet_list,
    OrderedList: _ordered_list,
    DefinitionList: _definition_list,
    Table: _table,
    BlockQuote: _block_quote,
    Container: _container,
    CodeBlock: _code_block,
    Rule: _rule,
    PageBreak: _page_break,
}
