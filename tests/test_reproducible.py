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

ROOT = Path(__file__).parent.parent
HERE = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
THERE = {"PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8", "LC_ALL": "POSIX"}


def make_project(folder: Path) -> Path:
    """Lay out a project: the briefs of content/, and one with every field of the model, which gives its date."""
    model_briefs.project(folder)
    for name in ("content", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    numbers = count(1)
    raw = model_briefs.full(lambda path: f"Words {next(numbers)} of {path}")
    model_briefs.write(folder, raw, "dated").brief.rename(folder / "content/dated.yaml")
    return folder


def build(folder: Path, environment: dict[str, str], *arguments: str) -> dict[str, str]:
    """Build a project in a process of its own. Returns the SHA-256 of each file."""
    given = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-m", "briefgen", "build", "--quiet", "--force", *arguments]
    subprocess.run(command, cwd=folder, env={**given, **environment}, check=True, capture_output=True)
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "output").glob("*.*"))
        if path.name != "manifest.json"
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files of a first build; two seconds later the clock of a zip archive shows another time."""
    hashes = build(make_project(tmp_path_factory.mktemp("first")), HERE)
    briefs = [*(path.stem for path in (ROOT / "content").glob("*.yaml")), "dated"]
    assert list(hashes) == sorted(f"{brief}.{name}" for brief in briefs for name in ("docx", "html", "md", "pdf"))
    time.sleep(2.1)
    return hashes


def test_another_folder_time_and_setting(first: dict[str, str], tmp_path: Path) -> None:
    folder = make_project(tmp_path / "a folder with a rather longer name" / "résumé")
    assert build(folder, THERE) == first


def test_the_date_of_the_content_outranks_that_of_the_environment(first: dict[str, str], tmp_path: Path) -> None:
    """Where the content gives ``as_of``, SOURCE_DATE_EPOCH changes nothing; here it is the year 2001."""
    hashes = build(make_project(tmp_path / "dated"), {"SOURCE_DATE_EPOCH": "1000000000"}, "content/dated.yaml")
    assert hashes == {name: value for name, value in first.items() if name.startswith("dated.")}
    assert len(hashes) == 4
