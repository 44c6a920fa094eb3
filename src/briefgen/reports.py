"""What ``check`` found, for programs: JSON, GitHub's annotations, SARIF. REPORTS is the table."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from briefgen import __version__
from briefgen.explain import Explanation, explanations, help_markdown, help_text
from briefgen.problems import Problem, Severity, as_json, is_file, one_line, said_once, tally


@dataclass(frozen=True)
class Checked:
    """What came of checking one brief."""

    file: str
    problems: tuple[Problem, ...]
    coverage: Mapping[str, int]


def rows(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as flat mappings."""
    return [
        {
            "file": problem.place.file,
            "line": problem.place.line or None,
            "column": problem.place.column or None,
            "severity": str(problem.severity),
            "code": problem.code,
            "message": problem.message,
            "remedy": problem.remedy or None,
            "entry": problem.entry or None,
            "accepted": problem.accepted or None,
        }
        for problem in problems
    ]


def json_report(problems: Sequence[Problem], briefs: Sequence[Checked]) -> str:
    """Return all problems, and what each brief comes to, as one JSON object."""
    counted = [
        {"file": brief.file, **tally(brief.problems), "coverage": dict(brief.coverage) or None} for brief in briefs
    ]
    return as_json({"problems": rows(problems), "briefs": counted})


# --- GitHub -----------------------------------------------------------------------------------------------------------
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github_report(problems: Sequence[Problem], briefs: Sequence[Checked] = ()) -> str:
    """Return GitHub's workflow commands, which annotate the lines of a pull request; what is acknowledged is left out.

    Escapes are those of actions/toolkit, ``command.ts``.
    """
    return "\n".join(_command(problem) for problem in said_once(problems) if not problem.accepted)


def _command(problem: Problem) -> str:
    place = problem.place
    at = {"file": place.file, "line": place.line, "col": place.column} if is_file(place) else {}
    properties = {**at, "title": problem.code}
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value)
    said = "%0A".join(_data(part) for part in (problem.message, problem.remedy) if part)
    return f"::{_COMMANDS[problem.severity]} {listed}::{said}"


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# --- SARIF ------------------------------------------------------------------------------------------------------------
ROOT = "%SRCROOT%"
"""The name under which SARIF readers know the folder that paths start from."""


def sarif_report(problems: Sequence[Problem], briefs: Sequence[Checked] = ()) -> str:
    """Return a SARIF 2.1.0 log (OASIS, sarif-v2.1.0), as far as GitHub's code scanning reads it."""
    codes = list(dict.fromkeys(problem.code for problem in problems))
    of_command = [problem for problem in problems if not is_file(problem.place)]
    results = [problem for problem in problems if is_file(problem.place)]
    driver = {"name": "briefgen", "version": __version__, "semanticVersion": __version__, "rules": _rules(codes)}
    run = {
        "tool": {"driver": driver},
        "invocations": [
            {
                "executionSuccessful": not any(problem.code == "internal-error" for problem in problems),
                "toolConfigurationNotifications": [_notification(problem) for problem in of_command],
            }
        ],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that paths start from."}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(problem, codes.index(problem.code), fingerprint)
            for problem, fingerprint in zip(results, _fingerprints(results), strict=True)
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


def _notification(problem: Problem) -> dict[str, Any]:
    return {"level": str(problem.severity), "message": _message(problem), "descriptor": {"id": problem.code}}


def _result(problem: Problem, rule: int, fingerprint: str) -> dict[str, Any]:
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
        "level": str(problem.severity),
        "message": _message(problem),
        "locations": [location],
        "partialFingerprints": {"briefgen/v1": fingerprint},
        "suppressions": [suppression] if problem.accepted else [],
    }


def _message(problem: Problem) -> dict[str, str]:
    parts = (problem.message, problem.remedy and f"Remedy: {problem.remedy}")
    return {"text": _inert(one_line(" ".join(part if part.endswith("?") else f"{part}." for part in parts if part)))}


def _inert(text: str) -> str:
    """Keep somebody's text from being read as SARIF's links ``[words](target)`` and placeholders ``{0}``."""
    text = re.sub(r"\[([^\]]*)\]\(", r"\\[\1\\](", text)
    return re.sub(r"\{(\d+)\}", r"{{\1}}", text)


def _artifact(file: str) -> dict[str, str]:
    path = quote(file.encode(errors="surrogateescape"), safe="/")
    return {"uri": f"file://{path}"} if path.startswith("/") else {"uri": path, "uriBaseId": ROOT}


def _fingerprints(problems: Iterable[Problem]) -> list[str]:
    """Return what tells a result from all others whatever line it stands on: a digest, and a number for its twins."""
    seen: Counter[str] = Counter()
    found = []
    for problem in problems:
        said = "\0".join((problem.code, problem.place.file, problem.entry, problem.message))
        digest = hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()[:32]
        seen[digest] += 1
        found.append(f"{digest}:{seen[digest]}")
    return found


REPORTS: dict[str, Callable[[Sequence[Problem], Sequence[Checked]], str]] = {
    "json": json_report,
    "github": github_report,
    "sarif": sarif_report,
}
"""Reports for programs, by the names that ``--format`` takes."""
