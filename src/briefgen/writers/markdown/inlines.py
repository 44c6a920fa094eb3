"""Inline nodes → Markdown on one line, or on several where there are line breaks."""

import re
import string
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import count
from typing import Any

from briefgen.nodes import (
    Anchor,
    CheckBox,
    Code,
    CrossReference,
    Emphasis,
    Foreign,
    HardBreak,
    Image,
    Inline,
    Label,
    Link,
    NoteCall,
    Span,
    Str,
    Strikethrough,
    Strong,
)
from briefgen.writers.markdown import escape
from briefgen.writers.markdown.escape import At


class Line(Enum):
    """What kind of line the inline nodes stand on."""

    PARAGRAPH = auto()
    SINGLE = auto()
    """One that cannot be continued on the next: a term, a note."""
    HEADING = auto()
    CELL = auto()


@dataclass(frozen=True, slots=True)
class _Here:
    """What is around a node."""

    line: Line
    written: str
    """What was written before it, within the same parent."""
    before: Inline | None
    after: Inline | None
    marks: str
    """The characters of the emphasis that is open around the parent; empty within a link, which keeps them apart."""
    outermost: bool

    @property
    def starts_line(self) -> bool:
        return (self.outermost and not self.written) or self.written.endswith("\n")

    @property
    def ends_line(self) -> bool:
        return isinstance(self.after, HardBreak) or (self.outermost and self.after is None)

    @property
    def free_before(self) -> bool:
        """Whether a mark may begin here whatever character follows it."""
        return _is_free(self.before.text[-1]) if isinstance(self.before, Str) else _is_free_beside(self.before)

    @property
    def free_after(self) -> bool:
        """Whether a mark may end here whatever character is before it."""
        return _is_free(self.after.text[0]) if isinstance(self.after, Str) else _is_free_beside(self.after)


def inlines(nodes: Sequence[Inline], line: Line = Line.PARAGRAPH) -> str:
    """Write inline nodes."""
    written = _write(nodes, line, outermost=True)
    # In a table, the pipes are read before anything else is.
    return written.replace("|", "\\|") if line is Line.CELL else written


def _write(nodes: Sequence[Inline], line: Line, marks: str = "", *, outermost: bool = False) -> str:
    merged = [None, *_merged(nodes), None]
    written = ""
    for before, node, after in zip(merged, merged[1:], merged[2:], strict=False):
        assert node is not None
        written += _WRITERS[type(node)](node, _Here(line, written, before, after, marks, outermost))
    return written


def _merged(nodes: Sequence[Inline]) -> list[Inline]:
    """Return the nodes with spans, foreign words and names replaced by what they say, and adjacent text made one."""
    merged: list[Inline] = []
    for node in _flat(nodes):
        last = merged[-1] if merged else None
        if isinstance(node, Str) and isinstance(last, Str):
            merged[-1] = Str(last.text + node.text)
        elif node != Str(""):
            merged.append(node)
    return merged


def _flat(nodes: Sequence[Inline]) -> Iterator[Inline]:
    for node in nodes:
        if isinstance(node, Span | Foreign):
            yield from _flat(node.children)
        elif isinstance(node, Label | CheckBox):
            yield Str(node.text)
        elif isinstance(node, CrossReference):
            yield Link(f"#{node.anchor}", node.children)
        else:
            yield node


# --- Text -------------------------------------------------------------------------------------------------------------
def _str(node: Str, here: _Here) -> str:
    at = At.LIVE
    for flag, holds in (
        (At.LINE_START, here.starts_line),
        (At.LINE_END, here.ends_line),
        (At.HEADING_END, here.ends_line and here.line is Line.HEADING),
        (At.AFTER_CALL, isinstance(here.before, NoteCall)),
        (At.BEFORE_BRACKET, isinstance(here.after, Link | NoteCall)),
    ):
        if holds:
            at |= flag
    return escape.text(node.text, at)


def _code(node: Code, here: _Here) -> str:
    text = node.text
    inexpressible = not text or re.search("[\r\n]", text)  # a code span holds something, and no line ends
    merges = here.written.endswith("`")  # two spans side by side would be one
    # Readers disagree on what \\| in a code span of a table is.
    in_cell = here.line is Line.CELL and "\\|" in text
    if inexpressible or merges or in_cell:
        return f"<code>{escape.text(text)}</code>"
    fence = "`" * _free_length("`", text, 1)
    blank = text.startswith(" ") and text.endswith(" ") and text.strip(" ")
    pad = " " if blank or text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _free_length(mark: str, text: str, least: int) -> int:
    taken = {len(run) for run in re.findall(f"{mark}+", text)}
    return next(length for length in count(least) if length not in taken)


def _hard_break(_: HardBreak, here: _Here) -> str:
    return "\\\n" if here.line is Line.PARAGRAPH and here.after is not None else "<br>"


def _anchor(node: Anchor, _: _Here) -> str:
    return f'<a id="{node.name}"></a>'


def _note_call(node: NoteCall, _: _Here) -> str:
    return f"[^{node.number}]"


# --- Links and pictures -----------------------------------------------------------------------------------------------
def _link(node: Link, here: _Here) -> str:
    children = _merged(node.children)
    if children == [Str(node.href)] and not node.title and escape.is_autolink(node.href):
        return f"<{node.href}>"
    return f"[{_write(children, here.line)}]({escape.address(node.href)}{escape.title(node.title)})"


def _image(node: Image, _: _Here) -> str:
    words = escape.text(node.alt, At.ANYWHERE)
    return f"![{words}]({escape.address(node.src)}{escape.title(node.title)})"


# --- Emphasis ---------------------------------------------------------------------------------------------------------
# A mark is taken for one only beside the right characters (CommonMark 0.31, 6.2), which the words decide, not we. Where
# they do not allow it (a**"x"**b, ** x**), or where two marks would run together, the HTML element of the same meaning
# stands instead: GitHub shows it, and it reads back as the same node.
_ELEMENTS: dict[type, tuple[str, str, int]] = {
    Emphasis: ("em", "*_", 1),
    Strong: ("strong", "*_", 2),
    Strikethrough: ("del", "~", 2),
}


def _wrap(node: Emphasis | Strong | Strikethrough, here: _Here) -> str:
    element, characters, length = _ELEMENTS[type(node)]
    mark = next((character for character in characters if _may_stand(character, here)), "")
    inside = _write(node.children, here.line, here.marks + mark)
    if mark and _flanks(inside, here):
        return f"{mark * length}{inside}{mark * length}"
    return f"<{element}>{inside}</{element}>"


def _may_stand(mark: str, here: _Here) -> bool:
    if here.written.endswith(mark):
        return False
    if mark in here.marks:
        # Within its like, a mark must not be able to end the outer one, nor run together with its end.
        return mark == "*" and here.written.endswith(" ") and here.after is not None
    return mark != "_" or (here.free_before and here.free_after)


def _flanks(inside: str, here: _Here) -> bool:
    if not inside or _is_blank(inside[0]) or _is_blank(inside[-1]):
        return False
    return (here.free_before or _is_letter(inside[0])) and (here.free_after or _is_letter(inside[-1]))


# GitHub's parser follows CommonMark 0.29, to which symbols such as € are letters; to CommonMark 0.31 they are
# punctuation. Here they count as neither, so both readers agree.
def _is_free(character: str) -> bool:
    kind = unicodedata.category(character)
    return character in string.punctuation or character in "\t\n\r" or kind[0] == "P" or kind == "Zs"


def _is_free_beside(node: Inline | None) -> bool:
    # All that is written begins and ends with punctuation. But GitHub's parser looks through ~ for what is behind it.
    return not isinstance(node, Strikethrough)


def _is_blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character)[0] == "Z"


def _is_letter(character: str) -> bool:
    return character not in string.punctuation and unicodedata.category(character)[0] in "LMN"


_WRITERS: dict[type, Callable[[Any, _Here], str]] = {
    Str: _str,
    Code: _code,
    HardBreak: _hard_break,
    Emphasis: _wrap,
    Strong: _wrap,
    Strikethrough: _wrap,
    Link: _link,
    Image: _image,
    NoteCall: _note_call,
    Anchor: _anchor,
}
"""Writers of inline nodes. Before, spans, foreign words, labels, boxes, cross-references become what they say."""
