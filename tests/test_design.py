"""Design tokens: what a template may say of its look."""

import pytest

from briefgen.design import PARTS, Design, Look
from briefgen.project import read_file, shipped_templates
from briefgen.validate import validate
from briefgen.yamlfile import Mapping, read

SETTINGS = shipped_templates() / "memo" / "template.yaml"


def shipped() -> Mapping:
    design = read(read_file(SETTINGS), "template.yaml")["design"]
    assert isinstance(design, Mapping)
    return design


def made(**changes: str) -> tuple[Design | None, list[tuple[str, str]]]:
    """Read the shipped design with one value changed: ``a.b=c``."""
    raw = shipped()
    for path, value in changes.items():
        *steps, last = path.split("__")
        target = raw
        for step in steps:
            target = target[step.replace("_", "-")]
        target[last] = value
        target.value_places.setdefault(last, target.place)
        target.key_places.setdefault(last, target.place)
    design, problems = validate(raw, Design)
    return design, [(problem.code, problem.message) for problem in problems]


def test_the_shipped_design_states_every_part() -> None:
    design, problems = made()
    assert problems == []
    assert design is not None
    assert [part for part in PARTS if part not in design.styles] == []
    assert (design.body.size, design.body.leading, design.body.face) == (10, 13.2, "serif")


def test_text_is_dark_enough_on_what_is_behind_it() -> None:
    """WCAG 2.2, success criterion 1.4.3: a contrast of at least 4.5 to 1."""
    design, _ = made()
    assert design is not None
    for name, style in design.styles.items():
        text, behind = design.colour(style.colour or design.body.colour), "#ffffff"
        if style.fill:
            behind = design.colour(style.fill)
        assert contrast(text, behind) >= 4.5, name


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, definition of contrast ratio)."""
    lights = sorted((luminance(one), luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(("paper", "size"), [("A4", (210.0, 297.0)), ("Letter", (215.9, 279.4))])
def test_paper(paper: str, size: tuple[float, float]) -> None:
    design, problems = made(paper=paper)
    assert problems == []
    assert design is not None
    assert design.paper_size() == size


@pytest.mark.parametrize(
    ("path", "value", "code", "words"),
    [
        ("paper", "A5", "unknown-choice", "expected A4, Letter or auto"),
        ("margins__top", "wide", "wrong-type", "expected a number"),
        ("margins__topp", "3", "unknown-key", "found the key 'topp'"),
        ("colours__accent", "blue", "bad-value", "found 'blue', expected a colour such as #0b3d66"),
        ("colours__accent", "#0b3d6", "bad-value", "found '#0b3d6'"),
        (
            "margins__left",
            "149.5",
            "no-room",
            "the margins left and right leave 39.5 mm for the text, expected at least 40",
        ),
        ("margins__top", "nan", "bad-value", "found 'nan', expected"),
        ("margins__top", "-1", "bad-value", "found '-1', expected greater than or equal to 0"),
        ("styles__body__size", "-9", "bad-value", "found '-9', expected greater than or equal to 1"),
        ("styles__body__size", "0", "bad-value", "found '0'"),
        ("styles__body__leading", "0", "bad-value", "found '0'"),
        ("styles__body__before", "-1", "bad-value", "found '-1'"),
        ("styles__body__after", "-1", "bad-value", "found '-1'"),
        ("styles__quote__padding", "-1", "bad-value", "found '-1'"),
        ("styles__quote__indent", "inf", "bad-value", "found 'inf'"),
        ("styles__body__size", "12pt", "wrong-type", "expected a number"),
        ("styles__body__colour", "inc", "unknown-colour", "the style 'body' names the colour 'inc'"),
        ("styles__body__face", "comic", "unknown-choice", "expected sans, serif or mono"),
    ],
)
def test_what_is_wrong_is_named(path: str, value: str, code: str, words: str) -> None:
    design, problems = made(**{path: value})
    assert design is None
    ((found, message),) = problems
    assert found == code
    assert words in message


@pytest.mark.parametrize("weight", ["inf", "-inf", "nan", "1e308", "1001", "0", "-1"])
def test_weights_of_columns_are_of_a_size(weight: str) -> None:
    text = f"colours: {{}}\nstyles: {{}}\ncolumn_weights: {{decisions: [{weight}, 1]}}\n"
    raw = shipped()
    changed = read(text.encode(), "template.yaml")
    raw["column_weights"] = changed["column_weights"]
    raw.value_places["column_weights"] = changed.value_places["column_weights"]
    design, (problem,) = validate(raw, Design)
    assert design is None
    assert (problem.code, problem.place.line) == ("bad-value", 3)
    assert f"found '{weight}'" in problem.message


def test_margins_that_leave_no_height() -> None:
    design, problems = made(paper="A4", margins__top="140", margins__bottom="117.5")
    assert design is None
    (problem,) = problems
    assert problem == (
        "no-room",
        "the margins top and bottom leave 39.5 mm for the text, expected at least 40 mm",
    )


def test_colours_in_capitals_are_as_those_in_small_letters() -> None:
    design, problems = made(colours__accent="#0B3D6F")
    assert problems == []
    assert design is not None
    assert design.colours["accent"] == "#0b3d6f"


def test_what_is_not_stated_is_empty_or_black() -> None:
    design, _ = made()
    assert design is not None
    assert design.style("nowhere").model_dump(exclude_none=True) == {}
    assert design.colour(None) == "#000000"


@pytest.mark.parametrize(
    ("path", "message", "remedy"),
    [
        ("logo.svg", "found the picture 'logo.svg', expected PNG, JPEG or GIF", "save it as PNG"),
        ("logo", "found the picture 'logo', expected PNG, JPEG or GIF", "save it as PNG"),
        ("zzz.png", "found no picture 'zzz.png' in the template's folder", "pictures there: LOGO.PNG, seal.gif"),
        ("logo.png", "found no picture 'logo.png' in the template's folder", "did you mean 'LOGO.PNG'?"),
        ("", "found no picture '' in the template's folder", "pictures there: LOGO.PNG, seal.gif"),
    ],
)
def test_what_is_said_of_a_picture_that_is_not_there(path: str, message: str, remedy: str) -> None:
    design, _ = made()
    assert design is not None
    assert Look(design, pictures={"LOGO.PNG": b"", "seal.gif": b""}).lacks(path) == (message, remedy)
