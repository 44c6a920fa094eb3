"""What a template sees of a brief, and what it is told when it is wrong."""

from pathlib import Path

import pytest

from briefgen import source, template, tree
from briefgen.check import Case, examine
from briefgen.document import Document, Meta
from briefgen.load import load
from briefgen.nodes import Heading, NoteCall, Paragraph, Span, Str, plain, walk
from briefgen.problems import BriefgenError, Place, Problem
from briefgen.project import Limits, shipped_templates
from briefgen.render import Rendered, render
from model_briefs import yaml_text

ARTICLE = "Headline\n\nThe board decided on Tuesday. Ann Lee said, “we may build a bridge.”\n"
BRIEF = """\
title: A bridge
language: en
as_of: 2026-03-09
sources: [{id: s, file: a.txt, title: The Article, label: Article, publisher: null}]
actors: [{id: LEE, name: Ann Lee, role: Chair}, {id: ANON, name: null, descriptor: a neighbour}]
decisions:
  - {id: D1, text: Something, commitment: decided, actors: [LEE, ANON], when: null, evidence: decided on Tuesday}
  - {id: D2, text: Other, commitment: considering, remark: not for print, evidence: decided on Tuesday}
  - {id: D3, text: Third}
quotes: [{text: we may build a bridge, speaker: LEE}]
bottom_line: [{text: "It is *so*", grounds: [D1, D2]}, {text: More, grounds: [D3]}]
extra: {desk: North & South}
"""


def rendered(
    tmp_path: Path, text: str, brief: str = BRIEF, *, limits: Limits | None = None, **options: list[Problem]
) -> Rendered:
    """Render a template of one file, which extends the shipped memo, over a brief."""
    folder = tmp_path / "own"
    folder.mkdir(exist_ok=True)
    (folder / "template.yaml").write_text(
        "name: own\ndescription: test\nextends: briefgen/memo\ndocument: own.md.j2\n", "utf-8"
    )
    (folder / "own.md.j2").write_text(text, "utf-8")
    chosen = template.find("own", (tmp_path,), shipped_templates(), Place("x.yaml"))
    return render(case_of(brief), chosen, limits=limits, **options)


def case_of(brief: str = BRIEF) -> Case:
    loaded = load(brief.encode(), "x.yaml")
    texts = {entry: source.read(ARTICLE.encode(), "a.txt") for entry in loaded.sources}
    return examine(loaded, "x.yaml", texts)


def document(tmp_path: Path, text: str, brief: str = BRIEF, **options: list[Problem]) -> Document:
    made = rendered(tmp_path, text, brief, **options)
    return tree.parse(made.markdown, made.bindings, Meta("t"), made.file, made.sources).document


def words(tmp_path: Path, text: str, brief: str = BRIEF, **options: list[Problem]) -> str:
    return "\n".join(
        plain(block.children)
        for block in walk(document(tmp_path, text, brief, **options).children)
        if isinstance(block, Paragraph | Heading)
    )


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("brief.title", "A bridge"),
        ("brief.as_of", "March 9, 2026"),
        ("brief.decisions[0].when", "not stated"),
        ("brief.decisions[0].when or '–'", "not stated"),
        ("brief.decisions[1].when or '–'", "–"),
        ("'yes' if brief.decisions[0].when is stated else 'no'", "no"),
        ("'yes' if brief.decisions[0].text is stated else 'no'", "yes"),
        ("brief.decisions[0].commitment", "Decided"),
        ("'same' if brief.decisions[0].commitment == 'decided' else 'other'", "same"),
        ("{'decided': 'x', 'agreed': 'y'}[brief.decisions[0].commitment]", "x"),
        ("brief.decisions[0].actors | map(attribute='label') | join(', ')", "Ann Lee, a neighbour"),
        ("brief.actors[1].label | capfirst", "A neighbour"),
        ("brief.bottom_line[0].text", "It is so"),
        ("brief.bottom_line[0].grounds[1].text", "Other"),
        ("brief.quotes[0].speaker.actor[0].role", "Chair"),
        ("brief.decisions[0].evidence[0].paragraph", "2"),
        ("brief.decisions[0].evidence[0].words", "decided on Tuesday"),
        ("brief.extra.desk", "North & South"),
        ("brief.extra['desk'] | upper", "NORTH & SOUTH"),
        ("labels.bottom_line", "Bottom line"),
        ("brief.subtitle | default('–')", "–"),
        ("brief.title | default('–')", "A bridge"),
        ("commitment(brief.decisions[2].commitment)", "–"),
        ("brief.sources[0].publisher", "not stated"),
    ],
)
def test_what_fields_print(tmp_path: Path, expression: str, printed: str) -> None:
    assert words(tmp_path, f"{{{{ {expression} }}}}\n") == printed


@pytest.mark.parametrize(
    ("template_text", "line", "message", "remedy"),
    [
        ("x\n\n{{ brief.titel }}", 3, "a Brief has no 'titel'", "did you mean 'title'?"),
        ("{{ brief.decisions[0].remark }}", 1, "a Decision has no 'remark'", "it has id, evidence"),
        ("{{ labels.botom_line }}", 1, "there is no label 'botom-line'", "did you mean 'bottom-line'?"),
        ("{{ brief.subtitle }}", 1, "this field is absent from the content", "ask first"),
        ("{{ brief.decisions }}", 1, "a list cannot be printed as a whole", "use {% for %}"),
        ("{{ brief.decisions[0] }}", 1, "a Decision cannot be printed as a whole", "print one of its fields"),
        ("{{ brief.quotes[0].sic }}", 1, "yes or no cannot be printed", "use {% if … %}"),
        ("{{ note }}", 1, "this is a function", "call it, as in note(decision)"),
        ("{{ note(brief.title) }}", 1, "note() takes a statement", "write it as in note(decision)"),
        ("{{ brief.title | safe }}", 1, "there is no filter 'safe' here", "what {{ }} prints is text"),
        ("{{ brief.title | attr('place') }}", 1, "there is no filter 'attr' here", "behind a dot"),
        ("{{ 'x' if brief.title is callable }}", 1, "there is no test 'is callable'", ""),
        ("{% if brief.title %}", 1, "'{% if brief.title %}' is not closed", "add {% endif %}"),
        ("{{ brief.title }", 1, "'{{ brief.title }' is not closed", "close it with '}}'"),
        ("a\n\n{# note", 3, "'{#' begins a comment, and nothing ends it", "end it with '#}'"),
        ("{% include 'owm.j2' %}", 1, "there is no file 'owm.j2' in the template", "did you mean 'own.md.j2'?"),
        ("{{ missing }}", 1, "'missing' is undefined", ""),
        ("{{ 'x' * 300000 }}", 1, "the template makes a text or number beyond 100000", ""),
        ("{% include 'own.md.j2' %}", 1, "the template includes or calls itself without end", ""),
    ],
)
def test_what_is_wrong_in_a_template_is_named_with_its_line(
    tmp_path: Path, template_text: str, line: int, message: str, remedy: str
) -> None:
    with pytest.raises(BriefgenError) as error:
        rendered(tmp_path, template_text)
    (problem,) = error.value.problems
    assert Path(problem.place.file).name == "own.md.j2"
    assert problem.place.line == line
    assert problem.message.startswith(message)
    assert remedy in problem.remedy


def test_statements_with_the_same_words_share_a_note_and_sums_call_those_of_their_grounds(tmp_path: Path) -> None:
    made = document(
        tmp_path,
        "{% for s in brief.bottom_line %}{{ s.text }}{{ note(s) }}\n\n{% endfor %}"
        "{% for d in brief.decisions %}{{ d.text }}{{ note(d) }}\n\n{% endfor %}"
        "{{ note(brief.quotes[0]) }}\n",
    )
    calls = [node.number for node in walk(made.children) if isinstance(node, NoteCall)]
    assert calls == [1, 1, 1, 2]
    assert [plain(note.children) for note in made.notes] == [
        "Article, ¶2: “decided on Tuesday”.",
        "Article, ¶2: “we may build a bridge”.",
    ]


def test_a_draft_marks_what_is_missing(tmp_path: Path) -> None:
    text = "{{ draft and 'Draft' }}\n\n{{ note(brief.decisions[2]) }}\n\n{{ note(brief.decisions[0]) }}\n"
    brief = BRIEF.replace("evidence: decided on Tuesday}\n  - {id: D2", "evidence: decided on Monday}\n  - {id: D2")
    made = document(tmp_path, text, brief, findings=[])
    assert [plain(block.children) for block in made.children if isinstance(block, Paragraph)][:2] == [
        "Draft",
        " [no evidence]",
    ]
    assert plain(made.notes[0].children) == "Article, ¶?: “decided on Monday” [not found in the source]."
    spans = [node.style for node in walk((*made.children, *made.notes[0].children)) if isinstance(node, Span)]
    assert spans == ["missing", "missing"]


def test_a_tag_does_not_glue_the_line_after_it(tmp_path: Path) -> None:
    text = "{% if brief.title %}One{% endif %}\n\nTwo\n{% if brief.title %}\nThree\n{% endif %}\n"
    assert words(tmp_path, text) == "One\nTwo Three"


def test_quotation_marks_inside_the_words_of_a_note_become_single(tmp_path: Path) -> None:
    brief = BRIEF.replace("evidence: decided on Tuesday}\n  - {id: D3", 'evidence: "said, “we may build"}\n  - {id: D3')
    made = document(tmp_path, "{{ note(brief.decisions[1]) }}\n", brief)
    assert plain(made.notes[0].children) == "Article, ¶2: “said, ‘we may build”."


@pytest.mark.parametrize(
    ("language", "words", "printed"),
    [
        ("en", "said, “we may", "¶1: “said, ‘we may”"),
        ("en", "sagte „wir“ und „ihr", "¶1: “sagte „wir“ und „ihr”"),
        ("en", "dit « oui »", "¶1: “dit « oui »”"),
        ("de", "sagte „wir“ und", "Abs. 1: „sagte ‚wir‘ und“"),
        ("en", 'said "we can\'t" on', "¶1: “said 'we can't' on”"),
        ("en", "said \"we 'may'\" on", "¶1: “said \"we 'may'\" on”"),
        ("en", 'are 5" and 6" wide', '¶1: “are 5" and 6" wide”'),
        ("fr", 'dit "oui" et', '§ 1\u00a0: «\u00a0dit "oui" et\u00a0»'),
        ("fr", "dit « oui » et «", "§ 1 : « dit ‹ oui › et ‹ »"),
        ("ja", "「はい」と」", "第1段落：「『はい』と』」"),
    ],
)
def test_marks_that_a_source_and_a_note_share(tmp_path: Path, language: str, words: str, printed: str) -> None:
    """Those of another language stay as the source has them: they cannot be taken for the note's own."""
    raw = {"title": "T", "language": language, "sources": ["a.txt"], "background": [{"text": "B", "evidence": words}]}
    loaded = load(yaml_text(raw).encode(), "x.yaml")
    texts = {entry: source.read(f"So {words} so.".encode(), "a.txt") for entry in loaded.sources}
    chosen = template.find("memo", (), shipped_templates(), Place("x.yaml"))
    made = render(examine(loaded, "x.yaml", texts), chosen)
    (note,) = tree.parse(made.markdown, made.bindings, Meta("t"), made.file, made.sources).document.notes
    assert printed in plain(note.children)


def test_a_template_may_set_the_parts_of_another_in_its_own_order(tmp_path: Path) -> None:
    text = (
        '{% extends "briefgen/memo/memo.md.j2" %}\n'
        "{% block sections %}\n{{ self.actors() }}{{ self.decisions() }}\n## Our own\n\nWords.\n{% endblock %}\n"
    )
    made = document(tmp_path, text)
    assert [plain(node.children) for node in made.children if isinstance(node, Heading)] == [
        "A bridge",
        "Actors",
        "Key decisions",
        "Our own",
    ]


def test_a_block_inside_a_replaced_one_may_be_new(tmp_path: Path) -> None:
    own = "{% block ours %}\n## Ours\n\nWords\n\n{% endblock %}\n"
    text = '{% extends "briefgen/memo/memo.md.j2" %}\n{% block decisions %}\n' + own + "{% endblock %}\n"
    assert "## Ours" in rendered(tmp_path, text).markdown


def test_a_block_that_the_other_template_does_not_have_is_named(tmp_path: Path) -> None:
    with pytest.raises(BriefgenError) as error:
        rendered(tmp_path, '{% extends "briefgen/memo/memo.md.j2" %}\n{% block decision %}\nx\n{% endblock %}\n')
    (problem,) = error.value.problems
    assert (problem.code, problem.remedy) == ("unknown-block", "did you mean 'decisions'?")
    assert Path(problem.place.file).name == "own.md.j2"


def test_every_field_that_says_how_far_a_statement_goes_is_printed(tmp_path: Path) -> None:
    """A claim that is denied, unlikely or somebody's must never look like a plain fact."""
    sections = ["background", "next_steps", "recommendations", "assessments", "timeline", "decisions"]
    brief = BRIEF.split("decisions:")[0] + "".join(
        f"{section}:\n  - {{text: It is so, commitment: denied, likelihood: unlikely, confidence: low, "
        "confidence_basis: one source, attribution: {actor: LEE, verb: claimed, occasion: at noon}, "
        "when: late this year, evidence: decided on Tuesday}\n"
        for section in sections
    )
    for section in sections:
        text = (
            '{% extends "briefgen/memo/memo.md.j2" %}{% block sections %}\n'
            f"{{{{ self.{section}() }}}}\n{{% endblock %}}\n"
        )
        said = "".join(node.text for node in walk(document(tmp_path, text, brief).children) if isinstance(node, Str))
        for words in ("Denied", "unlikely", "low confidence", "one source", "Ann Lee", "claimed", "at noon"):
            assert words in said, (section, words)
        assert "ate this year" in said, section


# --- Places -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name",
    ["'d-' ~ brief.decisions[0].id", "['d', brief.decisions[0].id] | join('-')", "'d-%s' % brief.decisions[0].id"],
)
def test_a_name_may_be_put_together_of_an_entry_s_id(tmp_path: Path, name: str) -> None:
    template = f"# T\n\n## One {{{{ anchor({name}) }}}}\n\nSee {{{{ ref('d-D1') }}}}."
    assert words(tmp_path, template).endswith("See One.")


def test_what_is_no_name_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(BriefgenError) as error:
        rendered(tmp_path, "{{ anchor('two ' ~ brief.title) }}")
    (problem,) = error.value.problems
    assert problem.message == "anchor() takes a name"
    assert problem.remedy.endswith("found 'two A bridge'")


@pytest.mark.parametrize(
    ("known", "printed"),
    [
        ("", "a.txt."),
        ("author: A. Lee", "a.txt. Author: A. Lee."),
        ("published: 2026-03-09", "a.txt. Published: March 9, 2026."),
        ("url: 'https://x.example'", "a.txt. https://x.example"),
    ],
)
def test_a_source_of_which_little_is_known(tmp_path: Path, known: str, printed: str) -> None:
    text = '{% extends "briefgen/memo/memo.md.j2" %}\n{% block sections %}{{ self.sources() }}{% endblock %}\n'
    brief = f"title: T\nsources: [{{file: a.txt, {known}}}]\n"
    assert words(tmp_path, text, brief).endswith(f"Sources\n{printed}")


@pytest.mark.parametrize(
    ("outside", "line"),
    [("Lost\n", 2), ("\n{{ self.actors() }}\n", 3), ("{# a remark #}\n\n", 0), ("{% set a = 1 %}", 0)],
)
def test_what_stands_outside_all_blocks_is_told_without_a_check(tmp_path: Path, outside: str, line: int) -> None:
    found = rendered(tmp_path, f'{{% extends "briefgen/memo/memo.md.j2" %}}\n{outside}').problems
    assert [(one.place.line, one.code) for one in found] == ([(line, "template-outside-blocks")] if line else [])
