"""What travels with jobs to another machine: files, by their paths below the root of the file system.

There they are unpacked below a folder that stands for the root, so that every path between them stays what it is.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from briefgen.problems import BriefgenError, shown_path
from briefgen.project import Project, read_file
from briefgen.source import LIMIT_BYTES
from briefgen.values import Text
from briefgen.yamlfile import Mapping as Entries
from briefgen.yamlfile import parse


class Unfit(Exception):
    """A job cannot travel. Where it is, it will fail with the right words, or not."""


@dataclass(frozen=True)
class Parcel:
    """Files and folders."""

    files: Mapping[str, bytes]
    folders: tuple[str, ...] = ()
    """Folders that have to be there, empty or not."""

    @cached_property
    def digest(self) -> str:
        """What the parcel is known by: the same for the same contents."""
        total = hashlib.sha256("\n".join(sorted(self.folders)).encode(errors="surrogateescape"))
        for name, data in sorted(self.files.items()):
            total.update(f"\0{name}\0{hashlib.sha256(data).hexdigest()}".encode(errors="surrogateescape"))
        return total.hexdigest()


# --- Packing ----------------------------------------------------------------------------------------------------------
def below_root(path: Path) -> str:
    """Return a path as parcels name it."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - links are left as they are
    drive = whole.drive.replace(":", "").replace("\\", "/").strip("/")
    return "/".join(filter(None, (drive, whole.relative_to(whole.anchor).as_posix())))


def of_project(project: Project) -> Parcel:
    """Pack the templates and cue words of a project. Raises BriefgenError for what cannot be read."""
    files: dict[str, bytes] = {}
    folders = [below_root(Path.cwd()), below_root(project.root)]
    for folder in (project.templates, project.lexicons):
        if folder.is_dir():
            folders.append(below_root(folder))
            files |= {below_root(path): read_file(path, limit=LIMIT_BYTES) for path in sorted(_files(folder))}
    return Parcel(files, tuple(folders))


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder; what a link fetches from elsewhere does not travel."""
    home = folder.resolve()
    for path in folder.rglob("*"):
        if path.is_file() and path.resolve().is_relative_to(home):
            yield path


def of_brief(project: Project, brief: Path) -> Parcel:
    """Pack a content file and its sources. Raises Unfit where something is wrong with them."""
    try:
        data = read_file(brief)
        files = {below_root(brief): data}
        for name in _sources(parse(data, shown_path(brief))[0]):
            path = project.source_path(name, brief)
            files[below_root(path)] = read_file(path, limit=LIMIT_BYTES)
    except (BriefgenError, OSError) as error:
        raise Unfit from error
    return Parcel(files, (below_root(brief.parent),))


def _sources(raw: Entries) -> Iterator[Text]:
    """Yield the files of the sources that a content file names. Raises Unfit where it is not said in its usual form."""
    sources = raw.get("sources", [])
    for source in sources if isinstance(sources, list) else [sources]:
        file = source.get("file") if isinstance(source, Mapping) else source
        if not isinstance(file, str):
            raise Unfit
        yield Text(file)


# --- Unpacking --------------------------------------------------------------------------------------------------------
def unpack(parcel: Parcel, root: Path, written: list[Path] | None = None) -> None:
    """Unpack a parcel below a folder, and enter what is written. Raises ValueError for a path that leads out."""
    for name in parcel.folders:
        inside(root, name).mkdir(parents=True, exist_ok=True)
    for name, data in parcel.files.items():
        path = inside(root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not (path.is_file() and path.read_bytes() == data):  # A source may lie where templates do.
            with path.open("xb") as file:
                if written is not None:
                    written.append(path)
                file.write(data)


@contextmanager
def unpacked(parcel: Parcel, root: Path) -> Iterator[None]:
    """Unpack a parcel below a folder, and take its files away again. Raises ValueError for a path that leads out."""
    written: list[Path] = []
    try:
        unpack(parcel, root, written)
        yield
    finally:
        for path in written:
            path.unlink(missing_ok=True)


def inside(root: Path, name: str) -> Path:
    """Return a path below a folder. Raises ValueError for one that leads out of it."""
    parts = PurePosixPath(name).parts
    path = root.joinpath(*parts)
    leads_out = any(part == ".." or Path(part).name != part for part in parts)
    if leads_out or "\0" in name or not path.resolve().is_relative_to(root.resolve()):
        raise ValueError(f"the path {name!r} leads out of the folder for jobs")
    return path
