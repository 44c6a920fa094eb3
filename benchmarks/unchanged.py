"""What has not changed: how long a build takes that has nothing to do; and from saving a file to its documents.

Makes a project of small briefs, each with a source of its own, builds it, and measures the whole command again; then
one label is changed that only Word and the PDF print. With ``--watch`` it saves a brief of a new project again and
again while ``briefgen build --watch`` runs, and takes the time until each file is there.

    .venv/bin/python benchmarks/unchanged.py [--briefs 1000] [--formats docx,pdf,md] [--rounds 5]
    .venv/bin/python benchmarks/unchanged.py --watch [--rounds 10]
"""

import argparse
import os
import re
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

ROOT = Path(__file__).parent.parent
BRIEFGEN = (sys.executable, "-m", "briefgen")
AIM_SECONDS = 1.0
"""For a thousand briefs in three formats, on two cores."""
AIM_TEXT_MS = 150.0
"""From saving to Markdown and web page."""
BRIEF = """\
title: Brief {number}
sources: [seeds/{number}.txt]
decisions: [{{text: The board decided {number} things., evidence: The board decided {number} things}}]
"""
WATCHED = "content/japan-us-defense-roles.yaml"
"""Five pages, with twenty-six notes."""
LABEL = "name: own\nextends: memo\nlabels: {{en: {{page: 'Page {{page}} of {{pages}}{sign}'}}}}\n"
TEMPLATE = "templates/own/template.yaml"


@dataclass(frozen=True)
class Run:
    """One command."""

    wall: float
    cpu: float
    said: str
    """Its last line."""


def build(root: Path, formats: str) -> Run:
    """Run the whole command."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [*BRIEFGEN, "build", "--formats", formats]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True, env=_environment(root))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(time.perf_counter() - start, cpu, done.stderr.strip().splitlines()[-1])


def _environment(root: Path) -> dict[str, str]:
    return {**os.environ, "BRIEFGEN_CACHE": str(root / "cache"), "BRIEFGEN_CACHE_SIZE": "5000"}


@contextmanager
def project(briefs: int) -> Iterator[Path]:
    """Make a project of small briefs."""
    with tempfile.TemporaryDirectory(prefix="briefgen-") as name:
        root = Path(name)
        for folder in ("content", "seeds", "templates/own"):
            (root / folder).mkdir(parents=True)
        (root / "briefgen.yaml").write_text("template: own\n")
        (root / TEMPLATE).write_text(LABEL.format(sign=""))
        for number in range(briefs):
            (root / f"content/{number}.yaml").write_text(BRIEF.format(number=number))
            (root / f"seeds/{number}.txt").write_text(f"The board decided {number} things.\n")
        yield root


def unchanged(briefs: int = 1000, formats: str = "docx,pdf,md", rounds: int = 5) -> dict[str, Run]:
    """Measure the building of all, of nothing, and of what one label touches."""
    with project(briefs) as root:
        first = build(root, formats)
        runs = sorted((build(root, formats) for _ in range(rounds)), key=lambda run: run.wall)
        (root / TEMPLATE).write_text(LABEL.format(sign="."))
        label = build(root, formats)
        shutil.rmtree(root / "output")
        return {
            "all of it": first,
            "nothing": runs[len(runs) // 2],
            "what a label touches": label,
            "all files from the cache": build(root, formats),
        }


def watched(rounds: int = 10) -> dict[str, list[float]]:
    """Measure the milliseconds from saving a brief to each of its documents."""
    with tempfile.TemporaryDirectory(prefix="briefgen-") as name:
        root = Path(name)
        for folder in ("content", "seeds"):
            (root / folder).mkdir()
        text = (ROOT / WATCHED).read_text("utf-8")
        brief = Path(shutil.copy(ROOT / WATCHED, root / "content"))
        for source in re.findall(r"seeds/[\w.-]+", text):
            shutil.copy(ROOT / source, root / source)
        (root / "briefgen.yaml").touch()
        command = [*BRIEFGEN, "build", "--watch"]
        process = subprocess.Popen(
            command, cwd=root, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=_environment(root)
        )
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("watching"):
                break
        taken: dict[str, list[float]] = {}
        words = permutations("readings")
        documents = {form: root / f"output/{brief.stem}.{form}" for form in ("md", "html", "docx", "pdf")}
        for number in range(rounds + 1):
            time.sleep(1.5)  # Until the processes for the next change are there.
            # No title is one of before, which the cache would have. All have the same letters: a page finds its faces.
            word = "".join(next(words))
            found = _times(brief, text.replace("title: ", f"title: {word} ", 1), documents)
            for form, milliseconds in found.items() if number else ():
                taken.setdefault(form, []).append(milliseconds)
        process.send_signal(signal.SIGINT)
        process.communicate()
        return taken


def _times(brief: Path, text: str, documents: Mapping[str, Path]) -> dict[str, float]:
    before = {form: path.stat().st_ino for form, path in documents.items()}
    found: dict[str, float] = {}
    beside = brief.with_name(f".{brief.name}.swp")
    beside.write_text(text, "utf-8")
    beside.replace(brief)
    start = time.perf_counter()
    while len(found) < len(documents):
        for form, path in documents.items():
            if form not in found and path.stat().st_ino != before[form]:
                found[form] = (time.perf_counter() - start) * 1000
        if time.perf_counter() - start > 60:
            raise SystemExit("not built within a minute")
        time.sleep(0.002)
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--briefs", type=int, default=1000)
    asked.add_argument("--formats", default="docx,pdf,md")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--watch", action="store_true")
    options = asked.parse_args()
    print(f"load: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    if options.watch:
        print("| saved to | median | slowest | aim |\n| --- | ---: | ---: | ---: |")
        for form, taken in watched(options.rounds).items():
            aim = f"{AIM_TEXT_MS:.0f} ms" if form in ("md", "html") else ""
            print(f"| {form} | {statistics.median(taken):.0f} ms | {max(taken):.0f} ms | {aim} |")
        return
    print(f"| of {options.briefs} briefs | wall | CPU | said |\n| --- | ---: | ---: | --- |")
    for what, run in unchanged(options.briefs, options.formats, options.rounds).items():
        print(f"| {what} | {run.wall:.2f} s | {run.cpu:.2f} s | {run.said} |")
    print(f"\nAim: nothing in {AIM_SECONDS:.0f} s, where there are 1000 briefs and two cores.")


if __name__ == "__main__":
    main()
