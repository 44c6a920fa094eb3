"""Numbers, their units and what modifies them, in the languages of the lexicons and without one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.check.numbers import numbers_in
from briefgen.lexicon import lexicon
from briefgen.quantities import PLAIN, Quantity, compatible, modifiers_agree, quantities


def read(text: str, language: str = "en") -> list[Quantity]:
    return list(numbers_in(text, lexicon(language)))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,214 adults at 63 hospitals", ["1214", "63"]),
        ("a $3.2 million fund", ["3200000"]),
        ("twenty-five members", ["25"]),
        ("two hundred and fifty", ["250"]),
        ("a dozen eggs", ["12"]),
        ("5.5 percent", ["5.5"]),
        ("between 3 and 5 days", ["3", "5"]),
        ("a 9-2 vote", ["9", "2"]),
        ("Mach 5", ["5"]),
        ("an F-35, the G7 and COVID-19", []),
        ("one of them", []),
        ("no number at all", []),
    ],
)
def test_english(text: str, values: list[str]) -> None:
    assert [number.value.normalize() for number in read(text)] == [Decimal(value).normalize() for value in values]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1万5000人", "15000", "人"),
        ("1800億円", "180000000000", "JPY"),
        ("2割", "20", "%"),
        ("三十人", "30", "人"),
        ("5.5%", "5.5", "%"),
    ],
)
def test_japanese(text: str, value: str, unit: str) -> None:
    (number,) = read(text, "ja")
    assert (number.value.normalize(), number.unit) == (Decimal(value).normalize(), unit)


@pytest.mark.parametrize(
    ("text", "language", "modifiers"),
    [
        ("at least 40 buses", "en", {"at-least"}),
        ("40 buses or more", "en", {"at-least"}),
        ("up to 40 buses", "en", {"at-most"}),
        ("nearly 40 buses", "en", {"nearly"}),
        ("about 40 buses", "en", {"about"}),
        ("fewer than 40 buses", "en", {"less-than"}),
        ("40 buses", "en", set()),
        ("約40人", "ja", {"about"}),
        ("40人以上", "ja", {"at-least"}),
        ("最大40人", "ja", {"at-most"}),
        ("40人未満", "ja", {"less-than"}),
    ],
)
def test_modifiers(text: str, language: str, modifiers: set[str]) -> None:
    (number,) = read(text, language)
    assert set(number.modifiers) == modifiers


def test_a_modifier_is_of_one_number_only() -> None:
    first, second = read("at least 40 buses and 12 trams")
    assert (set(first.modifiers), set(second.modifiers)) == ({"at-least"}, set())


@pytest.mark.parametrize(
    ("claimed", "source", "same"),
    [
        ("12 accounts", "twelve accounts", True),
        ("3.2 million crowns", "3,200,000 crowns", True),
        ("40 percent", "40%", True),
        ("40 percent", "40 percentage points", False),
        ("40 buses", "14 buses", False),
    ],
)
def test_the_same_number_written_otherwise(claimed: str, source: str, same: bool) -> None:
    assert compatible(read(claimed)[0], read(source)[0]) is same


@pytest.mark.parametrize(
    ("claimed", "source", "agree"),
    [
        ("40 or more", "at least 40", True),
        ("40", "at least 40", False),
        ("at least 40", "40", False),
        ("more than 40", "at least 40", False),
        ("no more than 40", "up to 40", True),
        ("roughly 40", "about 40", True),
    ],
)
def test_modifiers_that_say_the_same(claimed: str, source: str, agree: bool) -> None:
    assert modifiers_agree(read(claimed)[0], read(source)[0]) is agree


def test_english_and_japanese_numbers_can_be_compared() -> None:
    assert compatible(read("180 billion yen")[0], read("1800億円", "ja")[0])
    assert not compatible(read("18 billion yen")[0], read("1800億円", "ja")[0])


def test_dates_and_ordinals_are_told_apart() -> None:
    assert [number.is_date for number in read("On March 3, 2026 the council spent 2026 crowns.")] == [True, True, False]
    assert read("the 17th meeting")[0].ordinal


@given(st.text(max_size=200) | st.text("0123456789.,%$ -–万億人at least", max_size=60))
def test_any_text_is_read(text: str) -> None:
    for found in (quantities(text, PLAIN), read(text), read(text, "ja")):
        ends = [offset for number in found for offset in (number.start, number.end)]
        assert ends == sorted(ends)
        assert all(number.start < number.end <= len(text) and number.value.is_finite() for number in found)


@pytest.mark.parametrize("text", ["9" * 100_000, "1," * 50_000, "at least " * 20_000, "百万" * 50_000])
def test_hostile_text_ends(text: str) -> None:
    assert len(read(text)) <= len(text)
    assert len(read(text, "ja")) <= len(text)
