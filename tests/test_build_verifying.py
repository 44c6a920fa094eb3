"""``briefgen verify``: every difference between what was built and what would be built is named, with its cause."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from briefgen.build import Options, plan, run
from briefgen.build.verifying import Verdict, verify
from briefgen.cli.verify import verify as command
from briefgen.problems import BriefgenError
from briefgen.project import find

Folder = Callable[[dict[str, str | bytes]], Path]

BRIEF = (
    "title: A bridge\nsources: [seeds/a.txt]\ndecisions: [{text: The board decided., evidence: The board decided}]\n"
)
OURS = "name: ours\ndescription: Ours\nextends: briefgen/memo\ndesign: {colours: {accent: '#102030'}}\n"


@pytest.fixture
def root(folder: Folder) -> Path:
    """Return a project that is built in the quickest format."""
    root = folder(
        {
            "briefgen.yaml": "formats: [md]\nindex: false\n",
            "content/a.yaml": BRIEF,
            "seeds/a.txt": "The board decided.\n",
            "templates/ours/template.yaml": OURS,
        }
    )
    built(root)
    return root


def built(root: Path, **options: Any) -> None:
    project = find(root)
    for outcome in run(project, plan(project, project.briefs(), Options(**options))):
        assert outcome.written, outcome.problems


def verified(root: Path) -> Verdict:
    project = find(root)
    return verify(project, project.output)


def said(verdict: Verdict) -> list[tuple[str, str]]:
    return [(Path(problem.place.file).name, problem.code) for problem in verdict.problems]


def test_what_is_as_it_was_built_is_verified_and_left_alone(root: Path) -> None:
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in (root / "output").iterdir()}
    verdict = verified(root)
    assert (verdict.verified, verdict.asked, verdict.problems) == (("a.md",), 1, ())
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in (root / "output").iterdir()} == before


def test_what_was_never_built_is_told_and_no_error(root: Path) -> None:
    (root / "content/b.yaml").write_text(BRIEF.replace("evidence: The", "evidence: No"))
    project = find(root)
    outcomes = list(run(project, plan(project, project.briefs(), Options())))
    assert [path.name for outcome in outcomes for path in outcome.written] == []
    verdict = verified(root)
    assert (verdict.verified, verdict.asked, said(verdict)) == (("a.md",), 1, [("b.md", "output-not-built")])
    assert [problem.severity for problem in verdict.problems] == ["note"]
    (root / "content/a.yaml").write_text(BRIEF.replace("evidence: The", "evidence: No"))
    list(run(project, plan(project, project.briefs(), Options())))
    assert said(verified(root)) == [("a.md", "output-not-rebuilt"), ("b.md", "output-not-built")]


def test_files_that_were_changed_are_gone_or_were_not_built(root: Path) -> None:
    built(root, formats=("docx",))
    (root / "output/a.docx").unlink()
    (root / "output/a.md").write_text("By hand.\n")
    (root / "output/b.md").write_text("By hand.\n")
    verdict = verified(root)
    assert said(verdict) == [("a.docx", "output-missing"), ("a.md", "output-changed"), ("b.md", "output-unknown")]
    assert verdict.verified == ()


@pytest.mark.parametrize(
    ("file", "text", "cause"),
    [
        ("content/a.yaml", BRIEF.replace("A bridge", "A road"), "content/a.yaml has changed"),
        ("seeds/a.txt", "The board decided. It did.\n", "seeds/a.txt has changed"),
        ("lexicon/zz.yaml", "language: zz\n", "lexicon is a new input"),
    ],
)
def test_an_input_that_has_changed_is_named(root: Path, file: str, text: str, cause: str) -> None:
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_text(text)
    # What is as it was is verified, whatever has changed: only what differs needs a cause.
    path = root / "output/a.md"
    _retell(root, "a.md", sha256=hashlib.sha256(path.read_bytes() + b"x").hexdigest())
    path.write_bytes(path.read_bytes() + b"x")
    (problem,) = (one for one in verified(root).problems if Path(one.place.file).name == "a.md")
    assert problem.code == "output-outdated"
    assert problem.message == f"the file would be another one now: {cause}"


def test_a_template_that_has_changed_is_named_with_the_token(root: Path) -> None:
    built(root, template="ours", formats=("docx",))
    (root / "templates/ours/template.yaml").write_text(OURS.replace("#102030", "#a02030"))
    (problem,) = verified(root).problems
    assert problem.message == (
        "the file would be another one now: the template ours has changed; "
        "design.colours.accent was #102030, and is #a02030"
    )


def test_what_was_asked_for_is_asked_for_again(root: Path) -> None:
    """A draft with values of the command, from a template that the brief does not name, and a brief that has errors."""
    (root / "content/a.yaml").write_text(BRIEF.replace("evidence: The board decided", "evidence: The board chose"))
    built(root, template="ours", draft=True, overrides=("design.colours.accent=#004400",))
    verdict = verified(root)
    assert (said(verdict), verdict.verified) == ([], ("a.md",))


@pytest.mark.thorough
def test_each_kind_of_pdf_is_asked_for_again(root: Path) -> None:
    built(root, formats=("pdf", "html"), attach=True, pdf_variant="plain")
    verdict = verified(root)
    assert (said(verdict), sorted(verdict.verified)) == ([], ["a.html", "a.md", "a.pdf"])


def test_a_brief_that_cannot_be_built_any_more(root: Path) -> None:
    (root / "seeds/a.txt").unlink()
    verdict = verified(root)
    assert said(verdict) == [("a.md", "output-not-rebuilt")]
    assert "seeds/a.txt" in verdict.problems[0].message


def test_other_bytes_of_the_same_inputs_are_a_bug(root: Path) -> None:
    (root / "output/a.md").write_text("Something else.\n")
    _retell(root, "a.md", sha256=hashlib.sha256(b"Something else.\n").hexdigest())
    assert said(verified(root)) == [("a.md", "output-not-reproducible")]


def test_a_date_of_the_environment_is_a_cause(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    problem = verified(root).problems[0]
    assert problem.message.endswith("now: SOURCE_DATE_EPOCH was not set, and is 1700000000")


@pytest.mark.parametrize(
    ("changes", "what"),
    [({"findings": []}, "findings"), ({"words": 9999}, "words"), ({"title": "Other"}, "title")],
)
def test_a_manifest_that_tells_other_things(root: Path, changes: dict[str, Any], what: str) -> None:
    (root / "content/a.yaml").write_text(BRIEF.replace(", evidence: The board decided", ""))
    built(root, formats=("md",))
    path = root / "output/manifest.json"
    whole = json.loads(path.read_bytes())
    (build,) = (one for one in whole["builds"] if one["findings"])
    build |= changes
    path.write_text(json.dumps(whole))
    (problem,) = (one for one in verified(root).problems if one.code == "manifest-changed")
    assert f"another {what} than" in problem.message


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"manifest": 1, "builds": []}', b'{"manifest": 2, "builds": [1]}']
)
def test_a_manifest_that_is_none(root: Path, data: bytes) -> None:
    (root / "output/manifest.json").write_bytes(data)
    with pytest.raises(BriefgenError) as error:
        verified(root)
    assert [problem.code for problem in error.value.problems] == ["bad-manifest"]


def _retell(root: Path, name: str, **changes: Any) -> None:
    """Have the manifest tell other things of a file."""
    path = root / "output/manifest.json"
    whole = json.loads(path.read_bytes())
    (file,) = (file for build in whole["builds"] for file in build["files"] if file["file"] == name)
    file |= changes
    path.write_text(json.dumps(whole))


# --- The command ------------------------------------------------------------------------------------------------------
def invoked(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(command, list(words), prog_name="briefgen verify")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_the_command(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert invoked() == (0, "", "1 of 1 files verified\n")
    (root / "output/a.md").unlink()
    code, out, err = invoked("--json", "output")
    assert (code, err) == (1, "")
    told = json.loads(out)
    assert told["verified"] == []
    assert [(one["file"], one["code"]) for one in told["problems"]] == [("output/a.md", "output-missing")]
    code, out, _ = invoked("--format", "github")
    assert (code, out.split(",")[0]) == (1, "::error file=output/a.md")
    code, _, err = invoked("seeds")
    assert (code, err.splitlines()[0]) == (
        1,
        "seeds/manifest.json: error: there is no manifest to verify the folder by [no-manifest]",
    )
