"""A brief says the same in every format: the same words in the same order, and the same notes."""

import unicodedata
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import model_briefs
import reading_back
from briefgen.problems import Severity
from briefgen.writers.scripts import is_rtl_letter
from reading_back import Read

ROOT = Path(__file__).parent.parent
CONTENT = sorted((ROOT / "content").glob("*.yaml"))


def _params() -> list[Any]:
    """Return the briefs, each for one process, which builds it once.

    Of those of ``content/``, whose words the conformance tests compare too, one will do.
    """
    first, *others = (path.stem for path in CONTENT)
    each = {"every-field": (), "annex": (), first: (), **dict.fromkeys(others, (pytest.mark.thorough,))}
    return [pytest.param(name, marks=[pytest.mark.xdist_group(name), *marks]) for name, marks in each.items()]


@pytest.fixture(scope="module", params=_params())
def formats(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    """One brief in all formats, read back."""
    folder = tmp_path_factory.mktemp("parity")
    options = {}
    if request.param in ("every-field", "annex"):
        numbers = count(1)
        home = model_briefs.project(folder)
        if request.param == "annex":
            options = {"template": model_briefs.annexed(folder)}
        brief = model_briefs.write(folder, model_briefs.full(lambda path: f"Words {next(numbers)} of {path}")).brief
    else:
        brief = ROOT / "content" / f"{request.param}.yaml"
        home = model_briefs.find(ROOT)
    outcome = model_briefs.build(home, brief, "docx", "pdf", "md", output=folder / "output", **options)
    assert [problem for problem in outcome.problems if problem.severity is Severity.ERROR] == []
    docx, pdf, md = outcome.written
    return {
        "docx": reading_back.word(docx.read_bytes()),
        "pdf": reading_back.pdf(pdf),
        "md": reading_back.markdown(md.read_bytes()),
    }


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


def letters(text: str) -> object:
    """Return a text without its blanks, and in capitals: at the ends of lines a PDF has no blanks, and a style of the
    template may set capitals.

    Of a text with letters that run from right to left, those that do not are returned in order, and all characters
    without one: a PDF holds them, and the signs and digits among them, in the order in which they lie on the page, and
    brackets mirrored.
    """
    joined = "".join(text.split()).upper()
    if not any(map(is_rtl_letter, joined)):
        return joined
    shown = "".join("|" if unicodedata.mirrored(c) else c for c in joined)
    return "".join(c for c in shown if c.isalpha() and not is_rtl_letter(c)), sorted(shown)


PAIRS = pytest.mark.parametrize(("first", "second", "form"), [("docx", "md", words), ("docx", "pdf", letters)])


@PAIRS
def test_the_text_is_the_same(formats: dict[str, Read], first: str, second: str, form: Callable[[str], object]) -> None:
    """The words of the text with the calls of its notes; heads of tables repeated on a new page count once."""
    assert len(words(formats[first].text)) > 50
    assert form(formats[first].text) == form(formats[second].text)


@PAIRS
def test_the_notes_are_the_same(
    formats: dict[str, Read], first: str, second: str, form: Callable[[str], object]
) -> None:
    """Every note, under its number."""

    def told(read: Read) -> dict[int, object]:
        return {number: form(text) for number, text in sorted(read.notes.items())}

    assert told(formats[first]) == told(formats[second])


def test_every_note_is_called(formats: dict[str, Read]) -> None:
    """The text calls each note there is, and no other, in the order of their numbers."""
    for read in formats.values():
        calls = [int(call[2:-1]) for call in reading_back.CALL.findall(read.text)]
        assert list(dict.fromkeys(calls)) == sorted(read.notes)
