"""``--set design.colours.accent=#005a9c``: values given with the command.

They are put in the form of a file that extends the template, so that they are read, merged and checked as one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.problems import BriefgenError, Place, Problem, clip, setting_place
from briefgen.yamlfile import Mapping, Scalar, read
from briefgen.yamlfile import Sequence as List

_ALSO = {
    "color": "colours",
    "colors": "colours",
    "colour": "colours",
    "face": "faces",
    "label": "labels",
    "margin": "margins",
    "option": "options",
    "style": "styles",
}
"""Words that people write for a key."""
_NULL = {"~", "null"}
"""Takes out what the template states."""
_FORM = "write it as KEY=VALUE, such as --set design.colours.accent=#005a9c"


def read_settings(given: Sequence[str]) -> Mapping:
    """Return the values as a file would state them, each with the setting as its place.

    A value is text as it stands (``#005a9c`` is no comment here); in quotes, ``[ ]`` or ``{ }`` it is YAML. Raises
    BriefgenError with everything that is not of the form ``KEY=VALUE``.
    """
    whole = Mapping(setting_place())
    problems: list[Problem] = []
    for one in given:
        try:
            _put(whole, one)
        except BriefgenError as error:
            problems += error.problems
    if problems:
        raise BriefgenError(problems)
    return whole


def _put(whole: Mapping, given: str) -> None:
    key, equals, text = given.partition("=")
    steps = [step.strip() for step in key.split(".")]
    if not equals or not all(steps):
        message = f"found '{clip(given)}', expected KEY=VALUE"
        raise BriefgenError([Problem(setting_place(), "bad-setting", message, _FORM)])
    steps = [_ALSO.get(step, step) if index < 2 else step for index, step in enumerate(steps)]
    place = setting_place(".".join(steps))
    target = whole
    for step in steps[:-1]:
        _place(target, step, place)
        inner = target.get(step)
        if not isinstance(inner, Mapping):
            inner = target[step] = Mapping(place)
        target = inner
    target[steps[-1]] = _value(text.strip(), place)
    if not text.strip():
        target.blank[steps[-1]] = ""
    _place(target, steps[-1], place)


def _place(target: Mapping, key: str, place: Place) -> None:
    target.key_places[key] = target.value_places[key] = place


def _value(text: str, place: Place) -> object:
    """Read a value as a file's is read, each part of it placed at the setting."""
    if not text or text in _NULL:
        return None
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    if not quoted and text[0] not in "[{":
        return _scalar(text, place)
    try:
        return _moved(read(f"value: {text}".encode(), place.file)["value"], place)
    except BriefgenError as error:
        raise BriefgenError(replace(problem, place=place, excerpt="") for problem in error.problems) from None


def _scalar(text: str, place: Place) -> Scalar:
    made = Scalar(text)
    made.place, made.swallowed = place, ""
    return made


def _moved(value: object, place: Place) -> object:
    if isinstance(value, Mapping):
        moved = Mapping(place)
        for key, inner in value.items():
            moved[key] = _moved(inner, place)
            _place(moved, key, place)
        return moved
    if isinstance(value, List):
        items = List(place)
        items += [_moved(inner, place) for inner in value]
        items.value_places = [place] * len(value)
        return items
    return _scalar(str(value), place) if isinstance(value, str) else value


_OPEN = (("design", "colours"), ("design", "styles"))
"""Where a template may give names of its own: a setting may only name what there is."""


def unknown_names(given: Mapping, stated: Mapping) -> Iterator[tuple[Sequence[str], str, Place, list[str]]]:
    """Yield the names that settings give and the template does not state: where, the name, its place, those known."""
    for path in _OPEN:
        inside, there = _at(given, path), _at(stated, path)
        yield from ((path, name, inside.key_places[name], [*there]) for name in inside if name not in there)


def _at(values: Mapping, path: Sequence[str]) -> Mapping:
    for step in path:
        inner = values.get(step)
        values = inner if isinstance(inner, Mapping) else Mapping(values.place)
    return values
