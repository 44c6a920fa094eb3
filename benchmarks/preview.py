"""From saving a file to seeing it: how long the preview takes, in a browser.

Runs the preview on the briefs of this repository in headless Chromium, changes the title of one again and again by
renaming a new file over it, and takes the time until the page shows it: in the Markdown, in the frame of the web page,
and until the picture of the first page of the PDF is another one. Then the same for a label of a template.

    .venv/bin/python benchmarks/preview.py [ROUNDS]
"""

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
BRIEF = "content/mill-library.yaml"
TEMPLATE = "templates/own/template.yaml"
AIMS = {"Markdown": 1.0, "web page": 1.0, "PDF": 2.0}


def project(root: Path) -> None:
    for folder in ("content", "seeds"):
        shutil.copytree(ROOT / folder, root / folder)
    (root / "templates/own").mkdir(parents=True)
    (root / TEMPLATE).write_text("name: own\nextends: memo\nlabels: {en: {decisions: Title 0}}\n")
    (root / "briefgen.yaml").write_text("template: own\n")


def save(path: Path, text: str) -> float:
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, "utf-8")
    beside.replace(path)
    return time.perf_counter()


def seconds(start: float, seen: Callable[[], Any]) -> float:
    while not seen():
        if time.perf_counter() - start > 60:
            raise SystemExit("not seen within a minute")
        time.sleep(0.01)
    return time.perf_counter() - start


def watches(page: Any, words: str) -> dict[str, tuple[str, Callable[[], Any]]]:
    """Return how to see a change, by what shows it: the tab, and a question."""
    picture = "() => document.querySelector('.sheet img')?.getAttribute('src') ?? ''"
    before = page.evaluate(picture)

    def in_frame() -> bool:
        frame = page.locator("#web iframe:not(.coming)")
        return bool(frame.count()) and words in frame.content_frame.locator("body").inner_text()

    return {
        "Markdown": ("#tab-text", lambda: words in page.locator("#text code").text_content()),
        "web page": ("#tab-web", in_frame),
        "PDF": ("#tab-pages", lambda: page.evaluate(picture) not in ("", before)),
    }


def measure(page: Any, root: Path, rounds: int) -> dict[tuple[str, str], list[float]]:
    files = {"title": (root / BRIEF, r"(?m)^title: .*$", "title: "), "label": (root / TEMPLATE, r"Title \d+", "")}
    taken: dict[tuple[str, str], list[float]] = {}
    for number in range(1, rounds + 1):
        for what, (path, pattern, head) in files.items():
            for shown in AIMS:
                words = f"Title {number}{len(taken)}{list(AIMS).index(shown)}"
                tab, seen = watches(page, words)[shown]
                page.locator(tab).click()
                idle(page)
                if shown == "PDF":
                    page.wait_for_selector(".sheet img")
                    seen = watches(page, words)[shown][1]
                start = save(path, re.sub(pattern, f"{head}{words}", path.read_text("utf-8"), count=1))
                taken.setdefault((what, shown), []).append(seconds(start, seen))
                idle(page)
    return taken


def idle(page: Any) -> None:
    time.sleep(0.3)
    seconds(time.perf_counter(), lambda: page.locator("#state").get_attribute("data-state") != "busy")


def main() -> None:
    from playwright.sync_api import sync_playwright

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        project(root)
        command = [Path(sys.executable).with_name("briefgen"), "preview", BRIEF, "--no-open"]
        began = time.perf_counter()
        with subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr
            address = process.stderr.readline().split()[-1]
            page = playwright.chromium.launch(executable_path=program).new_page(viewport={"width": 1280, "height": 800})
            page.goto(address)
            page.wait_for_selector(".sheet img", timeout=60_000)
            print(f"from the start to the first picture of a page: {time.perf_counter() - began:.1f} s")
            idle(page)
            taken = measure(page, root, rounds)
            process.send_signal(signal.SIGINT)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}\n\n| changed | seen in | median | slowest | aim |")
    print("| --- | --- | ---: | ---: | ---: |")
    for (what, shown), times in taken.items():
        median, most = statistics.median(times), max(times)
        print(f"| {what} | {shown} | {median:.2f} s | {most:.2f} s | {AIMS[shown]:.0f} s |")


if __name__ == "__main__":
    main()
