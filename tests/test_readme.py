"""What the README shows works as it stands there."""

import re
from pathlib import Path

from briefgen.build import Options, plan, run
from briefgen.project import find
from conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def block(language: str, holds: str) -> str:
    """Return the README's code block in a language that holds some words."""
    (found,) = [text for text in re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL) if holds in text]
    return str(found)


def test_the_smallest_brief_and_a_template_of_ones_own(tmp_path: Path) -> None:
    files = {
        "briefgen.yaml": "",
        "seeds/mill-library.txt": "The mill.",
        "content/mill.yaml": block("yaml", "briefgen: 1") + "extra: {our_view: We agree.}\n",
        "templates/ours/template.yaml": block("yaml", "extends: briefgen/memo"),
        "templates/ours/memo.md.j2": block("jinja", "extends"),
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "templates/ours/logo.png").write_bytes((ROOT / "docs/guide/logo.png").read_bytes())
    project = find(tmp_path)
    (outcome,) = run(project, plan(project, project.briefs(), Options(template="ours", formats=("md", "docx"))))
    assert {problem.code for problem in outcome.problems} == {"no-evidence"}
    text = (tmp_path / "output/mill.md").read_text("utf-8")
    assert "Note to the Minister" in text
    assert re.findall("^## (.*)$", text, re.MULTILINE) == [
        "Actors",
        "Key decisions",
        "Open questions",
        "Our view",
        "Sources",
    ]
    assert "We agree." in text


def test_every_file_that_the_readme_links_to_is_there() -> None:
    links = re.findall(r'\]\(([^)#]+)\)|src="([^"]+)"', README)
    assert len(links) > 5
    for link in (one or other for one, other in links):
        assert (ROOT / link).exists(), link
