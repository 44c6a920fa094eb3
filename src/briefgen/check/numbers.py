"""Numbers of the statement held against those of its evidence, with the words that modify them."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from briefgen.check.case import Case, place_of
from briefgen.lexicon import Lexicon
from briefgen.problems import Problem, Severity, clip
from briefgen.quantities import PLAIN, NumberWords, Quantity, compatible, modifiers_agree, quantities


def numbers_are_in_the_evidence(case: Case) -> Iterator[Problem]:
    """Look for numbers of a statement that its evidence does not give, or gives otherwise."""
    for claim in case.claims.claims:
        if not claim.supports or claim.section == "quotes":
            continue
        cited = [own for support in claim.supports for own in numbers_in(support.passage.words, support.lexicon)]
        around = [own for support in claim.supports for own in numbers_in(support.sentence, support.lexicon)]
        for number in numbers_in(str(claim.text), claim.lexicon):
            found = _objection(number, cited, around)
            if found:
                yield Problem(place_of(case, claim.text), *found)


def _objection(
    number: Quantity, cited: list[Quantity], around: list[Quantity]
) -> tuple[str, str, str, Severity] | None:
    """Return what is wrong with a number, looked for in the clause first and then in its sentence."""
    same = [own for own in cited if compatible(number, own)] or [own for own in around if compatible(number, own)]
    if not same:
        if number.ordinal and number.value <= 1:
            return None  # "First" is a matter of scope.
        others = list(dict.fromkeys(own.words for own in cited if own.is_date == number.is_date))[:4]
        message = f"the statement says '{number.words}', and the evidence does not"
        remedy = f"it says {', '.join(others)}" if others else "cite the words that give the number"
        return "number-changed", message, remedy, Severity.ERROR
    if any(modifiers_agree(number, own) for own in same) or number.is_date:
        return None
    source = same[0]
    if source.modifiers:
        message = (
            f"the evidence says '{source.words}' with '{_named(source)}', the statement '{_named(number) or 'nothing'}'"
        )
        return "modifier-changed", message, "keep the words that go with the number", Severity.WARNING
    message = f"the statement says '{number.words}' with '{_named(number)}', the evidence gives it plainly"
    return "modifier-changed", message, "leave the added words out", Severity.WARNING


def _named(number: Quantity) -> str:
    return clip(", ".join(sorted(number.modifiers)).replace("-", " "))


def numbers_in(text: str, lexicon: Lexicon | None) -> tuple[Quantity, ...]:
    """Return the numbers in a text, read with the lexicon of its language."""
    return tuple(quantities(text, _number_words(lexicon)))


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
