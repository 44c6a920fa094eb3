"""Names of places, and the ways to them: captions, cross-references, contents, parts set broadside."""

import re
from typing import Any

import pytest

from briefgen.document import Meta
from briefgen.nodes import (
    Anchor,
    Block,
    Caption,
    Container,
    Contents,
    ContentsEntry,
    CrossReference,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
    Inline,
    Label,
    Landscape,
    Link,
    PageBreak,
    Paragraph,
    Str,
    Strong,
    Table,
    plain,
    walk,
)
from briefgen.problems import Place
from briefgen.render.places import anchor, ref
from briefgen.render.records import UnknownName
from briefgen.tree import Parsed, parse
from briefgen.values import Called, Nodes, NoteValue, Prose, Text, binding

TABLE = "| a | b |\n|---|---|\n| c | d |"
PICTURE = "![bars](bars.png)"


def parsed(template: str, *, meta: Meta | None = None, **values: Any) -> Parsed:
    """Parse a template's Markdown in which ``<name>`` stands for a printed value, ``@x`` and ``&x`` for places."""
    with binding() as bindings:
        for word in sorted(set(re.findall(r"[@&][a-z]+", template)), reverse=True):
            if word[1:]:
                printed = (anchor if word[0] == "@" else ref)(word[1:])
                template = template.replace(word, printed.__html__())
        for name, value in values.items():
            template = template.replace(f"<{name}>", value.__html__())
    return parse(template, bindings, meta or Meta("t"), "own.md.j2")


def found(made: Parsed, kind: type) -> list[Any]:
    return [node for node in walk(made.document.children) if isinstance(node, kind)]


def said(made: Parsed) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in made.problems]


def words(text: str) -> tuple[Inline, ...]:
    return (Str(text),)


def captioned(block: str, text: str = "Who decided") -> str:
    return f"::: caption\n{text}\n:::\n\n{block}\n\n"


# --- Captions ---------------------------------------------------------------------------------------------------------
def test_a_caption_joins_the_table_or_the_picture_below_it() -> None:
    made = parsed(captioned(TABLE) + "Between.\n\n" + captioned(PICTURE, "Bars of *rising* height"))
    table, between, figure = made.document.children
    assert isinstance(table, Table)
    assert table.caption == Caption((Label("table", 1, "Table "), Str(". "), Str("Who decided")), "table:1")
    assert between == Paragraph(words("Between."))
    label = Label("figure", 1, "Figure ")
    shown = (label, Str(". "), Str("Bars of "), Emphasis(words("rising")), Str(" height"))
    assert figure == Figure(Image("bars.png", "bars"), Caption(shown, "figure:1"))
    assert made.problems == ()


def test_tables_and_pictures_are_counted_apart_in_reading_order() -> None:
    quoted = "\n".join(f"> {line}".rstrip() for line in captioned(TABLE).splitlines())
    made = parsed("\n\n".join([captioned(TABLE), quoted, TABLE, captioned(PICTURE), captioned(TABLE)]))
    labels = [(label.kind, label.number) for label in found(made, Label)]
    assert labels == [("table", 1), ("table", 2), ("figure", 1), ("table", 3)]


def test_the_language_says_how_a_caption_is_put_together() -> None:
    meta = Meta("t", table_label="{number}. táblázat", caption_label="« {label} » – {words} –")
    (table,) = parsed(captioned(TABLE), meta=meta).document.children
    assert isinstance(table, Table)
    assert table.caption is not None
    assert [node.text for node in table.caption.children if isinstance(node, Label | Str)] == [
        "« ", "1. táblázat", " » – ", "Who decided", " –",
    ]  # fmt: skip


def test_a_caption_above_a_container_belongs_to_the_table_that_it_begins_with() -> None:
    made = parsed(captioned(f":::: decisions\n{TABLE}\n\nMore.\n::::", "Who @who") + "See &who.")
    container = made.document.children[0]
    assert isinstance(container, Container)
    table, more = container.children
    assert isinstance(table, Table)
    assert table.caption is not None
    assert (table.caption.anchor, more) == ("who", Paragraph(words("More.")))
    assert made.problems == ()


@pytest.mark.parametrize("below", ["Words.", f"{PICTURE} and words", "", "## Heading\n\nWords.", "- a\n- b"])
def test_a_caption_of_nothing_is_printed_and_reported(below: str) -> None:
    made = parsed(f"# T\n\n{captioned(below)}")
    assert [code for code, _ in said(made)] == ["caption-without-table"]
    assert Str("Who decided") in found(made, Str)


def test_of_two_captions_the_nearer_one_counts() -> None:
    made = parsed(captioned("", "First") + captioned(TABLE, "Second"))
    assert [code for code, _ in said(made)] == ["caption-without-table"]
    assert [node.text for node in found(made, Label)] == ["Table 1"]


def test_notes_in_a_caption_come_before_those_of_its_table() -> None:
    first, second = (NoteValue(Called(key, words(key))) for key in ("first", "second"))
    made = parsed(captioned("| a |\n|---|\n| x<second> |", "Words<first>"), first=first, second=second)
    assert [note.children for note in made.document.notes] == [words("first"), words("second")]


# --- Places and references --------------------------------------------------------------------------------------------
def test_a_heading_and_a_caption_take_the_name_that_stands_in_them() -> None:
    made = parsed(f"# T\n\n## Key decisions @d\n\n{captioned(TABLE, 'Who decided @grid')}")
    heading = found(made, Heading)[1]
    assert (heading.anchor, heading.children) == ("d", words("Key decisions"))
    assert found(made, Caption)[0].anchor == "grid"
    assert found(made, Anchor) == []


def test_a_reference_says_what_its_place_is_called() -> None:
    text = f"# T\n\nSee &grid, &d and &figure.\n\n## Key *decisions* @d\n\n{captioned(TABLE, 'Who @grid')}"
    made = parsed(text + captioned(PICTURE, "Bars @figure"))
    assert found(made, CrossReference) == [
        CrossReference("grid", words("Table 1")),
        CrossReference("d", (Str("Key "), Emphasis(words("decisions")))),
        CrossReference("figure", words("Figure 1")),
    ]
    assert made.problems == ()


@pytest.mark.parametrize(
    "text",
    ["- &d\n- &d", "| &d | &d |\n|---|---|\n| &d | &d |", "&d", "> &d", "Term\n: &d", "**&d**", "::: note\n&d\n:::"],
)
def test_what_only_refers_is_not_empty(text: str) -> None:
    made = parsed(f"# T\n\n## Decisions @d\n\na\n\n{text}")
    assert made.problems == ()
    assert len(found(made, CrossReference)) == text.count("&d")
    assert {node.children for node in found(made, CrossReference)} == {words("Decisions")}


@pytest.mark.parametrize(
    ("heading", "children"),
    [
        ("## **Key @d**", (Strong(words("Key")),)),
        ("## Key @d decisions", words("Key decisions")),
        ("## @d Key", words("Key")),
        ("## *Key* @d", (Emphasis(words("Key")),)),
    ],
)
def test_a_name_may_stand_anywhere_in_its_heading(heading: str, children: tuple[Inline, ...]) -> None:
    made = parsed(f"# T\n\n{heading}\n\nSee &d.")
    (_, found_heading) = found(made, Heading)
    assert plain(found_heading.children) == plain(children)
    assert found_heading.anchor == "d"
    assert [plain(node.children) for node in found(made, CrossReference)] == [plain(children)]
    assert made.problems == ()


def test_a_heading_that_refers_is_referred_to_in_full() -> None:
    made = parsed(f"# T\n\n## See &grid now @h\n\n{captioned(TABLE, 'Who @grid')}As &h says.")
    assert [plain(node.children) for node in found(made, CrossReference)] == ["Table 1", "See Table 1 now"]


def test_within_a_link_a_reference_is_words() -> None:
    made = parsed("# T\n\n## Decisions @d\n\n[see *&d* there](https://b.org)")
    (link,) = found(made, Link)
    assert plain(link.children) == "see Decisions there"
    assert found(made, CrossReference) == []


def test_a_reference_in_code_is_reported() -> None:
    assert [code for code, _ in said(parsed("# T @t\n\n`&t`"))] == ["note-in-literal"]


def test_a_heading_s_own_name_gives_way_to_one_that_was_given() -> None:
    made = parsed("# T\n\n## Decisions\n\na\n\n## Others @decisions\n\nb\n\n[there](#decisions) [here](#decisions-2)")
    assert [heading.anchor for heading in found(made, Heading)] == ["t", "decisions-2", "decisions"]
    assert made.problems == ()


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("a &nowhere", "unknown-anchor", "ref('nowhere') leads to no place of the document"),
        ("[a](#nowhere)", "unknown-anchor", "the link to '#nowhere' leads to no place of the document"),
        ("a @here and &here", "reference-without-words", "ref('here') leads to a place that has no name to print"),
        ("a @here\n\nb @here", "same-anchor", "2 places of the document have the name 'here'"),
        ("## One @here\n\na\n\n## Two @here\n\nb", "same-anchor", "2 places of the document have the name 'here'"),
    ],
)
def test_ways_that_lead_nowhere(text: str, code: str, message: str) -> None:
    assert said(parsed(f"# T\n\n{text}")) == [(code, message)]


def test_a_name_that_is_nearly_right_is_suggested() -> None:
    (problem,) = parsed("# T\n\n## One @decisions\n\nSee &decisons.").problems
    assert problem.remedy == "did you mean 'decisions'?"


def test_a_link_of_the_content_names_its_place() -> None:
    place = Place("content/x.yaml", 7, 3)
    (problem,) = parsed("# T\n\n<prose>", prose=Prose("[a](#b)", place)).problems
    assert (problem.code, problem.place) == ("unknown-anchor", place)


@pytest.mark.parametrize("name", ["", "1a", "a b", "a:b", "x" * 41, "é", None, 3, Text("two words")])
@pytest.mark.parametrize("function", [anchor, ref])
def test_what_is_no_name(function: Any, name: object) -> None:
    with pytest.raises(UnknownName, match=rf"{function.__name__}\(\) takes a name: a letter"):
        function(name)


# --- Contents ---------------------------------------------------------------------------------------------------------
CONTENTS = "::: contents\nWhat is *here*\n:::"


def test_the_contents_list_the_sections() -> None:
    note = NoteValue(Called("k", words("note")))
    sections = "## One [there](https://b.org)<note>\n\na\n\n### Deep @x\n\na\n\n#### No\n\na\n\n## 日本\n\nb"
    made = parsed(f"# T\n\n{CONTENTS}\n\n{sections}", note=note)
    assert found(made, Contents) == [
        Contents(
            (Str("What is "), Emphasis(words("here"))),
            (
                ContentsEntry(2, (Str("One "), Str("there")), "one-there"),
                ContentsEntry(3, words("Deep"), "x"),
                ContentsEntry(2, words("日本"), "section"),
            ),
        )
    ]
    assert made.problems == ()


def test_words_in_another_language_keep_it_in_the_contents() -> None:
    foreign = Nodes((Foreign("de", words("Wörter")),))
    made = parsed(f"# T\n\n{CONTENTS}\n\n## <f>\n\na", f=foreign)
    assert [entry.children for entry in found(made, ContentsEntry)] == [(Foreign("de", words("Wörter")),)]


@pytest.mark.parametrize("inside", ["- a", "a\n\nb", "![x](y.png)", "a<note>"])
def test_the_contents_are_not_written_by_hand(inside: str) -> None:
    made = parsed(f"# T\n\n::: contents\n{inside}\n:::\n\n## One\n\na", note=NoteValue(Called("k", words("n"))))
    assert "contents-filled" in [code for code, _ in said(made)]


def test_a_section_that_was_left_out_is_not_listed() -> None:
    made = parsed(f"# T\n\n{CONTENTS}\n\n## Empty\n\n## Full\n\na")
    assert [entry.children for entry in found(made, ContentsEntry)] == [words("Full")]


# --- Broadside --------------------------------------------------------------------------------------------------------
def test_a_part_set_broadside() -> None:
    made = parsed(f"# T\n\n:::: landscape\n## Wide\n\n{captioned(TABLE)}\n::::\n\nUpright.")
    kinds: list[type[Block]] = [type(block) for block in made.document.children]
    assert kinds == [Heading, Landscape, Paragraph]
    assert made.document.children[1].children[0] == Heading(2, words("Wide"), "wide")  # type: ignore[union-attr]
    assert made.problems == ()


@pytest.mark.parametrize("text", ["> ::: landscape\n> a\n> :::", ":::: note\n::: landscape\na\n:::\n::::"])
def test_it_stands_in_no_other_block(text: str) -> None:
    assert [code for code, _ in said(parsed(text))] == ["landscape-inside"]


def test_an_empty_one_is_left_out() -> None:
    for inside in ("", "::: page-break\n:::\n"):
        assert parsed(f"a\n\n:::: landscape\n{inside}::::").document.children == (Paragraph(words("a")),)


BREAK = "::: page-break\n:::"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"a\n\n{BREAK}\n\n{BREAK}\n\nb", [Paragraph, PageBreak, Paragraph]),
        (f"a\n\n{BREAK}\n\n::: landscape\nb\n:::\n\n{BREAK}\n\nc", [Paragraph, Landscape, Paragraph]),
        ("::: landscape\na\n:::\n\n::: landscape\nb\n:::", [Landscape]),
        (f":::: landscape\n{BREAK}\n\na\n\n{BREAK}\n\nb\n\n{BREAK}\n::::", [Landscape]),
    ],
)
def test_no_page_is_left_empty(text: str, kinds: list[type[Block]]) -> None:
    made = parsed(text)
    assert [type(block) for block in made.document.children] == kinds
    for part in found(made, Landscape):
        assert [type(block) for block in part.children] in (
            [Paragraph],
            [Paragraph, Paragraph],
            [Paragraph, PageBreak, Paragraph],
        )


def test_words_in_a_page_break_are_reported() -> None:
    assert [code for code, _ in said(parsed("a\n\n::: page-break\nb\n:::\n\nc"))] == ["page-break-filled"]
