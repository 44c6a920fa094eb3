"""Findings as GitLab's Code Quality report, which a merge request shows beside its lines."""

from briefgen.problems import Severity, as_json, is_file, one_line, said_once
from briefgen.reports.record import Report, fingerprints

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def gitlab_report(report: Report) -> str:
    """Return a Code Quality report: findings in files, without what is acknowledged."""
    problems = [one for one in said_once(report.problems) if not one.accepted and is_file(one.place)]
    found = [
        {
            "description": one_line(". ".join(filter(None, (report.message(problem), problem.remedy)))),
            "check_name": problem.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[report.level(problem)],
            "location": {"path": problem.place.file, "lines": {"begin": max(problem.place.line, 1)}},
        }
        for problem, fingerprint in zip(problems, fingerprints(problems), strict=True)
    ]
    return as_json(found)
