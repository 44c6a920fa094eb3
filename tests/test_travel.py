"""Records come out of another process as they went in."""

import copyreg
import dataclasses
import pickle

import pytest
from hypothesis import given, settings

import random_trees
from briefgen.document import Attachment, Document, Meta, Note
from briefgen.extracts import Citation, ParagraphExtract, SentenceExtract, SourceExtract, Subject
from briefgen.nodes import NODE_TYPES, Str, walk
from briefgen.problems import Place, Problem, Severity
from briefgen.values import Called
from conftest import tries

KINDS = {*NODE_TYPES, Place, Problem, Document, Meta, Note, Attachment, Called} | {
    *(Subject, Citation, SentenceExtract, ParagraphExtract, SourceExtract)
}


def there_and_back(record: object) -> object:
    return pickle.loads(pickle.dumps(record, pickle.HIGHEST_PROTOCOL))


def all_fields(record: object) -> list[object]:
    """Return the values of all fields, those that are not compared too."""
    assert dataclasses.is_dataclass(record)
    return [getattr(record, field.name) for field in dataclasses.fields(record)]


@given(random_trees.documents())
@settings(max_examples=tries(50))
def test_any_document(whole: Document) -> None:
    back = there_and_back(whole)
    assert isinstance(back, Document)
    assert back == whole
    assert [all_fields(node) for node in walk(back.children)] == [all_fields(node) for node in walk(whole.children)]


@pytest.mark.parametrize(
    "record",
    [
        Place("a.yaml", 3, 4),
        Str("word", Place("a.yaml", 1)),
        Problem(Place("a"), "code", "m", "r", Severity.NOTE, excerpt="line", entry="D1", accepted="why"),
        Called("key", (Str("w"),), (Citation(1, 2, 3, 4),), Subject("d-1", "decisions", actors=("A",))),
    ],
)
def test_with_what_is_not_compared(record: object) -> None:
    assert all_fields(there_and_back(record)) == all_fields(record)


def test_each_kind_does_so_quickly() -> None:
    """And all of its fields are arguments, or it could not be made anew."""
    assert set(copyreg.dispatch_table) >= KINDS
    assert [field.name for kind in KINDS for field in dataclasses.fields(kind) if not field.init] == []
