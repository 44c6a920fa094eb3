"""``briefgen new`` and ``briefgen cite`` as people use them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefgen.cli.writing import cite, new

Folder = Callable[[dict[str, str | bytes]], Path]
ARTICLE = "The council agreed to buy the mill.\n\nMayor Ana Ruiz said: “We have waited for it.” The roof is new.\n"
BRIEF = "title: A mill\nsources: a.txt\ndecisions: [{text: The council agreed}]\n"


def run(command: object, *words: str) -> tuple[int, str, str]:
    """Run a command in this process, and fail when anything but an exit comes out of it."""
    result = CliRunner().invoke(command, list(words))  # type: ignore[arg-type]
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


# --- new --------------------------------------------------------------------------------------------------------------
def test_a_new_brief(folder: Folder) -> None:
    root = folder({"briefgen.yaml": "", "in/mill.txt": ARTICLE})
    code, out, err = run(new, "in/mill.txt")
    assert (code, out) == (0, "content/mill.yaml\nseeds/mill.txt\n")
    assert err == (
        "drafted 1 statement, 2 actors, 1 quotation, 0 open questions, from 2 of 3 sentences; all to be confirmed\n"
        "next: edit the file, then run: briefgen check content/mill.yaml\n"
    )
    assert (root / "seeds/mill.txt").read_text() == ARTICLE


def test_a_brief_is_not_overwritten(folder: Folder) -> None:
    root = folder({"briefgen.yaml": "", "mill.txt": ARTICLE, "content/mill.yaml": "mine"})
    code, out, err = run(new, "mill.txt")
    assert (code, out) == (1, "")
    assert err.startswith("content/mill.yaml: error: a brief of this name is there already [file-exists]\n  remedy: ")
    assert (root / "content/mill.yaml").read_text() == "mine"
    assert run(new, "mill.txt", "--name", "second")[1] == "content/second.yaml\nseeds/second.txt\n"


def test_the_options(folder: Folder) -> None:
    root = folder({"briefgen.yaml": "", "mill.txt": ARTICLE})
    code, _, err = run(new, "mill.txt", "--language", "de-AT", "-t", "memo")
    assert code == 0
    assert "there are no cue words for the language 'de-AT', so no statement was drafted\n" in err
    text = (root / "content/mill.yaml").read_text()
    assert "\nlanguage: de-AT\n" in text
    assert "\ntemplate: memo\n" in text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nowhere.txt"], 2),
        (["mill.txt", "--language", "German, please"], 2),
        (["mill.txt", "--template", "nowhere"], 2),
        (["mill.txt", "--name", "a/b"], 2),
        (["empty.txt"], 1),
        ([], 2),
    ],
)
def test_what_cannot_be_done(folder: Folder, words: list[str], code: int) -> None:
    root = folder({"briefgen.yaml": "", "mill.txt": ARTICLE, "empty.txt": ""})
    assert run(new, *words)[:2] == (code, "")
    assert not (root / "content").exists()
    assert not (root / "seeds").exists()


def test_in_a_folder_that_is_no_project(folder: Folder) -> None:
    folder({"mill.txt": ARTICLE})
    assert run(new, "mill.txt") == (
        1,
        "",
        "content: error: there is no content folder here [no-content]\n"
        "  remedy: run 'briefgen init' to make this folder a project\n",
    )


# --- cite -------------------------------------------------------------------------------------------------------------
def test_words_in_the_source_of_the_only_brief(folder: Folder) -> None:
    folder({"briefgen.yaml": "", "content/x.yaml": BRIEF, "a.txt": ARTICLE})
    wanted = '# ¶1 S1: The council agreed to buy the mill.\nevidence: "agreed to buy"\n'
    assert run(cite, "agreed", "to", "buy") == (0, wanted, "")
    assert run(cite, "agreed to buy", "--brief", "content/x.yaml") == (0, wanted, "")
    assert run(cite, "agreed to buy", "--source", "a.txt") == (0, wanted, "")


def test_each_place_of_words_that_stand_twice(folder: Folder) -> None:
    folder({"a.txt": "The board met.\n\nThen the board decided.\n"})
    assert run(cite, "board", "--source", "a.txt") == (
        0,
        '# 1 of 2 · ¶1 S1: The board met.\nevidence: {exact: "board", suffix: "met."}\n\n'
        '# 2 of 2 · ¶2 S2: Then the board decided.\nevidence: {exact: "board", suffix: "decided."}\n',
        "",
    )


def test_several_sources(folder: Folder) -> None:
    brief = "title: A\nsources: [{id: one, file: a.txt}, {id: two, file: b.txt}]\n"
    folder({"x.yaml": brief, "a.txt": "The board met.\n", "b.txt": "It rained.\n"})
    wanted = '# two ¶1 S1: It rained.\nevidence: {source: two, exact: "rained"}\n'
    assert run(cite, "rained", "--brief", "x.yaml") == (0, wanted, "")


def test_words_that_are_not_there_are_no_match(folder: Folder) -> None:
    folder({"a.txt": "The board is considering a new fee.\n"})
    assert run(cite, "board has considered a fee", "--source", "a.txt") == (
        1,
        "",
        "a.txt: error: the source does not say 'board has considered a fee' [quotation-not-in-source]\n"
        "  remedy: did you mean ¶1 S1: 'board «is considering» a «new» fee'?\n"
        '  if so: evidence: "board is considering a new fee"\n',
    )
    assert run(cite, "whale", "--source", "a.txt")[0] == 1


def test_for_programs(folder: Folder) -> None:
    folder({"a.txt": "The board is considering a new fee.\n"})
    code, out, err = run(cite, "new fee", "--source", "a.txt", "--json")
    row = {
        "source": None,
        "file": "a.txt",
        "paragraph": 1,
        "sentences": [1],
        "start": 27,
        "end": 34,
        "exact": "new fee",
        "prefix": None,
        "suffix": None,
        "context": "The board is considering a new fee.",
    }
    assert (code, json.loads(out), err) == (0, {"words": "new fee", "found": [row], "nearest": None}, "")
    code, out, err = run(cite, "new fees", "--source", "a.txt", "--json")
    assert (code, err) == (1, "")
    assert json.loads(out) == {"words": "new fees", "found": [], "nearest": {**row, "marked": "new «fee»"}}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["x", "--source", "nowhere.txt"], 2),
        (["x", "--brief", "nowhere.yaml"], 2),
        (["x", "--brief", "content/x.yaml", "--source", "a.txt"], 2),
        (["x"], 2),
        ([" "], 2),
        ([], 2),
    ],
)
def test_which_text(folder: Folder, words: list[str], code: int) -> None:
    """Of two briefs none is taken; a source that is missing is named where the brief names it."""
    folder({"briefgen.yaml": "", "content/x.yaml": BRIEF, "content/y.yaml": BRIEF, "a.txt": ARTICLE})
    assert run(cite, *words)[:2] == (code, "")


def test_a_brief_is_named_by_its_name_alone(folder: Folder) -> None:
    other = BRIEF.replace("a.txt", "b.txt")
    more = {"content/in/quay.yaml": BRIEF, "content/in/two.yml": BRIEF, "content/two.yaml": BRIEF}
    folder({"briefgen.yaml": "", "content/mill.yaml": other, "a.txt": ARTICLE, "b.txt": "A mill.\n", **more})
    assert run(cite, "mill", "--brief", "quay")[1].startswith("# ¶1 S1: The council agreed to buy the mill.")
    assert run(cite, "mill", "--brief", "mill.yaml")[1].startswith("# ¶1 S1: A mill.")
    code, out, err = run(cite, "mill", "--brief", "two")
    assert (code, out) == (2, "")
    assert "several briefs of the name 'two': give the path of one (content/in/two.yml, content/two.yaml)." in err
    assert run(cite, "mill", "--brief", "two.yml")[0] == 0
    code, out, err = run(cite, "mill", "--brief", "key")
    assert (code, out) == (2, "")
    assert "there is no file key" in err
    assert (
        "there is no brief 'quai' [no-such-file]\n  remedy: did you mean 'quay'?"
        in run(cite, "x", "--brief", "quai")[2]
    )
    err = run(cite, "mill")[2]
    assert "several briefs: name one with --brief, or a text with --source (quay, content/in/two.yml, mill, " in err


def test_a_file_comes_before_a_brief_of_that_name(folder: Folder) -> None:
    folder({"briefgen.yaml": "", "content/x": BRIEF, "content/x.yaml": BRIEF, "a.txt": ARTICLE, "x": "title: [\n"})
    assert "x:2:1: error: not YAML" in run(cite, "mill", "--brief", "x")[2]


def test_a_brief_that_is_half_written_will_do(folder: Folder) -> None:
    folder({"x.yaml": BRIEF + "actors: [{kind: nonsense}]\nunknown: x\n", "a.txt": ARTICLE})
    assert run(cite, "buy the mill", "--brief", "x.yaml")[0] == 0


def test_a_brief_whose_source_is_missing(folder: Folder) -> None:
    folder({"x.yaml": BRIEF})
    code, out, err = run(cite, "mill", "--brief", "x.yaml")
    assert (code, out) == (1, "")
    assert "x.yaml:2:10: error: there is no file a.txt [no-such-file]" in err
