"""What a template's own CSS may not hold, however it is spelled: addresses, and brackets without end.

A document carries what it needs. Whatever CSS asks for from elsewhere would come from the machine that builds, or from
the network of whoever reads: it is refused, and not only left out.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from briefgen.problems import Place, Problem, clip

LIMIT_DEPTH = 32
"""So many brackets may stand one inside the other."""
LIMIT_DIGITS = 1000
"""So many digits may a number have."""
_FETCHING = {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"}
"""Functions whose strings are addresses."""

Finding = tuple[int, int, str, str, str]
"""Line and column, code, message and remedy."""


def refused(css: str, file: str) -> Iterator[Problem]:
    """Report what a style sheet may not hold; ``file`` is how places name it."""
    for line, column, code, message, remedy in _found(css) if css else ():
        yield Problem(Place(file, line, column), code, message, remedy)


@lru_cache(maxsize=32)
def _found(css: str) -> tuple[Finding, ...]:
    """Read the sheet, once for a process."""
    import tinycss2

    if number := re.search(f"[0-9]{{{LIMIT_DIGITS},}}", css):
        line = css.count("\n", 0, number.start()) + 1
        message = f"found a number of more than {LIMIT_DIGITS} digits"
        return (
            (line, number.start() - css.rfind("\n", 0, number.start()), "css-syntax", message, "write a shorter one"),
        )
    tokens = tinycss2.parse_component_value_list(css, skip_comments=True)
    found: list[Finding] = []
    waiting = [(token, 1) for token in reversed(tokens)]
    while waiting:
        token, depth = waiting.pop()
        if depth > LIMIT_DEPTH:
            message = f"the style sheet nests deeper than {LIMIT_DEPTH} brackets"
            return (*found, _finding(token, "css-too-deep", message, "is this the right file?"))
        if message := _asks(token):
            found.append(_finding(token, "css-address", message, _REMEDY))
        if not _is_name(token):
            waiting += [(inner, depth + 1) for inner in reversed(_inside(token))]
    return tuple(found)


_REMEDY = (
    "delete it: nothing is fetched for a document. Pictures stand in the wording, as ![words](logo.png), or at logo: "
    "in template.yaml; type faces at faces:"
)


def _finding(token: Any, code: str, message: str, remedy: str) -> Finding:
    return token.source_line, token.source_column, code, message, remedy


def _inside(token: Any) -> list[Any]:
    inside: list[Any] | None = getattr(token, "content", None) or getattr(token, "arguments", None)
    return inside or []


def _is_name(token: Any) -> bool:
    """Tell whether a token is a function whose strings were looked at."""
    return token.type == "function" and token.lower_name in _FETCHING


def _asks(token: Any) -> str:
    """Say what a token asks for; empty where it asks for nothing. ``#name`` is a part of the document."""
    if token.type == "at-keyword" and token.lower_value == "import":
        return "the style sheet imports another one"
    addresses = [token.value] if token.type == "url" else []
    if _is_name(token):
        addresses = [inner.value for inner in _inside(token) if inner.type in {"string", "url"}]
    asked = next((address for address in addresses if not address.startswith("#")), None)
    return "" if asked is None else f"the style sheet names the address '{clip(asked)}'"
