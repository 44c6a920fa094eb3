"""Values as JSON, and back: never as pickles, which run what somebody has put into them.

Only kinds that are named come back. Long bytes stand apart, under their hash.
"""

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, cast

Keep = Callable[[bytes], str]
"""Puts bytes aside, and returns the key under which they are found again."""
Fetch = Callable[[str], bytes | None]
"""Returns what was put aside; None where it is not there any more."""

_KIND, _PLAIN = "@", "="
"""The keys that tell a kind, with its fields beside it, and what is JSON as it is."""


class Lost(Exception):
    """What was kept cannot be read back."""


class Coding:
    """The writing and reading of some kinds of values: dataclasses, named tuples, enumerations, and what is in them."""

    def __init__(self, *kinds: type) -> None:
        self._kinds = {kind.__name__: kind for kind in kinds}

    def plain(self, value: Any, keep: Keep) -> Any:
        """Return a value as what JSON has. Raises TypeError for a kind that is not named."""
        kind = type(value)
        if value is None or kind in (bool, int, float, str):
            return value
        if kind in (list, dict) and is_plain(value):
            return {_PLAIN: value}
        if self._kinds.get(kind.__name__) is kind:
            return {_KIND: kind.__name__, **self._fields(value, keep)}
        for base, name, write in _WRITTEN:
            if isinstance(value, base):
                return {_KIND: name, "of": write(self, value, keep)}
        raise TypeError(f"no way to keep {kind.__name__}")

    def _fields(self, value: Any, keep: Keep) -> dict[str, Any]:
        if isinstance(value, Enum):
            return {"value": value.value}
        names = getattr(type(value), "_fields", None) or _init_fields(cast(Any, type(value)))
        return {name: self.plain(getattr(value, name), keep) for name in names}

    def value(self, plain: Any, fetch: Fetch) -> Any:
        """Return the value that :meth:`plain` was given. Raises Lost."""
        if not isinstance(plain, dict):
            return plain
        if _PLAIN in plain:
            return plain[_PLAIN]
        fields = dict(plain)
        name = fields.pop(_KIND, None)
        try:
            if name in self._kinds:
                return self._kinds[name](**{key: self.value(one, fetch) for key, one in fields.items()})
            return _READ[name](self, fields["of"], fetch)
        except (KeyError, TypeError, ValueError) as error:
            raise Lost(str(error)) from error


@cache
def _init_fields(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in dataclasses.fields(kind) if one.init)


def is_plain(value: Any) -> bool:
    """Tell whether a value is JSON as it is: nothing in it needs a kind of its own."""
    match value:
        case dict():
            return all(type(key) is str and is_plain(one) for key, one in value.items())
        case list():
            return all(map(is_plain, value))
    return value is None or type(value) in (bool, int, float, str)


def _each(coding: Coding, values: Iterable[Any], keep: Keep) -> list[Any]:
    return [coding.plain(one, keep) for one in values]


def _fetched(key: str, fetch: Fetch) -> bytes:
    data = fetch(key)
    if data is None:
        raise Lost(key)
    return data


_WRITTEN: tuple[tuple[Any, str, Callable[[Coding, Any, Keep], Any]], ...] = (
    (str, "str", lambda coding, value, keep: str.__str__(value)),
    (bytes, "bytes", lambda coding, value, keep: keep(value)),
    (Path, "path", lambda coding, value, keep: str(value)),
    (datetime.date, "date", lambda coding, value, keep: value.isoformat()),
    (tuple, "tuple", lambda coding, value, keep: [coding.plain(one, keep) for one in value]),
    (list, "list", lambda coding, value, keep: [coding.plain(one, keep) for one in value]),
    (
        Mapping,
        "map",
        lambda coding, value, keep: [[coding.plain(k, keep), coding.plain(v, keep)] for k, v in value.items()],
    ),
)
"""Kinds that every coding knows, each with how it is written: the first that fits. Of a string that knows its place,
the words are kept."""

_READ: dict[Any, Callable[[Coding, Any, Fetch], Any]] = {
    "str": lambda coding, plain, fetch: cast(str, plain),
    "bytes": lambda coding, plain, fetch: _fetched(plain, fetch),
    "path": lambda coding, plain, fetch: Path(plain),
    "date": lambda coding, plain, fetch: datetime.date.fromisoformat(plain),
    "tuple": lambda coding, plain, fetch: tuple(coding.value(one, fetch) for one in plain),
    "list": lambda coding, plain, fetch: [coding.value(one, fetch) for one in plain],
    "map": lambda coding, plain, fetch: {coding.value(k, fetch): coding.value(v, fetch) for k, v in plain},
}
