"""Markdown with placeholders → the document tree: the dialect, the binding of values, the pruning of what is empty."""

import re
from typing import Any

import pytest
from hypothesis import given, settings

from briefgen.document import Meta
from briefgen.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Cell,
    CheckBox,
    Code,
    CodeBlock,
    Container,
    DefinitionItem,
    DefinitionList,
    Emphasis,
    HardBreak,
    Heading,
    Image,
    Inline,
    Link,
    ListItem,
    NoteCall,
    OrderedList,
    PageBreak,
    Paragraph,
    Row,
    Rule,
    Span,
    Str,
    Strikethrough,
    Strong,
    Table,
    walk,
)
from briefgen.problems import Place
from briefgen.tree import Parsed, parse
from briefgen.values import Called, Nodes, NoteValue, Prose, Text, Url, binding
from conftest import tries
from random_trees import WORDS

HERE = Place("content/x.yaml", 3, 7)


def parsed(template: str, **values: Any) -> Parsed:
    """Parse a template's Markdown in which ``{name}`` stands for the placeholder of a value."""
    with binding() as bindings:
        markdown = template.format(**{name: value.__html__() for name, value in values.items()})
    return parse(markdown, bindings, Meta("t"), "own.md.j2")


def tree(template: str, **values: Any) -> tuple[Block, ...]:
    return parsed(template, **values).document.children


def codes(made: Parsed) -> list[str]:
    return [problem.code for problem in made.problems]


def words(*parts: Inline | str) -> tuple[Inline, ...]:
    return tuple(Str(part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts: Inline | str) -> Paragraph:
    return Paragraph(words(*parts))


def item(*parts: Inline | str) -> ListItem:
    return ListItem((paragraph(*parts),))


# --- The dialect ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("markdown", "blocks"),
    [
        ("# One\n\ntext", (Heading(1, words("One"), "one"), paragraph("text"))),
        ("a\nb  \nc\\\nd<br>e<BR />f", (paragraph(
            "a", " ", "b", HardBreak(), "c", HardBreak(), "d", HardBreak(), "e", HardBreak(), "f"),)),
        ("日本\n語です\nend", (paragraph("日本", "語です", " ", "end"),)),
        ("*a* **b** ~~c~~ `d`", (paragraph(
            Emphasis(words("a")), " ", Strong(words("b")), " ", Strikethrough(words("c")), " ", Code("d")),)),
        ("***a***", (paragraph(Emphasis((Strong(words("a")),))),)),
        ("*a **b *c* d** e*", (paragraph(Emphasis(words("a ", Strong(words("b ", "c", " d")), " e"))),)),
        ("- a\n- b", (BulletList((item("a"), item("b"))),)),
        ("- a\n\n- b", (BulletList((item("a"), item("b")), tight=False),)),
        ("3. a\n4. b", (OrderedList((item("a"), item("b")), start=3),)),
        ("- a\n  - b", (BulletList((ListItem((paragraph("a"), BulletList((item("b"),)))),)),)),
        ("> a\n>\n> b", (BlockQuote((paragraph("a"), paragraph("b"))),)),
        ("To\n: a\n\n  b\n\nFrom\n: c", (DefinitionList((
            DefinitionItem(words("To"), (paragraph("a"), paragraph("b"))),
            DefinitionItem(words("From"), (paragraph("c"),)))),)),
        ("| a | b |\n|---|--:|\n| c |\n", (Table(
            Row((Cell(words("a")), Cell(words("b")))), (Row((Cell(words("c")), Cell(()))),), ("left", "right")),)),
        ("::: note\na\n:::", (Container("note", (paragraph("a"),)),)),
        (":::: a\n::: b\nc\n:::\nd\n::::", (Container("a", (Container("b", (paragraph("c"),)), paragraph("d"))),)),
        ("a\n\n::: page-break\n:::\n\nb", (paragraph("a"), PageBreak(), paragraph("b"))),
        ("```py\na\n\n b\n```", (CodeBlock("a\n\n b", "py"),)),
        ("a\n---\nb", (paragraph("a"), Rule(), paragraph("b"))),
        ("    a", (paragraph("a"),)),
        ("a < b &amp; b@c.org https://d.org", (paragraph("a < b & b@c.org https://d.org"),)),
        ("[a *b*](https://c.org 'd')", (paragraph(Link("https://c.org", words("a ", Emphasis(words("b"))), "d")),)),
        ("<https://c.org>", (paragraph(Link("https://c.org", words("https://c.org"))),)),
        ("![a](b.png 'c')", (paragraph(Image("b.png", "a", "c")),)),
    ],
)  # fmt: skip
def test_dialect(markdown: str, blocks: tuple[Block, ...]) -> None:
    made = parsed(markdown)
    assert made.document.children == blocks
    assert made.problems == ()


def test_html_is_text() -> None:
    assert tree("<div>\n<b>a") == (paragraph("<div>", " ", "<b>a"),)


def test_names_of_headings_are_unique_and_plain() -> None:
    titles = ("Größe & Co.", "日本", "2026", "Same", "same!", "a" * 60, "Same")
    made = tree("\n\n".join(f"# {title}" for title in titles))
    anchors = [block.anchor for block in made if isinstance(block, Heading)]
    assert anchors == ["groe-co", "section", "section-2026", "same", "same-2", "a" * 30, "same-3"]


# --- Binding ----------------------------------------------------------------------------------------------------------
def test_words_keep_their_place() -> None:
    (block,) = tree("By {x}: *{x}*", x=Text("# Ann *Lee*", HERE))
    assert isinstance(block, Paragraph)
    assert block == paragraph("By ", "# Ann *Lee*", ": ", Emphasis(words("# Ann *Lee*")))
    assert [node.place for node in walk((block,)) if isinstance(node, Str)] == [None, HERE, None, HERE]


@settings(max_examples=tries(60), derandomize=True)
@given(WORDS, WORDS)
def test_a_text_stays_a_text_wherever_it_is_bound(first: str, second: str) -> None:
    template = (
        "# {x}\n\n{x}{y}\n\n- **{x}**\n- a*{y}*b\n\n1. {x}\n\n> {x}\n\n{x}\n: {y}\n\n| {x} |\n|---|\n| {y} |\n\n"
        "::: note\n`{x}` [{y}](https://a.org/{x} '{y}') ![{x}](a.png)\n:::\n\n```\n{x}\n```\n\n{x}\n---\n{y}\n"
    )

    def shape(x: str, y: str) -> tuple[list[Any], list[str]]:
        kinds, said = [], []
        for node in walk(tree(template, x=Text(x), y=Text(y))):
            kinds.append((type(node), getattr(node, "level", 0)))
            said += [getattr(node, name) for name in ("text", "href", "title", "alt") if hasattr(node, name)]
        return kinds, said

    kinds, said = shape("Quiet", "Words")
    put_in = {"Quiet": first, "Words": second}
    expected = [re.sub("Quiet|Words", lambda found: put_in[found[0]], text) for text in said]
    found_kinds, found = shape(first, second)
    assert found_kinds == kinds
    assert [text.strip() for text in found] == [text.strip() for text in expected]


def test_prose_is_inline_markdown_and_nothing_else() -> None:
    made = parsed("{x}", x=Prose("*a* **b** `c` [d](https://e.org) ~~f~~ &amp; # <b> - [^1] {y}", HERE))
    assert made.document.children == (
        paragraph(
            Emphasis(words("a")), " ", Strong(words("b")), " ", Code("c"), " ", Link("https://e.org", words("d")), " ",
            Strikethrough(words("f")), " &amp; # <b> - [^1] {y}",
        ),
    )  # fmt: skip
    assert made.problems == ()
    assert {node.place for node in walk(made.document.children) if isinstance(node, Str)} == {HERE}


def test_a_link_in_prose_is_held_to_the_same_rules() -> None:
    made = parsed("{x}", x=Prose("[a](javascript:b)", HERE))
    assert made.document.children == (paragraph("a"),)
    assert [(problem.code, problem.place) for problem in made.problems] == [("link-not-allowed", HERE)]


def test_prose_within_emphasis_and_links_is_flattened() -> None:
    assert tree("*a {x}*", x=Prose("b *c*")) == (paragraph(Emphasis(words("a ", "b ", "c"))),)
    assert tree("[a {x}](#d)", x=Prose("[b](#c) *d*")) == (
        paragraph(Link("#d", words("a ", "b", " ", Emphasis(words("d"))))),
    )


def test_a_box_of_the_template_can_be_ticked_and_one_of_a_text_is_text() -> None:
    (block,) = tree("☐ Approve, ☑{value}", value=Text("☐"))
    assert block == Paragraph((CheckBox(), Str(" Approve, "), CheckBox(True), Str("☐")))


def test_an_address_becomes_a_link() -> None:
    assert tree("See {x}.", x=Url("https://a.org/_b_*c*")) == (
        paragraph("See ", Link("https://a.org/_b_*c*", words("https://a.org/_b_*c*")), "."),
    )
    assert tree("[a]({x})", x=Url("https://a.org/(b) c")) == (paragraph(Link("https://a.org/(b) c", words("a"))),)


def test_notes_are_numbered_by_their_first_call() -> None:
    one, two = Called("one", words("One")), Called("two", words("Two"))
    values = {"one": NoteValue(one), "two": NoteValue(two), "both": NoteValue(one, two)}
    made = parsed("a{two} b{one}\n\n| {both} |\n|---|\n| c{two} |", **values)
    assert [node.number for node in walk(made.document.children) if isinstance(node, NoteCall)] == [1, 2, 2, 1, 1]
    assert [(note.number, note.children) for note in made.document.notes] == [(1, words("Two")), (2, words("One"))]


def test_pieces_of_document_in_literals_give_their_words() -> None:
    piece = Nodes((Span("label", words("a", Strong(words("b")))),))
    assert tree("{x} `{x}`", x=piece) == (paragraph(Span("label", words("a", Strong(words("b")))), " ", Code("ab")),)
    made = parsed("`a{x}`", x=NoteValue(Called("n", words("N"))))
    assert (codes(made), made.document.children, made.document.notes) == (
        ["note-in-literal"],
        (paragraph(Code("a")),),
        (),
    )


# --- What is noticed --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("**a:**b", ["leftover-mark"]),
        ("a {{% if %}}", ["leftover-mark"]),
        ("<!-- a -->", ["leftover-mark"]),
        ("<b>a", ["leftover-mark"]),
        ("[a] (b)", []),
        ("[^1] a", ["leftover-mark"]),
        ("::: Note\na\n:::", ["leftover-mark", "leftover-mark"]),
        ("[a](javascript:alert)", ["link-not-allowed"]),
        ("[a](java\\\nscript:x)", ["link-not-allowed"]),
        ("[a](relative/page)", ["link-not-allowed"]),
        ("[a](file:///etc/passwd)", ["link-not-allowed"]),
        ("[](https://a.org) b", ["link-without-words"]),
        ("![](a.png)", ["picture-without-words"]),
        ("a\n\n## b", ["empty-section"]),
        ("# t\n\nx\n\n## a\n\n### b\n\n## c\n\nd", ["empty-section", "empty-section"]),
        ("# a\n\nb\n\n### c\n\nd", ["heading-levels"]),
    ],
)
def test_findings(markdown: str, found: list[str]) -> None:
    assert codes(parsed(markdown)) == found


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " java\tscript:a", "data:text/html,a", "//a.org", "a.html", "#"]
)
def test_a_value_cannot_be_a_harmful_address(address: str) -> None:
    made = parsed("[a]({x})", x=Text(address))
    assert (made.document.children, codes(made)) == ((paragraph("a"),), ["link-not-allowed"])


@pytest.mark.parametrize(
    ("prose", "said"), [("see ![a](x.png)", "found a picture"), ("see! [a](x.png)", "found a link")]
)
def test_a_picture_in_prose_is_called_one(prose: str, said: str) -> None:
    (problem,) = parsed("{x}", x=Prose(prose)).problems
    assert (problem.code, problem.message.partition(",")[0].partition(" to")[0]) == ("link-not-allowed", said)


def test_marks_in_values_are_no_findings() -> None:
    assert parsed("a {x}", x=Text("**b:**c [^1] {% if %} <!-- --> ::: d")).problems == ()


# --- Pruning ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("markdown", "left"),
    [
        ("a\n\n{x}\n\nb", (paragraph("a"), paragraph("b"))),
        ("- {x}\n- a", (BulletList((item("a"),)),)),
        ("- {x}", ()),
        ("1. {x}\n2. {x}", ()),
        ("> {x}", ()),
        ("::: note\n{x}\n:::", ()),
        ("a\n: {x}\n\nb\n: c", (DefinitionList((DefinitionItem(words("b"), (paragraph("c"),)),)),)),
        ("{x}\n: a", ()),
        ("| a |\n|---|\n| {x} |\n", ()),
        ("**{x}**", ()),
        ("# a\n\n## b\n\n{x}", (Heading(1, words("a"), "a"),)),
        ("## a\n\n### b\n\nc", (Heading(2, words("a"), "a"), Heading(3, words("b"), "b"), paragraph("c"))),
    ],
)
def test_what_prints_nothing_is_left_out(markdown: str, left: tuple[Block, ...]) -> None:
    assert tree(markdown, x=Nodes((), key="nothing")) == left
