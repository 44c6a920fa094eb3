"""The bytes of a text file → its text: UTF-8, with one kind of line end, and without what no document can hold."""

import heapq
import re
from itertools import islice

from briefgen.problems import BriefgenError, Place, Problem
from briefgen.values import character_name, refused_character, refused_characters, replace_refused

LIMIT_BYTES = 8 * 1024 * 1024
MOST_CHARACTERS = 20
"""Characters that are reported one by one."""

_BOM = "\ufeff"


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of a text file. Raises BriefgenError when they are not UTF-8 text."""
    if len(data) > LIMIT_BYTES:
        size = f"{len(data) / 1024 / 1024:.0f} MB, expected at most {LIMIT_BYTES // 1024 // 1024} MB"
        raise _error(Place(name), "file-too-large", f"the file has {size}", "is this the right file?")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2]:
        raise _error(Place(name, 1, 1), "not-utf-8", "the file is UTF-16 text, expected UTF-8", _SAVE)
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return _lines(data.decode())
    except UnicodeDecodeError as error:
        before = _lines(data[: error.start].decode())
        place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        byte = f"0x{data[error.start]:02X}"
        raise _error(place, "not-utf-8", f"found the byte {byte}, expected UTF-8 text", _SAVE) from None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


_SAVE = "save the file as UTF-8 (in Windows Notepad: Save as, Encoding: UTF-8)"


def printable(text: str) -> str:
    """Name the characters of somebody's text that no terminal should be sent."""
    while bad := refused_character(text):
        text = text.replace(text[bad[0]], f"<{bad[1]}>")
    return text


def without_refused(text: str, name: str) -> tuple[str, list[Problem]]:
    """Report the characters that no document can hold, and put U+FFFD in their places so that reading goes on."""
    marks = ((found.start(), character_name(_BOM)) for found in re.finditer(_BOM, text))
    every = heapq.merge(refused_characters(text), marks)
    problems = []
    for offset, shown in islice(every, MOST_CHARACTERS):
        line = text.count("\n", 0, offset) + 1
        place = Place(name, line, offset - text.rfind("\n", 0, offset))
        problems.append(
            Problem(place, "bad-character", f"found the character {shown}, which no document can hold", "delete it")
        )
    if next(every, None):
        message = f"found more than {MOST_CHARACTERS} characters that no document can hold"
        problems.append(Problem(Place(name), "bad-character", message, "is this a text file?"))
    return replace_refused(text).replace(_BOM, ""), problems


def _error(place: Place, code: str, message: str, remedy: str = "") -> BriefgenError:
    return BriefgenError([Problem(place, code, message, remedy)])
