"""What is wanted of one brief, and what its making has to tell. Light to import: who only asks need not load how."""

import contextlib
import errno
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.inputs import Inputs
from briefgen.problems import BriefgenError, Place, Problem, clip, failing, said_once, shown_path, sort

if TYPE_CHECKING:
    from briefgen.model import Brief, Source
    from briefgen.source import SourceText


@dataclass(frozen=True)
class Wish:
    """What is wanted of one brief, in whatever format."""

    brief: Path
    template: str | None = None
    """The template; the brief's own when None."""
    strict: bool = False
    """Whether warnings fail."""
    draft: bool = False
    attach: bool = False
    """Whether the brief and its sources travel inside the PDF."""
    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What the writers of formats are told besides, as keywords."""
    overrides: tuple[str, ...] = ()
    """Values that win over what the template states, each as ``KEY=VALUE``."""

    def refuses(self, problems: list[Problem]) -> bool:
        """Tell whether problems end the making; a draft is always made."""
        return failing(problems, strict=self.strict) and not self.draft


@dataclass
class Reading:
    """What was read of a brief by now: for who has to tell of one that failed. It does not travel."""

    data: bytes = b""
    """The content file."""
    brief: "Brief | None" = None
    """The brief, if there is nothing wrong with it."""
    template: str = ""
    """The name of its template, once that is found."""
    texts: "Mapping[Source, SourceText]" = field(default_factory=dict)
    """Its sources, as far as they could be read."""
    told: list[Problem] = field(default_factory=list)
    """What is said of the documents that were made."""


@dataclass
class Account:
    """What a making has found so far. It outlives one that is broken off."""

    brief: Path
    title: str = ""
    """What the brief is called, once it is read."""
    problems: list[Problem] = field(default_factory=list)
    inputs: Inputs = field(default_factory=Inputs)
    """The files and folders that went in, those too that were looked for and are not there."""
    coverage: Mapping[str, int] = field(default_factory=dict)
    """How many sentences the sources have (``sentences``), and how many are ``used`` and ``set_aside``."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Wall time of each stage."""
    doing: str = "reading and checking it"
    """What is under way, in words that begin a message."""
    reading: Reading = field(default_factory=Reading)
    crash: str = ""
    """Where a bug in briefgen showed: the lines of its traceback."""
    clock: Callable[[], float] = time.perf_counter
    _last: float = field(init=False)

    def __post_init__(self) -> None:
        self._last = self.clock()

    def ended(self, stage: str) -> None:
        """Note that a stage has ended."""
        now = self.clock()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._last
        self._last = now

    @contextlib.contextmanager
    def closing(self) -> Iterator[None]:
        """Take down what ends the making, and put the problems in order."""
        try:
            yield
        except BriefgenError as error:
            self.problems += error.problems
        except Exception as error:  # What one brief meets must not cost the others their documents.
            reason = shortage(error)
            self.crash = "" if reason else traceback.format_exc()
            self.problems.append(_refused(self.brief, reason) if reason else _met_a_bug(self.brief, error))
        self.problems = said_once(sort(self.problems))


def _met_a_bug(brief: Path, error: Exception) -> Problem:
    message = f"internal error: {type(error).__name__}: {clip(str(error), 200)}"
    remedy = "this is a bug in briefgen: please report it; with --verbose it shows where it happened"
    return Problem(Place(shown_path(brief)), "internal-error", message, remedy)


def _refused(brief: Path, reason: str) -> Problem:
    message = f"the system refuses what its making needs: {reason}"
    remedy = "free space or memory, end other programs, or let fewer be made at a time: -j 1"
    return Problem(Place(shown_path(brief)), "system-refuses", message, remedy)


_SHORTAGES = {
    getattr(errno, name, None) for name in ("EAGAIN", "EDQUOT", "EMFILE", "ENFILE", "ENOMEM", "ENOSPC", "EROFS")
}


def shortage(error: Exception) -> str:
    """Return what the system is short of, where an error came of that; else nothing."""
    if isinstance(error, OSError) and error.errno in _SHORTAGES:
        return (error.strerror or str(error)).lower()
    if isinstance(error, RuntimeError) and str(error) == "can't start new thread":
        return "it can start no more threads"
    return ""
