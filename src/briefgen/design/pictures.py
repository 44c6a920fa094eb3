"""The pictures that every format can show, and how large they are."""

import struct

PICTURES: dict[str, tuple[str, ...]] = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "GIF": (".gif",)}
"""The kinds of pictures that every format can show, and what the names of their files end in."""

_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's segments that state the size of the picture (ITU-T T.81, table B.1)."""


def is_picture(path: str) -> bool:
    """Tell by its name whether a file is a picture that every format can show."""
    return path.lower().endswith(tuple(end for ends in PICTURES.values() for end in ends))


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
    while True:
        mark, kind, length = struct.unpack(">BBH", data[at : at + 4])
        if mark != 0xFF:
            raise struct.error
        if kind in _START_OF_FRAME:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length if kind != 0xFF else 1  # 0xFF fills up
