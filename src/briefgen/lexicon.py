"""The cue words of a language: YAML files that ship with briefgen, and a project's own that add to them.

A cue is a word or phrase that changes what a statement claims: how firm it is, whether it is denied, who says it. The
classes of cues are the same in every language, so that a source in one can be held against a brief in another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from briefgen.fields import Entry, Listed
from briefgen.problems import BriefgenError, Place, Problem, did_you_mean, shown_path
from briefgen.values import Text
from briefgen.vocabulary import COMMITMENT_GROUPS
from briefgen.yamlfile import read

CLASSES: dict[str, str] = {
    **dict.fromkeys(COMMITMENT_GROUPS, "how firm something is"),
    "possible": "it may be so",
    "likely": "it seems so",
    "tentative": "it is so for now, in part or in draft",
    "alleged": "somebody says or believes so",
    "condition": "it is so if something else is",
    "future": "it will be so",
    "ability": "it can be so",
    "negation": "it is not so",
    "refusal": "somebody does not let it be so",
    "reversal": "it was so, or was to be, and is no more",
    "not-only": "it is so, and more is",
    "first": "nothing was so before",
    "only": "nothing else is so",
    "most": "nothing is more so",
    "all": "it is so without exception",
    "some": "it is so in part",
    "cause": "it is so because of something else",
    "speech": "somebody speaks",
    "anonymous": "who speaks is not named",
    "unnamed-role": "who speaks is named by office only, unless a name follows",
    "pronoun": "a word that stands for another",
    "time": "when",
    "neutral": "no cue, though it holds one",
}
"""The classes of cues, each with what a word of it says."""


def _flat(value: Any) -> Any:
    """Take lists within a list apart."""
    if not isinstance(value, list):
        return value
    return [item for part in value for item in (part if isinstance(part, list) else [part])]


class CueWords(Entry):
    """The words of one class. A list may hold lists, so that comments can stand between groups."""

    verbs: Listed[Text] = ()
    """Verbs and verb phrases in their base form; the first word is inflected."""
    words: Annotated[Listed[Text], BeforeValidator(_flat)] = ()
    """Words and phrases as they stand."""
    drop: Listed[Text] = ()
    """Words and phrases of the shipped lexicon that are no cues here."""


class ModifierWords(Entry):
    """The words that modify a number."""

    before: Listed[Text] = ()
    """Those that stand before it."""
    after: Listed[Text] = ()
    """Those that stand after it."""


class NumberNames(Entry):
    """How numbers are written out."""

    words: dict[str, Text] = Field(default={})
    """Words, each with its value."""
    multipliers: dict[str, Text] = Field(default={})
    """Words that multiply the number before them."""
    percent: Listed[Text] = ()
    """Signs and words for per cent."""
    points: Listed[Text] = ()
    """Words for percentage points."""
    tenths: Listed[Text] = ()
    """Words for tenths, counted in per cent."""
    fraction: Listed[Text] = ()
    """Words between a denominator and a numerator."""
    times: Listed[Text] = ()
    """Words for so many times as much."""
    neutral: Listed[Text] = ()
    """Words in which a numeral is no number."""


class Breaks(Entry):
    """Words that begin another clause, which a cue before them does not reach."""

    strong: Listed[Text] = ()
    """Those that always do."""
    weak: Listed[Text] = ()
    """Those that do when a subject or a finite verb follows."""


class Prefixes(Entry):
    """Beginnings of words."""

    begin: Listed[Text] = ()
    """Those that are meant."""
    but_not: Listed[Text] = ()
    """Those that begin alike and are not meant."""


class LexiconFile(Entry):
    """A lexicon as it is written: the shipped one of a language, or what a project adds to it."""

    language: Text | None = None
    """Its BCP 47 tag."""
    inflection: Literal["english", "none"] = "none"
    """How ``verbs`` are inflected."""
    order: Literal["verb-first", "verb-last"] = "verb-first"
    """Whether a cue stands before what it governs or after it."""
    classes: dict[str, CueWords] = Field(default={})
    """Cue words by class."""
    opposites: Annotated[tuple[tuple[tuple[str, ...], tuple[str, ...]], ...], Field()] = ()
    """Pairs of lists of words that contradict each other."""
    modifiers: dict[str, ModifierWords] = Field(default={})
    """Words that modify a number, by class."""
    numbers: NumberNames = NumberNames()
    """How numbers are written out."""
    function_words: Listed[Text] = ()
    """Words without content of their own."""
    names_when_capitalised: Listed[Text] = ()
    """Words that are names when they begin with a capital letter."""
    breaks: Breaks = Breaks()
    """Words that begin another clause."""
    qualifiers: Listed[Text] = ()
    """Words that narrow a "first": since, under; where verbs stand last, the words that end such a phrase."""
    negative_prefixes: Prefixes = Prefixes()
    """Beginnings that turn a word into its contrary: un."""
    noun_marks: Listed[Text] = ()
    """Words before a noun: behind one of them, a form that may be verb or noun is none of the verbs."""
    noun_openers: Listed[Text] = ()
    """Words that no verb follows: articles, possessives, prepositions. A participle behind one describes a noun."""
    unnamed_roles: Listed[Text] = ()
    """What people are called who are not named: official, diplomat."""
    unnamed_marks: Listed[Text] = ()
    """What stands before such a word when nobody is named: a, two."""
    titles: Listed[Text] = ()
    """Words that are written with a capital beside a name, and are none."""
    subject_marks: Listed[Text] = ()
    """Particles that mark who acts or speaks, in a language that has them."""
    irregular: dict[str, Listed[Text]] = Field(default={})
    """Verbs with the forms that the rules get wrong."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The cue words of one language, ready to be looked up."""

    language: str
    letters: bool
    """Whether text is read letter by letter, for a language that sets no blanks between words."""
    verb_last: bool
    phrases: Mapping[str, tuple[tuple[int, Mapping[tuple[str, ...], frozenset[str]]], ...]]
    """By first token, and by how many they have, the longest first: the tokens of each phrase, with its classes."""
    opposites: tuple[tuple[frozenset[str], frozenset[str]], ...]
    file: LexiconFile
    function_words: frozenset[str]
    names_when_capitalised: frozenset[str]
    finite: frozenset[str]
    """Past and third-person forms, which mark a finite verb."""
    qualifiers: frozenset[str]
    subject_marks: frozenset[str]
    noun_marks: frozenset[str]
    like_nouns: frozenset[str]
    """Forms of verbs that may also be nouns: plan, plans."""
    noun_openers: frozenset[str]
    participles: frozenset[str]
    """Forms of verbs that describe a noun when they stand before it: planned, chosen."""
    negative_prefixes: tuple[tuple[str, ...], tuple[str, ...]]
    """Beginnings that turn a word into its contrary, and those that only look so."""
    titles: frozenset[str]
    strong_breaks: frozenset[str]
    weak_breaks: frozenset[str]

    @cached_property
    def negators(self) -> frozenset[str]:
        """The single words that say that something is not so."""
        return frozenset(word for word in self.phrases if "negation" in self.alone(word))

    def alone(self, word: str) -> frozenset[str]:
        """Return the classes of a single word."""
        single = dict(self.phrases.get(word, ())).get(1, {})
        return single.get((word,), frozenset())

    def turns(self, word: str) -> bool:
        """Tell whether a word is the contrary of another by its beginning: unfinished."""
        begin, but_not = self.negative_prefixes
        return len(word) > 5 and word.startswith(begin) and not word.startswith(but_not)


SHIPPED = Path(__file__).parent / "lexicons"


def shipped_languages() -> list[str]:
    """Return the languages that have a lexicon of their own."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml") if path.stem != "common")


def lexicon(language: str, folder: Path | None = None) -> Lexicon | None:
    """Return the lexicon of a language tag, with what a project's folder adds; None where there is none.

    Raises BriefgenError for a file of the project that cannot be used.
    """
    primary = language.split("-")[0].lower()
    own = folder / f"{primary}.yaml" if folder else None
    added = _read(own) if own and own.is_file() else None
    return _lexicon(primary, None if own is None or added is None else (shown_path(own), added))


def _read(own: Path) -> bytes:
    if own.resolve().parent != own.parent.resolve():
        remedy = "put a copy of the file in its place"
        raise BriefgenError(
            [Problem(Place(shown_path(own)), "path-outside", "the link leads out of the folder", remedy)]
        )
    return own.read_bytes()


@lru_cache(maxsize=16)
def _lexicon(primary: str, own: tuple[str, bytes] | None) -> Lexicon | None:
    """Put a lexicon together: once for a process, unless the words of the project's own file change."""
    shipped = SHIPPED / f"{primary}.yaml"
    files = [(shown_path(shipped), shipped.read_bytes())] if shipped.is_file() else []
    files += [own] if own else []
    return _compiled(primary, [_file(name, data) for name, data in files]) if files else None


def _file(name: str, data: bytes) -> LexiconFile:
    from briefgen.validate import validate

    raw = read(data, name)
    made, problems = validate(raw, LexiconFile)
    if made is None:
        raise BriefgenError(problems)
    wrong = [
        Problem(
            raw["classes"].key_places[name],
            "unknown-cue-class",
            f"there is no class of cues '{name}'",
            did_you_mean(name, CLASSES, f"known: {', '.join(CLASSES)}"),
        )
        for name in made.classes
        if name not in CLASSES
    ]
    if wrong:
        raise BriefgenError(wrong)
    return made


def _compiled(primary: str, files: Sequence[LexiconFile]) -> Lexicon:
    letters = primary in {"ja", "zh", "th", "lo", "km", "my"}
    base = files[0]
    irregular = {str(verb): tuple(map(str, forms)) for file in files for verb, forms in file.irregular.items()}
    inflected = base.inflection == "english"
    classes: dict[str, set[str]] = {}
    for file in files:
        for name, words in file.classes.items():
            forms = [form for verb in words.verbs for form in _forms(str(verb), irregular if inflected else None)]
            for phrase in (*forms, *map(str, words.words)):
                classes.setdefault(phrase.casefold(), set()).add(name)
            for phrase in words.drop:
                for form in _forms(str(phrase), irregular if inflected else None):
                    classes.get(form.casefold(), set()).discard(name)
        for mark in file.unnamed_marks:
            for role in file.unnamed_roles:
                classes.setdefault(f"{mark} {role}".casefold(), set()).add("unnamed-role")
    return Lexicon(
        language=primary,
        letters=letters,
        verb_last=base.order == "verb-last",
        phrases=_by_first(classes, letters=letters),
        opposites=_opposites(files, irregular if inflected else None),
        file=base,
        function_words=_union(file.function_words for file in files),
        names_when_capitalised=_union(file.names_when_capitalised for file in files),
        finite=_finite(irregular) if inflected else frozenset(),
        qualifiers=_union(file.qualifiers for file in files),
        negative_prefixes=(
            tuple(_union(file.negative_prefixes.begin for file in files)),
            tuple(_union(file.negative_prefixes.but_not for file in files)),
        ),
        titles=_union(file.titles for file in files),
        noun_marks=_union(file.noun_marks for file in files),
        like_nouns=_like_nouns(files) if inflected else frozenset(),
        noun_openers=_union(file.noun_openers for file in files),
        participles=_participles(files, irregular) if inflected else frozenset(),
        subject_marks=_union(file.subject_marks for file in files),
        strong_breaks=_union(file.breaks.strong for file in files),
        weak_breaks=_union(file.breaks.weak for file in files),
    )


def _like_nouns(files: Sequence[LexiconFile]) -> frozenset[str]:
    """Return the base and third-person forms of one-word verbs that are not listed as words too."""
    every = [words for file in files for words in file.classes.values()]
    forms = {form for verb in _single_verbs(files) for form in (verb, _regular(verb)[0])}
    return frozenset(forms) - {str(word).casefold() for words in every for word in words.words}


def _participles(files: Sequence[LexiconFile], irregular: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the past forms of one-word verbs, but for those that are the base form too, which may be nouns: bid."""
    verbs = _single_verbs(files)
    forms = {form for verb in verbs for form in (irregular.get(verb) or _regular(verb))[1:]}
    return frozenset(form for form in forms - verbs if not form.endswith("ing"))


def _single_verbs(files: Sequence[LexiconFile]) -> set[str]:
    every = [words for file in files for words in file.classes.values()]
    return {str(verb).casefold() for words in every for verb in words.verbs if " " not in verb}


def _union(lists: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(str(word).casefold() for words in lists for word in words)


def _by_first(
    classes: Mapping[str, set[str]], *, letters: bool
) -> dict[str, tuple[tuple[int, Mapping[tuple[str, ...], frozenset[str]]], ...]]:
    found: dict[str, dict[int, dict[tuple[str, ...], frozenset[str]]]] = {}
    for phrase, names in classes.items():
        words = tuple(phrase) if letters else tuple(phrase.split())
        if words and names:
            found.setdefault(words[0], {}).setdefault(len(words), {}).setdefault(words, frozenset(names))
    return {first: tuple(sorted(lengths.items(), reverse=True)) for first, lengths in found.items()}


def _opposites(
    files: Sequence[LexiconFile], irregular: Mapping[str, tuple[str, ...]] | None
) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple(
        (
            frozenset(form for word in one for form in _forms(word.casefold(), irregular)),
            frozenset(form for word in other for form in _forms(word.casefold(), irregular)),
        )
        for file in files
        for one, other in file.opposites
    )


def _forms(verb: str, irregular: Mapping[str, tuple[str, ...]] | None) -> list[str]:
    """Return a verb phrase with its first word in every form; as it stands where ``irregular`` is None."""
    if irregular is None:
        return [verb]
    first, _, rest = verb.partition(" ")
    others = irregular.get(first) or _regular(first)
    return [f"{form} {rest}".strip() for form in (first, *others)]


def _regular(verb: str) -> tuple[str, ...]:
    """Inflect an English verb by rule: third person, past, present participle."""
    if verb.endswith("e"):
        return f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    ending = "es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"
    return f"{verb}{ending}", f"{verb}ed", f"{verb}ing"


def _finite(irregular: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return forms that are finite verbs: those of irregular verbs but the participle in -ing."""
    return frozenset(form for rest in irregular.values() for form in rest if not form.endswith("ing"))


@lru_cache(maxsize=1)
def ranks() -> dict[str, frozenset[str]]:
    """Return for each commitment all those that say less than it does (a partial order)."""
    raw = read((SHIPPED / "common.yaml").read_bytes(), "common.yaml")["outranks"]

    def below(name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        direct = [str(other) for other in raw[name] or ()]
        return frozenset(direct).union(*(below(other, seen | {name}) for other in direct if other not in seen))

    return {name: below(name) for name in raw}
