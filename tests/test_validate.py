"""How pydantic's errors are worded. The messages of content files are in ``cases/load``; here are other shapes."""

from typing import Annotated

import pytest
from pydantic import BaseModel, Field

from briefgen import template
from briefgen.fields import Entry, Listed
from briefgen.model import Brief
from briefgen.problems import as_text
from briefgen.validate import PATTERNS, validate
from briefgen.values import Ident, Text
from briefgen.yamlfile import read


class Face(Entry):
    """A face."""

    size: Annotated[float, Field(gt=0)] = 10
    """Its size."""


class Settings(Entry):
    """Settings, as a template has them."""

    name: Text
    """Its name."""
    faces: dict[str, Face] = Field(default={})
    """Faces by name."""
    words: dict[str, Text | Listed[Text]] = Field(default={})
    """Words by name."""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("name: a", []),
        (
            "{}",
            ["x.yaml:1:1: error: the key 'name' is missing [missing-key]\n  remedy: add 'name: …' (Its name)"],
        ),
        (
            "name: a\nfaces: {body: {size: big}}",
            ["x.yaml:2:22: error: found 'big', expected a number [wrong-type]\n  remedy: write a number, such as 10.5"],
        ),
        (
            "name: a\nfaces: {body: {sise: 9}}",
            [
                "x.yaml:2:16: error: found the key 'sise', which is not known here [unknown-key]\n"
                "  remedy: did you mean 'size'?"
            ],
        ),
        (
            "name: a\nfaces: {body: 9}",
            [
                "x.yaml:2:15: error: found '9', expected a mapping (key: value) [wrong-type]\n"
                "  remedy: write its keys on lines of their own: size"
            ],
        ),
        (
            "name: a\nwords: {x: {y: z}, v: [a, {b: c}, {d: e}]}",
            [
                "x.yaml:2:12: error: found a mapping (key: value), expected text [wrong-type]\n"
                "  remedy: write one text here; put it in quotes if it holds ': ', '[' or '{'",
                "x.yaml:2:27: error: found a mapping (key: value), expected text [wrong-type]\n"
                "  remedy: write one text here; put it in quotes if it holds ': ', '[' or '{'",
                "x.yaml:2:35: error: found a mapping (key: value), expected text [wrong-type]\n"
                "  remedy: write one text here; put it in quotes if it holds ': ', '[' or '{'",
            ],
        ),
    ],
)
def test_messages(written: str, expected: list[str]) -> None:
    model, problems = validate(read(written.encode(), "x.yaml"), Settings)
    assert [as_text(problem) for problem in problems] == expected
    assert (model is None) is bool(expected)


def test_a_number_out_of_range_names_its_place() -> None:
    _, problems = validate(read(b"name: a\nfaces: {body: {size: -1}}", "x.yaml"), Settings)
    assert [as_text(problem) for problem in problems] == [
        "x.yaml:2:22: error: found '-1', expected greater than 0 [bad-value]\n  remedy: change the value"
    ]


def test_what_is_a_name_and_what_a_colour_is_said_in_words() -> None:
    written = b"name: T\ndescription: d\ndocument: m\nextends: My Memo\nlabels: {}\n" + (
        b"design: {faces: {}, colours: {Ink: '#12'}, styles: {body: {colour: Red Ink}}}"
    )
    _, problems = validate(read(written, "x.yaml"), template.Settings)
    assert [problem.message for problem in problems if problem.code == "bad-value"] == [
        "found 'T', expected a name of small letters, digits and hyphens, such as table-head",
        "found 'My Memo', expected a template's name of small letters, digits and hyphens, such as memo",
        "found 'Ink', expected a name of small letters, digits and hyphens, such as table-head",
        "found '#12', expected a colour such as #0b3d66",
        "found 'Red Ink', expected a name of small letters, digits and hyphens, such as table-head",
    ]


@pytest.mark.parametrize("model", [Brief, template.Settings], ids=["brief", "template"])
def test_every_pattern_of_the_models_has_words(model: type[BaseModel]) -> None:
    found: set[str] = set()

    def visit(schema: object) -> None:
        if isinstance(schema, dict):
            found.update(value for key, value in schema.items() if key == "pattern" and isinstance(value, str))
            found.update(schema.get("patternProperties", {}))
        for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
            visit(part)

    visit(model.model_json_schema())
    own = f"^{Ident.PATTERN}$"  # This type words its errors itself.
    assert found - {own}
    assert found - {own} <= set(PATTERNS)


def test_of_very_many_mistakes_the_first_are_told_and_that_there_are_more() -> None:
    data = "title: x\nsources: a.txt\nbackground:\n" + "  - {texd: x}\n" * 1500
    problems = validate(read(data.encode(), "x.yaml"), Brief)[1]
    told = [one for one in problems if one.code != "too-many-mistakes"]
    (beyond,) = (one for one in problems if one.code == "too-many-mistakes")
    assert [one.code for one in told] == ["unknown-key"] * 500, "to each belongs that the right key is missing"
    assert as_text(beyond) == (
        "x.yaml:503:6: error: there are 2000 more mistakes in this file, which are not told [too-many-mistakes]\n"
        "  remedy: mend the others first"
    )
