"""The vocabulary: any text in any field arrives as it was written, with its place; and the schema for editors."""

import datetime
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from briefgen import model
from briefgen.fields import NOT_STATED, Entry
from briefgen.load import load
from briefgen.model import KINDS, Brief, cited, json_schema
from briefgen.problems import BriefgenError, Place
from briefgen.starter import schema_text
from briefgen.validate import _models_in as models_in
from briefgen.values import Day, Prose, Text, Url, fold, refused_character
from briefgen.yamlfile import parse
from conftest import ROOT, Example, difference, examples, tries

# --- Every field of the model, from the model itself ------------------------------------------------------------------
Path = tuple[str | int, ...]

OWN = "our-own"
"""A key of ``extra``."""


def text_fields(entry: type[BaseModel], path: Path = ()) -> Iterator[tuple[Path, type]]:
    """Yield the path of every field that holds text, with the kind of text, however deep."""
    for name, field in entry.model_fields.items():
        here = (*path, field.alias or name)
        many = "tuple[" in str(field.annotation)
        inner = next(models_in(field.annotation), None)
        if inner is not None:
            yield from text_fields(inner, (*here, 0) if many else here)
            continue
        kinds = [kind for kind in (Day, Url, Prose, Text) if f".{kind.__name__}" in str(field.annotation)]
        if kinds:
            yield (*here, OWN) if name == "extra" else (*here, 0) if many else here, kinds[0]


FIELDS = dict(text_fields(Brief))
FREE = [path for path, kind in FIELDS.items() if issubclass(kind, Text) and kind not in {Day, Url}]


def test_the_fields_are_found() -> None:
    """Guard the tests below against finding nothing."""
    assert ("title",) in FREE
    assert ("header", "from") in FREE
    assert ("decisions", 0, "evidence", 0, "exact") in FREE
    assert ("decisions", 0, "attribution", "verb") in FREE
    assert ("keywords", 0) in FREE
    assert ("extra", OWN) in FREE
    assert len(FREE) > 100
    assert FIELDS["as_of",] is Day
    assert FIELDS["sources", 0, "url"] is Url


def smallest(entry: type[BaseModel], path: Path, value: object) -> Any:
    """Return the least that makes ``entry`` valid, with ``value`` at ``path``."""
    made: dict[str, Any] = {}
    for name, field in entry.model_fields.items():
        key = field.alias or name
        if path and path[0] == key:
            made[key] = placed(field.annotation, path[1:], value)
        elif field.is_required():
            made[key] = required(field.annotation, key)
    if entry is model.Actor and "name" not in made and "descriptor" not in made:
        made["name"] = "A"
    if entry is model.Participant and not made.keys() & {"actor", "name"}:
        made["name"] = "A"
    if entry is model.Marking and path[:1] == ("label",):
        made["scheme"] = "other"
    return made


def placed(annotation: Any, path: Path, value: object) -> Any:
    if not path:
        return value
    if path[0] == 0:
        return [placed(annotation, path[1:], value)]
    if path == (OWN,):
        return {OWN: value}
    return smallest(next(models_in(annotation)), path, value)


def required(annotation: Any, key: str) -> Any:
    inner = next(models_in(annotation), None)
    if inner is not None:
        made = smallest(inner, (), None)
        return [made] if "tuple[" in str(annotation) else made
    return {"reliability": "A", "credibility": "1", "actor": "ID"}.get(key, "x")


def read_back(brief: Brief, path: Path) -> Any:
    value: Any = brief
    for step in path:
        if isinstance(step, int) or isinstance(value, dict):
            value = value[step]
        else:
            value = getattr(value, "sender" if step == "from" else step)
    return value


def written(content: Any, style: str | None) -> str:
    """Write YAML; an actor ``ID`` is always there to be referred to."""
    content.setdefault("actors", []).append({"id": "ID", "name": "Somebody"})
    text: str = yaml.safe_dump(content, default_style=style, allow_unicode=True, sort_keys=False, width=60)
    return text


YAML_1_1_ONLY = set("\ufeff\x85\u2028\u2029")
"""What PyYAML writes as a line end or drops, and editors show within a line: see ``cases/load/characters.md``."""
ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    st.text("#:-?*&!|>'\"%@`{}[],<~\\ \n\tno1.日\u00a0\u0301", min_size=1, max_size=60),
    st.sampled_from(
        ["null", "~", "NO", "1.10", "12:30", "# x", "!x", "*x", "&x", "- x", "{{ x }}", "<<", "a: b", "x" * 10_000]
    ),
).filter(lambda text: not refused_character(text) and not set(text) & YAML_1_1_ONLY and fold(text).strip())


@settings(max_examples=tries(600))
@given(st.sampled_from(FREE), ANY_TEXT, st.sampled_from(["'", '"', "|", ">"]))
def test_any_text_in_any_field_arrives_with_its_place(path: Path, text: str, style: str) -> None:
    if path == ("marking", "label") and text.upper().startswith("TLP"):
        return
    data = written(smallest(Brief, path, text), style)
    value = read_back(load(data.encode(), "x.yaml"), path)
    assert value == fold(text)
    assert value.place == place_in(data, path)


def place_in(data: str, path: Path) -> Place:
    """Find the place of a value anew, with PyYAML's own composer."""
    node: Any = yaml.compose(data, yaml.SafeLoader)
    for step in path:
        if isinstance(step, int):
            node = node.value[step]
        else:
            node = next(value for key, value in node.value if key.value == step)
    return Place("x.yaml", node.start_mark.line + 1, node.start_mark.column + 1)


@pytest.mark.parametrize("path", FIELDS, ids=lambda path: ".".join(map(str, path)))
def test_no_field_takes_what_no_document_can_hold(path: Path) -> None:
    data = written(smallest(Brief, path, "a\x00b"), '"')
    with pytest.raises(BriefgenError) as error:
        load(data.encode(), "x.yaml")
    code = {Day: "bad-date", Url: "bad-url"}.get(FIELDS[path], "bad-text")
    found = [(problem.place, problem.code) for problem in error.value.problems]
    assert found == [(place_in(data, path), code)]


# --- Plain text, null, what there is ----------------------------------------------------------------------------------
def entries() -> list[type[Entry]]:
    found = [entry for entry in vars(model).values() if isinstance(entry, type) and issubclass(entry, Entry)]
    assert len(found) > 15
    return found


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.__name__)
def test_every_entry_and_field_is_described(entry: type[Entry]) -> None:
    assert entry.__doc__
    lacking = [name for name in entry.model_fields if not entry.described().get(name)]
    assert lacking == []


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.__name__)
def test_the_short_form_fills_a_field_that_is_there(entry: type[Entry]) -> None:
    assert not entry.short or entry.short in entry.model_fields


def test_plain_strings_are_whole_statements() -> None:
    brief = load(
        b"title: T\nsources: a.txt\ndecisions: [One, {text: Two, evidence: words}]\nactors: Ann\n"
        b"open_questions: [Why]\nquotes: Words\nassessments: A\nbackground: B\nnext_steps: N\nrecommendations: R\n"
        b"not_stated: the date\n"
        b"bottom_line: Sum\ntalking_points: Line\nmarking: OFFICIAL\nheader: {clearances: Ben}\n",
        "x.yaml",
    )
    assert [decision.text for decision in brief.decisions] == ["One", "Two"]
    assert brief.decisions[1].evidence[0].exact == "words"
    assert (brief.actors[0].name, brief.open_questions[0].text, brief.quotes[0].text) == ("Ann", "Why", "Words")
    assert (brief.sources[0].file, brief.not_stated[0].text, brief.bottom_line[0].text) == ("a.txt", "the date", "Sum")
    assert brief.marking is not None
    assert (brief.marking.label, brief.header.clearances[0].name) == ("OFFICIAL", "Ben")


def test_null_is_not_the_same_as_absent() -> None:
    brief = load(
        b"title: T\nas_of: null\nsources: {file: a.txt, author: null}\ndecisions: [{text: One, when: null}]", "x.yaml"
    )
    assert (brief.as_of, brief.sources[0].author, brief.decisions[0].when) == (NOT_STATED,) * 3
    assert (brief.sources[0].publisher, brief.decisions[0].attribution) == (None, None)


def test_days_and_addresses_are_values() -> None:
    brief = load(b"title: T\nas_of: 2026-03-09\nsources: {file: a.txt, url: 'https://example.org/?a=b#c'}\n", "x.yaml")
    assert isinstance(brief.as_of, Day)
    assert brief.as_of.date == datetime.date(2026, 3, 9)
    assert isinstance(brief.sources[0].url, Url)


def test_cited_yields_each_entry_that_can_carry_evidence() -> None:
    brief = load(
        b"title: T\nsources: a.txt\nactors: [A, {name: G, biography: H}]\ndecisions: [B, C]\nnot_stated: [D]\n"
        b"qa: {question: E, answer: F}\nmeeting: {purpose: I, asks: J}",
        "x.yaml",
    )
    assert [path for path, _ in cited(brief)] == [
        ("decisions", 0),
        ("decisions", 1),
        ("actors", 0),
        ("actors", 1),
        ("actors", 1, "biography"),
        ("meeting", "asks", 0),
    ]


# --- The JSON Schema --------------------------------------------------------------------------------------------------
VALIDATOR = Draft202012Validator(json_schema())


def refused_by_schema(data: str) -> list[str]:
    """Return what the schema finds wrong, with scalars as this program reads them."""
    try:
        raw, _ = parse(data.encode(), "x.yaml")
    except BriefgenError as error:
        return [problem.message for problem in error.problems]
    return [error.message for error in VALIDATOR.iter_errors(plain(raw))]


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: value == "true" if (key, value) in TRUTHS else plain(value) for key, value in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


TRUTHS = [(key, value) for key in ("sic", "recommended") for value in ("true", "false")]


def test_the_schema_in_the_content_folder_is_fresh(request: pytest.FixtureRequest) -> None:
    file = ROOT / "content" / "briefgen.schema.json"
    if request.config.getoption("--update"):
        file.write_text(schema_text(), "utf-8")
    old = file.read_text("utf-8")
    if old != schema_text():
        pytest.fail(f"run pytest --update\n{difference(old, schema_text())}", pytrace=False)


def test_the_schema_wants_a_participant_to_be_somebody() -> None:
    meeting = "title: A\nsources: a.txt\nmeeting: {{purpose: x, participants: [{}]}}\n"
    for somebody in ("Ines", "{name: Ines}", "{actor: INES, role: chair}"):
        assert refused_by_schema(meeting.format(somebody)) == []
    assert refused_by_schema(meeting.format("{role: chair}")) != []


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())
    assert json.loads(schema_text()) == json_schema()


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "content").glob("*.yaml")))
def test_the_content_files_are_valid_and_name_the_schema(name: str) -> None:
    data = (ROOT / "content" / name).read_text("utf-8")
    assert data.startswith("# yaml-language-server: $schema=briefgen.schema.json\n")
    assert refused_by_schema(data) == []


OF_SHAPE = re.compile(
    r"\[(unknown-key|wrong-type|missing-key|empty-value|unknown-choice|bad-id|bad-value|empty-file)\]"
)
NO_SCHEMA_SAYS = {
    "an actor without name": "which of two keys is there depends on the value of one",
    "empty lists": "pydantic does not tell the least number of items of a list that may stand without dashes",
}


@pytest.mark.parametrize("example", [one for one in examples("load") if "[" not in one.title], ids=str)
def test_the_schema_refuses_what_is_refused_for_its_shape_and_takes_what_is_taken(example: Example) -> None:
    """An editor shows in red what ``check`` will refuse, and nothing that it takes."""
    found = refused_by_schema(example.given)
    if example.title in NO_SCHEMA_SAYS:
        assert found == []
    elif OF_SHAPE.search(example.expected):
        assert found
    elif not example.expected:
        assert found == []


def test_an_editor_may_take_digits_for_numbers() -> None:
    grade = {"reliability": "A", "credibility": 6}
    content = {"briefgen": 1, "title": "T", "sources": [{"file": "a.txt", "grade": grade}]}
    assert list(VALIDATOR.iter_errors(content)) == []


def test_every_section_whose_entries_have_ids_is_listed() -> None:
    def with_id(entry: type[BaseModel]) -> Iterator[str]:
        for name, field in entry.model_fields.items():
            for part in models_in(field.annotation):
                yield from [name] if "id" in part.model_fields else []
                yield from (f"{name}.{inner}" for inner in with_id(part))

    assert sorted(KINDS) == sorted(set(with_id(Brief)))
