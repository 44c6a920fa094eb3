"""Names of the statement that its evidence does not hold."""

import re
from collections.abc import Iterable, Iterator

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
        missing = [word for word in words if not _is_named(claim, word, [own.paragraph for own in claim.supports])]
        if missing:
            whole = [own.text.text for own in claim.supports]
            everywhere = all(_is_named(claim, word, whole) for word in missing)
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


def _is_named(claim: Claim, word: str, texts: list[str]) -> bool:
    """Tell whether a text holds a name, or the words that it is short for."""
    skipped = claim.lexicon.function_words if claim.lexicon else frozenset()
    return _said(word, texts) or any(_is_short_for(word, text, skipped) for text in texts)


def _is_short_for(word: str, text: str, skipped: frozenset[str]) -> bool:
    """Tell whether a word is made of the initials of a name in a text: FDA of the US Food and Drug Administration.

    Two letters are those of a whole name; three or more may leave out words before and after, a country or an office.
    """
    letters = "".join(filter(str.isalpha, re.sub(r"['’]s$", "", word)))
    if not 2 <= len(letters) <= LONGEST_SHORT or sum(map(str.isupper, letters)) < 2:
        return False
    for name in _names_in(text, skipped):
        whole = len(letters) < 3
        if whole and sum(own.casefold() not in skipped for own in name) != len(letters):
            continue
        starts = range(1 if whole else len(name))
        if any(_begins(name[at : at + 2 * LONGEST_SHORT], letters.upper(), skipped) for at in starts):
            return True
    return False


LONGEST_SHORT = 8
"""Letters of the longest short form."""


def _names_in(text: str, skipped: frozenset[str]) -> Iterator[list[str]]:
    """Yield the words of each name in a text, with the small words between them: a run of words with capitals."""
    for piece in re.split(r"[^\w\s’'&-]+", text):
        name: list[str] = []
        for word in [*re.split(r"[\s&-]+", piece), ""]:
            small = word.casefold() in skipped
            if (word[:1].isupper() and not small) or (name and small):
                name.append(word)
            elif name:
                yield name
                name = []


def _begins(name: list[str], letters: str, skipped: frozenset[str]) -> bool:
    """Tell whether letters are the initials of the first words of a name, in which small words may count or not."""
    if not letters or not name:
        return not letters
    first, rest = name[0], name[1:]
    if first.casefold() in skipped and _begins(rest, letters, skipped):
        return True
    if len(first) > 1 and first.isupper() and letters.startswith(first):  # US, in a name that begins with it.
        return _begins(rest, letters.removeprefix(first), skipped)
    return letters.startswith(first[0].upper()) and _begins(rest, letters[1:], skipped)


def _said(word: str, texts: Iterable[str]) -> bool:
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
