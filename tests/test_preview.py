"""The preview: what is seen of files that are saved, and what is on screen after each report."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.preview import editors, frame
from briefgen.preview.building import FORMATS, Checked, Ended, File, Report, Task
from briefgen.preview.desk import Desk, line_of, lines
from briefgen.preview.views import State, after, begun
from briefgen.problems import Place, Problem, Severity
from briefgen.project import shipped_templates

BRIEF = (
    "title: A bridge\nsources: [seeds/a.txt]\ndecisions: [{text: The board decided., evidence: The board decided}]\n"
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {
        "briefgen.yaml": "",
        "content/a.yaml": BRIEF,
        "content/b.yaml": BRIEF,
        "seeds/a.txt": "The board decided.\n",
        "templates/own/template.yaml": "name: own\nextends: memo\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- What is on screen ------------------------------------------------------------------------------------------------
def error(words: str = "wrong") -> Problem:
    return Problem(Place("a.yaml", 1), "template-error", words)


def reports(*failing: str) -> list[Report]:
    files = [
        File(name, None if name in failing else name.encode(), (error(name),) * (name in failing)) for name in FORMATS
    ]
    return [Checked((), (), True), *files, Ended()]


def played(state: State, told: list[Report]) -> State:
    state = begun(state)
    for report in told:
        state = after(state, report)
    return state


GOOD = played(State(), reports())


def old(state: State) -> list[str]:
    return [name for name in FORMATS if state.shown[name].old]


def test_each_document_is_there_as_it_comes() -> None:
    state = begun(State())
    there = []
    for report in reports():
        state = after(state, report)
        there.append((list(state.shown), state.busy))
    assert there[0] == ([], True)
    assert there[2] == (["md", "html"], True)
    assert there[-1] == (["md", "html", "pdf", "docx"], False)


def test_while_the_next_ones_are_made_the_present_ones_are_not_old() -> None:
    state = begun(GOOD)
    assert (old(state), state.busy, sorted(state.pending)) == ([], True, sorted(FORMATS))


def test_what_cannot_be_made_stays_as_it_was_and_is_old() -> None:
    state = played(GOOD, [Checked((error(),), (), False), Ended()])
    assert old(state) == list(FORMATS)
    assert [one.data for one in state.shown.values()] == [name.encode() for name in FORMATS]
    assert [problem.message for problem in state.problems] == ["wrong"]
    mended = played(state, reports())
    assert (old(mended), mended.problems) == ([], [])


def test_one_format_may_fail_and_the_others_not() -> None:
    state = played(GOOD, reports("pdf"))
    assert old(state) == ["pdf"]
    assert [problem.message for problem in state.problems] == ["pdf"]


def test_what_a_making_that_was_broken_off_has_not_made_is_old() -> None:
    state = played(GOOD, [*reports()[:3], Ended((error("too slow"),))])
    assert old(state) == ["pdf", "docx"]
    assert not state.busy


def test_problems_of_a_writer_stay_until_it_has_written_again() -> None:
    state = begun(played(GOOD, reports("docx")))
    state = after(state, reports()[0])
    assert [problem.message for problem in state.problems] == ["docx"]
    assert played(state, reports()).problems == []


# --- The desk ---------------------------------------------------------------------------------------------------------
def desk_of(root: Path, editor: str = "") -> Desk:
    return Desk(Task(root, Path(), Path("content/a.yaml")), editor)


def told(desk: Desk, *problems: Problem) -> list[dict[str, object]]:
    view = desk.view(None, None)
    assert view is not None
    state = after(view.state, Checked(problems, (), False))
    return desk.told(view, state)["problems"]  # type: ignore[no-any-return]


def test_briefs_and_templates_can_be_chosen_and_new_ones_turn_up(root: Path) -> None:
    desk = desk_of(root)
    assert [choice.path for choice in desk.choices] == [root / "content/a.yaml", root / "content/b.yaml"]
    assert {"memo", "own"} <= set(desk.templates)
    (root / "content/c.yaml").write_text(BRIEF)
    (root / "content/a.yaml").unlink()
    (root / "templates/new").mkdir()
    (root / "templates/new/template.yaml").write_text("name: new\nextends: memo\n")
    desk.refresh()
    shown = [choice.path.relative_to(root).as_posix() for choice in desk.choices]
    assert shown == ["content/a.yaml", "content/b.yaml", "content/c.yaml"], "what was named stays, though it is gone"
    assert "new" in desk.templates


def test_settings_that_are_wrong_leave_the_choice_as_it_was(root: Path) -> None:
    desk = desk_of(root)
    (root / "briefgen.yaml").write_text("contnt: x\n")
    desk.refresh()
    assert len(desk.choices) == 2


def test_a_view_is_of_what_there_is(root: Path) -> None:
    desk = desk_of(root)
    first = desk.view(None, None)
    assert first is not None
    assert first is desk.view(desk.choices[0].ident, "")
    assert desk.view(desk.choices[0].ident, "own") is not first
    for brief, template in (("../a", None), ("", None), (None, "none"), (None, "../own"), ("content/a.yaml", "")):
        assert desk.view(brief, template) is None


def test_views_that_nobody_looks_at_make_room(root: Path) -> None:
    for number in range(30):
        (root / f"content/x{number}.yaml").write_text(BRIEF)
    desk = desk_of(root)
    first = desk.view(None, None)
    assert first is not None
    first.listen(1)
    for choice in desk.choices:
        desk.view(choice.ident, "")
    assert len(desk._views) <= 12
    assert desk.view(None, None) is first


def test_a_problem_names_its_file_and_its_line(root: Path) -> None:
    desk = desk_of(root, "vscode")
    (row,) = told(desk, Problem(Place("content/a.yaml", 2, 3), "some-code", "words", "do", Severity.WARNING))
    assert (row["place"], row["severity"], row["message"], row["remedy"]) == (
        "content/a.yaml:2:3",
        "warning",
        "words",
        "do",
    )
    assert row["excerpt"] == "sources: [seeds/a.txt]"
    assert row["editor"] == f"vscode://file{(root / 'content/a.yaml').as_posix()}:2:3"
    assert desk.file(str(row["file"])) == root / "content/a.yaml"


def test_files_of_templates_that_come_with_the_program_can_be_shown(root: Path) -> None:
    desk = desk_of(root)
    (row,) = told(
        desk, Problem(Place((shipped_templates() / "memo/template.yaml").as_posix(), 1), "some-code", "words")
    )
    assert desk.file(str(row["file"])) == shipped_templates() / "memo/template.yaml"


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../x", "link", "command line", "", ".", "no", "a\0b", "x" * 5000, "loop"]
)
def test_no_other_file_is_named(root: Path, name: str) -> None:
    (root.parent / "x").write_text("secret")
    (root / "link").symlink_to("/etc/passwd")
    (root / "loop").symlink_to("loop")
    desk = desk_of(root, "vscode")
    (row,) = told(desk, Problem(Place(name, 1), "some-code", "words"))
    assert (row["file"], row["editor"], row["excerpt"]) == ("", "", "")


def test_the_text_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"\xef\xbb\xbfone\r\ntwo \xff\n")
    assert lines(file) == "one\r\ntwo �\n"
    assert [line_of(file, number) for number in (0, 1, 2, 3)] == ["", "one", "two �", ""]
    file.write_bytes(b"PK\0\1")
    assert lines(file) is None
    assert line_of(file, 1) == ""
    assert lines(tmp_path) is None


@pytest.mark.parametrize("name", editors.EDITORS)
def test_a_link_to_an_editor_holds_nothing_but_what_it_should(name: str) -> None:
    address = editors.link(name, Path("/a b/ü\"'<>&?#%/x.yaml"), 3, 0)
    assert not set("\"'<> ") & set(address)
    assert "/a%20b/%C3%BC%22%27%3C%3E%26%3F%23%25/x.yaml" in address
    assert "3" in address


# --- The frame --------------------------------------------------------------------------------------------------------
def test_the_page_in_the_frame_is_the_page_with_one_more_script() -> None:
    data = b"<head><meta content=\"script-src 'sha256-x'; y\"></head>\n<body>script-src </body> words</body>\n</html>"
    made = frame.page(data)
    assert made.count(b"<script>") == 1
    assert made.startswith(b"<head><meta content=\"script-src 'sha256-")
    assert b"'sha256-x'; y" in made
    assert b"<body>script-src </body> words<script>" in made


@pytest.mark.parametrize("data", [b"", b"words", b"<body>", b"</body><body>"])
def test_what_is_no_page_is_left_alone(data: bytes) -> None:
    assert frame.page(data) == data


@given(st.binary(), st.binary(), st.binary())
def test_without_the_script_it_is_the_page_again(head: bytes, words: bytes, rest: bytes) -> None:
    data = head + b"<body>" + words + b"</body>" + rest
    script = b"<script>" + frame._script()[0] + b"</script>"
    made = frame.page(data)
    assert made.replace(b"'sha256-" + frame._script()[1] + b"' ", b"").replace(script, b"") == data
    assert made.count(script) == 1


@given(
    st.text().filter(lambda text: "\0" not in text),
    st.integers(),
    st.integers(),
    st.sampled_from(sorted(editors.EDITORS)),
)
def test_a_link_to_an_editor_is_one_address(name: str, line: int, column: int, editor: str) -> None:
    address = editors.link(editor, Path("/x") / name, line, column)
    assert re.fullmatch(r"[a-z-]+://[\w\-.~%/:?&=]+", address, re.ASCII)
    assert address.partition("://")[0] == editors.EDITORS[editor].partition("://")[0]
