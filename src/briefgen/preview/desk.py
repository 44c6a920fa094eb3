"""Everything that a preview shows: the briefs and templates to choose from, the views of them, the files they name."""

import contextlib
import hashlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefgen import template
from briefgen.preview import editors
from briefgen.preview.building import FORMATS, Task
from briefgen.preview.views import Shown, State, View
from briefgen.problems import BriefgenError, Place, Problem, shown_path
from briefgen.project import MARK, find, shipped_templates

LIMIT_VIEWS = 12
LIMIT_FILES = 1000
LIMIT_EXCERPT = 400
LIMIT_BYTES = 4 * 2**20
"""The size of a file that is shown with its lines."""
PAUSE, REFRESH = 0.05, 1.0
"""Seconds from one look at the files to the next, and at the list of briefs."""
LINGER = 20.0
"""Seconds that a view is kept up to date when nobody looks at it any more: a page that is loaded anew comes back."""


@dataclass(frozen=True)
class Choice:
    """A brief that can be chosen."""

    ident: str
    path: Path


class Desk:
    """What there is to show, kept up to date."""

    def __init__(self, task: Task, editor: str = "", *, named: bool = True) -> None:
        """``task`` is what is shown first, and how all is made. ``named`` tells whether somebody named its brief."""
        self.task = replace(task, brief=task.brief.absolute())
        self.editor = editor
        self._named = named
        self._alone = threading.Lock()
        self._views: dict[tuple[Path, str | None], View] = {}
        self._quiet: dict[View, float] = {}
        self._files: dict[str, Path] = {}
        self.project = find(task.start)
        self.choices: tuple[Choice, ...] = ()
        self.templates: tuple[str, ...] = ()
        self.refresh()

    # --- Kept up to date ----------------------------------------------------------------------------------------------
    def refresh(self) -> None:
        """Look for briefs and templates that have come or gone."""
        with contextlib.suppress(BriefgenError):  # The making says what is wrong with the settings.
            self.project = find(self.task.start)
        paths = [self.task.brief] if self._named else []
        with contextlib.suppress(BriefgenError):
            paths += self.project.briefs()
        self.choices = tuple(Choice(_ident(path), path) for path in sorted({path.absolute() for path in paths}))
        self.templates = tuple(template.names((self.project.templates,), shipped_templates()))
        for view in self._all():
            view.include(self._watched())

    def _watched(self) -> list[Path]:
        project = self.project
        return [project.root / MARK, project.templates, project.lexicons, shipped_templates()]

    def look(self) -> None:
        """Make anew what has changed and is looked at."""
        now = time.monotonic()
        for view in self._all():
            if view.listeners:
                self._quiet.pop(view, None)
            elif now - self._quiet.setdefault(view, now) > LINGER:
                view.rest()
                continue
            view.look()

    def stop(self) -> None:
        """End all that is being made."""
        for view in self._all():
            view.rest()

    # --- What is asked for --------------------------------------------------------------------------------------------
    def _all(self) -> list[View]:
        with self._alone:
            return list(self._views.values())

    def view(self, brief: str | None, name: str | None) -> View | None:
        """Return the view of a brief, by its ident, in a template, "" being its own; None when there is no such thing.

        What is not given is what is shown first.
        """
        known = {choice.ident: choice.path for choice in self.choices}
        path = self.task.brief if brief is None else known.get(brief)
        name = self.task.template if name is None else name
        if path is None or (name and name not in self.templates and name != self.task.template):
            return None
        key = path, name or None
        with self._alone:
            if key not in self._views:
                self._make_room()
                self._views[key] = View(replace(self.task, brief=path, template=key[1]), self._watched())
            return self._views[key]

    def _make_room(self) -> None:
        for key, view in list(self._views.items()):
            if len(self._views) >= LIMIT_VIEWS and not view.listeners:
                view.rest()
                self._quiet.pop(view, None)
                del self._views[key]

    def document(self, digest: str) -> Shown | None:
        """Return a document that is on screen."""
        found = (one for view in self._all() for one in view.state.shown.values() if one.digest == digest)
        return next(found, None)

    def file(self, ident: str) -> Path | None:
        """Return a file that a problem has named."""
        return self._files.get(ident)

    # --- As data ------------------------------------------------------------------------------------------------------
    def told(self, view: View, state: State) -> dict[str, Any]:
        """Return what a page is told."""
        stem = view.task.brief.stem
        return {
            "brief": _ident(view.task.brief),
            "template": view.task.template or "",
            "briefs": [{"id": choice.ident, "name": shown_path(choice.path)} for choice in self.choices],
            "templates": list(self.templates),
            "busy": state.busy,
            "at": state.at,
            "formats": {name: _format(state, name, f"{stem}.{name}") for name in FORMATS},
            "problems": [self._problem(problem, view) for problem in state.problems],
        }

    def _problem(self, problem: Problem, view: View) -> dict[str, Any]:
        place = problem.place
        path = self._path(place, view)
        excerpt = problem.excerpt or (line_of(path, place.line) if path else "")
        return {
            "severity": str(problem.severity),
            "code": problem.code,
            "message": problem.message,
            "remedy": problem.remedy,
            "excerpt": excerpt.strip()[:LIMIT_EXCERPT],
            "accepted": problem.accepted,
            "place": str(place),
            "line": place.line,
            "column": place.column,
            "file": self._named_file(path) if path else "",
            "editor": editors.link(self.editor, path, place.line, place.column) if path and self.editor else "",
        }

    def _path(self, place: Place, view: View) -> Path | None:
        """Return the file of a place, if it is one of the project, or of a template that is used."""
        with contextlib.suppress(OSError, ValueError, RuntimeError):
            path = (view.task.folder / place.file).resolve(strict=True)
            folders = (self.project.root, view.task.brief.parent, shipped_templates(), *view.inputs)
            if path.is_file() and any(path.is_relative_to(folder.resolve()) for folder in folders):
                return path
        return None

    def _named_file(self, path: Path) -> str:
        ident = _ident(path)
        self._files[ident] = path
        for first in list(self._files)[:-LIMIT_FILES]:
            del self._files[first]
        return ident


def _ident(path: Path) -> str:
    return hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _format(state: State, name: str, file: str) -> dict[str, Any]:
    shown = state.shown.get(name)
    made = {"digest": shown.digest, "size": len(shown.data), "old": shown.old, "pages": shown.pages} if shown else {}
    return {"file": file, "pending": name in state.pending, "digest": "", "old": False, "pages": [], **made}


def lines(path: Path) -> str | None:
    """Return the text of a file; None for what is no text, is too large or cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT_BYTES + 1)
    except OSError:
        return None
    return None if b"\0" in data or len(data) > LIMIT_BYTES else data.decode("utf-8-sig", "replace")


def line_of(path: Path, line: int) -> str:
    """Return a line of a text file, counted from 1; nothing where there is none."""
    try:
        found = path.stat()
    except OSError:
        return ""
    there = _lines_of(path, found.st_mtime_ns, found.st_size)
    return there[line - 1] if 0 < line <= len(there) else ""


@lru_cache(maxsize=8)
def _lines_of(path: Path, *_marks: int) -> tuple[str, ...]:
    return tuple((lines(path) or "").splitlines())


def ticks(desk: Desk, over: threading.Event) -> Iterator[None]:
    """Keep a desk up to date until it is over."""
    last = time.monotonic()
    while not over.wait(PAUSE):
        desk.look()
        if time.monotonic() - last > REFRESH:
            desk.refresh()
            last = time.monotonic()
        yield
