"""Findings as JUnit's XML, which Jenkins, GitLab, Azure and others show as tests: a brief is a test."""

from xml.sax.saxutils import escape, quoteattr

from briefgen import __version__
from briefgen.problems import Problem, Severity, as_text, failing, one_line, summed_up
from briefgen.reports.record import Report


def junit_report(report: Report) -> str:
    """Return a test suite with a test for each brief, and one for the command where that has problems."""
    tests = [(brief.file, brief.title or brief.file, brief.problems) for brief in report.briefs]
    if report.others:
        tests.append(("briefgen", "command", report.others))
    failures = sum(failing(problems, strict=report.strict) for _, _, problems in tests)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="briefgen" tests="{len(tests)}" failures="{failures}">',
        f'<testsuite name="briefgen {__version__}" tests="{len(tests)}" failures="{failures}" errors="0" skipped="0">',
        *(line for file, name, problems in tests for line in _test(report, file, name, problems)),
        "</testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines)


def _test(report: Report, file: str, name: str, problems: tuple[Problem, ...]) -> list[str]:
    wrong = [one for one in problems if report.level(one) is Severity.ERROR]
    others = [one for one in problems if report.level(one) is not Severity.ERROR]
    inside = []
    if wrong:
        said = summed_up(wrong, strict=report.strict)
        inside.append(f'<failure type="error" message="{said}">{_said(wrong)}</failure>')
    if others:
        inside.append(f"<system-out>{_said(others)}</system-out>")
    start = f"<testcase classname={_attribute(file)} name={_attribute(name)} file={_attribute(file)}"
    return [f"{start}>", *inside, "</testcase>"] if inside else [f"{start}/>"]


def _said(problems: list[Problem]) -> str:
    return escape("\n".join(map(as_text, problems)))


def _attribute(text: str) -> str:
    return quoteattr(one_line(text))
