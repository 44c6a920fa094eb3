"""The figures of a run as Markdown: what stands in README.md is made from ``last.json``, and from nothing else."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LAST = Path(__file__).with_name("last.json")
README = Path(__file__).parent.parent / "README.md"
START, END = "<!-- benchmarks -->", "<!-- /benchmarks -->"

FLOOR = "the floor"
AIM_FOR_ONE, AIM_FOR_MANY, AIM_ON_TWO = 1.2, 1.1, 1.8
"""CPU in proportion to the floor's, cold and a memo of many; the throughput on two cores in proportion to one's."""


def text(run: dict[str, Any]) -> str:
    """Return the tables of a run."""
    return "\n".join([*_caption(run), "", *_peers(run), "", *_growth(run), "", *_other(run)])


def placed(page: str, run: dict[str, Any]) -> str:
    """Return a page with the tables between its marks."""
    head, _, rest = page.partition(START)
    _, _, tail = rest.partition(END)
    return f"{head}{START}\n{text(run)}\n{END}{tail}"


def last() -> dict[str, Any]:
    """Return the figures of the last run."""
    found: dict[str, Any] = json.loads(LAST.read_text("utf-8"))
    return found


def _caption(run: dict[str, Any]) -> Iterator[str]:
    rounds, many = run["rounds"], max(row["memos"] for row in run["peers"])
    cold = f"medians of {rounds} cold starts" if rounds > 1 else "one cold start"
    busy = _BUSY if max(run["load"]) > run["cores"] else ""
    yield (
        f"Made by `script/benchmark` on {run['cores']} cores, Python {run['python']} (the other programs:"
        f" {run['peers_python']}), side by side in one run; load of the machine {run['load'][0]:.1f} at the start,"
        f" {run['load'][1]:.1f} at the end{busy}. CPU is that of all processes that a program starts. 1 memo: {cold};"
        f" {many} memos: one process where the program can, briefgen on one core. Each program makes the formats of its"
        " row from the same words. [benchmarks/](benchmarks/README.md) says what the floor is, and how each is called."
    )


_BUSY = " (it had other work to do: times on the clock say little, and CPU is dearer than on an idle one)"


def _peers(run: dict[str, Any]) -> Iterator[str]:
    yield "| against | formats | memos | CPU | briefgen's | ratio | wall | briefgen's | memory | briefgen's |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for row in run["peers"]:
        theirs, ours = row["peer"], row["briefgen"]
        yield (
            f"| {row['name']} | {row['formats']} | {row['memos']} | {theirs['cpu']:.2f} s | {ours['cpu']:.2f} s"
            f" | **{ours['cpu'] / theirs['cpu']:.2f}** | {theirs['wall']:.2f} s | {ours['wall']:.2f} s"
            f" | {theirs['peak']:.0f} MB | {ours['peak']:.0f} MB |"
        )


def _growth(run: dict[str, Any]) -> Iterator[str]:
    yield "| how it grows (Word, PDF, Markdown) | CPU | for each | memory |"
    yield "| --- | ---: | ---: | ---: |"
    for name, unit in (("memos", "memo"), ("pages", "page")):
        for row in run[name]:
            each = row["cpu"] / row["count"]
            yield f"| {_counted(row['count'], unit)} | {row['cpu']:.2f} s | {each:.3f} s | {row['peak']:.0f} MB |"


def _other(run: dict[str, Any]) -> Iterator[str]:
    one, two = run["throughput"]
    gain = one["wall"] / two["wall"]
    seconds = f"in {two['wall']:.1f} s, with `-j 1` in {one['wall']:.1f} s"
    yield f"* {run['throughput_memos']} memos with `-j 2` {seconds}: {gain:.2f} × the throughput."
    unchanged = run["unchanged"]
    yield (
        f"* {unchanged['count']:,} unchanged briefs in three formats: `briefgen build` answers in"
        f" {unchanged['wall']:.2f} s ({unchanged['cpu']:.2f} s of CPU)."
    )
    for verdict in _verdicts(run, gain):
        yield f"* {verdict}"


def _verdicts(run: dict[str, Any], gain: float) -> Iterator[str]:
    missed = []
    for row in run["peers"]:
        ratio, counted = row["briefgen"]["cpu"] / row["peer"]["cpu"], _counted(row["memos"], "memo")
        if row["name"] != FLOOR:
            missed += [f"faster than {row['name']} for {counted}"] if ratio > 1 else []
        elif ratio > (aim := AIM_FOR_ONE if row["memos"] == 1 else AIM_FOR_MANY):
            missed.append(f"{aim} × the floor for {counted}")
    missed += [f"{AIM_ON_TWO} × the throughput on two cores"] if gain < AIM_ON_TWO else []
    missed += ["unchanged briefs in 1 s"] if run["unchanged"]["wall"] > 1 else []
    yield f"Aims missed: {'; '.join(missed)}." if missed else "Every aim is met."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number > 1)}"
