"""Templates that are copies of others: what they were copied from, and whether that has moved on since."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from briefgen import __version__, template
from briefgen.inputs import unnoted
from briefgen.problems import BriefgenError, Place, Problem, Severity, clip, shown_path
from briefgen.project import Project, shipped_templates
from briefgen.template import SETTINGS, Template

DIGITS = 16
"""Digits of a fingerprint: it tells versions of a file apart, and keeps nobody from anything."""


def fingerprints(original: Template) -> dict[str, str]:
    """Return a fingerprint for each file that a template is made of, by its path from the templates' folder."""
    found: dict[str, str] = {}
    for folder in original.folders:
        for path in files_of(folder):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            found.setdefault(name, hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS])
    return dict(sorted(found.items()))


def files_of(folder: Path) -> Iterator[Path]:
    """Yield the files of a template's folder, hidden ones left out."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def stamp(name: str, original: Template) -> dict[str, object]:
    """Return what a copy says about its original. ``name`` is by what that is found."""
    return {"template": name, "briefgen": __version__, "files": fingerprints(original)}


def moved_on(project: Project, copy: Template, note: Callable[[Path], None] = unnoted) -> list[Problem]:
    """Say which files of its original have changed since a template was copied; nothing of one that is no copy.

    ``note`` is told each folder that is looked for, before it is read.
    """
    told = copy.settings.copied_from
    if told is None:
        return []
    place = told.template.place or Place(shown_path(copy.folders[0] / SETTINGS))
    name = clip(str(told.template))
    try:
        original = template.find(str(told.template), (project.templates,), shipped_templates(), place, (), note)
        now = fingerprints(original)
    except (BriefgenError, OSError):
        message = f"'{name}', from which this template was copied, cannot be used any more"
        return [Problem(place, "original-moved-on", message, "delete 'copied_from' if that is as meant", Severity.NOTE)]
    changed = _changed({str(name): str(digits) for name, digits in told.files.items()}, now)
    if not changed:
        return []
    message = f"'{name}', from which this template was copied, has changed since: {', '.join(changed)}"
    remedy = (
        f"make a new copy beside it (briefgen template new NAME --from {name} --eject), take over what you want, then "
        "replace 'copied_from' by that of the new copy; or delete 'copied_from', to hear no more of it"
    )
    return [Problem(place, "original-moved-on", message, remedy, Severity.NOTE)]


def _changed(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return the files that differ, with a word for those that came or went."""
    said = [
        f"{name}{' (new)' if name not in then else ' (gone)' if name not in now else ''}"
        for name in sorted({*then, *now})
        if then.get(name) != now.get(name)
    ]
    return said if len(said) <= 8 else [*said[:8], f"and {len(said) - 8} more"]
