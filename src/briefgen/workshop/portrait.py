"""A template in plain words: what it needs, what it prints and in which order, what it leaves out, how it looks."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.copied import files_of
from briefgen.document import Document
from briefgen.model import Brief
from briefgen.nodes import Heading, Node, Str, plain, walk
from briefgen.problems import shown_path
from briefgen.project import shipped_templates
from briefgen.render.outline import Block, blocks, wordings
from briefgen.specimens import FULL, MINIMAL, SILENT, trials
from briefgen.template import DEFAULT_LANGUAGE, SETTINGS, STYLESHEET, Template
from briefgen.workshop.catalogue import SHIPPED
from briefgen.workshop.tracing import Traced, trace

_MOST = 5
"""So many fields are named of which a document takes most of its words."""


@dataclass(frozen=True)
class Section:
    """A part of a document, from one heading to the next."""

    heading: str
    """Its words; in brackets the field from which they come."""
    level: int
    """0 for what stands before the first heading."""
    fields: tuple[str, ...]
    """The fields that are printed in it, in order."""

    @property
    def tops(self) -> tuple[str, ...]:
        """The fields by the first part of their names."""
        return tuple(dict.fromkeys(field.partition(".")[0] for field in self.fields))


@dataclass(frozen=True)
class Portrait:
    """What is to be said about a template."""

    template: Template
    needs: Mapping[str, str]
    """The fields without which there is no brief, and what each is."""
    most: tuple[str, ...]
    """The fields from which most of its words come."""
    sections: tuple[Section, ...]
    elsewhere: tuple[str, ...]
    """Fields that it asks for and that stand in no section by their own words: choices that print as labels, notes."""
    left_out: tuple[str, ...]
    missing_labels: Mapping[str, list[str]]
    """The labels that each language lacks."""
    files: Mapping[str, list[str]]
    """Its files, each with the folders that it is taken from, nearest first."""
    parts: tuple[Block, ...]


def portrait(template: Template) -> Portrait:
    """Look a template over. Raises BriefgenError when it cannot be run."""
    by_name = {one.name.partition("-")[0]: one for one in trials(DEFAULT_LANGUAGE)}
    traced = trace(template, [by_name[name] for name in (FULL, MINIMAL, SILENT)])
    document = traced.documents[0]
    sections = _sections(document, traced)
    placed = {top for section in sections for top in section.tops}
    used = dict.fromkeys(field.partition(".")[0] for field in traced.known if field in traced.asked | traced.printed)
    return Portrait(
        template,
        {name: said for name, said in Brief.described().items() if Brief.model_fields[name].is_required()},
        _most(document, traced),
        sections,
        tuple(name for name in used if name not in placed),
        tuple(traced.left_out()),
        {language: template.missing_labels(language) for language in template.settings.labels},
        _files(template),
        blocks(template),
    )


def _sections(document: Document, traced: Traced) -> tuple[Section, ...]:
    found: list[tuple[Heading | None, list[Node]]] = [(None, [])]
    for node in walk(document.children):
        if isinstance(node, Heading):
            found.append((node, []))
        found[-1][1].append(node)
    made: list[Section] = []
    for heading, nodes in found:
        own = traced.fields_in(heading.children) if heading else []
        words = f"({', '.join(own)})" if own else plain(heading.children) if heading else ""
        section = Section(words, heading.level if heading else 0, tuple(traced.fields_in(nodes)))
        if (section.fields or heading) and section not in made[-1:]:  # One for each entry of a list is one.
            made.append(section)
    return tuple(made)


def _most(document: Document, traced: Traced) -> tuple[str, ...]:
    """Return the fields that a document takes most of its words from, most first."""
    letters: Counter[str] = Counter()
    for node in walk(document.children):
        if isinstance(node, Str) and node.place and node.place in traced.fields_at:
            letters[traced.fields_at[node.place].partition(".")[0]] += len(node.text)
    required = {name for name, field in Brief.model_fields.items() if field.is_required()}
    return tuple(name for name, _ in letters.most_common() if name not in required)[:_MOST]


def _files(template: Template) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for folder in template.folders:
        for path in files_of(folder):
            found.setdefault(path.relative_to(folder).as_posix(), []).append(_named(folder))
    return dict(sorted(found.items()))


def _named(path: Path) -> str:
    """Return a path; of what comes with briefgen, the name by which templates refer to it."""
    shipped = shipped_templates()
    inside = path.is_relative_to(shipped) and not shipped.is_relative_to(Path.cwd())
    return f"{SHIPPED}/{path.relative_to(shipped).as_posix()}" if inside else shown_path(path)


# --- In words ---------------------------------------------------------------------------------------------------------
def in_words(one: Portrait) -> list[str]:
    """Return the lines to print."""
    settings = one.template.settings
    lines = ["What a brief must have"]
    lines += _table(one.needs.items())
    if one.most:
        lines += [f"  Most of what is printed comes from: {', '.join(one.most)}"]
    lines += ["", "What is printed, in this order"]
    lines += _table(
        (f"{'  ' * max(part.level - 1, 0)}{part.heading or '-'}", _listed(part.tops)) for part in one.sections
    )
    if one.elsewhere:
        lines += [f"  and in between: {', '.join(one.elsewhere)}"]
    lines += ["", "What is left out", *_table(_missed(one.left_out))]
    if told := settings.copied_from:
        lines += ["", "Copied from", f"  {told.template}, as it was in briefgen {told.briefgen}"]
    lines += ["", "Options (options: in template.yaml)", *_table(_options(settings.options))]
    limits = settings.limits
    pages = f"{limits.pages}, with {limits.spare:g} mm left free on the last" if limits.pages else "any number"
    lines += ["", "Limits (limits: in template.yaml)", f"  pages  {pages}"]
    lines += ["", "Words by language (labels: in template.yaml)", *_table(_labels(one))]
    lines += ["", "Look (design: in template.yaml)", *_table(_look(one.template))]
    lines += ["", "Files", *_table(_file_rows(one))]
    lines += ["", "Parts that a template of your own may replace ({% block NAME %})", *_table(_parts(one.parts))]
    return lines


def _table(rows: Any) -> list[str]:
    listed = [(str(head), str(words)) for head, words in rows]
    width = min(max((len(head) for head, _ in listed), default=0), 36)
    return [f"  {head:{width}}  {words}".rstrip() for head, words in listed]


def _missed(fields: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what is left out as a whole, then what of entries that are printed."""
    whole = [field for field in fields if "." not in field]
    yield "as a whole", _listed(whole) or "nothing"
    for top in dict.fromkeys(field.partition(".")[0] for field in fields if "." in field):
        yield f"in {top}", _listed([field.partition(".")[2] for field in fields if field.startswith(f"{top}.")])


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words)


def _options(options: Any) -> list[tuple[str, str]]:
    described = type(options).described()
    return [(name, f"{'yes' if value else 'no '}  {described[name]}") for name, value in options.model_dump().items()]


def _labels(one: Portrait) -> list[tuple[str, str]]:
    count = len(one.template.settings.labels.get(DEFAULT_LANGUAGE, {}))
    return [
        (
            language,
            f"{len(missing)} of {count} missing, printed in English: {_clipped(missing)}" if missing else "complete",
        )
        for language, missing in one.missing_labels.items()
    ]


def _clipped(words: Sequence[str], most: int = 6) -> str:
    more = f", and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def _look(template: Template) -> list[tuple[str, str]]:
    design = template.settings.design
    margins = design.margins
    sides = f"top {margins.top:g}, right {margins.right:g}, bottom {margins.bottom:g}, left {margins.left:g}"
    faces = {part: getattr(design.faces, part) for part in ("sans", "serif", "mono")}
    rows = [
        ("paper", design.paper),
        ("margins", f"{sides} mm"),
        *((f"face {part}", f"{face.pdf} (in Word: {face.word})") for part, face in faces.items()),
        ("colours", _listed([f"{name} {colour}" for name, colour in design.colours.items()])),
    ]
    if design.measure is not None:
        rows.insert(2, ("lines", f"{design.measure:g} mm wide"))
    pictures = sorted(template.look.pictures)
    return [*rows, ("pictures", _listed(pictures))] if pictures else rows


def _file_rows(one: Portrait) -> list[tuple[str, str]]:
    """Say where each file comes from: settings and CSS are put together, of all others the nearest is taken."""
    joined = {SETTINGS, STYLESHEET, *(path.name for path in wordings(one.template))}
    rows = [
        (name, f"{folders[0]}{', over ' + ', '.join(folders[1:]) if name in joined and folders[1:] else ''}")
        for name, folders in one.files.items()
    ]
    shipped = any(folder.startswith(f"{SHIPPED}/") for folders in one.files.values() for folder in folders)
    return [*rows, (f"({SHIPPED}/ stands in", f"{shipped_templates()})")] if shipped else rows


def _parts(parts: Sequence[Block]) -> list[tuple[str, str]]:
    return [(f"{'  ' if part.inside else ''}{part.name}", f"{_named(part.file)}:{part.line}") for part in parts]


# --- For programs -----------------------------------------------------------------------------------------------------
def as_data(one: Portrait) -> dict[str, Any]:
    """Return all of it as plain values."""
    settings = one.template.settings
    design = settings.design
    return {
        "name": str(settings.name),
        "description": str(settings.description),
        "extends": settings.extends,
        "copied_from": settings.copied_from and str(settings.copied_from.template),
        "needs": list(one.needs),
        "most_words_from": list(one.most),
        "sections": [
            {"heading": part.heading, "level": part.level, "fields": list(part.fields)} for part in one.sections
        ],
        "also_printed": list(one.elsewhere),
        "left_out": list(one.left_out),
        "options": settings.options.model_dump(),
        "limits": settings.limits.model_dump(),
        "labels": {language: {"missing": missing} for language, missing in one.missing_labels.items()},
        "look": {
            "paper": design.paper,
            "margins": design.margins.model_dump(),
            "measure": design.measure,
            "faces": {part: getattr(design.faces, part).model_dump() for part in ("sans", "serif", "mono")},
            "colours": dict(design.colours),
            "pictures": sorted(one.template.look.pictures),
        },
        "files": {name: list(folders) for name, folders in one.files.items()},
        "blocks": [
            {"name": part.name, "file": _named(part.file), "line": part.line, "inside": part.inside or None}
            for part in one.parts
        ],
    }
