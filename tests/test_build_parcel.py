"""What travels to other machines: packed here, unpacked there, and nothing outside its folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.build.parcel import Parcel, Unfit, below_root, inside, of_brief, of_project, unpacked
from briefgen.project import find

Folder = Callable[[dict[str, str | bytes]], Path]
HOSTILE = [
    "../x",
    "a/../../x",
    "/etc/passwd",
    "//x",
    "a/../x",
    "..",
    "a/b/../../../x",
    "link/x",
    "a\0b",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_path_leads_out(name: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(tmp_path)
    with pytest.raises(ValueError, match=r"leads out|null"), unpacked(Parcel({name: b"x"}), root):
        pass
    with pytest.raises(ValueError, match=r"leads out|null"), unpacked(Parcel({}, (name,)), root):
        pass
    assert [path.name for path in tmp_path.rglob("*")] == ["root", "link"]


@given(st.lists(st.sampled_from(["..", ".", "a", "b", "/", "\\", "C:", "", "ü", "~"]), max_size=6).map("/".join))
def test_whatever_is_let_in_is_inside(name: str) -> None:
    root = Path("/nowhere/root")
    try:
        path = inside(root, name)
    except ValueError:
        return
    assert path.resolve().is_relative_to(root)


def test_a_project_and_its_briefs_are_packed(folder: Folder) -> None:
    files: dict[str, str | bytes] = {
        "briefgen.yaml": "",
        "content/a.yaml": "title: A\nsources: [seeds/a.txt, {file: seeds/b.txt, id: b}]\n",
        "content/broken.yaml": "sources: [",
        "content/lacking.yaml": "sources: [seeds/none.txt]",
        "content/odd.yaml": "sources: {file: [a]}",
        "seeds/a.txt": "A",
        "seeds/b.txt": "B",
        "templates/own/template.yaml": "extends: briefgen/memo\n",
        "secret.txt": "not to travel",
    }
    root = folder(files)
    (root / "templates/own/link.css").symlink_to(root / "secret.txt")
    project, here = find(root), below_root(root)
    shared = of_project(project)
    assert [name.removeprefix(here) for name in shared.files] == ["/templates/own/template.yaml"]
    assert f"{here}/templates" in shared.folders
    own = of_brief(project, Path("content/a.yaml"))
    assert sorted(name.removeprefix(here) for name in own.files) == ["/content/a.yaml", "/seeds/a.txt", "/seeds/b.txt"]
    for name in ("broken", "lacking", "odd"):
        with pytest.raises(Unfit):
            of_brief(project, Path(f"content/{name}.yaml"))


def test_what_is_unpacked_is_taken_away_but_not_what_was_there(tmp_path: Path) -> None:
    shared, own = Parcel({"t/a": b"1"}, ("empty",)), Parcel({"t/a": b"1", "c/b": b"2"})
    with unpacked(shared, tmp_path):
        with unpacked(own, tmp_path):
            assert {path.name: path.read_bytes() for path in tmp_path.rglob("?") if path.is_file()} == {
                "a": b"1",
                "b": b"2",
            }
        assert (tmp_path / "t/a").exists()
        assert not (tmp_path / "c/b").exists()
        assert (tmp_path / "empty").is_dir()


def test_parcels_are_known_by_their_contents() -> None:
    same = {Parcel({"a": b"1", "b": b"2"}).digest, Parcel({"b": b"2", "a": b"1"}).digest}
    others = {Parcel({"a": b"12"}).digest, Parcel({"a1": b"2"}).digest, Parcel({"a": b"1", "b": b"2"}, ("c",)).digest}
    assert len(same) == 1
    assert len(same | others) == 4
