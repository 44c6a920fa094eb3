"""What a document carries of its sources: subjects of calls, citations, paragraphs, held to any text."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from briefgen import source
from briefgen.check import Case, examine
from briefgen.document import Document
from briefgen.evidence import normalise
from briefgen.extracts import Citation, Subject
from briefgen.load import load
from briefgen.nodes import NoteCall, walk
from briefgen.render.extracts import Sources, folded
from briefgen.values import fold, refused_character
from model_briefs import yaml_text
from test_render import BRIEF, document

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
PIECES = st.sampled_from(
    ["word", "“quoted”", "can't", "1,000", "日本", "の語。", "é", "e\u0301", "…", " ", "\n", "\t", "\u00a0", "\u200b",
     "\U0001f600", ", ", "." ," — ", "مرحبا", "\u2028", "\x1f"]
)  # fmt: skip
PARAGRAPHS = st.lists(PIECES, min_size=1, max_size=16).map("".join).filter(lambda text: bool(text.strip()))


def case(text: str, **clause: Any) -> Case:
    """Return a brief of one decision that rests on one clause."""
    raw = {"title": "T", "sources": [{"file": "a.txt"}], "decisions": [{"text": "So", "evidence": [clause]}]}
    brief = load(yaml_text(raw).encode(), "x.yaml")
    return examine(brief, "x.yaml", {brief.sources[0]: source.read(text.encode(), "a.txt")})


def quoted(made: Case) -> list[str]:
    """Return the words that the citations of the only clause point at."""
    sources, clause = Sources(made), made.brief.decisions[0].evidence[0]
    (whole,) = sources.extracts({made.brief.sources[0]: ("Article", "An article")})
    texts = {part.number: part.text for part in whole.paragraphs}
    return [texts[found.paragraph][found.start : found.end] for found in sources.citations(clause)]


# --- Paragraphs -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("two\n lines\t and", "two lines and"),
        ("5\u00a0km", "5\u00a0km"),
        ("日本\n語", "日本語"),
        ("日本 語", "日本 語"),
        ("日本\nand", "日本 and"),
        ("한국\n어", "한국 어"),
        ("a\x07b\ufdd0", "a\ufffdb\ufffd"),
        ("a\x1fb", "a b"),
    ],
)
def test_a_paragraph_is_one_line(text: str, line: str) -> None:
    assert folded(text)[0] == line


@given(ANY_TEXT)
@example("日本\n語\n and")
def test_every_character_is_found_again(text: str) -> None:
    line, offsets = folded(text)
    assert (len(offsets), offsets[-1]) == (len(text) + 1, len(line))
    assert offsets == sorted(offsets)
    for offset, character in enumerate(text):
        if not character.isspace() and refused_character(character) is None:
            assert line[offsets[offset]] == character
    assert refused_character(line) is None


# --- Citations --------------------------------------------------------------------------------------------------------
def clauses(text: str) -> list[str]:
    """Return what may be a clause of a text, long ones first: it cuts no word, stands in one paragraph, and once."""
    cuts = [at for at in range(len(text) + 1) if not text[max(at - 1, 0) : at + 1].isalnum() or at in (0, len(text))]
    pieces = sorted((text[start:end] for start in cuts for end in cuts if start < end), key=len, reverse=True)
    found = [piece for piece in pieces if refused_character(piece) is None and fold(piece).strip()]
    return [piece for piece in found if text.count(piece) == 1 and "\n\n" not in piece.strip()]


@given(st.lists(PARAGRAPHS, min_size=1, max_size=3), st.data())
def test_a_citation_is_the_words_of_the_passage(paragraphs: list[str], data: st.DataObject) -> None:
    text = "\n\n".join(paragraphs)
    possible = clauses(text)
    assume(possible)
    exact = data.draw(st.sampled_from(possible))
    assert refused_character(exact) is None
    assert fold(exact).strip()
    made = case(text, exact=exact)
    passage = made.found[made.brief.decisions[0].evidence[0]]
    words = getattr(passage, "words", None)
    assume(words is not None)
    found = quoted(made)
    if "…" not in exact:
        assert found == [folded(str(words))[0]]
    assert all(part in folded(str(words))[0] for part in found)
    assert found


@given(
    st.lists(st.sampled_from(["word", "“quoted”", "can't", "é", "日本", "مرحبا"]), min_size=3, max_size=12),
    st.sampled_from([" ", "\n", ", ", " — ", "\u00a0"]),
    st.data(),
)
def test_what_a_gap_leaves_out_is_not_cited(words: list[str], between: str, data: st.DataObject) -> None:
    """Nothing but the clause's own words is cited, and all of them."""
    numbered = [f"{number}. {word}" for number, word in enumerate(words, 10)]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(words)), min_size=4, max_size=4, unique=True)))
    first, _, last = (between.join(numbered[start:end]) for start, end in pairwise(cuts))
    made = case(f"Before.\n\n{between.join(numbered)}", exact=f"{first} … {last}")
    assert [normalise(part).text for part in quoted(made)] == [normalise(first).text, normalise(last).text]


@pytest.mark.parametrize(
    ("text", "exact", "parts"),
    [
        ("It said on Monday, at noon, that it may.", "It said … that it may", ["It said", "that it may"]),
        ("a b c b c d", "a … c … d", ["a", "c", "d"]),
        ("He said “no” … twice.", "said “no” … twice", ["said “no” … twice"]),
        ("x y z", "x […] z", ["x", "z"]),
        ("x y z", "x...z", ["x", "z"]),
        ("x y z", "x y …", ["x y"]),
        ("She said “we may build,” and left", "“we may build”, … left", ["“we may build,”", "left"]),
        ("One\n\ntwo words", "two words", ["two words"]),
    ],
)  # fmt: skip
def test_a_clause_with_gaps_is_several_citations(text: str, exact: str, parts: list[str]) -> None:
    assert quoted(case(text, exact=exact)) == parts


def test_what_is_not_found_is_no_citation() -> None:
    assert quoted(case("One thing.", exact="another")) == []


# --- In a document ----------------------------------------------------------------------------------------------------
CALLS = (
    "{% for s in brief.bottom_line %}{{ note(s) }}\n\n{% endfor %}"
    "{% for d in brief.decisions %}{{ note(d) }}\n\n{% endfor %}"
    "{{ note(brief.quotes[0]) }}{{ note(brief.actors[0]) }}\n"
)
ACTOR = BRIEF.replace("role: Chair}", "role: Chair, evidence: Ann Lee}")


def subjects(made: Document) -> list[tuple[int, Subject | None]]:
    return [(node.number, node.subject) for node in walk(made.children) if isinstance(node, NoteCall)]


def test_a_call_knows_the_entry_that_it_stands_beside(tmp_path: Path) -> None:
    made = document(tmp_path, CALLS, ACTOR)
    assert subjects(made) == [
        (1, Subject("bottom_line-1", "bottom_line")),
        (1, Subject("decisions-1", "decisions", "decided", "Decided", ("Ann Lee", "a neighbour"))),
        (1, Subject("decisions-2", "decisions", "considering", "Considering")),
        (2, Subject("quotes-1", "quotes", actors=("Ann Lee",))),
        (3, Subject("actors-1", "actors", actors=("Ann Lee",))),
    ]


def test_those_who_say_so_are_among_the_actors(tmp_path: Path) -> None:
    brief = ACTOR.replace("actors: [LEE, ANON], when", "actors: [LEE], attribution: {actor: [ANON, LEE]}, when")
    (_, found), *_ = subjects(document(tmp_path, "{{ note(brief.decisions[0]) }}\n", brief))
    assert found is not None
    assert found.actors == ("Ann Lee", "a neighbour")


@pytest.mark.parametrize("redistribute", ["full", "quotes", "none"])
def test_a_document_carries_what_may_be_shown(tmp_path: Path, redistribute: str) -> None:
    brief = BRIEF.replace("label: Article", f"label: Article, redistribute: {redistribute}")
    made = document(tmp_path, CALLS, brief)
    (shown,) = made.sources
    assert (shown.number, shown.name, shown.reference, shown.language) == (1, "Article", "The Article", "en")
    texts = [(part.number, part.text) for part in shown.paragraphs]
    cited = [note.citations for note in made.notes]
    if redistribute == "full":
        assert texts == [(1, "Headline"), (2, "The board decided on Tuesday. Ann Lee said, “we may build a bridge.”")]
        assert cited == [(Citation(1, 2, 10, 28),), (Citation(1, 2, 45, 66),)]
    elif redistribute == "quotes":
        assert texts == [(2, "… decided on Tuesday … we may build a bridge.”")]
        assert cited == [(Citation(1, 2, 2, 20),), (Citation(1, 2, 23, 44),)]
    else:
        assert (texts, cited) == ([], [(), ()])


@pytest.mark.parametrize("redistribute", ["full", "quotes"])
def test_sentences_say_what_the_brief_makes_of_them(tmp_path: Path, redistribute: str) -> None:
    aside = f"redistribute: {redistribute}, set_aside: [{{exact: Headline, reason: it is one}}]"
    brief = BRIEF.replace("label: Article", f"label: Article, {aside}")
    brief = brief.replace("quotes: [{text: we may build a bridge, speaker: LEE}]\n", "quotes: []\n")
    (shown,) = document(tmp_path, "{{ note(brief.decisions[0]) }}\n", brief).sources
    said = [
        (one.number, one.use, part.text[one.start : one.end]) for part in shown.paragraphs for one in part.sentences
    ]
    if redistribute == "full":
        assert said == [
            (1, "set-aside", "Headline"),
            (2, "used", "The board decided on Tuesday."),
            (3, "unused", "Ann Lee said, “we may build a bridge.”"),
        ]
    else:
        assert said == [(2, "used", "decided on Tuesday")]


def test_a_document_carries_nothing_for_a_note_that_it_does_not_print(tmp_path: Path) -> None:
    made = document(tmp_path, "- {{ note(brief.quotes[0]) }}\n\nx\n: {{ brief.decisions[0].text }}\n")
    assert [part.text for part in made.sources[0].paragraphs] == ["… we may build a bridge.”"]
    assert [note.citations for note in made.notes] == [(Citation(1, 2, 2, 23),)]


def test_a_source_is_referred_to_by_what_is_stated_of_it(tmp_path: Path) -> None:
    stated = "title: The Article, label: Article, author: A. Writer, published: 2026-03-09,"
    brief = BRIEF.replace("title: The Article, label: Article,", stated)
    assert document(tmp_path, "x", brief).sources[0].reference == "The Article, A. Writer, March 9, 2026"
    brief = BRIEF.replace("title: The Article, label: Article,", "title: null, language: de, ")
    (shown,) = document(tmp_path, "x", brief).sources
    assert (shown.name, shown.reference, shown.language) == ("Source", "a.txt", "de")
