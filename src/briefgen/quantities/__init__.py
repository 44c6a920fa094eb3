"""Text → the numbers it states, with their units and the words that modify them; and whether two say the same.

Decisions. Digits that are part of a name (G7, F-35, COVID-19, U-20) are none; those beside one are (Article 9, Mach 5).
"One" is hardly ever meant as a number, and is left out but for "one million", "one percent", "one or two"; so are
"1 bus" and "first", but not Article 1.
Addresses, telephone numbers, 1.2.3 and numbers of more than 30 digits are left out. "5-4" and "3 to 5" are two numbers.
"""

from dataclasses import dataclass
from decimal import Decimal

from briefgen.quantities.dates import is_date, spread
from briefgen.quantities.ground import Ground
from briefgen.quantities.modifiers import modifiers
from briefgen.quantities.numerals import numerals
from briefgen.quantities.ranges import filled, ranges
from briefgen.quantities.tokens import plain, tokenise
from briefgen.quantities.units import DECADE, PERCENT, Measured, is_counter, kinds, measure
from briefgen.quantities.words import PLAIN, NumberWords, compiled

__all__ = ["PLAIN", "NumberWords", "Quantity", "compatible", "modifiers_agree", "quantities"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that a text states."""

    value: Decimal
    """Multiplied out: 3200000 for 3.2 million, 20 for 2割, half a point for 50 basis points."""
    unit: str
    """"%", "points", a currency ("USD", but "$" where no more is said), the next word of content, or ""."""
    modifiers: frozenset[str]
    start: int
    end: int
    """Offsets of the number itself, with its multipliers but without its unit."""
    is_date: bool
    """Whether it is part of a date or a clock time."""
    ordinal: bool
    words: str
    """The number as printed, with its sign for money or per cent."""
    bound: str = ""
    """What it is in a range: "at-least" for the lower end, "at-most" for the upper one."""


def quantities(text: str, words: NumberWords) -> list[Quantity]:
    """Find the numbers that a text states, in their order."""
    wording, clean = compiled(words), plain(text)
    ground = Ground(clean, tokenise(clean, words.decimal, letters=words.letters), wording)
    found = [measure(ground, numeral) for numeral in numerals(ground)]
    near = {place for index, _ in ranges(ground, found) for place in (index, index + 1)}
    found = [own for index, own in enumerate(found) if _counts(ground, own, in_range=index in near)]
    classes = [modifiers(ground, own) for own in found]
    bounds = [""] * len(found)
    for index, is_range in ranges(ground, found):
        found[index], found[index + 1] = filled(found[index], found[index + 1])
        if is_range:
            bounds[index], bounds[index + 1] = "at-least", "at-most"
            classes[index + 1] = classes[index + 1] or classes[index]
            classes[index] |= classes[index + 1] & {"about"}
    dated = [
        is_date(ground, own, plain_before=not own_classes) for own, own_classes in zip(found, classes, strict=True)
    ]
    spread(ground, found, dated)
    return [
        _quantity(text, ground, own, own_classes, bound, own_dated)
        for own, own_classes, bound, own_dated in zip(found, classes, bounds, dated, strict=True)
        if own_dated or bound or not _is_one(own)
    ]


def _counts(ground: Ground, found: Measured, *, in_range: bool) -> bool:
    """Tell whether a weak numeral ("one", a lone 三) is meant as a number."""
    match found.numeral.weak:
        case "one":
            return in_range or not found.plain
        case "letter":
            ordinal = ground.word(found.numeral.first - 1) == "第"
            return ordinal or not found.plain or is_counter(ground, found.numeral.last)
        case _:
            return True


def _is_one(found: Measured) -> bool:
    """Tell whether a figure is "one" in the way the word is: 1 bus, 1人, but not Article 1."""
    own = found.numeral
    return own.value == 1 and bool(found.unit) and found.plain and not own.ordinal and found.unit != DECADE


def _quantity(text: str, ground: Ground, found: Measured, classes: frozenset[str], bound: str, dated: bool) -> Quantity:
    own, tokens = found.numeral, ground.tokens
    return Quantity(
        value=found.value,
        unit=found.unit if not dated or found.unit == DECADE else "",
        modifiers=classes,
        start=tokens[own.first].start,
        end=tokens[own.last - 1].end,
        is_date=dated,
        ordinal=own.ordinal,
        words=text[tokens[found.first].start : tokens[found.last - 1].end],
        bound=bound,
    )


# --- Whether two say the same -----------------------------------------------------------------------------------------
def compatible(claimed: Quantity, source: Quantity) -> bool:
    """Tell whether two are the same number of the same kind: of money, per cent, points, or of what can be counted.

    What is counted may have another name (buses, vehicles); a part may be said in per cent (half, 50%).
    """
    if claimed.is_date != source.is_date and not (_may_be_year(claimed) or _may_be_year(source)):
        return False
    if claimed.ordinal != source.ordinal and not (claimed.is_date and source.is_date):
        return False
    if kinds(claimed.unit) & kinds(source.unit):
        return claimed.value == source.value or _metres(claimed, source) or _metres(source, claimed)
    return _part_in_percent(claimed, source) or _part_in_percent(source, claimed)


def _may_be_year(own: Quantity) -> bool:
    """Tell whether nothing but its four digits made a number a year, or could have made it one."""
    return len(own.words) == 4 and own.words.isdecimal()


def _metres(short: Quantity, long: Quantity) -> bool:
    """Tell whether "40m" was read as millions where the other has metres."""
    million = short.words[-1:] == "m" and short.words[-2:-1].isdecimal() and not short.unit.isupper()
    return million and long.unit.startswith(("met", "mèt", "メ")) and short.value == long.value.scaleb(6)


def _part_in_percent(part: Quantity, percent: Quantity) -> bool:
    return (
        percent.unit == PERCENT
        and kinds(part.unit) == {""}
        and 0 < part.value < 1
        and part.value.scaleb(2) == percent.value
    )


_SAME = {"nearly": "about", "just-over": "more-than"}


def modifiers_agree(claimed: Quantity, source: Quantity) -> bool:
    """Tell whether the claim keeps what the source says about how exact a number is.

    To drop a modifier, or to add one, changes the claim; "exactly" may be dropped. About and nearly go for the same,
    and so do just over and more than. Who takes one number of a range must say which end it is: "up to 5" for "3 to 5".
    """
    said, given = _classes(claimed), _classes(source)
    if claimed.bound and source.bound:
        return claimed.bound == source.bound and _kept(said, given)
    if source.bound:
        return said == given | {source.bound}
    return _kept(said, given) or bool(claimed.bound and said | {claimed.bound} == given)


def _kept(said: frozenset[str], given: frozenset[str]) -> bool:
    return said in (given, given - {"exactly"})


def _classes(own: Quantity) -> frozenset[str]:
    return frozenset(_SAME.get(name, name) for name in own.modifiers)
