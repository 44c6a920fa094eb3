"""Document tree → HTML: the body of the PDF, and of the web page.

Class names that begin with ``_`` are the writer's own; all others are names of the template's styles. No template style
can begin so, which keeps the two apart.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from html import escape as _escape
from itertools import takewhile
from typing import Any
from urllib.parse import quote

from briefgen.design import Design
from briefgen.nodes import (
    Anchor,
    Block,
    BlockQuote,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Container,
    DefinitionItem,
    DefinitionList,
    Document,
    Emphasis,
    Foreign,
    HardBreak,
    Heading,
    Image,
    Inline,
    Link,
    ListItem,
    Node,
    Note,
    NoteCall,
    OrderedList,
    PageBreak,
    Paragraph,
    Row,
    Rule,
    Span,
    Str,
    Strikethrough,
    Strong,
    Table,
    plain,
    walk,
)
from briefgen.writers import columns
from briefgen.writers.scripts import (
    direction,
    east_asian_language,
    is_rtl,
    is_rtl_letter,
    last_character,
    primary,
    runs,
)

Marks = Callable[[Node | Note], Mapping[str, str]]
"""Attributes by node, such as ``data_notes``; of a note, those of the link back to its mark."""

SHORT_TABLE = 5
"""A table with at most so many rows stays on one page."""


@dataclass
class _State:
    """What a part of the document needs to know about the rest of it."""

    design: Design
    notes: Mapping[int, Note]
    picture: Callable[[str], str | None]
    marks: Marks
    at_foot: bool
    language: str
    han: str
    called: set[int] = field(default_factory=set)
    """Notes that have been called so far."""
    containers: list[str] = field(default_factory=list)
    in_note: bool = False
    rtl: bool = False
    """Whether the block around is written from right to left."""


def fragment(
    document: Document,
    design: Design,
    *,
    notes_at_foot: bool = True,
    picture: Callable[[str], str | None] = quote,
    marks: Marks = lambda _: {},
) -> str:
    """Return the document as HTML, without ``html``, ``head`` and ``body``.

    With ``notes_at_foot`` each note stands where it is first called, in a ``span._footnote`` that CSS moves to the foot
    of the page (``float: footnote``); without it the notes are a list at the end. ``picture`` turns the path of a
    picture into its address, or into None for a missing one, whose description then stands in its place. ``marks``
    gives more attributes to the elements of list items, rows, quotations, definitions, paragraphs, headings, spans,
    marks of notes, and links back to these.
    """
    texts = (node.text for node in walk((*document.children, *note_bodies(document))) if isinstance(node, Str))
    language = document.meta.language
    state = _State(
        design=design,
        notes={note.number: note for note in document.notes},
        picture=picture,
        marks=marks,
        at_foot=notes_at_foot,
        language=language,
        han=east_asian_language("".join(texts), language),
        rtl=is_rtl(language),
    )
    body = _blocks(state, document.children)
    return body if notes_at_foot else f"{body}{_end_notes(state, document)}"


def page_attributes(language: str) -> str:
    """Return the attributes of the ``html`` element: the language and its direction."""
    return _attributes(lang=language, dir="rtl" if is_rtl(language) else "")


# --- Text -------------------------------------------------------------------------------------------------------------
def escape(text: str) -> str:
    """Escape text for an element or a quoted attribute. A carriage return would be read back as a line feed."""
    return _escape(text).replace("\r", "&#13;")


def _text(state: _State, text: str) -> str:
    """Escape text, and name the language of its East Asian runs where that is not the document's own."""
    return escaped_runs(text, state.language, state.han)


def escaped_runs(text: str, own: str, han: str) -> str:
    """Escape text in a language of its own, and name that of its East Asian runs where it is another one.

    ``han`` is the language of Chinese characters that do not tell theirs.
    """
    if text.isascii():
        return escape(text)
    named = ((escape(run), "" if primary(language) == primary(own) else language) for run, language in runs(text, han))
    return "".join(f'<span lang="{language}">{run}</span>' if language else run for run, language in named)


def _attributes(**values: str) -> str:
    """Write attributes, without the empty ones."""
    return "".join(f' {name.strip("_").replace("_", "-")}="{escape(value)}"' for name, value in values.items() if value)


def _marked(state: _State, node: Node, **values: str) -> str:
    """Write the attributes of the element of a node, and those that the caller of :func:`fragment` gives it."""
    return _attributes(**values, **state.marks(node))


def _direction(state: _State, nodes: Sequence[Node]) -> str:
    """Return the direction of a block where it is not that of what is around it, else an empty string."""
    found = direction(plain(tuple(nodes)))
    return found if found and (found == "rtl") != state.rtl else ""


@contextmanager
def _turned(state: _State, direction_: str) -> Iterator[None]:
    """Remember the direction of a block while what is in it is written."""
    around, state.rtl = state.rtl, direction_ == "rtl" if direction_ else state.rtl
    yield
    state.rtl = around


@contextmanager
def _speaking(state: _State, node: Foreign) -> Iterator[None]:
    """Remember the language of words while they are written."""
    around = state.language, state.han
    state.language = node.language
    state.han = node.language if primary(node.language) in ("ja", "ko", "zh") else state.han
    yield
    state.language, state.han = around


# --- Inline -----------------------------------------------------------------------------------------------------------
def _inlines(state: _State, nodes: Sequence[Inline]) -> str:
    """Write inline nodes. The marks of notes stay on the line of the word before them."""
    parts = []
    index = 0
    while index < len(nodes):
        node, index = nodes[index], index + 1
        calls = list(takewhile(lambda following: isinstance(following, NoteCall), nodes[index:]))
        if isinstance(node, NoteCall):
            parts.append(_kept(state, "", [node, *calls]))
        elif isinstance(node, Str) and calls:
            start = last_character(node.text)
            parts += [_text(state, node.text[:start]), _kept(state, node.text[start:], calls)]
        else:
            parts.append(_WRITERS[type(node)](state, node))
            continue
        index += len(calls)
    return "".join(parts)


def _kept(state: _State, character: str, calls: Sequence[Inline]) -> str:
    """Write the marks of notes with the character before them, on one line with it.

    That one is enough, since no line breaks before it but in East Asian text; with the whole word, WeasyPrint breaks
    some lines too early. The marks are set apart, or 1 and 2 would read as 12.
    """
    marks = '<span class="_sep">,</span>'.join(_WRITERS[type(call)](state, call) for call in calls)
    return f'<span class="_kept">{_text(state, character)}{marks}</span>'


def _wrap(tag: str, state: _State, node: Emphasis | Strong | Strikethrough) -> str:
    # Scripts that are written from right to left have no italics; what WeasyPrint makes for them are other letters.
    upright = tag == "em" and any(map(is_rtl_letter, plain(node.children)))
    return f"<{tag}{_attributes(class_='_upright' if upright else '')}>{_inlines(state, node.children)}</{tag}>"


def _str(state: _State, node: Str) -> str:
    return _text(state, node.text)


def _code(_: _State, node: Code) -> str:
    return f"<code>{escape(node.text)}</code>"


def _hard_break(_state: _State, _node: HardBreak) -> str:
    return "<br>"


def _span(state: _State, node: Span) -> str:
    return f"<span{_marked(state, node, class_=node.style)}>{_inlines(state, node.children)}</span>"


def _foreign(state: _State, node: Foreign) -> str:
    with _speaking(state, node):
        return f"<span{_attributes(lang=node.language)}>{_inlines(state, node.children)}</span>"


def _anchor(_: _State, node: Anchor) -> str:
    return f"<span{_attributes(id=node.name)}></span>"


def _image(state: _State, node: Image) -> str:
    alt = node.alt or node.src
    address = state.picture(node.src)
    return f"<img{_attributes(src=address, alt=alt, title=node.title)}>" if address else escape(f"[{alt}]")


def _link(state: _State, node: Link) -> str:
    return "".join(_linked(state, node, child) for child in _merged(node.children))


def _linked(state: _State, link: Link, node: Inline) -> str:
    """Write a piece of a link. An element inside ``a`` breaks PDF/UA, so the ``a`` goes inside the element."""
    match node:
        case Str() | Code():
            own = [language for _, language in runs(node.text, state.han)]
            language = own[0] if len(own) == 1 else ""
            start = _attributes(href=link.href, title=link.title, lang=language)
            anchor = f"<a{start}>{escape(node.text)}</a>" if node.text else ""
            return f"<code>{anchor}</code>" if isinstance(node, Code) else anchor
        case Foreign():
            with _speaking(state, node):
                inside = "".join(_linked(state, link, child) for child in _merged(node.children))
            return f"<span{_attributes(lang=node.language)}>{inside}</span>"
        case Emphasis() | Strong() | Strikethrough() | Span():
            inside = "".join(_linked(state, link, child) for child in _merged(node.children))
            return _OUTSIDE[type(node)](node, inside)
        case Link():
            return "".join(_linked(state, link, child) for child in _merged(node.children))
        case _:
            return _WRITERS[type(node)](state, node)


_OUTSIDE: dict[type, Callable[[Any, str], str]] = {
    Emphasis: lambda _, inside: f"<em>{inside}</em>",
    Strong: lambda _, inside: f"<strong>{inside}</strong>",
    Strikethrough: lambda _, inside: f"<s>{inside}</s>",
    Span: lambda node, inside: f"<span{_attributes(class_=node.style)}>{inside}</span>",
}


def _merged(nodes: Sequence[Inline]) -> list[Inline]:
    """Join neighbouring runs of text, so that one phrase is one link."""
    merged: list[Inline] = []
    for node in nodes:
        if isinstance(node, Str) and merged and isinstance(merged[-1], Str):
            merged[-1] = Str(merged[-1].text + node.text, merged[-1].place)
        else:
            merged.append(node)
    return merged


def _note_call(state: _State, node: NoteCall) -> str:
    """Write the mark of a note and, at its first call, the note itself."""
    number = node.number
    first = number not in state.called and not state.in_note
    if first:
        state.called.add(number)
    own = f"call:{number}" if first else ""
    if number not in state.notes:
        return f'<span class="_call">{number}</span>'
    mark = f"<a{_marked(state, node, class_='_call', id=own, href=f'#note:{number}')}>{number}</a>"
    return f"{mark}{_note(state, state.notes[number], 'span', '_footnote')}" if first and state.at_foot else mark


def _note_body(state: _State, note: Note) -> str:
    state.in_note = True
    body = _inlines(state, note.children)
    state.in_note = False
    if note.number not in state.called:
        return f" {body}"
    start = _attributes(class_="_back", href=f"#call:{note.number}", **state.marks(note))
    return f"<a{start}>{note.number}</a> {body}"


def _note(state: _State, note: Note, tag: str, kind: str = "") -> str:
    way = _direction(state, note.children)
    start = _attributes(class_=kind, id=f"note:{note.number}", dir=way)
    with _turned(state, way):
        return f"<{tag}{start}>{_note_body(state, note)}</{tag}>"


def _end_notes(state: _State, document: Document) -> str:
    if not document.notes:
        return ""
    items = "".join(_note(state, note, "li") for note in document.notes)
    return f'<section class="_notes"><h2>{escape(document.meta.notes_label)}</h2><ol>{items}</ol></section>'


# --- Blocks -----------------------------------------------------------------------------------------------------------
def _blocks(state: _State, nodes: Sequence[Block]) -> str:
    return "\n".join(filter(None, (_WRITERS[type(node)](state, node) for node in nodes)))


def _heading(state: _State, node: Heading) -> str:
    """Write a heading; PDF/UA wants none that is empty. One that only calls notes is announced by their numbers."""
    calls = (child for child in walk(node.children) if isinstance(child, NoteCall))
    words = plain(node.children).strip() or ", ".join(str(call.number) for call in calls)
    if not words:
        return ""
    way = _direction(state, node.children)
    start = _marked(state, node, id=node.anchor, data_label=words, dir=way)
    with _turned(state, way):
        return f"<h{node.level}{start}>{_inlines(state, node.children)}</h{node.level}>"


def _paragraph(state: _State, node: Paragraph) -> str:
    way = _direction(state, node.children)
    with _turned(state, way):
        inside = _inlines(state, node.children)
    return f"<p{_marked(state, node, dir=way)}>{inside}</p>" if inside else ""


def _list(state: _State, node: BulletList | OrderedList) -> str:
    tag = "ol" if isinstance(node, OrderedList) else "ul"
    start = str(node.start) if isinstance(node, OrderedList) and node.start != 1 else ""
    way = _direction(state, node.items)
    attributes = _attributes(class_="_tight" if node.tight else "", start=start, dir=way)
    with _turned(state, way):
        inside = "\n".join(_list_item(state, item) for item in node.items)
    return f"<{tag}{attributes}>\n{inside}\n</{tag}>" if node.items else ""


def _list_item(state: _State, node: ListItem) -> str:
    # A list item without content breaks PDF/UA, and leaving it out would change the numbers of those after it.
    return f"<li{_marked(state, node)}>{_blocks(state, node.children) or '<p>&#160;</p>'}</li>"


def _definition_list(state: _State, node: DefinitionList) -> str:
    inside = "\n".join(_definition(state, item) for item in node.items)
    long = columns.needs_full_width(node)
    return f"<dl{_attributes(class_='_long' if long else '')}>\n{inside}\n</dl>" if node.items else ""


def _definition(state: _State, node: DefinitionItem) -> str:
    term = _inlines(state, node.term) or "&#160;"
    said = _blocks(state, node.children) or "<p>&#160;</p>"
    return f"<div{_marked(state, node)}><dt>{term}</dt><dd>{said}</dd></div>"


def _table(state: _State, node: Table) -> str:
    weights = next(filter(None, map(state.design.column_weights.get, reversed(state.containers))), None)
    widths = columns.shares(node, weights, columns.room(state.design))
    cols = "".join(f'<col style="width:{share * 100:.2f}%">' for share in widths)
    head = _row(state, node.head, node, "th")
    rows = "\n".join(_row(state, row, node, "td") for row in node.rows)
    short = _attributes(class_="_short" if len(node.rows) <= SHORT_TABLE else "")
    start = f"<table{short}><colgroup>{cols}</colgroup>\n"
    if not rows:  # PDF/UA refuses a table that is nothing but its head
        return f"{start}<tbody>\n{head}\n</tbody>\n</table>"
    return f"{start}<thead>\n{head}\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _row(state: _State, node: Row, table: Table, tag: str) -> str:
    pairs = zip(node.cells, table.alignments, strict=True)
    return f"<tr{_marked(state, node)}>{''.join(_cell(state, cell, alignment, tag) for cell, alignment in pairs)}</tr>"


def _cell(state: _State, node: Cell, alignment: str, tag: str) -> str:
    way = _direction(state, node.children)
    with _turned(state, way):
        inside = _inlines(state, node.children)
    head = tag == "th" and bool(inside)  # an empty head cell heads nothing, and PDF/UA refuses it
    kind = "" if alignment == "left" else f"_{alignment}"
    start = _attributes(scope="col" if head else "", class_=kind, dir=way)
    return f"<{tag if head else 'td'}{start}>{inside}</{tag if head else 'td'}>"


def _block_quote(state: _State, node: BlockQuote) -> str:
    return f"<blockquote{_marked(state, node)}>\n{_blocks(state, node.children)}\n</blockquote>"


def _container(state: _State, node: Container) -> str:
    state.containers.append(node.name)
    inside = _blocks(state, node.children)
    state.containers.pop()
    return f"<div{_attributes(class_=node.name)}>\n{inside}\n</div>"


def _code_block(_: _State, node: CodeBlock) -> str:
    # HTML drops a line feed right after <pre>, so one is given for it to drop.
    return f"<pre>\n{escape(node.text)}</pre>"


def _rule(_state: _State, _node: Rule) -> str:
    return "<hr>"


def _page_break(_state: _State, _node: PageBreak) -> str:
    return '<div class="_page-break"></div>'


def _alone(state: _State, node: Node) -> str:
    """Refuse a row or a cell outside its table: nothing but a mistake in this program puts one there."""
    raise TypeError(f"{type(node).__name__} stands outside its block")


_WRITERS: dict[type, Callable[[_State, Any], str]] = {
    Str: _str,
    Code: _code,
    HardBreak: _hard_break,
    Emphasis: partial(_wrap, "em"),
    Strong: partial(_wrap, "strong"),
    Strikethrough: partial(_wrap, "s"),
    Link: _link,
    Image: _image,
    Span: _span,
    Foreign: _foreign,
    Anchor: _anchor,
    NoteCall: _note_call,
    Heading: _heading,
    Paragraph: _paragraph,
    BulletList: _list,
    OrderedList: _list,
    ListItem: _list_item,
    DefinitionList: _definition_list,
    DefinitionItem: _definition,
    Table: _table,
    Row: _alone,
    Cell: _alone,
    BlockQuote: _block_quote,
    Container: _container,
    CodeBlock: _code_block,
    Rule: _rule,
    PageBreak: _page_break,
}


def note_bodies(document: Document) -> tuple[Inline, ...]:
    """Return what stands in the notes of a document."""
    return tuple(child for note in document.notes for child in note.children)
