"""What a file is by its first bytes, for files whose name says something else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file."""

    what: str
    """As a message calls it, with an article."""
    suffix: str = ""
    """The suffix under which such a file is read; empty for one that is not."""
    remedy: str = "save its text as a .txt file (UTF-8), and name that file"
    """What to do with one that is not read."""


_AS_DOCX = "open it in Word or LibreOffice, save it as .docx without a password, and name that file"
_UNPACK = "unpack it, and name the file in it"

PDF = Kind("a PDF", ".pdf")
DOCX = Kind("a Word file", ".docx")
HTML = Kind("a web page", ".html")
OLD_WORD = Kind("an old (.doc) or protected Word file", remedy=_AS_DOCX)
_OPEN_DOCUMENT = Kind("an OpenDocument file", remedy=_AS_DOCX)
_ZIP = Kind("a zip archive", remedy=_UNPACK)
_PICTURE = Kind("a picture")

_STARTS = (
    (b"%PDF-", PDF),
    (b"\xd0\xcf\x11\xe0", OLD_WORD),
    (b"{\\rtf", Kind("an RTF file", remedy=_AS_DOCX)),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"\x1f\x8b", Kind("a compressed file", remedy=_UNPACK)),
    (b"From: <Saved by", Kind("a web archive", remedy="save the page again as 'HTML only', and name that file")),
)
_PAGE_STARTS = (b"<!doctype html", b"<html")
_IN_ZIP = (
    (b"word/", DOCX),
    (b"mimetypeapplication/vnd.oasis.opendocument", _OPEN_DOCUMENT),
    (b"mimetypeapplication/epub", Kind("an e-book")),
    (b"xl/", Kind("a spreadsheet")),
    (b"ppt/", Kind("a presentation")),
)


def kind_of(data: bytes) -> Kind | None:
    """Tell what a file is, or None for one that may be a text."""
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        found = {at: kind for mark, kind in _IN_ZIP if (at := data.find(mark)) >= 0}
        return found[min(found)] if found else _ZIP  # What stands further behind may be a file within a file.
    if head.lower().startswith(_PAGE_STARTS):
        return HTML
    return next((kind for start, kind in _STARTS if head.startswith(start)), None)
