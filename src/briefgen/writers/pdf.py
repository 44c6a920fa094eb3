"""HTML → PDF: one file that is both PDF/A-3a and PDF/UA-1, and has the same bytes for the same input."""

import contextlib
import hashlib
import io
import logging
import os
import threading
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from briefgen.design import Look
from briefgen.nodes import Code, CodeBlock, Document, Image, Label, NoteCall, Str, walk
from briefgen.problems import BriefgenError, Place, Problem, Severity, clip
from briefgen.writers import Written, css, fonts, html, tagging

if TYPE_CHECKING:
    import weasyprint
    from weasyprint.urls import URLFetcher

BASE = "https://briefgen.invalid/"
"""Every relative address is resolved against this, so that no path of the building machine gets into a file."""

VARIANT = "pdf/a-3a"
PANGO = "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def write(document: Document, look: Look) -> Written:
    """Return the document as PDF, and what is wrong with it.

    Raises BriefgenError when the library that sets the type is not installed.
    """
    renderer = _renderer()
    with _LOCK:
        faces = [*fonts.face_problems(document, look.design, renderer.has_family)]
        for layout in _LAYOUTS:
            data, messages, shown = renderer.render(document, look, layout)
            lost = [*_cut_off(document, shown)]
            if not lost:
                break
    problems = [*faces, *_left_out(document, look), *lost, *_complained(document, messages)]
    return Written(data, tuple(problems))


# WeasyPrint 70 sometimes loses the note of a paragraph that it splits over two pages (it takes lines back for the sake
# of widows and orphans, and forgets that it took the note with them). Where text is lost, other ways to break pages are
# tried before anybody is told.
_LAYOUTS = ("", "p, li { break-inside: avoid }", "p, li { orphans: 1; widows: 1 }")


# --- What is wrong ----------------------------------------------------------------------------------------------------
def _left_out(document: Document, look: Look) -> Iterator[Problem]:
    """Report what the pages cannot show."""
    place = Place(document.meta.template)
    for node in walk((*document.children, *html.note_bodies(document))):
        if isinstance(node, Image) and node.src not in look.pictures:
            yield Problem(place, "missing-picture", *look.lacks(node.src))
    for number in sorted({note.number for note in document.notes} - _called(document)):
        message = f"note {number} is called by no text outside the notes, so it stands on no page"
        yield Problem(place, "uncalled-note", message, "call it in the text that it belongs to")


def _called(document: Document) -> set[int]:
    return {node.number for node in walk(document.children) if isinstance(node, NoteCall)}


def _cut_off(document: Document, shown: Counter[str]) -> Iterator[Problem]:
    """Report text that is on no page: a note or a table's head that is higher than a page cannot be broken."""
    called = _called(document)
    bodies = (child for note in document.notes if note.number in called for child in note.children)
    texts = [node for node in walk((*document.children, *bodies)) if isinstance(node, Str | Code | Label | CodeBlock)]
    wanted = _letters("".join(node.text for node in texts))
    lost = sum((wanted - shown).values())
    if lost:
        longest = max((node for node in texts if isinstance(node, Str)), key=lambda node: len(node.text), default=None)
        place = longest.place if longest and longest.place else Place(document.meta.template)
        message = f"{lost} characters do not fit on any page and are not shown"
        yield Problem(place, "text-cut-off", message, "shorten the longest notes, words and table heads")


def _letters(text: str) -> Counter[str]:
    """Count the characters that leave a mark, whatever capitals the style sets."""
    return Counter(character for character in text.upper().casefold() if character.isalnum())


def _shown(pages: Iterable[Any]) -> Counter[str]:
    """Count the characters that lie on the paper."""
    texts = []
    for page in pages:
        for box in page._page_box.descendants():
            text = getattr(box, "text", "")
            if text and box.position_y >= -1 and box.position_y + box.height <= page.height + 1:
                texts.append(text)
    return _letters("".join(texts))


def _complained(document: Document, messages: list[str]) -> Iterator[Problem]:
    """Turn what WeasyPrint complains about into problems, each once."""
    yield from fonts.glyph_problems(document, messages)
    rest = [message for message in messages if not fonts.missing_character(message)]
    subset = [message for message in rest if "HarfBuzz-Subset" in message]
    for message in dict.fromkeys([*(m for m in rest if m not in subset), *subset[:1]]):
        yield Problem(
            Place(document.meta.template),
            "pdf-warning",
            f"the PDF may not be as meant: {clip(message, 300)}",
            f"run: {PANGO}" if message in subset else "see the template's CSS and pictures",
            Severity.WARNING,
        )


# --- The renderer -----------------------------------------------------------------------------------------------------
_LOCK = threading.Lock()
"""One document at a time: neither Pango's font map nor the log of complaints can be shared."""


@cache
def _renderer() -> "_Renderer":
    """Return the renderer of this process, made once: a new set of fonts costs time, and leaks memory each time."""
    # WeasyPrint prints advice when Pango is missing, and warns when HarfBuzz-Subset is; both are said by problems.
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            import weasyprint  # noqa: F401
        except OSError as error:
            message = f"PDF needs the library Pango, which is not installed ({clip(str(error), 120)})"
            raise BriefgenError([Problem(Place("PDF"), "pdf-library-missing", message, f"run: {PANGO}")]) from error
    return _Renderer()


class _Renderer:
    """Fonts, parsed style sheets and decoded pictures, kept from one document to the next."""

    def __init__(self) -> None:
        from multiprocessing.util import Finalize

        from weasyprint.text.fonts import FontConfiguration

        self.fonts = FontConfiguration()
        # Its folder of fonts outlives some ends of a process; this one hook runs at the end of a pool's worker too.
        Finalize(None, self.fonts.__del__, exitpriority=0)
        self.sheet = lru_cache(maxsize=16)(self._sheet)
        self.has_family = lru_cache(maxsize=256)(self._has_family)
        self.pictures: dict[str, Any] = {}

    def render(self, document: Document, look: Look, layout: str) -> tuple[bytes, list[str], Counter[str]]:
        """Return the bytes of the PDF, what WeasyPrint complained about, and the characters on the pages.

        ``layout`` is CSS that says how pages are broken.
        """
        import weasyprint

        served = {BASE + _address(data): data for data in look.pictures.values()}
        for address, wide in css.WATERMARKS.items():
            served[BASE + address] = css.watermark(look.design, document.meta, wide=wide).encode()
        sheets = (css.sheet(look.design), css.page_sheet(look.design, document.meta), look.css, layout)
        with _complaints() as messages, _fixed_clock(), _languages():
            page = weasyprint.HTML(string=_page(document, look), base_url=BASE, url_fetcher=fetcher(served))
            styles = [self.sheet(text) for text in sheets if text]
            drawn = page.render(self.fonts, stylesheets=styles, cache=self.pictures, pdf_variant=VARIANT)
            drawn.metadata.generate_rdf_metadata = tagging.with_ua(drawn.metadata.generate_rdf_metadata)
            data = drawn.write_pdf(finisher=tagging.finisher(document), pdf_variant=VARIANT)
        self._forget()
        return data, messages, _shown(drawn.pages)

    def _sheet(self, text: str) -> "weasyprint.CSS":
        import weasyprint

        return weasyprint.CSS(string=text, base_url=BASE, url_fetcher=fetcher({}), font_config=self.fonts)

    def _forget(self) -> None:
        """Keep only pixels: a failure would be silent the next time, and a drawing keeps its document alive."""
        for address, found in list(self.pictures.items()):
            if found is None or hasattr(found, "_svg"):
                del self.pictures[address]
        if len(self.pictures) > 64:
            self.pictures.clear()

    def _has_family(self, family: str) -> bool:
        """Ask Fontconfig whether a family is installed: it always finds something, but only that has the name."""
        from weasyprint.text.ffi import ffi, fontconfig

        pattern = ffi.gc(fontconfig.FcPatternCreate(), fontconfig.FcPatternDestroy)
        fontconfig.FcPatternAddString(pattern, b"family", family.encode())
        config = self.fonts._config
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


@contextlib.contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs, which is the only way it has to say that something is wrong."""
    messages: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.level, logger.propagate = logging.WARNING, False
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield messages
        # It leaves a file of its own open, which is no fault of the document.
        messages.extend(str(found.message) for found in caught if found.category is not ResourceWarning)
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate = before


@contextlib.contextmanager
def _fixed_clock() -> Iterator[None]:
    """Give fontTools a fixed date: it stamps those that it rewrites (variable ones; all without HarfBuzz-Subset)."""
    name = "SOURCE_DATE_EPOCH"
    if name in os.environ:
        yield
        return
    os.environ[name] = "0"
    try:
        yield
    finally:
        os.environ.pop(name, None)


@contextlib.contextmanager
def _languages() -> Iterator[None]:
    """Have the structure say the language of words: WeasyPrint gives it none but that of the document."""
    from weasyprint.pdf import tags

    build = tags._build_box_tree
    tags._build_box_tree = tagging.speaking(build)
    try:
        yield
    finally:
        tags._build_box_tree = build


# --- The page and its files -------------------------------------------------------------------------------------------
def _page(document: Document, look: Look) -> str:
    """Return the whole HTML page. Its head holds the properties of the PDF; no date but that of the content."""
    meta = document.meta
    date = meta.date.isoformat() if meta.date else ""
    named = {
        "author": meta.author,
        "description": meta.subject,
        "keywords": ", ".join(keyword.replace(",", " ") for keyword in meta.keywords),
        "generator": "briefgen",
        "dcterms.created": date,
        "dcterms.modified": date,
    }
    head = "".join(f'<meta name="{name}" content="{html.escape(text)}">' for name, text in named.items() if text)
    pictures = {path: _address(data) for path, data in look.pictures.items()}
    body = html.fragment(document, look.design, picture=pictures.get)
    start = html.page_attributes(meta.language)
    head = f'<meta charset="utf-8"><title>{html.escape(meta.title)}</title>{head}'
    return f"<!DOCTYPE html><html{start}><head>{head}</head><body>{body}</body></html>"


def _address(data: bytes) -> str:
    """Return the address of a picture. Its contents decide, so that the cache never takes one file for another."""
    return f"pictures/{hashlib.sha256(data).hexdigest()[:24]}"


@cache
def _fetcher_type() -> type["URLFetcher"]:
    """Make the class of the fetcher: WeasyPrint wants a subclass of its own, which exists only once it is imported."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Serves the pictures of a look and the fonts of the packages, from memory; refuses everything else."""

        def __init__(self, served: Mapping[str, bytes]) -> None:
            super().__init__(allowed_protocols={"https"}, allow_redirects=False)
            self.served = served

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url in self.served:
                kind = {"Content-Type": "image/svg+xml"} if url.removeprefix(BASE) in css.WATERMARKS else {}
                return URLFetcherResponse(url, self.served[url], kind)
            font = fonts.font_file(url.removeprefix(BASE + fonts.FOLDER))
            if font is None:
                raise ValueError(f"only the template's own pictures and fonts are used, not {url}")
            return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/ttf"})

    return Fetcher


def fetcher(served: Mapping[str, bytes]) -> "URLFetcher":
    """Return what gives WeasyPrint the files behind addresses; ``served`` are those besides the fonts."""
    return _fetcher_type()(served)
