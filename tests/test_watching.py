"""Files that are saved are seen, however an editor saves; what editors make for a moment is not."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.watching import Watch, look


def looks(watch: Watch, count: int = 1) -> list[bool]:
    return [bool(watch.changed()) for _ in range(count)]


def in_place(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def by_renaming(path: Path, text: str) -> None:
    other = path.with_name(f".{path.name}.tmp")
    other.write_text(text, "utf-8")
    other.replace(path)


def with_a_backup(path: Path, text: str) -> None:
    path.rename(path.with_name(f"{path.name}~"))
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("save", [in_place, by_renaming, with_a_backup])
@pytest.mark.parametrize("named", ["file", "folder"])
def test_however_a_file_is_saved_it_is_seen_once(tmp_path: Path, save: Callable[[Path, str], None], named: str) -> None:
    file = tmp_path / "sub/a.yaml"
    file.parent.mkdir()
    file.write_text("one")
    watch = Watch([file if named == "file" else tmp_path])
    assert looks(watch, 3) == [False] * 3
    save(file, "other")
    assert looks(watch, 4) == [False, True, False, False]
    save(file, "third")
    assert looks(watch, 3) == [False, True, False]


def test_while_files_go_on_changing_nothing_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a"
    watch = Watch([tmp_path])
    for number in range(5):
        file.write_text("x" * number)
        assert looks(watch) == [False]
    assert looks(watch, 2) == [True, False]


def test_a_look_tells_whether_the_next_one_may_settle_it(tmp_path: Path) -> None:
    file = tmp_path / "a"
    watch = Watch([tmp_path], patience=3)
    told = [watch.unsettled]
    file.write_text("one")
    told += [watch.unsettled for _ in range(3) if watch.changed() or True]
    file.unlink()  # Nothing hurries where it is time that may bring it back.
    told += [watch.unsettled for _ in range(3) if watch.changed() or True]
    assert told == [False, True, False, False, True, False, False]


def test_a_file_that_goes_is_given_time_to_come_back(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    watch = Watch([tmp_path], patience=3)
    file.unlink()
    assert looks(watch, 3) == [False, False, False]
    file.write_text("two")
    assert looks(watch, 2) == [False, True]
    file.unlink()
    assert looks(watch, 6) == [False, False, False, True, False, False]
    file.write_text("two")
    assert looks(watch, 3) == [False, True, False]


def test_what_is_put_back_as_it_was_is_no_change(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    watch = Watch([tmp_path])
    file.rename(tmp_path / "b")
    assert looks(watch) == [False]
    (tmp_path / "b").rename(file)
    assert looks(watch, 3) == [False] * 3


@pytest.mark.parametrize("name", [".a.yaml.swp", "a.yaml~", "4913", "#a.yaml#", "a.yaml.tmp", ".#a.yaml", ".git/x"])
def test_what_editors_make_for_a_moment_is_not_seen(tmp_path: Path, name: str) -> None:
    watch = Watch([tmp_path])
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x")
    assert looks(watch, 3) == [False] * 3


def test_new_files_and_folders_are_seen(tmp_path: Path) -> None:
    watch = Watch([tmp_path / "templates"])
    (tmp_path / "templates/own").mkdir(parents=True)
    (tmp_path / "templates/own/memo.md.j2").write_text("x")
    assert looks(watch, 3) == [False, True, False]


def test_what_comes_in_later_is_a_change_only_if_it_is_newer(tmp_path: Path) -> None:
    first, old, new = (tmp_path / name for name in ("a", "old", "new"))
    for path in (first, old, new):
        path.write_text("x")
    watch = Watch([first])
    os.utime(old, ns=(10, 10))
    watch.include([first, old], since=20)
    assert looks(watch, 3) == [False] * 3
    watch.include([new], since=20)
    assert looks(watch, 3) == [False, True, False]


def test_a_path_that_cannot_be_one_is_not_there() -> None:
    assert look([Path("\0"), Path("x" * 5000), Path("/dev/null/x")]) == {}


def test_links_in_a_circle_have_an_end(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "a").write_text("x")
    assert sorted(Path(file).name for file in look([tmp_path])) == ["a", "loop"]


def test_what_has_changed_is_named(tmp_path: Path) -> None:
    for name in ("same", "other", "gone"):
        (tmp_path / name).write_text("x")
    watch = Watch([tmp_path], patience=1)
    (tmp_path / "other").write_text("xx")
    (tmp_path / "gone").unlink()
    (tmp_path / "new").write_text("x")
    watch.changed()
    assert watch.changed() == {str(tmp_path / name) for name in ("other", "gone", "new")}
