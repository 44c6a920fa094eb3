"""Files that travel inside a PDF (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8), written here from the first byte to the last.

WeasyPrint's own attachments take the type from the name of the file, where Python 3.11 knows no YAML, the date from the
clock, and are listed twice among the associated files.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from briefgen.document import Attachment


def attach(pdf: Any, attachments: Sequence[Attachment]) -> None:
    """Put files into a PDF, as what the document was made from (``/AFRelationship /Source``)."""
    import pydyf  # type: ignore[import-untyped]

    if not attachments:
        return
    specifications = {one.name: _specification(pdf, one) for one in attachments}
    names = pydyf.Array()
    # A name tree is sorted by the bytes of its strings.
    for name in sorted(specifications, key=lambda name: pydyf.String(name).data):
        names += [pydyf.String(name), specifications[name]]
    listed = pydyf.Dictionary({"Names": names})
    pdf.add_object(listed)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = listed.reference
    pdf.catalog["AF"] = pydyf.Array(specifications.values())


def _specification(pdf: Any, one: Attachment) -> bytes:
    """Write a file and its specification; return the reference of the latter."""
    import pydyf

    details = {"Size": len(one.data), "CheckSum": f"<{hashlib.md5(one.data, usedforsecurity=False).hexdigest()}>"}
    if one.date:
        details |= {name: pydyf.String(f"D:{one.date:%Y%m%d}000000Z") for name in ("CreationDate", "ModDate")}
    kind = {"Type": "/EmbeddedFile", "Subtype": _name(one.media_type), "Params": pydyf.Dictionary(details)}
    file = pydyf.Stream([one.data], pydyf.Dictionary(kind), compress=True)
    pdf.add_object(file)
    specification = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            # /F is for readers that know nothing of Unicode (7.11.2).
            "F": pydyf.String("".join(c if c.isascii() else "_" for c in one.name)),
            "UF": pydyf.String(one.name),
            "EF": pydyf.Dictionary({"F": file.reference, "UF": file.reference}),
            "Desc": pydyf.String(one.description),
            "AFRelationship": "/Source",
        }
    )
    pdf.add_object(specification)
    reference: bytes = specification.reference
    return reference


def _name(text: str) -> str:
    """Write text as a PDF name (7.3.5)."""
    return "/" + "".join(c if c.isalnum() or c in "-._" else f"#{ord(c):02x}" for c in text)
