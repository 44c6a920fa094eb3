"""A clause that was cut so that it says what its sentence does not say."""

import re
from collections.abc import Iterator

from briefgen.check.case import Case, place_of
from briefgen.check.claims import Claim, Support
from briefgen.check.cover import COVERS, gives_up_again, uncovered
from briefgen.problems import Problem, clip
from briefgen.reading import Cue, Reading

BEFORE = frozenset(COVERS) - {"not-only", "future", "reversal"}
"""Cues that change what follows them."""
AFTER = frozenset(
    {
        "condition",
        "denied",
        "alleged",
        "negation",
        "refusal",
        "reversal",
        "possible",
        "tentative",
        "considering",
        "proposed",
    }
)
"""Cues that change what stands before them."""
NEAR_BEFORE = 8
"""Tokens before a clause in which a cue governs it."""
NEAR = 12
"""Tokens after a clause in which a remark on it begins."""
_REMARK = re.compile(r"^\W*[,–—]\s+(?:an?|which|though|although|something|if|unless|except|according)\b", re.IGNORECASE)


def clauses_are_whole(case: Case) -> Iterator[Problem]:
    """Look at the words before and after a clause, in its sentence, that change what it says."""
    for claim in case.claims.claims:
        if claim.section == "quotes":
            continue
        for support in claim.supports:
            cue = _lost(claim, support)
            if cue is not None:
                message = (
                    f"the clause '{clip(support.evidence.exact, 60)}' leaves out '{clip(_with(support, cue), 60)}'"
                )
                remedy = "quote these words too, and let the statement say so"
                place = place_of(case, support.evidence.exact, claim.text)
                yield Problem(place, "truncated-evidence", message, remedy)


def _with(support: Support, cue: Cue) -> str:
    """Return a cue with a few of the words around it."""
    assert support.context is not None
    tokens = support.context.tokens
    wide = 12 if support.context.lexicon.letters else 3
    first, last = max(0, cue.first - wide), min(len(tokens), cue.last + wide)
    low, high = support.bounds
    first, last = (first, min(last, low)) if cue.last <= low else (max(first, high), last)
    return support.context.text[tokens[first].start : tokens[last - 1].end]


def _lost(claim: Claim, support: Support) -> Cue | None:
    """Return the first cue outside the clause that governs it and that the statement does not carry."""
    if support.context is None or (claim.reading is None and not claim.commitment):
        return None
    for cue in (*_before(support, support.context), *_after(support, support.context)):
        if _uncarried(claim, support, cue):
            return cue
    return None


def _uncarried(claim: Claim, support: Support, cue: Cue) -> bool:
    """Tell whether the statement leaves out what a cue says. A denial behind a clause is of the claim as a whole."""
    if "denied" in cue.classes and cue.first >= support.bounds[1]:
        return not claim.classes & {"denied", "alleged", "refusal"}
    if cue.first >= support.bounds[1] and "condition" not in cue.classes and claim.classes & {"speech", "alleged"}:
        return False  # A doubt behind the clause is of a claim, which the statement gives as one.
    if "refusal" in cue.classes and cue.first >= support.bounds[1] and gives_up_again(claim, support, *support.bounds):
        return True
    return bool(uncovered(claim, support, cue, frozenset(COVERS)))


def _before(support: Support, context: Reading) -> Iterator[Cue]:
    first = support.bounds[0]
    for cue in context.cues:
        if cue.last <= first and cue.classes & BEFORE:
            if context.lexicon.verb_last:
                reaches = bool(cue.classes & {"condition", "tentative"}) and not _broken(context, cue.last, first + 1)
            else:
                near = first - cue.last <= NEAR_BEFORE
                reaches = near and context.reach(cue)[1] > first and not context.breaks_before(first)
            if reaches:
                yield cue


def _after(support: Support, context: Reading) -> Iterator[Cue]:
    last = support.bounds[1]
    if last >= len(context.tokens):
        return
    rest = context.text[context.tokens[last - 1].end :] if last else ""
    remark = bool(_REMARK.match(rest))
    if _is_subject(support, context):
        return
    for cue in context.cues:
        if cue.first < last or not cue.classes & (BEFORE if context.lexicon.verb_last else AFTER):
            continue
        if _broken(context, last + remark, cue.first + 1):
            break
        verb_last = context.lexicon.verb_last
        if (
            verb_last
            or cue.classes & {"condition", "denied", "alleged"}
            or (remark and cue.first - last <= NEAR)
            or cue.first == last
        ):
            yield cue


def _is_subject(support: Support, context: Reading) -> bool:
    """Tell whether a clause without a verb is the subject of the words behind it, which are not its claim."""
    first, last = support.bounds
    if context.lexicon.verb_last or not context.is_finite(last):
        return False
    words = [token.fold for token in context.tokens[first:last]]
    inserted = next(
        (at for at, word in enumerate(words) if at and word in {"who", "which", "that", "whose"}), len(words)
    )
    if any(map(context.is_finite, range(first, first + inserted))):
        return False
    return not any(cue.first == last and "condition" in cue.classes for cue in context.cues)


def _broken(context: Reading, first: int, last: int) -> bool:
    """Tell whether another clause begins within a range of tokens, a condition aside."""
    return any(context.breaks_before(index) for index in range(first, last))
