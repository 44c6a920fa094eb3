"""What many memos cost: throughput on one core and on two, memory of each process, and what a cluster adds.

Makes a project of so many memos (the briefs of ``content/`` in turn, each with a title and a source of its own), builds
it in all formats without the cache, and watches the processes. ``--dask`` starts a scheduler and two workers here.

usage: python benchmarks/scale.py [--memos N] [--rounds N] [--dask]
"""

import argparse
import os
import pickle
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")
AIM = 1.8


def lay_out(folder: Path, count: int) -> None:
    """Make a project of memos."""
    briefs = sorted((ROOT / "content").glob("*.yaml"))
    (folder / "content").mkdir(parents=True)
    (folder / "seeds").mkdir()
    (folder / "briefgen.yaml").write_text("")
    for number in range(count):
        brief = briefs[number % len(briefs)]
        text = brief.read_text("utf-8")
        for name in dict.fromkeys(re.findall(r"seeds/([\w.-]+)", text)):
            own = f"{number:05}-{name}"
            shutil.copyfile(ROOT / "seeds" / name, folder / "seeds" / own)
            text = text.replace(f"seeds/{name}", f"seeds/{own}")
        text = re.sub(r"^(title: [\"']?)", rf"\g<1>{number} – ", text, count=1, flags=re.M)
        (folder / "content" / f"{number:05}-{brief.name}").write_text(text, "utf-8")


# --- Watching ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Process:
    """A process at one moment."""

    parent: int
    seconds: float
    """CPU, with that of its children that have ended; of the process that the workers are forked from, its own."""
    memory: int
    """Its own and the shared pages in use, in bytes."""
    program: str


def processes() -> dict[int, Process]:
    """Return all processes of this machine."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
                program = (folder / "cmdline").read_text("utf-8", "replace").replace("\0", " ")
            except OSError:
                continue
            seconds = sum(map(int, stat[11 : 13 if "forkserver" in program else 15])) / TICKS
            found[int(folder.name)] = Process(int(stat[1]), seconds, int(stat[21]) * PAGE, program)
    return found


class Watch(threading.Thread):
    """Looks at a process and all below it, until it ends."""

    def __init__(self, top: int) -> None:
        super().__init__(daemon=True)
        self.top = top
        self.memory: dict[int, list[int]] = defaultdict(list)
        """Of each process that lives long, its memory over time."""
        self.seconds: dict[int, float] = {}
        """Of each such process, its CPU when it was last seen."""
        self.all: list[int] = []
        """The memory of all processes together, over time; pages that they share count for each."""
        self.start()

    def run(self) -> None:
        """Look twice a second."""
        while Path(f"/proc/{self.top}").exists():
            found = processes()
            mine = {self.top}
            for _ in range(6):
                mine |= {number for number, one in found.items() if one.parent in mine}
            for number in mine & set(found):
                self.memory[number].append(found[number].memory)
                self.seconds[number] = found[number].seconds
            self.all.append(sum(found[number].memory for number in mine & set(found)))
            time.sleep(0.5)

    def lasting(self) -> list[list[int]]:
        """Return the memory over time of each process that lives long."""
        longest = sorted(self.memory.values(), key=len, reverse=True)
        return [one for one in longest if len(one) > len(longest[0]) / 2]

    def cpu(self) -> float:
        """Return the CPU of all; what lives for a moment only is counted with the process that started it."""
        return sum(seconds for number, seconds in self.seconds.items() if len(self.memory[number]) > 2)


@dataclass(frozen=True)
class Run:
    """One build of all memos."""

    wall: float
    cpu: float
    workers: tuple[list[int], ...]
    """The memory of each worker over time."""
    together: int


def build(project: Path, *options: str) -> Run:
    """Build a project, and say what that took."""
    shutil.rmtree(project / "output", ignore_errors=True)
    begun = time.monotonic()
    command = [sys.executable, "-m", "briefgen", "build", "-q", "--no-cache", *options]
    process = subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL)
    watch = Watch(process.pid)
    code = process.wait()
    wall = time.monotonic() - begun
    assert code == 0, f"the build ended with {code}"
    watch.join()
    return Run(wall, watch.cpu(), tuple(watch.lasting()), max(watch.all))


# --- A cluster --------------------------------------------------------------------------------------------------------
@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """Start a scheduler and workers on this machine; return the address for ``--executor``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", f"tcp://{address}", "--nthreads", "1"]
    with tempfile.TemporaryDirectory(prefix="briefgen-cluster-", ignore_cleanup_errors=True) as folder:
        commands = [[*dask, "--no-dashboard"], *([*worker, "--memory-limit", "0", "--no-dashboard"],) * workers]
        started = [
            subprocess.Popen(
                command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
            for command in commands
        ]
        try:
            yield f"dask://{address}"
        finally:
            for process in started:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def travels(project: Path) -> tuple[int, float, float]:
    """Return the bytes that all memos share, and the mean of those that each sends and gets back."""
    from briefgen.build import Options, plan
    from briefgen.build.elsewhere import Sent, setting
    from briefgen.build.parcel import of_brief
    from briefgen.build.work import perform
    from briefgen.project import find

    os.chdir(project)
    found = find(project)
    jobs = plan(found, found.briefs()[:8], Options())
    sent = [len(pickle.dumps(Sent(job, of_brief(found, job.brief)))) for job in jobs]
    back = [len(pickle.dumps(perform(found, job))) for job in jobs]
    return len(pickle.dumps(setting(found, kept=True))), statistics.mean(sent), statistics.mean(back)


# --- The table --------------------------------------------------------------------------------------------------------
def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--memos", type=int, default=80)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--dask", action="store_true", help="also with two workers of a Dask cluster")
    parser.add_argument("--only", metavar="N", help="only with so many workers, to see how memory grows")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="briefgen-scale-") as folder:
        project = Path(folder) / "project"
        lay_out(project, options.memos)
        ways = {"one core": ("-j", "1"), "two cores": ("-j", "2")}
        if options.only:
            ways = {f"-j {options.only}": ("-j", options.only)}
        runs: dict[str, list[Run]] = {name: [] for name in ways}
        for _ in range(options.rounds):
            for name, asked in ways.items():
                runs[name].append(build(project, *asked))
        if options.dask:
            with cluster(2) as address:
                build(project, "--executor", address)  # The workers load the libraries.
                runs["two Dask workers"] = [build(project, "--executor", address) for _ in range(options.rounds)]
        print_tables(options.memos, runs)
        shared, sent, back = travels(project)
        print(
            f"\nA job sends {sent / 1000:.1f} kB and gets {back / 1000:.0f} kB back; all share {shared / 1000:.0f} kB."
        )


def print_tables(count: int, runs: dict[str, list[Run]]) -> None:
    """Print what was measured as Markdown."""
    print(f"{count} memos in four formats, load of the machine {os.getloadavg()[0]:.1f}\n")
    print("| | wall | memos a second | against one core | CPU a memo | memory of all |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    first = statistics.median(run.wall for run in next(iter(runs.values())))
    for name, several in runs.items():
        wall, cpu = (statistics.median(getattr(run, what) for run in several) for what in ("wall", "cpu"))
        ratio = f"{first / wall:.2f} ×"
        spent = "" if "Dask" in name else f"{cpu / count * 1000:.0f} ms"
        memory = f"{max(run.together for run in several) / 2**20:.0f} MiB"
        print(f"| {name} | {wall:.1f} s | {count / wall:.2f} | {ratio} | {spent} | {memory} |")
    print(f"\nAim: {AIM} × on two cores.\n\nMemory of each process that lives long, at tenths of its life, in MiB:\n")
    for name, several in runs.items():
        for samples in several[-1].workers:
            tenths = [samples[min(len(samples) - 1, len(samples) * tenth // 10)] / 2**20 for tenth in range(1, 11)]
            print(f"- {name}: {' '.join(f'{value:.0f}' for value in tenths)}")


if __name__ == "__main__":
    main()
