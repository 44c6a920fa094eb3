"""Names of the statement that its evidence does not hold."""

import re
from collections.abc import Iterator

from briefgen.check.case import Case, place_of
from briefgen.check.claims import Claim
from briefgen.problems import Problem, Severity, clip
from briefgen.reading import stem

_NAME = re.compile(
    r"(?<![\w’'-])(?:[A-Z][\w’'.-]*\w|[A-Z](?![\w’']))(?:\s+(?:of\s+(?:the\s+)?)?(?:[A-Z][\w’'.-]*\w|[A-Z](?![\w’'])))*"
)
CASELESS = frozenset({"de", "ja", "zh", "ko", "ar", "he", "th", "hi"})
"""Languages in which a capital letter does not mark a name."""


def names_are_in_the_evidence(case: Case) -> Iterator[Problem]:
    """Look for names, places and parties of a statement that its evidence does not name."""
    for claim in case.claims.claims:
        if claim.section == "quotes" or not claim.supports:
            continue
        yield from _actors(case, claim)
        language = case.brief.language.split("-")[0]
        same = all((own.source.language or case.brief.language).split("-")[0] == language for own in claim.supports)
        if same and language not in CASELESS:
            yield from _words(case, claim)


def _actors(case: Case, claim: Claim) -> Iterator[Problem]:
    """Hold the actors that a statement names to the paragraphs that it cites."""
    read = {mention.actor for support in claim.supports for mention in claim.actors.mentions(support.paragraph)}
    for key in sorted({mention.actor for mention in claim.actors.mentions(str(claim.text))} - read):
        if claim.actors[key].kind in {"outlet", "anonymous", "document"} or not _stands_in(claim, key):
            continue
        label = str(claim.actors[key].name or claim.actors[key].descriptor)
        yield _problem(case, claim, label, everywhere=_somewhere(claim, key))


def _stands_in(claim: Claim, key: str) -> bool:
    """Tell whether an actor stands where the cited sentences name another of its kind, whom the statement does not."""
    mine = {mention.actor for mention in claim.actors.mentions(str(claim.text))}
    theirs = {mention.actor for support in claim.supports for mention in claim.actors.mentions(support.sentence)}
    said_by = {str(actor.id) for actor in claim.speakers}
    person = claim.actors[key].kind == "person"
    return any((claim.actors[other].kind == "person") is person for other in theirs - mine - said_by)


def _somewhere(claim: Claim, key: str) -> bool:
    return any(
        mention.actor == key
        for text in {own.text for own in claim.supports}
        for mention in claim.actors.mentions(text.text)
    )


def _words(case: Case, claim: Claim) -> Iterator[Problem]:
    text = str(claim.text)
    known = claim.actors.mentions(text)
    for found in _NAME.finditer(text):
        if any(own.start < found.end() and found.start() < own.end for own in known):
            continue
        words = [
            word for word in re.findall(r"[A-Z][\w’'.-]*", found[0]) if not _is_ordinary(claim, found.start(), word)
        ]
        missing = [word for word in words if not _said(word, (own.paragraph for own in claim.supports))]
        if missing:
            everywhere = all(_said(word, (own.text.text for own in claim.supports)) for word in missing)
            yield _problem(case, claim, " ".join(missing), everywhere=everywhere)


def _is_ordinary(claim: Claim, start: int, word: str) -> bool:
    """Tell whether a word is capitalised because a sentence begins with it, or is a title or a word for time."""
    text = str(claim.text)
    opens = not text[:start].strip() or bool(re.search(r"[.!?:“\"‘]\s*$", text[:start]))
    if opens and text[start:].startswith(word):
        return True
    fold = word.casefold().rstrip(".")
    lexicon = claim.lexicon
    if lexicon is None:
        return False
    return fold in lexicon.function_words or fold in lexicon.titles or "time" in lexicon.alone(fold)


def _said(word: str, texts: Iterator[str]) -> bool:
    """Tell whether a text holds a name, or one of its root: Japan in Japanese."""
    bare = stem(word.casefold().replace("’", "'"), "")
    root = bare if len(bare) < 5 else bare[: max(4, len(bare) - 3)]
    return any(
        re.search(rf"(?<!\w){re.escape(root)}", text.casefold().replace("’", "'").replace(".", "")) for text in texts
    )


def _problem(case: Case, claim: Claim, label: str, *, everywhere: bool) -> Problem:
    place = place_of(case, claim.text)
    if everywhere:
        message = f"the statement names '{clip(label)}', which the cited paragraph does not"
        return Problem(place, "name-not-in-evidence", message, "cite the words that name it", Severity.WARNING)
    message = f"the statement names '{clip(label)}', which no cited source does"
    remedy = "use the name that the source uses, or add it to the actor's 'aliases'"
    # Without a lexicon, titles and words that open a sentence look like names.
    return Problem(place, "name-not-in-source", message, remedy, Severity.ERROR if claim.lexicon else Severity.WARNING)
