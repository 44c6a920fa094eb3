"""Inline nodes, and the notes that they call → HTML."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import takewhile
from typing import Any

from briefgen.document import Document, Note
from briefgen.nodes import (
    Anchor,
    CheckBox,
    Code,
    CrossReference,
    Emphasis,
    Foreign,
    HardBreak,
    Image,
    Inline,
    Label,
    Link,
    NoteCall,
    Span,
    Str,
    Strikethrough,
    Strong,
    plain,
    walk,
)
from briefgen.writers.html.text import State, attributes, direction_of, escape, marked, speaking, spoken, text, turned
from briefgen.writers.scripts import is_rtl_letter, last_character, runs


def inlines(state: State, nodes: Sequence[Inline]) -> str:
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
            parts += [text(state, node.text[:start]), _kept(state, node.text[start:], calls)]
        else:
            parts.append(INLINES[type(node)](state, node))
            continue
        index += len(calls)
    return "".join(parts)


def _kept(state: State, character: str, calls: Sequence[Inline]) -> str:
    """Write the marks of notes with the character before them, on one line with it.

    That one is enough, since no line breaks before it but in East Asian text; with the whole word, WeasyPrint breaks
    some lines too early. The marks are set apart, or 1 and 2 would read as 12.
    """
    marks = '<span class="_sep">,</span>'.join(INLINES[type(call)](state, call) for call in calls)
    return f'<span class="_kept">{text(state, character)}{marks}</span>'


def _wrap(tag: str, state: State, node: Emphasis | Strong | Strikethrough) -> str:
    # Scripts that are written from right to left have no italics; what WeasyPrint makes for them are other letters.
    upright = tag == "em" and any(map(is_rtl_letter, plain(node.children)))
    return f"<{tag}{attributes(class_='_upright' if upright else '')}>{inlines(state, node.children)}</{tag}>"


def _str(state: State, node: Str) -> str:
    return text(state, node.text)


def _code(_: State, node: Code) -> str:
    return f"<code>{escape(node.text)}</code>"


def _hard_break(_state: State, _node: HardBreak) -> str:
    return "<br>"


def _span(state: State, node: Span) -> str:
    return f"<span{marked(state, node, class_=node.style)}>{inlines(state, node.children)}</span>"


def _foreign(state: State, node: Foreign) -> str:
    start = spoken(state, node)
    with speaking(state, node):
        return f"<span{start}>{inlines(state, node.children)}</span>"


def _anchor(_: State, node: Anchor) -> str:
    return f"<span{attributes(id=node.name)}></span>"


def _label(_: State, node: Label) -> str:
    return f'<span class="_label">{escape(node.text)}</span>'


def _cross_reference(state: State, node: CrossReference) -> str:
    return _link(state, Link(f"#{node.anchor}", node.children))


def _image(state: State, node: Image) -> str:
    alt = node.alt or node.src
    address = state.picture(node.src)
    return f"<img{attributes(src=address, alt=alt, title=node.title)}>" if address else escape(f"[{alt}]")


def _link(state: State, node: Link) -> str:
    """Write a link: in one where that is allowed and nothing in it is a link itself, else in pieces."""
    if not state.at_foot and node.children and not any(isinstance(one, _LINKING) for one in walk(node.children)):
        way = direction_of(state, node.children)
        start = attributes(href=node.href, title=node.title, dir=way)
        with turned(state, way):
            return f"<a{start}>{inlines(state, node.children)}</a>"
    return "".join(_linked(state, node, child) for child in _merged(node.children))


def _linked(state: State, link: Link, node: Inline) -> str:
    """Write a piece of a link. An element inside ``a`` breaks PDF/UA, so there the ``a`` goes inside the element."""
    match node:
        case Str() | Code():
            own = [language for _, language in runs(node.text, state.han)]
            language = own[0] if len(own) == 1 else ""
            way = direction_of(state, (node,))
            start = attributes(href=link.href, title=link.title, lang=language, dir=way)
            anchor = f"<a{start}>{escape(node.text)}</a>" if node.text else ""
            return f"<code>{anchor}</code>" if isinstance(node, Code) else anchor
        case Foreign():
            start = spoken(state, node)
            with speaking(state, node):
                inside = "".join(_linked(state, link, child) for child in _merged(node.children))
            return f"<span{start}>{inside}</span>"
        case Emphasis() | Strong() | Strikethrough() | Span():
            inside = "".join(_linked(state, link, child) for child in _merged(node.children))
            return _OUTSIDE[type(node)](node, inside)
        case Link():
            return "".join(_linked(state, link, child) for child in _merged(node.children))
        case _:
            return INLINES[type(node)](state, node)


_LINKING = (Link, CrossReference, NoteCall)

_OUTSIDE: dict[type, Callable[[Any, str], str]] = {
    Emphasis: lambda _, inside: f"<em>{inside}</em>",
    Strong: lambda _, inside: f"<strong>{inside}</strong>",
    Strikethrough: lambda _, inside: f"<s>{inside}</s>",
    Span: lambda node, inside: f"<span{attributes(class_=node.style)}>{inside}</span>",
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


def _note_call(state: State, node: NoteCall) -> str:
    """Write the mark of a note and, at its first call, the note itself."""
    number = node.number
    first = number not in state.called and not state.in_note
    if first:
        state.called.add(number)
    own = f"call:{number}" if first else ""
    if number not in state.notes:
        return f'<span class="_call">{number}</span>'
    mark = f"<a{marked(state, node, class_='_call', id=own, href=f'#note:{number}')}>{number}</a>"
    return f"{mark}{_note(state, state.notes[number], 'span', '_footnote')}" if first and state.at_foot else mark


def _note_body(state: State, note: Note) -> str:
    state.in_note = True
    body = inlines(state, note.children)
    state.in_note = False
    if note.number not in state.called:
        return f" {body}"
    start = attributes(class_="_back", href=f"#call:{note.number}", **state.marks(note))
    return f"<a{start}>{note.number}</a> {body}"


def _note(state: State, note: Note, tag: str, kind: str = "") -> str:
    way = direction_of(state, note.children)
    start = attributes(class_=kind, id=f"note:{note.number}", dir=way)
    with turned(state, way):
        return f"<{tag}{start}>{_note_body(state, note)}</{tag}>"


def end_notes(state: State, document: Document) -> str:
    if not document.notes:
        return ""
    items = "".join(_note(state, note, "li") for note in document.notes)
    return f'<section class="_notes"><h2>{escape(document.meta.notes_label)}</h2><ol>{items}</ol></section>'


INLINES: dict[type, Callable[[State, Any], str]] = {
    Str: _str,
    Code: _code,
    HardBreak: _hard_break,
    CheckBox: lambda _, node: node.text,
    Emphasis: partial(_wrap, "em"),
    Strong: partial(_wrap, "strong"),
    Strikethrough: partial(_wrap, "s"),
    Link: _link,
    Image: _image,
    Span: _span,
    Foreign: _foreign,
    Anchor: _anchor,
    Label: _label,
    CrossReference: _cross_reference,
    NoteCall: _note_call,
}
"""How each type of inline node is written."""
