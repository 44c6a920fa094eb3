"""briefgen beside the programs that make the same formats, in one run: into ``last.json``, and tables into README.md.

usage: script/benchmark [--rounds N] [--memos N] [--most N] [--try]

``--try`` is a short run that writes nothing.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import briefs
import table

from measuring import Cost, adopt_orphans, cost

HERE = Path(__file__).parent
PEERS = Path(os.environ.get("BENCHMARK_PEERS", HERE.parent / ".venv-benchmark")).absolute() / "bin"
BRIEFGEN = (sys.executable, "-m", "briefgen")
STATEMENTS = 12
"""Of a brief: two pages."""
PER_PAGE = 16
"""Statements on a page of a long brief."""


@dataclass(frozen=True)
class Peer:
    """A program that makes some of the formats, and how it is called for the folders of some memos."""

    name: str
    formats: str
    commands: Callable[[Sequence[Path]], Sequence[Sequence[str | Path]]]


def _script(python: Path | str, name: str) -> Callable[[Sequence[Path]], Sequence[Sequence[str | Path]]]:
    return lambda folders: [[python, HERE / "peers" / name, *folders]]


def _rendercv(folders: Sequence[Path]) -> Sequence[Sequence[str | Path]]:
    wanted = ("--dont-generate-png", "--quiet")
    return [[PEERS / "rendercv", "render", one / "memo.yaml", "-o", one / "rendercv", *wanted] for one in folders]


COMPARED = (
    Peer(table.FLOOR, "docx,pdf,md", _script(sys.executable, "bare.py")),
    Peer("pandoc", "docx", _script(PEERS / "python", "pandoc_word.py")),
    Peer("docxtpl", "docx", _script(PEERS / "python", "docxtpl_word.py")),
    Peer("RenderCV", "pdf,md,html", _rendercv),
    Peer("pandoc and WeasyPrint", "pdf", _script(PEERS / "python", "pandoc_weasyprint.py")),
)
"""The floor is what briefgen's libraries cost alone: finished HTML to WeasyPrint, finished text to python-docx."""


def build(project: Path, files: Sequence[Path], formats: str, *more: str) -> list[list[str | Path]]:
    """Return the command that builds briefs."""
    return [[*BRIEFGEN, "build", *files, "-f", formats, "-o", project / "out", "--quiet", *more]]


ALL = "docx,pdf,md"
ANEW = ("--force", "--no-cache", "-j", "1")


def compared(root: Path, rounds: int, memos: int) -> list[dict[str, Any]]:
    """Measure briefgen and each peer, in turn, for one memo and for many."""
    project = root / "project"
    files = briefs.write(project, memos, STATEMENTS)
    # By another process: what this one has in memory would count for all that it starts.
    subprocess.run([sys.executable, HERE / "laying_out.py", project, root / "folders"], check=True)
    folders = [root / "folders" / file.stem for file in files]
    there = {"XDG_CACHE_HOME": str(root / "folders/cache")}
    rows = []
    for peer in COMPARED:
        for count, repeats in ((1, rounds), (memos, 1)):
            theirs, ours = [], []
            for _ in range(repeats):
                theirs.append(cost(peer.commands(folders[:count]), project, there))
                ours.append(cost(build(project, files[:count], peer.formats, *ANEW), project, there))
            _say(f"{peer.name}, {count}")
            pair = {"peer": asdict(_median(theirs)), "briefgen": asdict(_median(ours))}
            rows.append({"name": peer.name, "formats": peer.formats, "memos": count, **pair})
    return rows


def grown(root: Path, most: int) -> dict[str, Any]:
    """Measure more and more memos, on one core and then on two, and longer and longer ones."""
    found: dict[str, Any] = {"memos": [], "pages": []}
    project = root / "grown"
    files = briefs.write(project, most)
    there = {"XDG_CACHE_HOME": str(root / "grown-cache")}
    for count in [count for count in (1, 10, 100, 1000) if count <= most]:
        more = ("-j", "1") if count == most else ANEW  # The last fills the cache, which is empty.
        spent = cost(build(project, files[:count], ALL, *more), project, there)
        found["memos"].append({"count": count, **asdict(spent)})
        _say(f"growth to {count}")
    again = cost(build(project, (), ALL), project, there)
    found["unchanged"] = {"count": most, **asdict(again)}
    some = files[: min(most, 100)]
    shared = ("--force", "--no-cache", "-j")
    one, two = (cost(build(project, some, ALL, *shared, workers), project, there) for workers in "12")
    found |= {"throughput_memos": len(some), "throughput": [asdict(one), asdict(two)]}
    for pages in [pages for pages in (1, 10, 100) if pages <= most]:
        project = root / f"pages-{pages}"
        (file,) = briefs.write(project, 1, PER_PAGE * pages)
        spent = cost(build(project, [file], ALL, *ANEW), project)
        found["pages"].append({"count": _pages(project / f"out/{file.stem}.pdf"), **asdict(spent)})
        _say(f"pages, {pages}")
    return found


def _pages(pdf: Path) -> int:
    done = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True)
    return int(done.stdout.partition("Pages:")[2].split()[0])


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(*(statistics.median(getattr(one, name) for one in costs) for name in ("cpu", "wall", "peak")))


def _say(words: str) -> None:
    print(f"measured: {words}", file=sys.stderr, flush=True)


def main() -> None:
    """Measure, and write down what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="cold starts of each program")
    parser.add_argument("--memos", type=int, default=100, help="memos in the comparison of many")
    parser.add_argument("--most", type=int, default=1000, help="memos at the end of the growth")
    parser.add_argument("--try", action="store_true", dest="trial", help="a short run that writes nothing")
    options = parser.parse_args()
    rounds, memos, most = (1, 2, 10) if options.trial else (options.rounds, options.memos, options.most)
    adopt_orphans()
    before = os.getloadavg()[0]
    version = "import platform; print(platform.python_version())"
    theirs = subprocess.run([PEERS / "python", "-c", version], capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory(prefix="briefgen-benchmark-") as folder:
        rows = compared(Path(folder), rounds, memos)
        run = {"peers": rows, **grown(Path(folder), most)}
    run |= {"cores": len(os.sched_getaffinity(0)), "python": platform.python_version(), "peers_python": theirs.strip()}
    run |= {"load": [before, os.getloadavg()[0]], "rounds": rounds}
    print(table.text(run))
    if not options.trial:
        table.LAST.write_text(json.dumps(run, indent=1) + "\n", "utf-8")
        table.README.write_text(table.placed(table.README.read_text("utf-8"), run), "utf-8")


if __name__ == "__main__":
    main()
