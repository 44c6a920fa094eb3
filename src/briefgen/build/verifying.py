"""Whether an output folder holds what its project makes: all is built anew in a temporary folder, and compared."""

import tempfile
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen import listing, manifest
from briefgen.account import Wish
from briefgen.build import run
from briefgen.build.causes import Entry, causes, entries, mistold
from briefgen.build.jobs import Job
from briefgen.build.listed import made
from briefgen.build.outcome import Outcome
from briefgen.build.record import sha256
from briefgen.manifest.form import Build, Manifest
from briefgen.problems import BriefgenError, Place, Problem, Severity, shown_path, sort
from briefgen.project import Project, read_file

Follow = Callable[[Iterator[Outcome], int], Iterator[Outcome]]


def _unfollowed(outcomes: Iterator[Outcome], _: int) -> Iterator[Outcome]:
    return outcomes


LIMIT_BYTES = 2**30
"""A file of an output folder that is larger was not built by this program."""


@dataclass(frozen=True)
class Verdict:
    """What came of verifying a folder."""

    verified: tuple[str, ...]
    """The names of the files that are as they would be built now."""
    asked: int
    """How many files the manifest names."""
    problems: tuple[Problem, ...]


def verify(project: Project, folder: Path, *, workers: int = 1, follow: Follow = _unfollowed) -> Verdict:
    """Build anew what the manifest of a folder says was built, and compare. Nothing in the folder is touched.

    ``follow`` passes on what is built, and may show how far that is. Raises BriefgenError when there is no manifest
    that can be read.
    """
    recorded = _recorded(folder)
    known = entries(recorded)
    problems = [
        *_as_recorded(folder, known),
        *_unknown(folder, known),
        *_unbuilt(folder, recorded, known),
        *_list(folder),
    ]
    with tempfile.TemporaryDirectory(prefix="briefgen-verify-") as name:
        jobs = [job for build in recorded.builds for job in _jobs(project, recorded, build, Path(name))]
        with closing(run(_unlisted(project), jobs, workers=workers)) as outcomes:
            failures = _failures(project, follow(outcomes, len(jobs)))
        rebuilt = _read(Path(name))
    anew = entries(rebuilt)
    for file, then in known.items():
        problems += _compared(folder / file, then, anew.get(file), failures.get(then.build.content.file, ()))
    wrong = {problem.place.file for problem in problems if problem.severity is Severity.ERROR}
    verified = tuple(file for file in known if shown_path(folder / file) not in wrong)
    return Verdict(verified, len(known), tuple(sort(problems)))


def _recorded(folder: Path) -> Manifest:
    path = folder / manifest.NAME
    place = Place(shown_path(path))
    if not path.is_file():
        remedy = "build the briefs of a project first; a folder without one was not built by briefgen"
        raise BriefgenError([Problem(place, "no-manifest", "there is no manifest to verify the folder by", remedy)])
    data = read_file(path, limit=LIMIT_BYTES)
    if not manifest.is_whole(data):
        message = "this is not a manifest of this version of briefgen, or it was changed"
        raise BriefgenError([Problem(place, "bad-manifest", message, "build the briefs anew: briefgen build")])
    return manifest.read(data)


# --- What stands in the folder ----------------------------------------------------------------------------------------
def _as_recorded(folder: Path, known: dict[str, Entry]) -> Iterator[Problem]:
    """Report the files that are gone, and those that were changed since they were built."""
    for name, entry in known.items():
        path = folder / name
        place = Place(shown_path(path))
        if not path.is_file():
            yield Problem(place, "output-missing", "the file is gone since it was built", "build it anew")
        elif sha256(read_file(path, limit=LIMIT_BYTES)) != entry.file.sha256:
            message = "the file was changed after it was built"
            remedy = "build it anew; a Word file that was edited on purpose is better kept in another folder"
            yield Problem(place, "output-changed", message, remedy)


def _unknown(folder: Path, known: Iterable[str]) -> Iterator[Problem]:
    ours = {*known, manifest.NAME, listing.NAME}
    for path in sorted(folder.iterdir()):
        if path.name not in ours and not path.name.startswith("."):
            message = "the manifest does not know this file: it was not built, or of an earlier build"
            yield Problem(
                Place(shown_path(path)), "output-unknown", message, "remove it if nobody needs it", Severity.NOTE
            )


def _unbuilt(folder: Path, recorded: Manifest, known: Container[str]) -> Iterator[Problem]:
    """Report what could not be built, and was not before: of that, there is nothing to verify."""
    for failure in recorded.failures:
        for file in (file for file in failure.files if file.file not in known):
            message = f"the last build of {failure.content} could not make this file"
            remedy = "mend what it found, and build it anew"
            yield Problem(Place(shown_path(folder / file.file)), "output-not-built", message, remedy, Severity.NOTE)


def _list(folder: Path) -> Iterator[Problem]:
    """Report a list of briefs that is not that of the manifest."""
    path = folder / listing.NAME
    found = read_file(path, limit=LIMIT_BYTES) if path.is_file() else b""
    if found and listing.is_ours(found) and found != made(folder, (folder / manifest.NAME).read_bytes(), {}):
        message = "the list of briefs was changed, or is older than the manifest"
        yield Problem(Place(shown_path(path)), "output-changed", message, "delete it, and build a brief anew")


# --- Building anew ----------------------------------------------------------------------------------------------------
def _unlisted(project: Project) -> Project:
    """Return the project as one that has a manifest, and no list of briefs."""
    return replace(project, declared=True, settings=project.settings.model_copy(update={"index": False}))


def _failures(project: Project, outcomes: Iterable[Outcome]) -> dict[str, list[Problem]]:
    """Return what was wrong with each brief."""
    failures: dict[str, list[Problem]] = {}
    for outcome in outcomes:
        wrong = [problem for problem in outcome.problems if problem.severity is Severity.ERROR]
        failures.setdefault(project.within(outcome.brief), []).extend(wrong)
    return failures


def _read(folder: Path) -> Manifest:
    path = folder / manifest.NAME
    return manifest.read(path.read_bytes()) if path.is_file() else Manifest()


def _jobs(project: Project, recorded: Manifest, build: Build, folder: Path) -> Iterator[Job]:
    """Yield the jobs of a build, one for each kind of PDF."""
    asked = build.asked
    for variant in dict.fromkeys(file.variant for file in build.files):
        wish = Wish(
            brief=project.root / build.content.file,
            template=asked.template,
            draft=asked.draft,
            attach=asked.attach,
            settings={"pdf": {"variant": variant}} if variant else {},
            overrides=recorded.templates[build.template].set,
        )
        yield Job(wish, tuple((file.format, folder / file.file) for file in build.files if file.variant == variant))


# --- Comparing --------------------------------------------------------------------------------------------------------
def _compared(path: Path, then: Entry, now: Entry | None, failures: Sequence[Problem]) -> Iterator[Problem]:
    place = Place(shown_path(path))
    if now is None:
        reasons = "; ".join(dict.fromkeys(f"{one.place}: {one.message}" for one in failures)) or "its writer failed"
        remedy = "mend what is named, or remove the file if its brief is gone"
        yield Problem(place, "output-not-rebuilt", f"the file cannot be built any more: {reasons}", remedy)
        return
    since = causes(then, now)
    if now.file.sha256 == then.file.sha256:
        if not since and (wrong := mistold(then, now)):
            message = f"the manifest was changed: it has another {wrong} than the build of {then.file.file}"
            manifest_place = Place(shown_path(path.parent / manifest.NAME))
            yield Problem(manifest_place, "manifest-changed", message, "build the brief anew")
    elif since:
        message = f"the file would be another one now: {'; '.join(since)}"
        yield Problem(place, "output-outdated", message, "build it anew, or go back to what it was built with")
    else:
        message = "the same inputs make other bytes now, and nothing that the manifest knows has changed"
        remedy = "this is a bug in briefgen: please report it, with both files and the manifest"
        yield Problem(place, "output-not-reproducible", message, remedy)
