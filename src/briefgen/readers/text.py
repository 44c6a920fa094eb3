"""A plain text file → its text."""

import re

from briefgen.problems import BriefgenError, Place, Problem
from briefgen.readers.origin import Origin
from briefgen.yamlfile import decode

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32"}
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_KANA = re.compile("[ぁ-ん]")
_LEGACY = (("cp932", "Shift-JIS (cp932)"), ("euc_jp", "EUC-JP"))
_AS_UTF8 = "save the file as UTF-8 (in Windows Notepad: Save as, Encoding: UTF-8)"


def read(data: bytes, origin: Origin) -> str:
    """Return the text of a file, which is UTF-8, or UTF-16 where a mark at its beginning says so.

    Raises BriefgenError for other encodings, and for a file that is no text.
    """
    for mark in sorted(_MARKS, key=len, reverse=True):
        if data.startswith(mark):
            data = _recoded(data, _MARKS[mark], origin)
            break
    _refuse_unmarked(data, origin)
    try:
        text = decode(data, origin.name)
    except BriefgenError as error:
        raise BriefgenError(_with_encoding(problem, data) for problem in error.problems) from None
    if "\0" in text:
        before = text[: text.index("\0")]
        place = Place(origin.name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = "found the character U+0000, which no text holds"
        raise BriefgenError([Problem(place, "bad-character", message, "is this a text file?")])
    return text


def _recoded(data: bytes, encoding: str, origin: Origin) -> bytes:
    try:
        return data.decode(encoding).encode()
    except UnicodeError:
        message = f"the file begins as {encoding.upper()} text and goes on as something else, expected UTF-8 text"
        raise origin.refusal("not-utf-8", message, _AS_UTF8) from None


def _refuse_unmarked(data: bytes, origin: Origin) -> None:
    """Raise BriefgenError for UTF-16 without a mark, in which every other byte of Western text is 0."""
    head = data[:4096]
    few, many = sorted((head[::2].count(0), head[1::2].count(0)))
    if many * 4 > len(head) > 3 and few * 10 <= many:
        message = "the file is UTF-16 text without a mark at its beginning, expected UTF-8"
        raise BriefgenError([Problem(Place(origin.name, 1, 1), "not-utf-8", message, _AS_UTF8)])


def _with_encoding(problem: Problem, data: bytes) -> Problem:
    """Name the encoding that a file seems to have."""
    if problem.code != "not-utf-8" or not (seems := _encoding(data)):
        return problem
    message = f"{problem.message}; the file seems to be {seems}"
    return Problem(problem.place, problem.code, message, problem.remedy)


def _encoding(data: bytes) -> str:
    shown = data.decode(errors="replace")
    wrong = shown.count("\ufffd")
    if len(_BEYOND_ASCII.findall(shown)) > 2 * wrong:
        return ""  # UTF-8, with a wrong byte here and there.
    for encoding, name in _LEGACY:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_KANA.findall(text)) * 10 > len(_BEYOND_ASCII.findall(text)):
            return name
    return "Windows-1252 or Latin-1" if wrong * 4 < len(shown) else ""
