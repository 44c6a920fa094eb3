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
    markings: tuple[str, ...]
    """How it is marked, and then how its files of an earlier state are."""
    about: Build | Failure
    """What says how it stands."""
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

    What failed makes one row with what was made of the same content, and with what had been made before.
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
    current = [_built(manifest, build) for build in builds if not _is_earlier(build, failures)]
    if not failures:
        yield from current
        return
    earlier = [build for build in builds if _is_earlier(build, failures)]
    first, *others = current or [_unbuilt(manifest, failures, earlier)]
    unmade = {file.file for failure in failures for file in failure.files}
    yield replace(
        first,
        markings=_without_gaps(first.markings, (one.marking for one in failures), (build.marking for build in earlier)),
        files=tuple(file for file in first.files if file.file not in unmade),
        earlier=_in_order(file for build in builds for file in build.files if build in earlier or file.file in unmade),
        findings=_ordered([*(finding for failure in failures for finding in failure.findings), *first.findings]),
        failures=tuple(failures),
    )
    yield from others


def _is_earlier(build: Build, failures: Sequence[Failure]) -> bool:
    """Tell whether all files of a build are of an earlier state: of another content, or not to be made any more."""
    tried = {failure.sha256 for failure in failures if failure.sha256}
    unmade = {file.file for failure in failures for file in failure.files}
    return bool(tried - {build.content.sha256}) or unmade.issuperset(file.file for file in build.files)


def _built(manifest: Manifest, build: Build) -> Row:
    return Row(
        build.content.file,
        build.title,
        build.language,
        manifest.templates[build.template].name,
        _without_gaps([build.marking]),
        build,
        _in_order(build.files),
        _ordered([*build.findings, *(finding for file in build.files for finding in file.findings)]),
    )


def _unbuilt(manifest: Manifest, failures: Sequence[Failure], earlier: Sequence[Build]) -> Row:
    """Return the row of a brief of which nothing was made. What could not be read of it, an earlier build may tell."""
    failure = next((one for one in failures if one.identified), failures[0])
    if not earlier:
        title, language, template = failure.content, "", ""
    else:
        title, language = earlier[0].title, earlier[0].language
        template = manifest.templates[earlier[0].template].name
    return Row(
        failure.content,
        failure.title or title,
        failure.language or language,
        failure.template or template,
        (),
        failure if failure.identified or not earlier else earlier[0],
        (),
        (),
    )


def _without_gaps(*markings: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(marking for part in markings for marking in part if marking))


def _in_order(files: Iterable[File]) -> tuple[File, ...]:
    return tuple(sorted(files, key=_place))


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=lambda one: KINDS.index(kind(one))))


def _place(file: File | Unmade) -> tuple[int, str]:
    return (FORMATS.index(file.format) if file.format in FORMATS else len(FORMATS), Path(file.file).name)
