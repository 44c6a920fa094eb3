"""Raw values of a YAML file → an instance of a pydantic model, or problems worded for the person who wrote the file."""

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from briefgen.problems import Place, Problem, clip, did_you_mean, one_of
from briefgen.values import kind
from briefgen.yamlfile import Mapping, Sequence

Model = TypeVar("Model", bound=BaseModel)
Path = tuple[str | int, ...]


def validate(raw: Mapping, model: type[Model], **context: Any) -> tuple[Model | None, list[Problem]]:
    """Return the model instance, or None and every problem found."""
    try:
        return model.model_validate(raw, context=context), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [_Finding(raw, model, dict(detail)).problem() for detail in details]


class _Finding:
    """One of pydantic's errors, looked up in the file it is about."""

    def __init__(self, raw: Mapping, model: type[BaseModel], detail: dict[str, Any]) -> None:
        self.raw = raw
        self.model = model
        self.type: str = detail["type"]
        self.message: str = detail["msg"]
        self.context: dict[str, Any] = detail.get("ctx", {})
        self.path: Path = detail["loc"]
        self.key = str(self.path[-1]) if self.path else ""
        self.place, self.value, self.parent = _find(raw, self.path)

    def problem(self) -> Problem:
        """Word the error."""
        if self.type == "extra_forbidden":
            return self._unknown_key()
        if self.type == "missing":
            place, *_ = _find(self.raw, self.path[:-1])
            return Problem(
                place,
                "missing-key",
                f"the key '{self.key}' is missing",
                f"add '{self.key}: …'{self._purpose()}",
            )
        if self.value is None and self.type not in {"unknown-reference", "bad-marking", "missing-key"}:
            message = f"the key '{self.key}' has no value, expected {self._expected()}"
            return Problem(self.place, "empty-value", message, "delete the key, or fill it in")
        if self.type == "literal_error":
            near = did_you_mean(str(self.value), self._choices(), "choose one of these")
            return self._found(f"found {clip(kind(self.value))}, expected {self._expected()}", "unknown-choice", near)
        if self.type in _EXPECTED:
            return self._found(f"found {clip(kind(self.value))}, expected {self._expected()}", "wrong-type")
        if self.type == "string_pattern_mismatch":
            wanted = _PATTERNS.get(self.key, "another form")
            return self._found(f"found '{clip(str(self.value))}', expected {wanted}", "bad-value")
        remedy = self.context.get("hint", "") or _REMEDIES.get(self.type, "")
        return self._found(clip(self.message, 300), self.type.replace("_", "-"), remedy)

    def _found(self, message: str, code: str, remedy: str = "") -> Problem:
        return Problem(self.place, code, message, remedy)

    def _choices(self) -> list[str]:
        return re.findall(r"'([^']*)'", self.context.get("expected", ""))

    def _expected(self) -> str:
        return one_of(self._choices()) if self._choices() else _EXPECTED.get(self.type, "text")

    def _unknown_key(self) -> Problem:
        place = self.place
        if self.parent is not None:
            place = self.parent.key_places.get(self.key, place)
        known = [field.alias or name for name, field in _entry_at(self.model, self.path[:-1]).model_fields.items()]
        message = f"found the key '{clip(self.key)}', which is not known here"
        return Problem(place, "unknown-key", message, did_you_mean(self.key, known, f"known keys: {', '.join(known)}"))

    def _purpose(self) -> str:
        field = _entry_at(self.model, self.path[:-1]).model_fields.get(self.key)
        return f" ({field.description.rstrip('.').replace('``', '')})" if field and field.description else ""


def _find(raw: Mapping, path: Path) -> tuple[Place, Any, Mapping | None]:
    """Follow a path as far as the file goes: the place and the value there, and the mapping it stands in."""
    place: Place = raw.place
    value: Any = raw
    parent = None
    for step in path:
        if isinstance(value, Mapping) and step in value:
            parent, key = value, str(step)
            place, value = value.value_places[key], value[key]
        elif isinstance(value, Sequence) and isinstance(step, int) and step < len(value):
            place, value = value.value_places[step], value[step]
    return place, value, parent


def _entry_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """Return the model of the entry at a path."""
    for step in path:
        for name, field in model.model_fields.items():
            if step in (name, field.alias):
                model = next(_models_in(field.annotation), model)
                break
    return model


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)


_EXPECTED = {
    "model_type": "text or a mapping (key: value)",
    "model_attributes_type": "text or a mapping (key: value)",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping (key: value)",
    "string_type": "text",
    "text-expected": "text",
    "id-expected": "an id",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "float_parsing": "a number",
    "float_type": "a number",
}
_PATTERNS = {
    "language": "a language tag such as en, en-GB or ja",
    "sha256": "64 hexadecimal digits, as 'sha256sum FILE' prints them",
}
_REMEDIES = {
    "swallowed-comment": "put the whole text in quotes, or move the comment to a line of its own",
    "bad-text": "write the text out, or delete the key",
    "bad-id": "an id is only a name for use in this file; what is printed is the name or the text",
}
