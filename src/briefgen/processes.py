"""Processes that are ready at once: each is forked from one that has done nothing but warm up.

So it has no memory of what an earlier one read, and no thread of the program's. Where a system cannot fork, a process
starts from nothing, and slower.
"""

import contextlib
import importlib
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any, Protocol

from briefgen import memory

PRELOADED = ["briefgen.cli", "briefgen.build.workers", "briefgen.warm"]
"""What the process to fork from has loaded. The first, because a new process imports the main module once more; the
last leaves all that is there then out of what Python looks through."""


def rehearse() -> None:
    """Do here once more what the process to fork from has done.

    What a forked process touches for the first time is copied then: who has time for that before gains a seventh.
    """
    importlib.import_module(PRELOADED[-1]).warm()


class Process(Protocol):
    """What is started here."""

    @property
    def pid(self) -> int | None:
        """Its number."""

    def is_alive(self) -> bool:
        """Tell whether it has not ended."""

    def kill(self) -> None:
        """End it."""

    def join(self) -> None:
        """Wait for its end."""


def start(work: Callable[..., None], *given: Any) -> tuple[Process, Connection]:
    """Start ``work(pipe, *given)`` in a process; return that, and this end of the pipe."""
    if multiprocessing.current_process().daemon:
        return _started_anew(work, *given)
    known = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if "forkserver" in known else "spawn")
    context.set_forkserver_preload(PRELOADED)
    ours, theirs = context.Pipe()
    with theirs, _undisturbed():
        process = context.Process(target=_begin_here, args=(dict(os.environ), work, theirs, *given), daemon=True)
        process.start()
    return process, ours


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep Ctrl-C from what is started: it would end that in the middle of its imports, with a traceback.

    The signal is held back rather than ignored. New processes inherit that, and here it comes a little later.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # When it starts, it lets the signal through again.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# --- Where multiprocessing starts none: in the workers of somebody else's pool ----------------------------------------
class _Program(subprocess.Popen[bytes]):
    """A program as a process of multiprocessing."""

    def is_alive(self) -> bool:
        return self.poll() is None

    def join(self) -> None:
        self.wait()


def _started_anew(work: Callable[..., None], *given: Any) -> tuple[Process, Connection]:
    ours, theirs = multiprocessing.Pipe()
    with theirs:
        program = f"from briefgen.processes import go_on; go_on({theirs.fileno()})"
        process = _Program([sys.executable, "-P", "-c", program], pass_fds=[theirs.fileno()])
    ours.send((work, given))
    return process, ours


def go_on(handle: int) -> None:
    """Do, in a program of its own, what comes through a pipe."""
    pipe = Connection(handle)
    work, given = pipe.recv()
    _begin(work, pipe, *given)


# --- In the process ---------------------------------------------------------------------------------------------------
def _begin_here(variables: dict[str, str], work: Callable[..., None], pipe: Connection, *given: Any) -> None:
    """Begin with the variables of the program as they are now, not as they were when what is forked from began."""
    os.environ.clear()
    os.environ.update(variables)
    _begin(work, pipe, *given)


def _begin(work: Callable[..., None], pipe: Connection, *given: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which ends its processes.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    memory.seldom_searched()
    with contextlib.suppress(AttributeError, OSError):
        os.setpgid(0, 0)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError), pipe:
        work(pipe, *given)


# --- Its end ----------------------------------------------------------------------------------------------------------
def end(process: Process) -> None:
    """End a process, and those that it started."""
    with contextlib.suppress(AttributeError, OSError):
        if process.pid is not None and process.is_alive():
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()


def end_surely(tidy: Callable[[], object]) -> None:
    """Have this process end where its exit is swallowed: what Python does at a fork, and finalizers, let none out.

    ``tidy`` is what it does before. Those that are forked from it end so, too, and leave its things alone.
    """
    owner = os.getpid()

    def hook(swallowed: "sys.UnraisableHookArgs") -> None:
        if not issubclass(swallowed.exc_type, SystemExit):
            sys.__unraisablehook__(swallowed)
            return
        try:
            if os.getpid() == owner:
                tidy()
        finally:
            os._exit(0)

    sys.unraisablehook = hook


def end_source() -> None:
    """End the process that others are forked from: as long as it loads its libraries, it does not notice our end."""
    server = getattr(sys.modules.get("multiprocessing.forkserver"), "_forkserver", None)
    number = getattr(server, "_forkserver_pid", None)
    if number is not None:
        with contextlib.suppress(OSError):
            os.kill(number, signal.SIGTERM)


@contextlib.contextmanager
def following(handle: int) -> Iterator[None]:
    """Have SIGIO sent to this process when there is nobody left at the other end of a pipe. It ends what ignores it.

    Nothing may be sent or received meanwhile, since that has the signal sent, too. Where a system does not know this of
    pipes, nothing is done.
    """
    try:
        _followed(handle, True)
        yield
    finally:
        _followed(handle, False)


def _followed(handle: int, wanted: bool) -> None:
    with contextlib.suppress(ImportError, OSError):
        import fcntl

        fcntl.fcntl(handle, fcntl.F_SETOWN, os.getpid())
        flags = fcntl.fcntl(handle, fcntl.F_GETFL)
        fcntl.fcntl(handle, fcntl.F_SETFL, flags | os.O_ASYNC if wanted else flags & ~os.O_ASYNC)
