"""Who says it, held against who says it in the source."""

import re
from collections.abc import Iterator

from briefgen.check.case import Case, place_of
from briefgen.check.claims import Claim, Support
from briefgen.check.voices import OTHER, STANDS_FOR, UNNAMED, names, normal
from briefgen.model import Actor
from briefgen.problems import Place, Problem, Severity, clip
from briefgen.reading import Reading


def speakers_speak(case: Case) -> Iterator[Problem]:
    """Hold the speaker of a statement, in its field or in its words, to the one who speaks in the cited sentence."""
    for claim in case.claims.claims:
        if not claim.supports or not all(support.context for support in claim.supports):
            continue
        for actor, place in _claimed(case, claim):
            found = _objection(claim, actor)
            if found:
                yield Problem(place, *found)


def _claimed(case: Case, claim: Claim) -> Iterator[tuple[Actor, Place]]:
    field = claim.attribution
    if field:
        for ident in field.actor:
            if ident in claim.actors:
                yield claim.actors[ident], getattr(ident, "place", None) or place_of(case, claim.text)
    if claim.section != "quotes" and claim.reading is not None:
        said = {} if field is None else set(field.actor)
        for key in sorted(claim.actors.voices(claim.reading)):
            if key in claim.actors and key not in said and _may_be_named(claim, claim.actors[key]):
                yield claim.actors[key], place_of(case, claim.text)


def _may_be_named(claim: Claim, actor: Actor) -> bool:
    """Tell whether a speaker in the words of a statement is worth a look: a person, or anybody where none is named."""
    unnamed = any(own.context and UNNAMED in claim.actors.voices(own.context) for own in claim.supports)
    return actor.kind == "person" or (unnamed and actor.kind not in {"anonymous", "outlet", "document"})


def _objection(claim: Claim, actor: Actor) -> tuple[str, str, str] | None:
    """Return code, message and remedy when no cited sentence is this actor's."""
    if actor.kind == "outlet":
        return None  # The text as a whole is its own.
    if any(_is_voice(support, actor, claim) for support in claim.supports):
        return None
    label = next(iter(names(actor)), str(actor.id))
    unnamed = [own for own in claim.supports if own.context and UNNAMED in claim.actors.voices(own.context)]
    if unnamed and actor.kind != "anonymous":
        message = f"the words are an unnamed source's, and are given to {clip(label)}"
        return "anonymous-source-named", message, "give them to an actor of kind 'anonymous', with a 'descriptor'"
    message = f"the cited words are not said by {clip(label)}"
    return (
        "speaker-not-in-evidence",
        message,
        "name the one who says them, or cite the sentence in which this one speaks",
    )


def _is_voice(support: Support, actor: Actor, claim: Claim) -> bool:
    """Tell whether an actor may be the one who speaks in the cited sentence."""
    if actor.kind == "anonymous":
        return _is_described(support, actor, claim)
    key = str(actor.id)
    here = {mention.actor for mention in claim.actors.mentions(support.sentence)}
    assert support.context is not None, "speakers_speak passes over languages without a lexicon"
    found = claim.actors.voices(support.context)
    if actor.kind != "person":
        return _body_speaks(support, actor, claim, found)
    if key in found:
        return True
    others = found - {STANDS_FOR, OTHER}
    if key in here:
        return _is_before_pronoun(support, key, claim) if STANDS_FOR in found else not others
    if UNNAMED in found or (others and STANDS_FOR not in found and not _opens_with_pronoun(support.context)):
        return False
    return _is_meant(support, key, claim)


def _opens_with_pronoun(context: Reading) -> bool:
    return any("pronoun" in cue.classes and cue.first == 0 for cue in context.cues[:1])


def _is_meant(support: Support, key: str, claim: Claim) -> bool:
    """Tell whether a sentence that names no speaker may be somebody's who was named before it."""
    assert support.context is not None
    paragraph = _before(support)
    earlier = [own.actor for own in claim.actors.mentions(paragraph) if claim.actors[own.actor].kind == "person"]
    if not earlier:
        opening = support.text.text[max(0, support.span[0] - LOOKED_BACK) : support.span[0]]
        return key in {own.actor for own in claim.actors.mentions(opening)}
    return key == earlier[-1] or key in claim.actors.voices(Reading(paragraph, support.context.lexicon))


def _before(support: Support) -> str:
    """Return the paragraph before the cited sentence."""
    start = support.text.paragraph_at(support.passage.start).start
    return support.text.text[start : support.span[0]]


LOOKED_BACK = 600
"""Characters before a paragraph in which the one who goes on speaking was named."""


def _body_speaks(support: Support, actor: Actor, claim: Claim, found: frozenset[str]) -> bool:
    """Tell whether the cited sentence may speak for a body: by its name, its kind ("the ministry") or a pronoun."""
    key = str(actor.id)
    if key in found or STANDS_FOR in found:
        return True
    if UNNAMED in found:
        return False
    named = claim.actors.mentions(support.sentence)
    mine = [mention for mention in named if mention.actor == key]
    others = [mention for mention in named if mention.actor in found]
    if mine and others:  # "Acme's chairman Ann Lee said": the body stands beside the one who speaks for it.
        return any(
            0 <= other.start - own.end <= BESIDE or 0 <= own.start - other.end <= BESIDE
            for own in mine
            for other in others
        )
    if mine or others:
        return bool(mine)
    if support.context is not None and _opens_with_pronoun(support.context) and key in _named_before(support, claim):
        return True
    heads = {normal(form.split()[-1]) for form in names(actor) if form.split()}
    if heads & set(re.findall(r"\w+", normal(support.sentence))):
        return True
    return key in _named_before(support, claim) and not named


def _named_before(support: Support, claim: Claim) -> set[str]:
    return {mention.actor for mention in claim.actors.mentions(_before(support))}


BESIDE = 40
"""Characters between a body and the person who speaks for it."""


def _is_before_pronoun(support: Support, key: str, claim: Claim) -> bool:
    """Tell whether a sentence names an actor before the pronoun that speaks in it."""
    assert support.context is not None
    speech = support.context.of("speech")
    named = [mention for mention in claim.actors.mentions(support.sentence) if mention.actor == key]
    return bool(speech and named) and named[0].end <= speech[0].start


def _is_described(support: Support, actor: Actor, claim: Claim) -> bool:
    """Tell whether an unnamed speaker may be the one of the cited sentence: unless somebody speaks there by name."""
    descriptor = normal(str(actor.descriptor or actor.name or ""))
    if descriptor and descriptor in normal(support.sentence):
        return True
    assert support.context is not None
    return not any(
        voice in claim.actors and claim.actors[voice].kind == "person" for voice in claim.actors.voices(support.context)
    )


_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|„[^“]*“|«[^»]*»|「[^」]*」")


_REMARK = re.compile(
    r"\W*(?:which|in regard|in reference|meaning|words|what|referring|suggesting|something|an?)\b", re.IGNORECASE
)


def documents_are_quoted(case: Case) -> Iterator[Problem]:
    """Object to words put into a document's mouth that stand outside its quotation."""
    for claim in case.claims.claims:
        if not claim.speakers or any(actor.kind != "document" for actor in claim.speakers):
            continue
        for support in claim.supports:
            quoted = [found.span() for found in _QUOTED.finditer(support.sentence)]
            if not quoted or support.context is None or claim.reading is None:
                continue
            start = support.passage.start - support.span[0]
            # What stands before the quotation is the document's too, in other words; what follows is a remark on it.
            between = support.sentence[max(high for _, high in quoted) :]
            if start >= max(high for _, high in quoted) and _REMARK.match(between):
                message = f"'{clip(support.evidence.exact, 60)}' stands outside the quotation from the document"
                remedy = "cite what the document says, or give the statement to the one who says this of it"
                yield Problem(place_of(case, claim.text), "outside-quotation", message, remedy, Severity.WARNING)
                break
