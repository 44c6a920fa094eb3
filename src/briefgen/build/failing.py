"""What the manifest will say of a brief of which documents are missing, so that no list passes over it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from briefgen.build.jobs import Job
from briefgen.build.outcome import Outcome
from briefgen.build.publishing import Publishable
from briefgen.making import marking
from briefgen.manifest import Data, as_data
from briefgen.manifest.form import Failure, Finding, Unmade
from briefgen.model import Brief
from briefgen.problems import Problem
from briefgen.project import Project
from briefgen.values import Day

_IN_COMMON = ("title", "language", "marking", "status", "as_of", "version")
"""What a build and a failure both say of a brief."""


def failure(project: Project, job: Job, outcome: Outcome) -> Data:
    """Return what is to be said of a brief where not all was made: by who has read it."""
    reading = outcome.reading
    publishable = Publishable(project, outcome.inputs.paths, reading.texts)
    told = set(reading.told) if outcome.documents else set()
    problems = [problem for problem in outcome.problems if problem not in told]
    may_be_told = reading.brief is not None and reading.texts is not None
    findings = publishable.findings(problems) if may_be_told else publishable.general(problems)
    about = _head(reading.brief, reading.template) if reading.brief else {}
    return _said(project, job, reading.digest, findings, about)


def _head(brief: Brief, template: str) -> Mapping[str, Any]:
    """Return what a brief is; of one with mistakes, what is wrong is None."""
    return {
        "identified": True,
        "title": str(brief.title) if brief.title else None,
        "language": brief.language,
        "marking": marking(brief) or None,
        "status": brief.status,
        "as_of": brief.as_of.date.isoformat() if isinstance(brief.as_of, Day) else None,
        "version": str(brief.version) if brief.version else None,
        "template": template or None,
    }


def unwritten(
    project: Project, job: Job, outcome: Outcome, missing: Iterable[tuple[str, Path]], late: Sequence[Problem]
) -> Data:
    """Return what is to be said of files that are missing once all is written.

    ``late`` is what was wrong with writing them.
    """
    said = outcome.failure or _afterwards(project, job, outcome, () if late else outcome.problems)
    publishable = Publishable(project, [*outcome.inputs.paths, *(target for _, target in missing)])
    findings = [*said.get("findings", ()), *as_data(publishable.findings(late))]
    files = [as_data(Unmade(target.name, form)) for form, target in missing]
    return {**said, "findings": findings, "files": files}


def _afterwards(project: Project, job: Job, outcome: Outcome, problems: Sequence[Problem]) -> Data:
    """Return what can be said of a brief by who has not read it."""
    about: dict[str, Any] = {}
    digest = ""
    if outcome.record:
        (build,) = outcome.record["builds"]
        digest = build["content"]["sha256"]
        about = {name: build.get(name) for name in _IN_COMMON}
        about |= {"identified": True, "template": outcome.record["templates"][build["template"]]["name"]}
    findings = Publishable(project, outcome.inputs.paths).general(problems)
    return _said(project, job, digest, findings, about)


def _said(project: Project, job: Job, digest: str, findings: tuple[Finding, ...], about: Mapping[str, Any]) -> Data:
    content = project.within(job.brief)
    said: Data = as_data(Failure(content, digest or None, strict=job.wish.strict, findings=findings, **about))
    return said
