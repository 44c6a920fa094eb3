"""Findings as they may be published with the documents: no path of this machine, no words that may not travel."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path

from briefgen.check import Case
from briefgen.document import Document
from briefgen.explain import explanations
from briefgen.manifest.form import Finding
from briefgen.nodes import plain
from briefgen.problems import Problem, is_file, one_line, shown_path
from briefgen.project import Project, shipped_templates
from briefgen.scripts import EAST_ASIAN_SIGN, HAN, KANA

AS_MANY = 5
"""So many words of a source in a row, that no document shows, are a quotation of it."""
_WORD = re.compile(r"[^\W_]+")


class Publishable:
    """What turns the problems of a brief into findings."""

    def __init__(self, project: Project, inputs: Iterable[Path], case: Case, document: Document) -> None:
        self._project = project
        self._case = case
        self._document = document
        self._names = _names(project, inputs)

    def finding(self, problem: Problem) -> Finding:
        """Return a problem as a finding."""
        place, message, remedy = problem.place, self._told(problem.message), self._told(problem.remedy)
        if any(map(self._quotes, (message, remedy))):
            explained = explanations().get(problem.code)
            message, remedy = (explained.summary if explained else problem.code), ""
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
        return self._project.within(path) if path.exists() else self._said(file)

    def _said(self, text: str) -> str:
        """Return somebody's words with the names of files as they are seen from the project."""
        for shown, name in self._names.items():
            if shown in text:
                text = re.sub(rf"(?<![\w/.]){re.escape(shown)}(?![\w.])", lambda _, name=name: name, text)  # type: ignore[misc]
        return one_line(text)

    def _told(self, text: str) -> str:
        """Return the words of a problem, without those in quotation marks that may not be passed on."""
        quoted = re.compile("'[^']*'")
        return quoted.sub(lambda found: "'…'" if self._quotes(found[0]) else found[0], self._said(text))

    # --- Words --------------------------------------------------------------------------------------------------------
    def _quotes(self, text: str) -> bool:
        """Tell whether a message holds words of a source that may not be passed on, and that no document shows."""
        if not self._kept_back:
            return False
        words = _words(text)
        runs = (f" {' '.join(words[start : start + AS_MANY])} " for start in range(len(words) - AS_MANY + 1))
        return any(run not in self._shown and any(run in kept for kept in self._kept_back) for run in runs)

    @cached_property
    def _kept_back(self) -> tuple[str, ...]:
        texts = (text for source, text in self._case.texts.items() if source.redistribute != "full")
        return tuple(f" {' '.join(_words(text.text))} " for text in texts)

    @cached_property
    def _shown(self) -> str:
        document = self._document
        return f" {' '.join(_words(_text_of(document)))} "


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
        if not path.absolute().is_relative_to(shipped):
            pairs |= {shown: project.within(path) for shown in (shown_path(path), str(path.absolute()))}
    pairs[f"{project.root}/"] = ""
    return {shown: pairs[shown] for shown in sorted(pairs, key=len, reverse=True) if shown != pairs[shown]}
