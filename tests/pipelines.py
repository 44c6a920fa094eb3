"""What CI services do with the files of this project, as far as it can be done without them.

:class:`Action` goes through the steps of ``action.yml`` as GitHub's runner does: it hands over inputs, runs what is
shell, and says of other actions with what they would be called.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from conftest import ROOT

EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")
COMMANDS = Path(sys.executable).parent
"""Where the briefgen under test is."""


def read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


@dataclass
class Step:
    """What came of a step."""

    outcome: str = "skipped"
    code: int = 0
    said: str = ""
    called_with: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)


class Action:
    """One use of the action in the workspace of a job."""

    def __init__(self, workspace: Path, inputs: dict[str, str], **variables: str) -> None:
        self.data = read_yaml(ROOT / "action.yml")
        assert set(inputs) <= set(self.data["inputs"])
        self.workspace, self.temporary = workspace, workspace.parent / "runner"
        self.temporary.mkdir()
        self.inputs = {name: one["default"] for name, one in self.data["inputs"].items()} | inputs
        self.variables = {
            "PATH": f"{COMMANDS}{os.pathsep}{os.environ['PATH']}",
            "HOME": os.environ.get("HOME", "/"),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_WORKSPACE": str(workspace),
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_STEP_SUMMARY": str(self.temporary / "summary.md"),
            **variables,
        }
        self.steps: dict[str, Step] = {}

    def run(self, *left_out: str) -> bool:
        """Go through the steps but those named; tell whether all went well."""
        well = True
        for step in self.data["runs"]["steps"]:
            name = step.get("id", step["name"])
            done = self.steps[name] = Step()
            condition = str(step.get("if", "success()"))
            always = "cancelled()" in condition
            if name in left_out or (not well and not always) or not self._is_true(condition):
                continue
            if "uses" in step:
                done.outcome = "success"
                done.called_with = {key: self._filled(str(value)) for key, value in step.get("with", {}).items()}
            else:
                self._shell(step, done)
            well = well and done.outcome == "success"
        return well

    @property
    def outputs(self) -> dict[str, str]:
        """What the action hands on."""
        return {name: self._filled(output["value"]) for name, output in self.data["outputs"].items()}

    @property
    def summary(self) -> str:
        return (self.temporary / "summary.md").read_text("utf-8")

    def _shell(self, step: dict[str, Any], done: Step) -> None:
        assert step["shell"] == "bash"
        outputs = self.temporary / f"outputs-{len(self.steps)}"
        script = self.temporary / f"step-{len(self.steps)}.sh"
        script.write_text(step["run"], "utf-8")
        given = {name: self._filled(value) for name, value in step.get("env", {}).items()}
        files = {"GITHUB_OUTPUT": str(outputs), "GITHUB_PATH": str(self.temporary / "path")}
        ended = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace / self._filled(step.get("working-directory", ".")),
            env=self.variables | files | given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        done.outcome, done.code, done.said = (
            "failure" if ended.returncode else "success",
            ended.returncode,
            ended.stdout,
        )
        if (added := self.temporary / "path").exists():
            self.variables["PATH"] = os.pathsep.join([*added.read_text("utf-8").splitlines(), self.variables["PATH"]])
            added.unlink()
        if outputs.exists():
            done.outputs = read_outputs(outputs.read_text("utf-8"))

    # --- Expressions --------------------------------------------------------------------------------------------------
    def _filled(self, text: str) -> str:
        return EXPRESSION.sub(lambda found: self._value(found[1].strip()), text)

    def _value(self, name: str) -> str:
        match name.split("."):
            case "inputs", key:
                return self.inputs[key]
            case "steps", step, "outputs", key:
                return self.steps[step].outputs.get(key, "")
            case "steps", step, "outcome":
                return self.steps[step].outcome
            case "runner", "temp":
                return str(self.temporary)
            case "runner" | "github", key:
                return f"<{key}>"
        raise AssertionError(f"no expression that is known: {name}")

    def _is_true(self, condition: str) -> bool:
        whole = EXPRESSION.fullmatch(condition)
        parts = re.split(r"\s*&&\s*", (whole[1] if whole else condition).strip())
        return all(self._holds(part) for part in parts)

    def _holds(self, part: str) -> bool:
        if part in ("success()", "!cancelled()"):
            return True
        found = re.fullmatch(r"([\w.-]+) (==|!=) '([^']*)'", part)
        assert found, f"no condition that is known: {part}"
        return (self._value(found[1]) == found[3]) == (found[2] == "==")


def read_outputs(text: str) -> dict[str, str]:
    """Read the file ``GITHUB_OUTPUT`` as the runner does."""
    found = {}
    lines = iter(text.splitlines())
    for line in lines:
        if "<<" in line:
            name, end = line.split("<<")
            value = []
            while (part := next(lines)) != end:
                value.append(part)
            found[name] = "\n".join(value)
        else:
            name, _, rest = line.partition("=")
            found[name] = rest
    return found
