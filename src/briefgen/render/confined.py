"""Work done in a process of its own, with limits of time and memory: whatever becomes of it, the build goes on.

A template is a program. The sandbox keeps it from reaching out; that it runs for ever or fills the memory, only the
operating system prevents. Where processes cannot be split off (on Windows), what is left are the sandbox's own limits:
on the length of texts and ranges, and on what is printed.
"""

import gc
import os
import pickle
import selectors
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn, TypeVar, cast

from briefgen import memory
from briefgen.problems import BriefgenError, Problem
from briefgen.processes import following
from briefgen.project import Limits

T = TypeVar("T")

_GRACE_SECONDS = 2
"""For saying what went wrong, once the time is over."""
_SLOW = 3
"""The exit code that says that the time was over."""
_GRACE_MEMORY = 128 * 2**20
_UNKNOWN = 8 * 2**30
"""The address space that counts as in use where the system does not say (macOS sets no limit anyway)."""
_WAIT_FACTOR, _WAIT_SECONDS = 6, 20
"""How long the clock on the wall may run, on a machine that has much else to do."""
AVAILABLE = hasattr(os, "fork") and sys.platform != "emscripten"


class OutOfTime(BaseException):
    """The time is over. No Exception: nothing that handles those may go on."""


class Killed(Exception):
    """The process ended without an answer."""

    def __init__(self, *, slow: bool) -> None:
        self.slow = slow
        """Whether its time was over."""
        super().__init__("out of time" if slow else "out of memory")


def confined(work: Callable[[], T], limits: Limits) -> T:
    """Do work in a process of its own and return what it returns, which must be fit for pickling.

    Raises the BriefgenError that it raises, Killed, and RuntimeError for what it did not foresee.
    """
    if not AVAILABLE:
        return work()
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python warns of locks that other threads hold. The child takes none but its own, and its time is limited.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process == 0:
        os.close(reading)
        _child(work, limits, writing)
    os.close(writing)
    try:
        answer = _read(reading, time.monotonic() + _WAIT_FACTOR * limits.seconds + _WAIT_SECONDS)
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)  # It has answered, or never will.
        _, status, usage = os.wait4(process, 0)
    if not answer:
        late = answer is None or os.waitstatus_to_exitcode(status) == _SLOW
        raise Killed(slow=late or usage.ru_utime + usage.ru_stime >= limits.seconds)
    kind, value = pickle.loads(answer)
    if kind == "refused":
        raise BriefgenError(cast("tuple[Problem, ...]", value))
    if kind == "crashed":
        raise RuntimeError(value)
    return cast(T, value)


def _read(pipe: int, deadline: float) -> bytes | None:
    """Read to the end; None where that does not come in time."""
    parts: list[bytes] = []
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while selector.select(max(deadline - time.monotonic(), 0)):
            part = os.read(pipe, 1 << 20)
            if not part:
                return b"".join(parts)
            parts.append(part)
    return None


def _child(work: Callable[[], Any], limits: Limits, pipe: int) -> NoReturn:
    answer: tuple[str, Any]
    try:
        gc.freeze()  # What is there already is left alone, and so stays shared with the parent.
        _limit(limits)
        with following(pipe):  # Should the parent be killed.
            try:
                answer = "done", work()
            except BriefgenError as error:
                answer = "refused", error.problems
            data = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except OutOfTime:
        os._exit(_SLOW)
    except MemoryError:
        os._exit(1)
    except BaseException:
        data = pickle.dumps(("crashed", traceback.format_exc()))
    with suppress(BaseException):
        _write(pipe, data)
    os._exit(0)


def _write(pipe: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(pipe, view) :]


def _limit(limits: Limits) -> None:
    """Set the limits of this process. It may write no file and split off no process either."""
    import resource

    def late(*_: object) -> None:
        signal.signal(signal.SIGXCPU, signal.SIG_IGN)
        raise OutOfTime

    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGIO):
        signal.signal(ending, signal.SIG_DFL)
    signal.signal(signal.SIGXCPU, late)
    most = (memory.reserved() or _UNKNOWN) + limits.memory * 2**20
    for what, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CPU, limits.seconds, limits.seconds + _GRACE_SECONDS),
        (resource.RLIMIT_AS, most, most + _GRACE_MEMORY),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (soft, hard))


def relieve() -> None:
    """Give a process that met its limit of memory what it needs to say so."""
    if AVAILABLE:
        import resource

        with suppress(ValueError, OSError):
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
