"""The part of the reference on what may stand between ``{{ }}`` and ``{% %}``."""

from collections.abc import Iterator

from briefgen.explain import fenced
from briefgen.reference.told import Told, code, table, told

GROUPS = (
    ("names", "Names and functions", "What every template is given.", "{}"),
    ("filters", "Filters", "`{{ value | filter }}` changes a value before it is printed.", "{}"),
    ("tests", "Tests", "`value is test` asks about a value: in `{% if %}`, in `select` and `selectattr`.", "{}"),
    ("operators", "Expressions", "What else may stand between the braces.", "{}"),
    (
        "tags",
        "Tags",
        "`{% tag %}` decides what is printed; `{% endtag %}` closes it, where something stands inside.",
        "{}",
    ),
    ("loop", "Loops", "What a `{% for %}` knows of itself.", "loop.{}"),
)
"""The groups in their order: the title, the words under it, and how a name is written."""


def language() -> Iterator[str]:
    """Yield the sections."""
    for group, title, words, written in GROUPS:
        yield f"## {title}"
        yield words
        yield table(("name", "what it does", "example", "prints"), (_row(one, written) for one in told(group).values()))
        for one in told(group).values():
            if "\n" in one.example + one.prints:
                yield f"{code(written.format(one.name))}, for example:"
                yield f"{fenced(one.example, 'jinja')}\n\nprints\n\n{fenced(one.prints, 'markdown')}"


def _row(one: Told, written: str) -> tuple[str, ...]:
    names = ", ".join(code(written.format(name)) for name in (one.name, *one.also))
    if "\n" in one.example + one.prints:
        return names, one.says, "below", ""
    return names, one.says, code(one.example) if one.example else "", one.prints and code(one.prints)
