"""Reads a Word file back, with lxml only: nothing of the writer has a part in it."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "v": "urn:schemas-microsoft-com:vml",
    "p": "http://schemas.openxmlformats.org/package/2006/relationships",
}
_W = f"{{{NAMES['w']}}}"
_SHOWN = {f"{_W}tab": "\t", f"{_W}br": "\n"}
_FOLLOWS_THE_TEXT = {"r", "bidi", "rPr", "pPr", "jc"}


class WordFile:
    """The parts of a Word file, parsed when they are asked for."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as archive:
            self.parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
            self.dates = {entry.date_time for entry in archive.infolist()}
        self._trees: dict[str, Any] = {}

    def tree(self, name: str = "word/document.xml") -> Any:
        """Return the root of a part."""
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self.parts[name])
        return self._trees[name]

    def find(self, path: str, part: str = "word/document.xml") -> list[Any]:
        """Return what an XPath finds in a part."""
        found = self.tree(part).xpath(path, namespaces=NAMES)
        assert isinstance(found, list)
        return found

    def paragraphs(self, part: str = "word/document.xml") -> list[Any]:
        """Return all paragraphs, in the order of the text."""
        return self.find("//w:p", part)

    def paragraph(self, words: str, part: str = "word/document.xml") -> Any:
        """Return the only paragraph that reads so."""
        (found,) = [one for one in self.paragraphs(part) if text(one) == words]
        return found

    def texts(self, part: str = "word/document.xml") -> list[str]:
        """Return what each paragraph reads; those without text are left out."""
        return [read for one in self.paragraphs(part) if (read := text(one))]

    def addresses(self, part: str = "document.xml") -> dict[str, str]:
        """Return where the relationships of a part lead, by their ids."""
        path = f"word/_rels/{part}.rels"
        return {one.get("Id"): one.get("Target") for one in self.find("//p:Relationship", path)}

    def skeleton(self) -> list[str]:
        """Return the structure of the text: everything but runs, what they hold, and the direction of the text."""
        return list(_skeleton(self.tree()))


def text(element: Any) -> str:
    """Return the text of an element: what stands in its text elements, with tabs and line breaks."""
    parts = []
    for one in element.iter(f"{_W}t", *_SHOWN):
        if one.getparent().tag == f"{_W}tabs":
            continue
        parts.append(_SHOWN.get(one.tag) or one.text or "")
    return "".join(parts)


def value(element: Any, path: str, attribute: str = "val") -> str | None:
    """Return an attribute of what a path finds, or None."""
    found = element.xpath(path, namespaces=NAMES)
    return found[0].get(f"{_W}{attribute}") if found else None


def _skeleton(element: Any) -> Iterator[str]:
    for one in element:
        name = etree.QName(one).localname
        if name in _FOLLOWS_THE_TEXT:
            yield from (f"{kind}:{count}" for kind, count in _held(one) if count)
            continue
        yield name
        yield from _skeleton(one)
        yield f"/{name}"


def _held(element: Any) -> Iterator[tuple[str, int]]:
    """Count what a run or properties hold besides text, which may take several runs where its script changes."""
    for style in element.findall(f".//{_W}pStyle"):
        yield f"style {style.get(f'{_W}val')}", 1
    for kind in ("footnoteReference", "fldChar", "drawing", "numPr"):
        yield kind, len(element.findall(f".//{_W}{kind}"))
