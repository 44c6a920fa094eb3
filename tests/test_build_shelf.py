"""Documents of single formats are made anew when what they print has changed, and only then; and are never stale."""

import os
import pickle
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefgen.account import Account, Wish
from briefgen.build import Options, Outcome, cache_of, plan, run, shelf
from briefgen.build.shelf import exactly
from briefgen.inputs import TICK
from briefgen.making import Ready, worded
from briefgen.project import find, shipped_templates
from briefgen.template import SETTINGS
from briefgen.writers import writer
from briefgen.writers.narrowed import narrowed
from conftest import tries
from test_build_cached import BRIEF, FILES, Change, append, put

DESIGN = """
name: house
extends: memo
design:
  colours: {accent: "#102030"}
  footer: {left: "{label:office}", right: "{label:page}"}
labels: {en: {office: Foreign desk, notes: Notes, page: "{page} of {pages}"}}
"""


@pytest.fixture
def root(folder: Callable[[dict[str, str | bytes]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    given = FILES | {"templates/house/template.yaml": DESIGN}
    made = folder({f"project/{name}": data for name, data in given.items()}) / "project"
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the formats that are really written, one after the other."""
    formats: list[str] = []
    original = shelf.written

    def written(form: str, *given: Any) -> Any:
        formats.append(form)
        return original(form, *given)

    monkeypatch.setattr(shelf, "written", written)
    return formats


def build(root: Path, *formats: str, output: str = "output", cached: bool = True) -> Outcome:
    time.sleep(2 * TICK / 1e9)
    project = find(root)
    jobs = plan(project, [root / "content/a.yaml"], Options(formats=formats, output=root / output))
    (outcome,) = run(project, jobs, cache=cache_of(project) if cached else None)
    return outcome


def instead(name: str, old: str, new: str) -> Change:
    def happen(root: Path) -> None:
        text = (root / name).read_text()
        assert old in text, f"{old} is not in {name}"
        (root / name).write_text(text.replace(old, new))

    return happen


HOUSE = "templates/house/template.yaml"
PAGED = {"docx", "pdf", "html"}
"""The web page has heads and feet when it is printed."""
CHANGES: dict[str, tuple[Change, set[str]]] = {
    "a comment in the content": (append("content/a.yaml", "# said\n"), {"docx", "md"}),
    "a label at the foot of pages": (instead(HOUSE, "Foreign desk", "Home desk"), PAGED),
    "how pages are numbered": (instead(HOUSE, "{page} of {pages}", "{page}/{pages}"), PAGED),
    "the heading of the notes": (instead(HOUSE, "notes: Notes", "notes: Remarks"), {"html"}),
    "a label that nothing prints": (instead(HOUSE, "en: {", "en: {glossary: Words, "), set()),
    "a label in another language": (
        instead(HOUSE, "labels: {", "labels: {de: {page: 'Seite {page} von {pages}'}, "),
        set(),
    ),
    "a colour": (instead(HOUSE, "102030", "203040"), PAGED),
    "style sheet": (put("templates/house/print.css", "body { color: #123 }"), {"html", "pdf"}),
    "a source that is not quoted": (append("content/b.txt", " More."), set()),
    "a label in the text": (instead(HOUSE, "en: {", "en: {decisions: Choices, "), PAGED | {"md"}),
}


@pytest.mark.parametrize(
    "formats",
    [
        ("docx", "md"),
        pytest.param(("html",), marks=pytest.mark.thorough),
        pytest.param(("pdf",), marks=pytest.mark.thorough),
    ],
)
def test_a_change_makes_only_the_formats_that_print_it(root: Path, made: list[str], formats: tuple[str, ...]) -> None:
    build(root, *formats)
    for change, (happen, printing) in CHANGES.items():
        made.clear()
        happen(root)
        outcome = build(root, *formats)
        assert not outcome.problems, change
        assert set(made) == printing & {*formats}, change
        assert {path.suffix[1:] for path in outcome.written} <= printing, change


# --- What a writer is given -------------------------------------------------------------------------------------------
def ready(root: Path, template: str) -> Ready:
    wish = Wish(root / "content/a.yaml", template)
    account = Account(wish.brief)
    made = worded(find(root), wish, account)
    assert made is not None, account.problems
    return made


SHIPPED = sorted(path.parent.name for path in shipped_templates().glob(f"*/{SETTINGS}"))


@pytest.mark.parametrize(
    "form", ["md", "docx", *(pytest.param(form, marks=pytest.mark.thorough) for form in ("html", "pdf"))]
)
def test_nothing_that_a_format_prints_is_kept_from_its_writer(root: Path, form: str) -> None:
    for template in SHIPPED if form == "md" else ["own"]:
        made = ready(root, template)
        look = made.template.look_in("en")
        write = writer(form, **({"fonts": "none"} if form == "html" else {}))
        assert write(*narrowed(form, made.document, look)) == write(made.document, look), template


def test_what_differs_is_told_apart_and_what_is_the_same_is_not(root: Path) -> None:
    made = ready(root, "own")
    given = made.document, made.template.look_in("en")
    assert given[1].design.body.size  # What is remembered for later use makes no difference.
    assert (
        exactly(pickle.loads(pickle.dumps(given))) == exactly(given) == exactly((ready(root, "own").document, given[1]))
    )
    instead("content/a.yaml", "The board decided., evidence", "The Board decided., evidence")(root)
    assert exactly(ready(root, "own").document) != exactly(given[0])
    assert exactly(("ab", "c")) != exactly(("a", "bc"))
    assert exactly({"a", "b", "c"}) == exactly({"c", "b", "a"})


@pytest.mark.thorough
def test_another_process_finds_what_one_has_kept(root: Path) -> None:
    command = [sys.executable, "-m", "briefgen", "build", "-f", "docx,md,html,pdf", "--json", "content/a.yaml"]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    for seed in ("1", "2"):
        (root / "templates/own/template.yaml").write_text(f"name: own\nextends: house\n# {seed}\n")
        code = (
            "import sys; from briefgen.build import shelf; from briefgen.cli import main\n"
            "shelf.written = lambda *_: sys.exit('it was written again')\n"
            f"sys.argv = ['briefgen', *{command[3:]!r}]; main()"
        )
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()


# --- Never stale ------------------------------------------------------------------------------------------------------
EDITS: tuple[Change, ...] = (
    *(happen for happen, _ in CHANGES.values()),
    instead("content/a.yaml", "A bridge", "Another bridge"),
    instead("content/a.yaml", "title:", "subtitle: Words\ntitle:"),
    instead("seeds/a.txt", "The board decided.", "The board decided. It also met."),
    put("templates/own/memo.md.j2", "# {{ brief.title }}\n\n{{ labels.decisions }}\n"),
    lambda root: (root / "templates/own/memo.md.j2").unlink(),
    put("lexicon/en.yaml", "classes: {decided: {verbs: [ordain]}}\n"),
    put("templates/memo/template.yaml", "name: memo\nextends: briefgen/memo\nlabels: {en: {decisions: Taken}}\n"),
    lambda root: (root / "templates/memo/template.yaml").unlink(),
    put("content/a.yaml", BRIEF),
    put(HOUSE, DESIGN),
    lambda root: (root / "output/a.md").write_text("by hand"),
    lambda root: (root / "output/a.docx").unlink(),
)  # fmt: skip


def history(root: Path, seed: int, steps: int, formats: tuple[str, ...]) -> None:
    """Edit at random, and hold what is built with the cache to what is built without it."""
    chance = random.Random(seed)
    for step in range(steps):
        for edit in chance.sample(EDITS, chance.randint(0, 2)):
            try:
                edit(root)
            except (AssertionError, OSError):
                continue  # There is nothing to edit in this way now.
        cached = build(root, *formats)
        plain = build(root, *formats, output="plain", cached=False)
        assert [(one.place, one.code, one.message) for one in cached.problems] == [
            (one.place, one.code, one.message) for one in plain.problems
        ], (seed, step)
        if not plain.written + plain.unchanged:
            continue
        for path in sorted((root / "plain").iterdir()):
            assert (root / "output" / path.name).read_bytes() == path.read_bytes(), (seed, step, path.name)


def test_what_is_built_with_the_cache_is_what_is_built_without(root: Path) -> None:
    history(root, random.randrange(10**6), tries(20), ("md", "docx"))


@pytest.mark.thorough
def test_what_is_built_with_the_cache_is_what_is_built_without_in_every_format(root: Path) -> None:
    history(root, random.randrange(10**6), 12, ("md", "docx", "html", "pdf"))
