"""Numbers, their units and what modifies them, in the languages of the lexicons and without one.

The words are those of the lexicons, so that these tests hold for what the checks read.
"""

from decimal import Context, Decimal, Inexact, Rounded, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.check.numbers import numbers_in
from briefgen.lexicon import lexicon
from briefgen.quantities import PLAIN, NumberWords, Quantity, compatible, modifiers_agree, quantities

GERMAN = NumberWords(
    words={"null": Decimal(0), "ein": Decimal(1), "eine": Decimal(1), "zwei": Decimal(2), "drei": Decimal(3)},
    multipliers={word: Decimal(10) ** power for word, power in (("tausend", 3), ("millionen", 6), ("milliarden", 9))},
    percent=frozenset({"%", "prozent"}),
    points=frozenset({"prozentpunkte"}),
    tenths=frozenset(),
    before={"mindestens": "at-least", "mehr als": "more-than", "rund": "about", "bis zu": "at-most"},
    after={"oder mehr": "at-least"},
    decimal=",",
)
"""A language with a decimal comma."""


def read(text: str, language: str = "en") -> list[Quantity]:
    if language in ("en", "ja"):
        return list(numbers_in(text, lexicon(language)))
    return quantities(text, GERMAN if language == "de" else PLAIN)


def said(text: str, language: str = "en") -> list[str]:
    """Return the numbers in a text, such as "40 buses [at-least]", "3 date", "17 session ordinal"."""
    return [
        format(number.value.normalize(), "f")
        + (f" {number.unit}" if number.unit else "")
        + (f" [{', '.join(sorted(number.modifiers))}]" if number.modifiers else "")
        + (" date" if number.is_date else "")
        + (" ordinal" if number.ordinal else "")
        for number in read(text, language)
    ]


def one(text: str, language: str = "en") -> Quantity:
    (number,) = read(text, language)
    return number


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


@pytest.mark.parametrize("text", ["9" * 30_000, "1," * 15_000, "at least " * 6_000, "百万" * 15_000])
def test_hostile_text_ends(text: str) -> None:
    assert len(read(text)) <= len(text)
    assert len(read(text, "ja")) <= len(text)


# --- English ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        # digits
        ("1,234.5 buses", ["1234.5 buses"]),
        ("1.234,5 buses", ["1234.5 buses"]),
        ("1\u00a0234 buses, 1\u202f234 trams, 1'234 trains", ["1234 buses", "1234 trams", "1234 trains"]),
        ("１，２３４ buses and ５％", ["1234 buses", "5 %"]),
        ("1,00,000 voters", ["100000 voters"]),
        ("0.234 metres", ["0.234 metres"]),
        ("2.5 metres. 40. Then 12", ["2.5 metres", "40", "12"]),
        ("5,6,7 and 8", ["5", "6", "7", "8"]),
        ("−5 degrees, -5%, (-3), -$5m", ["-5 degrees", "-5 %", "-3", "-5000000 $"]),
        ("3−5 – 7", ["3", "5", "7"]),
        # parts
        ("½ the seats, 2½ years, 2 ½ years, 1¾%", ["0.5 seats", "2.5 years", "2.5 years", "1.75 %"]),
        ("3/4 of them, 2 1/2 hours", ["0.75", "2.5 hours"]),
        ("half the members, half a dozen, half a million euros", ["0.5 members", "6", "500000 EUR"]),
        ("two and a half years, two-and-a-half, one and a half million", ["2.5 years", "2.5", "1500000"]),
        ("a quarter of it, by a quarter, three-quarters, three quarters of them", ["0.25", "0.25", "0.75", "0.75"]),
        ("the first half, the first quarter, for three quarters", ["3 quarters"]),
        # words
        ("twenty-five, ninety nine", ["25", "99"]),
        ("two hundred and fifty thousand three hundred and one", ["250301"]),
        ("a hundred buses, a thousand trams, hundred times", ["100 buses", "1000 trams", "100 times"]),
        ("a dozen eggs, two dozen eggs", ["12 eggs", "24 eggs"]),
        ("one hundred and two thousand", ["102000"]),
        ("two thousand twenty-six", ["2026"]),
        ("sold a million two years ago", ["1000000", "2 years"]),
        ("five and six", ["5", "6"]),
        ("several hundred people, hundreds of people, a few thousand", []),
        ("Zero deaths", ["0 deaths"]),
        # multipliers
        ("3.2 million, 3.2m, 40k, 1.2 trillion, 5 hundred", ["3200000", "3200000", "40000", "1200000000000", "500"]),
        ("1.5bn people, 1.5 bn people, 5 m", ["1500000000 people", "1500000000 people", "5 m"]),
        # one
        ("one of them, no one, one-sided, 1 bus", []),
        ("one percent, one million, one euro, one or two", ["1 %", "1000000", "1 EUR", "1", "2"]),
        ("Article 1, 1 percent", ["1", "1 %"]),
        # names
        ("F-35, G7, G-7, COVID-19, U-20, A320-200, Su-30s, 5G, 3D, 3-D, 8f3ba2, x2, H2O", []),
        ("Article 9, No. 5, No.5, Mach 5, Flight 370, page 12", ["9", "5", "5", "5", "370", "12"]),
        ("the Group of Seven, the Seven Sisters", []),
        ("Seven sisters. The seven sisters", ["7 sisters", "7 sisters"]),
        ("40km, 40 km, 40-year-old, a 40-bus fleet, 40mph", ["40 km", "40 km", "40 year", "40 bus", "40 mph"]),
        # what is no number
        ("https://x.org/40/12?q=3 or www.x.org/5, me12@x40.org, @user40", []),
        ("call 555-0100, +81 3-1234-5678, 03-1234-5678, (212) 555-0100, 212-555-0100", []),
        ("version 1.2.3", []),
        (f"{'7' * 31} and 7", ["7"]),
        # together
        ("a 9-2 vote, nine votes to two", ["9 vote", "2 vote", "9 votes", "2"]),
        ("1.5-2.0% growth", ["1.5 %", "2 %"]),
        ("3 to 5 percent, 3% to 5%", ["3 %", "5 %", "3 %", "5 %"]),
        ("$3-5 million, between $3 and $5 billion", ["3000000 $", "5000000 $", "3000000000 $", "5000000000 $"]),
        ("three or four million people", ["3000000 people", "4000000 people"]),
        ("from 900,000 to 1.2 million", ["900000", "1200000"]),
        ("rose 3% to 40", ["3 %", "40"]),
        ("two-plus-two, 2+2", ["2", "2", "2", "2"]),
        ("between one hundred and two hundred", ["100", "200"]),
        ("between a hundred and fifty and two hundred", ["150", "200"]),
    ],
)
def test_english_numbers(text: str, numbers: list[str]) -> None:
    assert said(text) == numbers


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("$40", "$"),
        ("$1.5B", "$"),
        ("40 dollars", "$"),
        ("US$40", "USD"),
        ("U.S.$40", "USD"),
        ("40 million U.S. dollars", "USD"),
        ("A$40", "AUD"),
        ("USD 40", "USD"),
        ("40 EUR", "EUR"),
        ("€40", "EUR"),
        ("£40", "GBP"),
        ("¥40", "¥"),
        ("40 yen", "JPY"),
        ("40 yuan", "CNY"),
        ("40 percent", "%"),
        ("40 per cent", "%"),
        ("40-percent", "%"),
        ("40 %", "%"),
        ("40 percentage points", "points"),
        ("a 40-point lead", "points"),
        ("40 of the buses", "buses"),
        ("40 more buses", "buses"),
        ("40 of them", ""),
        ("40 in May", ""),
        ("40, buses", ""),
        ("the 40s", "s"),
    ],
)
def test_units(text: str, unit: str) -> None:
    assert one(text).unit == unit


def test_a_basis_point_is_a_hundredth_of_a_point() -> None:
    assert one("50 basis points").value == Decimal("0.5")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3 March 2026, March 3, 2026, 3rd of March", ["3 date", "2026 date", "3 date", "2026 date", "3 date ordinal"]),
        ("March 3 and 4, 3-5 March, Sept. 11", ["3 date", "4 date", "3 date", "5 date", "11 date"]),
        ("2026-03-12", ["2026 date", "3 date", "12 date"]),
        ("12.03.2026, 3/12/26", ["12 date", "3 date", "2026 date", "3 date", "12 date", "26 date"]),
        ("12:30, 7 p.m., 10pm, 12h30", ["12 date", "30 date", "7 date", "10 date", "12 date", "30 date"]),
        (
            "in 2026, mid-2026, 2025-26, 1914-18",
            ["2026 date", "2026 date", "2025 date", "26 date", "1914 date", "18 date"],
        ),
        ("the 1990s, by 1850, the 2024 election", ["1990 s date", "1850 date", "2024 date"]),
        ("2000 people, about 2000 buses, 2,026 buses", ["2000 people", "2000 buses [about]", "2026 buses"]),
        ("In March. 12 trams came; they may 5 times", ["12 trams", "5 times"]),
        ("in March 40 buses", ["40 buses"]),
    ],
)
def test_dates(text: str, numbers: list[str]) -> None:
    assert said(text) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("the 17th session, 2nd", ["17 session ordinal", "2 ordinal"]),
        ("the third meeting, a third meeting", ["3 meeting ordinal", "3 meeting ordinal"]),
        ("the twenty-fifth floor", ["25 floor ordinal"]),
        ("the second floor, a second later, the second-largest", ["2 floor ordinal", "2 largest ordinal"]),
        ("first, at first", []),
    ],
)
def test_ordinals(text: str, numbers: list[str]) -> None:
    assert said(text) == numbers


# --- Modifiers --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "modifiers"),
    [
        # before
        ("at least another 40 buses", ["at-least"]),
        ("At least $40 million", ["at-least"]),
        ('at least "40"', ["at-least"]),
        ("no fewer than twenty-five", ["at-least"]),
        ("more than the 40", ["more-than"]),
        ("over a hundred", ["more-than"]),
        ("up to a maximum of 40", ["at-most"]),
        ("as many as 40", ["at-most"]),
        ("no more than 40", ["at-most"]),
        ("no more than about 40", ["about", "at-most"]),
        ("just under $3 billion", ["nearly"]),
        ("just over half", ["just-over"]),
        ("exactly 40", ["exactly"]),
        ("under 18s", ["less-than"]),
        ("some 40", ["about"]),
        ("~40", ["about"]),
        (">40", ["more-than"]),
        ("for at least the next 40 days", ["at-least"]),
        # after
        ("40 or more", ["at-least"]),
        ("40 new buses or more", ["at-least"]),
        ("Mach 5 or greater", ["at-least"]),
        ("40 percent or so", ["about"]),
        ("40 buses, or more", ["at-least"]),
        ("40 percent or less", ["at-most"]),
        ("65 and over", ["at-least"]),
        ("40 buses at least", ["at-least"]),
        ("40+ buses", ["at-least"]),
        ("a 40-plus fleet", ["at-least"]),
        # none
        ("over the next 40 days", []),
        ("about the 40 buses", []),
        ("some of the 40", []),
        ("took over 40 firms", []),
        ("more than doubled to 40", []),
        ("at least, 40", []),
        ("at least once in 40 years", []),
        ("only 40 buses", []),
        ("40 buses and over the years", []),
        ("40 countries have at least pledged", []),
    ],
)
def test_modifiers_near_and_far(text: str, modifiers: list[str]) -> None:
    assert sorted(one(text).modifiers) == modifiers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("at least 40, 12 and 5", ["40 [at-least]", "12", "5"]),
        ("40 buses and over 12 trams", ["40 buses", "12 trams [more-than]"]),
        ("40 buses or more than 12 trams", ["40 buses", "12 trams [more-than]"]),
        ("40 at least 12 of whom", ["40", "12 [at-least]"]),
        ("at least 5 of the 40", ["5 [at-least]", "40"]),
        ("nearly half of the 40", ["0.5 [nearly]", "40"]),
        ("about 3 to 5 buses", ["3 buses [about]", "5 buses [about]"]),
        ("between about 3 and 5", ["3 [about]", "5 [about]"]),
        ("3 to 5 percent or so", ["3 % [about]", "5 % [about]"]),
        ("from about 40 to 50", ["40 [about]", "50"]),
        ("40 buses plus 12 trams", ["40 buses", "12 trams"]),
    ],
)
def test_a_modifier_does_not_leak(text: str, numbers: list[str]) -> None:
    assert said(text) == numbers


# --- Japanese ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("三人、十二人、二百五十台", ["3 人", "12 人", "250 台"]),
        ("1万5000人、1万５０００人、2万3,000人、1.5億", ["15000 人", "15000 人", "23000 人", "150000000"]),
        (
            "3億円、三億二千万円、40億ドル、5000億ウォン",
            ["300000000 JPY", "320000000 JPY", "4000000000 $", "500000000000 KRW"],
        ),
        ("2割、一割、5.5ポイント、5%ポイント", ["20 %", "10 %", "5.5 points", "5 points"]),
        ("第3回、3回目、3番目", ["3 回 ordinal", "3 回 ordinal", "3 番目 ordinal"]),
        ("3月15日、2026年、二〇二六年三月十五日", ["3 date", "15 date", "2026 date", "2026 date", "3 date", "15 date"]),
        ("令和8年、平成三十年、12時30分", ["8 date", "30 date", "12 date", "30 date"]),
        ("3年間、3日間、5時間、3年ぶり、15日以内", ["3 年", "3 日", "5 時", "3 年", "15 日 [at-most]"]),
        ("3分の2、三分の一", [str(Decimal(2) / 3)[:9], str(Decimal(1) / 3)[:9]]),
        ("2年半、3カ国、四か国、三つ", ["2.5 年", "3 か国", "4 か国", "3 つ"]),
        ("千葉県、三菱、一部、統一、十分、百貨店、四国、一人、1人", []),
        ("数十人、数百万人、十数人、二三人", []),
        ("千人、百人", ["1000 人", "100 人"]),
        ("F35、COVID-19、G7、H3ロケット", []),
        ("マッハ5以上、最大40人、少なくとも約40人", ["5 [at-least]", "40 人 [at-most]", "40 人 [about, at-least]"]),
        (
            "40人余り、5割超、40人近く、40人未満",
            ["40 人 [more-than]", "50 % [more-than]", "40 人 [nearly]", "40 人 [less-than]"],
        ),
        ("40人を超えた、40人を超えない", ["40 人 [more-than]", "40 人 [at-most]"]),
        ("40平方キロメートル以上、40億円程度", ["40 平方 [at-least]", "4000000000 JPY [about]"]),
        ("条約40、予約40件、約40件", ["40", "40 件", "40 件 [about]"]),
        ("10人強制送還、40人の以上", ["10 人", "40 人"]),
        ("40～50人、3〜5%、40人から50人、3、4人", ["40 人", "50 人", "3 %", "5 %", "40 人", "50 人", "3 人", "4 人"]),
        ("1990年代、40代", ["1990 s [about] date", "40 s"]),
        ("▲5%、-3度", ["-5 %", "-3 度"]),
        ("https://example.jp/40を参照、40人", ["40 人"]),
    ],
)
def test_japanese_numbers(text: str, numbers: list[str]) -> None:
    assert [number[:9] if number.startswith("0.") else number for number in said(text, "ja")] == numbers


# --- Other languages --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.234 Busse, 1.234,5 Busse, 1.234.567 Busse", ["1234 busse", "1234.5 busse", "1234567 busse"]),
        ("1,234 Busse, 3,5 Prozent", ["1.234 busse", "3.5 %"]),
        ("drei Millionen Euro, 1,5 Milliarden", ["3000000 EUR", "1500000000"]),
        ("mindestens 40, mehr als die 40, 40 oder mehr", ["40 [at-least]", "40 [more-than]", "40 [at-least]"]),
        ("am 3. März 2026, 12.30 Uhr, 2025/26", ["3 date", "2026 date", "12.3 date", "2025 date", "26 date"]),
        ("zwischen 3 und 5 Prozent, 40jährige, 40-jährige", ["3 %", "5 %", "40 jährige", "40 jährige"]),
        ("ein Bus, eine Million, 2 Prozentpunkte", ["2 points"]),
    ],
)
def test_german_numbers(text: str, numbers: list[str]) -> None:
    assert said(text, "de") == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.234 Busse, 1,234 buses, 1 234 bus", ["1234 busse", "1234 buses", "1234 bus"]),
        ("3,5 %, 3.5%, 1.234 %", ["3.5 %", "3.5 %", "1.234 %"]),
        ("le 3 mars 2026, le 1er mars, 12h30", ["3 date", "2026 date", "1 date ordinal", "12 date", "30 date"]),
        ("40 €, environ 40 bus, quarante bus", ["40 EUR", "40 bus"]),
        ("2e étage", ["2 étage ordinal"]),
        ("3월 15일, 40명, G7, 40m", ["3 date", "15 date", "40 명", "40 m"]),
        ("at least two buses", []),
    ],
)
def test_numbers_without_a_lexicon(text: str, numbers: list[str]) -> None:
    assert said(text, "") == numbers


# --- Comparing --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("3.2 million", "3,200,000", True),
        ("$3.2m", "$3.2 million", True),
        ("12 buses", "twelve vehicles", True),
        ("$40", "US$40", True),
        ("40 U.S. dollars", "40 dollars", True),
        ("US$40", "A$40", False),
        ("$40", "€40", False),
        ("$40", "40 buses", False),
        ("¥40", "40 yen", True),
        ("£40", "40 pounds", True),
        ("40 pounds", "40 buses", True),
        ("40%", "40 buses", False),
        ("40%", "40 points", False),
        ("50 basis points", "0.5 percentage points", True),
        ("50 basis points", "50 percentage points", False),
        ("half of voters", "50% of voters", True),
        ("two-thirds", "2/3", True),
        ("a quarter of it", "20%", False),
        ("40m", "40 metres", True),
        ("40m", "40 members", False),
        ("40 million", "40 billion", False),
        ("-5%", "5%", False),
        ("the third bus", "3 buses", False),
        ("the third bus", "the 3rd bus", True),
        ("March 3", "3 buses", False),
        ("March 3", "3 March", True),
        ("March 3", "March 3rd", True),
        ("in 1990", "in the 1990s", False),
        ("in 2026", "2,026 buses", True),
        ("40", "41", False),
    ],
)
def test_what_is_compatible_either_way(left: str, right: str, same: bool) -> None:
    assert compatible(one(left), one(right)) is same
    assert compatible(one(right), one(left)) is same


@pytest.mark.parametrize(
    ("english", "japanese", "same"),
    [
        ("20 percent", "2割", True),
        ("20", "2割", False),
        ("15,000 people", "1万5000人", True),
        ("two-thirds", "3分の2", True),
        ("40 million dollars", "4000万ドル", True),
        ("40 billion yuan", "400億元", True),
        ("the third meeting", "第3回", True),
        ("three meetings", "第3回", False),
        ("in their 40s", "40代", True),
    ],
)
def test_what_is_compatible_across_languages(english: str, japanese: str, same: bool) -> None:
    assert compatible(one(english), one(japanese, "ja")) is same


_MODIFIED = {
    "": "40",
    "at-least": "at least 40|40 or more|no fewer than 40",
    "more-than": "more than 40|over 40|just over 40",
    "at-most": "up to 40|no more than 40|40 or fewer",
    "less-than": "less than 40|under 40",
    "about": "about 40|roughly 40|40 or so|nearly 40|almost 40",
    "exactly": "exactly 40|precisely 40",
}


@pytest.mark.parametrize("claimed", _MODIFIED)
@pytest.mark.parametrize("source", _MODIFIED)
def test_modifiers_agree_within_their_class(claimed: str, source: str) -> None:
    for left in _MODIFIED[claimed].split("|"):
        for right in _MODIFIED[source].split("|"):
            agree = claimed == source or (claimed, source) == ("", "exactly")
            assert modifiers_agree(one(left), one(right)) is agree, (left, right)


@pytest.mark.parametrize(
    ("claimed", "source", "agree"),
    [
        ("3 to 5", "between 3 and 5", True),
        ("3 to 5", "3–5", True),
        ("5", "3 to 5", False),
        ("up to 5", "3 to 5", True),
        ("at least 5", "3 to 5", False),
        ("more than 5", "3 to 5", False),
        ("about 3 to 5", "3 to 5", False),
        ("3 to 5", "about 3 to 5", False),
        ("5", "from 3 to 5", True),
        ("3 to 5", "3, 5", True),
        ("3 to 5", "up to 5", True),
        ("9-5", "9 to 5", True),
    ],
)
def test_ranges(claimed: str, source: str, agree: bool) -> None:
    """The last numbers are compared."""
    assert modifiers_agree(read(claimed)[-1], read(source)[-1]) is agree


def test_words_are_those_of_the_text() -> None:
    assert [number.words for number in read("$3.2m, 40 percent, US$5, the 1990s and -$5m, 40 buses")] == [
        "$3.2m",
        "40 percent",
        "US$5",
        "1990s",
        "-$5m",
        "40",
    ]
    assert [number.words for number in read("１万５０００人、2割", "ja")] == ["１万５０００", "2割"]


# --- Any text ---------------------------------------------------------------------------------------------------------
_PIECES = (
    "1 12 40 1,234 1.5 2026 ½ 1/2 $ € % - – ~ . , : ( 、 。 two twenty hundred million and a half third at least or "
    "more than between to percent points March bn m G7 three-quarters 一 二 十 百 万 億 第 回 人 月 日 年 割 "
    "約 以上 超 分の 数 半"
)


@given(
    st.lists(st.sampled_from(_PIECES.split()), max_size=14),
    st.sampled_from(["", " ", "\u00a0", "\n"]),
    st.sampled_from(["en", "ja", "de", ""]),
)
def test_what_is_read_stands_in_the_text(pieces: list[str], blank: str, language: str) -> None:
    text = blank.join(pieces)
    last = 0
    for number in read(text, language):
        assert last <= number.start < number.end <= len(text)
        last = number.end
        assert number.value.is_finite()
        assert number.words == number.words.strip()
        assert number.words in text
        assert compatible(number, number)
        assert modifiers_agree(number, number)


@pytest.mark.parametrize(
    "text",
    ["3.2 million", "twenty-five", "two hundred and fifty", "½", "two-thirds", "a hundred", "1,234.5", "12:30", "2026"],
)
def test_a_number_alone_is_read_as_in_a_sentence(text: str) -> None:
    values = [number.value for number in read(text)]
    found = read(f"They counted {text} of the buses.")
    assert [number.value for number in found] == values
    alone = [read(f"They counted {text} of the buses."[number.start : number.end]) for number in found]
    assert [number.value for (number,) in alone] == values


@pytest.mark.parametrize(
    "piece",
    [
        ",",
        "1 ",
        "1-",
        "1.",
        "x@",
        "+1 2 ",
        "0-",
        "1'000",
        "a third ",
        "two hundred and ",
        "一",
        "十千",
        "the ",
        "1/2",
        "(",
        '"',
        "e\u0301",
    ],
)
def test_a_long_run_ends(piece: str) -> None:
    """A quadratic search would take many minutes."""
    text = piece * (10_000 // len(piece))
    for language in ("en", "ja", ""):
        assert len(read(text, language)) <= len(text)


def test_a_megabyte_ends() -> None:
    for text in ("7" * 1_000_000, "," * 1_000_000, "at least " * 110_000):
        assert read(text) == []


def test_arithmetic_does_not_hang_on_the_context() -> None:
    with localcontext(Context(prec=3, traps=[Inexact, Rounded])):
        assert one("123,456.789 million").value == Decimal("123456789000")
        assert one("-1234567890123456789012345678").value == Decimal("-1234567890123456789012345678")
        assert compatible(one("two-thirds"), one("2/3"))
