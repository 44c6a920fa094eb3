"""Whether a statement says yes where its evidence says no."""

from collections.abc import Iterator, Set
from itertools import pairwise

from briefgen.check.case import Case, place_of
from briefgen.check.claims import Claim, Support
from briefgen.check.cover import AGAINST, COVERS, gives_up_again, uncovered
from briefgen.problems import Problem, Severity
from briefgen.reading import Cue, Reading

_NOTHING_LESS = AGAINST | {"only", "condition", "not-only", "possible", "some", "tentative", "cause", "alleged"}

NEAR = 9
"""Tokens behind a "not" that it is most likely about."""


def negations_are_kept(case: Case) -> Iterator[Problem]:
    """Hold a "not" in the evidence to the statement, and one in the statement to the evidence."""
    for claim in case.claims.claims:
        if claim.section == "quotes" or claim.reading is None or not claim.supports:
            continue
        found = _dropped(claim) or _added(claim)
        if found:
            yield Problem(place_of(case, claim.text), "negation-changed", *found, Severity.WARNING)


_WEIGHED = AGAINST - {"reversal"} | {"not-only"}


def _dropped(claim: Claim) -> tuple[str, str] | None:
    for support in claim.supports:
        if support.context is None:
            continue
        # Of another language only the plain "not" is sure; what was given up or put off has many names in any.
        weighed = frozenset({"negation", "not-only"}) if support.lexicon is not claim.lexicon else _WEIGHED
        for cue in support.cues:
            if cue.classes & weighed and _is_closely_about(claim, support, cue) and _lacks(claim, support, cue):
                return f"the evidence says '{cue.words}', and the statement does not", "say it, or cite other words"
    return None


def _is_closely_about(claim: Claim, support: Support, cue: Cue) -> bool:
    """Tell whether a "not" stands on what the statement says, and not on a by-clause that shares a word with it."""
    context = support.context
    if context is None or claim.reading is None or support.lexicon is not claim.lexicon or context.lexicon.verb_last:
        return claim.is_about(support, cue)
    stems = claim.reading.stems
    if "negation" not in cue.classes and context.stems_in(cue.first, cue.last) <= stems:
        return True
    first, last = context.reach(cue)
    own = context.stems_in(first, min(last, first + NEAR))
    if (
        len(own) <= 2 and not own & stems and cue.first and context.is_finite(cue.first - 1)
    ):  # The verb is put otherwise: what stands before it tells.
        own = context.stems_in(context.clause_start(cue.first), cue.first)
    return bool(own) and len(own & stems) * 2 >= len(own)


def _lacks(claim: Claim, support: Support, cue: Cue) -> bool:
    assert support.context is not None
    if _is_double(support, cue):
        return bool(claim.classes & {"refusal", "denied"}) and "negation" not in claim.classes
    own = support.context.stems_in(cue.first, cue.last)
    if "refusal" in cue.classes and claim.reading is not None:
        turned = [
            other
            for other in claim.reading.of("possible")
            if own and own <= claim.reading.stems_in(other.first, other.last)
        ]
        if turned:
            return True
    if "not-only" in cue.classes:
        return bool(claim.classes & {"only", "negation"}) and "not-only" not in claim.classes
    if _is_said_without(claim, support, cue):
        return True
    if _opposite_said(claim, support) or _contrary_by_prefix(claim.reading):
        return False
    return bool(uncovered(claim, support, cue, cue.classes & COVERS.keys() if cue.classes & AGAINST else AGAINST))


def _is_said_without(claim: Claim, support: Support, cue: Cue) -> bool:
    """Tell whether a statement says that something was given up, where the evidence has a "not" on those very words.

    Such a word says no to something, too, and does not stand for the "not" on itself: not cancelled, cancelled.
    """
    assert support.context is not None
    first, last = support.context.reach(cue)
    return "negation" in cue.classes and gives_up_again(claim, support, first, min(last, first + NEAR))


def _is_double(support: Support, cue: Cue) -> bool:
    """Tell whether a negation is one of two that cancel out: neither ruled it out."""
    assert support.context is not None
    pairs = [own for own in support.context.cues if own.classes & {"negation", "refusal", "denied"}]
    return any(
        first.classes & {"negation"} and second.classes & {"refusal", "denied"} and 0 <= second.first - first.last <= 2
        for first, second in pairwise(pairs)
        if cue in (first, second)
    )


def _opposite_said(claim: Claim, support: Support) -> bool:
    """Tell whether the statement says the negated thing by its opposite: not approved, rejected."""
    if not claim.same_language or claim.reading is None or support.context is None:
        return False
    mine = {token.fold for token in claim.reading.tokens}
    first, last = support.bounds
    theirs = {token.fold for token in support.context.tokens[first:last]}
    return (
        any(
            (mine & one and theirs & other) or (mine & other and theirs & one) for one, other in claim.lexicon.opposites
        )
        if claim.lexicon
        else False
    )


def _added(claim: Claim) -> tuple[str, str] | None:
    assert claim.reading is not None
    if not all(support.context for support in claim.supports):
        return None
    own = [cue for cue in claim.reading.of("negation", "denied") if "denied" in cue.classes or _is_plain(cue)]
    if all(_has_negator(support) for support in claim.supports):
        own = []
    own = own or claim.reading.of("refusal")
    if not own:
        return None
    theirs = {name for support in claim.supports if support.context for name in support.context.classes}
    if theirs & (AGAINST | {"only", "not-only", "first", "condition"}) or _said_otherwise(claim):
        return None
    return f"the statement says '{own[0].words}', and the evidence does not", "leave it out, or cite words that say so"


def _is_plain(cue: Cue) -> bool:
    """Tell whether a negation is a bare "not", which is not said otherwise by chance: "without" and "yet to" are."""
    return " " not in cue.words.strip() and cue.words.casefold() not in {
        "without",
        "nothing",
        "neither",
        "few",
        "little",
        "nor",
    }


def _has_negator(support: Support) -> bool:
    """Tell whether a plain "not" stands in the cited sentence, be it in a phrase that says something else."""
    assert support.context is not None
    if _contrary_by_prefix(support.context):
        return True
    negators = support.context.lexicon.negators
    return any(token.fold in negators for token in support.context.tokens)


def _contrary_by_prefix(reading: Reading | None) -> bool:
    """Tell whether a word of a text is the contrary of another by its beginning: unfinished, non-lethal."""
    return reading is not None and any(reading.lexicon.turns(token.fold) for token in reading.tokens)


def _said_otherwise(claim: Claim) -> bool:
    return any(_opposite_said(claim, support) for support in claim.supports)


def words_do_not_contradict(case: Case) -> Iterator[Problem]:
    """Look for a word of the statement whose opposite stands in the evidence, and not the word itself."""
    for claim in case.claims.claims:
        if claim.section == "quotes" or not claim.same_language or claim.reading is None or claim.lexicon is None:
            continue
        mine = {token.fold for token in claim.reading.tokens}
        theirs = {
            token.fold for own in claim.supports if own.context for token in own.context.tokens[slice(*own.bounds)]
        }
        around = {token.fold for own in claim.supports if own.context for token in own.context.tokens}
        turned = bool(claim.reading.of("negation", "refusal", "denied"))
        for one, other in claim.lexicon.opposites:
            for here, there in ((one, other), (other, one)):
                said, contrary = mine & here, theirs & there
                if not said or not contrary or mine & there or around & here or turned:
                    continue
                if not _turned(claim, contrary):
                    message = f"the statement says '{min(said)}' where the evidence says '{min(contrary)}'"
                    remedy = "use the source's own word"
                    yield Problem(place_of(case, claim.text), "contrary-word", message, remedy, Severity.WARNING)


def _turned(claim: Claim, contrary: Set[str]) -> bool:
    """Tell whether the evidence says no to something, but for a contrary word that does so itself: paused, resumed."""
    return any(
        cue.classes & AGAINST and not _is_contrary(claim, support, cue, contrary)
        for support in claim.supports
        if support.context
        for cue in support.cues
    )


def _is_contrary(claim: Claim, support: Support, cue: Cue, contrary: Set[str]) -> bool:
    """Tell whether a cue is one of some words, and gives up what the statement speaks of.

    Who suspends a trial has not resumed it; who suspends sanctions on trade may have resumed trade.
    """
    if support.context is None or claim.reading is None or "reversal" not in cue.classes:
        return False
    return cue.words.casefold() in contrary and bool(support.context.stems_next(cue) & claim.reading.stems)
