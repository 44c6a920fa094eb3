"""The list of briefs in a browser: search, choices, order, keyboard; and what axe and the Nu Html Checker say of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_page import NARROW, WIDE, nu_html_checker, violations, wrong

from briefgen import listing
from briefgen.build.picturing import first_page
from briefgen.listing.page import page as listed_page
from briefgen.manifest.form import Asked, Build, Failure, File, Finding, Input, Unmade
from manifest_samples import BUILD, WHOLE
from test_build_listed import pdf

pytestmark = pytest.mark.conformance
PICTURE = first_page(pdf(595))
DIGEST = "ab" * 32
WARNING = Finding("warning", "no-evidence", "no evidence for 'the mill'", file="content/b.yaml", line=3)
ERROR = Finding("error", "quotation-not-in-source", "the source does not say it")


def brief(name: str, title: str, **changes: Any) -> Build:
    files = tuple(File(f"{name}.{form}", form, DIGEST, 16_000, "e", pages=3) for form in ("docx", "md", "html", "pdf"))
    return replace(BUILD, title=title, content=Input(f"content/{name}.yaml", "c0"), files=files, **changes)


BRIEFS = (
    brief("a", "Âme du pont", status="final", marking="TLP:GREEN", as_of="2026-01-02", language="fr"),
    brief("b", "Zebra crossing", status="draft", findings=(WARNING,), asked=Asked(draft=True)),
    brief("c", "Mill library", status="final", findings=(ERROR, WARNING), as_of="2026-03-01", marking="TLP:RED"),
    brief("d", "محطة تحلية المياه", language="ar", findings=(replace(WARNING, acknowledged=True),)),
    brief("e", "会議の記録", language="ja", as_of="2026-02-01"),
)


PAST = (
    brief("h", "Old harbour", status="final", state="gone", as_of="2026-03-02", marking="TLP:AMBER"),
    replace(brief("d", "Old plant", language="en", state="superseded"), files=(File("d.x", "x", DIGEST, 1, "e"),)),
)
FAILURES = (
    Failure("content/a.yaml", "c1", findings=(ERROR,), files=(Unmade("a.pdf", "pdf"), Unmade("a.md", "md"))),
    Failure("content/e.yaml", "c0", True, "会議の記録", findings=(WARNING,), strict=True, files=(Unmade("e.x", "x"),)),
    Failure(
        "content/f.yaml", "c0", True, "Tower", "en", "TLP:RED", findings=(ERROR,) * 2, files=(Unmade("f.md", "md"),)
    ),
    Failure("content/g.yaml", findings=(ERROR,), files=(Unmade("g.md", "md"),)),
)


def written(path: Path, *builds: Build, failures: tuple[Failure, ...] = ()) -> Path:
    whole = replace(WHOLE, builds=builds, failures=failures)
    path.write_bytes(listed_page(whole, {DIGEST: PICTURE}, "0" * 64, pictured=True))
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / listing.NAME, *BRIEFS)


@pytest.fixture
def failing(tmp_path: Path) -> Path:
    """Return a list with what was not built, and what is past, in every way that there is."""
    return written(tmp_path / "failing.html", *BRIEFS, *PAST, failures=FAILURES)


class Opened:
    """The page in a browser, and what it did that it should not have done."""

    def __init__(self, page: Any, file: Path) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.on("console", lambda message: self.wrong.append(message.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", lambda request: self._note(request.url, file.as_uri()))

    def _note(self, url: str, own: str) -> None:
        if url.partition("#")[0] != own and not url.startswith(("data:font/woff2;", "data:image/webp;")):
            self.wrong.append(url)

    @property
    def titles(self) -> list[str]:
        # Of what is far below the window, a browser lays out nothing, and the inner text is empty.
        return [str(one.text_content()) for one in self.page.locator("h2").all() if one.is_visible()]

    @property
    def status(self) -> str:
        return str(self.page.get_by_role("status").text_content())


@pytest.fixture
def opened(browser: Any, file: Path) -> Iterator[Opened]:
    context = browser.new_context(viewport=WIDE)
    made = Opened(context.new_page(), file)
    made.page.goto(file.as_uri())
    yield made
    context.close()
    assert made.wrong == []


NEWEST = ["Mill library", "会議の記録", "Âme du pont", "Zebra crossing", "محطة تحلية المياه"]


def test_words_are_searched_whatever_their_accents(opened: Opened) -> None:
    assert opened.titles == NEWEST
    assert opened.status == "5 of 5 shown"
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("ame PONT")
    opened.page.wait_for_timeout(250)
    assert (opened.titles, opened.status) == (["Âme du pont"], "1 of 5 shown")
    opened.page.keyboard.press("Escape")
    assert opened.titles == NEWEST
    for words, found in (("evidence", 3), ("c.docx", 1), ("議", 1), ("nothing at all", 0)):
        opened.page.fill("#q", words)
        opened.page.wait_for_timeout(250)
        assert len(opened.titles) == found, words
    assert opened.page.locator("#none").is_visible()
    opened.page.get_by_role("button", name="Show all").click()
    assert opened.titles == NEWEST


def test_choices_and_order_and_the_address_that_keeps_them(opened: Opened) -> None:
    page = opened.page
    page.get_by_label("Status").select_option("Final")
    assert opened.titles == ["Mill library", "Âme du pont"]
    page.locator("select[data-by=findings]").select_option("Open")
    assert opened.titles == ["Mill library"]
    page.get_by_label("Sort by").select_option("Title")
    address = page.url
    page.get_by_role("button", name="Show all").click()
    assert opened.titles == ["Âme du pont", "Mill library", "Zebra crossing", *opened.titles[3:]]
    page.get_by_label("Sort by").select_option("Most findings")
    assert opened.titles[:2] == ["Mill library", "Zebra crossing"]
    page.goto(address)
    page.reload()
    assert opened.titles == ["Mill library"]
    assert page.get_by_label("Sort by").input_value() == "title"


def test_what_was_not_built_comes_first_and_can_be_chosen(browser: Any, failing: Path) -> None:
    context = browser.new_context(viewport=WIDE)
    opened = Opened(context.new_page(), failing)
    opened.page.goto(failing.as_uri())
    unbuilt = ["会議の記録", "content/g.yaml", "Tower", "Âme du pont"]
    assert opened.titles == [*unbuilt, "Mill library", "Zebra crossing", "محطة تحلية المياه", "Old harbour"]
    choice = opened.page.locator("select[data-by=findings]")
    choice.select_option("Not built")
    assert (opened.titles, opened.status) == (unbuilt, "4 of 8 shown")
    assert opened.page.get_by_text("Files of an earlier state").first.is_visible()
    choice.select_option("Open")
    assert opened.titles == [*unbuilt, "Mill library", "Zebra crossing"]
    choice.select_option("None open")
    assert opened.titles == ["محطة تحلية المياه", "Old harbour"]
    choice.select_option("All")
    opened.page.get_by_label("Sort by").select_option("Most findings")
    assert opened.titles[:5] == ["content/g.yaml", "Tower", "Âme du pont", "会議の記録", "Mill library"]
    opened.page.get_by_label("Sort by").select_option("Least coverage")
    assert opened.titles[-4:-1] == ["content/g.yaml", "Tower", "Âme du pont"], "of these, nobody knows"
    context.close()
    assert opened.wrong == []


def test_an_address_with_nonsense_shows_all(opened: Opened) -> None:
    opened.page.goto(f"{opened.page.url}#sort=x&status=%22&q=")
    opened.page.reload()
    assert opened.titles == NEWEST


def test_without_a_script_all_is_there(browser: Any, file: Path) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator("h2").all_inner_texts() == NEWEST
    assert not page.locator("#tools").is_visible()
    page.locator("summary").first.click()
    assert page.get_by_text("the source does not say it").is_visible()
    context.close()


def test_pictures_are_shown(opened: Opened) -> None:
    opened.page.locator(".shot img").first.scroll_into_view_if_needed()
    assert opened.page.evaluate("document.querySelector('.shot img').naturalWidth") == 320


@pytest.mark.parametrize("width", [320, 390, 700, 1280, 2000])
def test_nothing_is_wider_than_the_window(browser: Any, failing: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(failing.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe(browser: Any, failing: Path, size: dict[str, int], scheme: str) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(failing.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert violations(page) == []
    context.close()


def test_the_html_is_valid(file: Path, failing: Path) -> None:
    broken = file.with_name("broken.html")
    broken.write_bytes(file.read_bytes().replace(b"<main>", b"<main><p></b>", 1))
    said = wrong(nu_html_checker([file, failing, broken]))
    assert {Path(one[0]).name for one in said} == {"broken.html"}, "or it has looked at nothing"
