"""Content files made from the model (:mod:`briefgen.specimens`), on the disk and built."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.build import Options, Outcome, plan, run
from briefgen.project import Project, find
from briefgen.specimens import GIVEN, HOSTILE, full, text_paths, with_sources, yaml_text

__all__ = [
    "GIVEN",
    "HOSTILE",
    "PROSE",
    "annexed",
    "build",
    "find",
    "full",
    "project",
    "text_paths",
    "write",
    "yaml_text",
]

PROSE = re.compile(
    r"(issue|meeting\.purpose|((bottom_line|talking_points|if_not_decided|meeting\.(objectives|sensitivities)"
    r")\.[0-9]+))\.text"
)
"""The paths of the fields that take prose, in which marks are marks."""


@dataclass(frozen=True)
class Files:
    """A content file on the disk."""

    brief: Path
    sources: tuple[Path, ...]


def write(folder: Path, raw: dict[str, Any], name: str = "brief") -> Files:
    """Write a content file into a project's folder, with sources that say every clause of its evidence."""
    made = with_sources(raw, name)
    (folder / "seeds").mkdir(exist_ok=True)
    for path, data in made.sources.items():
        (folder / path).write_bytes(data)
    brief = folder / f"{name}.yaml"
    brief.write_bytes(made.content)
    return Files(brief, tuple(folder / path for path in made.sources))


def project(folder: Path) -> Project:
    """Make a folder a project."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "briefgen.yaml").touch()
    return find(folder)


ANNEXED = """\
name: annexed
description: The memo with all that is printed only where it is asked for
extends: briefgen/memo
options: {evidence_annex: true, state_of_knowledge: true}
"""


def annexed(folder: Path) -> str:
    """Put a template into a project that prints what the memo prints only where it is asked to; return its name."""
    home = folder / "templates" / "annexed"
    home.mkdir(parents=True)
    (home / "template.yaml").write_text(ANNEXED, "utf-8")
    return home.name


def build(project: Project, brief: Path, *formats: str, **options: Any) -> Outcome:
    """Build one brief of a project."""
    (outcome,) = run(project, plan(project, [brief], Options(formats=formats, **options)))
    return outcome
