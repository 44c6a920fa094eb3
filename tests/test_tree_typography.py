"""Typewriter's signs become those of a compositor, and no word of any text becomes another."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import random_trees
from briefgen.evidence import normal_text
from briefgen.nodes import (
    Anchor,
    Block,
    Code,
    CodeBlock,
    Document,
    Emphasis,
    Foreign,
    HardBreak,
    Image,
    Inline,
    Link,
    Node,
    Note,
    NoteCall,
    Paragraph,
    Str,
    Strong,
    children,
    plain,
    walk,
)
from briefgen.problems import Place
from briefgen.tree.typography import typeset
from briefgen.tree.typography.languages import LANGUAGES, manner
from conftest import ROOT, Example, examples

SHOWN = {"\u00a0": "~", "\u202f": "^"}
"""How case files and the page for editors show the blanks that no line breaks at."""


def shown(text: str) -> str:
    """Make no-break blanks visible."""
    return text.translate(str.maketrans(SHOWN))


def line(*inlines: Inline, language: str = "en") -> tuple[Inline, ...]:
    """Set a paragraph."""
    (made,) = typeset((Paragraph(inlines),), language)
    return made.children


def words(text: str, language: str = "en") -> str:
    """Set a text."""
    return plain(line(Str(text), language=language))


# --- Each language ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("case", examples("typography"), ids=str)
def test_cases(case: Example, expect: Callable[[Example, str], None]) -> None:
    """A file a language, named by its tag; each line of a case is a paragraph."""
    language = case.file.stem
    expect(case, "".join(f"{shown(words(one, language))}\n" for one in case.given.splitlines()))


# --- Any text ---------------------------------------------------------------------------------------------------------
SIGNS = (
    *"\"'\"'-.  ,;:!?%§$€()[]/«»“”„‘’‚‹›…–—\u00a0\u202f\u200b\u00ad\u0301_x5é日", "--", "...",
    " - ", " -- ", "« ", " »",
    "'s", "'90s", "5 km", "p. 3-4", "1914-1918", "z. B. ", "J. R. ", "10 000", "Mr Smith", "M. ", "5 mars", " ;",
    "http://b.org/a'b", "a@b.org", "a_b", 'a="b"', "'n'", "word ", "\n", "\\",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=14).map("".join) | random_trees.TEXTS
LANGUAGE = st.sampled_from([*LANGUAGES, "de-AT-1996", "fr-CA", "zh-Hant-TW", "tlh", "und"]) | st.from_regex(
    r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", fullmatch=True
)


def letters(text: str) -> str:
    """Return the letters and digits of a text, a blank for all that stands between two of them."""
    return re.sub(r"[\W_]+", " ", text)


@given(TEXTS, LANGUAGE)
@settings(max_examples=1500)
@example("l'\"homme", "fr")
@example('À« 0"a"', "fr")
def test_no_word_changes(text: str, language: str) -> None:
    """Evidence counts what is set as equal to what was written; and what is set is set."""
    made = words(text, language)
    assert normal_text(made) == normal_text(text)
    assert [c for c in made if c.isalnum()] == [c for c in text if c.isalnum()]
    assert letters(made).strip() == letters(text).strip()
    assert words(made, language) == made
