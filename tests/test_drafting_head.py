"""What stands at the head of an article: its author and its day, which are no sentences and name no actor of it."""

import pytest

from briefgen.values import Text
from test_drafting import LASTING, Made, made

BODY = "The town council of Olmen voted to sell the mill. It is a tale that is told in the town."


def headed(*lines: str, body: str = BODY, title: str = "Mill is sold") -> Made:
    return made("\n\n".join((title, *lines, body)) + "\n", "en")


def told(draft: Made) -> tuple[str | None, str | None]:
    (source,) = draft.brief.sources
    author, published = (str(said) if isinstance(said, Text) else None for said in (source.author, source.published))
    return author, published


@pytest.mark.parametrize(
    ("line", "author", "day"),
    [
        ("Published 14 May 2026", None, "2026-05-14"),
        ("Published: Thursday, 14 May 2026", None, "2026-05-14"),
        ("Posted on May 14, 2026 at 10:30", None, "2026-05-14"),
        ("2026-05-14", None, "2026-05-14"),
        ("By Ruth Delaney", "Ruth Delaney", None),
        ("By Ruth Delaney, harbour correspondent", "Ruth Delaney", None),
        ("By Ruth Delaney and Tom van Dam | 14 May 2026", "Ruth Delaney and Tom van Dam", "2026-05-14"),
        ("Last updated 14 May 2026", None, None),
        ("Updated: 14 May 2026 | Published: 2 May 2026", None, "2026-05-02"),
    ],
)
def test_a_line_of_its_own(line: str, author: str | None, day: str | None) -> None:
    draft = headed(line)
    assert told(draft) == (author, day)
    assert [str(actor.id) for actor in draft.brief.actors] == ["COUNCIL"]
    assert {problem.code for problem in draft.problems} <= LASTING
    assert ("TODO confirm: as the head of the text has it" in draft.text) == bool(author or day)


def test_lines_without_a_blank_line_between() -> None:
    draft = made(f"Mill is sold\nBy Ruth Delaney\nPublished 14 May 2026\n\n{BODY}\n", "en")
    assert told(draft) == ("Ruth Delaney", "2026-05-14")
    assert [str(actor.id) for actor in draft.brief.actors] == ["COUNCIL"]


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("LEUVEN, 3 March 2026 — ", "2026-03-03"),
        ("LEUVEN, March 3, 2026 — ", "2026-03-03"),
        ("LEUVEN, 3 March — ", None),
        ("LEUVEN — ", None),
    ],
)
def test_the_day_of_a_dateline(dateline: str, day: str | None) -> None:
    draft = headed(body=dateline + BODY)
    assert told(draft) == (None, day)
    assert [decision.when for decision in draft.brief.decisions] == [None]


@pytest.mark.parametrize(
    "line",
    [
        "By Monday Morning",
        "By then it was late",
        "Published 30 February 2026",
        "Published in Olmen",
        "The town — 14 May 2026 — and its mill",
        "By Ruth Delaney — a tale of mills",
    ],
)
def test_what_is_no_such_line(line: str) -> None:
    assert told(headed(line)) == (None, None)


def test_behind_the_first_sentence_there_is_no_head() -> None:
    assert told(headed(BODY, "14 May 2026", "By Ruth Delaney")) == (None, None)


def test_nothing_is_said_of_what_the_text_says() -> None:
    assert "# null: nothing was found in the text." in headed().text
