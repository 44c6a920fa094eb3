"""Web pages and Markdown: what a reader sees of them, and that no page hangs or fills the memory."""

import random

import pytest

from briefgen.problems import BriefgenError
from briefgen.readers import extract, html


def page(markup: str, name: str = "a.html") -> list[str]:
    """Return the paragraphs of a page."""
    text = extract(markup.encode(), name)
    return text.split("\n\n") if text else []


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        # blocks
        ("<h1>Title</h1><p>One <b>two</b>\n three.<p>Four", ["Title", "One two three.", "Four"]),
        ("<div>One<div>Two</div>Three</div>", ["One", "Two", "Three"]),
        ("<ul><li>One<ul><li>Nested</ul><li>Two</ul>", ["One", "Nested", "Two"]),
        ("<dl><dt>Word<dd>Meaning</dl>", ["Word", "Meaning"]),
        ("<blockquote><p>“One.”</p></blockquote><hr>Two", ["“One.”", "Two"]),
        ("<figure><img alt=no><figcaption>The mill</figcaption></figure>", ["The mill"]),
        ("<my-card>One</my-card><my-card>Two</my-card>", ["One", "Two"]),
        # lines
        ("<p>One<br>two<br/>three", ["One\ntwo\nthree"]),
        ("<p>One<br><br>two", ["One", "two"]),
        ("<pre>one\n  two\n\nthree</pre>", ["one\ntwo", "three"]),
        # tables: a row is a paragraph
        ("<table><tr><th>Party<th>Seats<tr><td><p>LDP</p><td>26<b>1</b></table>", ["Party\tSeats", "LDP\t261"]),
        ("<table><tr><td>Side<td><p>One</p><p>Two</p></table>", ["Side", "One", "Two"]),
        ("<table><tr><td>A<td><table><tr><td>B<td>C</table></table>", ["A\tB\tC"]),
        ("<table><caption>Votes</caption><tr><td></td><td> </td></tr></table>", ["Votes"]),
        # characters
        ("<p>A&nbsp;&amp;&lt;b&gt; &#26085; &eacute;", ["A\u00a0&<b> 日 é"]),
        ("<p>He said <q>yes</q>.", ["He said “yes”."]),
        ("<p><ruby>日本<rp>(</rp><rt>にほん</rt><rp>)</rp></ruby>です", ["日本です"]),
        # what nobody reads
        ("<head><title>T</title><style>p{}</style></head><p>One<script>'<p>no'</script>", ["One"]),
        ("<nav><p>Home</nav><div role=navigation>Menu</div><p>One<!-- no -->", ["One"]),
        ("<p hidden>no</p><p style='color:red;DISPLAY : none'>no</p><p>One</p><dialog>no</dialog>", ["One"]),
        ("<p>One<button>Share</button> two<select><option>no</select><noscript>no</noscript>", ["One two"]),
        ("<p>One <svg><title>no</title><text>no</text></svg>two<template><p>no</template>", ["One two"]),
        # the part that matters
        ("<p>Site<main><p>One</main><footer>no</footer>", ["One"]),
        ("<h1>Head</h1><p>Site<main><p>One</main>", ["Head", "One"]),
        ("<h1>Site</h1><main><h1>Head</h1><p>One</main>", ["Head", "One"]),
        ("<p>Site<article><p>One<article>Two</article></article>", ["One", "Two"]),
        ("<p>Site<article>One</article><article>Two</article>", ["Site", "One", "Two"]),
        ("<main></main><p>One", ["One"]),
    ],
)
def test_what_a_reader_sees(markup: str, expected: list[str]) -> None:
    assert page(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("---\ntitle: T\n---\n# Head\n\nOne\ntwo *three* `four`.\n", ["Head", "One two three four."]),
        ("Head\n====\n\n- one\n- two\n\n  more\n1) three", ["Head", "one", "two", "more", "three"]),
        ("| a | b |\n|---|---|\n| c | **d** |", ["a\tb", "c\td"]),
        ("See [the page](https://x.example) and ![no](a.png).", ["See the page and ."]),
        ("One  \ntwo\n\n> said\n\n```\nx  y\n```", ["One\ntwo", "said", "x y"]),
        ("<div>One</div>\n\n<script>no()</script>\n\nTwo <!-- no -->", ["One", "Two"]),
        ("One.[^1]\n\n[^1]: A note.", ["One.[1]", "A note."]),
    ],
)
def test_markdown(markup: str, expected: list[str]) -> None:
    assert page(markup, "a.md") == expected


# --- Encodings --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset='Shift_JIS'>", "cp932"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=euc-jp">', "euc-jp"),
        ('<?xml version="1.0" encoding="Shift_JIS"?>', "cp932"),
        ("", "utf-8"),
        ("", "utf-16"),
        ("<meta charset=nonsense>", "utf-8"),
        ("<meta charset=rot13>", "utf-8"),
    ],
)
def test_a_page_says_its_encoding(declared: str, written: str) -> None:
    data = f"{declared}<p>日本政府は発表した。</p>".encode(written)
    assert extract(data, "a.html") == "日本政府は発表した。"


def test_latin_1_is_what_browsers_make_of_it() -> None:
    assert extract(b"<meta charset=iso-8859-1><p>\x93caf\xe9\x94", "a.html") == "“café”"


@pytest.mark.parametrize("declared", [b"", b"<meta charset=utf-8>", b"<meta charset=euc-jp>"])
def test_a_page_in_another_encoding_than_it_says(declared: bytes) -> None:
    with pytest.raises(BriefgenError) as error:
        extract(declared + "<p>日本政府は発表した。".encode("cp932"), "a.html")
    assert [problem.code for problem in error.value.problems] == ["not-utf-8"]


def refused(data: bytes, name: str) -> str | None:
    """Return the code of the problem that a file is refused with, or None for one that is read."""
    try:
        extract(data, name)
    except BriefgenError as error:
        return error.problems[0].code
    return None


# --- Hostile pages ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("<div>" * 600 + "x", "too-large"),
        ("<i>" * 400 + "</b>" * 100_000 + "x", None),
        ("<p " + "a=b " * 300_000 + ">x", None),
        ("<!--" * 200_000 + "x", "empty-source"),
        ("&" * 500_000, None),
        ("<" * 500_000, None),
        ("</table></td></tr></article>" * 10_000 + "x", None),
        ("<td><tr></td><article>" * 100 + "x", None),
    ],
)
def test_a_hostile_page(markup: str, code: str | None) -> None:
    assert refused(markup.encode(), "a.html") == code


def test_a_page_of_elements_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "LIMIT_ELEMENTS", 1_000)
    assert refused(b"<p>x" * 1_001, "a.html") == "too-large"


@pytest.mark.parametrize(
    ("piece", "times", "code"),
    [("![", 60_000, "too-large"), ("word ", 300_000, "too-large"), ("> ", 50_000, None), ("*a **b ", 5_000, None)],
)
def test_hostile_markdown(piece: str, times: int, code: str | None) -> None:
    assert refused((piece * times).encode(), "a.md") == code


def test_no_entity_reaches_a_file() -> None:
    markup = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "bomb">]><p>&a;&b;x'
    assert page(markup)[-1] == "&a;&b;x"


def test_broken_pages_are_read_or_refused() -> None:
    chance = random.Random(11)
    whole = (
        "<!doctype html><meta charset=utf-8><title>T</title><main><h1>Zoë</h1><table><tr><td>a<td><p>b</table>"
        "<ul><li>c<li>d</ul><p style='display:none'>e<ruby>日<rt>に</ruby></main>"
    ).encode()
    for _ in range(500):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.5 else whole)
        for _ in range(chance.randrange(6) if data else 0):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert refused(bytes(data), "a.html") in {None, "not-utf-8", "empty-source"}
