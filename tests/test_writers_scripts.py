"""What the characters of a text say about its writing: what runs against the line around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.writers.docx.language import Languages
from briefgen.writers.scripts import set_apart

WATER = "هيئة المياه"
SALMA = "سلمى الحداد"


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Plain (2026).", []),
        (f"The paper {WATER}, 2026 (page 3).", [WATER]),  # the comma and the year stay behind it
        (f"Salma ({SALMA}), 34, and {WATER}.", [SALMA, WATER]),
        (f"{WATER} 12/2026 {SALMA} 5", [f"{WATER} 12/2026 {SALMA} 5"]),  # against the line as a whole
        (f"Said “{WATER}!” twice", [WATER]),
        (f" {WATER}! ", [f"{WATER}!"]),  # its signs run with it, the blanks around it do not
        ("שלום 2026", ["שלום 2026"]),
        ("一月 and 二月", []),
        ("2026 (3)", []),
    ],
)
def test_in_a_line_from_left_to_right(text: str, apart: list[str]) -> None:
    pieces = [*set_apart(text, rtl=False)]
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, way in pieces if way] == apart
    assert {way for _, way in pieces} <= {"", "rtl"}


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        (f"{WATER} (2026).", []),
        ("The Gulf Times (Dubai)", ["The Gulf Times (Dubai)"]),
        ("F-16, 2026", ["F-16, 2026"]),
        (f"{WATER}: NATO (2026)! F-16", []),  # left to the algorithm
        ("2026", []),
    ],
)
def test_in_a_line_from_right_to_left(text: str, apart: list[str]) -> None:
    pieces = [*set_apart(text, rtl=True)]
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, way in pieces if way] == apart


@given(st.text(alphabet='ab1 ,.()!"אבعم٣世\u200f', max_size=30), st.booleans())
def test_no_character_is_lost(text: str, rtl: bool) -> None:
    assert "".join(piece for piece, _ in set_apart(text, rtl=rtl)) == text


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        (f"{WATER}!", [f"{WATER}!"]),
        (f"«{WATER}»", [f"«{WATER}»"]),
        (f"The paper {WATER}, 2026", [WATER]),
    ],
)
def test_runs_of_word_take_the_signs_at_their_edges_along(text: str, runs: list[str]) -> None:
    segments = Languages.of("en", text).segments(text)
    assert [segment.text for segment in segments if segment.script == "rtl"] == runs
    assert "".join(segment.text for segment in segments) == text
