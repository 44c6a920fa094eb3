"""What a worker does: from a job to documents in memory. It writes nothing, and what it returns can be pickled."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from briefgen import manifest
from briefgen.account import Account
from briefgen.build.jobs import Job
from briefgen.check import CHECKS
from briefgen.making import Ready, counted, made, prepare
from briefgen.problems import BriefgenError
from briefgen.project import Project


class Made(NamedTuple):
    """A document that has only to be written down."""

    format: str
    target: Path
    data: bytes


@dataclass
class Outcome(Account):
    """What came of a job."""

    documents: list[Made] = field(default_factory=list)
    """What was made and is not written yet."""
    record: dict[str, Any] | None = None
    """What the manifest will say of the build, but for its files."""
    written: list[Path] = field(default_factory=list)


def perform(project: Project, job: Job, *, clock: Callable[[], float] = time.perf_counter) -> Outcome:
    """Make the documents of a job. Whatever is wrong is among the problems of the outcome."""
    outcome = Outcome(job.brief, clock=clock)
    with outcome.closing():
        ready = prepare(project, job.wish, outcome)
        if ready is not None:
            outcome.record = _record(project, job, ready)
            _make(ready, job, outcome)
    return outcome


def _make(ready: Ready, job: Job, outcome: Outcome) -> None:
    if not job.targets:
        from briefgen.tree.styled import pictureless

        look = ready.template.look_in(ready.case.brief.language)
        outcome.problems += pictureless(ready.document, look, ready.document.meta.template)
    for name, path in job.targets:
        try:
            data = made(ready, name, job.wish, outcome)
            if data is not None:
                outcome.documents.append(Made(name, path, data))
        except BriefgenError as error:
            outcome.problems += error.problems
        outcome.ended(f"write {name}")


def _record(project: Project, job: Job, ready: Ready) -> dict[str, Any]:
    case = ready.case
    return manifest.record(
        manifest.Build(
            content=manifest.Input(project.within(job.brief), ready.digest),
            sources=tuple(manifest.Input(project.within(Path(text.name)), text.sha256) for text in case.texts.values()),
            template=manifest.Input(str(ready.template.settings.name), manifest.digest(ready.template.folders)),
            draft=job.wish.draft,
            checks=tuple(function.__name__.replace("_", "-") for function in CHECKS),
            problems=ready.found,
            coverage=counted(case),
            accept=case.brief.accept,
            overrides=ready.template.overrides,
        )
    )
