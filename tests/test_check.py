"""Checks: what each of them says, and what it leaves alone, in ``cases/check``."""

from collections.abc import Callable

import pytest

from briefgen.check import CHECKS, Case, check, evidence_of, examine, source_of
from briefgen.evidence import Passage
from briefgen.load import load
from briefgen.problems import as_text
from briefgen.source import read
from conftest import Example, examples

EXAMPLES = examples("check")


def case_of(source: str, brief: str) -> Case:
    loaded = load(brief.encode(), "x.yaml")
    return examine(loaded, "x.yaml", {entry: read(source.encode(), entry.file) for entry in loaded.sources})


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_each_check(example: Example, expect: Callable[[Example, str], None]) -> None:
    source, _, brief = example.given.partition("---\n")
    expect(example, "".join(f"{as_text(problem)}\n" for problem in check(case_of(source, brief))))


def test_every_check_is_in_a_case_that_it_flags_and_one_that_it_does_not() -> None:
    said: dict[str, set[bool]] = {function.__name__: set() for function in CHECKS}
    for example in EXAMPLES:
        source, _, brief = example.given.partition("---\n")
        case = case_of(source, brief)
        for function in CHECKS:
            said[function.__name__].add(any(function(case)))
    assert said == {name: {True, False} for name in said}


def test_a_source_that_could_not_be_read_is_not_held_against_the_brief() -> None:
    brief = load(b"title: T\nsources: a.txt\ndecisions: [{text: One, evidence: words}]", "x.yaml")
    assert check(examine(brief, "x.yaml", {})) == []


def test_a_case_knows_the_passage_of_each_clause() -> None:
    case = case_of(
        "One two three.", "title: T\nsources: a.txt\ndecisions: [{text: A, evidence: [two, four]}]\nquotes: One two"
    )
    (decision,), (quote,) = case.brief.decisions, case.brief.quotes
    assert [passage for _, passage in case.passages(decision)] == [Passage(4, 7, 1, "two"), None]
    assert [passage for _, passage in case.passages(quote)] == [Passage(0, 7, 1, "One two")]
    assert source_of(case.brief, evidence_of(decision)[0]) is case.brief.sources[0]
