"""Raw values of a YAML file → an instance of a pydantic model, or problems worded for the person who wrote the file."""

import re
from collections.abc import Callable, Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from briefgen import slips
from briefgen.fields import Entry
from briefgen.problems import Place, Problem, clip, did_you_mean, nearest, one_of
from briefgen.values import Ident, kind
from briefgen.yamlfile import LIMIT_PROBLEMS, Mapping, Path, Sequence, printable

Model = TypeVar("Model", bound=Entry)


Hint = Callable[[str, Iterable[str], str], str]
"""A word, those that are known, what to say otherwise → a remedy."""


def validate(
    raw: Mapping, model: type[Model], hint: Hint = did_you_mean, **context: Any
) -> tuple[Model | None, list[Problem]]:
    """Return the model instance, or None and every problem found. ``hint`` says which of a fixed choice is meant."""
    try:
        return model.model_validate(raw, context=context), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    findings = [_Finding(raw, model, dict(detail), hint) for detail in details[:LIMIT_PROBLEMS]]
    problems = [finding.problem() for finding in _one_a_slip(_of_likeliest_branch(findings))]
    if left := len(details) - len(findings):
        message = f"there are {left} more mistakes in this file, which are not told"
        last = max((problem.place for problem in problems), default=raw.place)  # Told behind them.
        problems.append(Problem(last, "too-many-mistakes", message, "mend the others first"))
    return None, problems


def field(raw: Mapping, name: str, model: type[Model]) -> Any:
    """Return the value of one field, whatever is wrong with others; None where that one is wrong or missing."""
    about = model.model_fields[name]
    form: Any = Annotated[about.annotation, about]
    try:
        return TypeAdapter(form).validate_python(raw[name]) if name in raw else None
    except ValidationError:
        return None


def _of_likeliest_branch(findings: list["_Finding"]) -> list["_Finding"]:
    """Where a field takes text or a list, keep what is wrong with the one that came further."""
    best: dict[Path, tuple[int, str]] = {}
    for finding in findings:
        if finding.branch:
            before, tag = finding.branch
            best[before] = max(best.get(before, (-1, "")), (finding.depth, tag), key=lambda pair: pair[0])
    return [finding for finding in findings if not finding.branch or best[finding.branch[0]][1] == finding.branch[1]]


def _one_a_slip(findings: list["_Finding"]) -> list["_Finding"]:
    """Where the keys of an entry are unknown, drop what follows from that: that those they stand for are missing."""
    dropped: set[int] = set()
    entries: dict[Path, list[_Finding]] = {}
    for finding in findings:
        entries.setdefault(finding.path[:-1], []).append(finding)
    for path, here in entries.items():
        if not path:
            continue
        unknown = [finding for finding in here if finding.type == "extra_forbidden"]
        missing = [finding for finding in here if finding.type == "missing"]
        if not unknown or not isinstance(unknown[0].parent, Mapping):
            continue
        near = [name for finding in unknown if (name := finding.near())]
        alone = len(unknown) == len(unknown[0].parent) and not near
        if alone and unknown[0].colon_in_text():
            unknown[0].type = "colon-in-text"
        elif alone and missing:
            unknown[0].required = [str(finding.key) for finding in missing]
            dropped |= set(map(id, unknown[1:]))
        dropped |= {id(finding) for finding in missing if alone or did_you_mean(str(finding.key), near)}
    return [finding for finding in findings if id(finding) not in dropped]


class _Finding:
    """One of pydantic's errors, looked up in the file it is about."""

    def __init__(self, raw: Mapping, model: type[Entry], detail: dict[str, Any], hint: Hint) -> None:
        self.raw = raw
        self.model = model
        self.hint = hint
        self.type: str = detail["type"]
        self.message: str = detail["msg"]
        self.context: dict[str, Any] = detail.get("ctx", {})
        self.path: Path = detail["loc"]
        self.input: Any = detail.get("input")
        self.required: list[str] = []
        """The keys that the entry lacks, where it has none but unknown ones."""
        found = _find(raw, self.path)
        self.place, self.value, self.parent, self.depth = found.place, found.value, found.parent, found.depth
        self.key: str | int = self.path[-1] if self.path else ""
        # pydantic puts the names of a union's branches into the path; "[key]" it says of a mapping's keys.
        if self.key == "[key]" and isinstance(self.parent, Mapping):
            self.place = self.parent.key_places[str(self.path[-2])]
        tags = [number for number, step in enumerate(self.path) if "[" in str(step) and step != "[key]"]
        self.branch = (self.path[: tags[0]], str(self.path[tags[0]])) if tags else None

    def problem(self) -> Problem:
        """Word the error."""
        if self.type == "extra_forbidden":
            return self._unknown_key()
        if self.type == "colon-in-text":
            return self._colon_in_text()
        if self.type == "missing":
            place = _find(self.raw, self.path[:-1]).place
            message = f"the key '{self.key}' is missing"
            return Problem(place, "missing-key", message, f"add '{self.key}: …'{self._purpose()}")
        if self.value is None and self.type not in {"unknown-reference", "bad-marking", "missing-key"}:
            return self._empty()
        if self.type == "literal_error":
            others = "choose one of these" if self._choices()[1:] else f"write {self._expected()}"
            near = self.hint(str(self.value), self._choices(), others)
            return self._found(f"found {clip(kind(self.value))}, expected {self._expected()}", "unknown-choice", near)
        if self.type in _EXPECTED:
            expected = self._expected()
            message = f"found {clip(kind(self.value))}, expected {expected}"
            return self._found(message, "wrong-type", self._keys() or self._slip() or _TYPE_REMEDIES.get(expected, ""))
        if self.type == "too_short":
            return self._found("found an empty list, expected at least one item", "empty-value", "fill it in")
        if self.type == "string_pattern_mismatch":
            wanted = PATTERNS.get(str(self.context.get("pattern")), "another form")
            remedy = f"write {wanted}"
            if str(self.input).startswith("#"):
                remedy = "state the colour under colours, and write its name here"
            return self._found(f"found '{clip(str(self.input))}', expected {wanted}", "bad-value", remedy)
        if self.message.startswith("Input should be "):
            expected = self.message.removeprefix("Input should be ")
            return self._found(f"found {clip(kind(self.value))}, expected {expected}", "bad-value", "change the value")
        reason = "bad-character" if "the character U+" in self.message else self.type
        hint = self.context.get("hint", "")
        remedy = (hint() if callable(hint) else hint) or _REMEDIES.get(reason, "")
        return self._found(clip(self.message, 300), self.type.replace("_", "-"), remedy)

    def _found(self, message: str, code: str, remedy: str = "") -> Problem:
        return Problem(self.place, code, printable(message), printable(remedy))

    def _empty(self) -> Problem:
        if isinstance(self.parent, Sequence):
            return self._found(
                f"this item is empty, expected {self._expected()}", "empty-value", "delete it, or fill it in"
            )
        key = next((step for step in reversed(self.path) if self.parent is not None and step in self.parent), self.key)
        comment = self.parent.blank.get(str(key), "") if isinstance(self.parent, Mapping) else ""
        if slips.is_colour(comment):
            message = f"YAML takes '{clip(comment)}' for a comment, so the key '{key}' has no value"
            return self._found(message, "swallowed-comment", slips.colour(comment.split()[0]))
        message = f"the key '{key}' has no value, expected {self._expected()}"
        field = _entry_at(self.model, self.path[:-1]).model_fields.get(str(key))
        remedy = "fill it in" if field and field.is_required() else "delete the key, or fill it in"
        return self._found(message, "empty-value", remedy)

    def _slip(self) -> str:
        """Say what is wrong with a value that is nearly right."""
        text = self.value if isinstance(self.value, str) else ""
        if self._expected() == "a number":
            return slips.number(text)
        return ""

    def _keys(self) -> str:
        """Name the keys of the entry that stands here, where only a mapping will do."""
        if self._expected() != _MAPPING:
            return ""
        if isinstance(self.value, str) and re.match(r"[\w-]+:\S", self.value):
            return f"write a blank after the colon: {clip(self.value.replace(':', ': ', 1))}"
        if not self.type.startswith("model"):
            return "begin with the language: en: {kind: …}" if self.path[:1] == ("labels",) else ""
        entry = _entry_at(self.model, self.path)
        known = known_keys(entry)
        if isinstance(self.value, str):
            needed = [name for name, field in entry.model_fields.items() if field.is_required()]
            number = slips.plain_number(self.value)
            if number and not needed and 2 <= len(known) <= 4:
                return f"write each of them: {{{', '.join(f'{name}: {number}' for name in known)}}}"
            if needed and len(known) <= 5:
                return f"write {{{', '.join(_filled(entry, needed, self.value))}}}"
        return f"write its keys on lines of their own: {', '.join(known)}"

    def _choices(self) -> list[str]:
        return re.findall(r"'([^']*)'", self.context.get("expected", ""))

    def _expected(self) -> str:
        if self._choices():
            return one_of(self._choices())
        if self.type.startswith("model") and not getattr(_entry_at(self.model, self.path), "short", ""):
            return _MAPPING
        return _EXPECTED.get(self.type, "text")

    def _unknown_key(self) -> Problem:
        place, key, known = self._key_place(), str(self.key), self._known()
        if self._behind_a_comma(place):
            if re.fullmatch(r"\d+", key):
                message = f"YAML takes '{key}' for a key, since it stands behind a comma"
                return Problem(place, "unknown-key", message, "write a point before the decimals: 10.5, not 10,5")
            message = f"YAML takes '{clip(key)}' for a key, since it stands behind a comma"
            return Problem(place, "unknown-key", message, 'a text with a comma inside { } must stand in quotes: "a, b"')
        if odd := slips.odd_blank(key):
            message = f"beside the key '{clip(key)}' stands {odd}, which YAML takes for a part of it"
            return Problem(place, "unknown-key", message, "write plain blanks there, and as indentation")
        message = f"found the key '{clip(key)}', which is not known here"
        otherwise = f"known keys: {', '.join(known)}"
        if over := self._belongs_under():
            otherwise = f"begin the line with more blanks than '{over}:' does, if it belongs to that"
        if slips.SYNONYMS.get(key) in known:
            return Problem(place, "unknown-key", message, f"did you mean '{slips.SYNONYMS[key]}'?")
        if not over and (elsewhere := self._elsewhere()):
            return Problem(place, "unknown-key", message, elsewhere)
        if self.required:
            otherwise = f"write the entry as {{{', '.join(f'{name}: …' for name in self.required)}}}; {otherwise}"
        return Problem(place, "unknown-key", message, did_you_mean(key, known, otherwise))

    def _belongs_under(self) -> str:
        """Return the key above, if it has no value and the unknown key is one that stands under it."""
        if not isinstance(self.parent, Mapping):
            return ""
        entry = _entry_at(self.model, self.path[:-1])
        for name in self.parent.blank:
            field = entry.model_fields.get(name)
            inner = next(_models_in(field.annotation), None) if field else None
            if inner and str(self.key) in known_keys(inner):
                return name
        return ""

    def _elsewhere(self) -> str:
        """Say where the key belongs, if it is known at one other place of the file and no more."""
        places = [*_paths_to(self.model, str(self.key))]
        if len(places) != 1:
            return ""
        over = "".join(f"{step}: " for step in places[0]).rstrip()
        return f"move it under '{over}'" if over else "begin the line with no blank: it stands under no other key"

    def _behind_a_comma(self, place: Place) -> bool:
        """Tell whether an unknown key without a value is the rest of a text inside ``{ }``."""
        if self.value is not None or self.parent is None or self.near():
            return False
        starts = self.parent.place
        return not re.fullmatch(Ident.PATTERN, str(self.key)) or (place.line == starts.line and place != starts)

    def colon_in_text(self) -> bool:
        """Tell whether an unknown key and its value are one text, in an entry that may be written as plain text."""
        only = isinstance(self.parent, Mapping) and len(self.parent) == 1 and isinstance(self.value, str)
        return only and bool(getattr(_entry_at(self.model, self.path[:-1]), "short", ""))

    def _colon_in_text(self) -> Problem:
        whole = f"{self.key}: {self.value}"
        shown = f'"{clip(whole)}"' if '"' not in whole else f"'{clip(whole)}'"
        message = f"this text holds ': ', so YAML takes '{clip(str(self.key))}' for a key"
        remedy = f"put the whole text in quotes: {shown}; if a key was meant, known are: {', '.join(self._known())}"
        return Problem(self._key_place(), "colon-in-text", message, printable(remedy))

    def _key_place(self) -> Place:
        return self.parent.key_places.get(str(self.key), self.place) if isinstance(self.parent, Mapping) else self.place

    def _known(self) -> list[str]:
        return known_keys(_entry_at(self.model, self.path[:-1]))

    def near(self) -> str:
        """Return the known key that an unknown one is most like; empty for none."""
        return nearest(str(self.key), self._known())

    def _purpose(self) -> str:
        said = _entry_at(self.model, self.path[:-1]).described().get(str(self.key), "")
        return f" ({said.rstrip('.').replace('``', '')})" if said else ""


class _Found(NamedTuple):
    """What stands at a path of a file."""

    place: Place
    value: Any
    parent: Mapping | Sequence | None
    depth: int


def _find(raw: Mapping, path: Path) -> _Found:
    """Follow a path as far as the file goes: what is there, what it stands in, and how many steps led there."""
    found = _Found(raw.place, raw, None, 0)
    for step in path:
        value = found.value
        if isinstance(value, Mapping) and step in value:
            key = str(step)
            found = _Found(value.value_places[key], value[key], value, found.depth + 1)
        elif isinstance(value, Sequence) and isinstance(step, int) and step < len(value):
            found = _Found(value.value_places[step], value[step], value, found.depth + 1)
    return found


def known_keys(model: type[Entry]) -> list[str]:
    """Return the keys that an entry may have, as they are written."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _filled(entry: type[Entry], needed: list[str], text: str) -> list[str]:
    """Return the keys that an entry needs, with a text that stands in its place: a sign each (``B2``), or the first."""
    choices = [[str(one) for one in getattr(entry.model_fields[name].annotation, "__args__", ())] for name in needed]
    if len(text) == len(needed) and all(one in known for one, known in zip(text, choices, strict=True)):
        return [f"{name}: {one}" for name, one in zip(needed, text, strict=True)]
    values = ["…" if choices[0] else clip(text), *["…"] * (len(needed) - 1)]
    return [f"{name}: {value}" for name, value in zip(needed, values, strict=True)]


def _entry_at(model: type[Entry], path: Path) -> type[Entry]:
    """Return the model of the entry at a path."""
    for step in path:
        for name, field in model.model_fields.items():
            if step in (name, field.alias):
                model = next(_models_in(field.annotation), model)
                break
    return model


def _paths_to(model: type[Entry], key: str, over: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the keys above each place at which a key is known, but for the items of lists."""
    if key in known_keys(model):
        yield over
    for name, field in model.model_fields.items():
        inner = _plain_model(field.annotation)
        if inner and len(over) < 3:
            yield from _paths_to(inner, key, (*over, field.alias or name))


def _plain_model(annotation: Any) -> type[Entry] | None:
    """Return the model of a field that holds one entry, or nothing else; None for lists and all else."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    parts = get_args(annotation) if get_origin(annotation) in (Annotated, Union, UnionType) else ()
    return next(filter(None, map(_plain_model, parts)), None)


def _models_in(annotation: Any) -> Iterator[type[Entry]]:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)


_MAPPING = "a mapping (key: value)"
_EXPECTED = {
    "model_type": "text or a mapping (key: value)",
    "model_attributes_type": "text or a mapping (key: value)",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": _MAPPING,
    "string_type": "text",
    "text-expected": "text",
    "id-expected": "an id",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "float_parsing": "a number",
    "float_type": "a number",
}
_TYPE_REMEDIES = {
    "text": "write one text here; put it in quotes if it holds ': ', '[' or '{'",
    "an id": "write one id here, without brackets",
    "a list": "begin each item with '- ' on a line of its own",
    _MAPPING: "write 'key: value' on lines of their own",
    "text or a mapping (key: value)": "write the text, or 'key: value' on lines of their own",
    "true or false": "write true or false",
    "a number": "write a number, such as 10.5",
}
PATTERNS = {
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "a language tag such as en, en-GB or ja",
    r"^[0-9a-f]{64}$": "64 hexadecimal digits in small letters, as 'sha256sum FILE' prints them",
    r"^[a-z][a-z0-9-]*$": "a name of small letters, digits and hyphens, such as table-head",
    r"^(briefgen/)?[a-z][a-z0-9-]{0,39}$": "a template's name of small letters, digits and hyphens, such as memo",
}
"""What the patterns of fields want, in words; a test holds that there are words for each."""
_REMEDIES = {
    "bad-date": "write the day as YYYY-MM-DD",
    "bad-url": "write the whole address, with https:// or mailto:",
    "bad-marking": "choose one of these",
    "swallowed-comment": "put the whole text in quotes, or move the comment to a line of its own",
    "bad-character": 'delete it; if it comes from a backslash in "…", write two',
    "bad-text": "write the text out, or delete the key",
    "bad-id": "an id is only a name for use in this file; what is printed is the name or the text",
}
