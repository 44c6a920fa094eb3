"""Disturbs a build at named system calls, through strace, which meets the moments between two of them."""

import contextlib
import re
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from trials import Ground, Running

CALLS = (
    "write,pwrite64,fsync,fdatasync,ftruncate,chmod,fchmod,fchmodat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,"
    "rmdir,flock,link,linkat,symlink,utimensat"
)
"""The calls that change a file, or wait for another process that does."""
_ATTACHED_SECONDS = 20


@contextlib.contextmanager
def traced(running: Running, *options: str) -> Iterator[None]:
    """Let a command that is held go on under strace, to its end."""
    command = ["strace", "-qq", *options, "-p", str(running.process)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as tracer:
        end = time.monotonic() + _ATTACHED_SECONDS
        while "TracerPid:\t0\n" in Path(f"/proc/{running.process}/status").read_text():
            assert tracer.poll() is None, "strace may not watch other processes here"
            assert time.monotonic() < end
            time.sleep(0.005)
        running.go_on()
        yield


def calls(ground: Ground, *arguments: str) -> list[tuple[str, int]]:
    """Return each call that a build makes, as its name and which of that name it is."""
    log = ground.root / "said/calls"
    running = ground.start(*arguments, held=True)
    with traced(running, "-o", str(log), "-e", f"trace={CALLS}"):
        assert running.ended().code == 0
    names = re.findall(r"^(\w+)\(", log.read_text("utf-8", "replace"), re.MULTILINE)
    counts: Counter[str] = Counter()
    found = []
    for name in names:
        counts[name] += 1
        found.append((name, counts[name]))
    return found
