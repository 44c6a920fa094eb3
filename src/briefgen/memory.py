"""The memory of this process: how much it has, and how often Python looks for what nobody refers to but itself.

A build makes much and drops nearly all of it by the count of references alone. Looking for the rest 700 objects at a
time, as Python does by itself, is up to a sixth of what a document costs.
"""

import gc
import os
from pathlib import Path

THRESHOLDS = (50_000, 10, 10)
"""So many objects that were made and are still there start a look at these; so many looks start one at older ones."""


def seldom_searched() -> None:
    """Have this process look less often; those that are forked from it, too."""
    gc.set_threshold(*THRESHOLDS)


def settled() -> None:
    """Leave what is there now out of all later looks: it stays as long as the process does.

    Nothing is looked for before that, which would take longer than all else here: what is to be found is next to
    nothing, and what is let go leaves holes, which processes forked from this one fill with copies.
    """
    gc.freeze()


def reserved() -> int:
    """Return the bytes of address space of this process; 0 where the system does not say."""
    return _pages(0)


def resident() -> int:
    """Return the bytes of memory in use by this process; 0 where the system does not say."""
    return _pages(1)


def _pages(which: int) -> int:
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[which]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0
