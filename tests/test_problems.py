"""Problems: how they are ordered, worded and shown."""

import json
from pathlib import Path

import pytest

from briefgen.problems import (
    BriefgenError,
    Place,
    Problem,
    Severity,
    as_json,
    as_text,
    clip,
    did_you_mean,
    failing,
    one_of,
    shown_path,
    sort,
)

ERROR = Problem(Place("a.yaml", 3, 5), "unknown-key", "found the key 'x'", "did you mean 'y'?")
WARNING = Problem(Place("a.yaml", 12), "no-evidence", "no evidence", severity=Severity.WARNING)


@pytest.mark.parametrize(
    ("place", "shown"),
    [(Place("a.yaml"), "a.yaml"), (Place("a.yaml", 3), "a.yaml:3"), (Place("a.yaml", 3, 5), "a.yaml:3:5")],
)
def test_a_place_is_what_an_editor_can_click(place: Place, shown: str) -> None:
    assert str(place) == shown


def test_a_problem_for_people() -> None:
    excerpt = Problem(Place("a.yaml", 3, 5), "yaml-tag", "a type", "quote it", excerpt="    x: !y\n")
    assert as_text(excerpt) == "a.yaml:3:5: error: a type [yaml-tag]\n    x: !y\n  remedy: quote it"
    assert as_text(WARNING) == "a.yaml:12: warning: no evidence [no-evidence]"


def test_problems_for_programs() -> None:
    assert json.loads(as_json([ERROR, WARNING])) == [
        {
            "file": "a.yaml",
            "line": 3,
            "column": 5,
            "severity": "error",
            "code": "unknown-key",
            "message": "found the key 'x'",
            "remedy": "did you mean 'y'?",
        },
        {
            "file": "a.yaml",
            "line": 12,
            "column": None,
            "severity": "warning",
            "code": "no-evidence",
            "message": "no evidence",
            "remedy": None,
        },
    ]
    assert json.loads(as_json([])) == []


def test_sorting_goes_by_place_and_drops_repetitions() -> None:
    last = Problem(Place("b.yaml", 1), "x", "x")
    assert sort([last, WARNING, ERROR, WARNING]) == [ERROR, WARNING, last]


@pytest.mark.parametrize(
    ("problems", "strict", "fails"),
    [([], False, False), ([], True, False), ([WARNING], False, False), ([WARNING], True, True), ([ERROR], False, True)],
)
def test_what_fails_a_build(problems: list[Problem], strict: bool, fails: bool) -> None:
    assert failing(problems, strict=strict) is fails


def test_an_error_carries_all_problems() -> None:
    error = BriefgenError(problem for problem in (ERROR, WARNING))
    assert error.problems == (ERROR, WARNING)
    assert str(error) == "a.yaml:3:5: found the key 'x'; a.yaml:12: no evidence"


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("titel", "did you mean 'title'?"),
        ("TITLE", "did you mean 'title'?"),
        ("KISHY", "did you mean 'Kishi'?"),
        ("zzz", "known: title, Kishi"),
        ("", "known: title, Kishi"),
    ],
)
def test_did_you_mean(word: str, hint: str) -> None:
    assert did_you_mean(word, ["title", "Kishi"], "known: title, Kishi") == hint


def test_choices_and_quotations_in_messages() -> None:
    assert one_of(["a"]) == "a"
    assert one_of(["a", "b"]) == "a or b"
    assert one_of(["a", "b", "c"]) == "a, b or c"
    assert clip("two\n  lines") == "two lines"
    assert clip("a" * 60) == "a" * 60
    assert clip("word " * 30, 11) == "word word…"


def test_paths_are_shown_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "content" / "a.yaml") == "content/a.yaml"
    assert shown_path(Path("content/a.yaml")) == "content/a.yaml"
    assert shown_path(Path("/elsewhere/a.yaml")) == "/elsewhere/a.yaml"
