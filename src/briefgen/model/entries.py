"""Ways through the entries of a brief."""

from collections.abc import Iterator

from briefgen.fields import Entry
from briefgen.model.brief import Brief
from briefgen.model.evidence import Cited
from briefgen.yamlfile import Path

"""The way to a part of a brief: ``("decisions", 0)``."""

KINDS: dict[str, str] = {
    "sources": "source",
    "actors": "actor",
    "actors.biography": "statement",
    "decisions": "statement",
    "quotes": "statement",
    "assessments": "statement",
    "background": "statement",
    "timeline": "statement",
    "next_steps": "statement",
    "recommendations": "statement",
    "options": "statement",
    "options.pros": "statement",
    "options.cons": "statement",
    "considerations": "statement",
    "open_questions": "question",
    "meeting.asks": "question",
    "qa": "question",
    "glossary": "term",
}
"""Where the entries with ids stand, and what a reference to one calls it: ``meeting.asks`` is within ``meeting``."""


def named(brief: Brief) -> Iterator[Entry]:
    """Yield the entries that can have an id by which others refer to them."""
    for place in KINDS:
        yield from _at(brief, place.split("."))


def _at(entry: Entry, names: list[str]) -> Iterator[Entry]:
    value = getattr(entry, names[0])
    for one in value if isinstance(value, tuple) else [value]:
        if isinstance(one, Entry):
            yield from _at(one, names[1:]) if names[1:] else [one]


def within(entry: Entry, path: Path = ()) -> Iterator[tuple[Path, Entry]]:
    """Yield the entries in an entry, at any depth, each with its path from there; outer ones first."""
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        for part, one in enumerate(value) if isinstance(value, tuple) else [(None, value)]:
            if isinstance(one, Entry):
                here = (*path, name) if part is None else (*path, name, part)
                yield here, one
                yield from within(one, here)


def cited(brief: Brief) -> Iterator[tuple[Path, Cited]]:
    """Yield every entry of a brief that can carry evidence, with its path: section by section, then within them."""
    yield from ((path, entry) for path, entry in within(brief) if isinstance(entry, Cited))
