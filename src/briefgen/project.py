"""Where things are: the root of a project, its folders, its briefs and their sources."""

from dataclasses import dataclass
from pathlib import Path

from briefgen.fields import Entry, Listed
from briefgen.problems import BriefgenError, Place, Problem, clip, did_you_mean, shown_path
from briefgen.validate import validate
from briefgen.values import Ident, Text
from briefgen.yamlfile import LIMIT_BYTES, read

MARK = "briefgen.yaml"
"""The file that makes a folder a project."""
SUFFIXES = (".yaml", ".yml")


class Settings(Entry):
    """What ``briefgen.yaml`` says. Every key may be left out, and so may all of them."""

    content: Text = Text("content")
    """The folder of the briefs."""
    templates: Text = Text("templates")
    """The folder of the project's own templates."""
    output: Text = Text("output")
    """The folder for what is built."""
    template: Ident = Ident("memo")
    """The template of briefs that name none."""
    formats: Listed[Text] = ()
    """The formats to build; all when left out."""


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
    def output(self) -> Path:
        """The folder for what is built; the working folder where there is no project."""
        return self.root / self.settings.output if self.declared else Path.cwd()

    def briefs(self) -> list[Path]:
        """Return the content files, sorted by name. Raises BriefgenError when there is no content folder."""
        if not self.content.is_dir():
            place = Place(shown_path(self.content))
            remedy = "run 'briefgen init' to make this folder a project, or name the files: briefgen build FILE"
            raise BriefgenError([Problem(place, "no-content", "there is no content folder here", remedy)])
        found = sorted(path for path in self.content.iterdir() if path.suffix in SUFFIXES and path.is_file())
        if not found:
            place = Place(shown_path(self.content))
            remedy = "write a brief there, such as first.yaml, or let 'briefgen init' write one"
            raise BriefgenError([Problem(place, "no-content", "the content folder holds no YAML file", remedy)])
        return found

    def source_path(self, file: Text, brief: Path) -> Path:
        """Return the path of a source file, looked for from the project's root, then from the brief's folder.

        Raises BriefgenError for a path that leads out of both.
        """
        place = file.place or Place(shown_path(brief))
        bases = [self.root, brief.parent]
        try:
            folders = [base.resolve() for base in bases]
            paths = [base / file for base in bases]
            inside = [path for path in paths if any(map(path.resolve().is_relative_to, folders))]
            there = [path for path in inside if path.exists()]
        except (OSError, RuntimeError) as error:  # RuntimeError: symbolic links that lead in a circle, in Python 3.11.
            raise BriefgenError([_cannot_read(place, clip(file), error)]) from None
        if not inside:
            message = f"the path '{clip(file)}' leads out of the project"
            remedy = "put the file inside the project's folder"
            raise BriefgenError([Problem(place, "path-outside", message, remedy)])
        return (there or inside)[0]


def find(start: Path) -> Project:
    """Return the project that a folder is in, or the folder itself with the defaults.

    Raises BriefgenError when the project's settings are wrong.
    """
    for folder in (start.absolute(), *start.absolute().parents):
        if _is_project(folder):
            return Project(folder, _settings(folder / MARK), declared=True)
    return Project(start.absolute(), Settings(), declared=False)


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
    return settings


def read_file(path: Path, named_at: Place | None = None) -> bytes:
    """Read a file whole. ``named_at`` is where the user named it.

    Raises BriefgenError when that cannot be done, or when the file is larger than any text that makes sense here.
    """
    place = named_at or Place(shown_path(path))
    shown = shown_path(path)
    try:
        if path.is_dir():
            remedy = "name a file in it"
            raise BriefgenError([Problem(place, "not-a-file", f"{shown} is a folder, expected a file", remedy)])
        with path.open("rb") as file:
            data = file.read(LIMIT_BYTES + 1)
        if len(data) > LIMIT_BYTES:
            message = f"{shown} has more than {LIMIT_BYTES // 2**20} MB"
            raise BriefgenError([Problem(place, "file-too-large", message, "is this the right file?")])
        return data
    except FileNotFoundError:
        raise BriefgenError([Problem(place, "no-such-file", f"there is no file {shown}", _near(path))]) from None
    except OSError as error:
        raise BriefgenError([_cannot_read(place, clip(shown), error)]) from None


def usable(path: Path, named_at: Place) -> Problem | None:
    """Say what is wrong with a file that the user named, without reading it: it is not there, or it is a folder."""
    try:
        path.stat()
    except FileNotFoundError:
        return Problem(named_at, "no-such-file", f"there is no file {shown_path(path)}", _near(path))
    except (OSError, RuntimeError) as error:
        return _cannot_read(named_at, clip(shown_path(path)), error)
    return None


def _cannot_read(place: Place, shown: str, error: OSError | RuntimeError) -> Problem:
    reason = getattr(error, "strerror", None) or "symbolic links lead in a circle"
    remedy = "check the name and the permissions of the file"
    return Problem(place, "cannot-read", f"{shown} cannot be read: {reason.lower()}", remedy)


def _near(path: Path) -> str:
    try:
        names = sorted(entry.name for entry in path.parent.iterdir())
    except OSError:
        return f"there is no folder {shown_path(path.parent)} either"
    return did_you_mean(path.name, names, "check the name and the folder")


def shipped_templates() -> Path:
    """Return the folder of the templates that come with briefgen: in the package, or at the repository's root."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent.parent / "templates"
