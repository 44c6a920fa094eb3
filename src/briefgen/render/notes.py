"""The notes of a memo: for each statement the source, the paragraph and the words it rests on."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from briefgen.check import evidence_of, source_of
from briefgen.evidence import Passage
from briefgen.model import Cited, Evidence, Source
from briefgen.nodes import Inline, Span, Str
from briefgen.render.records import Record, Scene, UnknownName
from briefgen.values import Nodes, NoteValue, Text

_INNER_MARKS = (("“”", "‘’"), ("„“", "‚‘"), ("«»", "‹›"), ("「」", "『』"))
"""Pairs of quotation marks, and those that stand for them inside the same pair."""


class Notes:
    """Makes the calls of notes for one brief."""

    def __init__(self, scene: Scene, *, draft: bool) -> None:
        self.scene = scene
        self.draft = draft

    def note(self, record: object) -> Nodes | NoteValue | Text:
        """Call the note of a statement; of an entry with grounds, the notes of its grounds.

        Statements that rest on the same words share a note. One without evidence has none (in a draft, a mark).
        Raises UnknownName when this is not an entry of the brief.
        """
        if not isinstance(record, Record):
            raise UnknownName("note() takes a statement: write it as in note(decision)")
        return self._calls([record, *self._grounds(record)])

    def _grounds(self, record: Record) -> list[Record]:
        return list(record.get("grounds")) if "grounds" in type(record.entry).model_fields else []

    def _calls(self, records: list[Record]) -> Nodes | NoteValue | Text:
        values = [value for record in records if (value := self._own(record)) is not None]
        if not values:
            mark = (Str(" "), *self._missing("no-evidence")) if self.draft else ()
            return Nodes(mark, key="no-note")
        return values[0] if len(values) == 1 else NoteValue.several(values)

    def _own(self, record: Record) -> NoteValue | None:
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
                body.append(Str("; "))
            body += self._clause(clause, "note-again" if source is not None and source is named else "note")
            named = source
        return NoteValue(tuple(clauses), (*body, Str(str(self.scene.labels.get("note-end")))))

    def _clause(self, clause: Evidence, label: str) -> Iterator[Inline]:
        """Fill a label with what is known of a clause; ``note-again`` is for one more clause of the same source."""
        pattern = str(self.scene.labels.get(label))
        found = self.scene.case.found.get(clause)
        passage = found if isinstance(found, Passage) else None
        parts: dict[str, tuple[Inline, ...]] = {
            "source": (self._source(clause),),
            "paragraph": (Str(str(passage.paragraph)) if passage else Str("?"),),
            "words": (Str(self._words(clause, passage, pattern), clause.exact.place),),
        }
        for piece in re.split(r"(\{[a-z]+\})", pattern):
            if piece.startswith("{") and piece[1:-1] in parts:
                yield from parts[piece[1:-1]]
            elif piece:
                yield Str(piece)
        if passage is None:
            yield Str(" ")
            yield from self._missing("not-found")

    def _source(self, clause: Evidence) -> Str:
        """Name a source by its label, its title, or its file where there are several."""
        source = source_of(self.scene.case.brief, clause)
        named = [text for text in (source.label, source.title) if isinstance(text, Text)] if source else []
        if named:
            return Str(str(named[0]), named[0].place)
        if source and len(self.scene.case.brief.sources) > 1:
            return Str(PurePosixPath(source.file).name, source.file.place)
        return Str(str(self.scene.labels.get("source")))

    def _words(self, clause: Evidence, passage: Passage | None, pattern: str) -> str:
        """Return the words as the source prints them; quotation marks inside quotation marks become single ones."""
        words = passage.words if passage else str(clause.exact)
        if "…" in clause.exact and "…" not in words:
            words = str(clause.exact)
        words = " ".join(words.split())
        for outer, inner in _INNER_MARKS:
            if outer[0] in pattern:
                words = re.sub(f"{outer[0]}([^{outer}]*){outer[1]}", f"{inner[0]}\\1{inner[1]}", words)
        # What is left has lost its other half at the edge of the clause; “ also closes „, which tells the two apart.
        return words if "„" in words or "“" not in pattern else words.replace("“", "‘").replace("”", "’")

    def _missing(self, label: str) -> tuple[Inline, ...]:
        return (Span("missing", (Str(f"[{self.scene.labels.get(label)}]"),)),)
