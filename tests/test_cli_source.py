"""``briefgen source``: the numbered text, for people and for programs."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from briefgen.cli import source as module
from conftest import ROOT

Folder = Callable[[dict[str, str | bytes]], Path]
STORY = "Mill sold\n\nThe town bought the mill. “Good,” she\nsaid.\n"


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(module.commands, list(words), prog_name="briefgen source")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_paragraphs_and_sentences_are_numbered(folder: Folder) -> None:
    folder({"a.txt": STORY})
    code, out, err = run("show", "a.txt")
    assert (code, out) == (
        0,
        "¶1  S1  Mill sold\n\n¶2  S2  The town bought the mill.\n    S3  “Good,” she said.\n",
    )
    assert err.startswith("a.txt: 2 paragraphs, 3 sentences, sha256: ")
    assert len(err.split()[-1]) == 64


def test_long_sentences_go_on_under_their_first_words() -> None:
    code, out, _ = run("show", str(ROOT / "seeds" / "japan-us-defense-roles.txt"))
    lines = out.splitlines()
    assert code == 0
    assert len([line for line in lines if line.startswith("¶")]) == 18
    assert max(map(len, lines)) <= 100
    assert lines[2:6] == [
        "¶2   S2   Courtesy of the Foreign Ministry",
        "     S3   Clockwise from upper left, U.S. Secretary of State Antony Blinken, U.S. Defense Secretary",
        "          Lloyd Austin, Defense Minister Nobuo Kishi and Foreign Minister Yoshimasa Hayashi attend",
        "          the Japan-U.S. two-plus-two meeting via video conference.",
    ]


def test_programs_get_offsets_into_the_text(folder: Folder) -> None:
    folder({"a.txt": STORY})
    code, out, err = run("show", "--json", "a.txt")
    assert (code, err[:6]) == (0, "a.txt:")
    assert json.loads(out) == [
        {"sentence": 1, "paragraph": 1, "start": 0, "end": 9, "text": "Mill sold"},
        {"sentence": 2, "paragraph": 2, "start": 11, "end": 36, "text": "The town bought the mill."},
        {"sentence": 3, "paragraph": 2, "start": 37, "end": 54, "text": "“Good,” she\nsaid."},
    ]


def test_a_page_is_shown_as_its_text(folder: Folder) -> None:
    folder({"a.html": "<title>T</title><p>One.<p>A <b>bold</b> two."})
    assert run("show", "a.html")[1] == "¶1  S1  One.\n\n¶2  S2  A bold two.\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["show", "b.txt"], 2, "command line: error: there is no file b.txt [no-such-file]"),
        (["show", "."], 2, "command line: error: . is a folder, expected a file [not-a-file]"),
        (["show", "empty.txt"], 1, "empty.txt: error: the source file is empty, expected its text [empty-source]"),
        (["show", "--json", "old.txt"], 1, "old.txt:1:4: error: found the byte 0xE9, expected UTF-8 text"),
        (["show", "a.pdf"], 1, "a.pdf: error: the source does not begin as a PDF does [not-a-pdf]"),
    ],
)
def test_what_cannot_be_shown(words: list[str], code: int, said: str, folder: Folder) -> None:
    folder({"empty.txt": "\n", "old.txt": "Caf\u00e9".encode("latin-1"), "a.pdf": "Words."})
    found, out, err = run(*words)
    assert (found, out) == (code, "")
    assert err.startswith(said)
    assert "\n  remedy: " in err


def test_a_terminal_is_filled(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder({"a.txt": "One two three four five six seven eight nine ten eleven.\n"})
    monkeypatch.setattr(module, "WIDTH", 40)
    assert run("show", "a.txt")[1] == ("¶1  S1  One two three four five six\n        seven eight nine ten eleven.\n")


# --- Lines ------------------------------------------------------------------------------------------------------------
def columns(line: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in line)


def test_scripts_without_blanks_are_broken_anywhere_but_before_a_mark() -> None:
    words = "「日本政府は、一月七日に米国と防衛の役割分担を見直す計画を発表した。」"
    lines = list(module._wrapped(words, 10))
    assert "".join(lines) == words
    assert max(map(columns, lines)) <= 12, "a mark may stand out"
    assert not any(line[0] in "、。」" or line[-1] == "「" for line in lines)


@given(st.text("ab日、。「」 \n\u00e9e\u0301", max_size=60), st.integers(4, 20))
def test_wrapping_keeps_all_words(words: str, width: int) -> None:
    words = words.strip()
    lines = list(module._wrapped(words, width))
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(line == line.strip() for line in lines)
