"""Which numbers are part of a date or a clock time, so that they can be treated apart."""

import re
from collections.abc import Sequence

from briefgen.quantities.ground import Ground
from briefgen.quantities.numerals import Numeral
from briefgen.quantities.units import Measured
from briefgen.quantities.words import listed

_ENGLISH = "january february march april may june july august september october november december"
_GERMAN = "januar jänner februar märz april mai juni juli august september oktober november dezember"
_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_OTHERS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre "
    "janeiro fevereiro março maio junho julho setembro outubro novembro dezembro "
    "januari februari maart mei juni juli augustus oktober"
)
_LOWER_CASE = frozenset(f"{_FRENCH} {_OTHERS}".split())
_SHORT = listed("jan feb mar apr jun jul aug sep sept oct nov dec okt dez janv févr avr juil déc")
_MONTHS = _LOWER_CASE | _SHORT | frozenset(f"{_ENGLISH} {_GERMAN}".split())
_BEFORE_YEAR = listed(
    "in by since until till from of during before after early late mid end year fiscal and to through "
    "im bis seit vor nach ab jahr anfang ende en depuis avant après dès année"
)
_MANY = listed("people men women children troops staff police personnes menschen")
_HALF_DAY = re.compile(r"\s?[ap]\.?\s?m\b|\s?o'clock\b|\s?uhr\b|\s?heures\b", re.IGNORECASE)
_YEAR, _MONTH, _DAY, _HOUR, _MINUTE = "年년", "月월", "日일", "時시", "分분"
_ERAS = frozenset("和成正治暦")
_NO_DATE_BEHIND = {
    _YEAR: "間ぶ以後前生目余連半来分超近ほ先弱強と",
    _MONTH: "間額",
    _DAY: "間ぶ以後前目連あ余分程ほ近超置お",
    _HOUR: "間",
}


def is_date(ground: Ground, found: Measured, *, plain_before: bool) -> bool:
    """Tell whether a number is part of a date or clock time. ``plain_before``: no word modifies it."""
    own = found.numeral
    if own.dated:
        return True
    if found.plain and 0 <= own.value < 25 and _HALF_DAY.match(ground.text, ground.tokens[own.last - 1].end):
        return True
    if not found.plain or own.value != own.value.to_integral_value() or own.value < 0:
        return False
    if ground.kind(own.last) == "letter" and (sign := ground.word(own.last)):
        return _is_east_asian(ground, own, sign)
    if own.value <= 31 and (_month_behind(ground, own) or _month_before(ground, own)):
        return True
    return is_year(ground, own) and (_month_before(ground, own) or _stands_as_year(ground, found, plain_before))


def is_year(ground: Ground, own: Numeral) -> bool:
    """Tell whether a number has the shape of a year, or of a decade of one."""
    token = ground.tokens[own.first]
    decade = own.last == own.first + 1 or (own.last == own.first + 2 and ground.word(own.last - 1) == "s")
    return decade and token.kind == "digits" and len(token.text) == 4 and 1000 <= own.value <= 2199


def _stands_as_year(ground: Ground, found: Measured, plain_before: bool) -> bool:
    own = found.numeral
    after = ground.word(own.last) if ground.kind(own.last) == "word" and not ground.glued(own.last) else ""
    lower = bool(after) and ground.raw(own.last).islower() and bool(found.unit)
    introduced = ground.word(own.first - 1) in _BEFORE_YEAR
    if not 1900 <= own.value <= 2099:
        return introduced and not lower
    if ground.glued(own.last) and ground.kind(own.last) == "word":
        return ground.word(own.last) == "s"
    many = lower and ((after.endswith("s") and not after.endswith(("ss", "is", "us", "as"))) or after in _MANY)
    return not many and plain_before


def _month_behind(ground: Ground, own: Numeral) -> bool:
    at = own.last
    if ground.word(at) in (".", "of", "de") and ground.kind(at + 1) == "word":
        at += 1
    return _is_month(ground, at)


def _month_before(ground: Ground, own: Numeral) -> bool:
    at = own.first - 1
    if ground.word(at) == "." and ground.word(at - 1) in _SHORT:
        at -= 1
    if ground.word(at) == "the" or (ground.word(at) in ("de", ",") and len(ground.tokens[own.first].text) == 4):
        at -= 1
    return _is_month(ground, at)


def _is_month(ground: Ground, at: int) -> bool:
    word = ground.word(at)
    return word in _MONTHS and (ground.raw(at)[:1].isupper() or word in _LOWER_CASE)


def _is_east_asian(ground: Ground, own: Numeral, sign: str) -> bool:
    """Tell whether 年月日時分 behind a number name a date, or how long something lasts."""
    behind = ground.word(own.last + 1)
    if any(sign in signs and behind and behind in others for signs, others in _NO_DATE_BEHIND.items()):
        return False
    if sign in _YEAR:
        era = ground.word(own.first - 1) in _ERAS
        month = ground.kind(own.last + 1) == "digits" and ground.word(own.last + 2) in _MONTH
        return own.value >= 1000 or era or month or behind in ("度", "春", "夏", "秋", "冬")
    if sign in _MINUTE:
        return bool(ground.word(own.first - 1)) and ground.word(own.first - 1) in _HOUR
    largest = next((value for signs, value in ((_MONTH, 12), (_DAY, 31), (_HOUR, 24)) if sign in signs), 0)
    return 0 < own.value <= largest


def spread(ground: Ground, found: Sequence[Measured], dated: list[bool]) -> None:
    """Let a day beside a day be one: "3 and 4 March", "March 3-5", "2025-26"."""
    for first in (*range(len(found) - 1), *reversed(range(len(found) - 1))):
        one, other = found[first], found[first + 1]
        if dated[first] == dated[first + 1] or not _beside(ground, one, other):
            continue
        if is_year(ground, one.numeral):
            short = other.numeral.last - other.numeral.first == 1 and len(ground.tokens[other.numeral.first].text) == 2
            later = other.value > one.value % 100 or other.value == (one.value + 1) % 100
            dated[first + 1] = dated[first] and short and later and ground.glued(other.first)
        elif max(one.value, other.value) <= 31 and (other if dated[first] else one).unit in ("", one.unit):
            dated[first] = dated[first + 1] = True


def _beside(ground: Ground, one: Measured, other: Measured) -> bool:
    between = [token.text for token in ground.tokens[one.last : other.first][:3]]
    return len(between) <= 2 and all(word in _JOINS for word in between) and bool(between)


_JOINS = frozenset(
    {"-", "~", "/", "and", "to", "or", ",", ".", "und", "bis", "et", "au", "と", "・", "から", "、", "—"}
)
