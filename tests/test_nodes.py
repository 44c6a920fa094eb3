"""The document tree: its vocabulary, and walking it in reading order."""

import dataclasses

import pytest

from briefgen import nodes
from briefgen.nodes import (
    BLOCK_TYPES,
    INLINE_TYPES,
    NODE_TYPES,
    BulletList,
    Cell,
    Code,
    DefinitionItem,
    DefinitionList,
    Emphasis,
    HardBreak,
    Heading,
    Image,
    Link,
    ListItem,
    NoteCall,
    Paragraph,
    Row,
    Str,
    Strong,
    Table,
    plain,
    walk,
)
from briefgen.problems import Place


def test_every_class_of_the_package_is_a_node() -> None:
    classes = {value for value in vars(nodes).values() if dataclasses.is_dataclass(value) and isinstance(value, type)}
    assert classes == NODE_TYPES
    assert INLINE_TYPES.isdisjoint(BLOCK_TYPES)
    assert {kind.__name__ for kind in NODE_TYPES - INLINE_TYPES - BLOCK_TYPES} == {
        "ListItem",
        "DefinitionItem",
        "Row",
        "Cell",
        "Caption",
        "ContentsEntry",
    }


@pytest.mark.parametrize("kind", sorted(NODE_TYPES, key=lambda kind: kind.__name__))
def test_nodes_cannot_be_changed(kind: type) -> None:
    node = kind(**{field.name: () for field in dataclasses.fields(kind)})
    name = next((field.name for field in dataclasses.fields(kind)), "anything")
    with pytest.raises((dataclasses.FrozenInstanceError, TypeError, AttributeError)):
        setattr(node, name, 1)


def test_walking_goes_in_reading_order_through_every_part() -> None:
    def words(text: str) -> tuple[Str]:
        return (Str(text),)

    tree = (
        Heading(1, words("1"), "a"),
        Table(
            Row((Cell(words("2")), Cell(words("3")))), (Row((Cell(words("4")), Cell(words("5")))),), ("left", "left")
        ),
        DefinitionList((DefinitionItem(words("6"), (Paragraph(words("7")),)),)),
        BulletList((ListItem((Paragraph(words("8")), BulletList((ListItem((Paragraph(words("9")),)),)))),)),
    )
    assert [node.text for node in walk(tree) if isinstance(node, Str)] == list("123456789")


def test_the_visible_words() -> None:
    inlines = (
        Str("a "),
        Strong((Emphasis((Str("b"),)),)),
        HardBreak(),
        Code("c"),
        Link("https://x.org", (Str("d"),), "not seen"),
        Image("e.png", "e", "not seen"),
        NoteCall(1),
    )
    assert plain(inlines) == "a b cde"


def test_where_words_stand_does_not_make_them_different() -> None:
    assert Str("a", Place("x.yaml", 1, 2)) == Str("a")
