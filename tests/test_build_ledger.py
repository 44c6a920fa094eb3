"""A manifest claims nothing that is not so: not in the middle of a build, and not of what another build wrote."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.account import Wish
from briefgen.build.contents import Contents
from briefgen.build.jobs import Job
from briefgen.build.ledger import Ledger
from briefgen.build.outcome import Outcome
from briefgen.build.writing import Writing
from briefgen.files import write_whole
from briefgen.manifest import NAME, Data, as_data, with_files
from briefgen.manifest.form import Failure, File, Input, Unmade
from briefgen.project import at
from manifest_samples import BUILD, WHOLE


def ledger_of(folder: Path, names: set[str]) -> Ledger:
    return Ledger(folder, names, contents=Contents(folder, ["md"], own=False))


def write(ledger: Ledger, folder: Path, name: str, text: str) -> None:
    """Write a file as a build does, and note what it came of."""
    with ledger.writing():
        ledger.wrote(name, write_whole(folder / name, text.encode()))
    note(ledger, name, text)


def note(ledger: Ledger, name: str, text: str) -> None:
    digest = hashlib.sha256(text.encode()).hexdigest()
    made = replace(WHOLE, builds=(replace(BUILD, content=Input(f"content/{name}", text)),))
    ledger.note(with_files(as_data(made), [as_data(File(name, "md", digest, len(text), "e"))]))


def built(folder: Path, text: str, *names: str) -> None:
    ledger = ledger_of(folder, set(names))
    for name in names:
        write(ledger, folder, name, text)
    ledger.close()


def claims(folder: Path) -> dict[str, str]:
    """Return which content each file is said to have come of, and hold that to the file."""
    found = {}
    for build in json.loads((folder / NAME).read_bytes())["builds"]:
        for file in build["files"]:
            assert hashlib.sha256((folder / file["file"]).read_bytes()).hexdigest() == file["sha256"]
            found[file["file"]] = build["content"]["sha256"]
    return found


def test_an_entry_is_struck_before_its_file_is_written(tmp_path: Path) -> None:
    built(tmp_path, "old", "a.md", "b.md", "c.md")
    ledger = ledger_of(tmp_path, {"a.md", "b.md"})
    write(ledger, tmp_path, "a.md", "new")
    assert claims(tmp_path) == {"c.md": "old"}
    ledger.close()  # What was not written is what it was.
    assert claims(tmp_path) == {"a.md": "new", "b.md": "old", "c.md": "old"}


def test_what_another_build_has_written_since_is_for_that_to_enter(tmp_path: Path) -> None:
    built(tmp_path, "old", "a.md", "b.md", "c.md")
    ours = ledger_of(tmp_path, {"a.md", "b.md", "c.md"})
    write(ours, tmp_path, "a.md", "ours")
    killed = ledger_of(tmp_path, {"a.md", "b.md"})
    write(killed, tmp_path, "a.md", "theirs")
    write(killed, tmp_path, "b.md", "theirs")
    ours.close()
    assert claims(tmp_path) == {"c.md": "old"}


def test_an_entry_that_another_build_has_made_is_struck_again(tmp_path: Path) -> None:
    built(tmp_path, "old", "a.md", "b.md")
    ours = ledger_of(tmp_path, {"a.md", "b.md"})
    write(ours, tmp_path, "a.md", "ours")
    built(tmp_path, "theirs", "a.md", "b.md")
    assert claims(tmp_path) == {"a.md": "theirs", "b.md": "theirs"}
    write(ours, tmp_path, "b.md", "ours")
    assert claims(tmp_path) == {"a.md": "theirs"}
    ours.close()
    assert claims(tmp_path) == {"a.md": "theirs", "b.md": "ours"}


def test_what_was_removed_in_the_middle_is_not_entered(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, {"a.md", "b.md"})
    write(ledger, tmp_path, "a.md", "new")
    write(ledger, tmp_path, "b.md", "new")
    (tmp_path / "a.md").unlink()
    ledger.close()
    assert claims(tmp_path) == {"b.md": "new"}


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    built(tmp_path, "old", "a.md", "b.md")
    (tmp_path / "a.md").unlink()
    (tmp_path / "a.md").mkdir()
    ledger = ledger_of(tmp_path, {"a.md", "b.md"})
    write(ledger, tmp_path, "b.md", "new")
    ledger.close()
    assert claims(tmp_path) == {"b.md": "new"}


def failure(*names: str, content: str | None = None) -> Data:
    files = tuple(Unmade(name, "md") for name in names)
    made: Data = as_data(Failure("content/a.yaml", content, files=files))
    return made


def failing(folder: Path) -> list[str]:
    failures = json.loads((folder / NAME).read_bytes()).get("failures", [])
    return [file["file"] for failure in failures for file in failure["files"]]


@pytest.mark.parametrize("struck", [True, False])
def test_what_another_build_has_made_since_has_not_failed(tmp_path: Path, struck: bool) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.yaml").touch()
    built(tmp_path, "old", "a.md", "b.md")
    ours = ledger_of(tmp_path, {"a.md", "b.md", "c.md"})
    if struck:  # It is known from then on what stood there.
        write(ours, tmp_path, "c.md", "new")
        built(tmp_path, "theirs", "a.md")
    ours.failed(failure("a.md", "b.md"))
    if not struck:
        built(tmp_path, "theirs", "a.md")
    ours.close()
    assert failing(tmp_path) == ["b.md"]
    assert claims(tmp_path)["a.md"] == "theirs"


def test_what_stood_there_and_is_changed_while_it_is_looked_at_is_not_entered(tmp_path: Path) -> None:
    """Another build may write in the moment between a look at a file and its entry."""
    built(tmp_path, "theirs", "a.md")
    ours = ledger_of(tmp_path, {"a.md"})

    def overtaken() -> bool:
        write_whole(tmp_path / "a.md", b"later")
        return True

    assert ours.stands("a.md", overtaken)
    note(ours, "a.md", "ours")
    ours.close()
    assert b"ours" not in (tmp_path / NAME).read_bytes()


def test_records_of_a_build_have_in_common_what_they_share(tmp_path: Path) -> None:
    """Those that come from other processes have each its own, which would fill the memory."""
    writing, brief = Writing(at(tmp_path), []), Path("a.yaml")
    outcomes = [Outcome(brief, record=json.loads(json.dumps(as_data(WHOLE)))) for _ in range(2)]
    for outcome in outcomes:
        writing.write(Job(Wish(brief)), outcome)
    one, other = (outcome.record or {} for outcome in outcomes)
    assert one == other == json.loads(json.dumps(as_data(WHOLE)))
    shared = [(table, name) for table in ("templates", "environments", "fonts", "checks") for name in one[table]]
    assert shared
    assert all(one[table][name] is other[table][name] for table, name in shared)
