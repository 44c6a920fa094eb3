"""Cuts of the faces that come with this program, made beforehand: most pages need no others."""

import hashlib
import json
from functools import cache
from importlib.resources import files

from briefgen.writers.fonts import PACKAGES, font_file

FAMILIES = ("Source Sans Pro", "Source Serif Pro")
_SIGNS = "\t\n\r\u00a0\u2002\u2003\u2009\u202f\u2060‐‑–—‘’‚“”„†‡•…‰′″‹›€™−×÷±≤≥≈→←↩↑§°·«»©®¿¡£¥¢¶½¼¾²³¹"


def _span(first: int, last: int) -> frozenset[str]:
    return frozenset(map(chr, range(first, last + 1)))


LATIN = _span(0x20, 0x7E) | frozenset(_SIGNS)
"""ASCII, and the signs of a compositor."""
EUROPEAN = LATIN | _span(0xA0, 0x17F)
"""The letters of Latin-1 and Latin Extended-A besides: those of nearly all languages of Europe."""
SHIPPED = {"latin": LATIN, "european": EUROPEAN}
"""The characters of the cuts that are shipped, smallest first, by the name of the file that holds these."""


def rounded(characters: frozenset[str]) -> frozenset[str]:
    """Return the characters of a cut for a text with these.

    Pages of one language then share their cuts, each of which takes longer to make than the rest of the page.
    """
    return next((common for common in SHIPPED.values() if characters <= common), EUROPEAN | characters)


def shipped(name: str, characters: frozenset[str]) -> str | None:
    """Return these characters of a font file as WOFF2, in base64; None where no such cut of this file is shipped."""
    kind = next((kind for kind, own in SHIPPED.items() if own == characters), None)
    digest, made = _shipped(kind).get(name, ("", "")) if kind else ("", "")
    file = font_file(name) if digest else None
    return made if file and hashlib.sha256(file.read_bytes()).hexdigest() == digest else None


@cache
def _shipped(kind: str) -> dict[str, tuple[str, str]]:
    found = json.loads(files(__package__).joinpath(f"{kind}.json").read_bytes())
    return {name: (digest, made) for name, digest, made in found}


def made(kind: str) -> str:
    """Return what a file of cuts holds: for each font file its name, its SHA-256 and the cut."""
    from briefgen.writers.cuts.cutting import cut

    found = []
    for name in (name for family in FAMILIES for name, _, _ in PACKAGES[family].files()):
        file = font_file(name)
        assert file is not None, name
        found.append([name, hashlib.sha256(file.read_bytes()).hexdigest(), cut(name, SHIPPED[kind])])
    return json.dumps(found, indent=0) + "\n"
