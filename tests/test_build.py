"""Building: what is planned, what is written, and what is left alone."""

import io
import zipfile
from pathlib import Path

import pytest

from briefgen.build import Options, Outcome, plan, run
from briefgen.problems import BriefgenError
from briefgen.project import find
from briefgen.writers.docx.fingerprint import untouched

BRIEF = (
    "title: A bridge\nsources: [seeds/a.txt]\ndecisions: [{text: The board decided., evidence: The board decided}]\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {
        "briefgen.yaml": "",
        "content/a.yaml": BRIEF,
        "seeds/a.txt": "The board decided.\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def build(root: Path, *names: str, **options: object) -> list[Outcome]:
    found = find(root)
    briefs = [root / "content" / name for name in names] or found.briefs()
    return list(run(found, plan(found, briefs, Options(**options))))  # type: ignore[arg-type]


def codes(outcomes: list[Outcome]) -> list[str]:
    return [problem.code for outcome in outcomes for problem in outcome.problems]


def test_every_format_of_every_brief_is_built(project: Path) -> None:
    (project / "content/b.yaml").write_text(BRIEF, "utf-8")
    outcomes = build(project)
    assert codes(outcomes) == []
    written = [path.relative_to(project).as_posix() for outcome in outcomes for path in outcome.written]
    assert written == [f"output/{name}.{form}" for name in "ab" for form in ("docx", "pdf", "md")]
    assert sorted(path.name for path in (project / "output").iterdir()) == sorted(Path(name).name for name in written)


def test_a_brief_that_fails_does_not_stop_the_others_and_writes_nothing(project: Path) -> None:
    (project / "content/aa.yaml").write_text(BRIEF.replace("evidence: The board decided", "evidence: The board chose"))
    (project / "content/b.yaml").write_text("titel: x\n")
    (project / "content/c.yaml").write_text(BRIEF.replace("seeds/a.txt", "seeds/none.txt"))
    outcomes = build(project, formats=("md",))
    assert [[path.name for path in outcome.written] for outcome in outcomes] == [["a.md"], [], [], []]
    assert [[problem.code for problem in outcome.problems] for outcome in outcomes] == [
        [],
        ["quotation-not-in-source"],
        ["missing-key", "missing-key", "unknown-key"],
        ["no-such-file"],
    ]


def test_warnings_fail_only_when_strict(project: Path) -> None:
    (project / "content/a.yaml").write_text("title: A\nsources: [seeds/a.txt]\ndecisions: [Something]\n")
    assert [len(outcome.written) for outcome in build(project, formats=("md",))] == [1]
    assert [len(outcome.written) for outcome in build(project, formats=("md",), strict=True)] == [0]


def test_a_draft_is_made_of_whatever_there_is(project: Path) -> None:
    (project / "content/a.yaml").write_text("decisions: [{text: One, commitment: decide}]\n")
    (outcome,) = build(project, formats=("md", "docx"), draft=True)
    assert [path.name for path in outcome.written] == ["a.md", "a.docx"]
    text = (project / "output/a.md").read_text("utf-8")
    assert "\\[title: missing\\]" in text or "[title: missing]" in text
    assert "Draft" in text
    assert "the key 'title' is missing" in text


def test_a_word_file_that_was_edited_is_left_alone(project: Path) -> None:
    build(project, formats=("docx",))
    path = project / "output/a.docx"
    built = path.read_bytes()
    assert untouched(built)
    (outcome,) = build(project, formats=("docx",))
    assert outcome.written == [path]
    edited = _with_text_changed(built)
    path.write_bytes(edited)
    (outcome,) = build(project, formats=("docx", "md"))
    assert [problem.code for problem in outcome.problems] == ["edited-file"]
    assert [made.name for made in outcome.written] == ["a.md"]
    assert path.read_bytes() == edited
    build(project, formats=("docx",), force=True)
    assert path.read_bytes() == built


def _with_text_changed(data: bytes) -> bytes:
    """Save a Word file as Word would: other bytes, other text, the same custom properties."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"The board decided.", b"The board did not decide."))
    return changed.getvalue()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"plain text"])
def test_what_is_not_a_word_file_of_ours_is_left_alone(project: Path, data: bytes) -> None:
    path = project / "output/a.docx"
    path.parent.mkdir()
    path.write_bytes(data)
    (outcome,) = build(project, formats=("docx",))
    assert [problem.code for problem in outcome.problems] == ["edited-file"]
    assert path.read_bytes() == data


def test_briefs_whose_files_would_have_one_name_are_refused(project: Path) -> None:
    (project / "content/A.yml").write_text(BRIEF, "utf-8")
    with pytest.raises(BriefgenError) as error:
        build(project)
    assert [problem.code for problem in error.value.problems] == ["same-name"]


def test_unknown_formats_and_templates_are_named(project: Path) -> None:
    with pytest.raises(BriefgenError) as error:
        build(project, formats=("docx", "pfd", "mdx"))
    assert [(problem.message, problem.remedy) for problem in error.value.problems] == [
        ("there is no format 'pfd'", "did you mean 'pdf'?"),
        ("there is no format 'mdx'", "did you mean 'md'?"),
    ]
    (outcome,) = build(project, formats=("md",), template="mem")
    (problem,) = outcome.problems
    assert (problem.code, problem.remedy) == ("unknown-template", "did you mean 'memo'?")


def test_an_output_folder_that_is_a_file_is_named(project: Path) -> None:
    (project / "output").write_text("in the way")
    (outcome,) = build(project, formats=("md",))
    assert [problem.code for problem in outcome.problems] == ["cannot-write"]
    assert outcome.written == []


def test_a_template_of_the_project_that_extends_the_shipped_one(project: Path) -> None:
    folder = project / "templates/ours"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(
        "name: ours\ndescription: Ours\nextends: briefgen/memo\nlabels:\n  en: {kind: Note to the Minister}\n"
    )
    (outcome,) = build(project, formats=("md",), template="ours")
    assert outcome.problems == []
    text = (project / "output/a.md").read_text("utf-8")
    assert "Note to the Minister" in text
    assert "## Key decisions" in text


def test_the_stages_are_timed(project: Path) -> None:
    (outcome,) = build(project, formats=("md",))
    assert list(outcome.seconds) == ["check", "render", "parse", "write md"]
    assert all(seconds >= 0 for seconds in outcome.seconds.values())
