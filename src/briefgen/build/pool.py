"""Jobs done by the workers of an executor, whichever that is: in order, a few ahead, and none is lost with a worker."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future

from briefgen.build.interrupts import held_back
from briefgen.build.jobs import Job
from briefgen.build.outcome import Outcome
from briefgen.problems import BriefgenError, Place, Problem, shown_path

Begin = Callable[[Executor, Job], Future[Outcome]]
"""Hands a job to an executor."""
Hire = Callable[[int], Executor]
"""Makes an executor with so many workers. One that has them already says how many: ``workers``."""

AHEAD = 3
"""So many jobs a worker are under way or done before their turn: what is done early waits in memory."""


def cores() -> int:
    """Return how many processes can run at a time: of the machine's cores, those that this process may use."""
    count: Callable[[], int | None] = getattr(os, "process_cpu_count", os.cpu_count)
    if count is os.cpu_count and hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return count() or 1


def performed(begin: Begin, jobs: Iterable[Job], hire: Hire, workers: int) -> Iterator[Outcome]:
    """Yield what comes of jobs, in their order.

    A job whose worker dies is done once more, by a worker that does nothing else; when that dies too, the job is at
    fault, and has a problem for an outcome. Raises BriefgenError when there are no workers.
    """
    todo, running = iter(jobs), deque[tuple[Job, Future[Outcome]]]()
    with _Crew(begin, hire, workers) as crew:
        while True:
            while len(running) < crew.workers * AHEAD and (job := next(todo, None)):
                running.append((job, crew.begin(job)))
            if not running:
                return
            job, future = running.popleft()
            yield _result(job, future) or _result_alone(begin, job, hire) or _died(job)


class _Crew:
    """An executor that is made anew when it is broken."""

    def __init__(self, begin: Begin, hire: Hire, workers: int) -> None:
        self._begin, self._hire, self._wanted = begin, hire, workers
        self._executor = hire(workers)

    @property
    def workers(self) -> int:
        return getattr(self._executor, "workers", self._wanted)

    def __enter__(self) -> "_Crew":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with held_back():
            self._executor.shutdown(wait=kind is None, cancel_futures=True)

    def begin(self, job: Job) -> Future[Outcome]:
        try:
            return self._begin(self._executor, job)
        except BrokenExecutor:
            self._executor.shutdown(wait=False)
            self._executor = self._hire(self._wanted)
            return self._begin(self._executor, job)


def _result(job: Job, future: Future[Outcome]) -> Outcome | None:
    """Return what came of a job; None where its worker died, or died of another's. Raises BriefgenError."""
    bug = Outcome(job.brief)
    refusal: BriefgenError | None = None
    with bug.closing():
        try:
            return future.result()
        except (BrokenExecutor, CancelledError):
            return None
        except BriefgenError as error:  # It is not about this job.
            refusal = error
    if refusal:
        raise refusal
    return bug


def _result_alone(begin: Begin, job: Job, hire: Hire) -> Outcome | None:
    with _Crew(begin, hire, 1) as crew:
        return _result(job, crew.begin(job))


def _died(job: Job) -> Outcome:
    message = "the process that made its documents died, twice"
    remedy = "build it alone; if that works, there is too little memory for so many at a time: -j 1"
    problem = Problem(Place(shown_path(job.brief)), "worker-died", message, remedy)
    return Outcome(job.brief, problems=[problem])
