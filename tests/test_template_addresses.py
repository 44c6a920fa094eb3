"""A template's own CSS asks for nothing, in whatever spelling, and does not nest without end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.template.addresses import LIMIT_DEPTH, refused


def found(css: str) -> list[str]:
    return [f"{problem.place} {problem.code}" for problem in refused(css, "print.css")]


ASKING = [
    "p { background: url(http://example.org/a.png) }",
    "p { background: url('https://example.org/a.png') }",
    "p { background: URL( //example.org/a.png ) }",
    "p { background: url(file:///etc/passwd) }",
    "p { background: url(../../../etc/passwd) }",
    "p { background: url(logo.png) }",
    "p { background: url(data:image/svg+xml,%3Csvg/%3E) }",
    "p { background: u\\72l(http://example.org/a.png) }",
    "p { background: \\75 \\72 \\6c('http://example.org/a.png') }",
    "p { background: image-set('http://example.org/a.png' 1x) }",
    "p { background: -webkit-image-set(url(a.png) 1x) }",
    "p { background: src('http://example.org/a.png') }",
    "p { --x: url(http://example.org/a.png) }",
    "p { content: 'a' url(a.png) }",
    "@font-face { font-family: x; src: url(data:font/ttf;base64,AAAA) }",
    "@font-face { font-family: x; src: local('x'), url(x.ttf) }",
    "@import 'http://example.org/a.css';",
    "@IMPORT url(a.css);",
    "@\\69mport 'a.css';",
    "@media print { p { cursor: url(a.cur), auto } }",
    "@page { @top-left { content: url(a.png) } }",
    "p { background: url(a.png",
    "p { background: linear-gradient(red, blue), url(a.png) }",
]
ASKING_NOTHING = [
    "",
    "p { color: red }",
    "/* url(http://example.org/) @import 'x' */ p { color: red }",
    "p::before { content: 'url(http://example.org/)' }",
    "p { fill: url(#gradient) }",
    ".url { color: red } .import { color: red }",
    "p { font-family: local, src, image }",
    "}}} p { color: red",
]


@pytest.mark.parametrize("css", ASKING)
def test_an_address_is_refused_in_every_spelling(css: str) -> None:
    assert {one.split()[1] for one in found(css)} == {"css-address"}


@pytest.mark.parametrize("css", ASKING_NOTHING)
def test_what_only_looks_like_an_address_is_none(css: str) -> None:
    assert found(css) == []


@given(st.lists(st.sampled_from(["plain", "capital", "escape", "long escape"]), min_size=3, max_size=3))
def test_each_letter_may_be_written_in_many_ways(ways: list[str]) -> None:
    written = {
        "plain": str,
        "capital": str.upper,
        "escape": lambda letter: f"\\{ord(letter):x} ",
        "long escape": lambda letter: f"\\{ord(letter):06X}",
    }
    name = "".join(written[way](letter) for letter, way in zip("url", ways, strict=True))
    assert found(f"p {{ background: {name}(a.png) }}") == ["print.css:1:17 css-address"]


def test_brackets_without_end() -> None:
    assert found("(" * (LIMIT_DEPTH - 1) + "a") == []
    for css in (
        "(" * 100_000,
        "p{width:" + "calc(" * 5000,
        "@media print{" * 5000,
        ":not(" * 5000,
        "[" * 5000,
        "{" * 5000,
    ):
        assert [one.split()[1] for one in found(css)] == ["css-too-deep"]
