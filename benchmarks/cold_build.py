"""What briefgen costs over the libraries it stands on.

Measures whole processes, side by side: ``briefgen build`` of one brief in three formats, and ``bare.py``, which gives
the same HTML and CSS to WeasyPrint and the same text to python-docx. Of each, the importing of all modules that it
loads is measured apart. Rounds are interleaved, so that a busy machine is busy for all; the medians count.

usage: python benchmarks/cold_build.py [--rounds N] [--profile]
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BRIEF = HERE.parent / "content/japan-us-defense-roles.yaml"
AIM = 1.4
LIST_MODULES = """
import atexit, json, sys
atexit.register(lambda: json.dump(list(sys.modules), open({file!r}, "w")))
"""
IMPORT_MODULES = """
import importlib, json, sys
for name in json.load(open(sys.argv[1])):
    try:
        importlib.import_module(name)
    except ImportError:
        pass
"""


# --- The same HTML, CSS and text for the bare script ------------------------------------------------------------------
def lay_out(folder: Path) -> None:
    """Build the brief once, and keep what WeasyPrint was given and what the Word file says."""
    import weasyprint

    from briefgen.build import Options, plan, run
    from briefgen.project import find
    from briefgen.writers import fonts

    given: dict[str, str] = {}
    with _recorded(weasyprint, "HTML", given), _recorded(weasyprint, "CSS", given):
        project = find(BRIEF.parent)
        (outcome,) = run(project, plan(project, [BRIEF], Options(output=folder, formats=("docx", "pdf", "md"))))
    word, pdf, md = outcome.written
    for name, text in given.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "fonts").mkdir()
    for package in fonts.PACKAGES.values():
        for name, *_ in package.files():
            file = fonts.font_file(name)
            assert file is not None
            (folder / "fonts" / name).write_bytes(file.read_bytes())
    (folder / "text.json").write_text(json.dumps(_text(word)), "utf-8")
    md.rename(folder / "text.md")
    word.unlink()
    pdf.rename(folder / "briefgen.pdf")


@contextmanager
def _recorded(module: Any, name: str, given: dict[str, str]) -> Iterator[None]:
    """Keep the text that a class of WeasyPrint is given."""
    original = getattr(module, name)

    class Recorded(original):  # type: ignore[misc]
        def __init__(self, *arguments: Any, **named: Any) -> None:
            file = "page.html" if name == "HTML" else f"sheet-{len(given)}.css"
            given[file] = named["string"]
            super().__init__(*arguments, **named)

    setattr(module, name, Recorded)
    yield
    setattr(module, name, original)


def _text(word: Path) -> list[Any]:
    """Return the paragraphs of a Word file, its tables as rows of texts, and its notes as paragraphs."""
    import docx
    from docx.table import Table

    document = docx.Document(str(word))
    blocks: list[Any] = []
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            blocks.append([[cell.text for cell in row.cells] for row in item.rows])
        else:
            blocks.append(item.text)
    part = next(part for part in document.part.package.iter_parts() if str(part.partname) == "/word/footnotes.xml")
    from lxml import etree

    for note in etree.fromstring(part.blob):
        blocks.append("".join(note.itertext()))
    return blocks


# --- Measuring --------------------------------------------------------------------------------------------------------
def cost(command: Sequence[str], folder: Path, repeats: int = 1) -> tuple[float, float]:
    """Run a process. Returns its CPU time in milliseconds and its peak of memory in MiB."""
    spent, peak = 0.0, 0.0
    for _ in range(repeats):
        child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        assert child.stderr is not None
        said = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        child.stderr.close()
        assert child.returncode == 0, said.decode()
        spent += (used.ru_utime + used.ru_stime) * 1000 / repeats
        peak = max(peak, used.ru_maxrss / 1024)
    return spent, peak


def modules_of(command: Sequence[str], folder: Path, file: Path) -> None:
    """Write down the modules that a Python program loads, in the order of their loading."""
    site = folder / "site"
    site.mkdir(exist_ok=True)
    (site / "sitecustomize.py").write_text(LIST_MODULES.format(file=str(file)), "utf-8")
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(site)})
    names = [name for name in json.loads(file.read_text()) if name not in ("__main__", "sitecustomize")]
    file.write_text(json.dumps(names))


def measure(folder: Path, rounds: int) -> dict[str, tuple[float, float]]:
    """Return the median cost of each program."""
    briefgen = [sys.executable, "-m", "briefgen"]
    build = [*briefgen, "build", str(BRIEF), "-f", "docx,pdf,md", "-o", str(folder / "out"), "--force", "-q"]
    bare = [sys.executable, str(HERE / "bare.py"), str(folder)]
    imports = {}
    for name, command in (("briefgen", build), ("bare", bare)):
        file = folder / f"{name}-modules.json"
        modules_of(command, folder, file)
        imports[name] = [sys.executable, "-c", IMPORT_MODULES, str(file)]
    programs = {
        "briefgen": build,
        "bare": bare,
        "briefgen imports": imports["briefgen"],
        "bare imports": imports["bare"],
        "python": [sys.executable, "-c", "pass"],
        "--version": [*briefgen, "--version"],
        "--help": [*briefgen, "--help"],
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for number in range(rounds):
        order = list(programs) if number % 2 else list(reversed(programs))
        for name in order:
            found[name].append(cost(programs[name], folder))
        print(f"round {number + 1} of {rounds}", end="\r", file=sys.stderr, flush=True)
    return {
        name: (statistics.median(cpu for cpu, _ in all_), statistics.median(peak for _, peak in all_))
        for name, all_ in found.items()
    }


def table(found: dict[str, tuple[float, float]]) -> str:
    """Return the figures as Markdown."""
    cpu = {name: value for name, (value, _) in found.items()}
    work = {name: cpu[name] - cpu[f"{name} imports"] for name in ("briefgen", "bare")}
    peak = {name: found[name][1] for name in ("briefgen", "bare")}
    rows = [
        ("CPU, whole process", cpu["briefgen"], cpu["bare"], "ms"),
        ("CPU of start and imports", cpu["briefgen imports"], cpu["bare imports"], "ms"),
        ("CPU of the work", work["briefgen"], work["bare"], "ms"),
        ("Peak memory", peak["briefgen"], peak["bare"], "MiB"),
    ]
    lines = ["| | briefgen | bare | ratio |", "| --- | ---: | ---: | ---: |"]
    lines += [f"| {name} | {one:.0f} {unit} | {two:.0f} {unit} | {one / two:.2f} |" for name, one, two, unit in rows]
    small = ", ".join(f"`briefgen {name}` {cpu[name]:.0f} ms" for name in ("--version", "--help"))
    verdict = "met" if work["briefgen"] <= AIM * work["bare"] else "MISSED"
    aim = f"Aim: work at most {AIM} × that of the bare script: {verdict}."
    lines += ["", f"{aim} CPU of {small}; bare Python {cpu['python']:.0f} ms."]
    return "\n".join(lines)


def profile(folder: Path) -> None:
    """Show where the CPU of a build goes."""
    command = [sys.executable, "-m", "cProfile", "-o", str(folder / "profile"), "-m", "briefgen", "build", str(BRIEF)]
    subprocess.run([*command, "-o", str(folder / "out"), "--force", "-q"], check=True, capture_output=True)
    import pstats

    stats = pstats.Stats(str(folder / "profile"))
    stats.sort_stats("cumulative").print_stats("briefgen", 60)
    stats.sort_stats("tottime").print_stats(40)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--profile", action="store_true", help="show where the CPU goes instead")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="briefgen-benchmark-"))
    try:
        if options.profile:
            profile(folder)
        else:
            lay_out(folder)
            print(table(measure(folder, options.rounds)))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
