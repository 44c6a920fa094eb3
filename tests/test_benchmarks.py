"""The figures of the README are those of the last run, and the briefs that were measured are sound."""

import sys
from pathlib import Path

from briefgen.account import Account, Wish
from briefgen.making import prepare
from briefgen.project import find
from conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

import briefs
import table


def test_the_readme_has_the_figures_of_the_last_run() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    assert table.START in page
    assert page == table.placed(page, table.last()), "run: script/benchmark"


def test_an_aim_that_is_missed_is_named() -> None:
    run = table.last()
    for row in run["peers"]:
        row["briefgen"]["cpu"] = row["peer"]["cpu"]
    run["throughput"][1]["wall"] = run["throughput"][0]["wall"] / 2
    run["unchanged"]["wall"] = 0.9
    assert "Every aim is met" in table.text(run)
    run["peers"][0]["briefgen"]["cpu"] *= 1.3
    assert "Aims missed: 1.2 × the floor for 1 memo." in table.text(run)


def test_the_briefs_that_are_measured_have_no_finding(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    files = briefs.write(folder, len(briefs.FIELDS))
    project = find(folder)
    for file in files:
        account = Account(file)
        assert prepare(project, Wish(file, strict=True), account)
        assert account.problems == []
