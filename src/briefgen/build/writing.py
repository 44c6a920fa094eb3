"""The writing of what was made: whole files, an editor's Word file spared, and the manifest of each folder."""

import contextlib
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from briefgen import manifest
from briefgen.build.cached import Cache
from briefgen.build.contents import Contents
from briefgen.build.jobs import Job
from briefgen.build.ledger import Ledger
from briefgen.build.outcome import Made, Outcome
from briefgen.build.settled import Settled
from briefgen.files import clear_unfinished, write_whole
from briefgen.problems import BriefgenError, Place, Problem, is_command, shown_path, sort
from briefgen.project import Project
from briefgen.writers import WRITERS


class Writing:
    """The writing of a batch. The manifests are written once, at its end."""

    def __init__(self, project: Project, jobs: Sequence[Job], cache: Cache | None = None) -> None:
        """``cache`` knows what stands in the folders."""
        self._project = project
        self._known = cache.known if cache else None
        self._listing = project.listed
        self._pictures: dict[str, bytes] = {}
        self._in_common: dict[tuple[str, Any], Any] = {}
        self._closed: set[Path] = set()
        folders: dict[str, set[str]] = {}
        for _, target in (target for job in jobs for target in job.targets):
            folder, name = os.path.split(target)
            folders.setdefault(folder, set()).add(name)
        names = {Path(folder): files for folder, files in folders.items()}
        self._folders = tuple(names)
        begin = _begin_list if project.listed else None
        formats = {*(project.settings.formats or WRITERS), *(name for job in jobs for name, _ in job.targets)}
        self._ledgers = {
            folder: Ledger(
                folder,
                files,
                begin,
                Settled(cache.store, cache.known, folder) if cache else None,
                contents=Contents(project.root, formats, own=folder.absolute() == project.output.absolute()),
            )
            for folder, files in names.items()
            if project.declared
        }

    def begin(self) -> None:
        """Clear away what earlier builds that were killed have left. It may be what fills the disk."""
        for folder in self._folders:
            clear_unfinished(folder)

    def write(self, job: Job, outcome: Outcome) -> None:
        """Write the documents of a job; what cannot be written is among the problems of the outcome."""
        documents, outcome.documents = outcome.documents, []
        if outcome.record is not None:
            outcome.record = manifest.in_common(outcome.record, self._in_common)
        files: dict[Path, list[manifest.Data]] = {}
        late: list[Problem] = []
        key = outcome.key
        for document in documents:
            outcome.pages = document.entry["pages"] if document.format == "pdf" else outcome.pages
            try:
                stands = self._stands(document)
                if document.data is None and not stands:
                    # It stood there a moment ago. Another build has written it since, and enters it.
                    outcome.unchanged.append(document.target)
                    key = ""
                    continue
                if stands and not job.force:
                    outcome.unchanged.append(document.target)
                else:
                    self._write(document, force=job.force)
                    outcome.written.append(document.target)
            except BriefgenError as error:
                late += error.problems
            else:
                files.setdefault(document.target.parent, []).append(document.entry)
                if document.picture:
                    self._pictures[document.sha256] = document.picture
        for folder, entries in files.items():
            if folder in self._ledgers and outcome.record is not None:
                self._ledgers[folder].note(manifest.with_files(outcome.record, entries), key)
        self._note_missing(job, outcome, late)
        outcome.problems = sort([*outcome.problems, *late])

    def _note_missing(self, job: Job, outcome: Outcome, late: Sequence[Problem]) -> None:
        if any(is_command(problem.place) for problem in outcome.problems):
            return  # What was wrong in the command is no fault of the brief.
        there = {*outcome.written, *outcome.unchanged}
        missing: dict[Path, list[tuple[str, Path]]] = {}
        for form, target in job.targets:
            if target not in there and target.parent in self._ledgers:
                missing.setdefault(target.parent, []).append((form, target))
        for folder, targets in missing.items():
            from briefgen.build.failing import unwritten  # It loads what makes memos.

            self._ledgers[folder].failed(unwritten(self._project, job, outcome, targets, late))

    def _stands(self, document: Made) -> bool:
        """Tell whether a document is in its place already; its entry is entered again, should that have been lost."""
        ledger = self._ledgers.get(document.target.parent)
        holds = partial(self._holds, document)
        return ledger.stands(document.target.name, holds) if ledger else holds()

    def _holds(self, document: Made) -> bool:
        target = document.target
        if self._known:
            return self._known.holds(str(target.absolute()), document.sha256)
        with contextlib.suppress(OSError):
            return target.is_file() and target.read_bytes() == document.data
        return False

    def _write(self, document: Made, *, force: bool) -> None:
        target, data = document.target, document.data
        assert data is not None
        ledger = self._ledgers.get(target.parent)
        with ledger.writing() if ledger else contextlib.nullcontext():
            if document.format == "docx" and not force:
                _spare_edited(target)
            written = write_whole(target, data)
            if ledger:
                ledger.wrote(target.name, written)
        if self._known:
            self._known.learn(str(target.absolute()), document.sha256, written)

    def close(self) -> list[Problem]:
        """Enter what was written into the manifests; return what is wrong with those."""
        problems: list[Problem] = []
        for folder, ledger in self._ledgers.items():
            try:
                ledger.close()
            except BriefgenError as error:
                problems += error.problems
            else:
                problems += self._list(folder)
        return problems

    def _list(self, folder: Path) -> list[Problem]:
        if not self._listing or folder in self._closed:
            return []
        from briefgen.build.listed import refresh  # What makes the list is loaded where one is wanted.

        self._closed.add(folder)
        return refresh(folder, self._pictures)


def _begin_list(folder: Path) -> None:
    from briefgen.build.listed import begin

    begin(folder)


def _spare_edited(path: Path) -> None:
    """Raise BriefgenError when there is a Word file that somebody has changed since it was built."""
    from briefgen.writers.docx.fingerprint import untouched

    try:
        edited = path.is_file() and not untouched(path.read_bytes())
    except OSError as error:
        message = f"the file cannot be read: {(error.strerror or str(error)).lower()}"
        remedy = "close it where it is open, or check its permissions"
        raise BriefgenError([Problem(Place(shown_path(path)), "cannot-write", message, remedy)]) from None
    if edited:
        message = "this Word file was edited since it was built (or was not built by briefgen), and was left as it is"
        remedy = "rename or move it, or overwrite it with --force"
        raise BriefgenError([Problem(Place(shown_path(path)), "edited-file", message, remedy)])
