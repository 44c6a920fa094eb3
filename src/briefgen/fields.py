"""How the fields of a YAML file are read: entries, references, lists, and ``null``."""

import ast
import inspect
import os
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, ClassVar, TypeVar, get_args, get_origin

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from briefgen.problems import clip, did_you_mean, some_of
from briefgen.values import TEXT_SCHEMA, Ident

# Looking for plugins among all that is installed costs more than making the models.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


class NotStated:
    """``null`` in a content file: the source does not say."""

    _only: ClassVar["NotStated | None"] = None

    def __new__(cls) -> "NotStated":
        """Return the one instance."""
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __repr__(self) -> str:
        return "NOT_STATED"

    def __deepcopy__(self, memo: object) -> "NotStated":
        return self

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def validate(value: object) -> NotStated:
            if value is None or isinstance(value, NotStated):
                return NOT_STATED
            raise PydanticCustomError("null-expected", "expected null")

        return core_schema.no_info_plain_validator_function(
            validate, serialization=core_schema.plain_serializer_function_ser_schema(lambda _: None)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "null"}


NOT_STATED = NotStated()


class Nothing:
    """A key written without a value, where the field does not take ``null``: no field accepts it."""

    def __repr__(self) -> str:
        return "nothing"


NOTHING = Nothing()


@dataclass(frozen=True)
class OrNull:
    """Annotation: the field also takes ``null``, "the source does not say"."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        kinds = [kind for kind in get_args(source) if kind not in {NotStated, type(None)}]
        assert len(kinds) == 1, "OrNull stands on one type, NotStated and None"

        def validate(value: Any, inner: core_schema.ValidatorFunctionWrapHandler) -> Any:
            return NOT_STATED if value is None or value is NOT_STATED else inner(value)

        return core_schema.no_info_wrap_validator_function(validate, handler.generate_schema(kinds[0]))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [handler(schema), {"type": "null", "description": "the source does not say"}]}


@dataclass(frozen=True)
class Ref:
    """Annotation: an id that must be the id of an entry of one of these kinds."""

    kinds: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def validate(value: Any, read: core_schema.ValidatorFunctionWrapHandler, info: ValidationInfo) -> Ident:
            known: Known | None = (info.context or {}).get("known")
            if known is not None and isinstance(value, str):
                known.check(value, self.kinds)
            ident: Ident = read(value)
            return ident

        return core_schema.with_info_wrap_validator_function(validate, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return handler(schema)


@dataclass(frozen=True)
class Known:
    """The ids that a content file declares."""

    ids: dict[str, str]
    """Each id with the kind of its entry (``actor``, ``source``, ``statement``)."""
    names: dict[str, str]
    """Names of actors, casefolded, each with the actor's id."""
    astray: frozenset[str] = frozenset()
    """Ids that stand where none is looked for, which is told already: no reference to one is a mistake of its own."""
    _declared: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    """The ids that entries of some kinds have, once somebody has asked for them."""

    def check(self, ident: str, kinds: tuple[str, ...]) -> None:
        """Raise PydanticCustomError unless the id is declared by an entry of one of the kinds."""
        found = self.ids.get(ident)
        if found in kinds or ident in self.astray:
            return
        ident = clip(ident)
        what = " or ".join(kinds)
        if found:
            reason = f"'{ident}' is the id of {with_article(found)}, expected that of {with_article(what)}"
        else:
            reason = f"no {what} has the id '{ident}'"

        # Called for those mistakes that are told: of very many, only the first are.
        def hint() -> str:
            return self._hint("" if found else ident, kinds)

        raise PydanticCustomError("unknown-reference", "{reason}", {"hint": hint, "reason": reason})

    def _hint(self, ident: str, kinds: tuple[str, ...]) -> str:
        """Say which id may be meant, or which there are."""
        if kinds not in self._declared:
            self._declared[kinds] = sorted(known for known, kind in self.ids.items() if kind in kinds)
        candidates = self._declared[kinds]
        if not candidates:
            listed = f"no {' or '.join(kinds)} has an id yet: add 'id: …'"
        else:
            listed = f"known: {some_of(candidates)}"
        if by_name := self.names.get(ident.casefold()):
            return f"write its id, {by_name}"
        return did_you_mean(ident, candidates, listed) if ident else listed


def with_article(noun: str) -> str:
    """Put "a" or "an" before a noun."""
    return f"an {noun}" if noun[0].lower() in "aeiou" else f"a {noun}"


T = TypeVar("T")

Maybe = Annotated[T | NotStated | None, OrNull()]
"""A field that may be absent (None) or ``null`` in the file (:data:`NOT_STATED`)."""


def _listed(value: Any) -> Any:
    return value if value is None or isinstance(value, list | tuple | Nothing) else [value]


class _Listed:
    """JSON Schema of a list that may be written as its only item."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        many = handler(schema)
        return {"anyOf": [many, many.get("items", {})]}


Listed = Annotated[tuple[T, ...], BeforeValidator(_listed), _Listed()]
"""A list; a single item may stand without the dash."""


class Entry(BaseModel):
    """What every part of a brief is: closed to unknown keys, and not to be changed once read."""

    # What reads them is made of a model when the first file of its kind is read, parts and all.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=False)

    short: ClassVar[str] = ""
    """The field that plain text fills, where the whole entry may be written as plain text."""
    any_of: ClassVar[tuple[str, ...]] = ()
    """Keys of which at least one must be there."""

    @model_validator(mode="wrap")
    @classmethod
    def _from_plain_text(cls, value: Any, handler: Any) -> Any:
        if cls.short and (isinstance(value, str) or (isinstance(value, list) and cls._short_is_list())):
            return handler({cls.short: value})
        if isinstance(value, dict):
            value = {key: NOTHING if item is None and not cls._takes_null(key) else item for key, item in value.items()}
        return handler(value)

    @classmethod
    def _short_is_list(cls) -> bool:
        return get_origin(cls.model_fields[cls.short].annotation) is tuple

    @classmethod
    def _takes_null(cls, key: str) -> bool:
        fields = cls.model_fields.items()
        known = next((field for name, field in fields if key == (field.alias or name)), None)
        return (
            known is None
            or any(isinstance(note, OrNull) for note in known.metadata)
            or "OrNull" in str(known.annotation)
        )

    @classmethod
    def described(cls) -> Mapping[str, str]:
        """Return what each field is, in the words of the docstring under it."""
        entries = [kind for kind in reversed(cls.__mro__) if issubclass(kind, Entry)]
        words = {name: said for kind in entries for name, said in _docstrings(kind).items()}
        return {name: words[name] for name in cls.model_fields if name in words}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        described = handler.resolve_ref_schema(handler(schema))
        described.pop("title", None)
        for name, said in cls.described().items():
            described["properties"][cls.model_fields[name].alias or name]["description"] = said
        if cls.any_of:
            described["anyOf"] = [{"required": [key]} for key in cls.any_of]
        if not cls.short:
            return described
        full = dict(described)
        described.clear()
        described["anyOf"] = [dict(TEXT_SCHEMA), full]
        if cls._short_is_list():
            described["anyOf"].append({"type": "array", "items": dict(TEXT_SCHEMA)})
        return described


@cache
def _docstrings(entry: type[Entry]) -> Mapping[str, str]:
    """Read the docstrings under the fields of a class; none where there is no source to read.

    pydantic would do it for every class of every run, and nearly all runs need none.
    """
    with suppress(OSError, TypeError):
        (definition,) = ast.parse(textwrap.dedent(inspect.getsource(entry))).body
        assert isinstance(definition, ast.ClassDef)
        return dict(_told(definition.body))
    return {}


def _told(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for stated, after in pairwise(body):
        if isinstance(stated, ast.AnnAssign) and isinstance(stated.target, ast.Name) and isinstance(after, ast.Expr):
            said = ast.literal_eval(after.value) if isinstance(after.value, ast.Constant) else None
            if isinstance(said, str):
                yield stated.target.id, inspect.cleandoc(said)


class SchemaForEditors(GenerateJsonSchema):
    """Writes the schema for people's editors: an optional key may be left out, but not left empty."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        """Take digits with and without quotation marks, as this program does: to an editor ``1`` is a number."""
        words = schema["expected"]
        if not all(isinstance(word, str) and word.isdecimal() for word in words):
            return super().literal_schema(schema)
        return {"enum": [*words, *map(int, words)]}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Close a mapping whose keys must be ids."""
        described = super().dict_schema(schema)
        return {**described, "additionalProperties": False} if "patternProperties" in described else described

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False
