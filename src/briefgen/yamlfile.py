"""YAML text → plain values that know their places; nothing is guessed and nothing is lost.

Scalars stay strings: the field that takes one decides how it is read, so ``NO`` stays ``NO`` and ``1.10`` stays
``1.10``. Only a plain ``null``, ``~`` or nothing at all becomes None.
"""

import re
from collections.abc import Hashable
from typing import Any

import yaml

from briefgen.problems import BriefgenError, Place, Problem, clip
from briefgen.values import replace_refused

LIMIT_BYTES = 8 * 1024 * 1024
LIMIT_NODES = 200_000
LIMIT_DEPTH = 60
MOST_CHARACTERS = 20
"""Characters that are reported one by one."""

_NULL = {"", "~", "null", "Null", "NULL"}


class Scalar(str):
    """A scalar as it was written, with its place."""

    place: Place
    swallowed: str
    """What YAML took for a comment behind a plain scalar, ``#`` included; empty for none."""
    __slots__ = ("place", "swallowed")


class Mapping(dict[str, Any]):
    """A mapping, with the places of its keys and values."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.key_places: dict[str, Place] = {}
        self.value_places: dict[str, Place] = {}


class Sequence(list[Any]):
    """A list, with the places of its items."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.value_places: list[Place] = []


def merge(base: Mapping, over: Mapping) -> Mapping:
    """Return ``base`` with what ``over`` says instead, mapping by mapping; every value keeps its own place."""
    merged = Mapping(over.place)
    for part in (base, over):
        for key, value in part.items():
            old = merged.get(key)
            merged[key] = merge(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
            merged.key_places[key] = part.key_places[key]
            merged.value_places[key] = part.value_places[key]
    return merged


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of a text file. Raises BriefgenError when they are not UTF-8 text."""
    if len(data) > LIMIT_BYTES:
        size = f"{len(data) / 1024 / 1024:.0f} MB, expected at most {LIMIT_BYTES // 1024 // 1024} MB"
        raise _error(Place(name), "file-too-large", f"the file has {size}", "is this the right file?")
    for mark, encoding in ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")):
        if data.startswith(mark):
            raise _error(Place(name, 1, 1), "not-utf-8", f"the file is {encoding} text, expected UTF-8", _SAVE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        place = Place(name, before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        byte = f"0x{data[error.start]:02X}"
        raise _error(place, "not-utf-8", f"found the byte {byte}, expected UTF-8 text", _SAVE) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


_SAVE = "save the file as UTF-8 (in Windows Notepad: Save as, Encoding: UTF-8)"


def read(data: bytes, name: str) -> Mapping:
    """Read a YAML file that holds one mapping.

    ``name`` is how places name the file. Raises BriefgenError with all that is wrong.
    """
    mapping, problems = parse(data, name)
    if problems:
        raise BriefgenError(problems)
    return mapping


def parse(data: bytes, name: str) -> tuple[Mapping, list[Problem]]:
    """Read a YAML file that holds one mapping, and go on where a value is wrong (a duplicate key, a tag).

    Raises BriefgenError when the file as a whole cannot be read.
    """
    text = decode(data, name)
    text, problems = _without_refused(text, name)
    reader = _Reader(text, name)
    node = reader.compose()
    if node is None:
        raise _error(
            Place(name, 1, 1),
            "empty-file",
            "the file is empty, expected a mapping (key: value)",
            "start with a line such as  title: What was decided",
        )
    value = reader.value(node, 0)
    if not isinstance(value, Mapping):
        found = "a list" if isinstance(value, Sequence) else f"'{clip(str(value))}'"
        raise _error(reader.place(node), "not-a-mapping", f"found {found}, expected a mapping (key: value)")
    return value, problems + reader.problems


def _without_refused(text: str, name: str) -> tuple[str, list[Problem]]:
    """Report the characters that no document can hold, and put U+FFFD in their places so that reading goes on."""
    text, found = replace_refused(text)
    problems = []
    for offset, shown in found[:MOST_CHARACTERS]:
        line = text.count("\n", 0, offset) + 1
        place = Place(name, line, offset - text.rfind("\n", 0, offset))
        problems.append(
            Problem(place, "bad-character", f"found the character {shown}, which no document can hold", "delete it")
        )
    if len(found) > MOST_CHARACTERS:
        message = f"found {len(found) - MOST_CHARACTERS} more characters that no document can hold"
        problems.append(Problem(Place(name), "bad-character", message, "is this a text file?"))
    return text, problems


def _error(place: Place, code: str, message: str, remedy: str = "") -> BriefgenError:
    return BriefgenError([Problem(place, code, message, remedy)])


class _Reader:
    """Turns the nodes of one file into values, and keeps what is wrong with them."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.name = name
        self.problems: list[Problem] = []
        self.nodes = 0
        self.open: set[int] = set()

    def compose(self) -> yaml.Node | None:
        """Return the root node, or None for a file without content."""
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        if _too_deep(self.text):
            raise _error(Place(self.name), "too-deep", f"the file nests deeper than {LIMIT_DEPTH} levels")
        try:
            node: yaml.Node | None = yaml.compose(self.text, loader)
        except yaml.MarkedYAMLError as error:
            raise BriefgenError([self._syntax(error)]) from None
        except yaml.YAMLError as error:
            raise _error(Place(self.name), "yaml-syntax", clip(str(error), 200)) from None
        return node

    def _syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        mark = error.problem_mark or error.context_mark
        place = Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name)
        line = self.lines[mark.line] if mark and mark.line < len(self.lines) else ""
        words = " ".join(filter(None, (error.problem, error.context))) or "this is not YAML"
        return Problem(place, "yaml-syntax", f"not YAML: {words}", _syntax_remedy(words, line), excerpt=line)

    def place(self, node: yaml.Node) -> Place:
        """Return where a node begins."""
        return Place(self.name, node.start_mark.line + 1, node.start_mark.column + 1)

    def _report(self, node: yaml.Node, code: str, message: str, remedy: str = "") -> None:
        line = self.lines[node.start_mark.line] if node.start_mark.line < len(self.lines) else ""
        self.problems.append(Problem(self.place(node), code, message, remedy, excerpt=line))

    def value(self, node: yaml.Node, depth: int) -> Any:
        """Return the value of a node. Problems are kept, and None stands for what cannot be had."""
        self.nodes += 1
        if self.nodes > LIMIT_NODES or depth > LIMIT_DEPTH:
            what = f"{LIMIT_NODES} values" if depth <= LIMIT_DEPTH else f"{LIMIT_DEPTH} levels"
            self._report(
                node,
                "too-large",
                f"the file holds more than {what}, aliases counted",
                "do not nest aliases (*name)",
            )
            raise BriefgenError(self.problems)
        if id(node) in self.open:
            self._report(node, "endless-alias", "an alias holds itself", "write the value out")
            return None
        self._check_tag(node)
        self.open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, depth)
            if isinstance(node, yaml.SequenceNode):
                return self._sequence(node, depth)
            assert isinstance(node, yaml.ScalarNode)
            return self._scalar(node)
        finally:
            self.open.discard(id(node))

    def _check_tag(self, node: yaml.Node) -> None:
        if str(node.tag).startswith("tag:yaml.org,2002:") and not self._written_tag(node):
            return
        shown = str(node.tag).replace("tag:yaml.org,2002:", "!!")
        self._report(
            node,
            "yaml-tag",
            f"YAML takes '{shown}' for a type, not for text",
            'put the whole value in quotes: "!like this"',
        )

    def _written_tag(self, node: yaml.Node) -> bool:
        mark = node.start_mark
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        return line[mark.column : mark.column + 1] == "!"

    def _mapping(self, node: yaml.MappingNode, depth: int) -> Mapping:
        mapping = Mapping(self.place(node))
        for key_node, value_node in node.value:
            key = self.value(key_node, depth + 1)
            if key is None:
                key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
            if not isinstance(key, Hashable) or not isinstance(key, str):
                self._report(
                    key_node,
                    "bad-key",
                    "found a list or mapping where a key was expected",
                    "quote the key if it is text",
                )
                continue
            place = self.place(key_node)
            if key in mapping:
                first = mapping.key_places[key]
                self._report(
                    key_node,
                    "duplicate-key",
                    f"the key '{clip(key)}' stands here again, first on line {first.line}",
                    "delete one of the two",
                )
                continue
            mapping[str(key)] = self.value(value_node, depth + 1)
            mapping.key_places[key] = place
            mapping.value_places[key] = self.place(value_node)
        return mapping

    def _sequence(self, node: yaml.SequenceNode, depth: int) -> Sequence:
        sequence = Sequence(self.place(node))
        for item in node.value:
            sequence.append(self.value(item, depth + 1))
            sequence.value_places.append(self.place(item))
        return sequence

    def _scalar(self, node: yaml.ScalarNode) -> Scalar | None:
        plain = not node.style
        if plain and node.value in _NULL:
            return None
        scalar = Scalar(node.value)
        scalar.place = self.place(node)
        scalar.swallowed = self._behind(node) if plain else ""
        return scalar

    def _behind(self, node: yaml.Node) -> str:
        """Return the comment that follows a plain scalar on its last line."""
        mark = node.end_mark
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        found = re.match(r"\s+(#.*)", line[mark.column :])
        return found.group(1).strip() if found else ""


def _too_deep(text: str) -> bool:
    """Tell whether brackets nest so deep that libyaml's recursion is at risk. Quotations count; no brief comes near."""
    depth = deepest = 0
    for character in re.findall(r"[\[\]{}]", text):
        depth += 1 if character in "[{" else -1
        deepest = max(deepest, depth)
    indents = max((len(found) for found in re.findall(r"^(?:[-?] )+", text, re.MULTILINE)), default=0)
    return deepest > 1000 or indents > 2000


def _syntax_remedy(words: str, line: str) -> str:
    """Say what most likely mends a syntax error, from libyaml's words and the line."""
    for pattern, remedy in _SYNTAX_REMEDIES:
        if re.search(pattern, words):
            return remedy
    if line.strip().startswith(("'", '"')) or "quoted scalar" in words:
        return 'close the quotation mark on the same value; inside "…" write \\" for a quotation mark'
    return "put the value in quotes if it is text"


_SYNTAX_REMEDIES = (
    (
        r"mapping values are not allowed",
        "a text that holds ': ' must stand in quotes: key: \"approve: the budget\"",
    ),
    (r"undefined alias", "a text that begins with '*' must stand in quotes"),
    (
        r"cannot start any token",
        "a text that begins with @, %, ` or a tab must stand in quotes; indent with blanks, not tabs",
    ),
    (
        r"quoted scalar",
        'close the quotation mark on the same value; inside "…" write \\" for a quotation mark',
    ),
    (
        r"expected <block end>",
        "lines that belong together start in the same column; a text after a closing quotation mark is not allowed",
    ),
    (r"could not find expected ':'", "write 'key: value', with a blank after the colon"),
    (r"flow (sequence|mapping)", "close the bracket, or put the text in quotes"),
    (r"expected a single document", "keep one brief in one file: delete the '---' line"),
)
