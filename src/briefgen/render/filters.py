"""The filters and tests of templates: those of Jinja behind doors, those that cannot be had, and our own."""

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import TemplateRuntimeError, Undefined, pass_context
from jinja2.filters import FILTERS as DEFAULT_FILTERS
from jinja2.runtime import Context
from jinja2.tests import TESTS as DEFAULT_TESTS
from markupsafe import Markup

from briefgen.render.language import around, redated, spoken
from briefgen.render.printing import AS_IT_STANDS, ON_VALUES, join, lift, origin
from briefgen.render.records import Unsaid
from briefgen.values import Excerpt, Fixed, Nodes, NoteValue, Text

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

_LEAVING = _ON_MARKUP | {"select", "selectattr", "reject", "rejectattr"}

_COMPARING = {"sort", "min", "max", "groupby", "dictsort", "unique"}


def filters(jinja: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Return the filters of templates, made of those that Jinja has."""
    doors = {name: _door(name, function) for name, function in jinja.items()}
    return doors | {name: _refusal(name, reason) for name, reason in _NO_FILTERS.items()} | _OWN_FILTERS


def tests(jinja: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tests of templates, made of those that Jinja has."""
    return {name: test for name, test in jinja.items() if name not in _NO_TESTS} | {"stated": _is_stated}


def filter_names() -> list[str]:
    """Return the names of the filters that templates may use."""
    return sorted({*DEFAULT_FILTERS, *_OWN_FILTERS} - set(_NO_FILTERS))


def refused_filter(name: str) -> str:
    """Return why one of Jinja's filters is not to be had; an empty string for one that is, or that Jinja has not."""
    return _NO_FILTERS.get(name, "")


def names_of_tests() -> list[str]:
    """Return the names of the tests that templates may use."""
    return sorted({*DEFAULT_TESTS, "stated"} - set(_NO_TESTS))


def _is_stated(value: Any) -> bool:
    return value is not None and not isinstance(value, Unsaid)


def _default(value: Any, instead: Any = "", boolean: bool = False) -> Any:
    """Return something in the place of what is absent: to Jinja, None is a value like any other."""
    return instead if value is None or isinstance(value, Undefined) or (boolean and not value) else value


def _door(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a filter: pieces of document are refused, strings that come out are text."""
    first = 1 if getattr(function, "jinja_pass_arg", None) else 0

    @functools.wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        value = args[first]
        pieces = any(isinstance(arg, Markup | Nodes | NoteValue | Excerpt) for arg in args[first:])
        if pieces and name not in _ON_MARKUP:
            raise TemplateRuntimeError(f"the filter '{name}' {ON_VALUES}")
        if name not in _LEAVING and any(isinstance(arg, Fixed) for arg in args[first:]):
            raise TemplateRuntimeError(f"{AS_IT_STANDS}: leave out the filter '{name}'")
        if isinstance(value, Markup) and name in {"first", "last", "list", "length", "count"}:
            raise TemplateRuntimeError(f"the filter '{name}' works on lists and values, not on a piece of document")
        try:
            return lift(function(*args, **kwargs), origin((*args[first:], *kwargs.values())))
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
