"""Every combination of template, brief, paper and language, and a choice in which each two meet.

Faults of files come of two things that meet (a long table on Letter paper, Arabic words in a one-page template) far
more often than of three, so that a choice in which every pair of values occurs finds nearly all (pairwise testing).
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from building import EVERY_NODE_OF, PICTURE, ROOT, build, put_template, settings
from samples import EVERY_NODE, PASSAGES, Passages, full, minimal

import model_briefs
from briefgen.build import Outcome


@dataclass(frozen=True)
class Combination:
    """What one document is a combination of."""

    template: str
    brief: str
    paper: str
    language: str

    def __str__(self) -> str:
        return "-".join(part.lower().replace(" ", "-") for part in astuple(self))


NODES = "every node"
"""The template with every construct, beside those that are shipped."""
GENERATED = {"minimal": minimal, "full": full}
"""Briefs made from the model, beside those in ``content/``."""
FEW = ("tarnbrook-flood-gate", "auental-waermepumpen", "minamidai-bus", *GENERATED)
"""The briefs that the choice is made of: a decision, a meeting, one in Japanese, little, and everything."""
LANGUAGES = {
    "English": None,
    "Japanese passages": ("ja", False),
    "Arabic passages": ("ar", False),
    "in Japanese": ("ja", True),
    "in Arabic": ("ar", True),
}
"""Of which language there are passages in the document, and whether it is the document's own."""


@cache
def dimensions() -> dict[str, tuple[str, ...]]:
    """Return the values of each field of a combination. Templates and briefs are found, so that none is forgotten."""
    templates = sorted(path.parent.name for path in (ROOT / "templates").glob("*/template.yaml"))
    briefs = sorted(path.stem for path in (ROOT / "content").glob("*.yaml"))
    assert templates
    assert briefs
    return {
        "template": (*templates, NODES),
        "brief": (*briefs, *GENERATED),
        "paper": ("A4", "Letter"),
        "language": tuple(LANGUAGES),
    }


@cache
def product() -> tuple[Combination, ...]:
    """Return all combinations."""
    values = dimensions()
    assert list(values) == [field.name for field in fields(Combination)]
    return tuple(Combination(*each) for each in itertools.product(*values.values()))


@cache
def chosen() -> tuple[Combination, ...]:
    """Return combinations of a few briefs in which each two values of different dimensions meet at least once.

    The other briefs of ``content/`` are judged as they are, each in the template that it names.
    """
    values = dimensions() | {"brief": FEW}
    return tuple(Combination(*each) for each in covering(tuple(values.values())))


Pair = tuple[int, str, int, str]


def covering(values: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield combinations of one value each until every two values of different lists have met.

    Greedy: the next is the first, in the order of the product, that brings most pairs that have not met yet.
    """
    everything = list(itertools.product(*values))
    missing = {pair for each in everything for pair in pairs(each)}
    while missing:
        best = max(everything, key=lambda each: sum(pair in missing for pair in pairs(each)))
        missing.difference_update(pairs(best))
        yield best


def pairs(combination: Sequence[str]) -> Iterator[Pair]:
    """Yield each two values of a combination, with where they stand in it."""
    for (place, value), (other_place, other) in itertools.combinations(enumerate(combination), 2):
        yield place, value, other_place, other


# --- Making one -------------------------------------------------------------------------------------------------------
def make(combination: Combination, home: Path) -> Outcome:
    """Build the document of a combination."""
    project = model_briefs.project(home)
    raw, sources = _brief(combination.brief)
    language = LANGUAGES[combination.language]
    if language:
        _pass(raw, sources, PASSAGES[language[0]])
        if language[1]:
            _declare(raw, language[0])
    return build(home, project, _put(home, raw, sources), template=_template(home, combination))


def _template(home: Path, combination: Combination) -> str:
    """Put a template into the project that prints what another does, on the paper of the combination."""
    design = f"{{paper: {combination.paper}}}"
    if combination.template == NODES:
        own = settings("nodes", EVERY_NODE_OF, design=design, document="nodes.md.j2")
        return put_template(home, own, **{"nodes.md.j2": EVERY_NODE.encode(), **PICTURE})
    # Whether a brief fits on one page is not what is looked for here.
    return put_template(home, settings("own", f"briefgen/{combination.template}", design=design, limits="{pages: 500}"))


def _brief(name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the data of a brief, and the texts of its sources where they are not made from its evidence."""
    if name in GENERATED:
        return GENERATED[name](), {}
    raw = yaml.load((ROOT / "content" / f"{name}.yaml").read_bytes(), _Strings)
    files = [one if isinstance(one, str) else one["file"] for one in raw["sources"]]
    return raw, {file: (ROOT / file).read_text("utf-8") for file in files}


class _Strings(yaml.SafeLoader):
    """Reads every value as text, and null as None: a date or a number is then written as it was."""


_Strings.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag == "tag:yaml.org,2002:null"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _pass(raw: dict[str, Any], sources: dict[str, str], words: Passages) -> None:
    """Put passages of a language into a brief, beside what it says already, and into its first source."""
    first = raw["sources"][0]
    evidence = {"source": first["id"]} if isinstance(first, dict) and "id" in first else {}
    raw["title"] = f"{raw['title']} – {words.title}"
    raw["background"] = [
        *raw.get("background", ()),
        {"text": words.statement, "evidence": [{**evidence, "exact": words.statement}]},
    ]
    raw["quotes"] = [
        *raw.get("quotes", ()),
        {"text": words.quotation, "evidence": [{**evidence, "exact": words.quotation}]},
    ]
    raw["open_questions"] = [*raw.get("open_questions", ()), words.question]
    if sources:
        file = next(iter(sources))
        sources[file] = "\n\n".join([sources[file].rstrip("\n"), words.statement, words.quotation, ""])
        if isinstance(first, dict):
            first.pop("sha256", None)


def _declare(raw: dict[str, Any], language: str) -> None:
    """Say that a brief is of a language, whatever its words are, and its sources of none: no check then reads them."""
    raw["language"] = language
    raw["sources"] = [{**({"file": one} if isinstance(one, str) else one), "language": "und"} for one in raw["sources"]]


def _put(home: Path, raw: dict[str, Any], sources: dict[str, str]) -> Path:
    """Write a content file with its sources."""
    if not sources:
        return model_briefs.write(home, raw).brief
    for file, text in sources.items():
        (home / file).parent.mkdir(parents=True, exist_ok=True)
        (home / file).write_text(text, "utf-8")
    brief = home / "brief.yaml"
    brief.write_text(model_briefs.yaml_text(raw), "utf-8")
    return brief
