"""What a rendering prints, piece by piece, each with the line of the template that prints it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from jinja2 import TemplateRuntimeError

MOST_CHARACTERS = 2_000_000
"""What a template may print where nothing else is said: about a thousand pages."""


class TooMuch(TemplateRuntimeError):
    """A template prints more than it may."""


class Chunk(str):
    """A piece of what a template prints."""

    file: str
    line: int
    own: bool
    """Whether it stands in the template, or is a value; not that of a macro or a block, which knows its own lines."""
    __slots__ = ("file", "line", "own")

    def __new__(cls, text: str, file: str, line: int, *, own: bool = True) -> "Chunk":
        """Make a piece that the given line of a file prints."""
        self = super().__new__(cls, text)
        self.file = file
        self.line = line
        self.own = own
        return self


@dataclass
class Trail:
    """The pieces of one rendering."""

    most: int = MOST_CHARACTERS
    length: int = 0
    _joined: dict[str, tuple[Chunk, ...]] = field(default_factory=dict)
    """What macros and captured blocks are made of. Two that print the same share the lines of the later one."""

    def count(self, text: str) -> None:
        """Count the characters of a piece. Raises TooMuch."""
        self.length += len(text)
        if self.length > self.most:
            raise TooMuch(f"the template prints more than {self.most:,} characters: is there a loop too many?")

    def keep(self, text: str, parts: Iterable[str]) -> None:
        """Remember what a text was put together from."""
        self._joined[text] = tuple(self.spread(parts))

    def spread(self, parts: Iterable[str]) -> Iterator[Chunk]:
        """Yield the pieces of a text, those of macros and captured blocks in their place."""
        last = Chunk("", "", 0)
        for part in parts:
            made = None if isinstance(part, Chunk) and part.own else self._joined.get(part)
            if made is not None:
                yield from made
            elif isinstance(part, Chunk):
                last = part
                yield part
            else:
                yield Chunk(part, last.file, last.line)


_current: ContextVar[Trail | None] = ContextVar("trail", default=None)


@contextmanager
def following(trail: Trail) -> Iterator[Trail]:
    """Follow what is printed inside the ``with`` block."""
    token = _current.set(trail)
    try:
        yield trail
    finally:
        _current.reset(token)


def chunk(text: str, file: str, line: int, *, own: bool = True) -> Chunk:
    """Make a piece, and count it."""
    trail = _current.get()
    if trail is not None:
        trail.count(text)
    return Chunk(text, file, line, own=own)


def joined(parts: Iterable[str]) -> str:
    """Put pieces together, and remember that."""
    parts = list(parts)
    text = "".join(parts)
    trail = _current.get()
    if trail is not None and text:
        trail.keep(text, parts)
    return text
