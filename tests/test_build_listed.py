"""The list of briefs in the output folder: when it is written, what it keeps, and what it never overwrites."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from briefgen import listing
from briefgen.build import Options, picturing, plan, run
from briefgen.build.listed import refresh
from briefgen.build.picturing import first_page
from briefgen.build.verifying import verify
from briefgen.manifest import joined
from briefgen.project import find
from manifest_samples import build as recorded

Folder = Callable[[dict[str, str | bytes]], Path]
BRIEF = (
    "title: Brief {}\nsources: [seeds/a.txt]\ndecisions: [{{text: The board decided., evidence: The board decided}}]\n"
)


@pytest.fixture
def root(folder: Folder) -> Path:
    return folder(
        {
            "briefgen.yaml": "formats: [md]\n",
            "content/a.yaml": BRIEF.format("A"),
            "content/b.yaml": BRIEF.format("B"),
            "seeds/a.txt": "The board decided.\n",
        }
    )


def built(root: Path, *names: str, **options: Any) -> list[str]:
    project = find(root)
    briefs = [root / "content" / name for name in names] or project.briefs()
    outcomes = run(project, plan(project, briefs, Options(**options)))
    return [problem.code for outcome in outcomes for problem in outcome.problems]


def titles(root: Path) -> list[str]:
    return re.findall(r"<h2[^>]*><a[^>]*>([^<]+)", (root / "output" / listing.NAME).read_text("utf-8"))


def test_a_build_of_a_project_lists_its_briefs_and_keeps_the_others(root: Path) -> None:
    assert built(root) == []
    assert titles(root) == ["Brief A", "Brief B"]
    (root / "content/b.yaml").write_text(BRIEF.format("C"))
    assert built(root, "b.yaml") == []
    assert titles(root) == ["Brief A", "Brief C"]


def test_it_is_not_written_when_nothing_has_changed_and_is_when_it_is_gone(root: Path) -> None:
    built(root)
    path = root / "output" / listing.NAME
    before, data = path.stat().st_mtime_ns, path.read_bytes()
    built(root)
    assert path.stat().st_mtime_ns == before
    path.unlink()
    built(root, "a.yaml")
    assert path.read_bytes() == data
    path.write_bytes(data[:-20])
    built(root, "a.yaml")
    assert path.read_bytes() == data


def test_none_is_written_where_none_is_wanted(root: Path) -> None:
    (root / "briefgen.yaml").write_text("formats: [md]\nindex: false\n")
    built(root)
    assert not (root / "output" / listing.NAME).exists()
    (root / "briefgen.yaml").unlink()
    built(root, "a.yaml", formats=("md",), output=root / "out")
    assert [path.name for path in (root / "out").iterdir()] == ["a.md"]


def test_a_file_of_somebody_else_is_left_alone(root: Path) -> None:
    (root / "output").mkdir()
    path = root / "output" / listing.NAME
    path.write_text("<!DOCTYPE html><title>Ours</title>")
    assert built(root) == ["list-not-written"]
    assert path.read_text() == "<!DOCTYPE html><title>Ours</title>"


def test_a_brief_whose_page_has_that_name_has_it(root: Path) -> None:
    (root / "content/a.yaml").rename(root / "content/index.yaml")
    assert built(root, "index.yaml", formats=("html",)) == ["list-not-written"]
    assert "Brief A" in (root / "output/index.html").read_text("utf-8")
    assert not listing.is_ours((root / "output/index.html").read_bytes())


# --- Pictures ---------------------------------------------------------------------------------------------------------
def pdf(width: int) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(width, 842))
    file = io.BytesIO()
    document.save(file, static_id=True)
    return file.getvalue()


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return an output folder with two PDF files, of which a manifest tells."""
    records = []
    for name, width in (("x", 595), ("y", 400)):
        data = pdf(width)
        (tmp_path / f"{name}.pdf").write_bytes(data)
        (record,) = recorded(name, "pdf")
        record["builds"][0]["files"][0]["sha256"] = picturing_key(data)
        records.append(record)
    (tmp_path / "manifest.json").write_bytes(joined(b"", records, lambda _: True))
    return tmp_path


def picturing_key(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()


def kept(folder: Path) -> dict[str, bytes]:
    return listing.pictures_in((folder / listing.NAME).read_bytes())


def test_pictures_are_kept_and_those_that_are_lost_are_drawn_again(output: Path) -> None:
    x, y = (picturing_key(pdf(width)) for width in (595, 400))
    drawn = first_page(pdf(200))
    assert refresh(output, {x: drawn}) == []
    assert kept(output) == {x: drawn, y: first_page(pdf(400))}, "one was given, the other was not there"
    whole = (output / listing.NAME).read_bytes()
    (output / listing.NAME).write_bytes(whole.replace(b"base64,UklG", b"base64,AklG"))
    (output / "manifest.json").write_bytes((output / "manifest.json").read_bytes() + b"\n")
    assert refresh(output, {}) == []
    assert kept(output) == {x: first_page(pdf(595)), y: first_page(pdf(400))}


def test_a_file_that_was_changed_has_no_picture(output: Path) -> None:
    (output / "x.pdf").write_bytes(pdf(300))
    assert refresh(output, {}) == []
    assert [*kept(output)] == [picturing_key(pdf(400))]


def test_without_what_draws_there_are_none(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert not picturing.available()
    assert refresh(output, {}) == []
    assert kept(output) == {}
    monkeypatch.undo()
    assert refresh(output, {}) == [], "it is made anew once they can be drawn"
    assert len(kept(output)) == 2


def test_where_nothing_was_built_there_is_none(tmp_path: Path) -> None:
    assert refresh(tmp_path, {}) == []
    assert [*tmp_path.iterdir()] == []


def test_a_build_that_is_broken_off_leaves_a_list_that_says_so(root: Path) -> None:
    """The list still tells of what stood there before; the next one has the pictures of that."""
    built(root)
    path = root / "output" / listing.NAME
    before = path.read_bytes()
    assert not listing.is_begun(before)
    for name in "ab":
        (root / f"content/{name}.yaml").write_text(BRIEF.format("C"))
    seen: list[bytes] = []
    project = find(root)
    outcomes = run(project, plan(project, project.briefs(), Options()))
    next(outcomes)
    seen.append(path.read_bytes())
    outcomes.close()
    assert [listing.is_begun(page) for page in seen] == [True]
    assert listing.begun(before) == seen[0]
    assert not listing.is_current(seen[0][: listing.HEAD], len(before), "0" * 64)
    assert not listing.is_begun(path.read_bytes())
    assert titles(root) == ["Brief B", "Brief C"], "what was written is told, and what was not"


@pytest.mark.parametrize("obstacle", [Path.mkdir, lambda _: None])
def test_a_list_whose_manifest_is_gone_says_so(root: Path, obstacle: Callable[[Path], None]) -> None:
    built(root)
    place, path = root / "output/manifest.json", root / "output/index.html"
    place.unlink()
    obstacle(place)
    (root / "content/a.yaml").write_text(BRIEF.format("C"))
    project = find(root)
    outcomes = run(project, plan(project, project.briefs(), Options()))
    next(outcomes)
    assert listing.is_begun(path.read_bytes())
    assert sum(1 for _ in outcomes) == 1
    assert listing.is_begun(path.read_bytes()) == place.is_dir()


def test_another_page_of_that_name_is_left_alone_from_the_beginning(root: Path) -> None:
    built(root)
    path = root / "output" / listing.NAME
    path.write_bytes(b"<html lang=en>Mine</html>")
    (root / "content/a.yaml").write_text(BRIEF.format("C"))
    assert built(root) == ["list-not-written"]
    assert path.read_bytes() == b"<html lang=en>Mine</html>"


def test_a_list_that_was_changed_is_found_out(root: Path) -> None:
    built(root)
    project = find(root)
    assert verify(project, project.output).problems == ()
    path = root / "output" / listing.NAME
    path.write_bytes(path.read_bytes().replace(b"Brief A", b"Brief Z"))
    (problem,) = verify(project, project.output).problems
    assert (Path(problem.place.file).name, problem.code) == (listing.NAME, "output-changed")


def test_the_list_is_no_file_of_the_manifest(root: Path) -> None:
    built(root)
    told = json.loads((root / "output/manifest.json").read_bytes())
    assert sorted(file["file"] for one in told["builds"] for file in one["files"]) == ["a.md", "b.md"]


def test_where_nothing_is_to_be_made_what_makes_it_is_not_loaded() -> None:
    code = "import sys, briefgen.build.listed; print(*(name for name in sys.modules if name.startswith('briefgen.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"briefgen.listing.page", "briefgen.check", "briefgen.build.record"} & set(done.stdout.split())
