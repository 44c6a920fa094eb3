"""A summary in Markdown, as the page of a job shows it: a table of briefs, what was made of each, and the findings."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from briefgen.problems import Place, Problem, Severity, is_file, number_of, one_line, said_once, tally
from briefgen.reports.record import Report, Reported

LIMIT = 400_000
"""How many bytes the table may have, and how many the findings: GitHub takes a megabyte, and nothing of more."""
OPEN = 25
"""So many findings are shown at once; more are folded."""


@dataclass(frozen=True, slots=True)
class _Column:
    """What is said of a brief beside its name."""

    head: str
    cell: Callable[[Reported], str]
    align: str = "--:"


def _counted(what: str) -> Callable[[Reported], str]:
    return lambda brief: str(tally(brief.problems)[what] or "")


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _made(brief: Reported) -> str:
    made = ", ".join(_escaped(PurePosixPath(file).suffix[1:]) for file in brief.files)
    if not brief.not_built:
        return made
    return f"{made}; **{_escaped(', '.join(brief.not_built))} not built**" if made else "**not built**"


COLUMNS = (
    _Column("Files", _made, ":--"),
    _Column("Pages", lambda brief: _number(brief.pages)),
    _Column("Words", lambda brief: _number(brief.words)),
    _Column("Errors", _counted("errors")),
    _Column("Warnings", _counted("warnings")),
    _Column("Acknowledged", _counted("acknowledged")),
    _Column("Notes", _counted("notes")),
)
"""A column that is empty for every brief is left out."""


def markdown_report(report: Report, address: str = "") -> str:
    """Return the summary. ``address`` is that of the folder which names of files start from, where they shall be links.

    Somebody's text is escaped: it can bring in no Markdown and no HTML.
    """
    problems = [one for one in said_once(report.problems) if not one.accepted]
    parts = [f"### briefgen: {report.in_short}"]
    if report.briefs:
        parts.append(_table(report.briefs, address))
    if problems:
        parts.append(_findings(report, problems, address))
    return "\n\n".join(parts)


# --- The table --------------------------------------------------------------------------------------------------------
def _table(briefs: Sequence[Reported], address: str) -> str:
    """Return the table of briefs, those with errors first."""
    columns = [column for column in COLUMNS if any(map(column.cell, briefs))]
    head = ["Brief", *(column.head for column in columns)]
    lines = [_row(head), _row([":--", *(column.align for column in columns)])]
    rows = (_row([_named(one, address), *(column.cell(one) for column in columns)]) for one in _worst_first(briefs))
    kept, left = _as_far_as_fits(rows)
    more = f"\n\nand {number_of(left, 'briefs')} more" if left else ""
    return "\n".join([*lines, *kept]) + more


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _worst_first(briefs: Iterable[Reported]) -> list[Reported]:
    def weight(brief: Reported) -> tuple[bool, bool]:
        counts = tally(brief.problems)
        return not counts["errors"], not counts["warnings"]

    return sorted(briefs, key=weight)


def _named(brief: Reported, address: str) -> str:
    file = _link(Place(brief.file), address)
    return f"**{_escaped(brief.title)}**<br>{file}" if brief.title else file


# --- The findings -----------------------------------------------------------------------------------------------------
def _findings(report: Report, problems: Sequence[Problem], address: str) -> str:
    """Return the findings, errors first; many are folded, and very many cut off."""
    order = list(Severity)
    ordered = sorted(problems, key=lambda one: order.index(one.severity))
    kept, left = _as_far_as_fits(_finding(one, report.level(one), address) for one in ordered)
    if left:
        kept.append(f"* and {left} more")
    opened = " open" if len(problems) <= OPEN else ""
    said = number_of(len(problems), "findings")
    return "\n".join([f"<details{opened}><summary>{said}</summary>", "", *kept, "", "</details>"])


def _finding(problem: Problem, level: Severity, address: str) -> str:
    severity = f"**{problem.severity}**" if level is Severity.ERROR else str(problem.severity)
    said = f"* {severity}: {_link(problem.place, address)}: {_escaped(problem.message)} (`{problem.code}`)"
    return f"{said}<br>{_escaped(problem.remedy)}" if problem.remedy else said


def _link(place: Place, address: str) -> str:
    shown = _escaped(str(place))
    if not address or not is_file(place) or PurePosixPath(place.file).is_absolute():
        return shown
    path = quote(place.file.encode(errors="surrogateescape"), safe="/")
    line = f"#L{place.line}" if place.line else ""
    return f"[{shown}]({address}/{path}{line})"


# --- Text -------------------------------------------------------------------------------------------------------------
def _escaped(text: str) -> str:
    """Keep somebody's text from being read as Markdown, HTML or a formula."""
    return re.sub(r"([\\`*_\[\]<>|~&$])", r"\\\1", one_line(text))


def _as_far_as_fits(lines: Iterable[str]) -> tuple[list[str], int]:
    """Return the first lines, as many as :data:`LIMIT` allows, and how many are left."""
    kept: list[str] = []
    size = left = 0
    for line in lines:
        size += len(line.encode(errors="replace")) + 1
        if size > LIMIT:
            left += 1
        else:
            kept.append(line)
    return kept, left
