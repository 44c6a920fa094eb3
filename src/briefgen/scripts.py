"""The characters of East Asian scripts, as ranges for the ``[…]`` of a regular expression."""

import re
from functools import cached_property

KANA = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"
HAN = "\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
MARKS = "\u3000-\u303f\u30fb\u30fc\uff00-\uff65\uffe0-\uffe6"
"""Punctuation and full-width forms, which all of them share."""
_OTHERS = "\u2fe0-\u2fff\u3100-\u312f\u3190-\u31ef\u3200-\u33ff\u4dc0-\u4dff"
"""Bopomofo, strokes, marks of reading order, circled and squared words."""
BLANKLESS = f"{KANA}{HAN}{MARKS}{_OTHERS}"
"""Written without blanks between words: a line break between two such characters is none. Korean is not."""
EAST_ASIAN = f"{BLANKLESS}{HANGUL}"
CLINGING = f"{EAST_ASIAN}\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Scripts whose words do not stand apart. Hangul sets blanks, but particles cling to the noun; Thai, Lao, Burmese and
Khmer set none between words."""


class Characters:
    """The characters of some ranges, asked for as a regular expression is.

    To compile one with these ranges takes milliseconds, which is done for the first text that may have one of them.
    """

    def __init__(self, ranges: str) -> None:
        self._ranges = ranges
        self._lowest = min(ranges.replace("-", ""))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(f"[{self._ranges}]")

    def match(self, text: str, at: int = 0) -> bool:
        """Tell whether such a character stands at a place of a text."""
        return text[at : at + 1] >= self._lowest and self._pattern.match(text, at) is not None

    def search(self, text: str) -> bool:
        """Tell whether a text has such a character."""
        return self.may_be_in(text) and self._pattern.search(text) is not None

    def findall(self, text: str) -> list[str]:
        """Return those of a text."""
        return self._pattern.findall(text) if self.may_be_in(text) else []

    def may_be_in(self, text: str) -> bool:
        """Tell whether a text has a character that comes as late in Unicode as these."""
        return not text.isascii() and max(text) >= self._lowest


BLANKLESS_SIGN = Characters(BLANKLESS)
EAST_ASIAN_SIGN = Characters(EAST_ASIAN)
CLINGING_SIGN = Characters(CLINGING)
KANA_SIGN, HANGUL_SIGN, HAN_SIGN = map(Characters, (KANA, HANGUL, HAN))
