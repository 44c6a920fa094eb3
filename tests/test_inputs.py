"""What goes into a making is taken down before it is read; what changes meanwhile is not relied on."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.inputs import ABSENT, TICK, Inputs, Unsettled, digest, is_fresh, look

Change = Callable[[Path], object]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Return a folder with files that are old enough to be sure of."""
    for name in ("a.txt", "template/template.yaml", "template/.hidden/b.png", "template/deep/er/c.j2"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"words of {name}")
    time.sleep(2 * TICK / 1e9)
    return tmp_path


def held(path: Path) -> str:
    return digest(path, look(path))


def in_place(path: Path) -> None:
    path.write_text(path.read_text().swapcase())


def beside(path: Path) -> None:
    """Save as many editors do: beside it, and then by its name; with the time it had, as some tools keep it."""
    found = path.stat()
    new = path.with_name("new")
    new.write_text(path.read_text().swapcase())
    os.utime(new, ns=(found.st_atime_ns, found.st_mtime_ns))
    new.replace(path)


CHANGES: dict[str, tuple[str, Change]] = {
    "in place, of the same length": ("a.txt", in_place),
    "renamed over, with the same time": ("a.txt", beside),
    "gone": ("a.txt", Path.unlink),
    "come": ("absent.txt", Path.touch),
    "a folder's file in place": ("template", lambda folder: in_place(folder / "deep/er/c.j2")),
    "a folder's hidden file": ("template", lambda folder: beside(folder / ".hidden/b.png")),
    "a folder's new file": ("template", lambda folder: (folder / "deep/new.j2").touch()),
    "a folder's file by another name": (
        "template",
        lambda folder: (folder / "template.yaml").rename(folder / "t.yaml"),
    ),
    "a folder gone": ("template", lambda folder: folder.rename(folder.with_name("other"))),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_meanwhile_is_noticed(made: Path, change: str) -> None:
    name, happen = CHANGES[change]
    inputs = Inputs()
    inputs.note(made / name)
    before = inputs.digests()
    assert before is not None
    happen(made / name)
    assert inputs.digests() is None
    assert held(made / name) != before[made / name]


def test_what_is_not_there_has_a_digest_of_its_own(made: Path) -> None:
    (made / "empty.txt").touch()
    (made / "none").mkdir()
    assert held(made / "absent") == ABSENT
    assert len({held(made / name) for name in ("absent", "empty.txt", "none", "a.txt")}) == 4


def test_a_file_that_may_yet_change_unseen_is_not_relied_on(made: Path) -> None:
    (made / "a.txt").write_text("just now")
    inputs = Inputs()
    inputs.note(made / "a.txt")
    assert inputs.digests() is None


def test_times_in_whole_seconds_take_longer_to_be_sure_of() -> None:
    second = 1_000_000_000
    assert not is_fresh((second + 5, 1, 1, second + 5), second + 5 + 2 * TICK)
    assert is_fresh((second, 1, 1, second), 2 * second)
    assert not is_fresh((second, 1, 1, second), 4 * second)


def test_what_is_no_file_is_not_relied_on(made: Path) -> None:
    os.mkfifo(made / "pipe")
    for path in (made / "pipe", made / ("x" * 5000), made / "a\0b"):
        inputs = Inputs()
        inputs.note(path)
        assert inputs.paths == (path,)
        assert inputs.digests() is None


def test_links_count_as_what_they_lead_to(made: Path) -> None:
    (made / "template/link.j2").symlink_to(made / "a.txt")
    (made / "template/nowhere.j2").symlink_to(made / "nothing")
    before = held(made / "template")
    in_place(made / "a.txt")
    assert held(made / "template") != before


def test_a_folder_without_end_is_not_relied_on(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.inputs.LIMIT_FILES", 2)
    with pytest.raises(Unsettled):
        look(made / "template")
