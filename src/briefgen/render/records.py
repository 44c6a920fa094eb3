"""What a template sees of a brief: plain records whose fields are those of the content file, and nothing else."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, get_args

from babel.dates import format_date

from briefgen.check import Case
from briefgen.evidence import Passage
from briefgen.fields import Entry, NotStated, Ref
from briefgen.model import KINDS, Actor, Evidence, Source
from briefgen.problems import did_you_mean
from briefgen.values import Day, Ident, Text


class UnknownName(Exception):
    """A template asks for a name that there is not. The message says so in an editor's terms."""


class Choice(Text):
    """A word of a fixed list, such as a commitment. It prints as its label and equals its key."""

    key: str
    __slots__ = ("key",)

    def __new__(cls, label: str, key: str) -> "Choice":
        """Make a choice from its label and its key."""
        self = super().__new__(cls, label)
        self.key = key
        return self

    def __eq__(self, other: object) -> bool:
        return self.key == (other.key if isinstance(other, Choice) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.key)


class Unsaid(Text):
    """``null`` in the content: the source does not say. It is true, and prints as the label ``not-stated``."""

    __slots__ = ()


class Labels:
    """The fixed words of a template in one language."""

    def __init__(self, words: Mapping[str, Text]) -> None:
        self._words = words

    def get(self, name: str) -> Text:
        """Return a word. Raises UnknownName."""
        key = name.replace("_", "-")
        if key not in self._words:
            near = did_you_mean(key, self._words, "add it under 'labels:' in template.yaml")
            raise UnknownName(f"there is no label '{key}': {near}")
        return self._words[key]

    def choice(self, field: str, key: str) -> Choice:
        """Return the label of a fixed word; the word itself where the template has no label for it."""
        return Choice(self._words.get(f"{field.replace('_', '-')}-{key}", key.replace("-", " ")), key)


class Extra:
    """The fields that a brief adds of its own. A brief need not have them: a name that is not there is absent."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    def get(self, name: str) -> Any:
        """Return a field, or None for an absent one."""
        return self._fields.get(name)

    def __bool__(self) -> bool:
        return bool(self._fields)

    def __contains__(self, name: object) -> bool:
        return str(name) in self._fields


class Scene:
    """A brief with its labels: makes records, each once."""

    def __init__(self, case: Case, labels: Labels, language: str) -> None:
        self.case = case
        self.labels = labels
        self.language = language
        self._records: dict[int, Record] = {}
        self._by_id: dict[str, Entry] = {
            entry.id: entry for section in KINDS for entry in getattr(case.brief, section) if entry.id
        }

    @property
    def brief(self) -> "Record":
        """The whole brief."""
        return self.record(self.case.brief)

    def record(self, entry: Entry) -> "Record":
        """Return the record of an entry."""
        return self._records.setdefault(id(entry), Record(entry, self))

    def find(self, ident: str) -> "Record":
        """Return the entry that has an id; the model has made sure that there is one."""
        return self.record(self._by_id[ident])

    def show(self, value: Any, field: str, *, reference: bool) -> Any:
        """Turn a value of the model into what a template gets."""
        match value:
            case NotStated():
                return Unsaid(self.labels.get("not-stated"))
            case Entry():
                return self.record(value)
            case Day():
                return Text(self.format_day(value), value.place)
            case Ident():
                return self.find(value) if reference else value
            case Text() | bool() | None:
                return value
            case str():
                return self.labels.choice(field, value)
            case tuple():
                return tuple(self.show(item, field, reference=reference) for item in value)
            case dict():
                return Extra({str(key): self.show(item, field, reference=False) for key, item in value.items()})
            case _:
                raise TypeError(f"a template cannot be given a {type(value).__name__}")

    def format_day(self, day: Day) -> str:
        """Write a date in the manner of the document's language."""
        return format_date(day.date, format="long", locale=babel_locale(self.language))


class Record:
    """An entry of the brief, as templates see it."""

    __slots__ = ("_scene", "entry")

    def __init__(self, entry: Entry, scene: Scene) -> None:
        self.entry = entry
        self._scene = scene

    @property
    def kind(self) -> str:
        """What the entry is called in a message: ``Decision``."""
        return type(self.entry).__name__

    def get(self, name: str) -> Any:
        """Return a field by its name in the content file. Raises UnknownName."""
        fields = field_names(type(self.entry))
        if name in fields:
            field, reference = fields[name]
            return self._scene.show(getattr(self.entry, field), field, reference=reference)
        derived = DERIVED.get((type(self.entry), name))
        if derived:
            return derived(self)
        known = [*fields, *(key for kind, key in DERIVED if kind is type(self.entry))]
        listed = did_you_mean(name, known, f"it has {', '.join(known)}")
        raise UnknownName(f"a {self.kind} has no '{name}': {listed}")

    def passage(self) -> Passage | None:
        """Return where a clause of evidence stands in its source."""
        found = self._scene.case.found.get(self.entry) if isinstance(self.entry, Evidence) else None
        return found if isinstance(found, Passage) else None


FOR_COLLEAGUES = frozenset({"remark", "set_aside", "accept"})
"""Fields that no document carries."""


@lru_cache(maxsize=128)
def field_names(kind: type[Entry]) -> dict[str, tuple[str, bool]]:
    """Return the fields of an entry by their names in the content file: the attribute, and whether it is a reference.

    What is for colleagues and never printed is left out.
    """
    return {
        field.alias or name: (name, _is_reference((field.annotation, field.metadata)))
        for name, field in kind.model_fields.items()
        if name not in FOR_COLLEAGUES
    }


def _is_reference(annotation: Any) -> bool:
    if isinstance(annotation, Ref):
        return True
    parts = annotation if isinstance(annotation, tuple | list) else get_args(annotation)
    return any(_is_reference(part) for part in parts)


def babel_locale(language: str) -> str:
    """Return the locale that babel knows for a language tag; English where it knows none."""
    from babel.core import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return "en"


def _actor_label(record: Record) -> Any:
    entry = record.entry
    assert isinstance(entry, Actor)
    return entry.name if isinstance(entry.name, Text) else entry.descriptor


DERIVED: dict[tuple[type[Entry], str], Any] = {
    (Actor, "label"): _actor_label,
    (Source, "file_name"): lambda record: Text(PurePosixPath(record.entry.file).name, record.entry.file.place),
    (Evidence, "paragraph"): lambda record: Text(str(passage.paragraph)) if (passage := record.passage()) else None,
    (Evidence, "words"): lambda record: Text(passage.words) if (passage := record.passage()) else None,
}
"""Fields that are worked out: an actor's name or descriptor; the name of a source's file; where a clause was found."""
