"""Reports for programs: what they say, that they have the form they claim, and that no text can break it."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefgen import __version__
from briefgen.cli.asked import FORMATS
from briefgen.explain import explanations
from briefgen.problems import COMMAND_LINE, MACHINE, Place, Problem, Severity, one_line
from briefgen.reports import REPORTS, Report, Reported, from_data, markdown, markdown_report
from briefgen.reports.github import github_report, outputs_report
from briefgen.reports.gitlab import gitlab_report
from briefgen.reports.junit import junit_report
from briefgen.reports.record import json_report
from briefgen.reports.sarif import sarif_report
from conftest import HERE

ERROR = Problem(Place("a.yaml", 3, 5), "unknown-key", "found the key 'x'", "did you mean 'y'?")
WARNING = Problem(Place("a.yaml", 12), "no-evidence", "no evidence", severity=Severity.WARNING, entry="D1")
NOTE = Problem(Place("a.yaml"), "not-applied", "no lexicon for 'cs'", severity=Severity.NOTE)
ACCEPTED = Problem(Place("a.yaml", 9, 2), "no-grounds", "no grounds", "add", Severity.WARNING, accepted="as agreed")
MISUSE = Problem(COMMAND_LINE, "no-such-file", "there is no file b.yaml", "check the name")
ALL = [ERROR, WARNING, NOTE, ACCEPTED, MISUSE]
SCHEMA = jsonschema.Draft4Validator(json.loads((HERE / "schemas" / "sarif-2.1.0.json").read_text("utf-8")))


TEXTS = st.text(st.characters(exclude_categories=()), max_size=40) | st.sampled_from(
    ["\x1b[2J\x1b]0;title\x07", "a\nb\r\n::error::c", "%0A%25", "\x9b31m", "\u202egnirts", "\ud800", "\u2028", "\x7f"]
)


def of(*problems: Problem) -> Report:
    """A report that holds problems of no brief."""
    return Report(others=problems)


def test_the_formats_of_the_command_are_those_there_are() -> None:
    assert ("text", *REPORTS) == FORMATS


# --- JSON -------------------------------------------------------------------------------------------------------------
def test_json() -> None:
    coverage = {"sentences": 3, "used": 2, "set_aside": 1}
    report = json.loads(
        json_report(Report((Reported("a.yaml", (ERROR, ACCEPTED), coverage, "A", ("o/a.md",), 2, 300, ("pdf",)),)))
    )
    assert report == {
        "strict": False,
        "problems": [
            {
                "brief": "a.yaml",
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
                "brief": "a.yaml",
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
            {
                "file": "a.yaml",
                "title": "A",
                "errors": 1,
                "warnings": 0,
                "acknowledged": 1,
                "notes": 0,
                "coverage": coverage,
                "files": ["o/a.md"],
                "not_built": ["pdf"],
                "pages": 2,
                "words": 300,
            },
        ],
    }
    nothing = json.loads(json_report(Report((Reported("a.yaml", (NOTE,)),))))
    assert nothing["problems"][0]["line"] is None
    assert [nothing["briefs"][0][key] for key in ("coverage", "title", "pages", "words")] == [None] * 4


WHOLE = Report(
    (
        Reported(
            "a.yaml", (ERROR, ACCEPTED), {"sentences": 3, "used": 2, "set_aside": 1}, "A", not_built=("docx", "md")
        ),
        Reported("b.yaml", (WARNING,), title="B", files=("o/b.docx", "o/b.pdf"), pages=2, words=300),
        Reported("c.yaml", files=("o/c.md",)),
    ),
    (MISUSE,),
)


STRICT = replace(WHOLE, strict=True)


@pytest.mark.parametrize("report", [WHOLE, STRICT], ids=["whole", "strict"])
def test_a_report_is_made_again_from_its_json(report: Report) -> None:
    assert from_data(json.loads(json_report(report))) == report


def test_a_report_of_an_earlier_version_is_read() -> None:
    data = json.loads(json_report(Report((Reported("a.yaml", (WARNING,), files=("o/a.md",)),))))
    del data["strict"], data["briefs"][0]["not_built"]
    assert from_data(data) == Report((Reported("a.yaml", (WARNING,), files=("o/a.md",)),))


@pytest.mark.parametrize(
    "data",
    [None, [], {}, {"problems": []}, {"problems": [{}], "briefs": []}, {"problems": [], "briefs": [{"file": "a"}]}],
)
def test_what_is_no_report_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match="Error: "):
        from_data(data)


def test_a_report_names_files_as_a_folder_further_up_sees_them(tmp_path: Path) -> None:
    seen = STRICT.seen_from(tmp_path, tmp_path / "desk")
    assert seen.strict
    assert [brief.not_built for brief in seen.briefs] == [("docx", "md"), (), ()]
    assert [brief.file for brief in seen.briefs] == ["desk/a.yaml", "desk/b.yaml", "desk/c.yaml"]
    assert seen.files == ["desk/o/b.docx", "desk/o/b.pdf", "desk/o/c.md"]
    assert {problem.place.file for problem in seen.problems} == {"desk/a.yaml", COMMAND_LINE.file}
    for elsewhere in (tmp_path / "desk", tmp_path / "other"):
        assert WHOLE.seen_from(elsewhere, tmp_path / "desk") is WHOLE


# --- Where warnings fail ----------------------------------------------------------------------------------------------
def levels(report: Report) -> dict[str, list[str]]:
    """Return what each service is told of how much the problems weigh."""
    sarif = json.loads(sarif_report(report))
    SCHEMA.validate(sarif)
    (run,) = sarif["runs"]
    (suite,) = ElementTree.fromstring(junit_report(report))
    notified = [one["level"] for one in run["invocations"][0]["toolConfigurationNotifications"]]
    return {
        "github": [line.split()[0].strip(":") for line in github_report(report).splitlines()],
        "gitlab": [one["severity"] for one in json.loads(gitlab_report(report))],
        "junit": [suite.get("failures", ""), *(child.get("message", child.tag) for child in suite[0])],
        "markdown": re.findall(r"^\* (\S+):", markdown_report(report), flags=re.MULTILINE),
        "sarif": [*(one["level"] for one in run["results"]), *notified],
    }


def test_what_fails_is_an_error_to_services() -> None:
    """A job that is red for what is shown as a mere warning would leave its reader searching."""
    of_machine = replace(WARNING, place=MACHINE, message="the face is not installed")
    found = Report((Reported("a.yaml", (WARNING, ACCEPTED, NOTE, of_machine)),))
    assert levels(found) == {
        "github": ["warning", "warning", "notice"],
        "gitlab": ["minor", "info"],
        "junit": ["0", "system-out"],
        "markdown": ["warning", "warning", "note"],
        "sarif": ["warning", "warning", "note", "warning"],
    }
    assert levels(replace(found, strict=True)) == {
        "github": ["error", "error", "notice"],
        "gitlab": ["critical", "info"],
        "junit": ["1", "2 warnings; with --strict, warnings fail", "system-out"],
        "markdown": ["**warning**", "**warning**", "note"],
        "sarif": ["error", "warning", "note", "error"],
    }


@pytest.mark.parametrize("form", [github_report, gitlab_report, sarif_report])
def test_a_warning_that_is_shown_as_an_error_says_why(form: Callable[[Report], str]) -> None:
    why = "no evidence (a warning; with --strict, warnings fail)"
    found = Report((Reported("a.yaml", (WARNING,)),))
    assert why not in form(found)
    assert why in form(replace(found, strict=True))
    others = form(Report((Reported("a.yaml", (ERROR, ACCEPTED, NOTE)),), strict=True))
    assert "warnings fail" not in others


def test_a_service_knows_a_finding_again_where_warnings_fail() -> None:
    for form in (gitlab_report, sarif_report):
        assert re.findall(r"\w{32}:\d", form(WHOLE)) == re.findall(r"\w{32}:\d", form(STRICT))


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (WHOLE, "3 briefs, 3 of 5 files, 2 errors, 1 warning, 1 acknowledged"),
        (STRICT, "3 briefs, 3 of 5 files, 2 errors, 1 warning, 1 acknowledged; with --strict, warnings fail"),
        (
            Report((Reported("a.yaml", (ERROR, ACCEPTED, NOTE)),), strict=True),
            "1 brief, 1 error, 1 acknowledged, 1 note",
        ),
        (Report((Reported("a.yaml", (), files=("a.md",)),), strict=True), "1 brief, 1 file"),
        (Report((Reported("a.yaml", (ERROR,), not_built=("md",)),)), "1 brief, 0 of 1 files, 1 error"),
        (Report(), "nothing to do"),
    ],
)
def test_a_report_in_short(report: Report, said: str) -> None:
    assert report.in_short == said


# --- GitHub -----------------------------------------------------------------------------------------------------------
def test_github() -> None:
    assert github_report(of(*ALL)).splitlines() == [
        "::error file=a.yaml,line=3,col=5,title=unknown-key::found the key 'x'%0Adid you mean 'y'?",
        "::error title=no-such-file::there is no file b.yaml%0Acheck the name",
        "::warning file=a.yaml,line=12,title=no-evidence::no evidence",
        "::notice file=a.yaml,title=not-applied::no lexicon for 'cs'",
    ], "of each kind, GitHub shows the first ten"
    assert github_report(of()) == ""


def command(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command as GitHub's runner does (``ActionCommand.cs``)."""
    found = re.fullmatch(r"::(\w+)(?: ([^:]*))?::(.*)", line)
    assert found, line
    properties = dict(part.split("=", 1) for part in (found[2] or "").split(",") if part)
    return found[1], {key: unquote(value) for key, value in properties.items()}, unquote(found[3])


def test_github_escapes() -> None:
    place = Place("50%,a:b\n::error::x.yaml", 1, 2)
    problem = Problem(place, "no-evidence", "100 % ::error::boo\r\n::warning::%0A##[error]", "::stop-commands::x")
    (line,) = github_report(of(problem)).splitlines()
    assert command(line) == (
        "error",
        {"file": "50%,a:b ::error::x.yaml", "line": "1", "col": "2", "title": "no-evidence"},
        "100 % ::error::boo ::warning::%0A##[error]\n::stop-commands::x",
    )


def test_github_says_the_same_of_two_entries_once() -> None:
    other = Problem(WARNING.place, WARNING.code, WARNING.message, severity=Severity.WARNING, entry="D2")
    assert len(github_report(of(WARNING, other)).splitlines()) == 1


def test_github_takes_counts_and_files_from_a_step() -> None:
    assert outputs_report(WHOLE).splitlines() == [
        "briefs=3",
        "errors=2",
        "warnings=1",
        "acknowledged=1",
        "notes=0",
        "files<<END",
        "o/b.docx",
        "o/b.pdf",
        "o/c.md",
        "END",
        "folders<<END",
        "o",
        "END",
    ]
    odd = Report((Reported("a.yaml", files=("END", "END_", "a\nb=c")),))
    assert outputs_report(odd).splitlines()[5:10] == ["files<<END__", "END", "END_", "a b=c", "END__"]


# --- GitLab -----------------------------------------------------------------------------------------------------------
def test_gitlab() -> None:
    report = json.loads(gitlab_report(of(*ALL)))
    assert [(one["check_name"], one["severity"], one["location"]) for one in report] == [
        ("unknown-key", "critical", {"path": "a.yaml", "lines": {"begin": 3}}),
        ("no-evidence", "minor", {"path": "a.yaml", "lines": {"begin": 12}}),
        ("not-applied", "info", {"path": "a.yaml", "lines": {"begin": 1}}),
    ]
    assert report[0]["description"] == "found the key 'x'. did you mean 'y'?"
    assert len({one["fingerprint"] for one in report}) == 3
    assert json.loads(gitlab_report(of())) == []


# --- JUnit ------------------------------------------------------------------------------------------------------------
def test_junit() -> None:
    (suite,) = ElementTree.fromstring(junit_report(WHOLE))
    assert (suite.get("tests"), suite.get("failures")) == ("4", "2")
    assert [(case.get("classname"), case.get("name"), [child.tag for child in case]) for case in suite] == [
        ("a.yaml", "A", ["failure", "system-out"]),
        ("b.yaml", "B", ["system-out"]),
        ("c.yaml", "c.yaml", []),
        ("briefgen", "command", ["failure"]),
    ]
    assert suite[0][0].text == "a.yaml:3:5: error: found the key 'x' [unknown-key]\n  remedy: did you mean 'y'?"


# --- Markdown ---------------------------------------------------------------------------------------------------------
def test_markdown() -> None:
    made = markdown_report(WHOLE, "https://forge.example/desk/blob/main")
    at = "https://forge.example/desk/blob/main/a.yaml"
    assert made.splitlines() == [
        "### briefgen: 3 briefs, 3 of 5 files, 2 errors, 1 warning, 1 acknowledged",
        "",
        "| Brief | Files | Pages | Words | Errors | Warnings | Acknowledged |",
        "| :-- | :-- | --: | --: | --: | --: | --: |",
        f"| **A**<br>[a.yaml]({at}) | **not built** |  |  | 1 |  | 1 |",
        "| **B**<br>[b.yaml](https://forge.example/desk/blob/main/b.yaml) | docx, pdf | 2 | 300 |  | 1 |  |",
        "| [c.yaml](https://forge.example/desk/blob/main/c.yaml) | md |  |  |  |  |  |",
        "",
        "<details open><summary>3 findings</summary>",
        "",
        "* **error**: command line: there is no file b.yaml (`no-such-file`)<br>check the name",
        f"* **error**: [a.yaml:3:5]({at}#L3): found the key 'x' (`unknown-key`)<br>did you mean 'y'?",
        f"* warning: [a.yaml:12]({at}#L12): no evidence (`no-evidence`)",
        "",
        "</details>",
    ]
    assert markdown_report(of()) == "### briefgen: nothing to do"


def test_markdown_names_the_formats_that_are_missing() -> None:
    some = Reported("a.yaml", (ERROR,), files=("o/a.docx", "o/a.md"), not_built=("pdf", "html"))
    assert "| a.yaml | docx, md; **pdf, html not built** | 1 |" in markdown_report(Report((some,)))


def test_a_summary_of_very_many_briefs_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub refuses one of more than a megabyte."""
    monkeypatch.setattr(markdown, "LIMIT", 400)
    many = Report(
        tuple(Reported(f"{number}.yaml", (Problem(Place(f"{number}.yaml"), "x", "y"),)) for number in range(50))
    )
    made = markdown_report(many)
    table, findings = made.split("<details>")
    assert table.count(".yaml") + int(re.findall(r"and (\d+) briefs more", table)[0]) == 50
    assert findings.count(".yaml") + int(re.findall(r"and (\d+) more", findings)[0]) == 50
    assert len(made) < 1300


def shape(text: str) -> tuple[list[str], str]:
    """Read Markdown as GitHub does; return the kinds of its pieces, and its words."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    pieces = [piece for token in tokens for piece in (token.children or [token])]
    return [one.type for one in pieces if one.type != "text"], "".join(
        one.content for one in pieces if one.type == "text"
    )


@given(TEXTS, TEXTS)
def test_no_text_brings_marks_into_a_summary(title: str, message: str) -> None:
    def made(title: str, message: str) -> Report:
        problem = Problem(Place("a.yaml", 1), "no-evidence", message, "do")
        return Report((Reported("a.yaml", (problem,), title=title, files=("a.md",), not_built=(title,)),))

    kinds, words = shape(markdown_report(made(f"T{title}T", f"M{message}M")))
    assert kinds == shape(markdown_report(made("T", "M")))[0]
    for text in (title, message):
        assert " ".join(one_line(text).split()) in " ".join(words.split())


# --- SARIF ------------------------------------------------------------------------------------------------------------
def run_of(problems: list[Problem]) -> Any:
    log = json.loads(sarif_report(of(*problems)))
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
DRIVING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def is_file_name(text: str) -> bool:
    """Tell whether a system could give the name: of the surrogates it has those that stand for bytes (PEP 383)."""
    return not re.search("[\ud800-\udc7f\udd00-\udfff]", text)


@given(TEXTS.filter(is_file_name), TEXTS, TEXTS, TEXTS)
def test_any_text_leaves_every_report_whole(file: str, message: str, remedy: str, reason: str) -> None:
    problem = Problem(Place(file, 1, 1), "no-evidence", message, remedy, Severity.WARNING, accepted=reason)
    open_ = Problem(Place(file, 1, 1), "no-evidence", message, remedy, Severity.WARNING)
    found = [problem, open_]
    made = Report((Reported(file, tuple(found), {}, message, (file,)),))
    shown = {name: report(made) for name, report in REPORTS.items()}
    assert {name: DRIVING.findall(text) for name, text in shown.items()} == {name: [] for name in REPORTS}
    for text in shown.values():
        text.encode()
    assert json.loads(shown["json"])["problems"][0]["message"] == message
    assert from_data(json.loads(shown["json"])) == made
    ElementTree.fromstring(shown["junit"])
    assert len(run_of(found)["results"]) == 2 or file == COMMAND_LINE.file
    for line in shown["github"].split("\n"):
        assert command(line)[1]["title"] == "no-evidence"
