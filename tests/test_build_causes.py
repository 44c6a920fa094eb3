"""What differs between two makings of a file, in words."""

from dataclasses import replace
from typing import Any

import pytest

from briefgen.build.causes import Entry, causes, mistold
from briefgen.manifest.form import Environment, File, Font, Input, Link, Native
from manifest_samples import BUILD, FACE, MADE_BY, TEMPLATE, WHOLE

FILE = File("x.pdf", "pdf", "5a", 7, "e", ("f",), pages=2)


def entry(
    *, build: dict[str, Any] | None = None, template: Any = TEMPLATE, made_by: Environment = MADE_BY, font: Font = FACE
) -> Entry:
    whole = replace(WHOLE, templates={"t": template}, environments={"e": made_by}, fonts={"f": font})
    return Entry(whole, replace(BUILD, **(build or {})), FILE)


def test_what_is_the_same_has_no_cause() -> None:
    assert causes(entry(), entry()) == []


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (entry(build={"content": Input("content/x.yaml", "c1")}), "content/x.yaml has changed"),
        (entry(build={"sources": ()}), "seeds/a.txt is no input any more"),
        (entry(build={"lexicon": Input("lexicon", "1e")}), "lexicon is a new input"),
        (entry(build={"source_date_epoch": "1"}), "SOURCE_DATE_EPOCH was not set, and is 1"),
        (
            entry(template=replace(TEMPLATE, chain=(Link("briefgen/memo", "71"),))),
            "the template briefgen/memo has changed",
        ),
        (
            entry(template=replace(TEMPLATE, chain=(Link("ours", "1"), *TEMPLATE.chain))),
            "the templates were briefgen/memo, and are ours, briefgen/memo",
        ),
        (entry(template=replace(TEMPLATE, tokens={"paper": "Letter"})), "design.paper was A4, and is Letter"),
        (entry(template=replace(TEMPLATE, tokens={})), "design.paper was A4, and is not stated"),
        (entry(made_by=replace(MADE_BY, briefgen="1.1")), "briefgen was 1.0, and is 1.1"),
        (entry(made_by=replace(MADE_BY, python="CPython 3.13.0")), "Python was CPython 3.12.1, and is CPython 3.13.0"),
        (entry(made_by=replace(MADE_BY, platform="darwin arm64")), "the system was linux x86_64, and is darwin arm64"),
        (entry(made_by=replace(MADE_BY, libraries={"lxml": "7"})), "lxml was 6, and is 7"),
        (entry(made_by=replace(MADE_BY, libraries={})), "lxml was 6, and is not there"),
        (
            entry(made_by=replace(MADE_BY, native={"zlib": Native("1.4", "libz.so", "22")})),
            "the library zlib was 1.3, and is 1.4",
        ),
        (
            entry(made_by=replace(MADE_BY, native={"zlib": Native("1.3", "libz.so", "22")})),
            "the library zlib (1.3) is another build of the same version",
        ),
        (entry(made_by=replace(MADE_BY, native={})), "the library zlib was 1.3, and is not there"),
        (
            entry(font=replace(FACE, version="2", sha256="fb")),
            "the font serif.ttf has changed (version 1.0, now 2)",
        ),
        (
            entry(font=replace(FACE, file="other.ttf", sha256="fb")),
            "the font serif.ttf is not used any more, but other.ttf",
        ),
    ],
)
def test_each_cause_is_named(now: Entry, said: str) -> None:
    assert causes(entry(), now) == [said]


def test_of_many_tokens_the_first_are_named() -> None:
    tokens = {"paper": "A4", "margins": {"top": 1.0, "left": 2.0, "right": 3.0, "bottom": 4.0}}
    other = {"paper": "A4", "margins": dict.fromkeys(tokens["margins"], 9.0)}  # type: ignore[arg-type]
    found = causes(entry(template=replace(TEMPLATE, tokens=tokens)), entry(template=replace(TEMPLATE, tokens=other)))
    assert found == [
        "design.margins.top was 1.0, and is 9.0",
        "design.margins.left was 2.0, and is 9.0",
        "design.margins.right was 3.0, and is 9.0",
        "1 more design tokens differ",
    ]


def test_what_a_manifest_tells_wrongly() -> None:
    assert mistold(entry(), entry()) == ""
    assert mistold(entry(build={"words": 13}), entry()) == "words"
    assert mistold(entry(build={"words": 13, "title": "Y"}), entry()) == "title or words"
    pages = entry()._replace(file=replace(FILE, pages=9))
    assert mistold(pages, entry()) == "pages"
