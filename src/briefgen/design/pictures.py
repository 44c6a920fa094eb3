"""The pictures that every format can show, and how large they are."""

import struct
import zlib
from contextlib import suppress

from briefgen.problems import clip, one_of

PICTURES: dict[str, tuple[str, ...]] = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "GIF": (".gif",)}
"""The kinds of pictures that every format can show, and what the names of their files end in."""

LIMIT_PIXELS = 50_000_000
"""Pixels of one picture: a page at 600 dots an inch has 35 million. A file of a megabyte can hold billions."""
LIMIT_ALL = 64 * 2**20
"""Bytes of all pictures of a template."""
_MOST_SEGMENTS = 10_000
"""Of a JPEG, before the one that states its size."""
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's segments that state the size of the picture (ITU-T T.81, table B.1)."""


def is_picture(path: str) -> bool:
    """Tell by its name whether a file is a picture that every format can show."""
    return path.lower().endswith(tuple(end for ends in PICTURES.values() for end in ends))


def refusal(path: str, data: bytes) -> tuple[str, str] | None:
    """Say why a file cannot be used as a picture, and what to do; None where it can."""
    size = pixels(data)
    if size is None:
        return f"the picture '{clip(path)}' is no {one_of([*PICTURES])}, whatever its name says", "save it as PNG"
    if size[0] * size[1] > LIMIT_PIXELS:
        most = f"expected at most {LIMIT_PIXELS // 1_000_000} million in all"
        return f"the picture '{clip(path)}' has {size[0]} × {size[1]} pixels, {most}", SMALLER
    if not _is_whole(data):
        return f"the picture '{clip(path)}' is damaged, or cut off", "copy the file again, or save it anew as PNG"
    return None


SMALLER = "save it smaller, as JPEG or with fewer pixels: 2000 from side to side fill a page"


def _is_whole(data: bytes) -> bool:
    """Tell whether a picture has its end, and what it says of itself is so. Some programs write more behind the end."""
    if not data.startswith(b"\x89PNG"):
        return (b"\xff\xd9" if data.startswith(b"\xff\xd8") else b"\x3b") in data
    at, pixels_begin = 8, b""
    while at + 12 <= len(data):
        kind, end = data[at + 4 : at + 8], at + 8 + int.from_bytes(data[at : at + 4], "big")
        if zlib.crc32(data[at + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            return False
        pixels_begin = pixels_begin or (data[at + 8 : end] if kind == b"IDAT" else b"")
        if kind == b"IEND":
            return _unpacks(pixels_begin)
        at = end + 4
    return False


def _unpacks(data: bytes) -> bool:
    """Tell whether data begin as packed ones do."""
    with suppress(zlib.error):
        return bool(zlib.decompressobj().decompress(data, 1024))
    return False


def pixels(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a picture in pixels, or None for what is none."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            size = struct.unpack(">II", data[16:24])
        elif data[:6] in (b"GIF87a", b"GIF89a"):
            size = struct.unpack("<HH", data[6:10])
        elif data.startswith(b"\xff\xd8"):
            size = _of_jpeg(data)
        else:
            return None
    except struct.error:  # The file ends too soon.
        return None
    return (size[0], size[1]) if all(size) else None


def _of_jpeg(data: bytes) -> tuple[int, int]:
    """Go from segment to segment up to the one that states the size."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        mark, kind, length = struct.unpack(">BBH", data[at : at + 4])
        if mark != 0xFF:
            raise struct.error
        if kind in _START_OF_FRAME:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length if kind != 0xFF else 1  # 0xFF fills up
    raise struct.error
