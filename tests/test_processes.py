"""Processes that are forked from a warm one: how they begin, and how they end."""

import os
import signal
import subprocess
import time
from multiprocessing.connection import Connection

import pytest

from briefgen import processes

pytestmark = pytest.mark.xdist_group("processes")


def tell(pipe: Connection) -> None:
    blocked = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    pipe.send((os.getpgid(0) == os.getpid(), blocked, signal.getsignal(signal.SIGTERM) is signal.SIG_DFL))


def linger(pipe: Connection) -> None:
    with subprocess.Popen(["sleep", "60"]) as child:
        pipe.send(child.pid)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="groups of processes are not known here")
def test_ctrl_c_is_not_for_them() -> None:
    process, pipe = processes.start(tell)
    assert pipe.recv() == (True, True, True)
    processes.end(process)
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs the list of processes")  # noqa: PTH112
def test_they_end_with_what_they_have_started() -> None:
    process, pipe = processes.start(linger)
    child = pipe.recv()
    processes.end(process)
    until = time.monotonic() + 5
    while _runs(child) and time.monotonic() < until:
        time.sleep(0.01)
    assert not _runs(child)
    with pytest.raises((EOFError, OSError)):
        pipe.recv()


def _runs(number: int) -> bool:
    try:
        with open(f"/proc/{number}/stat", encoding="ascii") as file:  # noqa: PTH123
            return file.read().split()[2] != "Z"
    except FileNotFoundError:
        return False
