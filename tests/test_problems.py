"""Problems: how they are ordered, worded and shown."""

import json
from dataclasses import replace
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
    is_open,
    one_line,
    one_of,
    said_once,
    shown_path,
    some_of,
    sort,
    tally,
)

ERROR = Problem(Place("a.yaml", 3, 5), "unknown-key", "found the key 'x'", "did you mean 'y'?")
WARNING = Problem(Place("a.yaml", 12), "no-evidence", "no evidence", severity=Severity.WARNING)
NOTE = Problem(Place("a.yaml", 1), "not-applied", "no lexicon", severity=Severity.NOTE)
ACCEPTED = replace(WARNING, accepted="as agreed")


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


def test_an_acknowledged_warning_for_people() -> None:
    shown = "a.yaml:12: acknowledged: no evidence [no-evidence]\n  reason: as agreed"
    assert as_text(replace(ACCEPTED, remedy="add some")) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\r\n lines\tand\n\nmore", "two  lines and more"),
        ("\x1b[31mred\x1b]0;title\x07", "<U+001B>[31mred<U+001B>]0;title<U+0007>"),
        ("\x9b31m \x85 \x7f", "<U+009B>31m <U+0085> <U+007F>"),
        ("\u202egnirts\u2066", "<U+202E>gnirts<U+2066>"),
        ("caf\udce9 \u2028 \ufdd0", "caf<U+DCE9> <U+2028> <U+FDD0>"),
        ("日本 café “…” é عربى", "日本 café “…” é عربى"),
    ],
)
def test_no_text_drives_a_terminal(text: str, shown: str) -> None:
    assert one_line(text) == shown
    problem = Problem(Place(text, 1), "x-y", text, text, excerpt=text)
    assert as_text(problem) == f"{shown}:1: error: {shown} [x-y]\n    {shown.strip()}\n  remedy: {shown}"
    json_text = as_json([text])
    assert json.loads(json_text) == [text]
    assert json_text.isprintable() or set(json_text) - set(filter(str.isprintable, json_text)) == {"\n"}


def test_sorting_goes_by_place_and_drops_repetitions() -> None:
    last = Problem(Place("b.yaml", 1), "x", "x")
    assert sort([last, NOTE, WARNING, ERROR, WARNING]) == [ERROR, WARNING, last, NOTE]


def test_what_two_entries_share_is_said_once() -> None:
    first, second = replace(WARNING, entry="D1"), replace(WARNING, entry="D2")
    assert sort([first, second, first]) == [first, second], "an acknowledgement may name one of them"
    assert said_once([first, second, ERROR]) == [first, ERROR]
    assert said_once([replace(first, accepted="x"), second]) == [replace(first, accepted="x"), second]


@pytest.mark.parametrize(
    ("problems", "strict", "fails"),
    [
        ([], False, False),
        ([], True, False),
        ([WARNING], False, False),
        ([WARNING], True, True),
        ([ERROR], False, True),
        ([NOTE, ACCEPTED], True, False),
        ([NOTE, ACCEPTED, WARNING], True, True),
    ],
)
def test_what_fails_a_build(problems: list[Problem], strict: bool, fails: bool) -> None:
    assert failing(problems, strict=strict) is fails


def test_problems_are_counted_by_what_becomes_of_them() -> None:
    found = [ERROR, WARNING, WARNING, ACCEPTED, NOTE]
    assert tally(found) == {"errors": 1, "warnings": 2, "acknowledged": 1, "notes": 1}
    assert [problem for problem in found if is_open(problem)] == [ERROR, WARNING, WARNING]


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


def test_a_very_long_line_is_shown_around_its_column() -> None:
    line = "a" * 400 + "HERE" + "b" * 400
    shown = as_text(Problem(Place("x.j2", 1, 401), "some-code", "wrong", excerpt=line)).split("\n")[1].strip()
    assert len(shown) == 162
    assert "aHEREb" in shown
    assert shown.startswith("…a")
    assert shown.endswith("b…")
    assert as_text(Problem(Place("x.j2", 1), "some-code", "wrong", excerpt=line)).split("\n")[1] == f"    {'a' * 160}…"


def test_a_word_is_looked_for_among_very_many() -> None:
    known = [f"{letter}{number:05}" for letter in "xyz" for number in range(3000)]
    assert did_you_mean("y-00017", known) == "did you mean 'y00017'?"
    assert did_you_mean("q00017", known, "none") == "none"


def test_of_many_words_the_first_are_listed() -> None:
    assert some_of(["a", "b"], 2) == "a, b"
    assert some_of(["a", "b", "c"], 2) == "a, b … (3 in all)"
