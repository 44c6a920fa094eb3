"""The explanations of findings: whole, of nothing that is not there, and true."""

import ast
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefgen.cli import cli
from briefgen.cli.explain import explain
from briefgen.explain import SAMPLES, Explanation, as_text, explanations, help_markdown, overview, page
from briefgen.problems import Severity
from conftest import ROOT, up_to_date

Folder = Callable[[dict[str, str | bytes]], Path]
SOURCE = ROOT / "src" / "briefgen"
PAGE = ROOT / "docs" / "findings.md"

# --- Which codes there are --------------------------------------------------------------------------------------------
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")
EMITTERS = {
    "Problem",
    "report",
    "PydanticCustomError",
    "_error",
    "_finding",
    "_report",
    "_refuse",
    "_found",
    "_firmness",
    "warn",
    "refusal",
    "Reader",
}
"""What problems are made by. One of their first three arguments is the code, or a variable."""
NO_CODES = {"text-expected", "id-expected", "null-expected"}
"""Errors of pydantic that ``validate`` words as ``wrong-type``, or that no content file can bring about."""
NOT_LITERAL = {
    "bad-text": "values",  # named by the class of the value
    "bad-date": "values",
    "bad-url": "values",
    "container-not-closed": "tree/losses",  # put together from the name of what is not closed
    "code-not-closed": "tree/losses",
}
"""Codes that stand in no call, and the module that emits each."""


def emitted() -> set[str]:
    """Return the codes in the source: in the calls that make problems, and at the head of tuples that become one."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in EMITTERS:
                found |= set(filter(None, map(_code, node.args[:3])))
            for value in _values(node):
                head, *rest = value.elts or [value]
                # Where all are fixed words, it is a table of words; what becomes a problem has a message.
                found |= {_code(head)} if len(rest) > 1 and not all(map(_code, rest)) else set()
    assert len(found) > 90
    return (found | set(NOT_LITERAL)) - NO_CODES - {""}


def _values(node: ast.AST) -> Iterator[ast.Tuple]:
    """Yield the tuples that are returned or given a name, by themselves or in a table."""
    values = node.values if isinstance(node, ast.Dict) else [getattr(node, "value", None)]
    if isinstance(node, ast.Yield | ast.Return | ast.Assign | ast.Dict):
        yield from (value for value in values if isinstance(value, ast.Tuple))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _code(node: ast.expr) -> str:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) and CODE.fullmatch(value) else ""


def test_every_code_that_is_emitted_is_explained() -> None:
    assert sorted(emitted() - set(explanations())) == []


def test_every_code_that_is_explained_is_emitted() -> None:
    assert sorted(set(explanations()) - emitted()) == []


@pytest.mark.parametrize(("code", "module"), NOT_LITERAL.items())
def test_codes_that_are_put_together_are_made_where_it_says(code: str, module: str) -> None:
    text = (SOURCE / f"{module}.py").read_text("utf-8")
    assert f'"{code}"' in text or re.search(r'\{.*\}-not-closed"', text)


# --- What the explanations say ----------------------------------------------------------------------------------------
def known(wanted: Callable[[Explanation], object]) -> Iterator[Explanation]:
    return (one for one in explanations().values() if wanted(one))


@pytest.mark.parametrize("code", explanations())
def test_an_explanation_is_made_of_sentences(code: str) -> None:
    one = explanations()[code]
    assert CODE.fullmatch(code)
    for text in (one.summary, one.meaning, one.remedy):
        assert re.search(r"[.?]$|\)\.$|\)$|>$", text), text
        assert not re.search(r"\s\s|\n", text), text
    assert len(one.summary) <= 120
    assert "mended" not in one.samples or "content" in one.samples


def test_the_fields_of_the_file_are_those_that_are_read() -> None:
    from briefgen.yamlfile import read

    raw = read((SOURCE / "explanations.yaml").read_bytes(), "explanations.yaml")
    for group in raw.values():
        assert set(group) <= {"title", "by_checks", "codes"}
        for code, said in group["codes"].items():
            assert set(said) - {"severity", "summary", "meaning", "remedy"} <= set(SAMPLES), code


def test_what_the_checks_find_has_an_example() -> None:
    assert [one.code for one in known(lambda one: one.by_checks and not one.samples)] == ["too-long"]


GOOD = "decisions: [{text: The council met., evidence: The council met}]\n"
EXAMPLES = sorted(one.code for one in known(lambda one: one.samples))


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_is_true(code: str, folder: Folder) -> None:
    """The project of the example has the finding, and once mended it has not."""
    samples = explanations()[code].samples
    own = {"template", "design"} & set(samples)
    files: dict[str, str | bytes] = {
        "briefgen.yaml": samples.get("settings", "") + ("\ntemplate: own\n" if own else ""),
        "seeds/article.txt": samples.get("source", "The council met."),
        "content/example.yaml": _whole(samples.get("content", GOOD)),
    }
    if own:
        design = samples.get("design", "")
        whole = design if "name:" in design else f"name: own\ndescription: Ours\nextends: briefgen/memo\n{design}"
        files["templates/own/template.yaml"] = whole
    if "template" in samples:
        files["templates/own/memo.md.j2"] = samples["template"] + "\n"
    root = folder(files)
    command = samples.get("command", "briefgen check")
    assert f"[{code}]" in _said(command)
    if "mended" in samples:
        (root / "content/example.yaml").write_text(_whole(samples["mended"]), "utf-8")
        assert f"[{code}]" not in _said(command)


def _whole(content: str) -> str:
    """Add what every brief needs to the part of one that an example shows."""
    if re.match("title:|- ", content):
        return content
    sources = "" if re.search("^sources:", content, re.MULTILINE) else "sources: [seeds/article.txt]\n"
    return f"title: An example\n{sources}{content}\n"


def _said(command: str) -> str:
    """Run a command; return what it says to people."""
    words = shlex.split(command)
    assert words[0] == "briefgen"
    return CliRunner().invoke(cli, words[1:], prog_name="briefgen").stderr


# --- How they are shown -----------------------------------------------------------------------------------------------
def test_an_explanation_on_a_terminal() -> None:
    shown = as_text(explanations()["gap-hides-negation"])
    assert shown.splitlines()[:3] == ["gap-hides-negation: error", "", 'The words that … leaves out hold a "not".']
    assert "\nThe source says:\n    The committee did decide, against" in shown
    assert "\n    decisions:\n      - text: The contract is extended.\n" in shown
    assert "\n\nWhat to do: Quote the words between" in shown


def test_the_severity_that_depends() -> None:
    one = explanations()["date-not-in-evidence"]
    assert one.severities == (Severity.ERROR, Severity.WARNING)
    assert one.severity == "error or warning"


def test_the_list_has_a_line_for_each_code() -> None:
    lines = overview().splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(explanations())


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(explain, list(words), prog_name="briefgen explain")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def test_the_command() -> None:
    shown = as_text(explanations()["no-evidence"]) + "\n"
    assert run("no-evidence") == (0, shown, "")
    assert run("[no-evidence]") == (0, shown, ""), "as it stands behind a message"
    assert run() == (0, overview() + "\n", "")


@pytest.mark.parametrize(
    ("word", "remedy"),
    [
        ("no-evidense", "did you mean 'no-evidence'?"),
        ("xyzzy", "'briefgen explain' lists all of them"),
        ("\x1b[31m", "'briefgen explain' lists all of them"),
    ],
)
def test_a_code_that_there_is_not(word: str, remedy: str) -> None:
    code, out, err = run(word)
    assert (code, out) == (2, "")
    shown = word.replace("\x1b", "<U+001B>")
    assert err == f"command line: error: there is no finding '{shown}' [unknown-code]\n  remedy: {remedy}\n"


# --- docs/findings.md -------------------------------------------------------------------------------------------------
def test_the_page_is_up_to_date(request: pytest.FixtureRequest) -> None:
    up_to_date(PAGE, page(), "briefgen.explain", update=request.config.getoption("--update"))


def test_the_page_is_what_the_module_prints() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "briefgen.explain"], capture_output=True, check=True, env={"PYTHONIOENCODING": "latin-1"}
    )
    assert done.stdout.decode() == page()


def test_a_sample_of_markdown_stays_inside_its_block() -> None:
    shown = help_markdown(explanations()["code-not-closed"])
    assert "````jinja\n# {{ brief.title }}\n\n```\nWords\n````" in shown
