"""A Word file carries a fingerprint of its own text and look, so that an edited one is known without any record of it.

Word writes its parts anew whenever it saves, and keeps the custom property that holds the fingerprint.
"""

import hashlib
import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import BadZipFile, ZipFile

PROPERTY = "Fingerprint"
BLANK = "0" * 64
"""What the property holds until the file is put together."""
LIMIT = 512 * 2**20
"""Bytes of a file of ours, unpacked, at the most: another one is not read to tell."""
_HOLDER = "docProps/custom.xml"
_VALUE = re.compile(rb'name="Fingerprint"[^>]*>\s*<vt:lpwstr>([0-9a-f]{64})<')


def stamp(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a file with the fingerprint in its place."""
    holder = parts[_HOLDER].replace(BLANK.encode(), _of(parts).encode())
    return {**parts, _HOLDER: holder}


def untouched(data: bytes) -> bool:
    """Tell whether a file is as it was when it was made. A file that is none of ours is not."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LIMIT:
                return False
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError, ValueError):
        return False
    found = _VALUE.search(parts.get(_HOLDER, b""))
    return found is not None and found.group(1).decode() == _of(parts)


def _of(parts: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(parts):
        if name.startswith("word/"):
            digest.update(f"{name}\0{len(parts[name])}\0".encode())
            digest.update(parts[name])
    return digest.hexdigest()
