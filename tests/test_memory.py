"""Memory that nobody refers to but itself is looked for seldom, and found all the same."""

import subprocess
import sys

KEPT = """
import gc, resource, weakref
from briefgen import memory
class Ring:
    def __init__(self): self.itself = self
memory.seldom_searched()
ring = weakref.ref(Ring())
memory.settled()
assert ring(), "all was looked through before it was left out"
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
