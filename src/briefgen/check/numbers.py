"""Numbers of the statement held against those of its evidence, with the words that modify them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from briefgen.check.case import Case, place_of
from briefgen.check.claims import Claim
from briefgen.lexicon import Lexicon
from briefgen.problems import Problem, Severity, clip
from briefgen.quantities import PLAIN, NumberWords, Quantity, compatible, modifiers_agree, quantities


def numbers_are_in_the_evidence(case: Case) -> Iterator[Problem]:
    """Look for numbers of a statement that its evidence does not give, or gives otherwise."""
    for claim in case.claims.claims:
        if not claim.supports or claim.section == "quotes":
            continue
        claimed = numbers_in(str(claim.text), claim.lexicon)
        cited = _cited(claim, whole=False) if claimed else []
        for number in claimed:
            if (number.is_date or number.ordinal) and not claim.same_language:
                continue  # Languages count days and years in their own ways.
            if _is_pair(number):
                continue
            found = _objection(number, cited, [])
            found = _objection(number, cited, _cited(claim, whole=True)) if found else None
            if found:
                # Without a lexicon, numbers in words are not seen: what is missing may be there, written out.
                sure = claim.lexicon and all(support.lexicon for support in claim.supports)
                severity = found[3] if sure else Severity.WARNING
                yield Problem(place_of(case, claim.text), *found[:3], severity)


def _cited(claim: Claim, *, whole: bool) -> list[Quantity]:
    """Return the numbers of the cited clauses, or of the whole sentences that these stand in."""
    texts = ((own.sentence if whole else own.passage.words, own.lexicon) for own in claim.supports)
    return [number for text, lexicon in texts for number in numbers_in(text, lexicon)]


def _objection(
    number: Quantity, cited: list[Quantity], around: list[Quantity]
) -> tuple[str, str, str, Severity] | None:
    """Return what is wrong with a number, looked for in the clause first and then in its sentence."""
    same = [own for own in cited if _same(number, own)] or [own for own in around if _same(number, own)]
    if not same and _is_ratio(number, around):
        return None
    if not same:
        if number.ordinal and number.value <= 1:
            return None  # "First" is a matter of scope.
        others = list(dict.fromkeys(own.words for own in cited if own.is_date == number.is_date))[:4]
        message = f"the statement says '{number.words}', and the evidence does not"
        remedy = f"it says {', '.join(others)}" if others else "cite the words that give the number"
        return "number-changed", message, remedy, Severity.ERROR
    if number.is_date or number.ordinal or any(modifiers_agree(_timeless(number), _timeless(own)) for own in same):
        return None
    source = same[0]
    if source.modifiers:
        mine = f"with '{_named(number)}'" if number.modifiers else "without it"
        message = f"the evidence says '{source.words}' with '{_named(source)}', the statement {mine}"
        return "modifier-changed", message, "keep the words that go with the number", Severity.WARNING
    message = f"the statement says '{number.words}' with '{_named(number)}', the evidence gives it plainly"
    return "modifier-changed", message, "leave the added words out", Severity.WARNING


def _is_pair(number: Quantity) -> bool:
    """Tell whether a "two" or "both" only points to what has been named: the two sides."""
    return number.value == 2 and not any(map(str.isdigit, number.words))


def _same(number: Quantity, other: Quantity) -> bool:
    """Tell whether two numbers are the same; one without a unit is the same as one with any."""
    plain = number.value == other.value and "" in {number.unit, other.unit}
    return plain or compatible(number, other)


def _is_ratio(number: Quantity, around: list[Quantity]) -> bool:
    """Tell whether a number is the ratio of two of the evidence (a fifth, one in five), or the same in per cent."""
    if number.unit == "%" and any(own.value * 100 == number.value for own in around if own.value < 1):
        return True
    if not 0 < number.value < 1:
        return False
    if any(own.unit == "%" and own.value == number.value * 100 for own in around):
        return True
    values = {Decimal(1), *(own.value for own in around)}
    return any(part / whole == number.value for part in values for whole in values if whole)


def _timeless(number: Quantity) -> Quantity:
    """Take "over" and "within" off a stretch of time: these say when, and not how much."""
    if number.unit.rstrip("s") in _TIMES:
        return replace(number, modifiers=number.modifiers - {"more-than", "less-than"})
    return number


_TIMES = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "quarter", "season", "year", "decade"})


def _named(number: Quantity) -> str:
    return clip(", ".join(sorted(number.modifiers)).replace("-", " "))


def numbers_in(text: str, lexicon: Lexicon | None) -> tuple[Quantity, ...]:
    """Return the numbers in a text, read with the lexicon of its language."""
    found = quantities(text, _number_words(lexicon))
    idle = _idle(lexicon)
    if idle is None:
        return tuple(found)
    spans = [match.span() for match in idle.finditer(text)]
    return tuple(own for own in found if not any(low <= own.start and own.end <= high for low, high in spans))


@lru_cache(maxsize=16)
def _idle(lexicon: Lexicon | None) -> re.Pattern[str] | None:
    """Return what finds words in which a numeral is no number."""
    words = sorted(map(str, lexicon.file.numbers.neutral), key=len, reverse=True) if lexicon else []
    return re.compile("|".join(map(re.escape, words))) if words else None


@lru_cache(maxsize=16)
def _number_words(lexicon: Lexicon | None) -> NumberWords:
    """Return how a language writes numbers; digits alone for one without a lexicon."""
    if lexicon is None:
        return PLAIN
    file = lexicon.file
    return NumberWords(
        words={word.casefold(): Decimal(value) for word, value in file.numbers.words.items()},
        multipliers={word.casefold(): Decimal(value) for word, value in file.numbers.multipliers.items()},
        percent=frozenset(map(str.casefold, file.numbers.percent)),
        points=frozenset(map(str.casefold, file.numbers.points)),
        tenths=frozenset(map(str.casefold, file.numbers.tenths)),
        before={str(words).casefold(): name for name, own in file.modifiers.items() for words in own.before},
        after={str(words).casefold(): name for name, own in file.modifiers.items() for words in own.after},
        letters=lexicon.letters,
    )
