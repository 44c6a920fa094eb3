"""A brief held against its sources → problems. CHECKS is the table; a check is a function."""

from collections.abc import Callable, Iterator

from briefgen.check.case import Case, examine
from briefgen.check.claims import evidence_of, source_of
from briefgen.check.clauses import (
    clauses_in_source,
    entries_have_evidence,
    gaps_leave_no_negation,
    languages_are_read,
    quotations_are_verbatim,
    sentences_have_grounds,
    sources_unchanged,
)
from briefgen.check.coverage import sentences_are_used, set_aside_is_right
from briefgen.check.firmness import commitments_are_carried, hedges_are_kept, words_are_carried
from briefgen.check.grounds import summaries_stay_within
from briefgen.check.names import names_are_in_the_evidence
from briefgen.check.numbers import numbers_are_in_the_evidence
from briefgen.check.polarity import negations_are_kept, words_do_not_contradict
from briefgen.check.scope import facts_are_joined_by_the_source, scopes_are_kept
from briefgen.check.speakers import documents_are_quoted, speakers_speak
from briefgen.check.times import times_are_in_the_evidence
from briefgen.check.truncation import clauses_are_whole
from briefgen.check.wording import (
    entries_are_confirmed,
    lengths_are_kept,
    likelihood_stands_alone,
    nothing_is_left_over,
    statements_stand_alone,
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
    clauses_are_whole,
    commitments_are_carried,
    words_are_carried,
    hedges_are_kept,
    negations_are_kept,
    words_do_not_contradict,
    scopes_are_kept,
    facts_are_joined_by_the_source,
    speakers_speak,
    documents_are_quoted,
    names_are_in_the_evidence,
    numbers_are_in_the_evidence,
    times_are_in_the_evidence,
    summaries_stay_within,
    likelihood_stands_alone,
    statements_stand_alone,
    lengths_are_kept,
    nothing_is_left_over,
    entries_are_confirmed,
    set_aside_is_right,
    sentences_are_used,
    languages_are_read,
)
