"""The kinds of PDF: which are offered and which are refused. What veraPDF says of them is in tests/conformance."""

import re

import pikepdf
import pytest

from briefgen.writers import pdf, writer
from briefgen.writers.pdf.variants import DEFAULT, REFUSED, VARIANTS, misuse
from conftest import ROOT
from test_writers_pdf import LOOK, document, opened, para

PAGE = (ROOT / "docs/pdf.md").read_text("utf-8")


def test_every_kind_that_weasyprint_knows_is_offered_or_refused() -> None:
    from weasyprint.pdf import VARIANTS as KNOWN

    known = {name.removeprefix("pdf/") for name in KNOWN}
    offered = {variant.library.removeprefix("pdf/") for variant in VARIANTS.values() if variant.library}
    assert offered | set(REFUSED) == known
    assert offered & set(REFUSED) == set()


def test_the_page_on_the_pdf_names_them_all() -> None:
    named = re.findall(r"^\| (`.*?`) \|", PAGE, re.MULTILINE)
    names = [name for cell in named for name in re.findall("`([^`]+)`", cell)]
    assert names[: len(VARIANTS)] == list(VARIANTS)
    assert set(names[len(VARIANTS) :]) >= set(REFUSED)


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_says_why(name: str) -> None:
    for asked in (name, f"pdf/{name}", f"PDF/{name.upper()}"):
        problem = misuse(asked, attached=True)
        assert problem is not None
        assert problem.message == f"no PDF is made as '{asked}': {REFUSED[name]}"
        assert problem.remedy == f"known: {', '.join(VARIANTS)}"


@pytest.mark.parametrize("name", VARIANTS)
def test_those_that_are_offered_are_no_misuse(name: str) -> None:
    assert misuse(name, attached=True) is None
    assert (misuse(name, attached=False) is None) == (name != "a-4f")


@pytest.mark.parametrize("name", VARIANTS)
def test_each_is_made_with_the_same_structure(name: str) -> None:
    made = [writer("pdf", variant=name)(document(para("words")), LOOK) for _ in range(2)]
    assert made[0] == made[1]
    assert made[0].problems == ()
    file = opened(made[0].data)
    assert file.check_pdf_syntax() == []
    assert file.pdf_version == ("2.0" if name == "a-4f" else "1.7")
    assert [str(kid.S) for kid in file.Root.StructTreeRoot.K[0].K] == ["/H1", "/P"]
    assert str(file.Root.Lang) == "en"
    assert file.Root.ViewerPreferences.DisplayDocTitle


def test_the_default_is_what_is_made_unasked() -> None:
    tree = document(para("words"))
    assert pdf.write(tree, LOOK) == pdf.write(tree, LOOK, variant=DEFAULT)
    assert isinstance(opened(pdf.write(tree, LOOK).data), pikepdf.Pdf)
