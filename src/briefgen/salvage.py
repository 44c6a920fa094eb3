"""For drafts: make what can be made of a file with mistakes. What is missing or wrong leaves a mark at its place."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from briefgen.problems import clip
from briefgen.values import replace_refused
from briefgen.vocabulary import FOR_COLLEAGUES
from briefgen.yamlfile import Mapping, Path, Scalar, Sequence

Model = TypeVar("Model", bound=BaseModel)

TITLE = "title"
MAIN = ("text", "name", "descriptor", "question", "term", "purpose", TITLE)
"""Where an entry says what it is: its first key of these takes the marks for what was left out of the entry."""
QUOTES = "quotes"
ABOUT = "about"
"""A quotation's own words stay as they are: what was left out of it is named here, before them."""
UNMARKED = {"evidence", "exact", "prefix", "suffix", "sources", "file", "url", "id", QUOTES, "original"} | {
    *("as_of", "published", "deadline", "date", "template", "language", "marking", "label")
}
"""Fields whose value is compared or looked up: no mark can stand in them."""


class _Mark(Scalar):
    """A text that this module wrote. Where no text may stand, it is taken out again."""

    __slots__ = ()


class _Step(NamedTuple):
    """A value on the way to what is wrong, and where it stands."""

    container: Any
    key: str | int
    name: str
    """The key, or that of the list."""

    @property
    def value(self) -> Any:
        return self.container[self.key]


def salvage(raw: Mapping, model: type[Model], context: Callable[[], dict[str, Any]]) -> Model:
    """Return an instance of the model, changing ``raw`` until it is one.

    ``context`` gives the validation context anew for each try, since what is taken out may have been referred to.
    It ends: a value is marked once, and what is wrong with its mark, or already once was missing, is taken out.
    """
    marked: set[Path] = set()
    while True:
        try:
            return model.model_validate(raw, context=context())
        except ValidationError as error:
            detail = error.errors(include_url=False)[0]
        path: Path = (*detail["loc"], *_LACKS.get(detail["type"], ()))
        steps = _steps(raw, path)
        if detail["type"] in {"missing", *_LACKS} and path not in marked:
            marked.add(path)
            _fill(raw, path)
        elif steps:
            _mend(raw, steps, detail["type"])
        else:
            _fill(raw, path)


_LACKS = {"missing-key": ("name",)}
"""Errors of an entry as a whole, and the key that it lacks."""
_REASONS = {"unknown-reference": "unknown", "literal_error": "unknown", "extra_forbidden": "unknown key"}


def _mend(raw: Mapping, steps: list[_Step], error: str) -> None:
    """Keep what can be kept of a wrong value. What is left out is named in the nearest text."""
    last = steps[-1]
    value, name = last.value, clip(last.name, 40)
    place = last.container.value_places[last.key]
    unmarked = last.name in UNMARKED or (steps[0].key, last.key) == (QUOTES, "text")
    if isinstance(value, _Mark):
        _take_out(last)
        _note(raw, steps, str(value))
        return
    if isinstance(value, Scalar) and error in _OF_TEXT and (kept := replace_refused(value).strip()):
        lost = f"[{replace_refused(value.swallowed)}]" if value.swallowed else ""
        last.container[last.key] = _text(place, kept if unmarked or not lost else f"{kept} {lost}")
        if unmarked and lost:
            _note(raw, steps, f"[{name}: {lost[1:-1]}]")
        return
    mark = f"[{name}{_shown(value)}: {_REASONS.get(error, 'cannot be read')}]"
    if error in _IN_PLACE and not unmarked and value is not None:
        last.container[last.key] = _text(place, mark)
        return
    _take_out(last)
    if value is not None:  # Of a key without a value nothing is lost.
        _note(raw, steps, mark)


_OF_TEXT = {"swallowed-comment", "bad-text"}
"""Errors of a text of which something can be kept."""
_IN_PLACE = {"text-expected", "model_type", "model_attributes_type"}
"""Errors of a value where text could stand."""


def _shown(value: Any) -> str:
    shown = clip(replace_refused(value), 40) if isinstance(value, str) else ""
    return f" '{shown}'" if shown else ""


def _text(place: Any, text: str) -> _Mark:
    mark = _Mark(text)
    mark.place, mark.swallowed = place, ""
    return mark


def _note(raw: Mapping, steps: list[_Step], mark: str) -> None:
    """Put a mark behind the main text of the innermost entry around a value, or else behind the title.

    What is for colleagues only leaves no mark: a draft must not show it either.
    """
    if any(step.name in FOR_COLLEAGUES for step in steps):
        return
    for number, step in reversed(list(enumerate(steps))):
        entry = step.container
        if not isinstance(entry, Mapping):
            continue
        quoted = number > 0 and steps[number - 1].name == QUOTES
        key = ABOUT if quoted else next((key for key in MAIN if isinstance(entry.get(key), Scalar)), None)
        if key is not None:
            _append(entry, key, mark)
            return
    _fill(raw, (TITLE,))
    _append(raw, TITLE, mark)


def _append(entry: Mapping, key: str, mark: str) -> None:
    text = entry.get(key)
    if isinstance(text, Scalar):
        noted = type(text)(f"{text} {mark}")
        noted.place, noted.swallowed = text.place, text.swallowed
        entry[key] = noted
    else:
        entry[key] = _text(entry.place, mark)
        entry.key_places[key] = entry.value_places[key] = entry.place


def _fill(raw: Mapping, path: Path) -> None:
    """Put a visible mark where a required value is missing."""
    steps = _steps(raw, path[:-1])
    target = steps[-1].value if steps else raw
    if isinstance(target, Scalar):  # An entry written as plain text, which needs more than that.
        text, target = target, Mapping(target.place)
        target["text"] = text
        target.key_places["text"] = target.value_places["text"] = text.place
        steps[-1].container[steps[-1].key] = target
    key = str(path[-1])
    target[key] = _text(target.place, f"[{key}: missing]")
    target.key_places[key] = target.value_places[key] = target.place


def _steps(raw: Mapping, path: Path) -> list[_Step]:
    """Follow a path as far as it goes."""
    steps: list[_Step] = []
    value: Any = raw
    name = ""
    for key in path:
        known = isinstance(value, Mapping) and key in value
        known = known or (isinstance(value, Sequence) and isinstance(key, int) and key < len(value))
        if known:
            name = str(key) if isinstance(value, Mapping) else name
            steps.append(_Step(value, key, name))
            value = value[key]
    return steps


def _take_out(step: _Step) -> None:
    del step.container[step.key]
    if isinstance(step.container, Mapping):
        del step.container.key_places[str(step.key)]
    del step.container.value_places[step.key]
