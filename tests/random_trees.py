"""Random texts and random document trees: any that the tree's own rules allow."""

import itertools
import string
from functools import lru_cache, partial
from typing import Literal

from hypothesis import strategies as st

from briefgen.document import Document, Meta, Note
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
    walk,
)
from briefgen.values import refused_character

SNIPPETS = (
    *string.punctuation, *"aZ09 é語。（」€¥—“”…", " ", "  ", "\t", "\xa0", "\u3000", "\u200b", "\ufeff",
    "\x85", "\u2028", "\u0301", "\u00ad", "\U0001f600", "1.", "1) ", "2026. ", "- ", "+ ", "* ", "# ", "## x", " #",
    "> ", ": ", ":::", "::: name", "---", "- - -", "***", "___", "===", "```", "~~~", "~~", "**", "__", "***a***",
    "*a*", "_a_", "a_b", "`a`", "``", "\\", "\\\\", "\\*", "\\|", "|", "| a |", "| - |", "---|---", ":-:", "[a](b)",
    "[a]", "[^1]", "[^1]: ", "^[a]", "![a](b)", "![", "](", "[ ] ", "[x] ", "[!NOTE]", "<b>", "</b>", "<br>",
    "<!--", "-->", "<!-- -->", "<?", "<!-- bottom-line -->", "<a@b.org>", "<http://b.org>", "&amp;", "&#32;",
    "&copy;", "&", "&nbsp", "http://b.org", "https://", "www.b.org", "WWW.b.org", "ftp://b", "a@b.org", "@b",
    "mailto:a@b.org", "#1", ":tada:", ":+1:", "12:30:45", "$x$", "$5", "$$", "{% if %}", "{{ x }}", "{#",
    "snake_case", "R&D", "a < b", "2*3*4", "C#", "O'Neill",
)  # fmt: skip


def is_text(text: str) -> bool:
    """Tell whether a content file or a template can hold a text."""
    return refused_character(text) is None


CHARACTERS = st.characters(exclude_categories=("Cs", "Cc")).filter(is_text)
TEXTS = st.lists(st.sampled_from(SNIPPETS) | st.text(CHARACTERS, min_size=1, max_size=3), min_size=1, max_size=6).map(
    "".join
)
"""Any text that can stand in a tree. A line end can, where a template writes it as ``&#10;``."""
WORDS = TEXTS.filter(lambda text: bool(text.strip()))
LINES = st.lists(TEXTS | st.just(""), max_size=4).map("\n".join)

NOTES = 3
MARKS = (Emphasis, Strong, Strikethrough)


# Composite, since hypothesis would spell out a nested strategy in full, which is long.
@st.composite
def inlines(draw: st.DrawFn, depth: int = 2, without: frozenset[type] = frozenset()) -> tuple[Inline, ...]:
    """Return inline nodes, of which at least one prints something."""
    return draw(_inlines(depth, without))


@st.composite
def blocks(draw: st.DrawFn, depth: int = 2) -> tuple[Block, ...]:
    """Return blocks, at least one."""
    return draw(_blocks(depth))


@lru_cache(maxsize=64)
def _inlines(depth: int, without: frozenset[type]) -> st.SearchStrategy[tuple[Inline, ...]]:
    leaves: dict[type, st.SearchStrategy[Inline]] = {
        Str: st.builds(Str, TEXTS),
        Code: st.builds(Code, TEXTS),
        HardBreak: st.just(HardBreak()),
        CheckBox: st.builds(CheckBox, st.booleans()),
        Image: st.builds(Image, TEXTS, WORDS, TEXTS | st.just("")),
        NoteCall: st.builds(NoteCall, st.integers(1, NOTES)),
        Anchor: st.builds(Anchor, st.integers(1, 99).map(lambda number: f"passage:1:{number}")),
    }
    kinds = {kind: strategy for kind, strategy in leaves.items() if kind not in without}
    if depth:
        for kind in MARKS:
            if kind not in without:
                kinds[kind] = st.builds(kind, inlines(depth - 1, without | {kind}))
        if Link not in without:
            kinds[Link] = st.builds(
                Link,
                TEXTS | st.sampled_from(["https://b.org/a?b=1&copy;=2", "mailto:a@b.org", "#section-1"]),
                inlines(depth - 1, frozenset({Link, CrossReference, Image, NoteCall}) | (without & {*MARKS})).filter(
                    lambda nodes: bool(plain(nodes).strip())
                ),
                TEXTS | st.just(""),
            ) | TEXTS.filter(lambda text: bool(text.strip())).map(lambda text: Link(text, (Str(text),)))
            kinds[CrossReference] = st.builds(
                CrossReference, st.just("section-1"), inlines(0, frozenset({Image, NoteCall})).filter(_says)
            )
        kinds[Span] = st.builds(partial(Span, "label"), inlines(depth - 1, without))
        kinds[Foreign] = st.builds(Foreign, st.sampled_from(["de", "ja", "ar", "zh-Hant"]), inlines(depth - 1, without))
    nodes = st.lists(kinds[Str] | st.one_of(*kinds.values()), min_size=1, max_size=5).map(tuple)
    return nodes.filter(lambda inside: any(not isinstance(node, HardBreak | Anchor) for node in inside))


def _says(nodes: tuple[Inline, ...]) -> bool:
    return bool(plain(nodes).strip())


@lru_cache(maxsize=8)
def _blocks(depth: int) -> st.SearchStrategy[tuple[Block, ...]]:
    line = inlines()
    kinds: list[st.SearchStrategy[Block]] = [
        st.builds(Paragraph, line),
        st.builds(Heading, st.integers(1, 6), line, st.just("")),
        st.builds(CodeBlock, LINES, st.just("") | TEXTS.map(str.strip)),
        st.just(Rule()),
        st.just(PageBreak()),
        st.integers(1, 3).flatmap(_table),
        st.builds(Figure, st.builds(Image, TEXTS, WORDS), _captions("figure")),
        st.builds(
            Contents, inlines(1, frozenset({Image, NoteCall})) | st.just(()), st.lists(_ENTRIES, max_size=3).map(tuple)
        ),
    ]
    if depth:
        inner = blocks(depth - 1)
        items = st.lists(st.builds(ListItem, inner), min_size=1, max_size=3).map(tuple)
        entries = st.lists(st.builds(DefinitionItem, line, inner), min_size=1, max_size=3).map(tuple)
        kinds += [
            st.builds(BulletList, items, st.booleans()),
            st.builds(OrderedList, items, st.sampled_from([0, 1, 2, 9, 2026, 999_999_990]), st.booleans()),
            st.builds(DefinitionList, entries),
            st.builds(BlockQuote, inner),
            st.builds(Container, st.sampled_from(["bottom-line", "x"]), inner),
        ]
    return st.lists(st.one_of(kinds[0], *kinds), min_size=1, max_size=3).map(tuple)


def _table(columns: int) -> st.SearchStrategy[Block]:
    cell = st.builds(Cell, inlines(1) | st.just(()))
    row = st.builds(Row, st.lists(cell, min_size=columns, max_size=columns).map(tuple))
    alignments = st.lists(st.sampled_from(["left", "center", "right"]), min_size=columns, max_size=columns).map(tuple)
    rows = st.lists(row, min_size=1, max_size=3).map(tuple)
    return st.builds(Table, row, rows, alignments, st.none() | _captions("table"))


def _captions(kind: Literal["table", "figure"]) -> st.SearchStrategy[Caption]:
    label = st.builds(Label, st.just(kind), st.integers(1, 12), TEXTS | st.just(""), TEXTS | st.just(""))
    return st.builds(lambda name, words: Caption((name, *words)), label, inlines())


_ENTRIES = st.builds(
    ContentsEntry, st.integers(2, 3), inlines(1, frozenset({Image, NoteCall, Link})).filter(_says), st.just("section-1")
)


def document(children: tuple[Block, ...], notes: tuple[tuple[Inline, ...], ...] = ()) -> Document:
    """Return a document of these blocks, with the notes that they call."""
    called = {node.number for node in walk(children) if isinstance(node, NoteCall)}
    bodies = dict(enumerate(notes, 1))
    return Document(
        children, tuple(Note(n, bodies.get(n, (Str(f"Note {n}"),))) for n in sorted(called)), Meta(title="Title")
    )


NOTE_BODIES = st.lists(inlines(2, frozenset({NoteCall})), min_size=NOTES, max_size=NOTES).map(tuple)


def documents(depth: int = 2) -> st.SearchStrategy[Document]:
    """Return whole documents."""
    whole = st.lists(blocks(depth) | blocks(1).map(lambda inside: (Landscape(inside),)), min_size=1, max_size=2)
    return st.builds(document, whole.map(lambda parts: tuple(itertools.chain(*parts))), NOTE_BODIES)
