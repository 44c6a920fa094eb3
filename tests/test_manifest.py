"""The manifest: what it keeps of earlier builds, and that nothing in a folder can break it."""

import json
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.files import write_whole
from briefgen.manifest import Data, alone, as_data, is_whole, joined, key, read, without
from briefgen.manifest.form import Accepted, Failure, File, Finding, Unmade
from briefgen.manifest.schema import schema, schema_text
from conftest import ROOT
from manifest_samples import BUILD, TEMPLATE, WHOLE, build


def everywhere(name: str) -> bool:
    return True


def builds(data: bytes) -> list[tuple[str, str, list[str]]]:
    """Return content file, its hash and the written files of each build."""
    return [
        (one["content"]["file"], one["content"]["sha256"], [file["file"] for file in one["files"]])
        for one in json.loads(data)["builds"]
    ]


def test_what_it_says_is_read_back() -> None:
    finding = Finding("warning", "no-evidence", "words", file="x.yaml", line=1, acknowledged=True)
    what = replace(BUILD, findings=(finding,), acknowledgements=(Accepted("no-evidence", "D1", "By phone."),))
    data = joined(b"", build("x", "pdf", "md", what=what), everywhere)
    files = (File("x.md", "md", "c0md", 7, "e"), File("x.pdf", "pdf", "c0pdf", 7, "e", ("f",)))
    assert read(data) == replace(WHOLE, builds=(replace(what, files=files),))


def test_it_keeps_to_its_schema_and_the_schema_is_the_one_that_is_shipped() -> None:
    stated = schema()
    jsonschema.Draft202012Validator.check_schema(stated)
    whole = json.loads(joined(b"", build("x", "pdf", "md"), everywhere))
    jsonschema.validate(whole, stated)
    whole["builds"][0]["files"][0]["pages"] = "three"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(whole, stated)
    assert stated["$defs"]["File"]["properties"]["size"]["description"] == "Its length in bytes."
    assert (ROOT / "docs/manifest.schema.json").read_text("utf-8") == schema_text()


def test_what_is_shared_is_stated_once_and_goes_with_what_names_it() -> None:
    other = as_data(replace(WHOLE, builds=(), templates={"u": replace(TEMPLATE, name="other")}))
    (one,) = build("y", "md", what=replace(BUILD, template="u"))
    both = joined(joined(b"", build("x", "pdf"), everywhere), [one | {"templates": other["templates"]}], everywhere)
    assert [sorted(json.loads(both)[table]) for table in ("templates", "environments", "fonts")] == [
        ["t", "u"],
        ["e"],
        ["f"],
    ]
    left = joined(both, build("z", "md"), lambda name: name == "y.md")
    assert [sorted(json.loads(left)[table]) for table in ("templates", "fonts")] == [["t", "u"], []]


# --- Failures ---------------------------------------------------------------------------------------------------------
def failure(name: str, *formats: str, content: str = "c0") -> list[Data]:
    files = tuple(Unmade(f"{name}.{form}", form) for form in formats)
    said = Failure(f"content/{name}.yaml", content, findings=(Finding("error", "x", "y"),), files=files)
    return [{"builds": [], "failures": [as_data(said)]}]


def failures(data: bytes) -> list[tuple[str, str, list[str]]]:
    """Return content file, its hash and the files of each failure; and hold the manifest to its schema."""
    raw = json.loads(data)
    jsonschema.validate(raw, schema())
    assert [as_data(one) for one in read(data).failures] == raw.get("failures", [])
    return [(one["content"], one["sha256"], [file["file"] for file in one["files"]]) for one in raw.get("failures", [])]


def test_a_failure_stands_beside_what_was_built_before_until_a_later_build_has_its_files() -> None:
    old = joined(b"", build("x", "docx", "md"), everywhere)
    both = joined(old, failure("x", "docx", "md", content="c1"), everywhere)
    assert builds(both) == builds(old)
    assert failures(both) == [("content/x.yaml", "c1", ["x.docx", "x.md"])]
    assert failures(joined(both, build("y", "md"), everywhere)) == failures(both)
    assert failures(joined(both, build("x", "md", content="c1"), everywhere)) == [("content/x.yaml", "c1", ["x.docx"])]
    assert failures(joined(both, build("x", "docx", "md", content="c1"), everywhere)) == []


def test_what_failed_of_another_state_of_the_content_is_past() -> None:
    first = joined(b"", [*failure("x", "docx", "md"), *failure("y", "md")], everywhere)
    left = joined(first, build("x", "md", content="c1"), everywhere)
    assert failures(left) == [("content/y.yaml", "c0", ["y.md"])]
    (again,) = failure("x", "md", content="c1")
    assert failures(joined(first, [again], everywhere))[0] == ("content/x.yaml", "c1", ["x.md"]), "that format alone"
    again["failures"][0]["whole"] = True
    assert failures(joined(first, [again], everywhere))[0] == ("content/x.yaml", "c1", ["x.docx", "x.md"])


def test_of_one_state_each_file_may_fail_for_its_own_reason_and_the_later_one_counts() -> None:
    first = joined(b"", failure("x", "docx", "md"), everywhere)
    (other,) = failure("x", "md", "pdf")
    other["failures"][0]["findings"][0]["code"] = "z"
    both = joined(first, [other], everywhere)
    assert [names for _, _, names in failures(both)] == [["x.docx"], ["x.md", "x.pdf"]]


def test_a_file_has_failed_for_one_content_file_only() -> None:
    """A content file that was moved into a folder has documents of the same name."""
    (moved,) = failure("x", "md")
    moved["failures"][0]["content"] = "content/old/x.yaml"
    assert failures(joined(joined(b"", [moved], everywhere), failure("x", "md"), everywhere)) == [
        ("content/x.yaml", "c0", ["x.md"])
    ]
    assert failures(joined(joined(b"", [moved], everywhere), build("x", "md"), everywhere)) == []


def test_failures_that_say_the_same_are_one() -> None:
    halves = [*failure("x", "md", "html"), *failure("x", "docx", "pdf"), *failure("y", "md")]
    assert [names for _, _, names in failures(joined(b"", halves, everywhere))] == [
        ["x.docx", "x.html", "x.md", "x.pdf"],
        ["y.md"],
    ]


def test_what_is_not_tried_any_more_has_not_failed() -> None:
    both = joined(b"", [*failure("x", "docx", "md"), *failure("y", "md")], everywhere)
    left = joined(both, [], everywhere, lambda content, form: (content, form) == ("content/x.yaml", "md"))
    assert failures(left) == [("content/x.yaml", "c0", ["x.md"])]


def test_what_is_struck_to_be_written_has_failed_until_it_is_written() -> None:
    old = joined(joined(b"", build("x", "md", "docx"), everywhere), failure("x", "md", content="c1"), everywhere)
    left, struck, failed = without(old, {"x.md"})
    assert failed == ["x.md"]
    assert builds(left) == [("content/x.yaml", "c0", ["x.docx"])]
    assert failures(left) == failures(old) == [("content/x.yaml", "c1", ["x.md"])]
    assert joined(left, [], everywhere, struck=struck) == old, "it was broken off"
    made = joined(left, build("x", "md", content="c2"), everywhere, struck=struck)
    assert builds(made) == [("content/x.yaml", "c0", ["x.docx"]), ("content/x.yaml", "c2", ["x.md"])]
    assert failures(made) == []


def test_a_manifest_without_failures_does_not_speak_of_them() -> None:
    assert b"failures" not in joined(joined(b"", failure("x", "md"), everywhere), build("x", "md"), everywhere)


@pytest.mark.parametrize(
    "wrong",
    [
        {"files": []},
        {"files": [{"file": "../x.md", "format": "md"}]},
        {"files": [{"file": "a/x.md", "format": "md"}]},
        {"files": [{"file": "..", "format": "md"}]},
        {"files": [{"file": "x.md"}]},
        {"content": 7},
        {"findings": [{"severity": "grave", "code": "x", "message": "y"}]},
    ],
)
def test_a_failure_that_has_not_the_form_of_one_is_left_out(wrong: dict[str, Any]) -> None:
    raw = json.loads(joined(b"", [*build("x", "md"), *failure("y", "md")], everywhere))
    assert is_whole(json.dumps(raw).encode())
    raw["failures"] = [{**raw["failures"][0], **wrong}]
    data = json.dumps(raw).encode()
    assert not is_whole(data)
    assert (read(data).failures, len(read(data).builds)) == ((), 1)
    assert failures(joined(data, [], everywhere)) == []


@pytest.mark.parametrize("raw", [None, 7, "x", {"x": 1}])
def test_failures_that_are_no_list_are_none(raw: Any) -> None:
    whole = json.loads(joined(b"", build("x", "md"), everywhere))
    data = json.dumps({**whole, "failures": raw}).encode()
    assert not is_whole(data)
    assert (read(data).failures, len(read(data).builds)) == ((), 1)


def test_keys_are_those_of_what_is_said() -> None:
    assert key(TEMPLATE) == key(replace(TEMPLATE)) != key(replace(TEMPLATE, set=("a=b",)))
    assert key(("a", "b")) != key(("b", "a"))


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
(WORKING,) = json.loads(joined(b"", build("y", "md"), everywhere))["builds"]
TABLES = as_data(WHOLE)


def spoilt(**changes: Any) -> bytes:
    return json.dumps({**TABLES, "manifest": 2, "builds": [{**WORKING, **changes}]}).encode()


def test_a_build_that_is_whole_is_kept() -> None:
    """So that what is refused below is refused for what is changed there."""
    assert builds(joined(spoilt(), build("x", "md"), everywhere)) == [
        ("content/x.yaml", "c0", ["x.md"]),
        ("content/y.yaml", "c0", ["y.md"]),
    ]


FILE: Any = WORKING["files"][0]


@pytest.mark.parametrize(
    "old",
    [
        b"not json",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"manifest": 2}',
        b'{"manifest": 2, "builds": {}}',
        b'{"manifest": 1, "builds": []}',
        b'{"manifest": 2, "builds": [null, {}]}',
        b"[" * 100_000,
        json.dumps({"manifest": 2, "builds": [WORKING]}).encode(),
        spoilt(content="y"),
        spoilt(content={"file": "y"}),
        spoilt(template="u"),
        spoilt(checks="u"),
        spoilt(words="many"),
        spoilt(files=[]),
        spoilt(files="y.md"),
        spoilt(files=[{**FILE, "file": 3}]),
        spoilt(files=[{**FILE, "file": "../../etc/passwd"}]),
        spoilt(files=[{**FILE, "file": ".."}]),
        spoilt(files=[{**FILE, "environment": "u"}]),
        spoilt(files=[{**FILE, "fonts": ["u"]}]),
    ],
)
def test_a_manifest_that_is_none_is_replaced(old: bytes) -> None:
    assert joined(old, build("x", "md"), everywhere) == joined(b"", build("x", "md"), everywhere)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["file", "sha256", "format", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*WORKING, "x"]), json_values, max_size=4))
def test_any_builds_are_survived(changes: dict[str, Any]) -> None:
    once = joined(spoilt(**changes), build("x", "md"), everywhere)
    assert ("content/x.yaml", "c0", ["x.md"]) in builds(once)
    assert joined(once, build("x", "md"), everywhere) == once
    assert len(read(once).builds) == len(json.loads(once)["builds"])


def test_names_that_drive_a_terminal_or_have_no_encoding() -> None:
    data = joined(b"", build("\x1b[31m\udce9\u202e", "md"), everywhere)
    assert b"\x1b" not in data
    assert json.loads(data)["builds"][0]["files"][0]["file"] == "\x1b[31m\udce9\u202e.md"


# --- Folders ----------------------------------------------------------------------------------------------------------
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


@pytest.mark.parametrize("system", ["POSIX", "Windows"])
def test_of_two_who_would_be_alone_one_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    pytest.importorskip("filelock")
    if system == "Windows":
        monkeypatch.setitem(sys.modules, "fcntl", None)
    folder, done = tmp_path / "output", threading.Event()
    folder.mkdir()

    def second() -> None:
        with alone(folder):
            done.set()

    with alone(folder):
        other = threading.Thread(target=second)
        other.start()
        assert not done.wait(0.3)
    assert done.wait(10)
    other.join()
    assert not list(folder.iterdir())
