"""An editor's Word file → its parts. What is no Word file, or a dangerous one, is refused with a remedy.

The parts are read no further than their limits, and their XML without entities, document types or network.
"""

import posixpath
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from lxml import etree  # type: ignore[import-untyped]

from briefgen.problems import BriefgenError, Place, Problem
from briefgen.readers import xml

LIMIT_FILE = 32 * 1024 * 1024
"""Bytes of the file."""
LIMIT_ALL = 96 * 1024 * 1024
"""Bytes of all parts, unpacked; pictures make a letterhead large, and they do not shrink."""
LIMIT_XML = 8 * 1024 * 1024
"""Bytes of a part in XML; the styles of Word come to about one."""
LIMIT_PARTS = 4000

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SPACES = {"w": W.strip("{}"), "r": R.strip("{}")}
_STRICT = b"http://purl.oclc.org/ooxml/"
_SAVE = "in Word or LibreOffice, save it again as a Word document (.docx) or template (.dotx)"
_MAIN = re.compile(
    r"application/(?:vnd\.openxmlformats-officedocument\.wordprocessingml|vnd\.ms-word)"
    r"\.(?:document|template)\.(?:macroEnabled\w*\.)?main\+xml"
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part."""

    id: str
    kind: str
    """The last word of its type: ``header``, ``image``."""
    type: str
    target: str
    """The name of a part, or an address outside the file."""
    external: bool


@dataclass(frozen=True)
class Parts:
    """The parts of a Word file by name, without a slash at the front."""

    file: str
    """How messages name the file."""
    data: Mapping[str, bytes]
    types: Mapping[str, str]
    """Content types, by the name of a part or, with a dot in front, the end of its name."""
    main: str
    """The name of the part that holds the text."""

    def refuse(self, message: str, remedy: str = _SAVE) -> BriefgenError:
        """Return what is raised for a file that cannot be used."""
        return refusal(self.file, message, remedy)

    def content_type(self, name: str) -> str:
        """Return what a part is said to be."""
        end = posixpath.splitext(name)[1].lower()
        return self.types.get(name, self.types.get(end, "application/octet-stream"))

    def xml(self, name: str) -> Any:
        """Return the root of a part, parsed anew. Raises BriefgenError when it is broken or dangerous."""
        return _parsed(self.file, name, self.data[name])

    def relations(self, name: str = "") -> tuple[Relation, ...]:
        """Return the relationships of a part, or of the file as a whole."""
        folder, base = posixpath.split(name)
        holder = posixpath.join(folder, "_rels", f"{base}.rels")
        if holder not in self.data:
            return ()
        return tuple(self._relations(folder, self.xml(holder)))

    def related(self, kind: str, name: str | None = None) -> str | None:
        """Return the first part of that kind to which another one (the text, when none is named) is related."""
        found = (one for one in self.relations(self.main if name is None else name) if one.kind == kind)
        return next((one.target for one in found if not one.external and one.target in self.data), None)

    def part(self, kind: str, name: str | None = None) -> Any:
        """Return the root of such a part, or None where there is none."""
        found = self.related(kind, name)
        return None if found is None else self.xml(found)

    def _relations(self, folder: str, root: Any) -> Iterator[Relation]:
        known = {name.lower(): name for name in self.data}
        for one in root:
            if not isinstance(one.tag, str) or not one.get("Id"):
                continue
            type_, target = one.get("Type", ""), one.get("Target", "")
            external = one.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
                target = known.get(target.lower(), target)
            yield Relation(one.get("Id"), type_.rsplit("/", 1)[-1], type_, target, external)


def opened(data: bytes, file: str) -> Parts:
    """Return the parts of a .docx or .dotx file.

    Raises BriefgenError with the file's name, what it is, and what to do, for everything that is none.
    """
    _recognise(data, file)
    try:
        found = _unpacked(data, file)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise refusal(file, f"the Word file is damaged: {reason}") from None
    if "[Content_Types].xml" not in found:
        raise refusal(file, "found a zip archive, expected a Word file", "take the Word file out of the archive")
    types = _types(_parsed(file, "[Content_Types].xml", found["[Content_Types].xml"]))
    if _STRICT in found.get("_rels/.rels", b""):
        message = "found a Word file in the form 'Strict Open XML', expected the usual form"
        raise refusal(file, message, "in Word, save it as 'Word Document (*.docx)', without 'Strict'")
    parts = Parts(file, found, types, "")
    main = parts.related("officeDocument", "")
    if main is None:
        raise refusal(file, "the Word file is damaged: it has no part that holds the text")
    kind = parts.content_type(main)
    if not _MAIN.fullmatch(kind):
        other = {"spreadsheetml": "an Excel workbook", "presentationml": "a PowerPoint presentation"}
        what = next((said for word, said in other.items() if word in kind), "an Office file of another kind")
        raise refusal(file, f"found {what}, expected a Word file", "save a Word document in its place")
    return Parts(file, found, types, main)


def refusal(file: str, message: str, remedy: str = _SAVE) -> BriefgenError:
    """Return what is raised for a style file that cannot be used."""
    return BriefgenError([Problem(Place(file), "bad-style-file", message, remedy)])


_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "found a PDF, expected a Word file", "save the letterhead as .docx in Word or LibreOffice"),
    (b"{\\rtf", "found an RTF file, expected a Word file", _SAVE),
    (b"<", "found a web page or XML, expected a Word file", _SAVE),
)


def _recognise(data: bytes, file: str) -> None:
    """Refuse what is no archive at all, by what it is."""
    if not data:
        raise refusal(file, "the file is empty", "copy it again, or delete it")
    if len(data) > LIMIT_FILE:
        size = f"{len(data) / 1024 / 1024:.0f} MB, expected at most {LIMIT_FILE // 1024 // 1024} MB"
        raise refusal(file, f"the file has {size}", "make its pictures smaller, in Word by 'Compress pictures'")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise refusal(file, "the file is protected by a password", "in Word, take the password away and save it")
        raise refusal(file, "found a file of Word 97 to 2003 (.doc), expected .docx or .dotx")
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:5]
    for sign, message, remedy in _KINDS:
        if start.startswith(sign):
            raise refusal(file, message, remedy)
    if not data.startswith(b"PK"):
        raise refusal(file, "found something that is no Word file")


def _unpacked(data: bytes, file: str) -> dict[str, bytes]:
    if data.count(b"PK\x01\x02") > LIMIT_PARTS:
        raise refusal(file, f"the file holds more than {LIMIT_PARTS} parts", "is this the right file?")
    with ZipFile(BytesIO(data)) as archive:
        if any(entry.flag_bits & 1 for entry in archive.infolist()):
            raise refusal(file, "the file is protected by a password", "save it without one")
        if "mimetype" in archive.namelist() and archive.open("mimetype").read(60).startswith(b"application/vnd.oasis"):
            raise refusal(file, "found an OpenDocument file (.odt, .ott), expected a Word file")
        found: dict[str, bytes] = {}
        room = LIMIT_ALL
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            with archive.open(entry) as part:
                read = part.read(room + 1)
            room -= len(read)
            if room < 0:
                message = f"the file unpacks to more than {LIMIT_ALL // 1024 // 1024} MB"
                raise refusal(file, message, "is this the right file? make its pictures smaller")
            found[entry.filename.replace("\\", "/").lstrip("/")] = read
    return found


def _types(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in root:
        if not isinstance(one.tag, str):
            continue
        if one.tag.endswith("}Override"):
            found[one.get("PartName", "").lstrip("/")] = one.get("ContentType", "")
        elif one.tag.endswith("}Default"):
            found[f".{one.get('Extension', '').lower()}"] = one.get("ContentType", "")
    return found


def _parsed(file: str, name: str, data: bytes) -> Any:
    if len(data) > LIMIT_XML:
        message = f"its part {name} has {len(data) / 1024 / 1024:.0f} MB, expected at most {LIMIT_XML // 1024 // 1024}"
        raise refusal(file, message, "is this the right file? delete the text of its body")
    if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data or "<!DOCTYPE".encode("utf-16-be") in data:
        # Which could only be there to declare entities: no program that writes Word files does.
        raise refusal(file, f"its part {name} declares a document type, which no Word file does", _SAVE)
    try:
        return etree.fromstring(data, xml.parser(remove_pis=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refusal(file, f"the Word file is damaged: {name}: {' '.join(str(error).split())[:80]}") from None
