"""The making of documents in a process of its own: what it reports, and how it is ended.

The first of these tests starts the process that all others are forked from, which takes as long as a build.
"""

import hashlib
import os
import queue
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.build import Options, plan, run
from briefgen.preview import pictures
from briefgen.preview.building import Checked, Ended, File, Making, Report, Task
from briefgen.preview.views import View
from briefgen.project import find
from briefgen.starter import start

pytestmark = pytest.mark.xdist_group("processes")

Reports = list[Report]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    start(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def reported(root: Path, limit: float = 60.0, during: Callable[[Making, Report], None] = lambda *_: None) -> Reports:
    """Make the documents of the first brief, and return what is reported."""
    heard: queue.Queue[Report] = queue.Queue()

    def hear(making: Making, report: Report) -> None:
        heard.put(report)
        during(making, report)

    Making(Task(root, Path(), root / "content/first.yaml"), hear, limit)
    reports = [heard.get(timeout=60)]
    while not isinstance(reports[-1], Ended):
        reports.append(heard.get(timeout=60))
    return reports


def codes(reports: Reports) -> list[str]:
    return [problem.code for report in reports for problem in report.problems]


def test_the_documents_are_those_of_a_build_and_nothing_is_written(root: Path) -> None:
    before = sorted(root.rglob("*"))
    reports = reported(root)
    assert sorted(root.rglob("*")) == before
    assert [type(report) for report in reports] == [Checked, File, File, File, File, Ended]
    made = {report.format: report for report in reports if isinstance(report, File)}
    assert list(made) == ["md", "html", "pdf", "docx"]
    project = find(root)
    list(run(project, plan(project, project.briefs(), Options())))
    for name, file in made.items():
        assert file.data is not None
        written = (root / f"output/first.{name}").read_bytes()
        assert hashlib.sha256(file.data).digest() == hashlib.sha256(written).digest(), name
    ((width, height),) = {(round(width), round(height)) for width, height in made["pdf"].pages}
    assert (width, height) == (595, 842)
    assert made["pdf"].data is not None
    picture = pictures.draw(made["pdf"].data, 0, 300)
    assert picture is not None
    assert picture.startswith(b"\x89PNG")
    assert pictures.draw(made["pdf"].data, 99, 300) is None
    assert pictures.draw(b"no PDF", 0, 300) is None


def test_what_is_wrong_is_reported_and_what_was_read(root: Path) -> None:
    (root / "content/first.yaml").write_text("titel: x\n")
    reports = reported(root)
    assert [type(report) for report in reports] == [Checked, Ended]
    assert "unknown-key" in codes(reports)
    assert isinstance(reports[0], Checked)
    assert root / "content/first.yaml" in reports[0].inputs


def test_the_clock_ends_it(root: Path) -> None:
    reports = reported(root, limit=0.0)
    assert codes(reports) == ["preview-too-slow"]


def test_a_process_that_dies_is_said_to_have(root: Path) -> None:
    def kill(making: Making, report: Report) -> None:
        if isinstance(report, Checked):
            assert making._process is not None
            assert making._process.pid is not None
            os.kill(making._process.pid, signal.SIGKILL)

    assert "preview-broken-off" in codes(reported(root, during=kill))


def test_a_newer_change_ends_an_older_making(root: Path) -> None:
    view = View(Task(root, Path(), root / "content/first.yaml"), [])
    view.look()
    first = view._making
    (root / "content/first.yaml").write_text(
        (root / "content/first.yaml").read_text().replace("title: E", "title: Another E")
    )
    while view._making is first:
        view.look()
    revision = -1
    while view.state.busy:
        revision, _ = view.wait(revision, 60)
    assert b'title: "Another E' in view.state.shown["md"].data
    assert not view.state.pending
    view.rest()


def test_processes_have_the_variables_of_now(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when the process that they are forked from is older than the variable."""
    first = {one.format: one.data for one in reported(root) if isinstance(one, File)}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    later = {one.format: one.data for one in reported(root) if isinstance(one, File)}
    assert first["docx"] != later["docx"]
