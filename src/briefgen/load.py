"""A content file → a brief whose references all resolve, or all that is wrong with the file."""

from collections.abc import Iterator

from briefgen.fields import Known
from briefgen.model import KINDS, Brief
from briefgen.problems import BriefgenError, Place, Problem, sort
from briefgen.salvage import salvage
from briefgen.validate import validate
from briefgen.yamlfile import Mapping, parse


def load(data: bytes, name: str) -> Brief:
    """Read a content file.

    ``name`` is how places name the file. Raises BriefgenError with every problem of the file, references included.
    """
    raw, problems = parse(data, name)
    brief, invalid = validate(raw, Brief, known=_known(raw))
    problems += [*invalid, *_duplicate_ids(raw)]
    if brief is None or problems:
        raise BriefgenError(sort(problems))
    return brief


def load_draft(data: bytes, name: str) -> tuple[Brief, list[Problem]]:
    """Read a content file for a draft: what is missing is filled with a mark, what is wrong is left out.

    Returns the brief and every problem of the file. Raises BriefgenError when it is no YAML mapping at all.
    """
    raw, problems = parse(data, name)
    problems += validate(raw, Brief, known=_known(raw))[1]
    problems += _duplicate_ids(raw)
    return salvage(raw, Brief, lambda: {"known": _known(raw)}), sort(problems)


def _entries(raw: Mapping) -> Iterator[tuple[str, Mapping]]:
    for section in KINDS:
        items = raw.get(section)
        for item in items if isinstance(items, list) else [items]:
            if isinstance(item, Mapping):
                yield section, item


def _known(raw: Mapping) -> Known:
    """Gather the ids before anything is validated, so that references are checked in the same run."""
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    for section, item in _entries(raw):
        ident = item.get("id")
        if isinstance(ident, str):
            ids.setdefault(ident, KINDS[section])
            if section == "actors" and isinstance(item.get("name"), str):
                names[item["name"].casefold()] = ident
    return Known(ids, names)


def _duplicate_ids(raw: Mapping) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for _, item in _entries(raw):
        ident = item.get("id")
        if not isinstance(ident, str):
            continue
        place = item.value_places["id"]
        if ident in first:
            message = f"the id '{ident}' stands here again, first on line {first[ident].line}"
            yield Problem(place, "duplicate-id", message, "give each entry an id of its own")
        first.setdefault(ident, place)
