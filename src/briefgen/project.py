"""Where things are: the root of a project, its folders, its briefs and their sources."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import Field

from briefgen.fields import Entry, Listed
from briefgen.guarded import Bounds
from briefgen.problems import COMMAND_LINE, BriefgenError, Place, Problem, clip, did_you_mean, nearest, shown_path
from briefgen.validate import validate
from briefgen.values import Ident, Text
from briefgen.yamlfile import LIMIT_BYTES, read

MARK = "briefgen.yaml"
"""The file that makes a folder a project."""
SUFFIXES = (".yaml", ".yml")


class Limits(Entry):
    """How much a template, and a brief as a whole, may use up before the work is broken off."""

    seconds: Annotated[int, Field(ge=1, le=600)] = 10
    """Seconds of computing that a template may take."""
    memory: Annotated[int, Field(ge=16, le=16384)] = 512
    """Megabytes of memory that a template may take, on top of what the program has already."""
    output: Annotated[int, Field(ge=1, le=100)] = 2
    """Millions of characters that a template may print; a page has two thousand."""
    brief_seconds: Annotated[int, Field(ge=1, le=3600)] = 120
    """Seconds of computing that all documents of a brief may take together, from reading it to the last of them."""
    brief_memory: Annotated[int, Field(ge=64, le=65536)] = 2048
    """Megabytes of memory that all documents of a brief may take, on top of what the program has already."""

    @property
    def of_brief(self) -> Bounds:
        """What a brief may use up."""
        return Bounds(self.brief_seconds, self.brief_memory)


class CacheSettings(Entry):
    """What is kept of earlier builds."""

    size: Annotated[int, Field(ge=0, le=1_000_000)] = 1000
    """Megabytes that it may take up, for all projects of a user together; 0 for no cache."""


class Settings(Entry):
    """What ``briefgen.yaml`` says. Every key may be left out, and so may all of them."""

    content: Text = Text("content")
    """The folder of the briefs."""
    templates: Text = Text("templates")
    """The folder of the project's own templates."""
    lexicon: Text = Text("lexicon")
    """The folder of cue words that the project adds to a language."""
    output: Text = Text("output")
    """The folder for what is built."""
    template: Ident = Ident("memo")
    """The template of briefs that name none."""
    formats: Listed[Text] = ()
    """The formats to build; all when left out."""
    index: bool = True
    """Whether the output folder gets a page that lists all briefs, ``index.html``."""
    limits: Limits = Limits()
    """How much a template and a brief may use up."""
    cache: CacheSettings = CacheSettings()
    """What is kept of earlier builds, so that only what has changed is built."""


@dataclass(frozen=True)
class Project:
    """A project, or a folder that is none and has its defaults."""

    root: Path
    settings: Settings
    declared: bool
    """Whether the folder is a project."""

    @property
    def content(self) -> Path:
        """The folder of the briefs."""
        return self.root / self.settings.content

    @property
    def templates(self) -> Path:
        """The folder of the project's own templates."""
        return self.root / self.settings.templates

    @property
    def lexicons(self) -> Path:
        """The folder of the project's own cue words."""
        return self.root / self.settings.lexicon

    @property
    def output(self) -> Path:
        """The folder for what is built; the working folder where there is no project."""
        return self.root / self.settings.output if self.declared else Path.cwd()

    @property
    def listed(self) -> bool:
        """Whether a page beside the documents lists them."""
        return self.declared and self.settings.index

    def briefs(self) -> list[Path]:
        """Return the content files, those in sub-folders too, sorted by path.

        Raises BriefgenError when there is no content folder, or none in it.
        """
        place = Place(shown_path(self.content))
        try:
            is_folder = self.content.is_dir()
            found = sorted(self.yaml_files()) if is_folder else []
        except OSError as error:
            raise BriefgenError([_cannot_read(place, clip(shown_path(self.content)), error)]) from None
        if not is_folder:
            remedy = "run 'briefgen init' to make this folder a project, or name the files: briefgen build FILE"
            raise BriefgenError([Problem(place, "no-content", "there is no content folder here", remedy)])
        if not found:
            remedy = "write a brief there, such as first.yaml, or let 'briefgen init' write one"
            raise BriefgenError([Problem(place, "no-content", "the content folder holds no YAML file", remedy)])
        return found

    def has_briefs(self) -> bool:
        """Tell whether there is a content file."""
        try:
            return any(self.yaml_files())
        except OSError:
            return False

    def yaml_files(self) -> Iterator[Path]:
        """Yield the YAML files of the content folder: neither hidden ones, nor those of templates or what was built."""

        def refuse(error: OSError) -> None:
            raise error

        for name, folders, files in os.walk(self.content, onerror=refuse):
            folder = Path(name)
            others = {self.templates, self.lexicons, self.output}
            folders[:] = [sub for sub in folders if not sub.startswith(".") and folder / sub not in others]
            for file in files:
                path = folder / file
                if path.suffix.lower() in SUFFIXES and not file.startswith(".") and path != self.root / MARK:
                    yield path

    def read_brief(self, path: Path) -> bytes:
        """Read a content file. Raises BriefgenError, for a link that leads out of the project too."""
        if self.declared and leads_out(path, self.root) and not leads_out(path.parent, self.root):
            message = "the link leads out of the project"
            remedy = "put a copy of the file in its place, or name that file itself: briefgen build FILE"
            raise BriefgenError([Problem(Place(shown_path(path)), "path-outside", message, remedy)])
        return read_file(path)

    def within(self, path: Path) -> str:
        """Return a path as it is seen from the project's folder."""
        return Path(os.path.relpath(path.absolute(), self.root)).as_posix()

    def source_candidates(self, file: Text, brief: Path) -> list[Path]:
        """Return where a source file is looked for, in order."""
        return [self.root / file, brief.parent / file]

    def source_path(self, file: Text, brief: Path) -> Path:
        """Return the path of a source file, looked for from the project's root, then from the brief's folder.

        Raises BriefgenError for one that is not there, that is no file, or whose path leads out of both.
        """
        place = file.place or Place(shown_path(brief))
        if re.match(r"[a-z][a-z+.-]+://", file, re.IGNORECASE):
            message = f"found the address '{clip(file)}', expected a source, which is a file"
            remedy = "save the page (.txt, .html or .pdf) and name that file; the address goes to 'url:'"
            raise BriefgenError([Problem(place, "source-is-address", message, remedy)])
        paths = self.source_candidates(file, brief)
        try:
            folders = [base.resolve() for base in (self.root, brief.parent)]
            inside = [path for path in paths if any(map(path.resolve().is_relative_to, folders))]
            there = [path for path in inside if path.exists()]
        except (OSError, RuntimeError) as error:  # RuntimeError: symbolic links that lead in a circle, in Python 3.11.
            raise BriefgenError([_cannot_read(place, clip(file), error)]) from None
        if "\\" in file and not there:
            message = f"found '\\' in the path '{clip(file)}', expected '/'"
            remedy = f"write the path with /: {clip(file.replace(chr(92), '/'))}"
            raise BriefgenError([Problem(place, "bad-path", message, remedy)])
        if not inside or (not there and any(path not in inside and path.exists() for path in paths)):
            message = f"the path '{clip(file)}' leads out of the project"
            remedy = "put the file inside the project's folder"
            raise BriefgenError([Problem(place, "path-outside", message, remedy)])
        path = (there or inside)[0]
        if wrong := _unreadable(path, place, file):
            raise BriefgenError([wrong])
        return path


def leads_out(path: Path, folder: Path) -> bool:
    """Tell whether a path, its links followed, lies outside a folder; of what cannot be followed, reading will tell."""
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def find(start: Path) -> Project:
    """Return the project that a folder is in, or the folder itself with the defaults.

    Raises BriefgenError when the project's settings are wrong, or the working folder is there no more.
    """
    try:
        first = Path(os.path.normpath(start.absolute()))  # Takes '..' out.
    except OSError as error:
        message = f"the working folder cannot be found: {(error.strerror or str(error)).lower()}"
        problem = Problem(COMMAND_LINE, "no-folder", message, "change to a folder that is there")
        raise BriefgenError([problem]) from None
    for folder in (first, *first.parents):
        if _is_project(folder):
            return at(folder)
    return at(first)


def at(folder: Path) -> Project:
    """Return the project whose root is a folder, or the folder with the defaults.

    Raises BriefgenError when the project's settings are wrong.
    """
    declared = _is_project(folder)
    return Project(folder, _settings(folder / MARK) if declared else Settings(), declared)


def _is_project(folder: Path) -> bool:
    try:
        return (folder / MARK).is_file()
    except OSError:  # A folder that may not be looked into is no project of this user's.
        return False


def _settings(path: Path) -> Settings:
    data = read_file(path)
    if not any(line.strip() and not line.lstrip().startswith(b"#") for line in data.splitlines()):
        return Settings()
    settings, problems = validate(read(data, shown_path(path)), Settings)
    if settings is None:
        raise BriefgenError(problems)
    named = (settings.content, settings.templates, settings.lexicon, settings.output)
    folders = [folder for folder in named if folder.place]
    wrong = [problem for folder in folders if (problem := no_folder(path.parent / folder, folder.place, str(folder)))]
    wrong += _strays(path, settings)
    if wrong:
        raise BriefgenError(wrong)
    return settings


def _strays(path: Path, settings: Settings) -> Iterator[Problem]:
    """Report folders that lie outside the project: nobody's repository decides what else of a machine is used."""
    for name in ("content", "templates", "lexicon", "output"):
        folder: Text = getattr(settings, name)
        if leads_out(path.parent / folder, path.parent):
            message = f"the folder '{clip(folder)}' leads out of the project"
            remedy = "name a folder inside the project's, where briefgen.yaml stands"
            if name == "output":
                remedy = f"name a folder inside the project's, or build with --output {clip(folder)}"
            yield Problem(folder.place or Place(shown_path(path)), "path-outside", message, remedy)


def no_folder(path: Path, named_at: Place | None = None, written: str = "") -> Problem | None:
    """Say why a path cannot be a folder; one that is not there yet can. ``written`` is how the user named it."""
    place = named_at or Place(clip(shown_path(path), 100))
    try:
        if path.is_dir() or not path.exists():
            return None
    except (OSError, RuntimeError) as error:
        reason = _reason(error)
        return Problem(place, "cannot-write", f"no folder can be made here: {reason}", "name another folder")
    what = f"{clip(written)} is" if written else "this is"
    remedy = "name another folder, or rename the file"
    return Problem(place, "not-a-folder", f"{what} a file, expected a folder", remedy)


def read_file(path: Path, named_at: Place | None = None, limit: int = LIMIT_BYTES) -> bytes:
    """Read a file whole. ``named_at`` is where the user named it.

    Raises BriefgenError when that cannot be done, or when the file has more than ``limit`` bytes.
    """
    place = named_at or Place(shown_path(path))
    shown = path.name if named_at else shown_path(path)  # The place says the rest, wherever one works.
    if wrong := _unreadable(path, place, path.name if named_at else ""):
        raise BriefgenError([wrong])
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise BriefgenError([_cannot_read(place, clip(shown), error)]) from None
    if len(data) > limit:
        message = f"{shown} has more than {limit // 2**20} MB"
        raise BriefgenError([Problem(place, "file-too-large", message, "is this the right file?")])
    return data


def usable(path: Path, named_at: Place) -> Problem | None:
    """Say what is wrong with a file that the user named, without reading it."""
    return _unreadable(path, named_at)


def _unreadable(path: Path, place: Place, written: str = "") -> Problem | None:
    """Say why a file cannot be read, as far as that can be told without opening it (a pipe might never open)."""
    shown = clip(written or shown_path(path), 200)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return Problem(place, "no-such-file", f"there is no file {shown}", _near(path, written))
    except (OSError, RuntimeError) as error:
        return _cannot_read(place, clip(shown), error)
    if stat.S_ISDIR(mode):
        return Problem(place, "not-a-file", f"{shown} is a folder, expected a file", "name a file in it")
    if not stat.S_ISREG(mode) and not (stat.S_ISFIFO(mode) and str(path).startswith(_OPENED)):
        what = "a pipe" if stat.S_ISFIFO(mode) else "a device"
        return Problem(place, "not-a-file", f"{shown} is {what}, expected a file", "save its text in a file")
    return None


_OPENED = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""Pipes that are open already, as the shell's ``<(…)`` gives them: these have somebody who writes."""


def _cannot_read(place: Place, shown: str, error: OSError | RuntimeError) -> Problem:
    remedy = "check the name and the permissions of the file"
    return Problem(place, "cannot-read", f"{shown} cannot be read: {_reason(error)}", remedy)


def _reason(error: OSError | RuntimeError) -> str:
    return (getattr(error, "strerror", None) or "symbolic links lead in a circle").lower()


def _near(path: Path, written: str) -> str:
    """Return what to do about a path of which there is no file: of one in no folder, the path that may be meant."""
    try:
        names = sorted(entry.name for entry in path.parent.iterdir())
    except OSError:
        parts = PurePosixPath(written).parts
        if meant := _nearest_path(path):
            shown = Path(*meant.parts[-len(parts) :]).as_posix() if len(parts) > 1 else shown_path(meant)
            return f"did you mean '{clip(shown, 200)}'?"
        folder = PurePosixPath(written).parent if len(parts) > 1 else shown_path(path.parent)
        return f"there is no folder {clip(str(folder))} either"
    return did_you_mean(path.name, names, "check the name and the folder")


def _nearest_path(path: Path) -> Path | None:
    """Return a path that is there, with the names put right that are not; None where a name is like none."""
    found = Path(path.anchor)
    parts = path.relative_to(found).parts
    try:
        for number, part in enumerate(parts, 1):
            meant = part
            if not (found / part).exists():
                wanted = Path.is_file if number == len(parts) else Path.is_dir
                meant = nearest(part, sorted(one.name for one in found.iterdir() if wanted(one)))
            if not meant:
                return None
            found /= meant
    except OSError:
        return None
    return found


def shipped_templates() -> Path:
    """Return the folder of the templates that come with briefgen: in the package, or at the repository's root."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent.parent / "templates"
