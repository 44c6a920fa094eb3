"""A PDF → its text. Runs in a process of its own, ``python -m briefgen.readers.pages``, which its caller can end.

The file comes on standard input; on standard output goes a JSON object with ``text`` or ``refused``.
"""

import ctypes
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from briefgen.processes import following
from briefgen.readers import LIMIT_CHARACTERS
from briefgen.readers.lines import Line, Page, paragraphs

LIMIT_SECONDS = 60
LIMIT_MEMORY = 3 * 1024**3


@dataclass(frozen=True, slots=True)
class Letter:
    """A character of a page: where it begins and ends along its line, and the line's place."""

    character: str
    left: float
    right: float
    baseline: float
    size: float
    """Its height; 0 for a blank that the file does not hold and the gap between words says."""


def text_of(data: bytes) -> str:
    """Return the text of a PDF, whose paragraphs stand apart by a blank line.

    Raises pypdfium2.PdfiumError for a file that cannot be opened, and OverflowError for more than a document holds.
    """
    import pypdfium2

    pages = []
    count = 0
    with pypdfium2.PdfDocument(data) as document:
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                continue  # One page is broken, and the others are not.
            letters = list(_letters(page))
            count += len(letters)
            if count > LIMIT_CHARACTERS:
                raise OverflowError
            width, height = page.get_size()
            page.close()
            pages.append(Page(tuple(lines_of(upright(letters, width))), height))
    return "\n\n".join(paragraphs(pages))


def _letters(page: Any) -> Iterator[Letter]:
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    text = page.get_textpage()
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    first = 0
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:  # The first half of a character.
            first = code - 0xD800
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + (first << 10) + code - 0xDC00
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        made = pdfium.FPDFText_IsGenerated(text, index) == 1
        character = "-" if pdfium.FPDFText_IsHyphen(text, index) == 1 else chr(code)
        yield Letter(character, box.left, box.right, y.value, 0 if made else abs(box.top - box.bottom))
    text.close()


# --- Lines ------------------------------------------------------------------------------------------------------------
_APART = 2.5
"""Letters between the cells of a row, and more than between the words of a line that fills its column."""


def upright(letters: list[Letter], width: float) -> list[Letter]:
    """Turn the letters of a page whose lines run up or down, as those of Japanese do; leave others as they are."""
    steps = [
        (letter.left - before.left, letter.baseline - before.baseline)
        for before, letter in pairwise(letter for letter in letters if letter.size)
    ]
    turned = [down for across, down in steps if abs(down) > abs(across)]
    if len(turned) * 2 <= len(steps):
        return letters
    way = 1 if sum(turned) > 0 else -1
    return [
        Letter(
            letter.character,
            way * letter.baseline,
            way * letter.baseline + letter.size,
            letter.left if way < 0 else width - letter.left,
            letter.size,
        )
        for letter in letters
    ]


def lines_of(letters: Iterable[Letter]) -> Iterator[Line]:
    """Gather letters that stand on one line."""
    line: list[Letter] = []
    for letter in letters:
        first = next((one for one in line if one.size), None)
        if first and letter.size and abs(letter.baseline - first.baseline) > max(first.size, letter.size) / 2:
            yield from _line(line)
            line = []
        line.append(letter)
    yield from _line(line)


def _line(letters: list[Letter]) -> Iterator[Line]:
    seen = [letter for letter in letters if letter.size and not letter.character.isspace()]
    if not seen:
        return
    size = median(letter.size for letter in seen)
    words = _words(letters, _APART * size)
    gaps = [following[0].left - word[-1].right for word, following in pairwise(words)]
    stretched = len(gaps) > 1 and max(gaps) - min(gaps) < size / 2
    joints = ["\t" if gap > _APART * size and not stretched else " " for gap in gaps]
    parts = ("".join(letter.character for letter in word) for word in words)
    text = "".join(part + joint for part, joint in zip(parts, [*joints, ""], strict=True))
    left, right = min(letter.left for letter in seen), max(letter.right for letter in seen)
    yield Line(text, left, right, median(letter.baseline for letter in seen), size, "\t" in joints)


def _words(letters: Iterable[Letter], gap: float) -> list[list[Letter]]:
    """Part letters at blanks, and where a gap stands that is wider than those."""
    words: list[list[Letter]] = [[]]
    for letter in letters:
        blank = not letter.size or letter.character.isspace()
        if words[-1] and (blank or letter.left - words[-1][-1].right > gap):
            words.append([])
        if not blank:
            words[-1].append(letter)
    return [word for word in words if word]


# --- The process ------------------------------------------------------------------------------------------------------
def main() -> None:
    """Read a PDF from standard input, within limits of time and memory."""
    _limit()
    data = sys.stdin.buffer.read()
    try:
        with following(sys.stdout.fileno()):  # Should the caller be killed.
            answer = {"text": text_of(data)}
    except ImportError:
        answer = {"refused": "missing"}
    except (MemoryError, OverflowError):
        answer = {"refused": "too-large"}
    except Exception as error:
        # A file may be broken in any way; this is what the process is for.
        answer = {"refused": "protected" if getattr(error, "err_code", 0) in _PROTECTED else "broken"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


_PROTECTED = {4, 5}
"""PDFium's FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY."""


def _limit() -> None:
    try:
        import resource
    except ImportError:  # On Windows; the caller's clock is a limit in any case.
        return
    for what, most in ((resource.RLIMIT_CPU, LIMIT_SECONDS), (resource.RLIMIT_AS, LIMIT_MEMORY)):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
