"""How the documents come to be that outside programs look at: built from content files, as a user would build them."""

import fcntl
import json
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import model_briefs
from briefgen.build import Outcome
from briefgen.problems import Severity
from briefgen.project import find

ROOT = Path(__file__).parent.parent.parent
FORMATS = ("docx", "pdf", "md", "html")
PICTURE = {"bars.png": (Path(__file__).parent / "bars.png").read_bytes()}
"""What a template's folder must hold for :data:`samples.EVERY_NODE`."""
EVERY_NODE_OF = "briefgen/memo"
"""The template whose look the document with every construct has."""


@dataclass(frozen=True)
class Documents:
    """One brief, built."""

    docx: Path
    pdf: Path
    md: Path
    html: Path


Maker = Callable[[Path], Outcome]


@cache
def make_all(names: tuple[str, ...], folder: Path) -> dict[str, Documents]:
    """Build documents of ``documents.maker``, by their names, in two processes; once, whichever process asks.

    Raises AssertionError with all that could not be built.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = folder / "made.json"
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not known.exists():
            with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
                said = pool.map(_make, names, [folder / name for name in names])
                known.write_text(json.dumps(dict(zip(names, said, strict=True))), "utf-8")
    made: dict[str, list[str] | str] = json.loads(known.read_text("utf-8"))
    failed = [f"{name}: {said}" for name, said in made.items() if isinstance(said, str)]
    assert not failed, "not built, so not to be validated: " + "\n".join(failed)
    return {name: Documents(*map(Path, made[name])) for name in names}


def _make(name: str, home: Path) -> list[str] | str:
    """Build one document in a process of its own; return its files, or what is wrong with it."""
    from documents import maker

    home.mkdir()
    outcome = maker(name)(home)
    errors = [str(problem) for problem in outcome.problems if problem.severity is Severity.ERROR]
    return [*map(str, outcome.written)] if len(outcome.written) == len(FORMATS) else "\n".join(errors)


def made_for(names: tuple[str, ...], factory: pytest.TempPathFactory) -> dict[str, Documents]:
    """Return the documents of a test run, which all its processes share."""
    base = factory.getbasetemp()
    return make_all(names, (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "documents")


def content(brief: str) -> Maker:
    """A brief of this repository."""
    return lambda home: build(home, find(ROOT), ROOT / "content" / f"{brief}.yaml")


def written(raw: dict[str, Any], **options: Any) -> Maker:
    """A brief of data that are written to a content file."""

    def make(home: Path) -> Outcome:
        project = model_briefs.project(home)
        return build(home, project, model_briefs.write(home, raw).brief, **options)

    return make


def with_template(settings: str, raw: dict[str, Any], **files: bytes) -> Maker:
    """A brief in a template of its project, of which ``settings`` are the settings."""

    def make(home: Path) -> Outcome:
        return written(raw, template=put_template(home, settings, **files))(home)

    return make


def put_template(home: Path, settings: str, **files: bytes) -> str:
    """Put a template into a project; return its name, which its settings state first."""
    name = settings.split()[1]
    folder = home / "templates" / name
    folder.mkdir(parents=True)
    for file, data in {"template.yaml": settings.encode(), **files}.items():
        (folder / file).write_bytes(data)
    return name


def settings(name: str, extends: str, **more: str) -> str:
    """Return the settings of a template that extends another."""
    stated = {"name": name, "description": "For the conformance tests", "extends": extends, **more}
    return "".join(f"{key}: {value}\n" for key, value in stated.items())


def build(home: Path, project: Any, brief: Path, **options: Any) -> Outcome:
    """Build a brief in all formats."""
    return model_briefs.build(project, brief, *FORMATS, output=home / "output", **options)
