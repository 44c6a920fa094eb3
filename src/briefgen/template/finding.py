"""A template by its name, with all that it extends."""

import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence as AnySequence
from dataclasses import dataclass
from dataclasses import field as kept
from functools import cached_property, lru_cache, reduce
from pathlib import Path
from typing import Any

from briefgen import fitting
from briefgen.design import Look, is_picture
from briefgen.design.pictures import LIMIT_ALL, SMALLER, refusal
from briefgen.inputs import unnoted
from briefgen.languages import by_language
from briefgen.overrides import read_settings
from briefgen.problems import BriefgenError, Place, Problem, clip, did_you_mean, shown_path
from briefgen.project import leads_out, read_file
from briefgen.template import mistakes
from briefgen.template.addresses import refused
from briefgen.template.settings import DEFAULT_LANGUAGE, NAME, SETTINGS, STYLE_FILES, STYLESHEET, Settings
from briefgen.template.sheets import unbalanced
from briefgen.validate import validate
from briefgen.values import Text
from briefgen.yamlfile import LIMIT_BYTES, Mapping, decode, merge, read


@dataclass(frozen=True)
class Template:
    """A template with all that it extends."""

    settings: Settings
    folders: tuple[Path, ...]
    """Its folder, then those of the templates it extends."""
    overrides: tuple[str, ...] = ()
    """What the command set besides, as ``KEY=VALUE``."""
    places: AnyMapping[str, Place] = kept(default_factory=dict)
    """Where the design tokens are stated, by their names with points between."""

    @cached_property
    def look(self) -> Look:
        """What its documents look like. Raises BriefgenError when one of its files cannot be read."""
        taken, refused = _taken_in(self._pictures())
        sheets = self.sheets
        lines = tuple((name, text.count("\n") + 1) for name, text in sheets.items())
        files = (folder / name for folder in self.folders for name in STYLE_FILES)
        reference = next((path for path in files if path.is_file()), None)
        return Look(
            self.settings.design,
            "\n".join(sheets.values()),
            taken,
            lines,
            refused=refused,
            reference=None if reference is None else read_file(reference),
            reference_file="" if reference is None else shown_path(reference),
            word_styles=self.settings.styles,
            places=self.places,
        )

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Its own CSS by the names of the files, that of what it extends first. Raises BriefgenError like look."""
        css = [folder / STYLESHEET for folder in reversed(self.folders)]
        return {shown_path(path): decode(read_file(path), shown_path(path)) for path in css if path.is_file()}

    def _pictures(self) -> dict[str, Path]:
        """Return the picture files by their paths in the template; its own win over those of what it extends."""
        return {
            path.relative_to(folder).as_posix(): path
            for folder in reversed(self.folders)
            for path in sorted(folder.rglob("*"))
            if is_picture(path.name) and path.is_file()
        }

    def look_in(self, language: str) -> Look:
        """Return what its documents in a language look like. Raises BriefgenError as :attr:`look` does."""
        return self.look.in_language(language)

    def labels(self, language: str) -> AnyMapping[str, Text]:
        """Return the fixed words in a language: those of a region, else of the language, else in English."""
        words: dict[str, Text] = {}
        for said in (self.settings.labels.get(DEFAULT_LANGUAGE, {}), *by_language(self.settings.labels, language)):
            words |= said
        return words

    def missing_labels(self, language: str) -> list[str]:
        """Return the fixed words that a language lacks, in the template's order."""
        there = {name for said in by_language(self.settings.labels, language) for name in said}
        return [name for name in self.settings.labels.get(DEFAULT_LANGUAGE, {}) if name not in there]


def _taken_in(pictures: AnyMapping[str, Path]) -> tuple[dict[str, bytes], dict[str, tuple[str, str]]]:
    """Read pictures; return them, and why others are not taken in."""
    taken: dict[str, bytes] = {}
    refused: dict[str, tuple[str, str]] = {}
    room = LIMIT_ALL
    for name, path in pictures.items():
        size = path.stat().st_size
        if size > min(LIMIT_BYTES, room):
            most = f"at most {LIMIT_BYTES >> 20} MB" if size > LIMIT_BYTES else f"{LIMIT_ALL >> 20} MB for all pictures"
            refused[name] = f"the picture '{clip(name)}' has {size / 2**20:.0f} MB, expected {most}", SMALLER
            continue
        data = read_file(path)
        room -= len(data)
        if wrong := refusal(name, data):
            refused[name] = wrong
        else:
            taken[name] = data
    return taken, refused


def find(
    name: str,
    folders: tuple[Path, ...],
    shipped: Path,
    place: Place,
    overrides: AnySequence[str] = (),
    note: Callable[[Path], None] = unnoted,
) -> Template:
    """Load a template by name from the first of ``folders`` that has it, else from ``shipped``.

    ``place`` is where the name was given; ``overrides`` are values that win over what the template and all that it
    extends state, each as ``KEY=VALUE``; ``note`` is told each folder that is looked for, before it is read. Raises
    BriefgenError with what is wrong with the template, or with these.
    """
    raws, chain = _chain(name, folders, shipped, place, note)
    given = read_settings(overrides)
    stated = reduce(merge, reversed(raws))
    whole = merge(stated, given) if given else stated
    settings, problems = validate(whole, Settings)
    problems += mistakes.in_files(given, stated, raws, chain)
    if settings is None or problems:
        raise BriefgenError(problems)
    found = Template(settings, tuple(chain), tuple(overrides), dict(_places(whole.get("design"))))
    wrong = [*mistakes.in_settings(settings, whole.get("styles"), chain), *_misfits(found)]
    if wrong:
        raise BriefgenError(wrong)
    return found


def _misfits(found: Template) -> Iterator[Problem]:
    """Report what the look asks for and does not get, and what its CSS leaves open."""
    for file, text in found.sheets.items():
        yield from unbalanced(text, file)
        yield from refused(text, file)
    design, labels = found.settings.design, {name for said in found.settings.labels.values() for name in said}
    yield from fitting.contrasts(design, found.places, [shown_path(folder / SETTINGS) for folder in found.folders])
    yield from fitting.fields(design, labels, found.places)
    if design.logo:
        yield from fitting.logo(design.logo, found.look)


def _places(raw: Any, path: str = "") -> Iterator[tuple[str, Place]]:
    """Yield where each token is stated, by its name."""
    for name, value in raw.items() if isinstance(raw, Mapping) else ():
        yield f"{path}{name}", raw.value_places[name]
        yield from _places(value, f"{path}{name}.")


def _chain(
    name: str, folders: tuple[Path, ...], shipped: Path, place: Place, note: Callable[[Path], None]
) -> tuple[list[Mapping], list[Path]]:
    """Return what a template's file says and those of all that it extends, and their folders."""
    chain: list[Path] = []
    raws: list[Mapping] = []
    wanted: str | None = name
    while wanted is not None:
        folder = _folder(wanted, folders, shipped, place, note)
        if folder in chain:
            message = f"the template '{wanted}' extends itself"
            raise BriefgenError([Problem(place, "endless-template", message, "name another one at 'extends:'")])
        chain.append(folder)
        settings = folder / SETTINGS
        raw = _read(read_file(settings), shown_path(settings))
        raws.append(raw)
        extends = raw.get("extends")
        wanted = str(extends) if isinstance(extends, str) else None
        place = raw.value_places.get("extends", raw.place)
    return raws, chain


def _refuse_strays(folder: Path, home: Path) -> None:
    """Raise BriefgenError for links in a template that lead out of the templates' folder."""
    paths = [folder] if leads_out(folder, home) else sorted(path for path in folder.rglob("*") if path.is_symlink())
    problems = [
        Problem(
            Place(shown_path(path)),
            "path-outside",
            "the link leads out of the folder of the templates",
            "put a copy of the file in its place",
        )
        for path in paths
        if leads_out(path, home)
    ]
    if problems:
        raise BriefgenError(problems)


@lru_cache(maxsize=32)
def _read(data: bytes, name: str) -> Mapping:
    """Read what a file says; nearly all briefs of a build have the template of the one before."""
    return read(data, name)


def names(folders: tuple[Path, ...], shipped: Path) -> list[str]:
    """Return the names of all templates that can be found."""
    found = {path.parent.name for folder in (*folders, shipped) for path in folder.glob(f"*/{SETTINGS}")}
    return sorted(found)


def _folder(name: str, folders: tuple[Path, ...], shipped: Path, place: Place, note: Callable[[Path], None]) -> Path:
    own, _, bare = name.rpartition("/")
    if re.fullmatch(NAME, name):
        for parent in (shipped,) if own else (*folders, shipped):
            note(parent / bare)
            if (parent / bare / SETTINGS).is_file():
                if parent != shipped:  # Whose files some installers put in place by links.
                    _refuse_strays(parent / bare, parent)
                return parent / bare
    known = names(folders, shipped)
    remedy = did_you_mean(name, known, f"known templates: {', '.join(known)}")
    if name in known:
        remedy = "the name of a template is made of small letters, digits and hyphens: name its folder so"
    raise BriefgenError([Problem(place, "unknown-template", f"there is no template '{clip(name)}'", remedy)])
