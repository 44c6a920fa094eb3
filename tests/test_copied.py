"""What a copy says of its original."""

from collections.abc import Callable
from pathlib import Path

from briefgen.copied import fingerprints, moved_on, stamp
from briefgen.problems import COMMAND_LINE
from briefgen.project import find, shipped_templates
from briefgen.template import find as find_template

Folder = Callable[[dict[str, str | bytes]], Path]


def test_a_fingerprint_is_that_of_the_bytes(folder: Folder) -> None:
    root = folder({"briefgen.yaml": "", "templates/own/template.yaml": "name: own\ndescription: O\nextends: memo\n"})
    own = find_template("own", (root / "templates",), shipped_templates(), COMMAND_LINE)
    before = fingerprints(own)
    assert list(before) == sorted(before)
    assert {"own/template.yaml", "memo/template.yaml", "memo/memo.md.j2"} <= set(before)
    (root / "templates/own/.notes").write_text("hidden", "utf-8")
    assert fingerprints(own) == before
    (root / "templates/own/print.css").write_text("p {}", "utf-8")
    assert set(fingerprints(own)) - set(before) == {"own/print.css"}
    assert stamp("own", own)["template"] == "own"
    assert moved_on(find(root), own) == [], "it is no copy"
