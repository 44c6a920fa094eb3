"""An executor whose workers are processes, each with a pipe of its own.

The standard library's has one queue for all. When a worker dies it gives up every job, and all other workers; and it
may wait for ever for one that dies while it hands over something long. Here a death costs the job that was being done,
and the place of the worker is filled.
"""

import contextlib
import pickle
import queue
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast

from briefgen import processes

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True)
class _Call:
    """Something to do, and whom to tell what came of it."""

    work: bytes
    """A function without arguments, pickled."""
    future: Future[Any] = field(default_factory=Future)


@dataclass(frozen=True)
class _Answer:
    """What came of a call."""

    result: Any = None
    error: Exception | None = None


class Workers(Executor):
    """Processes that do what is submitted, as many at a time as there are workers."""

    def __init__(self, count: int, folder: str | None = None) -> None:
        """``count`` is the number of workers. Their processes are started when there is something to do.

        ``folder`` is where they put things aside; the system's when None.
        """
        self._calls: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._alone = threading.Lock()
        self._closed = self._over = False
        self._starting = 0
        self._workers: set[_Worker] = set()
        # What workers put aside goes with it, however they end.
        self._folder = tempfile.TemporaryDirectory(prefix="briefgen-", dir=folder, ignore_cleanup_errors=True)
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Let a worker call a function, which must be fit for pickling, and so must be what it is given and returns."""
        if self._closed:
            raise RuntimeError("the workers have been sent away")
        call = _Call(pickle.dumps(partial(fn, *args, **kwargs)))
        self._calls.put(call)
        return call.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Send the workers away. Whoever neither waits for the work nor wants it has them ended at once."""
        self._closed = True
        if cancel_futures:
            self._cancel()
        for _ in self._threads:
            self._calls.put(None)
        if cancel_futures and not wait:
            self._end()
        if wait:
            for thread in self._threads:
                thread.join()
        if wait or cancel_futures:
            self._folder.cleanup()

    def _cancel(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                call = self._calls.get_nowait()
                if call is not None:
                    call.future.cancel()

    def _end(self) -> None:
        with self._alone:
            self._over = True
            for worker in self._workers:
                processes.end(worker.process)
            if self._starting:
                processes.end_source()

    # --- One worker, in a thread of its own ---------------------------------------------------------------------------
    def _serve(self) -> None:
        worker: _Worker | None = None
        while (call := self._calls.get()) is not None:
            if not call.future.set_running_or_notify_cancel():
                continue
            try:
                worker = worker or self._start()
                answer = worker.answer(call.work)
            except (EOFError, OSError) as error:
                self._leave(worker)
                worker = None
                call.future.set_exception(BrokenExecutor(f"the process died: {error}"))
            except Exception as error:  # What came cannot be read.
                call.future.set_exception(error)
            else:
                if answer.error is not None:
                    call.future.set_exception(answer.error)
                else:
                    call.future.set_result(answer.result)
        self._leave(worker)

    def _start(self) -> "_Worker":
        """Start a process, which takes long the first time. Raises EOFError when nobody wants it any more."""
        with self._counted():
            worker = _Worker(*processes.start(_work, self._folder.name))
        with self._alone:
            if not self._over:
                self._workers.add(worker)
                return worker
        self._leave(worker)
        raise EOFError

    @contextlib.contextmanager
    def _counted(self) -> Iterator[None]:
        with self._alone:
            if self._over:
                raise EOFError
            self._starting += 1
        try:
            yield
        finally:
            with self._alone:
                self._starting -= 1

    def _leave(self, worker: "_Worker | None") -> None:
        if worker is not None:
            with self._alone:
                self._workers.discard(worker)
            worker.end()


class _Worker(NamedTuple):
    process: processes.Process
    pipe: Connection

    def answer(self, work: bytes) -> _Answer:
        """Have something done. Raises EOFError or OSError when the process dies of it."""
        self.pipe.send_bytes(work)
        return cast(_Answer, self.pipe.recv())

    def end(self) -> None:
        self.pipe.close()
        processes.end(self.process)


def _work(pipe: Connection, folder: str) -> None:
    """Do what is sent, until nobody sends any more."""
    tempfile.tempdir = folder
    if hasattr(signal, "SIGIO"):
        signal.signal(signal.SIGIO, lambda *_: sys.exit())
        processes.end_surely(partial(shutil.rmtree, folder, ignore_errors=True))
    try:
        while True:
            work = pipe.recv_bytes()
            with processes.following(pipe.fileno()):  # Whoever waits for the answer may be killed.
                answer = _answer(work)
            pipe.send_bytes(answer)
    except EOFError:
        pass
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # Where all is well, it is gone already, and so is this process.


def _answer(work: bytes) -> bytes:
    try:
        answer = _Answer(pickle.loads(work)())
    except Exception as error:
        answer = _Answer(error=error)
    try:
        return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return pickle.dumps(_Answer(error=RuntimeError(f"{type(error).__name__}: {error}")))
