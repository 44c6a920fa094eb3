"""Sentences: where they begin and end, in several languages; no word is lost, and no text takes long."""

import random
import re
import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.sentences import _BEFORE_NUMBER, _MAY_END, _NEVER
from briefgen.source import SourceText, read
from conftest import HERE, ROOT

ARTICLE = (ROOT / "seeds" / "japan-us-defense-roles.txt").read_text("utf-8")
STORY = (ROOT / "seeds" / "mill-library.txt").read_text("utf-8")


def sentences(text: str) -> list[str]:
    source = SourceText("a.txt", text, "")
    return [source.text[sentence.start : sentence.end] for sentence in source.sentences]


# --- Where a sentence ends --------------------------------------------------------------------------------------------
ENGLISH = """
The U.S. officials met. They agreed.|The U.S. officials met.|They agreed.
He lives in the U.S. The minister left.|He lives in the U.S.|The minister left.
In the U.S. Congress voted.|In the U.S. Congress voted.
Talks in the U.K. “We agreed,” he said.|Talks in the U.K.|“We agreed,” he said.
He has a U.S.-Japan plan and the U.S.’s aims. So be it.|He has a U.S.-Japan plan and the U.S.’s aims.|So be it.
Washington, D.C. The city. Washington, D.C. Mayor Bowser.|Washington, D.C.|The city.|Washington, D.C. Mayor Bowser.
Mr. Smith met Mrs. Jones and Dr. He Weidong. Gen. So spoke.|Mr. Smith met Mrs. Jones and Dr. He Weidong.|Gen. So spoke.
MR. SMITH AND GEN. SO SPOKE. THE END.|MR. SMITH AND GEN. SO SPOKE.|THE END.
See No. 5 and Nos. 6 and 7. The answer is No. The end.|See No. 5 and Nos. 6 and 7.|The answer is No.|The end.
President J. F. Kennedy and George W. Bush met. J. Doe left.\
|President J. F. Kennedy and George W. Bush met.|J. Doe left.
So do I. Kishi agreed. I. M. Pei built it. It was plan B. The rest left.\
|So do I.|Kishi agreed.|I. M. Pei built it.|It was plan B.|The rest left.
It costs 3.5 million. It was 2.|It costs 3.5 million.|It was 2.
It ended in 2021. 12 people died.|It ended in 2021.|12 people died.
He paid. $5 is little. €3 too.|He paid.|$5 is little.|€3 too.
At 5 p.m. Tuesday it began. It ended at 6 p.m. Kishi left.|At 5 p.m. Tuesday it began.|It ended at 6 p.m.|Kishi left.
Acme Corp. President Akio spoke. He works at Acme Inc. The firm is old.\
|Acme Corp. President Akio spoke.|He works at Acme Inc.|The firm is old.
On Jan. 5 and in Feb. 2022 they met. They met in Dec. Kishi left.\
|On Jan. 5 and in Feb. 2022 they met.|They met in Dec.|Kishi left.
Apples, etc. Kishi ate them, e.g. Monday, i.e. today.|Apples, etc.|Kishi ate them, e.g. Monday, i.e. today.
The U.S. vs. Japan. Art. 9 and Art. IX apply.|The U.S. vs. Japan.|Art. 9 and Art. IX apply.
St. Louis won on Main St. The rest lost.|St. Louis won on Main St.|The rest lost.
King Jr. spoke. So did King Jr. The crowd left.|King Jr. spoke.|So did King Jr.|The crowd left.
He is a Ph.D. The student has a Ph.D. degree.|He is a Ph.D.|The student has a Ph.D. degree.
Visit example.com. The site is www.example.com today.|Visit example.com.|The site is www.example.com today.
1. Buy the mill. 2. Sell it.|1. Buy the mill.|2. Sell it.
They voted.12 The mayor left.[3] Then it rained.¹ “No.”4 Art.9 The rest.\
|They voted.12|The mayor left.[3]|Then it rained.¹|“No.”4|Art.9 The rest.
I said so. iPhones sell.|I said so. iPhones sell.
The **end.** Then.|The **end.**|Then.
"""
QUOTATIONS = """
“I agree,” he said. “Do you?” she asked. “No!” Kishi said.|“I agree,” he said.|“Do you?” she asked.|“No!” Kishi said.
He said, “I agree. We go.” Then he left.|He said, “I agree.|We go.”|Then he left.
“It is over.” Kishi said he would go.|“It is over.”|Kishi said he would go.
"We go." "No," she said.|"We go."|"No," she said.
“Is it?” “Yes.” “No.”|“Is it?”|“Yes.”|“No.”
He said ‘go.’ She went. The boys’ plan. They’re off.|He said ‘go.’|She went.|The boys’ plan.|They’re off.
He asked: “Why?”. Nobody knew.|He asked: “Why?”.|Nobody knew.
He went (he said so.) and left. (It was late.) We slept.|He went (he said so.) and left.|(It was late.)|We slept.
What?! Really?? Yes!|What?!|Really??|Yes!
Wait... The end came… and went. Well… I see.|Wait...|The end came… and went.|Well… I see.
The plan … Japan has … is late. Next. […] Last.|The plan … Japan has … is late.|Next.|[…] Last.
They met . . . The end. Bad blank . Then.|They met . . . The end.|Bad blank .|Then.
It ended. — And then it began. He left – or so.|It ended.|— And then it began.|He left – or so.
"""
GERMAN = """
Er kommt am 3. Mai. Der 2. Weltkrieg endete. Dr. Müller kam.\
|Er kommt am 3. Mai.|Der 2. Weltkrieg endete.|Dr. Müller kam.
Es gilt z.B. Tieren, z. B. Hunden, d. h. allen. Gut.|Es gilt z.B. Tieren, z. B. Hunden, d. h. allen.|Gut.
Nr. 5 lebt, vgl. S. 45 und Abs. 3. Gut.|Nr. 5 lebt, vgl. S. 45 und Abs. 3.|Gut.
Es kostet 5 Mio. Euro bzw. 6 Mrd. Euro. Am 12. Januar usw. Danach nichts.\
|Es kostet 5 Mio. Euro bzw. 6 Mrd. Euro.|Am 12. Januar usw.|Danach nichts.
„Ja.“ Er ging. „Kommst du?“, fragte sie. „Nein!“ sagte er.|„Ja.“|Er ging.|„Kommst du?“, fragte sie.|„Nein!“ sagte er.
»Ja.« »Nein.« Schluss.|»Ja.«|»Nein.«|Schluss.
Es war 1999. Die Zeit verging im 21. Jahrhundert.|Es war 1999.|Die Zeit verging im 21. Jahrhundert.
"""
FRENCH = """
M. Le Drian a parlé. Mme Borne est partie. M. Macron est là.\
|M. Le Drian a parlé.|Mme Borne est partie.|M. Macron est là.
« Oui. » Il part. « Vraiment ? » demande-t-elle. « Non ! » L’affaire est close.\
|« Oui. »|Il part.|« Vraiment ? » demande-t-elle.|« Non ! »|L’affaire est close.
J.-Y. Le Drian est là, p. ex. lundi. Qui ? Moi ! Et toi ?|J.-Y. Le Drian est là, p. ex. lundi.|Qui ?|Moi !|Et toi ?
"""
JAPANESE = """
「行く。」と述べた。次は「来る。」だ。|「行く。」と述べた。|次は「来る。」だ。
首相は「行く。しかし明日だ。」と述べた。終わり。|首相は「行く。|しかし明日だ。」と述べた。|終わり。
本当！次は？「はい。」首相は答えた。|本当！|次は？|「はい。」|首相は答えた。
「行くの？」と聞いた。「やった！」と叫んだ！ところが違う。|「行くの？」と聞いた。|「やった！」と叫んだ！|ところが違う。
（写真：共同。）３．５％増。U.S.は違う。|（写真：共同。）|３．５％増。|U.S.は違う。
行くの?と聞いた。しかし……行く。|行くの?と聞いた。|しかし……行く。
"""
OTHERS = """
他说：“我去。”然后走了。“好吗？”他说。完了！|他说：“我去。”|然后走了。|“好吗？”他说。|完了！
한국은 했다. 그는 갔다. 정말? 네.|한국은 했다.|그는 갔다.|정말?|네.
هل ذهب؟ نعم. قال د. محمد ذلك. انتهى۔|هل ذهب؟|نعم.|قال د. محمد ذلك.|انتهى۔
वह गया। वह आया॥ अंत।|वह गया।|वह आया॥|अंत।
Что? А. С. Пушкин писал. Да.|Что?|А. С. Пушкин писал.|Да.
¿Qué? ¡No! El Sr. Pérez y la Dra. Ruiz. Fin.|¿Qué?|¡No!|El Sr. Pérez y la Dra. Ruiz.|Fin.
"""
CASES = [
    case for group in (ENGLISH, QUOTATIONS, GERMAN, FRENCH, JAPANESE, OTHERS) for case in group.strip().split("\n")
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.split("|")[0][:40])
def test_where_a_sentence_ends(case: str) -> None:
    text, *expected = case.split("|")
    assert sentences(text) == expected


def test_the_article_has_a_headline_a_credit_a_caption_and_eighteen_sentences() -> None:
    found = sentences(ARTICLE)
    assert len(found) == 21
    assert found[:2] == ["Japan, U.S. to review defense role-sharing", "Courtesy of the Foreign Ministry"]
    assert found[2].startswith("Clockwise from upper left, U.S. Secretary")
    assert [line for line in found if not line.endswith((".", ".”"))] == found[:2]
    assert found[11:13] == [
        "As hypersonic weapons fly toward targets at speeds of Mach 5 or greater, it is difficult for current missile "
        "defense systems to intercept them.",
        "Thus the advent of hypersonic weapons is called a game-changer that could drastically change military power "
        "balances.",
    ]


def test_sentences_are_numbered_over_the_whole_source() -> None:
    source = SourceText("a.txt", "One. Two.\n\nThree.\n", "")
    assert [(each.number, each.paragraph, each.start, each.end) for each in source.sentences] == [
        (1, 1, 0, 4),
        (2, 1, 5, 9),
        (3, 2, 11, 17),
    ]


def test_no_word_is_in_two_tables() -> None:
    assert _NEVER.isdisjoint(_BEFORE_NUMBER | _MAY_END)
    assert _BEFORE_NUMBER.isdisjoint(_MAY_END)


# --- Lines ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Courtesy of the Foreign Ministry\nMinisters attend the meeting.\n\nText here.",
            ["Courtesy of the Foreign Ministry", "Ministers attend the meeting.", "Text here."],
        ),
        (
            "The council decided:\n- Buy the mill\n- Sell the old library\n- ask for money\n\nEnd.",
            ["The council decided:", "- Buy the mill", "- Sell the old library", "- ask for money", "End."],
        ),
        (
            "Headline of this piece\n"
            "The town council of Aldermere voted on Tuesday evening to buy the\n"
            "disused grain mill on Weir Lane and turn it into a library. Nine of the\n"
            "Eleven members voted in favor.\n\nMore.",
            [
                "Headline of this piece",
                "The town council of Aldermere voted on Tuesday evening to buy the\n"
                "disused grain mill on Weir Lane and turn it into a library.",
                "Nine of the\nEleven members voted in favor.",
                "More.",
            ],
        ),
        (
            "1. The council voted on Tuesday evening to buy the disused grain mill on\n"
            "   Weir Lane and turn it into a library.\n"
            "2. Nine of the eleven members voted in favor.\n\nEnd.",
            [
                "1. The council voted on Tuesday evening to buy the disused grain mill on\n"
                "   Weir Lane and turn it into a library.",
                "2. Nine of the eleven members voted in favor.",
                "End.",
            ],
        ),
        (
            "写真：外務省\n会談に臨む外相。\n\n日本政府は発表した。",
            ["写真：外務省", "会談に臨む外相。", "日本政府は発表した。"],
        ),
        ("Mara Quist,\nthe mayor, left.\n\nEnd.", ["Mara Quist,\nthe mayor, left.", "End."]),
    ],
)
def test_lines_of_a_paragraph(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize("width", [48, 60, 72, 80, 100, 120])
@pytest.mark.parametrize("text", [ARTICLE, STORY], ids=["article", "story"])
def test_hard_wrapped_text_has_the_same_sentences(text: str, width: int) -> None:
    lines = text.split("\n")
    wrapped = "\n".join("\n".join(textwrap.wrap(line, width, break_on_hyphens=False)) for line in lines)
    assert [re.sub(r"\s+", " ", each) for each in sentences(wrapped)] == sentences(text)


def test_japanese_has_the_same_sentences_in_lines_of_forty() -> None:
    text = (HERE / "corpus" / "tuned" / "japanese-policy" / "source.txt").read_text("utf-8")
    paragraphs = text.split("\n\n")
    lines = ["\n".join(part[at : at + 40] for at in range(0, len(part), 40)) for part in paragraphs]
    assert [each.replace("\n", "") for each in sentences("\n\n".join(lines))] == sentences(text)


# --- Any text ---------------------------------------------------------------------------------------------------------
MARKS = ".!?…。！？؟।\"'“”‘’„«»「」()[]*-–—,;: \n\t"
WORDS = "U.S._|Mr._|The_|the_|said_|No. 5_|z. B._|3.5|[1]|。」と|。」|日本|I|A._|e.g._|p.m._|3. Mai_|- x\n|\n\n|د._|Σ"
PIECES = st.sampled_from([*MARKS, *WORDS.replace("_", " ").split("|"), "x" * 50, " \u00a0"])


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)))
@example("\x1c.\x1c \x1d.")
def test_sentences_part_the_words_of_any_text(text: str) -> None:
    source = read(text.replace("\0", "").encode("utf-8", "replace"), "a.txt")
    left = 0
    for number, sentence in enumerate(source.sentences, 1):
        paragraph = source.paragraphs[sentence.paragraph - 1]
        words = source.text[sentence.start : sentence.end]
        assert sentence.number == number
        assert paragraph.start <= sentence.start < sentence.end <= paragraph.end
        assert words == words.strip() != ""
        assert source.text[left : sentence.start].strip() == "", "what stands between sentences are blanks"
        left = sentence.end
    assert source.text[left:].strip() == ""


@given(st.lists(st.sampled_from(["One.", "Two!", "three", "\n\n", " "]), min_size=1, max_size=30).map(" ".join))
def test_a_passage_finds_its_sentences(text: str) -> None:
    source = SourceText("a.txt", text, "")
    for sentence in source.sentences:
        assert source.sentence_at(sentence.start) == source.sentence_at(sentence.end - 1) == sentence
        assert source.sentences_between(sentence.start, sentence.end) == (sentence,)
        assert source.sentences_between(sentence.start, sentence.start) == ()
    assert source.sentences_between(0, len(text)) == source.sentences


def test_offsets_outside_belong_to_the_sentence_before() -> None:
    source = SourceText("a.txt", "  One. Two.  ", "")
    assert [source.sentence_at(offset).number for offset in (0, 2, 6, 7, 11, 99)] == [1, 1, 1, 2, 2, 2]
    assert [each.number for each in source.sentences_between(5, 8)] == [1, 2]
    assert source.sentences_between(6, 7) == ()


HOSTILE = {
    "dots": ".",
    "quotation marks": '"',
    "letters with stops": "A.",
    "initials": "A. ",
    "quoted stops": '."',
    "spaced stops": ". ",
    "guillemets": ". »",
    "brackets": ". ((((",
    "one word": "x",
    "notes": ".[1]",
    "speakers": "?” Xxxxx Xxxxx Xxxxx Xxxxx ",
    "quotations": "。」と",
    "item numbers": "1. ",
    "lines": "aB c\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    """In place of a clock: what is done for each mark looks at a bounded stretch, which quadratic work would not."""
    counted = Counted("Zz. " + piece * (40_000 // len(piece)) + "z")
    assert len(sentences(counted)) >= 1
    assert counted.read < 60 * len(counted)


class Counted(str):
    """Text that counts the characters that slices take out of it."""

    read = 0

    def __getitem__(self, key: object) -> str:
        part = str.__getitem__(self, key)  # type: ignore[index]
        self.read += len(part)
        return part


def test_shuffled_words_of_the_article_stay_in_order() -> None:
    words = ARTICLE.split()
    random.Random(7).shuffle(words)
    assert " ".join(sentences(" ".join(words))).split() == words
