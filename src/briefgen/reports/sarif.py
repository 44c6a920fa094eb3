"""Findings as a SARIF 2.1.0 log (OASIS, sarif-v2.1.0), as far as GitHub's code scanning reads it."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from briefgen import __version__
from briefgen.explain import Explanation, explanations, help_markdown, help_text
from briefgen.problems import Problem, as_json, is_file, one_line
from briefgen.reports.record import Report, fingerprints

ROOT = "%SRCROOT%"
"""The name under which SARIF readers know the folder that paths start from."""


def sarif_report(report: Report) -> str:
    """Return all findings, those too that are acknowledged."""
    problems = report.problems
    codes = list(dict.fromkeys(problem.code for problem in problems))
    of_command = [problem for problem in problems if not is_file(problem.place)]
    results = [problem for problem in problems if is_file(problem.place)]
    driver = {"name": "briefgen", "version": __version__, "semanticVersion": __version__, "rules": _rules(codes)}
    run = {
        "tool": {"driver": driver},
        "invocations": [
            {
                "executionSuccessful": not any(problem.code == "internal-error" for problem in problems),
                "toolConfigurationNotifications": [_notification(report, one) for one in of_command],
            }
        ],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that paths start from."}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(report, problem, codes.index(problem.code), fingerprint)
            for problem, fingerprint in zip(results, fingerprints(results), strict=True)
        ],
    }
    return as_json({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _rules(codes: Iterable[str]) -> list[dict[str, Any]]:
    known = explanations()
    return [_rule(known[code]) if code in known else {"id": code} for code in codes]


def _rule(explanation: Explanation) -> dict[str, Any]:
    return {
        "id": explanation.code,
        "shortDescription": {"text": explanation.summary},
        "fullDescription": {"text": explanation.meaning},
        "help": {"text": help_text(explanation), "markdown": help_markdown(explanation)},
        "defaultConfiguration": {"level": str(explanation.severities[0])},
        "properties": {"tags": [explanation.group]},
    }


def _notification(report: Report, problem: Problem) -> dict[str, Any]:
    return {"descriptor": {"id": problem.code}, **_said(report, problem)}


def _result(report: Report, problem: Problem, rule: int, fingerprint: str) -> dict[str, Any]:
    region = {"startLine": max(problem.place.line, 1)}  # GitHub shows nothing that has no line.
    if problem.place.column:
        region["startColumn"] = problem.place.column
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _artifact(problem.place.file), "region": region}
    }
    if problem.entry:
        location["logicalLocations"] = [{"name": problem.entry, "kind": "object"}]
    suppression = {"kind": "inSource", "status": "accepted", "justification": one_line(problem.accepted)}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        **_said(report, problem),
        "locations": [location],
        "partialFingerprints": {"briefgen/v1": fingerprint},
        "suppressions": [suppression] if problem.accepted else [],
    }


def _said(report: Report, problem: Problem) -> dict[str, Any]:
    parts = (report.message(problem), problem.remedy and f"Remedy: {problem.remedy}")
    text = " ".join(part if part.endswith("?") else f"{part}." for part in parts if part)
    return {"level": str(report.level(problem)), "message": {"text": _inert(one_line(text))}}


def _inert(text: str) -> str:
    """Keep somebody's text from being read as SARIF's links ``[words](target)`` and placeholders ``{0}``."""
    text = re.sub(r"\[([^\]]*)\]\(", r"\\[\1\\](", text)
    return re.sub(r"\{(\d+)\}", r"{{\1}}", text)


def _artifact(file: str) -> dict[str, str]:
    path = quote(file.encode(errors="surrogateescape"), safe="/")
    return {"uri": f"file://{path}"} if path.startswith("/") else {"uri": path, "uriBaseId": ROOT}
