"""PDF, Word file and web page of one document, side by side: each is measured, and held against the design tokens.

:data:`MEASURES` is the table of what is measured, and how in each format. The looks are random ones, on both papers,
and one that a template and the command have changed.
"""

import ctypes
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import tinycss2
from docx import Document as WordFile

from briefgen.design import Design, Look, points
from briefgen.design.contrast import readable
from briefgen.document import Document, Meta
from briefgen.nodes import Cell, Heading, Paragraph, Row, Str, Table
from briefgen.problems import Place
from briefgen.project import shipped_templates
from briefgen.template import find
from briefgen.writers import writer

BARS = (Path(__file__).parent / "conformance" / "bars.png").read_bytes()
HERE = Place("x.yaml")
MM = 72 / 25.4


# --- What is measured -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Measure:
    """One thing that can be seen in every format: what the tokens say of it, and what is found."""

    token: str
    stated: Callable[[Design], Any]
    pdf: Callable[["Pdf"], Any]
    word: Callable[["Word"], Any]
    web: Callable[["Web"], Any]
    within: float = 0.06
    """How far a number may be off, in points."""


def _heading(level: int) -> list[Measure]:
    part, words = f"heading-{level}", f"Heading{level}"
    return [
        Measure(
            f"styles.{part}.size",
            lambda design: design.styles[part].size,
            lambda pdf: pdf.run(words).size,
            lambda word: word.style(f"Heading {level}").font.size.pt,
            lambda web: web.points(f"h{level}", "font-size"),
            within=0.26,  # Word counts in half points.
        ),
        Measure(
            f"styles.{part}.colour",
            lambda design: design.colour(design.styles[part].colour),
            lambda pdf: pdf.run(words).colour,
            lambda word: f"#{word.style(f'Heading {level}').font.color.rgb}".lower(),
            lambda web: web.value(f"h{level}", "color"),
        ),
        Measure(
            f"styles.{part}.face",
            lambda design: _faces(design, part),
            lambda pdf: pdf.run(words).family,
            lambda word: word.style(f"Heading {level}").font.name,
            lambda web: web.value(f"h{level}", "--face"),
        ),
    ]


MEASURES: list[Measure] = [
    Measure(
        "paper, width",
        lambda design: points(design.paper_size()[0]),
        lambda pdf: pdf.width,
        lambda word: word.page.page_width.pt,
        lambda web: web.page_size[0],
    ),
    Measure(
        "paper, height",
        lambda design: points(design.paper_size()[1]),
        lambda pdf: pdf.height,
        lambda word: word.page.page_height.pt,
        lambda web: web.page_size[1],
    ),
    Measure(
        "margins.top",
        lambda design: points(design.margins.top),
        lambda pdf: pdf.height - pdf.picture[3],
        lambda word: word.page.top_margin.pt,
        lambda web: web.margins[0],
        within=0.6,
    ),
    Measure(
        "margins.right",
        lambda design: points(design.margins.right),
        lambda pdf: pdf.width - pdf.box("Last")[0][2],
        lambda word: word.page.right_margin.pt,
        lambda web: web.margins[1],
        within=0.6,
    ),
    Measure(
        "margins.left",
        lambda design: points(design.margins.left),
        lambda pdf: pdf.picture[0],
        lambda word: word.page.left_margin.pt,
        lambda web: web.margins[3],
        within=0.6,
    ),
    Measure(
        "margins.bottom",
        lambda design: points(design.margins.bottom),
        lambda pdf: pdf.lowest,
        lambda word: word.page.bottom_margin.pt,
        lambda web: web.margins[2],
        within=30,  # How full a page is depends on its lines: it ends at most two of them above the margin.
    ),
    Measure(
        "logo.width",
        lambda design: points(design.logo.width),  # type: ignore[union-attr]
        lambda pdf: pdf.picture[2] - pdf.picture[0],
        lambda word: word.file.inline_shapes[0].width.pt,
        lambda web: web.points("._logo img", "width"),
        within=0.2,
    ),
    Measure(
        "styles.body.size",
        lambda design: design.body.size,
        lambda pdf: pdf.run("Body").size,
        lambda word: (
            word.style("Body Text").font.size.pt if word.style("Body Text").font.size else word.normal.font.size.pt
        ),
        lambda web: web.points("body", "font-size"),
        within=0.26,
    ),
    Measure(
        "styles.body.leading",
        lambda design: design.body.leading,
        lambda pdf: pdf.leading("Body"),
        lambda word: word.normal.paragraph_format.line_spacing.pt,
        lambda web: web.points("body", "line-height"),
    ),
    Measure(
        "styles.body.colour",
        lambda design: design.colour(design.body.colour),
        lambda pdf: pdf.run("Body").colour,
        lambda word: f"#{word.normal.font.color.rgb}".lower(),
        lambda web: web.value("body", "color"),
    ),
    Measure(
        "styles.body.face",
        lambda design: _faces(design, "body"),
        lambda pdf: pdf.run("Body").family,
        lambda word: word.normal.font.name,
        lambda web: web.value("body", "--face"),
    ),
    Measure(
        "styles.table-head.colour",
        lambda design: design.colour(design.style("table-head").colour),
        lambda pdf: pdf.run("Last").colour,
        lambda word: f"#{word.style('Table Head').font.color.rgb}".lower(),
        lambda web: web.value("th, thead td", "color"),
    ),
    Measure(
        "styles.table-head.fill",
        lambda design: design.colour(design.style("table-head").fill),
        lambda pdf: pdf.behind("Last"),
        lambda word: word.fill("firstRow"),
        lambda web: web.value("th, thead td", "background-color"),
    ),
    Measure(
        "table.zebra",
        lambda design: design.colour(design.table.zebra),
        lambda pdf: pdf.behind("Striped"),
        lambda word: word.fill("band2Horz"),
        lambda web: web.value("tbody tr:nth-child(even) > *", "background-color"),
    ),
    *(measure for level in (1, 2, 3) for measure in _heading(level)),
]


def _faces(design: Design, part: str) -> list[str]:
    """Return what a style's face may be called: the family of the PDF and that of Word."""
    face = getattr(design.faces, design.styles[part].face or design.body.face or "serif")
    return [str(face.pdf), str(face.word)]


# --- The formats ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Run:
    """A piece of text on a page."""

    text: str
    size: float
    colour: str
    family: str
    left: float
    bottom: float
    right: float
    top: float
    base: float


class Pdf:
    """The first page of a PDF, read by pdfium."""

    def __init__(self, data: bytes) -> None:
        self.page = pypdfium2.PdfDocument(data)[0]
        self.width, self.height = self.page.get_size()

    @cached_property
    def runs(self) -> list[Run]:
        text = self.page.get_textpage()
        return [self._run(one, text) for one in self.page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT])]

    def _run(self, one: Any, text: Any) -> Run:
        size, length = ctypes.c_float(), ctypes.c_ulong(400)
        pdfium.FPDFTextObj_GetFontSize(one.raw, size)
        letters = (ctypes.c_ushort * 400)()
        count = pdfium.FPDFTextObj_GetText(one.raw, text.raw, letters, length)
        name = ctypes.create_string_buffer(200)
        pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(one.raw), name, 200)
        matrix = one.get_matrix()
        written = "".join(map(chr, letters[: max(count // 2 - 1, 0)]))
        family = name.value.decode().rpartition("+")[2]
        left, bottom, right, top = one.get_bounds()
        return Run(written, size.value * abs(matrix.d), _filled(one), family, left, bottom, right, top, matrix.f)

    def run(self, words: str) -> Run:
        return next(run for run in self.runs if words in run.text)

    def leading(self, words: str) -> float:
        """Return the distance of the first two lines of a paragraph."""
        lines = sorted({round(run.base, 2) for run in self.runs if words in run.text}, reverse=True)
        return lines[0] - lines[1]

    def box(self, words: str) -> tuple[tuple[float, ...], Any]:
        """Return the smallest filled box behind some words."""
        run = self.run(words)
        x, y = (run.left + run.right) / 2, (run.bottom + run.top) / 2
        boxes = [(one.get_bounds(), one) for one in self.page.get_objects([pdfium.FPDF_PAGEOBJ_PATH])]
        around = [(box, one) for box, one in boxes if box[0] < x < box[2] and box[1] < y < box[3]]
        return min(around, key=lambda pair: (pair[0][2] - pair[0][0]) * (pair[0][3] - pair[0][1]))

    def behind(self, words: str) -> str:
        """Return the colour behind some words."""
        return _filled(self.box(words)[1])

    @property
    def picture(self) -> tuple[float, float, float, float]:
        (picture,) = self.page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE])
        bounds: tuple[float, float, float, float] = picture.get_bounds()
        return bounds

    @property
    def lowest(self) -> float:
        """Where the lowest line of the text ends; the foot of the page is none of the text."""
        return min(run.bottom for run in self.runs if "Body" in run.text)


def _filled(one: Any) -> str:
    parts = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(one.raw, *parts)
    return "#" + "".join(f"{part.value:02x}" for part in parts[:3])


class Word:
    """A Word file, read by python-docx."""

    def __init__(self, data: bytes) -> None:
        self.file = WordFile(BytesIO(data))
        self.page = self.file.sections[0]

    def style(self, name: str) -> Any:
        return self.file.styles[name]

    @property
    def normal(self) -> Any:
        return self.style("Normal")

    def fill(self, rows: str) -> str:
        """Return the fill that the style of tables gives to rows of a kind."""
        (found,) = self.style("Brief Table").element.xpath(f"w:tblStylePr[@w:type='{rows}']/w:tcPr/w:shd/@w:fill")
        return f"#{found}".lower()


class Web:
    """The style sheet of a web page."""

    def __init__(self, data: bytes) -> None:
        (sheet,) = re.findall(r"<style>(.*?)</style>", data.decode(), re.DOTALL)
        self.rules: dict[str, dict[str, str]] = {}
        self.page: dict[str, str] = {}
        self.rem = 1.0
        for rule in tinycss2.parse_stylesheet(sheet, True, True):
            inside = rule.content and tinycss2.parse_blocks_contents(rule.content, True, True)
            stated = {
                one.name: tinycss2.serialize(one.value).strip() for one in inside or [] if one.type == "declaration"
            }
            prelude = tinycss2.serialize(rule.prelude).strip()
            if rule.type == "qualified-rule":
                self.rules.setdefault(prelude, {}).update(stated)
            elif rule.at_keyword == "page" and not prelude:
                self.page = stated
            elif rule.at_keyword == "media" and prelude == "print" and (found := _paper_rem(rule)):
                self.rem = found

    def stated(self, selector: str, name: str) -> str:
        return self.rules[selector][name]

    def points(self, selector: str, name: str) -> float:
        """Return a length on paper, where one rem is as many points as the page says."""
        return float(re.findall(r"([\d.]+)rem", self.stated(selector, name))[0]) * self.rem

    def value(self, selector: str, name: str) -> str:
        """Return what a rule states, with variables looked up."""
        value = self.stated(selector, name)
        while variable := re.fullmatch(r"var\((--[\w-]+)\)", value):
            value = next(one[variable[1]] for one in self.rules.values() if variable[1] in one)
        return value

    @property
    def page_size(self) -> list[float]:
        return [float(one) * MM for one in re.findall(r"([\d.]+)mm", self.page["size"])]

    @property
    def margins(self) -> list[float]:
        return [float(one) * MM for one in re.findall(r"([\d.]+)mm", self.page["margin"])]


def _paper_rem(rule: Any) -> float:
    found = re.search(r"html\s*\{\s*font-size:\s*([\d.]+)pt", tinycss2.serialize(rule.content))
    return float(found[1]) if found else 0.0


# --- The looks --------------------------------------------------------------------------------------------------------
def settings(number: int) -> list[str]:
    """Return random tokens, as the command takes them."""
    chance = random.Random(number)

    def colour(ground: str = "#ffffff") -> str:
        return readable(f"#{chance.randrange(0x1000000):06x}", ground, 7)

    dark, light = colour(), readable("#ffffff", "#1b1f24", 7)
    chosen = [f"design.margins.{side}={chance.randint(15, 40)}" for side in ("right", "bottom", "left")]
    chosen += [f"design.margins.top={chance.randint(20, 45)}", f"design.paper={('A4', 'Letter')[number % 2]}"]
    chosen += [f"design.colours.{name}={colour()}" for name in ("ink", "accent", "firm", "open", "reading")]
    chosen += [f"design.colours.against={dark}", f"design.colours.wash={light}", f"design.colours.stated={light}"]
    chosen += [f"design.styles.heading-{level}.size={chance.randint(22, 48) / 2}" for level in (1, 2, 3)]
    chosen += [f"design.styles.heading-{level}.face={chance.choice(['sans', 'serif'])}" for level in (1, 2, 3)]
    chosen += [f"design.styles.heading-{one}.colour={chance.choice(['firm', 'open', 'reading'])}" for one in (1, 2, 3)]
    chosen += [
        f"design.styles.body.size={chance.randint(18, 24) / 2}",
        f"design.styles.body.leading={chance.randint(26, 36) / 2}",
    ]
    chosen += ["design.styles.table-head={fill: against, colour: stated}", "design.table.zebra=wash"]
    chosen += [
        "design.styles.commitment-stated.colour=ink",
        f"design.styles.body.face={chance.choice(['sans', 'serif'])}",
    ]
    return [*chosen, f"design.logo={{file: logo.png, alt: Bars, width: {chance.randint(12, 60)}}}"]


def design_of(folder: Path, overrides: list[str]) -> Design:
    """Return the tokens of a template that changes some, with others that the command changes."""
    mine = folder / "templates" / "mine"
    mine.mkdir(parents=True)
    (mine / "logo.png").write_bytes(BARS)
    (mine / "template.yaml").write_text(
        "name: mine\nextends: briefgen/memo\ndesign: {margins: {top: 33}, styles: {heading-2: {size: 15}},"
        " table: {zebra: wash}, logo: {file: logo.png, alt: Bars, width: 21}}\n"
    )
    found = find("mine", (folder / "templates",), shipped_templates(), HERE, overrides)
    return found.look_in("en").design


def document() -> Document:
    """Return a document that shows every part that is measured, and more text than a page holds."""

    def row(*words: str) -> Row:
        return Row(tuple(Cell((Str(word),)) for word in words))

    headings = [Heading(level, (Str(f"Heading{level}"),), f"h{level}") for level in (1, 2, 3)]
    table = Table(row("First", "Last"), (row("Plain", "Plain"), row("Striped", "Striped")), ("left", "right"))
    text = Paragraph((Str("Body " * 60),))
    return Document((*headings, table, *[text] * 40), (), Meta("T", template="mine"))


LOOKS = {
    "overridden": ["design.paper=Letter", "design.styles.table-head={fill: accent, colour: wash}"],
    **{f"random {number}": settings(number) for number in range(3)},
}


@pytest.fixture(scope="module", params=LOOKS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Design, Pdf, Word, Web]:
    """One document in one look, in all formats."""
    design = design_of(tmp_path_factory.mktemp("look"), LOOKS[request.param])
    look = Look(design, pictures={"logo.png": BARS})
    files = {}
    for name in ("pdf", "docx", "html"):
        written = writer(name)(document(), look)
        assert written.problems == ()
        files[name] = written.data
    return design, Pdf(files["pdf"]), Word(files["docx"]), Web(files["html"])


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.token)
def test_every_format_shows_what_the_token_states(measure: Measure, made: tuple[Design, Pdf, Word, Web]) -> None:
    design, pdf, word, web = made
    stated = measure.stated(design)
    found = {"pdf": measure.pdf(pdf), "word": measure.word(word), "web": measure.web(web)}
    for name, value in found.items():
        if isinstance(stated, float | int):
            assert value == pytest.approx(stated, abs=measure.within), name
        elif isinstance(stated, list):
            names = [re.sub(r"\W", "", one).casefold() for one in stated]
            assert any(one in re.sub(r"\W", "", value).casefold() for one in names), f"{name}: {value}"
        else:
            assert value == stated, name


def test_both_papers_and_several_sizes_are_tried() -> None:
    stated = [dict(one.split("=", 1) for one in look) for look in LOOKS.values()]
    assert {one["design.paper"] for one in stated} == {"A4", "Letter"}
    assert len({one.get("design.styles.heading-1.size") for one in stated}) > 2
