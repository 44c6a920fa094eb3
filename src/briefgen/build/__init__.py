"""Building: jobs are planned, performed and written. The only room that writes to the output folder."""

import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Executor, Future
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from briefgen.build.cached import Cache, Shelf, cache_of
from briefgen.build.interrupts import held_back
from briefgen.build.jobs import Job, Options, inspections, plan
from briefgen.build.outcome import Outcome
from briefgen.build.writing import Writing
from briefgen.problems import Problem, sort
from briefgen.project import Project

if TYPE_CHECKING:
    from briefgen.build.pool import Begin, Hire

__all__ = ["Cache", "Job", "Options", "Outcome", "cache_of", "inspections", "plan", "run"]

FEW, FEW_LIGHT = 3, 16
"""So many jobs are done before other processes would be ready to help; so many, where nobody asks for pages."""


def run(
    project: Project,
    jobs: Sequence[Job],
    *,
    workers: int = 1,
    hire: "Hire | None" = None,
    cache: Cache | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Generator[Outcome, None, None]:
    """Build each job, in order; one that fails does not stop the others.

    With several ``workers``, other processes do the work, as long as there is enough of it; or the workers that
    ``hire`` finds (:func:`briefgen.build.executors.at`), whatever there is. What ``cache`` knows need not be done.
    """
    writing = Writing(project, jobs, cache)
    writing.begin()
    made = _outcomes(project, jobs, _Hands(workers, hire, clock), cache)
    try:
        for number, (job, outcome) in enumerate(zip(jobs, made, strict=True), 1):
            late = None
            try:
                with held_back() if number == len(jobs) or outcome.is_new else nullcontext():
                    if cache:
                        cache.keep(job, outcome)
                    writing.write(job, outcome)
                    if number == len(jobs):
                        outcome.problems = sort([*outcome.problems, *_closed(writing, cache)])
            except KeyboardInterrupt as error:
                late = error
            yield outcome  # What is written is told.
            if late is not None:
                raise late
    finally:
        with held_back():  # What was written before the rest was broken off is there all the same.
            made.close()
            _closed(writing, cache)


def _closed(writing: Writing, cache: Cache | None) -> list[Problem]:
    problems = writing.close()
    return [*problems, *cache.close()] if cache else problems


@dataclass(frozen=True)
class _Hands:
    """Who does the work."""

    workers: int
    hire: "Hire | None"
    clock: Callable[[], float]

    def few(self) -> "_Hands":
        """Return who does a job or two."""
        return replace(self, workers=1, hire=None)


def _outcomes(
    project: Project, jobs: Sequence[Job], hands: _Hands, cache: Cache | None
) -> Generator[Outcome, None, None]:
    """Yield what came of each job before, and what comes of the others now."""
    keys = [cache.knows(job) if cache else None for job in jobs]
    todo = [job for job, key in zip(jobs, keys, strict=True) if key is None]
    with closing(_performed(project, todo, hands, cache)) as made:
        for job, key in zip(jobs, keys, strict=True):
            recalled = cache.recalled(job, key) if cache and key else None
            if key and recalled is None:  # It has gone in the meantime.
                (recalled,) = _performed(project, [job], hands.few(), cache)
            yield recalled or next(made)


def _performed(
    project: Project, jobs: Sequence[Job], hands: _Hands, cache: Cache | None
) -> Generator[Outcome, None, None]:
    if not jobs:
        return
    work = partial(_done, project, kept=cache is not None, shelf=cache.shelf if cache else None, clock=hands.clock)
    workers = min(hands.workers, len(jobs))
    few = FEW if any(name == "pdf" for job in jobs for name, _ in job.targets) else FEW_LIGHT
    if hands.hire is None and (workers <= 1 or len(jobs) <= few):
        yield from map(work, jobs)
        return
    from briefgen.build.executors import sending
    from briefgen.build.pool import performed
    from briefgen.build.workers import Workers

    send: Begin | None = None

    def begin(executor: Executor, job: Job) -> Future[Outcome]:
        nonlocal send
        if isinstance(executor, Workers):  # Those of this machine read the files themselves.
            return executor.submit(work, job)
        send = send or sending(project, kept=cache is not None)
        return send(executor, job)

    yield from performed(begin, jobs, hands.hire or Workers, workers)


def _done(project: Project, job: Job, *, kept: bool, shelf: Shelf | None, clock: Callable[[], float]) -> Outcome:
    from briefgen.build.work import perform  # Who does no job loads nothing of what that needs.

    return perform(project, job, kept=kept, shelf=shelf, clock=clock)
