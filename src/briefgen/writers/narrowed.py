"""What of a document and a look the writer of a format is given: what it could print, and nothing else.

So what a file is made from can be told from what its writer was given, and a changed label or style sheet does not make
a format anew that has no place for it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from briefgen.design import Design, Look
from briefgen.design.tokens import LINE_FIELD, Line
from briefgen.document import Document, Meta

Given = tuple[Document, Look]


def narrowed(form: str, document: Document, look: Look) -> Given:
    """Return what the writer of a format is given; all of it where the format is of another package."""
    narrow = _NARROW.get(form)
    return narrow(document, look) if narrow else (document, look)


def _without_look(document: Document, look: Look) -> Given:
    return _with_meta(_unsourced(document), fields={}, page_label="", notes_label=""), _no_look()


@cache
def _no_look() -> Look:
    return Look(Design.model_construct())


def _for_page(document: Document, look: Look) -> Given:
    shown = replace(document, attachments=())
    return _with_meta(shown, fields=_fields(document.meta, look.design), content_hash=""), _unworded(look)


def _for_print(document: Document, look: Look) -> Given:
    shown = replace(_unsourced(document), attachments=document.attachments)
    fields = _fields(document.meta, look.design)
    return _with_meta(shown, fields=fields, content_hash="", notes_label=""), _unworded(look)


def _for_word(document: Document, look: Look) -> Given:
    # What an editor's own Word file asks for in its heads and feet, only that file knows.
    fields = document.meta.fields if look.reference else _fields(document.meta, look.design)
    return _with_meta(_unsourced(document), fields=fields, notes_label=""), replace(look, css="", css_files=())


def _with_meta(document: Document, **changes: object) -> Document:
    # How tables and figures are called stands in their captions already.
    captions = {"table_label": "", "figure_label": "", "caption_label": ""}
    return replace(document, meta=replace(document.meta, **captions, **changes))  # type: ignore[arg-type]


def _unsourced(document: Document) -> Document:
    """Leave out the sources, which only the web page shows, and what travels inside a PDF."""
    notes = tuple(replace(note, citations=()) for note in document.notes)
    return replace(document, notes=notes, sources=(), attachments=())


def _unworded(look: Look) -> Look:
    return replace(look, reference=None, reference_file="", word_styles={})


_NARROW: dict[str, Callable[[Document, Look], Given]] = {
    "docx": _for_word,
    "pdf": _for_print,
    "md": _without_look,
    "html": _for_page,
}


def _fields(meta: Meta, design: Design) -> dict[str, str]:
    """Return the fields that the lines at head and foot name, or the words for a logo."""
    named = {name for text in _texts(design) for name in LINE_FIELD.findall(text)}
    return {name: words for name, words in meta.fields.items() if name in named}


def _texts(design: Design) -> Iterator[str]:
    for running in (design.header, design.footer):
        stated: tuple[Line | None, ...] = (running, running.first)
        yield from (str(text) for line in stated if line for text in (line.left, line.centre, line.right) if text)
    if design.logo:
        yield str(design.logo.alt)
