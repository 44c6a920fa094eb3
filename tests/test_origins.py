"""Which line of a template each line of a rendered text comes from."""

from hypothesis import given
from hypothesis import strategies as st

from briefgen.origins import Origins
from briefgen.problems import Place, Problem

A, B = Place("a.j2", 10), Place("b.j2", 3)


def test_lines_of_pieces() -> None:
    origins = Origins.of("a.j2", [("# ", A), ("x", A), ("\n\nmore ", A), ("y", B), (" end\nlast", A)], {})
    assert [origins.place(line).line for line in range(4)] == [10, 0, 12, 11]
    assert origins.place(2, 0) == Place("a.j2", 12)
    assert origins.place(2, 5) == B
    assert origins.place(2, 6) == A


def test_blanks_before_the_first_word_say_nothing() -> None:
    origins = Origins.of("a.j2", [("  ", A), ("word", B)], {})
    assert origins.place(0) == B


def test_what_is_not_known_has_the_main_file() -> None:
    assert Origins("a.j2").place(7) == Place("a.j2")
    assert Origins("a.j2").place(-1) == Place("a.j2")


def test_a_problem_is_shown_with_its_line() -> None:
    origins = Origins("a.j2", (), {"a.j2": ("one", "two")})
    assert origins.shown(Problem(Place("a.j2", 2), "some-code", "wrong")).excerpt == "two"
    assert origins.shown(Problem(Place("a.j2", 3), "some-code", "wrong")).excerpt == ""
    assert origins.shown(Problem(Place("b.j2", 1), "some-code", "wrong")).excerpt == ""
    assert origins.shown(Problem(Place("a.j2", 2), "some-code", "wrong", excerpt="its own")).excerpt == "its own"


@given(st.lists(st.text("ab \n", max_size=8)))
def test_each_line_with_words_has_a_place(words: list[str]) -> None:
    """Of one template, printed piece by piece, each line comes from itself."""
    line, pieces = 1, []
    for word in words:
        pieces.append((word, Place("a.j2", line)))
        line += word.count("\n")
    origins = Origins.of("a.j2", pieces, {})
    for number, text in enumerate("".join(words).split("\n")):
        if text.strip():
            assert origins.place(number) == Place("a.j2", number + 1)
