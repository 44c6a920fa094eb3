"""How firm a statement is, held against the cues of its evidence."""

from collections.abc import Iterator

from briefgen.check.case import Case, place_of
from briefgen.check.claims import Claim, Support
from briefgen.check.cover import CITED, COMING, COVERS, same_root, uncovered
from briefgen.lexicon import ranks
from briefgen.problems import Problem, Severity, clip
from briefgen.reading import Cue, Reading
from briefgen.vocabulary import COMMITMENT_GROUPS, GIVEN_UP, SETTLED


def _governing(claim: Claim, *classes: str) -> Iterator[tuple[Support, Cue]]:
    for support in claim.supports:
        if support.context is not None:
            for cue in support.cues:
                if cue.classes.intersection(classes) and claim.is_about(support, cue):
                    yield support, cue


def commitments_are_carried(case: Case) -> Iterator[Problem]:
    """Hold the field ``commitment`` to the words of the evidence: it is not above what these carry."""
    for claim in case.claims.claims:
        weak = _weakest_against(claim)
        if weak is not None:
            message = f"the commitment '{claim.commitment}' is above the evidence, which says '{weak.words}'"
            yield _firmness(case, claim, "commitment-above-evidence", message, weak)


def _weakest_against(claim: Claim) -> Cue | None:
    """Return a cue that says less than the field, where none says as much or the words leave it out."""
    claimed = claim.commitment
    if not claimed:
        return None
    found = list(
        _governing(claim, *COMMITMENT_GROUPS, "possible", "condition", "alleged", "tentative", "likely", "future")
    )
    below = ranks()[claimed] | (
        {"possible", "alleged", "likely", "condition", "tentative"} if claimed in SETTLED else set()
    )
    # What is not decided is not decided: a firm word under a "not" carries nothing.
    found = [(support, cue) for support, cue in found if cue.classes & {"denied"} or not _negated(support, cue)]
    enough = [cue for _, cue in found if _carries(cue, claimed)]
    in_words = claim.reading.classes if claim.reading else frozenset()
    for support, cue in found:
        rungs = cue.classes & below
        if not rungs or _carries(cue, claimed) or _only_names(claim, support, cue):
            continue
        if _is_given_up(claim, support, cue):
            continue
        if "aims" in cue.classes and any(0 <= cue.first - other.last <= 1 for other in enough):
            continue  # "Plans to seek" is a plan, and seeking what is planned.
        if enough and uncovered_in_words(in_words, claim, support, cue):
            return cue
        if not enough and rungs & COMMITMENT_GROUPS.keys() and not _said_before(support, cue, claimed):
            return cue
    return None


def _only_names(claim: Claim, support: Support, cue: Cue) -> bool:
    """Tell whether a participle names what a statement speaks of, and is not what the statement says of it.

    "The proposed hotel was dropped" has a verb of its own; in "a proposed hotel" the participle is all that is said.
    """
    if not cue.attributive or claim.reading is None or support.lexicon is not claim.lexicon:
        return False
    names = {own.first for own in claim.reading.cues if own.attributive}
    return any(claim.reading.is_finite(index) for index in range(len(claim.reading.tokens)) if index not in names)


def _is_given_up(claim: Claim, support: Support, cue: Cue) -> bool:
    """Tell whether a statement says with its evidence that a plan or proposal is no more: abandoned its plan to."""
    if claim.reading is None or support.context is None or not claim.reading.of(*GIVEN_UP):
        return False
    return any(0 <= cue.first - own.last <= 2 for own in support.context.of(*GIVEN_UP))


def _said_before(support: Support, cue: Cue, claimed: str) -> bool:
    """Tell whether a paragraph says that something is settled before it says what will come of it."""
    if not cue.classes <= {"scheduled", "planned", "expected", "future"} or support.lexicon is None:
        return False
    return any(_carries(own, claimed) for own in Reading(support.paragraph, support.lexicon).cues)


def _carries(cue: Cue, claimed: str) -> bool:
    """Tell whether a cue says as much as a commitment: "will" carries whatever is to come."""
    if "future" in cue.classes and claimed in {"planned", "scheduled", "expected", "aims"}:
        return True
    return claimed in cue.classes or any(claimed in ranks().get(name, ()) for name in cue.classes)


def uncovered_in_words(in_words: frozenset[str], claim: Claim, support: Support, cue: Cue) -> bool:
    """Tell whether the words of a statement, its fields aside, leave out what a cue says."""
    carried = in_words | same_root(claim, support, cue)
    return not any(carried & COVERS[name] for name in cue.classes if name in COVERS)


def _firmness(case: Case, claim: Claim, code: str, message: str, cue: Cue) -> Problem:
    rungs = sorted(cue.classes & COMMITMENT_GROUPS.keys())
    remedy = (
        f"write 'commitment: {rungs[0]}'" if rungs else "choose a lower one, or say in the text what the evidence says"
    )
    field = getattr(claim.entry, "commitment", None)
    place = getattr(field, "place", None) or place_of(case, claim.text)
    return Problem(place, code, message, remedy + ", or cite the words that say more")


def words_are_carried(case: Case) -> Iterator[Problem]:
    """Hold the statement's own verb to the evidence: "decided" is not said of what is considered."""
    for claim in case.claims.claims:
        above = _above(claim)
        if above is not None:
            message = f"the statement says '{above[0].words}' where the evidence says '{above[1].words}'"
            remedy = "use the source's own verb"
            yield Problem(place_of(case, claim.text), "wording-above-evidence", message, remedy, Severity.WARNING)


def _above(claim: Claim) -> tuple[Cue, Cue] | None:
    """Return a firm word of the statement and a weaker one of the evidence, where that has none that is firm."""
    if claim.section == "quotes" or claim.reading is None or not all(support.context for support in claim.supports):
        return None
    cues = [(support, cue) for support in claim.supports for cue in support.cues]
    carried = frozenset(name for _, cue in cues for name in cue.classes)
    if carried & SETTLED:
        return None
    for cue in claim.reading.of(*SETTLED):
        if any(0 <= cue.first - own.last <= 3 for own in claim.reading.of("negation")):
            continue
        stems = claim.reading.stems_in(*claim.reading.reach(cue)) or claim.reading.stems
        for support, own in cues:
            less = any(own.classes & ranks()[rung] for rung in cue.classes & SETTLED)
            if less and (support.lexicon is not claim.lexicon or _governs(support, own, stems)):
                return cue, own
    return None


def _governs(support: Support, cue: Cue, stems: frozenset[str]) -> bool:
    return support.context is not None and support.context.governed_by(cue, stems)


def _overclaims(claim: Claim) -> bool:
    """Tell whether it has been said already that a statement claims more than its evidence."""
    return _weakest_against(claim) is not None or _above(claim) is not None


def hedges_are_kept(case: Case) -> Iterator[Problem]:
    """Look for the words of the evidence that leave a matter open, and the statement does not."""
    for claim in case.claims.claims:
        if claim.section == "quotes" or claim.reading is None or _overclaims(claim):
            continue
        weighed = COMING | {"alleged", "future"}
        if claim.reading.lexicon.verb_last:
            weighed -= {"future", "planned", "scheduled"}  # A verb without a tense for the future.
        if not _is_past(claim.reading):
            weighed -= {"future"}
        for support, cue in _governing(claim, *weighed):
            if _is_resolved(claim, support, cue) or _negated(support, cue):
                continue
            if uncovered(claim, support, cue, weighed, CITED):
                message = f"the evidence says '{cue.words}', which the statement '{clip(claim.text, 60)}' leaves out"
                remedy = "say it in the statement, or cite words that say more"
                yield Problem(place_of(case, claim.text), "hedge-lost", message, remedy, Severity.WARNING)
                break


def _is_resolved(claim: Claim, support: Support, cue: Cue) -> bool:
    """Tell whether a statement says, as its evidence does, what has become of the thing proposed or planned."""
    if not cue.attributive or not cue.classes & COMMITMENT_GROUPS.keys() or claim.reading is None:
        return False
    theirs = frozenset(name for own in support.cues for name in own.classes)
    return bool(claim.reading.classes & theirs & (SETTLED | GIVEN_UP))


def _is_past(reading: Reading) -> bool:
    """Tell whether a statement says that something has happened."""
    return any(token.fold in _PAST or token.fold.endswith("ed") for token in reading.tokens)


_PAST = frozenset({"has", "have", "had", "was", "were", "became", "did"})


def _negated(support: Support, cue: Cue) -> bool:
    """Tell whether a cue stands under a "not": no date has been set."""
    assert support.context is not None
    if support.context.lexicon.verb_last:
        return False
    return any(0 <= cue.first - own.last <= 4 for own in support.context.of("negation"))
