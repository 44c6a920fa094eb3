"""The corpus of true and false statements, and what the checks say of each.

A case of ``tests/corpus`` is one statement in a brief of its own. A false one counts as flagged when any check objects
to it, whatever the check; a true one that is flagged is a false alarm.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefgen.check import check, examine
from briefgen.load import load
from briefgen.problems import Problem
from briefgen.source import read
from briefgen.yamlfile import read as read_yaml

CORPUS = Path(__file__).parent / "corpus"
APART = {"sentence-not-used", "no-evidence"}
"""Findings about a brief as a whole: a case holds one statement only, so these say nothing of it."""


@dataclass(frozen=True)
class Verdict:
    """What the checks said of one statement."""

    half: str
    name: str
    number: int
    kind: str
    """What is wrong with it; ``true`` for nothing."""
    text: str
    why: str
    findings: tuple[Problem, ...]

    @property
    def flagged(self) -> bool:
        """Whether any check objected."""
        return bool(self.findings)


def halves() -> list[str]:
    """Return the parts of the corpus."""
    return sorted(path.name for path in CORPUS.iterdir() if path.is_dir())


@cache
def verdicts(half: str) -> tuple[Verdict, ...]:
    """Run the checks over every statement of a part of the corpus."""
    return tuple(_verdicts(half))


def _verdicts(half: str) -> Iterator[Verdict]:
    folders = sorted(path.parent for path in (CORPUS / half).glob("*/cases.yaml"))
    assert folders, f"no corpus in {half}"
    for folder in folders:
        cases = read_yaml((folder / "cases.yaml").read_bytes(), f"{folder.name}/cases.yaml")
        source = (folder / "source.txt").read_bytes()
        for truth in ("true", "false"):
            for number, case in enumerate(cases[truth], 1):
                kind = str(case.get("kind", "true"))
                findings = tuple(_findings(cases, case, source, f"{folder.name} {truth} {number}"))
                yield Verdict(
                    half, folder.name, number, kind, str(case["entry"]["text"]), str(case.get("why", "")), findings
                )


def _findings(cases: dict, case: dict, source: bytes, name: str) -> Iterator[Problem]:  # type: ignore[type-arg]
    import json

    language = str(cases["language"])
    brief = {
        "title": "T",
        "language": str(case.get("language", language)),
        "sources": [{"file": "source.txt", "language": language}],
        "actors": cases["actors"],
        str(case["section"]): [case["entry"]],
    }
    loaded = load(json.dumps(brief, ensure_ascii=False).encode(), name)
    texts = {entry: read(source, "source.txt") for entry in loaded.sources}
    for problem in check(examine(loaded, name, texts)):
        if problem.code not in APART:
            yield problem


def table(found: list[Verdict]) -> str:
    """Return the report as Markdown: by kind, by check and in all, for each part."""
    lines = []
    for half in dict.fromkeys(verdict.half for verdict in found):
        own = [verdict for verdict in found if verdict.half == half]
        lines += [f"## {half}", "", "| kind | statements | flagged |", "| --- | ---: | ---: |"]
        kinds = sorted({verdict.kind for verdict in own} - {"true"})
        for kind in kinds:
            lines.append(_row(kind, [verdict for verdict in own if verdict.kind == kind]))
        lines.append(_row("**all false**", [verdict for verdict in own if verdict.kind != "true"]))
        lines.append(_row("**true (false alarms)**", [verdict for verdict in own if verdict.kind == "true"]))
        lines += ["", "| check | false flagged | true flagged |", "| --- | ---: | ---: |"]
        right, wrong = (
            Counter(
                code
                for verdict in own
                if (verdict.kind == "true") is truth
                for code in {p.code for p in verdict.findings}
            )
            for truth in (False, True)
        )
        lines += [f"| {code} | {right[code]} | {wrong[code]} |" for code in sorted({*right, *wrong})]
        lines.append("")
    return "\n".join(lines)


def _row(kind: str, found: list[Verdict]) -> str:
    flagged = sum(verdict.flagged for verdict in found)
    return f"| {kind} | {len(found)} | {flagged} ({100 * flagged / len(found):.0f} %) |"


def report() -> str:
    """Return the whole report, as it stands in ``tests/corpus/report.md``."""
    found = [verdict for half in halves() for verdict in verdicts(half)]
    return f"{_HEAD}\n{table(found)}"


_HEAD = """\
# What the checks see

Made by `pytest tests/test_corpus.py --update -n 0`. Each text has true statements and false or overstated ones, written
apart from the checks. Those in `tuned` were read while the checks were made; those in `held-out` were written before
and have not been read: only these counts of them have been seen. [README.md](README.md) says how it is done, and what
such checks cannot see.
"""


if __name__ == "__main__":
    import sys

    for verdict in verdicts(sys.argv[1]):
        missed = verdict.kind != "true" and not verdict.flagged
        if missed or (verdict.kind == "true" and verdict.flagged):
            print(f"{verdict.name} {verdict.kind} {verdict.number}: {verdict.text}\n    {verdict.why}")  # noqa: T201
            for problem in verdict.findings:
                print(f"    [{problem.code}] {problem.message}")  # noqa: T201
