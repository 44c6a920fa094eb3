"""How a command is ended before it is done."""

import atexit
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

import click

OTHERS = tuple(number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)))
"""What ends a command as Ctrl-C does: a system that shuts down, a terminal that is closed."""


class Ended(KeyboardInterrupt):
    """A signal other than Ctrl-C ends the command."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__()


@contextmanager
def stoppable(break_off: Callable[[], str]) -> Iterator[None]:
    """Let signals break off what is done here as Ctrl-C does: the command ends, and says how far it came.

    ``break_off`` returns that.
    """

    def end(number: int, _: object) -> NoReturn:
        raise Ended(number)

    _handled({number: end for number in OTHERS if signal.getsignal(number) is not signal.SIG_IGN})  # As under nohup.
    try:
        yield
    except KeyboardInterrupt as error:
        _handled(dict.fromkeys((signal.SIGINT, *OTHERS), signal.SIG_IGN))  # It is ending already.
        with suppress(OSError):  # The terminal may be gone.
            click.echo(f"stopped: {break_off()}", err=True)
        sys.exit(128 + (error.number if isinstance(error, Ended) else signal.SIGINT))


def _handled(handlers: Mapping[int, Any]) -> None:
    with suppress(ValueError):  # Not in the main thread: signals are another's affair.
        for number, handler in handlers.items():
            signal.signal(number, handler)


def leave(code: object) -> NoReturn:
    """End this process as Python would, but for taking apart all that was loaded: a tenth of what a memo costs.

    ``code`` is that of a SystemExit.
    """
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    if code is not None and not isinstance(code, int):
        click.echo(code, err=True)
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except OSError:
        code = _UNSAID
    os._exit(code if isinstance(code, int) else int(code is not None))


_UNSAID = 120
"""What Python's own exit code is where the last of what was printed cannot be."""
