"""The property that the product stands on: any text in any field is shown as it is, in every format.

A brief with every field of the model filled is built twice: with harmless words, which gives the structure of each
format, and with hostile ones. The second must be the first with the words replaced: the same headings, rows, items and
notes, and in each place exactly the text of its field. The fields are those of the model, and there are two templates:
the shipped memo, and one that prints every field there is, each in another kind of place. Both leave the signs as they
were typed, so that not one may change; that smart typography changes no word is held against what they make.

A bigger run by hand: ``BRIEFGEN_EXAMPLES=2000 pytest tests/test_any_text.py``.
"""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count, cycle, islice
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import model_briefs
import random_trees
import reading_back
import test_tree_typography
from briefgen.build import Outcome
from briefgen.evidence import normal_text
from briefgen.fields import Entry, NotStated
from briefgen.load import load
from briefgen.model import Brief
from briefgen.problems import BriefgenError, Severity
from briefgen.project import Project
from briefgen.render.records import FOR_COLLEAGUES
from briefgen.values import Ident, Prose, Text
from conftest import tries
from model_briefs import HOSTILE
from reading_back import Read

pytestmark = pytest.mark.xdist_group("any-text")
"""In one process, which makes the harmless documents once."""
EXAMPLES = int(os.environ.get("BRIEFGEN_EXAMPLES", tries(30)))
PROFILE = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize="BRIEFGEN_EXAMPLES" not in os.environ,
    phases=[Phase.explicit, Phase.generate],  # making a brief of 280 fields smaller takes minutes, and tells little
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
PDF_PROFILE = settings(PROFILE, max_examples=max(EXAMPLES // 20, 1))

# --- The texts --------------------------------------------------------------------------------------------------------
LONG = ("word and more words " * 500)[:10_000]
UNBROKEN = "x" * 10_000
BLANKS = re.compile("[ \t\r\n\x85\u2028\u2029]+")


def folded(text: str) -> str:
    """Return a text as one line: the only change that a text undergoes."""
    return BLANKS.sub(" ", text).strip(" ")


TEXTS = (
    (st.sampled_from(HOSTILE) | random_trees.TEXTS | st.text(random_trees.CHARACTERS, min_size=1, max_size=30))
    .map(lambda text: text.replace("TLP", "tlp"))
    .filter(lambda text: bool(folded(text).strip()))
)


# --- The brief --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Filling:
    """The text of every field, by its path. Fields that must match a source hold the text among other words."""

    texts: dict[str, str]

    @classmethod
    def of(cls, texts: Sequence[str], shift: int = 0) -> "Filling":
        """Spread texts over all fields, from the one after ``shift`` others on."""
        paths = model_briefs.text_paths()
        spread = dict(zip(paths[shift:] + paths[:shift], cycle(texts), strict=False))
        return cls({path: _suited(path, spread[path], number) for number, path in enumerate(paths)})

    def written(self, path: str) -> str:
        """Return what a person writes into a field: in prose, marks stand behind backslashes."""
        text = self.texts[path]
        return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text) if model_briefs.PROSE.fullmatch(path) else text


def _suited(path: str, text: str, number: int) -> str:
    name = path.rpartition(".")[2]
    if name in ("prefix", "suffix"):  # must stand in the source, and are not printed
        return f"{name.capitalize()} {number}"
    if name in ("exact", "original"):  # must stand in the source, once; the latter is within the former
        return f"Clause {number} {folded(text)} end"
    return folded(text)


TOKEN = re.compile("Zq([0-9]+)x")
"""A harmless word that says which field it is from."""
PATHS = model_briefs.text_paths()


def test_the_fields_are_those_of_the_model() -> None:
    """Prose is where the tests take it to be, and no field with text is left out."""
    prose = {path for path, kind in _leaves(Brief, "") if kind is Prose}
    assert {re.sub(r"\.[0-9]+", "", path) for path in PATHS if model_briefs.PROSE.fullmatch(path)} == prose
    given = set(model_briefs.GIVEN)
    texts = {
        path for path, kind in _leaves(Brief, "") if kind in (Text, Prose) and path.rpartition(".")[2] not in given
    }
    assert {re.sub(r"\.[0-9]+", "", path) for path in PATHS} == {path.replace(".*", ".office_field") for path in texts}


# --- A template that prints every field -------------------------------------------------------------------------------
SHAPES = (
    "{}",
    "## {}\n\nUnder it.",
    "- {}",
    "1. {}",
    "> {}",
    "| Head | Other |\n| --- | --- |\n| {} | word |",
    "| {} | Other |\n| --- | --- |\n| a | b |",
    "{}\n: what is said of it",
    "Term\n: {}",
    "before **{}** after",
    "before*{}*after",
    "~~{}~~",
    "[{}](https://example.org/)",
    "::: detail\n{}\n:::",
    "code `{}` code",
    "({}{})",
)


ANNEX = (
    "\n{% for item in brief.decisions %}{{ note(item) }}{% endfor %}",
    "\n{% for item in brief.quotes %}{{ note(item) }}{% endfor %}",
    "{% for source in brief.sources %}",
    "{% for paragraph in source.quoted %}",
    "\n{{ paragraph.number }} {{ paragraph.words }}\n",
    "{% endfor %}",
    "{% endfor %}",
)
"""Prints the paragraphs of the sources that some of the notes quote."""


def _leaves(annotation: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield the path and the type of every plain value of the model."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        arguments = tuple(kind for kind in arguments if kind not in (NotStated, type(None)))
    if origin in (Annotated, Union, UnionType, tuple):
        yield from _leaves(arguments[0], path)
    elif origin is dict:
        yield from _leaves(arguments[1], f"{path}.*")
    elif isinstance(annotation, type) and issubclass(annotation, Entry):
        for name, field in annotation.model_fields.items():
            yield from _leaves(field.annotation, f"{path}.{field.alias or name}".lstrip("."))
    else:
        yield path, annotation


def _printing(annotation: Any, name: str, shapes: Iterator[str], numbers: Iterator[int]) -> Iterator[str]:
    """Yield the lines of a template that print all text in a value."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        arguments = tuple(kind for kind in arguments if kind not in (NotStated, type(None)))
    if origin in (Annotated, Union, UnionType):
        yield from _printing(arguments[0], name, shapes, numbers)
    elif origin is tuple and not _is_id(arguments[0]):
        item = f"item{next(numbers)}"
        yield from (f"{{% for {item} in {name} %}}", *_printing(arguments[0], item, shapes, numbers), "{% endfor %}")
    elif origin is dict:
        yield from _printing(arguments[1], f"{name}.office_field", shapes, numbers)
    elif isinstance(annotation, type) and issubclass(annotation, Entry):
        for key, field in annotation.model_fields.items():
            if key not in FOR_COLLEAGUES:
                yield from _printing(field.annotation, f"{name}.{field.alias or key}", shapes, numbers)
    elif isinstance(annotation, type) and issubclass(annotation, Text) and name != "brief.title":
        prose = issubclass(annotation, Prose)  # in code its marks would be none
        shape = next(shape for shape in shapes if not (prose and "`" in shape))
        yield from ("", shape.replace("{}", f"{{{{ {name} }}}}"), "")


def _is_id(annotation: Any) -> bool:
    return annotation is Ident or (get_origin(annotation) is Annotated and get_args(annotation)[0] is Ident)


TEMPLATES = {
    "written": "",
    "everything": "document: everything.md.j2\n",
}
SETTINGS = """\
name: {name}
description: Prints what is typed
extends: briefgen/memo
options: {{smart_typography: false}}
"""


def make_templates(folder: Path) -> None:
    """Write the templates: ``written``, which is the memo, and ``everything``."""
    for name, more in TEMPLATES.items():
        home = folder / "templates" / name
        home.mkdir(parents=True)
        (home / "template.yaml").write_text(SETTINGS.format(name=name) + more, "utf-8")
    lines = ["# {{ brief.title }}", "", *_printing(Brief, "brief", cycle(SHAPES), count()), *ANNEX]
    (folder / "templates/everything/everything.md.j2").write_text("\n".join(lines), "utf-8")


# --- What is expected -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Bench:
    """A project to build in, and what harmless words look like in each format."""

    project: Project

    @property
    def folder(self) -> Path:
        """The folder of the project."""
        return self.project.root

    def build(self, filling: Filling, template: str, *formats: str, output: str = "output") -> Outcome:
        """Build the brief whose fields are filled so."""
        files = model_briefs.write(self.folder, model_briefs.full(filling.written))
        return model_briefs.build(self.project, files.brief, *formats, template=template, output=self.folder / output)

    @cached_property
    def harmless(self) -> dict[tuple[str, str], Read]:
        """What is read from each template's documents in each format, with a token in each field."""
        filling = Filling({path: f"Zq{number}x" for number, path in enumerate(PATHS)})
        found = {}
        for template in TEMPLATES:
            outcome = self.build(filling, template, *READERS, output="harmless")
            assert errors(outcome) == []
            found |= {(template, path.suffix[1:]): READERS[path.suffix[1:]](path) for path in outcome.written}
        return found


READERS: dict[str, Callable[[Path], Read]] = {
    "docx": lambda path: reading_back.word(path.read_bytes()),
    "md": lambda path: reading_back.markdown(path.read_bytes()),
    "pdf": reading_back.pdf,
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A project with both templates."""
    folder = tmp_path_factory.mktemp("any-text")
    make_templates(folder)
    return Bench(model_briefs.project(folder))


def errors(outcome: Outcome) -> list[str]:
    """Return the errors of a build, for a person."""
    return [f"{problem.code}: {problem.message}" for problem in outcome.problems if problem.severity is Severity.ERROR]


def shown(path: str, text: str, *, in_note: bool) -> list[str]:
    """Return how a text may be shown: the memo writes some with a capital, and quotations within quotations."""
    if in_note and path.endswith((".exact", ".original")):
        return [text, text.replace("«", "‹").replace("»", "›"), re.sub("«([^«»]*)»", "‹\\1›", text)]
    if path.rpartition(".")[2] in ("name", "descriptor", "when"):
        return [text, text[:1].upper() + text[1:]]
    return [text]


def assert_reads_as(expected: str, filling: Filling, found: str, *, in_note: bool = False) -> None:
    """Hold a piece of text against the harmless one, with the words of each field in the place of its token."""
    pattern = ""
    for index, part in enumerate(TOKEN.split(expected)):
        path = PATHS[int(part)] if index % 2 else ""
        choices = shown(path, filling.texts[path], in_note=in_note) if path else [part]
        pattern += f"(?:{'|'.join(map(re.escape, choices))})"
    assert re.fullmatch(pattern, found), f"expected {pattern}\nfound    {found!r}"


def assert_same_but_for_words(expected: Read, filling: Filling, found: Read) -> None:
    """Hold a document against the harmless one."""
    assert found.kinds == expected.kinds
    for before, after in zip(expected.blocks, found.blocks, strict=True):
        assert_reads_as(before.text, filling, after.text)
    assert found.notes.keys() == expected.notes.keys()
    for number, text in expected.notes.items():
        assert_reads_as(text, filling, found.notes[number], in_note=True)


# --- Word and Markdown ------------------------------------------------------------------------------------------------
def test_harmless_words_are_all_there(bench: Bench) -> None:
    """The template that prints every field does so, which makes the other tests worth something."""
    printed = {path for path in PATHS if FOR_COLLEAGUES.isdisjoint(path.split("."))}
    for name in READERS:
        read = bench.harmless["everything", name]
        assert {PATHS[int(number)] for number in TOKEN.findall(read.text)} == printed
        assert len(bench.harmless["written", name].notes) >= 20


@pytest.mark.parametrize("template", [*TEMPLATES])
@given(texts=st.lists(TEXTS, min_size=1, max_size=12), shift=st.integers(0, len(PATHS) - 1))
@PROFILE
def test_word_and_markdown_read_back(bench: Bench, template: str, texts: list[str], shift: int) -> None:
    filling = Filling.of(texts, shift)
    outcome = bench.build(filling, template, "docx", "md")
    assert errors(outcome) == []
    for path in outcome.written:
        name = path.suffix[1:]
        assert_same_but_for_words(bench.harmless[template, name], filling, READERS[name](path))


TYPED = (TEXTS | st.sampled_from(test_tree_typography.TYPED)).filter(lambda text: bool(folded(text).strip()))


@given(texts=st.lists(TYPED, min_size=1, max_size=12), shift=st.integers(0, len(PATHS) - 1))
@settings(PROFILE, max_examples=max(EXAMPLES // 2, 3))
def test_smart_typography_changes_no_word(bench: Bench, texts: list[str], shift: int) -> None:
    """Files of the memo, and of one that leaves all as it was typed, are the same to evidence."""
    filling = Filling.of(texts, shift)
    read = {}
    for template in ("memo", "written"):
        outcome = bench.build(filling, template, "docx", "md")
        assert errors(outcome) == []
        read[template] = [READERS[path.suffix[1:]](path) for path in outcome.written]
    for smart, written in zip(read["memo"], read["written"], strict=True):
        assert smart.kinds == written.kinds
        assert [same(block.text) for block in smart.blocks] == [same(block.text) for block in written.blocks]
        assert {number: same(text) for number, text in smart.notes.items()} == {
            number: same(text) for number, text in written.notes.items()
        }


def same(text: str) -> str:
    """Return what evidence makes of a text, without the calls of notes."""
    return normal_text(reading_back.CALL.sub("", text))


@pytest.mark.parametrize("text", [LONG, UNBROKEN, "日" * 10_000], ids=["words", "unbroken", "CJK"])
def test_ten_thousand_characters(bench: Bench, text: str) -> None:
    """In every twentieth field, each time in others."""
    filling = Filling.of([text, *["x"] * 19], shift=len(text) % 7)
    outcome = bench.build(filling, "everything", "docx", "md")
    assert errors(outcome) == []
    for path in outcome.written:
        name = path.suffix[1:]
        assert_same_but_for_words(bench.harmless["everything", name], filling, READERS[name](path))


@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
@settings(PROFILE, max_examples=max(EXAMPLES // 2, 3))
def test_marks_in_prose_change_no_structure(bench: Bench, texts: list[str]) -> None:
    """Prose may hold stress and links, so its marks are marks. Blocks they are not."""
    filling = Filling.of(["plain"])
    spread = islice(cycle(texts), len(PATHS))
    raw = model_briefs.full(lambda path: next(spread) if model_briefs.PROSE.fullmatch(path) else filling.written(path))
    files = model_briefs.write(bench.folder, raw)
    outcome = model_briefs.build(bench.project, files.brief, "docx", "md", template="memo")
    if errors(outcome):  # prose may be wrong, as with a link to nowhere, and then it is said
        assert {error.partition(":")[0] for error in errors(outcome)} <= PROSE_PROBLEMS
        return
    for path in outcome.written:
        name = path.suffix[1:]
        assert len(READERS[name](path).blocks) == len(bench.harmless["written", name].blocks)


PROSE_PROBLEMS = {"link-not-allowed", "link-without-words"}


# --- PDF --------------------------------------------------------------------------------------------------------------
def visible(text: str) -> str:
    """Return what of a text lies on the paper: no blanks, no characters that are not to be seen, no hyphens (a line may
    break at a soft one).

    The case is left out, since a style may set capitals; and a glyph does not tell a character from one that Unicode
    holds to be the same.
    """
    plain = unicodedata.normalize("NFKC", text.upper())
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Cf" and not UNSEEN.match(c))


UNSEEN = re.compile("[\u2010\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0000-\U000e0fff]")


def is_rtl(text: str) -> bool:
    """Tell whether any of a text is written from right to left."""
    return any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text)


def level(text: str) -> str:
    """Make opening and closing brackets the same. In text from right to left they are mirrored, and then a PDF does not
    tell them apart anywhere: the same glyph is the one here and the other there."""
    return "".join("◇" if unicodedata.mirrored(c) else c for c in text)


def assert_same_on_paper(found: str, wanted: str, *, rtl: bool) -> None:
    """Hold visible text. From right to left glyphs are drawn in the order of the eye: there it is held as what it
    consists of. ``rtl`` tells whether the document holds any such text."""
    if rtl:
        found, wanted = level(found), level(wanted)
    alike = Counter(found) == Counter(wanted) if is_rtl(wanted) else found == wanted
    assert alike, f"expected {wanted!r}\nfound    {found!r}"


def assert_pdf_reads_as(expected: Read, filling: Filling, found: Read) -> None:
    """Hold a PDF against the harmless one: the same letters in the same order, the same headings, rows, items, notes.

    Where a block goes over to the next page it may be two, so letters are counted off. Heads of tables are held apart:
    WeasyPrint leaves one out on a page that it does not fit on.
    """
    rtl = any(map(is_rtl, filling.texts.values()))

    def filled(text: str, *, in_note: bool = False) -> str:
        def words(token: re.Match[str]) -> str:
            path = PATHS[int(token[1])]
            return shown(path, filling.texts[path], in_note=in_note)[0]

        return visible(TOKEN.sub(words, text))

    assert [kind for kind in found.kinds if HEADING.search(kind)] == [
        kind for kind in expected.kinds if HEADING.search(kind)
    ]
    rest = "".join(visible(block.text) for block in found.blocks if not block.kind.endswith("TH"))
    for block in expected.blocks:
        if not block.kind.endswith("TH"):
            wanted = filled(block.text)
            assert_same_on_paper(rest[: len(wanted)], wanted, rtl=rtl)
            rest = rest[len(wanted) :]
    assert rest == ""
    heads = {"".join(sorted(level(filled(block.text)))) for block in expected.blocks if block.kind.endswith("TH")}
    assert heads == {"".join(sorted(level(visible(block.text)))) for block in found.blocks if block.kind.endswith("TH")}
    assert found.notes.keys() == expected.notes.keys()
    for number, text in expected.notes.items():
        assert_same_on_paper(visible(found.notes[number]), filled(text, in_note=True), rtl=rtl)


HEADING = re.compile("H[1-6]$")


def pdf_of(bench: Bench, template: str, texts: Sequence[str], shift: int = 0) -> None:
    """Build a PDF and hold it against the harmless one. What no face has must be named, and is then left out."""
    filling = Filling.of(texts, shift)
    outcome = bench.build(filling, template, "pdf")
    while missing := {
        c for problem in outcome.problems if problem.code == "missing-glyph" for c in named(problem.message)
    }:
        assert outcome.written == []
        together = "".join(filling.texts.values())
        assert missing <= {*together, *together.upper()}
        texts = [re.sub("|".join(map(re.escape, missing)), "x", text, flags=re.IGNORECASE) for text in texts]
        filling = Filling.of(texts, shift)
        outcome = bench.build(filling, template, "pdf")
    assert errors(outcome) == []
    assert_pdf_reads_as(bench.harmless[template, "pdf"], filling, reading_back.pdf(outcome.written[0]))


def unknown_characters(outcome: Outcome) -> set[str]:
    """Return the characters that were found to be in no face."""
    return {c for problem in outcome.problems if problem.code == "missing-glyph" for c in named(problem.message)}


def named(message: str) -> list[str]:
    """Return the characters that a message names."""
    return [chr(int(code, 16)) for code in re.findall(r"U\+([0-9A-F]{4,6})", message)]


@pytest.mark.parametrize("template", [*TEMPLATES])
def test_hostile_text_in_the_pdf(bench: Bench, template: str) -> None:
    pdf_of(bench, template, HOSTILE)


POINTS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0730-\u08ff]"
)
"""Hebrew and Arabic points and the like: random text has them on no letter, where no reader of a PDF finds them."""
PDF_TEXTS = TEXTS.map(lambda text: POINTS.sub("", text)).filter(lambda text: bool(folded(text).strip()))


@given(texts=st.lists(PDF_TEXTS, min_size=20, max_size=60), shift=st.integers(0, len(PATHS) - 1))
@PDF_PROFILE
def test_any_text_in_the_pdf(bench: Bench, texts: list[str], shift: int) -> None:
    pdf_of(bench, "written", texts, shift)


IN_SHORT = {("words", "glossary.0.meaning"), ("unbroken", "open_questions.0.why")}
LENGTHS = [
    pytest.param(text, field, id=f"{name}-{field}", marks=[] if (name, field) in IN_SHORT else [pytest.mark.thorough])
    for name, text in (("words", LONG), ("unbroken", UNBROKEN))
    for field in ("subtitle", "background.0.text", "open_questions.0.why", "quotes.0.text", "glossary.0.meaning")
]


@pytest.mark.parametrize(("text", "field"), LENGTHS)
def test_ten_thousand_characters_in_the_pdf(bench: Bench, text: str, field: str) -> None:
    texts = ["x"] * len(PATHS)
    texts[PATHS.index(field)] = text
    pdf_of(bench, "written", texts)


@pytest.mark.parametrize(
    "field", ["decisions.0.text", pytest.param("decisions.0.evidence.0.exact", marks=pytest.mark.thorough)]
)
def test_what_no_page_can_hold_is_said(bench: Bench, field: str) -> None:
    """A row goes over to the next page column by column; a note cannot, so what is lost of it is an error."""
    texts = ["x"] * len(PATHS)
    texts[PATHS.index(field)] = LONG
    outcome = bench.build(Filling.of(texts), "memo", "pdf")
    if errors(outcome):
        assert [error.partition(":")[0] for error in errors(outcome)] == ["text-cut-off"]
        return
    read = reading_back.pdf(outcome.written[0])
    assert read.text.count("more") + "".join(read.notes.values()).count("more") == LONG.count("more")


@pytest.mark.parametrize("character", ["\U0001fb93", "\U00016800"])
def test_a_character_that_no_face_has_is_named(bench: Bench, character: str) -> None:
    """With the place of the field that holds it."""
    raw = {"title": "T", "subtitle": f"a {character} b", "sources": [{}], "decisions": ["x"]}
    files = model_briefs.write(bench.folder, raw)
    outcome = model_briefs.build(bench.project, files.brief, "pdf", template="memo", output=bench.folder / "output")
    (problem,) = [problem for problem in outcome.problems if problem.code == "missing-glyph"]
    assert named(problem.message) == [character]
    line = problem.place.line
    assert '"subtitle"' in files.brief.read_text("utf-8").splitlines()[line - 1]


# --- What no document can hold ----------------------------------------------------------------------------------------
REFUSED = ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ufdd0", "\ufdd1", "\ufffe", "\U0010ffff", "\u202e", "\u2066"]


@given(path=st.sampled_from(PATHS), character=st.sampled_from(REFUSED))
@PROFILE
def test_refused_characters(bench: Bench, path: str, character: str) -> None:
    """The message names the character, and its place is the line of the field."""
    texts = dict.fromkeys(PATHS, "x") | {path: f"a{character}b"}
    files = model_briefs.write(bench.folder, model_briefs.full(lambda field: texts[field]), "refused")
    with pytest.raises(BriefgenError) as raised:
        load(files.brief.read_bytes(), "brief.yaml")
    lines = files.brief.read_text("utf-8").splitlines()
    found = [p for p in raised.value.problems if f"U+{ord(character):04X}" in p.message]
    assert found, raised.value.problems
    assert model_briefs.yaml_text(texts[path]).strip('"') in lines[found[0].place.line - 1]


@pytest.mark.parametrize("character", REFUSED, ids=lambda c: f"U+{ord(c):04X}")
def test_refused_characters_as_they_are(character: str) -> None:
    """The same when the file holds the character itself and no escape."""
    text = f"title: a\nsubtitle: b{character}c\nsources: [seeds/article.txt]\n"
    with pytest.raises(BriefgenError) as raised:
        load(text.encode(), "brief.yaml")
    (problem,) = raised.value.problems
    assert f"U+{ord(character):04X}" in problem.message
    assert problem.place.line == 2
