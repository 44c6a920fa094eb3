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

import pytest
from click.testing import CliRunner

from briefgen.cli import cli
from conftest import ROOT, Example, examples

Folder = Callable[[dict[str, str | bytes]], Path]
GOOD = "title: A bridge\nsources: a.txt\ndecisions: [{text: They decided., evidence: They decided}]\n"
BARE = "title: A bridge\nsources: a.txt\ndecisions: [They decided.]\n"
SOURCE = "They decided.\n"


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
        "file": "content/x.yaml",
        "line": 3,
        "column": 13,
        "severity": "warning",
        "code": "no-evidence",
        "message": "no evidence for 'They decided.'",
        "remedy": "add 'evidence: …', the clause of the source that carries it",
    }
    code, out, err = run("check", "--json")
    assert (code, json.loads(out), err) == (0, [problem], "")
    code, out, err = run("build", "-f", "md", "--json")
    assert (code, json.loads(out), err) == (0, {"written": ["output/x.md"], "problems": [problem]}, "")


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
    found = json.loads(out) if words[0] == "check" else json.loads(out)["problems"]
    assert sorted(problem["code"] for problem in found) == sorted(codes)


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
    """A file in place of a folder stands for what may not be written: tests may run as root, who may write anywhere."""
    root = folder({"briefgen.yaml": "", "content/x.yaml": GOOD, "a.txt": SOURCE, "file": "x", "out/x.md/inside": "x"})
    before = sorted(path.relative_to(root) for path in root.rglob("*"))
    code, out, err = run(*words)
    assert (code, out) == (1, "")
    assert re.search(r"\[(cannot-write|not-a-folder)\]", err)
    assert sorted(path.relative_to(root) for path in root.rglob("*")) == before


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
