"""The manifest of an output folder: what was built, from what, with which findings.

It is a list of builds. A build names what it was made of, and the files that came of it and are still there; so a file
of an earlier build keeps what is true of it when only another format is built anew.
"""

import contextlib
import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from briefgen import __version__
from briefgen.model import Acknowledgement
from briefgen.problems import Problem, as_json, tally

NAME = "manifest.json"
FORMAT = 1
"""The version of the manifest's own form."""


@dataclass(frozen=True)
class Input:
    """A file or folder that a build was made of: its name as a project sees it, and its SHA-256."""

    name: str
    sha256: str


class Output(NamedTuple):
    """A file that came of a build."""

    name: str
    format: str
    sha256: str


@dataclass(frozen=True)
class Build:
    """One brief, built, whatever was written of it."""

    content: Input
    sources: tuple[Input, ...]
    template: Input
    draft: bool
    checks: tuple[str, ...]
    """The checks that were run."""
    problems: tuple[Problem, ...]
    """What they and the template's stages found."""
    coverage: Mapping[str, int]
    accept: tuple[Acknowledgement, ...]
    overrides: tuple[str, ...] = ()
    """What the command set in place of the template's values, as ``KEY=VALUE``."""


def digest(folders: Sequence[Path]) -> str:
    """Return one SHA-256 for all files of folders, hidden ones left out."""
    total = hashlib.sha256()
    for number, folder in enumerate(folders):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
                total.update(f"{number}/{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def joined(old: bytes, records: Sequence[Mapping[str, Any]], there: Callable[[str], bool]) -> bytes:
    """Return the manifest with builds added, each as a record with files; the later wins.

    ``old`` is the present manifest; one that cannot be read counts as empty. ``there`` tells whether a file stands in
    the folder: what has gone, or was written anew, is taken out of earlier builds.
    """
    builds: dict[str, dict[str, Any]] = {}
    every = [*_builds(old), *records]
    owners = {file["file"]: build for build in every for file in build["files"]}
    written = {file["file"] for record in records for file in record["files"]}
    for build in every:
        files = [
            file
            for file in build["files"]
            if owners[file["file"]] is build and (file["file"] in written or there(file["file"]))
        ]
        if files:
            bare = _without_files(build)
            known = builds.setdefault(as_json(bare), {**bare, "files": []})
            known["files"] = sorted([*known["files"], *files], key=lambda file: str(file["file"]))
    entries = sorted(builds.values(), key=lambda one: (str(one["content"].get("file")), str(one["files"][0]["file"])))
    return f"{as_json({'manifest': FORMAT, 'builds': entries})}\n".encode()


def without(old: bytes, names: Collection[str]) -> tuple[bytes, list[dict[str, Any]]]:
    """Return a manifest without files, and the records of those."""
    struck = only(_builds(old), lambda file: file["file"] in names)
    return joined(old, [], lambda name: name not in names), struck


def only(records: Sequence[Mapping[str, Any]], wanted: Callable[[Mapping[str, Any]], bool]) -> list[dict[str, Any]]:
    """Return records with those of their files that are wanted; one that has none is left out."""
    kept = ({**record, "files": [file for file in record["files"] if wanted(file)]} for record in records)
    return [record for record in kept if record["files"]]


def record(build: Build) -> dict[str, Any]:
    """Return what a manifest says of a build, but for its files."""
    found = Counter(problem.code for problem in build.problems)
    return {
        "content": {"file": build.content.name, "sha256": build.content.sha256},
        "sources": [{"file": source.name, "sha256": source.sha256} for source in build.sources],
        "template": {"name": build.template.name, "sha256": build.template.sha256, "set": list(build.overrides)},
        "briefgen": __version__,
        "draft": build.draft,
        "checks": list(build.checks),
        **tally(build.problems),
        "findings": dict(sorted(found.items())),
        "coverage": dict(build.coverage) or None,
        "acknowledgements": [
            {"code": str(one.code), "entry": one.entry and str(one.entry), "reason": str(one.reason)}
            for one in build.accept
        ],
    }


def with_files(record: Mapping[str, Any], files: Sequence[Output]) -> dict[str, Any]:
    """Return a record with the files that were written."""
    listed = [{"file": file.name, "format": file.format, "sha256": file.sha256} for file in sorted(files)]
    return {**record, "files": listed}


def _without_files(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != "files"}


def _builds(data: bytes) -> list[dict[str, Any]]:
    """Read a manifest; what has not the form of one is left out."""
    try:
        read = json.loads(data)
    except (ValueError, RecursionError):
        return []
    if not isinstance(read, dict) or read.get("manifest") != FORMAT or not isinstance(read.get("builds"), list):
        return []
    return [build for build in read["builds"] if _is_build(build)]


def _is_build(build: Any) -> bool:
    if not isinstance(build, dict) or not isinstance(build.get("content"), dict):
        return False
    files = build.get("files")
    return isinstance(files, list) and all(
        isinstance(file, dict) and isinstance(file.get("file"), str) and Path(file["file"]).name == file["file"]
        for file in files
    )


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other builds waiting where the system can: of two that write at once, one would lose the other's entry."""
    handle = None
    with contextlib.suppress(ImportError, OSError):
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)
