"""Values given with the command: how they are read, what they win over, and what is said of those that are wrong."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefgen.cli import cli
from briefgen.overrides import read_settings
from briefgen.problems import BriefgenError, Place, as_text
from briefgen.project import shipped_templates
from briefgen.template import Template, find

Folder = Callable[[dict[str, str | bytes]], Path]
HERE = Place("content/x.yaml", 4, 11)
BRIEF = "briefgen: 1\ntitle: The council decides\nsources: [{file: a.txt}]\ndecisions: [{text: It decided.}]\n"


def memo(*overrides: str, folders: tuple[Path, ...] = (), name: str = "memo") -> Template:
    return find(name, folders, shipped_templates(), HERE, overrides)


def said(*overrides: str) -> list[str]:
    with pytest.raises(BriefgenError) as error:
        memo(*overrides)
    return [as_text(problem) for problem in error.value.problems]


@pytest.mark.parametrize(
    ("given", "keys", "value"),
    [
        ("design.colours.accent=#005a9c", ["design", "colours", "accent"], "#005a9c"),
        ("design.colour.accent='#005a9c'", ["design", "colours", "accent"], "#005a9c"),
        ("design.color.accent=#005a9c", ["design", "colours", "accent"], "#005a9c"),
        (' label.en.kind = "Note: ours" ', ["labels", "en", "kind"], "Note: ours"),
        ("labels.en.kind=a = b: c # d", ["labels", "en", "kind"], "a = b: c # d"),
        ("design.margins={top: 30}", ["design", "margins", "top"], "30"),
        ('design.faces.fallback=["A, b", C]', ["design", "faces", "fallback"], ["A, b", "C"]),
        ("design.measure=null", ["design", "measure"], None),
        ("labels.en.kind=", ["labels", "en", "kind"], None),
        ('labels.en.quote-open="', ["labels", "en", "quote-open"], '"'),
    ],
)
def test_a_setting_is_read_as_a_file_states_it(given: str, keys: list[str], value: object) -> None:
    found = read_settings([given])
    for key in keys:
        assert found.value_places[key].file.startswith(f"--set {keys[0]}")
        found = found[key]
    assert found == value


def test_settings_win_over_the_template_and_all_that_it_extends(folder: Folder) -> None:
    mine = 'name: mine\nextends: briefgen/memo\ndesign: {colours: {accent: "#cc0000"}, margins: {top: 40}}\n'
    root = folder({"templates/mine/template.yaml": mine})
    given = ("design.colours.accent=#00405c", "options.evidence_annex=true", "design.margins.left=31")
    found = memo(*given, folders=(root / "templates",), name="mine")
    design = found.settings.design
    assert (design.colours["accent"], design.margins.left, design.margins.top) == ("#00405c", 31, 40)
    assert found.settings.options.evidence_annex
    assert found.overrides == given


def test_the_last_of_two_settings_wins() -> None:
    assert memo("design.paper=A4", "design.paper=Letter").settings.design.paper == "Letter"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("design.colours.acent=#abcdef", "found 'acent' under design.colours, which the template 'memo' does not"),
        ("design.styles.bodi.size=9", "found 'bodi' under design.styles, which the template 'memo' does not"),
        ("desing.paper=A4", "found the key 'desing', which is not known here [unknown-key]\n  remedy: did you mean"),
        ("design.paper=A5", "found 'A5', expected "),
        ("design.styles.body.size=big", "found 'big', expected a number [wrong-type]"),
        ("options.evidence_annex=perhaps", "found 'perhaps', expected true or false"),
        ("design.colours=#005a9c", "found '#005a9c', expected a mapping"),
        ("labels.en.knd=Note", "found the label 'knd' (en), which the template does not use"),
        ("labels.en.page=Page", "the label 'page' lacks {page}: found 'Page'"),
        ("design.margins={top: 30", "not YAML: "),
        ("accent", "found 'accent', expected KEY=VALUE [bad-setting]"),
        ("=#005a9c", "found '=#005a9c', expected KEY=VALUE [bad-setting]"),
        ("design..accent=1", "found 'design..accent=1', expected KEY=VALUE [bad-setting]"),
    ],
)
def test_a_setting_with_a_mistake(given: str, message: str) -> None:
    (found,) = said(given)
    key = "" if "KEY=VALUE" in message else f" {given.partition('=')[0]}"
    assert found.startswith(f"--set{key}: error: {message}")


def test_what_was_meant_is_offered() -> None:
    (found,) = said("design.colours.acent=#005a9c")
    assert found.endswith("  remedy: did you mean 'accent'?")


def test_all_mistakes_are_said_at_once() -> None:
    assert len(said("accent", "design.margins={", "=")) == 3
    assert len(said("design.colours.acent=#005a9c", "design.paper=A5", "desing.x=1")) == 3


def test_a_build_says_what_was_set(folder: Folder) -> None:
    root = folder({"briefgen.yaml": "", "content/x.yaml": BRIEF, "a.txt": "It decided."})
    done = CliRunner().invoke(
        cli, ["build", "-f", "html", "--set", "design.colour.accent=#005a9c", "--set", "labels.en.kind=Our note"]
    )
    assert done.exit_code == 0, done.output
    page = (root / "output" / "x.html").read_text("utf-8")
    assert "#005a9c" in page
    assert "Our note" in page
    assert "#0b3d66" in page, "another colour of the template has the same value, and keeps it"
    manifest = json.loads((root / "output" / "manifest.json").read_text("utf-8"))
    (made,) = manifest["builds"]
    assert manifest["templates"][made["template"]]["set"] == ["design.colour.accent=#005a9c", "labels.en.kind=Our note"]


def test_a_mistaken_setting_is_wrong_use(folder: Folder) -> None:
    folder({"briefgen.yaml": "", "content/x.yaml": BRIEF, "a.txt": "It decided."})
    done = CliRunner().invoke(cli, ["build", "-f", "html", "--set", "design.paper=A5"])
    assert done.exit_code == 2
    assert "--set design.paper: error" in done.output
