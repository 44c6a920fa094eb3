"""The words of a Word file and of the PDF of the same document, read by poppler: none more, none less, none elsewhere.

``tests/test_parity.py`` reads the PDF by its structure, as a screen reader does. This reads what stands on its pages,
as a search or a copy does, so that a fault in the structure and a fault in the text cannot cover each other.

What stands in the margins is cut off, by the margins of the Word file: marking, title and page number repeat there.
Of a title that is too long for its line the rest reaches into the page; such words may be there more often.
Lines that run from right to left come out of poppler in another order, and words of such a page joined where they were
apart, unless it is asked for the order of the file (``-raw``). So documents with such words are read in that way only,
and of blocks with such words the words are held against each other, and not their order.
"""

import io
import itertools
import re
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import pikepdf

import reading_back

_W = reading_back.W
_BLANKLESS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
_WORD = re.compile(rf"[{_BLANKLESS}]|[^\W\d_{_BLANKLESS}]+")
"""A word; of scripts that are written without blanks a letter."""

_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u2010\u2011](?=([^\W\d_]+))")
"""Two words with a hyphen between them; of three, each two."""
_LAM_ALEF = re.compile("[\u0622\u0623\u0625\u0627\u0644]{2,}")
"""Lam and alef are one glyph, of which poppler, going from right to left, gives the letters in the wrong order."""
_TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def differences(docx: bytes, pdf: Path) -> list[str]:
    """Return what the two do not have in common."""
    read = reading_back.word(docx)
    body, notes = [reading_back.CALL.sub(_number, block.text) for block in read.blocks], read.notes.values()
    raw, whole = poppler(pdf, docx, "-raw"), " ".join([*body, *notes])
    said, mark = words(whole), "".join(words(_watermark(docx)))
    heads = _repeated([_running(docx), *(block.text for block in read.blocks if "[0," in block.kind)], pdf)
    compounds = {"".join(words(f"{one} {other}")) for one, other in _HYPHENATED.findall(whole)}
    found = {
        "default": () if _is_rtl(whole) else _more_or_less(said, words(poppler(pdf, docx)), heads, mark, compounds),
        "raw": _more_or_less(said, words(raw), heads, mark, compounds),
        "order": _elsewhere(words(" ".join(block for block in body if not _is_rtl(block))), words(raw)),
        "numbers": _numbers_lost(whole, raw),
    }
    return [f"{name}: {one}" for name, all_ in found.items() for one in all_]


def _repeated(heads: Iterable[str], pdf: Path) -> Counter[str]:
    """Return how often the words of heads may stand in the PDF once more: on each page but the first."""
    with pikepdf.open(pdf) as file:
        again = len(file.pages) - 1
    return Counter({word: count * again for word, count in Counter(words(" ".join(heads))).items()})


def _number(call: "re.Match[str]") -> str:
    return f" {call.group()[2:-1]} "


def words(text: str) -> list[str]:
    """Return the words of a text, in small letters, for a style may set capitals, and without what cannot be seen."""
    turned = _TURNS.sub(" ", text)  # poppler writes them where the direction changes, and no blank
    seen = "".join(character for character in turned if unicodedata.category(character) != "Cf")
    plain = unicodedata.normalize("NFKC", seen).casefold()
    return _WORD.findall(_LAM_ALEF.sub(lambda found: "".join(sorted(found.group())), plain))


def poppler(pdf: Path, docx: bytes, *options: str) -> str:
    """Return what stands on the pages of a PDF, without the margins that pages of that kind have in the Word file."""
    with pikepdf.open(pdf) as file:
        sizes = [(float(page.mediabox[2]), float(page.mediabox[3])) for page in file.pages]
    margins = _margins(docx)
    read = []
    for size, pages in itertools.groupby(enumerate(sizes, 1), key=lambda numbered: numbered[1]):
        numbers = [number for number, _ in pages]
        (width, height), (above, below) = size, margins[size[0] > size[1]]
        area = {"-x": 0, "-y": above, "-W": width, "-H": height - above - below, "-f": numbers[0], "-l": numbers[-1]}
        given = [str(part) for name, value in area.items() for part in (name, round(value))]
        command = ["pdftotext", "-enc", "UTF-8", *given, *options, str(pdf), "-"]
        read.append(subprocess.run(command, capture_output=True, check=True).stdout.decode())
    return "".join(read)


def _margins(docx: bytes) -> dict[bool, tuple[int, int]]:
    """Return the margins above and below, in points, of pages that stand upright (False) and lie on their side."""
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        document = ElementTree.fromstring(file.read("word/document.xml"))
    found = {}
    for section in document.iter(f"{_W}sectPr"):
        size, margin = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
        assert size is not None
        assert margin is not None
        wide = size.get(f"{_W}orient") == "landscape"
        found[wide] = (int(margin.get(f"{_W}top", 0)) // 20, int(margin.get(f"{_W}bottom", 0)) // 20)
    return found


def _running(docx: bytes) -> str:
    """Return the words at the head of each page but the first."""
    return " ".join(text.text or "" for head in _heads(docx, "default") for text in head.iter(f"{_W}t"))


def _watermark(docx: bytes) -> str:
    """Return the word that lies over each page."""
    shapes = (shape for head in _heads(docx, "first") for shape in head.iter("{urn:schemas-microsoft-com:vml}shape"))
    return next((shape.get("alt", "") for shape in shapes), "")


def _heads(docx: bytes, kind: str) -> list[ElementTree.Element]:
    """Return the heads of a kind that the first section names; a letterhead may have none."""
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        document = ElementTree.fromstring(file.read("word/document.xml"))
        targets = {
            one.get("Id"): one.get("Target", "") for one in ElementTree.fromstring(file.read(_RELATIONSHIPS)).iter()
        }
        section = next(document.iter(f"{_W}sectPr"))
        named = [one for one in section.iter(f"{_W}headerReference") if one.get(f"{_W}type") == kind]
        names = [targets[one.get(_ID)] for one in named]
        return [ElementTree.fromstring(file.read(str(PurePosixPath("word", name)))) for name in names]


_RELATIONSHIPS = "word/_rels/document.xml.rels"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _is_rtl(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def _more_or_less(
    said: Sequence[str], printed: Sequence[str], heads: Counter[str], mark: str, compounds: Collection[str]
) -> Iterator[str]:
    """Yield the words that only one of them has.

    A word may be broken at the end of a line; ``heads`` of tables and of pages repeat, and ``mark`` lies on each page.
    Of ``compounds`` with a hyphen, and of words from right to left, poppler makes one word where a line ends in them.
    """
    more = Counter(printed) - Counter(said)
    less = Counter(said) - Counter(printed)
    for word in [*more.elements()]:
        at = next((at for at in range(1, len(word)) if less[word[:at]] and less[word[at:]]), 0)
        if at and (word in compounds or _is_rtl(word)):
            more[word] -= 1
            less.subtract([word[:at], word[at:]])
    pieces = [word for word in printed if more[word] > 0]
    for word in less.elements():
        taken = _take(word, pieces)
        more.subtract(taken)
        if not taken:
            yield f"'{word}' is not in the PDF"
    while mark and (taken := _take(mark, pieces)):
        more.subtract(taken)
    for word, times in more.items():
        if times > heads[word]:
            yield f"'{word}' is in the PDF only, {times} times"


def _take(word: str, pieces: list[str]) -> list[str]:
    """Take pieces that follow each other and are together a word; return them, or nothing if there are none."""
    for start in range(len(pieces)):
        for end in range(start + 1, len(pieces) + 1):
            joined = "".join(pieces[start:end])
            if joined == word:
                taken = pieces[start:end]
                del pieces[start:end]
                return taken
            if not word.startswith(joined):
                break
    return []


def _elsewhere(body: Iterable[str], printed: Iterable[str]) -> Iterator[str]:
    """Yield the first letter that does not stand in the PDF in its place; notes may stand between the pages."""
    letters = iter("".join(printed))
    read = ""
    for letter in "".join(body):
        if letter not in letters:  # which goes on behind the letter that is found
            yield f"'{letter}' does not follow '{read[-30:]}'"
            return
        read += letter


def _numbers_lost(said: str, printed: str) -> Iterator[str]:
    """Yield the digits that the PDF lacks. It has more: the marks of items and notes are no words in Word."""
    ours, theirs = (Counter(re.findall(r"\d", unicodedata.normalize("NFKC", text))) for text in (said, printed))
    yield from (f"{count} times '{digit}' is not in the PDF" for digit, count in (ours - theirs).items())
