"""Memory that nobody refers to but itself is looked for seldom, and found all the same."""

import subprocess
import sys

KEPT = """
import gc, resource
from briefgen import memory
memory.seldom_searched()
memory.settled()
assert gc.isenabled() and gc.get_freeze_count()
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = peak()
for _ in range(1_000_000):
    ring = [None] * 16
    ring[0] = ring
assert peak() - before < 60, peak() - before
"""


def test_rings_do_not_pile_up() -> None:
    subprocess.run([sys.executable, "-c", KEPT], check=True)
