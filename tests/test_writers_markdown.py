"""The Markdown writer: what it writes reads as Markdown should, and reads back as the tree that it was given.

The reader is :mod:`reading_markdown`; pandoc reads a part of it too. A bigger run by hand:
``BRIEFGEN_EXAMPLES=5000 pytest tests/test_writers_markdown.py``.
"""

import datetime
import itertools
import json
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import random_trees
from briefgen.design import Look
from briefgen.document import Document, Meta
from briefgen.nodes import (
    NODE_TYPES,
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
    walk,
)
from briefgen.values import refused_character
from briefgen.writers import Written, writer
from conftest import tries
from random_trees import SNIPPETS, document
from reading_markdown import canonical, read

EXAMPLES = int(os.environ.get("BRIEFGEN_EXAMPLES", tries(40)))
PROFILE = settings(max_examples=EXAMPLES, database=None, derandomize="BRIEFGEN_EXAMPLES" not in os.environ)
LOOK: Look = None  # type: ignore[assignment]  # Markdown has no look, and the writer never asks for it.


def write(made: Document) -> Written:
    return writer("md")(made, LOOK)


def text_of(*blocks: Block) -> str:
    """Return blocks as Markdown, without the front matter."""
    return write(document(blocks)).data.decode().partition("\n---\n\n")[2].removesuffix("\n")


def reads_back(made: Document) -> None:
    written = write(made)
    text = written.data.decode()
    found = read(text)
    children, notes = canonical(made)
    assert found.children == children, text
    assert found.notes == notes, text
    assert not written.problems


def words(*parts: Inline | str) -> tuple[Inline, ...]:
    return tuple(Str(part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts: Inline | str) -> Paragraph:
    return Paragraph(words(*parts))


def items(*texts: str) -> tuple[ListItem, ...]:
    return tuple(ListItem((paragraph(text),)) for text in texts)


def emphasis(*parts: Inline | str) -> Emphasis:
    return Emphasis(words(*parts))


def strong(*parts: Inline | str) -> Strong:
    return Strong(words(*parts))


# --- How it looks -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("R&D for snake_case, a < b, $5 and 3 > 2", "R&D for snake_case, a < b, $5 and 3 > 2"),
        ("“Curly”, it's 12:30:45 – #1 @someone", "“Curly”, it's 12:30:45 – #1 @someone"),
        ("*a* _b_ `c` [d] ~e~ \\", r"\*a\* \_b\_ \`c\` \[d\] \~e\~ \\"),
        ("<b> &copy; $x$", r"\<b> \&copy; $x\$"),
        ("a $$5 and $`b`$", r"a \$\$5 and \$\`b\`\$"),
        ("1. one", r"1\. one"),
        ("2026) one", r"2026\) one"),
        ("1.5 million", "1.5 million"),
        ("- one", r"\- one"),
        ("-5 degrees", "-5 degrees"),
        ("# one", r"\# one"),
        ("#one", "#one"),
        ("> one", r"\> one"),
        (": one", r"\: one"),
        ("::: note", r"\::: note"),
        ("| a |", r"\| a |"),
        ("===", r"\==="),
        ("https://b.org www.b.org ftp://b", r"https\://b.org www\.b.org ftp\://b"),
        ("a@b.org", "a@<!-- -->b.org"),
        (":tada:", r"\:<!-- -->tada:"),
        ("\xa0a\tb ", "&nbsp;a&#9;b&#32;"),
        ("^[note] [^1]", r"\^\[note\] \[^1\]"),
    ],
)
def test_escapes_what_could_be_a_mark_and_no_more(text: str, written: str) -> None:
    assert text_of(paragraph(text)) == written


@pytest.mark.parametrize(
    ("inlines", "written"),
    [
        (words("a ", emphasis("b"), " ", strong("c"), " ", Strikethrough(words("d"))), "a *b* **c** ~~d~~"),
        (words("a", strong("b"), "c"), "a**b**c"),
        (words("a", strong("“b”"), "c"), "a<strong>“b”</strong>c"),
        (words("a ", strong("“b”"), ", c"), "a **“b”**, c"),
        (words("a", emphasis("€5"), "b"), "a<em>€5</em>b"),
        (words(emphasis(" a")), "<em> a</em>"),
        (words(strong(emphasis("a"))), "**_a_**"),
        (words(emphasis("a ", strong("b"), " c")), "*a **b** c*"),
        (words(emphasis("a", strong("b"), "c")), "*a<strong>b</strong>c*"),
        (words(emphasis("a"), strong("b")), "*a*__b__"),
        (words(Strikethrough(words("a")), Strikethrough(words("b"))), "~~a~~<del>b</del>"),
        (words(emphasis("!"), Strikethrough(words("b"))), "<em>!</em>~~b~~"),
        (words("a", Strikethrough(words(emphasis("!")))), "a<del>*!*</del>"),
        (words(Code("a"), Code("b")), "`a`<code>b</code>"),
        (words(Code("`"), " ", Code("a`b"), " ", Code(" a "), " ", Code("  ")), "`` ` `` ``a`b`` `  a  ` `  `"),
        (words("a", HardBreak(), "- b"), "a\\\n\\- b"),
        (words("a", HardBreak()), "a<br>"),
        (words("Plan!", NoteCall(1), "(b) ", NoteCall(1), ":"), "Plan\\![^1]\\(b) [^1]\\:"),
        (words(Link("https://b.org/", words("a"), 'say "b"')), r'[a](https://b.org/ "say \"b\"")'),
        (words(Link("https://b.org/", words("https://b.org/"))), "<https://b.org/>"),
        (words(Link("https://b.org/?a=1&copy;=(2)", words("a"))), r"[a](https://b.org/?a=1&amp;copy;=\(2\))"),
        (words(Link("a b", words("c"), "d\\")), '[c](<a b> "d&#92;")'),
        (words(Image("a.png", "b [c]", "d")), r'![b \[c\]](a.png "d")'),
        (words("a ", Span("label", words("b", strong("c"))), "d"), "a b**c**d"),
        (words("a ", Foreign("de", words("b", strong("c"))), "d"), "a b**c**d"),
        (words(Anchor("passage:1:4"), "- b"), '<a id="passage:1:4"></a>- b'),
        (words(strong(Anchor("passage:1:4"), "¶4"), " b"), '**<a id="passage:1:4"></a>¶4** b'),
        (words("!", Anchor("passage:1:4"), NoteCall(1)), '!<a id="passage:1:4"></a>[^1]'),
    ],
)
def test_inline_forms(inlines: tuple[Inline, ...], written: str) -> None:
    body, _, _ = text_of(Paragraph(inlines)).partition("\n\n[^1]: ")
    assert body == written


BLOCKS: tuple[tuple[tuple[Block, ...], str], ...] = (
    ((Heading(2, words("a #"), "a"),), r"## a \#"),
    ((Heading(1, words("a", HardBreak(), "b"), "a"),), "# a<br>b"),
    ((BulletList(items("a", "b")),), "- a\n- b"),
    ((BulletList(items("a", "b"), tight=False),), "- a\n\n- b"),
    ((BulletList(items("a"), tight=False),), "- a\n\n  <!-- -->"),
    ((BulletList(items("a")), BulletList(items("b")), BulletList(items("c"))), "- a\n\n* b\n\n- c"),
    ((OrderedList(items("a", "b"), start=9), OrderedList(items("c"))), "9. a\n10. b\n\n1) c"),
    ((BulletList((ListItem((paragraph("a"), BulletList(items("b")))),)),), "- a\n  - b"),
    ((BulletList((ListItem((paragraph("a"), paragraph("b"))),)),), "- a\n  <!-- -->\n  b"),
    (
        (OrderedList((ListItem((paragraph("a"), CodeBlock("b\n\nc"))),), tight=False),),
        "1. a\n\n   ```\n   b\n\n   c\n   ```",
    ),
    ((BlockQuote((paragraph("a"), BulletList(items("b")))),), "> a\n>\n> - b"),
    ((Container("kicker", (paragraph("a"),)),), "<!-- kicker -->\na\n<!-- /kicker -->"),
    ((Container("x", (Rule(), PageBreak())),), "<!-- x -->\n\n___\n\n<!-- page-break -->\n\n<!-- /x -->"),
    ((CodeBlock("```", "py"),), "````py\n```\n````"),
    ((CodeBlock("a", "b`c"),), "~~~b`c\na\n~~~"),
    (
        (DefinitionList((DefinitionItem(words("To"), (paragraph("a"),)), DefinitionItem(words("Why?"), (Rule(),)))),),
        "<!-- definition list -->\n\n- **To**: a\n- **Why?**\n  <!-- -->\n  ___",
    ),
    (
        (
            Table(
                Row((Cell(words("a")), Cell(()))),
                (Row((Cell(words("b | c", HardBreak())), Cell(words(Code("|"), " ", Code("\\|"))))),),
                ("left", "right"),
            ),
        ),
        "| a |  |\n| --- | ---: |\n| b \\| c<br> | `\\|` <code>\\\\\\|</code> |",
    ),
)


@pytest.mark.parametrize(("blocks", "written"), BLOCKS, ids=[written for _, written in BLOCKS])
def test_block_forms(blocks: tuple[Block, ...], written: str) -> None:
    assert text_of(*blocks) == written
    reads_back(document(blocks))


def test_notes_stand_at_the_end_in_order() -> None:
    made = document((paragraph("a", NoteCall(2), NoteCall(1), " b", NoteCall(2)),), (words("One"), words("- Two")))
    assert write(made).data.decode().endswith("a[^2][^1] b[^2]\n\n[^1]: One\n\n[^2]: \\- Two\n")
    reads_back(made)


def test_a_heading_that_is_linked_to_can_be_found() -> None:
    """GitHub names a heading by its words; where the tree's name is another, the heading carries it."""
    made = document(
        (
            Heading(2, words("What comes next"), "what-comes-next"),
            Heading(2, words("日本"), "section"),
            Heading(2, words("Same"), "same"),
            Heading(2, words("Same"), "same-2"),
            Heading(2, words("Not linked"), "other"),
            paragraph(*(Link(f"#{name}", words(name)) for name in ("what-comes-next", "section", "same", "same-2"))),
        )
    )
    assert [line for line in write(made).data.decode().splitlines() if line.startswith("#")] == [
        "## What comes next",
        '## <a id="section"></a>日本',
        '## <a id="same"></a>Same',
        '## <a id="same-2"></a>Same',
        "## Not linked",
    ]
    reads_back(made)


# --- Front matter -----------------------------------------------------------------------------------------------------
def test_front_matter_holds_what_is_known() -> None:
    meta = Meta(
        title="A: b",
        language="ja",
        keywords=("yes", "1.10"),
        date=datetime.date(2026, 3, 9),
        version="1.0",
        marking="TLP:CLEAR",
        page_label="{page}",
        content_hash="0f",
    )
    written = writer("md")(Document((paragraph("a"),), (), meta), LOOK).data.decode()
    assert written == (
        '---\ntitle: "A: b"\ndate: "2026-03-09"\nlanguage: "ja"\nmarking: "TLP:CLEAR"\nversion: "1.0"\n'
        'keywords: ["yes", "1.10"]\ncontent-sha256: "0f"\n---\n\na\n'
    )


@PROFILE
@given(st.lists(random_trees.TEXTS, min_size=3, max_size=3))
def test_front_matter_reads_back(texts: list[str]) -> None:
    title, reference, keyword = texts
    meta = Meta(title=title, reference=reference, keywords=(keyword, "---"))
    found = read(writer("md")(Document((paragraph("a"),), (), meta), LOOK).data.decode())
    assert found.front_matter == {
        "title": title,
        "language": "en",
        "reference": reference,
        "keywords": [keyword, "---"],
    }


# --- Any text, anywhere -----------------------------------------------------------------------------------------------
def _note(text: str) -> Document:
    return document((paragraph("a", NoteCall(1)),), (words(text),))


def _table(head: str, cell: str) -> Table:
    return Table(Row((Cell(words(head)), Cell(()))), (Row((Cell(()), Cell(words(cell)))),), ("left", "center"))


POSITIONS: dict[str, Callable[[str], Block]] = {
    "paragraph": lambda text: paragraph(text),
    "heading": lambda text: Heading(2, words(text), ""),
    "after words": lambda text: paragraph("a", Code("b"), text, Code("c")),
    "second line": lambda text: paragraph("a | b", HardBreak(), text),
    "line before": lambda text: paragraph(text, HardBreak(), "--- | ---"),
    "item": lambda text: BulletList(items(text, text)),
    "numbered item": lambda text: OrderedList(items(text)),
    "loose item": lambda text: BulletList((ListItem((paragraph("a"), paragraph(text))),), tight=False),
    "second in tight item": lambda text: BulletList((ListItem((paragraph("a"), paragraph(text))),)),
    "nested item": lambda text: BulletList((ListItem((paragraph(text), OrderedList(items(text)))),)),
    "quotation": lambda text: BlockQuote((paragraph(text), BlockQuote((paragraph(text),)))),
    "container": lambda text: Container("note", (paragraph(text),)),
    "term": lambda text: DefinitionList((DefinitionItem(words(text), (paragraph("a"),)),)),
    "definition": lambda text: DefinitionList((DefinitionItem(words("a"), (paragraph(text), paragraph(text))),)),
    "head cell": lambda text: _table(text, "a"),
    "cell": lambda text: _table("a", text),
    "code in a cell": lambda text: Table(Row((Cell(words(Code(text))),)), (Row((Cell(words("a")),)),), ("right",)),
    "link in a cell": lambda text: Table(
        Row((Cell(words("a")),)), (Row((Cell(words(Link(text, words(text), text))),)),), ("right",)
    ),
    "words of a link": lambda text: paragraph("a", Link("https://b.org", words("b", text)), "c"),
    "first words of a link": lambda text: paragraph(Link("https://b.org", words(text)), "(c)"),
    "address of a link": lambda text: paragraph("a", Link(text, words("b")), "c"),
    "title of a link": lambda text: paragraph("a", Link("#b", words("b"), text), Link("#b", words("b"), '"')),
    "bare link": lambda text: paragraph("a", Link(text, words(text)), "b"),
    "words of a picture": lambda text: paragraph("a", Image("a.png", text, text), "b"),
    "address of a picture": lambda text: paragraph(Image(text, "a"), Image(text, "b", text)),
    "code": lambda text: paragraph("a", Code(text), "b", Code(text), Code(text)),
    "code block": lambda text: CodeBlock(f"{text}\n\n {text}\n"),
    "code block in an item": lambda text: BulletList((ListItem((CodeBlock(f"{text}\n\n{text}", "py"),)),)),
    "language": lambda text: CodeBlock("a", text.strip()),
    "emphasis": lambda text: paragraph(emphasis(text)),
    "strong in a word": lambda text: paragraph("a", strong(text), "b"),
    "strong after a stop": lambda text: paragraph("a. ", strong(text), ", b"),
    "deleted": lambda text: paragraph("a", Strikethrough(words(text)), "b"),
    "nested emphasis": lambda text: paragraph(emphasis(strong(text), text), strong(text, emphasis(text))),
    "around emphasis": lambda text: paragraph(text, emphasis("a"), text, strong("“b”"), text),
    "beside deleted": lambda text: paragraph(emphasis(text), Strikethrough(words(emphasis(text))), strong(text)),
    "after a note": lambda text: paragraph(NoteCall(1), text),
    "before a note": lambda text: paragraph(text, NoteCall(1)),
    "before a link": lambda text: paragraph(text, Link("#b", words("b"))),
}


def _batches(texts: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(texts), size):
        yield texts[start : start + size]


def _hostile(count: int) -> list[str]:
    """Return every snippet, and a choice of two and three in a row, always the same."""
    chosen = random.Random(1)
    rows = ["".join(chosen.choices(SNIPPETS, k=length)) for length in (2, 3) for _ in range(count)]
    return [*SNIPPETS, *rows]


@pytest.mark.parametrize("position", POSITIONS)
def test_any_text_in_any_position(position: str) -> None:
    make = POSITIONS[position]
    texts = [text for text in _hostile(150) if text.strip() or "link" not in position]
    for batch in _batches(texts, 60):
        # Set apart, so that the paragraphs of two texts cannot be told to be those of one by chance.
        blocks = tuple(itertools.chain.from_iterable((make(text), Rule()) for text in batch))
        reads_back(document(blocks))


def test_any_text_in_notes() -> None:
    for batch in _batches(_hostile(150), 60):
        calls = Paragraph(tuple(NoteCall(number) for number in range(1, len(batch) + 1)))
        reads_back(document((calls,), tuple(words(text) for text in batch)))


def test_every_pair_of_snippets() -> None:
    for first in SNIPPETS:
        reads_back(document(tuple(paragraph(first + second) for second in SNIPPETS)))


def test_every_character_can_stand_alone() -> None:
    """Each character of the first plane, on its own and beside emphasis."""
    characters = [chr(code) for code in range(0x20, 0x10000) if not refused_character(chr(code))]
    chosen = [*characters[:0x300], *random.Random(2).sample(characters, 1000)]
    reads_back(document(tuple(paragraph(one, " ", strong(one), one, emphasis("a", one)) for one in chosen)))


# --- Any tree ---------------------------------------------------------------------------------------------------------
@PROFILE
@given(random_trees.inlines(2))
def test_any_inline_nodes_read_back(inlines: tuple[Inline, ...]) -> None:
    cell = Table(Row((Cell(inlines),)), (Row((Cell(inlines),)),), ("left",))
    reads_back(
        document((Paragraph(inlines), Heading(1, inlines, ""), cell, BulletList((ListItem((Paragraph(inlines),)),))))
    )


@PROFILE
@given(random_trees.documents(2))
def test_any_document_reads_back(made: Document) -> None:
    reads_back(made)


CAPTIONED: tuple[Block, ...] = (
    Contents(words("Contents"), (ContentsEntry(2, words("One"), "one"), ContentsEntry(3, words("Two"), "own"))),
    Heading(2, words("One"), "one"),
    Table(
        Row((Cell(words("Head")),)),
        (Row((Cell(words("cell")),)),),
        ("left",),
        Caption((Label("table", 1, "Table "), Str(". "), *words("Words")), "grid"),
    ),
    Landscape((Heading(3, words("Two"), "own"), paragraph("See ", CrossReference("grid", words("Table 1")), "."))),
    Figure(Image("a.png", "bars"), Caption((Label("figure", 1, "Figure "), Str(". "), *words("Bars")), "figure:1")),
)


def test_captions_contents_and_broadside_parts_are_spelled_out() -> None:
    assert (
        text_of(*CAPTIONED)
        == """\
<!-- contents -->

Contents

- [One](#one)
  - [Two](#own)

<!-- /contents -->

## One

<!-- caption -->
<a id="grid"></a>Table 1. Words
<!-- /caption -->

| Head |
| --- |
| cell |

<!-- landscape -->

### <a id="own"></a>Two

See [Table 1](#grid).

<!-- /landscape -->

![bars](a.png)

<!-- caption -->
Figure 1. Bars
<!-- /caption -->"""
    )


EVERYTHING = document(
    (
        Heading(1, words("Title"), "title"),
        Container(
            "bottom-line", (paragraph("Plain ", Span("label", words("span")), strong("b"), NoteCall(1)), PageBreak())
        ),
        BulletList((ListItem((paragraph("item ", Code("code")), OrderedList(items("a", "b"), start=3))),)),
        DefinitionList((DefinitionItem(words("Term"), (paragraph("Meaning"),)),)),
        _table("Head", "cell"),
        BlockQuote((paragraph(emphasis("quoted"), CheckBox(True), HardBreak(), Strikethrough(words("gone"))),)),
        CodeBlock("x = 1\n", "python"),
        Rule(),
        paragraph(Link("https://b.org", words("link"), "title"), Image("a.png", "picture")),
        paragraph(strong(Anchor("passage:1:4"), "¶4"), " ", Foreign("de", words("Wörter"))),
        *CAPTIONED,
    ),
    (words("See ", emphasis("there"), ", ", Link("#passage:1:4", words("¶4")), "."),),
)


def test_every_type_of_node_is_written() -> None:
    assert {type(node) for node in walk(EVERYTHING.children)} == NODE_TYPES
    reads_back(EVERYTHING)


def test_what_cannot_be_expressed_is_reported() -> None:
    made = document((Heading(7, words("deep"), "deep"), CodeBlock("a\rb")))
    problems = write(made).problems
    assert [(problem.code, problem.severity) for problem in problems] == [("not-expressible", "warning")] * 2


# --- Another reader ---------------------------------------------------------------------------------------------------
def _pandoc(markdown: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        pypandoc.convert_text(markdown, "json", format="gfm+yaml_metadata_block", extra_args=["--wrap=preserve"])
    )
    return found


def _said(inlines: list[dict[str, Any]], seen: Counter[str]) -> str:
    """Return the words of pandoc's inline nodes, and count the nodes that are more than words."""
    said = ""
    for node in inlines:
        kind, content = node["t"], node.get("c")
        if kind == "Str":
            said += content
        elif kind in {"Space", "SoftBreak", "LineBreak"}:
            said += " "
        elif kind == "Code":
            said += content[1]
        elif kind == "RawInline":
            seen[content[1]] += content[1] not in {"<!-- -->"}
        elif kind == "Note":
            seen[kind] += 1
        else:
            seen[kind] += 1
            said += _said(content[1] if kind in {"Link", "Image", "Span"} else content, seen)
    return said


def _pandoc_lines(blocks: list[Any], seen: Counter[str]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, list):
            yield from _pandoc_lines(block, seen)
        elif isinstance(block, dict) and block.get("t") in {"Para", "Plain"}:
            yield _said(block["c"], seen)
        elif isinstance(block, dict) and block.get("t") == "Header":
            seen["Header"] += 1
            yield _said(block["c"][2], seen)
        elif isinstance(block, dict) and isinstance(block.get("c"), list):
            seen[block["t"]] += block["t"] != "RawBlock"
            yield from _pandoc_lines(block["c"], seen)


def _blanks(text: str) -> str:
    return " ".join(text.split())


def test_pandoc_reads_any_text_as_text() -> None:
    """No emphasis, link, formula, picture, note or list comes of a text, and no character of it is lost."""
    texts = [text for text in _hostile(300) if text.strip()]
    made = document(tuple(paragraph(text) for text in texts))
    seen: Counter[str] = Counter()
    lines = list(_pandoc_lines(_pandoc(write(made).data.decode())["blocks"], seen))
    assert +seen == Counter()
    assert [_blanks(line) for line in lines] == [_blanks(text) for text in texts]


def test_pandoc_reads_the_same_document() -> None:
    seen: Counter[str] = Counter()
    found = _pandoc(write(EVERYTHING).data.decode())
    lines = list(_pandoc_lines(found["blocks"], seen))
    assert [line for line in lines if line] == [
        "Title",
        "Plain spanb",
        "item code",
        "a",
        "b",
        "Term: Meaning",
        "Head",
        "cell",
        "quoted☑ gone",
        "linkpicture",
        "¶4 Wörter",
        "Contents",
        "One",
        "Two",
        "One",
        "Table 1. Words",
        "Head",
        "cell",
        "Two",
        "See Table 1.",
        "bars",
        "Figure 1. Bars",
    ]
    assert +seen == {
        "Header": 3, "Strong": 3, "Note": 1, "BulletList": 4, "OrderedList": 1, "Table": 2, "BlockQuote": 1, "Emph": 1,
        "Strikeout": 1, "CodeBlock": 1, "Link": 4, "Image": 2, '<a id="passage:1:4">': 1, '<a id="grid">': 1,
        '<a id="own">': 1, "</a>": 3,
    }  # fmt: skip
    assert found["meta"]["title"]["c"] == [{"t": "Str", "c": "Title"}]
