"""Where jobs can be done besides this machine, by the scheme of an address: ``dask://HOST:PORT``."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from importlib import import_module

from briefgen.build.jobs import Job
from briefgen.build.outcome import Outcome
from briefgen.build.pool import Begin, Hire
from briefgen.problems import COMMAND_LINE, BriefgenError, Problem, did_you_mean
from briefgen.project import Project

EXECUTORS = {"dask": "briefgen.build.cluster:Cluster"}
"""Each scheme, and what makes an executor of the rest of the address."""
GROUP = "briefgen.executors"
"""The entry points by which other packages offer more: callables that take the rest of the address."""


def at(address: str) -> Hire:
    """Return what makes the executor of an address. Raises BriefgenError for an address that is none."""
    scheme, mark, where = address.partition("://")
    if mark and where and (make := _maker(scheme)):
        return lambda _: make(where)
    known = [*EXECUTORS, *_offered()]
    otherwise = f"known: {', '.join(f'{name}://HOST:PORT' for name in known)}"
    message = f"there is no executor at '{address}'"
    raise BriefgenError([Problem(COMMAND_LINE, "unknown-executor", message, did_you_mean(scheme, known, otherwise))])


def _maker(scheme: str) -> Callable[[str], Executor] | None:
    if scheme in EXECUTORS:
        module, _, name = EXECUTORS[scheme].partition(":")
        made: Callable[[str], Executor] = getattr(import_module(module), name)
        return made
    return _offered().get(scheme)


def _offered() -> dict[str, Callable[[str], Executor]]:
    from importlib.metadata import entry_points

    return {point.name: partial(_loaded, point.name) for point in entry_points(group=GROUP)}


def _loaded(name: str, where: str) -> Executor:
    from importlib.metadata import entry_points

    (point,) = entry_points(group=GROUP, name=name)
    made: Executor = point.load()(where)
    return made


# --- Handing over -----------------------------------------------------------------------------------------------------
def sending(project: Project, *, kept: bool) -> Begin:
    """Return what sends jobs off, with the files that they need. Raises BriefgenError for what cannot be read."""
    from briefgen.build.elsewhere import Sent, done_elsewhere, setting
    from briefgen.build.parcel import Unfit, of_brief
    from briefgen.build.work import perform

    shared = setting(project, kept=kept)

    def begin(executor: Executor, job: Job) -> Future[Outcome]:
        try:
            sent = Sent(job, of_brief(project, job.brief))
        except Unfit:
            here: Future[Outcome] = Future()
            here.set_result(perform(project, job, kept=kept))
            return here
        send = getattr(executor, "send", None)
        if send is None:
            return executor.submit(done_elsewhere, shared, sent)
        sending: Future[Outcome] = send(shared, sent)
        return sending

    return begin
