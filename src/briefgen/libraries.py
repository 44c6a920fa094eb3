"""The libraries of the system that this process has loaded."""

import contextlib
import ctypes.util
from collections.abc import Iterator
from pathlib import Path


def loaded() -> Iterator[str]:
    """Yield the paths of the files, each once: as Linux tells, or Python from 3.14 on; elsewhere nothing is known.

    On Linux other files that are mapped are among them.
    """
    if listed := getattr(ctypes.util, "dllist", None):
        yield from listed()
        return
    with contextlib.suppress(OSError), Path("/proc/self/maps").open(encoding="utf-8", errors="surrogateescape") as maps:
        files = (line.rstrip("\n").split(None, 5)[5:] for line in maps)
        yield from dict.fromkeys(name for names in files for name in names if name.startswith("/"))
