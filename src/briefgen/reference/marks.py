"""The part of the reference on the Markdown of templates."""

from collections.abc import Iterator

from briefgen.explain import fenced, filled
from briefgen.reference.told import told


def marks() -> Iterator[str]:
    """Yield the section."""
    yield "## Marks"
    yield filled(
        "Structure is written outside the braces, in Markdown. Every `::: name` other than those below is a box: its "
        "look is the [style](#styles) of that name."
    )
    for one in told("marks").values():
        yield filled(f"**{one.name}**: {one.says}")
        yield fenced(one.example, "jinja")
