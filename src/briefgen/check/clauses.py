"""Clauses, quotations and pins held against the sources: do the words stand there, as they are given?"""

import re
from collections.abc import Iterator

from briefgen.check.case import Case, evidence_of, label_of, place_of, source_of
from briefgen.evidence import Ambiguous, NotFound, holds, left_out
from briefgen.model import cited
from briefgen.problems import Problem, Severity, clip

MOST_PLACES = 8
"""Paragraphs that a message names."""


def clauses_in_source(case: Case) -> Iterator[Problem]:
    """Hold each clause to the source: it stands there, and once."""
    for _, entry in cited(case.brief):
        for evidence in evidence_of(entry):
            place = place_of(case, evidence.exact, label_of(entry))
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
            yield Problem(place_of(case, words), "quotation-not-in-source", message, remedy)


def gaps_leave_no_negation(case: Case) -> Iterator[Problem]:
    """Object to a gap that takes a "not" out of a clause: what is left says the contrary."""
    for _, entry in cited(case.brief):
        for evidence, passage in case.passages(entry):
            for words in left_out(passage, evidence.exact) if passage else ():
                cue = _NEGATION.search(words)
                if cue:
                    message = f"the gap in '{clip(evidence.exact, 80)}' leaves out '{cue.group()}'"
                    remedy = "quote the words between, or choose a clause without a gap"
                    yield Problem(
                        place_of(case, evidence.exact, label_of(entry)), "gap-hides-negation", message, remedy
                    )


def entries_have_evidence(case: Case) -> Iterator[Problem]:
    """Ask for the words that carry each statement."""
    for (section, _), entry in cited(case.brief):
        if not evidence_of(entry) and section not in {"open_questions", "recommendations"}:
            label = label_of(entry)
            message = f"no evidence for '{clip(label or str(section))}'"
            remedy = "add 'evidence: …', the clause of the source that carries it"
            yield Problem(place_of(case, label), "no-evidence", message, remedy, Severity.WARNING)


def sentences_have_grounds(case: Case) -> Iterator[Problem]:
    """Ask what a summing-up sentence sums up."""
    for sentence in (*case.brief.bottom_line, *case.brief.talking_points):
        if not sentence.grounds:
            message = f"'{clip(sentence.text)}' does not say which statements it sums up"
            remedy = "add 'grounds: [id, …]'"
            yield Problem(place_of(case, sentence.text), "no-grounds", message, remedy, Severity.WARNING)


def sources_unchanged(case: Case) -> Iterator[Problem]:
    """Hold a pinned source to its SHA-256."""
    for source, text in case.texts.items():
        if source.sha256 and source.sha256 != text.sha256:
            message = f"the source {text.name} has changed since it was pinned (now {text.sha256})"
            remedy = "check each clause against the new text, then put the new SHA-256"
            yield Problem(place_of(case, source.file), "source-changed", message, remedy)


_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|cannot|unless|nicht|kein\w*|nie|ohne|ne|pas|jamais|sans)\b|n't\b"
    "|ない|なかった|せず|ません",
    re.IGNORECASE,
)
"""Words that turn a statement into its contrary, in English, German, French and Japanese."""
