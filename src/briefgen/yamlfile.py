"""YAML text → plain values that know their places; nothing is guessed and nothing is lost.

Scalars stay strings: the field that takes one decides how it is read, so ``NO`` stays ``NO`` and ``1.10`` stays
``1.10``. Only a plain ``null``, ``~`` or nothing at all becomes None.
"""

import re
from typing import Any

import yaml

from briefgen import slips
from briefgen.problems import BriefgenError, Place, Problem, clip
from briefgen.values import character_name, refused_character, replace_refused

LIMIT_BYTES = 8 * 1024 * 1024
LIMIT_NODES = 200_000
LIMIT_DEPTH = 60
MOST_CHARACTERS = 20
"""Characters that are reported one by one."""

_NULL = {"", "~", "null", "Null", "NULL"}
_BOM = "\ufeff"
_COMMENT = re.compile(r"\s+(#.*)")


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


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of a text file. Raises BriefgenError when they are not UTF-8 text."""
    if len(data) > LIMIT_BYTES:
        size = f"{len(data) / 1024 / 1024:.0f} MB, expected at most {LIMIT_BYTES // 1024 // 1024} MB"
        raise _error(Place(name), "file-too-large", f"the file has {size}", "is this the right file?")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2]:
        raise _error(Place(name, 1, 1), "not-utf-8", "the file is UTF-16 text, expected UTF-8", _SAVE)
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return _lines(data.decode())
    except UnicodeDecodeError as error:
        before = _lines(data[: error.start].decode())
        place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        byte = f"0x{data[error.start]:02X}"
        raise _error(place, "not-utf-8", f"found the byte {byte}, expected UTF-8 text", _SAVE) from None


def _lines(text: str) -> str:
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
    # YAML 1.1 breaks lines at these three, and editors do not; to a text they are blanks in any case.
    text = re.sub("[\x85\u2028\u2029]", " ", decode(data, name))
    text, problems = _without_refused(text, name)
    reader = _Reader(text, name)
    try:
        node = reader.compose()
        value = reader.value(node, 0) if node else None
    except BriefgenError as error:
        raise BriefgenError([*problems, *error.problems]) from None
    problems += reader.problems
    if isinstance(value, Mapping):
        return value, problems
    remedy = "start with a line such as  title: What was decided"
    if value is None:
        wrong = Problem(Place(name, 1, 1), "empty-file", "the file is empty, expected a mapping (key: value)", remedy)
    else:
        found = "a list" if isinstance(value, Sequence) else f"'{clip(printable(str(value)))}'"
        wrong = Problem(value.place, "not-a-mapping", f"found {found}, expected a mapping (key: value)", remedy)
    raise BriefgenError([*problems, wrong])


def printable(text: str) -> str:
    """Name the characters of somebody's text that no terminal should be sent."""
    while bad := refused_character(text):
        text = text.replace(text[bad[0]], f"<{bad[1]}>")
    return text


def _without_refused(text: str, name: str) -> tuple[str, list[Problem]]:
    """Report the characters that no document can hold, and put U+FFFD in their places so that reading goes on."""
    text, found = replace_refused(text)
    found = sorted(found + [(match.start(), character_name(_BOM)) for match in re.finditer(_BOM, text)])
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
    return text.replace(_BOM, ""), problems


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
        try:
            if _may_be_deep(self.text):
                self._refuse_depth(loader)
            node: yaml.Node | None = yaml.compose(self.text, loader)
        except yaml.MarkedYAMLError as error:
            raise BriefgenError([self._syntax(error)]) from None
        except yaml.YAMLError as error:
            raise _error(Place(self.name), "yaml-syntax", clip(str(error), 200)) from None
        return node

    def _refuse_depth(self, loader: Any) -> None:
        """Raise BriefgenError for a file that nests too deep to be composed: that is recursive, and C has no net."""
        depth = 0
        for event in yaml.parse(self.text, loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > LIMIT_DEPTH + 1:
                raise _error(self.place(event), *_TOO_DEEP)

    def _syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        words = " ".join(filter(None, (error.problem, error.context))) or "this is not YAML"
        mark = error.problem_mark or error.context_mark
        if "end of stream" in words and "quoted scalar" in words:  # Where it began helps, not where the file ends.
            mark = error.context_mark or mark
        if str(error.context).startswith("expected a single document"):
            words = "found another document, expected a single one"
        number = mark.line if mark else 0
        if swallowed := self._colour_taken_for_a_comment(number):
            return swallowed
        place = Place(self.name, number + 1, mark.column + 1) if mark else Place(self.name)
        line = self.lines[number] if mark and number < len(self.lines) else ""
        remedy = slips.syntax(words, line, mark.column if mark else 0)
        above = next((one for one in reversed(self.lines[:number]) if one.strip()), "")
        if "mapping values" in words and re.match(r"\S+:\s+\S", above) and re.match(r" +[\w-]+:(\s|$)", line):
            remedy = (
                "begin this line in the same column as the one above if it is a key of its own; "
                "if it goes on with the text above, put the whole text in quotes"
            )
        return Problem(place, "yaml-syntax", f"not YAML: {words}", remedy, excerpt=clip(line, 160))

    def _colour_taken_for_a_comment(self, number: int) -> Problem | None:
        """Return what is wrong inside ``{ }`` that a colour without quotes has left open."""
        for at in range(min(number, len(self.lines) - 1), max(number - 3, -1), -1):
            line = self.lines[at]
            found = re.search(r"""\{[^#"']*:\s+(#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b)""", line)
            if found:
                message = f"YAML takes '{found[1]}' for a comment, and all that follows it on this line"
                place = Place(self.name, at + 1, found.start(1) + 1)
                return Problem(place, "swallowed-comment", message, slips.colour(found[1]), excerpt=clip(line, 160))
        return None

    def _line(self, number: int) -> str:
        return clip(self.lines[number], 160) if number < len(self.lines) else ""

    def place(self, node: yaml.Node | yaml.Event) -> Place:
        """Return where a node begins."""
        mark = node.start_mark
        return Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name)

    def _report(self, node: yaml.Node, code: str, message: str, remedy: str = "") -> None:
        line = self._line(node.start_mark.line)
        self.problems.append(Problem(self.place(node), code, message, remedy, excerpt=line))

    def value(self, node: yaml.Node, depth: int) -> Any:
        """Return the value of a node. Problems are kept, and None stands for what cannot be had."""
        self.nodes += 1
        if depth > LIMIT_DEPTH:
            self._report(node, *_TOO_DEEP)
            raise BriefgenError(self.problems)
        if self.nodes > LIMIT_NODES:
            message = f"the file holds more than {LIMIT_NODES} values, aliases counted"
            self._report(node, "too-large", message, "do not nest aliases (*name)")
            raise BriefgenError(self.problems)
        if id(node) in self.open:
            self._report(node, "endless-alias", "an alias holds itself", "write the value out")
            return self._string(node, "*")
        lost = [*self._check_tag(node), *self._check_anchor(node)]
        self.open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, depth)
            if isinstance(node, yaml.SequenceNode):
                return self._sequence(node, depth)
            assert isinstance(node, yaml.ScalarNode)
            return self._scalar(node, lost)
        finally:
            self.open.discard(id(node))

    def _check_tag(self, node: yaml.Node) -> list[str]:
        if str(node.tag).startswith("tag:yaml.org,2002:") and not self._written_tag(node):
            return []
        shown = printable(self._token(node) or str(node.tag).replace("tag:yaml.org,2002:", "!!"))
        self._report(
            node,
            "yaml-tag",
            f"YAML takes '{shown}' for a type, not for text",
            'put the whole value in quotes: "!like this"',
        )
        return [shown]

    def _check_anchor(self, node: yaml.Node) -> list[str]:
        """Report a text that begins with ``&``, which YAML takes for a name that other places may repeat."""
        mark = node.start_mark
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        if line[mark.column : mark.column + 1] != "&" or not isinstance(node, yaml.ScalarNode) or node.style:
            return []
        name = re.match(r"[\w-]*", line[mark.column + 1 : mark.column + 400], re.ASCII)
        if name and not re.search(rf"\*{re.escape(name[0])}(?![\w-])", self.text):
            message = f"YAML takes '&{name[0]}' for a mark, so it is not part of this text"
            self._report(node, "yaml-anchor", message, "put the whole value in quotes")
            return [f"&{name[0]}"]
        return []

    def _written_tag(self, node: yaml.Node) -> bool:
        return bool(self._token(node))

    def _token(self, node: yaml.Node) -> str:
        """Return the tag of a node as it is written, behind its anchor if it has one; empty for none."""
        mark = node.start_mark
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        if line[mark.column : mark.column + 1] not in {"!", "&"}:
            return ""
        found = re.match(r"(?:&\S+\s+)?(!\S*)", line[mark.column : mark.column + 400])
        return found.group(1) if found else ""

    def _mapping(self, node: yaml.MappingNode, depth: int) -> Mapping:
        mapping = Mapping(self.place(node))
        for key_node, value_node in node.value:
            key = self.value(key_node, depth + 1)
            if key is None:
                key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
            if not isinstance(key, str):
                message = "found a list or mapping where a key was expected"
                self._report(key_node, "bad-key", message, "quote the key if it is text")
                continue
            if bad := refused_character(key):
                self._report(key_node, "bad-key", f"the key holds the character {bad[1]}", "delete the character")
                continue
            if key_node.tag == "tag:yaml.org,2002:merge":
                self._report(
                    key_node, "merge-key", "found the merge key '<<', which is not known here", "write the keys out"
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
            if isinstance(value_node, yaml.ScalarNode) and not value_node.style and not value_node.value:
                mapping.blank[str(key)] = self._behind(value_node)
            mapping.key_places[key] = place
            mapping.value_places[key] = self.place(value_node)
        return mapping

    def _sequence(self, node: yaml.SequenceNode, depth: int) -> Sequence:
        sequence = Sequence(self.place(node))
        for item in node.value:
            sequence.append(self.value(item, depth + 1))
            sequence.value_places.append(self.place(item))
        return sequence

    def _scalar(self, node: yaml.ScalarNode, lost: list[str]) -> Scalar | None:
        """Return a scalar with what YAML took away from it: ``lost``, and the comment behind it."""
        plain = not node.style
        if plain and node.value in _NULL:
            return None
        behind = [self._behind(node)] if plain else []
        return self._string(node, node.value, " ".join(filter(None, [*lost, *behind])))

    def _string(self, node: yaml.Node, text: str, swallowed: str = "") -> Scalar:
        scalar = Scalar(text)
        scalar.place = self.place(node)
        scalar.swallowed = swallowed
        return scalar

    def _behind(self, node: yaml.Node) -> str:
        """Return the comment that follows a plain scalar on its last line."""
        mark = node.end_mark
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        found = _COMMENT.match(line, mark.column)
        return found.group(1).strip() if found else ""


def _may_be_deep(text: str) -> bool:
    """Tell whether there are so many brackets, or dashes on one line, that collections may nest by the thousand."""
    runs = re.finditer(r"^[ \t]*(?:[-?:][ \t]+){100,}", text, re.MULTILINE)
    return text.count("[") + text.count("{") > 500 or any(runs)


_TOO_DEEP = ("too-deep", f"the file nests deeper than {LIMIT_DEPTH} levels", "is this the right file?")


# --- Writing ----------------------------------------------------------------------------------------------------------
def dump(value: dict[str, Any]) -> bytes:
    """Write plain values (text, truth, None, lists, mappings) as a YAML file that :func:`read` reads as they were."""
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=112)
    return text.encode()


class _Dumper(yaml.SafeDumper):
    """Repeats what occurs twice, instead of marking it with anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
