"""What a number counts: per cent, percentage points, money, or the next word of content."""

from dataclasses import dataclass, replace
from decimal import Decimal

from briefgen.quantities.ground import Ground
from briefgen.quantities.numerals import Numeral
from briefgen.quantities.tokens import ARITHMETIC
from briefgen.quantities.words import Phrases, flags, listed
from briefgen.scripts import KANA_SIGN

PERCENT, POINTS, DECADE = "%", "points", "s"


@dataclass(frozen=True, slots=True)
class Measured:
    """A numeral with its unit. ``first`` and ``last`` are the tokens of both, a unit that is a mere word left out."""

    numeral: Numeral
    value: Decimal
    unit: str
    first: int
    last: int

    @property
    def plain(self) -> bool:
        """Whether it counts things, or nothing that is said."""
        return self.unit not in (PERCENT, POINTS) and self.unit not in MONEY


# --- Money ------------------------------------------------------------------------------------------------------------
_SIGNS = {
    "$": "$", "€": "EUR", "£": "GBP", "¥": "¥", "₩": "KRW", "₹": "INR", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₪": "ILS",
    "₫": "VND", "฿": "THB", "₱": "PHP", "₦": "NGN",
}  # fmt: skip
_DOLLARS = {
    "us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "hk": "HKD", "nt": "TWD", "nz": "NZD", "s": "SGD",
    "r": "BRL",
}  # fmt: skip
_CODES = {
    code: code
    for code in listed(
        "USD EUR GBP JPY CNY KRW CHF AUD CAD NZD HKD SGD TWD INR RUB TRY UAH ILS SEK NOK DKK PLN CZK HUF BRL MXN ZAR "
        "THB PHP VND IDR MYR SAR AED NGN"
    )
} | {"RMB": "CNY"}
MONEY = frozenset({"$", "¥", *_CODES.values()})
_NAMES = Phrases(
    {
        name: code
        for code, names in {
            "$": "dollar, dollars, ドル",
            "USD": "us dollar, us dollars, u.s. dollar, u.s. dollars, american dollars, 米ドル",
            "AUD": "australian dollars, 豪ドル",
            "CAD": "canadian dollars, カナダドル",
            "HKD": "hong kong dollars, 香港ドル",
            "SGD": "singapore dollars",
            "NZD": "new zealand dollars",
            "EUR": "euro, euros, ユーロ",
            "GBP": "pounds sterling, british pounds, 英ポンド",
            "JPY": "yen, yens, japanese yen, 円",
            "CNY": "yuan, renminbi, 人民元",
            "CHF": "swiss francs, スイスフラン",
            "RUB": "rouble, roubles, ruble, rubles, rubel, ルーブル",
            "INR": "rupee, rupees, ルピー",
            "KRW": "south korean won, korean won, ウォン, 원",
        }.items()
        for name in names.split(", ")
    }
)
_MAYBE = {
    **dict.fromkeys(("pound", "pounds", "ポンド"), "GBP"),
    "won": "KRW",
    "元": "CNY",
    **dict.fromkeys(("franc", "francs"), "CHF"),
}
"""Words that mean money or something else: they go with the money and with what is none."""


def kinds(unit: str) -> frozenset[str]:
    """Return the kinds of unit that this one may be; "" is the kind of all that is counted."""
    if unit == "$":
        return frozenset({"$", *_DOLLARS.values()})
    if unit == "¥":
        return frozenset({"JPY", "CNY"})
    if unit in _MAYBE:
        return frozenset({"", _MAYBE[unit]})
    return frozenset({unit if unit in MONEY or unit in (PERCENT, POINTS, DECADE) else ""})


# --- The unit of a numeral --------------------------------------------------------------------------------------------
def measure(ground: Ground, found: Numeral) -> Measured:
    """Find the unit of a numeral."""
    if ground.word(found.first - 1) == "第" or (
        ground.word(found.last + 1) == "目" and ground.kind(found.last) == "letter"
    ):
        found = replace(found, ordinal=True)
    behind = _behind(ground, found)
    if behind:
        unit, last, factor = behind
        first = _sign_before(ground, found)[1] if unit in MONEY else found.first
        return Measured(found, ARITHMETIC.multiply(found.value, factor), unit, first, last)
    money, first = _sign_before(ground, found)
    unit = money or _counted(ground, found)
    if unit == DECADE and found.ordinal:
        unit = ""
    value = found.value
    if ground.wording.of.letters and not found.ordinal and _half_follows(ground, found):
        value = ARITHMETIC.add(value, Decimal("0.5"))
    last = found.last + 1 if unit == DECADE and ground.word(found.last) == "s" else found.last
    return Measured(found, value, unit, first, last)


def _behind(ground: Ground, found: Numeral) -> tuple[str, int, Decimal] | None:
    """Return the percent, points, tenths or money behind a numeral, where it ends, and the factor of the value."""
    tokens, wording, one = ground.tokens, ground.wording, Decimal(1)
    at = found.last + 1 if ground.hyphen(found.last) else found.last
    if points := wording.points.at(tokens, at):
        return POINTS, at + points[0], points[1]
    if percent := wording.percent.at(tokens, at):
        at += percent[0]
        points = wording.points.at(tokens, at)
        return (POINTS, at + points[0], points[1]) if points else (PERCENT, at, one)
    if tenths := wording.tenths.at(tokens, at):
        return PERCENT, at + tenths[0], Decimal(10)
    if money := _NAMES.at(tokens, at):
        return money[1], at + money[0], one
    next_has_it = ground.glued(at + 1) and ground.kind(at + 1) == "digits" and not ground.glued(at)
    if ground.word(at) in _SIGNS and not next_has_it:
        return _SIGNS[ground.word(at)], at + 1, one
    if ground.raw(at) in _CODES:
        return _CODES[ground.raw(at)], at + 1, one
    return None


def _sign_before(ground: Ground, found: Numeral) -> tuple[str, int]:
    """Return the currency sign or code before a numeral ("" for none), and the first token of both."""
    at = found.first - 1
    if ground.word(at) == "-" and ground.word(at - 1) in _SIGNS:
        at -= 1
    if ground.word(at) in _SIGNS:
        first = at - 1 if found.value < 0 and ground.word(at - 1) == "-" else at
        dollars = _DOLLARS.get(ground.word(at - 1)) if ground.glued(at) and ground.word(at) == "$" else None
        if ground.word(at) == "$" and not dollars and [ground.word(at - place) for place in (1, 2, 3, 4)] == [*".s.u"]:
            return "USD", at - 4
        return (dollars, at - 1) if dollars else (_SIGNS[ground.word(at)], first)
    if ground.raw(at) in _CODES:
        return _CODES[ground.raw(at)], at
    return "", found.first


def _half_follows(ground: Ground, found: Numeral) -> bool:
    """Tell whether 半 follows the unit: 2年半, 3時間半."""
    places = range(found.last + 1, found.last + 3)
    return any(
        ground.word(at) == "半" and ground.kind(at - 1) == "letter" and ground.word(at - 1) in "年月間" for at in places
    )


# --- Words ------------------------------------------------------------------------------------------------------------
_PASSED = flags(
    listed("of the, of its, of their, of, the, more, other, additional, further, or so, or more, plus", by=", ")
)
_NO_UNIT = listed(
    "a an the and or but to in on at by for from with as into over under about against between than then so that "
    "which who "
    "is are was were be been has have had will would may might can could should must do does did said says when while "
    "if because after before since until per not no yet also only still already again during through within out "
    "up down "
    "und oder in im am auf bis von zu mit für bei nach vor an aus um als ist sind war waren hat haben wird werden "
    "et ou à au en dans sur par pour avec est sont était ont a sera selon chez contre depuis "
    "it them us you him her this these those there here he she they we i whom whose "
    "o'clock uhr heures"
)
_COUNTERS = frozenset(
    "人名年月日時分秒回度円台隻機基発個本枚社件票歳位号条項点倍割世代校店便頭羽匹冊軒戸棟席議区県市語種類段階"
    "週泊杯着足束通曲話章節期次班組団隊ヵカケヶか箇つ부명년월일시분회개대원차"
)
_COUNTED_WITH = frozenset("カヵヶケか箇")


def _counted(ground: Ground, found: Numeral) -> str:
    """Return the next word of content, "" where none follows closely."""
    tokens, at = ground.tokens, found.last
    if ground.hyphen(at):
        at += 1
    elif ground.glued(at) and ground.word(at) == "s":
        return DECADE if found.value == found.value.to_integral_value() and str(found.value)[-1] == "0" else ""
    while (passed := _PASSED.at(tokens, at)) and at < found.last + 4:
        at += passed[0]
    if ground.kind(at) == "word":
        number = ground.wording.words.at(tokens, at)
        word = "" if number or ground.word(at) in _NO_UNIT else ground.word(at)
        return POINTS if word in ("point", "points") else word
    return counter(ground, at) if ground.kind(at) == "letter" else ""


def counter(ground: Ground, at: int) -> str:
    """Return the word that counts behind a number, in a script without blanks: 人, カ国, 平方キロメートル."""
    sign = ground.word(at)
    if sign in _COUNTED_WITH and ground.kind(at + 1) == "letter" and not _is_kana(ground.word(at + 1)):
        return "か" + ground.word(at + 1)
    if ground.word(at) + ground.word(at + 1) in ("年代", "代後") or sign == "代":
        return DECADE
    if ground.wording.after.at(ground.tokens, at):
        return ""
    if sign in _COUNTERS:
        return sign
    last = at
    alike = _is_kana(sign)
    if alike and sign < "\u30a0":
        return ""
    while last < at + 12 and ground.kind(last) == "letter" and _is_kana(ground.word(last)) == alike:
        if last > at and (ground.wording.after.at(ground.tokens, last) or (not alike and last == at + 4)):
            break
        last += 1
    return "".join(token.text for token in ground.tokens[at:last])


def is_counter(ground: Ground, at: int) -> bool:
    """Tell whether a lone 三 before this is a number: 三人 and 三カ国, but not 三菱."""
    sign, after = ground.word(at), ground.word(at + 1)
    if sign in _COUNTED_WITH:
        return after in ("国", "所", "月", "年", "村", "条", "店", "地")
    return bool(sign) and sign in _COUNTERS and not (sign in "分次" or sign + after in ("度と", "人称", "日月"))


def _is_kana(sign: str) -> bool:
    return KANA_SIGN.match(sign)
