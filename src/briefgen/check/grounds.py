"""What sums up, held against what it sums up: a bottom line, a line to take, an answer, an argument."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefgen.check.case import Case, place_of
from briefgen.check.cover import COVERS
from briefgen.fields import Entry
from briefgen.lexicon import Lexicon, ranks
from briefgen.model import (
    Argument,
    Ask,
    Brief,
    Cited,
    Consideration,
    Dissent,
    Option,
    Point,
    QuestionAndAnswer,
    Sentence,
    named,
    within,
)
from briefgen.problems import Problem, Severity, clip
from briefgen.quantities import compatible
from briefgen.reading import Reading
from briefgen.values import Prose, Text


@dataclass(frozen=True)
class _Summary:
    text: str
    label: Text | None
    grounds: tuple[Cited, ...]
    claims: bool = True
    """Whether it says that something is so; an option or an aim says what might be."""


def summaries_stay_within(case: Case) -> Iterator[Problem]:
    """Object to a bottom line, a line to take or an answer that says more than the statements it cites."""
    lexicon = case.lexicons(case.brief.language)
    for summary in _summaries(case.brief):
        found = next(_excesses(case, summary, lexicon), None)
        if found:
            message = f"'{clip(summary.text)}' {found}"
            remedy = "say no more than the statements under 'grounds', or name the statement that says it"
            yield Problem(place_of(case, summary.label), "beyond-grounds", message, remedy, Severity.WARNING)


def _summaries(brief: Brief) -> Iterator[_Summary]:
    by_id = {str(entry.id): entry for entry in named(brief) if isinstance(entry, Cited) and entry.id}
    options = {id(one): option for option in brief.options for one in (*option.pros, *option.cons)}

    def grounds(entry: Entry) -> tuple[Cited, ...]:
        own = tuple(by_id[ident] for ident in getattr(entry, "grounds", ()) if ident in by_id)
        option = options.get(id(entry))
        return own if option is None else (*own, option, *grounds(option))

    for _, entry in within(brief):
        said = _SAID.get(type(entry))
        text = getattr(entry, said.field) if said else None
        if said and isinstance(text, Text) and not (isinstance(entry, Cited) and entry.evidence):
            words = str(text).replace("*", "").replace("_", "") if isinstance(text, Prose) else str(text)
            yield _Summary(words, text, grounds(entry), said.claims)


class _Said(NamedTuple):
    """What of an entry is held against its grounds."""

    field: str
    claims: bool = True


_SAID: dict[type[Entry], _Said] = {
    Sentence: _Said("text"),
    Point: _Said("text", claims=False),
    QuestionAndAnswer: _Said("answer"),
    Argument: _Said("text"),
    Option: _Said("text", claims=False),
    Consideration: _Said("text"),
    Dissent: _Said("text", claims=False),
    Ask: _Said("line"),
}


def _excesses(case: Case, summary: _Summary, lexicon: Lexicon | None) -> Iterator[str]:
    """Yield what a summing-up sentence says that its grounds do not, in words that follow the sentence."""
    if not summary.grounds:
        return
    from briefgen.check.numbers import numbers_in

    texts = list(_words_of(summary.grounds))
    known = [own for text in texts for own in numbers_in(text, lexicon)]
    for number in numbers_in(summary.text, lexicon):
        if not number.is_date and not number.ordinal and not any(compatible(number, own) for own in known):
            yield f"gives the number '{number.words}', which these statements do not"
    named = {mention.actor for text in texts for mention in case.claims.actors.mentions(text)}
    named |= {str(ident) for entry in summary.grounds for ident in getattr(entry, "actors", ())}
    for mention in case.claims.actors.mentions(summary.text):
        if mention.actor not in named:
            yield f"names '{summary.text[mention.start : mention.end]}', which these statements do not"
    if lexicon is not None and summary.claims:
        yield from _firmer(summary, texts, lexicon)


def _words_of(grounds: tuple[Cited, ...]) -> Iterator[str]:
    for entry in grounds:
        for name in ("text", "when", "about", "conditions"):
            value = getattr(entry, name, None)
            if isinstance(value, Text):
                yield str(value)
        yield from (str(evidence.exact) for evidence in entry.evidence)


def _firmer(summary: _Summary, texts: list[str], lexicon: Lexicon) -> Iterator[str]:
    """Yield what the sentence claims more firmly than all of its grounds."""
    fields = {str(word) for entry in summary.grounds if (word := getattr(entry, "commitment", None))}
    carried = {name for text in texts for name in Reading(text, lexicon).classes} | fields
    own = Reading(summary.text, lexicon)
    for cue in own.of("decided", "agreed", "confirmed"):
        rungs = cue.classes & {"decided", "agreed", "confirmed"}
        turned = own.classes & {"negation", "considering", "denied"}
        if not rungs & carried and not turned and any(fields & ranks()[rung] for rung in rungs):
            yield f"says '{cue.words}', and these statements say {', '.join(sorted(fields))}"
    open_ = {name for name in ("considering", "proposed", "inferred", "denied") if name in fields}
    if open_ and fields <= open_ and not any(own.classes & COVERS[name] for name in open_):
        yield f"leaves out that these statements say {', '.join(sorted(open_))}"
