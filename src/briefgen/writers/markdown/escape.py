"""Text → Markdown that reads back as that text, whatever it holds.

One rule a kind of mark, all of them tried at once on the text as it was. A rule escapes where a reader could take the
mark for one, and leaves it alone where none can, so that ``R&D``, ``snake_case`` and ``$5`` stay readable.
"""

import re
from collections.abc import Callable
from enum import Flag, auto
from functools import lru_cache


class At(Flag):
    """Where a run of text stands, as far as that decides what is a mark in it."""

    ANYWHERE = 0
    LINE_START = auto()
    LINE_END = auto()
    HEADING_END = auto()
    AFTER_CALL = auto()
    """Behind the call of a note: ``[^1](`` would begin an address, ``[^1]:`` the text of a note."""
    BEFORE_BRACKET = auto()
    """Before a link or the call of a note: ``![`` would begin a picture."""
    LIVE = auto()
    """In the running text, where GitHub makes links and pictures out of words. (Not in the words of a picture.)"""


def _backslash(mark: str) -> str:
    return f"\\{mark}"


def _reference(character: str) -> str:
    return "&nbsp;" if character == "\xa0" else f"&#{ord(character)};"


def _split(mark: str) -> str:
    # GitHub looks for these in the text that comes out of the parser, where a backslash is gone: only a node between
    # the characters keeps them apart, and a comment is the one that shows nothing.
    return f"{mark}<!-- -->"


_PICTURE = r":(?=[a-z0-9_+-]*[a-z][a-z0-9_+-]*:|[+-]1:|100:|1234:)"
_BLANK = "[ \t\n\r\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"

_RULES: tuple[tuple[At, str, Callable[[str], str]], ...] = (
    # Readers strip lines; a tab or a line end would be layout.
    (At.LINE_START, rf"\A{_BLANK}", _reference),
    (At.LINE_END, rf"{_BLANK}\Z", _reference),
    (At.ANYWHERE, r"[\t\n\r]", _reference),
    # GitHub's names of pictures (:tada:, :100:) and its links to bare mail addresses.
    (At.LIVE, _PICTURE, lambda mark: _split(_backslash(mark))),
    (At.LIVE, r"(?<=[\w.+-])@(?=[\w.-])", _split),
    # Bare web addresses.
    (At.LIVE, r":(?=//)|(?i:(?<=www)\.)", _backslash),
    # What only the first characters of a line can be: lists, headings, quotations, definitions, rows of tables,
    # lines under headings.
    (At.LINE_START, r"\A(?:[>:|=]|[-+](?=[ :=|-]|\Z)|#(?=#{0,5}(?: |\Z)))", _backslash),
    (At.LINE_START, r"\A[0-9]{1,9}[.)](?=[ ]|\Z)", lambda mark: f"{mark[:-1]}\\{mark[-1]}"),
    (At.HEADING_END, r"#\Z", _backslash),
    (At.AFTER_CALL, r"\A[(:]", _backslash),
    (At.BEFORE_BRACKET, r"!\Z", _backslash),
    (At.ANYWHERE, r"[\\`*\[\]~]", _backslash),
    # [^ begins the call of a note, also where the bracket is that of a link.
    (At.ANYWHERE, r"\A\^", _backslash),
    # An underscore within a word is no mark.
    (At.ANYWHERE, r"(?<![^\W_])_|_(?![^\W_])", _backslash),
    (At.ANYWHERE, r"<(?=[A-Za-z/!?]|\Z)", _backslash),
    (At.ANYWHERE, r"&(?=#?\w+;)", _backslash),
    # Mathematics on GitHub and in pandoc. No dollar sign behind a blank or before a digit ends a formula, and as long
    # as none ends, none begins.
    (At.ANYWHERE, r"\$(?=[$`])|(?<=\$)\$|(?<! )\$(?![0-9])", _backslash),
)


@lru_cache(maxsize=64)
def _pattern(at: At) -> tuple[re.Pattern[str], tuple[Callable[[str], str], ...]]:
    rules = [(regex, change) for where, regex, change in _RULES if where in at]
    return re.compile("|".join(f"({regex})" for regex, _ in rules)), tuple(change for _, change in rules)


def text(words: str, at: At = At.LIVE) -> str:
    """Escape a run of text."""
    pattern, changes = _pattern(at)
    return pattern.sub(lambda found: changes[(found.lastindex or 1) - 1](found.group()), words)


_ENTITY = re.compile(r"&(?=#?\w+;)")
_STRIPPED = re.compile(r"[\t\n\r]|\A | \Z")
_QUOTED = r'[\\"]'
_ANGLED = re.compile(r"[ <>\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9.+-]{1,31}:[!-;=?-\[\]-~]*")


def address(href: str) -> str:
    """Write the address of a link or a picture."""
    if not href or _ANGLED.search(href):
        return "<" + _literal(href, r"[\\<>]") + ">"
    return _literal(href, r"[\\()]")


def title(words: str) -> str:
    """Write the title of a link or a picture, with the blank before it; nothing for none."""
    # cmark takes \\" at the end of a title for an escaped quotation mark when another one follows on the line.
    ending = "&#92;" if words.endswith("\\") else ""
    return f' "{_literal(words[:-1] if ending else words, _QUOTED)}{ending}"' if words else ""


def info(language: str) -> str:
    """Write the language of a code block."""
    return _literal(language, r"[\\]")


def is_autolink(href: str) -> bool:
    """Tell whether an address can stand as ``<address>``, which knows no escapes."""
    return bool(_AUTOLINK.fullmatch(href)) and not re.search(f"{_PICTURE}|{_ENTITY.pattern}", href)


def _literal(words: str, marks: str) -> str:
    # Not \&: cmark, which GitHub uses, resolves entities in addresses before it looks at backslashes.
    words = _ENTITY.sub("&amp;", re.sub(marks, r"\\\g<0>", words))
    return _STRIPPED.sub(lambda found: _reference(found.group()), words)
