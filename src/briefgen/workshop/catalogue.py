"""All templates that can be found, the broken ones too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen import template
from briefgen.copied import moved_on
from briefgen.problems import COMMAND_LINE, BriefgenError, Place, Problem, clip, did_you_mean, shown_path
from briefgen.project import Project, read_file, shipped_templates
from briefgen.template import SETTINGS, Template
from briefgen.yamlfile import read

SHIPPED = "briefgen"
"""What stands before the name of a template that comes with briefgen, whatever else has its name."""


@dataclass(frozen=True)
class Shelved:
    """A folder of a template."""

    name: str
    folder: Path
    shipped: bool
    """Whether it comes with briefgen."""
    shadows: bool
    """Whether it stands before a shipped one of the same name."""
    shadowed: bool
    """Whether it is the shipped one behind that, to be had as ``briefgen/…`` only."""
    description: str
    extends: str
    template: Template | None
    """None for a broken one."""
    problems: tuple[Problem, ...]
    """What is wrong with it, or worth knowing."""

    @property
    def full_name(self) -> str:
        """The name by which it is found whatever stands before it."""
        return f"{SHIPPED}/{self.name}" if self.shadowed else self.name


def catalogue(project: Project) -> list[Shelved]:
    """Return the project's own templates, then the shipped ones, each in the order of their names."""
    shipped = shipped_templates()
    own = [] if _same(project.templates, shipped) else _folders(project.templates)
    names = {folder.name for folder in own}
    theirs = _folders(shipped)
    return [
        *(_shelved(project, folder, shadows=folder.name in {one.name for one in theirs}) for folder in own),
        *(_shelved(project, folder, shipped=True, shadowed=folder.name in names) for folder in theirs),
    ]


def own_templates(project: Project) -> list[Shelved]:
    """Return the templates that stand in the project's folder; in briefgen's own, those are the shipped ones."""
    same = _same(project.templates, shipped_templates())
    return [one for one in catalogue(project) if same or not one.shipped]


def chosen(project: Project, names: Sequence[str]) -> list[Shelved]:
    """Return the templates of these names, each once; without names, all of the project's own.

    Raises BriefgenError for names of none.
    """
    if not names:
        return own_templates(project)
    shelf = catalogue(project)
    by_name = {f"{SHIPPED}/{one.name}": one for one in shelf if one.shipped} | {one.full_name: one for one in shelf}
    if unknown := [name for name in dict.fromkeys(names) if name not in by_name]:
        raise BriefgenError(_unknown(name, by_name) for name in unknown)
    return [*{one.folder: one for one in map(by_name.__getitem__, names)}.values()]


def _unknown(name: str, known: Iterable[str]) -> Problem:
    remedy = did_you_mean(name, known, "'briefgen template list' shows all of them")
    return Problem(COMMAND_LINE, "unknown-template", f"there is no template '{clip(name)}'", remedy)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _folders(parent: Path) -> list[Path]:
    """Return the folders that are templates, or were meant to be: those with settings or wording."""

    def meant(folder: Path) -> bool:
        return (folder / SETTINGS).is_file() or any(folder.glob("*.j2"))

    try:
        return sorted(folder for folder in parent.iterdir() if not folder.name.startswith(".") and meant(folder))
    except OSError:
        return []


def _shelved(
    project: Project, folder: Path, *, shipped: bool = False, shadows: bool = False, shadowed: bool = False
) -> Shelved:
    found: Template | None = None
    problems: tuple[Problem, ...] = ()
    try:
        found = opened(project, f"{SHIPPED}/{folder.name}" if shadowed else folder.name, folder)
        problems = tuple(moved_on(project, found))
    except BriefgenError as error:
        problems = error.problems
    description, extends = (
        (str(found.settings.description), found.settings.extends or "")
        if found
        else _said(folder, "description", "extends")
    )
    return Shelved(folder.name, folder, shipped, shadows, shadowed, description, extends, found, problems)


def opened(project: Project, name: str, folder: Path) -> Template:
    """Load a template with its look. Raises BriefgenError with all that keeps it from being loaded."""
    settings = folder / SETTINGS
    place = Place(shown_path(settings if settings.is_file() else folder))
    if not settings.is_file():
        message = f"the folder '{folder.name}' has no {SETTINGS}, so it is no template"
        raise BriefgenError([Problem(place, "no-template-settings", message, f"write {SETTINGS} there, or copy one")])
    found = template.find(name, (project.templates,), shipped_templates(), place)
    _ = found.look
    return found


def _said(folder: Path, *keys: str) -> tuple[str, ...]:
    """Return what a broken template's settings say all the same; nothing where they are no YAML."""
    try:
        settings = folder / SETTINGS
        raw = read(read_file(settings), shown_path(settings))
    except BriefgenError:
        return ("",) * len(keys)
    return tuple(value if isinstance(value := raw.get(key), str) else "" for key in keys)
