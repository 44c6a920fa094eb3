"""The characters of East Asian scripts, as ranges for the ``[…]`` of a regular expression."""

import re

KANA = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"
HAN = "\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
MARKS = "\u3000-\u303f\u30fb\u30fc\uff00-\uff65\uffe0-\uffe6"
"""Punctuation and full-width forms, which all of them share."""
_OTHERS = "\u2fe0-\u2fff\u3100-\u312f\u3190-\u31ef\u3200-\u33ff\u4dc0-\u4dff"
"""Bopomofo, strokes, marks of reading order, circled and squared words."""
BLANKLESS = f"{KANA}{HAN}{MARKS}{_OTHERS}"
"""Written without blanks between words: a line break between two such characters is none. Korean is not."""
BLANKLESS_SIGN = re.compile(f"[{BLANKLESS}]")
EAST_ASIAN = f"{BLANKLESS}{HANGUL}"
