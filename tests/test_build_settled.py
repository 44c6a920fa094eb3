"""What earlier builds have entered into a manifest is known by the keys of their outcomes."""

from pathlib import Path

import pytest

from briefgen.build.contents import Contents
from briefgen.build.settled import Settled
from briefgen.cache.known import Known
from briefgen.cache.place import opened
from briefgen.cache.store import Store
from briefgen.manifest import joined
from manifest_samples import build

WORDS = joined(b"", [*build("a", "md"), *build("b", "md")], lambda _: True)


@pytest.mark.parametrize(
    ("entered", "holds"),
    [
        ([("one", ["a.md"]), ("two", ["b.md"])], True),
        ([("one", ["a.md"])], False),
        ([("one", ["a.md"]), ("two", ["b.md", "b.pdf"])], False),
        ([("one", ["a.md"]), ("other", ["b.md"])], False),
        ([("one", ["a.md"]), ("", ["b.md"])], False),
    ],
)
def test_only_the_same_counts(tmp_path: Path, entered: list[tuple[str, list[str]]], holds: bool) -> None:
    store = Store(opened(tmp_path / "cache"))
    (tmp_path / "manifest.json").write_bytes(WORDS)
    contents = Contents(tmp_path, ["md"], own=False)
    first = Settled(store, Known(store, "k" * 64), tmp_path)
    for key, names in (("one", ["a.md"]), ("two", ["b.md"])):
        first.note(key, names)
    first.keep(WORDS)
    again = Settled(store, Known(store, "k" * 64), tmp_path)
    for key, names in entered:
        again.note(key, names)
    assert again.holds(contents) is holds


def test_what_is_not_sure_is_not_kept(tmp_path: Path) -> None:
    store = Store(opened(tmp_path / "cache"))
    (tmp_path / "manifest.json").write_bytes(WORDS)
    for _ in range(2):
        unsure = Settled(store, Known(store, "k" * 64), tmp_path)
        unsure.note("", ["a.md"])
        assert not unsure.holds(Contents(tmp_path, ["md"], own=False))
        unsure.keep(WORDS)
