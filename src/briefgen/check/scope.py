"""Words that say how far a statement reaches: first, only, all; and those that join two facts."""

import re
from collections.abc import Iterator

from briefgen.check.case import Case, place_of
from briefgen.check.claims import Claim, Support
from briefgen.problems import Problem, Severity
from briefgen.reading import Cue, Reading


def scopes_are_kept(case: Case) -> Iterator[Problem]:
    """Hold "first", "only" and the like to the evidence, with what qualifies them."""
    for claim in case.claims.claims:
        if claim.section == "quotes" or claim.reading is None or not claim.supports:
            continue
        if not all(support.context for support in claim.supports):
            continue
        found = _added(claim) or _unqualified(claim) or _narrowed(claim)
        if found:
            yield Problem(place_of(case, claim.text), "scope-lost", *found, Severity.WARNING)


def _added(claim: Claim) -> tuple[str, str] | None:
    assert claim.reading is not None
    theirs = {name for support in claim.supports if support.context for name in support.context.classes}
    for cue in claim.reading.of("first", "only", "most", "all"):
        if not _ranks(claim.reading, cue) or _counts(claim.reading, cue):
            continue
        names = cue.classes & {"first", "only", "most", "all"}
        if names & theirs or ("only" in names and theirs & {"negation", "condition", "refusal", "some"}):
            continue
        if "all" in names and theirs & {"negation", "decided"}:
            continue
        if _same_words(claim, cue):
            continue
        return f"the statement says '{cue.words}', and the evidence does not", "leave it out, or cite words that say so"
    return None


_BEFORE_A_RANK = frozenset({"the", "a", "its", "their", "his", "her", "our", "your", "my"})


def _ranks(reading: Reading, cue: Cue) -> bool:
    """Tell whether a bare "first" ranks something (the first strike), and does not say when (it first rained)."""
    if cue.words.casefold() == "the first" and re.match(r"\s*(?:[.,;:]|and\b|$)", reading.text[cue.end :]):
        return False  # It stands for one named before.
    if cue.words.casefold() != "first" or not cue.first:
        return True
    before = reading.tokens[cue.first - 1].fold
    return before in _BEFORE_A_RANK or before.endswith(("'s", "s'"))


def _counts(reading: Reading, cue: Cue) -> bool:
    """Tell whether an "only" is a remark on a number: only six."""
    after = reading.tokens[cue.last].fold if cue.last < len(reading.tokens) else ""
    return "only" in cue.classes and (after[:1].isdigit() or after in reading.lexicon.file.numbers.words)


def _same_words(claim: Claim, cue: Cue) -> bool:
    """Tell whether the cue's own words stand in the evidence, where another class claimed them."""
    assert claim.reading is not None
    own = claim.reading.stems_in(cue.first, cue.last)
    return bool(own) and any(support.context and own <= support.context.stems for support in claim.supports)


def _unqualified(claim: Claim) -> tuple[str, str] | None:
    """Object to "first" without the words that qualify it in the evidence: since 2016, under this president."""
    assert claim.reading is not None
    if not any(_ranks(claim.reading, cue) for cue in claim.reading.of("first")):
        return None
    for support in claim.supports:
        assert support.context is not None
        for cue in support.context.of("first"):
            lost = [words for words in _qualifiers(support, cue) if not _shares(claim, support, words)]
            if lost:
                return f"the evidence qualifies '{cue.words}' by '{lost[0]}'", "say so in the statement"
    return None


def _qualifiers(support: Support, cue: Cue) -> Iterator[str]:
    context = support.context
    assert context is not None
    if context.lexicon.verb_last:
        first = max(0, cue.first - 14)
        words = context.text[context.tokens[first].start : cue.start]
        if any(mark in words for mark in context.lexicon.qualifiers):
            yield words
        return
    for index in range(cue.last, min(cue.last + 12, len(context.tokens))):
        far = index >= cue.last + 3
        if context.tokens[index].fold in context.lexicon.qualifiers and (
            not far or context.tokens[index].fold == "since"
        ):
            last = index + 1
            while last < min(index + 5, len(context.tokens)) and not context.stems_in(index + 1, last):
                last += 1
            yield context.text[context.tokens[index].start : context.tokens[last - 1].end]


def _shares(claim: Claim, support: Support, words: str) -> bool:
    assert claim.reading is not None
    if support.lexicon is not claim.lexicon:
        digits = {word for word in words.split() if word.isdigit()}
        return not digits or any(word in str(claim.text) for word in digits)
    assert support.lexicon is not None
    return bool(Reading(words, support.lexicon).stems & claim.reading.stems)


def _narrowed(claim: Claim) -> tuple[str, str] | None:
    """Object to an "only" of the evidence that the statement leaves out."""
    assert claim.reading is not None
    own = claim.classes
    if own & {"only", "negation", "condition", "some", "not-only"}:
        return None
    for support in claim.supports:
        for cue in support.cues:
            if "only" in cue.classes and not cue.classes & {"condition"} and claim.is_about(support, cue):
                return f"the evidence says '{cue.words}', and the statement does not", "say so in the statement"
    return None


def facts_are_joined_by_the_source(case: Case) -> Iterator[Problem]:
    """Object to "because" and the like between facts that the source does not join."""
    for claim in case.claims.claims:
        if claim.section == "quotes" or claim.reading is None or not claim.supports:
            continue
        theirs = {name for support in claim.supports if support.context for name in support.context.classes}
        causes = (
            []
            if "denied" in claim.classes
            else [cue for cue in claim.reading.of("cause") if not _is_denied(claim, cue)]
        )
        if causes and "cause" not in theirs and all(support.context for support in claim.supports):
            message = f"the statement joins facts by '{causes[0].words}', and the evidence does not"
            remedy = "make two statements of them, or cite the words that join them"
            yield Problem(place_of(case, claim.text), "joined-facts", message, remedy, Severity.WARNING)
        elif _melts(claim):
            message = "one clause of the statement rests on sentences that stand apart in the source"
            remedy = "make two statements of them, or join them by 'and', as two facts"
            yield Problem(place_of(case, claim.text), "joined-facts", message, remedy, Severity.WARNING)


def _is_denied(claim: Claim, cue: Cue) -> bool:
    """Tell whether a cause is said to have no effect: caused no damage."""
    assert claim.reading is not None
    return any("negation" in own.classes and own.first == cue.last for own in claim.reading.cues)


def _melts(claim: Claim) -> bool:
    """Tell whether a statement of one clause draws on sentences that neither follow nor refer to each other."""
    if claim.reading is None or len(claim.supports) < 2 or _has_parts(claim):
        return False
    numbers = sorted({support.text.sentence_at(support.passage.start).number for support in claim.supports})
    if len(numbers) < 2 or len({id(support.text) for support in claim.supports}) > 1:
        return False
    refers = any(support.context and support.context.of("pronoun") for support in claim.supports)
    return not (refers and numbers[-1] - numbers[0] < 2)


def _has_parts(claim: Claim) -> bool:
    """Tell whether a statement sets several facts side by side."""
    assert claim.reading is not None
    lexicon = claim.reading.lexicon
    if lexicon.letters:
        return any(mark in str(claim.text) for mark in ("、", "。", ",", ";"))
    joints = lexicon.weak_breaks | lexicon.strong_breaks
    joints |= {"which", "who", "with", "where", "when", "if", "unless"}
    return any(mark in str(claim.text) for mark in (";", ":", "—", "(")) or any(
        token.fold in joints for token in claim.reading.tokens
    )
