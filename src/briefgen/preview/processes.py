"""Processes that are ready at once: each is forked from one that has done nothing but warm up.

So it has no memory of what an earlier one read, and no thread of the preview's. Where a system cannot fork, a process
starts from nothing, and slower.
"""

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

PRELOADED = ["briefgen.preview.warm", "briefgen.cli"]
"""What the process to fork from has loaded. The second, because a new process imports the main module once more."""


def start(work: Callable[..., None], *given: Any) -> tuple[BaseProcess, Connection]:
    """Start ``work(pipe, *given)`` in a process; return that, and this end of the pipe."""
    known = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if "forkserver" in known else "spawn")
    context.set_forkserver_preload(PRELOADED)
    ours, theirs = context.Pipe()
    with theirs:
        process = context.Process(target=_begin, args=(work, theirs, *given), daemon=True)
        process.start()
    return process, ours


def _begin(work: Callable[..., None], pipe: Connection, *given: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the preview, which ends its processes.
    with contextlib.suppress(AttributeError, OSError):
        os.setpgid(0, 0)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError), pipe:
        work(pipe, *given)


def end(process: BaseProcess) -> None:
    """End a process, and those that it started."""
    with contextlib.suppress(AttributeError, OSError):
        if process.pid is not None and process.is_alive():
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()
