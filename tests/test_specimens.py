"""Briefs made from the model: whole, and read like any other."""

import pytest

from briefgen.evidence import Passage
from briefgen.fields import Entry, NotStated
from briefgen.specimens import HOSTILE, full, minimal, plain_words, text_paths, trials


@pytest.mark.parametrize("language", ["en", "ja", "de-AT"])
def test_all_are_read_and_their_evidence_is_found(language: str) -> None:
    few, every, quiet, hostile = (specimen.case for specimen in trials(language))
    assert {case.brief.language for case in (few, every, quiet, hostile)} == {language}
    assert few.found == {}
    assert isinstance(quiet.brief.as_of, NotStated)
    assert isinstance(quiet.brief.actors[0].name, NotStated)
    assert len(every.found) > 20
    assert all(isinstance(found, Passage) for found in every.found.values())
    for text in ("# not a heading", "{{ brief.title }}", "日本語"):
        assert any(text in str(value) for value in _texts(hostile.brief))


def _texts(entry: object) -> list[object]:
    if isinstance(entry, tuple):
        return [text for one in entry for text in _texts(one)]
    if isinstance(entry, Entry):
        return [text for name in type(entry).model_fields for text in _texts(getattr(entry, name))]
    return [entry]


def test_the_minimal_one_has_only_what_none_can_do_without() -> None:
    assert minimal(plain_words) == {"title": "Words of title", "sources": [{"file": None}]}


def test_no_two_fields_have_the_same_words() -> None:
    said = [plain_words(path) for path in text_paths()]
    assert len(set(said)) == len(said) > 100
    assert full(plain_words)["decisions"][1]["text"] == "Words of decisions 1 text"
    assert len(HOSTILE) > 10
