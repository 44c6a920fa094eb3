"""Where a draft puts a sentence: what is decided, what is open, what comes next, and what claims none of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.drafting.trim import trimmed
from briefgen.drafting.vocabulary import words
from briefgen.lexicon import lexicon
from briefgen.model import Attribution, OpenQuestion, Statement
from briefgen.reading import Reading
from conftest import tries
from test_drafting import LASTING, Made, made

HEAD = (
    "Some words on the ferry and the town\n\nNorvane Lines is a company in Olmen. The council of the town met, and "
    "Mayor Ana Ruiz was there.\n\n"
)
REST = "\n\nThe rest of it is a tale that is told by the old people of the town.\n"
SECTIONS = ("decisions", "assessments", "background", "next_steps", "open_questions")


def drafted(sentence: str) -> Made:
    return made(HEAD + sentence + REST, "en")


def placed(sentence: str) -> dict[str, Statement | OpenQuestion]:
    """Draft a brief with a sentence in it; return what rests on the sentence, by section."""
    draft = drafted(sentence)
    assert {problem.code for problem in draft.problems} <= LASTING
    found: dict[str, Statement | OpenQuestion] = {}
    for section in SECTIONS:
        for entry in getattr(draft.brief, section):
            (evidence,) = entry.evidence
            if str(evidence.exact) in sentence:
                found[section] = entry
    return found


def decision(sentence: str) -> tuple[str | None, tuple[str, ...], str | None]:
    """Return how firm the one decision of a sentence is, who says so and when it was."""
    found = placed(sentence)
    assert list(found) == ["decisions"], sentence
    entry = found["decisions"]
    assert isinstance(entry, Statement)
    return entry.commitment, speakers(entry), str(entry.when) if entry.when else None


def speakers(entry: Statement | OpenQuestion) -> tuple[str, ...]:
    """Return the ids of those who say so."""
    given = entry.attribution if isinstance(entry, Statement) else None
    return tuple(map(str, given.actor)) if isinstance(given, Attribution) else ()


# --- Decisions that somebody reports ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("sentence", "commitment", "speaker", "when"),
    [
        ("Norvane Lines said it had decided to close the route.", "decided", "NORVANE", None),
        ("Norvane Lines said on Tuesday that it had decided to close the route.", "decided", "NORVANE", None),
        ("Norvane Lines said Tuesday it had decided to close the route in March.", "decided", "NORVANE", "in March"),
        ("The company told its staff that it had decided to close the route.", "decided", "NORVANE", None),
        ("Mayor Ana Ruiz told residents on Monday that the council had voted to sell.", "decided", "RUIZ", None),
        ("Mayor Ana Ruiz said on Friday that the council had agreed to sell.", "agreed", "RUIZ", None),
        ("Mayor Ana Ruiz said there was no choice and that the council had agreed to sell.", "agreed", "RUIZ", None),
        ("The council confirmed on Friday that it had voted to close the baths.", "confirmed", "", "on Friday"),
        ("Norvane Lines announced to its staff on Friday that it would close the route.", "announced", "", "on Friday"),
        ("Norvane Lines announced it is considering a sale of the route.", "considering", "", None),
        ("Norvane Lines announced on Friday that it is considering a sale.", "considering", "", None),
        ("The council, which has 31 members, voted by 20 to 11 to close the baths.", "decided", "", None),
        ("A man accused of fraud was sentenced to five years.", "decided", "", None),
    ],
)
def test_a_decision_that_is_reported(sentence: str, commitment: str, speaker: str, when: str | None) -> None:
    assert decision(sentence) == (commitment, (speaker,) if speaker else (), when)


SPEAKERS = {"Norvane Lines": "NORVANE", "The council": "COUNCIL", "Mayor Ana Ruiz": "RUIZ"}
LISTENERS = ("", " staff", " its members", " the newspaper", " reporters in Olmen")
DAYS = ("", " on Tuesday", " on Friday morning", " last week")
DEEDS = ("decided to close", "voted to sell", "agreed to buy", "approved a plan for", "granted a licence for")
OBJECTS = ("the old mill", "the ferry route between Aldhaven and Skarn", "two of the five ships")


@settings(max_examples=tries(60))
@given(
    st.sampled_from(sorted(SPEAKERS)),
    st.sampled_from(LISTENERS),
    st.sampled_from(DAYS),
    st.sampled_from(DEEDS),
    st.sampled_from(OBJECTS),
)
def test_whoever_tells_whom_and_when(speaker: str, listeners: str, day: str, deed: str, thing: str) -> None:
    subject = "she" if "Mayor" in speaker else "it"
    said = f"told{listeners}" if listeners else "said"
    commitment, own, when = decision(f"{speaker} {said}{day} that {subject} had {deed} {thing}.")
    assert (commitment, own, when) == ("agreed" if "agreed" in deed else "decided", (SPEAKERS[speaker],), None)


# --- What is none -----------------------------------------------------------------------------------------------------
FRAMES = (
    "{it} had not {deed} {thing}.",
    "{it} had never {deed} {thing}.",
    "{it} would have {deed} {thing}.",
    "{it} should have {deed} {thing}.",
    "{it} could have {deed} {thing}.",
    "it was not clear whether the board had {deed} {thing}.",
    "nobody on the board had {deed} {thing}.",
    "{it} would not say why the board had {deed} {thing}.",
    "{it} would not confirm that the board had {deed} {thing}.",
    "there was no sign the board had {deed} {thing}.",
    "the board had reportedly {deed} {thing}.",
    "the union believed the board had {deed} {thing}.",
    "the board was said to have {deed} {thing}.",
    "the board had nearly {deed} {thing}.",
    "{it} had been ill when the board {deed} {thing}.",
)


@settings(max_examples=tries(100))
@given(
    st.sampled_from(sorted(SPEAKERS)),
    st.sampled_from(FRAMES),
    st.sampled_from(("decided to close", "voted to sell", "agreed to buy")),
    st.sampled_from(OBJECTS),
)
def test_what_is_not_said_to_be_so_is_no_decision(speaker: str, frame: str, deed: str, thing: str) -> None:
    subject = "she" if "Mayor" in speaker else "it"
    assert "decisions" not in placed(f"{speaker} said {frame.format(it=subject, deed=deed, thing=thing)}")


@pytest.mark.parametrize(
    "sentence",
    [
        "The company said it had not decided to close the route.",
        "“The state should have decided this years ago,” Mayor Ana Ruiz said.",
        "“The council has decided to waste our money,” Mayor Ana Ruiz said.",
        "Mayor Ana Ruiz said the council should approve the plan.",
        "Mayor Ana Ruiz said the council can approve the plan.",
        "The company refused to confirm that the board had voted to sell.",
        "Critics claim the council had secretly decided to close the baths.",
        "Residents had argued that the council had voted in secret.",
        "Mayor Ana Ruiz doubted that the council had decided to close the baths.",
        "Had the council decided to close the baths, it would have said so.",
        "The company failed to tell its staff before it decided to close the route.",
        "He accused the council of having approved the plan in secret.",
        "Critics say approving the plan was wrong.",
        "The plan approved by the council costs 3 million euros.",
        "The union asked why the board had decided to close the route.",
        "The people who decided to close the route have left.",
    ],
)
def test_no_decision(sentence: str) -> None:
    assert "decisions" not in placed(sentence)


def test_what_is_weighed_is_not_decided() -> None:
    assert decision("The company said it was considering whether to close the route.")[0] == "considering"


# --- What is open -----------------------------------------------------------------------------------------------------
@settings(max_examples=tries(80))
@given(
    st.sampled_from(
        (
            "It is not clear {}",
            "It was not immediately clear on Monday {}",
            "It is still unclear {}",
            "It is not yet known {}",
            "It has not been decided {}",
            "It remains to be seen {}",
            "It has yet to be determined {}",
            "Nobody knows {}",
            "Officials don’t know yet {}",
            "There is no word on {}",
            "No decision has been made on {}",
            "The company would not say {}",
            "The council said it had not decided {}",
        )
    ),
    st.sampled_from(
        (
            "who will pay for the work",
            "whether the council has agreed to pay",
            "how long the trial would take",
            "when the ship may sail again",
        )
    ),
)
def test_what_is_not_known_is_an_open_question(frame: str, question: str) -> None:
    sentence = f"{frame.format(question)}."
    found = placed(sentence)
    assert {section: str(entry.text) for section, entry in found.items()} == {"open_questions": sentence}


@pytest.mark.parametrize(
    "sentence",
    [
        "Whether the school can keep its lessons has not been decided.",
        "What will happen to the old files remains open.",
        "How many athletes will travel is not known.",
        "The question of who will pay for the work is still open.",
        "The cause of the fire is still unknown.",
        "The date of the trial is not yet known.",
        "The details have not been worked out.",
        "The fair board, which meets next week, has yet to say whether the show will go on.",
        "Mayor Ana Ruiz said it was too early to say how much the work would cost.",
        "Mayor Ana Ruiz said it was not clear who would pay for it.",
        "Norvane Lines announced that it was not yet clear who would pay.",
    ],
)
def test_the_question_may_stand_elsewhere(sentence: str) -> None:
    assert list(placed(sentence)) == ["open_questions"]


@pytest.mark.parametrize(
    "sentence",
    [
        "It is clear who will pay for the work.",
        "It is no longer unclear who will pay for the work.",
        "It is not only clear who won, but also by how much.",
        "The man is not known to those who live in the town.",
        "If it is not clear who owns the land, the court has the last word.",
        "“It is not clear who will pay for the work,” said Mayor Ana Ruiz.",
        "The council does not decide who is hired by the school.",
        "There is no doubt about who will pay for the work.",
        "It is said who will pay for the work.",
    ],
)
def test_what_leaves_nothing_open(sentence: str) -> None:
    assert not {"open_questions", "next_steps"} & placed(sentence).keys()


def test_a_sentence_may_decide_one_thing_and_leave_another_open() -> None:
    found = placed("The council voted to close the baths, but it was not clear who would pay for the work.")
    assert list(found) == ["decisions", "open_questions"]
    assert "O1" in drafted("It was not clear who would pay for the work.").text


@pytest.mark.parametrize(
    ("sentence", "is_open"),
    [
        ("割引を設けるかどうかは決まっていない。", True),
        ("事故の原因はまだ分かっていない。", True),
        ("割引を設けることを決めた。", False),
    ],
)
def test_a_japanese_sentence_that_leaves_something_open(sentence: str, is_open: bool) -> None:
    brief = made(f"これは短い記事である。\n\n{sentence}\n\nほかのことは書かれている。\n").brief
    assert [str(question.text) for question in brief.open_questions] == [sentence] * is_open


# --- What comes next, and whose it is ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("Fans will get their money back, Mayor Ana Ruiz said.", "next_steps"),
        ("The company said it would go to court.", "next_steps"),
        ("Mayor Ana Ruiz said the two of them would meet in May.", "next_steps"),
        ("The company said it would welcome a new talk with the town.", "background"),
        ("The company said it would be wrong to go on in this way.", "background"),
        ("The company said it would have gone to court.", "background"),
        ("Mayor Ana Ruiz said the tax would cost the town a lot of money.", "background"),
    ],
)
def test_what_somebody_says_of_what_comes(sentence: str, section: str) -> None:
    assert list(placed(sentence)) == [section]


@pytest.mark.parametrize(
    "sentence",
    [
        "Critics argued that the council had often been told so.",
        "The opposition said the council could do it in another way.",
        "The mayor denied that the council had done so in secret.",
        "The council leader told residents that the roof was new.",
        "The union wrote to the council that it expects a new deal.",
        "The judge, who had not been there, said the council had gone home.",
        "According to a report, the council has been told so.",
        "The council has been told so, people from the village said.",
    ],
)
def test_one_who_is_spoken_of_does_not_speak(sentence: str) -> None:
    for entry in placed(sentence).values():
        assert "COUNCIL" not in speakers(entry)


def test_what_is_urged_is_not_weighed() -> None:
    assert "decisions" not in placed("Mayor Ana Ruiz said the council should consider a new bridge.")


def test_a_text_is_cut_only_where_the_rest_stands_alone() -> None:
    sentence = "Mayor Ana Ruiz said the council had voted on the change and that all had been heard."
    assert str(placed(sentence)["decisions"].text) == sentence


def test_the_day_that_opens_a_sentence_is_that_of_its_verb() -> None:
    assert decision("On Friday the company said the council had decided to sell.") == ("decided", ("NORVANE",), None)
    assert decision("On Friday the council decided to sell the mill.")[2] == "On Friday"
    assert decision("On Friday, the mayor said, the council decided to sell the mill.")[2] == "On Friday"


def test_who_says_so_is_not_who_does_it() -> None:
    entry = placed("The council leader told residents the city had decided to sell the mill.")["decisions"]
    assert isinstance(entry, Statement)
    assert entry.actors == ()


@pytest.mark.parametrize(
    "time",
    [
        "in September",
        "on Jan. 1",
        "at the end of May",
        "on 4 May 2026",
        "on Monday, 4 May",
        "on May 4, 2026",
        "on the third Monday in May",
        "in the second half of May",
        "at 10 on Monday",
    ],
)
def test_a_time_is_neither_more_nor_less_than_its_words(time: str) -> None:
    entry = placed(f"The trial of the new system will start {time}.")["next_steps"]
    assert isinstance(entry, Statement)
    assert entry.when == time


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("The council voted 9 to 4 on Monday to close the baths.", "on Monday"),
        ("The council voted 12 to 3 in May to close the baths.", "in May"),
        ("The council voted 9 to 4 Tuesday to close the baths.", "Tuesday"),
        ("On Monday 14 members of the council voted to close the baths.", "On Monday"),
        ("In March 40 members of the council voted to close the baths.", "In March"),
        ("The council approved the sale of 2000 in June.", "in June"),
        ("The council approved the sale of its third in June.", "in June"),
    ],
)
def test_a_count_beside_a_time_is_no_part_of_it(sentence: str, time: str) -> None:
    assert decision(sentence)[2] == time


# --- According to whom ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("sentence", "text", "speaker"),
    [
        (
            "The council promised to freeze fees until 2028, according to a letter seen by the Herald.",
            "The council promised to freeze fees until 2028.",
            "LETTER",
        ),
        (
            "Norvane Lines plans to sell two ships, according to a leaked memo.",
            "Norvane Lines plans to sell two ships.",
            "MEMO",
        ),
        ("According to an audit, the council plans to sell the mill.", "The council plans to sell the mill.", "AUDIT"),
        ("The council plans to sell the mill, according to Ana Ruiz.", "The council plans to sell the mill.", "RUIZ"),
        (
            "The council plans to sell the mill, according to minutes of the meeting.",
            "The council plans to sell the mill, according to minutes of the meeting.",
            "",
        ),
    ],
)
def test_according_to_whom(sentence: str, text: str, speaker: str) -> None:
    (entry,) = placed(sentence).values()
    assert isinstance(entry, Statement)
    assert (str(entry.text), speakers(entry)) == (text, (speaker,) if speaker else ())
    assert "AUDIT" not in entry.actors


@pytest.mark.parametrize(
    ("sentence", "speaks"),
    [
        ("The council will sell the mill, according to a letter seen by the Herald.", {"LETTER"}),
        ("The fishing co-operative asked the council for a new roof.", set()),
        ("The council said it would think again.", {"COUNCIL"}),
        ("“We will think again,” said Mayor Ana Ruiz, whom the council had asked.", {"RUIZ"}),
    ],
)
def test_only_those_who_speak_are_present_as_speakers(sentence: str, speaks: set[str]) -> None:
    actors = drafted(sentence).brief.actors
    assert {str(actor.id) for actor in actors if actor.presence == "speaks"} == speaks


def test_what_stands_before_according_to_is_never_taken_off() -> None:
    own, known = lexicon("en"), words("en")
    assert own
    assert known
    sentence = "The letter will be printed, according to the letter that was read out to the old members in the town."
    assert trimmed(Reading(sentence, own), 0, [(4, 10)], known) == sentence
