"""Sections that are worked out from the others: what is known, what is not, and what is expected next."""

from collections.abc import Iterator

from briefgen.check import evidence_of
from briefgen.fields import Entry
from briefgen.model import Brief, Evidence, Statement
from briefgen.vocabulary import SETTLED

COMING = frozenset({"scheduled", "planned", "aims", "expected"})
"""Commitments of what somebody means to do, or looks forward to."""


def known(brief: Brief) -> Iterator[Entry]:
    """Yield the firm statements: what is settled, and what the background says as plain fact."""
    yield from (
        entry for entry in (*brief.decisions, *brief.next_steps, *brief.timeline) if entry.commitment in SETTLED
    )
    for entry in brief.background:
        if entry.commitment in SETTLED or (entry.commitment is None and entry.likelihood is None):
            yield entry


def not_known(brief: Brief) -> Iterator[Entry]:
    """Yield what is open, then what the sources do not say."""
    yield from brief.open_questions
    yield from brief.not_stated


def expected_next(brief: Brief) -> Iterator[Entry]:
    """Yield what somebody means to do or expects, then those next steps that rest on other words than these."""
    statements = (*brief.decisions, *brief.next_steps, *brief.timeline, *brief.background)
    coming = [entry for entry in statements if entry.commitment in COMING]
    yield from coming
    said = {clause for entry in coming for clause in evidence_of(entry)}
    for entry in brief.next_steps:
        if entry.commitment is None and not _rests_on(entry, said):
            yield entry


def _rests_on(entry: Statement, said: set[Evidence]) -> bool:
    return any(clause in said for clause in evidence_of(entry))
