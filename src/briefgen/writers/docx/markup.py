"""XML as text: the few functions through which every piece of markup of the Word file is made.

Text becomes markup in :func:`escape` only, and the type :data:`Xml` keeps the two apart. Strings are several times
faster than element objects, and nothing of the file is read again before it is written.
"""

import re
from collections.abc import Iterable
from typing import NewType

Xml = NewType("Xml", str)
"""Markup. Text is not markup until it was escaped."""

NOTHING = Xml("")

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "op": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A parser turns a bare carriage return into a line feed, and in attributes every white space into a blank.
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_VALUE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
)
_WHITE = re.compile("([\t\n])")


def escape(text: str) -> Xml:
    """Return text as the content of an element."""
    return Xml(text.translate(_TEXT))


def join(parts: Iterable[Xml]) -> Xml:
    """Put markup together."""
    return Xml("".join(parts))


def element(name: str, attributes: dict[str, str] | None = None, *children: Xml) -> Xml:
    """Return an element; the names are written as given, prefixes included."""
    values = "".join(f' {key}="{value.translate(_VALUE)}"' for key, value in (attributes or {}).items())
    inside = "".join(children)
    return Xml(f"<{name}{values}>{inside}</{name}>" if inside else f"<{name}{values}/>")


def w(name: str, /, *children: Xml, **attributes: str | int | None) -> Xml:
    """Return an element of WordprocessingML. Attributes that are None are left out; a trailing ``_`` is dropped."""
    stated = {f"w:{key.rstrip('_')}": str(value) for key, value in attributes.items() if value is not None}
    return element(f"w:{name}", stated, *children)


def switch(name: str, on: bool | None) -> Xml:
    """Return an on/off property: nothing when nothing is said."""
    if on is None:
        return NOTHING
    return w(name) if on else w(name, val="0")


def words(text: str) -> Xml:
    """Return text as the content of a run. Only tabs and line feeds have elements; all else is kept as it is."""
    made = {"\t": w("tab"), "\n": w("br")}
    parts = _WHITE.split(text) if "\t" in text or "\n" in text else [text]
    return join(made.get(part) or Xml(f'<w:t xml:space="preserve">{escape(part)}</w:t>') for part in parts if part)


def field(instruction: str, properties: Xml, shown: Xml = NOTHING, *, runs: Xml = NOTHING) -> Xml:
    """Return a complex field with the result that shows until Word computes its own: ``shown`` in a run, or ``runs``.

    The simple form (``w:fldSimple``) is lost on several readers.
    """
    result = runs or w("r", properties, shown)
    return join((field_start(instruction, properties), result, field_end(properties)))


def field_start(instruction: str, properties: Xml = NOTHING) -> Xml:
    """Return the runs before the result of a complex field, which may go over several paragraphs."""
    order = Xml(f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>')
    steps = (w("fldChar", fldCharType="begin"), order, w("fldChar", fldCharType="separate"))
    return join(w("r", properties, step) for step in steps)


def field_end(properties: Xml = NOTHING) -> Xml:
    """Return the run behind the result of a complex field."""
    return w("r", properties, w("fldChar", fldCharType="end"))


def part(
    name: str, prefixes: str, *children: Xml, default: str = "", attributes: dict[str, str] | None = None
) -> bytes:
    """Return the bytes of an XML part with the root element ``name``.

    ``prefixes`` are the namespaces in use, ``default`` is the prefix of one that is written without it. Raises
    ValueError for a character that XML cannot hold: such text must not come this far.
    """
    declared = {f"xmlns:{prefix}": _NAMESPACES[prefix] for prefix in prefixes.split()}
    if default:
        declared["xmlns"] = _NAMESPACES[default]
    made = element(name, declared | (attributes or {}), *children)
    bad = _FORBIDDEN.search(made)
    if bad:
        raise ValueError(f"the text holds the character U+{ord(bad.group()):04X}, which no XML file can hold")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{made}'.encode()


def twips(points: float) -> int:
    """Return a length in twentieths of a point, Word's unit."""
    return round(points * 20)
