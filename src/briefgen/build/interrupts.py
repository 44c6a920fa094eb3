"""Signals that would break off what has to be done whole."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = tuple(number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)))
"""The signals by which users and systems end a program, as far as this one has them."""


@contextmanager
def held_back() -> Iterator[None]:
    """Let no signal break off what is done here; one that came takes effect at its end."""
    if threading.current_thread() is not threading.main_thread():  # Signals go to the main thread anyway.
        yield
        return
    came: list[tuple[int, FrameType | None]] = []
    handlers = {number: handler for number in ENDING if callable(handler := signal.getsignal(number))}
    for number in handlers:
        signal.signal(number, lambda number, frame: came.append((number, frame)))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        if came:
            number, frame = came[0]
            handlers[signal.Signals(number)](number, frame)
