"""How a language writes what a template prints: dates, numbers, lists and quotations (Unicode CLDR, by babel)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, Literal, get_args

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from briefgen.languages import by_language, fallbacks
from briefgen.problems import did_you_mean
from briefgen.tree.typography.languages import manner
from briefgen.values import Day, Text

Length = Literal["long", "short", "medium", "full", "month", "year", "iso", "era"]
"""Ways to write a date: ``long`` is that of the shipped templates, ``iso`` is 2026-03-09, ``era`` is 令和8年3月9日."""
Joint = Literal[",", ";", ".", " ", "and", "or"]
"""What stands between the items of a list."""
_SKELETONS = {"month": "yMMMM", "year": "y"}
_ERAS = (("令和", date(2019, 5, 1)), ("平成", date(1989, 1, 8)), ("昭和", date(1926, 12, 25)))
_COMMAS = {"ar": "، ", "fa": "، ", "ur": "، "}
"""The comma between items, where the lists of CLDR are joined by a word or a mark of direction instead."""
_ENGLISH_SIGNS = {
    **{"colon": ": ", "semicolon": "; ", "stop": ". ", "dash": " – ", "blank": " "},
    **{"bracket-open": " (", "bracket-close": ")"},
}
_FULL_WIDTH = {
    **{"colon": "：", "semicolon": "；", "stop": "。", "dash": "：", "blank": ""},
    **{"bracket-open": "（", "bracket-close": "）"},
}
_SIGNS = {
    "en": _ENGLISH_SIGNS,
    "fr": {**_ENGLISH_SIGNS, "colon": "\u00a0: ", "semicolon": "\u202f; "},
    "el": {**_ENGLISH_SIGNS, "semicolon": " · "},
    "ar": {**_ENGLISH_SIGNS, "semicolon": "؛ "},
    "fa": {**_ENGLISH_SIGNS, "semicolon": "؛ "},
    "ur": {**_ENGLISH_SIGNS, "semicolon": "؛ ", "stop": "۔ "},
    **dict.fromkeys(("ja", "zh", "yue"), _FULL_WIDTH),
}
"""The signs between words; those of English where a language is not here."""
_QUOTATION_MARKS = {
    "ja": ("「", "」"),
    "zh": ("“", "”"),
    "zh-hant": ("「", "」"),
    "zh-tw": ("「", "」"),
    "zh-hk": ("「", "」"),
    "yue": ("「", "」"),
    "ko": ("“", "”"),
    "ar": ("«", "»"),
    "fa": ("«", "»"),
    "he": ("”", "”"),
    "ur": ("“", "”"),
    "hi": ("“", "”"),
}
"""The marks of languages whose typewriter's signs are left as they are (:mod:`briefgen.tree.typography`)."""


class Dated(Text):
    """A date in words, which knows the day that it stands for."""

    day: date
    __slots__ = ("day",)


class Language:
    """The language of a document."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.locale = _locale(tag)

    def dated(self, day: Day) -> Dated:
        """Write a date as the shipped templates print it."""
        written = Dated(self.written(day.date, "long"), day.place)
        written.day = day.date
        return written

    def written(self, day: date, length: str) -> str:
        """Write a date. Raises ValueError for a length that there is not."""
        if length not in get_args(Length):
            known = get_args(Length)
            raise ValueError(f"there is no date '{length}': {did_you_mean(length, known, ', '.join(known))}")
        if length == "iso":
            return day.isoformat()
        if length == "era" and self.locale.language == "ja":
            return _in_era(day)
        skeleton = _SKELETONS.get(length)
        if skeleton:
            pattern = self.locale.datetime_skeletons.get(skeleton)
            return str(format_date(day, str(pattern) if pattern else "y", self.locale))
        return str(format_date(day, "long" if length == "era" else length, self.locale))

    def number(self, number: int) -> str:
        """Write a number with the groups of its digits."""
        return str(format_decimal(number, locale=self.locale))

    def joints(self, count: int, joint: str) -> list[str]:
        """Return what stands between so many items of a list: one fewer than there are.

        What the items say does not matter: no value changes the words around it. Raises ValueError for a joint that
        there is not.
        """
        if joint not in get_args(Joint):
            raise ValueError("a list is joined by ',', ';', '.' or ' ', or by 'and' or 'or' before the last item")
        if count < 2:
            return []
        signs = {",": self._comma(), ";": self._apart(), ".": self.signs["stop"], " ": self.signs["blank"]}
        if joint in signs:
            return [signs[joint]] * (count - 1)
        patterns = self.locale.list_patterns["standard" if joint == "and" else "or"]
        if count == 2:
            return [_between(patterns["2"])]
        return [_between(patterns["middle"])] * (count - 2) + [_between(patterns["end"])]

    def _apart(self) -> str:
        """Return the semicolon between items; where a comma of another form tells them apart well enough, that."""
        return self.signs["semicolon"] if self._comma().strip() == "," else self._comma()

    def _comma(self) -> str:
        return _COMMAS.get(self.locale.language) or _between(self.locale.list_patterns["standard"]["middle"])

    @property
    def signs(self) -> Mapping[str, str]:
        """The signs between words, by what they are called among the labels; a blank that belongs there with them."""
        return {"comma": self._comma(), **[_ENGLISH_SIGNS, *by_language(_SIGNS, self.tag)][-1]}

    @property
    def quotation_marks(self) -> tuple[str, str] | None:
        """The marks around a quotation; None where the language is not known."""
        stated = by_language(_QUOTATION_MARKS, self.tag)
        if stated:
            return stated[-1]
        own = manner(self.tag)
        return own.double if own else None


def _between(pattern: str) -> str:
    """Return what a pattern such as ``{0} and {1}`` puts between two items."""
    return pattern.partition("{0}")[2].partition("{1}")[0]


def _in_era(day: date) -> str:
    """Write a date with the year of the Japanese era, whose first is 元年."""
    for name, begins in _ERAS:
        if day >= begins:
            year = day.year - begins.year + 1
            return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"


def _locale(tag: str) -> Locale:
    """Return the locale that is closest to a tag; English where none is."""
    for name in fallbacks(tag):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


# --- What filters ask for ---------------------------------------------------------------------------------------------
_ENGLISH = Language("en")
_spoken: ContextVar[tuple[Language, Mapping[str, Text]]] = ContextVar("language", default=(_ENGLISH, {}))


def spoken() -> Language:
    """Return the language of the document that is being rendered; English outside of a rendering."""
    return _spoken.get()[0]


def around(name: str) -> tuple[Text, Text]:
    """Return the two signs that the document sets around words: its quotation marks (``quote``), or ``bracket``."""
    language, labels = _spoken.get()
    words = labels or with_signs({}, language)
    return words[f"{name}-open"], words[f"{name}-close"]


def with_signs(labels: Mapping[str, Text], language: Language) -> dict[str, Text]:
    """Return labels, with the signs of the language where no label states them."""
    marks = language.quotation_marks or ("“", "”")
    signs = {**language.signs, "quote-open": marks[0], "quote-close": marks[1]}
    return {**{name: Text(sign) for name, sign in signs.items()}, **labels}


@contextmanager
def speaking(language: Language, labels: Mapping[str, Text]) -> Iterator[None]:
    """Render in a language, with the signs among its labels, inside the ``with`` block."""
    token = _spoken.set((language, labels))
    try:
        yield
    finally:
        _spoken.reset(token)


def redated(value: Any, length: str = "long") -> str:
    """Write a date of the content in another length. Raises ValueError for what is no date."""
    if not isinstance(value, Dated):
        raise ValueError("the filter 'date' works on dates, such as brief.as_of: ask first ({% if … is stated %})")
    return spoken().written(value.day, length)
