"""A template's files: where a name leads, and their text, read once a rendering."""

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from types import CodeType

from jinja2 import BaseLoader, TemplateNotFound, TemplateSyntaxError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.environment import Environment

from briefgen.problems import shown_path
from briefgen.project import read_file, shipped_templates
from briefgen.render.compiling import Outline
from briefgen.values import refused_character

OWN = "briefgen"
"""The folder under whose name the shipped templates can always be had: ``briefgen/memo/memo.md.j2``."""


class Outside(TemplateNotFound):
    """A name that leads out of the templates' folders."""


class Files(BaseLoader):
    """Reads the files of a template and of those it extends, and nothing else."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders
        self.texts: dict[str, tuple[str, ...]] = {}
        """The lines of the files that were read, by the name that places give these."""

    def find(self, name: str) -> Path | None:
        """Return the file of that name; None where there is none. Raises Outside."""
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if not parts:
            return None
        if ".." in parts or PurePosixPath(*parts).is_absolute() or ":" in parts[0]:
            raise Outside(name)
        for folder, rest in self._candidates(parts):
            path = folder.joinpath(*rest)
            if _is_file(path):
                if not path.resolve().is_relative_to(folder.resolve()):
                    raise Outside(name)
                return path
        return None

    def _candidates(self, parts: tuple[str, ...]) -> Iterator[tuple[Path, tuple[str, ...]]]:
        for folder in self.folders:
            yield folder, parts
        first, *rest = parts
        if first == OWN:
            yield shipped_templates(), tuple(rest)
        for folder in self.folders:
            if folder.name == first:
                yield folder, tuple(rest)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a file and its path, as Jinja asks for it."""
        path = self.find(template)
        if path is None:
            raise TemplateNotFound(template)
        return self.read(path), str(path), lambda: False

    def read(self, path: Path) -> str:
        """Return the text of a file. Raises BriefgenError, or TemplateSyntaxError for what is no text."""
        try:
            text = read_file(path).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise TemplateSyntaxError("the file is not UTF-8 text: save it as UTF-8", line, None, str(path)) from None
        self.texts[shown_path(path)] = tuple(text.split("\n"))
        bad = refused_character(text)
        if bad:
            line = text.count("\n", 0, bad[0]) + 1
            message = f"found the character {bad[1]}, which no document can hold: delete it"
            raise TemplateSyntaxError(message, line, None, str(path))
        return text

    def names(self) -> list[str]:
        """Return the names of the template files that there are."""
        return sorted({path.relative_to(folder).as_posix() for folder in self.folders for path in folder.rglob("*.j2")})


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # The name is longer than the system takes.
        return False


class Compiled(BytecodeCache):
    """Compiled templates, kept for the next rendering."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        """As they can travel to another process."""
        self.outline = Outline()
        self._read: dict[str, tuple[str, CodeType | None]] = {}
        """Those that this process has run; each with what tells whether it is of the same text."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept, if it is of the same text."""
        checksum, code = self._read.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])
            self._read[bucket.key] = bucket.checksum, bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        self.kept[bucket.key] = bucket.bytecode_to_string()
        self._read[bucket.key] = bucket.checksum, bucket.code
