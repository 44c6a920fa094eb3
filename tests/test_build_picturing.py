"""Pictures of first pages: small, the same every time, and none of what is no PDF."""

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from briefgen.build.picturing import WIDTH, first_page, is_picture


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Return a PDF of two A4 pages, the first of which has a black bar at its head."""
    document = pikepdf.new()
    for content in (b"0 0 0 rg 0 742 595 100 re f", b""):
        document.add_blank_page(page_size=(595, 842))
        document.pages[-1].Contents = document.make_stream(content)
    file = io.BytesIO()
    document.save(file, static_id=True)
    return file.getvalue()


def test_it_is_the_first_page(pdf: bytes) -> None:
    data = first_page(pdf)
    assert is_picture(data)
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (WIDTH, 453))
        grey = picture.convert("L")
        assert isinstance(head := grey.getpixel((160, 20)), int)
        assert isinstance(foot := grey.getpixel((160, 400)), int)
        assert head < 20 < 235 < foot


def test_it_is_the_same_every_time(pdf: bytes) -> None:
    assert first_page(pdf) == first_page(pdf)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"hello" * 100])
def test_what_cannot_be_drawn_has_no_picture(data: bytes) -> None:
    assert first_page(data) == b""


def test_a_picture_that_was_cut_is_none(pdf: bytes) -> None:
    data = first_page(pdf)
    assert not is_picture(data[:-1])
    assert not is_picture(data + b"x")
    assert not is_picture(b"")
    assert not is_picture(Path(__file__).read_bytes())
