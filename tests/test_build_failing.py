"""What is said of a brief that could not be built: that it failed, why, and nothing that may not be told."""

import hashlib
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from briefgen.account import Reading
from briefgen.build import Cache, Job, Options, Outcome, cache_of, plan, run
from briefgen.build.ledger import Ledger
from briefgen.build.work import perform
from briefgen.explain import explanations
from briefgen.files import write_whole
from briefgen.listing import is_begun
from briefgen.listing.page import page
from briefgen.manifest import as_data, is_whole, read
from briefgen.manifest.form import Failure, Manifest
from briefgen.manifest.rows import rows
from briefgen.manifest.schema import schema
from briefgen.problems import BriefgenError, Place, Problem, shown_path
from briefgen.project import Project, find
from briefgen.writers import Writer, writer

SOURCE = "The board decided on Monday. Its chair said nothing of the price of the old stone bridge at all.\n"
BRIEF = """\
title: A bridge
language: en-GB
as_of: 2026-05-04
status: final
version: "2"
marking: {scheme: tlp, label: "TLP:GREEN"}
sources: [{file: seeds/a.txt, redistribute: none}]
decisions: [{text: The board decided., evidence: The board decided}]
"""
WRONG = BRIEF.replace("evidence: The board decided", "evidence: The board chose")

Folder = Callable[[dict[str, str | bytes]], Path]


def built(root: Path, *names: str, cache: Cache | None = None, **options: Any) -> Manifest:
    project = find(root)
    briefs = [root / "content" / name for name in names] or project.briefs()
    outcomes = list(run(project, plan(project, briefs, Options(**{"formats": ("md",), **options})), cache=cache))
    assert [outcome.crash for outcome in outcomes if outcome.crash] == []
    data = (root / "output/manifest.json").read_bytes()
    jsonschema.validate(json.loads(data), schema())
    assert is_whole(data)
    return read(data)


def failed(manifest: Manifest) -> list[tuple[str, list[str], list[str]]]:
    """Return content file, codes and files of each failure."""
    return [
        (one.content, [finding.code for finding in one.findings], [file.file for file in one.files])
        for one in manifest.failures
    ]


def only(manifest: Manifest) -> Failure:
    (failure,) = manifest.failures
    return failure


@pytest.fixture
def root(folder: Folder) -> Path:
    return folder({"briefgen.yaml": "", "content/a.yaml": WRONG, "content/b.yaml": BRIEF, "seeds/a.txt": SOURCE})


def test_a_brief_that_was_never_built_is_told_of(root: Path) -> None:
    manifest = built(root)
    failure = only(manifest)
    assert (failure.title, failure.language, failure.marking, failure.status, failure.as_of, failure.version) == (
        "A bridge",
        "en-GB",
        "TLP:GREEN",
        "final",
        "2026-05-04",
        "2",
    )
    assert (failure.template, failure.strict) == ("memo", False)
    assert failed(manifest) == [("content/a.yaml", ["quotation-not-in-source"], ["a.md"])]
    (finding,) = failure.findings
    assert (finding.severity, finding.file, finding.line) == ("error", "content/a.yaml", 8)
    assert [build.content.file for build in manifest.builds] == ["content/b.yaml"]
    assert "quotation-not-in-source" in (root / "output/index.html").read_text("utf-8")


def test_it_is_over_once_the_brief_is_built(root: Path) -> None:
    first = built(root, "b.yaml")
    assert failed(built(root)) != []
    (root / "content/a.yaml").write_text(BRIEF)
    mended = built(root)
    assert mended.failures == ()
    assert [build.content.file for build in mended.builds] == ["content/a.yaml", "content/b.yaml"]
    assert b"failures" not in (root / "output/manifest.json").read_bytes()
    assert first.builds[0] == mended.builds[1]


def test_what_is_not_tried_stays_as_it_is_said(root: Path) -> None:
    (root / "output/a.html").mkdir(parents=True)
    (root / "content/a.yaml").write_text(BRIEF)
    said = [("content/a.yaml", ["cannot-write"], ["a.html"])]
    assert failed(built(root, "a.yaml", formats=("md", "html"))) == said
    assert failed(built(root, "b.yaml", formats=("md", "html"))) == said
    assert failed(built(root, "a.yaml")) == said
    (root / "output/a.html").rmdir()
    assert failed(built(root, "a.yaml", formats=("html",))) == []


def test_what_failed_of_another_state_is_past_once_the_new_one_is_built_or_fails(root: Path) -> None:
    assert failed(built(root, "a.yaml", formats=("md", "html")))[0][2] == ["a.html", "a.md"]
    (root / "content/a.yaml").write_text(WRONG.replace("title: A bridge", "title: A tower"))
    again = built(root, "a.yaml")
    assert failed(again) == [("content/a.yaml", ["quotation-not-in-source"], ["a.html", "a.md"])], "in one"
    assert only(again).title == "A tower"
    (root / "content/a.yaml").write_text(BRIEF)
    assert failed(built(root, "a.yaml")) == []


def test_one_whose_content_file_is_gone_has_failed_at_nothing(root: Path) -> None:
    built(root)
    (root / "content/a.yaml").unlink()
    assert failed(built(root)) == []


def test_one_that_is_a_link_to_nothing_has_failed(root: Path) -> None:
    (root / "content/a.yaml").unlink()
    (root / "content/a.yaml").symlink_to("nowhere.yaml")
    assert failed(built(root)) == [("content/a.yaml", ["no-such-file"], ["a.md"])]


def test_a_format_that_is_asked_for_once_may_fail_too(root: Path) -> None:
    (root / "briefgen.yaml").write_text("formats: [md]\n")
    assert failed(built(root, "a.yaml", formats=("html",)))[0][2] == ["a.html"]


def test_what_was_read_stays_where_it_was_read(root: Path) -> None:
    """An outcome travels from process to process, and is kept."""
    project = find(root)
    for job in plan(project, project.briefs(), Options(formats=("md",))):
        assert perform(project, job).reading == Reading()


def test_a_brief_that_does_not_load_is_called_by_its_title(root: Path) -> None:
    (root / "content/a.yaml").write_text(BRIEF.replace("decisions:", "desicions:"))
    project = find(root)
    (outcome,) = run(project, plan(project, [root / "content/a.yaml"], Options(formats=("md",))))
    assert outcome.title == "A bridge"


def test_nonsense_in_a_manifest_is_no_failure(root: Path) -> None:
    built(root)
    manifest = root / "output/manifest.json"
    for content in ("a" * 300, "a\0b", "content/" + "a/" * 3000, "\ud800"):
        raw = json.loads(manifest.read_bytes())
        raw["failures"] = [{**raw["failures"][0], "content": content}]
        manifest.write_text(json.dumps(raw))
        (root / "content/b.yaml").write_text(f"{BRIEF}# {content[:3]!r}{len(content)}\n")
        assert failed(built(root, "b.yaml")) == []
        built(root)


def test_a_failure_of_a_state_that_is_past_is_not_entered(root: Path) -> None:
    """Another build has mended it while this one was under way."""
    project = find(root)
    outcomes = run(project, plan(project, project.briefs(), Options(formats=("md",))))
    next(outcomes)
    (root / "content/a.yaml").write_text(BRIEF)
    built(root, "a.yaml")
    list(outcomes)
    assert failed(read((root / "output/manifest.json").read_bytes())) == []


def test_a_failure_stays_where_its_content_is_only_saved_again(root: Path) -> None:
    """Nobody has tried what it holds now."""
    built(root, "b.yaml")
    project = find(root)
    outcomes = run(project, plan(project, project.briefs(), Options(formats=("md",), force=True)))
    next(outcomes)
    (root / "content/a.yaml").write_text(f"{WRONG}# and more\n")
    list(outcomes)
    assert failed(read((root / "output/manifest.json").read_bytes())) == [
        ("content/a.yaml", ["quotation-not-in-source"], ["a.md"])
    ]


def test_one_format_that_fails_says_nothing_of_others(root: Path) -> None:
    (root / "output/a.docx").mkdir(parents=True)
    assert failed(built(root, "a.yaml", formats=("md", "html")))[0][2] == ["a.html", "a.md"]
    (root / "content/a.yaml").write_text(BRIEF)
    assert failed(built(root, "a.yaml", formats=("docx",))) == [
        ("content/a.yaml", ["sentence-not-used", "cannot-write"], ["a.docx"])
    ]


def test_a_list_is_not_current_while_what_failed_is_built(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(root, "a.yaml")
    (root / "content/a.yaml").write_text(BRIEF)
    begun: list[bool] = []

    def written(path: Path, data: bytes) -> os.stat_result:
        if path.name == "a.md":
            begun.append(is_begun((root / "output/index.html").read_bytes()))
        return write_whole(path, data)

    monkeypatch.setattr("briefgen.build.writing.write_whole", written)
    assert failed(built(root, "a.yaml")) == []
    assert begun == [True]


def test_mistakes_are_told_even_where_finding_out_what_may_be_told_takes_too_long(root: Path) -> None:
    (root / "briefgen.yaml").write_text("limits: {brief_seconds: 1}\n")
    for number in range(6):
        (root / f"seeds/s{number}.txt").write_text("The board decided on this and that. " * 40_000)
    names = ", ".join(f"seeds/s{number}.txt" for number in range(6))
    text = BRIEF.replace("{file: seeds/a.txt, redistribute: none}", names).replace("evidence:", "evidenc:")
    (root / "content/a.yaml").write_text(text)
    project = find(root)
    (outcome,) = run(project, plan(project, [root / "content/a.yaml"], Options(formats=("md",))))
    assert "unknown-key" in [problem.code for problem in outcome.problems]


def test_what_an_internal_error_says_is_not_published(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, **_: str) -> Writer:
        raise ValueError("/home/alice/.cache/x: bad")

    monkeypatch.setattr("briefgen.making.writer", broken)
    project = find(root)
    list(run(project, plan(project, [root / "content/b.yaml"], Options(formats=("md",)))))
    text = (root / "output/manifest.json").read_text("utf-8")
    assert "internal-error" in text
    assert "alice" not in text


def test_a_brief_that_is_built_anew_in_some_formats_has_the_others_of_an_earlier_state(root: Path) -> None:
    built(root, "b.yaml", formats=("md", "html"))
    (root / "content/b.yaml").write_text(BRIEF.replace("A bridge", "A tower"))
    (row,) = rows(built(root, "b.yaml", formats=("md",)))
    assert (row.title, [one.format for one in row.files], [one.format for one in row.earlier]) == (
        "A tower",
        ["md"],
        ["html"],
    )
    (row,) = rows(built(root, "b.yaml", formats=("html",)))
    assert ([one.format for one in row.files], row.earlier) == (["html", "md"], ())
    (root / "content/b.yaml").write_text(BRIEF)
    built(root, "b.yaml", formats=("md",))
    (root / "content/b.yaml").write_text(BRIEF.replace("A bridge", "A tower"))
    assert [one.format for one in rows(built(root, "b.yaml", formats=("md",)))[0].files] == ["html", "md"], "as before"


@pytest.mark.parametrize("cached", [False, True])
def test_a_brief_that_is_removed_or_renamed_is_gone(root: Path, cached: bool) -> None:
    (root / "content/a.yaml").write_text(BRIEF)

    def again() -> list[tuple[str, bool, list[str], list[str]]]:
        made = rows(built(root, cache=cache_of(find(root)) if cached else None))
        names = [([one.file for one in row.files], [one.file for one in row.earlier]) for row in made]
        return [(row.content, row.is_gone, *both) for row, both in zip(made, names, strict=True)]

    for _ in range(2):
        assert again() == [("content/a.yaml", False, ["a.md"], []), ("content/b.yaml", False, ["b.md"], [])]
    (root / "content/a.yaml").rename(root / "content/c.yaml")
    gone = [
        ("content/a.yaml", True, [], ["a.md"]),
        ("content/b.yaml", False, ["b.md"], []),
        ("content/c.yaml", False, ["c.md"], []),
    ]
    assert [again(), again()] == [gone, gone]
    (root / "content/c.yaml").rename(root / "content/a.yaml")
    assert again()[0] == ("content/a.yaml", False, ["a.md"], [])
    assert again()[1][:2] == ("content/b.yaml", False)
    (root / "output/c.md").unlink()
    (root / "content/a.yaml").unlink()
    (root / "output/a.md").unlink()
    assert again() == [("content/b.yaml", False, ["b.md"], [])]


def test_in_a_folder_that_is_not_the_projects_own_nobody_knows_what_is_gone(root: Path) -> None:
    (root / "content/a.yaml").write_text(BRIEF)
    project = find(root)
    for name in ("a", "b"):
        briefs = [root / f"content/{name}.yaml"]
        list(run(project, plan(project, briefs, Options(formats=("md",), output=root / "out"))))
        (root / "content/a.yaml").unlink(missing_ok=True)
    assert [row.is_gone for row in rows(read((root / "out/manifest.json").read_bytes()))] == [False, False]


def test_a_build_that_is_killed_loses_no_failure_of_another_brief(root: Path) -> None:
    built(root)
    killed = find(root)
    outcomes = run(killed, plan(killed, [root / "content/b.yaml"], Options(formats=("html",), force=True)))
    write = Ledger.wrote

    def dies(self: Ledger, name: str, written: os.stat_result) -> None:
        raise SystemExit

    Ledger.wrote = dies  # type: ignore[method-assign]
    try:
        with pytest.raises(SystemExit):
            next(outcomes)
    finally:
        Ledger.wrote = write  # type: ignore[method-assign]
    assert failed(built(root, "b.yaml")) == [("content/a.yaml", ["quotation-not-in-source"], ["a.md"])]


def test_a_format_that_nobody_wants_any_more_has_not_failed(root: Path) -> None:
    built(root, formats=("html", "md"))
    (root / "briefgen.yaml").write_text("formats: [md]\n")
    assert failed(built(root, "b.yaml"))[0][2] == ["a.md"]


def test_all_this_is_so_where_the_cache_knows_the_others(root: Path) -> None:
    """What is settled is not looked at again, so that it must hold what failed, too."""

    def again(*names: str) -> list[tuple[str, list[str], list[str]]]:
        return failed(built(root, *names, cache=cache_of(find(root))))

    said = [("content/a.yaml", ["quotation-not-in-source"], ["a.md"])]
    assert [again("b.yaml"), again(), again("b.yaml"), again("b.yaml")] == [[], said, said, said]
    (root / "content/a.yaml").unlink()
    assert again("b.yaml") == []


def test_documents_of_an_earlier_state_keep_what_is_true_of_them(root: Path) -> None:
    before = built(root, "b.yaml")
    (root / "content/b.yaml").write_text(WRONG)
    after = built(root, "b.yaml")
    assert after.builds == before.builds
    assert failed(after) == [("content/b.yaml", ["quotation-not-in-source"], ["b.md"])]


def test_only_the_format_that_could_not_be_made_has_failed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, **settings: str) -> Writer:
        if name == "html":
            raise OSError(28, "No space left on device")
        return writer(name, **settings)

    monkeypatch.setattr("briefgen.making.writer", broken)
    (root / "content/b.yaml").write_text(BRIEF.replace("bridge", "bridge that is mentioned nowhere else"))
    manifest = built(root, "b.yaml", formats=("md", "html"))
    assert failed(manifest) == [("content/b.yaml", ["system-refuses"], ["b.html"])]
    assert [file.file for build in manifest.builds for file in build.files] == ["b.md"]
    assert only(manifest).title == "A bridge that is mentioned nowhere else"


def test_where_no_format_could_be_made_all_that_was_found_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, **_: str) -> Writer:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("briefgen.making.writer", broken)
    manifest = built(root, "b.yaml")
    assert failed(manifest) == [("content/b.yaml", ["system-refuses", "sentence-not-used"], ["b.md"])]


def test_a_file_that_could_not_be_written_is_told_of(root: Path) -> None:
    built(root, "b.yaml", formats=("docx", "md"))
    word = root / "output/b.docx"
    word.write_bytes(b"an editor's work")
    manifest = built(root, "b.yaml", formats=("docx", "md"))
    assert failed(manifest) == [("content/b.yaml", ["edited-file"], ["b.docx"])]
    failure = only(manifest)
    (finding,) = failure.findings
    assert finding.file == "output/b.docx"
    digest = hashlib.sha256(BRIEF.encode()).hexdigest()
    assert failure.identified
    assert (failure.title, failure.template, failure.marking, failure.sha256) == (
        "A bridge",
        "memo",
        "TLP:GREEN",
        digest,
    )
    assert failed(built(root, "b.yaml", formats=("docx", "md"), force=True)) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [(BRIEF, ["sentence-not-used", "cannot-write"]), (WRONG, ["quotation-not-in-source", "cannot-write"])],
)
def test_that_the_manifest_cannot_be_written_is_told_where_nothing_else_tells_of_it(
    root: Path, text: str, codes: list[str]
) -> None:
    (root / "output").write_text("in the way")
    (root / "content/a.yaml").write_text(text)
    project = find(root)
    (outcome,) = run(project, plan(project, [root / "content/a.yaml"], Options(formats=("md",))))
    assert [problem.code for problem in outcome.problems] == codes


def test_warnings_that_failed_it_are_told_with_that_they_did(root: Path) -> None:
    (root / "content/b.yaml").write_text("title: A bridge\nsources: seeds/a.txt\ndecisions: [Something]\n")
    manifest = built(root, "b.yaml", strict=True)
    failure = only(manifest)
    assert failure.strict
    assert {finding.severity for finding in failure.findings} == {"warning"}
    text = page(manifest, {}, "0" * 64, pictured=False).decode()
    assert "Warnings count as errors here (--strict)." in text


def test_what_is_wrong_in_the_command_is_no_failure_of_a_brief(root: Path) -> None:
    built(root, "b.yaml")
    assert failed(built(root, "b.yaml", template="mmo")) == []
    assert failed(built(root, "b.yaml", overrides=("design.paper=A44",))) == []
    assert only(built(root, "a.yaml", template="one-pager")).template == "one-pager"
    (root / "content/a.yaml").write_text("title: A\n")
    assert only(built(root, "a.yaml", template="mmo")).template is None, "so far it did not come"


# --- What may be told -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("redistribute", ["full", "none"])
def test_no_words_are_told_that_may_not_be_passed_on(root: Path, redistribute: str) -> None:
    nearly = "evidence: Its chair said nothing of the prize of the old stone bridge at all"
    text = WRONG.replace("evidence: The board chose", nearly).replace(
        "redistribute: none", f"redistribute: {redistribute}"
    )
    (root / "content/a.yaml").write_text(text)
    (finding,) = only(built(root, "a.yaml")).findings
    said = f"{finding.message} {finding.remedy}"
    assert ("nothing of the «price» of the" in said) is (redistribute == "full"), said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title: A secret bridge\nsources: [seeds/a.txt]\nmarking: TLP:RED\nmarking: TLP:RED\n", "duplicate-key"),
        ('title: "A secret bridge', "yaml-syntax"),
        ("title: A secret bridge\nmarking: TLP:PINK\n", "bad-marking"),
        ("title: A secret bridge\nmarkng: TLP:RED\n", "unknown-key"),
        ("title: A secret bridge\nclassification: SECRET\n", "unknown-key"),
        ("- A secret bridge\n", "not-a-mapping"),
        ("", "empty-file"),
    ],
)
def test_where_nobody_knows_whether_it_is_marked_no_word_of_it_is_told(root: Path, text: str, code: str) -> None:
    (root / "content/a.yaml").write_text(text)
    failure = only(built(root, "a.yaml"))
    assert (failure.title, failure.marking, failure.language) == (None, None, None)
    assert not failure.identified
    (finding,) = (one for one in failure.findings if one.code == code)
    assert (finding.message, finding.remedy) == (explanations()[code].summary, None)
    for name in ("manifest.json", "index.html"):
        assert "secret" not in (root / "output" / name).read_text("utf-8").casefold()


@pytest.mark.parametrize("redistribute", ["full", "quotes", "anything"])
def test_words_of_a_source_are_kept_back_in_a_brief_that_does_not_load(root: Path, redistribute: str) -> None:
    text = BRIEF.replace("redistribute: none", f"redistribute: {redistribute}")
    (root / "content/a.yaml").write_text(f"{text}glossary: nothing of the price of the old stone bridge\n")
    failure = only(built(root, "a.yaml"))
    (finding,) = (one for one in failure.findings if one.line == 9)
    said = f"{finding.message} {finding.remedy}"
    assert ("the price of the old stone" in said) is (redistribute == "full"), said
    assert (failure.title, finding.code) == ("A bridge", "wrong-type")


def test_a_draft_tells_no_more_of_a_brief_than_another_build(root: Path, folder: Folder) -> None:
    folder({"templates/own/template.yaml": "extends: memo\n", "templates/own/memo.md.j2": "{{ nope.nope }}\n"})
    (root / "content/a.yaml").write_text(BRIEF.replace("TLP:GREEN", "TLP:PINK"))
    (root / "content/b.yaml").write_text(BRIEF)
    for draft in (True, False):
        wrong, right = built(root, template="own", draft=draft).failures
        assert (wrong.identified, wrong.title, right.identified, right.title) == (False, None, True, "A bridge")
    assert "bridge" not in json.dumps(as_data(wrong)).casefold()


def test_a_misspelt_key_that_is_meant_for_another_hides_nothing(root: Path) -> None:
    (root / "content/a.yaml").write_text(BRIEF.replace("decisions:", "desicions:"))
    failure = only(built(root, "a.yaml"))
    assert (failure.title, failure.marking) == ("A bridge", "TLP:GREEN")
    assert "'desicions'" in failure.findings[0].message


def test_what_is_wrong_in_the_head_is_left_out_of_it(root: Path) -> None:
    (root / "content/a.yaml").write_text(BRIEF.replace("2026-05-04", "soon").replace("en-GB", "English, please"))
    failure = only(built(root, "a.yaml"))
    assert (failure.title, failure.as_of, failure.language) == ("A bridge", None, None)


def test_a_title_that_is_missing_is_that_of_the_file_or_of_an_earlier_build(root: Path) -> None:
    unnamed = BRIEF.replace("title: A bridge\n", "").replace("TLP:GREEN", "TLP:RED")
    (root / "content/a.yaml").write_text(unnamed)
    (root / "content/b.yaml").write_text(BRIEF)
    built(root, "b.yaml")
    (root / "content/b.yaml").write_text(unnamed)
    manifest = built(root)
    assert [(one.identified, one.title, one.marking) for one in manifest.failures] == [(True, None, "TLP:RED")] * 2
    found = [(row.title, row.markings) for row in rows(manifest)]
    assert found == [("content/a.yaml", ("TLP:RED",)), ("A bridge", ("TLP:RED", "TLP:GREEN"))]


def test_a_link_out_of_the_project_is_told_of_without_what_it_leads_to(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "outside.yaml"
    outside.write_text(BRIEF.replace("A bridge", "A secret"))
    (root / "content/a.yaml").unlink()
    (root / "content/a.yaml").symlink_to(outside)
    failure = only(built(root, "a.yaml"))
    assert (failure.title, failure.sha256, [one.code for one in failure.findings]) == (None, None, ["path-outside"])
    assert str(outside.parent) not in (root / "output/manifest.json").read_text("utf-8")


def test_it_is_the_same_from_wherever_it_is_built(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = set()
    (root / "content/c.yaml").write_text(
        BRIEF.replace("text: The board decided.", "text: The board decided 12 things.")
    )
    (root / "output/d.md/inside").mkdir(parents=True)
    (root / "content/d.yaml").write_text(BRIEF)
    for working in (root, root / "content", root.parent):
        monkeypatch.chdir(working)
        built(root)
        made.add((root / "output/manifest.json").read_bytes())
        (root / "output/manifest.json").unlink()
    (data,) = made
    assert str(root).encode() not in data
    assert [(content, codes) for content, codes, _ in failed(read(data))] == [
        ("content/a.yaml", ["quotation-not-in-source"]),
        ("content/c.yaml", ["sentence-not-used", "number-changed"]),
        ("content/d.yaml", ["sentence-not-used", "cannot-write"]),
    ]


def test_a_file_that_was_not_there_and_cannot_be_written_is_named_from_the_project(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(path: Path, data: bytes) -> os.stat_result:
        problem = Problem(Place(shown_path(path)), "cannot-write", "the file cannot be written", "mend it")
        raise BriefgenError([problem])

    monkeypatch.setattr("briefgen.build.writing.write_whole", refuses)
    monkeypatch.chdir(root.parent)
    assert [one.file for one in only(built(root, "b.yaml")).findings] == ["content/b.yaml", "output/b.md"]


# --- By other processes -----------------------------------------------------------------------------------------------
def deadly(project: Project, job: Job, **settings: Any) -> Outcome:
    """Die of one brief."""
    if job.brief.name == "b.yaml":
        os.kill(os.getpid(), signal.SIGKILL)
    return perform(project, job, **settings)


@pytest.mark.xdist_group("processes")
def test_a_brief_whose_worker_dies_is_told_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.build._done", deadly)
    for name in "cdef":
        (root / f"content/{name}.yaml").write_text(WRONG)
    project = find(root)
    list(run(project, plan(project, project.briefs(), Options(formats=("pdf",))), workers=2))
    said = {content: codes for content, codes, _ in failed(read((root / "output/manifest.json").read_bytes()))}
    manifest = read((root / "output/manifest.json").read_bytes())
    (died,) = (one for one in manifest.failures if one.content == "content/b.yaml")
    assert died.findings[0].message == explanations()["worker-died"].summary, "who tells of it has read nothing"
    assert said.pop("content/b.yaml") == ["worker-died"]
    assert list(said.values()) == [["quotation-not-in-source"]] * 5
