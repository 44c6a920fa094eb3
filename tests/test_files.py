"""Files are written whole or not at all. Tests may run as root: a file in place of a folder stands for "forbidden"."""

import os
from pathlib import Path

import pytest

from briefgen.files import write_whole
from briefgen.problems import BriefgenError, as_text


def test_a_file_and_its_folders_are_made(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "c.md", b"words")
    assert (tmp_path / "a" / "b" / "c.md").read_bytes() == b"words"
    assert os.listdir(tmp_path / "a" / "b") == ["c.md"]  # noqa: PTH208 - hidden files too


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "c.md"
    path.write_bytes(b"old words, and more of them")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_whole(tmp_path / "c.md", b"x")
        assert (tmp_path / "c.md").stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(old)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("file/c.md", "file exists"),
        ("file/deeper/c.md", "not a directory"),
        ("folder", "is a directory"),
        ("n" * 300, "file name too long"),
        ("/proc/c.md", "no such file or directory"),
    ],
)
def test_what_cannot_be_written_has_a_message_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("x")
    Path("folder").mkdir()
    with pytest.raises(BriefgenError) as error:
        write_whole(Path(name), b"words")
    assert [as_text(problem) for problem in error.value.problems] == [
        f"{name}: error: the file cannot be written: {reason} [cannot-write]\n"
        "  remedy: check the folder's permissions and the space on the disk, or choose another folder"
    ]
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]  # noqa: PTH208 - hidden files too
    assert Path("file").read_text() == "x"
