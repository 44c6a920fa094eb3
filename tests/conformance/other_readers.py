"""What pandoc and mammoth find in a Word file, held against what the Markdown file of the same document says.

The Markdown file is read by a Markdown parser, so that two independent readings of two independent files must agree:
every heading with its level, every item of a list with its depth and number, every cell, note and link.

What they cannot show, or show otherwise, is left out of the comparison on all sides:

* pictures, and how words look;
* definition lists: they are paragraphs with a tab in Word, in a table of one row where they stand in columns;
* tables that are there for the layout: they have no head row, by which the others are known;
* mammoth: the numbers of items, for it writes no ``start``; the order of calls that follow each other, for it writes
  a second call of a note (a field) behind the first ones of others;
* items that begin with something else than a paragraph: their mark stands at an empty one, which pandoc drops.
"""

import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import reading_back
import reading_markdown
from briefgen import nodes

Item = tuple[int, str, int, str]
"""An item of a list: its depth from 1, the kind of its mark (``•`` or ``1``), its number or 0, its first paragraph."""


@dataclass
class Found:
    """What a reader finds in a document. Calls of notes stand in the words as ``[^1]``."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    """Words, and the address or the words of the place in the document."""


def differences(reader: str, docx: Path, markdown: bytes) -> list[str]:
    """Return how what a reader of :data:`READERS` finds in a Word file differs from what the Markdown file says."""
    found, expected = READERS[reader](docx), in_markdown(markdown)
    if reader == "mammoth":
        expected.items = [(depth, kind, 0, _sorted_calls(words)) for depth, kind, _, words in expected.items]
        found.items = [(depth, kind, start, _sorted_calls(words)) for depth, kind, start, words in found.items]
    differing = []
    for one in fields(Found):
        ours, theirs = ([repr(part) for part in getattr(side, one.name)] for side in (expected, found))
        lines = difflib.unified_diff(ours, theirs, lineterm="", n=0)
        differing += [f"{one.name}: {line}" for line in lines if line[:3] not in ("---", "+++") and line[0] != "@"]
    return differing


def _sorted_calls(words: str) -> str:
    return re.sub(r"(?:\[\^\d+\]){2,}", lambda calls: "".join(sorted(re.findall(r"\[\^\d+\]", calls[0]))), words)


def tidy(text: str) -> str:
    """Return words with single blanks between them."""
    return " ".join(text.split())


def _place(text: str) -> str:
    """Return by which words a place in a document is known, whatever marks stand among them."""
    words = re.sub(r"\]\([^)]*\)", "", reading_back.CALL.sub("", text))  # without calls, and without where links lead
    return "#" + re.sub(r"[\W_]+", "", words)[:40]


# --- Markdown ---------------------------------------------------------------------------------------------------------
_PLACE = re.compile(r'^(.*)<a id="([^"]+)"></a>(.*)$', re.MULTILINE)
"""The line of a heading, a caption or a row with the name of its place, which the reader of Markdown passes over."""


def _named(before: str, after: str) -> str:
    """Return the words that stand at a place: of a row those of the cell, else those of the line."""
    if before.startswith("| "):
        return re.split(r"(?<!\\)\|", before)[-1] + re.split(r"(?<!\\)\|", after)[0]
    return f"{before}{after}"


def in_markdown(data: bytes) -> Found:
    """Read the product's Markdown file."""
    text = data.decode()
    read = reading_markdown.read(text)
    found = Found(notes=[(number, _plain(children)) for number, children in sorted(read.notes.items())])
    places = {name: _named(before, after) for before, name, after in _PLACE.findall(text)}
    for line in _lines(read.children):
        places |= {node.name: _plain(line) for node in nodes.walk(line) if isinstance(node, nodes.Anchor)}
    _read_blocks(read.children, 0, found, places)
    for children in (*_lines(read.children), *read.notes.values()):
        found.links += [_markdown_link(node, places) for node in nodes.walk(children) if isinstance(node, nodes.Link)]
    found.links.sort()
    return found


def _read_blocks(blocks: Iterable[nodes.Block], depth: int, found: Found, places: dict[str, str]) -> None:
    for block in blocks:
        match block:
            case nodes.Heading():
                found.headings.append((block.level, _plain(block.children)))
                places.setdefault(_slug(_plain(block.children)), _plain(block.children))
            case nodes.Table():
                rows = [[_plain(cell.children) for cell in row.cells] for row in (block.head, *block.rows)]
                found.tables.append(rows)
            case nodes.BulletList() | nodes.OrderedList():
                ordered = isinstance(block, nodes.OrderedList)
                for number, item in enumerate(block.items, block.start if isinstance(block, nodes.OrderedList) else 0):
                    first = next(iter(item.children), None)
                    if isinstance(first, nodes.Paragraph):
                        mark = ("1", number) if ordered else ("•", 0)
                        found.items.append((depth + 1, *mark, _plain(first.children)))
                    _read_blocks(item.children, depth + 1, found, places)
            case nodes.DefinitionList():
                for entry in block.items:
                    _read_blocks(entry.children, depth, found, places)
            case nodes.Container("contents"):
                pass  # a list in Markdown, lines of a style of their own in Word: what they say are links
            case nodes.BlockQuote() | nodes.Container():
                _read_blocks(block.children, depth, found, places)
            case _:
                pass


def _lines(blocks: tuple[nodes.Block, ...]) -> Iterator[tuple[nodes.Inline, ...]]:
    """Yield the inline content of all blocks."""
    for node in nodes.walk(blocks):
        if isinstance(node, nodes.Heading | nodes.Paragraph | nodes.Cell):
            yield node.children
        elif isinstance(node, nodes.DefinitionItem):
            yield node.term


def _markdown_link(link: nodes.Link, places: dict[str, str]) -> tuple[str, str]:
    anchor = link.href.removeprefix("#")
    return _plain(link.children), link.href if anchor == link.href else _place(places.get(anchor, f"{anchor} is gone"))


def _slug(words: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


def _plain(children: Iterable[nodes.Inline]) -> str:
    parts = []
    for node in nodes.walk(tuple(children)):
        match node:
            case nodes.Str() | nodes.Code():
                parts.append(node.text)
            case nodes.NoteCall():
                parts.append(reading_back.call(node.number))
            case nodes.HardBreak():
                parts.append(" ")
            case _:
                pass
    return tidy("".join(parts))


# --- pandoc -----------------------------------------------------------------------------------------------------------
def in_pandoc(docx: Path) -> Found:
    """Read a Word file with pandoc."""
    import pypandoc

    tree = json.loads(pypandoc.convert_file(docx, "json", format="docx+styles"))
    return _Pandoc(tree["blocks"]).found


class _Pandoc:
    """Reads pandoc's tree: nested lists in which each node is ``{"t": kind, "c": content}``."""

    def __init__(self, blocks: list[Any]) -> None:
        self.found = Found()
        self.places: dict[str, str] = {}
        self.links: list[tuple[str, str]] = []
        self.anchors: list[str] = []
        self.lines: dict[int, str] = {}
        """The lines read so far, by the identities of their content."""
        self.blocks(blocks, 0)
        for words, target in self.links:
            anchor = target.removeprefix("#")
            place = target if anchor == target else _place(self.places.get(anchor, f"{anchor} is gone"))
            self.found.links.append((words, place))
        self.found.links.sort()

    def blocks(self, blocks: list[Any], depth: int) -> None:
        for block in blocks:
            kind, content = block["t"], block.get("c")
            if kind == "Header":
                level, (name, *_), children = content
                words = self.line(children)
                self.found.headings.append((level, words))
                self.places[name] = words
            elif kind in ("Para", "Plain"):
                self.line(content)
            elif kind == "LineBlock":
                for line in content:
                    self.line(line)
            elif kind == "BulletList":
                self.items(content, depth, "•", 0)
            elif kind == "OrderedList":
                (start, *_), items = content
                self.items(items, depth, "1", start)
            elif kind == "Table":
                self.table(content, depth)
            elif kind in ("Div", "BlockQuote"):
                self.blocks(content[1] if kind == "Div" else content, depth)
            elif kind == "Figure":
                self.blocks(content[2], depth)
            else:
                assert kind in ("CodeBlock", "HorizontalRule", "RawBlock", "Null"), kind

    def items(self, items: list[Any], depth: int, kind: str, start: int) -> None:
        for index, blocks in enumerate(items):
            place = len(self.found.items)
            self.blocks(blocks, depth + 1)
            first = next((one for block in blocks[:1] for one in _unwrapped(block)), {"t": ""})
            if first["t"] in ("Para", "Plain"):
                number = start + index if kind == "1" else 0
                self.found.items.insert(place, (depth + 1, kind, number, self.lines[id(first["c"])]))

    def table(self, content: Any, depth: int) -> None:
        _, (_, caption), _, head, bodies, _ = content
        self.blocks(caption, depth)
        rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3]))]
        cells = [[cell[4] for cell in row[1]] for row in rows]
        if head[1]:
            self.found.tables.append([[self.cell(cell) for cell in row] for row in cells])
        else:
            for row in cells:
                for cell in row:
                    self.blocks(cell, depth)

    def cell(self, blocks: list[Any]) -> str:
        return tidy(" ".join(self.line(one["c"]) for block in blocks for one in _unwrapped(block)))

    def line(self, inlines: list[Any]) -> str:
        """Read a line: its words, and the notes, links and places in it."""
        words = self.words(inlines)
        self.lines[id(inlines)] = tidy(words)
        self.places |= {name: tidy(words) for name in self.anchors}
        self.anchors.clear()
        return tidy(words)

    def words(self, inlines: list[Any]) -> str:
        return "".join(self.inline(one["t"], one.get("c")) for one in inlines)

    def inline(self, kind: str, content: Any) -> str:
        match kind:
            case "Str":
                return str(content)
            case "Space" | "SoftBreak" | "LineBreak":
                return " "
            case "Code":
                return str(content[1])
            case "Note":
                return self.note(content)
            case "Link":
                words = self.words(content[1])
                self.links.append((tidy(words), content[2][0]))
                return words
            case "Span":
                (name, _, attributes), inside = content
                self.anchors += [name] if name else []
                words = self.words(inside)
                styles = [value.lower() for key, value in attributes if key == "custom-style"]
                return _calls(words) if CALL_STYLE in styles else words
            case "Image":
                return ""
            case "Quoted":
                return self.words(content[1])
        return self.words(content)

    def note(self, blocks: list[Any]) -> str:
        """Read a note. Notes are numbered in the order of their calls."""
        number = len(self.found.notes) + 1
        self.found.notes.append((number, ""))
        words = " ".join(self.line(one["c"]) for block in blocks for one in _unwrapped(block))
        self.found.notes[number - 1] = (number, tidy(words))
        return reading_back.call(number)


def _unwrapped(block: Any) -> list[Any]:
    """Return the paragraphs in a block that may be wrapped in its style."""
    if block["t"] in ("Div", "BlockQuote"):
        inside = block["c"][1] if block["t"] == "Div" else block["c"]
        return [one for each in inside for one in _unwrapped(each)]
    return [block]


def _calls(words: str) -> str:
    """Return the calls in words of the style of calls. The numbers of notes that were called before are such words."""
    rest = re.sub(r"\[\^[0-9]+\]", "", words)
    first = "".join(re.findall(r"\[\^[0-9]+\]", words))
    return first + "".join(reading_back.call(number) for number in re.findall("[0-9]+", rest))


# --- mammoth ----------------------------------------------------------------------------------------------------------
def in_mammoth(docx: Path) -> Found:
    """Read a Word file with mammoth, by way of the HTML that it makes."""
    import mammoth
    from lxml import html

    with docx.open("rb") as file:
        made = mammoth.convert_to_html(
            file, style_map=f"r[style-name='{CALL_STYLE}'] => span.call", ignore_empty_paragraphs=False
        )
    return _Mammoth(html.fragment_fromstring(made.value, create_parent="div")).found


_HEADING = re.compile(r"h([1-6])")
_NOTE = re.compile(r"#footnote-([0-9]+)")


class _Mammoth:
    """Reads mammoth's HTML."""

    def __init__(self, root: Any) -> None:
        self.found = Found()
        self.root = root
        notes = root.xpath("./ol[last()][li[starts-with(@id, 'footnote-')]]/li")
        for note in notes:
            number = int(note.get("id").removeprefix("footnote-"))
            for back in note.xpath(".//a[starts-with(@href, '#footnote-ref-')]"):
                back.text = ""
            self.found.notes.append((number, self.words(note)))
        for element in root.iter():
            self.element(element, in_note=any(one in notes for one in (element, *element.iterancestors())))
        self.found.links.sort()

    def element(self, element: Any, *, in_note: bool) -> None:
        found, tag = self.found, str(element.tag)
        heading = _HEADING.fullmatch(tag)
        if heading:
            found.headings.append((int(heading.group(1)), self.words(element)))
        elif tag == "li" and not in_note:
            self.item(element)
        elif tag == "table" and element.find("thead") is not None:
            rows = [[self.words(cell) for cell in row] for row in element.iter("tr")]
            found.tables.append(rows)
        elif tag == "a" and element.get("href") and "footnote-" not in element.get("href"):
            found.links.append((self.words(element), self.target(element.get("href"))))

    def item(self, item: Any) -> None:
        words = item.text or ""
        for child in item:
            if child.tag in ("ul", "ol", "p", "table"):
                break
            words += self.words(child, tidied=False) + (child.tail or "")
        if words.strip():
            lists = list(item.iterancestors("ul", "ol"))
            self.found.items.append((len(lists), "•" if lists[0].tag == "ul" else "1", 0, tidy(words)))

    def target(self, href: str) -> str:
        if not href.startswith("#"):
            return href
        (place,) = self.root.xpath("//*[@id=$name]", name=href[1:]) or (None,)
        if place is None:
            return _place(f"{href[1:]} is gone")
        return _place(self.words(next(place.iterancestors("p", "li", "h1", "h2", "h3", "h4", "h5", "h6"))))

    def words(self, element: Any, *, tidied: bool = True) -> str:
        """Return the words of an element; those of a cell are in paragraphs."""
        text = self.text(element)
        return tidy(text) if tidied else text

    def text(self, element: Any) -> str:
        if element.tag == "br":
            return " "
        if element.tag == "input":  # a box to tick
            return "☐" if element.get("checked") is None else "☑"
        number = _NOTE.fullmatch(element.get("href", ""))
        if number:
            return reading_back.call(number.group(1))
        inside = (element.text or "") + "".join(self.text(child) + (child.tail or "") for child in element)
        if element.get("class") == "call":
            return _calls(inside)
        return f"{inside} " if element.tag in ("p", "li") else inside


CALL_STYLE = "footnote reference"
"""In whatever case: Word knows the names of its own styles in any, and LibreOffice writes capitals."""
READERS: dict[str, Callable[[Path], Found]] = {"pandoc": in_pandoc, "mammoth": in_mammoth}
