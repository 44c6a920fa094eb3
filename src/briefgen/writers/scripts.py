"""What the characters of a text say about its writing: its direction, and the language of East Asian runs."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from briefgen.scripts import EAST_ASIAN_SIGN, HAN, HAN_SIGN, HANGUL, HANGUL_SIGN, KANA, KANA_SIGN, MARKS

_BY_SCRIPT = ((KANA_SIGN, "ja"), (HANGUL_SIGN, "ko"), (HAN_SIGN, "zh"))
_RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


def primary(language: str) -> str:
    """Return the first subtag of a language tag: ``zh`` for ``zh-Hant-TW``."""
    return language.partition("-")[0].lower()


def is_rtl(language: str) -> bool:
    """Tell whether a language is written from right to left."""
    return primary(language) in _RTL_LANGUAGES


def direction(text: str) -> str:
    """Return ``rtl`` or ``ltr`` by the first letter that has a direction (as ``dir=auto`` does), or an empty string."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return ""


def runs_against(text: str, *, rtl: bool) -> bool:
    """Tell whether a paragraph runs against the document around it, which is ``rtl`` or not.

    Its first letter says so, and so must twice as many others as speak for the document: a sentence of the document
    that begins with a foreign title stays one of the document.
    """
    ways = [kind == "L" for character in text if (kind := unicodedata.bidirectional(character)) in ("L", "R", "AL")]
    against = sum(way == rtl for way in ways)
    return bool(ways) and ways[0] == rtl and against > 2 * (len(ways) - against)


def set_apart(text: str, *, rtl: bool) -> Iterator[tuple[str, str]]:
    """Split text of a line that is ``rtl`` or not: each piece with the way it runs where it is against the line.

    Such a piece is to be isolated (UAX #9, 2.4.2), or it takes signs and numbers beside it over to its own way: in
    "the paper ARABIC, 2026" the comma and the year would stand on the wrong side of it. A text that runs against the
    line as a whole is one piece, with the signs at its edges. Latin words in a text from right to left are left to
    the algorithm, which keeps the digits of "F-16" with them.
    """
    bare = text.strip()
    if runs_against(bare, rtl=rtl):
        start = text.index(bare)
        yield from ((text[:start], ""), (bare, "ltr" if rtl else "rtl"), (text[start + len(bare) :], ""))
        return
    end = 0
    for found in () if rtl else RTL_RUN.finditer(text):
        yield from ((text[end : found.start()], ""), (found.group(), "rtl"))
        end = found.end()
    yield text[end:], ""


_RTL = "\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
RTL_RUN = re.compile(rf"[{_RTL}]+(?:[\W\d_]*[{_RTL}]+)*")
"""Words of scripts that are written from right to left, with the blanks, digits and signs between them."""


def east_asian_language(text: str, language: str) -> str:
    """Return the language that Chinese characters of a document are taken for.

    They do not tell whose they are, and the shape of many differs between Japanese, Korean and Chinese: a document in
    one of these languages decides, else kana or hangul anywhere in it.
    """
    if primary(language) in ("ja", "ko", "zh"):
        return language
    return next((found for pattern, found in _BY_SCRIPT if pattern.search(text)), "zh")


def runs(text: str, han: str) -> Iterator[tuple[str, str]]:
    """Split text into runs, each with its East Asian language or an empty string; ``han`` is that of plain Chinese."""
    start = 0
    for found in _east_asian().finditer(text) if EAST_ASIAN_SIGN.may_be_in(text) else ():
        language = next((name for pattern, name in _BY_SCRIPT if pattern.search(found.group())), "")
        if not language:
            continue
        if found.start() > start:
            yield text[start : found.start()], ""
        same = language == "zh" or language == primary(han)
        yield found.group(), han if same else language
        start = found.end()
    if start < len(text):
        yield text[start:], ""


@cache
def _east_asian() -> re.Pattern[str]:
    return re.compile(f"[{KANA}{HANGUL}{HAN}{MARKS}]+")


def last_character(text: str) -> int:
    """Return where the last character of a text begins, if it can be set apart from those before it; else the end.

    Letters that join their neighbours, and marks that stand on them, cannot.
    """
    last = text[-1:]
    joined = unicodedata.bidirectional(last) == "AL" or unicodedata.category(last)[0] == "M" if last else True
    return len(text) if joined or last.isspace() else len(text) - 1


def is_rtl_letter(character: str) -> bool:
    """Tell whether a character is a letter of a script that is written from right to left."""
    return unicodedata.bidirectional(character) in ("R", "AL")
