"""An executor whose workers are those of a Dask cluster. The only module that imports distributed."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from functools import partial
from importlib import metadata
from typing import Any, ParamSpec, TypeVar

from briefgen import __version__
from briefgen.build.elsewhere import Sent, Setting, differing, done_elsewhere
from briefgen.build.outcome import Outcome
from briefgen.problems import COMMAND_LINE, BriefgenError, Problem, clip

T = TypeVar("T")
P = ParamSpec("P")

PORT = 8786
"""Where a scheduler listens when nobody says otherwise."""
LIMIT_SECONDS = 10.0
"""To find the scheduler, and a worker."""


class Cluster(Executor):
    """The workers of a Dask cluster that is there already."""

    def __init__(self, where: str) -> None:
        """``where`` is the scheduler's ``HOST:PORT``. Raises BriefgenError when it is not there, or has no workers."""
        try:
            from distributed import Client
        except ImportError:
            message = "the package distributed is not installed"
            problem = Problem(COMMAND_LINE, "no-cluster", message, "run: pip install 'briefgen[dask]'")
            raise BriefgenError([problem]) from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # What goes wrong, problems say.
        address = f"tcp://{where if where.rpartition(':')[2].isdigit() else f'{where}:{PORT}'}"
        try:
            make: Any = Client
            self._client: Any = make(address, timeout=LIMIT_SECONDS, set_as_default=False, name="briefgen")
        except (OSError, ValueError) as error:  # A timeout is an OSError.
            raise BriefgenError([_unreachable(address, error)]) from None
        try:
            self.workers = self._looked_at(address)
        except BaseException:
            self._client.close(timeout=1)
            raise
        self._futures: set[Any] = set()
        self._settings: dict[str, Any] = {}

    def _looked_at(self, address: str) -> int:
        """Return how many jobs the cluster can do at a time. Raises BriefgenError where it can do none of ours."""
        with suppress(TimeoutError):
            self._client.wait_for_workers(1, timeout=LIMIT_SECONDS)
        threads: Mapping[str, int] = self._client.nthreads()
        if not threads:
            message = f"the cluster at {address} has no worker"
            raise BriefgenError([Problem(COMMAND_LINE, "no-cluster", message, f"start one: dask worker {address}")])
        found = self._client.run(metadata.version, "briefgen", on_error="return")
        wrong = {where: version for where, version in found.items() if version != __version__}
        if wrong:
            raise BriefgenError(
                differing("briefgen", __version__, version if isinstance(version, str) else None, where)
                for where, version in wrong.items()
            )
        return sum(threads.values())

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a worker call a function, which must be fit for pickling, and so must be what it is given."""
        return self._passed(self._client.submit(fn, *args, pure=False, **kwargs))

    def send(self, setting: Setting, sent: Sent) -> Future[Outcome]:
        """Have a worker do a job. What jobs share travels once; it is a task, which is done anew when it is lost."""
        key = f"briefgen-{setting.parcel.digest}"
        if key not in self._settings:
            self._settings[key] = self._client.submit(_kept, setting, key=key)
        return self._passed(self._client.submit(_done, self._settings[key], sent, pure=False))

    def _passed(self, task: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        self._futures.add(task)
        task.add_done_callback(partial(self._end, future))
        return future

    def _end(self, future: Future[Any], task: Any) -> None:
        from distributed.scheduler import KilledWorker

        self._futures.discard(task)
        try:
            future.set_result(task.result())
        except KilledWorker as error:
            future.set_exception(BrokenExecutor(str(error)))
        except (ModuleNotFoundError, AttributeError) as error:  # It cannot even read what it is to do.
            future.set_exception(BriefgenError([_unlike(error)]))
        except BaseException as error:  # Cancelled, for one, which is no Exception.
            future.set_exception(error if isinstance(error, Exception) else BrokenExecutor(type(error).__name__))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take leave of the cluster."""
        with suppress(Exception):
            if cancel_futures:
                self._client.cancel([*self._futures, *self._settings.values()])
            self._client.close(timeout=1)


# --- At the worker ----------------------------------------------------------------------------------------------------
def _kept(setting: Setting) -> Setting:
    return setting


def _done(setting: Setting, sent: Sent) -> Outcome:
    from distributed import get_worker

    worker = get_worker()
    return done_elsewhere(setting, sent, worker.state.nthreads, worker.local_directory)


# --- What is wrong ----------------------------------------------------------------------------------------------------
def _unreachable(address: str, error: Exception) -> Problem:
    message = f"there is no Dask scheduler at {address}: {clip(str(error) or type(error).__name__, 120)}"
    return Problem(COMMAND_LINE, "no-cluster", message, "check the address; a cluster is started by: dask scheduler")


def _unlike(error: Exception) -> Problem:
    message = f"a worker has another briefgen than this machine, and cannot read the jobs: {clip(str(error), 120)}"
    return Problem(COMMAND_LINE, "worker-differs", message, f"install briefgen {__version__} there, as it is here")
