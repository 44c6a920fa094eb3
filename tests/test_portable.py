"""What Windows lacks, taken away here: modules and functions of Unix, letters of the terminal, short ends of lines."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefgen.build import Options, inspections, plan, run
from briefgen.build.writing import _spare_edited
from briefgen.making import _misnamed
from briefgen.problems import BriefgenError, Severity, failing
from briefgen.project import find
from briefgen.writers.docx import fingerprint

Folder = Callable[[dict[str, str | bytes]], Path]
SOURCE = "The board decided.\nNothing else was said.\n\n“市橋を渡る。”\n"
BRIEF = """\
title: A bridge
sources: seeds/a.txt
decisions:
  - text: The board decided.
    evidence: The board decided
quotes:
  - text: 市橋を渡る。
"""
FILES: dict[str, str | bytes] = {
    "briefgen.yaml": "formats: [md]\ntemplate: ours\n",
    "seeds/a.txt": SOURCE,
    "content/a.yaml": BRIEF,
    "templates/ours/template.yaml": "name: ours\ndescription: Ours\nextends: briefgen/memo\n",
    "templates/ours/memo.md.j2": '{% extends "briefgen/memo/memo.md.j2" %}\n{% block actors %}\nA line\nand one\n\n'
    "```\ncode\nmore\n```\n{% endblock %}\n",
}

WINDOWS = """
import importlib, os, pkgutil, signal, sys
import ctypes.util, http.server, logging, multiprocessing.util, selectors, shutil, socket, subprocess, tempfile, uuid
for name in "fcntl grp pty pwd resource termios tty".split():
    sys.modules[name] = None
for module, names in {
    os: "fchmod fchown fork getgid getpgid killpg mkfifo O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK pread"
        " register_at_fork sched_getaffinity setpgid setsid statvfs sysconf wait3 wait4",
    signal: "SIGALRM SIGCHLD SIGHUP SIGKILL SIGPIPE SIGSTOP SIGUSR1 SIGUSR2 SIGXCPU alarm pthread_sigmask setitimer",
}.items():
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
multiprocessing.get_all_start_methods = lambda: ["spawn"]
import briefgen
names = [module.name for module in pkgutil.walk_packages(briefgen.__path__, "briefgen.")]
for name in names:
    if not name.endswith((".__main__", ".warm")):  # These do something when they are imported.
        importlib.import_module(name)
sys.argv = ["briefgen", *sys.argv[1:]]
if __name__ == "__main__":
    from briefgen.cli import main
    main()
"""
"""Takes away what Windows does not have, loads every module, and does as the command line says."""


def documents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".docx", ".md")}


def built(root: Path) -> dict[str, bytes]:
    """Build a project in this process; return its documents."""
    project = find(root)
    outcomes = [*run(project, plan(project, project.briefs(), Options(force=True)))]
    assert [problem for outcome in outcomes for problem in outcome.problems if failing([problem])] == []
    return documents(root / "output")


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.thorough)])
def test_without_the_ways_of_unix_the_same_is_built(folder: Folder, workers: int) -> None:
    both = {"content/b.yaml": BRIEF, "briefgen.yaml": "formats: [docx, md]\ntemplate: ours\n"}
    root = folder(FILES | (both if workers > 1 else {}))
    program = root / "program.py"
    program.write_text(WINDOWS, "utf-8")
    expected = built(root)
    done = subprocess.run(
        [sys.executable, program, "build", "--force", "-o", "other", f"-j{workers}"],
        cwd=root,
        env=os.environ | {"BRIEFGEN_CACHE": str(root / "cache")},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout.split()) == (0, sorted(f"other/{name}" for name in expected)), done.stderr
    assert documents(root / "other") == expected


# --- Names and files --------------------------------------------------------------------------------------------------
def test_names_that_windows_does_not_take(folder: Folder) -> None:
    root = folder({"briefgen.yaml": "", "seeds/a.txt": SOURCE, "content/q1: 2026/nul.yaml": BRIEF})
    project = find(root)
    (outcome,) = run(project, inspections(project.briefs()))
    found = [(one.severity, one.message) for one in outcome.problems if one.code == "unportable-name"]
    assert found == [
        (Severity.WARNING, "not every system takes the name 'nul.yaml': on Windows, NUL is the name of a device"),
        (Severity.WARNING, "not every system takes the name 'q1: 2026': Windows takes no : in a name"),
    ]
    there = [*_misnamed(project, project.briefs()[0], there=True)]
    assert {one.severity for one in there} == {Severity.ERROR}


def test_names_that_are_one_on_a_mac(folder: Folder) -> None:
    root = folder({"content/é.yaml": "", "content/E\u0301.yaml": ""})
    with pytest.raises(BriefgenError, match="would have the names"):
        plan(find(root), find(root).briefs(), Options())


@pytest.fixture
def somebody_else() -> Iterator[Path]:
    """A folder that the test works in as a user who may not do everything, where the tests are run by root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.getuid():
            yield folder
            return
        folder.chmod(0o777)
        os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(0)


def test_a_word_file_that_cannot_be_looked_into(somebody_else: Path) -> None:
    """As one that Word holds open, and that Windows keeps from others."""
    assert fingerprint.untouched  # Loaded while everything may be read.
    path = somebody_else / "a.docx"
    path.write_bytes(b"")
    path.chmod(0)
    with pytest.raises(BriefgenError) as caught:
        _spare_edited(path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == ("cannot-write", "the file cannot be read: permission denied")
    assert problem.remedy == "close it where it is open, or check its permissions"


# --- Ends of lines ----------------------------------------------------------------------------------------------------
def test_ends_of_lines_change_no_document(folder: Folder) -> None:
    """But for the hash of the content file, which is that of its bytes."""
    root = folder(FILES)
    short = built(root)
    assert short["a.md"].count(b"\n") > 30
    for name in FILES:
        path = root / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    long = built(root)
    assert without_hash(long["a.md"]) == without_hash(short["a.md"])


def without_hash(text: bytes) -> list[bytes]:
    return [line for line in text.splitlines(keepends=True) if not line.startswith(b"content-sha256:")]


# --- Terminals --------------------------------------------------------------------------------------------------------
def test_a_terminal_that_lacks_letters(folder: Folder) -> None:
    root = folder({"a.txt": "市橋を “渡る”。\n"})

    def said(*words: str) -> bytes:
        environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
        return subprocess.run(
            [sys.executable, "-m", "briefgen", "cite", "市橋", "--source", "a.txt", *words],
            cwd=root,
            env=environment,
            capture_output=True,
            check=True,
        ).stdout

    assert said().splitlines()[-1] == rb'evidence: "\u5e02\u6a4b"', "YAML reads it as what it is"
    assert json.loads(said("--json").decode())["found"][0]["exact"] == "市橋"
