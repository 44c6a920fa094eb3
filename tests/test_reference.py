"""The reference of templates: complete, true, and up to date."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jinja2.parser
import jinja2.runtime
import pytest

from briefgen import source, template, tree
from briefgen.check import Case, examine
from briefgen.design import PARTS
from briefgen.document import Meta
from briefgen.fields import Entry
from briefgen.load import load
from briefgen.model import Brief
from briefgen.nodes import NODE_TYPES, Anchor, ContentsEntry, CrossReference, Foreign, Label, NoteCall, Span, walk
from briefgen.problems import COMMAND_LINE
from briefgen.project import shipped_templates
from briefgen.reference import page
from briefgen.reference.kinds import reached
from briefgen.reference.shipped import importing, phrases
from briefgen.reference.told import groups, told, worked_out
from briefgen.render import render
from briefgen.render.filters import filter_names, names_of_tests
from briefgen.render.language import Language, with_signs
from briefgen.render.records import DERIVED
from briefgen.render.sandbox import NAMES, Sandbox
from briefgen.starter import start
from briefgen.template import DEFAULT_LANGUAGE, Settings
from briefgen.tree import Parsed
from briefgen.writers import writer
from conftest import ROOT, up_to_date

PAGE = ROOT / "docs" / "template-reference.md"
TEMPLATES = [
    template.find(f"briefgen/{name}", (), shipped_templates(), COMMAND_LINE)
    for name in template.names((), shipped_templates())
]
MEMO = template.find("briefgen/memo", (), shipped_templates(), COMMAND_LINE)
NOT_FOR_EDITORS = {"autoescape", "filter", "print"}
"""Tags of Jinja that are refused here, or of no use: what stands in a ``{% filter %}`` is a piece of document."""


# --- docs/template-reference.md ---------------------------------------------------------------------------------------
def test_the_page_is_up_to_date(request: pytest.FixtureRequest) -> None:
    up_to_date(PAGE, page(), "briefgen.reference", update=request.config.getoption("--update"))


def test_the_page_is_what_the_module_prints() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "briefgen.reference"], capture_output=True, check=True, env={"PYTHONIOENCODING": "ascii"}
    )
    assert done.stdout.decode() == page()


def test_every_link_within_the_page_leads_somewhere() -> None:
    words = page()
    headings = re.findall("^#+ (.*)$", words, re.MULTILINE)
    there = {re.sub(r"[^a-z0-9 _-]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]*)\)", words.partition("## Names")[0])) <= there
    assert len(headings) == len(set(headings)), "two headings are the same, so one cannot be linked to"


# --- Completeness: what there is, and what is told of it --------------------------------------------------------------
def all_names(group: str) -> set[str]:
    return {name for one in told(group).values() for name in (one.name, *one.also)}


def loop_names() -> set[str]:
    made = jinja2.runtime.LoopContext((), None, None)  # type: ignore[arg-type]
    return {name for name in dir(made) if not name.startswith("_")}


@pytest.mark.parametrize(
    ("group", "there_is"),
    [
        ("names", {*NAMES, *Sandbox().globals}),
        ("filters", set(filter_names())),
        ("tests", set(names_of_tests())),
        ("tags", {*jinja2.parser._statement_keywords, "call", "raw", "comment"} - NOT_FOR_EDITORS),
        ("loop", loop_names()),
        ("macros", set(phrases())),
        ("parts", {*PARTS, *MEMO.settings.design.styles}),
    ],
)
def test_everything_is_told_and_nothing_that_is_not_there(group: str, there_is: set[str]) -> None:
    assert sorted(there_is - all_names(group)) == [], "not told"
    assert sorted(all_names(group) - there_is) == [], "told, and not there"


def test_labels_that_no_template_prints_are_told() -> None:
    files = [file for one in TEMPLATES for folder in one.folders for file in folder.rglob("*.j2")]
    printed = {name for file in files for name in re.findall(r"labels\.(\w+)", file.read_text("utf-8"))}
    stated = {name for one in TEMPLATES for name in one.settings.labels[DEFAULT_LANGUAGE]}
    stated |= set(with_signs({}, Language("en")))
    words = template.choice_labels(Brief)
    assert all_names("labels") <= stated
    assert stated - {name.replace("_", "-") for name in printed} - words - {"contents"} <= all_names("labels")


def test_every_style_of_a_shipped_template_is_in_the_table() -> None:
    stated = {name for one in TEMPLATES for name in one.settings.design.styles}
    words = page()
    assert sorted(name for name in stated if f"| `{name}` |" not in words) == []


def test_every_group_of_the_file_is_used() -> None:
    used = {
        "names",
        "filters",
        "tests",
        "operators",
        "tags",
        "loop",
        "marks",
        "parts",
        "labels",
        "worked_out",
        "macros",
    }
    assert set(groups()) == used


def test_fields_that_are_worked_out_are_told() -> None:
    assert sorted(worked_out()) == sorted(f"{kind.__name__}.{name}" for kind, name in DERIVED)


@pytest.mark.parametrize("root", [Brief, Settings])
def test_every_field_and_every_setting_is_described(root: type[Entry]) -> None:
    kinds = reached(root)
    assert len(kinds) > 5
    assert [kind.__name__ for kind in kinds if not kind.__doc__] == []
    undescribed = [
        f"{kind.__name__}.{name}" for kind in kinds for name in kind.model_fields if not kind.described().get(name)
    ]
    assert undescribed == []


# --- Examples ---------------------------------------------------------------------------------------------------------
def sampled() -> Iterator[tuple[str, str, str]]:
    for group in ("names", "filters", "tests", "operators", "tags", "loop"):
        for one in told(group).values():
            if one.example:
                yield f"{group}: {one.name}", one.example, one.prints
            else:
                assert one.name in {"import", "from", "extends"}, one.name
    for one in told("macros").values():
        if one.example:
            yield f"macros: {one.name}", f"{importing(one.name)}\n{one.example}", one.prints


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Return the brief that a new project starts with."""
    folder = tmp_path_factory.mktemp("project")
    start(folder)
    loaded = load((folder / "content/first.yaml").read_bytes(), "first.yaml")
    texts = {entry: source.read((folder / entry.file).read_bytes(), "x") for entry in loaded.sources}
    return examine(loaded, "first.yaml", texts)


def parsed(case: Case, folder: Path, wording: str) -> Parsed:
    """Read a piece of template, which stands in a file of its own."""
    (folder / "own.md.j2").write_text(f"# Title\n\n{wording}\n", "utf-8")
    settings = MEMO.settings.model_copy(update={"document": "own.md.j2"})
    made = render(case, template.Template(settings, (folder, *MEMO.folders)))
    return tree.parse(made.markdown, made.bindings, Meta("Title"), made.file, made.sources)


@pytest.mark.parametrize(
    ("example", "prints"), [(one[1], one[2]) for one in sampled()], ids=[one[0] for one in sampled()]
)
def test_an_example_prints_what_is_said(case: Case, tmp_path: Path, example: str, prints: str) -> None:
    made = parsed(case, tmp_path, example)
    assert made.problems == ()
    written = writer("md")(made.document, MEMO.look).data.decode()
    assert written.partition("# Title\n")[2].strip() == prints


def test_the_marks_make_every_node_that_there_is(case: Case, tmp_path: Path) -> None:
    wording = "\n\n".join(one.example for one in told("marks").values())
    made = parsed(case, tmp_path, wording)
    assert [problem.message for problem in made.problems] == []
    found = {type(node) for node in walk(made.document.children)}
    not_marks = {
        Anchor,
        CrossReference,
        Foreign,
        Label,
        NoteCall,
        Span,
        ContentsEntry,
    }  # made by functions and by the program
    assert {kind.__name__ for kind in NODE_TYPES - found - not_marks} == set()
