"""The same input makes the same bytes: in another folder, at another time, under other settings of the machine."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest

import model_briefs

pytestmark = [pytest.mark.conformance, pytest.mark.xdist_group("reproducible")]
ROOT = Path(__file__).parent.parent.parent
HERE = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
THERE = {"PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8", "LC_ALL": "POSIX"}
NUMBERS = {"LC_ALL": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8", "LANGUAGE": "de"}
"""Of a user who writes 1.234,5. Where the machine lacks the locale the variables alone are set."""
YEAR_2001 = {"SOURCE_DATE_EPOCH": "1000000000"}
FORMATS = ("docx", "html", "md", "pdf")

PROGRAM = """
import multiprocessing, sys
from pathlib import Path
from briefgen.build import Options, plan, run
from briefgen.project import find

def build(name):
    project = find(Path())
    options = Options(formats=("docx", "pdf", "md", "html"), force=True)
    list(run(project, plan(project, [Path("content", name)], options)))

if __name__ == "__main__":
    way, *names = sys.argv[1:]
    if way == "here":
        for name in names:
            build(name)
    else:
        with multiprocessing.get_context(way).Pool(2) as pool:
            pool.map(build, names, chunksize=1)
"""
"""Builds briefs one after the other, so that what one leaves behind is there for the next, or in other processes."""


def make_project(folder: Path) -> Path:
    """Lay out a project: the briefs of content/, and one with every field of the model, which gives its date."""
    model_briefs.project(folder)
    for name in ("content", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    numbers = count(1)
    raw = model_briefs.full(lambda path: f"Words {next(numbers)} of {path}")
    model_briefs.write(folder, raw, "dated").brief.rename(folder / "content/dated.yaml")
    foreign = raw | {"language": "ja", "title": "町議会", "subtitle": "قرر المجلس شراء الطاحونة"}
    model_briefs.write(folder, foreign, "foreign").brief.rename(folder / "content/foreign.yaml")
    return folder


def build(folder: Path, environment: dict[str, str], *arguments: str, umask: int = 0o022) -> dict[str, str]:
    """Build a project in a process of its own. Returns the SHA-256 of each document."""
    return run(folder, environment, "-m", "briefgen", "build", "--quiet", "--force", *arguments, umask=umask)


def run(folder: Path, environment: dict[str, str], *command: str, umask: int = 0o022) -> dict[str, str]:
    """Run Python in a folder. Returns the SHA-256 of each document that was built."""
    given = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    given |= {"PYTHONPATH": os.pathsep.join(str(Path(path).resolve()) for path in _paths()), **environment}
    subprocess.run([sys.executable, *command], cwd=folder, env=given, check=True, capture_output=True, umask=umask)
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "output").glob("*.*"))
        if path.name not in ("manifest.json", "index.html")
    }


def in_program(folder: Path, way: str, *names: str) -> dict[str, str]:
    """Build briefs by :data:`PROGRAM`."""
    program = folder / "program.py"
    program.write_text(PROGRAM, "utf-8")
    return run(folder, HERE, str(program), way, *names)


def _paths() -> list[str]:
    """Return where Python looks for modules, of which some may be relative to the folder that it was started in."""
    return [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a first build."""
    return make_project(tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="module")
def first(home: Path) -> dict[str, str]:
    """The files of a first build; two seconds later the clock of a zip archive shows another time."""
    hashes = build(home, HERE)
    briefs = [*(path.stem for path in (ROOT / "content").glob("*.yaml")), "dated", "foreign"]
    assert list(hashes) == sorted(f"{brief}.{name}" for brief in briefs for name in FORMATS)
    time.sleep(2.1)
    return hashes


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder for a second build."""
    return make_project(tmp_path / "second")


def of(brief: str, hashes: dict[str, str]) -> dict[str, str]:
    """Return the files of a brief, of which there must be one in each format."""
    found = {name: value for name, value in hashes.items() if name.startswith(f"{brief}.")}
    assert len(found) == len(FORMATS)
    return found


def test_another_folder_time_and_setting(first: dict[str, str], home: Path, tmp_path: Path) -> None:
    folder = make_project(tmp_path / "a folder with a rather longer name" / "résumé")
    assert build(folder, THERE) == first
    listed = [(root / "output/index.html").read_bytes() for root in (home, folder)]
    assert listed[0] == listed[1]


FEW = ("content/dated.yaml", "content/foreign.yaml")
"""Briefs that have every field, and every kind of script."""


def few(hashes: dict[str, str]) -> dict[str, str]:
    """Return the files of :data:`FEW`."""
    return of("dated", hashes) | of("foreign", hashes)


def test_another_way_to_write_numbers_and_to_guard_files(first: dict[str, str], project: Path) -> None:
    assert build(project, NUMBERS, *FEW, umask=0o077) == few(first)


@pytest.mark.parametrize("way", ["spawn", "fork"])
def test_processes_that_share_the_work(first: dict[str, str], project: Path, way: str) -> None:
    """The first build was made by one process."""
    assert in_program(project, way, "dated.yaml", "mill-library.yaml") == of("dated", first) | of("mill-library", first)


def test_briefs_built_after_each_other(first: dict[str, str], project: Path) -> None:
    """What one leaves in the process does not get into the other, nor into itself when it is built again."""
    assert in_program(project, "here", "foreign.yaml", "dated.yaml", "foreign.yaml") == few(first)


def test_a_source_that_cannot_be_written(first: dict[str, str], project: Path) -> None:
    """Nothing but ``output/`` is touched, and no cache stands beside the source, even for a user who may write all."""
    (project / "output").mkdir()
    before = _stamps(project)
    for path in sorted(before, reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert build(project, HERE, *FEW) == few(first)
        assert _stamps(project) == before
    finally:
        for path in before:
            path.chmod(0o755 if path.is_dir() else 0o644)


def _stamps(project: Path) -> dict[Path, int]:
    """Return when each file and folder but the output was changed last."""
    paths = (path for path in (project, *project.rglob("*")) if "output" not in path.relative_to(project).parts)
    return {path: path.stat().st_mtime_ns for path in paths}


def test_the_date_of_the_content_outranks_that_of_the_environment(first: dict[str, str], project: Path) -> None:
    """Where the content gives ``as_of``, SOURCE_DATE_EPOCH changes nothing, in no format; here it is the year 2001."""
    assert build(project, YEAR_2001 | THERE, *FEW) == few(first)
