"""What editors do with templates: list them, start them, try them out."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.files import write_folder
from briefgen.model import Brief
from briefgen.problems import BriefgenError, Place, Problem
from briefgen.project import Limits, find
from briefgen.render import render
from briefgen.specimens import trials
from briefgen.template import Template
from briefgen.workshop.catalogue import catalogue, chosen
from briefgen.workshop.portrait import Portrait, as_data, in_words, portrait
from briefgen.workshop.proof import Trial, proved
from briefgen.workshop.starting import start_from_letterhead, start_template
from conftest import ROOT
from docx_samples import png

Folder = Callable[[dict[str, str | bytes]], Path]
OWN = "name: own\ndescription: Ours\nextends: briefgen/memo\n"


# --- list -------------------------------------------------------------------------------------------------------------
def test_a_template_of_a_shipped_name_stands_before_it(folder: Folder) -> None:
    folder({"briefgen.yaml": "", "templates/memo/template.yaml": OWN.replace("own", "memo", 1)})
    own, *others = catalogue(find(Path()))
    (theirs,) = (one for one in others if one.name == "memo")
    assert (own.shadows, own.shadowed, own.full_name, own.description) == (True, False, "memo", "Ours")
    assert (theirs.shadows, theirs.shadowed, theirs.full_name) == (False, True, "briefgen/memo")
    assert own.template is not None
    assert own.template.folders[1] == theirs.folder


def test_the_shipped_ones_are_not_listed_twice_where_they_stand() -> None:
    found = [one.name for one in catalogue(find(ROOT))]
    assert sorted(set(found)) == sorted(found)


# --- show -------------------------------------------------------------------------------------------------------------
SHORT: dict[str, str | bytes] = {
    "briefgen.yaml": "",
    "templates/short/template.yaml": "name: short\ndescription: Short\nextends: briefgen/memo\ndocument: short.md.j2\n"
    "labels: {fi: {decisions: Päätökset}}\n",
    "templates/short/short.md.j2": """\
# {{ brief.title }}

{% for item in brief.decisions %}
- {{ item.text }}{{ note(item) }}{% if item.attribution is stated %} ({{ item.attribution.verb }}){% endif %}

{% endfor %}
## {{ labels.actors }}

{% for actor in brief.actors %}
- {{ actor.label }}{% if actor.kind == 'person' %}, {{ actor.role }}{% endif %}

{% endfor %}
{% block coda %}
### Who wrote it

{{ brief.header.drafter or brief.header.contact or '–' }}
{% endblock %}
""",
}


def _portrait(root: Path, name: str) -> Portrait:
    (one,) = chosen(find(root), [name])
    assert one.template is not None
    return portrait(one.template)


def test_what_a_template_prints_in_order_and_what_it_leaves_out(folder: Folder) -> None:
    one = _portrait(folder(SHORT), "short")
    assert [(part.heading, part.level, part.tops) for part in one.sections] == [
        ("(title)", 1, ("title", "decisions")),
        ("Actors", 2, ("actors",)),
        ("Who wrote it", 3, ("header",)),
    ]
    assert list(one.needs) == ["title", "sources"]
    assert {"timeline", "header.to", "actors.side", "decisions.commitment", "decisions.attribution.occasion"} <= (
        set(one.left_out)
    )
    used = {"title", "decisions", "decisions.text", "decisions.evidence", "decisions.evidence.exact", "actors.kind"}
    used |= {"actors.name", "actors.descriptor", "actors.role", "header", "header.drafter", "sources.label"}
    assert set(one.left_out) & used == set()
    assert not any(field.startswith("timeline.") for field in one.left_out), "said once, as a whole"
    assert [part.name for part in one.parts] == ["coda"]


def test_no_field_of_the_model_is_neither_used_nor_left_out(folder: Folder) -> None:
    """A template that prints one word leaves out every field that there is."""
    files = SHORT | {"templates/short/short.md.j2": "Words\n"}
    left_out = _portrait(folder(files), "short").left_out
    never = {"briefgen", "template", "language", "accept"}
    assert {field.partition(".")[0] for field in left_out} | never == set(Brief.model_fields)


def test_a_template_in_words(folder: Folder) -> None:
    said = "\n".join(in_words(_portrait(folder(SHORT), "short")))
    assert "  title    What happened, in one line.\n" in said
    assert re.search(r"^    Actors +actors$", said, re.MULTILINE)
    assert "\n  fi  " in said
    assert re.search("fi +[0-9]+ of [0-9]+ missing, printed in English: [a-z-]+, ", said)
    assert re.search(r"^  short.md.j2 +templates/short$", said, re.MULTILINE)
    assert re.search(r"^  template.yaml +templates/short, over briefgen/memo$", said, re.MULTILINE)
    assert re.search(r"^  in decisions +attribution.actor, attribution.occasion, commitment, ", said, re.MULTILINE)
    assert "  coda  templates/short/short.md.j2:13" in said


@pytest.mark.parametrize("name", [one.name for one in catalogue(find(ROOT))])
def test_every_shipped_template_can_be_looked_over(name: str) -> None:
    one = _portrait(ROOT, name)
    assert json.loads(json.dumps(as_data(one)))["name"] == name
    assert len(one.sections) > 2
    assert one.left_out


# --- check ------------------------------------------------------------------------------------------------------------
FLAWED: dict[str, str | bytes] = {
    "briefgen.yaml": "",
    "templates/flawed/template.yaml": """\
name: flawed
description: Much is wrong with it
extends: briefgen/memo
labels: {en: {spare: Spare, kind: Memo}, fi: {kind: Muistio, spare: Vara}}
design:
  colours: {gold: "#aa8800"}
  styles: {fancy: {bold: true}}
""",
    "templates/flawed/memo.md.j2": """\
{% extends "briefgen/memo/memo.md.j2" %}
{% block next_steps %}
## {{ labels.next_steps }}

{# labels.spare was here #}
{% for item in brief.next_steps %}
::: nowhere
{{ item.text }}
:::

{% endfor %}
{% endblock %}
""",
    "templates/flawed/print.css": """\
.kickr { color: red }
.kicker, h7 { colour: red; color: var(--acent) }
a:hover, .kicker::before { color: var(--no, red) }
.speaker { visibility: hidden }
@media print { .detail p { color: blurple } .gone { color: red } }
""",
    "templates/flawed/logo.png": png(1, 1),
}


def test_everything_that_is_wrong_is_said_once_with_its_place(folder: Folder) -> None:
    (proof,) = proved(find(folder(FLAWED)))
    said = [(problem.place, problem.code) for problem in proof.problems]
    assert len(set(said)) == len(said)
    css, settings, wording = (f"templates/flawed/{name}" for name in ("print.css", "template.yaml", "memo.md.j2"))
    found = {(place.file, place.line, code) for place, code in said}
    assert found == {
        (css, 1, "css-no-effect"),
        (css, 2, "css-no-effect"),
        (css, 2, "css-unknown-name"),
        (css, 2, "pdf-warning"),
        (css, 4, "css-hides-words"),
        (css, 5, "css-no-effect"),
        (css, 5, "pdf-warning"),
        (settings, 6, "never-used"),
        (settings, 7, "never-used"),
        (wording, 7, "unknown-container"),
        (wording, 3, "empty-section"),
        ("templates/flawed/logo.png", 0, "never-used"),
    }
    lines = {problem.code: problem.excerpt for problem in proof.problems if problem.place.line}
    assert lines["unknown-container"].startswith("::: nowhere")
    assert lines["css-hides-words"].startswith(".speaker")
    assert set(proof.formats) == {"docx", "pdf", "md", "html"}


def test_a_template_that_prints_nothing_of_a_brief(folder: Folder) -> None:
    files = {"briefgen.yaml": "", "templates/own/template.yaml": OWN, "templates/own/memo.md.j2": "{{ labels.kind }}\n"}
    (one,) = chosen(find(folder({**files})), [])
    assert one.template is not None
    trial = Trial(one.template, Limits())
    trial.look_over()
    assert [problem.code for problem in trial.found] == ["prints-nothing"]


def test_a_template_that_never_ends_is_tried_once(folder: Folder) -> None:
    endless = "{% for i in range(99999) %}{% for i in range(99999) %}{% endfor %}{% endfor %}\n"
    settings = "limits: {seconds: 1}\n"
    files = {"briefgen.yaml": settings, "templates/own/template.yaml": OWN, "templates/own/memo.md.j2": endless}
    (proof,) = proved(find(folder({**files})))
    assert [(problem.code, problem.place.line) for problem in proof.problems] == [("template-too-slow", 1)]


def test_one_mistake_in_many_documents_is_one_problem() -> None:
    (one,) = chosen(find(ROOT), ["memo"])
    assert one.template is not None
    trial = Trial(one.template, Limits())
    first, second, other = Place("a.css", 1), Place("a.css", 2), Place("b.css", 1)
    trial.take([Problem(first, "x-y", "one word"), Problem(first, "x-y", "another word")])
    trial.take(
        [Problem(first, "x-y", "a third"), Problem(second, "x-y", "one word"), Problem(other, "x-y", "one word")]
    )
    assert [(problem.place, problem.message) for problem in trial.found] == [
        (first, "one word"),
        (first, "another word"),
        (second, "one word"),
        (other, "one word"),
    ]


# --- new --------------------------------------------------------------------------------------------------------------
def test_a_new_template_prints_what_its_original_prints(folder: Folder) -> None:
    """With and without the example taken up."""
    root = folder({"briefgen.yaml": ""})
    start_template(find(root), "ours", "memo")
    ours, memo = (one.template for one in chosen(find(root), ["ours", "memo"]))
    assert ours is not None
    assert memo is not None
    case = trials("en")[1].case
    expected = render(case, memo).markdown
    assert render(case, ours).markdown == expected
    wording = root / "templates/ours/memo.md.j2"
    taken_up = wording.read_text("utf-8").replace("stands now:\n", "stands now: #}\n")
    assert taken_up.endswith("{% endblock %}\n#}\n")
    wording.write_text(taken_up.removesuffix("#}\n"), "utf-8")
    assert render(case, ours).markdown == expected


def test_a_letterhead_becomes_a_template(folder: Folder) -> None:
    letterhead = (ROOT / "tests/cases/letterheads/wasseramt.docx").read_bytes()
    root = folder({"briefgen.yaml": "", "head.docx": letterhead, "no.docx": "x"})
    made = start_from_letterhead(find(root), "ours", root / "head.docx", "memo")
    assert {path.name for path in made.files} >= {"template.yaml", "memo.md.j2", "reference.docx"}
    assert made.unread
    (one,) = chosen(find(root), ["ours"])
    assert one.template is not None
    assert one.template.look.reference == letterhead
    for name, file, origin in (("b", "no.docx", "memo"), ("c", "head.docx", "none"), ("ours", "head.docx", "memo")):
        with pytest.raises(BriefgenError):
            start_from_letterhead(find(root), name, root / file, origin)
    assert [path.name for path in (root / "templates").iterdir()] == ["ours"]


TWICE: dict[str, str | bytes] = {
    "briefgen.yaml": "",
    "templates/desk/template.yaml": "name: desk\ndescription: 'The desk: ours'\nextends: briefgen/memo\n"
    "labels: {en: {decisions: 'No, yes: 1', kind: '« x '}}\ndesign: {colours: {accent: '#123456'}}\n",
    "templates/desk/memo.md.j2": "{% extends 'briefgen/memo/memo.md.j2' %}\n"
    "{% block bottom_line %}\n{{ super() }}\n{% include 'parts/more.md.j2' %}\n{% endblock %}\n",
    "templates/desk/parts/more.md.j2": "\nMore: {{ brief.title }}\n\n",
    "templates/desk/print.css": "p { color: red }\n",
    "templates/own/template.yaml": "name: own\ndescription: Ours\nextends: desk\ndocument: own.md.j2\n",
    "templates/own/own.md.j2": '{% extends "desk/memo.md.j2" %}\n',
    "templates/own/parts/more.md.j2": "\nMost: {{ brief.title }}\n\n",
    "templates/own/print.css": "p { color: blue }\n",
    "templates/own/logo.png": b"\x89PNG",
}


@pytest.mark.parametrize("origin", ["desk", "own", *(one.name for one in catalogue(find(ROOT)))])
def test_a_copy_prints_and_looks_the_same(folder: Folder, origin: str) -> None:
    root = folder(TWICE)
    start_template(find(root), "copy", origin, eject=True)
    shelf = {one.name: one for one in catalogue(find(root))}
    original, copy = shelf[origin].template, shelf["copy"].template
    assert original is not None
    assert copy is not None
    assert copy.folders == (root / "templates/copy",)
    assert shelf["copy"].problems == ()
    assert copy.settings.labels == original.settings.labels
    assert copy.settings.design == original.settings.design
    assert copy.settings.options == original.settings.options
    assert copy.look.pictures == original.look.pictures
    rules, same = (
        [line for line in look.css.splitlines() if line and "/*" not in line] for look in (copy.look, original.look)
    )
    assert rules == same
    for specimen in trials("en")[:2]:
        case = specimen.case
        assert render(case, copy).markdown == render(case, original).markdown


def _rules(template: Template) -> list[str]:
    return [line for line in template.look.css.splitlines() if line and "/*" not in line]


def test_a_copy_says_when_its_original_has_moved_on(folder: Folder) -> None:
    root = folder(TWICE)
    project = find(root)
    start_template(project, "copy", "own", eject=True)

    def said() -> list[str]:
        copy = next(one for one in catalogue(project) if one.name == "copy")
        assert copy.template is not None
        return [problem.message.rpartition(": ")[2] for problem in copy.problems]

    assert said() == []
    settings = root / "templates/copy/template.yaml"
    settings.write_text(settings.read_text("utf-8").replace("Ours", "Ours, but better"), "utf-8")
    (root / "templates/copy/own.md.j2").write_text("# {{ brief.title }}\n", "utf-8")
    assert said() == [], "the copy may be edited"
    (root / "templates/desk/parts/more.md.j2").write_text("Less", "utf-8")
    (root / "templates/own/logo.png").unlink()
    (root / "templates/own/.hidden").write_text("x", "utf-8")
    assert said() == ["desk/parts/more.md.j2, own/logo.png (gone)"]
    (root / "templates/own/template.yaml").unlink()
    assert said() == ["'own', from which this template was copied, cannot be used any more"]


def test_a_folder_is_written_whole_or_not_at_all(folder: Folder) -> None:
    root = folder({"there/x": "x", "file": "x"})
    for place in ("there", "file", "file/deeper"):
        with pytest.raises(BriefgenError):
            write_folder(root / place, {"a.txt": b"a"})
    with pytest.raises(BriefgenError):
        write_folder(root / "new", {"a.txt": b"a", "a.txt/b": b"b"})
    assert sorted(path.relative_to(root).as_posix() for path in root.rglob("*")) == ["file", "there", "there/x"]
    assert write_folder(root / "new", {"a.txt": b"a", "b/c": b"c"}) == [root / "new/a.txt", root / "new/b/c"]
