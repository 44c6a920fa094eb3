"""How fields are read: entries, references, lists, and null."""

import copy
import pickle
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from briefgen.fields import NOT_STATED, Entry, Known, Listed, Maybe, NotStated, Ref, SchemaForEditors
from briefgen.problems import Problem
from briefgen.validate import validate
from briefgen.values import Ident, Text
from briefgen.yamlfile import read


class Leaf(Entry):
    """An entry with a short form."""

    short = "text"

    text: Text
    """Words."""
    when: Maybe[Text] = None
    """A time, or null."""
    where: Text | None = None
    """A place."""


class Tree(Entry):
    """An entry without a short form."""

    leaf: Leaf | None = None
    """One."""
    leaves: Listed[Leaf] = ()
    """Some."""
    friend: Annotated[Ident, Ref(("actor",))] | None = None
    """A reference."""
    sender: Annotated[Text | None, __import__("pydantic").Field(alias="from")] = None
    """A field with another name in the file."""


def tree(text: str, **context: Any) -> tuple[Tree | None, list[Problem]]:
    return validate(read(text.encode(), "x.yaml"), Tree, **context)


@pytest.mark.parametrize(
    ("written", "leaves"),
    [
        ("leaves: One", [Leaf(text=Text("One"))]),
        ("leaves: {text: One}", [Leaf(text=Text("One"))]),
        (
            "leaves: [One, {text: Two, when: Friday}]",
            [Leaf(text=Text("One")), Leaf(text=Text("Two"), when=Text("Friday"))],
        ),
        ("leaves: []", []),
        ("leaf: One", []),
    ],
)
def test_plain_text_and_single_items_are_whole_entries_and_lists(written: str, leaves: list[Leaf]) -> None:
    read_, problems = tree(written)
    assert problems == []
    assert read_ is not None
    assert list(read_.leaves) == leaves


@pytest.mark.parametrize(
    ("written", "when"), [("{text: a}", None), ("{text: a, when: null}", NOT_STATED), ("{text: a, when: b}", "b")]
)
def test_null_and_absent_are_different(written: str, when: object) -> None:
    read_, _ = tree(f"leaf: {written}")
    assert read_ is not None
    assert read_.leaf is not None
    assert read_.leaf.when == when


@pytest.mark.parametrize(
    ("written", "key"), [("leaf: {text: a, where: null}", "where"), ("from: null", "from"), ("leaves: null", "leaves")]
)
def test_null_is_refused_where_it_would_say_nothing(written: str, key: str) -> None:
    read_, problems = tree(written)
    assert read_ is None
    assert [(problem.code, f"the key '{key}' has no value" in problem.message) for problem in problems] == [
        ("empty-value", True)
    ]


KNOWN = Known({"KISHI": "actor", "D1": "statement"}, {"nobuo kishi": "KISHI"})


@pytest.mark.parametrize(
    ("word", "message", "remedy"),
    [
        ("KISHI", "", ""),
        ("KISHY", "no actor has the id 'KISHY'", "did you mean 'KISHI'?"),
        ("Nobuo Kishi", "no actor has the id 'Nobuo Kishi'", "write its id, KISHI"),
        ("zzz", "no actor has the id 'zzz'", "known: KISHI"),
        ("D1", "'D1' is the id of a statement, expected that of an actor", "known: KISHI"),
    ],
)
def test_references(word: str, message: str, remedy: str) -> None:
    _, problems = tree(f"friend: {word}", known=KNOWN)
    assert [(problem.message, problem.remedy) for problem in problems] == ([(message, remedy)] if message else [])


def test_references_are_not_followed_where_nothing_is_known() -> None:
    read_, _ = tree("friend: anybody")
    assert read_ is not None
    assert read_.friend == "anybody"


def test_not_stated_is_one_value() -> None:
    assert NotStated() is NOT_STATED
    assert copy.deepcopy(NOT_STATED) is NOT_STATED
    assert pickle.loads(pickle.dumps(NOT_STATED)) is NOT_STATED
    assert repr(NOT_STATED) == "NOT_STATED"
    with pytest.raises(ValidationError):
        TypeAdapter(NotStated).validate_python("null")


def test_entries_do_not_change_once_read() -> None:
    leaf = Leaf(text=Text("a"))
    with pytest.raises(ValidationError):
        leaf.text = Text("b")
    assert hash(leaf) == hash(Leaf(text=Text("a")))


def test_the_schema_for_editors() -> None:
    schema = Tree.model_json_schema(schema_generator=SchemaForEditors)
    leaf = schema["$defs"]["Leaf"]
    text = {"type": ["string", "number", "boolean"], "minLength": 1}
    assert leaf["anyOf"][0] == text
    assert leaf["anyOf"][1]["required"] == ["text"]
    assert leaf["anyOf"][1]["additionalProperties"] is False
    properties = leaf["anyOf"][1]["properties"]
    assert properties["where"] == {**text, "description": "A place."}
    assert properties["when"]["anyOf"] == [text, {"type": "null", "description": "the source does not say"}]
    assert list(schema["properties"]) == ["leaf", "leaves", "friend", "from"]
    one = {"$ref": "#/$defs/Leaf"}
    assert schema["properties"]["leaves"]["anyOf"] == [{"type": "array", "items": one}, one]
