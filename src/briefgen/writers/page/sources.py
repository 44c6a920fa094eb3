"""The sources beside the brief: numbered paragraphs, in which the words that notes quote are links to what quotes them.

Quotations may overlap. So a text is cut wherever one begins or ends, and each piece names the notes that quote it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefgen.document import Document
from briefgen.extracts import ParagraphExtract, SentenceExtract, SourceExtract
from briefgen.nodes import NoteCall, walk
from briefgen.writers.html import escape, escaped_runs
from briefgen.writers.page.statements import paragraph_id
from briefgen.writers.page.words import Words, attributes
from briefgen.writers.scripts import direction, east_asian_language, is_rtl

_CLASSES = {"used": "", "set-aside": ' class="_aside"', "unused": ' class="_unused"'}

Quoted = tuple[int, int, int]
"""Offsets into a paragraph's text, and the number of the note that quotes what stands between them."""


def pane(document: Document, words: Words) -> str:
    """Return the part of the page that holds the sources; an empty string for a document without any."""
    if not document.sources:
        return ""
    several = len(document.sources) > 1
    title = words.sources if several else words.source
    names = ((f"source:{one.number}", one.name) for one in document.sources)
    links = "".join(f'<li><a href="#{anchor}">{escape(name)}</a></li>' for anchor, name in names)
    nav = f'<nav aria-labelledby="page:source-title"><ul>{links}</ul></nav>' if several else ""
    quoted = _quoted(document)
    called = {node.number for node in walk(document.children) if isinstance(node, NoteCall)}
    texts = "\n".join(_source(document, one, words, quoted, called) for one in document.sources)
    return f"""<aside class="_sources" id="page:source" aria-labelledby="page:source-title" tabindex="-1">
<div class="_head">
<h2 id="page:source-title"{attributes(words, document.meta.language)}>{escape(title)}</h2>
{nav}{_toggle(document, words)}{_status(document, words)}
</div>
<div class="_scroller" role="region" aria-label="{escape(words.text)}" tabindex="0">
{texts}
</div>
</aside>"""


# --- Above the text ---------------------------------------------------------------------------------------------------
def _status(document: Document, words: Words) -> str:
    """Return the line that says what is lit. The script shows it; without one there is nothing to say."""
    if not document.notes:
        return ""
    named = attributes(words, document.meta.language)
    return f"""
<div class="_bar" id="page:bar" hidden>
<p class="_hint"{named}>{escape(words.hint)}</p>
<p class="_status" id="page:status" role="status"></p>
<p class="_actions" hidden{named}><button type="button" id="page:go"></button>
<button type="button" id="page:clear">{escape(words.clear)}</button></p>
</div>"""


def _toggle(document: Document, words: Words) -> str:
    """Return the switch that shows what is not used; nothing where no source may be shown in full."""
    uses = [
        sentence.use
        for source in document.sources
        if source.redistribute == "full"
        for paragraph in source.paragraphs
        for sentence in paragraph.sentences
    ]
    if not uses:
        return ""
    count = words.unused_count.format(unused=uses.count("unused"), all=len(uses), aside=uses.count("set-aside"))
    return f"""
<p class="_toggle" id="page:toggle" hidden{attributes(words, document.meta.language)}>
<label><input type="checkbox" id="page:unused" aria-describedby="page:unused-count"> {escape(words.unused)}</label>
<span id="page:unused-count">{escape(count)}</span></p>"""


# --- The text ---------------------------------------------------------------------------------------------------------
def _quoted(document: Document) -> Mapping[tuple[int, int], list[Quoted]]:
    """Return what is quoted of each paragraph, by the numbers of source and paragraph."""
    found: dict[tuple[int, int], list[Quoted]] = {}
    for note in document.notes:
        for one in note.citations:
            found.setdefault((one.source, one.paragraph), []).append((one.start, one.end, note.number))
    return found


def _source(
    document: Document,
    source: SourceExtract,
    words: Words,
    quoted: Mapping[tuple[int, int], list[Quoted]],
    called: set[int],
) -> str:
    anchor = f"source:{source.number}"
    remark = {"full": "", "quotes": words.quotes_only, "none": words.withheld}[source.redistribute]
    told = f'<p class="_remark"{attributes(words, document.meta.language)}>{escape(remark)}</p>' if remark else ""
    reference = f'<p class="_reference">{escape(source.reference)}</p>' if source.reference else ""
    alone = len(document.sources) == 1 and source.name == words.source  # its name stands above it already
    name = "" if alone else f'<h3 id="{anchor}:name">{escape(source.name)}</h3>'
    han = east_asian_language("".join(part.text for part in source.paragraphs), source.language)
    paragraphs = "\n".join(
        _paragraph(source, _Cut(part, quoted.get((source.number, part.number), ()), called, source.language, han))
        for part in source.paragraphs
    )
    text = f"<div{_text_attributes(source)}>\n{paragraphs}\n</div>" if paragraphs else ""
    tag = "section" if name else "div"
    return f'<{tag} class="_text" id="{anchor}">\n{name}{reference}{told}\n{text}</{tag}>'


def _text_attributes(source: SourceExtract) -> str:
    return f' lang="{escape(source.language)}" dir="{"rtl" if is_rtl(source.language) else "ltr"}"'


def _paragraph(source: SourceExtract, cut: "_Cut") -> str:
    part = cut.part
    way = direction(part.text)
    turned = f' dir="{way}"' if way and (way == "rtl") != is_rtl(source.language) else ""
    number = f'<span class="_number" dir="ltr">¶{part.number}</span>'
    return f'<p id="{paragraph_id(source.number, part.number)}"{turned}>{number} {cut.html()}</p>'


@dataclass
class _Cut:
    """Writes the text of a paragraph, cut wherever a sentence or a quotation begins or ends."""

    part: ParagraphExtract
    quoted: Sequence[Quoted]
    called: set[int]
    language: str
    han: str

    def html(self) -> str:
        """Return the text with its sentences and quotations as elements."""
        self._told: set[tuple[int, ...]] = set()
        position, pieces = 0, []
        for sentence in sorted(self.part.sentences, key=lambda one: one.start):
            start, end = max(sentence.start, position), min(sentence.end, len(self.part.text))
            if start >= end:
                continue
            pieces += [*self._pieces(position, start), self._sentence(sentence, start, end)]
            position = end
        return "".join((*pieces, *self._pieces(position, len(self.part.text))))

    def _sentence(self, sentence: SentenceExtract, start: int, end: int) -> str:
        return f"<span{_CLASSES[sentence.use]}>{''.join(self._pieces(start, end))}</span>"

    def _pieces(self, start: int, end: int) -> Iterator[str]:
        edges = {edge for first, last, _ in self.quoted for edge in (first, last) if start < edge < end}
        cuts = [start, *sorted(edges), end]
        for first, last in pairwise(cuts):
            if first < last:
                notes = {note for begin, stop, note in self.quoted if begin <= first and last <= stop}
                yield self._piece(self.part.text[first:last], tuple(sorted(notes)))

    def _piece(self, text: str, notes: tuple[int, ...]) -> str:
        """Write a piece that these notes quote. Tab stops at the first only of those that the same notes quote."""
        words = escaped_runs(text, self.language, self.han)
        if not notes:
            return words
        start = f'class="_quoted" data-notes="{" ".join(map(str, notes))}"'
        if not any(character.isalnum() for character in text):
            return f"<span {start}>{words}</span>"
        target = next((f"call:{note}" for note in notes if note in self.called), f"note:{notes[0]}")
        skipped = ' tabindex="-1"' if notes in self._told else ""
        self._told.add(notes)
        # A link may not hold elements in the PDF; here it may, and so the words of another script keep their language.
        return f'<a {start} href="#{target}"{skipped}>{words}</a>'
