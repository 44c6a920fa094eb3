"""The writing of what was made: whole files, an editor's Word file spared, and the manifest of each folder."""

import contextlib
import hashlib
from pathlib import Path
from typing import Any

from briefgen import manifest
from briefgen.build.jobs import Job
from briefgen.build.work import Made, Outcome
from briefgen.files import write_whole
from briefgen.problems import BriefgenError, Place, Problem, shown_path, sort


class Writing:
    """The writing of a batch. The manifests are written once, at its end."""

    def __init__(self, *, recorded: bool) -> None:
        """``recorded`` tells whether there are manifests."""
        self._recorded = recorded
        self._records: dict[Path, list[dict[str, Any]]] = {}

    def write(self, job: Job, outcome: Outcome) -> None:
        """Write the documents of a job; what cannot be written is among the problems of the outcome."""
        documents, outcome.documents = outcome.documents, []
        files: list[manifest.Output] = []
        for document in documents:
            try:
                _write(document, force=job.force)
            except BriefgenError as error:
                outcome.problems = sort([*outcome.problems, *error.problems])
            else:
                outcome.written.append(document.target)
                digest = hashlib.sha256(document.data).hexdigest()
                files.append(manifest.Output(document.target.name, document.format, digest))
        if files and self._recorded and outcome.record is not None:
            folder = job.targets[0][1].parent
            self._records.setdefault(folder, []).append(manifest.with_files(outcome.record, files))

    def close(self) -> list[Problem]:
        """Enter what was written into the manifests; return what is wrong with those."""
        problems: list[Problem] = []
        for folder, records in self._records.items():
            try:
                _enter(folder, records)
            except BriefgenError as error:
                problems += error.problems
        self._records.clear()
        return problems


def _write(document: Made, *, force: bool) -> None:
    if document.format == "docx" and not force:
        _spare_edited(document.target)
    write_whole(document.target, document.data)


def _spare_edited(path: Path) -> None:
    """Raise BriefgenError when there is a Word file that somebody has changed since it was built."""
    from briefgen.writers.docx.fingerprint import untouched

    if path.is_file() and not untouched(path.read_bytes()):
        message = "this Word file was edited since it was built (or was not built by briefgen), and was left as it is"
        remedy = "rename or move it, or overwrite it with --force"
        raise BriefgenError([Problem(Place(shown_path(path)), "edited-file", message, remedy)])


def _enter(folder: Path, records: list[dict[str, Any]]) -> None:
    path = folder / manifest.NAME
    with manifest.alone(folder):
        old = b""
        with contextlib.suppress(OSError):
            old = path.read_bytes()
        write_whole(path, manifest.joined(old, records, lambda name: (folder / name).is_file()))
