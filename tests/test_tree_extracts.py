"""What of the sources may be shown: stretches of words that are not quoted become one ``…``."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extracts import Citation, ParagraphExtract, SentenceExtract, SourceExtract
from briefgen.tree.extracts import LEFT_OUT, Extracts

SIGNS = st.sampled_from(["a", "bc", "1", "日", "本", " ", ", ", ".", "“", "”", "…", "é"])
TEXT = st.lists(SIGNS, min_size=1, max_size=20).map("".join)


def source(text: str, *sentences: tuple[int, int]) -> SourceExtract:
    uses = tuple(SentenceExtract(number, *span, "used") for number, span in enumerate(sentences, 1))
    return SourceExtract(1, "A", "An article", "en", "quotes", (ParagraphExtract(1, text, uses),))


def cited(*spans: tuple[int, int]) -> list[Citation]:
    return [Citation(1, 1, start, end) for start, end in spans]


@pytest.mark.parametrize(
    ("text", "spans", "left"),
    [
        ("It is so, he said.", [(0, 8)], "It is so …"),
        ("It is so, he said.", [(13, 17)], "… said."),
        ("It is so, he said.", [(3, 5)], "… is …"),
        ("It is so, he said.", [(0, 2), (6, 8)], "It … so …"),
        ("It is so, he said.", [(0, 8), (10, 17)], "It is so, he said."),
        ("It is so, he said.", [(0, 5), (3, 8)], "It is so …"),
        ("“It is,” he said.", [(1, 6)], "“It is …"),
        ("議会は買い取りを決めた。町民は喜んだ。", [(3, 7)], "…買い取り…"),
        ("議会は買い取りを決めた。町民は喜んだ。", [(0, 3), (8, 12)], "議会は…決めた。…"),
    ],
)
def test_words_that_are_not_quoted_are_left_out(text: str, spans: list[tuple[int, int]], left: str) -> None:
    made = Extracts([source(text)], cited(*spans))
    assert made.sources[0].paragraphs[0].text == left
    for before, after in zip(cited(*spans), made.shown(cited(*spans)), strict=True):
        assert left[after.start : after.end] == text[before.start : before.end]


def test_sentences_are_kept_as_far_as_they_are_quoted() -> None:
    text = "One is so. Two is not. Three is. Four was."
    made = Extracts([source(text, (0, 10), (11, 22), (23, 32), (33, 42))], cited((4, 6), (7, 9), (11, 14), (29, 31)))
    (paragraph,) = made.sources[0].paragraphs
    assert paragraph.text == "… is so. Two … is …"
    said = [(part.number, paragraph.text[part.start : part.end]) for part in paragraph.sentences]
    assert said == [(1, "is so."), (2, "Two"), (3, "is")]


@given(TEXT, st.data())
def test_nothing_but_quoted_words_is_shown(text: str, data: st.DataObject) -> None:
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda span: span[0] < span[1])
    spans = data.draw(st.lists(places, min_size=1, max_size=4))
    made = Extracts([source(text, (0, len(text)))], cited(*spans))
    (paragraph,) = made.sources[0].paragraphs
    for before, after in zip(cited(*spans), made.shown(cited(*spans)), strict=True):
        assert paragraph.text[after.start : after.end] == text[before.start : before.end]
    quoted = {offset for span in spans for offset in range(*span)}
    expected = [text[offset] for offset in sorted(quoted) if text[offset].isalnum()]
    assert [character for character in paragraph.text if character.isalnum()] == expected
    hidden = any(character.isalnum() for offset, character in enumerate(text) if offset not in quoted)
    assert paragraph.text.count(LEFT_OUT) >= hidden
    for sentence in paragraph.sentences:
        assert 0 <= sentence.start < sentence.end <= len(paragraph.text)


def test_a_source_that_nothing_quotes_shows_nothing() -> None:
    assert Extracts([source("It is so.")], []).sources[0].paragraphs == ()
