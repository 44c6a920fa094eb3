"""Pictures in the line of the text."""

from briefgen.design import TALLEST
from briefgen.design.pictures import pixels
from briefgen.nodes import Image
from briefgen.writers.docx.draft import Draft, Pen
from briefgen.writers.docx.markup import Xml, element, w

_KINDS = {b"\x89PNG": "image/png", b"GIF8": "image/gif", b"\xff\xd8": "image/jpeg"}
"""What files begin with, and their content type. (python-docx knows no JPEG of a printer's, in CMYK.)"""
_EMU = 12700
"""Units of DrawingML in a point."""
_POINTS_PER_PIXEL = 0.75
"""A pixel is 1/96 inch, as in the PDF; the resolution that a file states is not asked."""


def drawing(draft: Draft, node: Image, pen: Pen, size: tuple[float, float] | None = None) -> Xml | None:
    """Return a picture, or None after reporting why Word cannot show it.

    ``size`` is its width and height in points; its own, as far as there is room, when None.
    """
    data = draft.look.pictures.get(node.src)
    if data is None:
        _refuse(draft, node, *draft.look.lacks(node.src))
        return None
    read = _read(data)
    if read is None:
        _refuse(draft, node, "it is not a PNG, JPEG or GIF picture", "save it as PNG")
        return None
    width, height, content_type = read
    width, height = size or (width, height)
    scale = min(1.0, pen.room / width, draft.design.text_size(wide=pen.wide)[1] * TALLEST / height)
    relation = pen.story.picture(draft.package.picture(node.src, data, content_type))
    extent = {"cx": _emu(width * scale), "cy": _emu(height * scale)}
    return _inline(node, draft.next_id(), relation, extent)


def _emu(points: float) -> str:
    return str(max(round(points * _EMU), 1))


def _refuse(draft: Draft, node: Image, reason: str, remedy: str) -> None:
    message = f"the Word file shows the words '{node.alt}' in place of the picture '{node.src}': {reason}"
    draft.warn(node.place or node.src, "picture-not-shown", message, remedy)


def _read(data: bytes) -> tuple[float, float, str] | None:
    """Return width and height in points and the content type of a picture, or None for what is none."""
    size = pixels(data)
    if size is None:
        return None
    kind = next(kind for begins, kind in _KINDS.items() if data.startswith(begins))
    return size[0] * _POINTS_PER_PIXEL, size[1] * _POINTS_PER_PIXEL, kind


def _inline(node: Image, number: int, relation: str, size: dict[str, str]) -> Xml:
    name = f"Picture {number}"
    described = {"id": str(number), "name": name, "descr": node.alt}
    if node.title:
        described["title"] = node.title
    picture = element(
        "pic:pic",
        None,
        element(
            "pic:nvPicPr",
            None,
            element("pic:cNvPr", {"id": str(number), "name": name, "descr": node.alt}),
            element("pic:cNvPicPr"),
        ),
        element(
            "pic:blipFill",
            None,
            element("a:blip", {"r:embed": relation}),
            element("a:stretch", None, element("a:fillRect")),
        ),
        element(
            "pic:spPr",
            None,
            element("a:xfrm", None, element("a:off", {"x": "0", "y": "0"}), element("a:ext", size)),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
        ),
    )
    kind = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return w(
        "drawing",
        element(
            "wp:inline",
            {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
            element("wp:extent", size),
            element("wp:docPr", described),
            element("wp:cNvGraphicFramePr", None, element("a:graphicFrameLocks", {"noChangeAspect": "1"})),
            element("a:graphic", None, element("a:graphicData", {"uri": kind}, picture)),
        ),
    )
