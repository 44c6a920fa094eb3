"""A draft held to the checks that it will meet, and mended until they find nothing wrong with it.

What is found says what to take back: a guess at who speaks, at how firm something is, a text that was cut too short.
What still fails as it stands in the source is left out; its sentence is then listed among those not used.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from briefgen.check import check, examine
from briefgen.check.claims import Lexicons
from briefgen.drafting.draft import Draft
from briefgen.drafting.page import Names, page
from briefgen.drafting.questions import Question
from briefgen.drafting.quotes import Quotation
from briefgen.drafting.statements import Statement
from briefgen.lexicon import lexicon
from briefgen.load import load
from briefgen.problems import BriefgenError, Problem, Severity

ROUNDS = 12
"""How often a draft is checked; in the second half, what fails is left out at once."""
_NAME = "draft"
Kept = TypeVar("Kept", Statement, Quotation, Question)
_LASTING = frozenset({"unresolved-pronoun", "too-long", "sentence-not-used", "no-evidence", "todo-left"})
"""Findings that only a person can do something about."""


def proved(draft: Draft, names: Names, lexicons: Lexicons = lexicon) -> str:
    """Return the content file of a draft, after taking back what the checks object to."""
    for count in range(ROUNDS):
        text = page(draft, names)
        problems = [problem for problem in _problems(draft, text, lexicons) if problem.code not in _LASTING]
        if not _mended(draft, text, problems, last=count > ROUNDS // 2):
            return text
    draft.statements, draft.quotations, draft.questions, draft.actors = [], [], [], []
    return page(draft, names)


def _problems(draft: Draft, text: str, lexicons: Lexicons) -> list[Problem]:
    try:
        brief = load(text.encode(), _NAME)
    except BriefgenError as error:
        return list(error.problems)
    return check(examine(brief, _NAME, {brief.sources[0]: draft.source}, lexicons))


def _mended(draft: Draft, text: str, problems: list[Problem], *, last: bool) -> bool:
    """Change the entries that the problems are about; tell whether anything was changed."""
    owners = list(_owners(text))
    changed = False
    seen: set[str] = set()
    for problem in problems:
        ident = owners[problem.place.line] if 0 < problem.place.line < len(owners) else ""
        if ident and ident not in seen:
            seen.add(ident)
            changed |= _mend(draft, ident, problem, last=last)
    draft.number()
    return changed


def _owners(text: str) -> Iterator[str]:
    """Yield for each line, from 0 on, the id of the entry that it belongs to."""
    ident = ""
    yield ident
    for line in text.splitlines():
        if found := re.match(r"  - id: (\S+)$", line):
            ident = found[1]
        elif line[:1] not in {" ", "#", ""}:
            ident = ""
        yield ident


def _mend(draft: Draft, ident: str, problem: Problem, *, last: bool) -> bool:
    """Change the entry that a problem is about, or leave it out; tell whether that was done."""
    fails = problem.severity is Severity.ERROR
    for number, statement in enumerate(draft.statements):
        if statement.ident == ident:
            better = None if last else _better(statement, problem.code)
            return _put(draft.statements, number, better, fails=fails)
    for number, quotation in enumerate(draft.quotations):
        if quotation.ident == ident:
            silent = replace(quotation, speaker="", verb="") if quotation.speaker and not last else None
            return _put(draft.quotations, number, silent, fails=fails)
    for number, question in enumerate(draft.questions):
        if question.ident == ident:
            return _put(draft.questions, number, None, fails=fails)
    return fails and _without_actor(draft, ident)


def _put(entries: list[Kept], number: int, better: Kept | None, *, fails: bool) -> bool:
    if better is not None:
        entries[number] = better
    elif fails:
        del entries[number]
    return better is not None or fails


def _without_actor(draft: Draft, ident: str) -> bool:
    draft.actors = [found for found in draft.actors if found.ident != ident]
    for statement in draft.statements:
        statement.attribution = "" if statement.attribution == ident else statement.attribution
        statement.actors = [actor for actor in statement.actors if actor != ident]
    for quotation in draft.quotations:
        quotation.speaker = "" if quotation.speaker == ident else quotation.speaker
    return True


_BY_CODE: dict[str, tuple[str, ...]] = {
    "commitment-above-evidence": ("commitment",),
    "speaker-not-in-evidence": ("attribution", "actors"),
    "anonymous-source-named": ("attribution", "actors"),
    "date-not-in-evidence": ("when",),
}
"""What each finding is about; the others are about the text."""


def _better(statement: Statement, code: str) -> Statement | None:
    """Return a statement that says less; None where nothing is left to take back."""
    about = _BY_CODE.get(code, ())
    if statement.text != statement.whole and (not about or "attribution" in about):
        return replace(statement, text=statement.whole)
    for name in about:
        if getattr(statement, name):
            return _without(statement, name)
    for name in ("commitment", "attribution", "when"):
        if getattr(statement, name):
            return _without(statement, name)
    return None


def _without(statement: Statement, name: str) -> Statement:
    made = replace(statement, **{name: type(getattr(statement, name))()})
    return replace(made, text=made.whole)
