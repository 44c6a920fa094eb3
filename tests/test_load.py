"""Content files: each mistake of ``cases/load`` with the message it gets, and any text or bytes without a crash."""

import hashlib
import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.load import HEAD, head, load, load_draft
from briefgen.problems import BriefgenError, Problem, as_text
from briefgen.values import refused_character
from conftest import ROOT, Example, examples, tries

CONTENT = sorted((ROOT / "content").glob("*.yaml"))


@pytest.mark.parametrize("example", examples("load"), ids=str)
def test_each_mistake_has_its_message(example: Example, expect: Callable[[Example, str], None]) -> None:
    expect(example, "".join(f"{as_text(problem)}\n" for problem in problems_of(data_of(example))))


def data_of(example: Example) -> bytes:
    """Return the bytes that a case is about; its title says how they are written."""
    marks = re.findall(r"\[([a-z0-9-]+)\]", example.title)
    text = example.given
    if "escapes" in marks:
        text = re.sub(r"\\(\\|x..|u....)", lambda m: "\\" if m[1] == "\\" else chr(int(m[1][1:], 16)), text)
    return text.encode(next((mark for mark in marks if mark != "escapes"), "utf-8"))


def problems_of(data: bytes) -> tuple[Problem, ...]:
    try:
        load(data, "x.yaml")
    except BriefgenError as error:
        return error.problems
    return ()


def test_the_briefs_of_this_project_load() -> None:
    briefs = {path.stem: load(path.read_bytes(), path.name) for path in CONTENT}
    article, mill = briefs["japan-us-defense-roles"], briefs["mill-library"]
    bus, plant = briefs["minamidai-bus"], briefs["nakheel-desalination"]
    seed = (ROOT / article.sources[0].file).read_bytes()
    assert [source.sha256 for source in article.sources] == [hashlib.sha256(seed).hexdigest()]
    assert None not in {decision.commitment for decision in article.decisions}
    assert [actor.name for actor in mill.actors] == [
        "Town council of Aldermere",
        "Mayor Ines Calloway",
        "Council member Theo Marsh",
        "Hollis family",
        "Friends of the Library",
    ]
    assert (bus.language, plant.language, plant.sources[0].language) == ("ja", "en-GB", "ar")


# --- The head of a file with mistakes ---------------------------------------------------------------------------------
@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_the_head_says_what_the_whole_does(path: Path) -> None:
    told, brief = head(path.read_bytes(), path.name), load(path.read_bytes(), path.name)
    assert {name: getattr(told, name) for name in HEAD} == {name: getattr(brief, name) for name in HEAD}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: A\nlanguage: de\nstatus: final\n", ("A", "de", None, "final")),
        ("title: A\nlanguage: German, please\nversion: [2]\nstatus: final\n", ("A", None, None, "final")),
        ("title: [A]\nmarking: TLP:RED\n", (None, "en", "TLP:RED", None)),
        ("marking: {scheme: tlp, label: TLP:RED}\nsource: a.txt\n", (None, "en", "TLP:RED", None)),
        ("titel: A\ndesicions: []\nheader: {form: B}\n", (None, "en", None, None)),
        ("title: A\nheader:\nactors: [{name: B, remark: C}]\n", ("A", "en", None, None)),
        ("title: A\ndecisions: [{texd: B, remark: C}]\n", ("A", "en", None, None)),
    ],
)
def test_what_is_right_of_a_head_is_told(
    text: str, expected: tuple[str | None, str | None, str | None, str | None]
) -> None:
    told = head(text.encode(), "x.yaml")
    assert told is not None
    assert (told.title, told.language, told.marking.label if told.marking else None, told.status) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A",
        "- A",
        "title: 'A",
        "title: A\nmarking: TLP:PINK\n",
        "title: A\nmarking:\n",
        "title: A\nmarking: {label: [A]}\n",
        "title: A\nmarkings: SECRET\n",
        "title: A\nmrking: SECRET\n",
        "title: A\nclassification: SECRET\n",
        "title: A\nSECRET: yes\n",
        "title: A\nheader: {from: B, marking: TLP:RED}\n",
        "title: A\nheader: {from: B, classification: SECRET}\n",
        "title: A\nmeeting: {marking: SECRET}\n",
        "title: A\nmeeting: {Marking: SECRET}\n",
        "title: A\nsources: [{scheme: tlp, label: SECRET}]\n",
        "title: A\nstatus: TLP:RED\n",
        "title: A\nheader: [{classification: SECRET}]\n",
        "title: A\nheaders: {classification: SECRET}\n",
        "title: A\nHeader: {to: B}\n",
        "title: A\nactors: [{name: B, marking: SECRET}]\n",
        "title: A\nconfidential: true\n",
        "title: A\nmarquage: DIFFUSION RESTREINTE\n",
        "title: A\ndissemination: none\n",
        "title: A\naccess: none\n",
        "title: A\nmarking: TLP:CLEAR\nmarking: TLP:RED\n",
        "title: A\n<<: {marking: TLP:RED}\n",
        "title: A\n? [marking]\n: TLP:RED\n",
    ],
)
def test_where_it_may_be_marked_nothing_is(text: str) -> None:
    assert head(text.encode(), "x.yaml") is None


# --- Whatever a file holds: a brief, or problems that are worded for the person who wrote it --------------------------
PYTHON_WORDS = re.compile(
    r"\b(str|int|float|dict|tuple|NoneType|None|bool|Scalar|Mapping|Sequence|Value error|validat\w*|pydantic|Traceback"
    r"|<class|function-\w+|model_\w+|Input should|Field required|Tuple|Extra inputs)\b"
)


def hold_to_the_rules(data: bytes) -> None:
    """Check that a file loads, or that each of its problems has a place in the file, a code, and plain words."""
    lines = re.split(r"\r\n|\r|\n", data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))
    for problem in problems_of(data):
        said = f"{problem.message}\n{problem.remedy}"
        own_words = re.sub(r"(?m)'.*'|known: .*", "''", said)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", problem.code), problem
        assert problem.place.file == "x.yaml", problem
        assert 0 <= problem.place.line <= len(lines) + 1, problem
        assert problem.place.line or problem.code in {"bad-character", "file-too-large", "yaml-syntax"}, problem
        if 0 < problem.place.line <= len(lines):
            assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1, problem
        assert problem.message, problem
        assert problem.remedy, problem
        assert "\n" not in problem.message + problem.remedy, problem
        assert not refused_character(said), problem
        assert not PYTHON_WORDS.search(own_words), problem


@settings(max_examples=tries(300))
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    hold_to_the_rules(data)


@settings(max_examples=tries(300))
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text(text: str) -> None:
    hold_to_the_rules(text.encode())


PIECES = [
    *("title", "sources", "decisions", "actors", "id", "text", "name", "evidence", "exact", "header", "from", "extra"),
    *("marking", "grounds", "attribution", "when", "as_of", "sic", "quotes", "language", "grade", "url", "a.txt", "D1"),
    *(
        ": ",
        ":",
        "- ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\n",
        "\n  ",
        "\n    ",
        "# ",
        " #",
        "&a ",
        "*a",
        "!t ",
        "!!int ",
    ),
    *(
        "|",
        ">-",
        "'",
        '"',
        "\\",
        "\\u0000",
        "\\x1b",
        "<<",
        "---",
        "...",
        "%",
        "@",
        "`",
        "~",
        "null",
        "\t",
        "\r",
        "\x85",
    ),
    *(
        "\u2028",
        "\ufeff",
        "\u202e",
        "\x00",
        "日本",
        "e\u0301",
        "1",
        "2026-02-30",
        "https://x.org",
        "TLP:RED",
        "true",
        "no",
    ),
]


@settings(max_examples=tries(600))
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.booleans())
def test_any_text_like_yaml(pieces: list[str], with_head: bool) -> None:
    hold_to_the_rules((("title: T\nsources: a.txt\n" if with_head else "") + "".join(pieces)).encode())


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
@settings(max_examples=tries(60))
@given(chance=st.randoms(use_true_random=False))
def test_any_damage_to_the_content_files(path: Path, chance: random.Random) -> None:
    hold_to_the_rules(damaged(path.read_bytes(), chance))


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Cut, double, move or replace pieces of a file, as a hand or a bad copy does."""
    for _ in range(chance.randint(1, 5)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice([0, 1, 2, 10, 200]))
        piece = data[start:end]
        new = chance.choice(
            [b"", piece * 2, piece[::-1], piece.upper(), chance.choice(PIECES).encode(), bytes([chance.randrange(256)])]
        )
        data = data[:start] + new + data[end:]
        if chance.random() < 0.2:
            lines = data.split(b"\n")
            lines.insert(chance.randrange(len(lines)), lines.pop(chance.randrange(len(lines))))
            data = b"\n".join(lines)
    return data


def test_a_draft_holds_no_reference_to_what_stands_under_a_misspelt_key() -> None:
    data = b"title: T\nsources: a.txt\ndecisons: [{id: D1, text: One}]\nbottom_line: [{text: Sum, grounds: [D1]}]\n"
    brief, problems = load_draft(data, "x.yaml")
    assert [problem.code for problem in problems] == ["unknown-key"]
    assert [(sentence.text, sentence.grounds) for sentence in brief.bottom_line] == [
        ("Sum [grounds 'D1': unknown]", ())
    ]


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
@settings(max_examples=tries(15))
@given(chance=st.randoms(use_true_random=False))
def test_a_draft_is_made_of_any_damaged_file_that_is_yaml(path: Path, chance: random.Random) -> None:
    data = damaged(path.read_bytes(), chance)
    problems = problems_of(data)
    title = ""
    found: Iterable[Problem]
    try:
        brief, found = load_draft(data, "x.yaml")
        title = brief.title
    except BriefgenError as error:
        found = error.problems
    assert set(found) == set(problems)
    assert title or problems


@pytest.mark.parametrize(
    ("field", "word", "remedy"),
    [
        ("commitment", "promised", "did you mean 'agreed' or 'planned'?"),
        ("commitment", "promissed", "did you mean 'agreed' or 'planned'?"),
        ("commitment", "under consideration", "did you mean 'considering'?"),
        ("commitment", "declared", "did you mean 'announced'?"),
        ("commitment", "ruled-out", "write 'decided', and let the text say what was refused or given up"),
        ("commitment", "cancelled", "write 'decided', and let the text say what was refused or given up"),
        ("commitment", "undecided", "choose one of these"),
        ("commitment", "unagreed", "choose one of these"),
        ("commitment", "claimed", "choose one of these"),
        ("commitment", "xdecided", "did you mean 'decided'?"),
        ("commitment", "検討", "did you mean 'considering'?"),
        ("likelihood", "uncertain", "choose one of these"),
        ("likelihood", "highly improbable", "did you mean 'very-unlikely'?"),
        ("likelihood", "unlikly", "did you mean 'unlikely'?"),
        ("confidence", "moderat", "did you mean 'moderate'?"),
    ],
)
def test_a_choice_is_suggested_by_what_a_word_says(field: str, word: str, remedy: str) -> None:
    """By spelling, 'promised' is nearest to 'proposed', and 'declared' to 'decided'."""
    brief = f"title: T\nlanguage: ja\nsources: a.txt\nassessments: [{{text: A, {field}: {word}}}]"
    with pytest.raises(BriefgenError) as error:
        load(brief.encode(), "x.yaml")
    assert [(problem.code, problem.remedy) for problem in error.value.problems] == [("unknown-choice", remedy)]


def test_a_language_that_is_none_suggests_in_english() -> None:
    brief = b"title: T\nlanguage: ../../en\nsources: a.txt\nassessments: [{text: A, commitment: promised}]"
    with pytest.raises(BriefgenError) as error:
        load(brief, "x.yaml")
    assert "did you mean 'agreed' or 'planned'?" in {problem.remedy for problem in error.value.problems}
