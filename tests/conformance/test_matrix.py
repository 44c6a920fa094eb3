"""The choice of combinations: every two values meet, and the choice is always the same."""

import itertools

import matrix
from hypothesis import given
from hypothesis import strategies as st
from matrix import Combination, covering, pairs

VALUES = st.lists(st.integers(1, 4), min_size=2, max_size=5).map(
    lambda sizes: [[f"{place}-{index}" for index in range(size)] for place, size in enumerate(sizes)]
)


@given(VALUES)
def test_every_two_values_meet(values: list[list[str]]) -> None:
    made = list(covering(values))
    wanted = {pair for each in itertools.product(*values) for pair in pairs(each)}
    assert {pair for each in made for pair in pairs(each)} == wanted
    assert len(made) == len(set(made)) <= len(list(itertools.product(*values)))
    assert made == list(covering(values))


def test_the_choice_is_small_and_leaves_no_template_out() -> None:
    chosen, values = matrix.chosen(), matrix.dimensions() | {"brief": matrix.FEW}
    assert set(matrix.FEW) <= set(matrix.dimensions()["brief"])
    longest = sorted(map(len, values.values()))[-2:]
    assert longest[0] * longest[1] <= len(chosen) <= longest[0] * longest[1] * 2
    assert {one.template for one in chosen} == set(values["template"])


def test_combinations_have_names_of_their_own() -> None:
    names = [str(one) for one in matrix.product()]
    assert len(names) == len(set(names))
    assert str(Combination("memo", "full", "A4", "in Arabic")) == "memo-full-a4-in-arabic"
