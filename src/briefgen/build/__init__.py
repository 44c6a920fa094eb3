"""Building: jobs are planned, performed and written. The only room that writes to the output folder."""

import time
from collections.abc import Callable, Iterator, Sequence

from briefgen.build.jobs import Job, Options, inspections, plan
from briefgen.build.work import Outcome, perform
from briefgen.build.writing import Writing
from briefgen.problems import sort
from briefgen.project import Project

__all__ = ["Job", "Options", "Outcome", "inspections", "plan", "run"]


def run(project: Project, jobs: Sequence[Job], *, clock: Callable[[], float] = time.perf_counter) -> Iterator[Outcome]:
    """Build each job, in order; one that fails does not stop the others."""
    writing = Writing(jobs, recorded=project.declared)
    writing.begin()
    try:
        for number, job in enumerate(jobs, 1):
            outcome = perform(project, job, clock=clock)
            writing.write(job, outcome)
            if number == len(jobs):
                outcome.problems = sort([*outcome.problems, *writing.close()])
            yield outcome
    finally:  # What was written before the rest was broken off is there all the same.
        writing.close()
