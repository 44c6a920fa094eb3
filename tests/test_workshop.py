"""What editors do with templates: list them, start them, try them out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.files import write_folder
from briefgen.problems import BriefgenError
from briefgen.project import find
from briefgen.workshop.catalogue import catalogue
from briefgen.workshop.proof import proved
from briefgen.workshop.starting import start_template
from conftest import ROOT

Folder = Callable[[dict[str, str | bytes]], Path]
OWN = "name: own\ndescription: Ours\nextends: briefgen/memo\n"


# --- list -------------------------------------------------------------------------------------------------------------
def test_a_template_of_a_shipped_name_stands_before_it(folder: Folder) -> None:
    folder({"briefgen.yaml": "", "templates/memo/template.yaml": OWN.replace("own", "memo", 1)})
    own, *others = catalogue(find(Path()))
    (theirs,) = (one for one in others if one.name == "memo")
    assert (own.shadows, own.shadowed, own.full_name, own.description) == (True, False, "memo", "Ours")
    assert (theirs.shadows, theirs.shadowed, theirs.full_name) == (False, True, "briefgen/memo")
    assert own.template is not None
    assert own.template.folders[1] == theirs.folder


def test_the_shipped_ones_are_not_listed_twice_where_they_stand() -> None:
    found = [one.name for one in catalogue(find(ROOT))]
    assert sorted(set(found)) == sorted(found)


# --- new --------------------------------------------------------------------------------------------------------------
def test_a_new_template_prints_what_its_original_prints(folder: Folder) -> None:
    """With and without the example taken up."""
    root = folder({"briefgen.yaml": ""})
    start_template(find(root), "ours", "memo")
    wording = root / "templates/ours/memo.md.j2"
    assert _problems(root, "ours") == []
    text = wording.read_text("utf-8")
    wording.write_text(text.replace("{#\n  An example", "\n{#\n  An example").replace("now:\n", "now: #}\n"), "utf-8")
    assert _problems(root, "ours") == []


def _problems(root: Path, name: str) -> list[str]:
    (proof,) = proved(find(root), [name])
    assert proof.documents == 26
    return [problem.message for problem in proof.problems]


def test_a_folder_is_written_whole_or_not_at_all(folder: Folder) -> None:
    root = folder({"there/x": "x", "file": "x"})
    for place in ("there", "file", "file/deeper"):
        with pytest.raises(BriefgenError):
            write_folder(root / place, {"a.txt": b"a"})
    with pytest.raises(BriefgenError):
        write_folder(root / "new", {"a.txt": b"a", "a.txt/b": b"b"})
    assert sorted(path.relative_to(root).as_posix() for path in root.rglob("*")) == ["file", "there", "there/x"]
    assert write_folder(root / "new", {"a.txt": b"a", "b/c": b"c"}) == [root / "new/a.txt", root / "new/b/c"]
