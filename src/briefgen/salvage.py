"""For drafts: make what can be made of a file with mistakes. What is missing is marked, what is wrong is taken out."""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from briefgen.yamlfile import Mapping, Scalar, Sequence

Model = TypeVar("Model", bound=BaseModel)
Path = tuple[str | int, ...]


def salvage(raw: Mapping, model: type[Model], context: Callable[[], dict[str, Any]]) -> Model:
    """Return an instance of the model, changing ``raw`` until it is one.

    ``context`` gives the validation context anew for each try, since what is taken out may have been referred to.
    """
    marked: set[Path] = set()
    while True:
        try:
            return model.model_validate(raw, context=context())
        except ValidationError as error:
            detail = error.errors(include_url=False)[0]
        path: Path = detail["loc"]
        container, key = _deepest(raw, path)
        if detail["type"] == "missing" and path not in marked:
            marked.add(path)
            _mark(raw, path)
        elif key is not None:
            _take_out(container, key)
        else:
            _mark(raw, path)


def _mark(raw: Mapping, path: Path) -> None:
    """Put a visible mark where a required value is missing."""
    target: Any = raw
    for step in path[:-1]:
        inside = isinstance(target, Mapping) and step in target
        inside = inside or (isinstance(target, Sequence) and isinstance(step, int) and step < len(target))
        target = target[step] if inside else target
    key = str(path[-1])
    mark = Scalar(f"[{key}: missing]")
    mark.place, mark.swallowed = target.place, ""
    target[key] = mark
    target.key_places[key] = target.value_places[key] = target.place


def _deepest(raw: Mapping, path: Path) -> tuple[Any, str | int | None]:
    """Follow a path as far as it goes: the last container on it, and the key of the value that is wrong there."""
    container: Any = raw
    value: Any = raw
    key: str | int | None = None
    for step in path:
        known = isinstance(value, Mapping) and step in value
        known = known or (isinstance(value, Sequence) and isinstance(step, int) and step < len(value))
        if known:
            container, key, value = value, step, value[step]
    return container, key


def _take_out(container: Any, key: str | int) -> None:
    del container[key]
    if isinstance(container, Mapping):
        del container.key_places[str(key)]
    del container.value_places[key]
