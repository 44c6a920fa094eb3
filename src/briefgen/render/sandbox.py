"""The Jinja sandbox in which templates run: what ``{{ }}`` prints is text, and structure is written outside the braces.

Every value is printed as its placeholder (:mod:`briefgen.values`). The sandbox's doors (attributes, items, calls,
operators, filters) lift strings that were derived from values back to :class:`Text`, so that no untracked string from
the content can become part of the template's own text.
"""

import functools
from collections.abc import Callable, Iterable
from typing import Any, NoReturn, cast

from jinja2 import StrictUndefined, TemplateRuntimeError, Undefined, nodes, pass_context
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as DEFAULT_TESTS
from jinja2.utils import missing
from markupsafe import Markup

from briefgen.fields import with_article
from briefgen.problems import did_you_mean
from briefgen.render import trail
from briefgen.render.compiling import Generator, Outline, WholeLines, inner_blocks, named
from briefgen.render.language import around, redated, spoken
from briefgen.render.parts import Parts, UnknownName
from briefgen.render.records import Choice, Extra, Labels, Options, Record, Unsaid
from briefgen.values import OPEN, Excerpt, Fixed, Ident, Nodes, NoteValue, Text

LONGEST = 100_000
"""Characters that a template may put together in one string."""

# They would turn a value into markup, which cannot be had, or numbers of the content into structure.
_NO_FILTERS = {
    "e": "text needs no escaping here",
    "escape": "text needs no escaping here",
    "forceescape": "text needs no escaping here",
    "safe": "what {{ }} prints is text; write structure outside the braces",
    "tojson": "what {{ }} prints is text",
    "urlize": "write a link in Markdown: [words]({{ address }})",
    "xmlattr": "there are no HTML attributes here",
    "striptags": "there are no HTML tags here",
    "wordwrap": "lines are broken by the page",
    "center": "lines are set by the page",
    "indent": "write the indentation in the template",
    "int": "numbers of the content are text",
    "float": "numbers of the content are text",
    "round": "numbers of the content are text",
    "filesizeformat": "numbers of the content are text",
    "pprint": "there is no debug output here",
    "random": "the same content must give the same document",
    "attr": "write the name of the field behind a dot, as in brief.title",
}
_NO_TESTS = ("callable", "escaped", "filter", "sameas", "test")
"""Tests of Jinja that ask for what is inside the program."""
_ON_MARKUP = {"trim", "default", "d", "first", "last", "list", "length", "count", "join"}
_ON_VALUES = "works on a value, not on a piece of document (a macro, a set block, a note)"
_LEAVING = _ON_MARKUP | {"select", "selectattr", "reject", "rejectattr"}
_AS_IT_STANDS = "a protective marking is printed as it stands, in every language"
_GLOBALS = ("range", "namespace", "joiner", "cycler")
_COMPARING = {"sort", "min", "max", "groupby", "dictsort", "unique"}

NAMES = ("brief", "labels", "options", "note", "commitment", "anchor", "ref", "draft", "findings")
"""The names that every template is given."""


def filter_names() -> list[str]:
    """Return the names of the filters that templates may use."""
    return sorted({*DEFAULT_FILTERS, *_OWN_FILTERS} - set(_NO_FILTERS))


def refused_filter(name: str) -> str:
    """Return why one of Jinja's filters is not to be had; an empty string for one that is, or that Jinja has not."""
    return _NO_FILTERS.get(name, "")


def names_of_tests() -> list[str]:
    """Return the names of the tests that templates may use."""
    return sorted({*DEFAULT_TESTS, "stated"} - set(_NO_TESTS))


def lift(value: Any, like: Any = None) -> Any:
    """Turn a plain string into Text; leave everything else as it is.

    Raises TemplateRuntimeError for a string that was cut out of a piece of document, or that is too long.
    """
    if not isinstance(value, str) or isinstance(value, Text | Ident | Markup):
        return value
    if OPEN in value:
        raise TemplateRuntimeError(f"this {_ON_VALUES}")
    if len(value) > LONGEST:
        raise TemplateRuntimeError(f"the template makes a text of more than {LONGEST} characters: make it shorter")
    return Text(value, like.place if isinstance(like, Text) else None)


def _origin(values: Iterable[Any]) -> Text | None:
    """Return the first text that has a place: what is made of values comes from there."""
    return next((value for value in values if isinstance(value, Text) and value.place), None)


def printable(value: Any) -> Markup:
    """Return what ``{{ value }}`` prints. Raises TemplateRuntimeError for what cannot be printed."""
    value = lift(value)
    if isinstance(value, Markup):
        return value
    if isinstance(value, Text | Nodes | NoteValue | Excerpt):
        return Markup(value.__html__())
    if isinstance(value, Ident) or (isinstance(value, int) and not isinstance(value, bool)):
        return Markup(str(value))
    if isinstance(value, Undefined):
        return Markup(str(value))  # StrictUndefined raises here
    raise TemplateRuntimeError(_unprintable(value))


def _unprintable(value: Any) -> str:
    if value is None:
        return (
            "this field is absent from the content: ask first ({% if … %}), or say what stands instead ({{ … or '–' }})"
        )
    if isinstance(value, Record):
        kind = with_article(value.kind)
        return f"{kind} cannot be printed as a whole: print one of its fields, such as {{{{ ….text }}}}"
    if isinstance(value, Extra):
        return "'extra' cannot be printed as a whole: print one of its fields, such as {{ brief.extra.desk }}"
    if isinstance(value, Parts):
        return f"{value.kind} cannot be printed as a whole: print one of its parts ({value.listed})"
    if isinstance(value, list | tuple):
        return "a list cannot be printed as a whole: use {% for %} or the filter join(', ')"
    if isinstance(value, bool):
        return "yes or no cannot be printed: use {% if … %}"
    if callable(value):
        return "this is a function: call it, as in note(decision)"
    return f"a {type(value).__name__} cannot be printed"


def join(values: Iterable[Any]) -> Text | Markup:
    """Put values together: text stays text as long as no piece of document is among them."""
    items = [lift(value) for value in values]
    if all(isinstance(item, str) and type(item).__name__ in {"Text", "Choice", "Dated", "Unsaid"} for item in items):
        return cast(Text, lift("".join(str(item) for item in items), _origin(items)))
    return Markup("").join(printable(item) for item in items)


class _Unknown(StrictUndefined):
    """What a template asks for and there is not. Its message says what there is."""

    known: Iterable[str] = ()
    """The names of the templates in use."""

    @property
    def _undefined_message(self) -> str:
        said = super()._undefined_message
        if self._undefined_hint or self._undefined_obj is not missing:
            return said
        known = sorted({*NAMES, *_GLOBALS, *self.known})
        listed = f"known names: {', '.join(NAMES)}"
        return f"{said}: {did_you_mean(str(self._undefined_name), known, listed)}"


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of all templates."""

    code_generator_class = Generator
    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])
    join = staticmethod(join)
    words = staticmethod(trail.chunk)
    concat = staticmethod(trail.joined)

    def __init__(self, outline: Outline | None = None, **options: Any) -> None:
        """``outline`` is where it is kept what the templates are made of."""
        self.outline = outline or Outline()
        super().__init__(
            autoescape=True,
            optimized=False,  # Nothing of a template runs while it is read.
            undefined=type("Unknown", (_Unknown,), {"known": self.outline.names}),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=[WholeLines],
            **options,
        )
        self.globals = {name: self.globals[name] for name in _GLOBALS}
        self.filters = {name: _door(name, function) for name, function in self.filters.items()}
        self.filters |= {name: _refusal(name, reason) for name, reason in _NO_FILTERS.items()}
        self.filters |= _OWN_FILTERS
        self.tests = {name: test for name, test in self.tests.items() if name not in _NO_TESTS}
        self.tests["stated"] = lambda value: value is not None and not isinstance(value, Unsaid)

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """Let an error pass as it is: :mod:`briefgen.render.errors` finds its line."""
        raise

    def _generate(self, source: nodes.Template, name: str | None, *args: Any, **kwargs: Any) -> str:
        self.outline.names |= named(source)
        self.outline.inner[name or ""] = inner_blocks(source)
        for node in source.find_all(nodes.Extends):
            if isinstance(node.template, nodes.Const):
                self.outline.parents[name or ""] = node.template.value
        return super()._generate(source, name, *args, **kwargs)

    @staticmethod
    def printed(value: Any, file: str, line: int) -> str:
        """Print what stands in ``{{ }}`` in a line of a template."""
        return trail.chunk(printable(value), file, line, own=not isinstance(value, Markup))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field, or undefined with the reason."""
        return self._look_up(obj, attribute, super().getattr)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item or a field, or undefined with the reason."""
        return self._look_up(obj, argument, super().getitem)

    def _look_up(self, obj: Any, name: Any, otherwise: Callable[[Any, Any], Any]) -> Any:
        if isinstance(obj, Record | Labels | Options | Extra | Parts):
            try:
                return obj.get(str(name))
            except UnknownName as error:
                return self.undefined(str(error))
        if isinstance(obj, Markup) and isinstance(name, slice):
            raise TemplateRuntimeError(f"[…] {_ON_VALUES}")
        if isinstance(obj, Fixed) and (isinstance(name, int | slice) or name in dir(str)):
            raise TemplateRuntimeError(f"{_AS_IT_STANDS}: leave out '{'[…]' if not isinstance(name, str) else name}'")
        if isinstance(obj, Markup) or (
            isinstance(obj, Text | Ident) and isinstance(name, str) and name not in dir(str)
        ):
            what = "a piece of document" if isinstance(obj, Markup) else "a text"
            return self.undefined(f"{what} has no '{name}'")
        if isinstance(obj, Choice):
            obj = obj.like(obj)  # what is made of its label is no choice
        return lift(otherwise(obj, name), obj)

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a function or macro; a plain string that comes back is text."""
        if not callable(obj):
            raise TemplateRuntimeError("this is no function: leave out the parentheses")
        like = _origin((getattr(obj, "__self__", None), *args, *kwargs.values()))
        try:
            return lift(super().call(context, obj, *args, **kwargs), like)
        except (TypeError, ValueError, LookupError) as error:
            if isinstance(obj, Macro):  # the line inside it is the one to show
                raise
            called = getattr(obj, "__name__", "this function")
            raise TemplateRuntimeError(f"'{called}' cannot be called so: see what stands in its parentheses") from error

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Apply an operator; what comes of a text is text."""
        for operand in (left, right):
            if isinstance(operand, Undefined):
                str(operand)  # raises; as the right side of % it would pass for a mapping, and be swallowed
        if isinstance(left, Markup) or isinstance(right, Markup):
            raise TemplateRuntimeError(f"'{operator}' works on values, not on a piece of document: use ~")
        if isinstance(left, Fixed) or isinstance(right, Fixed):
            raise TemplateRuntimeError(f"{_AS_IT_STANDS}: leave out '{operator}'")
        if operator in {"*", "**"} and max(_weight(left) * _weight(right), 1) > LONGEST:
            raise TemplateRuntimeError(f"the template makes a text or number beyond {LONGEST}: make it smaller")
        return lift(super().call_binop(context, operator, left, right), _origin((left, right)))


def _default(value: Any, instead: Any = "", boolean: bool = False) -> Any:
    """Return something in the place of what is absent: to Jinja, None is a value like any other."""
    return instead if value is None or isinstance(value, Undefined) or (boolean and not value) else value


def _weight(value: Any) -> int:
    if isinstance(value, str | list | tuple):
        return len(value)
    return abs(int(value)) if isinstance(value, int | float) else 1


def _door(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a filter: pieces of document are refused, strings that come out are text."""
    first = 1 if getattr(function, "jinja_pass_arg", None) else 0

    @functools.wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        value = args[first]
        pieces = any(isinstance(arg, Markup | Nodes | NoteValue | Excerpt) for arg in args[first:])
        if pieces and name not in _ON_MARKUP:
            raise TemplateRuntimeError(f"the filter '{name}' {_ON_VALUES}")
        if name not in _LEAVING and any(isinstance(arg, Fixed) for arg in args[first:]):
            raise TemplateRuntimeError(f"{_AS_IT_STANDS}: leave out the filter '{name}'")
        if isinstance(value, Markup) and name in {"first", "last", "list", "length", "count"}:
            raise TemplateRuntimeError(f"the filter '{name}' works on lists and values, not on a piece of document")
        try:
            return lift(function(*args, **kwargs), _origin((*args[first:], *kwargs.values())))
        except TypeError as error:
            raise TemplateRuntimeError(_unfit(name)) from error

    return wrapped


def _unfit(name: str) -> str:
    """Say that a filter was given what it cannot work with."""
    if name in _COMPARING:
        return (
            f"the filter '{name}' cannot compare these values, some of which are absent or of another kind: "
            "leave those out first, as in brief.decisions | selectattr('when') | sort(attribute='when')"
        )
    return f"the filter '{name}' cannot work with this: see what stands before the '|' and in the parentheses"


def _refusal(name: str, reason: str) -> Callable[..., Any]:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise TemplateRuntimeError(f"there is no filter '{name}' here: {reason}")

    return refuse


@pass_context
def _join_filter(context: Context, values: Iterable[Any], d: Any = "", attribute: Any = None) -> Text | Markup:
    """Jinja's ``join``, put together by :func:`join`."""
    items = list(values)
    if attribute is not None:
        for step in str(attribute).split("."):
            items = [context.environment.getattr(item, step) for item in items]
    return _joined(items, [d] * (len(items) - 1))


def _listed(values: Iterable[Any], joint: str = ",") -> Text | Markup:
    """List values in the manner of the document's language: ``A, B``, with ``and`` also ``A, B and C``."""
    items = list(values) if not isinstance(values, str) else [values]
    return _joined(items, spoken().joints(len(items), joint))


def _joined(items: list[Any], joints: list[Any]) -> Text | Markup:
    return join([part for pair in zip(items, [*joints, ""], strict=False) for part in pair])


def _between(name: str) -> Callable[[Any], Text | Markup]:
    """Make the filter that sets two signs of the document's language around a value."""

    def surrounded(value: Any) -> Text | Markup:
        opening, closing = around(name)
        return join((opening, value, closing))

    return surrounded


_OWN_FILTERS: dict[str, Callable[..., Any]] = {
    "join": _join_filter,
    "listed": _listed,
    "quoted": _between("quote"),
    "bracketed": _between("bracket"),
    "date": _door("date", redated),
    "capfirst": _door("capfirst", lambda text: str(text)[:1].upper() + str(text)[1:]),
    "default": _door("default", _default),
    "d": _door("default", _default),
}
"""The filters that Jinja does not have, or not so."""
