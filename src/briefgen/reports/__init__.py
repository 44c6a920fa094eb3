"""What a command found and made, for programs and for the pages of CI services. REPORTS is the table.

``record`` is the value that every report is made from; the other modules each make one form of it.
"""

from collections.abc import Callable

from briefgen.reports.github import github_report, outputs_report
from briefgen.reports.gitlab import gitlab_report
from briefgen.reports.junit import junit_report
from briefgen.reports.markdown import markdown_report
from briefgen.reports.record import Report, Reported, as_data, from_data, json_report, rows
from briefgen.reports.sarif import sarif_report

__all__ = ["REPORTS", "Report", "Reported", "as_data", "from_data", "markdown_report", "rows"]

REPORTS: dict[str, Callable[[Report], str]] = {
    "json": json_report,
    "github": github_report,
    "sarif": sarif_report,
    "gitlab": gitlab_report,
    "junit": junit_report,
    "markdown": markdown_report,
    "github-outputs": outputs_report,
}
"""Reports for programs, by the names that ``--format`` takes."""
