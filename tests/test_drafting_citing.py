"""Words that a drafter remembers, and the clause that they are from."""

import pytest

from briefgen.drafting.citing import as_comment, as_evidence, cite, nearest
from briefgen.evidence import Passage, locate
from briefgen.source import SourceText, read
from briefgen.yamlfile import read as read_yaml

TEXT = """\
At the meeting, the Japanese side announced that the government is considering possessing capabilities of
destroying enemy bases. The meeting was held online on Friday.

A statement released after the meeting says, “Japan expressed its resolve to examine all options.”

政府は新しい補助制度を来年度に新設する方針を決めた。補助制度は2年で終わる。
"""
SOURCE: SourceText = read(TEXT.encode(), "a.txt")


def test_words_that_stand_there_once() -> None:
    count, (found,) = cite(SOURCE, "considering possessing")
    assert (count, found.where, as_evidence(found)) == (1, "¶1 S1", 'evidence: "considering possessing"')
    assert found.context.startswith("At the meeting, ")
    assert found.context.endswith("enemy bases.")


def test_the_whole_sentence() -> None:
    _, (found,) = cite(SOURCE, "held online", whole=True)
    assert as_evidence(found) == 'evidence: "The meeting was held online on Friday."'


def test_typography_does_not_matter_and_the_source_is_printed() -> None:
    _, (found,) = cite(SOURCE, 'says, "Japan expressed')
    assert as_evidence(found) == 'evidence: "says, “Japan expressed"'
    _, (found,) = cite(SOURCE, "possessing capabilities of destroying")
    assert found.clause is not None
    assert found.clause.exact == "possessing capabilities of destroying", "on one line"


def test_words_that_stand_there_several_times() -> None:
    count, found = cite(SOURCE, "the meeting")
    assert count == 2
    assert [as_evidence(one) for one in found] == [
        'evidence: {exact: "the meeting", prefix: "At"}',
        'evidence: {exact: "the meeting", suffix: "says,"}',
    ]
    for one in found:
        assert one.clause is not None
        again = locate(SOURCE, one.clause.exact, one.clause.prefix, one.clause.suffix)
        assert isinstance(again, Passage)
        assert again.start == one.start


def test_words_of_a_script_without_blanks() -> None:
    _, found = cite(SOURCE, "補助制度")
    assert [as_evidence(one) for one in found] == [
        'evidence: {exact: "補助制度", suffix: "を"}',
        'evidence: {exact: "補助制度", suffix: "は"}',
    ]


def test_words_that_nothing_tells_apart() -> None:
    count, found = cite(read(b"The board met.\n\nThe board met.\n", "a.txt"), "board")
    assert (count, [one.clause for one in found]) == (2, [None, None])


def test_the_id_of_the_source_goes_with_it() -> None:
    _, (found,) = cite(SOURCE, "held online")
    assert as_evidence(found, "article") == 'evidence: {source: article, exact: "held online"}'


@pytest.mark.parametrize("words", ['a "b" c', "it’s", "a\\b", "x: {y} # z"])
def test_what_is_printed_reads_back(words: str) -> None:
    source = read(f"Some {words} here.\n\nOther {words} there.\n".encode(), "a.txt")
    _, found = cite(source, words)
    for one in found:
        (entry,) = read_yaml(as_evidence(one).encode(), "x.yaml").values()
        assert entry["exact"] == words


def test_where_it_stands_is_a_comment() -> None:
    _, (found,) = cite(SOURCE, "held online")
    assert as_comment(found) == ["# ¶1 S2: The meeting was held online on Friday."]


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("Considering Possessing", "considering possessing"),
        ("goverment considering", "«government is» considering"),
        ("held on Friday", "held «online» on Friday"),
        ("has decided to possess capabilities of it", "«possessing» capabilities of"),
        ("補助の制度を新設", "補助制度を«来年»度«に»新設"),
    ],
)  # fmt: skip
def test_words_that_do_not_stand_there(words: str, marked: str) -> None:
    assert cite(SOURCE, words) == (0, [])
    near = nearest(SOURCE, words)
    assert near is not None
    assert near.marked == marked


@pytest.mark.parametrize("words", ["xyzzy", "the whale swam under moonlit ice", "", "…", " "])
def test_words_of_which_nothing_is_there(words: str) -> None:
    assert cite(SOURCE, words) == (0, [])
    assert nearest(SOURCE, words) is None
