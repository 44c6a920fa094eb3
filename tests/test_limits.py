"""How long a document may be: what is said of one that is longer, and of one that just fits."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.build import Options, plan, run
from briefgen.design import Look
from briefgen.document import Document, Meta, Note
from briefgen.limits import measured
from briefgen.nodes import Heading, NoteCall, Paragraph, Str
from briefgen.problems import MACHINE, BriefgenError, Place, Problem, Severity
from briefgen.project import find
from briefgen.template import Limits
from briefgen.writers.pdf import renderer
from briefgen.writers.pdf.room import room
from docx_samples import design

LOOK = Look(design())
CONTENT = Place("content/x.yaml")
BODY = design().body
LEADING = (BODY.leading or 0) + (BODY.after or 0)
FITS = int(design().text_size()[1] // LEADING)
"""So many paragraphs of one line have room on a page."""


def document(paragraphs: int, *notes: str, words: str = "Seven words that stand on line {}") -> Document:
    """Make a document of a heading for each ten paragraphs; each paragraph says where it is in the content file."""
    blocks: list[Heading | Paragraph] = []
    for number in range(1, paragraphs + 1):
        calls = tuple(NoteCall(note) for note in range(1, len(notes) + 1)) if number == 1 else ()
        blocks.append(Paragraph((Str(words.format(number), Place(CONTENT.file, number)), *calls)))
    bodies = tuple(Note(number, (Str(text),)) for number, text in enumerate(notes, 1))
    return Document(tuple(blocks), bodies, Meta("T"))


def said(made: Document, pages: int | None = 1, spare: float = 0) -> tuple[Problem, ...]:
    limits = Limits(pages=pages, spare=spare) if pages else Limits()
    length = measured(made, LOOK, limits, CONTENT)
    return (*length.problems, *length.of_word)


def test_without_a_limit_nothing_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer.Renderer, "lay_out", None)
    assert said(document(500), None) == ()


def test_what_fits_is_not_spoken_of() -> None:
    assert said(document(FITS)) == ()
    assert said(document(FITS + 5), 2) == ()


def test_what_does_not_fit_is_counted() -> None:
    (problem,) = said(document(FITS + 5))
    millimetres = (5 * LEADING - (BODY.after or 0)) / 72 * 25.4
    assert (problem.code, problem.severity) == ("too-many-pages", Severity.ERROR)
    assert problem.message == (
        f"the document has 2 pages, expected at most 1: 5 lines (35 words, {millimetres:.0f} mm) do not fit"
    )
    assert problem.remedy == "shorten or leave out as much, or allow more: --set limits.pages=2"
    assert problem.place == Place(CONTENT.file, FITS + 1), "the first words that do not fit"


def test_the_lines_of_all_further_pages_count() -> None:
    (problem,) = said(document(2 * FITS + 3))
    assert f"3 pages, expected at most 1: {FITS + 3} lines ({7 * (FITS + 3)} words" in problem.message


def test_the_section_that_runs_over_is_named() -> None:
    made = document(FITS + 5)
    early, late = (Heading(2, (Str(words),), words) for words in ("Early", "Late"))
    blocks = (early, *made.children[:5], late, *made.children[5:])
    (problem,) = said(replace(made, children=blocks))
    assert problem.message.endswith("do not fit, from the section 'Late' on")


def test_a_heading_that_goes_over_names_its_own_section() -> None:
    made = document(FITS - 1)
    late = Heading(2, (Str("Late"),), "late")
    (problem,) = said(replace(made, children=(*made.children, late, *made.children[:1])))
    assert "2 lines (8 words" in problem.message
    assert problem.message.endswith("from the section 'Late' on")


def test_notes_alone_can_be_what_does_not_fit() -> None:
    note = "A note of many words that goes on and on, line after line, to the end of its long road. " * 30
    (problem,) = said(document(FITS - 8, note, note))
    assert "do not fit" in problem.message


def test_words_are_characters_where_there_are_no_blanks() -> None:
    (problem,) = said(document(FITS + 2, words="会議は来週です。"))
    lines, words = map(int, re.findall(r"(\d+) (?:line|word)", problem.message))
    assert (lines > 0, words) == (True, 7 * lines)


def test_room_for_word_is_kept_free() -> None:
    left = room(document(FITS - 2), LOOK, 1, CONTENT.file).left
    assert LEADING * 2 < left / 25.4 * 72 < LEADING * 3.5
    assert said(document(FITS - 2), spare=left - 0.1) == ()
    (problem,) = said(document(FITS - 2), spare=left + 10)
    assert (problem.code, problem.severity, problem.place) == ("page-nearly-full", Severity.WARNING, CONTENT)
    assert f"the last page has {left:.0f} mm left, expected {left + 10:g} mm" in problem.message
    assert problem.remedy == "shorten the text by 3 lines, or count the pages in Word"
    assert said(document(3), 2, spare=100) == (), "a page is left"


def test_where_the_pdf_cannot_be_laid_out_a_note_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise BriefgenError([Problem(MACHINE, "pdf-library-missing", "no Pango", "run: apt-get …")])

    monkeypatch.setattr("briefgen.writers.pdf.room.shared", missing)
    (problem,) = said(document(1))
    assert (problem.code, problem.severity) == ("pages-not-counted", Severity.NOTE)
    assert problem.message == "whether the document keeps to 1 page was not found out: no Pango"
    assert problem.remedy == "run: apt-get …"


# --- In a build -------------------------------------------------------------------------------------------------------
def _project(folder: Callable[[dict[str, str | bytes]], object], limits: str) -> None:
    steps = "".join(f"  - Step {number} is taken.\n" for number in range(60))
    folder(
        {
            "briefgen.yaml": "template: short\n",
            "seeds/a.txt": "The board decided.\n",
            "content/a.yaml": f"title: A bridge\nsources: [seeds/a.txt]\nnext_steps:\n{steps}",
            "templates/short/template.yaml": f"name: short\ndescription: S\nextends: briefgen/memo\nlimits: {limits}\n",
        }
    )


@pytest.mark.parametrize(
    ("limits", "asked", "written", "codes"),
    [
        ("{pages: 1}", {}, [], {"too-many-pages"}),
        ("{pages: 1}", {"draft": True}, ["a.md"], {"too-many-pages"}),
        ("{pages: 1}", {"overrides": ("limits.pages=2",)}, ["a.md"], set()),
        ("{pages: 3}", {}, ["a.md"], set()),
        ("{pages: 2, spare: 100}", {"formats": ("docx",)}, ["a.docx"], set()),
    ],
)
def test_a_limit_holds_for_every_format(
    folder: Callable[[dict[str, str | bytes]], object],
    limits: str,
    asked: dict[str, object],
    written: list[str],
    codes: set[str],
) -> None:
    _project(folder, limits)
    project = find(Path.cwd())
    options = Options(**{"formats": ("md",), **asked})  # type: ignore[arg-type]
    (outcome,) = run(project, plan(project, project.briefs(), options))
    assert [path.name for path in outcome.written] == written
    assert {problem.code for problem in outcome.problems} - {"no-evidence"} == codes
