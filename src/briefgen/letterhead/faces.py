"""The faces of a Word file, and which of those that the PDF carries is nearest to each."""

import re
from typing import Any

from briefgen.letterhead.package import Parts, W

CARRIED = {"sans": "Source Sans Pro", "serif": "Source Serif Pro", "mono": "IBM Plex Mono"}
"""The families that the PDF carries, by their kind."""
_KINDS = {"roman": "serif", "swiss": "sans", "modern": "mono"}
"""What Word's table of fonts calls the kinds."""
_MONO = re.compile(r"\bmono|courier|consol|\bcode\b|typewriter|terminal|menlo|lucida console|gothic mono|等幅", re.I)
_SERIF = re.compile(
    r"times|cambria|caladea|georgia|garamond|palatino|bookman|book antiqua|century(?! gothic)|constantia|baskerville|"
    r"bodoni|didot|minion|caslon|sabon|tinos|antiqua|\bserif|\bslab|\broman\b|mincho|明朝|宋体|simsun|batang|楷|kaiti",
    re.I,
)
_SANS = re.compile(
    r"sans[- ]?serif|\bsans\b|arial|helvetica|calibri|carlito|verdana|tahoma|segoe|trebuchet|aptos|candara|corbel|"
    r"gothic|grotes[kq]|gill|futura|frutiger|univers\b|myriad|roboto|\blato\b|\binter\b|montserrat|meiryo|ゴシック|黑体",
    re.I,
)
"""LibreOffice calls each face that it does not have "roman", so the best known are known by name."""


class Kinds:
    """Of which kind the faces of a file are."""

    def __init__(self, parts: Parts) -> None:
        root = parts.part("fontTable")
        self._stated = {} if root is None else dict(filter(None, map(_stated, root.findall(f"{W}font"))))

    def of(self, face: str) -> str:
        """Return ``serif``, ``sans`` or ``mono``: by the name of a face, else by what the file says of it."""
        if _MONO.search(face):
            return "mono"
        if _SANS.search(face):
            return "sans"
        if _SERIF.search(face):
            return "serif"
        return self._stated.get(face.casefold(), "sans")

    def carried(self, face: str) -> str:
        """Return the family that the PDF carries and that is nearest to a face."""
        same = (family for family in CARRIED.values() if family.casefold() == face.casefold())
        return next(same, CARRIED[self.of(face)])


def _stated(font: Any) -> tuple[str, str] | None:
    family, pitch = font.find(f"{W}family"), font.find(f"{W}pitch")
    kind = "" if family is None else _KINDS.get(family.get(f"{W}val", ""), "")
    if kind == "mono" and (pitch is None or pitch.get(f"{W}val") != "fixed"):
        kind = "sans"
    return (font.get(f"{W}name", "").casefold(), kind) if kind else None
