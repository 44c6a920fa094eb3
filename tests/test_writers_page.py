"""The web page, without a browser: one whole file of sound HTML, in which no text is ever more than text."""

import base64
import dataclasses
import hashlib
import io
import json
import re
import string
import subprocess
import sys
from collections import Counter
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from tinyhtml5.parser import HTMLParser

import page_samples
from briefgen.design import Design, Look, Style
from briefgen.design.contrast import PAPER
from briefgen.document import Document, Meta
from briefgen.extracts import PASSAGE, Citation, Subject
from briefgen.nodes import (
    Anchor,
    Image,
    NoteCall,
    Paragraph,
    Span,
    Str,
    changed,
    walk,
)
from briefgen.writers import cuts, html, page
from briefgen.writers.cuts import cutting
from briefgen.writers.fonts import font_file
from briefgen.writers.page import colours, faces, sheet
from briefgen.writers.page.statements import find
from briefgen.writers.page.words import WORDS, Words, words_in
from conftest import tries
from page_samples import call, heading, memo, para, source

from random_trees import TEXTS, documents  # isort: skip
from test_writers_html import DESIGN

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
LOOK = Look(DESIGN)
# No face comes as a package, so that a page takes no time for it: what it carries is tested apart.
PLAIN = Look(
    DESIGN.model_copy(
        update={
            "faces": DESIGN.faces.model_copy(
                update=dict.fromkeys(("sans", "serif", "mono"), DESIGN.faces.mono),
            )
        }
    )
)


def written(document: Document, look: Look = PLAIN) -> str:
    return page.write(document, look).data.decode()


def parsed(text: str) -> Any:
    """Parse as a browser does, but forgive nothing, save control characters (U+0085), which a text may hold."""
    parser = HTMLParser(namespace_html_elements=False)
    tree = parser.parse(text.encode())
    assert [error for error in parser.errors if error[1] != "invalid-codepoint"] == []
    return tree


def text_of(element: Any) -> str:
    return "".join(element.itertext())


def by_class(tree: Any, name: str) -> list[Any]:
    return [element for element in tree.iter() if name in (element.get("class") or "").split()]


def by_id(tree: Any, name: str) -> Any:
    (found,) = (element for element in tree.iter() if element.get("id") == name)
    return found


@pytest.fixture(scope="module")
def whole() -> Any:
    return parsed(written(memo()))


# --- The file ---------------------------------------------------------------------------------------------------------
SEVERAL = memo(
    sources=(
        source(uses="uunsnu"),
        source(2, ("町議会は決めた。",), language="ja", redistribute="quotes", name="町報"),
        source(3, (), redistribute="none", name="Letter"),
    ),
    meta=Meta("T", language="fr", watermark="Projet", template="memo", author="A", keywords=("x",)),
)
KINDS = {
    "one source": memo(),
    "several": SEVERAL,
    "no source": memo(sources=()),
    "withheld": memo(sources=(source(texts=(), redistribute="none"),)),
    "unknown language": memo(meta=Meta("T", language="it", marking="X")),
    "right to left": memo(meta=Meta("T", language="ar-EG")),
    "empty": Document((), (), Meta("T")),
}
KIND = pytest.mark.parametrize("document", KINDS.values(), ids=KINDS)


@KIND
def test_the_page_is_sound(document: Document) -> None:
    """It parses without an error, no name stands twice, and every link leads somewhere."""
    tree = parsed(written(document))
    names = [element.get("id") for element in tree.iter() if element.get("id")]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    for attribute in ("aria-labelledby", "aria-describedby", "aria-controls"):
        assert {element.get(attribute) for element in tree.iter() if element.get(attribute)} <= set(names)
    links = [element.get("href") for element in tree.iter("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(names)
    assert all(text_of(link).strip() for link in tree.iter("a"))


@KIND
def test_the_page_asks_for_nothing(document: Document) -> None:
    text = written(document, LOOK)
    assert re.findall(r"url\((?!data:)|@import|\bsrc=", text) == []
    assert "link" not in {element.tag for element in parsed(text).iter()}


def test_the_policy_names_what_the_page_holds() -> None:
    tree = parsed(written(memo(), LOOK))
    policy = next(meta.get("content") for meta in tree.iter("meta") if meta.get("http-equiv"))
    allowed = {part.partition(" ")[0]: part.partition(" ")[2] for part in policy.split("; ")}
    (style,) = tree.iter("style")
    script = next(element for element in tree.iter("script") if not element.get("type"))
    assert allowed["default-src"] == "'none'"
    for name, element in (("style-src", style), ("script-src", script)):
        digest = base64.b64encode(hashlib.sha256(text_of(element).encode()).digest()).decode()
        assert allowed[name] == f"'sha256-{digest}'"


def test_the_same_document_makes_the_same_bytes() -> None:
    """In another process too, where sets are in another order."""
    program = "import page_samples, sys; from test_writers_page import LOOK, page; \
sys.stdout.buffer.write(page.write(page_samples.memo(), LOOK).data)"
    made = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1] == page.write(memo(), LOOK).data


def carried(rules: str) -> list[set[str]]:
    """Return the characters of each face, as another program reads them."""
    return [
        set(map(chr, TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap()))
        for data in re.findall(r"base64,([^)]+)\)", rules)
    ]


def test_pages_of_latin_text_share_their_faces() -> None:
    assert len(page.write(memo(), LOOK).data) < 170_000
    few, many = (faces.rules(memo(), DESIGN, text) for text in ("a", "“A £5 memo”, he said – at 3½°"))
    assert few == many
    assert few.count("@font-face") == 4
    assert all(set(string.printable) - set("\t\n\r\x0b\x0c") <= one for one in carried(few))


@pytest.mark.parametrize("text", ["Zürich, Łódź, São Paulo, İzmir", "Ω and Ж", "naïve Ω"])
def test_other_letters_are_carried_where_they_stand_on_the_page(text: str) -> None:
    found = carried(faces.rules(memo(), DESIGN, text))
    assert all({*text, *text.upper(), "a", "z", "”"} <= one for one in found)
    assert all(("Ж" in one) == ("Ж" in text) for one in found)


def test_the_cuts_that_are_shipped_are_those_that_are_made() -> None:
    """If not: python -m briefgen.writers.cuts"""
    for name, text in cuts.made().items():
        assert Path(cuts.__file__).with_name(name).read_text("utf-8") == text, name


def test_a_cut_of_another_font_file_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "SourceSansPro-Regular.ttf"
    assert cuts.shipped(name, cuts.LATIN)
    assert cuts.shipped(name, cuts.LATIN | {"Ω"}) is None
    assert cuts.shipped("Almarai-Regular.ttf", cuts.LATIN) is None
    monkeypatch.setattr(cuts, "font_file", lambda _: font_file("SourceSansPro-It.ttf"))
    cuts._is_known.cache_clear()
    cuts._covered.cache_clear()
    assert cuts.shipped(name, cuts.LATIN) is None
    assert cuts.rounded(name, frozenset("橋")) == cuts.EUROPEAN | {"橋"}
    cuts._is_known.cache_clear()
    cuts._covered.cache_clear()


@given(st.text() | st.text("aßŁ橋جΩЖ"))
def test_a_cut_holds_all_the_characters_of_the_text_that_the_face_has(text: str) -> None:
    for name in ("SourceSansPro-Regular.ttf", "IBMPlexMono-Regular.ttf", "Almarai-Regular.ttf"):
        assert cuts.rounded(name, frozenset(text)) >= frozenset(text) & cutting.characters_of(name)


def test_a_letter_that_the_face_has_in_another_form_is_carried_in_that() -> None:
    found = carried(faces.rules(memo(), DESIGN, "10 \u212b"))
    assert all("Å" in one for one in found)


@pytest.mark.parametrize("text", ["橋を架ける「計画」、2027年。", "قرر المجلس بناء جسر"])
def test_a_page_in_other_scripts_has_the_cuts_of_an_english_one(text: str) -> None:
    assert faces.rules(memo(), DESIGN, text) == faces.rules(memo(), DESIGN, "a")


def test_italics_are_carried_where_they_are_needed() -> None:
    from briefgen.nodes import Emphasis, Strong

    slanted = memo(children=(para(Emphasis((Str("a"),))),))
    both = memo(children=(para(Strong((Emphasis((Str("a"),)),))),))
    assert [faces.rules(document, DESIGN, "a").count("@font-face") for document in (slanted, both)] == [6, 8]


# --- The words --------------------------------------------------------------------------------------------------------
def test_the_page_says_what_the_document_says() -> None:
    """The memo is that of the PDF, word for word; only the controls and the links to the source come on top."""
    memo_ = html.fragment(memo(), DESIGN, notes_at_foot=False)
    expected = parsed(f'<!DOCTYPE html><meta charset="utf-8"><title>x</title>{memo_}').find("body")
    shown = by_id(parsed(written(memo())), "page:brief")
    for parent in [*shown.iter()]:
        for child in [*parent]:
            if child.get("class") in ("_filters", "_show"):
                parent.remove(child)
    assert "".join(text_of(shown).split()) == "".join(text_of(expected).split())


def test_the_source_is_there_word_for_word(whole: Any) -> None:
    shown = [element for element in whole.iter("p") if (element.get("id") or "").startswith("source:1:")]
    texts = [text_of(element).partition(" ") for element in shown]
    assert [(number, text) for number, _, text in texts] == [
        (f"¶{number}", text) for number, text in enumerate(page_samples.MILL, 1)
    ]


@pytest.mark.parametrize("language", WORDS)
def test_every_language_has_all_words_and_their_blanks(language: str) -> None:
    own, english = WORDS[language], WORDS["en"]
    assert own.language == language
    for name in (one.name for one in fields(Words)):
        assert getattr(own, name).strip()
        blanks = [sorted(re.findall(r"\{\w+\}", getattr(words, name))) for words in (own, english)]
        assert blanks[0] == blanks[1], name


def test_the_words_of_another_language_are_english_and_say_so() -> None:
    assert words_in("it-CH").language == "en"
    assert words_in("de-AT").language == "de"
    tree = parsed(written(memo(meta=Meta("T", language="it"))))
    assert {element.get("lang") for element in by_class(tree, "_call")} == {"en"}
    assert by_class(tree, "_toggle")[0].get("lang") == "en"


def test_what_the_script_says_it_is_given() -> None:
    script = (Path(page.__file__).parent / "page.js").read_text("utf-8")
    given_words = json.loads(text_of(by_id(parsed(written(memo())), "page:words")))
    assert set(re.findall(r"\bwords\.(\w+)", script)) == set(given_words)


# --- Any text, anywhere -----------------------------------------------------------------------------------------------
HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "</style><script>alert(1)</script>",
    "<!--<script>",
    "\"'><svg onload=alert(1)>",
    "&lt;b&gt; &amp; &#60;",
    "javascript:alert(1)",
    "]]> <![CDATA[",
)
ANY = TEXTS | st.sampled_from(HOSTILE)


def everywhere(text: str) -> Document:
    """Return a document with the same text in every field that takes one."""
    said = Subject(text, text, text, text, (text, f"{text}!"))
    calls = (NoteCall(1, said), NoteCall(2, replace(said, entry=f"{text} 2", commitment=f"{text} 2")))
    note = page_samples.note(1, text, Citation(1, 1, 0, len(text)), Citation(1, 1, 1, 2))
    items = page_samples.BulletList((page_samples.item(text, calls[0]), page_samples.item(text, calls[1])))
    running = para(text, calls[0], Span("x", (Str(text),)), calls[1])
    meta = Meta(text, author=text, subject=text, keywords=(text,), marking=text, watermark=text, notes_label=text)
    sources = [source(number, (text,), "n", name=text, reference=text) for number in (1, 2)]
    return Document(
        (heading(text, 1), items, running), (note, page_samples.note(2, text)), meta, (*sources,)
    )  # fmt: skip


def shape(element: Any) -> list[Any]:
    """Return the elements of a page. Those are left out that cut a source's words, or name a language."""
    found: list[Any] = []
    for child in element:
        if child.tag == "meta" or (child.tag in ("span", "a") and child.get("class") in (None, "_quoted")):
            found += shape(child)
        else:
            found.append((child.tag, child.get("class"), shape(child)))
    return found


@given(text=ANY.filter(lambda text: bool(text.strip())))
@settings(max_examples=tries(150))
def test_no_text_is_more_than_text(text: str) -> None:
    tree = parsed(written(everywhere(text)))
    assert shape(tree.find("body")) == shape(parsed(written(everywhere("harmless"))).find("body"))
    assert text_of(tree.find("head/title")) == text
    assert by_id(tree, "source:1:name").text == text or text_of(by_id(tree, "source:1:name")) == text
    assert text_of(by_id(tree, "source:1:1")) == f"¶1 {text}"
    assert text_of(by_class(tree, "_marking")[0]) == text
    choices = by_id(tree, "page:choices")
    assert [option.get("data-key") for option in choices.iter("option")] == [None, text, f"{text}!"]
    assert [chip.get("data-key") for chip in choices.iter("button")] == [text, f"{text} 2"]
    assert by_class(tree, "_sentence")[0].get("data-entry") == text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_css_stays_in_its_element(text: str) -> None:
    """The template's own CSS may be wrong; it may not become a part of the page."""
    tree = parsed(written(memo(), replace(PLAIN, css=f"p::after {{ content: '{text}' }}")))
    assert shape(tree) == shape(parsed(written(memo())))


@given(whole=documents(1))
@settings(max_examples=tries(30))
def test_any_document_makes_a_sound_page(whole: Document) -> None:
    tree = parsed(written(replace(whole, sources=(source(),))))
    names = [name for element in tree.iter() if (name := element.get("id")) and not name.startswith(PASSAGE)]
    assert len(names) == len(set(names))


# --- Statements -------------------------------------------------------------------------------------------------------
def test_items_and_sentences_that_call_notes_are_statements(whole: Any) -> None:
    found = [
        (element.tag, element.get("data-notes"), element.get("data-entry"), element.get("data-item"))
        for element in by_id(whole, "page:brief").iter()
        if element.get("data-notes")
    ]
    assert found == [
        ("span", "1", "bottom_line-1", None),
        ("span", "3", "bottom_line-2", None),
        ("tr", "1", "decisions-1", "1"),
        ("tr", "2", "decisions-2", "2"),
        ("tr", "3", "decisions-3", "3"),
        ("blockquote", "2", "quotes-1", "4"),
        ("li", "1", "background-1", "5"),
        ("li", "4", "background-2", "6"),
        ("li", "5", "open_questions-1", "7"),
        ("li", "2", "open_questions-2", "8"),
        ("div", "1", "glossary-1", "9"),
    ]


def test_the_filters_offer_what_there_is(whole: Any) -> None:
    choices = by_id(whole, "page:choices")
    assert [text_of(chip) for chip in choices.iter("button")] == ["Decided 2", "Announced 1", "Considering 2"]
    assert [text_of(option) for option in choices.iter("option")] == ["Everyone", "Council (4)", "Mayor (2)"]
    decided = next(chip for chip in choices.iter("button")).get("data-index")
    rows = [row for row in whole.iter("tr") if decided in (row.get("data-firm") or "").split()]
    assert [row.get("data-entry") for row in rows] == ["decisions-1"]


def test_what_nothing_can_be_picked_out_by_has_no_filters() -> None:
    assert by_class(parsed(written(memo(children=(para("a", call(1)), para("b", call(2)))))), "_filters") == []


SENTENCES = {
    "two entries": (("A.", call(1, "a-1"), " B.", call(2, "a-2")), ["A.1", "B.2"]),
    "one entry twice": (("A.", call(1, "a-1"), " B.", call(2, "a-1")), None),
    "the rest goes with the last": (("A.", call(1, "a-1"), " B", call(2, "a-2"), " (c)"), ["A.1", "B2 (c)"]),
    "two calls side by side": (("A.", call(1, "a-1"), call(2, "a-1"), " B.", call(3, "a-2")), ["A.1,2", "B.3"]),
    "one statement": (("A.", call(1, "a-1"), " B."), None),
    "without entries": (("A.", call(1), " B.", call(2)), ["A.1", "B.2"]),
    "a call in a mark": ((Span("x", (Str("A."), call(1, "a-1"))), " B.", call(2, "a-2")), ["A.1", "B.2"]),
    "no words": ((call(1, "a-1"), " ", call(2, "a-2")), ["1", "2"]),
}


@pytest.mark.parametrize(("parts", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_running_text_is_cut_after_the_notes_of_each_entry(parts: tuple[Any, ...], expected: list[str] | None) -> None:
    tree = parsed(written(memo(children=(para(*parts),))))
    assert [text_of(span) for span in by_class(tree, "_sentence")] == (expected or [])
    paragraph = by_id(tree, "page:brief").find("p")
    assert (paragraph.get("data-notes") is None) == (expected is not None)


def test_a_paragraph_that_is_one_statement_can_be_left_out_of_view() -> None:
    paragraphs = (
        para("a", call(1, "x-1", "decided")),
        para("b", call(2, "x-2")),
        para("c", call(3, "x-3", "", "Mayor")),
    )
    found = find(memo(children=paragraphs), words_in("en"))
    assert [
        bool(found.marks(node).get("data_item")) for node in found.document.children if isinstance(node, Paragraph)
    ] == [
        True,
        False,
        True,
    ]


def test_words_of_a_source_that_the_document_prints_are_no_statement() -> None:
    printed = para(Anchor("passage:1:1"), "¶1 They voted", call(1, "decisions-1", "decided"))
    tree = parsed(written(memo(children=(para("They voted.", call(1, "decisions-1", "decided")), printed))))
    assert [element.get("data-notes") for element in by_id(tree, "page:brief").iter("p")][:2] == ["1", None]


@given(whole=documents(1))
@settings(max_examples=tries(50))
def test_every_call_in_the_text_is_in_a_statement(whole: Document) -> None:
    # A paragraph with the name of a passage prints words of a source.
    whole = replace(whole, children=changed(whole.children, {Anchor: lambda node: Str(node.name)}))
    found = find(whole, words_in("en"))
    calls = Counter(node.number for node in walk(whole.children) if isinstance(node, NoteCall))
    assert Counter(node.number for node in walk(found.document.children) if isinstance(node, NoteCall)) == calls
    noted = [found.marks(node).get("data_notes", "").split() for node in walk(found.document.children)
             if not isinstance(node, NoteCall)]  # fmt: skip
    assert {int(number) for numbers in noted for number in numbers} == set(calls)


# --- Sources ----------------------------------------------------------------------------------------------------------
def pieces(tree: Any, paragraph: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (text_of(one), one.get("data-notes"), one.get("tabindex"))
        for one in by_class(by_id(tree, paragraph), "_quoted")
    ]


def test_overlapping_quotations_are_cut_where_they_begin_and_end(whole: Any) -> None:
    assert pieces(whole, "source:1:2") == [
        ("repairs may be costly, and that ", "2", None),
        ("the council", "2 3", None),
        (" is considering a loan.", "3", None),
        (" ", "3", None),
        ("Nobody", "3", "-1"),
    ]
    assert [one.get("href") for one in by_class(by_id(whole, "source:1:2"), "_quoted")] == [
        "#call:2", "#call:2", "#call:3", None, "#call:3",
    ]  # fmt: skip


@given(
    text=TEXTS,
    spans=st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=6),
    sentences=st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=4),
)
def test_no_cut_loses_a_character(text: str, spans: list[tuple[int, int]], sentences: list[tuple[int, int]]) -> None:
    """Not even where the offsets are wrong."""
    from briefgen.extracts import ParagraphExtract, SentenceExtract

    cut = tuple(SentenceExtract(1, *pair, "unused") for pair in sentences)
    notes = tuple(page_samples.note(number, "n", Citation(1, 1, *pair)) for number, pair in enumerate(spans, 1))
    given_source = source(paragraphs=(ParagraphExtract(1, text, cut),))
    tree = parsed(
        written(Document((para("a", *(call(one.number) for one in notes)),), notes, Meta("T"), (given_source,)))
    )
    assert text_of(by_id(tree, "source:1:1")) == f"¶1 {text}"
    for number, (start, end) in enumerate(spans, 1):
        quoted = [text_of(one) for one in by_class(tree, "_quoted") if str(number) in one.get("data-notes").split()]
        assert "".join(quoted) == (text[max(start, 0) : end] if end > max(start, 0) else "")


def test_notes_lead_to_the_paragraphs_that_they_quote(whole: Any) -> None:
    shown = [link.get("href") for link in by_id(whole, "note:4").iter("a")]
    assert shown == ["#call:4", "#source:1:1", "#source:1:3"]
    assert [link.get("href") for link in by_id(whole, "note:5").iter("a")] == ["#call:5"]


def test_sentences_say_what_is_made_of_them() -> None:
    tree = parsed(written(memo(sources=(source(uses="unsunu"),))))
    assert [text_of(one) for one in by_class(tree, "_unused")] == [
        "It will become a library.",
        "The family kept a garden.",
    ]
    assert [text_of(one) for one in by_class(tree, "_aside")] == [page_samples.MILL[1].rpartition(". ")[0] + "."]
    assert text_of(by_id(tree, "page:unused-count")) == "2 of 6 not used, 1 set aside"


@pytest.mark.parametrize(
    ("redistribute", "said"), [("quotes", WORDS["en"].quotes_only), ("none", WORDS["en"].withheld)]
)
def test_a_source_that_is_not_whole_says_why_it_is_not(redistribute: str, said: str) -> None:
    texts = page_samples.MILL[:1] if redistribute == "quotes" else ()
    tree = parsed(written(memo(sources=(source(texts=texts, redistribute=redistribute),))))
    assert [text_of(one) for one in by_class(tree, "_remark")] == [said]
    assert by_class(tree, "_toggle") == []
    assert text_of(by_class(tree, "_reference")[0]) == "The mill, The Gazette, 2026"


def test_a_source_in_another_language_says_so() -> None:
    tree = parsed(written(SEVERAL))
    texts = [by_id(tree, f"source:{number}").find("div") for number in (1, 2)]
    assert [(text.get("lang"), text.get("dir")) for text in texts] == [("en", "ltr"), ("ja", "ltr")]
    assert [text_of(link) for link in tree.find(".//nav").iter("a")] == ["Mill report", "町報", "Letter"]


# --- The look ---------------------------------------------------------------------------------------------------------
def test_lengths_are_relative_and_words_are_left_alone() -> None:
    look = Look(DESIGN, "p { margin: 10pt -5pt; line-height: 20pt } /* 9pt */ p::after { content: '7pt' } .a12pt { }"
                        "@page { margin: 30pt }")  # fmt: skip
    text = sheet.style_sheet(look, Meta("T"), WORDS["en"], "")
    assert text.endswith(
        "p { margin: 1.062rem -0.5312rem; line-height: calc(2.125rem * var(--_loose)) } /* 9pt */"
        " p::after { content: '7pt' } .a12pt { }@page { margin: 30pt }"
    )
    assert "html { font-size: 9.41176pt }" in text


def test_no_colour_is_stated_but_as_a_variable() -> None:
    text = sheet.style_sheet(Look(DESIGN), Meta("T"), WORDS["en"], "")
    rules = [line for line in text.splitlines() if "--c-" not in line and not line.lstrip().startswith("@")]
    stated = [line for line in rules if re.search(r":[^:]*#[0-9a-f]{6}\b", line)]
    assert stated == []


def test_a_template_with_css_of_its_own_is_dark_only_where_that_speaks_of_it() -> None:
    assert sheet.night(Look(DESIGN)) is not None
    assert sheet.night(Look(DESIGN, "p { color: #222 }")) is None
    assert sheet.night(Look(DESIGN, "@media (prefers-color-scheme: dark) { p { color: #ddd } }")) is not None


COLOUR = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(palette=st.lists(COLOUR, min_size=2, max_size=5), grounds=st.lists(COLOUR, max_size=2))
@settings(max_examples=tries(300))
def test_what_can_be_read_by_day_can_be_read_by_night(palette: list[str], grounds: list[str]) -> None:
    texts = {f"t{index}": colour for index, colour in enumerate(palette)}
    fills = {f"f{index}": colour for index, colour in enumerate(grounds)}
    styles = {name: Style(colour=name) for name in texts} | {name: Style(fill=name) for name in fills}
    design: Design = DESIGN.model_copy(update={"colours": texts | fills, "styles": styles})
    night = colours.dark(design)
    if night is None:
        return
    assert set(night) == {*texts, *fills, ""}
    for text in texts:
        for ground, by_day in {**fills, "": PAPER}.items():
            if colours.contrast(texts[text], by_day) >= colours.READABLE:
                assert colours.contrast(night[text], night[ground]) >= colours.READABLE


@given(palette=st.lists(COLOUR, min_size=2, max_size=5), wash=COLOUR, accent=COLOUR)
@settings(max_examples=tries(300))
def test_what_can_be_read_on_paper_can_be_read_on_the_grounds_of_the_page(
    palette: list[str], wash: str, accent: str
) -> None:
    texts = {f"t{index}": colour for index, colour in enumerate(palette)}
    own = {"body": Style(), "link": Style(colour="t0"), "heading-2": Style(colour="t1"), "heading-3": Style()}
    styles = own | {name: Style(colour=name) for name in texts}
    stated = texts | {"ink": palette[0], "accent": accent, "wash": wash}
    design: Design = DESIGN.model_copy(update={"colours": stated, "styles": styles})
    made = colours.grounds(design, stated, sheet.BLACK, PAPER)
    for name, ground in colours.GROUNDS.items():
        for style in ground.styles or styles:
            text = design.colour(design.style(style).colour or "ink")
            if colours.contrast(text, PAPER) >= colours.READABLE:
                assert colours.contrast(text, made[name]) >= colours.READABLE
    assert colours.contrast(PAPER, made["pressed"]) >= colours.READABLE


def test_the_grounds_are_as_strong_as_they_may_be() -> None:
    assert colours.grounds(DESIGN, DESIGN.colours, sheet.BLACK, PAPER) == {
        "pressed": DESIGN.colours["accent"],
        **{name: colours.mixed(DESIGN.colours[one.role], PAPER, one.share) for name, one in colours.GROUNDS.items()},
    }
    faint = DESIGN.colours | {"accent": "#767676"}
    made = colours.grounds(DESIGN, faint, sheet.BLACK, PAPER)
    assert colours.contrast("#767676", made["panel"]) >= colours.READABLE, "the grey has 4.54 to 1 on white"
    assert made["lit"] == colours.mixed("#767676", PAPER, 0.22), "no text of that colour stands there"


def test_contrast_is_that_of_the_guidelines() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert colours.contrast("#ffffff", "#0b3d66") == colours.contrast("#0b3d66", "#ffffff")


# --- What is wrong ----------------------------------------------------------------------------------------------------
def test_pictures_are_in_the_page_and_missing_ones_are_told() -> None:
    document = memo(children=(para(Image("a.PNG", "here"), Image("b.png", "gone"), Image("c.svg", "drawn")),))
    made = page.write(document, replace(PLAIN, pictures={"a.PNG": b"x", "c.svg": b"<svg/>"}))
    assert [problem.code for problem in made.problems] == ["missing-picture"] * 2
    (shown,) = parsed(made.data.decode()).iter("img")
    assert shown.get("src") == "data:image/png;base64,eA=="
    assert "[gone]" in made.data.decode()


def test_every_field_of_a_document_is_shown() -> None:
    """A new field must be thought of here: shown, or left out on purpose."""
    assert {one.name for one in dataclasses.fields(Meta)} == {
        *("title", "language", "author", "subject", "keywords", "date", "marking", "watermark", "notes_label"),  # shown
        *("table_label", "figure_label", "caption_label"),  # in the captions already
        *("page_label", "running_title", "fields"),  # on paper
        *("version", "status", "reference", "template", "content_hash"),  # for Word's properties and for problems
    }


def test_faces_that_were_kept_make_the_same_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = memo(children=(para("Ω"),))
    first = page.write(document, LOOK, kept=str(tmp_path))
    assert first == page.write(document, LOOK)
    faces = [path for path in (tmp_path / "faces").rglob("*") if path.is_file()]
    assert len(faces) == first.data.count(b"@font-face {")
    monkeypatch.setattr(page.faces, "cut", lambda *_: "made anew")
    assert page.write(document, LOOK, kept=str(tmp_path)) == first
    assert b"made anew" in page.write(document, LOOK, kept=str(tmp_path / "gone/for/good")).data
