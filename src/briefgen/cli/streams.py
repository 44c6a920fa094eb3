"""What a command says, where that cannot be said: streams that are closed, or whose reader or disk gives out."""

import os
import sys
import traceback

import click


def fill() -> None:
    """Open what of the standard streams is closed, to nowhere.

    The next file would take its number, and whatever a library prints would end up in that.
    """
    for handle in range(3):
        try:
            os.fstat(handle)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - as long as the program
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def of_printing(error: OSError) -> bool:
    """Tell whether an error came of printing."""
    return any(frame.f_code is click.echo.__code__ for frame, _ in traceback.walk_tb(error.__traceback__))


def forget() -> None:
    """Drop what is still to be printed: Python would try it again at its end, and complain."""
    null = os.open(os.devnull, os.O_WRONLY)
    for handle in (1, 2):
        os.dup2(null, handle)
    os.close(null)
