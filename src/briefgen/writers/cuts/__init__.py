"""Cuts of the faces that come with this program, made beforehand: most pages need no others."""

import hashlib
import json
import unicodedata
from functools import cache
from importlib.resources import files

from briefgen.writers.fonts import PACKAGES, font_file

FAMILIES = ("Source Sans Pro", "Source Serif Pro", "IBM Plex Mono")
_SIGNS = "\t\n\r\u00a0\u2002\u2003\u2009\u202f\u2060‐‑‒–—―‖‘’‚“”„†‡•…‰′″‹›€™−×÷±≤≥≈→←↩↑§°·«»©®¿¡£¥¢¶½¼¾²³¹"


def _span(first: int, last: int) -> frozenset[str]:
    return frozenset(map(chr, range(first, last + 1)))


LATIN = _span(0x20, 0x7E) | frozenset(_SIGNS)
"""ASCII, and the signs of a compositor."""
EUROPEAN = LATIN | _span(0xA0, 0x17F)
"""The letters of Latin-1 and Latin Extended-A besides: those of nearly all languages of Europe."""
SHIPPED = {"latin": LATIN, "european": EUROPEAN}
"""The characters of the cuts that are shipped, smallest first, by the name of the file that holds these."""


def rounded(name: str, characters: frozenset[str]) -> frozenset[str]:
    """Return the characters of a cut of a font file for a text with these.

    Pages of one language then share their cuts, each of which takes longer to make than the rest of the page. What the
    face does not have is left out: a page in Japanese has the cuts of an English one.
    """
    covered = _covered(name)
    if covered is not None:
        text = "".join(characters)  # What a face lacks, it may have in another form: Å for the sign of the angstrom.
        forms = (text, unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text))
        characters = frozenset("".join(forms)) & covered
    return next((common for common in SHIPPED.values() if characters <= common), EUROPEAN | characters)


def shipped(name: str, characters: frozenset[str]) -> str | None:
    """Return these characters of a font file as WOFF2, in base64; None where no such cut of this file is shipped."""
    kind = next((kind for kind, own in SHIPPED.items() if own == characters), None)
    return made_before(kind)[name] if kind and _is_known(name) else None


@cache
def _is_known(name: str) -> bool:
    """Tell whether a font file is that which what is shipped was made of."""
    file = font_file(name)
    known = _faces().get(name)
    return bool(file and known and hashlib.sha256(file.read_bytes()).hexdigest() == known[0])


@cache
def _covered(name: str) -> frozenset[str] | None:
    """Return the characters that a font file has; None where that is not known."""
    if not _is_known(name):
        return None
    spans = (span.split("-") for span in _faces()[name][1].split())
    return frozenset(chr(code) for first, last in spans for code in range(int(first, 16), int(last, 16) + 1))


@cache
def _faces() -> dict[str, tuple[str, str]]:
    return {name: (digest, spans) for name, digest, spans in json.loads(_data("faces"))}


@cache
def made_before(kind: str) -> dict[str, str]:
    """Return the cuts of a kind that are shipped, by the names of the font files, whichever of these are installed."""
    return dict(json.loads(_data(kind)))


def _data(kind: str) -> bytes:
    return files(__package__).joinpath(f"{kind}.json").read_bytes()


def made() -> dict[str, str]:
    """Return what the files hold that are shipped: of each font file its name, its SHA-256 and its characters; cuts."""
    from briefgen.writers.cuts.cutting import characters_of, cut

    names = [name for family in FAMILIES for name, _, _ in PACKAGES[family].files()]
    found: dict[str, list[tuple[str, ...]]] = {"faces": [], **{kind: [] for kind in SHIPPED}}
    for name in names:
        file = font_file(name)
        assert file is not None, name
        found["faces"].append((name, hashlib.sha256(file.read_bytes()).hexdigest(), _spans(characters_of(name))))
        for kind, characters in SHIPPED.items():
            found[kind].append((name, cut(name, characters)))
    return {f"{kind}.json": json.dumps(rows, indent=0) + "\n" for kind, rows in found.items()}


def _spans(characters: frozenset[str]) -> str:
    """Write which characters there are, as ranges in hexadecimal: ``20-7e a0-17f``."""
    codes = set(map(ord, characters))
    starts = sorted(code for code in codes if code - 1 not in codes)
    ends = sorted(code for code in codes if code + 1 not in codes)
    return " ".join(f"{first:x}-{last:x}" for first, last in zip(starts, ends, strict=True))
