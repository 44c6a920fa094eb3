"""How far a command has come: a line on a terminal; now and then one in a log, where work takes long."""

import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from typing import TypeVar

import click

T = TypeVar("T")

EVERY_SECONDS = 30
"""How often a log hears how far it is: a service takes work for dead that says nothing for long."""
RECENT = 50
"""So many of the last things done say how fast it goes."""


def followed(
    done: Iterable[T],
    count: int,
    what: str,
    *,
    quiet: bool = False,
    clock: Callable[[], float] = time.monotonic,
) -> Generator[T, None, None]:
    """Pass on what is done, and show how much that is, and how long the rest will take.

    ``what`` names the things done, as in "briefs checked".
    """
    if quiet:
        yield from done
        return
    terminal = sys.stderr.isatty()
    times = deque([said := clock()], RECENT)
    if terminal:
        _draw(line(0, count, what))
    for number, one in enumerate(done, 1):
        times.append(now := clock())
        if terminal:
            _draw("")
        yield one
        if number < count and (terminal or now - said >= EVERY_SECONDS):
            shown, said = line(number, count, what, (times[-1] - times[0]) / (len(times) - 1)), now
            if terminal:
                _draw(shown)
            else:
                click.echo(shown, err=True)


def line(done: int, count: int, what: str, pace: float | None = None) -> str:
    """Say how much is done, and how long the rest will take where one takes ``pace`` seconds."""
    said = f"{done} of {count} {what}"
    return f"{said} …" if pace is None else f"{said}, {_duration(pace * (count - done))} left"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def _draw(text: str) -> None:
    click.echo(f"\r\x1b[K{text}", nl=False, err=True)
