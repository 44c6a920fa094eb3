"""The notes at the foot of the page."""

from briefgen.document import Note
from briefgen.nodes import plain
from briefgen.writers.docx.draft import Draft, Pen
from briefgen.writers.docx.inlines import inlines
from briefgen.writers.docx.markup import Xml, join, part, w, words
from briefgen.writers.docx.pieces import Para
from briefgen.writers.docx.runs import RunLook, Voice
from briefgen.writers.docx.tables import directed


def check_calls(draft: Draft) -> None:
    """Hold the calls against the notes: Word counts by itself, and must come to our numbers.

    Raises ValueError when it would not; the tree has numbered the notes wrongly then.
    """
    numbers = [note.number for note in draft.document.notes]
    if draft.called != list(range(1, len(numbers) + 1)) or numbers != draft.called:
        raise ValueError(f"the notes are {numbers}, and are called in the order {draft.called}")


def footnotes(draft: Draft) -> None:
    """Add the part with all notes."""
    story, _ = draft.package.add("footnotes")
    style = draft.styles.paragraphs["FootnoteText"]
    pen = Pen(story, style, draft.text_width(), in_note=True)
    lines = [w("footnote", _separator(kind), type=kind, id=id_) for kind, id_ in SEPARATORS]
    notes = [w("footnote", _note(draft, note, pen).markup(), id=note.number) for note in draft.document.notes]
    story.content = part("w:footnotes", "w r wp a pic", *lines, *notes)


SEPARATORS = (("separator", -1), ("continuationSeparator", 0))
"""The notes that are the line above the notes; the settings name them too."""


def _separator(kind: str) -> Xml:
    tight = w("pPr", w("spacing", before=0, after=60, line=240, lineRule="auto"))
    return w("p", tight, w("r", w(kind)))


def _note(draft: Draft, note: Note, pen: Pen) -> Para:
    voice = Voice(pen.style.look).within(draft.styles.characters["FootnoteReference"])
    mark = voice.plus(RunLook(position="baseline")).run(w("footnoteRef"))
    gap = w("tab") if pen.style.box.hanging > 0 else words(" ")
    content = join((mark, w("r", gap), inlines(draft, note.children, pen, pen.style)))
    return Para(pen.style, content, pen.style.box.copy(), **directed(draft, plain(note.children)))
