"""A brief with what is known of its sources: what every check looks at."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from briefgen.check.claims import Claims, Lexicons, claims, evidence_of, source_of
from briefgen.evidence import Ambiguous, NotFound, Passage, locate
from briefgen.fields import Entry
from briefgen.lexicon import lexicon
from briefgen.model import Brief, Cited, Evidence, Source, cited, within
from briefgen.problems import Place
from briefgen.source import SourceText
from briefgen.values import Text
from briefgen.yamlfile import Path

MOST_SUGGESTIONS = 200
"""Clauses for which the nearest passage is looked for; so many that are not there have one cause, a wrong source."""


@dataclass(frozen=True)
class Case:
    """A brief with what is known of its sources: what every check looks at."""

    brief: Brief
    place: Place
    """The content file."""
    texts: Mapping[Source, SourceText]
    """The texts of the sources that could be read."""
    found: Mapping[Evidence, Passage | NotFound | Ambiguous]
    """Where each clause stands; a clause of a source that could not be read is not in it."""
    lexicons: Lexicons = lexicon

    @cached_property
    def entries(self) -> tuple[tuple[Path, Entry], ...]:
        """The entries of the brief at any depth, each with its path."""
        return tuple(within(self.brief))

    @cached_property
    def cited(self) -> tuple[tuple[Path, Cited], ...]:
        """Of these, those that can carry evidence."""
        return tuple((path, entry) for path, entry in self.entries if isinstance(entry, Cited))

    @cached_property
    def claims(self) -> Claims:
        """What the brief claims, each statement with the evidence that was found for it."""
        return claims(self.brief, self.texts, self.found, self.lexicons)

    def passages(self, entry: Cited) -> list[tuple[Evidence, Passage | None]]:
        """Return the evidence of an entry, each clause with its passage, or None where it was not found."""
        return [
            (evidence, passage if isinstance(passage := self.found.get(evidence), Passage) else None)
            for evidence in evidence_of(entry)
        ]


def examine(brief: Brief, name: str, texts: Mapping[Source, SourceText], lexicons: Lexicons = lexicon) -> Case:
    """Find every clause of a brief in its source. ``name`` is how places name the content file."""
    found: dict[Evidence, Passage | NotFound | Ambiguous] = {}
    missed = 0
    for _, entry in cited(brief):
        for evidence in evidence_of(entry):
            source = source_of(brief, evidence)
            if source is not None and source in texts and evidence not in found:
                context = evidence.prefix or "", evidence.suffix or ""
                found[evidence] = locate(texts[source], evidence.exact, *context, suggest=missed < MOST_SUGGESTIONS)
                missed += isinstance(found[evidence], NotFound)
    return Case(brief, Place(name), texts, found, lexicons)


def place_of(case: Case, *texts: Text | None) -> Place:
    """Return the place of the first text that knows its own, else the content file."""
    return next((text.place for text in texts if text is not None and text.place), case.place)


def label_of(entry: Cited) -> Text | None:
    """Return the words by which a person knows an entry."""
    return next(
        (
            value
            for name in ("text", "term", "name", "descriptor")
            if isinstance(value := getattr(entry, name, None), Text)
        ),
        None,
    )
