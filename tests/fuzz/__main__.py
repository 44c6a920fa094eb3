"""Tries changed input until the time is over: ``python tests/fuzz SECONDS``, or one case again: ``TARGET:NUMBER``.

Each process does one case after the other. One that dies, or does not come to an end, is told apart by the case that it
had begun. What goes wrong is shown with its number, which makes the same case again.
"""

import multiprocessing
import os
import random
import sys
import time
import traceback
from multiprocessing.connection import Connection, wait
from typing import Any

from targets import TARGETS

STUCK = 120
"""Seconds after which a case has no end."""


def work(pipe: Connection, start: int, step: int, until: float) -> None:
    """Do cases until the time is over, and tell of each before and after."""
    names = list(TARGETS)
    number = start
    while time.monotonic() < until:
        name = names[number // step % len(names)]
        pipe.send((name, number, None))
        try:
            TARGETS[name](random.Random(f"{name}:{number}"))
            pipe.send((name, number, ""))
        except BaseException:
            pipe.send((name, number, traceback.format_exc()))
        number += step
    pipe.close()


class Worker:
    """A process that does cases, and the case that it is at."""

    def __init__(self, start: int, step: int, until: float) -> None:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        self.pipe = ours
        self.process = multiprocessing.Process(target=work, args=(theirs, start, step, until))
        self.process.start()
        theirs.close()
        self.step = step
        self.at: tuple[str, int] | None = None
        self.next = start
        self.since = time.monotonic()
        self.done = 0
        self.over = False

    def hear(self) -> str:
        """Take what it says; return what is wrong, if anything."""
        try:
            name, number, said = self.pipe.recv()
        except EOFError:
            self.over = True
            self.process.join()
            if self.at is None and not self.process.exitcode:
                return ""
            return f"{':'.join(map(str, self.at or ()))} ended its process ({self.process.exitcode})"
        self.since, self.next = time.monotonic(), number + self.step
        self.at = (name, number) if said is None else None
        self.done += said is not None
        return f"{name}:{number}\n{said}" if said else ""


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def tried(seconds: float, first: int) -> int:
    """Try cases on all cores; return how many went wrong."""
    until, cores = time.monotonic() + seconds, os.cpu_count() or 1
    workers = [Worker(first + core, cores, until) for core in range(cores)]
    wrong = done = 0
    while workers:
        for ready in wait([worker.pipe for worker in workers], timeout=5):
            worker = next(worker for worker in workers if worker.pipe is ready)
            if said := worker.hear():
                wrong += 1
                say(f"wrong: {said}\n")
        for worker in list(workers):
            stuck = worker.at is not None and time.monotonic() - worker.since > STUCK
            if stuck:
                wrong += 1
                say(f"wrong: {worker.at} has no end\n")
                worker.process.kill()
                worker.process.join()
            if stuck or worker.over:
                workers.remove(worker)
                done += worker.done
                if time.monotonic() < until:
                    workers.append(Worker(worker.next, cores, until))
    say(f"{done} cases from number {first} on, {wrong} wrong")
    return wrong


def main(*words: Any) -> int:
    """Do what the command line asks for."""
    if words and ":" in words[0]:
        TARGETS[words[0].partition(":")[0]](random.Random(words[0]))
        say("nothing is wrong")
        return 0
    seconds, first = [*map(int, words), *(60, int(time.time()))[len(words) :]][:2]
    return min(tried(seconds, first), 1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
