"""The ranges of East Asian scripts."""

import re

import pytest

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
