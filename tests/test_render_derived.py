"""What is known, what is not, and what is expected next: sections worked out from the others."""

from pathlib import Path
from typing import get_args

import pytest

from briefgen.load import load
from briefgen.nodes import Heading, NoteCall, plain, walk
from briefgen.render.derived import COMING, SETTLED, expected_next, known, not_known
from briefgen.vocabulary import COMMITMENT_GROUPS, Commitment
from test_render import document, words

BRIEF = """\
title: A bridge
sources: [{file: a.txt}]
decisions:
  - {text: D decided, commitment: decided, evidence: decided on Tuesday}
  - {text: D planned, commitment: planned, when: in May, evidence: we may build a bridge}
  - {text: D considering, commitment: considering}
  - {text: D denied, commitment: denied}
  - {text: D plain}
next_steps:
  - {text: N the same, evidence: we may build a bridge}
  - {text: N other, when: null, evidence: Ann Lee said}
  - {text: N announced, commitment: announced}
  - {text: N expected, commitment: expected}
timeline:
  - {text: T agreed, when: on Monday, commitment: agreed}
  - {text: T plain, when: on Friday}
background:
  - {text: B plain}
  - {text: B aims, commitment: aims}
  - {text: B likely, likelihood: likely}
  - {text: B confirmed, commitment: confirmed}
assessments: [{text: A decided, commitment: decided}]
open_questions: [{text: Who pays?}]
not_stated: [{text: the date}]
"""


@pytest.mark.parametrize(
    ("section", "texts"),
    [
        (known, ["D decided", "N announced", "T agreed", "B plain", "B confirmed"]),
        (not_known, ["Who pays?", "the date"]),
        (expected_next, ["D planned", "N expected", "B aims", "N other"]),
    ],
)
def test_sections_are_made_of_the_entries_of_others(section: object, texts: list[str]) -> None:
    brief = load(BRIEF.encode(), "x.yaml")
    assert callable(section)
    assert [str(entry.text) for entry in section(brief)] == texts


def test_no_commitment_is_both_settled_and_coming() -> None:
    """Every commitment has been thought of: what is neither is open, somebody's reading, or denied."""
    assert SETTLED.isdisjoint(COMING)
    neither = {*get_args(Commitment)} - SETTLED - COMING
    assert neither == {"considering", "proposed", "inferred", "denied"}
    assert {COMMITMENT_GROUPS[name] for name in SETTLED} == {"firm", "stated"}


def test_templates_print_them_like_any_section(tmp_path: Path) -> None:
    text = (
        "{% for item in brief.expected_next %}{{ item.text }} ({{ item.when or '–' }}){{ note(item) }}\n\n{% endfor %}"
    )
    assert words(tmp_path, text, BRIEF) == "D planned (in May)\nN expected (–)\nB aims (–)\nN other (not stated)"
    made = document(tmp_path, text, BRIEF)
    calls = [node.subject for node in walk(made.children) if isinstance(node, NoteCall)]
    assert [call.entry for call in calls if call] == ["decisions-2", "next_steps-2"]


def test_a_draft_marks_no_evidence_where_there_can_be_none(tmp_path: Path) -> None:
    text = "{% for item in brief.not_known %}{{ item.text }}{{ note(item) }}\n\n{% endfor %}"
    assert words(tmp_path, text, BRIEF, findings=[]) == "Who pays? [no evidence]\nthe date"


def test_the_memo_prints_them_in_a_template_that_calls_them(tmp_path: Path) -> None:
    def headings(text: str) -> list[str]:
        made = document(tmp_path, text, BRIEF)
        return [plain(node.children) for node in made.children if isinstance(node, Heading)]

    sections = ["What is known", "What is not known", "What is expected next"]
    memo = '{% extends "briefgen/memo/memo.md.j2" %}\n'
    assert not {*sections} & {*headings(memo)}
    own = "{% block sections %}\n{{ self.known() }}{{ self.not_known() }}{{ self.expected_next() }}\n{% endblock %}\n"
    assert headings(memo + own) == ["A bridge", *sections]
