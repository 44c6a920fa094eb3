"""What several tests share: case files (input and expected output side by side), projects in a temporary folder, and a
browser."""

import atexit
import difflib
import importlib.util
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

HERE = Path(__file__).parent
ROOT = HERE.parent

# No test, and no program that a test starts, finds what somebody has built before, or leaves something in that place.
os.environ["BRIEFGEN_CACHE"] = tempfile.mkdtemp(prefix="briefgen-tests-")
atexit.register(shutil.rmtree, os.environ["BRIEFGEN_CACHE"], ignore_errors=True)

THOROUGH = bool(os.environ.get("BRIEFGEN_THOROUGH"))
"""Whether random tests try as much as they can. ``script/test`` has to be quick; ``script/thorough`` takes its time."""


def tries(count: int) -> int:
    """Return how many random examples a test takes that takes ``count`` when it is thorough."""
    return count if THOROUGH else max(count // 5, min(count, 5))


# Machines differ in speed, and a test that fails by the clock says nothing about the program. To make a large tree
# smaller, or to explain it, takes minutes: that is for the thorough run, which whoever mends something starts by hand.
settings.register_profile("thorough", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "quick",
    settings.get_profile("thorough"),
    max_examples=tries(100),
    report_multiple_bugs=False,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
settings.load_profile("thorough" if THOROUGH else "quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="Write what came out into the case files (with -n 0).")


EVERYWHERE = re.compile(
    r"test_(commonmark|design|evidence|fields|filenames|languages|lexicon|load|model|nodes|numbering|overrides|problems"
    r"|quantities|reading|readers_html|readers_lines|render_language|reports|salvage|scripts|sentences|source|tree\w*"
    r"|validate|values|vocabulary|writers_css|writers_docx|writers_html|writers_markdown|yamlfile)"
)
"""Test files whose tests rest on nothing that only Linux has; CI runs these on Windows and macOS, too."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if EVERYWHERE.fullmatch(item.path.stem):
            item.add_marker("everywhere")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a long value by how it begins, and how long it is: whole, it fills the log and the environment.

    Of bytes no more than what tells their kind: an archive has the time in it, and all processes must agree on names.
    """
    if isinstance(val, str | bytes) and len(val) > 80:
        return f"{val[: 40 if isinstance(val, str) else 4]!r}…{len(val)}"
    return None


@dataclass(frozen=True)
class Example:
    """One case of a case file: a title, a line ``.``, the input, a line ``.``, the expected output, a line ``.``."""

    file: Path
    title: str
    given: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file.stem}: {self.title}"

    def written(self, expected: str) -> str:
        """Return the case as it stands in its file."""
        return f"{self.title}\n.\n{self.given}.\n{expected}.\n"


def examples(folder: str) -> list[Example]:
    """Read the case files of a folder of ``tests/cases``."""
    found = []
    for file in sorted((HERE / "cases" / folder).glob("*.md")):
        parts = [""]
        for line in file.read_text("utf-8").splitlines(keepends=True):
            if line == ".\n":
                parts.append("")
            else:
                parts[-1] += line
        assert len(parts) % 3 == 1, f"{file}: a case has three lines that hold a full stop only"
        for head, given, expected in zip(parts[0:-1:3], parts[1::3], parts[2::3], strict=True):
            found.append(Example(file, head.splitlines()[-1], given, expected))
    assert found, f"no case in tests/cases/{folder}"
    assert len({str(example) for example in found}) == len(found), "two cases have the same title"
    return found


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[Example, str], None]:
    """Hold what came out to what the case file expects; with ``--update`` write it there instead."""

    def hold(example: Example, got: str) -> None:
        if got == example.expected:
            return
        if request.config.getoption("--update"):
            text = example.file.read_text("utf-8")
            old = example.written(example.expected)
            assert text.count(old) == 1, f"{example.file}: the case '{example.title}' is not there once"
            example.file.write_text(text.replace(old, example.written(got)), "utf-8")
            return
        pytest.fail(f"{example}\n{difference(example.expected, got)}", pytrace=False)

    return hold


def difference(expected: str, got: str) -> str:
    """Show how two texts differ."""
    return "\n".join(difflib.unified_diff(expected.splitlines(), got.splitlines(), "expected", "got", lineterm=""))


def up_to_date(path: Path, made: str, module: str, *, update: bool) -> None:
    """Hold a page of the documentation to what a module prints; with ``update``, write it first."""
    if update:
        path.write_text(made, "utf-8")
    there = path.read_text("utf-8")
    if there != made:
        renew = f"run: python -m {module} > docs/{path.name}"
        pytest.fail(f"{renew}\n{difference(there, made)}", pytrace=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str | bytes]], Path]:
    """Return a function that writes files into a new folder and works there: ``folder({"a.txt": "Words."})``."""

    def make(files: dict[str, str | bytes]) -> Path:
        for name, data in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return make


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, for the conformance tests: one for all, since a process runs one of Playwright's loops."""
    assert importlib.util.find_spec("playwright"), "playwright is missing: run script/setup conformance"
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert program, "chromium is missing: run apt-get install --no-install-recommends chromium"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program)
        yield started
        started.close()
