"""Typewriter's signs become those of a compositor, and no word of any text becomes another."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import model_briefs
import random_trees
from briefgen.document import Document, Note
from briefgen.evidence import normal_text
from briefgen.nodes import (
    INLINE_TYPES,
    NODE_TYPES,
    Anchor,
    CheckBox,
    Code,
    CodeBlock,
    Emphasis,
    Foreign,
    HardBreak,
    Image,
    Inline,
    Link,
    NoteCall,
    Paragraph,
    Str,
    Strong,
    plain,
)
from briefgen.problems import Place
from briefgen.project import find
from briefgen.tree.typography import typeset
from briefgen.tree.typography.languages import LANGUAGES, manner
from conftest import ROOT, Example, examples, tries

SHOWN = str.maketrans({"\u00a0": "~", "\u202f": "^"})
"""How case files and the page for editors show the blanks that no line breaks at."""


def shown(text: str) -> str:
    """Make no-break blanks visible."""
    return text.translate(SHOWN)


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
TYPED = tuple(one for case in examples("typography") for one in case.given.splitlines())
"""What the cases set."""
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=14).map("".join) | random_trees.TEXTS
LANGUAGE = st.sampled_from([*LANGUAGES, "de-AT-1996", "fr-CA", "zh-Hant-TW", "tlh", "und"]) | st.from_regex(
    r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", fullmatch=True
)


def letters(text: str) -> str:
    """Return the letters and digits of a text, a blank for all that stands between two of them."""
    return re.sub(r"[\W_]+", " ", text)


@given(TEXTS, LANGUAGE)
@settings(max_examples=tries(1500))
@example("l'\"homme", "fr")
@example('À« 0"a"', "fr")
def test_no_word_changes(text: str, language: str) -> None:
    """Evidence counts what is set as equal to what was written; and what is set is set."""
    made = words(text, language)
    assert normal_text(made) == normal_text(text)
    assert [c for c in made if c.isalnum()] == [c for c in text if c.isalnum()]
    assert letters(made).strip() == letters(text).strip()
    assert words(made, language) == made


# --- Any tree ---------------------------------------------------------------------------------------------------------
@given(random_trees.documents(), LANGUAGE)
@settings(max_examples=tries(150))
@example(
    random_trees.document((Paragraph((Str('"'), Emphasis((Str("a"), NoteCall(1))), Str('"'), Code('"'), Str("'"))),)),
    "fr",
)
def test_only_texts_of_a_tree_change(document: Document, language: str) -> None:
    """Code, addresses, pictures, notes and the shape of the tree stay; so does the place of each text."""
    blocks, notes = typeset(placed(document.children), language), typeset(placed(document.notes), language)
    assert emptied(blocks) == emptied(document.children)
    assert emptied(notes) == emptied(document.notes)
    assert [where for _, where in strings(blocks)] == [where for _, where in strings(placed(document.children))]
    for before, after in zip(lines((*document.children, *document.notes)), lines((*blocks, *notes)), strict=True):
        assert normal_text(after) == normal_text(before)
    assert typeset(blocks, language) == blocks


def mapped(part: Any, change: Callable[[Str], Str]) -> Any:
    """Change all texts of a tree."""
    if isinstance(part, tuple):
        return tuple(mapped(item, change) for item in part)
    if isinstance(part, Str):
        return change(part)
    if is_dataclass(part) and type(part) in {*NODE_TYPES, Note}:
        made: Any = part
        return replace(made, **{own.name: mapped(getattr(made, own.name), change) for own in fields(made)})
    return part


def placed(part: Any) -> Any:
    """Give each text a place."""
    numbers = count(1)
    return mapped(part, lambda text: Str(text.text, Place("x.yaml", next(numbers))))


def emptied(part: Any) -> Any:
    """Take all texts out of a tree."""
    return mapped(part, lambda text: Str(""))


def strings(part: Any) -> list[tuple[str, Place | None]]:
    """Return all texts of a tree, with their places."""
    found: list[tuple[str, Place | None]] = []

    def note(text: Str) -> Str:
        found.append((text.text, text.place))
        return text

    mapped(part, note)
    return found


def lines(parts: Iterable[Any]) -> Iterator[str]:
    """Yield the text of each block, a letter for what is none."""
    for part in parts:
        inside = [getattr(part, own.name) for own in fields(part) if isinstance(getattr(part, own.name), tuple)]
        for nodes in inside:
            if any(type(node) in INLINE_TYPES for node in nodes):
                yield "".join(seen(nodes))
            else:
                yield from lines(node for node in nodes if type(node) in NODE_TYPES)
        yield from lines(filter(None, [getattr(part, "head", None)]))


def seen(nodes: Iterable[Any]) -> Iterator[str]:
    """Yield what a rule sees of inline nodes."""
    for node in nodes:
        match node:
            case Str():
                yield node.text
            case HardBreak():
                yield "\n"
            case Code() | Image() | CheckBox():
                yield "x"
            case Link(href=href, children=inside) if href.endswith(plain(inside)):
                yield "x"
            case NoteCall() | Anchor():
                pass
            case _:
                yield from seen(node.children)


# --- How a block is read ----------------------------------------------------------------------------------------------
def test_a_mark_at_the_edge_of_stress_or_a_link_is_seen_with_its_neighbours() -> None:
    made = line(
        *(Str('The "'), Emphasis((Str("plan"),)), Str('" is '), Strong((Str('"set'),)), NoteCall(1), Str('" and ')),
        *(Link("#a", (Str("'so'"),)), Str("; it"), Emphasis((Str("'"),)), Str("s 5"), Anchor("a"), NoteCall(2)),
        *(Str(" "), Str("km")),
    )
    assert plain(made) == "The “plan” is “set” and ‘so’; it’s 5\u00a0km"


def test_no_text_is_emptied() -> None:
    """What is typed for one sign, and stands in two texts, is left."""
    apart = (Str("so."), Emphasis((Str(".."),)), Str(" -"), Strong((Str("-"),)), Str(" so"))
    assert line(*apart) == apart


def test_code_pictures_and_addresses_stay() -> None:
    address = Link('https://example.org/"a\'b"', (Str('https://example.org/"a\'b"'),))
    mail = Link("mailto:o'neill@example.org", (Str("o'neill@example.org"),))
    inside = (Code('"a" - b...'), Image("a.png", 'A "map"', "'t'"), address, mail)
    assert line(*inside) == inside
    block = CodeBlock('It\'s "so" - ...')
    assert typeset((block,), "en") == (block,)


def test_words_of_another_language_are_set_in_its_manner() -> None:
    made = line(Str('He said "no" and '), Foreign("de", (Str("\"nein\" - z. B. 'so'"),)), Foreign("ja", (Str(' "a"'),)))
    assert shown(plain(made)) == 'He said “no” and „nein“ – z.~B. ‚so‘ "a"'


def test_a_note_is_set_too() -> None:
    (note,) = typeset((Note(1, (Str('Source, p. 5: "no"'),)),), "en")
    assert shown(plain(note.children)) == "Source, p.~5: “no”"


@pytest.mark.parametrize(
    ("tag", "like"),
    [
        ("EN-gb", "en"),
        ("de-AT-1996", "de"),
        ("de-CH-1996", "de-ch"),
        ("fr-CA", "fr"),
        ("zh-Hant", "ja"),
    ],
)
def test_a_language_is_known_by_the_longest_part_of_its_tag(tag: str, like: str) -> None:
    assert manner(tag) is LANGUAGES[like]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_the_table_puts_is_what_was_typed(tag: str) -> None:
    """Evidence makes the same of each sign and of what it is put for."""
    chosen = LANGUAGES[tag]
    for typed, (opening, closing) in (('"', chosen.double or ('"', '"')), ("'", chosen.single)) if chosen else ():
        assert normal_text(f"{opening}a{closing}") == f"{typed}a{typed}"
    assert chosen is None or normal_text(chosen.dash) in ("-", "")


# --- In a document ----------------------------------------------------------------------------------------------------
BRIEF = """\
title: The mayor's "plan"
sources: [seeds/a.txt]
decisions: [{text: "It's a \\"plan\\" - for now...", evidence: She said "we can't wait"}]
"""


ON = ("# The mayor’s “plan”", "It’s a “plan” – for now…", "“She said ‘we can’t wait’”")
OFF = ('# The mayor\'s "plan"', 'It\'s a "plan" - for now...', "“She said 'we can't wait'”")


@pytest.mark.parametrize(
    ("option", "printed"), [("", ON), ("options: {smart_typography: false}\n", OFF)], ids=["on", "off"]
)
def test_a_template_decides(folder: Callable[..., Path], option: str, printed: tuple[str, ...]) -> None:
    root = folder(
        {
            "briefgen.yaml": "",
            "seeds/a.txt": 'She said "we can\'t wait" to them.',
            "content/a.yaml": BRIEF,
            "templates/own/template.yaml": f"name: own\ndescription: Own\nextends: briefgen/memo\n{option}",
        }
    )
    outcome = model_briefs.build(find(root), root / "content/a.yaml", "md", template="own")
    assert [path.name for path in outcome.written] == ["a.md"]
    text = outcome.written[0].read_text("utf-8")
    for words_ in printed:
        assert words_ in text


# --- The page for editors ---------------------------------------------------------------------------------------------
PAGE = (ROOT / "docs/typography.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([a-zA-Z-]+)` \| `` (.*) `` \| `` (.*) `` \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("language", "typed", "printed"), ROWS)
def test_the_page_shows_what_is_done(language: str, typed: str, printed: str) -> None:
    assert shown(words(typed, language)) == printed


def test_the_page_has_examples() -> None:
    assert len(ROWS) > 15
