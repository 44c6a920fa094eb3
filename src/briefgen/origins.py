"""Which line of which template each line of a rendered text comes from."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from briefgen.problems import Place, Problem

Piece = tuple[str, Place]
"""Words of a rendered text, and the line of the template that their first character comes from."""


@dataclass(frozen=True)
class Origins:
    """The places in templates that a rendered text comes from, by its lines."""

    file: str = ""
    """The template's main file: the place of what has no better one."""
    lines: tuple[tuple[tuple[int, Place], ...], ...] = ()
    """For each line of the text its pieces: the offset at which one begins, and where it comes from."""
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The lines of the template's files, by the name that places give these."""

    @classmethod
    def of(cls, file: str, pieces: Iterable[Piece], texts: Mapping[str, tuple[str, ...]]) -> Self:
        """Work them out of the pieces that make up a text.

        A piece of several lines comes from as many lines of its template.
        """
        lines: list[list[tuple[int, Place]]] = [[]]
        blank: list[bool] = [True]  # Whether the current line has blanks only, so far.
        length = 0
        for words, place in pieces:
            for number, part in enumerate(words.split("\n")):
                if number:
                    lines.append([])
                    blank.append(True)
                    length = 0
                if part:
                    own = replace(place, line=place.line + number)
                    if blank[-1]:  # What stands before the first word of a line says nothing of where it comes from.
                        lines[-1] = []
                        blank[-1] = part.isspace()
                    lines[-1].append((length, own))
                    length += len(part)
        return cls(file, tuple(map(tuple, lines)), texts)

    def place(self, line: int, offset: int = 0) -> Place:
        """Return where a line of the text comes from, both counted from 0; the main file for one that is not known."""
        pieces = self.lines[line] if 0 <= line < len(self.lines) else ()
        if not pieces:
            return Place(self.file)
        return pieces[max(bisect_right([start for start, _ in pieces], offset) - 1, 0)][1]

    def pointed(self, place: Place, words: str) -> Place:
        """Return a place with the column of words, where they stand in its line once."""
        line = self.excerpt(place)
        return replace(place, column=line.index(words) + 1) if line.count(words) == 1 else place

    def excerpt(self, place: Place) -> str:
        """Return the line of a template; an empty string where it is not known."""
        return line_at(self.texts, place)

    def shown(self, problem: Problem) -> Problem:
        """Return a problem with the line that it is about."""
        return problem if problem.excerpt else replace(problem, excerpt=self.excerpt(problem.place))


def line_at(texts: Mapping[str, tuple[str, ...]], place: Place) -> str:
    """Return the line of a file at a place; an empty string where it is not known. ``texts`` are lines by file."""
    lines = texts.get(place.file, ())
    return lines[place.line - 1] if 0 < place.line <= len(lines) else ""
