"""A new project: what it holds, and that it is without fault."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.build import inspections, run
from briefgen.model import json_schema
from briefgen.problems import BriefgenError
from briefgen.project import find
from briefgen.starter import schema_text, start

Folder = Callable[[dict[str, str | bytes]], Path]
FILES = [".gitattributes", "briefgen.yaml", "content/briefgen.schema.json", "content/first.yaml", "seeds/first.txt"]


def test_a_new_project_has_a_brief_without_fault(tmp_path: Path) -> None:
    made = start(tmp_path / "new")
    assert sorted(path.relative_to(tmp_path / "new").as_posix() for path in made) == FILES
    project = find(tmp_path / "new")
    assert project.declared
    (brief,) = project.briefs()
    (outcome,) = run(project, inspections([brief]))
    assert outcome.problems == []


def test_files_that_are_there_stay_as_they_are(folder: Folder) -> None:
    root = folder({"briefgen.yaml": "output: built", "content/mine.yml": "title: Mine"})
    assert [path.name for path in start(root)] == [".gitattributes", "briefgen.schema.json"]
    assert (root / "briefgen.yaml").read_text() == "output: built"
    assert start(root) == []


def test_the_settings_that_are_there_say_where_things_go(folder: Folder) -> None:
    root = folder({"briefgen.yaml": "content: inhalt"})
    made = [path.relative_to(root).as_posix() for path in start(root)]
    assert made == [".gitattributes", "inhalt/briefgen.schema.json", "seeds/first.txt", "inhalt/first.yaml"]
    assert not (root / "content").exists()
    assert "/inhalt/** text eol=lf\n" in (root / ".gitattributes").read_text()


def test_briefs_in_folders_of_their_own_count(folder: Folder) -> None:
    root = folder({"content/2026/mine.YAML": "title: Mine"})
    assert [path.name for path in start(root)] == ["briefgen.yaml", ".gitattributes", "briefgen.schema.json"]


@pytest.mark.parametrize(
    ("files", "where", "code"),
    [
        ({"here": "x"}, "here", "not-a-folder"),
        ({"here": "x"}, "here/below", "cannot-write"),
        ({}, "n" * 5000, "cannot-write"),
        ({"content": "x"}, ".", "cannot-write"),
    ],
)
def test_where_no_project_can_be_made_there_is_a_message(
    folder: Folder, files: dict[str, str | bytes], where: str, code: str
) -> None:
    folder(files)
    with pytest.raises(BriefgenError) as error:
        start(Path(where))
    assert [problem.code for problem in error.value.problems] == [code]


def test_the_schema_is_written_for_people_too() -> None:
    assert json.loads(schema_text()) == json_schema()
    assert schema_text().startswith('{\n  "$schema": ')
    assert schema_text().endswith("}\n")
