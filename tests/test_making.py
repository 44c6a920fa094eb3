"""Making documents without writing them: the bytes, what went in, and what is known when it is broken off."""

import hashlib
from pathlib import Path

import pytest

from briefgen import build, tree
from briefgen.account import Account, Wish
from briefgen.making import made, prepare
from briefgen.project import find, shipped_templates
from briefgen.render.confined import AVAILABLE
from briefgen.tree import dialect, typography
from briefgen.tree.typography import blanks, dashes
from briefgen.writers import WRITERS

BRIEF = """
title: A bridge
sources: [{id: s1, file: seeds/a.txt}, {id: s2, file: b.txt}]
decisions: [{text: The board decided., evidence: {source: s1, exact: The board decided}}]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {
        "briefgen.yaml": "",
        "content/a.yaml": BRIEF,
        "content/b.txt": "Another.",
        "seeds/a.txt": "The board decided.\n",
        "templates/own/template.yaml": "name: own\nextends: memo\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, "utf-8")
    return tmp_path


def accounted(root: Path, **wishes: object) -> tuple[Account, dict[str, bytes]]:
    wish = Wish(root / "content/a.yaml", **wishes)  # type: ignore[arg-type]
    account = Account(wish.brief)
    files: dict[str, bytes] = {}
    with account.closing():
        ready = prepare(find(root), wish, account)
        pairs = [(name, made(ready, name, wish, account)) for name in WRITERS] if ready else []
        files = {name: written.data for name, written in pairs if written}
    return account, files


def test_what_is_made_is_what_a_build_writes_and_nothing_is_written(root: Path) -> None:
    before = sorted(root.rglob("*"))
    account, files = accounted(root)
    assert [problem.code for problem in account.problems] == []
    assert sorted(root.rglob("*")) == before
    project = find(root)
    list(build.run(project, build.plan(project, project.briefs(), build.Options())))
    written = {name: (root / f"output/a.{name}").read_bytes() for name in WRITERS}
    assert {name: hashlib.sha256(data).hexdigest() for name, data in files.items()} == {
        name: hashlib.sha256(data).hexdigest() for name, data in written.items()
    }


@pytest.mark.skipif(not AVAILABLE, reason="processes are not split off here")
def test_what_all_briefs_of_a_language_need_is_not_made_in_the_process_of_each(root: Path) -> None:
    for once in (
        tree.make_ready,
        typography._texts,
        dialect.block_parser,
        dialect.prose_parser,
        blanks._rules,
        dashes._pages,
    ):
        once.cache_clear()
    assert prepare(find(root), Wish(root / "content/a.yaml"), Account(root / "content/a.yaml"))
    made_here = (dialect.block_parser, dialect.prose_parser, blanks._rules, dashes._pages)
    assert [once.cache_info().currsize for once in made_here] == [1, 1, 1, 1]


def test_all_that_went_in_is_named(root: Path) -> None:
    account, _ = accounted(root, template="own")
    read = [root / "content/a.yaml", root / "seeds/a.txt", root / "content/b.txt"]
    read += [root / "templates/own", shipped_templates() / "memo", shipped_templates()]
    looked_for = [root / "content/seeds/a.txt", root / "b.txt", root / "lexicon", root / "templates/memo"]
    assert sorted(account.inputs.paths) == sorted(read + looked_for)


def test_what_is_missing_is_named_too(root: Path) -> None:
    (root / "seeds/a.txt").unlink()
    account, files = accounted(root, template="none")
    assert [problem.code for problem in account.problems] == ["no-such-file", "unknown-template"]
    assert account.inputs.paths[1] == root / "seeds/a.txt"
    assert files == {}


def test_a_broken_brief_is_an_input_all_the_same(root: Path) -> None:
    (root / "content/a.yaml").write_text("titel: x\n")
    account, files = accounted(root)
    assert account.inputs.paths == (root / "content/a.yaml",)
    assert "unknown-key" in [problem.code for problem in account.problems]
    assert files == {}


def test_the_stages_are_timed(root: Path) -> None:
    ticks = iter(range(100))
    wish = Wish(root / "content/a.yaml")
    account = Account(wish.brief, clock=lambda: next(ticks))
    prepare(find(root), wish, account)
    assert account.seconds == {"check": 1.0, "compose": 1.0}
