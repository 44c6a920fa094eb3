"""Clauses, quotations and pins held against the sources: do the words stand there, as they are given?"""

import difflib
import re
from collections.abc import Iterator

from briefgen.check.case import Case, label_of, place_of
from briefgen.check.claims import evidence_of, rests, source_of
from briefgen.check.voices import normal
from briefgen.evidence import Ambiguous, NotFound, Passage, holds, left_out, locate
from briefgen.model import Ask, OpenQuestion, Option, Recommendation, Sentence, Source
from briefgen.problems import Problem, Severity, clip

MOST_PLACES = 8
"""Paragraphs that a message names."""


def clauses_in_source(case: Case) -> Iterator[Problem]:
    """Hold each clause to the source: it stands there, and once."""
    for _, entry in case.cited:
        for evidence in evidence_of(entry):
            place = place_of(case, evidence.exact, label_of(entry))
            shown = clip(evidence.exact, 80)
            match case.found.get(evidence):
                case NotFound(nearest):
                    near = _suggestion(nearest, evidence.exact) if nearest else ""
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


def _suggestion(nearest: Passage, exact: str) -> str:
    """Offer the nearest passage, with the words in it that differ from the clause between « and »."""
    theirs, mine = (re.findall(r"\S+", words) for words in (nearest.words, exact))
    folded = [[normal(word) for word in words] for words in (theirs, mine)]
    matcher = difflib.SequenceMatcher(None, folded[0], folded[1], autojunk=False)
    shown = [
        " ".join(theirs[a:b]) if tag == "equal" else f"«{' '.join(theirs[a:b])}»"
        for tag, a, b, _, _ in matcher.get_opcodes()
        if b > a
    ]
    return f"did you mean ¶{nearest.paragraph}: '{clip(' '.join(shown), 200)}'?"


def quotations_are_verbatim(case: Case) -> Iterator[Problem]:
    """Hold the words of a quotation to the evidence that is given for it."""
    for quote in case.brief.quotes:
        words = quote.original or quote.text
        passages = [passage for _, passage in case.passages(quote)]
        found = [passage.words for passage in passages if passage]
        elsewhere = any(
            isinstance(locate(text, words, suggest=False), Passage | Ambiguous) for text in case.texts.values()
        )
        if quote.evidence and found and not elsewhere and not any(holds(said, words) for said in found):
            message = f"the words '{clip(words, 80)}' are not in the evidence given for them"
            remedy = "copy the quotation from the source; of a translation, put the source's words under 'original:'"
            yield Problem(place_of(case, words), "quotation-not-in-source", message, remedy)


def gaps_leave_no_negation(case: Case) -> Iterator[Problem]:
    """Object to a gap that takes a "not" out of a clause: what is left says the contrary."""
    for _, entry in case.cited:
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
    argued = {id(one) for option in case.brief.options if option.grounds for one in (*option.pros, *option.cons)}
    for path, entry in case.cited:
        if not rests(entry) and id(entry) not in argued and not isinstance(entry, _NEEDS_NONE):
            label = label_of(entry)
            message = f"no evidence for '{clip(label or str(path[0]))}'"
            remedy = "add 'evidence: …', the clause of the source that carries it"
            yield Problem(place_of(case, label), "no-evidence", message, remedy, Severity.WARNING)


_NEEDS_NONE = (OpenQuestion, Recommendation, Option, Ask)
"""Entries that need no evidence: they do not say that something is so."""


def sentences_have_grounds(case: Case) -> Iterator[Problem]:
    """Ask what a summing-up sentence sums up."""
    for _, sentence in case.entries:
        if isinstance(sentence, Sentence) and not sentence.grounds:
            message = f"'{clip(sentence.text)}' does not say which statements it sums up"
            remedy = "add 'grounds: [id, …]'"
            yield Problem(place_of(case, sentence.text), "no-grounds", message, remedy, Severity.WARNING)


def sources_unchanged(case: Case) -> Iterator[Problem]:
    """Hold a pinned source to its SHA-256, and say what has become of the clauses from it."""
    for source, text in case.texts.items():
        if source.sha256 and source.sha256 != text.sha256:
            message = f"the source {text.name} has changed since it was pinned: {_fate(case, source)}"
            remedy = f"read what has changed, then put 'sha256: {text.sha256}'"
            yield Problem(place_of(case, source.file), "source-changed", message, remedy)


def _fate(case: Case, source: Source) -> str:
    """Say how many clauses of a source are still there, and which are not."""
    own = [evidence for _, entry in case.cited for evidence in evidence_of(entry)]
    mine = [evidence for evidence in dict.fromkeys(own) if source_of(case.brief, evidence) is source]
    gone = [evidence for evidence in mine if not isinstance(case.found.get(evidence), Passage)]
    if not gone:
        return f"all {len(mine)} clauses from it are still there" if mine else "nothing is cited from it"
    lines = [str(evidence.exact.place.line) for evidence in gone if evidence.exact.place][:MOST_PLACES]
    where = f" (line {', '.join(lines)}{', …' if len(gone) > len(lines) else ''})" if lines else ""
    return f"{len(gone)} of {len(mine)} clauses from it no longer match{where}"


def languages_are_read(case: Case) -> Iterator[Problem]:
    """Say where checks on words were left out for want of a lexicon."""
    for language in sorted(case.claims.unread):
        message = f"there is no lexicon of the language '{language}': the checks on words are left out"
        remedy = f"add one as lexicon/{language.split('-')[0]}.yaml, or have the brief read against its source"
        yield Problem(case.place, "not-applied", message, remedy, Severity.NOTE)


_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|cannot|unless|nicht|kein\w*|nie|ohne|ne|pas|jamais|sans)\b|n't\b"
    "|ない|なかった|せず|ません",
    re.IGNORECASE,
)
"""Words that turn a statement into its contrary, in English, German, French and Japanese."""
