"""What stands in the files for GitHub, GitLab and pre-commit, and that it works: run here as those services run it."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from briefgen.cli import cli
from conftest import ROOT
from pipelines import COMMANDS, EXPRESSION, Action, read_yaml

Folder = Callable[[dict[str, str | bytes]], Path]
GOOD = "title: A bridge\nsources: a.txt\ndecisions: [{text: The board decided., evidence: The board decided}]\n"
BAD = "title: A road\nsources: a.txt\ndecisions: [{text: The board agreed., evidence: The board agreed}]\n"
BARE = "title: A ferry\nsources: a.txt\ndecisions: [The board decided.]\n"
SOURCE = "The board decided.\n"
INSTALLING = ("Install briefgen",)
"""Steps that the tests of the action leave out: briefgen is there already. ``conformance`` does not."""

ACTION = read_yaml(ROOT / "action.yml")
WORKFLOW = read_yaml(ROOT / ".github/workflows/ci.yml")
STEPS = [
    *ACTION["runs"]["steps"],
    *(step for job in WORKFLOW["jobs"].values() for step in job["steps"]),
]


# --- What stands in them ----------------------------------------------------------------------------------------------
def test_no_shell_holds_an_expression() -> None:
    """A title or a branch that is called ``$(rm -rf ~)`` must stay a name: values go through the environment only."""
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert len(scripts) > 3
    assert [script for script in scripts if EXPRESSION.search(script)] == []


def test_other_actions_are_pinned_by_commit() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert "./" in used, "the project's own workflow uses the action"
    assert len(used) > 5
    assert [name for name in used if not re.fullmatch(r"\./|[\w./-]+@[0-9a-f]{40}", name)] == []
    versions: dict[str, set[str]] = {}
    for name in used:
        versions.setdefault(name.split("@")[0], set()).add(name)
    assert [names for names in versions.values() if len(names) > 1] == []


def variables() -> set[str]:
    """Return the variables of the environment that commands read."""
    context = click.Context(cli)
    commands = [cli.get_command(context, name) for name in cli.list_commands(context)]
    parameters = [parameter for command in commands if command for parameter in command.params]
    return {parameter.envvar for parameter in parameters if isinstance(parameter.envvar, str)} | {"BRIEFGEN_CACHE"}


def test_variables_are_named_after_options() -> None:
    assert {"BRIEFGEN_FILES", "BRIEFGEN_BUILD_SET", "BRIEFGEN_BUILD_PDF_VARIANT", "BRIEFGEN_CHECK_FORMAT"} < variables()


@pytest.mark.parametrize("text", ["action.yml", "ci/gitlab.yml", "docs/ci.md"])
def test_the_variables_that_are_named_are_read(text: str) -> None:
    """A name that is mistyped would be passed over in silence."""
    named = set(re.findall(r"\bBRIEFGEN_[A-Z_]+", (ROOT / text).read_text("utf-8")))
    assert named
    of_gitlab = {"BRIEFGEN_REPOSITORY", "BRIEFGEN_REF"}
    assert named - of_gitlab <= variables()


def test_the_documentation_names_every_input_and_output() -> None:
    said = (ROOT / "docs/ci.md").read_text("utf-8")
    assert [name for name in (*ACTION["inputs"], *ACTION["outputs"]) if f"`{name}`" not in said] == []


# --- GitHub -----------------------------------------------------------------------------------------------------------
def test_the_action_builds_what_can_be_built_and_reports_the_rest(folder: Folder) -> None:
    files: dict[str, str | bytes] = {"desk/briefgen.yaml": "", "desk/a.txt": SOURCE}
    files |= {"desk/content/good.yaml": GOOD, "desk/content/bad.yaml": BAD, "desk/content/$(touch x) y.yaml": BARE}
    workspace = folder({f"checkout/{name}": data for name, data in files.items()}) / "checkout"
    names = "content/good.yaml\ncontent/b*.yaml\n\ncontent/$(touch x) y.yaml\n"
    action = Action(workspace, {"working-directory": "desk", "formats": "md", "files": names, "sarif": "true"})
    assert not action.run(*INSTALLING)
    outcomes = {name: step.outcome for name, step in action.steps.items()}
    assert outcomes.pop("build") == "failure"
    assert {name for name, outcome in outcomes.items() if outcome != "success"} == set(INSTALLING)
    assert action.outputs == {
        "files": "desk/output/good.md\ndesk/output/$(touch x) y.md",
        "folders": "desk/output",
        "briefs": "3",
        "errors": "1",
        "warnings": "1",
    }
    *commands, short = action.steps["build"].said.splitlines()
    assert short == "3 briefs, 2 of 3 files, 1 error, 1 warning"
    assert [line.split("::")[1] for line in commands] == [
        "error file=desk/content/bad.yaml,line=3,col=49,title=quotation-not-in-source",
        "warning file=desk/content/$(touch x) y.yaml,line=3,col=13,title=no-evidence",
    ]
    assert "**A road**<br>desk/content/bad.yaml | **not built** | " in action.summary
    assert action.steps["Upload the documents"].called_with == {"name": "briefs", "path": "desk/output"}
    assert sorted(path.name for path in (workspace / "desk/output").iterdir() if path.suffix == ".md") == [
        "$(touch x) y.md",
        "good.md",
    ]
    assert not any(path.name == "x" for path in workspace.rglob("*"))


def test_the_action_says_that_warnings_fail(folder: Folder) -> None:
    files: dict[str, str | bytes] = {"briefgen.yaml": "formats: [md]\n", "a.txt": SOURCE, "content/bare.yaml": BARE}
    workspace = folder({f"checkout/{name}": data for name, data in files.items()}) / "checkout"
    action = Action(workspace, {"strict": "true"})
    assert not action.run(*INSTALLING)
    annotation, short = action.steps["build"].said.splitlines()
    assert annotation.startswith("::error file=content/bare.yaml,line=3,col=13,title=no-evidence::")
    assert "(a warning; with --strict, warnings fail)%0A" in annotation
    assert short == "1 brief, 0 of 1 files, 1 warning; with --strict, warnings fail"
    headline, _, *table = action.summary.splitlines()
    assert headline == "### briefgen: 1 brief, 0 of 1 files, 1 warning; with --strict, warnings fail"
    assert table[2] == "| **A ferry**<br>content/bare.yaml | **not built** | 1 |"


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("inputs", "well", "outputs"),
    [
        ({"files": "content/good.yaml"}, True, {"files": "output/good.md", "errors": "0"}),
        ({"files": "content/bare.yaml"}, True, {"files": "output/bare.md", "warnings": "1"}),
        ({"files": "content/bare.yaml", "strict": "true"}, False, {"files": "", "warnings": "1"}),
        ({"files": "content/bad.yaml", "draft": "true"}, True, {"files": "output/bad.md", "errors": "1"}),
        ({"files": "content/none.yaml"}, False, {"files": "", "errors": "1", "briefs": "0"}),
        ({"output": "a folder/b", "files": "content/good.yaml"}, True, {"folders": "a folder/b"}),
    ],
)
def test_the_inputs_of_the_action(folder: Folder, inputs: dict[str, str], well: bool, outputs: dict[str, str]) -> None:
    files: dict[str, str | bytes] = {"briefgen.yaml": "formats: [md]\n", "a.txt": SOURCE}
    files |= {"content/good.yaml": GOOD, "content/bad.yaml": BAD, "content/bare.yaml": BARE}
    workspace = folder({f"checkout/{name}": data for name, data in files.items()}) / "checkout"
    action = Action(workspace, inputs)
    assert action.run(*INSTALLING) is well
    assert outputs.items() <= action.outputs.items()
    uploaded = action.steps["Upload the documents"].outcome
    assert uploaded == ("success" if action.outputs["files"] else "skipped")


def test_a_step_that_was_called_in_a_wrong_way_says_so_and_fails(folder: Folder) -> None:
    workspace = folder({"checkout/briefgen.yaml": ""}) / "checkout"
    action = Action(workspace, {"strict": "100%", "sarif": "true"})
    assert not action.run(*INSTALLING)
    build = action.steps["build"]
    assert build.code == 2
    *usage, said, annotation = build.said.splitlines()
    assert usage[0].startswith("Usage: briefgen build")
    assert said.startswith("Error: Invalid value for '--strict': '100%' is not a valid boolean.")
    why = f"briefgen build ended with 2 before it reported. {said.replace('%', '%25')}"
    assert annotation.startswith(f"::error title=briefgen::{why}%0AEach input of the action is the option")
    headline, _, *code = action.summary.splitlines()
    assert headline == "### briefgen: ended with 2 before it reported"
    assert code[-1] == f"    {said}"
    assert all(line.startswith("    ") for line in code), "a text in it could be Markdown otherwise"
    assert {name for name, step in action.steps.items() if step.outcome == "success"}.isdisjoint(
        {"Upload the documents", "Send the findings to code scanning"}
    )


def test_a_build_that_is_killed_is_told_by_its_exit_code(folder: Folder, tmp_path: Path) -> None:
    workspace = folder({"checkout/briefgen.yaml": ""}) / "checkout"
    (programs := tmp_path / "programs").mkdir()
    (killed := programs / "briefgen").write_text("#!/bin/sh\nkill -9 $$\n")
    killed.chmod(0o755)
    action = Action(workspace, {}, PATH=f"{programs}{os.pathsep}{os.environ['PATH']}")
    assert not action.run(*INSTALLING)
    assert action.steps["build"].code == 137
    assert "::error title=briefgen::briefgen build ended with 137 before it reported. " in action.steps["build"].said


# --- GitLab -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("what", ["commit", "branch", "nothing"])
def test_gitlab_fetches_what_is_asked_for(tmp_path: Path, what: str) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", "init", "-q", "-b", "trunk", there], check=True)
    (there / "a.txt").write_text("a")
    subprocess.run(["git", "-C", there, "add", "."], check=True)
    subprocess.run(["git", "-C", there, *who, "commit", "-qm", "a"], check=True)
    commit = subprocess.run(["git", "-C", there, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    refs = {"commit": commit.stdout.strip(), "branch": "trunk", "nothing": ""}
    job: Any = read_yaml(ROOT / "ci/gitlab.yml")["briefgen"]
    lines = [line.replace("/tmp/briefgen", str(here)) for line in job["before_script"] if line.startswith("git ")]
    variables = {"PATH": os.environ["PATH"], "BRIEFGEN_REPOSITORY": str(there), "BRIEFGEN_REF": refs[what]}
    subprocess.run(["sh", "-ec", "\n".join(lines)], env=variables, check=True)
    assert (here / "a.txt").read_text() == "a"


def gitlab_script(root: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    job: Any = read_yaml(ROOT / "ci/gitlab.yml")["briefgen"]
    given = {"PATH": f"{COMMANDS}{os.pathsep}{os.environ['PATH']}", "CI_PROJECT_DIR": str(root)}
    command = ["bash", "-eo", "pipefail", "-c", "\n".join(job["script"])]
    return subprocess.run(command, cwd=root, env=given | variables, capture_output=True, text=True)


def test_the_script_for_gitlab_ends_with_the_code_of_a_build_that_was_called_in_a_wrong_way(folder: Folder) -> None:
    done = gitlab_script(folder({"briefgen.yaml": ""}), BRIEFGEN_BUILD_STRICT="ture")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'ture' is not a valid boolean" in done.stderr.splitlines()[-1]


@pytest.mark.thorough
def test_the_script_for_gitlab(folder: Folder) -> None:
    files = {"content/good.yaml": GOOD, "content/bad.yaml": BAD, "content/bare.yaml": BARE}
    root = folder({"briefgen.yaml": "", "a.txt": SOURCE, **files})
    job: Any = read_yaml(ROOT / "ci/gitlab.yml")["briefgen"]
    done = gitlab_script(root, BRIEFGEN_BUILD_FORMATS="md", BRIEFGEN_BUILD_STRICT="true")
    assert done.returncode == 1
    assert done.stdout.startswith("content/bad.yaml:3:49: error: the source does not say 'The board agreed'")
    assert done.stdout.endswith("3 briefs, 1 of 3 files, 1 error, 1 warning; with --strict, warnings fail\n")
    assert [path for path in job["artifacts"]["paths"] if not (root / path).exists()] == []
    assert all((root / path).stat().st_size for path in job["artifacts"]["reports"].values())
    assert (root / "output/good.md").exists()
