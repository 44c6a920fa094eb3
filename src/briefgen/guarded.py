"""Limits of time and memory on work in this process, which is broken off where it exceeds them.

Splitting off a process for each document would cost the fonts and pictures that are kept from one to the next. So the
system's timer interrupts the work ten times a second of computing, to look at what it has used. Where there is no such
timer (on Windows, or outside the main thread), only the limits on what is read hold.
"""

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from briefgen import memory
from briefgen.problems import BriefgenError, Place, Problem

_TICK = 0.1
"""Seconds of computing between two looks."""
_PAUSE = 1.0
"""Seconds of computing in which what was broken off may put its things in order, before it is broken off again."""
_GRACE = 1024 * 2**20
"""Bytes of address space beyond the memory that may be used: programs reserve more than they use."""
AVAILABLE = hasattr(signal, "setitimer")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much some work may use up."""

    seconds: int
    """Seconds of computing."""
    memory: int
    """Megabytes, on top of what the process has already."""
    setting: str = "limits.brief_{}"
    """How the project's settings call these, with ``{}`` for ``seconds`` or ``memory``."""


class _Exceeded(BaseException):
    """A limit is exceeded. No Exception: nothing that handles those may go on."""

    what = ""


class _Slow(_Exceeded):
    what = "seconds"


class _Large(_Exceeded):
    what = "memory"


_watched_process = 0


def holds() -> bool:
    """Tell whether what this thread does now is broken off where it exceeds limits."""
    return _watched_process == os.getpid() and threading.current_thread() is threading.main_thread()


@contextmanager
def guarded(bounds: Bounds, place: Place, doing: Callable[[], str]) -> Iterator[None]:
    """Break off the work inside the ``with`` block where it exceeds its bounds.

    ``doing`` says what is being done, for the message: "reading the sources". Raises BriefgenError at ``place``.
    """
    if not AVAILABLE or threading.current_thread() is not threading.main_thread():
        yield
        return
    try:
        with _watched(bounds), _unheard():
            yield
    except (_Exceeded, MemoryError, RecursionError) as error:
        said = doing()  # Before what the work has used is let go, which ends it.
        problem = _problem(bounds, place, said, error)
    else:
        return
    gc.collect()
    raise BriefgenError([problem])


def _problem(bounds: Bounds, place: Place, doing: str, error: BaseException) -> Problem:
    if isinstance(error, RecursionError):
        message = f"{doing} met what nests deeper than can be followed"
        return Problem(place, "brief-too-deep", message, "look for brackets in brackets, in CSS, content or template")
    what = error.what if isinstance(error, _Exceeded) else _Large.what
    setting = bounds.setting.format(what)
    if what == _Slow.what:
        much = f"more than {bounds.seconds} second{'s' * (bounds.seconds > 1)} of computing"
        remedy = f"look for very much text, or for CSS without end; or raise {setting} (it is {bounds.seconds})"
        return Problem(place, "brief-too-slow", f"{doing} took {much}, and was broken off", remedy)
    message = f"{doing} took more than {bounds.memory} MB of memory, and was broken off"
    remedy = f"look for very much text, or for large pictures; or raise {setting} (it is {bounds.memory})"
    return Problem(place, "brief-too-large", message, remedy)


@contextmanager
def _watched(bounds: Bounds) -> Iterator[None]:
    global _watched_process
    end = time.process_time() + bounds.seconds
    most = memory.resident() + bounds.memory * 2**20
    owner, quiet_until = os.getpid(), 0.0

    def look(*_: object) -> None:
        nonlocal quiet_until
        now = time.process_time()
        if os.getpid() != owner or now < quiet_until:  # A process that was split off has limits of its own.
            return
        exceeded = _Slow if now > end else _Large if memory.resident() > most else None
        if exceeded:
            quiet_until = now + _PAUSE
            raise exceeded

    before, _watched_process = _watched_process, os.getpid()
    handler = signal.signal(signal.SIGPROF, look)
    timer = signal.setitimer(signal.ITIMER_PROF, _TICK, _TICK)
    try:
        with _bounded(bounds.memory * 2**20 + _GRACE):
            yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, *timer)
        signal.signal(signal.SIGPROF, handler)
        _watched_process = before


@contextmanager
def _bounded(room: int) -> Iterator[None]:
    """Keep this process from taking more than so many bytes more at one go, between two looks."""
    import resource

    used = memory.reserved()
    before = resource.getrlimit(resource.RLIMIT_AS)
    hard = before[1]
    if used and (hard == resource.RLIM_INFINITY or used + room < hard):
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (used + room, hard))
    try:
        yield
    finally:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, before)


@contextmanager
def _unheard() -> Iterator[None]:
    """Keep Python from telling the user that a destructor was interrupted: the next look interrupts what follows."""
    before = sys.unraisablehook

    def hook(unraisable: "sys.UnraisableHookArgs") -> None:
        if not isinstance(unraisable.exc_value, _Exceeded | MemoryError):
            before(unraisable)

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = before
