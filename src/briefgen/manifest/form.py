"""The form of a manifest, as data. Its JSON Schema is made from this (``python -m briefgen.manifest``)."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

FORMAT: Literal[2] = 2
"""The version of the form."""
CONFIG: dict[str, Any] = {"extra": "ignore"}
"""What pydantic is told of every class here. It is not imported: who only keeps a record has no need of it."""

Key = str
"""What a shared thing is called inside one manifest: the beginning of the SHA-256 of what is said of it."""


@dataclass(frozen=True)
class Input:
    """A file, or a folder with all its files, that a build was made of."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    file: str
    """Its path from the project's folder."""
    sha256: str


@dataclass(frozen=True)
class Link:
    """One folder of a template's chain."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    name: str
    """The name of the template, with ``briefgen/`` before that of one that comes with the program."""
    sha256: str
    """SHA-256 over the names and contents of its files."""


@dataclass(frozen=True)
class TemplateUsed:
    """A template as it came out, with all that it extends and all that the command set."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    name: str
    chain: tuple[Link, ...]
    """Its own folder, then those of the templates that it extends."""
    set: tuple[str, ...]
    """What the command set in place of the template's values, as ``KEY=VALUE``."""
    tokens: dict[str, Any]
    """The design tokens as they ended up; those that are not stated anywhere are left out."""


@dataclass(frozen=True)
class Native:
    """A library of the system's, as it was loaded."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    version: str | None
    """What it says of itself; null where it does not."""
    file: str | None
    """The name of the shared object; null where the library is a part of another one, such as of Python."""
    sha256: str | None
    """That of the shared object."""


@dataclass(frozen=True)
class Environment:
    """The programs that made a file."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    briefgen: str
    python: str
    platform: str
    """System and processor."""
    libraries: dict[str, str]
    """Python packages, each with its version; what they hold is pinned by the lock."""
    native: dict[str, Native]
    """Libraries of the system, which no lock pins."""


@dataclass(frozen=True)
class Font:
    """A font that a file carries characters of."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    family: str
    file: str | None
    """The name of the font file; null where it was not found."""
    version: str | None
    """What the font says of itself."""
    sha256: str


@dataclass(frozen=True)
class Finding:
    """What a check or a stage of the build found."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    severity: Literal["error", "warning", "note"]
    code: str
    message: str
    """What was found. Where that quotes words of a source that may not be passed on: what the code means."""
    remedy: str | None = None
    file: str | None = None
    """The file that it is in, from the project's folder; null for what was wrong in the command."""
    line: int | None = None
    column: int | None = None
    entry: str | None = None
    """The id of the entry that it is about."""
    acknowledged: bool = False
    """Whether the brief says that it may stand."""


@dataclass(frozen=True)
class Accepted:
    """An acknowledgement of the brief."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    code: str
    entry: str | None
    reason: str


@dataclass(frozen=True)
class Attached:
    """A file that travels inside a document."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    name: str
    sha256: str


@dataclass(frozen=True)
class File:
    """A file that was written."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    file: str
    """Its name in the folder of the manifest."""
    format: str
    sha256: str
    size: int
    """Its length in bytes."""
    environment: Key
    fonts: tuple[Key, ...] = ()
    """Those that it carries characters of."""
    pages: int | None = None
    """How many pages it has, where the format has pages that do not depend on the reader's machine: PDF."""
    variant: str | None = None
    """The kind of PDF that was asked for; null for the usual one."""
    attachments: tuple[Attached, ...] = ()
    findings: tuple[Finding, ...] = ()
    """What the writer of this format found."""


@dataclass(frozen=True)
class Asked:
    """What the command asked for, as far as it decides what the files are like."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    template: str | None = None
    """The template given with the command; null where the brief or the project names it."""
    draft: bool = False
    attach: bool = False


@dataclass(frozen=True)
class Coverage:
    """How many sentences the sources have, and what became of them."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    sentences: int
    used: int
    set_aside: int


@dataclass(frozen=True)
class Build:
    """One brief as it was built at one time, and the files of that build that are still there."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    title: str
    language: str
    """A BCP 47 tag."""
    marking: str | None
    """The protective marking, as printed."""
    status: str | None
    as_of: str | None
    """The state of knowledge: YYYY-MM-DD."""
    version: str | None
    """The version of the brief."""
    content: Input
    sources: tuple[Input, ...]
    lexicon: Input | None
    """The folder of the project's own cue words; null where there is none."""
    template: Key
    asked: Asked
    source_date_epoch: str | None
    """SOURCE_DATE_EPOCH, where the date in the files was taken from it."""
    words: int
    """Words of the text, notes left out; each character counts where words are not parted by blanks."""
    words_in_notes: int
    coverage: Coverage | None
    """Null where no source could be read."""
    checks: Key
    findings: tuple[Finding, ...]
    """What was found before any format was written."""
    acknowledgements: tuple[Accepted, ...]
    files: tuple[File, ...] = ()
    state: Literal["current", "superseded", "gone"] = "current"
    """Whether a later build was of another state of the content file, or there is no such content file any more."""


@dataclass(frozen=True)
class Unmade:
    """A file that could not be made."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    file: str
    """Its name in the folder of the manifest. One that stands there nevertheless is of an earlier build, or edited."""
    format: str


@dataclass(frozen=True)
class Failure:
    """One brief of which files could not be made when that was last tried."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    content: str
    """The content file, from the project's folder."""
    sha256: str | None = None
    """That of the content file; null where it could not be read."""
    identified: bool = False
    """Whether it could be read what the brief is. If not, what follows is null, and findings say no word of it."""
    title: str | None = None
    language: str | None = None
    marking: str | None = None
    status: str | None = None
    as_of: str | None = None
    version: str | None = None
    template: str | None = None
    """The name of the template, where it came so far that this was found."""
    strict: bool = False
    """Whether warnings counted as errors."""
    whole: bool = False
    """Whether nothing could be made of the brief, in whatever format."""
    findings: tuple[Finding, ...] = ()
    """What was found; what the codes mean in general where it is not known whether the words may be told."""
    files: tuple[Unmade, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """What stands in an output folder, what it was made of and how. Shared things are stated once, by keys."""

    __pydantic_config__: ClassVar[Any] = CONFIG

    builds: tuple[Build, ...] = ()
    templates: dict[Key, TemplateUsed] = field(default_factory=dict)
    environments: dict[Key, Environment] = field(default_factory=dict)
    fonts: dict[Key, Font] = field(default_factory=dict)
    checks: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    """The names of the checks that were run."""
    failures: tuple[Failure, ...] = ()
    manifest: Literal[2] = FORMAT
    """The version of this form."""
