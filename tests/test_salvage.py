"""Drafts: what can be made of a file with mistakes."""

import random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.load import load, load_draft
from briefgen.model import Brief
from briefgen.problems import BriefgenError
from conftest import tries

HEAD = "title: T\nsources: a.txt\n"
WHOLE = b"""\
briefgen: 1
title: A title
sources: [{id: s, file: a.txt}]
actors: [{id: A, name: Ann}]
decisions:
  - {id: D1, text: One, commitment: agreed, actors: [A], evidence: {source: s, exact: words}}
  - Two
quotes: [{text: hello, speaker: {actor: A, verb: said}}]
bottom_line: [{text: sum, grounds: [D1]}]
"""


def draft(text: str) -> tuple[Brief, list[str]]:
    brief, problems = load_draft(text.encode(), "x.yaml")
    return brief, [problem.code for problem in problems]


def test_a_file_without_mistakes_is_read_as_it_is() -> None:
    brief, problems = load_draft(WHOLE, "x.yaml")
    assert brief == load(WHOLE, "x.yaml")
    assert problems == []


def test_missing_keys_are_marked() -> None:
    brief, codes = draft("decisions: [One, {id: D}]")
    assert brief.title == "[title: missing]"
    assert brief.sources[0].file == "[sources: missing]"
    assert [decision.text for decision in brief.decisions] == ["One", "[text: missing]"]
    assert codes == ["missing-key"] * 3


def test_wrong_values_are_left_out_and_reported() -> None:
    brief, codes = draft(HEAD + "titel: U\ndecisions: [{text: A, actors: [X], commitment: decide}, [B], C]")
    assert [(decision.text, decision.actors, decision.commitment) for decision in brief.decisions] == [
        ("A [commitment 'decide': unknown] [actors 'X': unknown]", (), None),
        ("[decisions: cannot be read]", (), None),
        ("C", (), None),
    ]
    assert brief.title == "T [titel 'U': unknown key]"
    assert codes == ["unknown-key", "unknown-reference", "unknown-choice", "wrong-type"]


def test_an_actor_without_a_name_stays_and_can_be_referred_to() -> None:
    brief, codes = draft(HEAD + "actors: [{id: A}]\ndecisions: [{text: B, actors: [A]}]")
    assert [actor.name for actor in brief.actors] == ["[name: missing]"]
    assert brief.decisions[0].actors == ("A",)
    assert codes == ["missing-key"]


def test_what_referred_to_something_left_out_goes_with_it() -> None:
    brief, codes = draft(HEAD + "actors: [{id: a b, name: A}]\ndecisions: [{text: B, actors: [a b]}]")
    assert [actor.name for actor in brief.actors] == ["A [id 'a b': cannot be read]"]
    assert [decision.text for decision in brief.decisions] == ["B [actors 'a b': cannot be read]"]
    assert codes == ["bad-id", "bad-id"]


@pytest.mark.parametrize(
    ("text", "where", "expected"),
    [
        ("subtitle: Priority # 1", "subtitle", "Priority [# 1]"),
        ("subtitle: !important read this", "subtitle", "read this [!important]"),
        ("subtitle: &co and others # 1", "subtitle", "and others [&co # 1]"),
        ("subtitle: [a]", "subtitle", "[subtitle: cannot be read]"),
        ('subtitle: "a\\ab"', "subtitle", "a\ufffdb"),
        ("as_of: 2026-03-09 # today", "as_of", "2026-03-09"),
        ("as_of: 2026-03-09 # today", "title", "T [as_of: # today]"),
        ("as_of: March", "title", "T [as_of 'March': cannot be read]"),
        ("marking: TLP:GREEN # or RED?", "marking.label", "TLP:GREEN"),
        ("marking: TLP:GREN", "title", "T [marking 'TLP:GREN': cannot be read]"),
        ("keywords: [a, [b], ~]", "keywords", "('a', '[keywords: cannot be read]')"),
        ("decisions: [{text: A, evidence: some words # 1}]", "decisions.0.evidence.0.exact", "some words"),
        ("decisions: [{text: A, evidence: some words # 1\n  }]", "decisions.0.text", "A [evidence: # 1]"),
        ("decisions: [{text: A, evidence: {source: z, exact: w}}]", "decisions.0.text", "A [source 'z': unknown]"),
        ("decisions: [{text: A # 1\n  , commitment: x}]", "decisions.0.text", "A [# 1] [commitment 'x': unknown]"),
        ("quotes: [{text: We will., speaker: Bob}]", "quotes.0.text", "We will."),
        ("quotes: [{text: We will., speaker: Bob}]", "quotes.0.about", "[speaker 'Bob': unknown]"),
        ("quotes: [{text: We, about: it, speaker: Bob}]", "quotes.0.about", "it [speaker 'Bob': unknown]"),
        ("quotes:\n  - text: We # 1", "quotes.0.about", "[text: # 1]"),
        ("glossary: [TLP]", "title", "T [glossary 'TLP': cannot be read]"),
        ("header: {from: Me, action: x}", "title", "T [action 'x': unknown]"),
        ("decision: [{text: A}]", "title", "T [decision: unknown key]"),
    ],
)
def test_what_is_left_out_leaves_a_mark_near_its_place(text: str, where: str, expected: str) -> None:
    brief, codes = draft(HEAD + text.replace("# 1}]", "# 1\n  }]"))
    value: Any = brief
    for step in where.split("."):
        value = value[int(step)] if step.isdecimal() else getattr(value, step)
    assert str(value) == expected
    assert codes


def test_a_title_of_another_kind_still_takes_marks() -> None:
    brief, _ = draft("briefgen: 2\ntitle: [a]\nsources: a.txt")
    assert brief.title == "[title: missing] [briefgen '2': unknown]"


def test_of_a_key_that_stands_twice_the_first_counts() -> None:
    brief, codes = draft(HEAD + "title: U\n")
    assert brief.title == "T"
    assert codes == ["duplicate-key"]


def test_what_is_not_yaml_makes_no_draft() -> None:
    with pytest.raises(BriefgenError) as error:
        load_draft(b"title: 'T", "x.yaml")
    assert [problem.code for problem in error.value.problems] == ["yaml-syntax"]


@given(st.randoms(use_true_random=False))
def test_any_damage_to_a_brief_leaves_a_brief(chance: random.Random) -> None:
    """Values replaced, dropped, or moved at random: there is always a draft, and the damage is named."""
    content: Any = yaml.safe_load(WHOLE)
    for _ in range(chance.randint(1, 4)):
        _damage(content, chance)
    text = yaml.safe_dump(content, allow_unicode=True).encode()
    brief, problems = load_draft(text, "x.yaml")
    if not problems:
        assert brief == load(text, "x.yaml")
        return
    with pytest.raises(BriefgenError) as error:
        load(text, "x.yaml")
    assert set(error.value.problems) == set(problems)


WORDS = [
    "text",
    "id",
    "actors",
    "speaker",
    "about",
    "evidence",
    "title",
    "name",
    "zzz",
    "x # 1",
    "D1",
    "sources",
    "a b",
]
VALUES = st.recursive(
    st.sampled_from([*WORDS, "", "~", '"\\a"', "!x", "2026-03-09", "TLP:RED", "http://x.org # y"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{f'{NEXT}, '.join(items)}{NEXT}]")
        | st.dictionaries(st.sampled_from(WORDS[:-4]), inner, max_size=3).map(
            lambda pairs: f"{{{f'{NEXT}, '.join(f'{key}: {value}' for key, value in pairs.items())}{NEXT}}}"
        )
    ),
    max_leaves=8,
)
NEXT = "\n    "
"""Ends a line, and so a comment."""


@settings(max_examples=tries(300))
@given(st.dictionaries(st.sampled_from(sorted(Brief.model_fields)), VALUES, max_size=6))
def test_any_value_in_any_field_leaves_a_brief(content: dict[str, str]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in content.items())
    try:
        brief, problems = load_draft(text.encode(), "x.yaml")
    except BriefgenError as error:
        problems = list(error.problems)
    else:
        assert brief.title
    assert problems or {"title", "sources"} <= set(content)


def test_an_entry_in_plain_text_that_needs_more_is_marked() -> None:
    brief, _ = draft(HEAD + "timeline: [The vote]")
    assert [(entry.text, entry.when) for entry in brief.timeline] == [("The vote", "[when: missing]")]


def test_many_mistakes_take_no_age() -> None:
    brief, codes = draft(HEAD + "decisions:\n" + "  - {text: A, commitment: x}\n" * 300)
    assert [decision.text for decision in brief.decisions] == ["A [commitment 'x': unknown]"] * 300
    assert len(codes) == 300


def _damage(value: Any, chance: random.Random) -> None:
    """Replace, drop or add something at a random depth."""
    keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
    if not keys:
        return
    key = chance.choice(keys)
    if isinstance(value[key], dict | list) and chance.random() < 0.7:
        _damage(value[key], chance)
        return
    junk: Any = chance.choice(["x", "", None, [], {}, [["x"]], {"a": {"b": "c"}}, "D1", "A", "\u202e", 12])
    if chance.random() < 0.3:
        del value[key]
    else:
        value[key] = junk
