"""A manifest as a table."""

from dataclasses import replace

from briefgen.manifest.form import Build, Failure, File, Finding, Input, Unmade
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


# --- What was not built -----------------------------------------------------------------------------------------------
def build(content: str = "c0", *formats: str, title: str = "X", findings: tuple[Finding, ...] = ()) -> Build:
    files = tuple(File(f"x.{form}", form, f"{content}{form}", 7, "e") for form in formats)
    return replace(BUILD, title=title, content=Input("content/x.yaml", content), files=files, findings=findings)


def failure(content: str | None, *formats: str, title: str | None = "New", finding: Finding = ERROR) -> Failure:
    files = tuple(Unmade(f"x.{form}", form) for form in formats)
    known = title is not None
    return Failure(
        "content/x.yaml", content, known, title, marking="M" if known else None, findings=(finding,), files=files
    )


def listed(builds: tuple[Build, ...], *failures: Failure) -> list[tuple[str, list[str], list[str], list[str]]]:
    """Return of each row the title, the formats it has, those that it has of an earlier state, and those it lacks."""
    return [
        (row.title, [file.format for file in row.files], [file.format for file in row.earlier], list(row.unmade))
        for row in rows(replace(WHOLE, builds=builds, failures=failures))
    ]


def test_one_that_was_never_built_has_a_row() -> None:
    (row,) = rows(replace(WHOLE, failures=(failure("c0", "md", "pdf"),)))
    assert (row.content, row.title, row.markings, row.build) == ("content/x.yaml", "New", ("M",), None)
    assert (row.unmade, row.findings, row.counts["error"]) == (("pdf", "md"), (ERROR,), 1)
    assert listed((), failure(None, "md", title=None)) == [("content/x.yaml", [], [], ["md"])]


def test_its_earlier_files_are_of_an_earlier_state() -> None:
    old = build("c0", "md", "pdf", title="Old", findings=(WARNING,))
    assert listed((old,), failure("c1", "md", "pdf")) == [("New", [], ["pdf", "md"], ["pdf", "md"])]
    assert listed((old,), failure("c1", "pdf")) == [("New", [], ["pdf", "md"], ["pdf"])], "the content is another one"
    assert listed((old,), failure("c0", "md", "pdf")) == [("New", [], ["pdf", "md"], ["pdf", "md"])], "a source is"
    (row,) = rows(replace(WHOLE, builds=(old,), failures=(failure("c1", "md"),)))
    assert row.findings == (ERROR,), "what was found in the earlier state is not so any more"


def test_what_cannot_be_read_of_it_an_earlier_build_tells() -> None:
    old = replace(build("c0", "md", title="Old"), marking="TLP:RED", language="ar")
    (row,) = rows(replace(WHOLE, builds=(old,), failures=(failure("c1", "md", title=None),)))
    assert (row.title, row.language, row.template, row.markings) == ("Old", "ar", "memo", ("TLP:RED",))
    assert (row.build, row.files, row.findings) == (None, (), (ERROR,))


def test_what_was_made_of_the_same_content_stands_with_what_was_not() -> None:
    made = build("c1", "md", title="New", findings=(WARNING,))
    old = build("c0", "pdf", title="Old")
    assert listed((made,), failure("c1", "pdf")) == [("New", ["md"], [], ["pdf"])]
    assert listed((old, made), failure("c1", "pdf")) == [("New", ["md"], ["pdf"], ["pdf"])]
    (row,) = rows(replace(WHOLE, builds=(made,), failures=(failure("c1", "pdf"),)))
    assert (row.build, row.findings) == (made, (ERROR, WARNING))


def test_several_failures_of_a_brief_are_one_row() -> None:
    made = build("c1", "md", title="New")
    other = failure("c1", "docx", finding=WARNING)
    assert listed((made,), failure("c1", "pdf"), other) == [("New", ["md"], [], ["pdf", "docx"])]
    (row,) = rows(replace(WHOLE, failures=(failure(None, "pdf", title=None), other)))
    assert (row.title, row.findings) == ("New", (ERROR, WARNING)), "one may know what the other does not"


def test_a_file_that_could_not_be_made_anew_is_not_offered_as_if_it_were() -> None:
    made = build("c1", "md", "docx", title="New")
    assert listed((made,), failure("c1", "docx")) == [("New", ["md"], ["docx"], ["docx"])]
    assert listed((made,), failure(None, "docx")) == [("New", ["md"], ["docx"], ["docx"])]


def test_the_row_that_had_the_file_is_the_one_that_failed() -> None:
    one, other = build("c1", "docx", title="New"), build("c1", "md", "html", title="New", findings=(WARNING,))
    assert listed((one, other), failure("c1", "md")) == [
        ("New", ["docx"], [], []),
        ("New", ["html"], ["md"], ["md"]),
    ]


def test_builds_of_an_earlier_state_are_no_rows_of_their_own() -> None:
    old, new = replace(build("c0", "md", "pdf"), state="superseded"), build("c1", "html", title="New")
    assert listed((old, new)) == [("New", ["html"], ["pdf", "md"], [])]
    assert listed((old,)) == [("X", [], ["pdf", "md"], [])], "that is all there is"


def test_what_is_gone_says_so() -> None:
    (row,) = rows(replace(WHOLE, builds=(replace(build("c0", "md", findings=(WARNING,)), state="gone"),)))
    assert (row.is_gone, row.title, row.files, row.findings) == (True, "X", (), ())
    assert [file.format for file in row.earlier] == ["md"]


def test_files_that_only_strict_does_not_let_pass_are_told_from_others() -> None:
    strict = replace(failure("c1", "md", finding=WARNING), strict=True)
    for made, why, lenient in (
        (build("c1", "md"), strict, True),
        (build("c0", "md"), strict, False),
        (build("c1", "md"), replace(strict, findings=(ERROR,)), False),
        (build("c1", "md"), replace(strict, strict=False), False),
    ):
        (row,) = rows(replace(WHOLE, builds=(made,), failures=(why,)))
        assert row.is_lenient is lenient


def test_a_row_has_all_markings_of_what_it_leads_to() -> None:
    old = replace(build("c0", "md"), marking="TLP:RED")
    made = replace(build("c1", "pdf"), marking="TLP:AMBER")
    (row,) = rows(replace(WHOLE, builds=(old,), failures=(failure("c1", "md"),)))
    assert row.markings == ("M", "TLP:RED")
    (row,) = rows(replace(WHOLE, builds=(old, made), failures=(failure("c1", "md"),)))
    assert row.markings == ("TLP:AMBER", "M", "TLP:RED")


def test_builds_of_the_same_content_at_different_times_keep_their_rows() -> None:
    one, other = build("c1", "md", title="New"), build("c1", "pdf", title="New", findings=(WARNING,))
    assert listed((one, other), failure("c1", "docx")) == [("New", ["md"], [], ["docx"]), ("New", ["pdf"], [], [])]


def test_other_briefs_have_rows_as_ever() -> None:
    other = replace(build("c0", "md", title="Other"), content=Input("content/a.yaml", "c0"))
    assert listed((other, build("c0", "md")), failure("c1", "md")) == [
        ("Other", ["md"], [], []),
        ("New", [], ["md"], ["md"]),
    ]
