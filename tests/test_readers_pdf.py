"""PDFs as sources: their text, and what becomes of files that are broken, protected, endless or missing a library."""

import contextlib
import random
import subprocess
import sys
import zlib
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from briefgen.problems import BriefgenError, as_text
from briefgen.readers import extract, pdf
from briefgen.readers.pages import Letter, lines_of, upright

PAGE = """<html lang=en><style>
@page {{ size: A4; margin: 25mm; @top-left {{ content: "The Example" }} @bottom-center {{ content: counter(page) }} }}
body {{ font: 12pt serif; text-align: justify; hyphens: auto }} p {{ margin: 0 0 8pt }}
</style><body>{}</body>"""


@cache
def printed(body: str) -> bytes:
    from weasyprint import HTML

    data: bytes = HTML(string=PAGE.format(body)).write_pdf()
    return data


def drawn(content: bytes, **how: object) -> bytes:
    """Return a PDF of one page with a content stream; ``how`` goes to pikepdf's ``save``."""
    file, document = BytesIO(), pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    document.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))
    stream = pikepdf.Stream(document, b"")
    stream.write(zlib.compress(content), filter=pikepdf.Name.FlateDecode)
    document.pages[0].Contents = stream
    document.save(file, **how)  # type: ignore[arg-type]
    return file.getvalue()


WORDS = b"BT /F1 12 Tf 72 700 Td (Words to read.) Tj ET"
SENTENCE = "The governments of the countries announced a plan that will lead to a review of defense role-sharing. "


def refusal(data: bytes) -> str:
    with pytest.raises(BriefgenError) as error:
        extract(data, "a.pdf")
    return "\n".join(map(as_text, error.value.problems))


def test_a_printed_page_is_read_in_paragraphs() -> None:
    body = (
        f"<h1>A plan for a review of defense role-sharing is announced</h1><p>{SENTENCE * 4}</p><p>{SENTENCE * 20}</p>"
        f"<p>{SENTENCE * 30}</p><ul><li>First item<li>Second item</ul><table style='width: 100%'>"
        "<tr><td>Party<td>Seats<tr><td>LDP<td>261</table>"
    )
    assert extract(printed(body), "a.pdf").split("\n\n") == [
        "A plan for a review of defense role-sharing is announced",
        (SENTENCE * 4).strip(),
        (SENTENCE * 20).strip(),
        (SENTENCE * 30).strip(),
        "• First item",
        "• Second item",
        "Party\tSeats",
        "LDP\t261",
    ]


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    assert extract(drawn(WORDS, encryption=pikepdf.Encryption(owner="o", user="")), "a.pdf") == "Words to read."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (drawn(WORDS, encryption=pikepdf.Encryption(owner="o", user="u")), "the PDF is protected with a password"),
        (drawn(b""), "the PDF holds no text, only pictures [empty-source]\n  remedy: run it through text recognition"),
        (b"%PDF-1.7\n" + b"x" * 1000, "the PDF is broken [broken-source]\n  remedy: open it in a PDF viewer and print"),
    ],
    ids=["protected", "scanned", "broken"],
)
def test_a_pdf_without_text_to_be_had(data: bytes, said: str) -> None:
    assert refusal(data).startswith(f"a.pdf: error: {said}")


def test_a_reading_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "LIMIT_SECONDS", 0.001)
    assert "the PDF cannot be read in reasonable time or memory [too-large]" in refusal(drawn(WORDS))


def test_a_reading_that_dies_harms_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MODULE", "briefgen.no.such.module")
    assert refusal(drawn(WORDS)) == (
        "a.pdf: error: the PDF cannot be read in reasonable time or memory [too-large]\n"
        "  remedy: save its text as a .txt file (UTF-8), and name that file"
    )


def test_a_missing_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    assert refusal(drawn(WORDS)) == (
        "a.pdf: error: reading a PDF needs the library pypdfium2, which is not installed [missing-library]\n"
        f"  remedy: run: {sys.executable} -m pip install pypdfium2"
    )


def test_the_folder_that_one_works_in_is_not_searched_for_modules(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(str(tmp_path))
    with open("json.py", "w") as file:  # noqa: PTH123
        file.write("raise SystemExit(7)")
    assert extract(drawn(WORDS), "a.pdf") == "Words to read."


def test_the_process_answers_with_data() -> None:
    command = [sys.executable, "-P", "-m", "briefgen.readers.pages"]
    done = subprocess.run(command, input=drawn(WORDS), capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b'{"text": "Words to read."}', b"")


@pytest.mark.skipif(sys.platform == "win32", reason="there, the time limit ends it")
def test_the_process_ends_when_nobody_waits_for_it() -> None:
    reads = "import sys, time; print('reads', file=sys.stderr, flush=True); time.sleep(60)"
    code = f"from briefgen.readers import pages\ndef text_of(data): {reads}\npages.text_of = text_of; pages.main()"
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.close()
        assert process.stderr.readline() == b"reads\n"
        process.stdout.close()
        try:
            assert process.wait(20) < 0
        finally:
            process.kill()


def test_broken_files_are_read_or_refused() -> None:
    chance, whole = random.Random(3), printed(f"<p>{SENTENCE}</p>")
    for _ in range(12):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.choice((1, 10, 100)) if data else 0):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(BriefgenError):
            assert extract(bytes(data), "a.pdf")


# --- Letters ----------------------------------------------------------------------------------------------------------
def letters(words: str, left: float, baseline: float, step: float = 5.0, size: float = 10.0) -> list[Letter]:
    return [
        Letter(character, left + at * step, left + (at + 1) * step, baseline, 0 if character == "~" else size)
        for at, character in enumerate(words)
    ]


def texts(*runs: list[Letter]) -> list[str]:
    return [line.text for line in lines_of(letter for run in runs for letter in run)]


def test_letters_on_one_baseline_are_a_line() -> None:
    assert texts(letters("One two", 0, 90), letters("three", 0, 78)) == ["One two", "three"]
    assert texts(letters("One~two~~", 0, 90)) == ["One two"], "blanks that the file does not hold"
    assert texts(letters("x", 0, 90), letters("2", 5, 94, size=6), letters(" y", 10, 90)) == ["x2 y"], "a raised letter"
    assert texts(letters("   ", 0, 90)) == []


def test_a_wide_gap_parts_the_cells_of_a_row() -> None:
    row = [*letters("LDP", 0, 90), *letters("261", 80, 90)]
    (line,) = lines_of(row)
    assert (line.text, line.cells, line.left, line.right) == ("LDP\t261", True, 0, 95)
    (stretched,) = lines_of([*letters("one", 0, 90), *letters("two", 60, 90), *letters("six", 120, 90)])
    assert (stretched.text, stretched.cells) == ("one two six", False)


@pytest.mark.parametrize("across", [300.0, 80.0])
def test_lines_that_run_down_are_turned(across: float) -> None:
    """Japanese in columns: the letters of a line stand one below the other, the next line to the left."""
    first = [Letter(character, across, across + 10, 700 - 10 * at, 10) for at, character in enumerate("日本政府")]
    second = [Letter(character, across - 15, across - 5, 700 - 10 * at, 10) for at, character in enumerate("発表")]
    turned = upright([*first, *second], 595)
    lines = list(lines_of(turned))
    assert [line.text for line in lines] == ["日本政府", "発表"]
    assert lines[0].left < lines[0].right
    assert lines[0].baseline > lines[1].baseline


def test_lines_that_run_across_stay() -> None:
    words = letters("One two", 0, 90)
    assert upright(words, 595) is words
    assert upright([], 595) == []
