"""A new template in a project: one that extends another, with hints for what may be changed."""

import re
from dataclasses import dataclass
from pathlib import Path

from briefgen import template
from briefgen.files import write_folder
from briefgen.letterhead.package import LIMIT_FILE
from briefgen.problems import COMMAND_LINE, BriefgenError, Place, Problem, clip, shown_path
from briefgen.project import Project, read_file, shipped_templates, usable
from briefgen.render.outline import blocks
from briefgen.template import SETTINGS, Template
from briefgen.workshop.catalogue import SHIPPED
from briefgen.workshop.ejecting import ejected
from briefgen.workshop.hints import settings_with_hints, wording_with_hints

NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


@dataclass(frozen=True)
class Started:
    """What was made."""

    files: tuple[Path, ...]
    unread: tuple[str, ...] = ()
    """What of a letterhead could not be taken over."""


def start_template(project: Project, name: str, origin: str, *, eject: bool = False) -> Started:
    """Make a template that extends another one, or is a copy of all of it.

    Raises BriefgenError when the name is none or taken, when there is no such template, or when nothing can be written.
    """
    folder = _place_for(project, name)
    original = template.find(origin, (project.templates,), shipped_templates(), COMMAND_LINE)
    parent = _full_name(original)
    if eject:
        return Started(tuple(write_folder(folder, ejected(name, parent, original))))
    settings = settings_with_hints(name, _extendable(name, parent), original)
    return Started(tuple(write_folder(folder, {SETTINGS: settings.encode(), **_wording(parent, original)})))


def start_from_letterhead(project: Project, name: str, letterhead: Path, origin: str) -> Started:
    """Make a template that extends another one and looks like a Word file.

    Raises BriefgenError as :func:`start_template` does, and when the file cannot be used.
    """
    from briefgen.letterhead.started import template_from

    folder = _place_for(project, name)
    original = template.find(origin, (project.templates,), shipped_templates(), COMMAND_LINE)
    parent = _full_name(original)
    if wrong := usable(letterhead, COMMAND_LINE):
        raise BriefgenError([wrong])
    data = read_file(letterhead, limit=LIMIT_FILE)
    made = template_from(data, name, file=letterhead.name, extends=_extendable(name, parent))
    return Started(tuple(write_folder(folder, {**made.files, **_wording(parent, original)})), made.unread)


def _extendable(name: str, parent: str) -> str:
    if parent == name:
        message = f"the template '{name}' would extend itself"
        raise BriefgenError([Problem(COMMAND_LINE, "endless-template", message, "give the new one another name")])
    return parent


def _wording(parent: str, original: Template) -> dict[str, bytes]:
    """Return the file in which the wording of ``parent`` can be changed."""
    document = str(original.settings.document)
    return {document: wording_with_hints(f"{parent}/{document}", blocks(original)).encode()}


def _place_for(project: Project, name: str) -> Path:
    """Return the folder of a new template. Raises BriefgenError when it cannot be made."""
    if not project.declared:
        remedy = "run 'briefgen init' to make this folder a project"
        place = Place(shown_path(project.root))
        raise BriefgenError([Problem(place, "no-project", "a template of one's own needs a project", remedy)])
    if not NAME.fullmatch(name) or name == SHIPPED:
        message = f"found the name '{clip(name)}', expected small letters, digits and hyphens, at most 40"
        if name == SHIPPED:
            message = f"found the name '{name}', which stands for the templates that come with it"
        remedy = f"such as '{_fit(name)}'"
        raise BriefgenError([Problem(COMMAND_LINE, "bad-name", message, remedy)])
    folder = project.templates / name
    if folder.exists() or folder.is_symlink():
        message = "there is a template of this name already" if folder.is_dir() else "a file of this name is in the way"
        remedy = "give the new one another name, or go on in the one that is there"
        raise BriefgenError([Problem(Place(shown_path(folder)), "file-exists", message, remedy)])
    return folder


def _fit(name: str) -> str:
    """Return what a name might be that is none."""
    fit = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-0123456789")[:40].strip("-")
    return fit if NAME.fullmatch(fit) and fit != SHIPPED else "our-memo"


def _full_name(original: Template) -> str:
    """Return the name by which a template is found whatever is put before it."""
    folder = original.folders[0]
    return f"{SHIPPED}/{folder.name}" if folder.parent == shipped_templates() else folder.name
