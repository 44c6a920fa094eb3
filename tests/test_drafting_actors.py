"""Who is found to be named in a text, and as what; and how much of the corpus's own lists that is."""

from pathlib import Path

import pytest

from briefgen.drafting.actors import actors_in
from briefgen.drafting.finds import Found, Read
from briefgen.drafting.language import language_of
from briefgen.drafting.vocabulary import words
from briefgen.lexicon import lexicon
from briefgen.reading import Reading
from briefgen.source import read
from briefgen.yamlfile import read as read_yaml
from conftest import HERE

CORPUS = sorted((HERE / "corpus/tuned").glob("*/cases.yaml"))


def found(text: str) -> list[Found]:
    """Return the actors of a text."""
    source = read(text.encode(), "a.txt")
    language = language_of(text) or "en"
    own, known = lexicon(language), words(language)
    assert own is not None
    assert known is not None
    reads = [
        Read(one.number, one.paragraph, one.start, one.end, Reading(text[one.start : one.end], own))
        for one in source.sentences
    ]
    return actors_in(reads, known)


def names(text: str) -> dict[str, tuple[str | None, str]]:
    """Return kind and office of those who are named, or described."""
    return {one.name or one.descriptor: (one.kind, one.role) for one in found(text)}


@pytest.mark.parametrize(
    ("text", "name", "kind", "role"),
    [
        ("On Monday Mayor Ana Ruiz said no.", "Ana Ruiz", "person", "Mayor"),
        ("By U.S. Secretary of State Antony Blinken.", "Antony Blinken", "person", "U.S. Secretary of State"),
        ("“No,” said Helen Carrow, Norvania’s trade minister.", "Helen Carrow", "person", "Norvania’s trade minister"),
        ("“No,” said its president, Paul Renner.", "Paul Renner", "person", "President"),
        ("With transport commissioner Peter Lind she left.", "Peter Lind", "person", "Transport commissioner"),
        ("Tom Reik, an analyst at the Freight Institute.", "Tom Reik", "person", "Analyst at the Freight Institute"),
        ("Dr. Hanna Weiss said so.", "Hanna Weiss", "person", ""),
        ("Samuel Ito, who heads the board, said so.", "Samuel Ito", "person", ""),
        ("The Office of the Data Commissioner said so.", "Office of the Data Commissioner", "body", ""),
        ("The Norvanian Steel Federation said so.", "Norvanian Steel Federation", "group", ""),
        ("The Harbour Workers’ Federation said so.", "Harbour Workers’ Federation", "group", ""),
        ("The ruling Liberal Democratic Party agreed.", "Liberal Democratic Party", "party", ""),
        ("Dallow, a supermarket chain, said so.", "Dallow", "company", ""),
        ("The newspaper Sundposten reported it.", "Sundposten", "outlet", ""),
        ("The United States agreed to the plan.", "United States", "state", ""),
        ("In May the state planning board decided it.", "State planning board", "body", ""),
        ("The Japanese government aims to do it.", "Japanese government", "government", ""),
        ("A source in the Japanese government explained it.", "a source in the Japanese government", "anonymous", ""),
        ("According to two people close to it, it is so.", "two people close to it", "anonymous", ""),
        ("A former board member, insisting on anonymity, said so.", "a former board member", "anonymous", ""),
        ("A joint statement released after the meeting says so.", "Joint statement", "document", ""),
        ("大村健一福祉相は会見で述べた。", "大村健一", "person", "福祉相"),
        ("黒沢誠司元社長が説明した。", "黒沢誠司", "person", "元社長"),
        ("国家防災庁は適用を検討している。", "国家防災庁", "body", ""),
        ("野党の民政党は法案を提出する。", "民政党", "party", ""),
        ("政府関係者によると、枠は広がる。", "政府関係者", "anonymous", ""),
    ],
)  # fmt: skip
def test_who_is_named(text: str, name: str, kind: str, role: str) -> None:
    assert names(text)[name] == (kind, role)


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday in March the plan was made in Genholm.",
        "Work on Mercer Street is to begin next month.",
        "The plan is old. Data was lost. Nothing is known.",
        "The prime minister said so.",
        "同社は発表した。各党は反対した。社会が変わる。",
    ],
)
def test_who_is_not(text: str) -> None:
    assert names(text) == {}


def test_short_forms_are_joined_with_the_full_name() -> None:
    text = "Ana Ruiz spoke. Ruiz said no. Veldra Health said yes. Veldra agreed. The city council, the council."
    aliases = {one.name: one.aliases for one in found(text)}
    assert aliases == {"Ana Ruiz": ["Ruiz"], "Veldra Health": ["Veldra"], "City council": ["the council"]}


@pytest.mark.parametrize("name", ["Norvane Lines", "Veldra", "Blue Tern Freight"])
@pytest.mark.parametrize(
    ("called", "again"),
    [
        ("Shipping company {} said no.", "The shipping company went on."),
        ("The shipping company {} said no.", "The shipping company went on."),
        ("The Dutch shipping company {} said no.", "The shipping company went on."),
        ("It was {}, a shipping company, that said no.", "The shipping company went on."),
        ("Ferry operator {} said no.", "The ferry operator said yes."),
        ("Operator {} said no.", "The operator said yes."),
        ("The space agency {} said no.", "The agency went on."),
        ("Dock workers' union {} said no.", "The union went on."),
        ("The retailer, {}, said no.", "The retailer went on."),
    ],
)
def test_what_a_name_is_called_is_no_actor_of_its_own(name: str, called: str, again: str) -> None:
    (one,) = found(f"{called.format(name)} {again}")
    assert one.name == name
    assert again.split(" said")[0].split(" went")[0].casefold() in one.aliases
    assert one.kind in {"company", "body", "group"}


def test_a_place_is_no_short_form() -> None:
    text = "The Orrin Film Festival said no. The city of Orrin, which pays for it, said yes. It was in Orrin."
    assert found(text)[0].aliases == []


def test_two_that_are_called_alike_leave_the_words_alone() -> None:
    text = "Shipping company Veldra said no. Shipping company Norvane said yes. The shipping company went on."
    assert {one.name: one.aliases for one in found(text)} == {"Veldra": [], "Norvane": [], "Shipping company": []}


def test_a_word_that_begins_a_name_stays() -> None:
    assert set(names("Union Pacific said no. Bank Helvar said yes.")) == {"Union Pacific", "Bank Helvar"}
    assert set(names("Bank Helvar said yes. On Monday Helvar said no.")) == {"Helvar"}
    assert set(names("Bank Helvar said yes. On Monday the Bank Helvar said no.")) == {"Bank Helvar"}
    assert set(names("Carrier Helvar said yes. On Monday Carrier Helvar said no.")) == {"Carrier Helvar"}


def test_two_boards_leave_the_board_alone() -> None:
    aliases = {
        one.name: one.aliases for one in found("The safety board agreed. The planning board agreed. The board agreed.")
    }
    assert aliases == {"Safety board": [], "Planning board": []}


def test_every_actor_has_an_id_of_its_own() -> None:
    one, two, three = found("Mayor Ana Ruiz said no. Judge Tom Ruiz said yes. The North Korea of old agreed. 政府")
    assert (one.ident, two.ident, three.ident) == ("RUIZ", "TOMRUIZ", "NORTHKOREA")


# --- The corpus -------------------------------------------------------------------------------------------------------
def listed(path: Path) -> list[set[str]]:
    """Return the actors that a person has listed, each with all the names it has; documents and the unnamed apart."""
    actors = read_yaml(path.read_bytes(), path.name)["actors"]
    return [
        {str(name).casefold() for name in (actor["name"], *actor.get("aliases", ()))}
        for actor in actors
        if actor["name"] and actor["kind"] not in {"document", "anonymous"}
    ]


def test_most_of_those_whom_a_person_lists_are_found() -> None:
    total = missed = 0
    for path in CORPUS:
        text = (path.parent / "source.txt").read_text("utf-8")
        got = {name.casefold() for one in found(text) for name in (one.name, *one.aliases) if name}
        wanted = listed(path)
        total += len(wanted)
        missed += sum(not names & got for names in wanted)
    assert total > 150
    assert missed / total < 0.25
