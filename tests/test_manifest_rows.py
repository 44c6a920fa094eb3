"""A manifest as a table."""

from dataclasses import replace

from briefgen.manifest.form import File, Finding
from briefgen.manifest.rows import rows
from manifest_samples import BUILD, WHOLE

ERROR = Finding("error", "text-cut-off", "words do not fit")
WARNING = Finding("warning", "no-evidence", "no evidence")


def test_a_row_has_what_a_reader_asks() -> None:
    files = (
        File("x.docx", "docx", "1", 7, "e", findings=(WARNING,)),
        File("x.epub", "epub", "2", 7, "e"),
        File("x.html", "html", "3", 7, "e"),
        File("x.pdf", "pdf", "4", 7, "e", pages=3, findings=(ERROR,)),
    )
    accepted = replace(WARNING, acknowledged=True)
    build = replace(BUILD, files=files, findings=(Finding("note", "x", "y"), accepted, WARNING))
    (row,) = rows(replace(WHOLE, builds=(build,)))
    assert (row.template, row.pages) == ("memo", 3)
    assert [file.format for file in row.files] == ["html", "pdf", "docx", "epub"]
    assert [(one.severity, one.acknowledged) for one in row.findings] == [
        ("error", False),
        ("warning", False),
        ("warning", True),
        ("note", False),
    ], "each once, the gravest first"
    assert row.counts == {"error": 1, "warning": 1, "acknowledged": 1, "note": 1}
    found = row.file("pdf")
    assert found is not None
    assert found.file == "x.pdf"
    assert row.file("md") is None


def test_without_a_pdf_nobody_knows_the_pages() -> None:
    (row,) = rows(replace(WHOLE, builds=(replace(BUILD, files=(File("x.md", "md", "1", 7, "e"),)),)))
    assert row.pages is None
