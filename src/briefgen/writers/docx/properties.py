"""What the file says about itself, and how Word is to treat it."""

from collections.abc import Mapping

from briefgen.design import Design
from briefgen.document import Meta
from briefgen.writers.docx import fingerprint
from briefgen.writers.docx.language import Languages
from briefgen.writers.docx.markup import NOTHING, Xml, element, escape, join, part, w
from briefgen.writers.docx.notes import SEPARATORS

_FIRST_DAY = "1980-01-01"
"""The date of a document that states none: the first that a zip archive can hold."""

NO_MORE: Mapping[str, str] = {}


def core(meta: Meta, more: Mapping[str, str] = NO_MORE) -> bytes:
    """Return the core properties. The only date is that of the content. ``more`` are those of the editor's file."""
    day = meta.date.isoformat() if meta.date else _FIRST_DAY
    stated = {
        "dc:title": meta.title,
        "dc:subject": meta.subject,
        "dc:creator": meta.author,
        "cp:keywords": ", ".join(meta.keywords),
        "cp:lastModifiedBy": meta.author,
        "dc:language": meta.language,
        "cp:contentStatus": meta.status,
        "cp:version": meta.version,
        "cp:category": more.get("Category", ""),
        "dc:description": more.get("Comments", ""),
    }
    dates = (
        element(f"dcterms:{name}", {"xsi:type": "dcterms:W3CDTF"}, escape(f"{day}T00:00:00Z"))
        for name in ("created", "modified")
    )
    entries = (element(name, None, escape(value)) for name, value in stated.items() if value)
    return part("cp:coreProperties", "cp dc dcterms xsi", *entries, *dates)


def extended(meta: Meta, more: Mapping[str, str] = NO_MORE) -> bytes:
    """Return the properties of the program. Pages and words are for the program to count that lays them out."""
    stated = {"Template": meta.template, "Application": "briefgen", "DocSecurity": "0"}
    stated |= {name: more.get(name, "") for name in ("Company", "Manager")}
    entries = (element(name, None, escape(value)) for name, value in stated.items() if value)
    return part("Properties", "vt", *entries, default="ep")


def custom(meta: Meta, more: Mapping[str, str] = NO_MORE) -> bytes:
    """Return the document's own properties, and those that fields of the editor's file show besides."""
    stated = {
        "Marking": meta.marking,
        "Reference": meta.reference,
        "Version": meta.version,
        "Status": meta.status,
        "Template": meta.template,
        "ContentHash": meta.content_hash,
        fingerprint.PROPERTY: fingerprint.BLANK,
    }
    for name, value in more.items():
        # Of a property that is not there, Word shows an error in its place.
        stated[name] = stated.get(name) or value or " "
    filled = [(name, value) for name, value in stated.items() if value]
    entries = (
        element(
            "property",
            {"fmtid": "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "pid": str(pid), "name": name},
            element("vt:lpwstr", None, escape(value)),
        )
        for pid, (name, value) in enumerate(filled, 2)  # 0 and 1 are taken by the format
    )
    return part("Properties", "vt", *entries, default="op")


_SETTING = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY = (
    ("compatibilityMode", 15),  # Word 2013 and later; without it the file opens in compatibility mode
    ("overrideTableStyleFontSizeAndJustification", 1),
    ("enableOpenTypeFeatures", 1),
    ("doNotFlipMirrorIndents", 1),
    ("differentiateMultirowTableHeaders", 1),
)


def settings(languages: Languages, *, hyphenation: bool = False) -> bytes:
    """Return how Word is to treat the document."""
    return part(
        "w:settings",
        "w",
        w("zoom", percent=100),
        w("defaultTabStop", val=708),
        w("autoHyphenation") if hyphenation else NOTHING,
        w("characterSpacingControl", val="doNotCompress"),
        w("footnotePr", *(w("footnote", id=id_) for _, id_ in SEPARATORS)),
        w("compat", *(w("compatSetting", name=name, uri=_SETTING, val=value) for name, value in _COMPATIBILITY)),
        w("themeFontLang", val=languages.latin, eastAsia=languages.east_asian, bidi=languages.complex),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def fonts(design: Design) -> bytes:
    """Return the fonts with what a machine that lacks one needs to choose another."""
    faces = design.faces
    kinds = {
        str(faces.sans.word): ("swiss", "variable"),
        str(faces.serif.word): ("roman", "variable"),
        str(faces.mono.word): ("modern", "fixed"),
        str(faces.east_asian_word): ("auto", "variable"),
        str(faces.complex_word): ("auto", "variable"),
    }
    return part("w:fonts", "w", join(_font(name, *kind) for name, kind in kinds.items()))


def _font(name: str, family: str, pitch: str) -> Xml:
    return w("font", NOTHING, w("family", val=family), w("pitch", val=pitch), name=name)
