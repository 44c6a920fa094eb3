"""The one renderer of a process, and the page that it is given. The only module that starts WeasyPrint."""

import contextlib
import hashlib
import io
import os
import threading
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.design import Look
from briefgen.document import Document
from briefgen.problems import MACHINE, BriefgenError, Place, Problem, clip
from briefgen.variables import EPOCH, stated
from briefgen.writers import FontFile, css, fonts, html, paged
from briefgen.writers.pdf import internals, native, starting, tagging
from briefgen.writers.pdf.attaching import attach
from briefgen.writers.pdf.complaints import BASE, heard
from briefgen.writers.pdf.inks import in_screen_colours
from briefgen.writers.pdf.needed import Wanted, needed, wanted
from briefgen.writers.pdf.variants import Variant

if TYPE_CHECKING:
    import weasyprint
    from weasyprint.urls import URLFetcher


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of a document."""

    data: bytes
    messages: tuple[str, ...]
    """What WeasyPrint complained about, but for the template's own CSS."""
    of_css: tuple[str, ...]
    """What it complained about there."""
    texts: tuple[str, ...]
    """The texts that lie on the pages."""
    pages: int
    fonts: tuple[FontFile, ...]
    """Those whose characters are inside."""


LOCK = threading.Lock()
"""One document at a time: neither Pango's font map nor the log of complaints can be shared."""

TAGGED: Mapping[str, Any] = {"pdf_tags": True}
"""What WeasyPrint is told of every document."""


@cache
def shared() -> "Renderer":
    """Return the renderer of this process, made once: a new set of fonts costs time, and leaks memory each time.

    Raises BriefgenError when the library that sets the type is not installed.
    """
    # WeasyPrint prints advice when Pango is missing, and warns when HarfBuzz-Subset is; both are said by problems.
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        native.looked_for()
        try:
            starting.load()
        except OSError as error:
            raise BriefgenError([_unset(error)]) from error
    return Renderer()


def _unset(error: OSError) -> Problem:
    reason = clip(str(error).split(": ")[0], 120)
    message = f"PDF needs the library Pango, which is not installed ({reason})"
    remedy = f"run: {native.command()}; or leave the PDF out: briefgen build -f docx,md,html"
    return Problem(MACHINE, "pdf-library-missing", message, remedy)


class Renderer:
    """Fonts, parsed style sheets and decoded pictures, kept from one document to the next."""

    def __init__(self) -> None:
        from weasyprint.text.fonts import FontConfiguration

        self.fonts = FontConfiguration()
        internals.let_lists_go()
        self._process = 0
        self._settle()
        self.sheet = lru_cache(maxsize=16)(self._sheet)
        self.needed = lru_cache(maxsize=16)(needed)
        self.defaults: internals.Defaults | None = None
        self.has_family = lru_cache(maxsize=256)(lambda family: internals.has_family(self.fonts, family))
        self.pictures: dict[str, Any] = {}
        self.faces: dict[bytes, FontFile] = {}

    def _settle(self) -> None:
        """Take leave of the process that this one was forked from."""
        from multiprocessing.util import Finalize

        if self._process and self._process != os.getpid():
            internals.have_own_folder(self.fonts)
        if self._process != os.getpid():
            # The folder of fonts outlives some ends of a process; this one hook runs at the end of a pool's worker too.
            Finalize(None, self.fonts.__del__, exitpriority=0)
            self._process = os.getpid()

    def render(self, document: Document, look: Look, variant: Variant, layout: str) -> Rendered:
        """Make a PDF. ``layout`` is CSS that says how pages are broken."""
        with _mended(look):
            return self._rendered(document, look, variant, layout)

    def _rendered(self, document: Document, look: Look, variant: Variant, layout: str) -> Rendered:
        origins = tagging.Origins()

        def finish(drawn: Any, made: Any) -> None:
            tagging.finish(drawn, made, document, origins)
            attach(made, document.attachments)

        with heard() as messages, _fixed_clock(), internals.structure_built_by(origins.noted):
            drawn, complained = self._drawn(
                document, look, layout, options := {**TAGGED, "pdf_variant": variant.library}
            )
            if variant.ua:
                internals.declare(drawn, tagging.UA)
            data = drawn.write_pdf(finisher=finish, **options)
        self._forget()
        messages += (message for said in complained[:-1] for message in said)
        texts = tuple(internals.texts_on_paper(drawn.pages))
        return Rendered(data, tuple(messages), complained[-1], texts, len(drawn.pages), self._fonts_of(drawn))

    def _fonts_of(self, drawn: Any) -> tuple[FontFile, ...]:
        """Describe the fonts of a document that was written. Each is read once: one with East Asian signs is large."""
        found = set()
        for face in internals.faces(drawn):
            known = face.mark()
            if known not in self.faces:
                self.faces[known] = self._described(face)
            found.add(self.faces[known])
        return tuple(sorted(found))

    def _described(self, face: internals.Face) -> FontFile:
        """Describe a font, with the name of the file that has its contents."""
        data = face.data()
        package = fonts.PACKAGES.get(face.family)
        for name in [name for name, _, _ in package.files()] if package else []:
            file = fonts.font_file(name)
            if file is not None and file.read_bytes() == data:
                return fonts.packaged(name)
        said = fonts.described(data, face.family, index=face.index)
        for path in map(Path, internals.files_of(self.fonts, face.family)):
            with contextlib.suppress(OSError):
                if path.stat().st_size == len(data) and path.read_bytes() == data:
                    return replace(said, file=path.name)
        return said

    def lay_out(self, document: Document, look: Look) -> tuple[internals.Sheet, ...]:
        """Say what lies on which page, without making a file."""
        with _mended(look), heard():
            drawn, _ = self._drawn(document, look, "", TAGGED)
            sheets = tuple(map(internals.sheet, drawn.pages))
        self._forget()
        return sheets

    def _drawn(
        self, document: Document, look: Look, layout: str, options: Mapping[str, Any]
    ) -> "tuple[Any, list[tuple[str, ...]]]":
        """Lay out the pages; return them with what was complained about in each style sheet, the template's last."""
        served = {BASE + address(data): data for data in look.pictures.values()}
        for place, wide in paged.WATERMARKS.items():
            served[BASE + place] = paged.watermark(look.design, document.meta, wide=wide).encode()
        logo = paged.head_logo(look, {path: address(data) for path, data in look.pictures.items()})
        sheets = (css.sheet(look.design), paged.page_sheet(look.design, document.meta, logo=logo), layout)
        text = page_text(document, look)
        defaults = self._defaults(wanted(text, "".join((*sheets, look.css)), internals.default_sheet()))
        sheets = (self.needed(sheets[0], defaults.wanted), *sheets[1:])
        page = internals.page(text, defaults, base_url=BASE, url_fetcher=fetcher(served))
        parsed = [self.sheet(text) for text in (*sheets, look.css)]
        styles = [sheet for sheet, _ in parsed]
        return page.render(self.fonts, stylesheets=styles, cache=self.pictures, **options), [said for _, said in parsed]

    def _defaults(self, wants: Wanted) -> internals.Defaults:
        """Return what a page can need of WeasyPrint's style sheet, or more: what it does not need changes nothing."""
        known = self.defaults.wanted if self.defaults else wants
        if self.defaults is None or wants.over(known) != known:
            self.defaults = internals.Defaults.of(wants.over(known), fetcher({}))
        return self.defaults

    def _sheet(self, text: str) -> "tuple[weasyprint.CSS, tuple[str, ...]]":
        """Parse a style sheet; return it with what was complained about, since it is parsed but once."""
        import weasyprint

        self._settle()
        with heard() as messages:
            sheet = weasyprint.CSS(string=text, base_url=BASE, url_fetcher=fetcher({}), font_config=self.fonts)
        return sheet, tuple(messages)

    def _forget(self) -> None:
        """Keep only pixels: a failure would be silent the next time, and a drawing keeps its document alive."""
        for found, picture in list(self.pictures.items()):
            if picture is None or hasattr(picture, "_svg"):
                del self.pictures[found]
        if len(self.pictures) > 64:
            self.pictures.clear()


@contextlib.contextmanager
def _mended(look: Look) -> Iterator[None]:
    """Begin anew after a failure, which may have left anything half done; blame a style sheet that an editor wrote.

    WeasyPrint takes lengths as they come, and fails in many ways on those that no page can have.
    """
    try:
        yield
    except BaseException as error:
        shared.cache_clear()
        foreseen = isinstance(error, BriefgenError | MemoryError | RecursionError) or not isinstance(error, Exception)
        if foreseen or not look.css:
            raise
        message = f"no pages can be set with this style sheet: {type(error).__name__}: {clip(str(error), 100)}"
        remedy = "look in it for lengths and sizes that no page can have; take rules out until it works"
        place = look.css_place(1, 1) or Place("template")
        raise BriefgenError([Problem(place, "css-not-set", message, remedy)]) from error


def _fixed_clock() -> contextlib.AbstractContextManager[None]:
    """Give fontTools a fixed date: it stamps those that it rewrites (variable ones; all without HarfBuzz-Subset).

    It is not the user's SOURCE_DATE_EPOCH, which is for the date of a document that has none of its own.
    """
    return stated(EPOCH, "0")


# --- The page and its files -------------------------------------------------------------------------------------------
def page_text(document: Document, look: Look) -> str:
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
    pictures = {path: address(data) for path, data in look.pictures.items()}
    body = html.fragment(document, look.design, picture=pictures.get)
    start = html.page_attributes(meta.language)
    head = f'<meta charset="utf-8"><title>{html.escape(meta.title)}</title>{head}'
    return f"<!DOCTYPE html><html{start}><head>{head}</head><body>{body}</body></html>"


def address(data: bytes) -> str:
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
                kind = {"Content-Type": "image/svg+xml"} if url.removeprefix(BASE) in paged.WATERMARKS else {}
                return URLFetcherResponse(url, in_screen_colours(self.served[url]), kind)
            font = fonts.font_file(url.removeprefix(BASE + fonts.FOLDER))
            if font is None:
                raise ValueError(f"only the template's own pictures and fonts are used, not {url}")
            return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/ttf"})

    return Fetcher


def fetcher(served: Mapping[str, bytes]) -> "URLFetcher":
    """Return what gives WeasyPrint the files behind addresses; ``served`` are those besides the fonts."""
    return _fetcher_type()(served)
