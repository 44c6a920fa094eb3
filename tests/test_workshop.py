"""What editors do with templates: list them, start them, try them out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.files import write_folder
from briefgen.problems import BriefgenError
from briefgen.project import find
from briefgen.render import render
from briefgen.specimens import trials
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


TWICE: dict[str, str | bytes] = {
    "briefgen.yaml": "",
    "templates/desk/template.yaml": "name: desk\ndescription: 'The desk: ours'\nextends: briefgen/memo\n"
    "labels: {en: {decisions: 'No, yes: 1', kind: '« x '}}\ndesign: {colours: {accent: '#123456'}}\n",
    "templates/desk/memo.md.j2": "{% extends 'briefgen/memo/memo.md.j2' %}\n"
    "{% block bottom_line %}\n{{ super() }}\n{% include 'parts/more.md.j2' %}\n{% endblock %}\n",
    "templates/desk/parts/more.md.j2": "\nMore: {{ brief.title }}\n\n",
    "templates/desk/print.css": "p { color: red }\n",
    "templates/own/template.yaml": "name: own\ndescription: Ours\nextends: desk\ndocument: own.md.j2\n",
    "templates/own/own.md.j2": '{% extends "desk/memo.md.j2" %}\n',
    "templates/own/parts/more.md.j2": "\nMost: {{ brief.title }}\n\n",
    "templates/own/print.css": "p { color: blue }\n",
    "templates/own/logo.png": b"\x89PNG",
}


@pytest.mark.parametrize("origin", ["desk", "own", *(one.name for one in catalogue(find(ROOT)))])
def test_a_copy_prints_and_looks_the_same(folder: Folder, origin: str) -> None:
    root = folder(TWICE)
    start_template(find(root), "copy", origin, eject=True)
    shelf = {one.name: one for one in catalogue(find(root))}
    original, copy = shelf[origin].template, shelf["copy"].template
    assert original is not None
    assert copy is not None
    assert copy.folders == (root / "templates/copy",)
    assert shelf["copy"].problems == ()
    assert copy.settings.labels == original.settings.labels
    assert copy.settings.design == original.settings.design
    assert copy.settings.options == original.settings.options
    assert copy.look.pictures == original.look.pictures
    assert [line for line in copy.look.css.splitlines() if "/*" not in line and line] == (
        [line for line in original.look.css.splitlines() if line]
    )
    for specimen in trials("en"):
        case = specimen.case()
        assert render(case, copy).markdown == render(case, original).markdown


def test_a_copy_says_when_its_original_has_moved_on(folder: Folder) -> None:
    root = folder(TWICE)
    project = find(root)
    start_template(project, "copy", "own", eject=True)

    def said() -> list[str]:
        copy = next(one for one in catalogue(project) if one.name == "copy")
        assert copy.template is not None
        return [problem.message.rpartition(": ")[2] for problem in copy.problems]

    assert said() == []
    settings = root / "templates/copy/template.yaml"
    settings.write_text(settings.read_text("utf-8").replace("Ours", "Ours, but better"), "utf-8")
    (root / "templates/copy/own.md.j2").write_text("# {{ brief.title }}\n", "utf-8")
    assert said() == [], "the copy may be edited"
    (root / "templates/desk/parts/more.md.j2").write_text("Less", "utf-8")
    (root / "templates/own/logo.png").unlink()
    (root / "templates/own/.hidden").write_text("x", "utf-8")
    assert said() == ["desk/parts/more.md.j2, own/logo.png (gone)"]
    (root / "templates/own/template.yaml").unlink()
    assert said() == ["'own', from which this template was copied, cannot be used any more"]


def test_a_folder_is_written_whole_or_not_at_all(folder: Folder) -> None:
    root = folder({"there/x": "x", "file": "x"})
    for place in ("there", "file", "file/deeper"):
        with pytest.raises(BriefgenError):
            write_folder(root / place, {"a.txt": b"a"})
    with pytest.raises(BriefgenError):
        write_folder(root / "new", {"a.txt": b"a", "a.txt/b": b"b"})
    assert sorted(path.relative_to(root).as_posix() for path in root.rglob("*")) == ["file", "there", "there/x"]
    assert write_folder(root / "new", {"a.txt": b"a", "b/c": b"c"}) == [root / "new/a.txt", root / "new/b/c"]
