"""Document tree → HTML: the body of the PDF, and of the web page.

Class names that begin with ``_`` are the writer's own; all others are names of the template's styles. No template style
can begin so, which keeps the two apart.
"""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from briefgen.design import Design
from briefgen.document import Document
from briefgen.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Caption,
    Cell,
    CodeBlock,
    Container,
    Contents,
    ContentsEntry,
    DefinitionItem,
    DefinitionList,
    Figure,
    Heading,
    Image,
    Inline,
    Landscape,
    Link,
    ListItem,
    Node,
    NoteCall,
    OrderedList,
    PageBreak,
    Paragraph,
    Row,
    Rule,
    Str,
    Table,
    plain,
    walk,
)
from briefgen.writers import columns
from briefgen.writers.html.inlines import INLINES, end_notes, inlines
from briefgen.writers.html.text import Marks, State, attributes, direction_of, escape, escaped_runs, marked, turned
from briefgen.writers.running import words
from briefgen.writers.scripts import east_asian_language, is_rtl

__all__ = ["escape", "escaped_runs", "fragment", "note_bodies", "page_attributes"]

CONTENTS = "_entries"
"""The class of the list that the contents are."""
SHORT_TABLE = 5
"""A table with at most so many rows stays on one page."""


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
    state = State(
        design=design,
        notes={note.number: note for note in document.notes},
        picture=picture,
        marks=marks,
        at_foot=notes_at_foot,
        language=language,
        han=east_asian_language("".join(texts), language),
        rtl=is_rtl(language),
    )
    body = f"{_logo(state, document)}{_blocks(state, document.children)}"
    return body if notes_at_foot else f"{body}{end_notes(state, document)}"


def _logo(state: State, document: Document) -> str:
    """Write the logo above everything else."""
    logo = state.design.logo
    if logo is None:
        return ""
    picture = INLINES[Image](state, Image(str(logo.file), words(str(logo.alt), document.meta)))
    return f'<div class="_logo">{picture}</div>\n'


def page_attributes(language: str) -> str:
    """Return the attributes of the ``html`` element: the language and its direction."""
    return attributes(lang=language, dir="rtl" if is_rtl(language) else "")


def note_bodies(document: Document) -> tuple[Inline, ...]:
    """Return what stands in the notes of a document."""
    return tuple(child for note in document.notes for child in note.children)


# --- Blocks -----------------------------------------------------------------------------------------------------------
def _blocks(state: State, nodes: Sequence[Block]) -> str:
    return "\n".join(filter(None, (_WRITERS[type(node)](state, node) for node in nodes)))


def _heading(state: State, node: Heading) -> str:
    """Write a heading; PDF/UA wants none that is empty. One that only calls notes is announced by their numbers."""
    calls = (child for child in walk(node.children) if isinstance(child, NoteCall))
    words = plain(node.children).strip() or ", ".join(str(call.number) for call in calls)
    if not words:
        return ""
    way = direction_of(state, node.children)
    start = marked(state, node, id=node.anchor, data_label=words, dir=way)
    with turned(state, way):
        return f"<h{node.level}{start}>{inlines(state, node.children)}</h{node.level}>"


def _paragraph(state: State, node: Paragraph) -> str:
    way = direction_of(state, node.children)
    with turned(state, way):
        inside = inlines(state, node.children)
    return f"<p{marked(state, node, dir=way)}>{inside}</p>" if inside else ""


def _list(state: State, node: BulletList | OrderedList) -> str:
    tag = "ol" if isinstance(node, OrderedList) else "ul"
    start = str(node.start) if isinstance(node, OrderedList) and node.start != 1 else ""
    way = direction_of(state, node.items)
    named = attributes(class_="_tight" if node.tight else "", start=start, dir=way)
    with turned(state, way):
        inside = "\n".join(_list_item(state, item) for item in node.items)
    return f"<{tag}{named}>\n{inside}\n</{tag}>" if node.items else ""


def _list_item(state: State, node: ListItem) -> str:
    # A list item without content breaks PDF/UA, and leaving it out would change the numbers of those after it.
    return f"<li{marked(state, node)}>{_blocks(state, node.children) or '<p>&#160;</p>'}</li>"


def _definition_list(state: State, node: DefinitionList) -> str:
    inside = "\n".join(_definition(state, item) for item in node.items)
    long = columns.needs_full_width(node)
    return f"<dl{attributes(class_='_long' if long else '')}>\n{inside}\n</dl>" if node.items else ""


def _definition(state: State, node: DefinitionItem) -> str:
    term = inlines(state, node.term) or "&#160;"
    said = _blocks(state, node.children) or "<p>&#160;</p>"
    return f"<div{marked(state, node)}><dt>{term}</dt><dd>{said}</dd></div>"


def _table(state: State, node: Table) -> str:
    weights = next(filter(None, map(state.design.column_weights.get, reversed(state.containers))), None)
    widths = columns.shares(node, weights, columns.room(state.design, wide=state.wide))
    cols = "".join(f'<col style="width:{share * 100:.2f}%">' for share in widths)
    head = _row(state, node.head, node, "th")
    rows = "\n".join(_row(state, row, node, "td") for row in node.rows)
    short = attributes(class_="_short" if len(node.rows) <= SHORT_TABLE else "")
    caption = f"{_caption(state, node.caption, 'caption')}\n" if node.caption else ""
    start = f"<table{short}>{caption}<colgroup>{cols}</colgroup>\n"
    if not rows:  # PDF/UA refuses a table that is nothing but its head
        return f"{start}<tbody>\n{head}\n</tbody>\n</table>"
    return f"{start}<thead>\n{head}\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _caption(state: State, node: Caption, tag: str) -> str:
    way = direction_of(state, node.children)
    with turned(state, way):
        return f"<{tag}{marked(state, node, id=node.anchor, dir=way)}>{inlines(state, node.children)}</{tag}>"


def _figure(state: State, node: Figure) -> str:
    picture = INLINES[Image](state, node.image)
    return f"<figure>\n<div>{picture}</div>\n{_caption(state, node.caption, 'figcaption')}\n</figure>"


def _row(state: State, node: Row, table: Table, tag: str) -> str:
    pairs = zip(node.cells, table.alignments, strict=True)
    return f"<tr{marked(state, node)}>{''.join(_cell(state, cell, alignment, tag) for cell, alignment in pairs)}</tr>"


def _cell(state: State, node: Cell, alignment: str, tag: str) -> str:
    way = direction_of(state, node.children)
    with turned(state, way):
        inside = inlines(state, node.children)
    head = tag == "th" and bool(inside)  # an empty head cell heads nothing, and PDF/UA refuses it
    kind = "" if alignment == "left" else f"_{alignment}"
    start = attributes(scope="col" if head else "", class_=kind, dir=way)
    return f"<{tag if head else 'td'}{start}>{inside}</{tag if head else 'td'}>"


def _block_quote(state: State, node: BlockQuote) -> str:
    return f"<blockquote{marked(state, node)}>\n{_blocks(state, node.children)}\n</blockquote>"


def _container(state: State, node: Container) -> str:
    state.containers.append(node.name)
    inside = _blocks(state, node.children)
    state.containers.pop()
    return f"<div{attributes(class_=node.name)}>\n{inside}\n</div>"


def _code_block(_: State, node: CodeBlock) -> str:
    # HTML drops a line feed right after <pre>, so one is given for it to drop.
    return f"<pre>\n{escape(node.text)}</pre>"


def _rule(_state: State, _node: Rule) -> str:
    return "<hr>"


def _page_break(_state: State, _node: PageBreak) -> str:
    return '<div class="_page-break"></div>'


def _landscape(state: State, node: Landscape) -> str:
    state.wide = True
    inside = _blocks(state, node.children)
    state.wide = False
    return f'<div class="_landscape">\n{inside}\n</div>'


def _contents(state: State, node: Contents) -> str:
    """Write the contents as a list. CSS adds the numbers of the pages, where there are pages."""
    if not node.entries:
        return ""
    title = f'<p class="_contents-title">{inlines(state, node.title)}</p>\n' if node.title else ""
    items = "\n".join(_contents_entry(state, entry) for entry in node.entries)
    return f'<nav class="_contents">\n{title}<ul class="{CONTENTS}">\n{items}\n</ul>\n</nav>'


def _contents_entry(state: State, node: ContentsEntry) -> str:
    way = direction_of(state, node.children)
    with turned(state, way):
        words = inlines(state, (Link(f"#{node.anchor}", node.children),))
    return f"<li{attributes(class_=f'_level-{node.level}', data_to=f'#{node.anchor}', dir=way)}>{words}</li>"


def _alone(state: State, node: Node) -> str:
    """Refuse a row or a cell outside its table: nothing but a mistake in this program puts one there."""
    raise TypeError(f"{type(node).__name__} stands outside its block")


_BLOCKS: dict[type, Callable[[State, Any], str]] = {
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
    Figure: _figure,
    Caption: _alone,
    Contents: _contents,
    ContentsEntry: _alone,
    Landscape: _landscape,
}
_WRITERS = {**INLINES, **_BLOCKS}
"""How each type of node is written."""
