"""Which parts of a document are statements: the items that call notes, and the sentences of running text that do.

An item (of a list, a table's row, a definition, a quotation) can be left out of view without harm to the rest; so can a
paragraph that is one statement. What stands in running text cannot, and what calls no note is never left out: nothing
tells by what it could be picked out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from briefgen.document import Document, Note
from briefgen.extracts import PASSAGE, Subject
from briefgen.nodes import (
    Anchor,
    Block,
    BlockQuote,
    Caption,
    Container,
    DefinitionItem,
    Heading,
    Inline,
    Landscape,
    Link,
    ListItem,
    Node,
    NoteCall,
    Paragraph,
    Row,
    Span,
    Str,
    Table,
    children,
    walk,
)
from briefgen.vocabulary import COMMITMENT_GROUPS
from briefgen.writers.page.words import Words

Attributes = Mapping[str, str]

_ITEMS = (ListItem, DefinitionItem, Row, BlockQuote)


@dataclass
class Choice:
    """Something that statements can be picked out by: a commitment, or somebody who acts."""

    key: str
    label: str
    index: int
    """How the attributes of a statement name it."""
    count: int = 0


@dataclass
class Statements:
    """The statements of a document, with what they can be picked out by."""

    words: Words
    document: Document = field(init=False)
    """The document, each sentence of running text in a span of its own."""
    firm: dict[str, Choice] = field(default_factory=dict)
    """Commitments, by key."""
    who: dict[str, Choice] = field(default_factory=dict)
    """Actors, by label."""
    items: int = 0
    """How many statements can be left out of view."""
    _marks: dict[int, Attributes] = field(default_factory=dict)

    def marks(self, node: Node | Note) -> Attributes:
        """Return the attributes of a node of :attr:`document`, for :func:`briefgen.writers.html.fragment`."""
        named = {"lang": self.words.language if self.foreign else ""}
        match node:
            case NoteCall():
                return {"aria_label": self.words.note.format(n=node.number), **named}
            case Note():
                return {"aria_label": self.words.back.format(n=node.number), **named}
            case _:
                return self._marks.get(id(node), {})

    @property
    def foreign(self) -> bool:
        """Whether the page's own words are in another language than the document."""
        return self.document.meta.language.partition("-")[0].lower() != self.words.language

    def firmest_first(self) -> list[Choice]:
        """Return the commitments in the order of the vocabulary, then those that it lacks."""
        known = list(COMMITMENT_GROUPS)
        return sorted(self.firm.values(), key=lambda one: known.index(one.key) if one.key in known else len(known))

    def mark(self, node: Node, calls: Iterable[NoteCall], *, item: bool) -> None:
        """Make a node a statement that calls these notes."""
        if id(node) in self._marks:
            return
        calls = list(calls)
        subjects = {call.subject.entry: call.subject for call in calls if call.subject}.values()
        notes = " ".join(str(number) for number in dict.fromkeys(call.number for call in calls))
        marks = {"data_notes": notes, "data_entry": next((one.entry for one in subjects), "")}
        if item:
            self.items += 1
            marks |= {"data_item": str(self.items), **self._chosen(subjects)}
        self._marks[id(node)] = marks

    def _chosen(self, subjects: Iterable[Subject]) -> Attributes:
        firm = {one.commitment: one.commitment_label or one.commitment for one in subjects if one.commitment}
        who = {label: label for one in subjects for label in one.actors}
        return {"data_firm": _counted(self.firm, firm), "data_who": _counted(self.who, who)}


def _counted(choices: dict[str, Choice], found: Mapping[str, str]) -> str:
    for key, label in found.items():
        choices.setdefault(key, Choice(key, label, len(choices))).count += 1
    return " ".join(str(choices[key].index) for key in found)


def find(document: Document, words: Words) -> Statements:
    """Find the statements of a document."""
    found = Statements(words)
    blocks = tuple(_running(found, block) for block in document.children)
    found.document = replace(document, children=blocks, notes=tuple(_noted(document, words)))
    return found


# --- Items ------------------------------------------------------------------------------------------------------------
def _running(found: Statements, block: Block) -> Block:
    """Mark the statements in a block that is part of no item. Sentences get their own spans, so a new block is made."""
    match block:
        case Paragraph():
            return _paragraph(found, block)
        case Container() | Landscape():
            return replace(block, children=tuple(_running(found, child) for child in block.children))
        case Heading():
            if calls := list(_own_calls(block)):
                found.mark(block, calls, item=False)
        case _:
            _items(found, block)
    return block


def _items(found: Statements, node: Node) -> None:
    """Mark the items in a node, itself included. The head of a table is none, nor is a caption, but may call notes."""
    said = node.head if isinstance(node, Table) else node if isinstance(node, Caption) else None
    if said and (calls := list(_own_calls(said))):
        found.mark(said, calls, item=False)
    if isinstance(node, _ITEMS) and (calls := list(_own_calls(node))):
        found.mark(node, calls, item=True)
    for child in children(node):
        _items(found, child)


def _own_calls(node: Node) -> Iterator[NoteCall]:
    """Yield the calls in a node that are in no item inside it."""
    for child in children(node):
        if isinstance(child, NoteCall):
            yield child
        elif not isinstance(child, _ITEMS):
            yield from _own_calls(child)


# --- Running text -----------------------------------------------------------------------------------------------------
def _paragraph(found: Statements, block: Paragraph) -> Paragraph:
    """Mark the statements in a paragraph. One that prints words of a source states nothing."""
    if any(isinstance(node, Anchor) and node.name.startswith(PASSAGE) for node in walk(block.children)):
        return block
    sentences = list(_sentences(block.children))
    calls = [[*_calls(sentence)] for sentence in sentences]
    if not any(calls):
        return block
    if len(sentences) == 1:
        subjects = [call.subject for call in calls[0] if call.subject]
        found.mark(block, calls[0], item=any(one.commitment or one.actors for one in subjects))
        return block
    parts: list[Inline] = []
    for sentence, own in zip(sentences, calls, strict=True):
        blank, rest = _without_blank(sentence)
        span = Span("_sentence", rest)
        found.mark(span, own, item=False)
        parts += [*blank, span]
    return Paragraph(tuple(parts))


def _sentences(nodes: Sequence[Inline]) -> Iterator[tuple[Inline, ...]]:
    """Cut running text after the calls of each entry; what follows the last call goes with it."""
    pieces: list[list[Inline]] = []
    for calling, group in groupby(nodes, lambda node: any(_calls((node,)))):
        part = list(group)
        if calling and pieces:
            pieces[-1] += part
        else:
            pieces.append(part)
    if len(pieces) > 1 and not any(_calls(pieces[-1])):
        pieces[-2:] = [pieces[-2] + pieces[-1]]
    for _, same in groupby(pieces, _entry):
        yield tuple(node for piece in same for node in piece)


def _entry(nodes: Sequence[Inline]) -> object:
    """Return what tells the entry of a piece of text from the next one's."""
    call = next(_calls(nodes), None)
    return call.subject.entry if call and call.subject else call and call.number


def _calls(nodes: Iterable[Node]) -> Iterator[NoteCall]:
    for node in nodes:
        if isinstance(node, NoteCall):
            yield node
        else:
            yield from _calls(children(node))


def _without_blank(nodes: Sequence[Inline]) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Take the blank from the start of a text, so that it stands between two sentences and in neither."""
    first = nodes[0]
    if not isinstance(first, Str) or first.text == first.text.lstrip():
        return (), tuple(nodes)
    words = first.text.lstrip()
    blank = first.text[: len(first.text) - len(words)]
    return (Str(blank),), (Str(words, first.place), *nodes[1:]) if words else tuple(nodes[1:])


# --- Notes ------------------------------------------------------------------------------------------------------------
def _noted(document: Document, words: Words) -> Iterator[Note]:
    """Yield the notes, each with links to the paragraphs that it quotes, as far as these are shown."""
    shown = {(source.number, part.number) for source in document.sources for part in source.paragraphs}
    for note in document.notes:
        quoted = dict.fromkeys((one.source, one.paragraph) for one in note.citations)
        links = [
            Link(f"#{paragraph_id(*where)}", (Str(f"¶{where[1]}"),), words.show) for where in quoted if where in shown
        ]
        spaced = [part for link in links for part in (Str(" "), Span("_show", (link,)))]
        yield replace(note, children=(Span("_words", note.children), *spaced))


def paragraph_id(source: int, paragraph: int) -> str:
    """Return the anchor of a paragraph of a source."""
    return f"source:{source}:{paragraph}"
