"""What a screen reader is given, and no validator looks at: whole tables, words for links, numbers of pages."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import random_trees
import reading_back
from briefgen.design import Look
from briefgen.document import Document
from briefgen.nodes import (
    Block,
    BlockQuote,
    BulletList,
    CodeBlock,
    Container,
    Contents,
    ContentsEntry,
    DefinitionItem,
    DefinitionList,
    Emphasis,
    Foreign,
    Link,
    NoteCall,
    Str,
    Strong,
    Table,
    walk,
)
from briefgen.writers import pdf
from conftest import tries
from test_writers_pdf import LOOK, document, elements, everything, item, line, links, opened, para, row, save

WORDS = "word " * 400
UNNUMBERED = "._contents li::after { content: none }"
UNBROKEN = """
._page-break { break-after: auto }
._landscape { page: auto; break-before: auto; break-after: auto }
"""


def roles(file: pikepdf.Pdf, role: str) -> list[Any]:
    return [element for element in elements(file) if f"/{role}" == element.S]


# --- What a page break tears ------------------------------------------------------------------------------------------
def test_a_table_on_several_pages_is_one_table() -> None:
    table = Table(
        row("A", NoteCall(1)), tuple(row(f"row {n}", Emphasis(line("text " * 40))) for n in range(90)), ("left", "left")
    )
    file = opened(pdf.write(document(table, notes=("n",)), LOOK).data)
    assert len(file.pages) > 3
    assert [len(roles(file, role)) for role in ("Table", "THead", "TBody", "TH")] == [1, 1, 1, 2]
    (body,) = roles(file, "TBody")
    assert len(body.K) == 90
    heads = [str(cell.ID) for cell in roles(file, "TH")]
    assert [str(cell.A.Headers[0]) for cell in roles(file, "TD")] == heads * 90


def test_the_link_in_a_head_is_a_link_once() -> None:
    """Where the head is repeated, it is no part of the reading, and so its link is none either."""
    table = Table(row("A", NoteCall(1)), tuple(row(str(n), "b") for n in range(90)), ("left", "left"))
    file = opened(pdf.write(document(table, notes=("n",)), LOOK).data)
    assert len(file.pages) > 1
    assert [str(link.Dest) for link in links(file)].count("note:1") == 1


TORN: dict[str, tuple[Block, str]] = {
    "paragraph": (para(*(Str(WORDS) for _ in range(5))), "P"),
    "quotation": (BlockQuote((para(WORDS), para(WORDS), para(WORDS))), "BlockQuote"),
    "list": (BulletList(tuple(item(para(WORDS[:900])) for _ in range(9))), "L"),
    "item": (BulletList((item(*(para(WORDS[:900]) for _ in range(9))),)), "LI"),
    "container": (Container("bottom-line-2", (para(WORDS), para(WORDS), para(WORDS))), "Div"),
    "terms": (
        DefinitionList(tuple(DefinitionItem(line(str(n)), (para(WORDS[:900]),)) for n in range(9))),
        "L",
    ),
    "words": (para(Strong(line(WORDS * 5))), "P"),
}


@pytest.mark.parametrize("name", TORN)
def test_what_a_page_break_tears_is_one_element(name: str) -> None:
    block, role = TORN[name]
    file = opened(pdf.write(document(block), LOOK).data)
    assert len(file.pages) > 1
    assert len(roles(file, role)) == 1


def test_a_link_over_lines_and_pages_is_one_link(tmp_path: Path) -> None:
    link = Link("https://example.org", line(WORDS * 3))
    data = pdf.write(document(para(link)), LOOK).data
    assert reading_back.structure(save(data, tmp_path)).text.count("word") == 3 * 400
    file = opened(data)
    assert len(file.pages) > 1
    (element,) = roles(file, "Link")
    references = [kid for kid in element.K if isinstance(kid, pikepdf.Dictionary) and kid.Type == "/OBJR"]
    assert len(references) == len(links(file)) > 50
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for annotation in links(file):
        assert parents[int(annotation.StructParent)].objgen == element.objgen
    other = [kid for kid in element.K if isinstance(kid, pikepdf.Dictionary) and kid.Type == "/MCR"]
    assert {kid.Pg.objgen for kid in other} == {page.objgen for page in file.pages[1:]}


def parent_of_content(file: pikepdf.Pdf) -> dict[tuple[Any, int], Any]:
    """Return what the file says of each piece of marked content: the element that it stands in."""
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    lists = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    return {
        (page.objgen, mcid): element.objgen
        for page in file.pages
        for mcid, element in enumerate(lists[int(page.StructParents)])
    }


def test_content_and_elements_name_each_other() -> None:
    """The way down, from elements to content, and the way up agree, for all that is in the tree."""
    file = opened(pdf.write(*everything()).data)
    up = parent_of_content(file)
    down = 0
    for element in elements(file):
        for kid in element.K:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
                page, number = kid.Pg, int(kid.MCID)
            elif isinstance(kid, pikepdf.Dictionary):
                if "/S" in kid:
                    assert kid.P.objgen == element.objgen
                continue
            else:
                page, number = element.Pg, int(kid)
            down += 1
            assert up[page.objgen, number] == element.objgen
    assert down > 300


_WITHIN_LINES = {"Note", "NonStruct", "Span", "Link", "Reference", "Code"}
Outline = tuple[str, str, tuple["Outline", ...]]


def outline(element: reading_back.Element) -> Outline:
    """Return what an element is, its words without blanks, and the blocks in it, but for notes."""
    inside = [part for part in element.elements() if part.role not in _WITHIN_LINES]
    return element.role, re.sub(r"\s", "", words(element)), tuple(map(outline, inside))


def words(element: reading_back.Element) -> str:
    """Return the words of an element, but for those of notes, which stand at the foot of whatever page there is."""
    parts = (part if isinstance(part, str) else words(part) for part in element.parts
             if isinstance(part, str) or part.role != "Note")  # fmt: skip
    return "".join(parts)


def outlines(tree: Document, look: Look, folder: Path) -> Outline:
    return outline(reading_back.structure(save(pdf.write(tree, look).data, folder)))


def same_on_any_paper(tree: Document, look: Look, folder: Path, width: int = 210) -> bool:
    """Tell whether that is so; the contents say on which page a section is, and are left to say it.

    What runs from right to left is drawn from left to right, with brackets turned round: where lines end has a say in
    the order of what is drawn. So the endless page is as wide as the others, and the order within such lines is left.
    """
    many = replace(look, css=f"{look.css}\n{UNNUMBERED}")
    one = replace(look, css=f"{many.css}\n@page {{ size: {width}mm 9000mm }}\n{UNBROKEN}")
    found, expected = outlines(tree, many, folder), outlines(tree, one, folder)
    if any(isinstance(node, Foreign) and node.language == "ar" for node in walk(every_block(tree))):
        return unordered(found) == unordered(expected)
    return found == expected


def every_block(tree: Document) -> tuple[Any, ...]:
    return (*tree.children, *tree.notes)


def unordered(made: Outline) -> Outline:
    """Leave out in which order the signs of an element are drawn, and which way its brackets face."""
    role, said, inside = made
    return role, "".join(sorted(said.translate(_ONE_WAY))), tuple(map(unordered, inside))


_ONE_WAY = {
    ord(one): min(one, other)
    for pair in ("()", "[]", "{}", "<>", "«»", "（）", "「」", "“”", "‘’")
    for one, other in (pair, pair[::-1])
}


def test_the_structure_is_that_of_one_endless_page(tmp_path: Path) -> None:
    """Every type of node, over many pages: where these end makes no difference to who listens."""
    tree, look = everything()
    blocks = tuple(block for block in tree.children for _ in range(2) if not isinstance(block, CodeBlock))
    assert same_on_any_paper(replace(tree, children=blocks), look, tmp_path)


class Made:
    """A random tree, which is not shown: to print a large one takes longer than to test it."""

    def __init__(self, tree: Document) -> None:
        self.tree = tree

    def __repr__(self) -> str:
        return f"<a tree of {len(self.tree.children)} blocks>"


@st.composite
def made(draw: st.DrawFn) -> Made:
    """Draw a tree. Hypothesis prints what ``map`` makes by what it is made of, whatever that says of itself."""
    return Made(draw(random_trees.documents(1)))


@given(made())
@settings(max_examples=tries(6), suppress_health_check=[HealthCheck.function_scoped_fixture], phases=[Phase.generate])
def test_so_is_that_of_any_document(tmp_path: Path, made: Made) -> None:
    small = "@page { size: 148mm 210mm }\n@page landscape { size: 148mm 150mm }"
    assert same_on_any_paper(made.tree, replace(LOOK, css=small), tmp_path, width=148)


# --- Links, pages, words ----------------------------------------------------------------------------------------------
def test_a_link_says_where_it_leads() -> None:
    tree = document(
        para(
            Link("https://example.org/a", line("the report")),
            " ",
            Link("https://example.org/b", line("x"), title="The annual report"),
            " ",
            Link("#title", line("up")),
        )
    )
    assert [str(link.Contents) for link in links(opened(pdf.write(tree, LOOK).data))] == [
        "the report",
        "The annual report",
        "up",
    ]


def test_pages_are_numbered_for_the_reader_as_in_print() -> None:
    file = opened(pdf.write(*everything()).data)
    assert [page.label for page in file.pages] == [str(number) for number in range(1, len(file.pages) + 1)]


def test_the_tab_key_follows_the_structure_on_every_page() -> None:
    assert {str(page.Tabs) for page in opened(pdf.write(*everything()).data).pages} == {"/S"}


def test_no_hyphen_is_in_the_text_that_was_not_written(tmp_path: Path) -> None:
    """Nor where an author has said that one may stand: a quotation that is copied must be the source's words."""
    long = "Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesellschaft und internationale Zusammenarbeit " * 60
    read = reading_back.structure(save(pdf.write(document(para(long), language="de"), LOOK).data, tmp_path))
    assert not {*read.text} & {"-", "\u2010"}
    assert "Donaudampfschifffahrtsgesellschaftund" in "".join(read.text.replace("\u00ad", "").split())


def test_a_head_that_comes_late_is_read_first(tmp_path: Path) -> None:
    """WeasyPrint leaves a head out where it does not fit, and repeats it on the next page all the same."""
    table = Table(
        row("head " * 150, "b"), (row("one", "x"), row("two " * 300, "y"), row("three", "z")), ("left", "left")
    )
    look = replace(LOOK, css="@page { size: 148mm 105mm }")
    found = reading_back.structure(save(pdf.write(document(para("a"), table), look).data, tmp_path))
    (made,) = (part for part in found.parts[0].elements() if part.role == "Table")  # type: ignore[union-attr]
    assert [part.role for part in made.elements()] == ["THead", "TBody"]
    assert made.text.startswith("head head")


def test_pictures_notes_and_quotations_say_what_they_are() -> None:
    tree, look = everything()
    file = opened(pdf.write(tree, look).data)
    assert {str(figure.Alt) for figure in roles(file, "Figure")} == {"dot", "A drawing"}
    assert len(roles(file, "BlockQuote")) == 2
    assert len(roles(file, "Note")) == 7


def test_the_contents_are_tagged_as_contents_without_their_dots(tmp_path: Path) -> None:
    entries = (ContentsEntry(2, line("One ", Emphasis(line("part"))), "title"), ContentsEntry(3, line("Two"), "title"))
    file = opened(pdf.write(document(Contents(line("Contents"), entries), para("text")), LOOK).data)
    (contents,) = roles(file, "TOC")
    assert [[str(inner.S) for inner in entry.K] for entry in contents.K] == [["/Reference"], ["/Reference"]]
    assert len(roles(file, "Link")) == 3  # two pieces of the first, and the second
    assert roles(file, "L") == roles(file, "LI") == []
    read = reading_back.structure(save(pdf.write(document(Contents((), entries), para("text")), LOOK).data, tmp_path))
    assert "".join(read.text.split()) == "TitleOnepartTwotext"
