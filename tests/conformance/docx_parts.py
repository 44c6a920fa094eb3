"""Looking into a Word file: its parts that hold text, and what is in them."""

import re
from collections.abc import Iterator
from typing import Any

from docx_reading import NAMES, WordFile, text

W = f"{{{NAMES['w']}}}"
SPACES = NAMES | {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_STORY = re.compile(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml")


def stories(file: WordFile) -> list[str]:
    """Return the names of the parts that hold text."""
    return sorted(name for name in file.parts if _STORY.fullmatch(name))


def each(file: WordFile, path: str) -> Iterator[tuple[str, Any]]:
    """Yield what a path finds in the parts that hold text, each with the name of its part."""
    for part in stories(file):
        for found in file.find(path, part):
            yield part.removeprefix("word/"), found


def value(element: Any, path: str, attribute: str = "val") -> str:
    """Return an attribute of what a path finds first, or an empty string."""
    found = element.xpath(path, namespaces=SPACES)
    return str(found[0].get(f"{W}{attribute}", "")) if found else ""


def shown(element: Any) -> str:
    """Return the words of an element, as a message names it."""
    words = " ".join(text(element).split())
    return f"'{words[:40]}'"


def is_on(element: Any) -> bool:
    """Tell whether an on/off property says yes."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")
