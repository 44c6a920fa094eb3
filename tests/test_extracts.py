"""What a document carries of its sources."""

import pytest

from briefgen.document import Document, Meta, Note
from briefgen.extracts import Citation, Subject
from briefgen.nodes import NoteCall, Str


def test_what_a_note_rests_on_does_not_make_it_another_note() -> None:
    """A document that was read back from Markdown, which carries no sources, is still the same document."""
    cited = Note(1, (Str("x"),), (Citation(1, 4, 0, 3),))
    assert cited == Note(1, (Str("x"),))
    assert NoteCall(1, Subject("decisions-1", "decisions")) == NoteCall(1)
    assert Document((), (cited,), Meta("T")) == Document((), (Note(1, (Str("x"),)),), Meta("T"))


def test_extracts_are_values() -> None:
    with pytest.raises(AttributeError):
        Citation(1, 1, 0, 1).start = 2  # type: ignore[misc]
