"""How manifests are joined, as data: of each file, and of each content file that failed, the later record counts."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from briefgen.manifest.form import FORMAT

Data = dict[str, Any]
"""A manifest as JSON holds it."""
Records = Sequence[Mapping[str, Any]]

SHARED = ("templates", "environments", "fonts", "checks")
"""The tables of what is stated once."""


def joined(
    before: Data,
    struck: Records,
    records: Records,
    there: Callable[[str], bool],
    wanted: Callable[[str, str], bool],
    gone: Callable[[str], bool],
) -> Data:
    """Return a manifest with records added. ``struck`` was in it, and is older than what is in it now."""
    builds = _stated(_builds([*struck, before], records, there), records, gone)
    failures = _failures(before, records, wanted)
    return {
        "manifest": FORMAT,
        "builds": builds,
        "failures": failures,
        **_shared([*struck, before, *records], builds),
    }


def only(records: Records, wanted: Callable[[Mapping[str, Any]], bool]) -> list[Data]:
    """Return records with those of the files made that are wanted; one that has none is left out, and all failures."""
    kept = ({**record, "builds": builds_with(record, wanted), "failures": []} for record in records)
    return [record for record in kept if record["builds"]]


def builds_with(record: Mapping[str, Any], wanted: Callable[[Mapping[str, Any]], bool]) -> list[Data]:
    """Return the builds of a record with those of their files that are wanted; one that has none is left out."""
    each = ({**build, "files": [*filter(wanted, build["files"])]} for build in record["builds"])
    return [build for build in each if build["files"]]


def files(records: Records) -> list[Mapping[str, Any]]:
    """Return what records say of the files that were made."""
    return [file for record in records for file in _files(record["builds"])]


def name_of(file: Mapping[str, Any]) -> str:
    """Return the name of a file."""
    return str(file["file"])


def _files(entries: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    return (file for entry in entries for file in entry["files"])


def _builds(before: Records, records: Records, there: Callable[[str], bool]) -> list[Data]:
    """Return all builds with those of their files that are there and in no later one."""
    every = [build for record in (*before, *records) for build in record["builds"]]
    last = {name_of(file): build for build in every for file in build["files"]}
    new = {*map(name_of, files(records))}
    merged = _merged(
        every, lambda build, file: last[name_of(file)] is build and (name_of(file) in new or there(name_of(file)))
    )
    return sorted(merged, key=lambda one: (one["content"]["file"], name_of(one["files"][0])))


def _stated(builds: Iterable[Data], records: Records, gone: Callable[[str], bool]) -> list[Data]:
    """Return builds with their state. Of a content file, what records hold is current, and what is not so is past."""
    latest = {build["content"]["file"]: build["content"]["sha256"] for record in records for build in record["builds"]}
    stated = []
    for build in builds:
        content, digest = build["content"]["file"], build["content"]["sha256"]
        state = "superseded" if latest.get(content, digest) != digest else "current"
        if content not in latest and build.get("state") == "superseded":
            state = "superseded"
        if gone(content):
            state = "gone"
        bare = {name: value for name, value in build.items() if name != "state"}
        stated.append(bare if state == "current" else {**bare, "state": state})
    return stated


def _failures(before: Data, records: Records, wanted: Callable[[str, str], bool]) -> list[Data]:
    standing = Standing()
    for failure in before.get("failures", ()):
        standing.failed(failure)
    for record in records:
        for build in record["builds"]:
            standing.made(build)
        for failure in record.get("failures", ()):
            standing.failed(failure)
    merged = _merged([*standing], lambda failure, file: wanted(failure["content"], file["format"]))
    return sorted(merged, key=lambda one: (one["content"], name_of(one["files"][0])))


class Standing:
    """The failures that stand, while records come in one after the other."""

    def __init__(self) -> None:
        self._of: dict[str, list[Data]] = {}
        """By content file."""
        self._owners: dict[str, str] = {}
        """The content file of each file that failed."""

    def __iter__(self) -> Iterator[Data]:
        return (failure for failures in self._of.values() for failure in failures)

    def made(self, build: Data) -> None:
        """Take up a build: its files have not failed, and what failed of another state of the content is past."""
        content = build["content"]
        self._drop({*map(name_of, build["files"])})
        same = [one for one in self._of.get(content["file"], ()) if one.get("sha256") == content["sha256"]]
        self._of[content["file"]] = same

    def failed(self, failure: Data) -> None:
        """Take up a failure. What failed of another state of the content is past; or it has failed for what is wrong
        with this one, where that is the brief as a whole.
        """
        content, names = failure["content"], {*map(name_of, failure["files"])}
        self._drop(names)
        known = self._of.get(content, [])
        same = [one for one in known if one.get("sha256") == failure.get("sha256")]
        others = [one for one in known if one not in same]
        whole = {**failure, "files": [*failure["files"], *(_files(others) if failure.get("whole") else ())]}
        self._of[content] = [*same, whole]
        self._owners |= {name_of(file): content for file in whole["files"]}

    def _drop(self, names: set[str]) -> None:
        for content in {self._owners.pop(name) for name in names if name in self._owners}:
            left = (
                {**one, "files": [file for file in one["files"] if name_of(file) not in names]}
                for one in self._of[content]
            )
            self._of[content] = [one for one in left if one["files"]]


def _merged(entries: Sequence[Data], wanted: Callable[[Data, Mapping[str, Any]], bool]) -> Iterable[Data]:
    """Return entries with the files that are wanted; those that say the same in one, and those without any in none."""
    merged: dict[str, Data] = {}
    for entry in entries:
        if kept := [file for file in entry["files"] if wanted(entry, file)]:
            bare = {name: value for name, value in entry.items() if name not in ("files", "state")}
            known = merged.setdefault(json.dumps(bare), {**entry, "files": []})
            known["files"] = sorted([*known["files"], *kept], key=name_of)
    return merged.values()


def _shared(manifests: Records, builds: Sequence[Data]) -> Data:
    """Return the tables with what builds name, in the order of the keys."""
    made = [*_files(builds)]
    wanted = {
        "templates": {build["template"] for build in builds},
        "environments": {file["environment"] for file in made},
        "fonts": {font for file in made for font in file.get("fonts", ())},
        "checks": {build["checks"] for build in builds},
    }
    tables: Data = {}
    for table in SHARED:
        known = {name: said for one in manifests for name, said in one.get(table, {}).items()}
        tables[table] = {name: known[name] for name in sorted(wanted[table])}
    return tables
