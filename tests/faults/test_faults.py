"""Whatever disturbs a build, each file is whole, and the next build mends the rest: here in short.

``script/faults`` does it at length.
"""

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tracing import calls, traced
from trials import Commands, Ended, Ground, each

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux for processes"),
    pytest.mark.xdist_group("faults"),
]
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")

TRIALS = int(os.environ.get("BRIEFGEN_FAULTS", "12"))
"""How often a build is disturbed in a way that is random."""


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    commands = Commands()
    yield Ground(tmp_path_factory.mktemp("faults") / "project", commands)
    commands.close()


# --- Killed -----------------------------------------------------------------------------------------------------------
def test_a_build_is_killed_at_any_moment(ground: Ground) -> None:
    def killed(chance: random.Random) -> Ended:
        running = ground.start("build")
        time.sleep(chance.uniform(0, 1.05 * ground.seconds))
        running.kill()
        return running.ended()

    each(ground, TRIALS, killed)


@needs_strace
def test_a_build_is_killed_between_two_steps(ground: Ground) -> None:
    """Between the parts of a file, before it is on the disk, before it has its name, before the manifest says so."""
    ground.reset()
    steps = calls(ground, "build")

    def killed(chance: random.Random) -> Ended:
        call, number = chance.choice(steps)
        running = ground.start("build", held=True)
        with traced(running, "-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={number}"):
            ended = running.ended()
        assert ended.code == -signal.SIGKILL
        return ended

    each(ground, TRIALS, killed)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_build_is_told_to_end(ground: Ground, number: signal.Signals) -> None:
    def told(chance: random.Random) -> Ended:
        running = ground.start("build")
        time.sleep(chance.uniform(0, 1.05 * ground.seconds))
        running.kill(number)
        ended = running.ended()
        assert ended.code in {0, 1, 128 + number, -number}, (ended.code, ended.stderr)
        return ended

    each(ground, (TRIALS + 2) // 3, told)


# --- Refused ----------------------------------------------------------------------------------------------------------
@needs_strace
@pytest.mark.parametrize("error", ["ENOSPC", "EIO", "EROFS", "EACCES"])
def test_the_system_refuses_a_step(ground: Ground, error: str) -> None:
    """Once, or from then on; and what it was is said."""
    ground.reset()
    steps = calls(ground, "build")

    def refused(chance: random.Random) -> Ended:
        call, number = chance.choice(steps)
        when = f"{number}{chance.choice(['', '+'])}"
        running = ground.start("build", held=True)
        with traced(running, "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}"):
            return running.ended()

    each(ground, (TRIALS + 3) // 4, refused)
