"""Times of the statement that its evidence does not give."""

import re
from collections.abc import Iterator

from briefgen.check.case import Case, place_of
from briefgen.check.claims import Claim, Support
from briefgen.check.voices import normal
from briefgen.model import Statement
from briefgen.problems import Problem, Severity, clip
from briefgen.values import Text


def times_are_in_the_evidence(case: Case) -> Iterator[Problem]:
    """Hold the field ``when``, and the times in a statement, to the cited sentences."""
    for claim in case.claims.claims:
        if not claim.supports or claim.section == "quotes":
            continue
        when = claim.entry.when if isinstance(claim.entry, Statement) else None
        if isinstance(when, Text) and _is_missing(claim, str(when)):
            message = f"the evidence does not give the time '{clip(when)}'"
            remedy = "copy the source's own words for it, cite the sentence that gives it, or write 'when: null'"
            yield Problem(place_of(case, when, claim.text), "date-not-in-evidence", message, remedy)
        for words in _missing_times(claim):
            message = f"the statement gives the time '{words}', which the evidence does not"
            remedy = "use the source's own words, or cite the sentence that gives it"
            yield Problem(place_of(case, claim.text), "date-not-in-evidence", message, remedy, Severity.WARNING)


def _is_missing(claim: Claim, when: str) -> bool:
    if any(normal(when) in normal(support.sentence) for support in claim.supports):
        return False
    if all(support.lexicon is not claim.lexicon for support in claim.supports):
        return bool(claim.lexicon) and not claim.lexicon.letters and not when.isascii()  # type: ignore[union-attr]
    return not any(_same_words(support, when) for support in claim.supports)


def _same_words(support: Support, when: str) -> bool:
    """Tell whether all content words of a time stand in the sentence, in whatever order."""
    if support.context is None or support.lexicon is None:
        return True
    from briefgen.reading import Reading

    wanted = Reading(when, support.lexicon).stems
    return bool(wanted) and wanted <= support.context.stems


def _missing_times(claim: Claim) -> Iterator[str]:
    if not claim.same_language or claim.reading is None or not claim.reading.of("time"):
        return
    text = " ".join(normal(own.paragraph) for own in claim.supports)
    parts = set(re.findall(r"\w+", text))
    for cue in claim.reading.of("time"):
        fold = cue.words.casefold()
        known = any(part in parts for part in fold.split() if part not in _VAGUE)
        if fold not in text and not known and fold[:3] not in {part[:3] for part in parts}:
            yield cue.words


_VAGUE = frozenset({"this", "next", "last", "late", "early"})
"""Parts of a time that say nothing alone."""
