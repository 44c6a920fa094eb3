"""The making of a brief's documents in a process of its own, which a newer change, or the clock, ends."""

import contextlib
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import processes
from briefgen.problems import Place, Problem, shown_path

if TYPE_CHECKING:
    from briefgen.account import Wish
    from briefgen.making import Ready

FORMATS = ("md", "html", "pdf", "docx")
"""What is made, in this order: what is quick to make is seen first."""
LIMIT_SECONDS = 60.0


@dataclass(frozen=True)
class Task:
    """What is to be made."""

    folder: Path
    """The working folder, by which places name files."""
    start: Path
    """Where to look for the project."""
    brief: Path
    template: str | None = None
    draft: bool = False
    overrides: tuple[str, ...] = ()
    """Values that win over what the template states, each as ``KEY=VALUE``."""
    kept: str = ""
    """A folder for what takes long to make, and is the same for many pages."""


# --- What a making reports --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Checked:
    """The brief is checked, rendered and parsed, or cannot be."""

    problems: tuple[Problem, ...]
    inputs: tuple[Path, ...]
    ready: bool


@dataclass(frozen=True)
class File:
    """A document in one format, or why there is none."""

    format: str
    data: bytes | None
    problems: tuple[Problem, ...]
    pages: tuple[tuple[float, float], ...] = ()
    """Width and height of the pages of a PDF, in points."""


@dataclass(frozen=True)
class Ended:
    """The making is over; with problems when it was broken off."""

    problems: tuple[Problem, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)


Report = Checked | File | Ended


class Making:
    """A making that is under way."""

    def __init__(self, task: Task, heard: Callable[["Making", Report], None], limit: float = LIMIT_SECONDS) -> None:
        """Start it. ``heard`` is called with each report, on a thread of its own."""
        self._task = task
        self._heard = heard
        self._limit = limit
        self._alone = threading.Lock()
        self._stopped = False
        self._process: processes.Process | None = None
        threading.Thread(target=self._listen, daemon=True).start()

    def stop(self) -> None:
        """End it."""
        with self._alone:
            self._stopped = True
            if self._process is not None:
                processes.end(self._process)

    def _listen(self) -> None:
        with self._alone:
            if self._stopped:
                return
            self._process, pipe = processes.start(work, self._task)
        ended = self._reports(pipe)
        with self._alone:
            processes.end(self._process)
            stopped = self._stopped
        if not stopped:
            self._heard(self, ended)

    def _reports(self, pipe: Connection) -> Ended:
        """Pass on all reports but the last, which is returned, or made up when it does not come."""
        until = time.monotonic() + self._limit
        place = Place(shown_path(self._task.brief))
        with contextlib.suppress(EOFError, OSError), pipe:
            while pipe.poll(max(0.0, until - time.monotonic())):
                report = pipe.recv()
                if isinstance(report, Ended):
                    return report
                self._heard(self, report)
            message = f"the documents were not made within {self._limit:.0f} seconds, and the making was ended"
            remedy = "look for what has no end in the template, or for very much text in the content"
            return Ended((Problem(place, "preview-too-slow", message, remedy),))
        message = "the process that makes the documents has died"
        remedy = "there may be too little memory; save a file to try again"
        return Ended((Problem(place, "preview-broken-off", message, remedy),))


# --- In the process ---------------------------------------------------------------------------------------------------
def work(pipe: Connection, task: Task) -> None:
    """Make the documents of a task, and report each as it is there."""
    # Imported here: the preview itself needs none of it.
    from briefgen.account import Account, Wish
    from briefgen.making import worded
    from briefgen.project import find

    os.chdir(task.folder)
    settings = {"html": {"kept": task.kept}}
    wish = Wish(task.brief, task.template, draft=task.draft, overrides=task.overrides, settings=settings)
    account, ready = Account(task.brief), None
    with account.closing():
        ready = worded(find(task.start), wish, account)
    pipe.send(Checked(tuple(account.problems), account.inputs.paths, ready is not None))
    if ready is not None:
        for name in FORMATS:
            ready = _file(pipe, name, ready, wish)
            account.ended(name)
    pipe.send(Ended(seconds=account.seconds))


def _file(pipe: Connection, name: str, ready: "Ready", wish: "Wish") -> "Ready":
    """Make one format, and report it. A document that is too long is measured with its PDF, and shown all the same."""
    from briefgen.account import Account
    from briefgen.making import made, sized
    from briefgen.preview.pictures import sizes

    account, data = Account(wish.brief), None
    pages: tuple[tuple[float, float], ...] = ()
    with account.closing():
        if name == "pdf":
            ready = replace(ready, length=sized(ready, account))
        written = made(ready, name, wish, account)
        data = written.data if written else None
        pages = sizes(data) if data and name == "pdf" else ()
    pipe.send(File(name, data, tuple(account.problems), pages))
    return ready
