"""Documents made by hand for the tests of the web page: statements, and sources that they quote."""

from collections.abc import Sequence
from typing import Any

from briefgen.document import Document, Meta, Note
from briefgen.extracts import Citation, ParagraphExtract, SentenceExtract, SourceExtract, Subject
from briefgen.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Cell,
    Container,
    DefinitionItem,
    DefinitionList,
    Heading,
    Inline,
    ListItem,
    NoteCall,
    OrderedList,
    Paragraph,
    Row,
    Span,
    Str,
    Strong,
    Table,
)

LABELS = {"decided": "Decided", "announced": "Announced", "considering": "Considering"}
MILL = (
    "The council voted to buy the mill. It will become a library.",
    "The mayor said that repairs may be costly, and that the council is considering a loan. Nobody objected.",
    "The family kept a garden.",
    "A reading room may open next year.",
)
"""A source of four paragraphs. Their sentences are used, unused or set aside as :func:`source` says."""


def subject(entry: str, commitment: str = "", *actors: str) -> Subject:
    return Subject(entry, entry.rpartition("-")[0], commitment, LABELS.get(commitment, ""), actors)


def call(number: int, entry: str = "", commitment: str = "", *actors: str) -> NoteCall:
    return NoteCall(number, subject(entry, commitment, *actors) if entry else None)


def line(*parts: Inline | str) -> tuple[Inline, ...]:
    return tuple(Str(part) if isinstance(part, str) else part for part in parts)


def para(*parts: Inline | str) -> Paragraph:
    return Paragraph(line(*parts))


def item(*parts: Inline | str) -> ListItem:
    return ListItem((para(*parts),))


def row(*cells: Sequence[Inline | str] | str) -> Row:
    return Row(tuple(Cell(line(cell) if isinstance(cell, str) else line(*cell)) for cell in cells))


def heading(words: str, level: int = 2) -> Heading:
    return Heading(level, line(words), words.lower().replace(" ", "-"))


def note(number: int, words: str, *cited: Citation) -> Note:
    return Note(number, line(words), cited)


def quoted(source_number: int, paragraph: int, words: str, texts: tuple[str, ...] = MILL) -> Citation:
    """Return the citation of words in one of the texts of a source."""
    start = texts[paragraph - 1].index(words)
    return Citation(source_number, paragraph, start, start + len(words))


def source(number: int = 1, texts: tuple[str, ...] = MILL, uses: str = "", **more: Any) -> SourceExtract:
    """Return a source; ``uses`` has a letter for each sentence: (u)sed, (s)et aside, (n)ot used."""
    paragraphs, count = [], 0
    for index, text in enumerate(texts, 1):
        sentences, start = [], 0
        while start < len(text):
            end = text.find(". ", start) + 1 or len(text)
            use = {"s": "set-aside", "n": "unused"}.get(uses[count : count + 1], "used")
            count += 1
            sentences.append(SentenceExtract(count, start, end, use))  # type: ignore[arg-type]
            start = end + 1
        paragraphs.append(ParagraphExtract(index, text, tuple(sentences)))
    given: dict[str, Any] = {"name": "Mill report", "reference": "The mill, The Gazette, 2026", "language": "en"}
    given |= {"redistribute": "full", "paragraphs": tuple(paragraphs), **more}
    return SourceExtract(number, **given)


def decisions() -> Table:
    bought = row(
        (Span("commitment-firm", line("Decided")),),
        ("Buying the mill.", call(1, "decisions-1", "decided", "Council")),
        "Council",
    )
    repairs = ("Repairs may be costly.", call(2, "decisions-2", "announced", "Mayor", "Council"))
    loan = ("A loan.", call(3, "decisions-3", "considering", "Council"))
    rows = (
        bought,
        row("Announced", repairs, "Mayor"),
        row("Considering", loan, "Council"),
        row("Considering", "A garden, without evidence.", "–"),
    )
    return Table(row("How firm", "What", "Who"), rows, ("left",) * 3)


def blocks() -> tuple[Block, ...]:
    """Return a memo whose statements stand in every kind of block."""
    bought = ("The mill is bought.", call(1, "bottom_line-1"))
    loan = (" A loan is ", Strong(line("considered")), ".", call(3, "bottom_line-2"), " Costs are open.")
    said = para("“repairs may be costly”", call(2, "quotes-1", "", "Mayor"))
    was, stands = call(1, "background-1"), call(4, "background-2", "decided")
    opening, paying = call(5, "open_questions-1"), call(2, "open_questions-2", "considering", "Council")
    return (
        heading("The mill becomes a library", 1),
        Container("bottom-line", (para(*bought, *loan),)),
        heading("Key decisions"),
        Container("decisions", (decisions(),)),
        heading("In their words"),
        BlockQuote((said, Container("speaker", (para("The mayor"),)))),
        heading("Background"),
        BulletList((item("It was a mill.", was), item("It stands.", stands))),
        heading("Open questions"),
        OrderedList((item("When will it open?", opening), item("Who pays?", paying))),
        heading("Terms"),
        DefinitionList((DefinitionItem(line("Mill"), (para("A building.", call(1, "glossary-1")),)),)),
        heading("Not stated"),
        BulletList((item("The price."),)),
    )


def notes() -> tuple[Note, ...]:
    """Return its notes, of which 2 and 3 quote words that overlap, and 4 quotes words in two paragraphs."""
    costly, considering = "repairs may be costly, and that the council", "the council is considering a loan. Nobody"
    return (
        note(1, "Mill report, ¶1: “voted to buy the mill”.", quoted(1, 1, "voted to buy the mill")),
        note(2, f"Mill report, ¶2: “{costly}”.", quoted(1, 2, costly)),
        note(3, f"Mill report, ¶2: “{considering}”.", quoted(1, 2, considering)),
        note(4, "Mill report, ¶1: “library”; ¶3: “garden”.", quoted(1, 1, "library"), quoted(1, 3, "garden")),
        note(5, "A note that quotes nothing that is shown."),
    )


def memo(**more: Any) -> Document:
    """Return a whole document; what is named replaces its parts."""
    given: dict[str, Any] = {
        "children": blocks(),
        "notes": notes(),
        "meta": Meta("The mill becomes a library", marking="TLP:GREEN", template="memo"),
        "sources": (source(uses="uuunsn"),),
    }
    return Document(**(given | more))


def large(statements: int = 1000, paragraphs: int = 2500) -> Document:
    """Return a document of many statements on a source of a megabyte."""
    sentence, words = (
        "The council heard of the state of the wheel and of the roof, from engineers.",
        "the state of the wheel",
    )
    text = " ".join([sentence] * 5)
    starts = range(0, len(text), len(sentence) + 1)
    cuts = tuple(SentenceExtract(1, start, start + len(sentence), "unused") for start in starts)
    parts = tuple(ParagraphExtract(number, text, cuts) for number in range(1, paragraphs + 1))
    numbers = range(1, statements + 1)
    notes = tuple(
        note(n, f"Report, ¶{n * 2}: “{words}”.", quoted(1, n * 2, words, (text,) * paragraphs)) for n in numbers
    )
    items = tuple(item(f"Statement {n} on the wheel.", call(n, f"d-{n}", "decided", "Council")) for n in numbers)
    children = (heading("Large", 1), BulletList(items))
    return memo(children=children, notes=notes, sources=(source(paragraphs=parts),))
