"""The pictures of the author's guide: the pages that its reader sees after a step. Run by ``script/gallery``."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import validators
from building import ROOT
from gallery import pages, side_by_side
from playwright.sync_api import sync_playwright

from guide import Reader, chapters

FOLDER = ROOT / "docs" / "guide"
PICTURE = re.compile(r"guide/step-([0-9]+)\.png")


PREVIEWED = 2
"""The step after which the preview is shown."""


def reached(step: int, place: Path) -> Reader:
    """Do what the guide says up to a step."""
    place.mkdir()
    os.chdir(place)
    reader = Reader(place)
    told = chapters((ROOT / "docs" / "templates.md").read_text("utf-8"))
    last = next(number for number, chapter in enumerate(told) if chapter.title.startswith(f"{step}. "))
    for chapter in told[: last + 1]:
        reader.replay(chapter)
    return reader


def preview(place: Path) -> None:
    """Take a picture of the preview."""
    reached(PREVIEWED, place)
    command = [sys.executable, "-m", "briefgen", "preview", "--no-open"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running, sync_playwright() as playwright:
        assert running.stderr
        address = running.stderr.readline().split()[-1]
        program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 620})
        page.goto(address)
        page.wait_for_selector("#pages img", timeout=90_000)
        page.wait_for_selector('#state:not([data-state="busy"])')
        page.wait_for_timeout(1500)  # until the picture of the page is drawn
        page.screenshot(path=FOLDER / "preview.png")
        browser.close()
        running.terminate()


def picture(step: int, place: Path) -> None:
    """Take a picture of the first page after a step: PDF beside Word."""
    reader = reached(step, place)
    if wrong := reader.build("docx", "pdf"):
        raise SystemExit(f"step {step}: {wrong}")
    (place / "laid out").mkdir()
    laid_out = validators.laid_out({"first": place / "output/first.docx"}, place / "laid out")["first"]
    ours, theirs = pages(place / "output/first.pdf", place / "pdf")[0], pages(laid_out, place / "word")[0]
    side_by_side(ours, theirs).save(FOLDER / f"step-{step}.png", optimize=True)


def main() -> None:
    """Make the pictures that the guide shows."""
    steps = sorted({int(step) for step in PICTURE.findall((ROOT / "docs" / "templates.md").read_text("utf-8"))})
    with tempfile.TemporaryDirectory() as folder:
        preview(Path(folder).resolve() / "preview")
        for step in steps:
            picture(step, Path(folder).resolve() / f"step {step}")


if __name__ == "__main__":
    main()
