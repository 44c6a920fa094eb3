"""What a new project starts with."""

import json
from pathlib import Path

from briefgen.files import write_whole
from briefgen.model import json_schema
from briefgen.problems import BriefgenError
from briefgen.project import MARK, at, no_folder

SCHEMA = "briefgen.schema.json"

_SETTINGS = """\
# This file makes the folder a briefgen project. Every line may be left out; these are the defaults.
# content: content          # one YAML file a brief
# templates: templates      # templates of your own
# output: output            # what is built
# template: memo            # for briefs that name none
# formats: [docx, pdf, md, html]  # what to build
# index: true               # output/index.html, a page that lists all briefs
"""
ATTRIBUTES = ".gitattributes"
_ATTRIBUTES = """\
# Where Git changes the ends of lines, as it does on Windows, a file has other bytes than those that were pinned.
/{content}/** text eol=lf
/seeds/** -text
"""
_SOURCE = """\
Reading room to open on Sundays

The library board of Easterley decided on Tuesday to open the reading room on Sundays from May. The board chair, Mara
Quist, said the trial would last six months.

"We will count the visitors before we decide anything further," Quist said.

The board is also considering a fee for guests from other towns.
"""
_BRIEF = """\
# yaml-language-server: $schema=briefgen.schema.json
briefgen: 1
title: Easterley opens its reading room on Sundays
sources:
  - file: seeds/first.txt
    set_aside: {exact: Reading room to open on Sundays, reason: The headline.}

decisions:
  - text: The library board decided to open the reading room on Sundays.
    commitment: decided
    when: from May
    evidence: decided on Tuesday to open the reading room on Sundays from May
  - text: The board is considering a fee for guests from other towns.
    commitment: considering
    evidence: is also considering a fee for guests from other towns

actors:
  - id: QUIST
    name: Mara Quist
    kind: person
    role: Board chair
    presence: speaks
    evidence: The board chair, Mara Quist

quotes:
  - text: We will count the visitors before we decide anything further
    speaker: QUIST

open_questions:
  - What will be decided after the trial?
"""


def start(folder: Path) -> list[Path]:
    """Write the files of a new project that are not there yet, and return their paths.

    Raises BriefgenError when the folder cannot be made or written to, or when its settings are wrong.
    """
    if wrong := no_folder(folder):
        raise BriefgenError([wrong])
    project = at(folder)
    files = {
        folder / MARK: _SETTINGS,
        folder / ATTRIBUTES: _ATTRIBUTES.format(content=project.settings.content),
        project.content / SCHEMA: schema_text(),
    }
    if not project.has_briefs():
        files |= {folder / "seeds/first.txt": _SOURCE, project.content / "first.yaml": _BRIEF}
    made = []
    for path, text in files.items():
        if not path.exists():
            write_whole(path, text.encode())
            made.append(path)
    return made


def schema_text() -> str:
    """Return the JSON Schema as it stands in a project's content folder."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
