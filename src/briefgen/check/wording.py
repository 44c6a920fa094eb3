"""The drafter's own words: what a reader cannot resolve, what standards forbid, what was left over."""

import re
from collections.abc import Iterator

from briefgen.check.case import Case, label_of, place_of
from briefgen.fields import Entry
from briefgen.model import Statement
from briefgen.problems import Problem, Severity, clip
from briefgen.reading import Token
from briefgen.values import Text
from briefgen.vocabulary import FOR_COLLEAGUES

LONGEST_TITLE = 150
"""Characters of a title that fit two lines of the memo's head."""
LONGEST_BOTTOM_LINE = 450
"""Characters of a bottom line: four lines of print (US State Department, action memoranda)."""
LONGEST_STATEMENT = 400
"""Characters of a statement, which is to be one sentence (AR 25-50 asks for short ones)."""
_LEFT_OVER = re.compile(r"\b(?:TODO|FIXME|TBD|TBC|XXX|TK|Lorem ipsum)\b|\?\?\?")


def likelihood_stands_alone(case: Case) -> Iterator[Problem]:
    """Object to a likelihood and a confidence in one sentence (ICD 203, D.6.e.2.a)."""
    for claim in case.claims.claims:
        entry = claim.entry
        if isinstance(entry, Statement) and entry.likelihood and entry.confidence:
            message = "the statement has both a likelihood and a confidence, which ICD 203 keeps in separate sentences"
            remedy = "keep one, and say the other in a statement of its own"
            yield Problem(place_of(case, entry.text), "mixed-likelihood", message, remedy, Severity.WARNING)


def statements_stand_alone(case: Case) -> Iterator[Problem]:
    """Object to a statement that opens with a word for something that only the source has named."""
    for claim in case.claims.claims:
        if claim.section == "quotes" or claim.reading is None:
            continue
        first = next(iter(claim.reading.cues), None)
        if first is None or "pronoun" not in first.classes or first.first != 0 or not _stands_for(claim.reading.tokens):
            continue
        message = f"the statement opens with '{first.words}', and does not say what that is"
        yield Problem(place_of(case, claim.text), "unresolved-pronoun", message, "name it", Severity.WARNING)


def _stands_for(tokens: tuple[Token, ...]) -> bool:
    """Tell whether an opening pronoun stands for something: "it is expected that" says itself what it means."""
    words = [token.fold for token in tokens[:8]]
    if words[0] == "there":
        return False
    return not (
        words[0] == "it" and any(word in {"that", "to", "if", "whether", "first", "time", "who"} for word in words[1:])
    )


def lengths_are_kept(case: Case) -> Iterator[Problem]:
    """Object to what is longer than a reader, or the page, can take."""
    brief = case.brief
    together = sum(len(sentence.text) for sentence in brief.bottom_line)
    found = [(brief.title, len(brief.title), LONGEST_TITLE, "the title")]
    if brief.bottom_line:
        found.append((brief.bottom_line[0].text, together, LONGEST_BOTTOM_LINE, "the bottom line"))
    found += [
        (claim.text, len(claim.text), LONGEST_STATEMENT, "the statement")
        for claim in case.claims.claims
        if claim.section != "quotes"
    ]
    for text, length, limit, what in found:
        if length > limit:
            message = f"{what} has {length} characters, expected at most {limit}"
            yield Problem(place_of(case, text), "too-long", message, "shorten it, or split it", Severity.WARNING)


def nothing_is_left_over(case: Case) -> Iterator[Problem]:
    """Look for marks of unfinished work: TODO, TBD, ???; a brief that is final must not hold any."""
    severity = Severity.ERROR if case.brief.status == "final" else Severity.WARNING
    for text in _texts(case.brief):
        found = _LEFT_OVER.search(text)
        if found:
            message = f"'{found[0]}' was left over in '{clip(text)}'"
            yield Problem(place_of(case, text), "todo-left", message, "finish it, or take it out", severity)


def entries_are_confirmed(case: Case) -> Iterator[Problem]:
    """Remind of entries whose remark says that something is still to be done."""
    left = [entry for _, entry in case.cited if entry.remark and _LEFT_OVER.search(entry.remark)]
    if left:
        severity = Severity.ERROR if case.brief.status == "final" else Severity.WARNING
        names = [str(entry.id or clip(label_of(entry) or "", 30)) for entry in left[:MOST_NAMES]]
        shown = ", ".join([*names, *["…"] * (len(left) > MOST_NAMES)])
        message = f"{len(left)} entries are still to be confirmed: {shown}"
        remedy = "hold each against its source, then delete its remark"
        yield Problem(place_of(case, left[0].remark), "todo-left", message, remedy, severity)


MOST_NAMES = 12
"""Entries that a message names."""


def _texts(value: object) -> Iterator[Text]:
    """Yield every text of an entry that documents print."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Entry):
        for name in type(value).model_fields:
            if name not in FOR_COLLEAGUES | {"exact", "prefix", "suffix"}:
                yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from _texts(tuple(value.values()))
