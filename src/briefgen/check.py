"""A brief held against its sources → problems. CHECKS is the table; a check is a function."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from briefgen.evidence import Ambiguous, NotFound, Passage, holds, left_out, locate
from briefgen.model import Brief, Cited, Evidence, Quote, Source, cited
from briefgen.problems import Place, Problem, Severity, clip, sort
from briefgen.source import SourceText
from briefgen.values import Text

MOST_PLACES = 8
"""Paragraphs that a message names."""


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


def check(case: Case) -> list[Problem]:
    """Run every check. The result says where contradictions were found; none found is not "verified"."""
    return sort(problem for function in CHECKS for problem in function(case))


def _place(case: Case, *texts: Text | None) -> Place:
    return next((text.place for text in texts if text is not None and text.place), case.place)


def _label(entry: Cited) -> Text | None:
    """Return the words by which a person knows an entry."""
    return next(
        (
            value
            for name in ("text", "term", "name", "descriptor")
            if isinstance(value := getattr(entry, name, None), Text)
        ),
        None,
    )


def clauses_in_source(case: Case) -> Iterator[Problem]:
    """Hold each clause to the source: it stands there, and once."""
    for _, entry in cited(case.brief):
        for evidence in evidence_of(entry):
            place = _place(case, evidence.exact, _label(entry))
            shown = clip(evidence.exact, 80)
            match case.found.get(evidence):
                case NotFound(nearest):
                    near = f"did you mean ¶{nearest.paragraph}: '{clip(nearest.words, 160)}'?" if nearest else ""
                    remedy = near or "copy the words from the source"
                    yield Problem(place, "quotation-not-in-source", f"the source does not say '{shown}'", remedy)
                case Ambiguous(passages):
                    places = list(dict.fromkeys(f"¶{passage.paragraph}" for passage in passages))
                    where = ", ".join(places[:MOST_PLACES] + ["…"] * (len(places) > MOST_PLACES))
                    message = f"the source says '{shown}' {len(passages)} times ({where})"
                    remedy = "add 'prefix: …' or 'suffix: …', the words right before or after it, or quote more"
                    yield Problem(place, "ambiguous-evidence", message, remedy)
                case None if source_of(case.brief, evidence) is None:
                    message = f"the clause '{shown}' does not say which source it is from"
                    known = ", ".join(str(source.id) for source in case.brief.sources if source.id)
                    remedy = "write 'evidence: {source: …, exact: \"…\"}'"
                    remedy += f" (known sources: {known})" if known else "; give each source an id first"
                    yield Problem(place, "evidence-without-source", message, remedy)


def quotations_are_verbatim(case: Case) -> Iterator[Problem]:
    """Hold the words of a quotation to the evidence that is given for it."""
    for quote in case.brief.quotes:
        words = quote.original or quote.text
        passages = [passage for _, passage in case.passages(quote)]
        found = [passage.words for passage in passages if passage]
        if quote.evidence and found and not any(holds(said, words) for said in found):
            message = f"the words '{clip(words, 80)}' are not in the evidence given for them"
            remedy = "copy the quotation from the source; of a translation, put the source's words under 'original:'"
            yield Problem(_place(case, words), "quotation-not-in-source", message, remedy)


def gaps_leave_no_negation(case: Case) -> Iterator[Problem]:
    """Object to a gap that takes a "not" out of a clause: what is left says the contrary."""
    for _, entry in cited(case.brief):
        for evidence, passage in case.passages(entry):
            for words in left_out(passage, evidence.exact) if passage else ():
                cue = _NEGATION.search(words)
                if cue:
                    message = f"the gap in '{clip(evidence.exact, 80)}' leaves out '{cue.group()}'"
                    remedy = "quote the words between, or choose a clause without a gap"
                    yield Problem(_place(case, evidence.exact, _label(entry)), "gap-hides-negation", message, remedy)


def entries_have_evidence(case: Case) -> Iterator[Problem]:
    """Ask for the words that carry each statement."""
    for (section, _), entry in cited(case.brief):
        if not evidence_of(entry) and section not in {"open_questions", "recommendations"}:
            label = _label(entry)
            message = f"no evidence for '{clip(label or str(section))}'"
            remedy = "add 'evidence: …', the clause of the source that carries it"
            yield Problem(_place(case, label), "no-evidence", message, remedy, Severity.WARNING)


def sentences_have_grounds(case: Case) -> Iterator[Problem]:
    """Ask what a summing-up sentence sums up."""
    for sentence in (*case.brief.bottom_line, *case.brief.talking_points):
        if not sentence.grounds:
            message = f"'{clip(sentence.text)}' does not say which statements it sums up"
            remedy = "add 'grounds: [id, …]'"
            yield Problem(_place(case, sentence.text), "no-grounds", message, remedy, Severity.WARNING)


def sources_unchanged(case: Case) -> Iterator[Problem]:
    """Hold a pinned source to its SHA-256."""
    for source, text in case.texts.items():
        if source.sha256 and source.sha256 != text.sha256:
            message = f"the source {text.name} has changed since it was pinned (now {text.sha256})"
            remedy = "check each clause against the new text, then put the new SHA-256"
            yield Problem(_place(case, source.file), "source-changed", message, remedy)


_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|cannot|unless|nicht|kein\w*|nie|ohne|ne|pas|jamais|sans)\b|n't\b"
    "|ない|なかった|せず|ません",
    re.IGNORECASE,
)
"""Words that turn a statement into its contrary, in English, German, French and Japanese."""

CHECKS: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    sources_unchanged,
    clauses_in_source,
    quotations_are_verbatim,
    gaps_leave_no_negation,
    entries_have_evidence,
    sentences_have_grounds,
)
