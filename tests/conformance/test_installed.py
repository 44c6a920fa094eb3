"""briefgen as others install it: by the action's script and as a hook of pre-commit, both without a network."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

pytestmark = [pytest.mark.conformance, pytest.mark.xdist_group("wheelhouse")]
COMMANDS = Path(sys.executable).parent
FORMATS = ("docx", "html", "md", "pdf")


def run(*words: str | Path, cwd: Path, fails: bool = False, **variables: str) -> str:
    """Run a command and return what it says."""
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if not name.startswith("PIP_")} | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert (done.returncode != 0) is fails, done.stdout
    return done.stdout


# --- Schemas ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", "action.yml"),
        ("vendor.github-workflows", ".github/workflows/ci.yml"),
        ("custom.github-workflows-require-timeout", ".github/workflows/ci.yml"),
        ("vendor.gitlab-ci", "ci/gitlab.yml"),
    ],
)
def test_files_for_services_keep_to_their_schemas(schema: str, file: str) -> None:
    run(COMMANDS / "check-jsonschema", "--builtin-schema", schema, file, cwd=ROOT)


def test_the_manifest_of_hooks_is_one() -> None:
    run(COMMANDS / "pre-commit", "validate-manifest", ".pre-commit-hooks.yaml", cwd=ROOT)


# --- Without a network ------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as it stands here, in a repository of its own, of which pre-commit can make a clone."""
    folder = tmp_path_factory.mktemp("repository")
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=ROOT).splitlines()
    for name in listed:
        if name.split("/")[0] not in ("tests", "docs", "benchmarks") and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    committed(folder)
    return folder


@pytest.fixture(scope="module")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pinned packages, and nothing else: the only place that packages are taken from."""
    folder = tmp_path_factory.mktemp("wheelhouse")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--dest", str(folder)]
    subprocess.run([*command, "-r", str(ROOT / "requirements/run.txt")], check=True, capture_output=True)
    return folder


def committed(folder: Path) -> str:
    """Commit all of a folder to a repository; return the commit."""
    if not (folder / ".git").exists():
        run("git", "init", "--quiet", cwd=folder)
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    run("git", "add", "--all", cwd=folder)
    run("git", *who, "commit", "--quiet", "--no-verify", "--message", "x", cwd=folder)
    return run("git", "rev-parse", "HEAD", cwd=folder).strip()


def offline() -> list[str]:
    """Return what runs a command without a network, where this machine allows that."""
    cut = ["unshare", "--map-root-user", "--net"]
    possible = shutil.which("unshare") and not subprocess.run([*cut, "true"], capture_output=True).returncode
    return cut if possible else []


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_installed_alone_it_builds_with_every_template(repository: Path, wheelhouse: Path, tmp_path: Path) -> None:
    """By ``script/install``; then far from the repository, in an environment that stays as it is."""
    given = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheelhouse), "PYTHON": sys.executable}
    environment, project = tmp_path / "environment", tmp_path / "project"
    said = run(*offline(), "sh", repository / "script/install", environment, cwd=tmp_path, **given)
    path = said.splitlines()[-1]
    assert os.listdir(path) == ["briefgen"]  # noqa: PTH208 - the job keeps its own Python
    before = digests(environment / "lib")

    def briefgen(*words: str, cwd: Path = project) -> str:
        return run(*offline(), Path(path, "briefgen"), *words, cwd=cwd, HOME=str(tmp_path))

    briefgen("init", str(project), cwd=tmp_path)
    brief = (project / "content/first.yaml").read_text("utf-8")
    templates = [one["name"] for one in json.loads(briefgen("template", "list", "--json"))]
    assert len(templates) >= 5
    for name in templates:
        (project / f"content/{name}.yaml").write_text(f"{brief}template: {name}\n", "utf-8")
    briefgen("build", "--quiet")
    built = {path.name for path in (project / "output").iterdir()}
    assert {f"{name}.{suffix}" for name in ("first", *templates) for suffix in FORMATS} <= built
    assert "Carry the hedge" in briefgen("explain", "hedge-lost")
    assert digests(environment / "lib") == before


# --- pre-commit -------------------------------------------------------------------------------------------------------
def test_the_hook_checks_what_is_to_be_committed(repository: Path, wheelhouse: Path, tmp_path: Path) -> None:
    revision = run("git", "rev-parse", "HEAD", cwd=repository).strip()
    project = tmp_path / "project"
    run(sys.executable, "-m", "briefgen", "init", project, cwd=tmp_path)
    config = f"repos:\n- repo: {repository}\n  rev: {revision}\n  hooks:\n  - id: briefgen-check\n"
    (project / ".pre-commit-config.yaml").write_text(config, "utf-8")
    committed(project)
    given = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheelhouse), "PRE_COMMIT_HOME": str(tmp_path / "home")}
    given |= {"GIT_ALLOW_PROTOCOL": "file"}

    def hook(*, fails: bool = False) -> str:
        run("git", "add", "--all", cwd=project)
        return run(COMMANDS / "pre-commit", "run", "--color=never", cwd=project, fails=fails, **given)

    (project / "notes.yaml").write_text("not: a brief\n", "utf-8")
    assert "(no files to check)Skipped" in hook()
    brief = (project / "content/first.yaml").read_text("utf-8")
    (project / "content/good.yaml").write_text(brief, "utf-8")
    assert "briefgen check......" in hook()
    (project / "content/bad name.yaml").write_text(brief.replace("decided on Tuesday", "agreed on Tuesday"), "utf-8")
    said = hook(fails=True)
    assert re.search(r"content/bad name\.yaml:\d+:\d+: error: the source does not say 'agreed on Tuesday", said), said
    assert "2 briefs checked" in said
