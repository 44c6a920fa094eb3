"""Values: text that is checked, folded and placed; names, days, addresses; and placeholders."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.problems import Place
from briefgen.values import (
    PLACEHOLDER,
    Day,
    Ident,
    Text,
    Url,
    binding,
    character_name,
    fold,
    kind,
    link_allowed,
    refused_character,
    refused_characters,
    replace_refused,
)

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("  two\n  lines\t", "two lines"),
        ("a\u2028b\x85c", "a b c"),
        ("5\u00a0km", "5\u00a0km"),
        ("\u3000全角", "\u3000全角"),
        ("", ""),
    ],
)
def test_folding(raw: str, folded: str) -> None:
    assert fold(raw) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain\ttext\n日本 👩‍👧 e\u0301 \u200f\u200b", None),
        ("a\x00", (1, "U+0000")),
        ("\x1b[31m", (0, "U+001B")),
        ("a\u202eb", (1, "U+202E RIGHT-TO-LEFT OVERRIDE")),
        ("ab\ufdd0", (2, "U+FDD0")),
        ("\U0001fffe", (0, "U+1FFFE")),
        ("\ud800", (0, "U+D800")),
    ],
)
def test_characters_that_no_document_can_hold(text: str, found: tuple[int, str] | None) -> None:
    assert refused_character(text) == found
    assert [*refused_characters(text)][:1] == ([found] if found else [])
    replaced = replace_refused(text)
    assert len(replaced) == len(text)
    assert refused_character(replaced) is None


def test_characters_are_named_for_people() -> None:
    assert character_name("é") == "U+00E9 LATIN SMALL LETTER E WITH ACUTE"
    assert character_name("\x07") == "U+0007"


@given(ANY_TEXT)
def test_text_is_one_line_or_refused(raw: str) -> None:
    if refused_character(raw) or not fold(raw).strip():
        with pytest.raises(ValueError, match=r"holds the character|is empty"):
            Text.read(raw)
        return
    text = Text.read(raw)
    assert text == fold(raw)
    assert Text.read(text) == text
    assert not {"\n", "\r", "\t", "\u2028"} & set(text)


def test_text_keeps_its_place() -> None:
    place = Place("x.yaml", 3, 5)
    text = Text("words", place)
    assert Text.read(text).place == text.like("other").place == copy.copy(text).place == place
    assert text.like("other") == "other"


@pytest.mark.parametrize("good", ["2026-03-09", "2024-02-29", "0001-01-01"])
def test_days(good: str) -> None:
    assert Day.read(good).date.isoformat() == good


@pytest.mark.parametrize("bad", ["2026-02-30", "2026-3-9", "9 March 2026", "2026-03-09T10:00", "２０２６-03-09", ""])
def test_what_is_no_day(bad: str) -> None:
    with pytest.raises(ValueError, match=r"expected a date|is empty"):
        Day.read(bad)


@pytest.mark.parametrize(
    ("href", "allowed"),
    [
        ("https://example.org", True),
        ("HTTP://example.org/a?b=c#d", True),
        ("mailto:desk@example.org", True),
        ("#notes", True),
        ("#", False),
        ("https://", False),
        ("https:example.org", False),
        ("//example.org", False),
        ("example.org", False),
        ("javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("vbscript:x", False),
        ("", False),
    ],
)
def test_links(href: str, allowed: bool) -> None:
    assert link_allowed(href) is allowed
    if href and not href.startswith("#") and fold(href) == href:
        if allowed:
            assert Url.read(href) == href
        else:
            with pytest.raises(ValueError, match="expected an address"):
                Url.read(href)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "nothing (null)"), ({}, "a mapping (key: value)"), ([], "a list"), ("x", "'x'"), (Ident("x"), "'x'")],
)
def test_kinds_are_named_without_words_of_python(value: object, shown: str) -> None:
    assert kind(value) == shown


@given(st.lists(ANY_TEXT, max_size=5))
def test_placeholders_stand_for_text_and_hold_none_of_it(texts: list[str]) -> None:
    with binding() as bindings:
        marks = [Text(text).__html__() for text in texts]
        found = [PLACEHOLDER.fullmatch(mark) for mark in marks]
        assert [bindings[int(match[1])] for match in found if match] == texts
    assert len(set(marks)) == len(set(texts))


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u00a0", "\u3000", " \u00a0\u2003 "])
def test_text_that_prints_nothing_is_empty(blank: str) -> None:
    with pytest.raises(ValueError, match="the text is empty"):
        Text.read(blank)
