"""Who is quoted, and who only acts: speakers that a draft finds in the words around a quotation or a deed."""

import pytest

from test_drafting import made
from test_drafting_actors import names

HEAD = "Some words on the town and its people\n\nIt is a tale that is told in the town by the old.\n\n"


def quoted(paragraph: str) -> list[tuple[str, str]]:
    """Return the quotations of a paragraph, each with the name of who speaks."""
    brief = made(HEAD + paragraph + "\n", "en").brief
    by_id = {str(actor.id): str(actor.name) for actor in brief.actors}
    return [
        (str(quote.text), by_id[str(quote.speaker.actor[0])] if quote.speaker else "")  # type: ignore[union-attr]
        for quote in brief.quotes
    ]


# --- Behind a quotation -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("remark", "role"),
    [
        ("an ophthalmologist at Uppsala University", "Ophthalmologist at Uppsala University"),
        ("a geologist at the University of Olmen", "Geologist at the University of Olmen"),
        ("a beekeeper from Olmen", "Beekeeper from Olmen"),
        ("a retired librarian", "Retired librarian"),
        ("an economist with the Harbour Institute", "Economist with the Harbour Institute"),
    ],
)
@pytest.mark.parametrize(
    "frame", ["“We have seen it all before,” said {name}, {remark}.", "{name}, {remark}, said so."]
)
def test_a_remark_that_says_what_a_person_is(frame: str, remark: str, role: str) -> None:
    assert names(frame.format(name="Tomas Lindqvist", remark=remark))["Tomas Lindqvist"] == ("person", role)


@pytest.mark.parametrize("remark", ["a short list", "a wish to go", "a mist", "a checklist of the board"])
def test_a_remark_that_says_nothing_of_a_person(remark: str) -> None:
    kind, role = names(f"Tomas Lindqvist, {remark}, said so.")["Tomas Lindqvist"]
    assert (kind, role) == (None, "")


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ("“We have seen it all before,” said Tomas Lindqvist, an ophthalmologist at Uppsala University.", "Lindqvist"),
        ('"We have seen it all before," says Guillermo Paz.', "Paz"),
        ("“We have seen it all before,” added Old Mill Farm.", "Farm"),
    ],
)
def test_whoever_stands_behind_said_is_the_speaker(paragraph: str, speaker: str) -> None:
    ((words, name),) = quoted(paragraph)
    assert words == "We have seen it all before"
    assert name.endswith(speaker)


def test_a_place_behind_a_time_is_no_speaker() -> None:
    assert names("Then the old men said Monday was too late in Genholm, and they went home.") == {}


# --- Quotations in one paragraph --------------------------------------------------------------------------------------
FIRST, SECOND = "This is a good day for us", "We have waited long for it."


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ("“{0},” Mayor Ana Ruiz said. “{1}”", "Ana Ruiz"),
        ('"{0}," said Mayor Ana Ruiz. "{1}"', "Ana Ruiz"),
        ("Mayor Ana Ruiz said: “{0}.” The lamps were lit. “{1}”", "Ana Ruiz"),
        ("“{0},” Norvane Lines said in a letter. “{1}”", "Norvane Lines"),
        ("“{0},” said Mayor Ana Ruiz. Tom Lind shook his head. Lind said so. “{1}”", ""),
        ("“{0},” said Mayor Ana Ruiz. People in the town said no. “{1}”", ""),
        ("“Is it a good day for us?” Mayor Ana Ruiz asked. “{1}”", ""),
        ("“{0},” said Mayor Ana Ruiz.\n\n“{1}”", ""),
        ("Mayor Ana Ruiz was there. “{0}.” “{1}”", ""),
    ],
)
def test_a_quotation_that_stands_alone_is_of_the_one_who_spoke_last(paragraph: str, speaker: str) -> None:
    *_, (words, name) = quoted(paragraph.format(FIRST, SECOND))
    assert (words, name) == (SECOND, speaker)


def test_one_who_is_named_within_a_quotation_that_stands_alone_does_not_speak() -> None:
    *_, (_, name) = quoted(
        "“We shall see,” Mayor Ana Ruiz said. Tom Lind, the judge, was there. “Ana Ruiz told us so.”"
    )
    assert name == ""
