"""The fixed words of a brief: how firm, how likely, how sure, what kind of actor; and the labels of TLP 2.0."""

from typing import Literal, get_args

Commitment = Literal[
    "decided",
    "agreed",
    "confirmed",
    "announced",
    "scheduled",
    "planned",
    "aims",
    "considering",
    "proposed",
    "expected",
    "inferred",
    "denied",
]
COMMITMENT_GROUPS: dict[str, str] = {
    "decided": "firm",
    "agreed": "firm",
    "confirmed": "firm",
    "announced": "stated",
    "scheduled": "stated",
    "planned": "stated",
    "aims": "open",
    "considering": "open",
    "proposed": "open",
    "expected": "open",
    "inferred": "reading",
    "denied": "against",
}
"""Commitments that look alike in a memo: settled, stated, still open, somebody's reading, denied."""
SETTLED = frozenset({"decided", "agreed", "confirmed", "announced"})
"""Commitments of what has been settled, or stated by those whose matter it is."""
Likelihood = Literal[
    "almost-no-chance",
    "very-unlikely",
    "unlikely",
    "roughly-even-chance",
    "likely",
    "very-likely",
    "almost-certain",
]
Confidence = Literal["low", "moderate", "high"]
OTHER_NAMES: dict[str, str] = {
    "remote": "almost-no-chance",
    "highly-improbable": "very-unlikely",
    "highly-unlikely": "very-unlikely",
    "improbable": "unlikely",
    "not-likely": "unlikely",
    "roughly-even-odds": "roughly-even-chance",
    "probable": "likely",
    "highly-likely": "very-likely",
    "highly-probable": "very-likely",
    "nearly-certain": "almost-certain",
    "medium": "moderate",
}
"""What else is said for a likelihood (those of ICD 203 among them) or a confidence."""
GIVEN_UP = frozenset({"refusal", "reversal"})
"""Classes of cues for what is a decision against something: the commitment is ``decided``, the text says the rest."""
ActorKind = Literal[
    "person",
    "government",
    "party",
    "body",
    "forces",
    "state",
    "company",
    "group",
    "outlet",
    "document",
    "anonymous",
]
WEIGHED: tuple[frozenset[str], ...] = tuple(frozenset(get_args(one)) for one in (Commitment, Likelihood, Confidence))
"""Choices of which the nearest in spelling may say the contrary."""
Presence = Literal["speaks", "acts", "attends", "named"]
FOR_COLLEAGUES = frozenset({"remark", "set_aside", "accept"})
"""Fields that no document carries."""
Status = Literal["draft", "for-review", "final", "superseded"]
TLP_BEFORE = {"TLP:WHITE": "TLP 2.0 calls it TLP:CLEAR"}
"""Labels of TLP 1.0 that 2.0 has renamed, each with a remedy."""
TLP = ("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR")
"""The labels of the Traffic Light Protocol 2.0 (FIRST), which are never translated."""
