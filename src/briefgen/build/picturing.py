"""The first page of a PDF as a small picture, for the list of briefs."""

import contextlib
import io
import threading

WIDTH = 320
"""In pixels: twice that of the list, for screens with small dots."""
QUALITY, EFFORT = 40, 2
"""Of WebP: a page of text has about 12 kB then. More effort makes it a little smaller, in twice the time."""
KIND = b"WEBP"

_LOCK = threading.Lock()
"""The library is not made for threads."""


def available() -> bool:
    """Tell whether there is what draws pictures."""
    from importlib.util import find_spec

    return find_spec("pypdfium2") is not None and find_spec("PIL") is not None


def first_page(data: bytes) -> bytes:
    """Return a picture of the first page of a PDF; nothing where none can be drawn. The same PDF makes the same one."""
    with contextlib.suppress(Exception):  # A file that is in the list without a picture is better than no list.
        return _drawn(data)
    return b""


def _drawn(data: bytes) -> bytes:
    import PIL.WebPImagePlugin  # noqa: F401 - else the library would look through all formats that it knows
    import pypdfium2

    with _LOCK, pypdfium2.PdfDocument(data) as document:
        page = document[0]
        picture = page.render(scale=WIDTH / page.get_width()).to_pil()
    file = io.BytesIO()
    picture.convert("RGB").save(file, "WEBP", quality=QUALITY, method=EFFORT)
    return file.getvalue()


def is_picture(data: bytes) -> bool:
    """Tell whether data are a whole picture, as :func:`first_page` returns it: such a file states its length."""
    return data[:4] == b"RIFF" and data[8:12] == KIND and len(data) == int.from_bytes(data[4:8], "little") + 8
