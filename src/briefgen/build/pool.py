"""Jobs done by the workers of an executor, whichever that is: in order, a few ahead, and none is lost with a worker."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future

from briefgen.build.interrupts import held_back
from briefgen.build.jobs import Job
from briefgen.build.outcome import Outcome
from briefgen.problems import Place, Problem, shown_path

Work = Callable[[Job], Outcome]
Hire = Callable[[int], Executor]
"""Makes an executor with so many workers."""

AHEAD = 3
"""So many jobs a worker are under way or done before their turn: what is done early waits in memory."""


def cores() -> int:
    """Return how many processes can run at a time: of the machine's cores, those that this process may use."""
    count: Callable[[], int | None] = getattr(os, "process_cpu_count", os.cpu_count)
    if count is os.cpu_count and hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return count() or 1


def performed(work: Work, jobs: Iterable[Job], hire: Hire, workers: int) -> Iterator[Outcome]:
    """Yield what comes of jobs, in their order.

    A job whose worker dies is done once more, by a worker that does nothing else; when that dies too, the job is at
    fault, and has a problem for an outcome.
    """
    todo, running = iter(jobs), deque[tuple[Job, Future[Outcome]]]()
    with _Crew(work, hire, workers) as crew:
        while True:
            while len(running) < workers * AHEAD and (job := next(todo, None)):
                running.append((job, crew.begin(job)))
            if not running:
                return
            job, future = running.popleft()
            yield _result(job, future) or _result_alone(work, job, hire) or _died(job)


class _Crew:
    """An executor that is made anew when it is broken."""

    def __init__(self, work: Work, hire: Hire, workers: int) -> None:
        self._work, self._hire, self._workers = work, hire, workers
        self._executor = hire(workers)

    def __enter__(self) -> "_Crew":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with held_back():
            self._executor.shutdown(wait=kind is None, cancel_futures=True)

    def begin(self, job: Job) -> Future[Outcome]:
        try:
            return self._executor.submit(self._work, job)
        except BrokenExecutor:
            self._executor.shutdown(wait=False)
            self._executor = self._hire(self._workers)
            return self._executor.submit(self._work, job)


def _result(job: Job, future: Future[Outcome]) -> Outcome | None:
    """Return what came of a job; None where its worker died, or died of another's."""
    bug = Outcome(job.brief)
    with bug.closing():
        try:
            return future.result()
        except (BrokenExecutor, CancelledError):
            return None
    return bug


def _result_alone(work: Work, job: Job, hire: Hire) -> Outcome | None:
    with _Crew(work, hire, 1) as crew:
        return _result(job, crew.begin(job))


def _died(job: Job) -> Outcome:
    message = "the process that made its documents died, twice"
    remedy = "build it alone; if that works, there is too little memory for so many at a time: -j 1"
    problem = Problem(Place(shown_path(job.brief)), "worker-died", message, remedy)
    return Outcome(job.brief, problems=[problem])
