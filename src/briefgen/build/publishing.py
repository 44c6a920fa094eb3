"""Findings as they may be published with the documents: no path of this machine, no words that may not travel."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from briefgen.document import Document
from briefgen.explain import explanations
from briefgen.manifest.form import Finding
from briefgen.model import Source
from briefgen.nodes import plain
from briefgen.problems import Problem, is_file, one_line, shown_path
from briefgen.project import Project, shipped_templates
from briefgen.scripts import EAST_ASIAN_SIGN, HAN, KANA
from briefgen.source import SourceText

AS_MANY = 5
"""So many words of a source in a row, that no document shows, are a quotation of it."""
HIDDEN = "'…'"
"""What stands in the place of words that may not be passed on."""
_TELLS_OF_OTHERS = {"no-such-file"}
"""Codes of which the remedy may name a file that has nothing to do with the brief."""
_TELLS_OF_THE_MACHINE = {"internal-error"}
"""Codes of which nobody knows what the message holds."""
_WORD = re.compile(r"[^\W_]+")


class Publishable:
    """What turns the problems of a brief into findings."""

    def __init__(
        self,
        project: Project,
        inputs: Iterable[Path],
        texts: Mapping[Source, SourceText],
        document: Document | None = None,
    ) -> None:
        """``texts`` are the sources, and ``document`` is what is published of the brief, if that could be made."""
        self._project = project
        self._texts = texts
        self._document = document
        paths = [path.absolute() for path in inputs]
        self._paths = frozenset(paths)
        self._names = _names(project, paths)

    def findings(self, problems: Sequence[Problem]) -> tuple[Finding, ...]:
        """Return problems as findings."""
        said = [(self._said(problem.message), self._said(problem.remedy)) for problem in problems]
        quoted = self._kept_back(_runs(words) for both in said for words in both)
        return tuple(
            self._finding(problem, message, remedy, quoted)
            for problem, (message, remedy) in zip(problems, said, strict=True)
        )

    def general(self, problems: Sequence[Problem]) -> tuple[Finding, ...]:
        """Return problems as findings that say what the codes mean, and quote nobody."""
        return tuple(self._as_finding(problem, _meaning(problem), "") for problem in problems)

    def _finding(self, problem: Problem, message: str, remedy: str, quoted: "Runs") -> Finding:
        message, remedy = _without(message, quoted), _without(remedy, quoted)
        if HIDDEN in remedy or problem.code in _TELLS_OF_OTHERS:
            remedy = ""
        if problem.code in _TELLS_OF_THE_MACHINE or not quoted.isdisjoint({*_runs(message), *_runs(remedy)}):
            message, remedy = _meaning(problem), ""
        return self._as_finding(problem, message, remedy)

    def _as_finding(self, problem: Problem, message: str, remedy: str) -> Finding:
        place = problem.place
        return Finding(
            severity=problem.severity.value,
            code=problem.code,
            message=message,
            remedy=remedy or None,
            file=self._within(place.file) if is_file(place) else None,
            line=place.line or None,
            column=place.column or None,
            entry=problem.entry or None,
            acknowledged=bool(problem.accepted),
        )

    # --- Paths --------------------------------------------------------------------------------------------------------
    def _within(self, file: str) -> str:
        path, shipped = Path(file).absolute(), shipped_templates()
        if path.is_relative_to(shipped):
            return f"briefgen/{path.relative_to(shipped).as_posix()}"
        return self._project.within(path) if path in self._paths or path.exists() else self._said(file)

    def _said(self, text: str) -> str:
        """Return somebody's words with the names of files as they are seen from the project."""
        names = self._names
        if shown := "|".join(re.escape(shown) for shown in names if shown in text):
            text = re.sub(rf"(?<![\w/.])(?:{shown})(?![\w.])", lambda found: names[found[0]], text)
        return one_line(text)

    # --- Words --------------------------------------------------------------------------------------------------------
    def _kept_back(self, said: Iterable[Iterable["Run"]]) -> "Runs":
        """Return what of some words is in a source that may not be passed on, and in no document."""
        texts = [text for source, text in self._texts.items() if source.redistribute != "full"]
        asked = {run for runs in said for run in runs} if texts else set()
        found = {run for text in texts if asked for run in asked.intersection(_runs(text.text))}
        return found.difference(_runs(_text_of(self._document))) if found and self._document else found


Run = tuple[str, ...]
"""Words in a row, as many as make a quotation."""
Runs = set[Run]


def _runs(text: str) -> Iterator[Run]:
    words = _words(text)
    return zip(*(words[start:] for start in range(AS_MANY)), strict=False)


def _without(text: str, quoted: Runs) -> str:
    """Return a message without what stands in it between quotation marks and may not be passed on."""
    if not quoted:
        return text
    return re.sub("'[^']*'", lambda found: found[0] if quoted.isdisjoint(_runs(found[0])) else HIDDEN, text)


def _meaning(problem: Problem) -> str:
    explained = explanations().get(problem.code)
    return explained.summary if explained else problem.code


def _text_of(document: Document) -> str:
    notes = " ".join(plain(note.children) for note in document.notes)
    return f"{plain(document.children)} {notes}"


def _words(text: str) -> list[str]:
    folded = text.casefold()
    return (_east_asian_word() if EAST_ASIAN_SIGN.may_be_in(folded) else _WORD).findall(folded)


@cache
def _east_asian_word() -> re.Pattern[str]:
    return re.compile(rf"[{KANA}{HAN}]|[^\W_{KANA}{HAN}]+")


def _names(project: Project, inputs: Iterable[Path]) -> Mapping[str, str]:
    """Return how messages may name files and folders, and what these are called in the project; longest first."""
    shipped = shipped_templates()
    pairs = {str(shipped): "briefgen", shown_path(shipped): "briefgen"}
    for path in inputs:
        if not path.is_relative_to(shipped):
            # A source that was looked for in vain may have the name, from here, of one that is there.
            shown = [shown_path(path)] if path.exists() else []
            pairs |= dict.fromkeys([*shown, str(path)], project.within(path))
    pairs[f"{project.root}/"] = ""
    return {shown: pairs[shown] for shown in sorted(pairs, key=len, reverse=True) if shown != pairs[shown]}
