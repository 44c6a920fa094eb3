"""The values of a brief: text that knows its place, and stands in a template as a placeholder.

A template never handles the characters of a value. It handles a placeholder (a noncharacter, a number, a noncharacter),
which is bound to the value after the Markdown was parsed, as a parameter is bound to a prepared SQL statement. So no
value can change the structure of a document.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, LiteralString, Self

from briefgen import travel
from briefgen.extracts import Citation, Subject
from briefgen.nodes import Inline
from briefgen.problems import Place

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number", "boolean"], "minLength": 1}
"""JSON Schema of text. Editors take 1.10 and yes for a number and a truth value; here they are text like any other."""
OPEN, CLOSE = "\ufdd0", "\ufdd1"
PLACEHOLDER = re.compile(f"{OPEN}([0-9]+){CLOSE}")

# What XML 1.0 cannot hold (section 2.2, Char), Unicode's noncharacters, surrogates, and the bidirectional overrides
# and embeddings, which can make a line read as something else than it says (UTR 36).
_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_BLANKS = re.compile("[ \t\r\n\x85\u2028\u2029]+")


def refused_character(text: str) -> tuple[int, str] | None:
    """Return the offset and the name (``U+0007``) of the first character that no document can hold, or None."""
    found = _REFUSED.search(text)
    return (found.start(), character_name(found.group())) if found else None


def refused_characters(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and the name of each character that no document can hold."""
    return ((found.start(), character_name(found.group())) for found in _REFUSED.finditer(text))


def replace_refused(text: str) -> str:
    """Put U+FFFD in place of every character that no document can hold."""
    return _REFUSED.sub("\ufffd", text)


def character_name(character: str) -> str:
    """Name a character for a message: ``U+4E00 CJK UNIFIED IDEOGRAPH-4E00``."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()


def fold(text: str) -> str:
    """Make text one line: runs of blanks and line breaks become one space. No-break spaces stay as they are."""
    return _BLANKS.sub(" ", text).strip(" ")


class Bindings:
    """The values printed by one rendering, each under its number."""

    def __init__(self) -> None:
        self._values: list[object] = []
        self._numbers: dict[object, int] = {}

    def mark(self, value: object, key: object) -> str:
        """Return the placeholder of a value. Values with equal keys share one."""
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._values)
            self._values.append(value)
        return f"{OPEN}{number}{CLOSE}"

    def __getstate__(self) -> list[object]:
        """Leave out by what values are known: what travels to another process is not printed into any more."""
        return self._values

    def __setstate__(self, values: list[object]) -> None:
        self._values = values
        self._numbers = {}

    def __getitem__(self, number: int) -> object:
        return self._values[number]

    def __iter__(self) -> Iterator[object]:
        return iter(self._values)


_current: ContextVar[Bindings] = ContextVar("bindings")


def spelled(text: str) -> str:
    """Return a string that a template put together, with the words of values in the place of their placeholders."""
    return PLACEHOLDER.sub(lambda found: str(_current.get()[int(found.group(1))]), text)


@contextmanager
def binding() -> Iterator[Bindings]:
    """Collect what is printed inside the ``with`` block."""
    bindings = Bindings()
    token = _current.set(bindings)
    try:
        yield bindings
    finally:
        _current.reset(token)


class Text(str):
    """One line of free text from a content file, with its place."""

    CODE: ClassVar[LiteralString] = "bad-text"
    """Names the problem that :meth:`read` finds."""
    place: Place | None
    __slots__ = ("place",)

    def __new__(cls, text: str, place: Place | None = None) -> Self:
        """Take text as it is; :meth:`read` is what checks and folds."""
        self = super().__new__(cls, text)
        self.place = place
        return self

    def __html__(self) -> str:
        """Return the placeholder: this is what MarkupSafe, and so Jinja, puts into a document."""
        return _current.get().mark(self, (type(self), str(self), self.place))

    @classmethod
    def read(cls, raw: str) -> Self:
        """Check and fold a scalar of a content file.

        Raises ValueError with the reason when no document can hold it.
        """
        bad = refused_character(raw)
        if bad:
            raise ValueError(f"the text holds the character {bad[1]}, which no document can hold")
        folded = fold(raw)
        if not folded or folded.isspace():
            raise ValueError("the text is empty")
        return cls(folded, getattr(raw, "place", None))

    def like(self, text: str) -> "Text":
        """Return other text that came from this one."""
        return Text(text, self.place)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import PydanticCustomError, core_schema

        def validate(value: object) -> Text:
            if not isinstance(value, str):
                raise PydanticCustomError("text-expected", "found {found}, expected text", {"found": kind(value)})
            swallowed = getattr(value, "swallowed", "")
            if swallowed:
                raise PydanticCustomError(
                    "swallowed-comment",
                    "YAML takes '{swallowed}' for a comment, so it is not part of this text",
                    {"swallowed": swallowed},
                )
            try:
                return cls.read(value)
            except ValueError as error:
                raise PydanticCustomError(cls.CODE, "{reason}", {"reason": str(error)}) from None

        return core_schema.no_info_plain_validator_function(validate, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: "CoreSchema", handler: "GetJsonSchemaHandler") -> dict[str, Any]:
        return dict(TEXT_SCHEMA)


class Fixed(Text):
    """Text that stands for itself and is never altered: a protective marking."""

    __slots__ = ()


class Prose(Text):
    """One line of inline Markdown: emphasis, strong, code and links. Only fields that say so hold it."""

    __slots__ = ()


class Url(Text):
    """A web or mail address; it prints as a link."""

    CODE = "bad-url"
    __slots__ = ()

    @classmethod
    def read(cls, raw: str) -> Self:
        """Check an address. Raises ValueError when it is not one that a document may link to."""
        address = super().read(raw)
        if " " in address or not link_allowed(address):
            raise ValueError(f"found '{address}', expected an address such as https://example.org/page")
        return address


class Day(Text):
    """A calendar date, written YYYY-MM-DD; it prints in the manner of the document's language."""

    CODE = "bad-date"
    __slots__ = ()

    @classmethod
    def read(cls, raw: str) -> Self:
        """Check a date. Raises ValueError when it is not one."""
        day = super().read(raw)
        expected = "expected a date such as 2026-03-09, or null where the source gives none"
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day, re.ASCII):
            raise ValueError(f"found '{day}', {expected}")
        try:
            datetime.date.fromisoformat(day)
        except ValueError:
            raise ValueError(f"found '{day}', which no calendar has; {expected}") from None
        return day

    @property
    def date(self) -> datetime.date:
        """The date as a value."""
        return datetime.date.fromisoformat(self)


class Ident(str):
    """A name that parts of a brief are referred to by: a letter, then letters, digits, ``_`` and ``-``.

    Nothing in it can be markup, so it prints as itself.
    """

    place: Place | None
    __slots__ = ("place",)
    PATTERN = r"[A-Za-z][A-Za-z0-9_-]{0,39}"

    def __new__(cls, text: str, place: Place | None = None) -> Self:
        """Take a name as it is."""
        self = super().__new__(cls, text)
        self.place = place
        return self

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import PydanticCustomError, core_schema

        def validate(value: object) -> Ident:
            if not isinstance(value, str):
                raise PydanticCustomError("id-expected", "found {found}, expected an id", {"found": kind(value)})
            if not re.fullmatch(cls.PATTERN, value):
                raise PydanticCustomError(
                    "bad-id",
                    "found '{found}', expected an id: a letter, then letters, digits, '_' or '-' (at most 40)",
                    {"found": str(value)},
                )
            return cls(value, getattr(value, "place", None))

        return core_schema.no_info_plain_validator_function(validate, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: "CoreSchema", handler: "GetJsonSchemaHandler") -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{cls.PATTERN}$"}


class Nodes:
    """A piece of the document tree that a template may print, such as the call of a note."""

    __slots__ = ("key", "nodes")

    def __init__(self, nodes: tuple[Inline, ...], key: object = None) -> None:
        self.nodes = nodes
        self.key = key if key is not None else id(self)

    def __html__(self) -> str:
        """Return the placeholder."""
        return _current.get().mark(self, (Nodes, self.key))


@dataclass(frozen=True, slots=True)
class Called:
    """The call of a note: the note itself, and what its mark stands beside."""

    key: object
    """Calls with equal keys share one note."""
    body: tuple[Inline, ...]
    citations: tuple[Citation, ...] = ()
    """The words that the note quotes, as offsets into whole paragraphs."""
    subject: Subject | None = None


travel.by_values((Called,))


class NoteValue:
    """The calls of notes, one or more; the tree numbers them."""

    __slots__ = ("calls",)

    def __init__(self, *calls: Called) -> None:
        """Put calls side by side, each note once."""
        self.calls = tuple({call.key: call for call in calls}.values())

    def __html__(self) -> str:
        """Return the placeholder."""
        return _current.get().mark(self, (NoteValue, tuple((call.key, call.subject) for call in self.calls)))


class Excerpt:
    """A piece of a paragraph that the brief quotes: its number, in the words of ``label``, or without one its words.

    The tree fills it in, once it knows which notes there are; with none that quotes the paragraph it is empty.
    """

    __slots__ = ("label", "language", "paragraph", "source")

    def __init__(self, source: int, paragraph: int, *, label: str = "", language: str = "") -> None:
        """``language`` is that of the words, where it is not that of the brief."""
        self.source = source
        self.paragraph = paragraph
        self.label = label
        self.language = language

    def __html__(self) -> str:
        """Return the placeholder."""
        return _current.get().mark(self, (Excerpt, self.source, self.paragraph, self.label))


class Clause(Excerpt):
    """Words that a statement rests on, in their sentence; with a ``label``, the way to the paragraph they stand in.

    The sentence is shown as far as it may be; where nothing may, the words alone.
    """

    __slots__ = ("citations", "words")

    def __init__(
        self,
        source: int,
        paragraph: int,
        citations: tuple[Citation, ...],
        *,
        words: str = "",
        label: str = "",
        language: str = "",
    ) -> None:
        """``citations`` say where the words stand in the whole paragraph."""
        super().__init__(source, paragraph, label=label, language=language)
        self.citations = citations
        self.words = words

    def __html__(self) -> str:
        """Return the placeholder."""
        return _current.get().mark(self, (Clause, self.citations, self.label, self.words))


def kind(value: object) -> str:
    """Name what YAML made of a value, in the user's terms."""
    if value is None:
        return "nothing (null)"
    if isinstance(value, dict):
        return "a mapping (key: value)"
    if isinstance(value, list):
        return "a list"
    return f"'{value}'"


def link_allowed(href: str) -> bool:
    """Tell whether a document may link there: http, https, mailto, or ``#anchor`` within it.

    Blanks and control characters are looked through, as browsers do (WHATWG URL, section 4.4).
    """
    bare = re.sub("[\x00-\x20]", "", href)
    if bare.startswith("#"):
        return len(bare) > 1
    scheme, colon, rest = bare.partition(":")
    if not colon or not rest.strip("/"):
        return False
    scheme = scheme.lower()
    return scheme == "mailto" or (scheme in {"http", "https"} and rest.startswith("//"))
