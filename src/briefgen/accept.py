"""Acknowledgements: the warnings that a brief says may stand, and the acknowledgements that cannot stand themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.explain import explanations
from briefgen.fields import Entry
from briefgen.model import Acknowledgement, Brief, named
from briefgen.problems import Place, Problem, Severity, clip, did_you_mean
from briefgen.values import Text


def acknowledged(brief: Brief, problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems, each with the entry it is about; the warnings that the brief accepts carry the reason.

    An error stays an error, whatever the brief says.
    """
    if not problems:
        return []
    places = _entries_by_place(brief)
    return [_with_reason(brief, replace(one, entry=one.entry or places.get(one.place, ""))) for one in problems]


def _with_reason(brief: Brief, problem: Problem) -> Problem:
    reasons = {accepted.entry: str(accepted.reason) for accepted in brief.accept if _names(accepted, problem)}
    if not reasons or problem.severity is not Severity.WARNING:
        return problem
    return replace(problem, accepted=next((reasons[entry] for entry in reasons if entry), reasons.get(None, "")))


def _names(accepted: Acknowledgement, problem: Problem) -> bool:
    return accepted.code == problem.code and accepted.entry in (None, problem.entry)


def _entries_by_place(brief: Brief) -> Mapping[Place, str]:
    """Return the ids of entries by the places of their texts; a text that several entries share names none."""
    owners: dict[Place, set[str]] = {}
    for entry in named(brief):
        for place in _places(entry):
            owners.setdefault(place, set()).add(str(getattr(entry, "id", None) or ""))
    return {place: ids.pop() for place, ids in owners.items() if len(ids) == 1}


def _places(value: object) -> Iterator[Place]:
    if isinstance(value, Text) and value.place:
        yield value.place
    elif isinstance(value, Entry):
        for _, inner in value:
            yield from _places(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _places(inner)


def mistaken(brief: Brief, problems: Sequence[Problem], *, whole: bool) -> list[Problem]:
    """Return what is wrong with the acknowledgements of a brief.

    ``problems`` are what the checks found; ``whole`` tells whether they could look at everything.
    """
    found: list[Problem] = []
    seen: set[tuple[str, str | None]] = set()
    for accepted in brief.accept:
        key = (str(accepted.code), accepted.entry)
        about = [problem for problem in problems if _names(accepted, problem)]
        found += _never(accepted) or _not_now(accepted, about, twice=key in seen, whole=whole)
        seen.add(key)
    return found


def _never(accepted: Acknowledgement) -> list[Problem]:
    """Return why an acknowledgement can apply to nothing, whatever the brief holds."""
    place, code = _place(accepted), clip(accepted.code)
    explanation = explanations().get(accepted.code)
    if explanation is None:
        remedy = did_you_mean(accepted.code, explanations(), "'briefgen explain' lists all codes")
        return [Problem(place, "unknown-code", f"there is no finding '{code}'", remedy)]
    if explanation.severities == (Severity.ERROR,):
        message = f"'{code}' is an error, and errors cannot be acknowledged"
        return [Problem(place, "cannot-accept", message, "mend what it names, and delete the acknowledgement")]
    if explanation.severities == (Severity.NOTE,):
        message = f"'{code}' is a note, which fails nothing"
        return [Problem(place, "accept-not-needed", message, "delete the acknowledgement", Severity.WARNING)]
    if accepted.code == "accept-not-needed":
        message = "an acknowledgement that is not needed is not to be acknowledged"
        return [Problem(place, "cannot-accept", message, "delete both")]
    return []


def _not_now(accepted: Acknowledgement, about: Sequence[Problem], *, twice: bool, whole: bool) -> list[Problem]:
    """Return why an acknowledgement does not apply to the findings that it names, or to none."""
    place, shown = _place(accepted), f"'{accepted.code}'" + (f" of {accepted.entry}" if accepted.entry else "")
    if about and all(problem.severity is Severity.ERROR for problem in about):
        message = f"{shown} is an error here ({about[0].place}), and errors cannot be acknowledged"
        return [Problem(place, "cannot-accept", message, "mend what it names, and delete the acknowledgement")]
    if twice or (whole and not about and explanations()[accepted.code].by_checks):
        message = f"{shown} is acknowledged twice" if twice else f"there is no {shown} to acknowledge"
        return [Problem(place, "accept-not-needed", message, "delete the acknowledgement", Severity.WARNING)]
    return []


def _place(accepted: Acknowledgement) -> Place:
    assert accepted.code.place is not None, "texts of a content file know their places"
    return accepted.code.place
