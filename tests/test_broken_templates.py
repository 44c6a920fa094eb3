"""Templates that are broken, each with what is said of it; and templates that are broken at random."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen import template, tree
from briefgen.document import Meta
from briefgen.making import composed
from briefgen.problems import BriefgenError, Place, Problem, as_text, failing, sort
from briefgen.project import Limits, shipped_templates
from briefgen.render import inspect, render, rendered
from briefgen.render.chain import document as main_file
from briefgen.template import Template
from briefgen.tree.styled import unstyled
from briefgen.values import Prose, binding
from conftest import Example, examples, tries
from test_render import case_of

Folder = Callable[[dict[str, str | bytes]], Path]
SETTINGS = "name: own\ndescription: test\nextends: briefgen/memo\ndocument: own.md.j2\n"


def chosen(root: Path) -> Template:
    return template.find("own", (root,), shipped_templates(), Place("x.yaml"))


def problems_of(found: Template) -> list[Problem]:
    """Inspect a template, and where that finds no error, make a document of it."""
    problems = inspect(found)
    if failing(problems):
        return problems
    try:
        made = render(case_of(), found)
        parsed = tree.parse(made.markdown, made.bindings, Meta("t"), made.file, made.sources, origins=made.origins)
    except BriefgenError as error:
        return [*problems, *error.problems]
    assert parsed.document.children, "a blank document"
    return [*problems, *parsed.problems, *unstyled(parsed.document, found.look, made.origins)]


@pytest.mark.parametrize("example", examples("templates"), ids=str)
def test_what_is_said_of_a_broken_template(
    example: Example, folder: Folder, expect: Callable[[Example, str], None]
) -> None:
    main, *parts = example.given.split("=== ")
    files: dict[str, str | bytes] = {"own/template.yaml": SETTINGS, "own/own.md.j2": main}
    for part in parts:
        name, _, text = part.partition("\n")
        files[f"own/{name}"] = text
    found = sort(problems_of(chosen(folder(files))))
    assert found, "nothing is said of it"
    for problem in found:
        assert problem.place.file.startswith("own/")
        assert problem.place.line > 0
        assert problem.remedy
    expect(example, "".join(f"{as_text(problem)}\n" for problem in found))


BRACKETS = "# {{ brief.title }}\n\n" + "[" * 60_000


def test_markdown_that_is_read_for_ever(folder: Folder) -> None:
    own = chosen(folder({"own/template.yaml": SETTINGS, "own/own.md.j2": BRACKETS}))
    case = case_of()
    with pytest.raises(BriefgenError) as error:
        rendered(case, own, partial(composed, brief=case.brief, chosen=own, draft=False), limits=Limits(seconds=1))
    assert [(problem.code, problem.place) for problem in error.value.problems] == [
        ("template-too-slow", Place("own/own.md.j2", 1))
    ]


def test_marks_in_the_content_that_stand_one_inside_the_other() -> None:
    deep = Prose("*a " * 60 + "b* " * 60, Place("x.yaml", 7))
    with binding() as bindings:
        placeholder = deep.__html__()
    with pytest.raises(BriefgenError) as error:
        tree.parse(placeholder, bindings, Meta("t"))
    assert [(problem.code, problem.place) for problem in error.value.problems] == [
        ("template-too-deep", Place("x.yaml", 7))
    ]


# --- At random --------------------------------------------------------------------------------------------------------
MEMO = main_file(template.find("memo", (), shipped_templates(), Place("x.yaml"))).read_text("utf-8")
SIGNS = "{}%#|'\"()[].:*_`-~<>=,! \n\t｛｝「」“”x1é\ufdd0\x07"


def mutilated(text: str, seed: int) -> str:
    """Delete, double and swap characters and lines of a text, one to six times."""
    dice = random.Random(seed)
    for _ in range(dice.randint(1, 6)):
        lines = text.split("\n")
        one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        at = dice.randrange(len(text) - 2)
        match dice.randrange(7):
            case 0:
                text = text[:at] + text[at + dice.randint(1, 3) :]
            case 1:
                text = text[:at] + dice.choice(SIGNS) + text[at:]
            case 2:
                text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
            case 3:
                text = "\n".join(line for number, line in enumerate(lines) if number != one)
            case 4:
                lines[one], lines[other] = lines[other], lines[one]
                text = "\n".join(lines)
            case 5:
                text = "\n".join([*lines[:one], lines[other], *lines[one:]])
            case _:
                text = text[: max(at, 10)]
    return text


@settings(max_examples=tries(25), derandomize=True)
@given(st.integers(0, 2**32))
def test_a_template_that_is_broken_at_random(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """It makes a document, or problems with a file and a line; never anything else."""
    root = tmp_path_factory.mktemp("t")
    (root / "own").mkdir()
    (root / "own" / "template.yaml").write_text(SETTINGS, "utf-8")
    (root / "own" / "own.md.j2").write_bytes(mutilated(MEMO, seed).encode("utf-8"))
    for problem in problems_of(chosen(root)):
        assert problem.place.file.endswith((".j2", "x.yaml"))
        assert problem.place.line, problem
        assert problem.message
