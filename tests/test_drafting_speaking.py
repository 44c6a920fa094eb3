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


@pytest.mark.parametrize(
    "remark", ["an ophthalmologist at the University of Olmen in the south", "who has led it for years"]
)
def test_a_quotation_with_a_long_remark_is_no_statement_too(remark: str) -> None:
    brief = made(f"{HEAD}“We saw it all,” said Tomas Lindqvist, {remark}. It is a tale of the town.\n", "en").brief
    assert (len(brief.quotes), brief.background) == (1, ())


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


# --- One who acts, and says nothing -----------------------------------------------------------------------------------
def stated(sentence: str) -> tuple[str, tuple[str, ...], str]:
    """Return what rests on a sentence: its text, those who act in it, and who says so."""
    brief = made(f"{HEAD}{sentence}\n\nThe rest of it is a tale that is told in the town.\n", "en").brief
    placed = [*brief.decisions, *brief.assessments, *brief.background, *brief.next_steps]
    ((text, actors, said),) = [(str(one.text), one.actors, one.attribution) for one in placed]
    return text, tuple(map(str, actors)), str(said.actor[0]) if said else ""  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Bank of England raised rates.", "BANK"),
        ("The Bank of Olmen cut interest rates by a quarter point.", "BANK"),
        ("Norvane Motors recalled 3,000 cars in May.", "NORVANE"),
        ("Norvane Motors added two new ships to the fleet.", "NORVANE"),
        ("The harbour board excluded two firms from the bidding.", "BOARD"),
        ("The town council called a meeting of all.", "COUNCIL"),
        ("The town council answered calls from the old.", "COUNCIL"),
    ],
)
def test_who_acts_says_nothing(sentence: str, actor: str) -> None:
    assert stated(sentence) == (sentence, (actor,), "")
    actors = made(HEAD + sentence + "\n", "en").brief.actors
    assert [one.presence for one in actors if one.id == actor] == [None]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Mayor Ana Ruiz recalled that the roof had been new.", "RUIZ"),
        ("The roof, Mayor Ana Ruiz added, had been new.", "RUIZ"),
        ("The town council called the new tax a mistake.", "COUNCIL"),
        ("The harbour board that has raised fees doubts that the roof is old.", "BOARD"),
        ("The harbour board doubts that the roof is old.", "BOARD"),
    ],
)
def test_who_speaks_by_the_same_words(sentence: str, speaker: str) -> None:
    _, actors, said = stated(sentence)
    assert (actors, said) == ((), speaker)


def test_whose_bank_it_is_does_not_tell_its_kind() -> None:
    assert names("Bank of Olmen said no.")["Bank of Olmen"] == (None, "")
    assert names("The Central Bank of Olmen said no.")["Central Bank of Olmen"] == ("body", "")
    assert names("The lender Bank of Olmen said no.")["Bank of Olmen"] == ("company", "")
    assert names("Olmen Bank said no.")["Olmen Bank"] == ("company", "")
