"""A whole document: what makes two of them the same, and that nothing of it can be changed."""

import dataclasses
import datetime

import pytest

from briefgen.document import Attachment, Document, Meta, Note
from briefgen.extracts import Citation
from briefgen.nodes import Paragraph, Str

WORDS = (Str("words"),)
DOCUMENT = Document((Paragraph(WORDS),), (Note(1, WORDS),), Meta("T"))


@pytest.mark.parametrize(
    "other",
    [
        dataclasses.replace(DOCUMENT, children=()),
        dataclasses.replace(DOCUMENT, notes=(Note(2, WORDS),)),
        dataclasses.replace(DOCUMENT, meta=Meta("T", date=datetime.date(2026, 3, 9))),
        dataclasses.replace(DOCUMENT, meta=Meta("T", running_title="t")),
    ],
)
def test_what_is_printed_makes_a_document_another_one(other: Document) -> None:
    assert other != DOCUMENT


def test_what_its_notes_quote_does_not() -> None:
    quoting = Note(1, WORDS, (Citation(1, 1, 0, 5),))
    assert dataclasses.replace(DOCUMENT, notes=(quoting,)) == DOCUMENT


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (DOCUMENT, "children"),
        (DOCUMENT.meta, "title"),
        (DOCUMENT.notes[0], "number"),
        (Attachment("a.yaml", "application/yaml", b"", "A brief", None), "data"),
    ],
)
def test_nothing_of_it_can_be_changed(part: object, name: str) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(part, name, "other")
