"""A web page → what a reader sees of it.

The page goes by as a stream of events and no tree is built, so a hostile one costs little memory. Nothing is fetched,
and no entity but those of HTML is known.
"""

import codecs
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from briefgen.readers.blocks import Block, Blocks
from briefgen.readers.origin import Origin
from briefgen.readers.text import read as read_text

LIMIT_DEPTH = 512
LIMIT_ELEMENTS = 1_000_000


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DROPPED = _names(
    "head script style template noscript nav svg iframe object embed canvas audio video map button select datalist "
    "textarea input progress meter rt rp"
)
"""Elements whose words nobody reads as part of the text; ``rt`` is the reading of a Japanese word."""
_DROPPED_ROLES = {"navigation", "search", "menu", "menubar", "dialog", "alertdialog"}
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol optgroup option p pre search "
    "section summary table tbody tfoot thead ul"
)
_SEEN_AS = {"br": ("\n", ""), "q": ("“", "”")}
"""Elements that show as characters."""
_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class _Region:
    """Where a paragraph stands in its page."""

    main: bool
    article: int
    """The number of the article, or 0."""
    heading: bool


class _TooMuch(Exception):
    """No page that somebody wrote is like this."""


class _Page:
    """Takes what the parser finds, and keeps what can be read."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self.depth = self.elements = 0
        self.dropped = 0
        """The depth of the element that is being left out."""
        self.kept_as_written = 0
        self.articles = 0
        self.main = self.heading = 0
        self.within: list[int] = []
        """The numbers of the articles that are open."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > LIMIT_DEPTH or self.elements > LIMIT_ELEMENTS:
            raise _TooMuch
        if self.dropped:
            return
        if tag in _DROPPED or _is_hidden(tag, attributes):
            self.dropped = self.depth
        if tag in _BLOCKS or tag == "nav" or "-" in tag:
            self._boundary(tag, +1)
        elif tag in _SEEN_AS:
            self.blocks.add(_SEEN_AS[tag][0])
        elif tag == "tr":
            self.blocks.open_row()
        elif tag in {"td", "th"}:
            self.blocks.open_cell()

    def end(self, tag: str) -> None:
        self.depth -= 1
        if self.dropped and self.dropped <= self.depth:
            return
        self.dropped = 0
        if tag in _BLOCKS or "-" in tag:
            self._boundary(tag, -1)
        elif tag == "tr":
            self.blocks.close_row()
        elif tag in {"td", "th"}:
            self.blocks.close_cell()
        elif tag in _SEEN_AS:
            self.blocks.add(_SEEN_AS[tag][1])

    def _boundary(self, tag: str, step: int) -> None:
        """End the paragraph at a block's beginning or end, and note where the next one stands."""
        self.blocks.end()
        self.kept_as_written += step * (tag == "pre")
        self.main += step * (tag == "main")
        self.heading += step * (tag == "h1")
        if tag == "article" and step > 0:
            self.articles += 1
            self.within.append(self.articles)
        elif tag == "article" and self.within:
            self.within.pop()
        self.blocks.region = _Region(self.main > 0, self.within[0] if self.within else 0, self.heading > 0)

    def data(self, words: str) -> None:
        if not self.dropped:
            self.blocks.add(words if self.kept_as_written else _SPACE.sub(" ", words))

    def close(self) -> list[Block]:
        return self.blocks.all()


def _is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    if tag == "dialog" and "open" not in attributes:
        return True
    return bool(attributes) and (
        "hidden" in attributes
        or attributes.get("role", "").lower() in _DROPPED_ROLES
        or bool(_UNSEEN.search(attributes.get("style", "")))
    )


def read(data: bytes, origin: Origin) -> str:
    """Return the text of a page: of its main part or its only article where it marks them, else of all of it."""
    blocks = _blocks(_decoded(data, origin), origin)
    articles = {block.region.article for block in blocks if isinstance(block.region, _Region)} - {0}
    for inside in (lambda region: region.main, lambda region: region.article > 0 and len(articles) == 1):
        if kept := _kept(blocks, inside):
            return "\n\n".join(block.text for block in kept)
    return "\n\n".join(block.text for block in blocks)


def _kept(blocks: list[Block], inside: Callable[[_Region], bool]) -> list[Block]:
    """Return the paragraphs of a part, and a headline that stands outside when there is none in it."""
    regions = [block.region for block in blocks if isinstance(block.region, _Region)]
    if not any(map(inside, regions)):
        return []
    headed = any(region.heading and inside(region) for region in regions)
    return [
        block
        for block in blocks
        if isinstance(block.region, _Region) and (inside(block.region) or (block.region.heading and not headed))
    ]


def text_of(markup: str, origin: Origin) -> str:
    """Return the text of markup, all of it."""
    return "\n\n".join(block.text for block in _blocks(markup, origin))


def _blocks(markup: str, origin: Origin) -> list[Block]:
    parser = etree.HTMLParser(target=_Page(), encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        parser.feed(markup.replace("\0", "\ufffd").encode())
        found: list[Block] = parser.close()
    except _TooMuch:
        found = []
        message = f"the page has more than {LIMIT_ELEMENTS} elements, or {LIMIT_DEPTH} one within the other"
        remedy = "is this the right file? copy the text of the page into a .txt file"
        raise origin.refusal("too-large", message, remedy) from None
    except etree.LxmlError:
        return []  # A page without an element has no text.
    return found


# --- Encodings --------------------------------------------------------------------------------------------------------
_DECLARED = re.compile(
    rb"""(?:<meta\s[^>]{0,200}?charset|<\?xml\s[^>]{0,60}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
_READ_AS = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
}
"""What browsers read encodings as that pages declare (WHATWG Encoding, section 4.2)."""


def _decoded(data: bytes, origin: Origin) -> str:
    """Decode a page by its byte order mark, by what it declares, or as UTF-8."""
    found = _DECLARED.search(data[:4096])
    declared = found[1].decode("ascii", "replace").lower() if found else ""
    encoding = _READ_AS.get(declared, declared)
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if marked or not encoding or encoding.replace("_", "-").startswith(("utf-8", "utf8", "utf-16", "utf16")):
        with suppress(UnicodeDecodeError):
            return data.removeprefix(b"\xef\xbb\xbf").decode()
        return read_text(data, origin)
    try:
        text = codecs.decode(data, encoding, "replace")
    except (LookupError, TypeError, ValueError):
        return read_text(data, origin)
    if not isinstance(text, str) or text.count("\ufffd") * 100 > len(text):
        message = f"the page declares the encoding '{declared}' and is written in another"
        raise origin.refusal("not-utf-8", message, "open it in a browser and copy its text into a .txt file (UTF-8)")
    return text
