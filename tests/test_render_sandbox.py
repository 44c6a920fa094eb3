"""The sandbox of templates: what ``{{ }}`` prints is text, whatever the text is and whatever is done to it.

Each idiom and each random expression is run twice: over harmless words and over hostile ones. The structure of the
document must be the same, and the words those that Jinja itself would have printed.
"""

import re
from functools import lru_cache
from typing import Any

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.check import examine
from briefgen.document import Meta
from briefgen.load import load
from briefgen.nodes import (
    Block,
    Code,
    CodeBlock,
    Heading,
    Image,
    Link,
    Node,
    OrderedList,
    Paragraph,
    Str,
    children,
    walk,
)
from briefgen.problems import Place
from briefgen.render.records import Labels, Scene, UnknownName
from briefgen.render.sandbox import Sandbox
from briefgen.tree import Parsed, parse
from briefgen.values import CLOSE, OPEN, Ident, Text, binding, fold
from conftest import tries
from random_trees import SNIPPETS

REFUSED = (jinja2.TemplateError, UnknownName, ArithmeticError, LookupError, TypeError, ValueError)
"""What a template may fail with; rendering puts each into an editor's words."""

HARMLESS = {"x": "Quiet", "y": "Words", "z": "Other"}
HOSTILE = (
    *(folded for snippet in SNIPPETS if (folded := fold(snippet)).strip()),
    "</p><script>",
    "{{ 7 * 7 }}",
    "%s {0} {x.__class__}",
    "' or 1 == 1 or '",
    "***",
    "1. one",
    "a | b",
)


PIECES = {"piece": "{{ x }}: {{ x }}\n", "macros": "{% macro strong(v) %}**{{ v }}**{% endmacro %}"}


@lru_cache(maxsize=4096)
def compiled(source: str) -> jinja2.Template:
    return Sandbox(loader=jinja2.DictLoader(PIECES)).from_string(source)


def tree_of(source: str, **values: str) -> Parsed:
    """Run a template over values and parse what comes out."""
    texts = {name: value if isinstance(value, Text) else Text(value) for name, value in values.items()}
    with binding() as bindings:
        markdown = compiled(source).render({**texts, "many": (texts.get("x"), texts.get("y")), "none": None})
    return parse(markdown, bindings, Meta("t"))


def skeleton(nodes: tuple[Node, ...]) -> tuple[Any, ...]:
    """Return the structure of nodes without their words."""
    shapes: list[Any] = []
    for node in nodes:
        extra = {Heading: "level", OrderedList: "start"}.get(type(node))
        shape = (type(node).__name__, getattr(node, extra) if extra else None, skeleton(children(node)))
        if not (isinstance(node, Str) and shapes and shapes[-1] == shape):
            shapes.append(shape)
    return tuple(shapes)


def strings(nodes: tuple[Node, ...]) -> list[str]:
    """Return every string in a tree, adjacent ones put together, addresses and titles included."""
    said: list[str] = []
    last: Node | None = None
    for node in walk(nodes):
        match node:
            case Str() if isinstance(last, Str):
                said[-1] += node.text
            case Str() | Code() | CodeBlock():
                said.append(node.text)
            case Link():
                said += [node.href, node.title]
            case Image():
                said += [node.src, node.alt, node.title]
            case _:
                pass
        last = node
    return said


# --- Idioms -----------------------------------------------------------------------------------------------------------
IDIOMS = (
    "# {{ x }}",
    "## {{ x }} and {{ y }}\n\nwords",
    "{{ x }}",
    "A {{ x }} b",
    "{{ x }}{{ y }}",
    "word{{ x }}word",
    "**{{ x }}**",
    "a **{{ x }}** b *{{ y }}* c",
    "a**{{ x }}**b",
    "***{{ x }}***",
    "_{{ x }}_",
    "~~{{ x }}~~",
    "「**{{ x }}**」です",
    "**{{ x }}** {{ y }}",
    "- {{ x }}\n- {{ y }}",
    "- a\n  - {{ x }}\n    - {{ y }}",
    "1. {{ x }}\n2. {{ y }}",
    "- {{ x }}\n\n  {{ y }}",
    "> {{ x }}\n>\n> {{ y }}",
    "> - {{ x }}",
    "{{ x }}\n: {{ y }}",
    "::: note\n{{ x }}\n:::",
    "::::: outer\n::: inner\n{{ x }}\n:::\n:::::",
    "| {{ x }} | b |\n| --- | --- |\n| {{ y }} | {{ x }} |",
    "| a |\n|---|\n{% for v in many %}\n| {{ v }} |\n{% endfor %}",
    "{% for v in many %}\n- {{ v }}\n{% endfor %}",
    "{% for v in many %}\n{{ loop.index }}. {{ v }}\n{% endfor %}",
    "{% for v in many %}\n{{ v }}{{ ', ' if not loop.last }}\n{% endfor %}",
    "{% if x %}{{ x }}{% else %}no{% endif %}",
    "`{{ x }}`",
    "`` a {{ x }} b ``",
    "```\n{{ x }}\n{{ y }}\n```",
    "[{{ x }}](https://example.org)",
    "[a **{{ x }}** b](https://example.org)",
    '[words](https://example.org "{{ x }}")',
    "![{{ x }}](a.png)",
    "![a {{ x }} b](a.png '{{ y }}')",
    "{{ x }}<br>{{ y }}",
    "{{ x }}\\\n{{ y }}",
    "{{ x }}\n{{ y }}",
    "{{ x }}\n---\n{{ y }}",
    "---\n\n{{ x }}",
    "    {{ x }}",
    '"{{ x }}", ({{ y }})',
    "\\{{ x }}",
    "&{{ x }};",
    "<{{ x }}>",
    "{% set v = x %}{{ v }}",
    "{% set v %}*{{ x }}*{% endset %}{{ v }} {{ v }}",
    "{% set v %}{{ x }}{% endset %}{{ v ~ y }}",
    "{% macro m(a) %}**{{ a }}**{% endmacro %}{{ m(x) }} {{ m(y) }}",
    "{% macro m(a) %}**{{ a }}**{% endmacro %}{{ m(x) ~ ': ' ~ y }}",
    "{% macro m(a) %}**{{ a }}**{% endmacro %}{{ [m(x), y] | join(', ') }}",
    "{% macro m(a) %}> {{ caller() }} {{ a }}{% endmacro %}{% call m(x) %}*{{ y }}*{% endcall %}",
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(m(x)) }}",
    "{% macro m() %}{{ varargs[0] }}{{ kwargs.a }}{% endmacro %}{{ m(x, a=y) }}",
    "{% include 'piece' %}",
    "{% from 'macros' import strong %}{{ strong(x) }} {{ strong(y) ~ x }}",
    "{% block b %}{{ x }}{% endblock %}",
    "{% filter trim %}{{ x }}{% endfilter %}",
    "{{ x | upper }}, {{ x | lower }}, {{ x | title }}",
    "{{ x | replace('a', 'b') }}",
    "{{ x | default('-') }}",
    "{{ none | default(x, true) }}",
    "{{ none or x }}",
    "{{ x | trim }}",
    "{{ x | first }}{{ x | last }}",
    "{{ x[:2] }}",
    "{{ x ~ y }}",
    "{{ x + y }}",
    "{{ '%s: %s' | format(x, y) }}",
    "{{ '%s' % x }}",
    "{{ '{} {}'.format(x, y) }}",
    "{{ x.upper() }}",
    "{{ ' '.join(many) }}",
    "{{ many | join(' and ') }}",
    "{{ many | map('upper') | join(' ') }}",
    "{{ many | sort | first }}{{ x }}",
    "{{ (x, y) | list | join }}",
    "{{ {'k': x}['k'] }}",
    "{{ x if x == y else y }}",
    "{{ '**' }}{{ x }}{{ '**' }}",
    "{{ '# ' ~ x }}",
    "{{ '- ' }}{{ x }}",
    "{{ '\\n\\n# ' }}{{ x }}",
    "a\n{{ '\\n' }}{{ x }}",
    "{% set ns = namespace(v=x) %}{{ ns.v }}",
    "{% set j = joiner(', ') %}{% for v in many %}{{ j() }}{{ v }}{% endfor %}",
    "{% with v = x %}{{ v }}{% endwith %}",
    "{{ x | capfirst }}",
    "{{ x | capitalize }}",
    "{{ x | list | join('-') }}",
    "{{ x | reverse }}",
    "{{ x | truncate(3) }}",
    "{{ x.split(' ')[0] }}",
    "{{ x.center(40) }}",
    "{{ x | length }} {{ x | wordcount }}",
)
CHANGED = re.compile(
    r"upper|lower|title|replace|first|last|\[:2\]|capital|capfirst|list|reverse|truncate|split|center|len"
)
"""Idioms that do something to the letters: for these, :func:`test_random_expressions` says what words are right."""


@pytest.mark.parametrize("idiom", IDIOMS)
def test_no_value_changes_the_structure(idiom: str) -> None:
    """Over hostile values, an idiom makes the document that it makes over harmless ones, with the words put in."""
    usual = tree_of(idiom, **HARMLESS)
    shape, words = skeleton(usual.document.children), strings(usual.document.children)
    assert shape, "the idiom prints nothing"
    for first, second in zip(HOSTILE, reversed(HOSTILE), strict=True):
        made = tree_of(idiom, x=first, y=second)
        said = strings(made.document.children)
        assert skeleton(made.document.children) == shape, (first, second)
        assert not any(mark in text for text in said for mark in (OPEN, CLOSE))
        if not CHANGED.search(idiom):
            put_in = {"Quiet": first, "Words": second}
            expected = [re.sub("Quiet|Words", lambda found, put_in=put_in: put_in[found[0]], text) for text in words]
            assert [text.strip() for text in said] == [text.strip() for text in expected], (first, second)
        assert [problem.code for problem in made.problems] == [problem.code for problem in usual.problems]


# --- Random expressions -----------------------------------------------------------------------------------------------
LITERALS = st.sampled_from(["' '", "'**'", "'# '", "'[a](b)'", "'%s'", "'{}'", "'&'", "'<b>'", "1", "2", "''", "none"])
NAMES = st.sampled_from(["x", "y", "many[0]", "many[1]", "block", "m(x)", "m(y)", "caught(x)", "ns.v"])
FILTERS = st.sampled_from(
    ["upper", "lower", "title", "trim", "capitalize", "reverse", "first", "last", "length", "list | join('')", "string",
     "replace('a', '*')", "replace('*', x)", "truncate(4)", "default(y)", "default(y, true)", "format(x)", "join('|')",
     "e", "safe", "escape", "forceescape", "tojson", "urlize", "striptags", "wordwrap(3)", "indent", "center(9)",
     "int", "float", "batch(2) | first | join", "map('upper') | join", "list | sort | join", "unique | join",
     "select | join", "urlencode", "wordcount", "pprint", "xmlattr", "slice(2) | list | first | join", "min", "sum"]
)  # fmt: skip
METHODS = st.sampled_from(
    ["upper()", "split()[0]", "strip('*')", "format(x)", "format_map({'x': y})", "join(many)", "replace('a', y)",
     "partition('*')[0]", "center(9)", "encode()", "zfill(5)", "splitlines()[0]", "__html__()", "__class__", "place",
     "__add__(y)", "__mod__(y)", "__format__('')", "translate({42: '# '})", "removeprefix('*')", "expandtabs()"]
)  # fmt: skip


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def two(pattern: str) -> st.SearchStrategy[str]:
        return st.builds(pattern.format, inner, inner)

    return st.one_of(
        two("({} ~ {})"),
        two("({} + {})"),
        two("({} % {})"),
        two("({} * 2 ~ {})"),
        two("([{}, {}] | join(', '))"),
        two("({} if {} else y)"),
        two("({} or {})"),
        two("({} and {})"),
        two("m({} ~ {})"),
        two("({})[:3] ~ {}"),
        two("({})[0] ~ {}"),
        two("{{'a': {}, 'b': {}}}['a']"),
        st.builds("({} | {})".format, inner, FILTERS),
        st.builds("({}).{}".format, inner, METHODS),
    )


EXPRESSIONS = st.recursive(NAMES | LITERALS, _grown, max_leaves=6)
FRAME = (
    "{{% macro m(v) %}}{{{{ v }}}}{{% endmacro %}}"
    "{{% macro caught(v) %}}{{% set w %}}{{{{ v }}}}{{% endset %}}{{{{ w }}}}{{% endmacro %}}"
    "{{% set block %}}{{{{ x }}}}{{% endset %}}{{% set ns = namespace(v=y) %}}A {{{{ {} }}}} B\n"
)


def _printed(expression: str, values: dict[str, Text | str]) -> str | None:
    """Return what plain Jinja prints, or None where it fails."""
    try:
        template = jinja2.Environment(undefined=jinja2.StrictUndefined).from_string(FRAME.format(expression))
        return template.render({**values, "many": (values["x"], values["y"]), "none": None})
    except (*REFUSED, AttributeError):
        return None


@settings(max_examples=tries(250), derandomize=True)
@given(EXPRESSIONS, st.sampled_from(HOSTILE), st.sampled_from(HOSTILE))
def test_random_expressions(expression: str, first: str, second: str) -> None:
    """An expression is refused, or it prints the words that plain Jinja prints, as one paragraph of text."""
    try:
        made = tree_of(FRAME.format(expression), x=first, y=second)
    except REFUSED:
        return
    block: Block
    (block,) = made.document.children
    assert isinstance(block, Paragraph)
    assert all(isinstance(node, Str) for node in block.children)
    said = "".join(node.text for node in block.children if isinstance(node, Str))
    assert said == _printed(expression, {"x": first, "y": second, "capfirst": ""}).rstrip("\n")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "expression",
    ["x", "x | upper", "x.upper()", "x + ' b'", "x ~ ' b'", "x[:3]", "x[0]", "x | first", "[x, ' b'] | join", "x % ()",
     "'%s!' | format(x)", "(x | upper).lower()", "[x | upper] | first", "x | capfirst", "none or x"],
)  # fmt: skip
def test_derived_words_know_where_they_come_from(expression: str) -> None:
    place = Place("content/x.yaml", 3, 7)
    (block,) = tree_of("{{ " + expression + " }}", x=Text("Quiet words", place)).document.children
    assert isinstance(block, Paragraph)
    assert [node.place for node in block.children if isinstance(node, Str)] == [place]


# --- What there is not ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ x | safe }}", "there is no filter 'safe' here: what {{ }} prints is text"),
        ("{{ x | e }}", "there is no filter 'e' here: text needs no escaping"),
        ("{{ x | escape }}", "there is no filter 'escape' here"),
        ("{{ x | forceescape }}", "there is no filter 'forceescape' here"),
        ("{{ x | tojson }}", "there is no filter 'tojson' here"),
        ("{{ x | urlize }}", "write a link in Markdown"),
        ("{{ x | xmlattr }}", "there are no HTML attributes here"),
        ("{{ x | striptags }}", "there are no HTML tags here"),
        ("{{ x | wordwrap(3) }}", "lines are broken by the page"),
        ("{{ many | random }}", "the same content must give the same document"),
        ("{{ x | int }}. a", "numbers of the content are text"),
        ("{% autoescape false %}{{ x }}{% endautoescape %}", "there is no {% autoescape %} here"),
        ("{{ none }}", "this field is absent from the content"),
        ("{{ many }}", "a list cannot be printed as a whole"),
        ("{{ {} }}", "a dict cannot be printed"),
        ("{{ true }}", "yes or no cannot be printed"),
        ("{{ 1.5 }}", "a float cannot be printed"),
        ("{{ x.upper }}", "this is a function: call it"),
        ("{{ m }}", "'m' is undefined"),
        ("{{ x.title.y }}", "has no"),
        ("{{ x.colour }}", "a text has no 'colour'"),
        ("{{ 'a' % x.colour }}", "a text has no 'colour'"),
        ("{% macro m() %}a{% endmacro %}{{ m().y }}", "a piece of document has no 'y'"),
        ("{% set v %}{{ x }}{% endset %}{{ v | upper }}", "works on a value, not on a piece of document"),
        ("{% set v %}{{ x }}{% endset %}{{ v | length }}", "works on lists and values, not on a piece of document"),
        ("{% set v %}{{ x }}{% endset %}{{ v[:2] }}", "not on a piece of document"),
        ("{% set v %}{{ x }}{% endset %}{{ v + x }}", "'+' works on values, not on a piece of document: use ~"),
        ("{% set v %}{{ x }}{% endset %}{{ x.replace('u', v) }}", "not on a piece of document"),
        ("{% filter upper %}{{ x }}{% endfilter %}", "works on a value, not on a piece of document"),
        ("{{ x * 1000000 }}", "beyond 100000"),
        ("{{ 9 ** 9 ** 9 }}", "beyond 100000"),
        ("{{ '%1000000s' % x }}", "more than 100000 characters"),
        ("{% for i in range(10000000) %}a{% endfor %}", "Range too big"),
    ],
)
def test_refusals_say_why(template: str, message: str) -> None:
    with pytest.raises(REFUSED, match=re.escape(message)):
        tree_of(template, **HARMLESS)


# --- Ways out of the sandbox that were published ----------------------------------------------------------------------
BRIEF = b"""
title: Title
language: en
sources: [{id: s, file: a.txt}]
decisions: [{id: D1, text: "Some *thing*", evidence: words}]
actors: [{id: A, name: Ann}]
open_questions: [What?]
"""


def _scene() -> dict[str, Any]:
    labels = Labels({"source": Text("Source"), "note": Text("{source}"), "note-end": Text(".")})
    scene = Scene(examine(load(BRIEF, "x.yaml"), "x.yaml", {}), labels, "en")
    return {"brief": scene.brief, "labels": labels, "x": Text("Quiet"), "ident": Ident("D1")}


ROOTS = (
    "x", "x.upper", "brief", "brief.decisions", "brief.decisions[0]", "brief.get", "labels", "range", "cycler",
         "joiner", "namespace", "self", "loop", "m", "caught", "ident", "().__class__", "''", "[]", "{}", "0", "none",
)  # fmt: skip
ESCAPES = (
    "{}.__class__",
    "{}.__class__.__mro__[1].__subclasses__()",
    "{}['__class__']",
    "{}['__cla' ~ 'ss__']",
    "{} | attr('__class__')",
    "{} | attr('\\x5f\\x5fclass\\x5f\\x5f')",
    "{}.__init__.__globals__",
    "{}.__init__.__globals__['os'].popen('id').read()",
    "{}.__globals__",
    "{}.__func__.__globals__",
    "{}.__self__",
    "{}.__dict__",
    "{}.__module__",
    "{}.__doc__",
    "{}.__reduce__()",
    "{}._scene",
    "{}._scene.case",
    "{}._words",
    "{}.entry",
    "{}.entry.model_dump()",
    "{}.place.file",
    "{}.environment",
    "{}._TemplateReference__context",
    "'{{0.__class__}}'.format({})",
    "'{{0.__init__.__globals__}}'.format({})",
    "'{{x.__class__}}'.format_map({{'x': {}}})",
    "'%(x)s' % {{'x': {}.__class__}}",
    "'{{0.__class__}}' | format({})",
    "[{}] | map(attribute='__class__') | list | first",
    "[{}] | map('attr', '__class__') | first",
    "[{}] | groupby('__class__')",
    "[{}] | selectattr('__class__') | first",
    "([{}] | map(attribute='__init__.__globals__') | first)['os']",
)
FOUND = re.compile(r"<(?:class|function|module|bound|built-in|method|slot)|__builtins__|site-packages|x\.yaml|Scene")


@pytest.mark.parametrize("escape", ESCAPES)
def test_nothing_leads_out(escape: str) -> None:
    """No way from anything that a template holds leads to a class, a module, or a name that is not of the content."""
    for root in ROOTS:
        frame = "{{% macro m() %}}{{% endmacro %}}{{% set caught %}}a{{% endset %}}{{{{ {} }}}}"
        with binding() as bindings:
            try:
                markdown = compiled(frame.format(escape.format(root))).render(_scene())
            except (*REFUSED, AttributeError):
                continue
        words = strings(parse(markdown, bindings, Meta("t")).document.children)
        assert not any(FOUND.search(text) for text in words), (root, words)


@pytest.mark.parametrize(
    "name",
    ["lipsum", "dict.__base__", "get_flashed_messages", "config", "request", "url_for", "context", "open", "eval"],
)
def test_no_names_but_those_given(name: str) -> None:
    with pytest.raises(REFUSED):
        compiled("{{ " + name + " }}").render(_scene())


def test_functions_that_there_are() -> None:
    assert set(Sandbox().globals) == {"range", "namespace", "joiner", "cycler"}


def test_content_cannot_be_changed() -> None:
    scene = _scene()
    for change in ("brief.decisions.append(1)", "brief.title.__setattr__('place', 1)", "labels.get('source').clear()"):
        with pytest.raises(REFUSED):
            compiled("{{ " + change + " }}").render(scene)
