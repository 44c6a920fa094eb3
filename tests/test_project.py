"""Where things are: projects, briefs, sources; and files that cannot be read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.problems import BriefgenError, Place, as_text
from briefgen.project import Project, find, read_file, shipped_templates
from briefgen.values import Text
from briefgen.yamlfile import LIMIT_BYTES

Folder = Callable[[dict[str, str | bytes]], Path]


def said(error: pytest.ExceptionInfo[BriefgenError]) -> str:
    return "\n".join(as_text(problem) for problem in error.value.problems)


# --- Finding a project ------------------------------------------------------------------------------------------------
def test_a_project_is_found_from_any_folder_in_it(folder: Folder) -> None:
    root = folder({"briefgen.yaml": "output: built\nformats: md\n", "content/deep/x.yaml": ""})
    for start in (root, root / "content", root / "content" / "deep", Path("content")):
        project = find(start)
        assert (project.root, project.declared) == (root, True)
        assert (project.content, project.templates, project.output) == (
            root / "content",
            root / "templates",
            root / "built",
        )
        assert list(project.settings.formats) == ["md"]


def test_a_project_is_found_through_a_path_that_goes_up(folder: Folder) -> None:
    root = folder({"a/briefgen.yaml": "", "a/content/x.yaml": "", "b/y.yaml": ""})
    assert find(Path("a/../b")).declared is False
    assert find(root / "b" / ".." / "a" / "content").root == root / "a"


def test_a_working_folder_that_was_deleted_has_a_message(folder: Folder) -> None:
    root = folder({"gone/x": ""})
    os.chdir(root / "gone")
    (root / "gone" / "x").unlink()
    (root / "gone").rmdir()
    with pytest.raises(BriefgenError) as error:
        find(Path())
    assert [problem.code for problem in error.value.problems] == ["no-folder"]


def test_a_content_folder_that_cannot_be_listed_has_a_message(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied")

    root = folder({"content/x.yaml": ""})
    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(BriefgenError) as error:
        find(root).briefs()
    assert said(error).splitlines()[0] == "content: error: content cannot be read: permission denied [cannot-read]"


def test_a_folder_outside_any_project_has_the_defaults(folder: Folder) -> None:
    root = folder({})
    project = find(root)
    assert (project.root, project.declared, project.settings.template) == (root, False, "memo")
    assert project.output == root


@pytest.mark.parametrize("settings", ["", "\n\n", "# content: content\n\n  # more\n"])
def test_every_setting_may_be_left_out(folder: Folder, settings: str) -> None:
    root = folder({"briefgen.yaml": settings})
    assert find(root) == Project(root, find(root).settings, declared=True)
    assert find(root).content == root / "content"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (b"contents: x", "briefgen.yaml:1:1: error: found the key 'contents', which is not known here [unknown-key]"),
        (b"template: [memo]", "briefgen.yaml:1:11: error: found a list, expected an id [wrong-type]"),
        (b"output:", "briefgen.yaml:1:8: error: the key 'output' has no value, expected text [empty-value]"),
        (b"- x", "briefgen.yaml:1:1: error: found a list, expected a mapping (key: value) [not-a-mapping]"),
        (
            b"content: " + b"n" * 300,
            "briefgen.yaml:1:10: error: no folder can be made here: file name too long [cannot-write]",
        ),
        (
            b"templates: briefgen.yaml",
            "briefgen.yaml:1:12: error: briefgen.yaml is a file, expected a folder [not-a-folder]",
        ),
        (b"output: caf\xe9", "briefgen.yaml:1:12: error: found the byte 0xE9, expected UTF-8 text [not-utf-8]"),
    ],
)
def test_wrong_settings_have_a_message(folder: Folder, settings: bytes, message: str) -> None:
    root = folder({"briefgen.yaml": settings})
    with pytest.raises(BriefgenError) as error:
        find(root)
    assert said(error).splitlines()[0] == message


# --- Briefs -----------------------------------------------------------------------------------------------------------
def test_briefs_are_the_yaml_files_of_the_content_folder_by_name(folder: Folder) -> None:
    names = ("b.yaml", "a.yml", "X.YAML", "c.yaml.bak", "s.json", "d/e.yaml", "d.yaml/x", ".a.yaml", ".git/g.yaml")
    root = folder({f"content/{name}": "" for name in names})
    found = [path.relative_to(root / "content").as_posix() for path in find(root).briefs()]
    assert found == ["X.YAML", "a.yml", "b.yaml", "d/e.yaml"]


def test_a_project_whose_content_is_its_root_holds_briefs_only(folder: Folder) -> None:
    names = ("a.yaml", "sub/b.yaml", "templates/ours/template.yaml", "output/c.yaml")
    root = folder({"briefgen.yaml": "content: .", **dict.fromkeys(names, "")})
    assert [path.name for path in find(root).briefs()] == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "content: error: there is no content folder here [no-content]"),
        ({"content": "x"}, "content: error: there is no content folder here [no-content]"),
        ({"content/readme.md": "x"}, "content: error: the content folder holds no YAML file [no-content]"),
    ],
)
def test_no_brief_has_a_message(folder: Folder, files: dict[str, str | bytes], message: str) -> None:
    root = folder(files)
    with pytest.raises(BriefgenError) as error:
        find(root).briefs()
    assert said(error).splitlines()[0] == message
    assert "remedy: " in said(error)


# --- Sources ----------------------------------------------------------------------------------------------------------
def test_a_source_is_looked_for_from_the_root_and_then_beside_the_brief(folder: Folder) -> None:
    root = folder({"briefgen.yaml": "", "a.txt": "", "content/a.txt": "", "content/b.txt": ""})
    project, brief = find(root), root / "content" / "x.yaml"
    assert project.source_path(Text("a.txt"), brief) == root / "a.txt"
    assert project.source_path(Text("b.txt"), brief) == root / "content" / "b.txt"
    assert project.source_path(Text("../a.txt"), brief) == root / "content" / ".." / "a.txt"


PLACE = Place("content/x.yaml", 3, 11)


@pytest.mark.parametrize("name", ["/etc/passwd", "../../outside.txt", "seeds/../../../outside.txt", "link/passwd"])
def test_a_source_outside_the_project_is_refused(folder: Folder, name: str) -> None:
    root = folder({"briefgen.yaml": "", "content/x.yaml": ""})
    (root / "link").symlink_to("/etc")
    (root / "content" / "link").symlink_to("/etc")
    with pytest.raises(BriefgenError) as error:
        find(root).source_path(Text(name, PLACE), root / "content" / "x.yaml")
    assert said(error) == (
        f"content/x.yaml:3:11: error: the path '{name}' leads out of the project [path-outside]\n"
        "  remedy: put the file inside the project's folder"
    )


def test_a_name_too_long_for_a_file_and_links_in_a_circle_have_a_message(folder: Folder) -> None:
    root = folder({"content/x.yaml": ""})
    (root / "round").symlink_to("round")
    for name, reason in (("a" * 5000, "file name too long"), ("round/a.txt", "symbolic links")):
        with pytest.raises(BriefgenError) as error:
            find(root).source_path(Text(name, PLACE), root / "content" / "x.yaml")
        assert str(error.value.problems[0].place) == "content/x.yaml:3:11"
        assert error.value.problems[0].code == "cannot-read"
        assert reason in error.value.problems[0].message


@pytest.mark.parametrize(
    ("name", "message", "remedy"),
    [
        ("seeds/none.txt", "there is no file seeds/none.txt [no-such-file]", "did you mean 'one.txt'?"),
        ("sedes/one.txt", "there is no file sedes/one.txt [no-such-file]", "did you mean 'seeds/one.txt'?"),
        ("sedes/one.text", "there is no file sedes/one.text [no-such-file]", "did you mean 'seeds/one.txt'?"),
        ("sedes/other.md", "there is no file sedes/other.md [no-such-file]", "there is no folder sedes either"),
        ("texts/one.txt", "there is no file texts/one.txt [no-such-file]", "there is no folder texts either"),
        ("seeds", "seeds is a folder, expected a file [not-a-file]", "name a file in it"),
        (
            r"seeds\one.txt",
            r"found '\' in the path 'seeds\one.txt', expected '/' [bad-path]",
            "write the path with /: seeds/one.txt",
        ),
        (
            "https://example.org/a",
            "found the address 'https://example.org/a', expected a source, which is a file [source-is-address]",
            "save the page (.txt, .html or .pdf) and name that file; the address goes to 'url:'",
        ),
    ],
)
def test_a_source_is_named_as_it_was_written_wherever_one_works(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, name: str, message: str, remedy: str
) -> None:
    root = folder({"briefgen.yaml": "", "content/x.yaml": "", "seeds/one.txt": "x"})
    for working in (root, root / "content", Path("/")):
        monkeypatch.chdir(working)
        with pytest.raises(BriefgenError) as error:
            find(root).source_path(Text(name, PLACE), root / "content" / "x.yaml")
        assert said(error) == f"content/x.yaml:3:11: error: {message}\n  remedy: {remedy}"


# --- Reading a file: tests may run as root, so none is made unreadable by its permissions -----------------------------
@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "seeds/a.txt",
            "seeds/a.txt: error: there is no file seeds/a.txt [no-such-file]\n  remedy: did you mean 'b.txt'?",
        ),
        ("seeds", "seeds: error: seeds is a folder, expected a file [not-a-file]\n  remedy: name a file in it"),
        (
            "sedes/other.md",
            "sedes/other.md: error: there is no file sedes/other.md [no-such-file]\n"
            "  remedy: there is no folder sedes either",
        ),
        (
            "sedes/b.txt",
            "sedes/b.txt: error: there is no file sedes/b.txt [no-such-file]\n  remedy: did you mean 'seeds/b.txt'?",
        ),
        (
            "./x/../sedes/b.txt",
            "x/../sedes/b.txt: error: there is no file x/../sedes/b.txt [no-such-file]\n"
            "  remedy: there is no folder x/../sedes either",
        ),
        (
            "seeds/b.txt/c",
            "seeds/b.txt/c: error: seeds/b.txt/c cannot be read: not a directory [cannot-read]\n"
            "  remedy: check the name and the permissions of the file",
        ),
        (
            "/proc/self/mem",
            "/proc/self/mem: error: /proc/self/mem cannot be read: input/output error [cannot-read]\n"
            "  remedy: check the name and the permissions of the file",
        ),
    ],
)
def test_what_cannot_be_read_has_a_message(folder: Folder, name: str, message: str) -> None:
    folder({"seeds/b.txt": "x"})
    with pytest.raises(BriefgenError) as error:
        read_file(Path(name))
    assert said(error) == message


def test_a_place_that_names_the_file_is_where_the_problem_is() -> None:
    with pytest.raises(BriefgenError) as error:
        read_file(Path("/nowhere/a.txt"), PLACE)
    assert error.value.problems[0].place == PLACE
    assert error.value.problems[0].message == "there is no file a.txt"


def test_a_file_without_end_is_not_read_to_its_end(folder: Folder) -> None:
    root = folder({"large.txt": b"x" * (LIMIT_BYTES + 1), "just.txt": b"x" * LIMIT_BYTES})
    assert len(read_file(root / "just.txt")) == LIMIT_BYTES
    with pytest.raises(BriefgenError) as error:
        read_file(root / "large.txt")
    assert [problem.code for problem in error.value.problems] == ["file-too-large"]


def test_what_is_no_regular_file_is_not_opened(folder: Folder) -> None:
    root = folder({"content/x.yaml": ""})
    os.mkfifo(root / "pipe")
    for path, what in (("pipe", "a pipe"), ("/dev/zero", "a device"), ("/dev/null", "a device")):
        with pytest.raises(BriefgenError) as error:
            read_file(Path(path))
        assert said(error).splitlines()[0] == f"{path}: error: {path} is {what}, expected a file [not-a-file]"
    with pytest.raises(BriefgenError) as error:
        find(root).source_path(Text("pipe", PLACE), root / "content" / "x.yaml")
    assert said(error).splitlines()[0] == "content/x.yaml:3:11: error: pipe is a pipe, expected a file [not-a-file]"


def test_an_open_pipe_can_be_read() -> None:
    """``briefgen check <(…)`` gives a pipe, whose size nobody knows."""
    reader, writer = os.pipe()
    os.write(writer, b"title: T")
    os.close(writer)
    assert read_file(Path(f"/dev/fd/{reader}")) == b"title: T"
    os.close(reader)


def test_the_shipped_templates_are_there() -> None:
    assert (shipped_templates() / "memo" / "template.yaml").is_file()
