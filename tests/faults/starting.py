"""Starts commands of briefgen in processes that are split off from this one, which has loaded all that they need.

It reads a request a line, as JSON, and answers with a line. So a build that takes seconds in a new process, most of
them for importing, takes a fraction of one here, and is what it is there: a process with its own exit, its own signals
and nothing of an earlier build.
"""

import importlib
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

HANGS_SECONDS = 60
"""A command that takes longer is taken to hang."""


def warm(folder: str) -> None:
    """Build a project here once, so that fonts are read and cut already; nothing else of it is kept."""
    from briefgen.build import Options, plan, run
    from briefgen.project import find

    project = find(Path(folder))
    with tempfile.TemporaryDirectory() as output:
        for _ in run(project, plan(project, project.briefs(), Options(output=Path(output)))):
            pass


def start(**request: Any) -> int:
    """Split off a process that runs a command; return its id. It leads a session of its own."""
    process = os.fork()
    if process == 0:
        _become(request)
    return process


def _become(request: dict[str, Any]) -> NoReturn:
    os.setsid()
    for handle, name in enumerate((os.devnull, request["stdout"], request["stderr"])):
        opened = os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(opened, handle)
        os.close(opened)
    os.chdir(request["folder"])
    os.environ.update(request["environment"])
    sys.argv = ["briefgen", *request["arguments"]]
    _limit(request["limits"])
    while request["gate"] and not Path(request["gate"]).exists():
        time.sleep(0.002)

    from briefgen.cli import main

    main()
    raise SystemExit


def _limit(limits: dict[str, int]) -> None:
    import resource

    for name, value in limits.items():
        resource.setrlimit(getattr(resource, name), (value, value))


def wait(process: int) -> int | None:
    """Wait for a process to end and return its exit code (a signal's number below zero); None for one that hangs."""
    end = time.monotonic() + HANGS_SECONDS
    while time.monotonic() < end:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return None


DOING: dict[str, Callable[..., int | None]] = {"warm": warm, "start": start, "wait": wait}


def main() -> None:
    """Load the commands, then serve."""
    importlib.import_module("briefgen.cli")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        request = json.loads(line)
        answer = DOING[request.pop("do")](**request)
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
