"""Which cues of a statement carry over which cues of its evidence."""

from briefgen.check.claims import Claim, Support
from briefgen.reading import Cue

OPEN = frozenset({"possible", "considering", "inferred", "condition", "proposed", "tentative"})
"""Cues that leave a matter open."""
HALF_OPEN = OPEN | {"aims", "likely"}
COMING = HALF_OPEN | {"expected", "planned", "scheduled"}
"""Cues of what is not there yet."""
AGAINST = frozenset({"negation", "refusal", "reversal", "denied"})

COVERS: dict[str, frozenset[str]] = {
    "possible": HALF_OPEN | {"expected", "ability"},
    "considering": OPEN,
    "inferred": OPEN | {"likely", "expected", "speech"},
    "proposed": OPEN | {"aims"},
    "tentative": HALF_OPEN | {"planned", "expected", "some", "negation"},
    "condition": frozenset({"condition", "only"}),
    "aims": HALF_OPEN,
    "likely": HALF_OPEN | {"expected", "some"},
    "expected": COMING,
    "planned": COMING | {"future"},
    "scheduled": COMING | {"future"},
    "alleged": frozenset({"alleged", "speech", "inferred", "denied", "possible", "likely", "expected"}),
    "denied": AGAINST,
    "negation": AGAINST | {"only", "condition", "not-only"},
    "refusal": AGAINST | {"only"},
    "reversal": AGAINST,
    "future": COMING | {"future"},
    "not-only": frozenset({"not-only"}),
}
"""Each class of cue that weakens or turns a claim, with the classes that say so too."""


CITED: dict[str, frozenset[str]] = {**COVERS, "condition": OPEN | AGAINST | {"only", "future", "expected"}}
"""The same for cues within the cited words, where the reader of the note can see them."""


def uncovered(
    claim: Claim, support: Support, cue: Cue, weighed: frozenset[str], covers: dict[str, frozenset[str]] = COVERS
) -> list[str]:
    """Return the classes of a cue, of those weighed, that the statement does not carry; none if it carries any.

    A cue of several classes ("suggest" proposes, or infers) is carried when one of them is.
    """
    classes = sorted(cue.classes & weighed)
    carried = claim.classes | same_root(claim, support, cue)
    if any(carried & covers[name] for name in classes):
        return []
    return classes


def same_root(claim: Claim, support: Support, cue: Cue) -> frozenset[str]:
    """Return the cue's own classes where the statement uses its very words."""
    if claim.reading is None or support.lexicon is not claim.lexicon or support.context is None:
        return frozenset()
    own = support.context.stems_in(cue.first, cue.last)
    return cue.classes if own and own <= claim.reading.stems else frozenset()


def gives_up_again(claim: Claim, support: Support, first: int, last: int) -> bool:
    """Tell whether all that a statement says no with are words of giving up that stand in a stretch of its evidence.

    They cannot stand for a "no" that the evidence says to these very words.
    """
    if claim.reading is None or support.context is None or not claim.same_language:
        return False
    if claim.classes & AGAINST != {"reversal"}:
        return False
    theirs = support.context.stems_in(first, last)
    return all(claim.reading.stems_in(cue.first, cue.last) <= theirs for cue in claim.reading.of("reversal"))
