"""How often Python looks for memory that nobody refers to but itself.

A build makes much and drops nearly all of it by the count of references alone. Looking for the rest 700 objects at a
time, as Python does by itself, is up to a sixth of what a document costs.
"""

import gc

THRESHOLDS = (50_000, 10, 10)
"""So many objects that were made and are still there start a look at these; so many looks start one at older ones."""


def seldom_searched() -> None:
    """Have this process look less often; those that are forked from it, too."""
    gc.set_threshold(*THRESHOLDS)


def settled() -> None:
    """Leave what is there now out of all later looks: it stays as long as the process does."""
    gc.collect()
    gc.freeze()
