"""A brief with what is known of its sources: what every check looks at."""

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.evidence import Ambiguous, NotFound, Passage, locate
from briefgen.model import Brief, Cited, Evidence, Quote, Source, cited
from briefgen.problems import Place
from briefgen.source import SourceText
from briefgen.values import Text


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

    def passages(self, entry: Cited) -> list[tuple[Evidence, Passage | None]]:
        """Return the evidence of an entry, each clause with its passage, or None where it was not found."""
        return [
            (evidence, passage if isinstance(passage := self.found.get(evidence), Passage) else None)
            for evidence in evidence_of(entry)
        ]


def evidence_of(entry: Cited) -> tuple[Evidence, ...]:
    """Return the evidence of an entry. A quotation is its own evidence unless it gives another."""
    if isinstance(entry, Quote) and not entry.evidence:
        return (Evidence(exact=entry.original or entry.text),)
    return entry.evidence


def source_of(brief: Brief, evidence: Evidence) -> Source | None:
    """Return the source that a clause is from; None where that is not said and there are several."""
    if evidence.source is None:
        return brief.sources[0] if len(brief.sources) == 1 else None
    return next((source for source in brief.sources if source.id == evidence.source), None)


def examine(brief: Brief, name: str, texts: Mapping[Source, SourceText]) -> Case:
    """Find every clause of a brief in its source. ``name`` is how places name the content file."""
    found: dict[Evidence, Passage | NotFound | Ambiguous] = {}
    for _, entry in cited(brief):
        for evidence in evidence_of(entry):
            source = source_of(brief, evidence)
            if source is not None and source in texts and evidence not in found:
                found[evidence] = locate(texts[source], evidence.exact, evidence.prefix or "", evidence.suffix or "")
    return Case(brief, Place(name), texts, found)


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
