"""Documents and looks for the tests of the Word writer."""

import struct
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Literal

from briefgen import yamlfile
from briefgen.design import Design, Look
from briefgen.document import Document, Meta, Note
from briefgen.nodes import (
    Alignment,
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
)
from briefgen.validate import validate

TEMPLATE = Path(__file__).parents[1] / "templates" / "memo" / "template.yaml"


def design(**changes: object) -> Design:
    """Return the tokens of the shipped memo."""
    made, problems = validate(yamlfile.read(TEMPLATE.read_bytes(), "template.yaml")["design"], Design)
    assert made is not None, problems
    return made.model_copy(update=changes)


def look(**changes: object) -> Look:
    """Return the look of the shipped memo, with a picture."""
    return Look(design(**changes), pictures={"box.png": png(40, 30), "drawing.svg": b"<svg/>"})


def png(width: int, height: int) -> bytes:
    """Return a picture of one colour."""
    lines = b"".join(b"\0" + b"\x20\x60\xa0" * width for _ in range(height))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines)),
        (b"IEND", b""),
    )
    made = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def words(*parts: str | Inline) -> tuple[Inline, ...]:
    """Return inline nodes; a string is text."""
    return tuple(Str(one) if isinstance(one, str) else one for one in parts)


def para(*parts: str | Inline) -> Paragraph:
    """Return a paragraph."""
    return Paragraph(words(*parts))


def item(*blocks: str | Block) -> ListItem:
    """Return an item of a list; a string is a paragraph."""
    return ListItem(tuple(para(one) if isinstance(one, str) else one for one in blocks))


def bullets(*items: str | ListItem) -> BulletList:
    """Return a list without numbers."""
    return BulletList(tuple(item(one) if isinstance(one, str) else one for one in items))


def numbers(*items: str | ListItem, start: int = 1, tight: bool = True) -> OrderedList:
    """Return a numbered list."""
    return OrderedList(tuple(item(one) if isinstance(one, str) else one for one in items), start, tight)


def terms(**entries: str) -> DefinitionList:
    """Return a definition list."""
    return DefinitionList(tuple(DefinitionItem(words(term), (para(said),)) for term, said in entries.items()))


def row(*cells: str | Inline) -> Row:
    """Return a row of a table; an empty string is an empty cell."""
    return Row(tuple(Cell(words(one) if one else ()) for one in cells))


def table(head: Row, *rows: Row) -> Table:
    """Return a table."""
    left: Alignment = "left"
    return Table(head, rows, (left,) * len(head.cells))


def caption(kind: Literal["table", "figure"], number: int, *parts: str | Inline, anchor: str = "") -> Caption:
    """Return a caption."""
    label = Label(kind, number, f"{kind.capitalize()} ")
    return Caption((label, Str(". "), *words(*parts)), anchor)


def document(*blocks: Block, notes: int = 0, meta: Meta | None = None) -> Document:
    """Return a document with so many notes."""
    made = tuple(Note(n, words(f"note {n}")) for n in range(1, notes + 1))
    return Document(blocks, made, meta or Meta(title="A title"))


def everything() -> Document:
    """Return a document with every type of node, in places where they are hard to write."""
    head, grid = row("A", "Bcd", "C"), row("x", "", Link("#one", words("in")))
    inner = table(head, grid, row("عربي", "日本", "3"))
    deep: Block = para("bottom", NoteCall(2))
    for level in range(12, 0, -1):
        deep = bullets(item(f"level {level}", deep)) if level % 2 else numbers(item(f"level {level}", deep))
    mixed = para(
        Emphasis(words("stressed ", Strong(words("both")))),
        Strikethrough(words("gone")),
        Code("x  <y>"),
        HardBreak(),
        CheckBox(),
        Image("box.png", "A blue box", "A box"),
        Image("drawing.svg", "A drawing"),
        Link("mailto:a@b.org", words(Strong(words("mail")), NoteCall(1)), "Write"),
        Link("https://example.org/ü?q=a b&c=d", words("far")),
        NoteCall(1),
        NoteCall(3),
        Anchor("passage:1:1"),
        Foreign("de", words("Wörter ", Strong(words("und")), " 日本")),
        CrossReference("grid", words("Table 1")),
    )
    captioned = replace(inner, caption=caption("table", 1, Emphasis(words("letters")), NoteCall(1), anchor="grid"))
    listed = (ContentsEntry(2, words("In it"), "two"), ContentsEntry(3, words("Headed"), "three"))
    captioned_again = replace(inner, caption=caption("table", 2, "wide", anchor="wide-grid"))
    figure = caption("figure", 1, "A box, once more", anchor="figure:1")
    blocks: tuple[Block, ...] = (
        PageBreak(),
        Heading(1, words("One ", Span("commitment-firm", words("firm")), NoteCall(1)), "one"),
        Container("header", (terms(To="Director", From="Desk", Copies="Press"),)),
        Container("bottom-line", (Container("label", (para("Label"),)), para("First"), para("Second"))),
        Container("bottom-line", (Heading(2, words("In it"), "two"), deep, inner, terms(a="b"), CodeBlock("a\n\tb\n"))),
        BlockQuote((para("Quoted"), Container("speaker", (para("Somebody"),)))),
        BlockQuote((BlockQuote((para("Quoted again"),)), numbers(item("in a quotation", inner), item(inner), start=7))),
        numbers(item(), item(bullets("only a list")), item(Heading(3, words("Headed"), "three")), item(CodeBlock("c"))),
        mixed,
        inner,
        inner,
        Rule(),
        Rule(),
        Container("unheard-of", (para("Plain"), Container("draft-notice", (bullets("finding", "finding"),)))),
        Paragraph(()),
        Container("empty", ()),
        PageBreak(),
        PageBreak(),
        inner,
        Contents(words("What is here"), listed),
        captioned,
        Landscape((Heading(2, words("Broadside"), "wide"), captioned_again, Figure(Image("box.png", "A box"), figure))),
        para("Upright again"),
        BlockQuote((replace(inner, caption=caption("table", 3, "in a quotation")),)),
    )
    notes = (
        Note(1, words("one ", Link("https://example.org/n", words("there")), Image("box.png", "Box"))),
        Note(2, words("two ", Code("c"), NoteCall(1))),
        Note(3, words("three 日本")),
    )
    meta = Meta(title='Hard <&> "all" 日本', marking="TLP:AMBER+STRICT", watermark="DRAFT", template="memo")
    return Document(blocks, notes, meta)
