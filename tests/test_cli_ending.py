"""How a command ends before it is done, and what it says of the way there."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.build.interrupts import held_back
from briefgen.cli.progress import followed, line

COMMAND = [sys.executable, "-m", "briefgen", "build", "--no-cache"]


@pytest.mark.parametrize(
    ("done", "pace", "said"),
    [
        (0, None, "0 of 200 briefs built …"),
        (1, 0.3, "1 of 200 briefs built, 60 s left"),
        (150, 0.3, "150 of 200 briefs built, 15 s left"),
        (199, 0.01, "199 of 200 briefs built, 1 s left"),
        (100, 6.0, "100 of 200 briefs built, 10 min left"),
        (1, 60.0, "1 of 200 briefs built, 3 h 19 min left"),
    ],
)
def test_a_line_says_how_far_it_is_and_how_long_it_will_take(done: int, pace: float | None, said: str) -> None:
    assert line(done, 200, "briefs built", pace) == said


def test_a_log_hears_now_and_then_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Each of these takes eleven seconds of a clock that does not run."""
    times = iter(range(0, 200, 11))
    assert [*followed(range(8), 8, "briefs built", clock=lambda: next(times))] == [*range(8)]
    assert capsys.readouterr().err.splitlines() == ["3 of 8 briefs built, 55 s left", "6 of 8 briefs built, 22 s left"]


def test_what_has_to_be_whole_is_not_broken_off() -> None:
    steps = []

    def work() -> None:
        with held_back():
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.01)
            steps.append("whole")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert steps == ["whole"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


# --- The end of the process -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("code", "status", "said"),
    [("None", 0, ""), ("0", 0, ""), ("3", 3, ""), ("True", 1, ""), ("'no paper'", 1, "no paper\n"), ("()", 1, "()\n")],
)
def test_a_process_ends_as_python_would_end_it(code: str, status: int, said: str) -> None:
    program = f"import sys\nfrom briefgen.cli.ending import leave\nprint('a', end='')\n{{}}({code})"
    ours, pythons = (
        subprocess.run([sys.executable, "-c", program.format(end)], capture_output=True, text=True, check=False)
        for end in ("leave", "sys.exit")
    )
    assert (ours.returncode, ours.stdout, ours.stderr) == (status, "a", said)
    assert (pythons.returncode, pythons.stdout, pythons.stderr) == (status, "a", said)


def test_what_has_to_be_done_before_the_end_is_done() -> None:
    program = (
        "import atexit, threading, time\nfrom briefgen.cli.ending import leave\n"
        "atexit.register(print, 'last')\n"
        "threading.Thread(target=lambda: (time.sleep(0.2), print('first'))).start()\n"
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        "class Kept:\n    def __del__(self): print('taken apart')\n"
        "kept = Kept()\nleave(0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.split() == ["first", "last"]


# --- Whole programs ---------------------------------------------------------------------------------------------------
@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "briefgen.yaml").write_text("")
    (tmp_path / "a.txt").write_text("The board decided.")
    brief = "title: A\nsources: [a.txt]\ndecisions: [{text: The board decided., evidence: The board decided}]\n"
    for number in range(40):
        (tmp_path / f"content/{number:02}.yaml").write_text(brief)
    return tmp_path


@pytest.fixture
def put_aside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("aside")


def at_work(folder: Path) -> list[str]:
    """Return the processes that work in a folder."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and (process / "cwd").resolve() == folder.resolve():
                found.append((process / "cmdline").read_text("utf-8").replace("\0", " "))
        except OSError:
            continue
    return [one for one in found if one]


ENDS = [
    ("SIGINT", True, "2", 130),
    ("SIGINT", False, "2", 130),
    ("SIGTERM", False, "2", 143),
    ("SIGHUP", True, "2", 129),
    ("SIGINT", True, "1", 130),
    ("SIGKILL", False, "2", -9),
]


@pytest.mark.thorough
@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs the list of processes")
@pytest.mark.parametrize(("name", "everybody", "workers", "code"), ENDS)
def test_a_build_that_is_broken_off_leaves_everything_in_order(
    name: str, everybody: bool, workers: str, code: int, project: Path, put_aside: Path
) -> None:
    with subprocess.Popen(
        [*COMMAND, "-f", "md,pdf", "-j", workers],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "TMPDIR": str(put_aside)},
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(3)]
        (os.killpg if everybody else os.kill)(process.pid, signal.Signals[name])
        out, err = process.communicate(timeout=60)
    assert process.returncode == code
    until = time.monotonic() + 60
    while at_work(project):
        assert time.monotonic() < until, at_work(project)
        time.sleep(0.05)
    assert "Traceback" not in err
    if code == -9:
        return
    told = {line.removeprefix("output/") for line in "".join([*said, out]).split()}
    there = {path.name for path in (project / "output").iterdir()} - {"index.html", "manifest.json"}
    assert told <= there  # The last brief's files may not have been told of.
    assert err.splitlines()[-1] == f"stopped: {len(there)} of 80 files written"
    manifest = json.loads((project / "output/manifest.json").read_text("utf-8"))
    assert {file["file"] for build in manifest["builds"] for file in build["files"]} == there
    assert not list(put_aside.iterdir())


def seen(terminal: int) -> Iterator[str]:
    try:
        while data := os.read(terminal, 4096):
            yield data.decode()
    except OSError:  # On Linux, the end of a terminal is an error.
        return


@pytest.mark.thorough
def test_a_terminal_shows_how_far_a_build_is(project: Path) -> None:
    few = [f"content/{number:02}.yaml" for number in range(8)]
    ours, theirs = pytest.importorskip("pty").openpty()
    with subprocess.Popen(
        [*COMMAND, "-f", "md", *few], cwd=project, stdout=subprocess.DEVNULL, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = "".join(seen(ours))
    os.close(ours)
    assert process.returncode == 0
    lines = shown.split("\r\x1b[K")
    assert lines[1] == "0 of 8 briefs built …"
    assert any(line.startswith("4 of 8 briefs built, ") and line.endswith(" s left") for line in lines)
    assert lines[-1] == "8 of 8 files written\r\n"
    logged = subprocess.run(
        [*COMMAND, "-f", "md", "--force", *few], cwd=project, capture_output=True, text=True, check=True
    )
    assert logged.stderr.splitlines()[-1] == "8 of 8 files written"
    assert len(logged.stdout.splitlines()) == 8
