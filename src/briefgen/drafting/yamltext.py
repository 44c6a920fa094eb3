"""Any text as YAML that a person can read and edit: plain where that is safe, folded where it is long."""

import re
import unicodedata
from collections.abc import Iterator

from briefgen.drafting.clauses import one_line
from briefgen.scripts import BLANKLESS

WIDTH = 112
"""Columns of a line."""
_PLAIN = re.compile(r"[^\W_](?:[^:#\n\"'`{}\[\]|>%@&*!\\]|:(?=[^\s:])|['’\]\[](?=\w))*")
"""What YAML reads as it stands: begins with a letter or digit, without the signs that might be taken for YAML's own."""
_WORDS_OF_YAML = re.compile(
    r"(?:~|null|true|false|yes|no|on|off|y|n|[-+.\d_:eExXoO,]+|\d[\d:. tTzZ+-]*)", re.IGNORECASE
)
_ESCAPED = re.compile('[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff"\\\\]')
_PIECE = re.compile(rf"[{BLANKLESS}]|[^\s{BLANKLESS}]+|\s+")


def scalar(text: str) -> str:
    """Return text as a scalar on one line."""
    line = one_line(text)
    plain = _PLAIN.fullmatch(line) and not _WORDS_OF_YAML.fullmatch(line) and not line.endswith(":")
    return line if plain else quoted(line)


def quoted(text: str) -> str:
    """Return text between quotation marks; these stand everywhere, in a list on one line too."""
    line = one_line(text)
    if '"' in line and not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]", line):
        return "'" + line.replace("'", "''") + "'"
    return '"' + _ESCAPED.sub(_escape, line) + '"'


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    return f"\\{sign}" if sign in '"\\' else f"\\u{ord(sign):04x}"


def entry(key: str, text: str, indent: int) -> Iterator[str]:
    """Yield the lines of ``key: text``; a long text is folded, which needs no quotation marks."""
    head = f"{' ' * indent}{key}:"
    line = one_line(text)
    inner = " " * (indent + 2)
    if columns(f"{head} {line}") <= WIDTH or "  " in line or not _may_fold(line):
        yield f"{head} {scalar(line)}"
        return
    yield f"{head} >-"
    yield from (inner + part for part in _folded(line, WIDTH - len(inner)))


def _may_fold(line: str) -> bool:
    """Tell whether text reads back as it was: it needs blanks to break at, and signs that YAML takes as they are."""
    return " " in line and line[0] not in " \t" and not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]", line)


def _folded(line: str, width: int) -> Iterator[str]:
    """Break text at its blanks only: YAML puts a blank where a line ends."""
    part = ""
    for word in line.split(" "):
        if part and columns(part) + 1 + columns(word) > width:
            yield part
            part = word
        else:
            part = f"{part} {word}" if part else word
    yield part


def comment(text: str, indent: int = 0, head: str = "") -> Iterator[str]:
    """Yield text as comment lines, which no text can get out of; further lines stand under the words of the first."""
    margin = f"{' ' * indent}# "
    part, first = head, True
    width = max(WIDTH - len(margin), 40)
    for found in _PIECE.finditer(one_line(text)):
        piece = " " if found[0].isspace() else found[0]
        if part.strip() and columns(part) + columns(piece) > width:
            yield (margin + part).rstrip()
            part, first = " " * min(columns(head), 12), False
            if piece == " ":
                continue
        part += piece
    if part.strip() or first:
        yield (margin + part).rstrip()


def columns(text: str) -> int:
    """Return how many columns a text takes in an editor."""
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
