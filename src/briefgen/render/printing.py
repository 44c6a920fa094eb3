"""What ``{{ }}`` prints, and what strings made of values become: text, which cannot be taken for structure."""

from collections.abc import Iterable
from typing import Any, cast

from jinja2 import TemplateRuntimeError, Undefined
from markupsafe import Markup

from briefgen.fields import with_article
from briefgen.render.parts import Parts
from briefgen.render.records import Extra, Record
from briefgen.values import OPEN, Excerpt, Ident, Nodes, NoteValue, Text

LONGEST = 100_000
"""Characters that a template may put together in one string."""

ON_VALUES = "works on a value, not on a piece of document (a macro, a set block, a note)"
AS_IT_STANDS = "a protective marking is printed as it stands, in every language"


def lift(value: Any, like: Any = None) -> Any:
    """Turn a plain string into Text; leave everything else as it is.

    Raises TemplateRuntimeError for a string that was cut out of a piece of document, or that is too long.
    """
    if not isinstance(value, str) or isinstance(value, Text | Ident | Markup):
        return value
    if OPEN in value:
        raise TemplateRuntimeError(f"this {ON_VALUES}")
    if len(value) > LONGEST:
        raise TemplateRuntimeError(f"the template makes a text of more than {LONGEST} characters: make it shorter")
    return Text(value, like.place if isinstance(like, Text) else None)


def origin(values: Iterable[Any]) -> Text | None:
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
        return cast(Text, lift("".join(str(item) for item in items), origin(items)))
    return Markup("").join(printable(item) for item in items)
