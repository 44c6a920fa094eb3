"""Briefs that are built again whenever something that goes into them is saved: what is quick to make first.

Processes wait for the next change with all that they need loaded. Each round has new ones, so that none has a memory of
what files held before; and a change that comes in between ends what they are doing, since it is for nothing.
"""

import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from briefgen import processes
from briefgen.build import Cache, Job, Outcome, run
from briefgen.build.workers import Workers
from briefgen.project import MARK, Project, shipped_templates
from briefgen.watching import Watch

QUICK = ("md", "html")
"""Formats that are made first: text, which somebody looks at while writing."""
PAUSE = 0.02
"""Seconds from one look at the files to the next."""
SOON = 0.005
"""The same, where the last has seen a change: mostly it is over by then."""
SHARE = 10
"""The look may take so small a part of the time; of very many files, it is taken less often."""
PATIENCE = 10
"""So many looks is a file that has gone given to come back."""

Planned = Sequence[tuple[Project, Sequence[Job]]]


class Superseded(Exception):
    """What is being built is out of date already."""


class Watched:
    """The briefs of a command, built again and again."""

    def __init__(self, plan: Callable[[], Planned], cache: Callable[[Project], Cache | None], workers: int) -> None:
        """``plan`` says what there is to build at a time, and raises BriefgenError when nothing can be."""
        self._plan, self._cache, self._workers = plan, cache, workers
        self._inputs: dict[Path, frozenset[str]] = {}
        self._crew = Crew(workers)
        self._news = threading.Condition()
        self._changed: set[str] = set()
        self._over = threading.Event()
        self._around: dict[Path, str] = {}
        self._watch = Watch([Path(MARK)], PATIENCE)

    # --- Rounds -------------------------------------------------------------------------------------------------------
    def round(self, changed: Iterable[str]) -> Generator[Outcome, None, None]:
        """Build what changed files touch, and what was not built yet. Raises BriefgenError as planning does.

        A brief has two outcomes: of what is quick to make, and of the rest. What a further change makes useless is not
        told: the next round builds it.
        """
        began, changed = time.time_ns(), {*changed}
        planned = self._plan()
        self._look_at(path for project, jobs in planned for path in _of_project(project, jobs))
        for project, jobs in planned:
            if str(project.root / MARK) in changed:
                self._forget(jobs)
            touched = [job for job in jobs if self._is_touched(job, changed)]
            self._forget(touched)
            for outcome in self._built(project, touched):
                self._look_at(_paths(project, outcome), began)
                yield outcome

    def _built(self, project: Project, jobs: Sequence[Job]) -> Iterator[Outcome]:
        halves = [half for quick in (True, False) for job in jobs if (half := _half(job, quick=quick)).targets]
        last = {half.brief: number for number, half in enumerate(halves)}
        try:
            cache, crew = self._known(project), self._crew.hire
            with closing(run(project, halves, workers=self._workers, hire=crew, cache=cache)) as outcomes:
                for number, outcome in enumerate(outcomes):
                    if last[outcome.brief] == number:
                        self._inputs[outcome.brief] = frozenset(map(str, _paths(project, outcome)))
                    yield outcome
        except Superseded:
            return

    def _known(self, project: Project) -> Cache | None:
        """Return the cache. What is around the project is taken for the same as long as this process is."""
        cache = self._cache(project)
        if cache and project.root in self._around:
            cache.surroundings = self._around[project.root]
        elif cache:
            self._around[project.root] = cache.surroundings
        return cache

    def _is_touched(self, job: Job, changed: set[str]) -> bool:
        inputs = self._inputs.get(job.brief)
        if inputs is None:
            return True
        return any(str(part) in inputs for path in map(Path, changed) for part in (path, *path.parents))

    def _forget(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            self._inputs.pop(job.brief, None)

    def _look_at(self, paths: Iterable[Path], since: int = 0) -> None:
        with self._news:
            self._watch.include([path.absolute() for path in paths], since or time.time_ns())

    # --- Between them -------------------------------------------------------------------------------------------------
    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look at the files all the while."""
        looker = threading.Thread(target=self._look, daemon=True)
        looker.start()
        try:
            yield
        finally:
            self._over.set()
            looker.join()
            self._crew.close()

    def _look(self) -> None:
        pause = PAUSE
        while not self._over.wait(pause):
            began = time.perf_counter()
            with self._news:
                changed = self._watch.changed()
                self._changed |= changed
                pause = SOON if self._watch.unsettled else PAUSE
            if changed:
                self._crew.end()
                with self._news:
                    self._news.notify_all()
            pause = max(pause, SHARE * (time.perf_counter() - began))

    def wait(self) -> frozenset[str]:
        """Wait until something has changed, and return that."""
        self._crew.renew()
        with self._news:
            while not self._changed:
                self._news.wait(0.5)  # Not for ever: where a wait cannot be interrupted, Ctrl-C has its turn.
            changed, self._changed = frozenset(self._changed), set()
        self._crew.begin()
        return changed


class Crew:
    """Workers who have come, and made something of no use, before there is something to do."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._alone = threading.Lock()
        self._over = False
        self._hired: list[Workers] = []
        self._waiting: Workers | None = None

    def renew(self) -> None:
        """Let new workers come, and load what they need."""
        with self._alone:
            if self._waiting is None:
                self._waiting = Workers(self._count)
                for _ in range(self._count):
                    self._waiting.submit(processes.rehearse)

    def begin(self) -> None:
        """Begin a round."""
        with self._alone:
            self._over, self._hired = False, []

    def hire(self, count: int) -> Executor:
        """Return workers for the round. Raises Superseded when it is over."""
        with self._alone:
            if self._over:
                raise Superseded
            hired, self._waiting = self._waiting or Workers(count), None
            self._hired.append(hired)
            return hired

    def close(self) -> None:
        """Send all home."""
        with self._alone:
            if self._waiting is not None:
                self._hired.append(self._waiting)
        self.end()

    def end(self) -> None:
        """End the round: those who are at work go home."""
        with self._alone:
            self._over = True
            hired, self._hired = self._hired, []
        for workers in hired:
            workers.shutdown(wait=False, cancel_futures=True)


def _half(job: Job, *, quick: bool) -> Job:
    return replace(job, targets=tuple(target for target in job.targets if (target[0] in QUICK) is quick))


def _of_project(project: Project, jobs: Sequence[Job]) -> Iterator[Path]:
    """Yield what may change what there is to build."""
    yield from (project.root / MARK, project.templates, project.lexicons, shipped_templates())
    yield from (job.brief for job in jobs)
    if any(job.brief.absolute().is_relative_to(project.content.absolute()) for job in jobs):
        yield project.content


def _paths(project: Project, outcome: Outcome) -> list[Path]:
    """Return what went into an outcome."""
    named = [project.root / name for name in outcome.used or ()]
    return [path.absolute() for path in (*named, *outcome.inputs.paths)]
