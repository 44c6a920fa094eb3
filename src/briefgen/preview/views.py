"""What is on screen: a brief in a template, with the last good document of each format."""

import hashlib
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefgen.preview.building import FORMATS, Checked, Ended, File, Making, Report, Task
from briefgen.problems import Problem, said_once, sort
from briefgen.watching import Watch


@dataclass(frozen=True)
class Shown:
    """A document that was made."""

    data: bytes
    digest: str
    pages: tuple[tuple[float, float], ...] = ()
    """Width and height of the pages of a PDF, in points."""
    old: bool = False
    """Whether the last making has none to put in its place."""


@dataclass(frozen=True)
class State:
    """What a view shows; replaced as a whole."""

    busy: bool = True
    pending: frozenset[str] = frozenset(FORMATS)
    """The formats that are still being made."""
    shown: Mapping[str, Shown] = field(default_factory=dict)
    found: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """The problems, by the stage or format that found them."""
    at: float = 0.0
    """When the last making ended, in seconds since 1970."""

    @property
    def problems(self) -> list[Problem]:
        """All problems, in order."""
        return said_once(sort(problem for part in self.found.values() for problem in part))


CHECKED, ENDED = "checked", "ended"
"""Stages that find problems, besides the formats."""


def begun(state: State) -> State:
    """Return the state of a view whose documents are being made."""
    return replace(state, busy=True, pending=frozenset(FORMATS))


def after(state: State, report: Report) -> State:
    """Return the state of a view after a report."""
    match report:
        case Checked(problems=problems, ready=ready):
            found = {**state.found, CHECKED: problems}
            return (
                replace(state, found=found) if ready else _without(replace(state, found={CHECKED: problems}), FORMATS)
            )
        case File(format=name, problems=problems):
            state = replace(state, found={**state.found, name: problems})
            if report.data is None:
                return _without(state, [name])
            made = Shown(report.data, hashlib.sha256(report.data).hexdigest(), report.pages)
            return replace(state, shown={**state.shown, name: made}, pending=state.pending - {name})
        case Ended(problems=problems):
            state = _without(state, state.pending)
            return replace(state, busy=False, found={**state.found, ENDED: problems}, at=time.time())


def _without(state: State, formats: Iterable[str]) -> State:
    """Mark documents as old, which the making has nothing to put in the place of."""
    old = {name: replace(state.shown[name], old=True) for name in formats if name in state.shown}
    return replace(state, shown={**state.shown, **old}, pending=state.pending - set(formats))


class View:
    """A brief in a template, and who looks at it."""

    def __init__(self, task: Task, watched: Iterable[Path]) -> None:
        self.task = task
        self.state = State()
        self.revision = 0
        self.listeners = 0
        self.inputs: frozenset[Path] = frozenset()
        """The files and folders that the last making has read."""
        self._changed = threading.Condition()
        self._watch = Watch([task.brief, *watched])
        self._making: Making | None = None
        self._began = 0

    def include(self, watched: Iterable[Path]) -> None:
        """Look at more files and folders."""
        with self._changed:
            self._watch.include(watched, 0)

    def look(self) -> None:
        """Make the documents anew if a file has changed, or if they were never made."""
        with self._changed:
            changed = self._watch.changed()
            if changed or self._began == 0:
                self._begin()

    def _begin(self) -> None:
        if self._making is not None:
            self._making.stop()
        self._began = time.time_ns()
        self._show(begun(self.state))
        self._making = Making(self.task, self._heard)

    def _heard(self, making: Making, report: Report) -> None:
        with self._changed:
            if making is not self._making:
                return  # A newer change has come in between.
            if isinstance(report, Checked):
                self.inputs = frozenset(report.inputs)
                self._watch.include(report.inputs, self._began)
            self._show(after(self.state, report))

    def _show(self, state: State) -> None:
        self.state = state
        self.revision += 1
        self._changed.notify_all()

    def wait(self, revision: int, seconds: float) -> tuple[int, State]:
        """Return the state and its number, once that is another one than ``revision``, or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self.revision != revision, seconds)
            return self.revision, self.state

    def listen(self, more: int) -> None:
        """Count who looks."""
        with self._changed:
            self.listeners += more

    def rest(self) -> None:
        """Stop what is being made, until somebody looks again."""
        with self._changed:
            if self._making is not None and self.state.busy:
                self._making.stop()
                self._began = 0
            self._making = None
