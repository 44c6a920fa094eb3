"""Whether a document keeps to the pages that its template allows: found by laying out the PDF, whatever is made."""

from dataclasses import dataclass

from briefgen.design import Look
from briefgen.document import Document
from briefgen.problems import BriefgenError, Place, Problem, Severity, clip
from briefgen.template import Limits


@dataclass(frozen=True, slots=True)
class Length:
    """How a document keeps to its limits."""

    problems: tuple[Problem, ...] = ()
    of_word: tuple[Problem, ...] = ()
    """What is found where a Word file is made."""


def measured(document: Document, look: Look, limits: Limits, content: Place) -> Length:
    """Hold a document to its limits. ``content`` is the place of its content file."""
    if limits.pages is None:
        return Length()
    from briefgen.writers.pdf.room import room

    try:
        taken = room(document, look, limits.pages, content.file)
    except BriefgenError as error:
        return Length((_unmeasured(limits.pages, error, content),))
    if taken.excess is not None:
        over, pages = taken.excess, _counted(taken.pages, "page")
        where = f", from the section '{clip(over.section)}' on" if over.section else ""
        much = f"{_counted(over.lines, 'line')} ({_counted(over.words, 'word')}, {over.millimetres:.0f} mm)"
        message = f"the document has {pages}, expected at most {limits.pages}: {much} do not fit{where}"
        remedy = f"shorten or leave out as much, or allow more: --set limits.pages={taken.pages}"
        return Length((Problem(over.place or content, "too-many-pages", message, remedy),))
    if taken.pages < limits.pages or taken.left >= limits.spare:
        return Length()
    lines = max(round((limits.spare - taken.left) / taken.line + 0.5), 1)
    message = (
        f"the last page has {taken.left:.0f} mm left, expected {limits.spare:g} mm: Word breaks lines in its own way, "
        f"and may need one page more than the PDF"
    )
    remedy = f"shorten the text by {_counted(lines, 'line')}, or count the pages in Word"
    return Length((), (Problem(content, "page-nearly-full", message, remedy, Severity.WARNING),))


def _unmeasured(pages: int, error: BriefgenError, content: Place) -> Problem:
    reason = error.problems[0]
    message = f"whether the document keeps to {_counted(pages, 'page')} was not found out: {reason.message}"
    return Problem(content, "pages-not-counted", message, reason.remedy, Severity.NOTE)


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
