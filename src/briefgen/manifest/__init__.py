"""The manifest of an output folder: what was built, from what, with which findings.

It is a list of builds. A build names what it was made of, and the files that came of it and are still there; so a file
of an earlier build keeps what is true of it when only another format is built anew. A failure names the files that
could not be made when that was last tried, and why. What came of one job has the same form, with one build or failure.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.manifest import joining
from briefgen.manifest.form import FORMAT, Build, Failure, Key, Manifest
from briefgen.manifest.joining import SHARED, Data, files, name_of, only
from briefgen.problems import escaped

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = [
    "NAME",
    "Data",
    "alone",
    "as_data",
    "files",
    "in_common",
    "is_whole",
    "joined",
    "key",
    "only",
    "outline",
    "read",
    "states",
    "with_files",
    "without",
]

NAME = "manifest.json"
_ENTRIES = ("builds", "failures")
"""The lists of what names files."""
_DEPTH = 4
"""So many levels have a line for each of their entries; what is below stands on one line."""


# --- Reading ----------------------------------------------------------------------------------------------------------
def read(data: bytes) -> Manifest:
    """Read a manifest; what has not the form of one is left out, build by build and failure by failure."""
    return _sound(data)[0]


def is_whole(data: bytes) -> bool:
    """Tell whether all of a manifest has the form of one."""
    kept = _sound(data)[1]
    if "manifest" not in kept:
        return False
    raw = json.loads(data)
    return all(kept.get(name, []) == raw.get(name, []) for name in _ENTRIES)


def _sound(data: bytes) -> tuple[Manifest, Data]:
    """Return what of a manifest has the form of one, and the same as data."""
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError):
        return Manifest(), {"builds": []}
    if not isinstance(raw, dict) or raw.get("manifest") != FORMAT or not isinstance(raw.get("builds"), list):
        return Manifest(), {"builds": []}
    whole = _as(Manifest, {**raw, "builds": [], "failures": []})
    if not isinstance(whole, Manifest):
        return Manifest(), {"builds": []}
    failed = raw["failures"] if isinstance(raw.get("failures"), list) else []
    builds = [(made, one) for one in raw["builds"] if isinstance(made := _as(Build, one), Build)]
    builds = [(made, one) for made, one in builds if _holds_together(made, whole)]
    failures = [(made, one) for one in failed if isinstance(made := _as(Failure, one), Failure)]
    failures = [(made, one) for made, one in failures if _names_files(made)]
    read = replace(whole, builds=tuple(made for made, _ in builds), failures=tuple(made for made, _ in failures))
    return read, {**raw, "builds": [one for _, one in builds], "failures": [one for _, one in failures]}


def _as(form: type, raw: object) -> object:
    from pydantic import ValidationError

    try:
        return _adapter(form).validate_python(raw)
    except (ValidationError, RecursionError):
        return None


@cache
def _adapter(form: type) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(form)


def _holds_together(build: Build, whole: Manifest) -> bool:
    """Tell whether a build names files of this folder, and shared things that are stated."""
    return (
        _names_files(build)
        and build.template in whole.templates
        and build.checks in whole.checks
        and all(file.environment in whole.environments for file in build.files)
        and all(font in whole.fonts for file in build.files for font in file.fonts)
    )


def _names_files(entry: Build | Failure) -> bool:
    names = [file.file for file in entry.files]
    return bool(names) and all(name == Path(name).name and name not in ("", ".", "..") for name in names)


# --- Making -----------------------------------------------------------------------------------------------------------
def as_data(value: Any) -> Any:
    """Return a part of a manifest as JSON holds it; what is as it is by default is left out."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [as_data(one) for one in value]
    if isinstance(value, dict):
        return {str(name): as_data(own) for name, own in value.items()}
    form: type = type(value)
    stated = ((name, getattr(value, name), default) for name, default in _defaults(form))
    return {name: as_data(own) for name, own, default in stated if own != default}


@cache
def _defaults(form: type) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a class of the form with their defaults."""
    return tuple((own.name, own.default) for own in fields(form))


def key(value: Any) -> Key:
    """Return what a shared thing is called."""
    return hashlib.sha256(json.dumps(as_data(value), sort_keys=True).encode()).hexdigest()[:12]


def in_common(record: Mapping[str, Any], known: dict[tuple[str, Any], Any]) -> Data:
    """Return a record that has in common with earlier ones what it shares with them: ``known``, by table and key.

    Records that come from other processes have each its own; of a thousand memos, that is most of what they take up.
    """
    tables = {
        table: {name: known.setdefault((table, name), said) for name, said in record[table].items()}
        for table in SHARED
        if table in record
    }
    return {**record, **tables}


def with_files(record: Mapping[str, Any], files: Sequence[Mapping[str, Any]]) -> Data:
    """Return the record of a job, which is a manifest with one build, with the files that were written."""
    (build,) = record["builds"]
    return {**record, "builds": [{**build, "files": sorted(files, key=name_of)}]}


# --- Joining ----------------------------------------------------------------------------------------------------------
def joined(
    old: bytes,
    records: Sequence[Mapping[str, Any]],
    there: Callable[[str], bool],
    wanted: Callable[[str, str], bool] = lambda *_: True,
    gone: Callable[[str], bool] = lambda _: False,
    struck: Sequence[Mapping[str, Any]] = (),
) -> bytes:
    """Return a manifest with what records say of files added; the later wins.

    ``old`` is the present manifest; one that cannot be read counts as empty. ``there`` tells whether a file stands in
    the folder: what has gone, or was written anew, is taken out of earlier builds. A failure is over once a record has
    the file, or another state of the content file; and where a content file is not ``wanted`` in a format any more.
    ``gone`` tells of a content file whether it is there no more. What was ``struck`` from the old manifest and is still
    so is entered again.
    """
    return _shown(joining.joined(_sound(old)[1], struck, records, there, wanted, gone))


def without(old: bytes, names: Collection[str]) -> tuple[bytes, list[Data], list[str]]:
    """Return a manifest without files that were made, the records of those, and which files it says have failed."""
    _, before = _sound(old)
    failed = [name_of(file) for one in before.get("failures", ()) for file in one["files"] if name_of(file) in names]
    struck = only([before], lambda file: name_of(file) in names)
    left = joining.builds_with(before, lambda file: name_of(file) not in names)
    return _shown({**before, "builds": left}), struck, failed


class Outline(NamedTuple):
    """What a manifest rests on, beside what it says."""

    files: list[str]
    """Those that it names as there."""
    failing: list[tuple[str, str]]
    """Content files, each with a format that failed."""
    contents: dict[str, bool]
    """The content files of what was built, and whether each is gone."""


def outline(data: bytes) -> Outline:
    """Return what a manifest rests on, which is one of ours."""
    whole = json.loads(data)
    failures = whole.get("failures", ())
    return Outline(
        [*map(name_of, files([whole]))],
        [(failure["content"], file["format"]) for failure in failures for file in failure["files"]],
        {build["content"]["file"]: build.get("state") == "gone" for build in whole["builds"]},
    )


def states(data: bytes) -> set[tuple[str, str | None]]:
    """Return the states of content files that a manifest tells of, as hashes."""
    known = _sound(data)[1]
    built = {(build["content"]["file"], build["content"]["sha256"]) for build in known["builds"]}
    return built | {(failure["content"], failure.get("sha256")) for failure in known.get("failures", ())}


def _shown(manifest: Data) -> bytes:
    """Write a manifest so that people can read it, and that a build that changed shows as few lines."""
    said = {name: value for name, value in manifest.items() if value or name != "failures"}
    return f"{escaped(_lines(said, _DEPTH, ''))}\n".encode()


_encoded = json.JSONEncoder(ensure_ascii=False).encode


def _lines(value: Any, depth: int, indent: str) -> str:
    if depth == 0 or not value or not isinstance(value, dict | list):
        return _encoded(value)
    inner = f"{indent}  "
    if isinstance(value, dict):
        parts = [f"{_encoded(name)}: {_lines(own, depth - 1, inner)}" for name, own in value.items()]
    else:
        parts = [_lines(own, depth - 1, inner) for own in value]
    first, last = "{}" if isinstance(value, dict) else "[]"
    return f"{first}\n{inner}" + f",\n{inner}".join(parts) + f"\n{indent}{last}"


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other builds waiting where the system can: of two that write at once, one would lose the other's entry."""
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(ImportError, OSError):
            stack.enter_context(_held(folder))
        yield


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:
        from filelock import FileLock

        # Windows locks no folder; and a file of ours in it would go wherever the folder is published. So this holds for
        # the builds of one user.
        name = hashlib.sha256(os.path.normcase(folder.resolve()).encode()).hexdigest()
        with FileLock(Path(tempfile.gettempdir()) / f"briefgen-{name[:32]}.lock"):
            yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
