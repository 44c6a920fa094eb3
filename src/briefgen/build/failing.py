"""What the manifest will say of a brief of which documents are missing, so that no list passes over it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from briefgen.build.jobs import Job
from briefgen.build.outcome import Outcome
from briefgen.build.publishing import Publishable
from briefgen.build.record import sha256, state_of_knowledge
from briefgen.load import head
from briefgen.making import marking, sources
from briefgen.manifest import Data, as_data
from briefgen.manifest.form import Failure, Finding, Unmade
from briefgen.model import Brief
from briefgen.problems import Problem, shown_path
from briefgen.project import Project

_IN_COMMON = ("title", "language", "marking", "status", "as_of", "version")
"""What a build and a failure both say of a brief."""


def failure(project: Project, job: Job, outcome: Outcome) -> Data:
    """Return what is to be said of a brief where not all was made: by who has read it."""
    reading = outcome.reading
    brief, texts = reading.brief or head(reading.data, shown_path(job.brief)), reading.texts
    may_be_told = brief is not None and brief.sources is not None
    if brief and brief.sources and not reading.brief:
        texts, _ = sources(project, brief, job.brief, outcome)
    outcome.title = outcome.title or str((brief and brief.title) or "")
    publishable = Publishable(project, outcome.inputs.paths, texts)
    told = set(reading.told) if outcome.documents else set()
    problems = [problem for problem in outcome.problems if problem not in told]
    findings = publishable.findings(problems) if may_be_told else publishable.general(problems)
    about = _head(brief, reading.template) if brief else {}
    digest = sha256(reading.data) if reading.data else ""
    return _said(project, job, digest, findings, about)


def _head(brief: Brief, template: str) -> Mapping[str, Any]:
    """Return what a brief is; of one with mistakes, what is wrong is None."""
    return {
        "identified": True,
        "title": str(brief.title) if brief.title else None,
        "language": brief.language,
        "marking": marking(brief) or None,
        "status": brief.status,
        "as_of": state_of_knowledge(brief),
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
    publishable = Publishable(project, [*outcome.inputs.paths, *(target for _, target in missing)], {})
    nothing_made = not outcome.written and not outcome.unchanged
    before = outcome.record["builds"][0].get("findings", ()) if outcome.record and late and nothing_made else ()
    findings = [*said.get("findings", ()), *before, *as_data(publishable.findings(late))]
    files = [as_data(Unmade(target.name, form)) for form, target in missing]
    return {**said, "whole": outcome.record is None, "findings": findings, "files": files}


def _afterwards(project: Project, job: Job, outcome: Outcome, problems: Sequence[Problem]) -> Data:
    """Return what can be said of a brief by who has not read it."""
    about: dict[str, Any] = {}
    digest = ""
    if outcome.record:
        (build,) = outcome.record["builds"]
        digest = build["content"]["sha256"]
        about = {name: build.get(name) for name in _IN_COMMON}
        about |= {"identified": True, "template": outcome.record["templates"][build["template"]]["name"]}
    findings = Publishable(project, outcome.inputs.paths, {}).general(problems)
    return _said(project, job, digest, findings, about)


def _said(project: Project, job: Job, digest: str, findings: tuple[Finding, ...], about: Mapping[str, Any]) -> Data:
    content = project.within(job.brief)
    said: Data = as_data(Failure(content, digest or None, strict=job.wish.strict, findings=findings, **about))
    return said
