"""The tags of a template, ``{{ … }}``, ``{% … %}`` and ``{# … #}``, one by one, whether they fit together or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Said = tuple[int, int, str, str]
"""Of a mistake: line, column, message, remedy."""
OPENING = re.compile(r"\{\{|\{%|\{#")
CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_STRING = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"")
_WORD = re.compile(r"[-+]?\s*([A-Za-z_]\w*)")


@dataclass(frozen=True)
class Tag:
    """One tag."""

    opening: str
    body: str = field(repr=False)
    """What stands between its marks."""
    start: int
    end: int
    line: int
    column: int
    closed: bool = True

    @property
    def word(self) -> str:
        """The word that a ``{% %}`` begins with: ``for``."""
        found = _WORD.match(self.body.strip()) if self.opening == "{%" else None
        return found.group(1) if found else ""

    @property
    def rest(self) -> str:
        """What stands behind that word."""
        found = _WORD.match(self.body.strip())
        return self.body.strip()[found.end() :].rstrip("-+").strip() if found else self.body

    @property
    def shown(self) -> str:
        """How a message shows it."""
        words = " ".join(self.body.split())
        words = words if len(words) <= 40 else f"{words[:39]}…"
        return f"{self.opening} {words.strip('-+ ')} {CLOSING[self.opening] if self.closed else ''}".strip()


def tags(text: str) -> Iterator[Tag]:
    """Yield the tags of a template in their order. What stands in ``{% raw %}`` is none."""
    position = 0
    while found := OPENING.search(text, position):
        start = found.start()
        line = text.count("\n", 0, start) + 1
        column = start - text.rfind("\n", 0, start)
        end = _end(text, found.end(), found.group())
        closed = end is not None
        stop = end if end is not None else _broken_end(text, found.end())
        body = text[found.end() : stop - 2 * closed]
        tag = Tag(found.group(), body, start, stop, line, column, closed)
        yield tag
        position = stop
        if tag.word == "raw":
            close = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}").search(text, stop)
            position = close.start() if close else len(text)


def _end(text: str, position: int, opening: str) -> int | None:
    """Return where a tag ends; None where another one begins first, or the text ends."""
    closing = CLOSING[opening]
    if opening == "{#":
        at = text.find(closing, position)
        return at + 2 if at >= 0 else None
    depth = 0
    while position < len(text):
        quoted = _STRING.match(text, position)
        if quoted:
            position = quoted.end()
            continue
        if text.startswith(closing, position) and not (depth and closing == "}}"):
            return position + 2
        if OPENING.match(text, position) and not (depth and text[position : position + 2] == "{{"):
            return None
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        position += 1
    return None


def _broken_end(text: str, position: int) -> int:
    """Return where a tag ends that is not closed: with its line, or before the next tag."""
    line = text.find("\n", position)
    other = OPENING.search(text, position)
    return min(at for at in (line if line >= 0 else len(text), other.start() if other else len(text)))
