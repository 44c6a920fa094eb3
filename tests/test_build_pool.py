"""Jobs for the workers of an executor: their order, how many wait, and that none is lost."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from briefgen.account import Wish
from briefgen.build.jobs import Job
from briefgen.build.outcome import Outcome
from briefgen.build.pool import AHEAD, Begin, cores, performed
from briefgen.build.workers import Workers


def jobs(*names: str) -> list[Job]:
    return [Job(Wish(Path(name))) for name in names]


NUMBERED = jobs(*map(str, range(20)))


def handed(work: Callable[[Job], Outcome]) -> Begin:
    return lambda executor, job: executor.submit(work, job)


def said(
    work: Callable[[Job], Outcome], given: list[Job], hire: Callable[[int], Executor], workers: int = 2
) -> list[str]:
    """Return the name of each outcome, or its problem's code."""
    done = performed(handed(work), given, hire, 2)
    return [outcome.problems[0].code if outcome.problems else outcome.brief.name for outcome in done]


def work(job: Job) -> Outcome:
    return Outcome(job.brief)


# --- Any executor -----------------------------------------------------------------------------------------------------
def test_outcomes_come_in_the_order_of_jobs() -> None:
    held = threading.Event()

    def waiting(job: Job) -> Outcome:
        if job.brief.name == "0":
            held.wait(10)
        if job.brief.name == "3":
            held.set()
        return work(job)

    assert said(waiting, NUMBERED, ThreadPoolExecutor) == [str(number) for number in range(20)]


def test_few_jobs_are_ahead_of_their_turn() -> None:
    begun: list[Job] = []

    def noted(job: Job) -> Outcome:
        begun.append(job)
        return work(job)

    outcomes = performed(handed(noted), NUMBERED, ThreadPoolExecutor, 2)
    next(outcomes)
    assert len(begun) <= 2 * AHEAD
    outcomes.close()  # type: ignore[attr-defined]
    assert len(begun) <= 2 * AHEAD


def test_a_bug_costs_one_job() -> None:
    def buggy(job: Job) -> Outcome:
        if job.brief.name == "1":
            raise RuntimeError("lost")
        return work(job)

    assert said(buggy, NUMBERED[:3], ThreadPoolExecutor) == ["0", "internal-error", "2"]


class Brittle(Executor):
    """Breaks for good when a job is deadly, and takes all down that it has not done."""

    hired = 0

    def __init__(self, count: int) -> None:
        Brittle.hired += 1
        self.waiting: list[tuple[Callable[[], Outcome], Future[Outcome]]] = []
        self.broken = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self.broken:
            raise BrokenProcessPool("broken")
        future: Future[Any] = Future()
        self.waiting.append((partial(fn, *args, **kwargs), future))
        if len(self.waiting) == 4 or args[0].brief.name in ("last", "deadly"):
            self._do()
        return future

    def _do(self) -> None:
        for do, future in self.waiting:
            try:
                if self.broken:
                    raise BrokenExecutor("died")
                future.set_result(do())
            except BrokenExecutor as error:
                self.broken = True
                future.set_exception(error)
        self.waiting.clear()


def test_who_shares_an_executor_with_a_deadly_job_is_done_all_the_same() -> None:
    def deadly(job: Job) -> Outcome:
        if job.brief.name == "deadly":
            raise BrokenExecutor("died")
        return work(job)

    names = ["a", "b", "deadly", "c", "d", "e", "deadly", "f", "last"]
    expected = ["worker-died" if name == "deadly" else name for name in names]
    assert said(deadly, jobs(*names), Brittle) == expected


# --- Processes --------------------------------------------------------------------------------------------------------
def kill(once: Path, job: Job) -> Outcome:
    """Die of the job "always", and once of "once"."""
    if job.brief.name == "always" or (job.brief.name == "once" and not once.exists()):
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return work(job)


@pytest.mark.xdist_group("processes")
def test_a_job_that_kills_its_worker_twice_is_at_fault(tmp_path: Path) -> None:
    names = ["a", "always", "b", "once", "c", "d", "always", "e"]
    expected = ["worker-died" if name == "always" else name for name in names]
    assert said(partial(kill, tmp_path / "once"), jobs(*names), Workers) == expected


@pytest.fixture
def one_core() -> Iterator[None]:
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    yield
    os.sched_setaffinity(0, before)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system does not hold processes to cores")
def test_cores_are_those_that_may_be_used(one_core: None) -> None:
    assert cores() == 1
