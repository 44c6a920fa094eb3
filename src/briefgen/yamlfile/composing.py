"""The events of a YAML text → values. Its limits hold while it is read, before anything is built that exceeds them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn

import yaml

from briefgen import slips
from briefgen.problems import BriefgenError, Place, Problem, clip
from briefgen.values import refused_character
from briefgen.yamlfile.text import LIMIT_BYTES, printable
from briefgen.yamlfile.values import Mapping, Scalar, Sequence

LIMIT_VALUES = 200_000
LIMIT_DEPTH = 60
LIMIT_PROBLEMS = 1000
"""Mistakes in one file after which it is read no further."""

_NULL = {"", "~", "null", "Null", "NULL"}
_COMMENT = re.compile(r"\s+(#.*)")
_LOOKED_AT = 2000
"""So much of a line is looked at for what was meant by it: patterns that go back and forth take long on long ones."""

_ALIASES = "aliases (*name) counted"


@dataclass(slots=True)
class _Anchored:
    """A value that has a mark, by which other places may repeat it."""

    place: Place
    value: Any = None
    whole: bool = False
    """Whether it was read to its end: an alias within cannot stand for it."""
    values: int = 0
    characters: int = 0


class Composer:
    """Composes the values of one file, and keeps what is wrong with them."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.name = name
        self.problems: list[Problem] = []
        self._values = self._characters = 0
        self._anchored: dict[str, _Anchored] = {}
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events: Iterator[yaml.Event] = yaml.parse(text, loader)

    def document(self) -> Any:
        """Return the value of the file; None for one without content. Raises BriefgenError."""
        try:
            while not isinstance(event := next(self._events), yaml.DocumentStartEvent):
                if isinstance(event, yaml.StreamEndEvent):
                    return None
            value = self._value(next(self._events), 0)
            next(self._events)
            if isinstance(event := next(self._events), yaml.DocumentStartEvent):
                words = "not YAML: found another document, expected a single one"
                self._refuse(event, "yaml-syntax", words, _ONE)
        except yaml.MarkedYAMLError as error:
            raise BriefgenError([self._syntax(error)]) from None
        except yaml.YAMLError as error:
            raise BriefgenError([Problem(Place(self.name), "yaml-syntax", clip(str(error), 200))]) from None
        return value

    # --- Mistakes -----------------------------------------------------------------------------------------------------
    def place(self, event: yaml.Event) -> Place:
        """Return where an event begins."""
        line, column = _position(event.start_mark)
        return Place(self.name, line + 1, column + 1)

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def _report(self, event: yaml.Event, code: str, message: str, remedy: str = "") -> None:
        line = clip(self._line(_position(event.start_mark)[0])[:_LOOKED_AT], 160)
        self.problems.append(Problem(self.place(event), code, message, remedy, excerpt=line))
        if len(self.problems) >= LIMIT_PROBLEMS:
            message = f"there are {LIMIT_PROBLEMS} mistakes in this file, which is read no further"
            beyond = Problem(self.problems[-1].place, "too-many-mistakes", message, "mend the others first")
            raise BriefgenError([*self.problems, beyond])

    def _refuse(self, event: yaml.Event, code: str, message: str, remedy: str) -> NoReturn:
        self._report(event, code, message, remedy)
        raise BriefgenError(self.problems)

    def _syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        words = " ".join(filter(None, (error.problem, error.context))) or "this is not YAML"
        mark = error.problem_mark or error.context_mark
        if "end of stream" in words and "quoted scalar" in words:  # Where it began helps, not where the file ends.
            mark = error.context_mark or mark
        number = mark.line if mark else 0
        if swallowed := self._colour_taken_for_a_comment(number):
            return swallowed
        place = Place(self.name, number + 1, mark.column + 1) if mark else Place(self.name)
        line = self._line(number)[:_LOOKED_AT] if mark else ""
        column = mark.column if mark else 0
        columns = slips.columns(words, self.lines, number, column) if line else ""
        remedy = columns or slips.syntax(words, line, column)
        return Problem(place, "yaml-syntax", f"not YAML: {words}", remedy, excerpt=clip(line, 160))

    def _colour_taken_for_a_comment(self, number: int) -> Problem | None:
        """Return what is wrong inside ``{ }`` that a colour without quotes has left open."""
        for at in range(min(number, len(self.lines) - 1), max(number - 3, -1), -1):
            line = self.lines[at][:_LOOKED_AT]
            found = re.search(r"""\{[^#"']*:\s+(#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b)""", line)
            if found:
                message = f"YAML takes '{found[1]}' for a comment, and all that follows it on this line"
                place = Place(self.name, at + 1, found.start(1) + 1)
                return Problem(place, "swallowed-comment", message, slips.colour(found[1]), excerpt=clip(line, 160))
        return None

    # --- Values -------------------------------------------------------------------------------------------------------
    def _value(self, event: yaml.Event, depth: int) -> Any:
        """Return the value that begins with an event. Problems are kept, and None stands for what cannot be had."""
        if depth > LIMIT_DEPTH:
            self._refuse(event, *_TOO_DEEP)
        if isinstance(event, yaml.AliasEvent):
            return self._repeated(event)
        assert isinstance(event, yaml.NodeEvent)
        lost = [*self._check_tag(event), *self._check_anchor(event)]
        anchored = self._anchor(event)
        before = self._values, self._characters
        self._count(event, 1, len(event.value) if isinstance(event, yaml.ScalarEvent) else 0)
        value = self._composed(event, depth, lost)
        if anchored:
            anchored.value, anchored.whole = value, True
            anchored.values, anchored.characters = self._values - before[0], self._characters - before[1]
        return value

    def _composed(self, event: yaml.Event, depth: int, lost: list[str]) -> Any:
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        assert isinstance(event, yaml.ScalarEvent)
        return self._scalar(event, lost)

    def _count(self, event: yaml.Event, values: int, characters: int) -> None:
        self._values += values
        self._characters += characters
        remedy = "write out what is meant, or put it into several files"
        if self._values > LIMIT_VALUES:
            self._refuse(event, "too-large", f"the file holds more than {LIMIT_VALUES} values, {_ALIASES}", remedy)
        if self._characters > LIMIT_BYTES:
            message = f"the texts of the file have more than {LIMIT_BYTES // 2**20} million letters, {_ALIASES}"
            self._refuse(event, "too-large", message, remedy)

    def _anchor(self, event: yaml.NodeEvent) -> _Anchored | None:
        """Take down the mark of a value, if it has one."""
        if event.anchor is None:
            return None
        if first := self._anchored.get(event.anchor):
            message = f"the mark '&{clip(event.anchor)}' stands here again, first on line {first.place.line}"
            self._report(
                event, "duplicate-anchor", message, "put a text that begins with & in quotes, or rename the mark"
            )
            return None
        anchored = self._anchored[event.anchor] = _Anchored(self.place(event))
        return anchored

    def _repeated(self, event: yaml.AliasEvent) -> Any:
        name = str(event.anchor)
        anchored = self._anchored.get(name)
        if anchored is None:
            remedy = slips.syntax("undefined alias", "", 0)
            self._refuse(event, "yaml-syntax", f"not YAML: found undefined alias '*{clip(name)}'", remedy)
        if not anchored.whole:
            self._report(event, "endless-alias", "an alias holds itself", "write the value out")
            return self._string(event, "*")
        self._count(event, anchored.values, anchored.characters)
        return anchored.value

    def _check_tag(self, event: yaml.NodeEvent) -> list[str]:
        tag = getattr(event, "tag", None)
        if tag is None:
            return []
        shown = printable(self._token(event) or str(tag).replace("tag:yaml.org,2002:", "!!"))
        remedy = 'put the whole value in quotes: "!like this"'
        self._report(event, "yaml-tag", f"YAML takes '{clip(shown)}' for a type, not for text", remedy)
        return [shown]

    def _token(self, event: yaml.NodeEvent) -> str:
        """Return the tag of a value as it is written, behind its anchor if it has one."""
        found = re.match(r"(?:&\S+\s+)?(!\S*)", self._written(event))
        return found[1] if found else ""

    def _written(self, event: yaml.Event) -> str:
        """Return the line from where an event begins, as much of it as a mark or type may take."""
        line, column = _position(event.start_mark)
        return self._line(line)[column : column + 400]

    def _check_anchor(self, event: yaml.NodeEvent) -> list[str]:
        """Report a text that begins with ``&``, which YAML takes for a name that other places may repeat."""
        if event.anchor is None or not isinstance(event, yaml.ScalarEvent) or event.style:
            return []
        name = re.match(r"&([\w-]*)", self._written(event), re.ASCII)
        if name and name[1] not in self._aliases:
            message = f"YAML takes '&{name[1]}' for a mark, so it is not part of this text"
            self._report(event, "yaml-anchor", message, "put the whole value in quotes")
            return [f"&{name[1]}"]
        return []

    @cached_property
    def _aliases(self) -> frozenset[str]:
        """What follows a star anywhere in the text."""
        return frozenset(re.findall(r"\*([\w-]*)", self.text, re.ASCII))

    def _mapping(self, event: yaml.Event, depth: int) -> Mapping:
        mapping = Mapping(self.place(event))
        while not isinstance(key_event := next(self._events), yaml.MappingEndEvent):
            key = self._key(key_event, depth, mapping)
            value_event = next(self._events)
            value = self._value(value_event, depth + 1)
            if key is None:
                continue
            mapping[key] = value
            if isinstance(value_event, yaml.ScalarEvent) and not value_event.style and not value_event.value:
                mapping.blank[key] = self._behind(value_event)
            mapping.key_places[key] = self.place(key_event)
            mapping.value_places[key] = self.place(value_event)
        return mapping

    def _key(self, event: yaml.Event, depth: int, mapping: Mapping) -> str | None:
        """Return a key of a mapping; None after reporting why it cannot be one."""
        key = self._value(event, depth + 1)
        if key is None:
            key = event.value if isinstance(event, yaml.ScalarEvent) else ""
        if not isinstance(key, str):
            message = "found a list or mapping where a key was expected"
            self._report(event, "bad-key", message, "quote the key if it is text")
        elif bad := refused_character(key):
            self._report(event, "bad-key", f"the key holds the character {bad[1]}", "delete the character")
        elif key == "<<" and isinstance(event, yaml.ScalarEvent) and not event.style:
            self._report(event, "merge-key", "found the merge key '<<', which is not known here", "write the keys out")
        elif key in mapping:
            message = f"the key '{clip(key)}' stands here again, first on line {mapping.key_places[key].line}"
            self._report(event, "duplicate-key", message, "delete one of the two")
        else:
            return str(key)
        return None

    def _sequence(self, event: yaml.Event, depth: int) -> Sequence:
        sequence = Sequence(self.place(event))
        while not isinstance(item := next(self._events), yaml.SequenceEndEvent):
            sequence.append(self._value(item, depth + 1))
            sequence.value_places.append(self.place(item))
        return sequence

    def _scalar(self, event: yaml.ScalarEvent, lost: list[str]) -> Scalar | None:
        """Return a scalar with what YAML took away from it: ``lost``, and the comment behind it."""
        plain = not event.style
        if plain and event.value in _NULL:
            return None
        behind = [self._behind(event)] if plain else []
        return self._string(event, event.value, " ".join(filter(None, [*lost, *behind])))

    def _string(self, event: yaml.Event, text: str, swallowed: str = "") -> Scalar:
        scalar = Scalar(text)
        scalar.place = self.place(event)
        scalar.swallowed = swallowed
        return scalar

    def _behind(self, event: yaml.ScalarEvent) -> str:
        """Return the comment that follows a plain scalar on its last line."""
        line, column = _position(event.end_mark)
        found = _COMMENT.match(self._line(line), column)
        return found.group(1).strip() if found else ""


def _position(mark: Any) -> tuple[int, int]:
    """Return the line and column of a mark, counted from 0."""
    return (mark.line, mark.column) if mark else (0, 0)


_TOO_DEEP = ("too-deep", f"the file nests deeper than {LIMIT_DEPTH} levels", "is this the right file?")
_ONE = "keep one brief in one file: delete the '---' line"
