"""The cache's own folder: what is kept is found again, what is damaged is not, and it stays within its bounds."""

import datetime
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as some

from briefgen.cache import surroundings as around
from briefgen.cache.coded import Coding, Lost
from briefgen.cache.known import Known
from briefgen.cache.place import LAYOUT, Unusable, opened, place
from briefgen.cache.store import BLOCK, DAY, Store, files, trim
from briefgen.cli import cli
from briefgen.files import write_whole
from briefgen.inputs import TICK
from briefgen.problems import Place, Problem, Severity

KEY = "a" * 64


def settle() -> None:
    """Wait until files are old enough to be sure of."""
    time.sleep(2 * TICK / 1e9)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(opened(tmp_path / "cache"))


def only_file(store: Store) -> Path:
    (file,) = files(Path(store._folder))
    return Path(file.path)


# --- Where ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"BRIEFGEN_CACHE": "/c", "XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/c"),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/x/briefgen"),
        ({"XDG_CACHE_HOME": "not/absolute", "HOME": "/h"}, "/h/.cache/briefgen"),
        ({"HOME": "/h"}, "/h/.cache/briefgen"),
    ],
)
def test_where_it_is(environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert place(environment) == Path(expected)


@pytest.mark.parametrize(
    ("system", "environment", "expected"),
    [
        ("darwin", {"HOME": "/Users/k"}, "/Users/k/Library/Caches/briefgen"),
        ("win32", {"LOCALAPPDATA": "/c/Users/k/AppData/Local"}, "/c/Users/k/AppData/Local/briefgen"),
    ],
)
def test_where_it_is_elsewhere(
    system: str, environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert place(environment) == Path(expected)


def test_where_the_system_names_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(Unusable):
        place({})


def test_it_is_the_users_alone(tmp_path: Path) -> None:
    inner = opened(tmp_path / "new/cache")
    assert inner.stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new/cache/CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
    assert opened(tmp_path / "new/cache") == inner


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_what_others_can_write_to_is_not_trusted(tmp_path: Path, mode: int) -> None:
    opened(tmp_path).chmod(mode)
    with pytest.raises(Unusable, match="others can write to it"):
        opened(tmp_path)


def test_what_belongs_to_another_user_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(tmp_path)
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    if (tmp_path / LAYOUT).stat().st_uid == 0:
        os.chown(tmp_path / LAYOUT, 1, -1)
    with pytest.raises(Unusable, match="another user"):
        opened(tmp_path)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / LAYOUT).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Unusable, match="link"):
        opened(tmp_path)


def test_a_place_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unusable, match="cannot be made"):
        opened(tmp_path / "file/cache")


# --- Kept and found ---------------------------------------------------------------------------------------------------
def test_what_is_kept_is_found(store: Store) -> None:
    assert store.get("outcomes", KEY) is None
    store.put("outcomes", KEY, b"first")
    store.put("outcomes", KEY, b"second")
    found = store.get("outcomes", KEY)
    assert found is not None
    assert found.data == b"second"
    assert store.get("needs", KEY) is None
    assert store.get_blob(store.put_blob(b"blob")) == b"blob"
    assert not [file for file in files(Path(store._folder)) if file.path.endswith(".part")]


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        lambda file: file.write_bytes(b"\0" * file.stat().st_size),
        lambda file: file.write_bytes(file.read_bytes().replace(b"words", b"wards")),
    ],
)
def test_what_is_damaged_is_not_found_and_gone(store: Store, damage: Any) -> None:
    store.put("outcomes", KEY, b"some words")
    damage(only_file(store))
    assert store.get("outcomes", KEY) is None
    assert [*files(Path(store._folder))] == []


def test_a_blob_is_what_its_name_says(store: Store) -> None:
    key = store.put_blob(b"mine")
    store.put("blobs", key, b"yours")
    assert store.get_blob(key) is None


def test_a_folder_that_cannot_be_written_to_is_read_all_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put("outcomes", KEY, b"words")
    full = OSError(28, "No space left on device")

    def refuse(*_: object) -> None:
        raise full

    monkeypatch.setattr(os, "replace", refuse)
    store.put("outcomes", "b" * 64, b"words")
    assert store.refused == "it cannot be written to: no space left on device"
    assert store.get("outcomes", KEY) is not None
    assert len([*files(Path(store._folder))]) == 1


def test_two_at_once_and_one_that_is_killed_do_no_harm(tmp_path: Path) -> None:
    """Processes write the same keys as fast as they can, and are killed in the middle: all that is found is whole."""
    program = (
        "import sys; from pathlib import Path; from briefgen.cache.place import opened\n"
        "from briefgen.cache.store import Store\n"
        "store = Store(opened(Path(sys.argv[1]))); print('ready', flush=True)\n"
        "for n in range(10**9):\n"
        "    data = bytes([n % 251]) * 50_000; store.put('outcomes', f'{n % 7:064}', data); store.put_blob(data)\n"
        "    if n % 50 == 0: store.close(3_000_000)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    for _ in range(2):
        both = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
        for process in both:
            assert process.stdout is not None
            process.stdout.readline()
        time.sleep(0.15)
        for process in both:
            process.kill()
            process.communicate()
    store = Store(opened(tmp_path))
    found = [store.get("outcomes", f"{n:064}") for n in range(7)]
    assert any(found)
    assert all(len(one.data) == 50_000 and len(set(one.data)) == 1 for one in found if one)


# --- How much ---------------------------------------------------------------------------------------------------------
def aged(store: Store, kind: str, key: str, days: float) -> None:
    then = time.time() - days * DAY
    os.utime(store._path(kind, key), (then, then))


def test_the_least_recently_used_goes_first(store: Store) -> None:
    for number in range(10):
        store.put("outcomes", f"{number:064}", b"x" * 3 * BLOCK)
        aged(store, "outcomes", f"{number:064}", 10 - number)
    assert store.get("outcomes", f"{0:064}") is not None  # The oldest, and now used.
    store.close(limit=16 * BLOCK)
    left = [number for number in range(10) if store.get("outcomes", f"{number:064}")]
    assert left == [0, 8, 9]
    assert sum(file.size for file in files(Path(store._folder))) <= 16 * BLOCK


def test_it_is_bounded_whoever_writes(store: Store) -> None:
    folder = Path(store._folder)
    for number in range(60):
        one = Store(folder)  # Each build has one of its own.
        one.put("outcomes", f"{number:064}", b"x" * BLOCK)
        one.close(limit=20 * BLOCK)
        assert sum(file.size for file in files(folder)) <= 20 * BLOCK


def test_what_a_killed_build_left_goes_in_the_end(store: Store) -> None:
    store.put("outcomes", KEY, b"words")
    left = only_file(store).with_name(".0123.part")
    left.touch()
    assert trim(Path(store._folder), 10**9) == 2 * BLOCK or left.exists()  # It may still be written.
    os.utime(left, (0, 0))
    trim(Path(store._folder), 10**9)
    assert not left.exists()
    assert store.get("outcomes", KEY) is not None


# --- Known files ------------------------------------------------------------------------------------------------------
def test_what_has_not_changed_is_not_read_again(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("words")
    settle()
    known = Known(store, KEY)
    digest = known.digest(str(file))
    known.close()
    monkeypatch.setattr("briefgen.inputs.file_digest", lambda path: pytest.fail(f"{path} was read again"))
    assert Known(store, KEY).digest(str(file)) == digest


def test_what_may_have_changed_unseen_is_read_again(store: Store, tmp_path: Path) -> None:
    """Two changes within a tick of the clock leave the same marks: git's racily clean entry."""
    file = tmp_path / "a.txt"
    file.write_text("words")
    known = Known(store, KEY)
    first = known.digest(str(file))
    known.close()
    before = file.stat()
    file.write_text("wards")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert Known(store, KEY).digest(str(file)) != first


def test_what_was_just_written_is_known(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("words")
    known = Known(store, KEY)
    known.learn(str(file), "its digest", file.stat())
    monkeypatch.setattr("briefgen.inputs.file_digest", lambda path: pytest.fail(f"{path} was read"))
    assert known.holds(str(file), "its digest")
    assert not known.holds(str(file), "another")
    assert not known.holds(str(tmp_path / "none"), "its digest")


def test_what_another_has_written_since_is_not_taken_for_ours(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    ours = write_whole(file, b"ours")
    write_whole(file, b"them")
    known = Known(store, KEY)
    known.learn(str(file), "the digest of ours", ours)
    known.close()
    assert not Known(store, KEY).holds(str(file), "the digest of ours")


# --- Values -----------------------------------------------------------------------------------------------------------
class Kind(StrEnum):
    ONE = "one"


class Pair(NamedTuple):
    left: Any
    right: Any


@dataclass(frozen=True)
class Box:
    inside: Any
    kind: Kind = Kind.ONE


CODING = Coding(Kind, Pair, Box, Problem, Place, Severity)
LEAVES = (
    some.none() | some.booleans() | some.integers() | some.text(some.characters()) | some.binary() | some.dates()
    | some.sampled_from(Kind) | some.builds(Path, some.text("abc/", min_size=1))
)  # fmt: skip
VALUES = some.recursive(
    LEAVES,
    lambda inner: (
        some.lists(inner) | some.lists(inner).map(tuple) | some.builds(Pair, inner, inner) | some.builds(Box, inner)
        | some.dictionaries(some.text(some.characters()) | some.sampled_from(["@", "=", "of"]), inner)
        | some.dictionaries(some.integers(), inner)
    ),
    max_leaves=20,
)  # fmt: skip


@given(VALUES)
def test_values_come_back_as_they_were(value: object) -> None:
    aside: dict[str, bytes] = {}

    def keep(data: bytes) -> str:
        aside[data.hex()] = data
        return data.hex()

    plain = json.loads(json.dumps(CODING.plain(value, keep)))
    back = CODING.value(plain, aside.get)
    assert back == value
    assert type(back) is type(value)


def test_what_has_no_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="no way to keep object"):
        CODING.plain([object()], lambda data: "")


@pytest.mark.parametrize(
    "plain",
    [
        {"@": "Other"},
        {"@": "os.system", "of": "ls"},
        {"@": "Box", "outside": 1},
        {"@": "bytes", "of": "gone"},
        {"of": 1},
        {"@": "date", "of": "no day"},
        {"@": "Kind", "value": "two"},
    ],
)
def test_what_cannot_be_read_is_lost(plain: object) -> None:
    with pytest.raises(Lost):
        CODING.value(plain, lambda key: None)


def test_a_day_is_a_day() -> None:
    day = datetime.date(2024, 2, 29)
    assert CODING.value(CODING.plain(day, lambda data: ""), lambda key: None) == day


# --- Surroundings -----------------------------------------------------------------------------------------------------
def test_surroundings_are_the_same_while_nothing_changes(store: Store) -> None:
    assert around.surroundings(Known(store, KEY)) == around.surroundings(Known(store, KEY))


@pytest.mark.parametrize("variable", ["SOURCE_DATE_EPOCH", "FONTCONFIG_FILE", "LC_ALL"])
def test_variables_are_part_of_it(store: Store, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(variable, raising=False)
    before = around.surroundings(Known(store, KEY))
    monkeypatch.setenv(variable, "1700000000")
    assert around.surroundings(Known(store, KEY)) != before


def test_a_type_face_that_comes_or_goes_is_part_of_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faces = tmp_path / "faces"
    (faces / "deep").mkdir(parents=True)
    settings = tmp_path / "fonts.conf"
    settings.write_text(f"<fontconfig><dir>{faces}</dir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))
    found = [around.surroundings(Known(store, KEY))]
    (faces / "deep/new.ttf").write_bytes(b"face")
    found.append(around.surroundings(Known(store, KEY)))
    (faces / "deep/new.ttf").write_bytes(b"another")
    found.append(around.surroundings(Known(store, KEY)))
    settings.write_text(f"<fontconfig><dir>{faces}</dir><!-- another --></fontconfig>")
    found.append(around.surroundings(Known(store, KEY)))
    assert len(set(found)) == 4


def test_a_package_that_comes_or_changes_is_part_of_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    found = [around.surroundings(Known(store, KEY))]
    (tmp_path / "thing-1.0.dist-info").mkdir()
    for listed in ("thing.py,sha256=a,1\n", "thing.py,sha256=b,1\n"):
        (tmp_path / "thing-1.0.dist-info/RECORD").write_text(listed)
        found.append(around.surroundings(Known(store, KEY)))
    assert len(set(found)) == 3


def test_the_code_and_the_libraries_are_part_of_it(store: Store) -> None:
    known = Known(store, KEY)
    around.surroundings(known)
    names = {name.split(".so")[0] for name, _ in around._libraries(known)}
    assert {"libpango-1", "libharfbuzz", "libfontconfig", "libfreetype"} <= {name.rsplit(".0", 1)[0] for name in names}
    assert str(Path(around.__file__)) in known._now
    assert not [path for path in known._now if "__pycache__" in path]


# --- The command ------------------------------------------------------------------------------------------------------
def test_the_command_tells_of_it_and_empties_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("BRIEFGEN_CACHE_SIZE", "7")
    monkeypatch.chdir(tmp_path)
    store = Store(opened(place()))
    for number in range(3):
        store.put_blob(bytes([number]) * 2**20)
    (place() / LAYOUT / "mine.txt").write_text("no business of ours")
    told = CliRunner().invoke(cli, ["cache", "info", "--json"])
    assert json.loads(told.stdout) == {
        "folder": str(tmp_path / "cache"), "files": 3, "bytes": 3 * (2**20 + BLOCK), "limit": 7 * 2**20,
    }  # fmt: skip
    told = CliRunner().invoke(cli, ["cache", "info"])
    assert told.stdout == f"folder: {tmp_path / 'cache'}\nsize:   3 MB in 3 files\nlimit:  7 MB\n"
    cleared = CliRunner().invoke(cli, ["cache", "clear"])
    assert (cleared.stdout, cleared.stderr) == ("", "3 MB removed\n")
    assert [path.name for path in (place() / LAYOUT).iterdir()] == ["mine.txt"]
    assert CliRunner().invoke(cli, ["cache", "clear"]).stderr == "0 MB removed\n"
