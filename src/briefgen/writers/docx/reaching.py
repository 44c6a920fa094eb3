"""What in a head or foot of an editor's file reaches out of it: fields that fetch or run, and addresses in drawings.

Word asks for these when the file is opened or printed, wherever that is. What they show stays; they go.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from briefgen.letterhead.package import W
from briefgen.writers.docx.filling import take_apart
from briefgen.writers.docx.joined import remove

HARMLESS = frozenset(
    [
        "=",
        "ADVANCE",
        "AUTHOR",
        "AUTONUM",
        "AUTONUMLGL",
        "AUTONUMOUT",
        "BIDIOUTLINE",
        "COMMENTS",
        "COMPARE",
        "CREATEDATE",
        "DATE",
        "DOCPROPERTY",
        "DOCVARIABLE",
        "EDITTIME",
        "EQ",
        "FILENAME",
        "FILESIZE",
        "FORMCHECKBOX",
        "FORMDROPDOWN",
        "FORMTEXT",
        "IF",
        "INFO",
        "KEYWORDS",
        "LASTSAVEDBY",
        "LISTNUM",
        "NOTEREF",
        "NUMCHARS",
        "NUMPAGES",
        "NUMWORDS",
        "PAGE",
        "PAGEREF",
        "PRINTDATE",
        "QUOTE",
        "REF",
        "REVNUM",
        "SAVEDATE",
        "SECTION",
        "SECTIONPAGES",
        "SEQ",
        "SET",
        "STYLEREF",
        "SUBJECT",
        "SYMBOL",
        "TEMPLATE",
        "TIME",
        "TITLE",
        "TOC",
        "USERADDRESS",
        "USERINITIALS",
        "USERNAME",
    ]
)
"""Fields that know nothing but their own file, its reader and the clock."""
_LINK = re.compile(r'\s*HYPERLINK\s+(?:"?(?:https?://|mailto:)|\\l\s)', re.IGNORECASE)
_ADDRESSES = ("src", "href", "althref")
_DRAWN = ("{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}")


@dataclass(eq=False)
class _Open:
    """A field whose end has not come yet: the runs that make it one, without what it shows."""

    steps: list[Any] = field(default_factory=list)
    code: str = ""
    shows: bool = False


def quieten(root: Any, drop: Callable[[str], None]) -> None:
    """Take out what reaches out of the file below an element; ``drop`` is told what."""
    take_apart(root)
    around: list[_Open] = []
    refused: list[_Open] = []
    for run in root.iter(f"{W}r"):
        mark = run.find(f"{W}fldChar")
        kind = None if mark is None else mark.get(f"{W}fldCharType")
        if kind == "begin":
            around.append(_Open([run]))
        elif around and (kind or not around[-1].shows):
            codes = run.findall(f"{W}instrText")
            around[-1].steps += [run] if kind or codes else []
            around[-1].shows |= kind == "separate"
            around[-1].code += "".join(code.text or "" for code in codes)
        if kind == "end" and around and not _is_harmless((ended := around.pop()).code):
            refused.append(ended)
    for one in (*refused, *around):  # What has no end is no field to us, and may be one to others.
        drop(f"fields of the kind {(one.code.split() or ['?'])[0].upper()[:20]}, which reach out of the file")
        for run in one.steps:
            remove(run)
    _take_addresses(root, drop)


def _is_harmless(code: str) -> bool:
    kind = (code.split() or [""])[0].upper()
    return kind in HARMLESS or kind.startswith("=") or bool(_LINK.match(code))


def _take_addresses(root: Any, drop: Callable[[str], None]) -> None:
    """Take the addresses out of drawings of the old kind (VML), which need no relationship to name one."""
    for one in root.iter():
        if not (isinstance(one.tag, str) and one.tag.startswith(_DRAWN)):
            continue
        for name in list(one.attrib):
            related = name.startswith("{http")
            if name.rpartition("}")[2] in _ADDRESSES and not related and not one.get(name).startswith("#"):
                del one.attrib[name]
                drop("addresses in drawings")
