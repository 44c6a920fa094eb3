"""The author's guide: whoever does what it says sees what it says."""

import re
from pathlib import Path

import pytest

from conftest import ROOT
from guide import Chapter, Reader, chapters

GUIDE = (ROOT / "docs" / "templates.md").read_text("utf-8")
CHAPTERS = chapters(GUIDE)


def _tried(chapter: Chapter) -> object:
    """Return a chapter as a parameter. To check templates takes long, and test_cli does it once anyway."""
    checks = any(fence.language == "sh" and "template check" in fence.text for fence in chapter.fences)
    return pytest.param(chapter, id=chapter.title, marks=[pytest.mark.thorough] if checks else [])


@pytest.mark.parametrize("chapter", [_tried(chapter) for chapter in CHAPTERS])
def test_a_chapter_is_true(chapter: Chapter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reader = Reader(tmp_path)
    if chapter.fences:
        for earlier in CHAPTERS[: CHAPTERS.index(chapter)]:
            reader.replay(earlier)
    reader.follow(chapter)
    if reader.wrong:
        pytest.fail("\n".join(["docs/templates.md", *reader.wrong]), pytrace=False)


def test_the_harness_notices_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (
        "## One\n```sh\nbriefgen init\n```\n```yaml a.yaml\na: b\n```\n```text page\nNot on the page\n```\n"
        "```text gone\nEasterley\n```\n```jinja try\n{{ brief.title }}\n```\n```markdown prints\nOther\n```\n"
        "```sh\nbriefgen build -t none\n```\n```text says\nx\n```\n<!-- holds: docx nowhere -->\n```what\n```\n"
    )
    reader = Reader(tmp_path)
    reader.follow(chapters(text)[0])
    assert [int(re.findall("line ([0-9]+)", said)[0]) for said in reader.wrong] == [5, 8, 11, 17, 20, 23, 26, 27]


def test_every_link_of_the_guide_leads_somewhere() -> None:
    headings = re.findall("^#+ (.*)$", GUIDE, re.MULTILINE)
    here = {re.sub(r"[^\w _-]", "", heading.lower()).replace(" ", "-") for heading in headings}
    reference = (ROOT / "docs" / "template-reference.md").read_text("utf-8")
    for link in re.findall(r'\]\(([^)]+)\)|src="([^"]+)"', re.sub("```.*?```", "", GUIDE, flags=re.DOTALL)):
        target, _, name = (link[0] or link[1]).partition("#")
        if target.startswith("http"):
            continue
        assert not target or (ROOT / "docs" / target).exists(), target
        if name and not target:
            assert name in here, name
        if name and target == "template-reference.md":
            assert re.search(f"^#+ {name.replace('-', '[ -]')}$", re.sub("[.]", "", reference), re.M | re.I), name
