"""A brief held against its sources → problems. CHECKS is the table; a check is a function."""

from collections.abc import Callable, Iterator

from briefgen.check.case import Case, evidence_of, examine, source_of
from briefgen.check.clauses import (
    clauses_in_source,
    entries_have_evidence,
    gaps_leave_no_negation,
    quotations_are_verbatim,
    sentences_have_grounds,
    sources_unchanged,
)
from briefgen.problems import Problem, sort

__all__ = ["CHECKS", "Case", "check", "evidence_of", "examine", "source_of"]


def check(case: Case) -> list[Problem]:
    """Run every check. The result says where contradictions were found; none found is not "verified"."""
    return sort(problem for function in CHECKS for problem in function(case))


CHECKS: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    sources_unchanged,
    clauses_in_source,
    quotations_are_verbatim,
    gaps_leave_no_negation,
    entries_have_evidence,
    sentences_have_grounds,
)
