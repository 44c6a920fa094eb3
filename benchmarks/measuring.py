"""What commands cost: CPU, time on the clock, and memory, with all the processes that they start."""

import ctypes
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_EVERY = 0.05
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Cost:
    """What one or more commands cost, one after another."""

    cpu: float
    """Seconds of computing, by the system's own account."""
    wall: float
    """Seconds on the clock."""
    peak: float
    """Megabytes: the most that all processes of a command had at a time; what they share is counted in each."""

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.cpu + other.cpu, self.wall + other.wall, max(self.peak, other.peak))


def cost(
    commands: Sequence[Sequence[str | Path]],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    fine: Sequence[int] = (0,),
) -> Cost:
    """Run commands one after another; raises RuntimeError for one whose exit code is not among ``fine``."""
    total = Cost(0, 0, 0)
    for command in commands:
        total += _cost([str(word) for word in command], folder, {**os.environ, **(environment or {})}, fine)
    return total


def _cost(command: Sequence[str], folder: Path, environment: Mapping[str, str], fine: Sequence[int]) -> Cost:
    started = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert child.stderr
    watch = _Watch(child.pid)
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    cpu = used.ru_utime + used.ru_stime + sum(_orphans())
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stderr.close()
    if child.returncode not in fine:
        raise RuntimeError(f"{' '.join(command[:6])}: exit code {child.returncode}: {said[-2000:]}")
    return Cost(cpu, wall, max(watch.peak(), used.ru_maxrss / 1024))


def _orphans() -> Iterator[float]:
    """Yield the CPU of processes whose parent ended first; they have become ours, and are waited for."""
    while True:
        try:
            _, _, used = os.wait4(-1, 0)
        except ChildProcessError:
            return
        yield used.ru_utime + used.ru_stime


def adopt_orphans() -> None:
    """Have this process become the parent of what the programs that it starts leave behind (Linux: prctl)."""
    if ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1) != 0:
        raise OSError("this system does not say what orphans cost")


_PR_SET_CHILD_SUBREAPER = 36


class _Watch:
    """Looks at the memory of a process and of all that it started, until told to stop."""

    def __init__(self, process: int) -> None:
        self._process, self._most, self._over = process, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def peak(self) -> float:
        self._over.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            self._most = max(self._most, sum(map(_resident, _tree(self._process))))


def _tree(process: int) -> list[int]:
    found = [process]
    for one in found:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _resident(process: int) -> float:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE / 2**20
    except (OSError, IndexError):
        return 0.0
