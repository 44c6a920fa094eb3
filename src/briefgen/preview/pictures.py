"""The pages of a PDF as pictures, drawn in a process of their own: the library for it is not made for threads."""

import contextlib
import io
import threading
from multiprocessing.connection import Connection

from briefgen import processes

LIMIT_SECONDS = 20.0


def sizes(data: bytes) -> tuple[tuple[float, float], ...]:
    """Return the width and height of each page, in points; nothing where the library for pictures is missing."""
    try:
        import pypdfium2
    except ImportError:
        return ()
    with pypdfium2.PdfDocument(data) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


class Album:
    """Pages that were drawn, the last ones of them."""

    def __init__(self, room: int = 48, at_once: int = 2) -> None:
        self._room = room
        self._drawn: dict[tuple[str, int, int], bytes | None] = {}
        self._drawing = threading.Semaphore(at_once)

    def page(self, digest: str, data: bytes, number: int, width: int) -> bytes | None:
        """Return the picture of a page of the PDF with this digest; None when it cannot be drawn."""
        key = digest, number, width
        with self._drawing:
            if key not in self._drawn:
                self._drawn[key] = draw(data, number, width)
                for first in list(self._drawn)[: -self._room]:
                    self._drawn.pop(first, None)
            return self._drawn[key]


def draw(data: bytes, number: int, width: int) -> bytes | None:
    """Return a page, counted from 0, as a PNG of so many pixels in width; None when it cannot be drawn."""
    process, pipe = processes.start(_draw, data, number, width)
    try:
        with contextlib.suppress(EOFError, OSError), pipe:
            if pipe.poll(LIMIT_SECONDS):
                return bytes(pipe.recv())
    finally:
        processes.end(process)
    return None


def _draw(pipe: Connection, data: bytes, number: int, width: int) -> None:
    with contextlib.suppress(Exception):
        pipe.send(picture(data, number, width))


def picture(data: bytes, number: int, width: int) -> bytes:
    """Return a page as a PNG. Raises what the library raises."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        page = document[number]
        drawn = page.render(scale=width / page.get_width()).to_pil()
    file = io.BytesIO()
    drawn.save(file, "PNG", compress_level=1)  # It does not go far: time counts, not size.
    return file.getvalue()
