"""What a template sees of a brief: plain records whose fields are those of the content file, and nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import Any, get_args

from briefgen.check import Case
from briefgen.evidence import Passage
from briefgen.extracts import SourceExtract, Subject
from briefgen.fields import Entry, NotStated, Ref, with_article
from briefgen.model import (
    Actor,
    Attribution,
    Brief,
    Evidence,
    Marking,
    Participant,
    Source,
    named,
)
from briefgen.problems import did_you_mean, one_of
from briefgen.render.annex import Annex
from briefgen.render.asked import note_choice, note_field, note_label, note_option
from briefgen.render.derived import expected_next, known, not_known
from briefgen.render.extracts import Sources
from briefgen.render.language import Language
from briefgen.render.parts import UnknownName
from briefgen.values import Day, Fixed, Ident, Text
from briefgen.vocabulary import FOR_COLLEAGUES
from briefgen.yamlfile import Path


class Choice(Text):
    """A word of a fixed list, such as a commitment. It prints as its label and equals its key."""

    key: str
    __slots__ = ("key",)

    def __new__(cls, label: str, key: str) -> "Choice":
        """Make a choice from its label and its key."""
        self = super().__new__(cls, label)
        self.key = key
        return self

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """Say to pickle what to make it of: of more than another text."""
        return str(self), self.key

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
        note_label(key)
        return self._words[key]

    def choice(self, field: str, key: str) -> Choice:
        """Return the label of a fixed word; the word itself where the template has no label for it."""
        note_choice(field.replace("_", "-"))
        name = f"{field.replace('_', '-')}-{key}"
        return Choice(self._words.get(name, key.replace("-", " ")), key)


class Options:
    """What a template prints only where it is asked to: true or false, by name."""

    def __init__(self, chosen: Mapping[str, bool]) -> None:
        self._chosen = chosen

    def get(self, name: str) -> bool:
        """Tell whether it is asked for. Raises UnknownName."""
        if name not in self._chosen:
            listed = did_you_mean(name, self._chosen, f"options: {', '.join(self._chosen)}")
            raise UnknownName(f"there is no option '{name}': {listed}")
        note_option(name)
        return self._chosen[name]


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
        self.speech = Language(language)
        self.sources = Sources(case)
        self._records: dict[int, Record] = {}
        self._by_id: dict[str, Entry] = {
            ident: entry for entry in named(case.brief) if (ident := getattr(entry, "id", None))
        }
        self._keys = {id(entry): (str(path[0]), _key(path)) for path, entry in case.entries}

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
                return self.speech.dated(value)
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

    def name(self, source: Source | None) -> Text:
        """Return what notes call a source: its label, its title, or its file where there are several."""
        named = [text for text in (source.label, source.title) if isinstance(text, Text)] if source else []
        if named:
            return named[0]
        several = source is not None and len(self.case.brief.sources) > 1
        return _file_name(source) if source and several else self.labels.get("source")

    def extracts(self) -> tuple[SourceExtract, ...]:
        """Return the sources with all their paragraphs."""
        references = {source: (str(self.name(source)), self._reference(source)) for source in self.case.brief.sources}
        return self.sources.extracts(references)

    def _reference(self, source: Source) -> str:
        title = source.title if isinstance(source.title, Text) else _file_name(source)
        day = self.speech.dated(source.published) if isinstance(source.published, Day) else None
        return ", ".join(text for text in (title, source.author, source.publisher, day) if isinstance(text, str))

    def foreign(self, source: Source | None) -> str:
        """Return the language of a source where it is not that of the brief, else an empty string."""
        own = self.language.partition("-")[0].lower()
        language = source.language if source and source.language else self.language
        return "" if language.partition("-")[0].lower() == own else language

    @cached_property
    def annex(self) -> Annex:
        """What an annex of evidence prints."""
        return Annex(self)

    def coverage(self, source: Source) -> Text | None:
        """Say how many sentences of a source the brief uses and sets aside; None where it could not be read."""
        found = self.sources.coverage(source)
        if found is None:
            return None
        label = self.labels.get("coverage-set-aside" if found.set_aside else "coverage")
        counts = {"used": len(found.used), "aside": len(found.set_aside), "sentences": found.total}
        words = str(label)
        for name, count in counts.items():
            words = words.replace(f"{{{name}}}", self.speech.number(count))
        return label.like(words)

    def subject(self, record: "Record") -> Subject | None:
        """Return by what a reader can pick out an entry of a section."""
        entry = record.entry
        if id(entry) not in self._keys:
            return None
        section, key = self._keys[id(entry)]
        commitment = getattr(entry, "commitment", None) or ""
        label = str(self.labels.choice("commitment", commitment)) if commitment else ""
        actors = tuple(dict.fromkeys(str(_actor_label(actor)) for actor in self._acting(entry)))
        return Subject(key, section, commitment, label, actors)

    def _acting(self, entry: Entry) -> Iterator["Record"]:
        """Yield those who decide, act or speak in an entry; of an actor, the actor."""
        if isinstance(entry, Actor):
            yield self.record(entry)
        for ident in getattr(entry, "actors", ()):
            yield self.find(ident)
        for name in ("attribution", "speaker"):
            said = getattr(entry, name, None)
            for ident in said.actor if isinstance(said, Attribution) else ():
                yield self.find(ident)


class Record:
    """An entry of the brief, as templates see it."""

    __slots__ = ("entry", "scene")

    def __init__(self, entry: Entry, scene: Scene) -> None:
        self.entry = entry
        self.scene = scene

    @property
    def kind(self) -> str:
        """What the entry is called in a message: ``Decision``."""
        return type(self.entry).__name__

    def get(self, name: str) -> Any:
        """Return a field by its name in the content file. Raises UnknownName."""
        fields = field_names(type(self.entry))
        if name in fields:
            note_field(self.entry, name)
            field, reference = fields[name]
            shown = self.scene.show(getattr(self.entry, field), field, reference=reference)
            return _fixed(shown) if isinstance(self.entry, Marking) else shown
        derived = DERIVED.get((type(self.entry), name))
        if derived:
            return derived(self)
        raise UnknownName(no_field((type(self.entry),), name))

    def others(self, entries: Iterable[Entry]) -> tuple["Record", ...]:
        """Return the records of other entries."""
        return tuple(map(self.scene.record, entries))

    def passage(self) -> Passage | None:
        """Return where a clause of evidence stands in its source."""
        found = self.scene.case.found.get(self.entry) if isinstance(self.entry, Evidence) else None
        return found if isinstance(found, Passage) else None


def no_field(kinds: Sequence[type[Entry]], name: str) -> str:
    """Say that entries have no field of that name, and which they have."""
    known = [field for kind in kinds for field in field_names(kind)]
    known += [key for kind, key in DERIVED if kind in kinds]
    own = f"a field of your own, under extra:, is written brief.extra.{name}; " if Brief in kinds else ""
    listed = did_you_mean(name, known, f"{own}it has {', '.join(dict.fromkeys(known))}")
    return f"{with_article(one_of([kind.__name__ for kind in kinds]))} has no '{name}': {listed}"


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


def _fixed(value: Any) -> Any:
    """Keep the words of a marking, its handling too, from being altered."""
    if isinstance(value, tuple):
        return tuple(map(_fixed, value))
    return Fixed(value, value.place) if type(value) is Text else value


def entries(brief: Brief, section: str) -> tuple[Entry, ...]:
    """Return the entries of a section; none where the field is no section."""
    value = getattr(brief, section)
    return tuple(entry for entry in value if isinstance(entry, Entry)) if isinstance(value, tuple) else ()


def _key(path: Path) -> str:
    """Name an entry for the page: ``options-1-pros-2``."""
    return "-".join(str(step + 1) if isinstance(step, int) else step for step in path)


def _file_name(source: Source) -> Text:
    return Text(PurePosixPath(source.file).name, source.file.place)


def _actor_label(record: Record) -> Any:
    entry = record.entry
    assert isinstance(entry, Actor)
    return entry.name if isinstance(entry.name, Text) else entry.descriptor


def _participant_label(record: Record) -> Any:
    return record.get("name") or record.get("actor").get("label")


def _participant_office(record: Record) -> Any:
    actor = record.get("actor")
    return record.get("role") or (actor.get("role") if actor else None)


DERIVED: dict[tuple[type[Entry], str], Any] = {
    (Actor, "label"): _actor_label,
    (Participant, "label"): _participant_label,
    (Participant, "office"): _participant_office,
    (Brief, "known"): lambda record: record.others(known(record.entry)),
    (Brief, "not_known"): lambda record: record.others(not_known(record.entry)),
    (Brief, "expected_next"): lambda record: record.others(expected_next(record.entry)),
    (Brief, "annex"): lambda record: record.scene.annex.entries,
    (Source, "name"): lambda record: record.scene.name(record.entry),
    (Source, "file_name"): lambda record: _file_name(record.entry),
    (Source, "quoted"): lambda record: record.scene.annex.quoted(record.entry),
    (Source, "coverage"): lambda record: record.scene.coverage(record.entry),
    (Evidence, "paragraph"): lambda record: Text(str(passage.paragraph)) if (passage := record.passage()) else None,
    (Evidence, "words"): lambda record: Text(passage.words) if (passage := record.passage()) else None,
}
"""Fields that are worked out: an actor's name or descriptor, sections made of others, what a source is quoted for."""
