"""YAML files: values as they were written, each with its place; and files that mean harm."""

from collections.abc import Callable

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.problems import BriefgenError, Place
from briefgen.values import fold, refused_character
from briefgen.yamlfile import (
    LIMIT_BYTES,
    LIMIT_DEPTH,
    LIMIT_PROBLEMS,
    MOST_CHARACTERS,
    Mapping,
    Scalar,
    Sequence,
    decode,
    merge,
    parse,
    printable,
    read,
)
from conftest import tries


def codes(data: bytes | str) -> list[str]:
    """Return where and what is wrong with a file."""
    try:
        _, problems = parse(data if isinstance(data, bytes) else data.encode(), "x.yaml")
    except BriefgenError as error:
        problems = list(error.problems)
    return [f"{str(problem.place).removeprefix('x.yaml').removeprefix(':')} {problem.code}" for problem in problems]


def test_every_value_knows_its_place() -> None:
    raw = read(
        """\
title: T
"sub title":  'two
  lines'
list:
- one
-   - two
日本: {語: "x", empty: }
text: >-
  folded
""".encode(),
        "x.yaml",
    )
    assert raw.place == Place("x.yaml", 1, 1)
    assert {key: (place.line, place.column) for key, place in raw.key_places.items()} == {
        "title": (1, 1),
        "sub title": (2, 1),
        "list": (4, 1),
        "日本": (7, 1),
        "text": (8, 1),
    }
    assert {key: (place.line, place.column) for key, place in raw.value_places.items()} == {
        "title": (1, 8),
        "sub title": (2, 15),
        "list": (5, 1),
        "日本": (7, 5),
        "text": (8, 7),
    }
    assert [str(place) for place in raw["list"].value_places] == ["x.yaml:5:3", "x.yaml:6:5"]
    assert str(raw["日本"].value_places["語"]) == "x.yaml:7:9"
    assert str(raw["list"][1][0].place) == "x.yaml:6:7"
    assert raw["日本"]["empty"] is None


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("1.10", "1.10"),
        ("12:30", "12:30"),
        ("2026-03-09", "2026-03-09"),
        ("0x1F", "0x1F"),
        ("true", "true"),
        ("'null'", "null"),
        ('""', ""),
        ("null", None),
        ("Null", None),
        ("~", None),
        ("", None),
    ],
)
def test_scalars_stay_as_they_were_written(written: str, value: str | None) -> None:
    assert read(f"key: {written}".encode(), "x.yaml") == {"key": value}


YAML_1_1_ONLY = set("\ufeff\x85\u2028\u2029")
"""What PyYAML writes as a line end or drops, and editors show within a line: see ``cases/load/characters.md``."""
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80).filter(
    lambda text: not refused_character(text) and not set(text) & YAML_1_1_ONLY
)
STYLES = st.sampled_from([None, "'", '"', "|", ">"])


@settings(max_examples=tries(300))
@given(ANY_TEXT, STYLES, st.integers(min_value=5, max_value=200), st.booleans())
def test_any_text_in_any_style_is_read_as_it_was_written(text: str, style: str, width: int, plain: bool) -> None:
    data = yaml.safe_dump({"key": [text]}, default_style=style, width=width, allow_unicode=plain, sort_keys=False)
    assert fold(read(data.encode(), "x.yaml")["key"][0]) == fold(text)


@pytest.mark.parametrize(
    ("written", "swallowed"),
    [
        ("Priority # 1", "# 1"),
        ("Priority #1", "#1"),
        ("a\n  b # 1", "# 1"),
        ("Priority#1", ""),
        ("'Priority' # 1", ""),
        (">-\n  Priority # 1", ""),
    ],
)
def test_what_yaml_takes_for_a_comment_is_kept(written: str, swallowed: str) -> None:
    assert read(f"key: {written}\nnext: x\n".encode(), "x.yaml")["key"].swallowed == swallowed


def test_reading_goes_on_after_a_mistake() -> None:
    raw, problems = parse(b"a: 1\na: 2\nb: !x 3\n? [c]\n: 4\nd: \x075\n", "x.yaml")
    assert raw == {"a": "1", "b": "3", "d": "\ufffd5"}
    assert [problem.code for problem in problems] == ["bad-character", "duplicate-key", "yaml-tag", "bad-key"]


def test_characters_and_a_syntax_error_are_both_reported() -> None:
    assert codes("a: \x07\nb: 'c") == ["1:4 bad-character", "2:4 yaml-syntax"]


def test_of_many_bad_characters_the_first_are_named() -> None:
    found = codes("key: " + "\x07" * 5000)
    assert found[:2] == ["1:6 bad-character", "1:7 bad-character"]
    assert len(found) == MOST_CHARACTERS + 1


# --- Files that mean harm ---------------------------------------------------------------------------------------------
HARM: dict[str, tuple[Callable[[], str], str]] = {
    "an alias bomb": (
        lambda: (
            "a: &a [x,x,x,x,x,x,x,x,x]\n"
            + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        ),
        "too-large",
    ),
    "brackets": (lambda: "key: " + "[" * 100_000, "too-deep"),
    "closed brackets": (lambda: "key: " + "[" * 900 + "]" * 900, "too-deep"),
    "brackets behind brackets in a comment": (lambda: f"# {']' * 5000}\nkey: {'[' * 5000}", "too-deep"),
    "braces": (lambda: "{a: " * 100_000, "too-deep"),
    "dashes": (lambda: "- " * 100_000, "too-deep"),
    "dashes, two blanks": (lambda: "-  " * 100_000, "too-deep"),
    "dashes, indented": (lambda: "  " + "- " * 100_000, "too-deep"),
    "question marks": (lambda: "? " * 100_000, "too-deep"),
    "dashes and question marks": (lambda: " " + "- ? " * 100_000, "too-deep"),
    "indents": (lambda: "".join(f"{' ' * depth}a:\n" for depth in range(1000)), "too-deep"),
    "dashes on lines of their own": (lambda: "".join(f"{' ' * depth}-\n" for depth in range(1000)), "too-deep"),
    "a large file": (lambda: "key: " + "x" * LIMIT_BYTES, "file-too-large"),
}


@pytest.mark.parametrize("name", HARM)
def test_a_file_that_means_harm_is_refused(name: str) -> None:
    make, code = HARM[name]
    assert [found.split()[-1] for found in codes(make())] == [code]


def test_what_only_looks_deep_is_read() -> None:
    many = "".join(f"- [a, [b, {{c: '{'[' * 50}'}}]]\n" for _ in range(400))
    assert len(read(f"key:\n{many}".encode(), "x.yaml")["key"]) == 400
    dashes = read(f"key: |\n  {'- ' * 500}\n".encode(), "x.yaml")
    assert dashes["key"] == "- " * 500 + "\n"


def test_a_file_of_very_many_mistakes_is_read_no_further_and_says_so() -> None:
    found = codes("key:\n" + "  - !tag x\n" * 2000)
    assert found[-1].endswith("too-many-mistakes")
    assert len(found) == LIMIT_PROBLEMS + 1


def test_depth_up_to_the_limit() -> None:
    deep = "[" * (LIMIT_DEPTH - 1) + "x" + "]" * (LIMIT_DEPTH - 1)
    assert codes(f"key: {deep}") == []
    assert codes(f"key: [{deep}]") == [f"1:{LIMIT_DEPTH + 6} too-deep"]


def test_five_thousand_digits_are_text() -> None:
    assert read(f"key: {'1' * 5000}".encode(), "x.yaml") == {"key": "1" * 5000}


# --- Bytes ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\rc\nd", "a\nb\nc\nd"),
        (b"\xef\xbb\xbfa", "a"),
        ("é日本👩".encode(), "é日本👩"),
        (b"", ""),
    ],
)
def test_decoding(data: bytes, text: str) -> None:
    assert decode(data, "x") == text


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"caf\xe9", "x:1:4"),
        ("é\né".encode() + b"\xe9", "x:2:2"),
        (b"\xef\xbb\xbfab\xff", "x:1:3"),
        (b"a\rb\rc\xff", "x:3:2"),
        ("é".encode()[:1], "x:1:1"),
        (b"\xed\xa0\x80", "x:1:1"),
        ("a".encode("utf-16"), "x:1:1"),
        ("a".encode("utf-16-be"), "x:1:1"),
    ],
)
def test_bytes_that_are_no_utf_8_have_a_place(data: bytes, place: str) -> None:
    with pytest.raises(BriefgenError) as error:
        decode(data, "x")
    assert [(str(problem.place), problem.code) for problem in error.value.problems] == [(place, "not-utf-8")]


def test_what_is_shown_holds_no_control_characters() -> None:
    assert printable("a\x1b[31mb\u202e") == "a<U+001B>[31mb<U+202E RIGHT-TO-LEFT OVERRIDE>"


# --- Merging ----------------------------------------------------------------------------------------------------------
def test_merging_keeps_the_places_of_both() -> None:
    base = read(b"a: 1\nb: {c: 2, d: 3}\ne: [4]\n", "base.yaml")
    over = read(b"b: {d: 5}\ne: [6]\nf: 7\n", "over.yaml")
    merged = merge(base, over)
    assert merged == {"a": "1", "b": {"c": "2", "d": "5"}, "e": ["6"], "f": "7"}
    assert str(merged.value_places["a"]) == "base.yaml:1:4"
    assert str(merged.key_places["f"]) == "over.yaml:3:1"
    assert str(merged["b"].value_places["c"]) == "base.yaml:2:8"
    assert str(merged["b"].value_places["d"]) == "over.yaml:1:8"
    assert isinstance(merged["b"], Mapping)
    assert isinstance(merged["e"], Sequence)
    assert isinstance(merged["a"], Scalar)
