"""What a command says, where nobody listens, or where it cannot be written."""

import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
SAID = "import sys; sys.argv[0] = 'briefgen'; from briefgen.cli import run; run()"
pytestmark = pytest.mark.skipif(not FULL.exists(), reason="needs a disk that is always full")


def shell(words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of shell, in which ``briefgen`` stands for the command, as buffered as a user has it."""
    command = f'briefgen() {{ env -u PYTHONUNBUFFERED \'{sys.executable}\' -c "$SAID" "$@"; }}\n{words}'
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env={"SAID": SAID}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("words", ["--version", "explain cannot-write"])
def test_a_full_disk_is_no_bug(tmp_path: Path, words: str) -> None:
    done = shell(f"briefgen {words} > /dev/full", tmp_path)
    said = "briefgen: what it has to say cannot be written: no space left on device\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_nothing_can_be_said_at_all(tmp_path: Path) -> None:
    done = shell("briefgen explain no-such-code > /dev/full 2>&1", tmp_path)
    assert done.returncode == 1


def test_a_reader_who_goes_away_is_told_nothing(tmp_path: Path) -> None:
    done = shell("briefgen explain cannot-write | true; echo ${PIPESTATUS[0]}", tmp_path)
    assert done.stdout.split() in (["1"], ["0"])  # Whoever is quick enough has told it all.
    assert done.stderr == ""


def test_streams_that_are_closed_do_not_get_into_files(tmp_path: Path) -> None:
    """The system gives their numbers to the next files that are opened."""
    (tmp_path / "a.txt").write_text("The board decided.\n")
    brief = "title: A bridge\nsources: [a.txt]\ndecisions: [{text: The board decided., evidence: The board decided}]\n"
    (tmp_path / "a.yaml").write_text(brief)
    done = shell("briefgen build -f md a.yaml -o open && briefgen build -f md a.yaml -o closed <&- >&- 2>&-", tmp_path)
    assert (done.returncode, done.stderr) == (0, "1 of 1 files written\n")
    assert (tmp_path / "closed/a.md").read_bytes() == (tmp_path / "open/a.md").read_bytes()
