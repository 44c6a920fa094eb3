"""What was built before and need not be built again.

A job is known by what is asked, by whom and where (:func:`_asked`), and by the digests of all that went into it, which
only its making can tell. So two steps lead to an outcome: ``needs`` says by what was asked which files went in, those
too that were looked for and are not there; ``outcomes`` says by what these hold now what came of it. Outcomes with
errors are not kept: what somebody mends may be outside all this.
"""

import dataclasses
import json
import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from briefgen.account import Account
from briefgen.build.jobs import Job
from briefgen.build.outcome import Made, Outcome
from briefgen.cache.coded import Coding, Lost
from briefgen.cache.known import Known
from briefgen.cache.place import Unusable, opened, place
from briefgen.cache.store import Store, key_of
from briefgen.cache.surroundings import surroundings
from briefgen.inputs import Unsettled
from briefgen.problems import COMMAND_LINE, BriefgenError, Place, Problem, Severity, clip, failing, shown_path
from briefgen.project import Project, shipped_templates
from briefgen.writers import WRITERS

SIZE = "BRIEFGEN_CACHE_SIZE"
"""The environment variable that says how large the cache may become, in megabytes."""
VARIANTS = 4
"""Of so many sets of inputs is remembered that a brief was once made of them."""

RECENT = 2000
"""So many outcomes that were found sound stay in memory until it is their turn."""
LONG = 200
"""Characters of a part of a record from which on it stands apart."""
_APART = "apart"

_CODING = Coding(Problem, Place, Severity)
_OF_THIS_BUILD = {
    "brief",
    "inputs",
    "seconds",
    "crash",
    "doing",
    "clock",
    "documents",
    "written",
    "unchanged",
    "pages",
    "record",
    "failure",
    "reading",
    "used",
    "key",
}
"""Fields of an outcome that are not kept as they are."""
_KEPT = [one.name for one in dataclasses.fields(Outcome) if one.init and one.name not in _OF_THIS_BUILD]


class Shelf(NamedTuple):
    """Where documents of single formats are. It can be pickled, and goes with jobs to the workers of this machine."""

    folder: Path
    surroundings: str
    limit: int


class Cache:
    """What is known of a project's earlier builds, during one build."""

    def __init__(self, project: Project, store: Store, limit: int) -> None:
        """``limit`` is the size of all that is kept, in bytes."""
        self.store = store
        self._project = project
        self._root = str(project.root)
        self._limit = limit
        self.known = Known(self.store, key_of(["known", self._root]))
        self._shared: dict[str, Any] = {}
        self._told: dict[str, dict[str, Any]] = {}
        self._named: dict[str, list[str]] = {}

    @cached_property
    def surroundings(self) -> str:
        """The digest of all that is around the project."""
        return surroundings(self.known)

    @property
    def shelf(self) -> Shelf | None:
        """Where documents of single formats are kept, for whoever makes them."""
        folder = self.store.folder
        return Shelf(folder, self.surroundings, self._limit) if folder else None

    # --- Before -------------------------------------------------------------------------------------------------------
    def knows(self, job: Job) -> str | None:
        """Return the key of what came of a job before, if all that went in is still the same."""
        if job.force or not _is_kept(job):
            return None
        asked = self._asked(job)
        for need in self._needs(asked):
            try:
                key = key_of([asked, need, [self.known.digest(self._path(name)) for name in need["files"]]])
            except (Unsettled, OSError):
                continue
            if need["root"] in ("", self._root) and self._is_whole(job, key):
                return key
        return None

    def _is_whole(self, job: Job, key: str) -> bool:
        found = self.store.get("outcomes", key)
        if found is None:
            return False
        told = json.loads(found.data.decode())
        for target, digest in self._documents(job, told):
            if found.rested:
                self.store.use_blob(digest)
            if not self._stands(target, digest) and not self.store.has_blob(digest):
                return False
        if len(self._told) < RECENT:
            self._told[key] = told
        return True

    def recalled(self, job: Job, key: str) -> Outcome | None:
        """Return what came of a job before, by its key; None where that is not to be found any more."""
        told = self._told.pop(key, None)
        if told is None and (found := self.store.get("outcomes", key)):
            told = json.loads(found.data.decode())
        try:
            return self._outcome(job, key, told) if told else None
        except (Lost, KeyError, Unsettled, OSError):
            return None

    def _outcome(self, job: Job, key: str, told: dict[str, Any]) -> Outcome:
        fields = {name: _CODING.value(told["fields"][name], self.store.get_blob) for name in _KEPT}
        fields["record"] = {name: self._whole(said) for name, said in told["record"].items()}
        documents = []
        for (target, digest), one in zip(self._documents(job, told), told["documents"], strict=True):
            data = None if self._stands(target, digest) else self.store.get_blob(digest)
            if data is None and not self._stands(target, digest):
                raise Lost(digest)
            # The list of briefs has the picture of what stands already.
            picture = self.store.get_blob(one["picture"]) if data is not None and one["picture"] else None
            documents.append(Made(one["format"], target, data, one["entry"], picture or b""))
        used = {name: self.known.digest(self._path(name)) for name in told["files"]}
        return Outcome(job.brief, documents=documents, key=key, used=used, **fields)

    @staticmethod
    def _documents(job: Job, told: dict[str, Any]) -> list[tuple[Path, str]]:
        targets = dict(job.targets)
        return [(targets[one["format"]], one["entry"]["sha256"]) for one in told["documents"]]

    def _stands(self, target: Path, digest: str) -> bool:
        try:
            return self.known.digest(str(target.absolute())) == digest
        except (Unsettled, OSError):
            return False

    # --- After --------------------------------------------------------------------------------------------------------
    def keep(self, job: Job, outcome: Outcome) -> None:
        """Keep what came of a job, which is not written yet, if a later build may rely on it."""
        whole = len(outcome.documents) == len(job.targets) and not failing(outcome.problems)
        if outcome.used is None or outcome.key or not whole or not _is_kept(job):
            return
        fields = {name: _CODING.plain(getattr(outcome, name), self.store.put_blob) for name in _KEPT}
        pictures = (self.store.put_blob(one.picture) if one.picture else "" for one in outcome.documents)
        documents = [
            {"format": one.format, "entry": one.entry, "picture": picture}
            for one, picture in zip(outcome.documents, pictures, strict=True)
        ]
        for one in outcome.documents:
            self.store.put_blob(one.data or b"")
        record = outcome.record or {}
        told = json.dumps({"fields": fields, "documents": documents, "record": record})
        # What names the project's folder is true of that one only.
        rooted = json.dumps(self._root)[1:-1] in told
        need = {"root": self._root if rooted else "", "files": sorted(outcome.used)}
        asked = self._asked(job)
        key = key_of([asked, need, [outcome.used[name] for name in need["files"]]])
        parts = {name: self._part(said) for name, said in record.items()}
        told = json.dumps({"fields": fields, "documents": documents, "record": parts, **need})
        self.store.put("outcomes", key, told.encode())
        outcome.key = key
        needs = self._needs(asked)
        if need not in needs:
            self.store.put("needs", asked, json.dumps([need, *needs][:VARIANTS]).encode())

    def _part(self, said: Any) -> Any:
        """Return a part of a record: one that many share, as template and libraries are, stands apart."""
        data = json.dumps(said)
        return {_APART: self.store.put_blob(data.encode())} if len(data) > LONG and isinstance(said, dict) else said

    def _whole(self, said: Any) -> Any:
        if not isinstance(said, dict) or (key := said.get(_APART)) is None:
            return said
        if key not in self._shared:
            data = self.store.get_blob(key)
            if data is None:
                raise Lost(key)
            self._shared[key] = json.loads(data)
        return self._shared[key]

    def close(self) -> list[Problem]:
        """Keep what is known for the next build, and to the limit; say why nothing was kept, where that is so."""
        self.known.close()
        self.store.close(self._limit)
        return [_unused(self.store.refused)] if self.store.refused else []

    # --- Keys ---------------------------------------------------------------------------------------------------------
    def _needs(self, asked: str) -> list[dict[str, Any]]:
        found = self.store.get("needs", asked)
        return list(json.loads(found.data.decode())) if found else []

    def _path(self, name: str) -> str:
        return os.path.join(self._root, name)  # noqa: PTH118 - a Path costs ten times as much

    def _asked(self, job: Job) -> str:
        wish = job.wish
        # Messages name files as they are seen from the working folder.
        folder, name = os.path.split(wish.brief)
        if folder not in self._named:
            self._named[folder] = [shown_path(Path(folder)), self._project.within(Path(folder))]
        where = [*self._named[folder], name]
        what = [wish.template, wish.strict, wish.draft, wish.attach, wish.overrides]
        settings = {name: dict(values) for name, values in wish.settings.items()}
        return key_of([self._everywhere, where, what, settings, [name for name, _ in job.targets]])

    @cached_property
    def _everywhere(self) -> str:
        project = self._project
        settings = project.settings.model_dump(mode="json", exclude={"cache", "output"})
        seen = [shown_path(project.root), shown_path(shipped_templates())]
        return key_of([self.surroundings, settings, project.declared, seen])


def _is_kept(job: Job) -> bool:
    """Tell whether a job's outcome is kept; what a format of another package depends on, nobody here knows."""
    return bool(job.targets) and all(name in WRITERS for name, _ in job.targets)


def used(project: Project, account: Account) -> Mapping[str, str] | None:
    """Return the digests of the inputs of a making, by their paths as the project sees them."""
    found = account.inputs.digests()
    return None if found is None else {_name(project.root, path): digest for path, digest in found.items()}


def _name(root: Path, path: Path) -> str:
    try:
        return path.absolute().relative_to(root).as_posix()
    except ValueError:
        return str(path.absolute())


# --- Where, and how large ---------------------------------------------------------------------------------------------
def cache_of(project: Project) -> Cache | None:
    """Return the user's cache for a project; None where there is to be none.

    Raises BriefgenError for a size that is none. Where the cache cannot be used, nothing is kept in it.
    """
    size = limit(project)
    if size == 0:
        return None
    try:
        store = Store(opened(place()))
    except Unusable as error:
        store = Store(None, str(error))
    return Cache(project, store, size)


def limit(project: Project) -> int:
    """Return how large the cache may become, in bytes; 0 for no cache. Raises BriefgenError for a size that is none."""
    stated = os.environ.get(SIZE, "").strip()
    if not stated:
        return project.settings.cache.size * 2**20
    if not (stated.isascii() and stated.isdigit()):
        message = f"found {SIZE}={clip(stated)}, expected megabytes, such as 500; 0 for no cache"
        raise BriefgenError([Problem(COMMAND_LINE, "bad-cache-size", message, "mend the variable, or unset it")])
    return int(stated) * 2**20


def _unused(reason: str) -> Problem:
    message = f"nothing is kept in the cache, and every build does all the work: {reason}"
    remedy = "name another folder in BRIEFGEN_CACHE, or build with --no-cache to hear no more of it"
    try:
        where = Place(shown_path(place()))
    except Unusable:
        where = COMMAND_LINE
    return Problem(where, "cache-not-used", message, remedy, Severity.NOTE)
