"""Texts read with a lexicon: cues, how far they reach, content words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.lexicon import Lexicon, lexicon
from briefgen.reading import Reading, content_pairs, stem


def english() -> Lexicon:
    found = lexicon("en")
    assert found is not None
    return found


def japanese() -> Lexicon:
    found = lexicon("ja")
    assert found is not None
    return found


def cues(text: str) -> dict[str, set[str]]:
    return {cue.words: set(cue.classes) for cue in Reading(text, english()).cues}


def reached(text: str, words: str) -> str:
    reading = Reading(text, english())
    cue = next(cue for cue in reading.cues if cue.words == words)
    first, last = reading.reach(cue)
    return text[reading.tokens[first].start : reading.tokens[last - 1].end] if last > first else ""


def test_the_longest_cue_wins() -> None:
    assert cues("The mayor did not rule out a curfew.") == {"did not rule out": {"possible"}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Schools may close in May.", {"may": {"possible"}, "May": {"time"}}),
        ("May 3 is a holiday.", {"May": {"time"}}),
        ("Will Smith lost.", {"lost": {"reversal"}}),
    ],
)
def test_a_capital_tells_names_from_cues(text: str, words: dict[str, set[str]]) -> None:
    assert {cue: names for cue, names in cues(text).items() if cue.casefold() != "will"} == words


def test_a_noun_is_not_the_verb_that_looks_like_it() -> None:
    assert "request" not in cues("A judge sees each request.")
    assert "request" in cues("They request more time.")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The proposed merger fell through.", ["proposed"]),
        ("Its planned 140-room hotel was dropped.", ["planned"]),
        ("The town's elected mayor resigned.", ["elected"]),
        ("Planned cuts were halted. Proposed rules stayed.", ["Planned", "Proposed"]),
        ("Details of planned cuts leaked.", ["planned"]),
        ("The council proposed a levy.", []),
        ("The levy was proposed by the mayor.", []),
        ("The mayor, who proposed higher fees, left.", []),
        ("Proposed by the mayor, the levy failed.", []),
        ("The bid price rose.", []),
    ],
)
def test_a_participle_before_a_noun_is_no_verb(text: str, names: list[str]) -> None:
    assert [cue.words for cue in Reading(text, english()).cues if cue.attributive] == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A hotel has been dropped.", "been dropped"),
        ("The club dropped its plan.", "dropped its plan"),
        ("Veltis paused a trial.", "paused"),
        ("Veltis halts a trial.", "halts"),
        ("The route was axed.", "axed"),
        ("The tour was cancelled.", "cancelled"),
    ],
)
def test_what_was_given_up(text: str, words: str) -> None:
    assert cues(text).get(words) == {"reversal"}


def test_prices_that_drop_are_not_given_up() -> None:
    assert cues("Prices dropped.") == {}


@pytest.mark.parametrize(
    ("text", "words", "governed"),
    [
        ("The board may close the plant, but it denies it.", "may", "close the plant"),
        ("It is considering closing the plant and moving jobs.", "considering", "closing the plant and moving jobs"),
        ("It rejected the levy and approved the budget.", "rejected", "the levy and"),
        ("It may rain; the match goes on.", "may", "rain"),
    ],
)
def test_a_cue_reaches_up_to_the_next_clause(text: str, words: str, governed: str) -> None:
    assert reached(text, words) == governed


def test_in_japanese_a_cue_reaches_back() -> None:
    text = "政府は再稼働を検討している。"
    reading = Reading(text, japanese())
    cue = next(cue for cue in reading.cues if "considering" in cue.classes)
    first, last = reading.reach(cue)
    assert text[reading.tokens[first].start : reading.tokens[last - 1].end] == "政府は再稼働を"


def test_stems_and_pairs() -> None:
    assert stem("governments", "en") == stem("government's", "en")
    assert stem("Regierungen", "de") == stem("Regierung", "de")
    assert stem("foo", "xx") == "foo"
    assert content_pairs("敵基地を攻撃する") == {"敵基", "基地", "攻撃"}


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Tokens and cues stand in order, and are what the text says there."""
    for language in (english(), japanese()):
        reading = Reading(text, language)
        positions = [position for token in reading.tokens for position in (token.start, token.end)]
        assert positions == sorted(positions)
        ends = [position for cue in reading.cues for position in (cue.start, cue.end)]
        assert ends == sorted(ends)
        for cue in reading.cues:
            assert text[cue.start : cue.end] == cue.words
            first, last = reading.reach(cue)
            assert 0 <= first <= last <= len(reading.tokens)
