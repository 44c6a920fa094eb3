"""Jobs that are done on another machine, by a worker that has this program and none of the files.

A worker there keeps processes of its own for them: what a brief may do to a process, it does not do to the cluster's.
"""

import hashlib
import os
import platform
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from briefgen import __version__
from briefgen.build.environment import environment
from briefgen.build.jobs import Job
from briefgen.build.outcome import Outcome
from briefgen.build.parcel import Parcel, below_root, inside, of_project, unpack, unpacked
from briefgen.build.work import perform
from briefgen.build.workers import Workers
from briefgen.inputs import TICK, Inputs
from briefgen.problems import COMMAND_LINE, BriefgenError, Problem, shown_path
from briefgen.project import Project, shipped_templates
from briefgen.values import Text
from briefgen.variables import EPOCH, stated
from briefgen.writers import WRITERS

KEPT = 4
"""The templates of so many projects are kept by a process."""


@dataclass(frozen=True)
class Setting:
    """What the jobs of a build share."""

    project: Project
    parcel: Parcel
    versions: Mapping[str, str]
    """Those of all that has a part in a document. With others, the same brief would make other bytes."""
    folder: str
    """The working folder, by which messages name files."""
    shipped: tuple[str, str]
    """The folder of this program's own templates: its path, and how messages show it."""
    epoch: str | None
    kept: bool
    """Whether outcomes may be kept for later builds."""


@dataclass(frozen=True)
class Sent:
    """A job with its files."""

    job: Job
    parcel: Parcel


def setting(project: Project, *, kept: bool) -> Setting:
    """Gather what the jobs of a project share. Raises BriefgenError for what cannot be read."""
    shipped = shipped_templates()
    return Setting(
        project,
        of_project(project),
        versions(),
        below_root(Path.cwd()),
        (str(shipped), shown_path(shipped)),
        os.environ.get(EPOCH),
        kept,
    )


# --- At the worker: a process of the cluster's ------------------------------------------------------------------------
_ALONE = threading.Lock()


def done_elsewhere(setting: Setting, sent: Sent, processes: int = 1, folder: str | None = None) -> Outcome:
    """Have a job done by one of this worker's own processes. Raises BrokenExecutor when that dies of it."""
    with _ALONE:
        station = _station(processes, folder)
    return station.submit(_done, setting, sent).result()


@cache
def _station(processes: int, folder: str | None) -> Workers:
    return Workers(processes, folder)


# --- In a process of the worker's own ---------------------------------------------------------------------------------
def _done(setting: Setting, sent: Sent) -> Outcome:
    """Do a job in a folder that stands for the root of the machine that it comes from. Raises BriefgenError."""
    _compare(setting.versions, versions())
    root = _root_of(setting.parcel)
    os.chdir(inside(root, setting.folder))
    with unpacked(sent.parcel, root), stated(EPOCH, setting.epoch):
        if setting.kept:
            time.sleep(TICK / 1e9)  # Of files that are newer than this, nobody can say that they are settled.
        project, job = _placed(setting.project, sent.job, root)
        outcome = perform(project, job, kept=setting.kept)
    return _told_at_home(outcome, sent.job, _home(root, setting.shipped))


_ROOTS: dict[str, Path] = {}


def _root_of(parcel: Parcel) -> Path:
    """Return the folder in which what all jobs share is unpacked."""
    if parcel.digest not in _ROOTS:
        while len(_ROOTS) >= KEPT:
            shutil.rmtree(_ROOTS.pop(next(iter(_ROOTS))), ignore_errors=True)
        root = Path(tempfile.mkdtemp(prefix="briefgen-")).resolve()
        unpack(parcel, root)
        _ROOTS[parcel.digest] = root
    return _ROOTS[parcel.digest]


def _placed(project: Project, job: Job, root: Path) -> tuple[Project, Job]:
    """Return a project and a job as they are below a folder. Raises ValueError for a path that leads out of it."""

    def placed(path: Path) -> Path:
        if path.is_absolute():
            return inside(root, below_root(path))
        return path

    settings = project.settings
    folders = {"templates": settings.templates, "lexicon": settings.lexicon}
    moved = {name: Text(str(placed(Path(folder)))) for name, folder in folders.items()}
    project = replace(project, root=placed(project.root), settings=settings.model_copy(update=moved))
    brief = placed(job.wish.brief)
    for path in (project.root, project.templates, project.lexicons, brief):
        if not path.resolve().is_relative_to(root):
            raise ValueError(f"the path {str(path)!r} leads out of the folder for jobs")
    return project, replace(job, wish=replace(job.wish, brief=brief))


def _home(root: Path, shipped: tuple[str, str]) -> Callable[[str], str]:
    """Return what makes of a text of this machine one of the machine that the job comes from."""
    here = str(shipped_templates())

    def told(text: str) -> str:
        return text.replace(here, shipped[1]).replace(f"{root.as_posix()}/", "/")

    return told


def _told_at_home(outcome: Outcome, job: Job, told: Callable[[str], str]) -> Outcome:
    problems = [
        replace(
            problem,
            place=replace(problem.place, file=told(problem.place.file)),
            message=told(problem.message),
            remedy=told(problem.remedy),
        )
        for problem in outcome.problems
    ]
    used = None if outcome.used is None else {told(name): digest for name, digest in outcome.used.items()}
    return replace(outcome, brief=job.brief, problems=problems, inputs=Inputs(), used=used)


# --- Versions ---------------------------------------------------------------------------------------------------------
@cache
def versions() -> Mapping[str, str]:
    """Return the versions of all that has a part in a document, in this process."""
    from briefgen.writers.pdf.renderer import shared

    with suppress(BriefgenError):  # Where it is missing, it has no version.
        shared()  # So that the libraries of the system are loaded.
    found = {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "briefgen": __version__,
        "briefgen's own code": _code(),
    }
    for form in WRITERS:
        made_by = environment(form)
        found |= made_by.libraries
        found |= {name: one.version or (one.sha256 or "")[:12] for name, one in made_by.native.items()}
    return found


def _code() -> str:
    """Return a digest of this program and of its templates: two that are being worked on have one version."""
    total = hashlib.sha256()
    for folder in (Path(__file__).parent.parent, shipped_templates()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                name = path.relative_to(folder).as_posix()
                total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()[:12]


def _compare(wanted: Mapping[str, str], here: Mapping[str, str]) -> None:
    """Raise BriefgenError where versions differ."""
    wrong = [name for name in sorted({*wanted, *here}) if wanted.get(name) != here.get(name)]
    if wrong:
        raise BriefgenError([differing(name, wanted.get(name), here.get(name)) for name in wrong])


def differing(name: str, wanted: str | None, found: str | None, where: str = "") -> Problem:
    """Say that a worker has another version of something."""
    what = f"the worker{where and ' '}{where or f' on {platform.node()}'} has {name} {found or '(none)'}"
    message = f"{what}, and this machine has {wanted or 'none'}: the same brief would make other bytes there"
    remedy = "install the same there: the same briefgen, from the same lock, on the same system"
    return Problem(COMMAND_LINE, "worker-differs", message, remedy)
