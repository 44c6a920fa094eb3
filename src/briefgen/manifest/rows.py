"""A manifest as a table: a row for each brief as it was built, or was not, for pages that list them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from briefgen.manifest.form import Build, Failure, File, Finding, Manifest, Unmade

Kind = Literal["error", "warning", "acknowledged", "note"]
KINDS: tuple[Kind, ...] = ("error", "warning", "acknowledged", "note")
"""What becomes of findings, the gravest first."""
FORMATS = ("html", "pdf", "docx", "md")
"""Formats in the order in which a reader wants them; others come behind."""


@dataclass(frozen=True)
class Row:
    """A brief as it was built, or was not. It has several rows where its files are of different times."""

    content: str
    """The content file."""
    title: str
    """The name of the content file, where no title is known."""
    language: str
    """Empty where it is not known."""
    template: str
    """The name of its template; empty where it is not known."""
    about: Build | Failure
    """What says how it is marked, and how it stands."""
    files: tuple[File, ...]
    """Its files, in the order of :data:`FORMATS`."""
    findings: tuple[Finding, ...]
    """What was found in it, and what the writers of its files found; each once, the gravest first."""
    failures: tuple[Failure, ...] = ()
    """Why files of it could not be made when that was last tried."""
    earlier: tuple[File, ...] = ()
    """Where it failed: files that stand there, and are of an earlier state."""

    @property
    def build(self) -> Build | None:
        """The build; None where all of it failed."""
        return self.about if isinstance(self.about, Build) and self.files else None

    @property
    def unmade(self) -> tuple[str, ...]:
        """The formats that could not be made, in the order of :data:`FORMATS`."""
        files = sorted((file for failure in self.failures for file in failure.files), key=_place)
        return tuple(dict.fromkeys(file.format for file in files))

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
    """Return rows for all builds and failures, in the order of the manifest.

    What failed makes one row with what was made of the same content file, and of what had been made before.
    """
    builds: dict[str, list[Build]] = {build.content.file: [] for build in manifest.builds}
    failures: dict[str, list[Failure]] = {failure.content: [] for failure in manifest.failures}
    for build in manifest.builds:
        builds[build.content.file].append(build)
    for failure in manifest.failures:
        failures[failure.content].append(failure)
    return [
        row
        for content in sorted({*builds, *failures})
        for row in _of_brief(manifest, builds.get(content, []), failures.get(content, []))
    ]


def _of_brief(manifest: Manifest, builds: Sequence[Build], failures: Sequence[Failure]) -> Iterator[Row]:
    earlier = [build for build in builds if failures and _is_earlier(build, failures)]
    current = [_built(manifest, build) for build in builds if build not in earlier]
    if not failures:
        yield from current
        return
    unbuilt, *others = current or [_unbuilt(manifest, failures, earlier)]
    why = [finding for failure in failures for finding in failure.findings]
    old = (file for build in earlier for file in build.files)
    yield replace(
        unbuilt, findings=_ordered([*why, *unbuilt.findings]), failures=tuple(failures), earlier=_in_order(old)
    )
    yield from others


def _is_earlier(build: Build, failures: Sequence[Failure]) -> bool:
    """Tell whether all files of a build are of an earlier state: of another content, or not to be made any more."""
    tried = {failure.sha256 for failure in failures if failure.sha256}
    unmade = {file.file for failure in failures for file in failure.files}
    return bool(tried - {build.content.sha256}) or unmade.issuperset(file.file for file in build.files)


def _built(manifest: Manifest, build: Build) -> Row:
    findings = [*build.findings, *(finding for file in build.files for finding in file.findings)]
    template = manifest.templates[build.template].name
    files = _in_order(build.files)
    return Row(build.content.file, build.title, build.language, template, build, files, _ordered(findings))


def _unbuilt(manifest: Manifest, failures: Sequence[Failure], earlier: Sequence[Build]) -> Row:
    """Return the row of a brief of which nothing was made. What could not be read of it, an earlier build may tell."""
    known = next((failure for failure in failures if failure.title is not None), failures[0])
    if known.title is None and earlier:
        return replace(_built(manifest, earlier[0]), files=(), findings=())
    return Row(known.content, known.title or known.content, known.language or "", known.template or "", known, (), ())


def _in_order(files: Iterable[File]) -> tuple[File, ...]:
    return tuple(sorted(files, key=_place))


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=lambda one: KINDS.index(kind(one))))


def _place(file: File | Unmade) -> tuple[int, str]:
    return (FORMATS.index(file.format) if file.format in FORMATS else len(FORMATS), Path(file.file).name)
