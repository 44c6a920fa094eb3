"""The manifest: what it keeps of earlier builds, and that nothing in a folder can break it."""

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import __version__
from briefgen.files import write_whole
from briefgen.load import load
from briefgen.manifest import Build, Input, Output, alone, digest, joined, record, with_files
from briefgen.problems import Place, Problem, Severity

ACCEPT = load(
    b"title: T\nsources: a.txt\ndecisions: [{id: D1, text: x}]\n"
    b"accept: [{code: no-evidence, entry: D1, reason: By phone.}, {code: hedge-lost, reason: Agreed.}]",
    "x.yaml",
).accept


def everywhere(name: str) -> bool:
    return True


BUILD = Build(
    content=Input("content/x.yaml", "c0"),
    sources=(Input("seeds/a.txt", "50"),),
    template=Input("memo", "70"),
    draft=False,
    checks=("clauses-in-source",),
    problems=(),
    coverage={},
    accept=(),
)


def build(name: str, *formats: str, content: str = "c0", what: Build = BUILD) -> list[dict[str, Any]]:
    files = [Output(f"{name}.{form}", form, f"{content}{form}") for form in formats]
    made = replace(what, content=Input(f"content/{name}.yaml", content))
    return [with_files(record(made), files)]


def builds(data: bytes) -> list[tuple[str, str, list[str]]]:
    """Return content file, its hash and the written files of each build."""
    return [
        (one["content"]["file"], one["content"]["sha256"], [file["file"] for file in one["files"]])
        for one in json.loads(data)["builds"]
    ]


def test_what_it_says() -> None:
    warning = Problem(Place("x.yaml", 1), "no-evidence", "words", severity=Severity.WARNING)
    what = replace(
        BUILD,
        problems=(warning, replace(warning, accepted="By phone.")),
        coverage={"sentences": 3, "used": 2, "set_aside": 1},
        accept=ACCEPT,
    )
    assert json.loads(joined(b"", build("x", "md", "docx", what=what), everywhere)) == {
        "manifest": 1,
        "builds": [
            {
                "content": {"file": "content/x.yaml", "sha256": "c0"},
                "sources": [{"file": "seeds/a.txt", "sha256": "50"}],
                "template": {"name": "memo", "sha256": "70", "set": []},
                "briefgen": __version__,
                "draft": False,
                "checks": ["clauses-in-source"],
                "errors": 0,
                "warnings": 1,
                "acknowledged": 1,
                "notes": 0,
                "findings": {"no-evidence": 2},
                "coverage": {"sentences": 3, "used": 2, "set_aside": 1},
                "acknowledgements": [
                    {"code": "no-evidence", "entry": "D1", "reason": "By phone."},
                    {"code": "hedge-lost", "entry": None, "reason": "Agreed."},
                ],
                "files": [
                    {"file": "x.docx", "format": "docx", "sha256": "c0docx"},
                    {"file": "x.md", "format": "md", "sha256": "c0md"},
                ],
            }
        ],
    }


def test_the_order_of_builds_does_not_show() -> None:
    made = [build("b", "md"), build("a", "pdf"), build("a", "md"), build("c", "md", "pdf")]
    first = last = b""
    for one in made:
        first = joined(first, one, everywhere)
    for one in reversed(made):
        last = joined(last, one, everywhere)
    assert first == last == joined(first, made[0], everywhere)
    assert joined(b"", [record for one in made for record in one], everywhere) == first, "at once, or one by one"
    assert builds(first) == [
        ("content/a.yaml", "c0", ["a.md", "a.pdf"]),
        ("content/b.yaml", "c0", ["b.md"]),
        ("content/c.yaml", "c0", ["c.md", "c.pdf"]),
    ]


def test_a_file_keeps_what_is_true_of_it() -> None:
    """Only one format is built anew from a new content file: the others came of the old one."""
    old = joined(b"", build("x", "docx", "md", "pdf"), everywhere)
    new = joined(old, build("x", "md", content="c1"), everywhere)
    assert builds(new) == [
        ("content/x.yaml", "c0", ["x.docx", "x.pdf"]),
        ("content/x.yaml", "c1", ["x.md"]),
    ]
    whole = joined(new, build("x", "docx", "md", "pdf", content="c1"), everywhere)
    assert builds(whole) == [("content/x.yaml", "c1", ["x.docx", "x.md", "x.pdf"])]


def test_what_has_gone_is_taken_out() -> None:
    old = joined(joined(b"", build("x", "docx", "md"), everywhere), build("y", "md"), everywhere)
    left = joined(old, build("z", "md"), lambda name: name == "x.md")
    assert builds(left) == [("content/x.yaml", "c0", ["x.md"]), ("content/z.yaml", "c0", ["z.md"])]


def test_a_format_that_is_gone_is_not_kept_beside_a_new_one() -> None:
    old = joined(b"", build("x", "docx", "md"), everywhere)
    assert builds(joined(old, build("x", "md"), lambda name: False)) == [("content/x.yaml", "c0", ["x.md"])]


# --- Whatever stands there --------------------------------------------------------------------------------------------
FILE: Any = {"file": "y.md", "format": "md", "sha256": "0"}


@pytest.mark.parametrize(
    "old",
    [
        b"not json",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"manifest": 1}',
        b'{"manifest": 1, "builds": {}}',
        b'{"manifest": 2, "builds": []}',
        b"[" * 100_000,
        *(
            json.dumps({"manifest": 1, "builds": [one]}).encode()
            for one in (
                None,
                {},
                {"content": {"file": "y"}, "files": "y.md"},
                {"content": {"file": "y"}, "files": [{"file": 3}]},
                {"content": {"file": "y"}, "files": ["y.md"]},
                {"content": {"file": "y"}, "files": [{"file": "../../etc/passwd"}]},
                {"content": {"file": "y"}, "files": []},
                {"content": "y", "files": [FILE]},
            )
        ),
    ],
)
def test_a_manifest_that_is_none_is_replaced(old: bytes) -> None:
    assert joined(old, build("x", "md"), everywhere) == joined(b"", build("x", "md"), everywhere)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["content", "files", "file", "sha256", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.lists(json_values, max_size=3))
def test_any_builds_are_survived(earlier: list[Any]) -> None:
    old = json.dumps({"manifest": 1, "builds": earlier}).encode()
    once = joined(old, build("x", "md"), everywhere)
    assert ("content/x.yaml", "c0", ["x.md"]) in [
        (one["content"].get("file"), one["content"].get("sha256"), [file["file"] for file in one["files"]])
        for one in json.loads(once)["builds"]
    ]
    assert joined(once, build("x", "md"), everywhere) == once


def test_names_that_drive_a_terminal_or_have_no_encoding() -> None:
    data = joined(b"", build("\x1b[31m\udce9\u202e", "md"), everywhere)
    assert b"\x1b" not in data
    assert json.loads(data)["builds"][0]["files"][0]["file"] == "\x1b[31m\udce9\u202e.md"


# --- Folders ----------------------------------------------------------------------------------------------------------
def test_the_digest_of_folders(folder: Callable[[dict[str, str | bytes]], Path]) -> None:
    root = folder({"a/x.yaml": "1", "a/deep/y.png": "2", "b/x.yaml": "3", "a/.hidden": "4", "a/.git/z": "5"})
    both = digest([root / "a", root / "b"])
    assert both != digest([root / "b", root / "a"])
    (root / "a/.hidden").write_text("changed")
    assert digest([root / "a", root / "b"]) == both
    (root / "a/deep/y.png").rename(root / "a/deep/z.png")
    assert digest([root / "a", root / "b"]) != both
    assert len(both) == len(hashlib.sha256().hexdigest())


def test_builds_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"

    def add(number: int) -> None:
        for form in ("docx", "md", "pdf"):
            with alone(tmp_path):
                old = path.read_bytes() if path.exists() else b""
                write_whole(path, joined(old, build(f"x{number}", form), everywhere))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert builds(path.read_bytes()) == [
        (f"content/x{number}.yaml", "c0", [f"x{number}.docx", f"x{number}.md", f"x{number}.pdf"]) for number in range(8)
    ]


def test_a_folder_that_is_not_there_is_nobodys(tmp_path: Path) -> None:
    with alone(tmp_path / "none"):
        pass
