"""Briefs made from the model itself: every field filled, so that a new field is in them the day it exists."""

import hashlib
import json
import re
import types
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from briefgen import source
from briefgen.check import Case, examine
from briefgen.fields import Entry, NotStated, Ref
from briefgen.load import load
from briefgen.model import Brief, Evidence
from briefgen.values import Day, Ident, Text, Url

ITEMS = 2
"""How many entries each list has."""
SECTION_OF_KIND = {"actor": "actors", "source": "sources", "statement": "decisions"}
GIVEN: dict[str, Any] = {
    "template": "memo",
    "language": "fr",  # it has labels and no lexicon: no check reads a meaning into words that have none
    "code": "hedge-lost",  # one that may be acknowledged
    "scheme": "other",  # another scheme allows only its own labels
    "file": None,  # filled in by `with_sources`, as is the next
    "sha256": None,
}
"""Fields, by name, that do not take free text although their types may look so."""
CLAUSE = ("prefix", "exact", "suffix")

HOSTILE = (
    "a | b || c",
    "# not a heading",
    "*stars* **and** _underscores_ ~~gone~~ `code` \\ \\\\",
    "{{ brief.title }} {% for x in y %} {# remark #} {{",
    "<script>alert('x')</script> <b>&amp; &lt; &#124; <!-- -->",
    "first line\nsecond line\n\n- third\n1. fourth\n\n::: note\n:::",
    "[a link](https://example.org) ![a picture](x.png) [^1] [^1]: note",
    "مرحبا بالعالم (2026) abc שלום",
    "日本語のテキスト、「引用」。中文 한국어",
    "e\u0301 n\u0303o a\u0308\u0323 Z\u0351\u0332",
    "“quoted” ‘single’ … – — \u00a0 no-break",
    "> quoted\n---\n===\n| a | b |\n|---|---|",
    "1. one 2) two + three - four : five",
    "http://example.org www.example.org a@example.org :tada: $x$ @someone #1",
    "\u00ad soft\u00adhyphen zero\u200bwidth \u2060 joiner\u200d",
    "x",
)
"""Texts that mean something to YAML, Jinja, Markdown, HTML, XML or CSS, and scripts that are written otherwise."""

Say = Callable[[str], str]
"""Gives the words for a field, named by its path: ``decisions.0.text``."""


# --- One value for each field of the model ----------------------------------------------------------------------------
def full(say: Say) -> dict[str, Any]:
    """Return the data of a content file in which every field of the model is filled."""
    return _Maker(say).entry(Brief)


def minimal(say: Say) -> dict[str, Any]:
    """Return the data of a content file that has only what none can do without."""
    return _Maker(say, bare=True).entry(Brief)


def silent(say: Say) -> dict[str, Any]:
    """Return the data of a content file whose sources say little: what may be ``null`` is, and nothing has evidence."""
    return _Maker(say, silent=True).entry(Brief)


def text_paths() -> list[str]:
    """Return the paths of all fields that take free text, in the order of the model."""
    paths: list[str] = []
    full(lambda path: paths.append(path) or "x")  # type: ignore[func-returns-value]
    return paths


@dataclass(frozen=True)
class _Maker:
    """Makes data for the types of the model."""

    say: Say
    bare: bool = False
    """Leave out what may be left out."""
    silent: bool = False
    """Write ``null`` where that may stand, and no evidence."""
    chosen: Counter[str] = field(default_factory=Counter)
    """How often a fixed word was chosen for a field of a name: as many of them as can be are in a brief."""

    def entry(self, kind: type[Entry], path: str = "") -> dict[str, Any]:
        made = {}
        for name, known in kind.model_fields.items():
            written = known.alias or name
            if known.is_required() or not self.bare:
                inner = f"{path}.{written}".lstrip(".")
                made[written] = self.value(known.annotation, inner, tuple(known.metadata))
        return made

    def value(self, annotation: Any, path: str, notes: tuple[Any, ...] = ()) -> Any:
        name = path.rpartition(".")[2]
        if name in GIVEN:
            return GIVEN[name]
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self.value(arguments[0], path, (*notes, *arguments[1:]))
        if origin in (Union, types.UnionType):
            if self.silent and NotStated in arguments:
                return None
            chosen = next(kind for kind in arguments if kind not in (NotStated, type(None)))
            return self.value(chosen, path, notes)
        if origin is tuple:
            if self.silent and arguments[0] is Evidence:
                return []
            return [self.value(arguments[0], f"{path}.{index}", notes) for index in range(1 if self.bare else ITEMS)]
        if origin is dict:
            return {"office_field": self.value(arguments[1], f"{path}.office_field")}
        if origin is Literal:
            self.chosen[name] += 1
            return arguments[(self.chosen[name] - 1) % len(arguments)]
        if isinstance(annotation, type) and issubclass(annotation, Entry):
            return self.entry(annotation, path)
        return self.scalar(annotation, path, notes)

    def scalar(self, kind: Any, path: str, notes: tuple[Any, ...]) -> Any:
        if kind is Ident:
            reference = next((note for note in notes if isinstance(note, Ref)), None)
            section = SECTION_OF_KIND[reference.kinds[0]] if reference else ""
            return f"{section}-{_index(path)}" if section else path.removesuffix(".id").replace(".", "-")
        if kind is Url:
            return f"https://example.org/{path}"
        if kind is Day:
            return "2026-03-09"
        if kind is bool:
            return True
        assert isinstance(kind, type), f"{path}: no sample for {kind}"
        assert issubclass(kind, Text), f"{path}: no sample for {kind}"
        return self.say(path)


def _index(path: str) -> int:
    """Return the last number of a path."""
    return next((int(part) for part in reversed(path.split(".")) if part.isdecimal()), 0)


# --- A content file with its sources ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Specimen:
    """A content file that was made up, and the texts that it rests on."""

    name: str
    """What it is called, without a suffix."""
    content: bytes
    sources: Mapping[str, bytes] = field(default_factory=dict)
    """The sources by the paths that the content file gives them."""

    @cached_property
    def case(self) -> Case:
        """What it is when it is read as content files are. Raises BriefgenError."""
        name = f"{self.name}.yaml"
        brief = load(self.content, name)
        texts = {
            entry: source.read(self.sources[str(entry.file)], str(entry.file), entry.file.place)
            for entry in brief.sources
        }
        return examine(brief, name, texts)


def with_sources(raw: dict[str, Any], name: str = "brief") -> Specimen:
    """Make a content file of data, with sources that say every clause of its evidence. The data are changed."""
    _quote(raw)
    texts: dict[str, bytes] = {}
    for number, entry in enumerate(raw.get("sources", [])):
        data = "\n\n".join(["A first paragraph.", *_clauses(raw, entry.get("id"))]).encode()
        entry["file"] = f"seeds/{name}-{number}.txt"
        if "sha256" in entry:
            entry["sha256"] = hashlib.sha256(data).hexdigest()
        texts[entry["file"]] = data
    return Specimen(name, yaml_text(raw).encode(), texts)


def _quote(raw: dict[str, Any]) -> None:
    """Put the words of each quotation into the evidence that is given for it."""
    for quote in raw.get("quotes", []):
        if quote.get("evidence"):
            words = re.sub("[ \t\r\n\x85\u2028\u2029]+", " ", quote.get("original") or quote["text"]).strip(" ")
            quote["evidence"][0]["exact"] += f" {words}"


def _clauses(raw: Any, source: str | None) -> Iterator[str]:
    """Yield a paragraph for each clause of evidence that is from a source, and for what is set aside of it."""
    if isinstance(raw, dict):
        if "set_aside" in raw:
            own = raw["set_aside"] if raw.get("id") == source else []
            yield from (" ".join(item[part] for part in CLAUSE if part in item) for item in own)
            return
        if "exact" in raw and raw.get("source") == source:
            yield " ".join(raw[part] for part in CLAUSE if part in raw)
        for value in raw.values():
            yield from _clauses(value, source)
    elif isinstance(raw, list):
        for value in raw:
            yield from _clauses(value, source)


def yaml_text(raw: Any) -> str:
    """Write data as YAML, all that is not ASCII as an escape: what a scalar holds is then beyond doubt."""
    text = json.dumps(raw, ensure_ascii=False, indent=1)
    return "".join(c if c == "\n" or " " <= c <= "~" else f"\\U{ord(c):08x}" for c in text)


# --- Those that every template is tried with --------------------------------------------------------------------------
MINIMAL, FULL, SILENT, WILD = "minimal", "full", "silent", "hostile"
"""What they are called; behind it stands their language."""


def plain_words(path: str) -> str:
    """Return words for a field that no other field has."""
    return f"Words of {path.replace('.', ' ').replace('_', ' ')}"


@cache
def trials(language: str) -> tuple[Specimen, ...]:
    """Return a minimal brief in a language, a full one, one whose sources do not say much, and a hostile one."""
    order = iter(range(sum(map(ord, language)), 10**9))

    def hostile(path: str) -> str:
        return f"{HOSTILE[next(order) % len(HOSTILE)]} {path}"

    made = {
        MINIMAL: minimal(plain_words),
        FULL: full(plain_words),
        SILENT: silent(plain_words),
        WILD: full(hostile),
    }
    for raw in made.values():
        raw["language"] = language
    return tuple(with_sources(raw, f"{name}-{language}") for name, raw in made.items())
