"""What is saved is built, by a program that goes on until somebody ends it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefgen.build import Options, cache_of, plan, run
from briefgen.build.watched import Watched, _half
from briefgen.cli import cli
from briefgen.inputs import TICK
from briefgen.project import find
from test_build_cached import BRIEF, FILES

PATIENCE = 60.0
"""Seconds that something may take on a machine that has much else to do."""


@pytest.fixture
def root(folder: Callable[[dict[str, str | bytes]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    given = FILES | {"briefgen.yaml": "formats: [docx, md]\n"}
    made = folder({f"project/{name}": data for name, data in given.items()}) / "project"
    monkeypatch.chdir(made)
    return made


# --- Which briefs -----------------------------------------------------------------------------------------------------
def test_only_what_a_change_touches_is_built(root: Path) -> None:
    """All is known to the cache here, so that nobody has to be hired."""
    time.sleep(2 * TICK / 1e9)
    project = find(root)
    jobs = [_half(job, quick=quick) for job in plan(project, project.briefs(), Options()) for quick in (True, False)]
    assert len([*run(project, jobs, cache=cache_of(project))]) == 4
    watched = Watched(lambda: [(find(root), plan(project, find(root).briefs(), Options()))], cache_of, 1)

    def touched(*changed: str) -> list[tuple[str, str]]:
        outcomes = [*watched.round(str(root / name) for name in changed)]
        return [(outcome.brief.stem, path.suffix) for outcome in outcomes for path in outcome.unchanged]

    everything = [("a", ".md"), ("other", ".md"), ("a", ".docx"), ("other", ".docx")]
    assert touched() == everything
    assert touched() == []
    assert touched("content/a.yaml") == [("a", ".md"), ("a", ".docx")]
    assert touched("templates/house/print.css") == [("a", ".md"), ("a", ".docx")]
    assert touched("seeds/a.txt") == everything
    assert touched("briefgen.yaml") == everything
    assert touched("lexicon/de.yaml") == everything
    assert touched("README.md", "output/a.md") == []
    (root / "content/a.yaml").unlink()
    assert touched("content/a.yaml") == []


@pytest.mark.parametrize("option", ["--json", "--executor=dask://127.0.0.1:1"])
def test_programs_do_not_watch(root: Path, option: str) -> None:
    done = CliRunner().invoke(cli, ["build", "--watch", option])
    assert done.exit_code == 2
    assert "--watch tells people" in done.stderr


# --- The program itself -----------------------------------------------------------------------------------------------
class Program:
    """``briefgen build --watch``, and what it has said."""

    def __init__(self, root: Path, *options: str) -> None:
        command = [sys.executable, "-m", "briefgen", "build", "--watch", *options]
        self.process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.said: list[str] = []
        self._seen = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.rstrip("\n"))

    def end(self) -> None:
        """Kill it, and hear what it and its processes say to the last."""
        self.process.kill()
        self.process.wait()
        self._reader.join(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def until(self, words: str) -> list[str]:
        """Wait for a line with some words; return what was said since the last time."""
        start = self._seen
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for number in range(self._seen, len(self.said)):
                if words in self.said[number]:
                    self._seen = number + 1
                    return self.said[start : number + 1]
            time.sleep(0.01)
        pytest.fail(f"waited for '{words}' in vain: {self.said[start:]}")


@pytest.fixture
def program(root: Path) -> Iterator[Program]:
    made = Program(root)
    yield made
    made.end()


@pytest.mark.thorough
def test_what_is_saved_is_built_until_somebody_ends_it(root: Path, program: Program) -> None:
    program.until("watching for changes")
    assert sorted(path.name for path in root.glob("output/*.*") if path.suffix in (".md", ".docx")) == [
        "a.docx", "a.md", "other.docx", "other.md",
    ]  # fmt: skip
    time.sleep(0.5)

    content = root / "content/a.yaml"
    content.write_text(BRIEF.replace("A bridge", "A tower"))
    said = program.until("files written")
    assert [line for line in said if line.startswith("output")] == ["output/a.md", "output/a.docx"]
    assert "A tower" in (root / "output/a.md").read_text()

    saved = content.with_name(".a.yaml.new")  # As editors do that save beside the file.
    saved.write_text(BRIEF.replace("A bridge", "A dam"))
    saved.replace(content)
    program.until("files written")
    assert "A dam" in (root / "output/a.md").read_text()

    content.write_text("title: [half of")
    said = program.until("0 files written")
    assert len([line for line in said if line.startswith("content/a.yaml")]) == 1
    assert said[-1].endswith(", 1 error")
    assert "A dam" in (root / "output/a.md").read_text()

    content.write_text(BRIEF.replace("A bridge", "A gate"))
    program.until("files written")
    assert "A gate" in (root / "output/a.md").read_text()

    (root / "content/new.yaml").write_text(BRIEF)
    assert "output/new.md" in program.until("files written")
    (root / "content/new.yaml").unlink()
    time.sleep(0.5)

    (root / "templates/house/memo.md.j2").write_text("# House: {{ brief.title }}\n")
    assert "output/a.md" in program.until("files written")
    assert (root / "output/a.md").read_text().count("House: A gate") >= 1

    (root / "briefgen.yaml").write_text("formats: [pfd]\n")
    program.until("there is no format 'pfd'")
    (root / "briefgen.yaml").write_text("formats: [md]\n")
    program.until("up to date")

    program.process.send_signal(signal.SIGINT)
    assert program.process.wait(PATIENCE) == 0
    assert not [line for line in program.said if "Traceback" in line], "\n".join(program.said)


@pytest.mark.thorough
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the system does not list its processes so")
def test_nothing_is_left_behind(root: Path) -> None:
    """Also when the program is killed in the middle of a build."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        program = Program(root)
        program.until("watching for changes")
        (root / "content/a.yaml").write_text(BRIEF.replace("A bridge", f"Number {number}"))
        time.sleep(0.1)
        program.process.send_signal(number)
        program.process.wait(PATIENCE)
        deadline = time.monotonic() + PATIENCE
        while (left := _processes_in(root)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert left == []
        program.end()


def _processes_in(folder: Path) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if (entry / "cwd").readlink() == folder and (entry / "stat").read_text().split(")")[1].split()[
                    0
                ] != "Z":
                    found.append(int(entry.name))
            except OSError:
                continue
    return found
