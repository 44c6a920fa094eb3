"""Disturbs a build at named system calls, through strace, which meets the moments between two of them."""

import contextlib
import re
import shutil
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


def may_trace() -> bool:
    """Tell whether there is strace, and whether it may watch other processes."""
    if shutil.which("strace") is None:
        return False
    with subprocess.Popen(["sleep", "60"]) as other:
        try:
            end = time.monotonic() + _ATTACHED_SECONDS
            with subprocess.Popen(["strace", "-qq", "-p", str(other.pid)], stderr=subprocess.DEVNULL) as tracer:
                while not (ours := _is_traced(other.pid)) and tracer.poll() is None and time.monotonic() < end:
                    time.sleep(0.005)
                other.kill()
            return ours
        finally:
            other.kill()


def _is_traced(process: int) -> bool:
    return "TracerPid:\t0\n" not in Path(f"/proc/{process}/status").read_text()


@contextlib.contextmanager
def traced(running: Running, *options: str) -> Iterator[None]:
    """Let a command that is held go on under strace, to its end."""
    command = ["strace", "-qq", *options, "-p", str(running.process)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as tracer:
        end = time.monotonic() + _ATTACHED_SECONDS
        while not _is_traced(running.process):
            assert tracer.poll() is None, "strace may not watch other processes here"
            assert time.monotonic() < end
            time.sleep(0.005)
        running.go_on()
        yield


def calls(ground: Ground, *arguments: str) -> list[tuple[str, int]]:
    """Return each call that a build makes, as its name and which of that name it is.

    Those on files of the output folder are most of what is returned: they are there several times.
    """
    log = ground.root / "said/calls"
    running = ground.start(*arguments, held=True)
    with traced(running, "-y", "-o", str(log), "-e", f"trace={CALLS}"):
        assert running.ended().code == 0
    lines = re.findall(r"^(\w+)\((.*)", log.read_text("utf-8", "replace"), re.MULTILINE)
    counts: Counter[str] = Counter()
    found, there = [], []
    for name, given in lines:
        counts[name] += 1
        (there if str(ground.folder) in given else found).append((name, counts[name]))
    assert there
    return [*found, *there * (2 * len(found) // len(there) + 1)]
