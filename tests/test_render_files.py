"""A template's files: its own and those that it extends, as text, and nothing else on the disk."""

from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, TemplateSyntaxError

from briefgen.render.files import Files, Outside


@pytest.fixture
def files(tmp_path: Path) -> Files:
    for name, data in {
        "own/a.md.j2": b"\xef\xbb\xbfone\r\ntwo\rthree\n",
        "own/parts/b.md.j2": b"b",
        "other/a.md.j2": b"other",
        "other/c.md.j2": b"c",
        "secret.md.j2": b"secret",
        "own/wide.md.j2": "one".encode("utf-16"),
        "own/latin.md.j2": b"one\ntwo \xe9\n",
        "own/bell.md.j2": b"one\n\ntwo \x07\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "own" / "link.md.j2").symlink_to(tmp_path / "secret.md.j2")
    (tmp_path / "own" / "folder").symlink_to(tmp_path)
    (tmp_path / "own" / "inner.md.j2").symlink_to(tmp_path / "own" / "a.md.j2")
    return Files((tmp_path / "own", tmp_path / "other"))


def test_names_lead_to_files(files: Files, tmp_path: Path) -> None:
    for name, path in {
        "a.md.j2": "own/a.md.j2",
        "parts/b.md.j2": "own/parts/b.md.j2",
        "c.md.j2": "other/c.md.j2",
        "other/a.md.j2": "other/a.md.j2",
        "inner.md.j2": "own/inner.md.j2",
    }.items():
        assert files.find(name) == tmp_path / path
    shipped = files.find("briefgen/memo/memo.md.j2")
    assert shipped is not None
    assert shipped.parent.name == "memo"
    assert files.find("nowhere.md.j2") is None


@pytest.mark.parametrize(
    "name",
    [
        "../secret.md.j2",
        "parts/../../secret.md.j2",
        "/etc/passwd",
        "briefgen/../secret.md.j2",
        "..\\secret.md.j2",
        "C:/secret.md.j2",
        "link.md.j2",
        "folder/secret.md.j2",
    ],
)
def test_nothing_leads_out_of_the_folders(files: Files, name: str) -> None:
    with pytest.raises(Outside):
        files.find(name)


def test_text_is_read_without_what_editors_add(files: Files, tmp_path: Path) -> None:
    assert files.read(tmp_path / "own" / "a.md.j2") == "one\ntwo\nthree\n"


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("wide", 1, "the file is not UTF-8 text: save it as UTF-8"),
        ("latin", 2, "the file is not UTF-8 text: save it as UTF-8"),
        ("bell", 3, "found the character U+0007"),
    ],
)
def test_what_is_no_text(files: Files, tmp_path: Path, name: str, line: int, message: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=message.replace("+", r"\+")) as error:
        files.read(tmp_path / "own" / f"{name}.md.j2")
    assert error.value.lineno == line


def test_a_file_that_there_is_not(files: Files) -> None:
    with pytest.raises(TemplateNotFound):
        files.get_source(None, "nowhere.md.j2")  # type: ignore[arg-type]
