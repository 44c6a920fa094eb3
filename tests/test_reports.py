"""Reports for programs: what they say, that they have the form they claim, and that no text can break it."""

import json
import re
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import __version__
from briefgen.cli.asked import FORMATS
from briefgen.explain import explanations
from briefgen.problems import COMMAND_LINE, Place, Problem, Severity
from briefgen.reports import REPORTS, Checked, github_report, json_report, sarif_report
from conftest import HERE

ERROR = Problem(Place("a.yaml", 3, 5), "unknown-key", "found the key 'x'", "did you mean 'y'?")
WARNING = Problem(Place("a.yaml", 12), "no-evidence", "no evidence", severity=Severity.WARNING, entry="D1")
NOTE = Problem(Place("a.yaml"), "not-applied", "no lexicon for 'cs'", severity=Severity.NOTE)
ACCEPTED = Problem(Place("a.yaml", 9, 2), "no-grounds", "no grounds", "add", Severity.WARNING, accepted="as agreed")
MISUSE = Problem(COMMAND_LINE, "no-such-file", "there is no file b.yaml", "check the name")
ALL = [ERROR, WARNING, NOTE, ACCEPTED, MISUSE]
SCHEMA = jsonschema.Draft4Validator(json.loads((HERE / "schemas" / "sarif-2.1.0.json").read_text("utf-8")))


def test_the_formats_of_the_command_are_those_there_are() -> None:
    assert ("text", *REPORTS) == FORMATS


# --- JSON -------------------------------------------------------------------------------------------------------------
def test_json() -> None:
    coverage = {"sentences": 3, "used": 2, "set_aside": 1}
    report = json.loads(json_report([ERROR, ACCEPTED], [Checked("a.yaml", (ERROR, ACCEPTED), coverage)]))
    assert report == {
        "problems": [
            {
                "file": "a.yaml",
                "line": 3,
                "column": 5,
                "severity": "error",
                "code": "unknown-key",
                "message": "found the key 'x'",
                "remedy": "did you mean 'y'?",
                "entry": None,
                "accepted": None,
            },
            {
                "file": "a.yaml",
                "line": 9,
                "column": 2,
                "severity": "warning",
                "code": "no-grounds",
                "message": "no grounds",
                "remedy": "add",
                "entry": None,
                "accepted": "as agreed",
            },
        ],
        "briefs": [
            {"file": "a.yaml", "errors": 1, "warnings": 0, "acknowledged": 1, "notes": 0, "coverage": coverage},
        ],
    }
    nothing = json.loads(json_report([NOTE], [Checked("a.yaml", (NOTE,), {})]))
    assert nothing["problems"][0]["line"] is None
    assert nothing["briefs"][0]["coverage"] is None


# --- GitHub -----------------------------------------------------------------------------------------------------------
def test_github() -> None:
    assert github_report(ALL).splitlines() == [
        "::error file=a.yaml,line=3,col=5,title=unknown-key::found the key 'x'%0Adid you mean 'y'?",
        "::warning file=a.yaml,line=12,title=no-evidence::no evidence",
        "::notice file=a.yaml,title=not-applied::no lexicon for 'cs'",
        "::error title=no-such-file::there is no file b.yaml%0Acheck the name",
    ]
    assert github_report([]) == ""


def command(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command as GitHub's runner does (``ActionCommand.cs``)."""
    found = re.fullmatch(r"::(\w+)(?: ([^:]*))?::(.*)", line)
    assert found, line
    properties = dict(part.split("=", 1) for part in (found[2] or "").split(",") if part)
    return found[1], {key: unquote(value) for key, value in properties.items()}, unquote(found[3])


def test_github_escapes() -> None:
    place = Place("50%,a:b\n::error::x.yaml", 1, 2)
    problem = Problem(place, "no-evidence", "100 % ::error::boo\r\n::warning::%0A##[error]", "::stop-commands::x")
    (line,) = github_report([problem]).splitlines()
    assert command(line) == (
        "error",
        {"file": "50%,a:b ::error::x.yaml", "line": "1", "col": "2", "title": "no-evidence"},
        "100 % ::error::boo ::warning::%0A##[error]\n::stop-commands::x",
    )


def test_github_says_the_same_of_two_entries_once() -> None:
    other = Problem(WARNING.place, WARNING.code, WARNING.message, severity=Severity.WARNING, entry="D2")
    assert len(github_report([WARNING, other]).splitlines()) == 1


# --- SARIF ------------------------------------------------------------------------------------------------------------
def run_of(problems: list[Problem]) -> Any:
    log = json.loads(sarif_report(problems))
    SCHEMA.validate(log)
    (run,) = log["runs"]
    return run


def test_sarif() -> None:
    run = run_of(ALL)
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("briefgen", __version__)
    assert [rule["id"] for rule in driver["rules"]] == [problem.code for problem in ALL]
    assert [driver["rules"][result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [(result["ruleId"], result["level"], len(result["suppressions"])) for result in run["results"]] == [
        ("unknown-key", "error", 0),
        ("no-evidence", "warning", 0),
        ("not-applied", "note", 0),
        ("no-grounds", "warning", 1),
    ]
    assert run["results"][0]["message"]["text"] == "found the key 'x'. Remedy: did you mean 'y'?"
    assert run["results"][0]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "a.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 3, "startColumn": 5},
            }
        }
    ]
    assert run["results"][1]["locations"][0]["logicalLocations"] == [{"name": "D1", "kind": "object"}]
    assert run["results"][3]["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "as agreed"}
    ]


def test_sarif_has_no_place_for_what_is_wrong_with_the_command() -> None:
    (invocation,) = run_of([MISUSE])["invocations"]
    assert invocation["executionSuccessful"]
    (notification,) = invocation["toolConfigurationNotifications"]
    assert notification["descriptor"] == {"id": "no-such-file"}
    assert notification["message"]["text"] == "there is no file b.yaml. Remedy: check the name."


def test_sarif_says_where_the_program_itself_failed() -> None:
    (invocation,) = run_of([Problem(Place("a.yaml"), "internal-error", "internal error")])["invocations"]
    assert not invocation["executionSuccessful"]


@pytest.mark.parametrize("code", explanations())
def test_sarif_has_a_rule_for_every_code(code: str) -> None:
    (rule,) = run_of([Problem(Place("a.yaml", 1), code, "x")])["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == explanations()[code].summary
    assert rule["help"]["text"]
    assert "**What to do:**" in rule["help"]["markdown"]


@pytest.mark.parametrize(
    ("file", "location"),
    [
        ("content/a b.yaml", {"uri": "content/a%20b.yaml", "uriBaseId": "%SRCROOT%"}),
        ("日本.yaml", {"uri": "%E6%97%A5%E6%9C%AC.yaml", "uriBaseId": "%SRCROOT%"}),
        ("a:b?c#d%.yaml", {"uri": "a%3Ab%3Fc%23d%25.yaml", "uriBaseId": "%SRCROOT%"}),
        ("caf\udce9.yaml", {"uri": "caf%E9.yaml", "uriBaseId": "%SRCROOT%"}),
        ("/else where/a.yaml", {"uri": "file:///else%20where/a.yaml"}),
    ],
)
def test_sarif_encodes_paths(file: str, location: dict[str, str]) -> None:
    (result,) = run_of([Problem(Place(file), "no-content", "x")])["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == location


def test_sarif_knows_a_finding_again_on_another_line() -> None:
    def prints(*problems: Problem) -> list[str]:
        return [result["partialFingerprints"]["briefgen/v1"] for result in run_of(list(problems))["results"]]

    moved = Problem(Place("a.yaml", 30, 5), ERROR.code, ERROR.message, ERROR.remedy)
    assert prints(ERROR) == prints(moved)
    assert len(set(prints(ERROR, moved, WARNING, NOTE))) == 4
    assert prints(ERROR, WARNING)[1] == prints(WARNING)[0]


def test_sarif_reads_no_link_and_no_placeholder_into_a_message() -> None:
    (result,) = run_of([Problem(Place("a.yaml", 1), "no-evidence", "see [this](http://x) and {0}, {source: …}")])[
        "results"
    ]
    assert result["message"]["text"] == r"see \[this\](http://x) and {{0}}, {source: …}."


# --- Any text ---------------------------------------------------------------------------------------------------------
TEXTS = st.text(st.characters(exclude_categories=()), max_size=40) | st.sampled_from(
    ["\x1b[2J\x1b]0;title\x07", "a\nb\r\n::error::c", "%0A%25", "\x9b31m", "\u202egnirts", "\ud800", "\u2028", "\x7f"]
)
DRIVING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def is_file_name(text: str) -> bool:
    """Tell whether a system could give the name: of the surrogates it has those that stand for bytes (PEP 383)."""
    return not re.search("[\ud800-\udc7f\udd00-\udfff]", text)


@given(TEXTS.filter(is_file_name), TEXTS, TEXTS, TEXTS)
def test_any_text_leaves_every_report_whole(file: str, message: str, remedy: str, reason: str) -> None:
    problem = Problem(Place(file, 1, 1), "no-evidence", message, remedy, Severity.WARNING, accepted=reason)
    open_ = Problem(Place(file, 1, 1), "no-evidence", message, remedy, Severity.WARNING)
    found = [problem, open_]
    shown = {name: report(found, [Checked(file, tuple(found), {})]) for name, report in REPORTS.items()}
    assert {name: DRIVING.findall(text) for name, text in shown.items()} == {"json": [], "github": [], "sarif": []}
    for text in shown.values():
        text.encode()
    assert json.loads(shown["json"])["problems"][0]["message"] == message
    assert len(run_of(found)["results"]) == 2 or file == COMMAND_LINE.file
    for line in shown["github"].split("\n"):
        assert command(line)[1]["title"] == "no-evidence"
