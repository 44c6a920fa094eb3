"""A template's folder → its settings, design and labels. A template may extend another and hold only what differs."""

import re
from collections.abc import Iterator
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence as AnySequence
from dataclasses import dataclass
from dataclasses import field as kept
from functools import cache, cached_property, reduce
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, Field

from briefgen import fitting
from briefgen.design import Design, Look, Name, is_picture
from briefgen.fields import Entry
from briefgen.languages import by_language
from briefgen.letterhead.names import GENERAL, PARTS
from briefgen.model import Brief
from briefgen.overrides import read_settings, unknown_names
from briefgen.problems import BriefgenError, Place, Problem, clip, did_you_mean, one_of, shown_path
from briefgen.project import read_file
from briefgen.validate import validate
from briefgen.values import Text
from briefgen.yamlfile import LIMIT_BYTES, Mapping, decode, merge, read

SETTINGS = "template.yaml"
STYLESHEET = "print.css"
STYLE_FILES = ("reference.docx", "reference.dotx")
DEFAULT_LANGUAGE = "en"
PLACEHOLDERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "page": (("page", "pages"), ("page",)),
    "table": (("number",), ("number",)),
    "figure": (("number",), ("number",)),
    "caption": (("label", "words"), ("label", "words")),
    "note": (("source", "paragraph", "words"), ("words",)),
    "note-again": (("source", "paragraph", "words"), ()),
    "paragraph": (("paragraph",), ("paragraph",)),
    "coverage": (("used", "sentences"), ("used",)),
    "coverage-set-aside": (("used", "aside", "sentences"), ("used",)),
}
"""The labels that are filled in: with what, and which of these they must hold."""
SIGNS = (
    "comma",
    "semicolon",
    "colon",
    "dash",
    "stop",
    "blank",
    "bracket-open",
    "bracket-close",
    "quote-open",
    "quote-close",
)
"""Labels that are signs: where a language has no label for one, the sign is that of the language."""
NAME = r"(briefgen/)?[a-z][a-z0-9-]{0,39}"


class Options(Entry):
    """What a template prints only where it is asked to, and how."""

    evidence_annex: bool = False
    """A section with the paragraphs of the sources that the document quotes, and links to them and back."""
    state_of_knowledge: bool = False
    """Sections on what is known, what is not, and what is expected next, put together from the others."""
    smart_typography: bool = True
    """Quotation marks, apostrophes, dashes, no-break blanks as the language sets them; false leaves text as written."""


class Limits(Entry):
    """How long a document of the template may be."""

    pages: Annotated[int, Field(ge=1, le=500)] | None = None
    """So many pages of the PDF at most; more are an error that says by how much. Without it, any number."""
    spare: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] = 8
    """Millimetres to be left free on the last of them, since Word breaks lines in its own way; less is a warning."""


class Copied(Entry):
    """What a template was copied from."""

    template: Text
    """The name of the original."""
    briefgen: Text
    """The version of this program that made the copy."""
    files: dict[Text, Text]
    """The files of the original, and what each was like then (the beginning of its SHA-256)."""


class Settings(Entry):
    """What ``template.yaml`` says."""

    name: Name
    """The name of the template, which is that of its folder."""
    description: Text
    """What it is for, in one line."""
    extends: Annotated[str, Field(pattern=f"^{NAME}$")] | None = None
    """The template it builds on; ``briefgen/memo`` always means the shipped one."""
    document: Text
    """The file that holds the wording."""
    options: Options = Options()
    """What is printed only where it is asked for."""
    limits: Limits = Limits()
    """How long a document may be."""
    design: Design
    """The look."""
    styles: dict[Name, Text] = Field(default={})
    """What parts of the document and containers are called in the Word style file, where it is not as usual."""
    labels: dict[str, dict[str, Text]]
    """The fixed words, by language; what a language lacks is taken from English."""
    copied_from: Copied | None = None
    """The original of a copy, by which is told whether that has changed since."""


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
        css = [folder / STYLESHEET for folder in reversed(self.folders)]
        pictures = self._pictures()
        too_large = {name: size for name, path in pictures.items() if (size := path.stat().st_size) > LIMIT_BYTES}
        sheets = {shown_path(path): decode(read_file(path), shown_path(path)) for path in css if path.is_file()}
        lines = tuple((name, text.count("\n") + 1) for name, text in sheets.items())
        files = (folder / name for folder in self.folders for name in STYLE_FILES)
        reference = next((path for path in files if path.is_file()), None)
        return Look(
            self.settings.design,
            "\n".join(sheets.values()),
            {name: read_file(path) for name, path in pictures.items() if name not in too_large},
            lines,
            too_large=too_large,
            reference=None if reference is None else read_file(reference),
            reference_file="" if reference is None else shown_path(reference),
            word_styles=self.settings.styles,
            places=self.places,
        )

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


def find(
    name: str, folders: tuple[Path, ...], shipped: Path, place: Place, overrides: AnySequence[str] = ()
) -> Template:
    """Load a template by name from the first of ``folders`` that has it, else from ``shipped``.

    ``place`` is where the name was given; ``overrides`` are values that win over what the template and all that it
    extends state, each as ``KEY=VALUE``. Raises BriefgenError with what is wrong with the template, or with these.
    """
    raws, chain = _chain(name, folders, shipped, place)
    given = read_settings(overrides)
    stated = reduce(merge, reversed(raws))
    whole = merge(stated, given) if given else stated
    settings, problems = validate(whole, Settings)
    problems += [*_unknown_names(given, stated), *_misnamed(raws, chain), *_unknown_labels([given, *raws], chain)]
    problems += [*fitting.languages([given, *raws]), *fitting.unused(raws, lambda: _asked(chain))]
    if settings is None or problems:
        raise BriefgenError(problems)
    found = Template(settings, tuple(chain), tuple(overrides), dict(_places(whole.get("design"))))
    mistakes = [
        *_mistaken_placeholders(settings),
        *_mistaken_styles(whole.get("styles"), settings.design, chain),
        *_misfits(found),
    ]
    if mistakes:
        raise BriefgenError(mistakes)
    return found


def _asked(chain: list[Path]) -> str:
    """Return everything in a template's files that may name a colour or a style."""
    files = [*_wordings(chain), *(path for folder in chain if (path := folder / STYLESHEET).is_file())]
    return "\n".join(decode(read_file(path), shown_path(path)) for path in files)


def _misfits(found: Template) -> Iterator[Problem]:
    """Report what the look asks for and does not get."""
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


def _chain(name: str, folders: tuple[Path, ...], shipped: Path, place: Place) -> tuple[list[Mapping], list[Path]]:
    """Return what a template's file says and those of all that it extends, and their folders."""
    chain: list[Path] = []
    raws: list[Mapping] = []
    wanted: str | None = name
    while wanted is not None:
        folder = _folder(wanted, folders, shipped, place)
        if folder in chain:
            message = f"the template '{wanted}' extends itself"
            raise BriefgenError([Problem(place, "endless-template", message, "name another one at 'extends:'")])
        chain.append(folder)
        settings = folder / SETTINGS
        raw = read(read_file(settings), shown_path(settings))
        raws.append(raw)
        extends = raw.get("extends")
        wanted = str(extends) if isinstance(extends, str) else None
        place = raw.value_places.get("extends", raw.place)
    return raws, chain


def _unknown_names(given: Mapping, stated: Mapping) -> list[Problem]:
    """Report the colours and styles that a setting names and the template does not state."""
    problems = []
    for path, name, place, known in unknown_names(given, stated):
        message = (
            f"found '{clip(name)}' under {'.'.join(path)}, which the template '{stated.get('name')}' does not state"
        )
        remedy = did_you_mean(name, known, f"known: {', '.join(known)}")
        problems.append(Problem(place, "unknown-setting", message, remedy))
    return problems


def _misnamed(raws: list[Mapping], chain: list[Path]) -> Iterator[Problem]:
    """Report the templates whose name is not that of their folder, by which they are found."""
    for raw, folder in zip(raws, chain, strict=True):
        if raw.get("name", folder.name) != folder.name:
            message = f"found the name '{clip(str(raw['name']))}', expected that of the folder, '{folder.name}'"
            remedy = f"write 'name: {folder.name}', or rename the folder"
            yield Problem(raw.value_places["name"], "wrong-name", message, remedy)


def _unknown_labels(raws: list[Mapping], chain: list[Path]) -> Iterator[Problem]:
    """Report the labels of extending templates that neither the template they extend has, nor any wording asks for."""
    known = {name for _, name, _ in _labels(raws[-1])} | _choice_labels(Brief) | {*SIGNS}
    wording: str | None = None
    for raw in reversed(raws[:-1]):
        for language, name, place in _labels(raw):
            if name in known:
                continue
            if wording is None:
                wording = "\n".join(decode(read_file(path), shown_path(path)) for path in _wordings(chain))
                wording += "\n".join(text for text in fitting.words(raws) if "{label:" in text)
            if not re.search(rf"\b{'[-_]'.join(map(re.escape, re.split('[-_]', name)))}\b", wording):
                message = f"found the label '{clip(name)}' ({language}), which the template does not use"
                remedy = did_you_mean(name, known, "print it with {{ labels.… }}, or delete it")
                yield Problem(place, "unknown-label", message, remedy)
        known |= {name for _, name, _ in _labels(raw)}


@cache
def _choice_labels(model: type[BaseModel]) -> frozenset[str]:
    """Return the labels that the fixed words of a content file may have: ``commitment-decided``, ``kind-person``."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        for part in _parts(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel) and part is not model:
                found |= _choice_labels(part)
            elif get_origin(part) is Literal:
                found |= {f"{name.replace('_', '-')}-{word}" for word in get_args(part)}
    return frozenset(found)


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    if get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            yield from _parts(part)


def _labels(raw: Mapping) -> Iterator[tuple[str, str, Place]]:
    """Yield the labels that a file states: the language, the name and its place."""
    said = raw.get("labels")
    for language, words in said.items() if isinstance(said, Mapping) else ():
        for name in words if isinstance(words, Mapping) else ():
            yield language, name, words.key_places[name]


def _mistaken_styles(raw: Any, design: Design, chain: list[Path]) -> Iterator[Problem]:
    """Report what ``styles:`` calls parts and no document has, and names of Word styles where there is no Word file."""
    if not isinstance(raw, Mapping) or not raw:
        return
    if not any((folder / name).is_file() for folder in chain for name in STYLE_FILES):
        message = "found names of Word styles, and no Word file that has them"
        yield Problem(raw.place, "no-style-file", message, f"save the file as {STYLE_FILES[0]} beside template.yaml")
    known = {*PARTS, *GENERAL.values(), *design.styles}
    wording = "\n".join(decode(read_file(path), shown_path(path)) for path in _wordings(chain))
    for part in raw:
        if part not in known and not re.search(rf"(:::+ *|\.){re.escape(part)}\b", wording):
            message = f"found '{clip(part)}' under styles, which is no part of a document"
            parts = f"parts are: {', '.join(PARTS)}, and the names of containers"
            yield Problem(raw.key_places[part], "unknown-part", message, did_you_mean(part, known, parts))


def _wordings(chain: list[Path]) -> list[Path]:
    return [path for folder in chain for path in sorted(folder.rglob("*.j2")) if path.is_file()]


def _mistaken_placeholders(settings: Settings) -> Iterator[Problem]:
    """Report the labels that are filled in and hold what nothing is filled into, or lack what they are for."""
    for words in settings.labels.values():
        for name, (known, needed) in PLACEHOLDERS.items():
            label = words.get(name)
            if label is None:
                continue
            place, listed = label.place or Place(str(settings.name)), one_of([f"{{{word}}}" for word in known])
            for word in needed:
                if f"{{{word}}}" not in label:
                    message = f"the label '{name}' lacks {{{word}}}: found '{clip(label)}'"
                    yield Problem(place, "missing-placeholder", message, f"write {{{word}}} where it is to stand")
            for word in re.findall(r"\{([^{}]*)\}", label):
                if word not in known:
                    message = f"found {{{clip(word)}}} in the label '{name}', expected {listed}"
                    remedy = did_you_mean(word, known, f"use {listed}")
                    yield Problem(place, "unknown-placeholder", message, remedy)


def names(folders: tuple[Path, ...], shipped: Path) -> list[str]:
    """Return the names of all templates that can be found."""
    found = {path.parent.name for folder in (*folders, shipped) for path in folder.glob(f"*/{SETTINGS}")}
    return sorted(found)


def _folder(name: str, folders: tuple[Path, ...], shipped: Path, place: Place) -> Path:
    own, _, bare = name.rpartition("/")
    if re.fullmatch(NAME, name):
        for parent in (shipped,) if own else (*folders, shipped):
            if (parent / bare / SETTINGS).is_file():
                return parent / bare
    known = names(folders, shipped)
    remedy = did_you_mean(name, known, f"known templates: {', '.join(known)}")
    if name in known:
        remedy = "the name of a template is made of small letters, digits and hyphens: name its folder so"
    raise BriefgenError([Problem(place, "unknown-template", f"there is no template '{clip(name)}'", remedy)])
