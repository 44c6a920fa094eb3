"""What all parts of the HTML share: the state of the document, text, attributes, languages and directions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape as _escape

from briefgen.design import Design
from briefgen.document import Note
from briefgen.nodes import Foreign, Node, plain
from briefgen.writers.scripts import is_rtl, primary, runs, runs_against, set_apart

Marks = Callable[[Node | Note], Mapping[str, str]]
"""Attributes by node, such as ``data_notes``; of a note, those of the link back to its mark."""


@dataclass
class State:
    """What a part of the document needs to know about the rest of it."""

    design: Design
    notes: Mapping[int, Note]
    picture: Callable[[str], str | None]
    marks: Marks
    at_foot: bool
    language: str
    han: str
    called: set[int] = field(default_factory=set)
    """Notes that have been called so far."""
    containers: list[str] = field(default_factory=list)
    in_note: bool = False
    wide: bool = False
    """Whether this stands on pages set broadside."""
    rtl: bool = False
    """Whether the block around is written from right to left."""


def escape(text: str) -> str:
    """Escape text for an element or a quoted attribute. A carriage return would be read back as a line feed."""
    return _escape(text).replace("\r", "&#13;")


def text(state: State, words: str) -> str:
    """Escape text; name the language of its East Asian runs, and set apart what runs against the line around it."""
    if words.isascii() and not state.rtl:
        return escape(words)
    pieces = ((escaped_runs(piece, state.language, state.han), way) for piece, way in set_apart(words, rtl=state.rtl))
    return "".join(f'<span dir="{way}">{piece}</span>' if way else piece for piece, way in pieces)


def escaped_runs(text: str, own: str, han: str) -> str:
    """Escape text in a language of its own, and name that of its East Asian runs where it is another one.

    ``han`` is the language of Chinese characters that do not tell theirs.
    """
    if text.isascii():
        return escape(text)
    named = ((escape(run), "" if primary(language) == primary(own) else language) for run, language in runs(text, han))
    return "".join(f'<span lang="{language}">{run}</span>' if language else run for run, language in named)


def attributes(**values: str) -> str:
    """Write attributes, without the empty ones."""
    return "".join(f' {name.strip("_").replace("_", "-")}="{escape(value)}"' for name, value in values.items() if value)


def marked(state: State, node: Node, **values: str) -> str:
    """Write the attributes of the element of a node, and those that whoever asked for the HTML gives it."""
    return attributes(**values, **state.marks(node))


def direction_of(state: State, nodes: Sequence[Node]) -> str:
    """Return the direction of a block where it is not that of what is around it, else an empty string."""
    return ("ltr" if state.rtl else "rtl") if runs_against(plain(tuple(nodes)), rtl=state.rtl) else ""


def spoken(state: State, node: Foreign) -> str:
    """Write the attributes of words in another language; they are set apart where they run against the line."""
    rtl = is_rtl(node.language)
    return attributes(lang=node.language, dir=("rtl" if rtl else "ltr") if rtl != state.rtl else "")


@contextmanager
def turned(state: State, direction_: str) -> Iterator[None]:
    """Remember the direction of a block while what is in it is written."""
    around, state.rtl = state.rtl, direction_ == "rtl" if direction_ else state.rtl
    yield
    state.rtl = around


@contextmanager
def speaking(state: State, node: Foreign) -> Iterator[None]:
    """Remember the language of words while they are written."""
    around = state.language, state.han, state.rtl
    state.language, state.rtl = node.language, is_rtl(node.language)
    state.han = node.language if primary(node.language) in ("ja", "ko", "zh") else state.han
    yield
    state.language, state.han, state.rtl = around
