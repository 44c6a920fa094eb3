"""What a reader finds in a finished file: its blocks in reading order, and its notes. Word, PDF and Markdown alike.

Each file is read by what is in it, with none of the product's own code: Word by its XML, PDF by the structure that a
screen reader is given, Markdown by a parser. Calls of notes stand in the text as ``[^1]``.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf

import reading_markdown
from briefgen import nodes


@dataclass(frozen=True)
class Block:
    """A piece of text that stands by itself: ``kind`` says what it is in its format (``Heading2``, ``Table/TD``)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Read:
    """What a file says."""

    blocks: tuple[Block, ...]
    notes: dict[int, str]

    @property
    def kinds(self) -> list[str]:
        """What stands in the file, without the words."""
        return [block.kind for block in self.blocks]

    @property
    def text(self) -> str:
        """All words but those of the notes, in reading order."""
        return " ".join(block.text for block in self.blocks)


def call(number: int | str) -> str:
    """Return how the call of a note stands in the text."""
    return f"[^{number}]"


CALL = re.compile(r"\[\^[0-9]+\]")


# --- Word -------------------------------------------------------------------------------------------------------------
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word(data: bytes) -> Read:
    """Read a Word file: its paragraphs in order, each with its style, and its footnotes."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))[0]
        names = package.namelist()
        part = package.read("word/footnotes.xml") if "word/footnotes.xml" in names else b"<none/>"
    notes = {}
    for note in ElementTree.fromstring(part):
        if note.get(f"{W}type") is None:
            words = " ".join(_run_text(paragraph) for paragraph in note.iter(f"{W}p"))
            notes[int(note.get(f"{W}id", ""))] = words.strip()
    return Read(tuple(_word_blocks(body, "")), notes)


def _word_blocks(parent: ElementTree.Element, within: str) -> Iterator[Block]:
    for element in parent:
        if element.tag == f"{W}p":
            text = _run_text(element)
            if text:
                numbered = "#" if element.find(f"{W}pPr/{W}numPr") is not None else ""
                style = element.find(f"{W}pPr/{W}pStyle")
                yield Block(f"{within}{numbered}{style.get(f'{W}val') if style is not None else 'Normal'}", text)
        elif element.tag == f"{W}tbl":
            data = element.find(f".//{W}tblHeader") is not None  # a table without a head row is there for the layout
            for row, part in enumerate(element.findall(f"{W}tr")):
                for column, cell in enumerate(part.findall(f"{W}tc")):
                    yield from _word_blocks(cell, f"{within}[{row},{column}]" if data else within)
        elif element.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _word_blocks(element, within)


def _run_text(paragraph: ElementTree.Element) -> str:
    """Return the words of a paragraph. A field shows its result; that of NOTEREF is the number of a note."""
    parts: list[str] = []
    field = ""
    for run in paragraph.iter(f"{W}r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        raised = style is not None and style.get(f"{W}val") == "FootnoteReference"
        for element in run:
            if element.tag == f"{W}instrText":
                field += element.text or ""
            elif element.tag == f"{W}fldChar" and element.get(f"{W}fldCharType") == "end":
                field = ""
            elif element.tag == f"{W}t" and "NOTEREF" in field:
                parts.append(call(element.text or ""))
            elif element.tag == f"{W}t" and not raised:  # what else is raised is the comma between two calls
                parts.append(element.text or "")
            elif element.tag == f"{W}footnoteReference":
                parts.append(call(element.get(f"{W}id", "")))
            elif element.tag in _WORD_MARKS:
                parts.append(_WORD_MARKS[element.tag])
    return "".join(parts)


_WORD_MARKS = {f"{W}tab": " ", f"{W}br": " ", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}


# --- PDF --------------------------------------------------------------------------------------------------------------
@dataclass
class Element:
    """An element of the structure of a PDF; ``parts`` are the elements and texts in it."""

    role: str
    parts: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of this element and of all in it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def elements(self) -> "Iterator[Element]":
        """Yield the elements right in this one."""
        return (part for part in self.parts if isinstance(part, Element))


def pdf(path: Path) -> Read:
    """Read a PDF by its structure. At the ends of lines the blanks are lost: compare it without blanks.

    Heads of tables that are repeated on a further page count once, and the marks of list items not at all.
    """
    notes: dict[int, str] = {}
    reader = _PdfReader(notes)
    return Read(tuple(reader.blocks(structure(path), "")), notes)


def structure(path: Path) -> Element:
    """Return the structure of a PDF."""
    with pikepdf.open(path) as file:
        words = _MarkedWords()
        root = Element("Root")
        open_: list[tuple[Any, Any, Element]] = [(file.Root.StructTreeRoot.K, None, root)]
        while open_:
            kid, page, parent = open_.pop()
            if isinstance(kid, pikepdf.Array):
                open_ += [(one, page, parent) for one in reversed(list(kid))]
            elif not isinstance(kid, pikepdf.Dictionary):
                parent.parts.append(words.of(page, int(kid)))
            elif kid.get("/Type") == "/MCR":  # marked content on another page than the rest of its element
                parent.parts.append(words.of(kid.Pg, int(kid.MCID)))
            elif kid.get("/Type") != "/OBJR":
                element = Element(str(kid.S)[1:])
                parent.parts.append(element)
                open_.append((kid.get("/K", pikepdf.Array()), kid.get("/Pg", page), element))
        return root


class _MarkedWords:
    """The words of a page's marked content, by their numbers."""

    def __init__(self) -> None:
        self.pages: dict[tuple[int, int], dict[int, str]] = {}

    def of(self, page: Any, number: int) -> str:
        """Return the words that carry a number on a page."""
        if page.objgen not in self.pages:
            self.pages[page.objgen] = dict(_marked(page))
        return self.pages[page.objgen].get(number, "")


def _marked(page: Any) -> Iterator[tuple[int, str]]:
    """Yield the numbers of marked content, each with its words, as the fonts' tables of characters give them."""
    fonts = {name: _characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    number, words, font = -1, "", {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                number, words = int(operands[1].get("/MCID", -1)), ""
            case "EMC":
                yield number, words
                number = -1
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ":
                strings = operands[0] if str(operator) == "TJ" else operands
                glyphs = b"".join(bytes(one) for one in strings if isinstance(one, pikepdf.String))
                words += "".join(font[glyphs[at : at + 2]] for at in range(0, len(glyphs), 2))


def _characters(font: Any) -> dict[bytes, str]:
    """Return what each glyph of a font stands for."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]*)>", table.partition("endcodespacerange")[2])
    assert "beginbfrange" not in table, "this reader knows tables of single characters"
    return {bytes.fromhex(glyph): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}


_BLOCKS = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "TH", "TD", "Code", "Caption"})
_INLINE = frozenset({"Span", "NonStruct", "Link", "Reference", "Code", "Em", "Strong", "Quote", "Object"})
_MARK = re.compile(r"\s*(?:[•–◦▪]|[0-9]+\.|\.[0-9]+)\s*")


class _PdfReader:
    def __init__(self, notes: dict[int, str]) -> None:
        self.notes = notes
        self.head: list[Block] = []

    def blocks(self, parent: Element, within: str) -> Iterator[Block]:
        """Yield what stands in an element that holds other blocks."""
        for element in parent.elements():
            if element.role == "Note":
                self.note(element)
            elif element.role == "Table":
                yield from self.table(element, within)
            elif element.role == "Lbl" and _MARK.fullmatch(element.text):
                continue
            elif element.role in _BLOCKS or _is_leaf(element):
                words = self.words(element)
                if words.strip():
                    if "Table/" not in within:
                        self.head = []  # with words between them, the next table is another one
                    yield Block(f"{within}{element.role}", words)
            else:
                inside = {"LI": f"{within}LI/", "BlockQuote": f"{within}Quote/"}.get(element.role, within)
                yield from self.blocks(element, inside)

    def table(self, table: Element, within: str) -> Iterator[Block]:
        rows = [list(self.blocks(row, f"{within}Table/")) for row in _rows(table)]
        if rows and rows[0] == self.head:
            del rows[0]
        elif rows:
            self.head = rows[0]
        for row in rows:
            yield from row

    def words(self, element: Element) -> str:
        """Return the words of a block; notes that hang in it go to the notes."""
        parts: list[str] = []
        inside = list(element.parts)
        for index, part in enumerate(inside):
            if isinstance(part, str):
                parts.append(part)
            elif part.role == "Note":
                self.note(part)
            elif part.role == "Reference":
                parts.append(call(part.text))
            elif not self.separates(part, inside, index):
                parts.append(self.words(part))
        return "".join(parts)

    @staticmethod
    def separates(part: Element, siblings: "list[Element | str]", index: int) -> bool:
        """Tell whether an element is the comma between the calls of two notes."""
        before = [one for one in siblings[:index] if isinstance(one, str) or one.role != "NonStruct"]
        after = siblings[index + 1 : index + 2]
        calls = [one for one in (*before[-1:], *after) if isinstance(one, Element) and one.role == "Reference"]
        return part.text == "," and len(calls) == 2

    def note(self, note: Element) -> None:
        """Read a note: its number, which leads back to the text, and its words."""
        number = next(element for element in _all(note) if element.role == "Link").text
        words = note.text.removeprefix(number)
        self.notes[int(number)] = self.notes.get(int(number), "") + words


def _is_leaf(element: Element) -> bool:
    """Tell whether an element has words right in it. WeasyPrint gives lines of code no role of their own."""
    return element.role == "NonStruct" and all(isinstance(part, str) or part.role in _INLINE for part in element.parts)


def _rows(element: Element) -> Iterator[Element]:
    return (found for found in _all(element) if found.role == "TR")


def _all(element: Element) -> Iterator[Element]:
    for inside in element.elements():
        yield inside
        yield from _all(inside)


# --- Markdown ---------------------------------------------------------------------------------------------------------
def markdown(data: bytes) -> Read:
    """Read a Markdown file."""
    found = reading_markdown.read(data.decode())
    notes = {number: _plain(children) for number, children in found.notes.items()}
    return Read(tuple(_markdown_blocks(found.children, "")), notes)


def _markdown_blocks(blocks: Iterable[nodes.Block], within: str) -> Iterator[Block]:
    for block in blocks:
        match block:
            case nodes.Heading():
                yield Block(f"{within}h{block.level}", _plain(block.children))
            case nodes.Paragraph():
                yield Block(f"{within}p", _plain(block.children))
            case nodes.Table():
                for row in (block.head, *block.rows):
                    for cell in row.cells:
                        yield from [Block(f"{within}cell", text)] if (text := _plain(cell.children)) else []
            case nodes.BulletList() | nodes.OrderedList():
                for item in block.items:
                    yield from _markdown_blocks(item.children, f"{within}{type(block).__name__}/")
            case nodes.DefinitionList():
                for entry in block.items:
                    yield Block(f"{within}term", _plain(entry.term))
                    yield from _markdown_blocks(entry.children, f"{within}definition/")
            case nodes.BlockQuote():
                yield from _markdown_blocks(block.children, f"{within}quote/")
            case nodes.Container():
                yield from _markdown_blocks(block.children, f"{within}{block.name}/")
            case nodes.CodeBlock():
                yield Block(f"{within}code", block.text)
            case _:
                yield Block(f"{within}{type(block).__name__}", "")


def _plain(inlines: Iterable[nodes.Inline]) -> str:
    parts = []
    for node in nodes.walk(tuple(inlines)):
        match node:
            case nodes.Str() | nodes.Code():
                parts.append(node.text)
            case nodes.NoteCall():
                parts.append(call(node.number))
            case nodes.HardBreak():
                parts.append(" ")
            case nodes.Image():
                parts.append(f"[picture {node.src}: {node.alt}]")
            case _:
                pass
    return "".join(parts)
