"""Files are written whole or not at all. Tests may run as root: a file in place of a folder stands for "forbidden"."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.files import clear_unfinished, write_whole
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
    ("name", "reason", "remedy"),
    [
        (
            "file/c.md",
            "file is a file, expected a folder",
            "move or rename that file, or choose another folder for what is written",
        ),
        (
            "file/deeper/c.md",
            "file is a file, expected a folder",
            "move or rename that file, or choose another folder for what is written",
        ),
        (
            "folder",
            "a folder has its name",
            "move or remove that folder, or choose another folder for what is written",
        ),
        (
            "/proc/c.md",
            "no such file or directory",
            "check the folder's permissions and the space on the disk, or choose another folder",
        ),
    ],
)
def test_what_cannot_be_written_has_a_message_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str, remedy: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("x")
    Path("folder").mkdir()
    with pytest.raises(BriefgenError) as error:
        write_whole(Path(name), b"words")
    assert [as_text(problem) for problem in error.value.problems] == [
        f"{name}: error: the file cannot be written: {reason} [cannot-write]\n  remedy: {remedy}"
    ]
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]  # noqa: PTH208 - hidden files too
    assert Path("file").read_text() == "x"


@pytest.mark.parametrize("name", ["n" * 300, f"{'n' * 200}/" * 30 + "c.md"], ids=["name", "path"])
def test_names_that_are_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BriefgenError, match="its name or path is too long"):
        write_whole(Path(name), b"words")


# --- What killed processes leave --------------------------------------------------------------------------------------
WRITER = """
import os, signal, sys
from pathlib import Path
from briefgen import files

def interrupted(*_):
    if sys.argv[2] == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    print("writing", flush=True)
    sys.stdin.read()

files.os.fsync = interrupted
{}
"""


def interrupted(folder: Path, how: str, write: str) -> subprocess.Popen[str]:
    """Start a process that writes, and stops or dies in the middle of it."""
    command = [sys.executable, "-c", WRITER.format(write), str(folder), how]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


WRITES = {
    "file": "files.write_whole(Path(sys.argv[1], 'c.md'), b'new')",
    "folder": "files.write_folder(Path(sys.argv[1], 'memo'), {'c.md': b'new'})",
}


@pytest.mark.skipif(os.name == "nt", reason="a process there does not die in the middle of a call")
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_what_a_killed_process_leaves_is_cleared_away(tmp_path: Path, write: str) -> None:
    (tmp_path / "c.md").write_bytes(b"old")
    with interrupted(tmp_path, "killed", write) as process:
        process.communicate()
    assert len(hidden(tmp_path)) == 1
    others = [".c.md.part", ".c.md.abcdefgh.briefgen-part.md", "c.md.abcdefgh.briefgen-part", ".abcdefg.briefgen-part"]
    for name in others:
        (tmp_path / name).touch()
    clear_unfinished(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*others, "c.md"])
    assert (tmp_path / "c.md").read_bytes() == b"old"


@pytest.mark.skipif(os.name == "nt", reason="there, the open file itself cannot be removed")
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_what_another_process_is_writing_is_left_to_it(tmp_path: Path, write: str) -> None:
    with interrupted(tmp_path, "alive", write) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        clear_unfinished(tmp_path)
        assert len(hidden(tmp_path)) == 1
        process.communicate("go on")
    assert process.returncode == 0
    (path,) = tmp_path.rglob("c.md")
    assert (path.read_bytes(), hidden(tmp_path)) == (b"new", [])


def test_what_is_taken_away_in_the_middle_is_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody removes the output folder, or clears away a file that was not claimed yet."""
    sync, folder, times = os.fsync, tmp_path / "output", []

    def removed(handle: int) -> None:
        sync(handle)
        times.append(handle)
        if len(times) <= 2:
            shutil.rmtree(folder)

    monkeypatch.setattr(os, "fsync", removed)
    write_whole(folder / "c.md", b"new")
    assert ((folder / "c.md").read_bytes(), hidden(folder), len(times)) == (b"new", [], 3)


def hidden(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.startswith(".")]
