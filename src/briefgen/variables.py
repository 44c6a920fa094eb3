"""Variables of the environment that decide what a document is like."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

EPOCH = "SOURCE_DATE_EPOCH"
"""The date of documents that have none of their own (reproducible-builds.org)."""


@contextmanager
def stated(name: str, value: str | None) -> Iterator[None]:
    """Let a variable have a value inside the ``with`` block; with None, let there be no such variable."""
    before = os.environ.get(name)
    _set(name, value)
    try:
        yield
    finally:
        _set(name, before)


def _set(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
