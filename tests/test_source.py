"""Source texts: paragraphs, their numbers and offsets."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.problems import BriefgenError, Place, as_text
from briefgen.source import SourceText, read


def paragraphs(source: SourceText) -> list[str]:
    return [source.text[paragraph.start : paragraph.end] for paragraph in source.paragraphs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo\nlines.\n", ["One.", "Two\nlines."]),
        ("One.\n \t\n\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.\nThree.", ["One.", "Two.", "Three."]),
        ("\n\n  One.  \n\n", ["One."]),
        ("  One.\nTwo.\n\n", ["One.", "Two."]),
        ("", []),
        (" \n\t\n", []),
        ("日本。\n\n米国。", ["日本。", "米国。"]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(read(text.encode(), "a.txt")) == expected


@given(st.text("ab \n\t\u00a0\u2028", max_size=60))
def test_paragraphs_hold_all_words_in_order(text: str) -> None:
    source = read(text.encode(), "a.txt")
    assert (
        "".join(paragraphs(source)).split() == [word for part in paragraphs(source) for word in part.split()]
        or source.paragraphs
    )
    assert " ".join(paragraphs(source)).split() == text.split()
    assert [paragraph.number for paragraph in source.paragraphs] == list(range(1, len(source.paragraphs) + 1))
    for paragraph in source.paragraphs:
        assert source.paragraph_at(paragraph.start) == source.paragraph_at(paragraph.end - 1) == paragraph


def test_offsets_outside_belong_to_the_paragraph_before() -> None:
    source = read(b"\n\nOne.\n\nTwo.\n", "a.txt")
    assert [source.paragraph_at(offset).number for offset in (0, 2, 6, 7, 8, 99)] == [1, 1, 1, 1, 2, 2]


def test_line_ends_and_byte_order_mark_do_not_count() -> None:
    data = b"\xef\xbb\xbfOne.\r\n\r\nTwo.\rThree."
    source = read(data, "a.txt")
    assert source.text == "One.\n\nTwo.\nThree."
    assert source.sha256 == hashlib.sha256(data).hexdigest()


def test_another_encoding_is_refused() -> None:
    with pytest.raises(BriefgenError) as error:
        read("Caf\u00e9".encode("latin-1"), "seeds/a.txt")
    assert [(str(problem.place), problem.code) for problem in error.value.problems] == [
        ("seeds/a.txt:1:4", "not-utf-8")
    ]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf \r\n\t"])
def test_a_source_that_a_brief_names_is_not_empty(data: bytes) -> None:
    with pytest.raises(BriefgenError) as error:
        read(data, "seeds/a.txt", Place("content/x.yaml", 2, 10))
    assert [as_text(problem) for problem in error.value.problems] == [
        "content/x.yaml:2:10: error: the source file is empty, expected its text [empty-source]\n"
        "  remedy: paste the text of the article into the file, and save it"
    ]


def test_what_is_no_text_is_refused_where_it_was_named() -> None:
    for place in (None, Place("content/x.yaml", 2, 10)):
        with pytest.raises(BriefgenError) as error:
            read(b"%PDF-1.7\n%\xe2\xe3", "seeds/a.txt", place)
        assert [as_text(problem) for problem in error.value.problems] == [
            f"{place or 'seeds/a.txt'}: error: the source is a PDF, expected a text file [not-a-text]\n"
            "  remedy: rename it to a.pdf, and name that"
        ]


def test_the_hash_is_that_of_the_file_and_offsets_are_into_the_text() -> None:
    data = b"<h1>Mill sold</h1><script>no()</script><p>The town <b>bought</b> it. So be it."
    source = read(data, "seeds/a.html")
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.text == "Mill sold\n\nThe town bought it. So be it."
    assert paragraphs(source) == ["Mill sold", "The town bought it. So be it."]
    assert [source.text[each.start : each.end] for each in source.sentences] == [
        "Mill sold",
        "The town bought it.",
        "So be it.",
    ]


def test_sources_are_equal_by_what_they_say() -> None:
    source, same = read(b"One. Two.", "a.txt"), read(b"One. Two.", "a.txt")
    assert source == same
    assert hash(source) == hash(same)
    assert repr(source) == f"SourceText(name='a.txt', text='One. Two.', sha256='{source.sha256}')"
