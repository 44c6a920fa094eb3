"""What a worker does: from a job to documents in memory. It writes nothing, and what it returns can be pickled."""

import time
from collections.abc import Callable

from briefgen.account import Reading
from briefgen.build.cached import Shelf, used
from briefgen.build.failing import failure
from briefgen.build.jobs import Job
from briefgen.build.outcome import Made, Outcome
from briefgen.build.record import Record
from briefgen.build.shelf import Formats
from briefgen.guarded import guarded
from briefgen.making import Ready, made, prepare
from briefgen.problems import BriefgenError, Place, shown_path
from briefgen.project import Project


def perform(
    project: Project,
    job: Job,
    *,
    kept: bool = False,
    shelf: Shelf | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Outcome:
    """Make the documents of a job. Whatever is wrong is among the problems of the outcome.

    ``kept`` tells whether the outcome may be kept for later builds, so that it has to say what it is based on;
    ``shelf`` is where documents of single formats may have been kept.
    """
    outcome = Outcome(job.brief, clock=clock)
    limits, place = project.settings.limits, Place(shown_path(job.brief))
    with outcome.closing(), guarded(limits.of_brief, place, lambda: outcome.doing):
        ready = prepare(project, job.wish, outcome)
        if ready is not None:
            formats = Formats(None if job.force else shelf)
            _make(project, ready, job, formats, outcome)
            formats.close()
    if project.declared and len(outcome.documents) < len(job.targets):
        with outcome.closing(), guarded(limits.of_brief, place, lambda: outcome.doing):
            outcome.doing = "finding out what may be told of it"
            outcome.failure = failure(project, job, outcome)
    outcome.reading = Reading()
    if kept:
        outcome.used = used(project, outcome)
    return outcome


def _make(project: Project, ready: Ready, job: Job, formats: Formats, outcome: Outcome) -> None:
    if not job.targets:
        _look_through(ready, outcome)
        return
    record = Record(project, job, ready, outcome)
    try:
        for name, path in job.targets:
            try:
                written = made(ready, name, job.wish, outcome, formats.write)
                if written is not None:
                    entry = record.file(path, name, written, formats.made_by[name])
                    picture = formats.picture(written.data) if name == "pdf" and project.listed else b""
                    outcome.documents.append(Made(name, path, written.data, entry, picture))
            except BriefgenError as error:
                outcome.problems += error.problems
            outcome.ended(f"write {name}")
    finally:  # What was made before a writer met a bug is written all the same.
        outcome.record = record.whole()


def _look_through(ready: Ready, outcome: Outcome) -> None:
    """Find what a writer would find, where nothing is to be written."""
    from briefgen.tree.styled import pictureless

    look = ready.template.look_in(ready.case.brief.language)
    outcome.problems += pictureless(ready.document, look, ready.document.meta.template)
