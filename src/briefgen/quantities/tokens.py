"""Text → tokens: words, digits with their value, marks, and single letters where a script sets no blanks.

What is no number however it looks (addresses on the net, telephone numbers, 1.2.3) becomes a mark.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Context, Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from briefgen.scripts import CLINGING, CLINGING_SIGN

Kind = Literal["word", "letter", "digits", "dated", "mark"]

MOST_DIGITS = 30
"""No claim rests on a longer number; it is left out."""
ARITHMETIC = Context(prec=3 * MOST_DIGITS, traps=[])
"""Exact for all that can be read; a third is rounded, always in the same way."""


class Token(NamedTuple):
    """A piece of the text. ``text`` is casefolded and in plain typography; ``value`` is that of digits."""

    text: str
    start: int
    end: int
    kind: Kind
    value: Decimal | None = None


# Full-width forms become plain ones, dashes and apostrophes alike: always one character for one.
_PLAIN = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "‐‑‒–−﹣"), "-")
    | dict.fromkeys(map(ord, "‘’‛′"), "'")
    | dict.fromkeys(map(ord, "〜∼"), "~")
    | {0xFFE0: "¢", 0xFFE1: "£", 0xFFE5: "¥", 0xFFE6: "₩"}
)
_ADDRESS = re.compile(
    r"(?:https?|ftp)://[\w!#-'*-;=?@~]+|(?<!\w)www\.[\w!#-'*-;=?@~]+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}|@[A-Za-z_]\w*",
    re.ASCII,
)
_TELEPHONE = re.compile(
    r"(?<!\w)\+\d{1,3}(?:[ .-]{1,2}\(?\d{1,4}\)?){2,6}"
    r"|(?<![\w.,-])(?:\(\d{2,5}\) ?\d{2,4}-\d{3,4}|(?!\d\d-\d\d-\d{4})0\d{1,4}-\d{1,4}-\d{3,4}"
    r"|\d{3}-(?:\d{3}-\d{4}|0\d{3})|\d+(?:-\d+){3,})(?![\w-])"
)

_GLYPHS = "¼½¾⅐-⅞"
_GAPS = "\u00a0\u2007\u2009\u202f'"
"""What parts the thousands, but for points and commas; a common blank may, where no point is known to be decimal."""
_HAN_DIGITS = "〇零一二三四五六七八九"
_SLASHED = "|".join(f"{upper}/{lower}" for lower in range(10, 1, -1) for upper in range(lower - 1, 0, -1))
_DATE = (
    r"(?<![\w.,/-])(?:\d{4}([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3\d{4}|\d{1,2}([/.])\d{1,2}\4\d{2})"
    r"(?![\w/-]|[.,]\d)"
)
_CLOCK = r"(?<![\w:.])\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\d:])|(?<![\w:.])\d{1,2}h[0-5]\d(?!\w)"


@lru_cache(maxsize=8)
def _pattern(letters: bool, spaced: bool, clinging: bool) -> re.Pattern[str]:
    gaps = _GAPS + " " if spaced else _GAPS
    # Of scripts whose words do not stand apart, or to which particles cling, each letter is a token.
    apart = CLINGING if clinging else ""
    letter = rf"|(?P<letter>(?=\w|[\u0e00-\u17ff])[{apart}])" if clinging else ""
    han = f"|(?P<han>[{_HAN_DIGITS}]{{2,}})" if letters else ""
    return re.compile(
        rf"(?P<dated>{_DATE}|{_CLOCK})"
        rf"|(?P<part>(?:(?<![\d.,])\d{{1,3}}\s?)?[{_GLYPHS}]"
        rf"|(?:(?<![\w.,/-])\d{{1,3}} )?(?<![\w.,/-])(?:{_SLASHED})(?![\w/]|[.,-]\d))"
        rf"|(?P<grouped>\d{{1,3}}(?:[{gaps}]\d{{3}})+(?!\d)(?:[.,]\d+)?)"
        rf"|(?P<run>\d+(?:[.,]\d+)*){han}{letter}"
        rf"|(?P<word>(?:(?![{apart}{_GLYPHS}])[^\W\d_][\u0300-\u036f]*)+)"
        r"|(?P<mark>(?P<sign>[^\w\s])(?P=sign)*|\S)"
    )


def plain(text: str) -> str:
    """Return the text in plain typography, of the same length, without addresses and telephone numbers."""
    blanked = _ADDRESS.sub(_blotted, text).translate(_PLAIN)
    return _TELEPHONE.sub(_blotted, blanked)


def _blotted(found: re.Match[str]) -> str:
    return "\0" * len(found[0])


def tokenise(text: str, decimal: str = ".", *, letters: bool = False) -> list[Token]:
    """Split text in plain typography. ``decimal`` is the mark before decimals, or "" where that is not known."""
    tokens: list[Token] = []
    for found in _pattern(letters, decimal != ".", CLINGING_SIGN.may_be_in(text)).finditer(text):
        match found.lastgroup:
            case "word":
                folded = found[0].casefold()
                normal = folded if folded.isascii() else unicodedata.normalize("NFC", folded)
                tokens.append(Token(normal, found.start(), found.end(), "word"))
            case "letter":
                tokens.append(Token(found[0], found.start(), found.end(), "letter"))
            case "mark":
                tokens.append(Token(found[0], found.start(), found.end(), "mark"))
            case _:
                tokens += _figures(found, decimal)
    return tokens


def _figures(found: re.Match[str], decimal: str) -> Iterator[Token]:
    start, words = found.start(), found[0]
    match found.lastgroup:
        case "dated":
            for part in re.finditer(r"\d+", words):
                yield Token(part[0], start + part.start(), start + part.end(), "dated", Decimal(part[0]))
        case "part":
            yield Token(words, start, found.end(), "digits", _part(words))
        case "grouped":
            value = _value(re.sub(f"[ {_GAPS}]", "", words).replace(",", "."))
            yield Token(words, start, found.end(), "digits" if value is not None else "mark", value)
        case "han" if len(words) > 2 or "〇" in words or "零" in words:
            value = _value("".join(str("〇一二三四五六七八九".find(sign.replace("零", "〇"))) for sign in words))
            yield Token(words, start, found.end(), "digits" if value is not None else "mark", value)
        case "han":
            yield Token("数", start, found.end(), "letter")  # 二三人 is two or three.
        case _:
            percent = found.string[found.end() : found.end() + 2].lstrip().startswith("%")
            for first, last, value in _values(words, "." if percent and not decimal else decimal):
                yield Token(
                    words[first:last], start + first, start + last, "digits" if value is not None else "mark", value
                )


def _part(words: str) -> Decimal:
    """Read ½, 2½, 2/3 or 2 1/2."""
    glyph = unicodedata.normalize("NFKC", words[-1]) if "/" not in words else words.split()[-1]
    upper, lower = glyph.replace("\u2044", "/").split("/")
    whole = words[:-1] if "/" not in words else words.rpartition(" ")[0]
    return ARITHMETIC.add(Decimal(whole.strip() or 0), ARITHMETIC.divide(Decimal(upper), Decimal(lower)))


def _value(digits: str) -> Decimal | None:
    return Decimal(digits) if len(digits) <= MOST_DIGITS else None


def _values(run: str, decimal: str) -> Iterator[tuple[int, int, Decimal | None]]:
    """Read digits parted by points and commas: one number, several (5,6,7), or none (1.2.3)."""
    marks = [sign for sign in run if sign in ".,"]
    parts = re.split("[.,]", run)
    if not marks:
        yield 0, len(run), _value(run)
    elif len(set(marks)) == 1 and _grouped(parts, marks[0]) and (len(marks) > 1 or marks[0] != decimal):
        yield 0, len(run), _value("".join(parts))
    elif len(marks) == 1:
        yield 0, len(run), _value(".".join(parts))
    elif marks[-1] not in marks[:-1] and len(set(marks)) == 2 and _grouped(parts[:-1], marks[0]):
        yield 0, len(run), _value("".join(parts[:-1]) + "." + parts[-1])
    elif "," not in marks:
        yield 0, len(run), None
    else:
        for part in re.finditer(r"[^,]+", run):
            for first, last, value in _values(part[0], decimal):
                yield part.start() + first, part.start() + last, value


def _grouped(parts: list[str], mark: str) -> bool:
    """Tell whether the parts can be groups of thousands, or lakhs."""
    first, *middle, last = parts
    if first[0] == "0" or len(last) != 3:
        return False
    if mark == "," and middle and len(first) <= 2 and all(len(part) == 2 for part in middle):
        return True
    return len(first) <= 3 and all(len(part) == 3 for part in middle)
