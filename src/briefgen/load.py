"""A content file → a brief whose references all resolve, or all that is wrong with the file."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from briefgen.fields import Entry, Known
from briefgen.lexicon import Lexicon, lexicon
from briefgen.model import KINDS, Brief, Header
from briefgen.problems import BriefgenError, Place, Problem, did_you_mean, nearest, sort
from briefgen.reading import Reading
from briefgen.salvage import salvage
from briefgen.validate import field, known_keys, validate
from briefgen.vocabulary import GIVEN_UP, OTHER_NAMES, WEIGHED
from briefgen.yamlfile import Mapping, parse


def load(data: bytes, name: str) -> Brief:
    """Read a content file.

    ``name`` is how places name the file. Raises BriefgenError with every problem of the file, references included.
    """
    raw, problems = parse(data, name)
    brief, problems = _validated(raw, problems)
    if brief is None or problems:
        raise BriefgenError(sort(problems))
    return brief


def load_draft(data: bytes, name: str) -> tuple[Brief, list[Problem]]:
    """Read a content file for a draft: what is missing is filled with a mark, what is wrong is left out.

    Returns the brief and every problem of the file. Raises BriefgenError when it is no YAML mapping at all.
    """
    raw, problems = parse(data, name)
    problems = _validated(raw, problems)[1]
    return salvage(raw, Brief, lambda: {"known": _known(raw)}), sort(problems)


HEAD = ("title", "language", "marking", "status", "as_of", "version", "template", "sources")
"""What a brief says of itself as a whole."""
_LOST = {"merge-key", "bad-key", "duplicate-key"}
"""Problems of keys that are not among those that were read."""
_SLIP = 0.75
"""So like a key is one that is misspelt: ``titel``, ``desicions``."""


def head(data: bytes, name: str) -> Brief | None:
    """Return of a file with mistakes a brief that has nothing but its head, as far as that is right: None where not.

    None for the whole where it cannot be known whether the brief is marked: it is no YAML, or the marking or the status
    is wrong, or there is a key that may stand for one.
    """
    try:
        raw, problems = parse(data, name)
    except BriefgenError:
        return None
    right: dict[str, Any] = {key: field(raw, key, Brief) for key in HEAD if key in raw}
    wrong = any(key in raw and right[key] is None for key in ("marking", "status"))
    if wrong or any(problem.code in _LOST for problem in problems) or _may_be_marked(raw):
        return None
    return Brief.model_construct(**{"title": None, "sources": (), **right})


def _may_be_marked(raw: Mapping) -> bool:
    """Tell whether a key may stand for a marking: one that is not known, and no slip; or a marking in a wrong place."""
    header = raw.get("header")
    if not isinstance(header, Mapping | None):
        return True
    unknown = [*_unknown(raw, Brief), *(_unknown(header, Header) if header else ())]
    if any(isinstance(value, Mapping) or _is_no_slip(key, known) for key, value, known in unknown):
        return True
    others = {key for name, value in raw.items() if name != "marking" for inner in _mappings(value) for key in inner}
    return any(key in _OF_A_MARKING or nearest(key, ["marking"], likeness=_SLIP) for key in others)


_OF_A_MARKING = {"scheme", "handling"}
"""Keys that only a marking has."""


def _unknown(raw: Mapping, model: type[Entry]) -> Iterator[tuple[str, object, list[str]]]:
    known = known_keys(model)
    return ((key, value, known) for key, value in raw.items() if key not in known)


def _is_no_slip(key: str, known: list[str]) -> bool:
    others = (one for one in known if one != "marking")
    return not nearest(key, others, likeness=_SLIP) or bool(nearest(key, ["marking"]))


def _mappings(value: object) -> Iterator[Mapping]:
    """Yield the mappings at any depth."""
    for inner in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from _mappings(inner)
    if isinstance(value, Mapping):
        yield value


def _validated(raw: Mapping, problems: list[Problem]) -> tuple[Brief | None, list[Problem]]:
    """Validate what was read, and add to its problems; but what is wrong with a value is said once."""
    brief, invalid = validate(raw, Brief, partial(_hint, raw), known=_known(raw, frozenset(_astray(raw))))
    said = {problem.place for problem in problems}
    new = [problem for problem in invalid if problem.place not in said or problem.code in _OF_KEYS]
    return brief, [*problems, *new, *_duplicate_ids(raw)]


def _hint(raw: Mapping, word: str, known: Iterable[str], otherwise: str) -> str:
    """Say which of a fixed choice is meant: by what the word says, where it says how firm or how likely something is.

    ``promised`` is nearest to ``proposed`` in spelling, and says nearly the contrary.
    """
    choices = list(known)
    if frozenset(choices) not in WEIGHED:
        return did_you_mean(word, choices, otherwise)
    bare = re.sub(r"[\s_-]+", "-", word.strip().casefold())
    if OTHER_NAMES.get(bare) in choices:
        return f"did you mean '{OTHER_NAMES[bare]}'?"
    lexicons = _lexicons(raw)
    classes = _classes(bare, lexicons)
    if not classes:
        words = [*choices, *_words(lexicons)]
        near = nearest(bare, words, likeness=_SLIP) or nearest(bare, choices, likeness=_SLIP)
        turned = any(own.turns(bare) and not own.turns(near) for own in lexicons)
        if near in choices and not turned:
            return f"did you mean '{near}'?"
        classes = _classes(near, lexicons) if not turned else classes
    meant = [f"'{one}'" for one in choices if one in classes]
    if not meant and classes & GIVEN_UP and "decided" in choices:
        return "write 'decided', and let the text say what was refused or given up"
    return f"did you mean {' or '.join(meant)}?" if meant else otherwise


def _lexicons(raw: Mapping) -> list[Lexicon]:
    """Return the lexicon of English, the language of the choices, and that of the brief."""
    tags = dict.fromkeys(("en", str(field(raw, "language", Brief) or "en")))
    return [own for tag in tags if (own := lexicon(tag))]


def _classes(word: str, lexicons: list[Lexicon]) -> frozenset[str]:
    """Return the classes of a word or phrase that is a cue as a whole."""
    readings = [Reading(word.replace("-", " "), own) for own in lexicons]
    whole = (cue for own in readings for cue in own.cues if cue.last - cue.first == len(own.tokens))
    return frozenset(name for cue in whole for name in cue.classes)


def _words(lexicons: list[Lexicon]) -> Iterator[str]:
    return (word for own in lexicons if not own.letters for word in own.phrases if own.alone(word))


_OF_KEYS = {"missing-key", "unknown-key", "colon-in-text"}
"""Problems of an entry's keys: these do not follow from a value that could not be read."""


def _entries(raw: Mapping) -> Iterator[tuple[str, Mapping]]:
    for place in KINDS:
        yield from ((place, item) for item in _at(raw, place.split(".")))


def _at(raw: Mapping, names: list[str]) -> Iterator[Mapping]:
    items = raw.get(names[0])
    for item in items if isinstance(items, list) else [items]:
        if isinstance(item, Mapping):
            yield from _at(item, names[1:]) if names[1:] else [item]


def _astray(raw: Mapping) -> Iterator[str]:
    """Yield the ids that stand under keys that are not known: in a section whose name is misspelt."""
    for _, value, _ in _unknown(raw, Brief):
        yield from (ident for inner in _mappings(value) if isinstance(ident := inner.get("id"), str))


def _known(raw: Mapping, astray: frozenset[str] = frozenset()) -> Known:
    """Gather the ids before anything is validated, so that references are checked in the same run."""
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    for place, item in _entries(raw):
        ident = item.get("id")
        if isinstance(ident, str):
            ids.setdefault(ident, KINDS[place])
            if place == "actors" and isinstance(item.get("name"), str):
                names[item["name"].casefold()] = ident
    return Known(ids, names, astray)


def _duplicate_ids(raw: Mapping) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for _, item in _entries(raw):
        ident = item.get("id")
        if not isinstance(ident, str):
            continue
        place = item.value_places["id"]
        if ident in first:
            message = f"the id '{ident}' stands here again, first on line {first[ident].line}"
            yield Problem(place, "duplicate-id", message, "give each entry an id of its own")
        first.setdefault(ident, place)
