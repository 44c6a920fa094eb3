"""The ranges of East Asian scripts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import scripts


@pytest.mark.parametrize("name", ["KANA", "HANGUL", "HAN", "MARKS", "BLANKLESS", "EAST_ASIAN"])
def test_no_range_holds_what_other_scripts_write(name: str) -> None:
    pattern = re.compile(f"[{getattr(scripts, name)}]")
    assert pattern.findall("aéЖعאไกक“”…—–·¥€ -[]^1") == []


def test_korean_sets_blanks_and_the_others_do_not() -> None:
    blankless, all_of_them = re.compile(f"[{scripts.BLANKLESS}]+"), re.compile(f"[{scripts.EAST_ASIAN}]+")
    for text in ("日本語", "ひらがな", "カタカナ・ー", "ｶﾅ", "「、。」", "（１）", "𠀀", "ㄅㄆ", "々〆〇", "㈱"):
        assert blankless.fullmatch(text), text
        assert all_of_them.fullmatch(text), text
    for text in ("한국어", "ㄱㄴ", "\u1100\u1161", "ﾡ"):
        assert not blankless.search(text), text
        assert all_of_them.fullmatch(text), text


RANGES = {name: ranges for name, ranges in vars(scripts).items() if name.isupper() and isinstance(ranges, str)}


@pytest.mark.parametrize("name", RANGES)
@given(text=st.text(), at=st.integers(0, 5))
def test_characters_are_what_a_regular_expression_finds(name: str, text: str, at: int) -> None:
    characters, pattern = scripts.Characters(RANGES[name]), re.compile(f"[{RANGES[name]}]")
    assert characters.match(text, at) == bool(pattern.match(text, at))
    assert characters.search(text) == bool(pattern.search(text))
    assert characters.findall(text) == pattern.findall(text)
    assert characters.may_be_in(text) >= characters.search(text)


@pytest.mark.parametrize("name", RANGES)
def test_the_edges_of_each_range_are_in_it(name: str) -> None:
    edges = RANGES[name].replace("-", "")
    assert all(map(scripts.Characters(RANGES[name]).match, edges))
    assert not scripts.Characters(RANGES[name]).match("")
