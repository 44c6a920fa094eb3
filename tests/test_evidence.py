"""Evidence: a clause is found whatever its typography, and never when a word, letter, digit or case differs."""

import random
import sys
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefgen.evidence import Ambiguous, NotFound, Passage, locate, normal_text, normalise
from briefgen.source import SourceText, read
from conftest import ROOT, tries

ARTICLE = read((ROOT / "seeds" / "japan-us-defense-roles.txt").read_bytes(), "article")
STORY = read(
    """\
“We will count”, Mara Quist said, “before we decide anything further.”

The café’s owner—Zoë Ångström—paid €1,000.50 in 2025–26; ‘nobody’ knows why… or when.

日本政府は「敵基地攻撃能力」の保有を検討している。会合は
オンラインで開かれた。

아버지가 방에 들어가신다. 대한민국 정부는 발표했다.

👩‍👩‍👧 The family 👍🏽 arrived; x̂ is not x, and naïve is nai\u0308ve.
""".encode(),
    "story",
)


def source(text: str) -> SourceText:
    return read(text.encode(), "s")


def found(text: str, clause: str, prefix: str = "", suffix: str = "") -> str:
    """Return the words of the source that a clause stands for, and what was wrong in brackets."""
    match locate(source(text), clause, prefix, suffix):
        case Passage(words=words):
            return words
        case Ambiguous(passages):
            return f"[{len(passages)} times]"
        case NotFound():
            return "[no]"


# --- What may differ --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "clause", "words"),
    [
        # quotation marks and apostrophes
        ("He said “yes” to Japan’s plan.", '"yes" to Japan\'s plan', "“yes” to Japan’s plan"),
        ("Er sagte „ja“ und «nein».", '"ja" und "nein"', "„ja“ und «nein»"),
        # dashes and hyphens
        ("the plan — or so — is late", "plan - or so - is", "plan — or so — is"),
        ("role‑sharing in 2025–26", "role-sharing in 2025-26", "role‑sharing in 2025–26"),
        # blanks and line breaks
        ("two\u00a0billion\n  yen\tin all\n\n.", "two billion yen in all", "two\u00a0billion\n  yen\tin all"),
        ("co\u00adoper\u200bate", "cooperate", "co\u00adoper\u200bate"),
        # blanks inside guillemets, and the inner kind of them
        ("Il a dit « oui » hier.", 'dit "oui" hier', "dit « oui » hier"),
        ("Il a dit «\u202foui\u202f» hier.", "dit « oui » hier", "dit «\u202foui\u202f» hier"),
        ("Sie sagte »ja« und ging.", '"ja" und ging', "»ja« und ging"),
        ("«Er sagt ‹ja› dazu»", "\"Er sagt 'ja' dazu\"", "«Er sagt ‹ja› dazu»"),
        # what a typewriter writes for one sign
        ("Well... they agreed.", "Well… they agreed", "Well... they agreed"),
        ("Well… they agreed.", "Well... they agreed", "Well… they agreed"),
        ("the plan -- or so -- is late", "plan – or so – is", "plan -- or so -- is"),
        # composition
        ("Zoë and Ångström", "Zoe\u0308 and A\u030angstro\u0308m", "Zoë and Ångström"),
        ("e\u0301te\u0301 là", "été là", "e\u0301te\u0301 là"),
        ("대한민국", unicodedata.normalize("NFD", "대한민국"), "대한민국"),
        (unicodedata.normalize("NFD", "대한민국 정부"), "대한민국 정부", unicodedata.normalize("NFD", "대한민국 정부")),
        # a comma or full stop inside or outside the closing quotation mark
        ("“We will count,” Quist said.", '"We will count", Quist', "“We will count,” Quist"),
        ("“We will count”, Quist said.", '"We will count," Quist', "“We will count”, Quist"),
        ("“We will count”, Quist said.", '"We will count"', "“We will count”"),
        ("“We will count,” Quist said.", "We will count", "We will count"),
        ("“A”, he said, “B”, then", '"A," he said, "B"', "“A”, he said, “B”"),
        ("He said “he said ‘yes’.”", "\"he said 'yes.'\"", "“he said ‘yes’.”"),
        # a gap
        ("He is, they said, able to go.", "He is … able to go", "He is, they said, able to go"),
        ("He is, they said, able to go.", "He is ... able [...] go", "He is, they said, able to go"),
        ("He is able.", "… is able …", "is able"),
        ("Wait… and see", "Wait… and see", "Wait… and see"),
        # Han and kana are written without blanks
        ("会合は\nオンライン\n\n。", "会合は オンライン", "会合は\nオンライン"),
        ("敵基地攻撃能力の保有", "攻撃能力", "攻撃能力"),
        ("대한민국 정부는 발표", "정부", "정부"),
    ],
)
def test_typography_may_differ(text: str, clause: str, words: str) -> None:
    assert found(text, clause) == words


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("The council agreed.", "The council Agreed"),
        ("The council agreed.", "The council agree"),
        ("The council agreed.", "council agreed to"),
        ("The council agreed.", "The Council agreed"),
        ("The council, they say, agreed.", "The council agreed"),
        ("It was agreed; it was not.", "It was agreed, it was not"),
        ("It costs 380,000 dollars.", "It costs 38,000 dollars"),
        ("They left… at last.", "They left."),
        ("They left...", "They left."),
        ("Er sagt »ja« und geht.", '"ja"und geht'),
        ("It has --force in it.", "It has -force in it"),
        ("naïve", "naive"),
        ("resume", "résumé"),
        # part of a word
        ("The minister is unable to go.", "able to go"),
        ("They cannot go.", "They can"),
        ("They can’t go.", "They can"),
        ("non-nuclear weapons", "nuclear weapons"),
        ("role-sharing", "role"),
        # part of a number
        ("It grew by 1,000 yen.", "It grew by 1"),
        ("It grew by 3.5 percent.", "5 percent"),
        ("It grew by 3–5 years.", "5 years"),
        ("It grew by 10\u00a0000 yen.", "by 10"),
        ("It fell to −5 degrees.", "5 degrees"),
        ("at 12:30 sharp", "at 12"),
        ("十五年", "五年"),
        ("１５年", "５年"),
        # part of a character
        ("x\u0302 is not", "x"),
        ("👩‍👧 came", "👩"),
        ("👍🏽 came", "👍"),
        # a gap does not join parts of words, nor paragraphs
        ("The minister is unable to go.", "minister is … able to go"),
        ("One thing.\n\nAnother thing.", "One … Another"),
        ("A then B.", "B … A"),
        # Korean sets blanks between words
        ("아버지가 방에 들어가신다", "아버지가방에 들어가신다"),
        # nothing
        ("One thing.", "…"),
        ("One thing.", "\u200b"),
        ("", "One"),
    ],
)
def test_no_other_difference_is_accepted(text: str, clause: str) -> None:
    assert found(text, clause) == "[no]"


@pytest.mark.parametrize(
    ("text", "clause", "words"),
    [
        ("They can, and cannot.", "They can", "They can"),
        ("un able able to go", "able to go", "able to go"),
        ("He is unable, yet able to go.", "He is … able to go", "He is unable, yet able to go"),
        ("Japan’s plan", "Japan", "Japan"),
        ("a plan—late or not—is there", "late or not", "late or not"),
        ("The end. And", "The end.", "The end."),
        ("on pages 3, 4 and 5", "on pages 3", "on pages 3"),
        ("It costs 5,000.", "It costs 5,000", "It costs 5,000"),
        ("A - 5 items", "5 items", "5 items"),
    ],
)
def test_whole_words_stand_beside_anything_else(text: str, clause: str, words: str) -> None:
    assert found(text, clause) == words


# --- More than once ---------------------------------------------------------------------------------------------------
TWICE = "The plan is late.\n\nThey said the plan is late, and the plan is late again."


@pytest.mark.parametrize(
    ("prefix", "suffix", "expected"),
    [
        ("", "", "[2 times]"),
        ("said", "", "the plan is late"),
        ("They said", ", and", "the plan is late"),
        ("", "again", "the plan is late"),
        ("", ".", "[no]"),
        ("and", "again.", "the plan is late"),
        ("and", ",", "[no]"),
        ("they said", "", "[no]"),
    ],
)
def test_what_stands_before_and_after_decides(prefix: str, suffix: str, expected: str) -> None:
    assert found(TWICE, "the plan is late", prefix, suffix) == expected


def test_each_place_of_a_repeated_clause_is_named() -> None:
    match = locate(source(TWICE.replace("The", "the")), "the plan is late")
    assert isinstance(match, Ambiguous)
    assert [(passage.start, passage.paragraph) for passage in match.passages] == [(0, 1), (29, 2), (51, 2)]


# --- Did you mean -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "clause", "nearest"),
    [
        (
            "Other.\n\nJapan is considering possessing it.",
            "Japan has decided on possessing it",
            "Japan is considering possessing it",
        ),
        ("It has non-nuclear weapons.", "has nuclear weapons", "has non-nuclear weapons"),
        ("It grew 1,000 times in all.", "It grew 1", "It grew 1,000"),
        ("One thing.", "Quite another matter altogether", None),
        ("İstanbul", "İb", None),
        ("", "One", None),
        ("One.", "…", None),
    ],
)
def test_the_nearest_passage(text: str, clause: str, nearest: str | None) -> None:
    match = locate(source(text), clause)
    assert isinstance(match, NotFound)
    assert (match.nearest.words if match.nearest else None) == nearest


# --- Properties over whole texts --------------------------------------------------------------------------------------
SOURCES = st.sampled_from([ARTICLE, STORY])
SPELLINGS = {
    '"': '"“”„‟«»', "'": "'‘’‚‛′", "-": "-‐‑", "–": "-–—", " ": " \u00a0\n\t\u2009\u202f",
}  # fmt: skip


def clause_of(text: SourceText, chance: random.Random, least: int = 1) -> tuple[int, int]:
    """Choose a clause of at least so many words: from the beginning of one to the end of one, in one paragraph."""
    paragraph = chance.choice([one for one in text.paragraphs if len(text.text[one.start : one.end].split()) >= least])
    words = []
    position = paragraph.start
    for word in text.text[paragraph.start : paragraph.end].split():
        start = text.text.index(word, position)
        words.append((start, start + len(word)))
        position = start + len(word)
    first = chance.randrange(len(words) - least + 1)
    last = chance.randrange(first + least - 1, min(len(words), first + 25))
    return words[first][0], words[last][1]


def respelt(clause: str, chance: random.Random) -> str:
    """Write a clause with other quotation marks, hyphens, dashes, blanks and composition."""
    out = ""
    for character in clause:
        alike = next((family for base, family in SPELLINGS.items() if character in family), character)
        out += chance.choice(alike) if character not in "—–" else chance.choice("—–")
    for mark, quote in (",”", ".”", ",’"):
        if chance.random() < 0.5:
            out = out.replace(mark + quote, quote + mark)
    return unicodedata.normalize(chance.choice(["NFC", "NFD"]), out)


@settings(max_examples=tries(400))
@given(SOURCES, st.randoms(use_true_random=False))
def test_any_clause_is_found_whatever_its_typography(text: SourceText, chance: random.Random) -> None:
    start, end = clause_of(text, chance)
    match = locate(text, respelt(text.text[start:end], chance))
    passages = match.passages if isinstance(match, Ambiguous) else (match,)
    assert (start, end) in [(passage.start, passage.end) for passage in passages if isinstance(passage, Passage)]
    for passage in passages:
        assert isinstance(passage, Passage)
        assert text.text[passage.start : passage.end] == passage.words
        assert normalise(passage.words).text == normalise(text.text[start:end]).text
        assert text.paragraph_at(passage.start).number == passage.paragraph


@settings(max_examples=tries(400))
@given(SOURCES, st.randoms(use_true_random=False))
def test_a_changed_clause_is_not_found(text: SourceText, chance: random.Random) -> None:
    start, end = clause_of(text, chance)
    clause = text.text[start:end]
    places = [index for index, character in enumerate(clause) if character.isalnum()]
    assume(places)
    at = chance.choice(places)
    change = chance.choice(["case", "letter", "drop", "double"])
    new = {
        "case": clause[at].swapcase(),
        "letter": "7" if clause[at] != "7" else "8",
        "drop": "",
        "double": clause[at] * 2,
    }[change]
    changed = clause[:at] + new + clause[at + 1 :]
    assume(normalise(changed).text not in normalise(text.text).text)
    assert isinstance(locate(text, changed), NotFound)


@settings(max_examples=tries(200))
@given(SOURCES, st.randoms(use_true_random=False))
def test_a_clause_with_gaps_is_found_from_its_first_word_to_its_last(text: SourceText, chance: random.Random) -> None:
    start, end = clause_of(text, chance, least=7)
    words = text.text[start:end].split()
    assume("…" not in text.text[start:end])
    match = locate(text, " ".join([*words[:3], chance.choice(["…", "[…]", "..."]), *words[-3:]]))
    passages = match.passages if isinstance(match, Ambiguous) else (match,)
    assert start in [passage.start for passage in passages if isinstance(passage, Passage)]


@settings(max_examples=tries(300))
@given(st.text() | st.text("aé\u0301 \n\t\u00a0日本、ー\u200b-–"))
def test_the_quicker_way_normalises_alike(text: str) -> None:
    assert normal_text(text) == normalise(text).text


def test_all_white_space_is_a_blank() -> None:
    white = "".join(filter(str.isspace, map(chr, range(sys.maxunicode + 1))))
    assert normal_text("a".join(white)) == " ".join("a" * (len(white) - 1))
    assert all(normalise(f"a{sign}b").text == "a b" for sign in white)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_normalising_keeps_the_way_back(text: str) -> None:
    normal = normalise(text)
    assert len(normal.offsets) == len(normal.text) + 1
    assert normal.offsets[-1] == len(text)
    assert list(normal.offsets) == sorted(normal.offsets)
    assert normalise(unicodedata.normalize("NFD", text)).text == normalise(unicodedata.normalize("NFC", text)).text
    assert normalise(normal.text).text == normal.text


@settings(max_examples=tries(300))
@given(st.text("ab,. \n\"'“”’…-—日本\u0301\u200d1가", max_size=40), st.text("ab,. \"'“”…-日\u03011가", max_size=10))
def test_any_clause_in_any_text(text: str, clause: str) -> None:
    """No text and no clause is too odd; what is found is where it is said to be."""
    where = source(text)
    match = locate(where, clause)
    for passage in match.passages if isinstance(match, Ambiguous) else (match,):
        if isinstance(passage, Passage):
            assert where.text[passage.start : passage.end] == passage.words != ""
        else:
            assert passage.nearest is None or passage.nearest.words in where.text
