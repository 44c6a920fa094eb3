"""Inline nodes → runs."""

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

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
)
from briefgen.problems import clip
from briefgen.writers.docx.draft import Draft, Pen
from briefgen.writers.docx.markup import NOTHING, Xml, element, field, join, w, words
from briefgen.writers.docx.pictures import drawing
from briefgen.writers.docx.runs import RunLook, Voice
from briefgen.writers.docx.styles import ParagraphStyle

_ADDRESS_LIMIT = 2048
_TIP_LIMIT = 250


def inlines(draft: Draft, nodes: Sequence[Inline], pen: Pen, style: ParagraphStyle, mark: str = "") -> Xml:
    """Write inline nodes that stand in a paragraph of that style, and in the character style ``mark`` if any."""
    voice = Voice(style.look)
    return _all(draft, nodes, pen, voice.within(draft.styles.characters[mark]) if mark else voice)


def _all(draft: Draft, nodes: Sequence[Inline], pen: Pen, voice: Voice) -> Xml:
    """Write nodes. Two calls of notes side by side are set apart, or 1 and 2 would read as 12."""
    parts = []
    previous: Inline | None = None
    for node in nodes:
        if isinstance(node, NoteCall) and isinstance(previous, NoteCall):
            parts.append(voice.within(draft.styles.characters["FootnoteReference"]).run(words(",")))
        parts.append(INLINES[type(node)](draft, node, pen, voice))
        previous = node
    return join(parts)


def _str(draft: Draft, node: Str, _: Pen, voice: Voice) -> Xml:
    return text(draft, node.text, voice)


def text(draft: Draft, content: str, voice: Voice) -> Xml:
    """Write text, in a run for each script."""
    languages = draft.languages.speaking(voice.language) if voice.language else draft.languages
    return join(voice.text(segment) for segment in languages.segments(content))


def _code(draft: Draft, node: Code, _: Pen, voice: Voice) -> Xml:
    return text(draft, node.text, voice.within(draft.styles.characters["VerbatimChar"]))


def _hard_break(_draft: Draft, _node: HardBreak, _pen: Pen, voice: Voice) -> Xml:
    return voice.run(w("br"))


def _plus(look: RunLook) -> Callable[[Draft, Any, Pen, Voice], Xml]:
    """Return the writer of a node that only adds a look to its children."""

    def write(draft: Draft, node: Emphasis | Strong | Strikethrough, pen: Pen, voice: Voice) -> Xml:
        return _all(draft, node.children, pen, voice.plus(look))

    return write


def _span(draft: Draft, node: Span, pen: Pen, voice: Voice) -> Xml:
    return _all(draft, node.children, pen, voice.within(draft.styles.spans[node.style]))


def _foreign(draft: Draft, node: Foreign, pen: Pen, voice: Voice) -> Xml:
    return _all(draft, node.children, pen, voice.speaking(node.language))


def _anchor(draft: Draft, node: Anchor, _pen: Pen, _voice: Voice) -> Xml:
    return draft.marked(node.name, NOTHING)


_BOX_FACE = "MS Gothic"
"""The face in which Word itself sets boxes."""


def _check_box(draft: Draft, node: CheckBox, _: Pen, __: Voice) -> Xml:
    """Write a content control that can be ticked (an extension of Word 2010), around the sign as it is now."""
    states = {"w14:checkedState": "☑", "w14:uncheckedState": "☐"}
    box = element(
        "w14:checkbox",
        {"xmlns:w14": "http://schemas.microsoft.com/office/word/2010/wordml"},
        element("w14:checked", {"w14:val": str(int(node.ticked))}),
        *(element(name, {"w14:val": f"{ord(sign):04X}", "w14:font": _BOX_FACE}) for name, sign in states.items()),
    )
    face = w("rFonts", hint="eastAsia", ascii=_BOX_FACE, eastAsia=_BOX_FACE, hAnsi=_BOX_FACE)
    sign = w("r", w("rPr", face), words(node.text))
    return w("sdt", w("sdtPr", w("id", val=draft.next_id()), box), w("sdtContent", sign))


_SEQUENCES = {"table": "Table", "figure": "Figure"}
"""The names under which Word counts captions; its own list of tables and of figures is made by them."""


def _label(draft: Draft, node: Label, _: Pen, voice: Voice) -> Xml:
    """Write the name of a table or a picture; Word counts."""
    named = voice.within(draft.styles.characters["CaptionLabel"])
    number = field(f"SEQ {_SEQUENCES[node.kind]} \\* ARABIC", named.properties(), words(str(node.number)))
    return join((text(draft, node.before, named), number, text(draft, node.after, named)))


def _cross_reference(draft: Draft, node: CrossReference, pen: Pen, voice: Voice) -> Xml:
    """Write a field that follows the words of its place, in a link for programs that know no such fields."""
    name = draft.bookmarks.get(node.anchor)
    if name is None or pen.in_link:
        return _all(draft, node.children, pen, voice)
    linked = voice.within(draft.styles.characters["Hyperlink"])
    shown = _all(draft, node.children, pen.linked(), linked)
    followed = field(f"REF {name} \\* MERGEFORMAT", linked.properties(), runs=shown)
    return w("hyperlink", followed, anchor=name, history="1")


def _image(draft: Draft, node: Image, pen: Pen, voice: Voice) -> Xml:
    shown = drawing(draft, node, pen)
    return voice.run(shown) if shown else text(draft, node.alt, voice)


# --- Links ------------------------------------------------------------------------------------------------------------
def _link(draft: Draft, node: Link, pen: Pen, voice: Voice) -> Xml:
    """Write a link. One inside another is only words: the file format has one level of them."""
    attributes = None if pen.in_link else _target(draft, node, pen)
    if attributes is None:
        return _all(draft, node.children, pen, voice)
    inside = _all(draft, node.children, pen.linked(), voice.within(draft.styles.characters["Hyperlink"]))
    if node.title:
        attributes["w:tooltip"] = clip(node.title, _TIP_LIMIT)
    return element("w:hyperlink", {**attributes, "w:history": "1"}, inside) if inside else NOTHING


def _target(draft: Draft, node: Link, pen: Pen) -> dict[str, str] | None:
    """Return where a link leads, or None after reporting that it leads nowhere."""
    if node.href.startswith("#"):
        name = draft.bookmarks.get(node.href[1:])
        if name:
            return {"w:anchor": name}
        reason = "nothing in the document has that anchor"
    else:
        address = _address(node.href)
        if address:
            return {"r:id": pen.story.link(address)}
        reason = "Word would refuse the file for an address of this form"
    message = f"the words '{clip(plain(node.children))}' do not lead to '{clip(node.href)}': {reason}"
    draft.warn(draft.document.meta.template, "link-not-made", message, "check the address")
    return None


def _address(href: str) -> str | None:
    """Return an address in the characters that a URI may hold (RFC 3986), or None where that is not to be had."""
    try:
        parts = urlsplit(href)
        host, port = parts.hostname or "", parts.port
        if not host.isascii():
            host = host.encode("idna").decode()
    except ValueError:
        return None
    place = f"{host}:{port}" if port is not None else host
    if parts.username is not None:
        place = f"{quote(parts.netloc.rpartition('@')[0], safe=_LEGAL)}@{place}"
    if parts.scheme in ("http", "https") and not re.fullmatch(r"[A-Za-z0-9._~-]+|[0-9a-f:.]*:[0-9a-f:.]*", host):
        return None
    path, query, fragment = (quote(piece, safe=_LEGAL) for piece in (parts.path, parts.query, parts.fragment))
    whole = urlunsplit((parts.scheme, place if parts.netloc else "", path, query, fragment))
    return whole if len(whole) <= _ADDRESS_LIMIT else None


_LEGAL = "/:@!$&'()*+,;=?~%-._"


# --- Notes ------------------------------------------------------------------------------------------------------------
def _note_call(draft: Draft, node: NoteCall, pen: Pen, voice: Voice) -> Xml:
    """Write the mark of a note: the note itself hangs on the first one, later ones repeat its number."""
    number = node.number
    raised = voice.within(draft.styles.characters["FootnoteReference"])
    bookmark = f"_Note{number}"
    if number in draft.called:
        return field(f"NOTEREF {bookmark} \\f \\h", raised.properties(), words(str(number)))
    if pen.in_note:
        raise ValueError(f"note {number} is called in a note before it is called in the text")
    draft.called.append(number)
    mark = raised.run(w("footnoteReference", id=number))
    if draft.calls[number] == 1:
        return mark
    id_ = draft.next_id()
    return join((w("bookmarkStart", id=id_, name=bookmark), mark, w("bookmarkEnd", id=id_)))


INLINES: dict[type, Callable[[Draft, Any, Pen, Voice], Xml]] = {
    Str: _str,
    Code: _code,
    HardBreak: _hard_break,
    CheckBox: _check_box,
    Emphasis: _plus(RunLook(italic=True)),
    Strong: _plus(RunLook(bold=True)),
    Strikethrough: _plus(RunLook(strike=True)),
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
