"""Workers that are processes: what they do, and what becomes of the rest when one dies or nobody waits.

These and the preview's tests share the process that all others are forked from: it takes as long to start as a build.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from briefgen.build.workers import Workers

pytestmark = pytest.mark.xdist_group("processes")


@pytest.fixture
def two() -> Iterator[Workers]:
    with Workers(2) as workers:
        yield workers


def process() -> tuple[int, str]:
    time.sleep(0.05)
    return os.getpid(), tempfile.gettempdir()


def large(size: int) -> bytes:
    return b"x" * size


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Deadly:
    """Kills whoever sends it."""

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        die()
        return Deadly, ()


def wrong() -> None:
    raise LookupError("no such thing")


def unfit() -> object:
    return lambda: None


def test_several_processes_work_and_are_kept(two: Workers) -> None:
    done = [future.result() for future in [two.submit(process) for _ in range(8)]]
    assert len({number for number, _ in done}) == 2
    assert os.getpid() not in {number for number, _ in done}


def test_what_is_large_comes_back(two: Workers) -> None:
    assert len(two.submit(large, 5_000_000).result()) == 5_000_000


def test_an_error_comes_back_and_the_worker_goes_on(two: Workers) -> None:
    with pytest.raises(LookupError, match="no such thing"):
        two.submit(wrong).result()
    with pytest.raises(RuntimeError, match="lambda"):
        two.submit(unfit).result()
    with pytest.raises(AttributeError, match="lambda"):
        two.submit(lambda: None)
    assert two.submit(large, 3).result() == b"xxx"


def test_a_death_costs_one_job(two: Workers) -> None:
    futures = [two.submit(large, 10) for _ in range(4)]
    deaths = [two.submit(die), two.submit(Deadly)]
    futures += [two.submit(large, 10) for _ in range(4)]
    for death in deaths:
        with pytest.raises(BrokenExecutor):
            death.result()
    assert [future.result() for future in futures] == [b"x" * 10] * 8


def test_what_workers_put_aside_goes_with_them(two: Workers) -> None:
    _, folder = two.submit(process).result()
    assert Path(folder).is_dir()
    two.shutdown()
    assert not Path(folder).exists()


def test_whoever_does_not_wait_has_the_workers_ended() -> None:
    workers = Workers(2)
    number, folder = max(future.result() for future in [workers.submit(process) for _ in range(8)])
    sleeping = [workers.submit(time.sleep, 60) for _ in range(4)]
    while not all(future.running() for future in sleeping[:2]):
        time.sleep(0.01)
    begun = time.monotonic()
    workers.shutdown(wait=False, cancel_futures=True)
    assert time.monotonic() - begun < 5
    assert [future.cancelled() for future in sleeping] == [False, False, True, True]
    for future in sleeping[:2]:
        with pytest.raises(BrokenExecutor):
            future.result(5)
    assert not Path(f"/proc/{number}").exists()
    assert not Path(folder).exists()
    with pytest.raises(RuntimeError, match="sent away"):
        workers.submit(process)


# --- Type faces -------------------------------------------------------------------------------------------------------
def faces() -> tuple[str, int]:
    """Have a style sheet read, and return where the faces are that are known then, and how many."""
    from briefgen.writers.pdf.renderer import shared

    machine = shared()
    machine.sheet("p { color: red }")
    time.sleep(0.1)
    return str(machine.fonts._folder), len(list(Path(machine.fonts._folder).iterdir()))


def test_each_process_has_its_faces_for_itself(two: Workers) -> None:
    """What one makes known of a face, its sister would take for known, and not have."""
    found = {future.result() for future in [two.submit(faces) for _ in range(4)]}
    assert len(found) == 2
    assert len({count for _, count in found}) == 1
    assert found.pop()[1] > 4


# --- Who only hands out and writes ------------------------------------------------------------------------------------
OTHERS_DO_IT = """
import sys
from concurrent.futures import Future
from pathlib import Path
from briefgen.build import Job, Outcome, run
from briefgen.build.workers import Workers
from briefgen.account import Wish
from briefgen.project import find

class Elsewhere(Workers):
    def submit(self, work, job):
        super().submit(work, job).cancel()
        done = Future()
        done.set_result(Outcome(job.brief))
        return done

    def _serve(self):
        pass

jobs = [Job(Wish(Path(f"{number}.yaml")), (("pdf", Path(f"{number}.pdf")),)) for number in range(9)]
assert len([*run(find(Path()), jobs, workers=2, hire=Elsewhere)]) == 9
print({name for name in sys.modules if name.startswith("briefgen.")} & {"briefgen.making", "briefgen.build.work"})
"""


def test_where_workers_make_all_of_it_the_first_process_loads_nothing_of_what_makes_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OTHERS_DO_IT], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


SWALLOWED = """
import os, signal, sys, threading
from multiprocessing import Pipe
from briefgen.build import workers
ours, theirs = Pipe()
class Kept:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGIO)
        for _ in range(1000): pass  # Where Python sees to signals.
class Job:
    def __call__(self):
        Kept()
        print("it goes on")
import __main__
__main__.__file__ = ""
import pickle
ours.send_bytes(pickle.dumps(Job()))
workers._work(theirs, sys.argv[1])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGIO"), reason="no such signal here")
def test_an_exit_that_is_swallowed_ends_the_process_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    command = [sys.executable, "-c", SWALLOWED, folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not folder.exists()
