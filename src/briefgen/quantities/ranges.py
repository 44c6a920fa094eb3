"""Numbers that stand together: "3 to 5 million", "between 3 and 5", "1.5-2.0%", "three or four", 40～50人.

What is said once holds for both: the multiplier, the unit, the modifiers. The two of "rose from 3 to 5" are no range.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.quantities.ground import BETWEEN, Ground
from briefgen.quantities.tokens import ARITHMETIC
from briefgen.quantities.units import MONEY, PERCENT, POINTS, Measured, kinds

_TO = frozenset({"to", "bis", "à", "から"})
_OR = frozenset({"or", "oder", "ou", "、"})
_AND = frozenset({"and", "und", "et"})
_FROM = frozenset({"from", "von", "vom", "de"})
_REACH = 6


def ranges(ground: Ground, found: Sequence[Measured]) -> Iterator[tuple[int, bool]]:
    """Yield where two numbers stand together (the index of the first), and whether they are the ends of a range."""
    for index in range(len(found) - 1):
        one, other = found[index], found[index + 1]
        joint = _joint(ground, one, other)
        if joint and _alike(one, other, joint):
            yield index, joint != "from" and _filled(one, other).value < other.value


def _joint(ground: Ground, one: Measured, other: Measured) -> str:
    """Return how two numbers are joined: "-", "to", "or", "and" (of "between"), "from" (… to), "" for not."""
    between = [token.text for token in ground.tokens[one.last : min(other.first, one.last + 4)]]
    word = "".join(between).strip("-") if between != ["-"] else "-"
    word = word.removeprefix(one.unit) if one.unit == other.unit else word
    if word in ("-", "~"):
        return "-"
    if word not in _TO | _OR | _AND:
        return ""
    before = [ground.word(one.first - place) for place in range(1, _REACH)]
    if word in _AND:
        return "and" if BETWEEN.intersection(before) else ""
    if word == "、":
        return "or" if other.value == one.value + 1 and not one.unit else ""  # 3、4人 is three or four.
    if word in _OR:
        return "or"
    return "from" if _FROM.intersection(before) else "to"


def _alike(one: Measured, other: Measured, joint: str) -> bool:
    """Tell whether two numbers count the same: "3 to 5 percent", but not "rose 3% to 40"."""
    if one.numeral.ordinal != other.numeral.ordinal or one.numeral.dated != other.numeral.dated:
        return False
    if kinds(one.unit) & kinds(other.unit) or not one.unit:
        return True
    if joint in ("-", "and"):
        return other.plain
    return one.unit in MONEY and not other.unit and other.numeral.times > 1


def _filled(one: Measured, other: Measured) -> Measured:
    """Return the first of two with what only the second says: multiplier and unit."""
    times = other.numeral.times
    if one.numeral.times == 1 < times and one.value < ARITHMETIC.divide(other.value, times):
        one = replace(one, value=ARITHMETIC.multiply(one.value, times))
    if other.unit in (PERCENT, POINTS, *MONEY) and one.plain:
        return replace(one, unit=other.unit)
    return one if one.unit else replace(one, unit=other.unit)


def filled(one: Measured, other: Measured) -> tuple[Measured, Measured]:
    """Return two that stand together, each with what only the other says."""
    one = _filled(one, other)
    return one, other if (one.plain and other.unit) or not other.plain else replace(other, unit=one.unit)
