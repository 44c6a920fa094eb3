"""The notes of a memo: for each statement the source, the paragraph and the words it rests on."""

import re
from collections.abc import Iterator
from dataclasses import replace

from briefgen.check import evidence_of, source_of
from briefgen.evidence import Passage
from briefgen.extracts import anchor
from briefgen.model import Ask, Cited, Evidence, Option, QuestionAndAnswer, Sentence, Source
from briefgen.nodes import Foreign, Inline, Link, Span, Str
from briefgen.render.extracts import in_one_line
from briefgen.render.parts import UnknownName
from briefgen.render.records import Record, Scene
from briefgen.values import Called, Nodes, NoteValue, Text

_INNER_MARKS = (("“”", "‘’"), ("„“", "‚‘"), ("«»", "‹›"), ("「」", "『』"))
"""Pairs of quotation marks, and those that stand for them inside the same pair."""
_STRAIGHT = re.compile(r"""(?<!\w)"(?=\S)((?:[^"']|(?<=\w)'(?=\w))*)(?<=\S)"(?!\w)""")
"""A quotation in straight marks that holds no other."""

_PIECES = re.compile(r"((?:(?:\w+\.|[¶§])[ \u00a0\u202f]?|\w+)?\{paragraph\}\w*|\{[a-z]+\})")
"""The parts of a label that are filled in; the number of a paragraph with the sign or abbreviation before it."""


class Notes:
    """Makes the calls of notes for one brief."""

    def __init__(self, scene: Scene, *, draft: bool) -> None:
        self.scene = scene
        self.draft = draft
        self._known: dict[int, Called | None] = {}

    def note(self, record: object) -> Nodes | NoteValue:
        """Call the note of a statement; of an entry with grounds, the notes of its grounds.

        Statements that rest on the same words share a note. One without evidence has none (in a draft, a mark).
        Raises UnknownName when this is not an entry of the brief.
        """
        if not isinstance(record, Record):
            raise UnknownName("note() takes a statement: write it as in note(decision)")
        values = [value for one in (record, *self._grounds(record)) if (value := self._called(one)) is not None]
        if not values:
            return Nodes(self._mark(record), key=("no-note", type(record.entry)))
        subject = self.scene.subject(record)
        return NoteValue(*(replace(value, subject=subject) for value in values))

    def _mark(self, record: Record) -> tuple[Inline, ...]:
        """Mark in a draft what could have evidence and has none."""
        could = isinstance(record.entry, Cited | Sentence | QuestionAndAnswer) and not isinstance(
            record.entry, Option | Ask
        )
        return (Str(" "), *self._missing("no-evidence")) if self.draft and could else ()

    def _grounds(self, record: Record) -> list[Record]:
        return list(record.get("grounds")) if "grounds" in type(record.entry).model_fields else []

    def _called(self, record: Record) -> Called | None:
        """Return what the note of an entry says; many are called again, by what sums them up."""
        key = id(record.entry)
        if key not in self._known:
            self._known[key] = self._own(record)
        return self._known[key]

    def _own(self, record: Record) -> Called | None:
        if not isinstance(record.entry, Cited):
            return None
        clauses = evidence_of(record.entry)
        if not clauses:
            return None
        body: list[Inline] = []
        named: Source | None = None
        for clause in clauses:
            source = source_of(self.scene.case.brief, clause)
            if body:
                body.append(Str(self.scene.speech.signs["semicolon"]))
            body += self._clause(clause, "note-again" if source is not None and source is named else "note")
            named = source
        cited = tuple(citation for clause in clauses for citation in self.scene.sources.citations(clause))
        return Called(tuple(clauses), (*body, Str(str(self.scene.labels.get("note-end")))), cited)

    def _clause(self, clause: Evidence, label: str) -> Iterator[Inline]:
        """Fill a label with what is known of a clause; ``note-again`` is for one more clause of the same source."""
        pattern = str(self.scene.labels.get(label))
        found = self.scene.case.found.get(clause)
        passage = found if isinstance(found, Passage) else None
        source = source_of(self.scene.case.brief, clause)
        foreign = self.scene.foreign(source)
        words: Inline = Str(self._words(clause, passage, pattern), clause.exact.place)
        parts = {"{source}": _str(self.scene.name(source)), "{words}": Foreign(foreign, (words,)) if foreign else words}
        for piece in _PIECES.split(pattern):
            if "{paragraph}" in piece:
                yield self._paragraph(piece, source, passage)
            elif piece:
                yield parts.get(piece, Str(piece))
        if passage is None:
            yield Str(" ")
            yield from self._missing("not-found")

    def _paragraph(self, pattern: str, source: Source | None, passage: Passage | None) -> Inline:
        """Name a paragraph. It is a link to where the document prints it; the tree takes those that lead nowhere."""
        words = Str(pattern.replace("{paragraph}", str(passage.paragraph) if passage else "?"))
        if passage is None or source is None:
            return words
        return Link(f"#{anchor(self.scene.case.brief.sources.index(source) + 1, passage.paragraph)}", (words,))

    def _words(self, clause: Evidence, passage: Passage | None, pattern: str) -> str:
        """Return the words as the source prints them; quotation marks inside quotation marks become single ones."""
        words = passage.words if passage else str(clause.exact)
        if "…" in clause.exact and "…" not in words:
            words = str(clause.exact)
        words = in_one_line(words)
        for outer, inner in _INNER_MARKS:
            if outer[0] in pattern:
                words = re.sub(f"{outer[0]}([^{outer}]*){outer[1]}", f"{inner[0]}\\1{inner[1]}", words)
                # One that is left lost its other half where the clause was cut; but “ also closes „.
                if "“" not in outer or "„" not in f"{outer}{words}":
                    words = words.translate(str.maketrans(outer, inner))
        if any(opening in pattern for opening in "“„"):
            words = _STRAIGHT.sub(r"'\1'", words)
        return words

    def _missing(self, label: str) -> tuple[Inline, ...]:
        return (Span("missing", (Str(f"[{self.scene.labels.get(label)}]"),)),)


def _str(text: Text) -> Str:
    return Str(str(text), text.place)
