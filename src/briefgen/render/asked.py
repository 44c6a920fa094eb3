"""What a template asks for while it runs: fields of entries, labels, options. Kept only where somebody listens."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from briefgen.fields import Entry


@dataclass
class Asked:
    """What one or several renderings asked for."""

    fields: set[tuple[int, str]] = field(default_factory=set)
    """Fields by the ``id()`` of their entry and the name in the content file."""
    labels: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)
    """Fields whose fixed words are printed as labels, by the beginning of these: ``commitment``."""
    options: set[str] = field(default_factory=set)


_LISTENER: ContextVar[Asked | None] = ContextVar("listener", default=None)


@contextmanager
def listening() -> Iterator[Asked]:
    """Take down what templates ask for inside the ``with`` block, in this process."""
    asked = Asked()
    before = _LISTENER.set(asked)
    try:
        yield asked
    finally:
        _LISTENER.reset(before)


def note_field(entry: Entry, name: str) -> None:
    """Take down that a field is asked for."""
    if asked := _LISTENER.get():
        asked.fields.add((id(entry), name))


def note_label(name: str) -> None:
    """Take down that a label is asked for."""
    if asked := _LISTENER.get():
        asked.labels.add(name)


def note_choice(name: str) -> None:
    """Take down that a fixed word of a field is asked for."""
    if asked := _LISTENER.get():
        asked.choices.add(name)


def note_option(name: str) -> None:
    """Take down that an option is asked for."""
    if asked := _LISTENER.get():
        asked.options.add(name)
