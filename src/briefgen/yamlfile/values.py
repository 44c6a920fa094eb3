"""Plain values that know their places."""

from typing import Any

from briefgen.problems import Place

Path = tuple[str | int, ...]
"""The way to a value of a file: keys, and numbers of items, from the outside in."""


class Scalar(str):
    """A scalar as it was written, with its place."""

    place: Place
    swallowed: str
    """What YAML took for a comment behind a plain scalar, ``#`` included, or for a type or mark before it."""
    __slots__ = ("place", "swallowed")


class Mapping(dict[str, Any]):
    """A mapping, with the places of its keys and values."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.key_places: dict[str, Place] = {}
        self.value_places: dict[str, Place] = {}
        self.blank: dict[str, str] = {}
        """Keys with nothing behind the colon, not even a null, each with the comment that stands there."""


class Sequence(list[Any]):
    """A list, with the places of its items."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.value_places: list[Place] = []


def merge(base: Mapping, over: Mapping) -> Mapping:
    """Return ``base`` with what ``over`` says instead, mapping by mapping; every value keeps its own place.

    A written null takes out what ``base`` says.
    """
    merged = Mapping(over.place)
    for part in (base, over):
        for key, value in part.items():
            old = merged.get(key)
            merged.blank.pop(key, None)
            if part is over and value is None and key in base and key not in over.blank:
                del merged[key], merged.key_places[key], merged.value_places[key]
                continue
            if key in part.blank:
                merged.blank[key] = part.blank[key]
            merged[key] = merge(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
            merged.key_places[key] = part.key_places[key]
            merged.value_places[key] = part.value_places[key]
    return merged
