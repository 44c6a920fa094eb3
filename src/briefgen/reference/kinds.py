"""What a field holds, in an editor's words."""

import re
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from briefgen.design import tokens
from briefgen.fields import Entry, NotStated, Ref
from briefgen.values import Day, Ident, Prose, Text, Url

ALIASES: tuple[tuple[Any, str], ...] = (
    (tokens.Colour, 'colour, such as `"#0b3d66"`'),
    (tokens.Tag, "language, such as `en` or `ja`"),
    (tokens.Name, "name: small letters, digits, hyphens"),
    (tokens.Points, "points"),
    (tokens.Size, "points"),
    (tokens.Space, "points"),
    (tokens.Millimetres, "millimetres"),
    (tokens.Weight, "number"),
)
"""Types that have a name of their own, and what they hold."""
WORDS: dict[Any, str] = {
    Text: "text",
    Prose: "text with `*stress*` and `**weight**`",
    Url: "address",
    Day: "date",
    Ident: "name",
    str: "text",
    bool: "true or false",
    int: "whole number",
    float: "number",
    Any: "anything",
}
REFERENCES = {"actor": "[actor](#actor)", "source": "[source](#source)", "statement": "[statement](#statement)"}


def hints(kind: type[Entry]) -> dict[str, Any]:
    """Return the types of an entry's fields as they are written."""
    return get_type_hints(kind, include_extras=True)


def holds(annotation: Any) -> str:
    """Say what a field of a type holds."""
    if annotation == dict[str, dict[str, Text]]:
        return "by language, then by name: text"
    for alias, words in ALIASES:
        if annotation is alias:
            return words
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    if annotation in WORDS:
        return WORDS[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(arguments)
    if origin is Literal:
        return "one of " + ", ".join(f"`{word}`" for word in arguments)
    if origin is tuple:
        return f"list of: {holds(arguments[0])}"
    if origin is dict:
        return f"by {holds(arguments[0]).partition(':')[0].partition(',')[0]}: {holds(arguments[1])}"
    return " or ".join(dict.fromkeys(holds(part) for part in arguments if part not in {NotStated, type(None)}))


def _annotated(arguments: tuple[Any, ...]) -> str:
    inner, *notes = arguments
    for note in notes:
        if isinstance(note, Ref):
            return REFERENCES[note.kinds[0]] if len(note.kinds) == 1 else "any entry with an `id`"
    limits = " ".join(filter(None, (_limits(note) for note in notes if isinstance(note, FieldInfo))))
    return f"{holds(inner)}{limits}"


def _limits(field: FieldInfo) -> str:
    bounds = {
        name: getattr(note, name) for note in field.metadata for name in ("ge", "gt", "le") if hasattr(note, name)
    }
    low, high = bounds.get("ge", bounds.get("gt")), bounds.get("le")
    if low is not None and high is not None:
        return f", {low:g} to {high:g}"
    return ""


def entries_in(annotation: Any) -> list[type[Entry]]:
    """Return the kinds of entries that stand in a type."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return [annotation]
    return (
        []
        if get_origin(annotation) is Literal
        else [kind for part in get_args(annotation) for kind in entries_in(part)]
    )


def reached(root: type[Entry]) -> list[type[Entry]]:
    """Return an entry's kind and all that stand in it, in the order in which they are met."""
    found = [root]
    for kind in found:
        types = hints(kind)
        for name in kind.model_fields:
            found += [inner for inner in dict.fromkeys(entries_in(types[name])) if inner not in found]
    return found


def plain(docstring: str) -> str:
    """Turn a docstring into Markdown: one line, code between single marks, names of the code without their signs."""
    text = re.sub(r":[a-z]+:`~?([^`]*)`", lambda found: f"`{found[1].rpartition('.')[2]}`", docstring or "")
    return " ".join(text.replace("``", "`").split())
