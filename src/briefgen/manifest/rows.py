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
    """Files that stand there, and are of an earlier state."""
    is_lenient: bool = False
    """Whether those are what it is now, and only not what ``--strict`` lets pass."""

    @property
    def build(self) -> Build | None:
        """The build; None where all of it failed."""
        return self.about if isinstance(self.about, Build) and self.files else None

    @property
    def is_gone(self) -> bool:
        """Whether there is no such content file any more."""
        return isinstance(self.about, Build) and self.about.state == "gone"

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
    earlier = [build for build in builds if _is_earlier(build, failures)]
    current = [_built(manifest, build) for build in builds if build not in earlier]
    if not failures and not earlier:
        yield from current
        return
    unmade = {file.file for failure in failures for file in failure.files}
    rows = current or [_unbuilt(manifest, failures, earlier)]
    first = next((number for number, row in enumerate(rows) if any(file.file in unmade for file in row.files)), 0)
    old = [file for build in earlier for file in build.files]
    old += [file for row in rows for file in row.files if file.file in unmade]
    for number, row in enumerate(rows):
        kept = replace(row, files=tuple(file for file in row.files if file.file not in unmade))
        yield _with_past(kept, failures, earlier, _in_order(old)) if number == first else kept


def _with_past(row: Row, failures: Sequence[Failure], earlier: Sequence[Build], files: tuple[File, ...]) -> Row:
    why = [finding for failure in failures for finding in failure.findings]
    markings = (row.markings, (failure.marking for failure in failures), (build.marking for build in earlier))
    lenient = all(failure.strict for failure in failures) and not any(one.severity == "error" for one in why)
    tried = {failure.sha256 for failure in failures}
    return replace(
        row,
        markings=_without_gaps(*markings),
        findings=_ordered([*why, *row.findings]),
        failures=tuple(failures),
        earlier=files,
        is_lenient=bool(failures) and lenient and all(build.content.sha256 in tried for build in earlier),
    )


def _is_earlier(build: Build, failures: Sequence[Failure]) -> bool:
    """Tell whether all files of a build are of an earlier state: of another content, or not to be made any more."""
    tried = {failure.sha256 for failure in failures if failure.sha256}
    unmade = {file.file for failure in failures for file in failure.files}
    past = build.state != "current" or bool(tried - {build.content.sha256})
    return past or unmade.issuperset(file.file for file in build.files)


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
    """Return the row of a brief of which nothing is current. What could not be read of it, an earlier build tells."""
    about: Failure | Build | None = next((one for one in failures if one.identified), next(iter(failures), None))
    old = earlier[0] if earlier else None
    template = manifest.templates[old.template].name if old else ""
    if not isinstance(about, Failure):
        assert old
        return Row(old.content.file, old.title, old.language, template, (), old, (), ())
    return Row(
        about.content,
        about.title or (old.title if old else about.content),
        about.language or (old.language if old else ""),
        about.template or template,
        (),
        about,
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
