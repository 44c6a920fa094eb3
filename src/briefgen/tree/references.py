"""Names of places in a document, and the ways to them: numbers of captions, cross-references, the contents."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal, TypeAlias

from briefgen.document import Meta
from briefgen.nodes import (
    Anchor,
    Block,
    Caption,
    Code,
    Contents,
    ContentsEntry,
    CrossReference,
    Emphasis,
    Figure,
    Foreign,
    HardBreak,
    Heading,
    Inline,
    Label,
    Link,
    Node,
    Span,
    Str,
    Strikethrough,
    Strong,
    Table,
    changed,
    plain,
    walk,
)
from briefgen.problems import Place, Problem, clip, did_you_mean

LISTED = range(2, 4)
"""The levels of headings that the contents list: the first is the title of the document."""

Names: TypeAlias = Mapping[str, tuple[Inline, ...] | None]
"""What each place of a document is called; None for one that has no name to print."""


def resolved(blocks: tuple[Block, ...], meta: Meta, file: str) -> tuple[tuple[Block, ...], list[Problem]]:
    """Return the blocks with captions numbered, cross-references in words and the contents filled in.

    ``file`` names the template. Problems: names that two places have, links and references that lead nowhere.
    """
    captioned = _captioned(blocks, meta)
    names = _names(captioned)
    problems = [*_doubled(captioned, file), *_dead(captioned, names, file)]
    # Twice, for headings that hold a reference themselves.
    once = _referred(captioned, names)
    referred = _referred(once, _names(once))
    entries = tuple(_entries(referred))

    def filled(node: Contents) -> Contents:
        return Contents(node.title, entries) if entries else Contents(())

    return changed(referred, {Contents: filled}), problems


# --- Numbers ----------------------------------------------------------------------------------------------------------
def _captioned(blocks: tuple[Block, ...], meta: Meta) -> tuple[Block, ...]:
    """Put the name of each table and picture before the words of its caption."""
    patterns = {"table": meta.table_label.partition("{number}"), "figure": meta.figure_label.partition("{number}")}
    lead, _, rest = meta.caption_label.partition("{label}")
    gap, _, end = rest.partition("{words}")
    counts = Counter[str]()

    def numbered(caption: Caption, kind: Literal["table", "figure"]) -> Caption:
        counts[kind] += 1
        label = Label(kind, counts[kind], patterns[kind][0], patterns[kind][2])
        return Caption(
            (*_text(lead), label, *_text(gap), *caption.children, *_text(end)),
            caption.anchor or _own(label),
            caption.place,
        )

    def table(node: Table) -> Table:
        return replace(node, caption=numbered(node.caption, "table")) if node.caption else node

    return changed(blocks, {Table: table, Figure: lambda node: replace(node, caption=numbered(node.caption, "figure"))})


def _own(label: Label) -> str:
    """Return a name that no heading and no template can give: theirs have no colon."""
    return f"{label.kind}:{label.number}"


def _text(words: str) -> tuple[Inline, ...]:
    return (Str(words),) if words else ()


# --- Names ------------------------------------------------------------------------------------------------------------
def _places(blocks: tuple[Block, ...]) -> Iterator[tuple[str, tuple[Inline, ...] | None, Place | None]]:
    for node in walk(blocks):
        match node:
            case Heading():
                yield node.anchor, _said(node.children), node.place
            case Caption():
                words = tuple(Str(one.text) for one in node.children if isinstance(one, Label))
                yield node.anchor, words, node.place
            case Anchor():
                yield node.name, None, node.place
            case _:
                pass


def _names(blocks: tuple[Block, ...]) -> Names:
    return {name: words for name, words, _ in _places(blocks)}


def _said(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return the words of a heading as another place may repeat them: without notes, pictures, links and styles."""
    said: list[Inline] = []
    for node in inlines:
        match node:
            case Str() | Code():
                said.append(node)
            case HardBreak():
                said.append(Str(" "))
            case Emphasis() | Strong() | Strikethrough() | Foreign():
                said.append(replace(node, children=_said(node.children)))
            case Link() | Span() | CrossReference():
                said += _said(node.children)
            case _:
                pass
    return tuple(said)


def _referred(blocks: tuple[Block, ...], names: Names) -> tuple[Block, ...]:
    """Give each cross-reference the words of its place. Within a link it is words: there are no links in links."""
    return changed(
        blocks,
        {
            CrossReference: lambda node: replace(node, children=names.get(node.anchor) or ()),
            Link: lambda node: replace(node, children=tuple(_unlinked(node.children))),
        },
    )


def _unlinked(inlines: Iterable[Inline]) -> Iterator[Inline]:
    for node in inlines:
        if isinstance(node, CrossReference):
            yield from node.children
        elif isinstance(node, Emphasis | Strong | Strikethrough | Span | Foreign):
            yield replace(node, children=tuple(_unlinked(node.children)))
        else:
            yield node


def _entries(blocks: tuple[Block, ...]) -> Iterator[ContentsEntry]:
    for node in walk(blocks):
        if isinstance(node, Heading) and node.level in LISTED and plain(_said(node.children)).strip():
            yield ContentsEntry(node.level, _said(node.children), node.anchor)


# --- What leads nowhere -----------------------------------------------------------------------------------------------
def _doubled(blocks: tuple[Block, ...], file: str) -> Iterator[Problem]:
    """Report names that several places have: a link leads to one of them."""
    last = {name: place for name, _, place in _places(blocks)}
    for name, count in Counter(name for name, _, _ in _places(blocks)).items():
        if count > 1:
            message = f"{count} places of the document have the name '{clip(name)}'"
            yield Problem(last[name] or Place(file), "same-anchor", message, "give each anchor(…) a name of its own")


def _dead(blocks: tuple[Block, ...], names: Names, file: str) -> Iterator[Problem]:
    """Report links and cross-references that lead nowhere, or to a place that has no name to print."""
    for node in walk(blocks):
        if isinstance(node, CrossReference):
            if node.anchor not in names:
                yield _nowhere(f"ref('{clip(node.anchor)}')", node.anchor, names, node.place or Place(file))
            elif names[node.anchor] is None:
                name = clip(node.anchor)
                message = f"ref('{name}') leads to a place that has no name to print"
                remedy = f"put anchor('{name}') into a heading or a caption, or write [words](#{name})"
                yield Problem(node.place or Place(file), "reference-without-words", message, remedy)
        elif isinstance(node, Link) and node.href.startswith("#") and node.href[1:] not in names:
            yield _nowhere(
                f"the link to '{clip(node.href)}'", node.href[1:], names, _place(node) or node.place or Place(file)
            )


def _nowhere(what: str, name: str, names: Names, place: Place) -> Problem:
    known = [known for known in names if ":" not in known]
    remedy = did_you_mean(name, known, f"name a place with anchor('{clip(name)}'), or lead to one that there is")
    return Problem(place, "unknown-anchor", f"{what} leads to no place of the document", remedy)


def _place(node: Node) -> Place | None:
    return next((one.place for one in walk((node,)) if isinstance(one, Str) and one.place), None)
