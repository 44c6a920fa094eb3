"""The preview in a browser: what is saved is seen, what is broken is said, and the last good page stays.

The program runs as a person starts it, and files are saved as editors save them: beside the old one, then renamed.
"""

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from test_page import NARROW, WIDE, violations

from briefgen.starter import start

pytestmark = [pytest.mark.conformance, pytest.mark.xdist_group("preview")]
PATIENCE = 60.0
"""Seconds for a change to be seen, on a machine that has much else to do. What it takes is for the benchmark to say."""


@dataclass
class Running:
    """A preview that runs, and its project."""

    root: Path
    process: subprocess.Popen[str]
    address: str

    def save(self, name: str, text: str) -> None:
        """Save a file as an editor does."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.swp")
        beside.write_text(text, "utf-8")
        beside.replace(path)

    def change(self, name: str, old: str, new: str) -> str:
        """Change words of a file; return what it was."""
        before = (self.root / name).read_text("utf-8")
        assert old in before
        self.save(name, before.replace(old, new))
        return before


def wait_for(what: Callable[[], Any], words: str) -> Any:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.05)
    pytest.fail(f"not seen: {words}")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    root = tmp_path_factory.mktemp("project")
    start(root)
    (root / "content/second.yaml").write_text(
        (root / "content/first.yaml").read_text("utf-8").replace("Easterley opens", "Second opens"), "utf-8"
    )
    own = root / "templates/own"
    own.mkdir(parents=True)
    (own / "template.yaml").write_text("name: own\nextends: memo\nlabels: {en: {decisions: What was decided}}\n")
    (own / "memo.md.j2").write_text('{% extends "memo/memo.md.j2" %}\n')
    (root / "briefgen.yaml").write_text("template: own\n")
    program = Path(sys.executable).with_name("briefgen")
    command = [program, "preview", "content/first.yaml", "--no-open", "--editor", "vscode"]
    process = subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    address = process.stderr.readline().split()[-1]
    yield Running(root, process, address)
    process.send_signal(signal.SIGINT)
    with process.stderr:
        assert process.wait(20) == 0
        assert "Traceback" not in process.stderr.read()


@pytest.fixture(autouse=True)
def put_back(running: Running) -> Iterator[None]:
    """Leave the project as it was, whatever a test has come to."""
    before = {path: path.read_text("utf-8") for path in files(running.root)}
    yield
    for path in files(running.root) - before.keys():
        path.unlink()
    for path, text in before.items():
        if not path.exists() or path.read_text("utf-8") != text:
            running.save(path.relative_to(running.root).as_posix(), text)


def files(root: Path) -> set[Path]:
    return {path for path in root.rglob("*") if path.is_file() and not path.name.startswith(".")}


@dataclass
class Said:
    """What the page said or asked for that it should not have."""

    words: list[str] = field(default_factory=list)


@pytest.fixture
def page(browser: Any, running: Running) -> Iterator[Any]:
    with opening(browser, running) as opened:
        yield opened


@contextmanager
def opening(browser: Any, running: Running, **options: Any) -> Iterator[Any]:
    said = Said()
    context = browser.new_context(**{"viewport": WIDE, **options})
    opened = context.new_page()
    opened.on("console", lambda message: said.words.append(message.text))
    opened.on("pageerror", lambda error: said.words.append(str(error)))
    opened.on("dialog", lambda dialog: (said.words.append(dialog.message), dialog.dismiss()))
    opened.on("request", lambda request: _note(said, request.url, running.address))
    opened.goto(running.address)
    settled(opened)
    yield opened
    context.close()
    assert said.words == []


def _note(said: Said, address: str, own: str) -> None:
    if not address.startswith((own, "data:font/woff2;")):
        said.words.append(f"asked for {address}")


def settled(page: Any) -> None:
    wait_for(lambda: page.locator("#state").get_attribute("data-state") in ("good", "error"), "an end of the making")


def web_text(page: Any) -> str:
    frame = page.locator("#web iframe:not(.coming)")
    return str(frame.content_frame.locator("body").inner_text()) if frame.count() else ""


def colour_of_heading(page: Any) -> str:
    from playwright.sync_api import Error

    frame = page.locator("#web iframe:not(.coming)").content_frame
    try:
        return str(frame.locator("h2").first.evaluate("(heading) => getComputedStyle(heading).color", timeout=2000))
    except Error:  # The frame has just been replaced.
        return ""


def markdown(page: Any) -> str:
    return str(page.locator("#text code").text_content())


def show(page: Any, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def picture_of(page: Any) -> str:
    wait_for(lambda: page.locator(".sheet img").count(), "the pages")
    return str(page.locator(".sheet img").first.get_attribute("src"))


# --- What is saved is seen --------------------------------------------------------------------------------------------
def test_all_that_is_made_is_there(page: Any, running: Running) -> None:
    wait_for(lambda: page.locator(".sheet img").count(), "the pages")
    assert page.evaluate("document.querySelector('.sheet img').naturalWidth") >= 800
    show(page, "Web page")
    wait_for(lambda: "Easterley opens its reading room" in web_text(page), "the web page")
    show(page, "Markdown")
    wait_for(lambda: "# Easterley opens" in markdown(page), "the Markdown")
    names = {}
    for link in page.locator("#downloads a").all():
        with page.expect_download() as waiting:
            link.click()
        names[waiting.value.suggested_filename] = Path(waiting.value.path()).read_bytes()[:4]
    assert sorted(names) == ["first.docx", "first.html", "first.md", "first.pdf"]
    assert (names["first.docx"], names["first.pdf"]) == (b"PK\x03\x04", b"%PDF")


def test_a_label(page: Any, running: Running) -> None:
    show(page, "Web page")
    wait_for(lambda: "What was decided" in web_text(page), "the label")
    before = running.change("templates/own/template.yaml", "What was decided", "Entschieden 決定")
    wait_for(lambda: "Entschieden 決定" in web_text(page), "the new label")
    running.save("templates/own/template.yaml", before)
    wait_for(lambda: "What was decided" in web_text(page), "the label as it was")


def test_the_wording_of_a_template(page: Any, running: Running) -> None:
    show(page, "Markdown")
    wait_for(lambda: "# Easterley" in markdown(page), "the Markdown")
    before = running.change(
        "templates/own/memo.md.j2", "%}\n", "%}\n{% block decisions %}\n## Own\n\nWords.\n{% endblock %}\n"
    )
    wait_for(lambda: "## Own" in markdown(page), "the new wording")
    assert "## Own" in page.locator("#text mark").all_text_contents(), "what has changed is marked"
    running.save("templates/own/memo.md.j2", before)
    wait_for(lambda: "## Own" not in markdown(page), "the wording as it was")


def test_a_token_and_the_style_sheet(page: Any, running: Running) -> None:
    show(page, "Web page")

    def is_(wanted: str) -> Callable[[], bool]:
        return lambda: colour_of_heading(page) == wanted

    before = (running.root / "templates/own/template.yaml").read_text("utf-8")
    running.save("templates/own/template.yaml", f"{before}design: {{colours: {{accent: '#7a0033'}}}}\n")
    wait_for(is_("rgb(122, 0, 51)"), "the colour of the token")
    running.save("templates/own/print.css", "h2 { color: rgb(0, 90, 60) }\n")
    wait_for(is_("rgb(0, 90, 60)"), "the colour of the new style sheet")
    (running.root / "templates/own/print.css").unlink()
    running.save("templates/own/template.yaml", before)
    wait_for(is_("rgb(11, 61, 102)"), "the colour as it was")


def test_the_content_in_the_pages(page: Any, running: Running) -> None:
    first = picture_of(page)
    before = running.change("content/first.yaml", "title: Easterley", "title: Westerley")
    changed = wait_for(lambda: picture_of(page) != first and picture_of(page), "another picture")
    running.save("content/first.yaml", before)
    wait_for(lambda: picture_of(page) not in ("", changed), "the page as it was")


def test_the_place_is_kept(page: Any, running: Running) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    show(page, "Web page")
    wait_for(lambda: "Easterley" in web_text(page), "the web page")
    frame = page.locator("#web iframe:not(.coming)").content_frame
    frame.locator("html").evaluate("() => scrollTo(0, 140)")
    page.wait_for_timeout(200)
    before = running.change("content/first.yaml", "title: Easterley", "title: Northerley")
    wait_for(lambda: "Northerley" in web_text(page), "the change")
    assert page.locator("#web iframe").content_frame.locator("html").evaluate("() => scrollY") == 140
    running.save("content/first.yaml", before)
    show(page, "Pages")
    settled(page)
    picture_of(page)
    page.locator("#pages").evaluate("(panel) => { panel.scrollTop = 300 }")
    running.change("content/first.yaml", "title: Easterley", "title: Southerley")
    first = picture_of(page)
    wait_for(lambda: picture_of(page) != first, "another picture")
    assert page.locator("#pages").evaluate("(panel) => panel.scrollTop") == 300
    running.save("content/first.yaml", before)
    settled(page)


# --- What is broken is said -------------------------------------------------------------------------------------------
def test_a_broken_template_shows_its_error_and_the_last_good_page(page: Any, running: Running) -> None:
    show(page, "Web page")
    wait_for(lambda: "What was decided" in web_text(page), "the web page")
    before = running.change(
        "templates/own/memo.md.j2", "%}\n", "%}\n{% block decisions %}\n{{ brief.titel }}\n{% endblock %}\n"
    )
    problem = page.locator("#found .problem").first
    wait_for(problem.is_visible, "the problem")
    assert page.locator("#found .problem[data-severity=error]").count() >= 1
    assert "templates/own/memo.md.j2:3" in problem.inner_text()
    assert "{{ brief.titel }}" in problem.inner_text(), "the line itself"
    assert "title" in problem.inner_text(), "what to do"
    assert "What was decided" in web_text(page)
    assert page.locator("#web").evaluate("(panel) => panel.classList.contains('old')")
    assert "last good" in page.locator("#notice").inner_text()
    assert "last good page" in page.locator("#status").text_content()
    show(page, "Pages")
    wait_for(lambda: page.locator(".sheet img").count(), "the pages")
    running.save("templates/own/memo.md.j2", before)
    wait_for(lambda: not page.locator("#found .problem").count(), "no problem")
    settled(page)
    assert not page.locator("#notice").is_visible()
    assert page.locator(".old").count() == 0


def test_a_problem_leads_to_its_place(page: Any, running: Running) -> None:
    hostile = "</p><script>alert(1)</script><img src=x onerror=alert(2)>"
    before = running.change("content/first.yaml", "title: Easterley", f"titel: {hostile} Easterley")
    link = page.locator("#found .problem", has_text="titel").locator("button")
    wait_for(link.is_visible, "the problem")
    assert page.locator("#found a").first.get_attribute("href").startswith("vscode://file/")
    link.click()
    dialog = page.locator("dialog[open]")
    here = dialog.locator(".here")
    wait_for(here.is_visible, "the line")
    assert hostile in here.inner_text()
    assert dialog.locator("script, img").count() == 0
    assert dialog.locator(".said").is_visible()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.evaluate("document.activeElement.className") == "link", "the focus is where it was"
    running.save("content/first.yaml", before)
    wait_for(lambda: not page.locator("#found .problem").count(), "no problem")


def test_a_template_without_an_end_freezes_nothing(page: Any, running: Running) -> None:
    loop = "".join(f"{{% for {name} in range(9999) %}}" for name in "abc") + "{% endfor %}" * 3
    before = running.change("templates/own/memo.md.j2", "%}\n", f"%}}\n{{% block decisions %}}{loop}{{% endblock %}}\n")
    wait_for(lambda: page.locator("#state").get_attribute("data-state") == "busy", "the making")
    show(page, "Markdown")
    show(page, "Web page")
    wait_for(lambda: "What was decided" in web_text(page), "the last good page")
    running.save("templates/own/memo.md.j2", before)
    settled(page)
    assert page.locator("#found .problem[data-severity=error]").count() == 0


def test_a_file_that_goes_and_comes_back(page: Any, running: Running) -> None:
    picture_of(page)
    content = running.root / "content/first.yaml"
    text = content.read_text("utf-8")
    content.unlink()
    wait_for(lambda: page.locator("#found .problem").count(), "the problem")
    assert page.locator(".sheet img").count() >= 1
    running.save("content/first.yaml", text)
    wait_for(lambda: not page.locator("#found .problem").count(), "no problem")


# --- What can be chosen -----------------------------------------------------------------------------------------------
def test_another_brief_and_another_template(page: Any, running: Running) -> None:
    show(page, "Web page")
    wait_for(lambda: "What was decided" in web_text(page), "the web page")
    page.get_by_label("Template").select_option("memo")
    wait_for(lambda: "Key decisions" in web_text(page), "the other template")
    page.get_by_label("Brief").select_option(label="content/second.yaml")
    wait_for(lambda: "Second opens" in web_text(page) and "Key decisions" in web_text(page), "the other brief")
    running.save("content/third.yaml", (running.root / "content/second.yaml").read_text("utf-8"))
    wait_for(lambda: "content/third.yaml" in page.get_by_label("Brief").inner_text(), "a new brief to choose")
    page.reload()
    settled(page)
    assert "Key decisions" in wait_for(lambda: web_text(page), "the page")
    assert "Second opens" in web_text(page)
    (running.root / "content/third.yaml").unlink()


# --- For everybody ----------------------------------------------------------------------------------------------------
def test_the_keyboard_goes_everywhere(page: Any) -> None:
    walked = []
    for _ in range(14):
        page.keyboard.press("Tab")
        walked.append(page.evaluate("() => document.activeElement.textContent.trim().split('\\n')[0].slice(0, 30)"))
    assert walked[:2] == ["Skip to the document", "Skip to the problems"]
    assert {"Pages", "PDF", "Word", "Markdown"} <= set(walked)
    page.get_by_role("tab", name="Pages").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("tab", name="Web page").get_attribute("aria-selected") == "true"
    page.keyboard.press("End")
    assert page.locator("#text").is_visible()
    page.keyboard.press("Home")
    assert page.locator("#pages").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, {"width": 600, "height": 900}, NARROW], ids=["wide", "600", "narrow"])
def test_axe(browser: Any, running: Running, size: dict[str, int], scheme: str) -> None:
    options = {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce", "bypass_csp": True}
    with opening(browser, running, **options) as page:
        for name in ("Pages", "Markdown"):
            show(page, name)
            assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_where_something_is_wrong(browser: Any, running: Running, scheme: str) -> None:
    before = running.change("content/first.yaml", "commitment: decided", "commitment: decide")
    with opening(browser, running, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True) as page:
        wait_for(lambda: page.locator("#found .problem").count(), "the problem")
        assert violations(page) == []
        page.locator("#found button").first.click()
        wait_for(page.locator("dialog .here").is_visible, "the line")
        assert violations(page) == []
    running.save("content/first.yaml", before)


# --- The end ----------------------------------------------------------------------------------------------------------
def test_when_it_has_ended_the_page_says_so(browser: Any, tmp_path: Path) -> None:
    start(tmp_path)
    program = shutil.which("briefgen", path=str(Path(sys.executable).parent))
    process = subprocess.Popen([program, "preview", "--no-open"], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    address = process.stderr.readline().split()[-1]
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{20,}/", address)
    page = browser.new_page()
    page.goto(address)
    settled(page)
    picture_of(page)
    process.send_signal(signal.SIGTERM)
    with process.stderr:
        assert process.wait(20) == 0
        assert "Traceback" not in process.stderr.read()
    wait_for(lambda: page.locator("#state").get_attribute("data-state") == "gone", "that it has ended")
    assert page.locator(".sheet img").count() >= 1, "what was on screen stays"
    page.close()
