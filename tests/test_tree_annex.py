"""The paragraphs of the sources that a document prints, and the ways between them and the notes."""

from typing import Any

import pytest

from briefgen.document import Meta
from briefgen.extracts import Citation, ParagraphExtract, SentenceExtract, SourceExtract, Subject
from briefgen.nodes import (
    Anchor,
    Block,
    Code,
    Foreign,
    Heading,
    Inline,
    Link,
    NoteCall,
    Paragraph,
    Span,
    Str,
    Strong,
    plain,
    walk,
)
from briefgen.tree import Parsed, parse
from briefgen.values import Called, Clause, Excerpt, NoteValue, binding

TEXT = "It said on Monday that it may build a bridge, and nothing more."
SAID, BUILD, BRIDGE = (3, 17), (23, 44), (36, 44)


def source(redistribute: Any = "quotes") -> SourceExtract:
    paragraphs = (ParagraphExtract(1, "Headline", ()), ParagraphExtract(2, TEXT, ()))
    return SourceExtract(1, "Article", "An article", "en", redistribute, paragraphs)


def note(key: str, *spans: tuple[int, int], paragraph: int = 2) -> NoteValue:
    """Return the call of a note that quotes words of the article."""
    there = Link(f"#passage:1:{paragraph}", (Str(f"¶{paragraph}"),))
    cited = tuple(Citation(1, paragraph, *span) for span in spans)
    return NoteValue(Called(key, (Str("Article, "), there, Str(f": {key}")), cited, Subject(f"{key}-1", key)))


def parsed(template: str, redistribute: Any = "quotes", language: str = "", **values: Any) -> Parsed:
    """Parse a template's Markdown; ``{n2}`` and ``{p2}`` stand for the number and the words of paragraph 2."""
    numbers = {f"n{number}": Excerpt(1, number, label=f"¶{number}") for number in (1, 2)}
    words = {f"p{number}": Excerpt(1, number, language=language) for number in (1, 2)}
    with binding() as bindings:
        marks = {name: value.__html__() for name, value in {**numbers, **words, **values}.items()}
        markdown = template.format(**marks)
    return parse(markdown, bindings, Meta("t"), "own.md.j2", (source(redistribute),))


def last(made: Parsed) -> tuple[Inline, ...]:
    block: Block = made.document.children[-1]
    assert isinstance(block, Paragraph)
    return block.children


def said(made: Parsed) -> str:
    """Return the last paragraph as it reads, with the numbers of notes."""
    parts = []
    for node in walk(last(made)):
        parts.append(f"[{node.number}]" if isinstance(node, NoteCall) else getattr(node, "text", ""))
    return "".join(parts)


def test_the_calls_of_notes_stand_behind_the_words_that_they_quote() -> None:
    made = parsed("a{said} b{build}\n\n**{n2}** {p2}", said=note("said", SAID), build=note("build", BUILD))
    assert said(made) == "¶2 … said on Monday[1] … it may build a bridge[2] …"
    assert last(made)[0] == Strong((Anchor("passage:1:2"), Str("¶2")))
    assert [node.subject for node in walk(last(made)) if isinstance(node, NoteCall)] == [None, None]


@pytest.mark.parametrize(
    ("notes", "words"),
    [
        ((note("a", SAID, BRIDGE),), "… said on Monday … a bridge[1] …"),
        ((note("a", BUILD), note("b", BRIDGE)), "… it may build a bridge[1][2] …"),
        ((note("a", BRIDGE), note("b", BUILD)), "… it may build a bridge[1][2] …"),
        ((note("a", (0, 62)),), "It said on Monday that it may build a bridge, and nothing more[1]."),
        ((note("a", (0, 63)), note("b", (18, 44))), f"{TEXT[:44]}[2], and nothing more.[1]"),
    ],
)
def test_each_note_is_called_once_in_a_paragraph(notes: tuple[NoteValue, ...], words: str) -> None:
    values = {f"v{number}": value for number, value in enumerate(notes)}
    made = parsed("".join(f"x{{{name}}} " for name in values) + "\n\n{p2}", **values)
    assert said(made) == words


def test_quoted_words_are_marked_among_others() -> None:
    made = parsed("a{said}\n\n{p2}", redistribute="full", said=note("said", SAID))
    assert last(made) == (
        Str("It "),
        Strong((Str("said on Monday"),)),
        NoteCall(1),
        Str(" that it may build a bridge, and nothing more."),
    )


def test_words_in_another_language_say_so() -> None:
    made = parsed("a{said}\n\n{n2} {p2}", language="de", said=note("said", SAID))
    foreign = [node for node in walk(last(made)) if isinstance(node, Foreign)]
    assert [(node.language, plain(node.children)) for node in foreign] == [("de", "… said on Monday"), ("de", " …")]
    assert not any(isinstance(node, NoteCall) for node in walk(tuple(foreign)))


# --- Both ways --------------------------------------------------------------------------------------------------------
def test_a_note_leads_to_the_paragraph_that_is_printed() -> None:
    values = {"said": note("said", SAID), "head": note("head", (0, 8), paragraph=1)}
    made = parsed("a{said} b{head}\n\n{n2} {p2}", **values)
    there, nowhere = made.document.notes
    assert there.children[1] == Link("#passage:1:2", (Str("¶2"),))
    assert nowhere.children[1] == Str("¶1")
    anchors = [node.name for node in walk(made.document.children) if isinstance(node, Anchor)]
    assert anchors == ["passage:1:2"]


def test_without_an_annex_a_note_has_no_links_to_it() -> None:
    made = parsed("a{said}", said=note("said", SAID))
    assert made.document.notes[0].children == (Str("Article, "), Str("¶2"), Str(": said"))


def test_a_paragraph_that_is_printed_twice_can_be_led_to_once() -> None:
    made = parsed("a{said}\n\n{n2} {p2}\n\n{n2} {p2}", said=note("said", SAID))
    assert len([node for node in walk(made.document.children) if isinstance(node, Anchor)]) == 1


# --- What the document does not quote ---------------------------------------------------------------------------------
def test_a_paragraph_that_no_note_of_the_document_quotes_is_left_out() -> None:
    made = parsed("a{said}\n\n{n1} {p1}\n\n::: passage\n**{n1}** {p1}\n:::\n\n{n2}", said=note("said", SAID))
    assert [type(block) for block in made.document.children] == [Paragraph, Paragraph]
    assert made.problems == ()


def test_a_section_of_such_paragraphs_is_empty() -> None:
    made = parsed("a{said}\n\n## Evidence\n\n{n1} {p1}", said=note("said", SAID))
    assert [problem.code for problem in made.problems] == ["empty-section"]
    assert not any(isinstance(block, Heading) for block in made.document.children)


@pytest.mark.parametrize("template", ["- {empty}\n\n::: x\n{none}\n:::\n\n{n2}{p2}", "{n2}{p2}"])
def test_a_note_is_not_made_for_the_annex(template: str) -> None:
    made = parsed(template, empty=note("a"), none=NoteValue())
    assert "passage" not in str(made.document.children)


def test_a_source_that_may_not_be_shown_is_not() -> None:
    made = parsed("a{said}\n\n{n2} {p2}", redistribute="none", said=note("said", SAID))
    assert said(made) == "a[1]"
    assert (made.document.notes[0].citations, made.document.sources[0].paragraphs) == ((), ())


def test_an_annex_before_the_text_gives_the_notes_their_numbers() -> None:
    made = parsed("{p2}\n\na{build} b{said}", said=note("said", SAID), build=note("build", BUILD))
    assert [node.number for node in walk(made.document.children) if isinstance(node, NoteCall)] == [1, 2, 2, 1]
    assert [plain(one.children) for one in made.document.notes] == ["Article, ¶2: said", "Article, ¶2: build"]
    (paragraph,) = made.document.sources[0].paragraphs
    quoted = [paragraph.text[one.start : one.end] for found in made.document.notes for one in found.citations]
    assert quoted == ["said on Monday", "it may build a bridge"]


def test_a_paragraph_of_a_source_is_no_literal() -> None:
    made = parsed("a{said} `{p2}`", said=note("said", SAID))
    assert [problem.code for problem in made.problems] == ["note-in-literal"]
    assert Code("") in last(made)


# --- Clauses in the text ----------------------------------------------------------------------------------------------
SENTENCES = "The board met. It said on Monday that it may build a bridge. Nobody spoke."
CLAUSE = "may build a bridge"


def clauses(template: str, redistribute: Any = "full", language: str = "") -> Parsed:
    """Parse Markdown in which ``{way}`` leads to a paragraph and ``{clause}`` is the clause in its sentence."""

    def span(words: str) -> tuple[int, int]:
        return SENTENCES.index(words), SENTENCES.index(words) + len(words)

    said = ("The board met.", "It said on Monday that it may build a bridge.", "Nobody spoke.")
    sentences = tuple(SentenceExtract(number, *span(words), use="used") for number, words in enumerate(said, 1))
    whole = SourceExtract(1, "Article", "", "en", redistribute, (ParagraphExtract(1, SENTENCES, sentences),))
    cited = (Citation(1, 1, *span(CLAUSE)),)
    values = {
        "way": Clause(1, 1, cited, label="¶1"),
        "clause": Clause(1, 1, cited, words=CLAUSE, language=language),
        "number": Excerpt(1, 1, label="¶1"),
        "words": Excerpt(1, 1, language=language),
    }
    with binding() as bindings:
        markdown = template.format(**{name: value.__html__() for name, value in values.items()})
    return parse(markdown, bindings, Meta("t"), "own.md.j2", (whole,))


def test_a_clause_stands_in_bold_in_its_sentence() -> None:
    made = clauses("{clause}")
    assert last(made) == (Str("It said on Monday that it "), Strong((Str(CLAUSE),)), Str("."))
    assert made.problems == ()


@pytest.mark.parametrize(
    ("redistribute", "shown"),
    [
        ("full", "It said on Monday that it may build a bridge."),
        ("quotes", "… may build a bridge …"),
        ("none", "may build a bridge"),
    ],
)
def test_of_the_sentence_is_shown_what_may_be(redistribute: str, shown: str) -> None:
    made = clauses("{clause}", redistribute)
    assert plain(last(made)) == shown
    assert Strong((Str(CLAUSE),)) in last(made)
    assert "Monday" in shown or "Monday" not in repr(made.document)


def test_a_clause_in_another_language_says_so() -> None:
    assert {type(node) for node in last(clauses("{clause}", language="ar"))} == {Foreign}


@pytest.mark.parametrize(
    ("template", "redistribute", "there"),
    [
        ("{way}\n\n{number} {words}", "full", True),
        ("{number} {words}\n\n{way}", "quotes", True),
        ("{way}", "full", False),  # nothing prints the paragraph
        ("{way}\n\n{number} {words}", "none", False),  # nothing of it may be printed
    ],
)
def test_the_way_to_a_paragraph(template: str, redistribute: str, there: bool) -> None:
    made = clauses(f"{{clause}}\n\n{template}", redistribute)
    assert (Link("#passage:1:1", (Str("¶1"),)) in tuple(walk(made.document.children))) is there
    assert plain(tuple(node for node in walk(made.document.children) if isinstance(node, Str))).count("¶1") >= 1
    assert [problem.code for problem in made.problems] == []


def test_of_a_paragraph_that_only_clauses_quote_the_rest_is_set_back() -> None:
    made = clauses("{clause}\n\n{words}")
    before, clause, after = last(made)
    assert clause == Str(CLAUSE)
    assert (before, after) == (
        Span("unquoted", (Str("The board met. It said on Monday that it "),)),
        Span("unquoted", (Str(". Nobody spoke."),)),
    )
