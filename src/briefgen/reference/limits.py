"""The part of the reference on limits."""

from collections.abc import Iterator

from briefgen.design import PICTURES, TALLEST
from briefgen.design.tokens import LEAST_ROOM
from briefgen.explain import filled
from briefgen.problems import one_of
from briefgen.project import Limits
from briefgen.reference.settings import HEAD, rows
from briefgen.reference.told import table
from briefgen.render.printing import LONGEST
from briefgen.yamlfile import LIMIT_BYTES

LIMITS: tuple[tuple[str, str], ...] = (
    ("A text that a template puts together", f"at most {LONGEST:,} letters"),
    ("A file: template, style sheet, picture, content", f"at most {LIMIT_BYTES // 2**20} MB"),
    ("Pictures", one_of([*PICTURES])),
    ("Height of a picture", f"at most {TALLEST:.0%} of that of the text; a taller one is made smaller"),
    ("Room between the margins", f"at least {LEAST_ROOM:g} mm in width and in height"),
    ("The name of a place, `anchor('name')`", "at most 40 letters, digits, `-` or `_`; it begins with a letter"),
)
"""What is limited, and how far."""


def limits() -> Iterator[str]:
    """Yield the section."""
    yield "## What is limited"
    yield table(("what", "how far"), LIMITS)
    yield filled(
        "A template runs in a process of its own. How much it may use up before it is broken off, and how much a brief "
        "as a whole, the project says in `briefgen.yaml`, as in `limits: {seconds: 20}`:"
    )
    yield table(HEAD, rows(Limits))
