"""A manifest as a table: a row for each build of a brief, for pages and summaries that list them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefgen.manifest.form import Build, File, Finding, Manifest

Kind = Literal["error", "warning", "acknowledged", "note"]
KINDS: tuple[Kind, ...] = ("error", "warning", "acknowledged", "note")
"""What becomes of findings, the gravest first."""
FORMATS = ("html", "pdf", "docx", "md")
"""Formats in the order in which a reader wants them; others come behind."""


@dataclass(frozen=True)
class Row:
    """One build of a brief. A brief has several where its files are of different times."""

    build: Build
    template: str
    """The name of its template."""
    files: tuple[File, ...]
    """Its files, in the order of :data:`FORMATS`."""
    findings: tuple[Finding, ...]
    """What was found in it, and what the writers of its files found; each once, the gravest first."""

    @property
    def pages(self) -> int | None:
        """How many pages its PDF has; None where there is no PDF."""
        return next((file.pages for file in self.files if file.pages is not None), None)

    @property
    def counts(self) -> dict[Kind, int]:
        """How many findings of each kind there are."""
        found = Counter(map(kind, self.findings))
        return {name: found[name] for name in KINDS}

    def file(self, form: str) -> File | None:
        """Return the file of a format."""
        return next((file for file in self.files if file.format == form), None)


def kind(finding: Finding) -> Kind:
    """Say what becomes of a finding."""
    return "acknowledged" if finding.acknowledged else finding.severity


def rows(manifest: Manifest) -> list[Row]:
    """Return a row for each build, in the order of the manifest."""
    return [
        Row(
            build,
            manifest.templates[build.template].name,
            tuple(sorted(build.files, key=_place)),
            tuple(sorted(dict.fromkeys(_findings(build)), key=lambda one: KINDS.index(kind(one)))),
        )
        for build in manifest.builds
    ]


def _findings(build: Build) -> Iterator[Finding]:
    yield from build.findings
    for file in build.files:
        yield from file.findings


def _place(file: File) -> tuple[int, str]:
    return (FORMATS.index(file.format) if file.format in FORMATS else len(FORMATS), Path(file.file).name)
