"""The list of briefs: one page, beside the documents, with all that it needs inside.

It is made of the manifest and of pictures, and of nothing else. The page itself keeps the pictures, from which the next
one takes them. Nothing in it is private: no path of the building machine, no reason of an acknowledgement.

Here is what is asked of a page that stands already; :mod:`briefgen.listing.page` makes one, and takes longer to load.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from briefgen import __version__

NAME = "index.html"

GENERATOR = b'<meta name="generator" content="briefgen list of briefs">'
HEAD = 4096
"""So many bytes from the beginning, it is said what the page was made of."""
_MADE_OF = re.compile(rb'<html lang="[a-zA-Z-]+" data-made-of="([0-9a-f]{64}) (\d{12})">')
_BEGUN = b"<html data-begun"
"""What shows the remark that is hidden otherwise."""
_PICTURE = re.compile(rb'<img [^>]*data-pdf="([0-9a-f]{64})"[^>]* src="data:image/webp;base64,([A-Za-z0-9+/=]*)"')


def is_ours(old: bytes) -> bool:
    """Tell whether a file is a list of briefs, or empty, so that another may take its place."""
    return not old.strip() or GENERATOR in old[:HEAD]


def is_current(head: bytes, length: int, made_of: str) -> bool:
    """Tell by its beginning whether a page was made of what has this hash, and has the length that it had then."""
    found = _MADE_OF.search(head)
    return found is not None and found[1].decode() == made_of and int(found[2]) == length


def begun(old: bytes) -> bytes:
    """Return a page that says that a build was begun since it was made, and is not current any more."""
    return old.replace(b"<html lang=", _BEGUN + b" lang=", 1)


def is_begun(page: bytes) -> bool:
    """Tell whether a page says that a build was begun since it was made."""
    return _BEGUN in page[:HEAD]


def fingerprint(manifest: bytes, *, pictured: bool) -> str:
    """Return the hash of all that decides what the page is like, but for the pictures."""
    parts = (manifest, *_parts(), b"pictured" if pictured else b"")
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


@cache
def _parts() -> tuple[bytes, ...]:
    own = files(__package__)
    names = sorted(one.name for one in own.iterdir() if one.name.endswith((".css", ".js")))
    return (__version__.encode(), *(own.joinpath(name).read_bytes() for name in names))


def pictures_in(old: bytes) -> dict[str, bytes]:
    """Return the pictures that a page holds, by the SHA-256 of their PDF; what is damaged may be among them."""
    return dict(_decoded(old))


def _decoded(old: bytes) -> Iterator[tuple[str, bytes]]:
    for found in _PICTURE.finditer(old):
        try:
            yield found[1].decode(), base64.b64decode(found[2], validate=True)
        except (binascii.Error, ValueError):
            continue
