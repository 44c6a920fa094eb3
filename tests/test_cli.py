"""The command line as people use it. ``cases/commands`` holds transcripts: files, commands, and what they print.

In a transcript ``== name`` begins a file and ``% briefgen …`` runs a command. What it prints on standard output stands
as it is, ``2> `` begins a line of standard error, ``=> `` the exit code where it is not 0. ``% ls`` lists all files.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from briefgen.cli import cli
from briefgen.cli.shown import show, show_coverage, summary
from briefgen.problems import Place, Problem, Severity
from conftest import ROOT, Example, examples

Folder = Callable[[dict[str, str | bytes]], Path]
GOOD = "title: A bridge\nsources: a.txt\ndecisions: [{text: The board decided., evidence: The board decided}]\n"
BARE = "title: A bridge\nsources: a.txt\ndecisions: [The board decided.]\n"
SOURCE = "The board decided.\n"


def run(*words: str) -> tuple[int, str, str]:
    """Run a command in this process, and fail when anything but an exit comes out of it."""
    result = CliRunner().invoke(cli, list(words), prog_name="briefgen")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def transcript(command: str, root: Path) -> str:
    words = shlex.split(command)
    if words == ["ls"]:
        paths = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
        return f"% {command}\n" + "".join(f"{path}\n" for path in sorted(paths))
    assert words[0] == "briefgen"
    code, out, err = run(*words[1:])
    said = out + "".join(f"2> {line}\n" for line in err.splitlines()) + (f"=> {code}\n" if code else "")
    return f"% {command}\n" + said.replace(str(root), "ROOT")


@pytest.mark.parametrize("example", examples("commands"), ids=str)
def test_transcripts(example: Example, folder: Folder, expect: Callable[[Example, str], None]) -> None:
    commands = [line[2:] for line in example.given.splitlines() if line.startswith("% ")]
    parts = re.split(r"^== (.*)\n", re.sub(r"(?m)^% .*\n", "", example.given), flags=re.MULTILINE)
    assert parts[0] == "", "a transcript begins with a file or a command"
    root = folder(
        {
            name: text.replace("\\xe9", "\xe9").encode("latin-1")
            for name, text in zip(parts[1::2], parts[2::2], strict=True)
        }
    )
    expect(example, "".join(transcript(command, root) for command in commands))


# --- For programs -----------------------------------------------------------------------------------------------------
def test_the_result_as_json(folder: Folder) -> None:
    folder({"briefgen.yaml": "", "content/x.yaml": BARE, "a.txt": SOURCE})
    problem = {
        "brief": "content/x.yaml",
        "file": "content/x.yaml",
        "line": 3,
        "column": 13,
        "severity": "warning",
        "code": "no-evidence",
        "message": "no evidence for 'The board decided.'",
        "remedy": "add 'evidence: …', the clause of the source that carries it",
        "entry": None,
        "accepted": None,
    }
    coverage = {"sentences": 1, "used": 0, "set_aside": 0}
    counts = {"errors": 0, "warnings": 1, "acknowledged": 0, "notes": 0}
    brief: dict[str, Any] = {"file": "content/x.yaml", "title": "A bridge", **counts, "coverage": coverage}
    brief |= {"files": [], "not_built": [], "pages": None, "words": None}
    result = {"strict": False, "problems": [problem], "briefs": [brief]}
    code, out, err = run("check", "--json")
    assert (code, json.loads(out), err) == (0, result, "")
    assert run("check", "--format", "json") == (0, out, "")
    code, out, err = run("build", "-f", "md", "--json")
    brief |= {"files": ["output/x.md"], "words": 11}
    built = {"written": ["output/x.md"], "unchanged": [], "strict": False, "problems": [problem], "briefs": [brief]}
    assert (code, json.loads(out), err) == (0, built, "")


def test_json_says_what_was_not_built_and_whether_warnings_fail(folder: Folder) -> None:
    files = {"good": GOOD, "bare": BARE}
    folder({"briefgen.yaml": "", "a.txt": SOURCE, **{f"content/{name}.yaml": text for name, text in files.items()}})
    code, out, _ = run("build", "-f", "md,docx", "--strict", "--json")
    data = json.loads(out)
    assert (code, data["strict"]) == (1, True)
    assert {brief["file"]: brief["not_built"] for brief in data["briefs"]} == {
        "content/bare.yaml": ["docx", "md"],
        "content/good.yaml": [],
    }
    Path("report.json").write_text(out, "utf-8")
    said = run("report", "text", "report.json")[1].splitlines()
    assert said[0].startswith("content/bare.yaml:3:13: warning: ")
    assert said[-1] == "2 briefs, 2 of 4 files, 1 warning; with --strict, warnings fail"
    assert json.loads(run("check", "--strict", "--json")[1])["strict"]


@pytest.mark.parametrize("words", [["build", "-f", "odf"], ["check", "none.yaml"]])
def test_json_of_what_is_refused_says_whether_warnings_fail(folder: Folder, words: list[str]) -> None:
    folder({"briefgen.yaml": "", "content/x.yaml": GOOD, "a.txt": SOURCE})
    assert [json.loads(run(*words, "--json", *more)[1])["strict"] for more in ([], ["--strict"])] == [False, True]


def test_json_of_a_file_that_is_not_overwritten_says_so(folder: Folder) -> None:
    folder({"briefgen.yaml": "", "content/x.yaml": GOOD, "a.txt": SOURCE, "output/x.md/inside": ""})
    code, out, _ = run("build", "-f", "md,html", "--json")
    (brief,) = json.loads(out)["briefs"]
    assert (code, brief["files"], brief["not_built"]) == (1, ["output/x.html"], ["md"])


@pytest.mark.parametrize(
    ("files", "words", "exit_code", "codes"),
    [
        ({}, ["check"], 1, ["no-content"]),
        ({"content/x.yaml": "titel: T"}, ["check"], 1, ["unknown-key", "missing-key", "missing-key"]),
        ({"content/x.yaml": "title: 'T"}, ["check"], 1, ["yaml-syntax"]),
        ({"briefgen.yaml": "contents: x"}, ["check"], 1, ["unknown-key"]),
        ({"content/x.yaml": GOOD, "a.txt": SOURCE}, ["build", "-f", "odf"], 2, ["unknown-format"]),
    ],
)
def test_errors_as_json(
    folder: Folder, files: dict[str, str | bytes], words: list[str], exit_code: int, codes: list[str]
) -> None:
    folder(files)
    code, out, err = run(*words, "--json")
    assert (code, err) == (exit_code, "")
    assert sorted(problem["code"] for problem in json.loads(out)["problems"]) == sorted(codes)


def test_a_sarif_log(folder: Folder) -> None:
    """What it holds is the subject of ``test_reports``."""
    folder({"briefgen.yaml": "", "content/x.yaml": BARE, "a.txt": SOURCE})
    code, out, err = run("check", "--format", "sarif")
    (sarif,) = json.loads(out)["runs"]
    assert (code, [result["ruleId"] for result in sarif["results"]], err) == (0, ["no-evidence"], "")
    code, out, err = run("check", "--format", "sarif", "none.yaml")
    (invocation,) = json.loads(out)["runs"][0]["invocations"]
    assert (code, len(invocation["toolConfigurationNotifications"]), err) == (2, 1, "")


@pytest.mark.parametrize("form", ["github", "sarif", "json"])
def test_paths_start_from_the_checkout_where_github_says_which_it_is(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    root = folder({"desk/briefgen.yaml": "", "desk/content/x.yaml": BARE, "desk/a.txt": SOURCE})
    monkeypatch.chdir(root / "desk")
    here, there = "desk/content/x.yaml", "content/x.yaml"
    for workspace, name in ((root, there if form == "json" else here), (root / "desk", there), ("/else", there)):
        monkeypatch.setenv("GITHUB_WORKSPACE", str(workspace))
        out = run("check", "--format", form)[1]
        assert set(re.findall(r"(?:desk/)?content/x\.yaml", out)) == {name}


def test_the_schema_is_the_one_in_the_content_folder(folder: Folder) -> None:
    folder({})
    code, out, err = run("schema")
    assert (code, out, err) == (0, (ROOT / "content" / "briefgen.schema.json").read_text("utf-8"), "")


def test_a_name_longer_than_any_file(folder: Folder) -> None:
    folder({"x.yaml": f"title: T\nsources: {'a' * 5000}\n"})
    code, out, err = run("check", "x.yaml")
    assert (code, out) == (1, "")
    assert err.startswith("x.yaml:2:10: error: ")
    assert "cannot be read: file name too long [cannot-read]" in err


@pytest.mark.parametrize(
    "words", [["build", "-f", "md", "-o", "out"], ["build", "-f", "md", "-o", "file"], ["init", "file"]]
)
def test_nothing_is_left_behind_where_nothing_can_be_written(folder: Folder, words: list[str]) -> None:
    """A file in place of a folder stands for what may not be written: tests may run as root, who may write anywhere.

    Where a document's place is taken and others are free, what says so is written: the manifest, and the list.
    """
    root = folder({"briefgen.yaml": "", "content/x.yaml": GOOD, "a.txt": SOURCE, "file": "x", "out/x.md/inside": "x"})
    before = sorted(path.relative_to(root) for path in root.rglob("*"))
    code, out, err = run(*words)
    assert (code, out) == (1, "")
    assert re.search(r"\[(cannot-write|not-a-folder)\]", err)
    records = {Path("out/manifest.json"), Path("out/index.html")} if "out" in words else set()
    assert {path.relative_to(root) for path in root.rglob("*")} == {*before, *records}


# --- For people -------------------------------------------------------------------------------------------------------
def found(severity: Severity, line: int, **more: str) -> Problem:
    return Problem(Place("x.yaml", line), "x-y", f"{severity} of line {line}", "", severity, **more)


FOUND = [
    found(Severity.NOTE, 1),
    found(Severity.ERROR, 2),
    found(Severity.WARNING, 3),
    found(Severity.WARNING, 4, accepted="as agreed"),
    found(Severity.NOTE, 5),
    found(Severity.WARNING, 6),
]


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ({}, [2, 3, 6, 1, 5]),
        ({"strict": True}, [2, 3, 6, 1, 5]),
        ({"verbose": True}, [2, 3, 4, 6, 1, 5]),
        ({"quiet": True}, [2]),
        ({"quiet": True, "strict": True}, [2, 3, 6]),
    ],
)
def test_what_is_shown(options: dict[str, bool], lines: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    """Notes come last and are the first to be left out; what is acknowledged shows when it is asked for."""
    show(FOUND, **options)
    assert [int(line.split(":")[1]) for line in capsys.readouterr().err.splitlines() if ":" in line[:7]] == lines


def test_the_closing_line_counts_each_kind(capsys: pytest.CaptureFixture[str]) -> None:
    summary(FOUND, "6 lines")
    assert capsys.readouterr().err == "6 lines, 1 error, 2 warnings, 1 acknowledged, 2 notes\n"


@pytest.mark.parametrize(
    ("problems", "said"),
    [
        (FOUND, "1 error, 2 warnings, 1 acknowledged, 2 notes; with --strict, warnings fail"),
        ([FOUND[1], FOUND[3], FOUND[4]], "1 error, 1 acknowledged, 1 note"),
        ([FOUND[2]], "1 warning; with --strict, warnings fail"),
        ([FOUND[3]], "1 acknowledged"),
    ],
)
def test_the_closing_line_says_where_a_warning_fails(
    problems: list[Problem], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is acknowledged fails nothing."""
    summary(problems, "6 lines", strict=True)
    assert capsys.readouterr().err == f"6 lines, {said}\n"


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((21, 21, 0), "x.yaml: 21 of 21 sentences used\n"),
        ((21, 19, 2), "x.yaml: 19 of 21 sentences used, 2 set aside\n"),
        ((1, 0, 0), "x.yaml: 0 of 1 sentence used\n"),
        ((0, 0, 0), ""),
    ],
)
def test_how_far_the_sources_are_used(
    counts: tuple[int, int, int], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    show_coverage("x.yaml", dict(zip(("sentences", "used", "set_aside"), counts, strict=True)))
    show_coverage("x.yaml", {})
    assert capsys.readouterr().err == said


def test_what_is_dimmed_and_what_is_not() -> None:
    @click.command()
    def shown() -> None:
        show([FOUND[0], FOUND[2], FOUND[3]], verbose=True)

    lines = CliRunner().invoke(shown, color=True).stderr.splitlines()
    assert lines == [
        "x.yaml:3:\x1b[33m\x1b[1m warning: \x1b[0mwarning of line 3 [x-y]",
        "\x1b[2mx.yaml:4: acknowledged: warning of line 4 [x-y]",
        "  reason: as agreed\x1b[0m",
        "\x1b[2mx.yaml:1: note: note of line 1 [x-y]\x1b[0m",
    ]


@pytest.mark.parametrize(("words", "code"), [([], 1), (["--draft"], 0), (["--draft", "--strict"], 1)])
def test_a_manifest_that_cannot_be_written_fails_a_build(folder: Folder, words: list[str], code: int) -> None:
    """A draft is what can be had, so that nothing but ``--strict`` fails it once it is there."""
    folder({"briefgen.yaml": "", "content/x.yaml": GOOD, "a.txt": SOURCE, "output/manifest.json/inside": ""})
    failed, out, err = run("build", "-f", "md", *words)
    assert (failed, out) == (code, "output/x.md\n")
    assert err.startswith("output/manifest.json: error: the file cannot be written")


# --- Whatever stands in the files -------------------------------------------------------------------------------------
RED, TITLE = "\x1b[41m", "\x1b]0;mine\x07"
HOSTILE = [
    f"title: 'A{RED}'\nsources: a.txt\n",
    f'title: A\nsources: a.txt\n"{TITLE}": x\n',
    'title: "A\\e[41m"\nsources: a.txt\n',
    'title: A\nsources: "a\\e[41m.txt"\n',
    'title: A\nsources: a.txt\n"k\\e[41m": x\ndecisions: [{text: x, commitment: "\\e[41m"}]\n',
    "title: A\nsources: a.txt\ndecisions: [{text: x, evidence: mine yours his}]\n",
    "title: A\nsources: a.txt\nactors: [{name: &\x1b x}]\n",
    f"title: 'A\n{RED}",
    "title: A\nsources: a.txt\ndecisions: [{text: x}]\naccept: [{code: no-evidence, reason: '\x9b41m'}]\n",
]
COLOURS = re.compile(r"\x1b\[(?:0|1|2|31|33)m")
"""What the program itself sends to a terminal."""


@pytest.mark.parametrize("content", HOSTILE)
@pytest.mark.parametrize("words", [["check", "-v"], ["build", "-f", "md", "-v"], ["check", "--format", "github"]])
def test_no_text_of_a_file_drives_the_terminal(folder: Folder, content: str, words: list[str]) -> None:
    name = f"x{RED}\u202e.yaml"
    folder({"briefgen.yaml": "", f"content/{name}": content, "a.txt": f"mine {RED}yours{TITLE} his\u202e and\x9b more"})
    result = CliRunner().invoke(cli, words, prog_name="briefgen", color=True)
    shown = COLOURS.sub("", result.stderr + ("" if words[0] == "build" else result.stdout))
    assert result.exit_code in (0, 1)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown), repr(shown)


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    """On Linux a name is bytes; where it is printed for programs, it stays what it is."""
    name = os.fsdecode(b"caf\xe9.yaml")
    (tmp_path / "a.txt").write_text(SOURCE)
    (tmp_path / name).write_text(GOOD)
    # Standard output that takes no stray bytes, as it is where the locale is any but C.
    strict = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}
    command = [sys.executable, "-m", "briefgen", "build", "-f", "md", name]
    built = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, env=strict)
    assert (built.returncode, built.stdout) == (0, b"caf\xe9.md\n")
    (tmp_path / name).write_text(BARE)
    one_by_one = """
import sys
from briefgen.cli import main
for form in ("text", "json", "github", "sarif"):
    sys.argv = ["briefgen", "check", "--format", form, sys.argv[-1]]
    try:
        main()
    except SystemExit as end:
        assert end.code == 0, form
    print("==", flush=True)
"""
    command = [sys.executable, "-c", one_by_one, name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, env=strict)
    assert done.returncode == 0, done.stderr
    said = done.stdout.decode(), done.stderr.decode()
    assert [bool(part.strip()) for part in said[0].split("==")] == [False, True, True, True, False]
    assert "no-evidence" in said[1]


# --- The program itself -----------------------------------------------------------------------------------------------
def program(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefgen", *words],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_whole_run(tmp_path: Path) -> None:
    """Make a project, check it, build it: what a newcomer does first."""
    assert program("init", cwd=tmp_path).stdout.splitlines() == [
        "briefgen.yaml",
        ".gitattributes",
        "content/briefgen.schema.json",
        "seeds/first.txt",
        "content/first.yaml",
    ]
    checked = program("check", "--strict", cwd=tmp_path)
    assert (checked.returncode, checked.stdout) == (0, "")
    built = program("build", "-f", "md", cwd=tmp_path)
    assert (built.returncode, built.stdout, built.stderr) == (0, "output/first.md\n", "1 of 1 files written\n")
    assert "Easterley opens its reading room" in (tmp_path / "output" / "first.md").read_text("utf-8")


def test_wrong_use_is_told_apart_from_wrong_content(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("title: T\n")
    codes = [
        program(*words, cwd=tmp_path).returncode for words in (["--version"], ["check", "x.yaml"], ["check", "y.yaml"])
    ]
    assert codes == [0, 1, 2]


def test_a_reader_that_goes_away_is_no_bug(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "briefgen", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    )
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert b"bug" not in err
    assert b"Traceback" not in err


def test_no_colour_goes_into_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("titel: T\n")
    shown = program("check", "x.yaml", cwd=tmp_path)
    assert "\x1b" not in shown.stdout + shown.stderr


def test_any_locale_will_do(tmp_path: Path) -> None:
    (tmp_path / "ä.yaml").write_text("titel: 日本\n", "utf-8")
    shown = program("check", "ä.yaml", cwd=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="")
    assert shown.returncode == 1
    assert "bug" not in shown.stderr
