"""Pictures that a template names and does not have are found by a check."""

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.build import Options, inspections, plan, run
from briefgen.project import find

Folder = Callable[[dict[str, str | bytes]], Path]
FILES: dict[str, str | bytes] = {
    "briefgen.yaml": "template: own\n",
    "s.txt": "The board decided.",
    "content/x.yaml": "title: T\nsources: s.txt\ndecisions: [{text: The board decided., evidence: The board decided}]",
    "templates/own/template.yaml": "name: own\ndescription: Ours\nextends: briefgen/memo\ndocument: own.md.j2\n",
    "templates/own/own.md.j2": "# {{ brief.title }}\n\n![Our sign](sign.png)\n\n![Our sign](sign.png)\n",
}


@pytest.mark.parametrize("draft", [False, True])
def test_a_check_sees_what_a_build_sees(folder: Folder, draft: bool) -> None:
    project = find(folder(FILES))
    briefs = project.briefs()
    (checked,) = run(project, inspections(briefs))
    (built,) = run(project, plan(project, briefs, Options(formats=("md", "html", "pdf"), draft=draft)))
    for outcome in (checked, built):
        found = [(problem.code, problem.place.file, problem.place.line) for problem in outcome.problems]
        assert found == [("missing-picture", "templates/own/own.md.j2", line) for line in (3, 5)]
    assert len(built.written) == (3 if draft else 1)
