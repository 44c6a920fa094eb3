"""What an annex of evidence prints: every entry with the words it rests on, every paragraph with what rests on it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from briefgen.check import evidence_of, source_of
from briefgen.evidence import Passage
from briefgen.model import Actor, Cited, Evidence, Quote, Source, Statement, Term
from briefgen.render.extracts import in_one_line
from briefgen.render.parts import Parts, UnknownName
from briefgen.values import Clause, Excerpt, Text

if TYPE_CHECKING:
    from briefgen.render.records import Scene

ORDER = (
    *("decisions", "recommendations", "options", "next_steps", "timeline", "assessments", "quotes", "considerations"),
    *("background", "actors", "open_questions", "meeting", "glossary"),
)
"""Sections in the order in which their entries are numbered."""
_KINDS: Mapping[type[Cited], str] = {Actor: "actor", Quote: "quote", Term: "term", Statement: "statement"}
"""What an entry is, of that kind or one made from it."""


def _kind(entry: Cited) -> str:
    return next((name for kind, name in _KINDS.items() if isinstance(entry, kind)), "question")


class Annex:
    """The entries of a brief that rest on words of its sources, numbered."""

    def __init__(self, scene: "Scene") -> None:
        self.scene = scene
        found = [(str(path[0]), entry) for path, entry in scene.case.cited if evidence_of(entry)]
        found.sort(key=lambda one: ORDER.index(one[0]) if one[0] in ORDER else len(ORDER))
        self.entries = tuple(self._entry(number, *one) for number, one in enumerate(found, 1))
        self._evidence = [(number, evidence_of(entry)) for number, (_, entry) in enumerate(found, 1)]

    def _entry(self, number: int, section: str, entry: Cited) -> Parts:
        parts = {
            "number": Text(str(number)),
            "section": self._section(section),
            "kind": Text(_kind(entry)),
            "entry": self.scene.record(entry),
            "clauses": tuple(map(self._clause, evidence_of(entry))),
        }
        return Parts("an entry of the annex", parts)

    def _section(self, section: str) -> Text:
        try:
            return self.scene.labels.get(section)
        except UnknownName:
            return Text(section.replace("_", " ").capitalize())

    def _clause(self, clause: Evidence) -> Parts:
        """Return a clause: where it stands, and its words in their sentence."""
        source = source_of(self.scene.case.brief, clause)
        found = self.scene.case.found.get(clause)
        if source is None or not isinstance(found, Passage):
            missing = {"source": self.scene.name(source), "number": self.scene.labels.get("not-found")}
            return Parts("a clause", {**missing, "words": clause.exact})
        words = str(clause.exact) if "…" in clause.exact else in_one_line(found.words)
        cited_, own = tuple(self.scene.sources.citations(clause)), self._number(source)
        label, language = self._label(found.paragraph), self.scene.foreign(source)
        parts = {
            "source": self.scene.name(source),
            "number": Clause(own, found.paragraph, cited_, label=label),
            "words": Clause(own, found.paragraph, cited_, words=words, language=language),
        }
        return Parts("a clause", parts)

    def quoted(self, source: Source) -> tuple[Parts, ...]:
        """Return the paragraphs of a source that the brief quotes, as far as they may be shown at all."""
        resting: dict[int, list[int]] = {}
        for number, clauses in self._evidence:
            for paragraph in self._paragraphs(source, clauses):
                numbers = resting.setdefault(paragraph, [])
                numbers += [number] if number not in numbers else []
        own, language = self._number(source), self.scene.foreign(source)
        return tuple(
            Parts(
                "a paragraph",
                {
                    "number": Excerpt(own, paragraph, label=self._label(paragraph)),
                    "words": Excerpt(own, paragraph, language=language),
                    "entries": tuple(self.entries[number - 1] for number in resting[paragraph]),
                },
            )
            for paragraph in (sorted(resting) if source.redistribute != "none" else ())
        )

    def _paragraphs(self, source: Source, clauses: tuple[Evidence, ...]) -> Iterator[int]:
        for clause in clauses:
            found = self.scene.case.found.get(clause)
            if isinstance(found, Passage) and source_of(self.scene.case.brief, clause) is source:
                yield found.paragraph

    def _number(self, source: Source) -> int:
        return self.scene.case.brief.sources.index(source) + 1

    def _label(self, paragraph: int) -> str:
        return str(self.scene.labels.get("paragraph")).replace("{paragraph}", str(paragraph))
