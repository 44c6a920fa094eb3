"""Acknowledgements: what they take out of the count, what they cannot, and when they are in vain."""

from dataclasses import replace

import pytest

from briefgen.accept import acknowledged, mistaken
from briefgen.load import load
from briefgen.model import Brief
from briefgen.problems import BriefgenError, Place, Problem, Severity

BRIEF = """\
title: A pool
sources: {id: S1, file: a.txt}
decisions:
  - {id: D1, text: The pool closes., evidence: &clause is considering closing}
  - {id: D2, text: The pool opens., evidence: *clause}
  - text: The pool stays.
actors: [{id: MAYOR, name: Mayor}]
"""


def brief(*accept: str) -> Brief:
    lines = "".join(f"  - {{{entry}}}\n" for entry in accept)
    return load((BRIEF + (f"accept:\n{lines}" if lines else "")).encode(), "x.yaml")


def warning(code: str, line: int = 1, column: int = 1, entry: str = "") -> Problem:
    return Problem(Place("x.yaml", line, column), code, "words", severity=Severity.WARNING, entry=entry)


FIRST = warning("hedge-lost", 4, 20)
SECOND = warning("hedge-lost", 5, 20)


# --- Which entry a finding is about -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("problem", "entry"),
    [
        (FIRST, "D1"),
        (SECOND, "D2"),
        (warning("hedge-lost", 6, 11), ""),  # an entry without an id
        (warning("hedge-lost", 4, 48), ""),  # the clause is that of two entries
        (warning("no-evidence", 7, 28), "MAYOR"),
        (warning("hedge-lost", 4, 1), ""),
        (warning("hedge-lost", 4, 20, "D9"), "D9"),  # who found it knows better
    ],
)
def test_a_finding_knows_its_entry_by_its_place(problem: Problem, entry: str) -> None:
    assert acknowledged(brief(), [problem]) == [replace(problem, entry=entry)]


# --- What an acknowledgement does -------------------------------------------------------------------------------------
def test_an_entry_narrows_an_acknowledgement_down() -> None:
    own = brief("code: hedge-lost, entry: D1, reason: Asked the mayor.")
    found = acknowledged(own, [FIRST, SECOND, warning("no-evidence", 4, 20)])
    assert [(one.entry, one.code, one.accepted) for one in found] == [
        ("D1", "hedge-lost", "Asked the mayor."),
        ("D2", "hedge-lost", ""),
        ("D1", "no-evidence", ""),
    ]
    assert mistaken(own, found, whole=True) == []


def test_without_an_entry_it_holds_for_all_of_the_code_and_the_closest_reason_wins() -> None:
    own = brief("code: hedge-lost, reason: House style.", "code: hedge-lost, entry: D1, reason: Asked the mayor.")
    found = acknowledged(own, [FIRST, SECOND])
    assert [one.accepted for one in found] == ["Asked the mayor.", "House style."]
    assert mistaken(own, found, whole=True) == []


def test_an_error_stays_an_error() -> None:
    own = brief("code: date-not-in-evidence, reason: It was a Friday.")
    error = replace(warning("date-not-in-evidence", 4, 20), severity=Severity.ERROR)
    both = acknowledged(own, [error, warning("date-not-in-evidence", 5, 20)])
    assert [one.accepted for one in both] == ["", "It was a Friday."]
    assert mistaken(own, both, whole=True) == []


# --- What an acknowledgement cannot do --------------------------------------------------------------------------------
def said(own: Brief, *problems: Problem, whole: bool = True) -> list[tuple[str, Severity, str, str]]:
    found = mistaken(own, acknowledged(own, problems), whole=whole)
    assert all(one.place.line > 7 for one in found)
    return [(one.code, one.severity, one.message, one.remedy) for one in found]


def test_an_unknown_code() -> None:
    assert said(brief("code: hedge-losst, reason: x", "code: xyzzy, reason: x")) == [
        ("unknown-code", Severity.ERROR, "there is no finding 'hedge-losst'", "did you mean 'hedge-lost'?"),
        ("unknown-code", Severity.ERROR, "there is no finding 'xyzzy'", "'briefgen explain' lists all codes"),
    ]


DELETE = "delete the acknowledgement"
MEND = "mend what it names, and delete the acknowledgement"


def test_what_is_always_an_error() -> None:
    message = "'quotation-not-in-source' is an error, and errors cannot be acknowledged"
    assert said(brief("code: quotation-not-in-source, reason: x"), whole=False) == [
        ("cannot-accept", Severity.ERROR, message, MEND)
    ]


def test_what_is_an_error_here() -> None:
    own = brief("code: date-not-in-evidence, entry: D1, reason: x")
    error = replace(warning("date-not-in-evidence", 4, 20), severity=Severity.ERROR)
    message = "'date-not-in-evidence' of D1 is an error here (x.yaml:4:20), and errors cannot be acknowledged"
    assert said(own, error, whole=False) == [("cannot-accept", Severity.ERROR, message, MEND)]


def test_what_is_not_found() -> None:
    own = brief("code: hedge-lost, entry: D1, reason: x")
    message = "there is no 'hedge-lost' of D1 to acknowledge"
    assert said(own, SECOND) == [("accept-not-needed", Severity.WARNING, message, DELETE)]
    assert said(own, SECOND, whole=False) == [], "what could not be looked at may be there"
    assert said(brief("code: face-not-installed, reason: x")) == [], "another build may find it"


def test_what_is_acknowledged_twice() -> None:
    own = brief("code: hedge-lost, reason: x", "code: hedge-lost, reason: x")
    message = "'hedge-lost' is acknowledged twice"
    assert said(own, FIRST) == [("accept-not-needed", Severity.WARNING, message, DELETE)]


def test_a_note_needs_none() -> None:
    note = replace(warning("not-applied"), severity=Severity.NOTE)
    assert said(brief("code: not-applied, reason: x"), note) == [
        ("accept-not-needed", Severity.WARNING, "'not-applied' is a note, which fails nothing", DELETE)
    ]


def test_acknowledgements_do_not_acknowledge_one_another() -> None:
    own = brief("code: accept-not-needed, reason: x", "code: hedge-lost, reason: x")
    assert [code for code, *_ in said(own)] == ["cannot-accept", "accept-not-needed"]


# --- How it is written ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("code: hedge-lost", "missing-key"),
        ("code: hedge-lost, reason: ", "empty-value"),
        ("reason: x", "missing-key"),
        ("code: hedge-lost, reason: x, at: D1", "unknown-key"),
        ("code: hedge-lost, reason: x, entry: D9", "unknown-reference"),
    ],
)
def test_a_reason_and_an_entry_that_there_is_are_asked_for(entry: str, code: str) -> None:
    with pytest.raises(BriefgenError) as error:
        brief(entry)
    assert [problem.code for problem in error.value.problems] == [code]


@pytest.mark.parametrize("entry", ["D1", "MAYOR", "S1"])
def test_every_entry_with_an_id_can_be_named(entry: str) -> None:
    assert brief(f"code: hedge-lost, reason: x, entry: {entry}").accept[0].entry == entry
