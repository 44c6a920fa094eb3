"""What Markdown drops or swallows without a word: cells beyond a table's columns, and blocks that nothing closes."""

import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from briefgen.origins import Origins
from briefgen.problems import Problem, clip

_CLOSED = {"container_named_open": "container", "fence": "code block"}
_MARGIN = re.compile(r"^[ \t>]*")


def losses(
    tokens: Sequence[Token], lines: Sequence[str], origins: Origins, shown: Callable[[str], str]
) -> Iterator[Problem]:
    """Report them. ``shown`` puts the words of their values in the place of placeholders."""
    yield from _swallowed(tokens, lines, origins, shown)
    yield from _dropped(tokens, lines, origins, shown)


def _swallowed(
    tokens: Sequence[Token], lines: Sequence[str], origins: Origins, shown: Callable[[str], str]
) -> Iterator[Problem]:
    """Report what runs on to the end of the document, or of what it stands in."""
    taken: set[int] = set()
    around: list[Token] = []
    for token in tokens:
        if token.type == "container_named_close":
            around.pop()
        elif token.type == "container_named_open":
            around.append(token)
        what = _CLOSED.get(token.type)
        if not what or not token.map:
            continue
        # A container ends before its closing line, a code block behind it.
        last = token.map[1] - (token.type == "fence")
        line = _MARGIN.sub("", lines[last]).rstrip() if token.map[0] < last < len(lines) else ""
        if last not in taken and line.startswith(token.markup) and not line.strip(token.markup[0]):
            taken.add(last)
            continue
        if outer := _cut_short(token, around):
            code = "container-not-closed"
            said = f"'{token.markup} {token.info.strip()}' stands in '{outer.markup} {outer.info.strip()}', "
            said += f"which has no more colons: the first '{token.markup}' ends the outer one"
            remedy = f"begin and end the outer one with '{token.markup}:'"
            yield Problem(origins.place(outer.map[0] if outer.map else 0), code, said, remedy)
            continue
        message = f"the {what} '{clip(shown(f'{token.markup} {token.info.strip()}').strip())}' is not closed"
        remedy = f"end it with a line '{token.markup}'"
        if what == "container":
            remedy += "; a container around another one needs more colons than that"
        yield Problem(origins.place(token.map[0]), f"{what.split()[0]}-not-closed", message, remedy)


def _cut_short(token: Token, around: Sequence[Token]) -> Token | None:
    """Return the container around one that ended it, since it has no more colons."""
    outer = around[-2] if token.type == "container_named_open" and len(around) > 1 else None
    return outer if outer and len(outer.markup) <= len(token.markup) else None


def _dropped(
    tokens: Sequence[Token], lines: Sequence[str], origins: Origins, shown: Callable[[str], str]
) -> Iterator[Problem]:
    """Report the rows with more cells than the head of their table."""
    columns = 0
    for token in tokens:
        if token.type == "thead_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and columns and token.map:
            cells = _cells(lines[token.map[0]])
            if any(cell.strip() for cell in cells[columns:]):
                row = clip(shown(" | ".join(cell.strip() for cell in cells)))
                message = f"the row '{row}' has {len(cells)} cells, its table {columns} columns"
                remedy = "add a column to the head, or write '\\|' for a '|' that is no border"
                yield Problem(origins.place(token.map[0]), "table-row-too-long", message, remedy)


def _cells(line: str) -> list[str]:
    """Split a row as Markdown does."""
    cells = escapedSplit(_MARGIN.sub("", line).strip())
    return cells[cells[0] == "" : len(cells) - (cells[-1] == "" and len(cells) > 1)]
