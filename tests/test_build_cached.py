"""A build does what has changed, and nothing else; and never anything that is stale."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.build import Cache, Job, Options, Outcome, cache_of, plan, run
from briefgen.build.cached import limit
from briefgen.cache.place import LAYOUT, opened, place
from briefgen.cache.store import Store, files
from briefgen.inputs import TICK
from briefgen.problems import BriefgenError
from briefgen.project import find

BRIEF = """
title: A bridge
template: own
sources: [{id: s1, file: seeds/a.txt}, {id: s2, file: b.txt}]
decisions: [{text: The board decided., evidence: {source: s1, exact: The board decided}}]
"""
DOT = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde"
    b"\0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0\x03\x01\x01\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82"
)
FILES: dict[str, str | bytes] = {
    "briefgen.yaml": "formats: [md]\n",
    "content/a.yaml": BRIEF,
    "content/other.yaml": BRIEF.replace("own", "memo"),
    "content/b.txt": "Another.",
    "seeds/a.txt": "The board decided.\n",
    "lexicon/en.yaml": "classes: {decided: {verbs: [rule]}}\n",
    "templates/own/template.yaml": "name: own\nextends: house\n",
    "templates/house/template.yaml": "name: house\nextends: memo\n",
    "templates/house/dot.png": DOT,
}


@pytest.fixture
def root(folder: Callable[[dict[str, str | bytes]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    made = folder({f"project/{name}": data for name, data in FILES.items()}) / "project"
    monkeypatch.chdir(made)
    return made


def built(root: Path, *names: str, **options: object) -> list[Outcome]:
    """Build briefs, each outcome with what was written of it."""
    time.sleep(2 * TICK / 1e9)  # What is saved in the same moment is not relied on.
    project = find(root)
    briefs = [root / f"content/{name}.yaml" for name in names or ("a",)]
    jobs = plan(project, briefs, Options(**options))  # type: ignore[arg-type]
    return [*run(project, jobs, cache=cache_of(project))]


def written(outcomes: list[Outcome]) -> list[str]:
    return [path.name for outcome in outcomes for path in outcome.written]


def unchanged(outcomes: list[Outcome]) -> list[str]:
    return [path.name for outcome in outcomes for path in outcome.unchanged]


def is_recalled(outcome: Outcome) -> bool:
    """Tell whether a brief was not even read."""
    return not outcome.inputs.paths


def output(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "output").iterdir())}


# --- What has not changed ---------------------------------------------------------------------------------------------
def test_what_is_up_to_date_is_not_made_again(root: Path) -> None:
    first = built(root)
    assert (written(first), unchanged(first)) == (["a.md"], [])
    before, times = output(root), [path.stat().st_mtime_ns for path in sorted((root / "output").iterdir())]
    again = built(root)
    assert (written(again), unchanged(again)) == ([], ["a.md"])
    assert is_recalled(again[0])
    assert output(root) == before
    assert [path.stat().st_mtime_ns for path in sorted((root / "output").iterdir())] == times


def test_what_was_said_is_said_again(root: Path) -> None:
    """Problems, the title and the record are the same as at first, to the byte of the manifest."""
    (root / "seeds/a.txt").write_text("The board decided. It did not say why.\n")
    (first,) = built(root)
    assert first.problems
    manifest = (root / "output/manifest.json").read_bytes()
    (root / "output/manifest.json").unlink()
    (again,) = built(root)
    assert is_recalled(again)
    assert (again.problems, again.title, again.coverage, again.record) == (
        first.problems, first.title, first.coverage, first.record,
    )  # fmt: skip
    assert (root / "output/manifest.json").read_bytes() == manifest


def test_what_was_found_sound_is_not_looked_for_again(root: Path, tmp_path: Path) -> None:
    built(root)
    (job,) = plan(find(root), [root / "content/a.yaml"], Options())
    cache = cache_of(find(root))
    assert cache
    key = cache.knows(job)
    assert key
    shutil.rmtree(tmp_path / "cache" / LAYOUT / "outcomes")
    outcome = cache.recalled(job, key)
    assert outcome
    assert [document.target.name for document in outcome.documents] == ["a.md"]
    assert cache.recalled(job, key) is None


def test_an_outcome_is_new_when_something_of_it_is_to_be_written_or_kept(root: Path) -> None:
    """While what is not new is told, signals need not wait."""
    built(root)
    (job,) = plan(find(root), [root / "content/a.yaml"], Options())

    def recalled() -> Outcome:
        cache = cache_of(find(root))
        assert cache
        key = cache.knows(job)
        assert key
        outcome = cache.recalled(job, key)
        assert outcome
        return outcome

    assert Outcome(job.brief).is_new
    assert not recalled().is_new
    (root / "output/a.md").unlink()
    assert recalled().is_new


@pytest.mark.parametrize("how", ["deleted", "damaged", "the whole folder deleted"])
def test_what_is_gone_or_damaged_comes_back(root: Path, how: str) -> None:
    built(root)
    before = output(root)
    if how == "deleted":
        (root / "output/a.md").unlink()
    elif how == "damaged":
        (root / "output/a.md").write_bytes(before["a.md"].swapcase())
    else:
        for path in (root / "output").iterdir():
            path.unlink()
        (root / "output").rmdir()
    (again,) = built(root)
    assert is_recalled(again)
    assert output(root) == before
    assert "a.md" in written([again])


def test_another_folder_gets_the_same(root: Path) -> None:
    built(root)
    (again,) = built(root, output=root / "elsewhere")
    assert is_recalled(again)
    assert (root / "elsewhere/a.md").read_bytes() == (root / "output/a.md").read_bytes()


def test_the_same_project_elsewhere_needs_no_work(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in CI, where a project is checked out anew for each push: the files have other numbers and times."""
    built(root, "a")
    before = output(root)
    elsewhere = root.parent / "checkout"
    for name, data in FILES.items():
        (elsewhere / name).parent.mkdir(parents=True, exist_ok=True)
        (elsewhere / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    monkeypatch.chdir(elsewhere)
    (again,) = built(elsewhere, "a")
    assert is_recalled(again)
    assert output(elsewhere) == before


def test_the_same_project_seen_from_elsewhere_is_told_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages name files as they are seen from the working folder."""
    (root / "seeds/a.txt").write_text("The board decided. It did not say why.\n")
    built(root)
    monkeypatch.chdir(root.parent)
    (again,) = built(root)
    assert {problem.place.file for problem in again.problems} == {"project/content/a.yaml"}


# --- What has changed -------------------------------------------------------------------------------------------------
Change = Callable[[Path], object]


def append(name: str, text: str) -> Change:
    return lambda root: (root / name).write_text((root / name).read_text() + text)


def put(name: str, data: str | bytes) -> Change:
    def made(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data if isinstance(data, bytes) else data.encode())

    return made


def variable(name: str, value: str) -> Change:
    return lambda root: os.environ.__setitem__(name, value)


CHANGES: dict[str, Change] = {
    "content": append("content/a.yaml", "# said\n"),
    "source": append("seeds/a.txt", "And more.\n"),
    "a source that no statement names": append("content/b.txt", " More."),
    "a source that is found first": put("b.txt", "Another one."),
    "template": append("templates/own/template.yaml", "labels: {en: {decisions: Choices}}\n"),
    "a template's own wording": put("templates/own/memo.md.j2", "# {{ brief.title }}\n"),
    "the template that it extends": append("templates/house/template.yaml", "labels: {en: {decisions: Choices}}\n"),
    "style sheet": put("templates/house/print.css", "body { color: red }"),
    "picture": put("templates/house/dot.png", DOT + b"\0"),
    "Word style file": put("templates/own/reference.docx", b"no Word file"),
    "a template in the place of a shipped one": put(
        "templates/memo/template.yaml", "name: memo\nextends: briefgen/memo\n"
    ),
    "lexicon": append("lexicon/en.yaml", "# said\n"),
    "another lexicon": put("lexicon/de.yaml", "language: de\n"),
    "settings": append("briefgen.yaml", "limits: {seconds: 11}\n"),
    "SOURCE_DATE_EPOCH": variable("SOURCE_DATE_EPOCH", "1700000000"),
    "type faces": variable("FONTCONFIG_FILE", "/dev/null"),
}  # fmt: skip


def is_known(root: Path, **options: object) -> bool:
    """Tell whether a build of the brief would do nothing."""
    time.sleep(2 * TICK / 1e9)
    cache, project = cache_of(find(root)), find(root)
    assert cache is not None
    (job,) = plan(project, [root / "content/a.yaml"], Options(**options))  # type: ignore[arg-type]
    return cache.knows(job) is not None


def restored(root: Path) -> None:
    """Make a project what it was at first, in new files."""
    for entry in root.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    for name, data in FILES.items():
        put(name, data)(root)


def test_what_changes_is_made_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SOURCE_DATE_EPOCH", "FONTCONFIG_FILE"):
        monkeypatch.setenv(name, "")
    built(root)
    for change, happen in CHANGES.items():
        assert is_known(root), change
        happen(root)
        assert not is_known(root), change
        restored(root)
        for name in ("SOURCE_DATE_EPOCH", "FONTCONFIG_FILE"):
            monkeypatch.setenv(name, "")


WISHES: dict[str, dict[str, object]] = {
    "template": {"template": "one-pager"},
    "strict": {"strict": True},
    "draft": {"draft": True},
    "overrides": {"overrides": ("design.paper=Letter",)},
    "formats": {"formats": ("html", "md")},
    "attach": {"attach": True, "formats": ("md", "pdf")},
    "force": {"force": True},
}


def test_what_is_asked_for_otherwise_is_made(root: Path) -> None:
    built(root)
    assert is_known(root)
    for name, wish in WISHES.items():
        assert not is_known(root, **wish), name


def test_another_version_of_the_program_makes_all_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(root)
    monkeypatch.setattr("briefgen.cache.surroundings.__version__", "99")
    (again,) = built(root)
    assert not is_recalled(again)


def test_only_what_has_changed_is_made_again(root: Path) -> None:
    built(root, "a", "other")
    append("templates/own/template.yaml", "labels: {en: {decisions: Choices}}\n")(root)
    again = built(root, "a", "other")
    assert [is_recalled(outcome) for outcome in again] == [False, True]
    assert written(again) == ["a.md"]


def test_what_is_changed_back_is_known(root: Path) -> None:
    built(root)
    before = output(root)
    append("content/a.yaml", "subtitle: Another\n")(root)
    built(root)
    assert output(root) != before
    (root / "content/a.yaml").write_text(BRIEF)
    (again,) = built(root)
    assert is_recalled(again)
    assert output(root) == before


def test_what_makes_no_difference_is_not_written(root: Path) -> None:
    built(root)
    append("lexicon/en.yaml", "# said\n")(root)
    (again,) = built(root)
    assert not is_recalled(again)
    assert (written([again]), unchanged([again])) == ([], ["a.md"])


def test_what_has_errors_is_made_again_every_time(root: Path) -> None:
    (root / "seeds/a.txt").unlink()
    for _ in range(2):
        (outcome,) = built(root)
        assert not is_recalled(outcome)
        assert [problem.code for problem in outcome.problems] == ["no-such-file"]


def test_what_changes_while_it_is_read_is_not_relied_on(root: Path) -> None:
    """The clock is asked at the end of each stage: a moment to save a file that has been read already."""
    ticks = iter(range(1000))

    def clock() -> float:
        if (now := next(ticks)) == 2:
            (root / "content/a.yaml").write_text(BRIEF.replace("A bridge", "Another"))
        return now

    project = find(root)
    jobs = plan(project, [root / "content/a.yaml"], Options())
    assert len([*run(project, jobs, cache=cache_of(project), clock=clock)]) == 1
    assert b"A bridge" in (root / "output/a.md").read_bytes()
    (again,) = built(root)
    assert not is_recalled(again)
    assert b"Another" in (root / "output/a.md").read_bytes()


# --- Word files that somebody has edited ------------------------------------------------------------------------------
def test_an_edited_word_file_is_spared_as_before(root: Path) -> None:
    built(root, formats=("docx", "md"))
    word = root / "output/a.docx"
    edited = io.BytesIO()
    with zipfile.ZipFile(word) as old, zipfile.ZipFile(edited, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"The board decided.", b"The board did not."))
    word.write_bytes(edited.getvalue())
    (again,) = built(root, formats=("docx", "md"))
    assert is_recalled(again)
    assert [problem.code for problem in again.problems] == ["edited-file"]
    assert word.read_bytes() == edited.getvalue()
    (again,) = built(root, formats=("docx", "md"), force=True)
    assert written([again]) == ["a.docx", "a.md"]
    assert word.read_bytes() != edited.getvalue()


# --- The cache itself -------------------------------------------------------------------------------------------------
def test_a_damaged_cache_is_made_anew(root: Path) -> None:
    built(root)
    before = output(root)
    for file in files(place() / LAYOUT):
        Path(file.path).write_bytes(b"\0" * 100)
    (again,) = built(root)
    assert not is_recalled(again)
    assert [problem.code for problem in again.problems] == []
    assert output(root) == before
    assert is_recalled(built(root)[0])


@pytest.mark.parametrize("kind", ["blobs", "outcomes", "needs", "known"])
def test_a_cache_that_has_lost_something_makes_it_anew(root: Path, kind: str) -> None:
    built(root)
    before = output(root)
    for file in files(place() / LAYOUT):
        if file.kind == kind:
            Path(file.path).unlink()
    (root / "output/a.md").unlink()
    built(root)
    assert output(root) == before
    assert is_recalled(built(root)[0])


def test_what_goes_while_a_build_is_at_work_is_made_after_all(root: Path) -> None:
    built(root, "a", "other")
    before = output(root)
    for name in ("a.md", "other.md"):
        (root / "output" / name).unlink()
    project = find(root)
    jobs = plan(project, [root / "content/a.yaml", root / "content/other.yaml"], Options())
    outcomes = run(project, jobs, cache=cache_of(project))
    next(outcomes)
    for file in files(place() / LAYOUT):
        Path(file.path).unlink()
    assert len([*outcomes]) == 1
    assert output(root) == before


@pytest.mark.parametrize("wrong", ["a file", "for all to write to"])
def test_without_a_cache_the_build_goes_on_and_says_so(root: Path, wrong: str) -> None:
    if wrong == "a file":
        place().write_text("")
    else:
        built(root)
        (place() / LAYOUT).chmod(0o777)
    for _ in range(2):
        (outcome,) = built(root)
        assert not is_recalled(outcome)
        assert [(problem.code, problem.severity) for problem in outcome.problems] == [("cache-not-used", "note")]


def test_a_cache_of_no_size_is_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "briefgen.yaml").write_text("cache: {size: 0}\n")
    assert cache_of(find(root)) is None
    monkeypatch.setenv("BRIEFGEN_CACHE_SIZE", "2")
    assert limit(find(root)) == 2 * 2**20
    monkeypatch.setenv("BRIEFGEN_CACHE_SIZE", "-1 GB")
    with pytest.raises(BriefgenError, match="expected megabytes"):
        limit(find(root))


def test_it_keeps_to_its_size(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE_SIZE", "1")
    store = Store(opened(place()))
    for number in range(30):
        store.put("outcomes", f"{number:064}", bytes(100_000))  # What earlier builds have left.
    store.close(10**9)
    built(root)
    assert sum(file.size for file in files(place() / LAYOUT)) <= 2**20
    assert is_recalled(built(root)[0])


def test_nothing_in_it_is_a_pickle(root: Path) -> None:
    built(root)
    for file in files(place() / LAYOUT):
        data = Path(file.path).read_bytes()[64:]
        if file.kind != "blobs":
            json.loads(data)


# --- The manifest that says it already --------------------------------------------------------------------------------
def test_a_manifest_that_says_it_already_is_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(root, "a", "other")
    built(root, "a", "other")
    monkeypatch.setattr("briefgen.manifest.joined", lambda *_: pytest.fail("it was joined"))
    assert unchanged(built(root, "a", "other")) == ["a.md", "other.md"]


@pytest.mark.parametrize("happens", ["manifest gone", "manifest touched by hand", "file of another brief gone"])
def test_a_manifest_that_says_it_no_more_is_mended(root: Path, happens: str) -> None:
    built(root, "a", "other")
    built(root)
    manifest = root / "output/manifest.json"
    before = manifest.read_bytes()
    if happens == "manifest gone":
        manifest.unlink()
    elif happens == "manifest touched by hand":
        manifest.write_bytes(before.replace(b'"A bridge"', b'"A tower"'))
    else:
        (root / "output/other.md").unlink()
    built(root)
    builds = json.loads(manifest.read_bytes())["builds"]
    entered = {file["file"]: build["title"] for build in builds for file in build["files"]}
    others = {"other.md": "A tower"} if happens == "manifest touched by hand" else {}
    assert entered == {"a.md": "A bridge", **others}, "what is built is entered; of others only the files count"


# --- Nothing is forgotten ---------------------------------------------------------------------------------------------
LISTENING = """
import os, sys, threading
from pathlib import Path
import briefgen.build.work
from briefgen.build import Options, plan
from briefgen.project import find, shipped_templates

reading, writing = os.pipe()  # What is split off and may write no file tells it too.
told = []
listener = threading.Thread(target=lambda: [told.append(part) for part in iter(lambda: os.read(reading, 65536), b"")])
listener.start()

def hear(event, given):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(given[0], str):
        os.write(writing, given[0].encode() + b"\\n")

root, project = Path.cwd(), find(Path.cwd())
(job,) = plan(project, [root / "content/a.yaml"], Options(formats=("docx", "pdf", "md", "html")))
sys.addaudithook(hear)
outcome = briefgen.build.work.perform(project, job, kept=True)
os.close(writing)
listener.join()
assert outcome.used and not outcome.problems, outcome.problems
known = {root / name for name in outcome.used}
read = {Path(line) for line in b"".join(told).decode().splitlines()}
ours = [path for path in read if any(map(path.is_relative_to, (root, shipped_templates())))]
assert len(ours) > 5
print([str(path) for path in ours if known.isdisjoint((path, *path.parents))])
"""


@pytest.mark.thorough
def test_all_that_is_read_is_among_the_inputs(root: Path) -> None:
    """Python itself tells what is opened and listed, in the process that a template runs in too."""
    time.sleep(2 * TICK / 1e9)
    done = subprocess.run([sys.executable, "-c", LISTENING], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr


def test_what_another_build_has_written_since_is_not_entered_as_what_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of three briefs, the second stands as it should until another build writes it, between two looks."""
    for name in ("a", "m", "z"):
        (root / f"content/{name}.yaml").write_text(BRIEF)
    built(root, "a", "m", "z")
    for name in ("a", "z"):
        (root / f"content/{name}.yaml").write_text(BRIEF.replace("A bridge", "A tower"))
    recalled = Cache.recalled

    def recalled_and_written(self: Cache, job: Job, key: str) -> Outcome | None:
        monkeypatch.setattr(Cache, "recalled", recalled)
        found = recalled(self, job, key)
        (root / "content/m.yaml").write_text(BRIEF.replace("A bridge", "A canal"))
        assert written(built(root, "m")) == ["m.md"]
        return found

    monkeypatch.setattr(Cache, "recalled", recalled_and_written)
    assert written(built(root, "a", "m", "z")) == ["a.md", "z.md"]
    said = json.loads((root / "output/manifest.json").read_text())
    claims = {file["file"]: file["sha256"] for build in said["builds"] for file in build["files"]}
    for name, digest in claims.items():
        assert hashlib.sha256((root / "output" / name).read_bytes()).hexdigest() == digest, name
    assert sorted(claims) == ["a.md", "m.md", "z.md"]
