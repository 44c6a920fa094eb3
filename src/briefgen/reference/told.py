"""What is told of things that have no docstring (``words.yaml``), and how it is set as tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from briefgen.yamlfile import read

BORDER = "\\|"
"""What stands in a cell for the sign that parts cells."""
DATA = Path(__file__).with_name("words.yaml")


@dataclass(frozen=True)
class Told:
    """What is to be said about one name."""

    name: str
    says: str
    """One sentence."""
    example: str = ""
    """A piece of a template."""
    prints: str = ""
    """What comes of it, in Markdown."""
    also: tuple[str, ...] = ()
    """Other names of the same thing."""


@cache
def told(group: str) -> Mapping[str, Told]:
    """Return what is told of a group, by name."""
    return {str(name): _told(str(name), said) for name, said in _data()[group].items()}


def groups() -> Iterable[str]:
    """Return the names of the groups."""
    return list(_data())


@cache
def _data() -> Mapping[str, Any]:
    return read(DATA.read_bytes(), DATA.name)


def _told(name: str, said: Any) -> Told:
    if isinstance(said, str):
        return Told(name, str(said))
    also = tuple(str(other) for other in said.get("also", ()))
    return Told(name, str(said["says"]), str(said.get("example", "")), str(said.get("prints", "")), also)


@cache
def worked_out() -> Mapping[str, tuple[str, str]]:
    """Return what is told of the fields that are worked out, ``Actor.label``: their kind, and what they are."""
    return {str(name): (str(said["kind"]), str(said["says"])) for name, said in _data()["worked_out"].items()}


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Set rows as a table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', BORDER) for cell in line)} |" for line in lines)


def code(text: str) -> str:
    """Set words as code, whatever is in them."""
    fence = "``" if "`" in text else "`"
    blank = " " if "`" in text else ""
    return f"{fence}{blank}{text}{blank}{fence}"
