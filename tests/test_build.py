"""Building: what is planned, what is written, and what is left alone."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import reading_back
from briefgen.build import Options, Outcome, plan, run
from briefgen.problems import BriefgenError, failing
from briefgen.project import find
from briefgen.writers import WRITERS, Writer, writer
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
    assert written == [f"output/{name}.{form}" for name in "ab" for form in ("docx", "pdf", "md", "html")]
    made = [*(Path(name).name for name in written), "index.html", "manifest.json"]
    assert sorted(path.name for path in (project / "output").iterdir()) == sorted(made)


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
    assert "the key ‘title’ is missing" in text


def test_a_word_file_that_was_edited_is_left_alone(project: Path) -> None:
    build(project, formats=("docx",))
    path = project / "output/a.docx"
    built = path.read_bytes()
    assert untouched(built)
    (outcome,) = build(project, formats=("docx",))
    assert (outcome.written, outcome.unchanged) == ([], [path])
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
    assert list(outcome.seconds) == ["check", "compose", "write md"]
    assert all(seconds >= 0 for seconds in outcome.seconds.values())


# --- Acknowledgements -------------------------------------------------------------------------------------------------
BARE = "title: A bridge\nsources: [seeds/a.txt]\ndecisions: [{id: D1, text: Something.}]\n"
REASON = "Zwiebelfisch asked the mayor."
ACCEPTED = f"{BARE}accept: [{{code: no-evidence, entry: D1, reason: {REASON}}}]\n"


def test_a_warning_that_is_acknowledged_does_not_fail(project: Path) -> None:
    (project / "content/a.yaml").write_text(BARE)
    (outcome,) = build(project, formats=("md",), strict=True)
    assert (codes([outcome]), len(outcome.written)) == (["no-evidence"], 0)
    (project / "content/a.yaml").write_text(ACCEPTED)
    (outcome,) = build(project, formats=("md",), strict=True)
    assert [(problem.accepted, problem.entry) for problem in outcome.problems] == [(REASON, "D1")]
    assert len(outcome.written) == 1
    assert not failing(outcome.problems, strict=True)


@pytest.mark.parametrize(
    ("acknowledgement", "code", "written"),
    [
        ("{code: no-evidense, reason: x}", "unknown-code", 0),
        ("{code: source-changed, reason: x}", "cannot-accept", 0),
        ("{code: no-grounds, reason: x}", "accept-not-needed", 1),
    ],
)
def test_an_acknowledgement_that_cannot_stand(project: Path, acknowledgement: str, code: str, written: int) -> None:
    (project / "content/a.yaml").write_text(f"{BRIEF}accept: {acknowledgement}\n")
    (outcome,) = build(project, formats=("md",))
    assert (codes([outcome]), len(outcome.written)) == ([code], written)


def test_what_the_template_and_the_writers_find_can_be_acknowledged(project: Path) -> None:
    folder = project / "templates/own"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(
        "name: own\ndescription: Ours\nextends: briefgen/memo\ndesign: {faces: {sans: {pdf: Neverseen Sans}}}\n"
    )
    (folder / "memo.md.j2").write_text(
        "# {{ brief.title }}\n\n## Nothing\n\n## Decisions\n\n{{ brief.decisions[0].text }}\n"
    )
    accept = "".join(
        f"  - {{code: {code}, reason: Known.}}\n" for code in ("labels-missing", "empty-section", "face-not-installed")
    )
    (project / "content/a.yaml").write_text(f"{BRIEF}language: cs\ntemplate: own\naccept:\n{accept}")
    (outcome,) = build(project, formats=("md", "pdf"), strict=True)
    assert {problem.code for problem in outcome.problems if problem.accepted} == {
        "labels-missing",
        "empty-section",
        "face-not-installed",
    }
    assert len(outcome.written) == 2
    assert "accept-not-needed" not in codes(build(project, formats=("md",))), "another format may need it"


def test_where_a_source_cannot_be_read_no_acknowledgement_is_in_vain(project: Path) -> None:
    brief = BRIEF.replace("[seeds/a.txt]", "[{id: s, file: seeds/a.txt}, {id: t, file: seeds/none.txt}]")
    (project / "content/a.yaml").write_text(
        brief.replace("evidence: The", "evidence: {source: s, exact: The").replace("decided}]", "decided}}]")
        + "accept: {code: hedge-lost, reason: x}\n"
    )
    assert codes(build(project, formats=("md",))) == ["no-such-file"]


@pytest.mark.parametrize("draft", [False, True])
def test_a_reason_is_in_no_document(project: Path, draft: bool) -> None:
    """Acknowledgements are for colleagues: neither text nor properties nor attachments hold them."""
    (project / "content/a.yaml").write_text(ACCEPTED.replace("Something.", "Sesam opens."))
    (outcome,) = build(project, formats=tuple(WRITERS), draft=draft, force=True)
    assert [path.suffix[1:] for path in outcome.written] == list(WRITERS)
    for path in outcome.written:
        inside = list(everything_in(path))
        assert any("Sesam" in text for text in inside), f"{path.name} cannot be searched"
        assert not any("Zwiebelfisch" in text or "no-evidence" in text for text in inside), path.name
        assert not any("no evidence for" in text for text in inside), "it is done with, and not in the draft's box"


def everything_in(path: Path) -> Iterator[str]:
    """Yield all that can be read in a document, by its parts."""
    data = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield from (package.read(name).decode("utf-8", "replace") for name in package.namelist())
    elif path.suffix == ".pdf":
        yield reading_back.pdf(path).text
        with pikepdf.open(path) as pdf:
            yield from (
                item.read_bytes().decode("utf-8", "replace") for item in pdf.objects if isinstance(item, pikepdf.Stream)
            )
            yield from map(str, pdf.docinfo.values())
    else:
        yield data.decode()


# --- The manifest -----------------------------------------------------------------------------------------------------
def manifest(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "manifest.json").read_text("utf-8"))["builds"]
    return found


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_manifest_says_what_was_built_from_what(project: Path) -> None:
    (project / "content/a.yaml").write_text(ACCEPTED)
    (outcome,) = build(project)
    (entry,) = manifest(project / "output")
    assert entry["content"] == {"file": "content/a.yaml", "sha256": sha256(project / "content/a.yaml")}
    assert entry["sources"] == [{"file": "seeds/a.txt", "sha256": sha256(project / "seeds/a.txt")}]
    assert [(one["severity"], one["code"], one["acknowledged"]) for one in entry["findings"]] == [
        ("warning", "no-evidence", True)
    ]
    assert entry["acknowledgements"] == [{"code": "no-evidence", "entry": "D1", "reason": REASON}]
    assert {file["file"]: file["sha256"] for file in entry["files"]} == {
        path.name: sha256(path) for path in outcome.written
    }
    assert [path.name for path in outcome.written] == [f"a.{form}" for form in WRITERS], "the manifest is not counted"


def test_the_manifest_is_the_same_wherever_the_project_lies(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(project, formats=("md",))
    other = tmp_path_factory.mktemp("other") / "deep"
    project.rename(other)
    first = (other / "output/manifest.json").read_bytes()
    (other / "output/manifest.json").unlink()
    monkeypatch.chdir(other / "content")
    build(other, formats=("md",))
    assert (other / "output/manifest.json").read_bytes() == first


def test_building_one_brief_keeps_the_entries_of_the_others(project: Path) -> None:
    (project / "content/b.yaml").write_text(BRIEF, "utf-8")
    build(project, formats=("md",))
    whole = (project / "output/manifest.json").read_bytes()
    build(project, "a.yaml", formats=("md",))
    assert (project / "output/manifest.json").read_bytes() == whole
    (project / "output/b.md").unlink()
    build(project, "a.yaml", formats=("md",))
    assert [entry["content"]["file"] for entry in manifest(project / "output")] == ["content/a.yaml"]


def test_what_was_not_written_anew_keeps_its_entry(project: Path) -> None:
    build(project, formats=("md", "docx"))
    old = sha256(project / "content/a.yaml")
    path = project / "output/a.docx"
    path.write_bytes(_with_text_changed(path.read_bytes()))
    (project / "content/a.yaml").write_text(BRIEF.replace("A bridge", "Another bridge"))
    build(project, formats=("md", "docx"))
    assert [
        (one["content"]["sha256"] == old, [file["file"] for file in one["files"]]) for one in manifest(path.parent)
    ] == [
        (True, ["a.docx"]),
        (False, ["a.md"]),
    ]


def test_a_brief_that_fails_keeps_what_is_said_of_its_last_documents(project: Path) -> None:
    build(project, formats=("md",))
    before = json.loads((project / "output/manifest.json").read_bytes())
    (project / "content/a.yaml").write_text("title: x\n")
    build(project, formats=("md",))
    after = json.loads((project / "output/manifest.json").read_bytes())
    (failure,) = after.pop("failures")
    assert after == before
    assert (failure["content"], failure["title"], failure["files"]) == (
        "content/a.yaml",
        "x",
        [{"file": "a.md", "format": "md"}],
    )


def test_what_was_written_before_a_bug_is_recorded(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> Writer:
        if name == "docx":
            raise ZeroDivisionError
        return writer(name)

    monkeypatch.setattr("briefgen.making.writer", broken)
    (outcome,) = build(project, formats=("md", "docx"))
    assert codes([outcome]) == ["internal-error"]
    assert [file["file"] for entry in manifest(project / "output") for file in entry["files"]] == ["a.md"]


def test_the_manifest_stands_where_the_documents_do(project: Path) -> None:
    build(project, formats=("md",), output=project / "elsewhere", draft=True)
    (entry,) = manifest(project / "elsewhere")
    assert entry["asked"] == {"draft": True}
    assert not (project / "output").exists()


def test_outside_a_project_there_is_none(project: Path) -> None:
    (project / "briefgen.yaml").unlink()
    build(project, "a.yaml", formats=("md",), output=project / "out")
    assert [path.name for path in (project / "out").iterdir()] == ["a.md"]


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b'{"manifest": 1, "builds": [{"files": 1}]}'])
def test_a_manifest_that_is_none_is_replaced(project: Path, data: bytes) -> None:
    (project / "output").mkdir()
    (project / "output/manifest.json").write_bytes(data)
    (outcome,) = build(project, formats=("md",))
    assert outcome.problems == []
    assert [entry["content"]["file"] for entry in manifest(project / "output")] == ["content/a.yaml"]


def test_a_manifest_that_cannot_be_written_is_named(project: Path) -> None:
    (project / "output/manifest.json").mkdir(parents=True)
    (outcome,) = build(project, formats=("md",))
    assert codes([outcome]) == ["cannot-write"]
    assert [path.name for path in outcome.written] == ["a.md"]
