"""What is done with parts of WeasyPrint that are not its public interface; nothing else in this program touches them.

Each function names what it rests on. WeasyPrint is pinned to one major version, and the tests fail where one is gone.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from briefgen.writers.pdf.needed import Wanted, needed

Builder = Callable[..., Iterator[Any]]
"""Makes the structure elements of a box (``weasyprint.pdf.tags._build_box_tree``)."""


@contextlib.contextmanager
def structure_built_by(wrapped: Callable[[Builder], Builder]) -> Iterator[None]:
    """Have the elements of the structure made by another builder, made of WeasyPrint's own, inside the ``with`` block.

    It is the only place that knows which element of the HTML an element of the structure comes from.
    """
    from weasyprint.pdf import tags

    build = tags._build_box_tree
    tags._build_box_tree = wrapped(build)
    try:
        yield
    finally:
        tags._build_box_tree = build


def declare(drawn: Any, description: bytes) -> None:
    """Add an RDF description to the metadata of a document (``DocumentMetadata.generate_rdf_metadata``).

    The documented way (``xmp_metadata=``) makes a second ``rdf:RDF``, which validators do not read.
    """
    generate = drawn.metadata.generate_rdf_metadata

    def generate_more(*arguments: Any) -> bytes:
        head, end, tail = generate(*arguments).rpartition(b"</rdf:RDF>")
        assert end, "the metadata has another form"
        return bytes(head + description + end + tail)

    drawn.metadata.generate_rdf_metadata = generate_more


def texts_on_paper(pages: Iterable[Any]) -> Iterator[str]:
    """Yield the texts that lie on the paper, not beyond its edge (``Page._page_box``)."""
    for page in pages:
        for box in page._page_box.descendants():
            text = getattr(box, "text", "")
            if text and box.position_y >= -1 and box.position_y + box.height <= page.height + 1:
                yield text


@dataclass(frozen=True, slots=True)
class Defaults:
    """A part of WeasyPrint's own style sheet, read, and the ways to count that it states."""

    wanted: Wanted
    sheet: Any
    counters: Any

    @classmethod
    def of(cls, wanted: Wanted, fetcher: Any) -> "Defaults":
        """Read what pages can need of it (``weasyprint.html.UA``)."""
        import weasyprint
        from weasyprint.css.counters import CounterStyle
        from weasyprint.html import UA

        counters = CounterStyle()
        sheet = weasyprint.CSS(string=needed(UA, wanted), url_fetcher=fetcher, counter_style=counters)
        return cls(wanted, sheet, counters)


def default_sheet() -> str:
    """Return WeasyPrint's own style sheet (``weasyprint.html.UA``)."""
    from weasyprint.html import UA

    return str(UA)


def page(text: str, defaults: Defaults, **named: Any) -> Any:
    """Read a page that looks as ``defaults`` say where it does not say more (``HTML._ua_stylesheets``)."""
    import weasyprint

    made = weasyprint.HTML(string=text, **named)
    made._ua_stylesheets = lambda forms=False: [defaults.sheet]
    made._ua_counter_style = lambda: [defaults.counters.copy()]
    return made


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page; lengths in millimetres from the top edge of the paper."""

    text: str
    top: float
    bottom: float
    heading: bool = False
    note: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its lines, and between which heights text may stand."""

    lines: tuple[Line, ...]
    top: float
    bottom: float


def sheet(page: Any) -> Sheet:
    """Say what lies on a page, but for its margins (``Page._page_box``, ``MarginBox``, ``FootnoteAreaBox``)."""
    from weasyprint.formatting_structure import boxes

    def inside(box: Any, heading: bool, note: bool) -> Iterator[Line]:
        if isinstance(box, boxes.LineBox):
            text = "".join(getattr(part, "text", "") for part in box.descendants())
            if text.strip():
                yield Line(text.strip(), box.position_y * _PX, (box.position_y + box.height) * _PX, heading, note)
            return
        if (box.element_tag or "").endswith("::marker"):
            return
        heading = heading or box.element_tag in _HEADINGS
        note = note or isinstance(box, boxes.FootnoteAreaBox)
        for child in getattr(box, "children", ()):
            if not isinstance(child, boxes.MarginBox):
                yield from inside(child, heading, note)

    paper = page._page_box
    top = paper.content_box_y()
    return Sheet(tuple(inside(paper, False, False)), top * _PX, (top + paper.height) * _PX)


_PX = 25.4 / 96
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def links(drawn: Any) -> Iterator[tuple[str, str, Any, Any]]:
    """Yield kind, target, annotation and HTML element of each link of a document that was written (``Page.links``)."""
    for page in drawn.pages:
        for kind, target, _, box in page.links:
            if getattr(box, "link_annotation", None):
                yield kind, target, box.link_annotation, box.element


@dataclass(frozen=True, slots=True)
class Face:
    """A font of a document that was written (``Document.fonts``, ``Font``)."""

    family: str
    index: int
    """Its place in a file that holds several."""
    font: Any

    def data(self) -> bytes:
        """Return the whole font file: what the document keeps is cut by now."""
        from weasyprint.text.fonts import get_hb_object_data

        return bytes(get_hb_object_data(self.font.hb_face))

    def mark(self) -> bytes:
        """Return what tells a font from others without reading all of it: its beginning has the sums of its tables."""
        from weasyprint.text.ffi import ffi, harfbuzz

        blob, length = harfbuzz.hb_face_reference_blob(self.font.hb_face), ffi.new("unsigned int *")
        start = harfbuzz.hb_blob_get_data(blob, length)
        beginning = b"" if start == ffi.NULL else ffi.unpack(start, min(int(length[0]), 4096))
        harfbuzz.hb_blob_destroy(blob)
        return b"%d %d " % (self.index, int(length[0])) + bytes(beginning)


def faces(drawn: Any) -> Iterator[Face]:
    """Yield the fonts of a document that was written."""
    for font in drawn.fonts.values():
        yield Face(font.family, font.index, font)


def files_of(fonts: Any, family: str) -> Iterator[str]:
    """Yield the paths of the installed font files of a family (``FontConfiguration._config``)."""
    from weasyprint.text.ffi import ffi, fontconfig

    installed, text = fontconfig.FcConfigGetFonts(fonts._config, fontconfig.FcSetSystem), ffi.new("FcChar8 **")
    for number in range(0 if installed == ffi.NULL else installed.nfont):
        pattern = installed.fonts[number]
        names: list[str] = []
        while fontconfig.FcPatternGetString(pattern, b"family", len(names), text) == fontconfig.FcResultMatch:
            names.append(ffi.string(text[0]).decode(errors="replace").casefold())
        named = fontconfig.FcPatternGetString(pattern, b"file", 0, text) == fontconfig.FcResultMatch
        if named and family.casefold() in names:
            yield ffi.string(text[0]).decode(errors="surrogateescape")


def have_own_folder(fonts: Any) -> None:
    """Give fonts that were made before this process was forked a folder of their own (``FontConfiguration._folder``).

    A face with a file in the folder counts as known (``add_font_face``); in one that is shared, it may be known to a
    sister process only.
    """
    shared, fonts._folder = fonts._folder, None
    if shared is not None:
        fonts._folder = Path(mkdtemp(prefix="weasyprint-"))
        for known in shared.iterdir():
            (fonts._folder / known.name).touch()  # It is read where it was.


class _LettingGo:
    """Pango, of whose lists of attributes nobody has to let go.

    An attribute belongs to the list that it is in, and ends with it. WeasyPrint puts the one that it keeps for some
    features of a font into many lists; so what it keeps here is what the features are, and each list gets its own.
    """

    def __init__(self, pango: Any, ffi: Any) -> None:
        self._pango, self._ffi = pango, ffi

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._pango, name)
        setattr(self, name, found)
        return found

    def pango_attr_list_new(self) -> Any:
        return self._ffi.gc(self._pango.pango_attr_list_new(), self._pango.pango_attr_list_unref)

    def pango_attr_list_unref(self, _: object) -> None:
        """Leave it to the end of the list above."""

    def pango_attr_font_features_new(self, features: bytes) -> bytes:
        return features

    def pango_attr_list_insert(self, attributes: Any, attribute: Any) -> None:
        if isinstance(attribute, bytes):
            attribute = self._pango.pango_attr_font_features_new(attribute)
        else:  # It was made before, and is in other lists.
            self._ffi.gc(attributes, None)
        self._pango.pango_attr_list_insert(attributes, attribute)


def let_lists_go() -> None:
    """Have the lists of attributes that layouts are given end with these (``text.line_break.Layout``).

    WeasyPrint never lets go of one that states features of a font, which the figures of each table and note have. With
    what Pango works out for them, that is 20 kB a memo.
    """
    from weasyprint.text import line_break
    from weasyprint.text.ffi import ffi, pango

    line_break.pango = _LettingGo(pango, ffi)


def has_family(fonts: Any, family: str) -> bool:
    """Ask Fontconfig whether a family is installed: it always finds something, but only that has the name."""
    from weasyprint.text.ffi import ffi, fontconfig

    pattern = ffi.gc(fontconfig.FcPatternCreate(), fontconfig.FcPatternDestroy)
    fontconfig.FcPatternAddString(pattern, b"family", family.encode())
    config = fonts._config
    fontconfig.FcConfigSubstitute(config, pattern, fontconfig.FcMatchPattern)
    fontconfig.FcDefaultSubstitute(pattern)
    found = fontconfig.FcFontMatch(config, pattern, ffi.new("FcResult *"))
    if found == ffi.NULL:
        return False
    found, name = ffi.gc(found, fontconfig.FcPatternDestroy), ffi.new("FcChar8 **")
    names: list[str] = []
    while fontconfig.FcPatternGetString(found, b"family", len(names), name) == fontconfig.FcResultMatch:
        names.append(ffi.string(name[0]).decode(errors="replace").casefold())
    return family.casefold() in names
