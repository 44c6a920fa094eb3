"""The theme: what Word offers an editor as the document's own colours and faces."""

from briefgen.design import Design
from briefgen.writers.docx.markup import Xml, element, join, part

_SLOTS = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_PALE = 0xC0
"""A colour whose channels all reach this is too pale for text, and no accent."""


def theme(design: Design) -> bytes:
    """Return the theme, made from the colours and faces of the template."""
    return part(
        "a:theme",
        "a",
        element("a:themeElements", None, _colours(design), _faces(design), _FORMATS),
        element("a:objectDefaults"),
        element("a:extraClrSchemeLst"),
        attributes={"name": "briefgen"},
    )


def _colours(design: Design) -> Xml:
    """Every theme has twelve colours; a template with fewer repeats its own."""
    ink = design.colour(design.body.colour)
    strong = [colour for colour in design.colours.values() if colour != ink and not _pale(colour)] or [ink]
    link = design.colour(design.style("link").colour) if design.style("link").colour else strong[0]
    slots = {"dk1": ink, "lt1": "#ffffff", "dk2": strong[0], "lt2": "#eeeeee"}
    slots |= {name: strong[index % len(strong)] for index, name in enumerate(_SLOTS)}
    slots |= {"hlink": link, "folHlink": link}
    made = (element(f"a:{name}", None, _rgb(colour)) for name, colour in slots.items())
    return element("a:clrScheme", {"name": "briefgen"}, *made)


def _pale(colour: str) -> bool:
    return all(int(colour[start : start + 2], 16) >= _PALE for start in (1, 3, 5))


def _rgb(colour: str) -> Xml:
    return element("a:srgbClr", {"val": colour.lstrip("#").upper()})


def _faces(design: Design) -> Xml:
    faces = design.faces
    others = (
        element("a:ea", {"typeface": str(faces.east_asian_word)}),
        element("a:cs", {"typeface": str(faces.complex_word)}),
    )
    return element(
        "a:fontScheme",
        {"name": "briefgen"},
        element("a:majorFont", None, element("a:latin", {"typeface": str(faces.sans.word)}), *others),
        element("a:minorFont", None, element("a:latin", {"typeface": str(faces.serif.word)}), *others),
    )


def _formats() -> Xml:
    """Return the looks of shapes. No shape is drawn, but the format asks for three of each kind."""
    fill = element("a:solidFill", None, element("a:schemeClr", {"val": "phClr"}))
    line = element("a:ln", {"w": "6350"}, fill)
    effect = element("a:effectStyle", None, element("a:effectLst"))
    kinds = {"fillStyleLst": fill, "lnStyleLst": line, "effectStyleLst": effect, "bgFillStyleLst": fill}
    lists = join(element(f"a:{name}", None, one, one, one) for name, one in kinds.items())
    return element("a:fmtScheme", {"name": "briefgen"}, lists)


_FORMATS = _formats()
