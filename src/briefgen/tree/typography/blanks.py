"""Blanks at which no line may break: those between what is read as one."""

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from briefgen.evidence import normal_text
from briefgen.tree.typography.languages import COMMON, NARROW, NO_BREAK, Manner
from briefgen.tree.typography.line import Line

_CURRENCIES = "EUR|USD|GBP|CHF|JPY|CNY|SEK|NOK|DKK|PLN|CZK|HUF|RUB|UAH|INR|KRW|CAD|AUD"
_UNITS = (
    "km/h|km²|km2|km|m²|m³|mm|cm|dm|nm|m|hPa|kPa|MPa|kg|mg|µg|g|kt|Mt|t|hl|cl|ml|l|min|"
    "Hz|kHz|MHz|GHz|kW|MW|GW|TW|kWh|MWh|GWh|TWh|kV|kB|MB|GB|TB|Mbit/s|Gbit/s|dB|°C|°F"
)
_ALWAYS = (
    r"[¶§№] (?=\d)",
    rf"(?<=\d) (?=(?:{_UNITS}|{_CURRENCIES})(?![\w/']))",
    r"(?<=\d) (?=[€£¥$](?![\w.]))",
    rf"(?<!\S)(?:[€£¥$]|{_CURRENCIES}) (?=\d)",
)
_CAPITAL = f"[{''.join(filter(str.isupper, map(chr, range(0x530))))}]"
_PAIR = re.compile(r"(?<!\w)([^\W\d_])\. (?=([^\W\d_])\.(?!\w))")


def set_blanks(line: Line) -> None:
    """Set the no-break blanks of a line."""
    for language, manner in line.languages.items():
        for pattern, blank in _rules(language, manner):
            for found in pattern.finditer(line.seen):
                for at in range(*found.span()):
                    if line.seen[at] == " ":
                        _set(line, at, language, blank)
        if NARROW in (manner.double or ("",))[0]:
            for found in re.finditer(" ", line.seen):
                if line.written(found.start(), -1) == "‹" or line.written(found.start(), 1) == "›":
                    _set(line, found.start(), language, NARROW)
        for found in _PAIR.finditer(line.seen):
            if (found[1].isupper() and found[2].isupper()) or manner.small_pairs:
                _set(line, found.end() - 1, language, NO_BREAK)


def _set(line: Line, at: int, language: str, blank: str) -> None:
    """Set a blank that stands alone in text of the language; a second one would break the line all the same."""
    if line.language(at) == language and not line.written(at, 1).isspace():
        line.put(at, " ", blank)


@lru_cache(maxsize=64)
def _rules(language: str, manner: Manner) -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = [(pattern, NO_BREAK) for pattern in _ALWAYS]
    rules += [(rf"(?<=\S) (?={re.escape(mark)}(?!\w|//))", blank) for mark, blank in manner.spaced]
    rules.append((r"(?<=\d) (?=[%‰])", manner.percent))
    if manner.counted:
        rules.append((rf"(?<!\w){any_of(manner.counted)} (?=\d)", NO_BREAK))
    if manner.titles:
        rules.append((rf"(?<!\w){any_of(manner.titles)} (?={_CAPITAL})", NO_BREAK))
    if manner.phrases:
        rules.append((rf"(?<!\w)(?i:{any_of(manner.phrases)})(?!\w)", NO_BREAK))
    if manner.units:
        rules.append((rf"(?<=\d) (?={any_of(manner.units)}(?!\w))", NO_BREAK))
    if manner.grouped:
        rules.append((r"(?<![\w.,/-])\d{1,3}(?: \d{3})+(?![\w/-])", manner.grouped))
    if manner != COMMON and (months := _months(language)):
        rules.append((rf"(?<![\w.,/-])\d{{1,2}}(?:{manner.ordinal})? (?={months}(?!\w))", NO_BREAK))
        if manner.month_first:
            rules.append((rf"(?<!\w){months} (?=\d{{1,2}}(?!\d))", NO_BREAK))
    return tuple((re.compile(pattern), blank) for pattern, blank in rules)


def any_of(words: tuple[str, ...]) -> str:
    """Match any of the words, as evidence sees them; a longer one before one that it begins with."""
    return f"(?:{'|'.join(re.escape(normal_text(word)) for word in sorted(words, key=len, reverse=True))})"


def _months(language: str) -> str:
    """Return an expression for the months as a date names them (CLDR), or nothing where they have no names."""
    try:
        names = Locale.parse(language, sep="-").months["format"]["wide"].values()
    except (UnknownLocaleError, ValueError):
        return ""
    words = tuple(str(name) for name in names)
    return any_of(words) if all(word[:1].isalpha() for word in words) else ""
