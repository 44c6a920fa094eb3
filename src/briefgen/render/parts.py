"""Things that a template is given and the brief does not hold: each has parts by name, and nothing else."""

from collections.abc import Mapping
from typing import Any

from briefgen.problems import did_you_mean


class UnknownName(Exception):
    """A template asks for a name that there is not. The message says so in an editor's terms."""


class Parts:
    """Something that is worked out, such as a paragraph that the brief quotes."""

    def __init__(self, kind: str, parts: Mapping[str, Any]) -> None:
        """``kind`` is what it is called in a message: ``a paragraph``."""
        self.kind = kind
        self._parts = parts

    def get(self, name: str) -> Any:
        """Return a part. Raises UnknownName."""
        if name not in self._parts:
            raise UnknownName(
                f"{self.kind} has no '{name}': {did_you_mean(name, self._parts, f'it has {self.listed}')}"
            )
        return self._parts[name]

    @property
    def listed(self) -> str:
        """The names of its parts."""
        return ", ".join(self._parts)
