"""Building: jobs are planned, performed and written. The only room that writes to the output folder."""

import time
from collections.abc import Callable, Generator, Sequence
from functools import partial

from briefgen.build.interrupts import held_back
from briefgen.build.jobs import Job, Options, inspections, plan
from briefgen.build.work import Outcome, perform
from briefgen.build.writing import Writing
from briefgen.problems import sort
from briefgen.project import Project

__all__ = ["Job", "Options", "Outcome", "inspections", "plan", "run"]

FEW = 3
"""So many jobs are done before other processes would be ready to help."""


def run(
    project: Project, jobs: Sequence[Job], *, workers: int = 1, clock: Callable[[], float] = time.perf_counter
) -> Generator[Outcome, None, None]:
    """Build each job, in order; one that fails does not stop the others.

    With several ``workers``, other processes do the work, as long as there is enough of it.
    """
    writing = Writing(jobs, recorded=project.declared)
    writing.begin()
    made = _performed(project, jobs, workers, clock)
    try:
        for number, (job, outcome) in enumerate(zip(jobs, made, strict=True), 1):
            with held_back():
                writing.write(job, outcome)
                if number == len(jobs):
                    outcome.problems = sort([*outcome.problems, *writing.close()])
            yield outcome
    finally:
        with held_back():  # What was written before the rest was broken off is there all the same.
            made.close()
            writing.close()


def _performed(
    project: Project, jobs: Sequence[Job], workers: int, clock: Callable[[], float]
) -> Generator[Outcome, None, None]:
    work = partial(perform, project, clock=clock)
    workers = min(workers, len(jobs))
    if workers <= 1 or len(jobs) <= FEW:
        yield from map(work, jobs)
        return
    from briefgen.build.pool import performed
    from briefgen.build.workers import Workers

    yield from performed(work, jobs, Workers, workers)
