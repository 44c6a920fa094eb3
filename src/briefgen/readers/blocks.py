"""Gathers the paragraphs of a document while its parts come by."""

import re
from dataclasses import dataclass, field

_BLANKS = re.compile(r"[ \r\f\v]+")
_AROUND_TABS = re.compile(r" *\t[ \t]*")
_EMPTY_LINES = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a document, a heading, an item or a row; ``region`` is whatever the reader keeps of its place."""

    text: str
    region: object = None


@dataclass
class Blocks:
    """What came by so far. The cells of a row make one paragraph, unless one of them holds several."""

    region: object = None
    """Goes into each paragraph that ends."""
    _open: list[list[str]] = field(default_factory=lambda: [[]])
    """The words of the paragraph at hand, and of those around it."""
    _done: list[list[Block]] = field(default_factory=lambda: [[]])
    """The paragraphs of the document, of the cell that is open, of one in it."""
    _rows: list[list[list[Block]]] = field(default_factory=list)

    def add(self, words: str) -> None:
        """Add to the paragraph at hand; a line break in ``words`` is one in the paragraph."""
        self._open[-1].append(words)

    def end(self) -> None:
        """End the paragraph at hand; two line breaks in a row have ended one before."""
        words = "".join(self._open[-1])
        self._open[-1].clear()
        for part in _EMPTY_LINES.split(_AROUND_TABS.sub("\t", _BLANKS.sub(" ", words))):
            lines = (line.strip(" \t") for line in part.split("\n"))
            if text := "\n".join(filter(None, lines)).strip():
                self._done[-1].append(Block(text, self.region))

    def open_aside(self) -> None:
        """Begin paragraphs that stand within the one at hand, as those of a text box."""
        self._open.append([])

    def close_aside(self) -> None:
        """Go back to the paragraph around."""
        self.end()
        if len(self._open) > 1:
            self._open.pop()

    def open_row(self) -> None:
        """Begin a row of a table."""
        self.end()
        self._rows.append([])

    def open_cell(self) -> None:
        """Begin a cell of a row."""
        self.end()
        self._done.append([])

    def close_cell(self) -> None:
        """End a cell."""
        self.end()
        if len(self._done) > 1:
            cell = self._done.pop()
            if self._rows:
                self._rows[-1].append(cell)
            else:
                self._done[-1] += cell

    def close_row(self) -> None:
        """End a row."""
        self.end()
        if not self._rows:
            return
        cells = self._rows.pop()
        if all(len(cell) < 2 for cell in cells):
            words = "\t".join(block.text.replace("\n", " ") for cell in cells for block in cell)
            region = next((block.region for cell in cells for block in cell), None)
            self._done[-1] += [Block(words, region)] if words else []
        else:
            self._done[-1] += [block for cell in cells for block in cell]

    def all(self) -> list[Block]:
        """End what is open, and return the paragraphs."""
        while len(self._open) > 1:
            self.close_aside()
        while len(self._done) > 1 or self._rows:
            self.close_cell()
            self.close_row()
        self.end()
        return self._done[0]
