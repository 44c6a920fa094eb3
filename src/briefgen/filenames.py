"""What files may be called so that every system can keep them, and which names are the same to some."""

import re
import unicodedata

LONGEST = 255
"""So many bytes (elsewhere: characters) may a name have."""
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)", re.IGNORECASE)
_SIGNS = re.compile(r'[<>:"|?*\\\x00-\x1f]')


def fault(name: str) -> str:
    """Say why not every system can keep a file or folder of a name; an empty string where all can."""
    if found := _SIGNS.search(name):
        sign = found[0] if found[0] > "\x1f" else f"U+{ord(found[0]):04X}"
        return f"Windows takes no {sign} in a name"
    if found := _DEVICES.match(name):
        return f"on Windows, {found[1].upper()} is the name of a device"
    if name.endswith((".", " ")):
        return f"Windows drops the {'dot' if name[-1] == '.' else 'blank'} at its end"
    size = len(name.encode(errors="surrogateescape"))
    return f"it has {size} bytes, and systems take {LONGEST}" if size > LONGEST else ""


def alike(name: str) -> str:
    """Return what is the same of two names that some system takes for one: by capitals, or the way accents are put."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
