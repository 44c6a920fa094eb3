"""Lexicons: the shipped ones, what a project adds, and what is wrong with a file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.lexicon import CLASSES, SHIPPED, lexicon, ranks, shipped_languages
from briefgen.problems import BriefgenError
from briefgen.vocabulary import COMMITMENT_GROUPS
from briefgen.yamlfile import read

Files = Callable[[dict[str, str | bytes]], Path]


def classes_of(language: str, phrase: str, folder: Path | None = None) -> set[str]:
    own = lexicon(language, folder)
    assert own is not None
    words = tuple(phrase) if own.letters else tuple(phrase.split())
    return {name for _, known in own.phrases.get(words[0], ()) for name in known.get(words, ())}


def test_english_and_japanese_are_shipped() -> None:
    assert shipped_languages() == ["en", "ja"]


@pytest.mark.parametrize("language", ["en", "en-GB", "EN", "ja", "ja-JP"])
def test_a_tag_with_a_region_finds_its_language(language: str) -> None:
    found = lexicon(language)
    assert found is not None
    assert found.language == language[:2].lower()


def test_a_language_without_a_lexicon() -> None:
    assert lexicon("de") is None


def test_every_commitment_has_its_place_in_the_order() -> None:
    assert set(ranks()) == set(COMMITMENT_GROUPS)
    assert all(name not in below for name, below in ranks().items()), "nothing says less than itself"
    assert "considering" in ranks()["decided"]
    assert "agreed" not in ranks()["decided"]
    assert "decided" not in ranks()["agreed"], "agreed and decided cannot be compared"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_classes_of_the_shipped_lexicons_are_known_and_each_commitment_has_cues(language: str) -> None:
    raw = read((SHIPPED / f"{language}.yaml").read_bytes(), language)
    assert set(raw["classes"]) <= set(CLASSES)
    assert set(COMMITMENT_GROUPS) <= set(raw["classes"])


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("considers", "considering"),
        ("considering", "considering"),
        ("decided", "decided"),
        ("denies", "denied"),
        ("planned", "planned"),
        ("sought to", "aims"),
        ("vowed to", "planned"),
    ],
)
def test_verbs_are_inflected(word: str, name: str) -> None:
    assert name in classes_of("en", word)


def test_a_project_adds_words_and_takes_others_out(folder: Files) -> None:
    root = folder({"lexicon/en.yaml": "classes:\n  decided: {verbs: [gazette], drop: [rule]}\n"})
    assert classes_of("en", "gazetted", root / "lexicon") == {"decided"}
    assert "decided" not in classes_of("en", "ruled", root / "lexicon")
    assert "decided" in classes_of("en", "ruled")
    assert "decided" in classes_of("en", "approved", root / "lexicon")


def test_a_project_brings_a_language_of_its_own(folder: Files) -> None:
    root = folder({"lexicon/de.yaml": "classes:\n  considering: {words: [erwägt, prüft]}\n"})
    assert classes_of("de", "erwägt", root / "lexicon") == {"considering"}


def test_an_unknown_class_is_an_error_with_its_place(folder: Files) -> None:
    root = folder({"lexicon/en.yaml": "classes:\n  decidet: {words: [gazetted]}\n"})
    with pytest.raises(BriefgenError) as error:
        lexicon("en", root / "lexicon")
    (problem,) = error.value.problems
    assert (problem.place.line, problem.place.column, problem.code) == (2, 3, "unknown-cue-class")
    assert problem.remedy == "did you mean 'decided'?"


def test_a_file_of_another_shape_is_an_error(folder: Files) -> None:
    root = folder({"lexicon/en.yaml": "classes:\n  decided: {nouns: [x]}\n"})
    with pytest.raises(BriefgenError, match="nouns"):
        lexicon("en", root / "lexicon")


def test_the_contrary_of_a_word_by_its_beginning() -> None:
    english = lexicon("en")
    assert english is not None
    assert [
        word for word in ("unfinished", "under", "union", "until", "nonbinding", "none") if english.turns(word)
    ] == [
        "unfinished",
        "nonbinding",
    ]
